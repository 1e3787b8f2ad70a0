//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ledger::excerpt;

/// A day of the calendar, written as `2024-07-01`.
///
/// The crate never asks what day it is: a date is always an argument.
///
/// ```
/// use gridgov::change::Date;
///
/// let july: Date = "2024-07-01".parse()?;
/// assert!(july > "2024-06-30".parse()?);
/// assert_eq!(july.to_string(), "2024-07-01");
/// assert_eq!(Date::new(2024, 7, 1), Some(july));
/// let error = "2023-02-29".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "`2023-02-29` is no day of the calendar, written as 2024-07-01");
/// # Ok::<(), gridgov::change::ParseDateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date(jiff::civil::Date);

/// A text is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no day of the calendar, written as 2024-07-01")]
pub struct ParseDateError {
    written: String,
}

impl Date {
    /// The day of a year, month and day, each counted from one; none where the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The day before; none before the first day of the year 1.
    #[must_use]
    pub fn day_before(self) -> Option<Self> {
        self.0.yesterday().ok().map(Self).filter(|date| date.0.year() > 0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day()))
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One way to write a day, so that equal days are equal texts: no times, no signs, no other orders.
        let is_plain = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date = if is_plain { text.parse().ok() } else { None };
        let date = date.filter(|date: &jiff::civil::Date| date.year() > 0).map(Self);
        date.ok_or_else(|| ParseDateError { written: excerpt(text) })
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = ParseDateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_in_one_spelling() {
        for good in ["0001-01-01", "2024-02-29", "2000-02-29", "9999-12-31"] {
            let date: Date = good.parse().expect(good);
            assert_eq!(date.to_string(), good);
            assert_eq!(serde_json::to_string(&date).unwrap(), format!("\"{good}\""));
        }
        let wrong = ["", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "0000-01-01"];
        let otherwise =
            ["2024-7-1", "20240701", "2024-07-01T00:00", "+024-07-01", "2024/07/01", "２０24-07", " 2024-07-1"];
        for bad in wrong.into_iter().chain(otherwise) {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
            assert!(serde_json::from_str::<Date>(&format!("\"{bad}\"")).is_err(), "{bad}");
        }
    }
}
