//! Days of the calendar (日期): the dates on which maps change, rule packs apply and figures are reported.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date as CivilDate;
use serde::{Deserialize, Serialize};

use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

/// A day of the calendar (日期), written as `2024-07-01`, of the years 1 to 9999.
///
/// The crate never asks what day it is: a date is always an argument.
///
/// ```
/// use gridgov::date::Date;
///
/// let july: Date = "2024-07-01".parse()?;
/// assert!(july > "2024-06-30".parse()?);
/// assert_eq!(july.to_string(), "2024-07-01");
/// assert_eq!(Date::new(2024, 7, 1), Some(july));
/// let error = "2023-02-29".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "`2023-02-29` is no day of the calendar, written as 2024-07-01");
/// # Ok::<(), gridgov::date::ParseDateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date(CivilDate);

/// A text is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no day of the calendar, written as 2024-07-01")]
pub struct ParseDateError {
    written: String,
}

impl Wording for ParseDateError {
    fn id(&self) -> &'static str {
        "date.not_a_day"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是日历上的一天；请写作2024-07-01的形式", self.written)
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written)
    }
}

impl Date {
    /// The day of a year, a month and a day of the month, each counted from 1; `None` where the calendar has no such
    /// day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (year, month, day) = (year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        CivilDate::new(year, month, day).ok().and_then(Self::within_years)
    }

    /// The calendar of the library also has the year 0 and those before it, which four digits cannot write.
    fn within_years(date: CivilDate) -> Option<Self> {
        (date.year() > 0).then_some(Self(date))
    }

    /// A day of the library's calendar; the first or last that four digits can write where it lies beyond them.
    #[cfg(feature = "record")]
    pub(crate) fn of_civil(date: CivilDate) -> Self {
        Self(date.max(CivilDate::constant(1, 1, 1)))
    }

    /// The same day in the library's calendar.
    #[cfg(any(feature = "parquet", feature = "record"))]
    pub(crate) const fn civil(self) -> CivilDate {
        self.0
    }

    /// The year, from 1 to 9999.
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

    /// The day before; `None` for the first day of the year 1.
    #[must_use]
    pub fn day_before(self) -> Option<Self> {
        self.0.yesterday().ok().and_then(Self::within_years)
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
        // The library also reads times, signs and other spellings. Here a day has one, so that equal days are equal texts.
        let is_plain = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date = if is_plain { text.parse().ok() } else { None };
        date.and_then(Self::within_years).ok_or_else(|| ParseDateError { written: excerpt(text) })
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

    #[test]
    fn days_by_their_numbers() {
        assert_eq!(Date::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
        assert_eq!(Date::new(1, 1, 1).unwrap().day_before(), None);
        assert_eq!(Date::new(2024, 3, 1).unwrap().day_before(), Date::new(2024, 2, 29));
        for (year, month, day) in
            [(2023, 2, 29), (0, 1, 1), (10_000, 1, 1), (65_535, 1, 1), (2024, 255, 1), (2024, 1, 200)]
        {
            assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
        }
    }
}
