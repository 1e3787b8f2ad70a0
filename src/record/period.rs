//! Periods of the calendar: days, weeks, months, quarters, half-years, years.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::moment::{day_number, day_of_number};
use crate::date::Date;
use crate::excerpt::excerpt;
use crate::kind::named;
use crate::message::{Parts, Wording};

named! {
    /// The length of a period (周期).
    #[non_exhaustive]
    PeriodLength, "length of a period" "周期";
    Day      "day"       "day"       "日";
    Week     "week"      "week"      "周";
    Month    "month"     "month"     "月";
    Quarter  "quarter"   "quarter"   "季度";
    HalfYear "half_year" "half-year" "半年";
    Year     "year"      "year"      "年";
}

/// A period of the calendar: a day, a week from Monday to Sunday (ISO 8601), a month, a quarter, a half-year or a year.
///
/// It is written `2023-12-10`, `2023-W49`, `2023-12`, `2023-Q4`, `2023-H2` or `2023`.
///
/// ```
/// use gridgov::record::{CalendarPeriod, PeriodLength};
///
/// let december = PeriodLength::Month.around("2023-12-10".parse()?);
/// assert_eq!(december.to_string(), "2023-12");
/// assert_eq!((december.first().to_string(), december.last().to_string()), ("2023-12-01".into(), "2023-12-31".into()));
/// assert_eq!(december.before().to_string(), "2023-11");
/// assert_eq!("2023-W52".parse(), Ok(PeriodLength::Week.around("2023-12-31".parse()?)));
/// # Ok::<(), gridgov::date::ParseDateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarPeriod {
    length: PeriodLength,
    /// Counted through from year to year.
    number: i32,
}

/// A text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no period; write it as 2023-12-10, 2023-W49, 2023-12, 2023-Q4, 2023-H2 or 2023")]
pub struct ParseCalendarPeriodError {
    written: String,
}

impl Wording for ParseCalendarPeriodError {
    fn id(&self) -> &'static str {
        "period.not_a_period"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = &self.written;
        write!(f, "“{written}”不是时段；请写成2023-12-10、2023-W49、2023-12、2023-Q4、2023-H2或2023")
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written)
    }
}

impl PeriodLength {
    /// The period of this length in which a day lies.
    #[must_use]
    pub fn around(self, day: Date) -> CalendarPeriod {
        let (year, month) = (i32::from(day.year()), i32::from(day.month()) - 1);
        let number = match self {
            PeriodLength::Day => day_number(day),
            // 1 January 1970 was a Thursday.
            PeriodLength::Week => (day_number(day) + 3).div_euclid(7),
            PeriodLength::Month => year * 12 + month,
            PeriodLength::Quarter => year * 4 + month / 3,
            PeriodLength::HalfYear => year * 2 + month / 6,
            PeriodLength::Year => year,
        };
        CalendarPeriod { length: self, number }
    }
}

impl CalendarPeriod {
    /// The length.
    #[must_use]
    pub const fn length(self) -> PeriodLength {
        self.length
    }

    /// The first day; the nearest that can be written beyond the years 1 to 9999.
    #[must_use]
    pub fn first(self) -> Date {
        let of_year = |parts: i32| {
            let (year, part) = (self.number.div_euclid(parts), self.number.rem_euclid(parts));
            let date = jiff::civil::Date::new(year as i16, (part * 12 / parts + 1) as i8, 1);
            Date::of_civil(date.unwrap_or(jiff::civil::Date::MAX))
        };
        match self.length {
            PeriodLength::Day => day_of_number(self.number),
            PeriodLength::Week => day_of_number(self.number * 7 - 3),
            PeriodLength::Month => of_year(12),
            PeriodLength::Quarter => of_year(4),
            PeriodLength::HalfYear => of_year(2),
            PeriodLength::Year => of_year(1),
        }
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Date {
        let next = self.after().first();
        next.day_before().filter(|last| *last >= self.first()).unwrap_or(next)
    }

    /// The period before.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { length: self.length, number: self.number - 1 }
    }

    /// The period after.
    #[must_use]
    pub const fn after(self) -> Self {
        Self { length: self.length, number: self.number + 1 }
    }
}

impl fmt::Display for CalendarPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first();
        let text = match self.length {
            PeriodLength::Day => first.to_string(),
            PeriodLength::Week => {
                let week = first.civil().iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            PeriodLength::Month => format!("{:04}-{:02}", first.year(), first.month()),
            PeriodLength::Quarter => format!("{:04}-Q{}", first.year(), first.month().div_ceil(3)),
            PeriodLength::HalfYear => format!("{:04}-H{}", first.year(), first.month().div_ceil(6)),
            PeriodLength::Year => format!("{:04}", first.year()),
        };
        f.pad(&text)
    }
}

impl FromStr for CalendarPeriod {
    type Err = ParseCalendarPeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A day within each period that the text may be; the one that is written as the text is it.
        let year: Option<i32> = text.get(..4).and_then(|year| year.parse().ok());
        let part: Option<i32> = text.get(6..).and_then(|part| part.parse().ok());
        let month = |month: i32| Date::new(u16::try_from(year?).ok()?, u8::try_from(month).ok()?, 1);
        let found = match (text.len(), text.as_bytes().get(5)) {
            (10, _) => text.parse().ok().map(|day| PeriodLength::Day.around(day)),
            // The fourth of January lies in the first week.
            (8, Some(b'W')) => month(1).zip(part).map(|(january, week)| {
                let first = PeriodLength::Week.around(day_of_number(day_number(january) + 3));
                CalendarPeriod { length: PeriodLength::Week, number: first.number + week - 1 }
            }),
            (7, Some(b'Q')) => part.and_then(|part| month(part * 3 - 2)).map(|day| PeriodLength::Quarter.around(day)),
            (7, Some(b'H')) => part.and_then(|part| month(part * 6 - 5)).map(|day| PeriodLength::HalfYear.around(day)),
            (7, _) => text
                .get(5..)
                .and_then(|part| part.parse().ok())
                .and_then(month)
                .map(|day| PeriodLength::Month.around(day)),
            (4, _) => month(1).map(|day| PeriodLength::Year.around(day)),
            _ => None,
        };
        found
            .filter(|period| period.to_string() == text)
            .ok_or_else(|| ParseCalendarPeriodError { written: excerpt(text) })
    }
}

impl Serialize for CalendarPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_tile_the_calendar_and_are_read_as_written() {
        let first = day_number("2019-12-20".parse().unwrap());
        for length in PeriodLength::ALL {
            for number in first..first + 1_500 {
                let day = day_of_number(number);
                let period = length.around(day);
                assert!(period.first() <= day && day <= period.last(), "{period} {day}");
                assert_eq!(period.to_string().parse(), Ok(period));
                assert_eq!(period.after().first().day_before(), Some(period.last()));
                assert_eq!(period.after().before(), period);
            }
        }
        assert_eq!(PeriodLength::Week.around("2021-01-01".parse().unwrap()).to_string(), "2020-W53");
        assert_eq!(PeriodLength::Quarter.around("2023-12-10".parse().unwrap()).to_string(), "2023-Q4");
        assert_eq!(PeriodLength::HalfYear.around("2023-06-30".parse().unwrap()).to_string(), "2023-H1");
    }

    #[test]
    fn what_is_no_period_is_told() {
        for wrong in ["", "2023-13", "2023-Q5", "2023-W54", "2023-H3", "23-12", "2023-12-32", "2023-W53", "December"] {
            assert!(wrong.parse::<CalendarPeriod>().is_err(), "{wrong}");
        }
    }
}
