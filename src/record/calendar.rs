//! Working days.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Which days are worked (工作日历), as data: holidays, days worked instead (调休), and for which days it is known.
///
/// Saturdays and Sundays are free unless they are listed as worked. On days outside of what is known nothing is guessed: a
/// deadline that would pass over one is undecidable.
///
/// ```
/// use gridgov::record::Calendar;
///
/// let calendar = Calendar::new("2023-09-01".parse()?, "2023-10-31".parse()?)
///     .with_holidays(["2023-09-29".parse()?, "2023-10-02".parse()?])
///     .with_worked(["2023-10-07".parse()?]);
/// let is_worked = |day: &str| calendar.is_worked(day.parse().unwrap());
/// assert_eq!(is_worked("2023-09-29"), Some(false), "a Friday");
/// assert_eq!(is_worked("2023-10-07"), Some(true), "a Saturday");
/// assert_eq!(is_worked("2023-12-01"), None, "not known");
/// # Ok::<(), gridgov::date::ParseDateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    from: Date,
    until: Date,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    holidays: BTreeSet<Date>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    worked: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar that is known from one day to another, both included, without holidays.
    #[must_use]
    pub fn new(from: Date, until: Date) -> Self {
        Self { from, until, holidays: BTreeSet::new(), worked: BTreeSet::new() }
    }

    /// The same with more holidays.
    #[must_use]
    pub fn with_holidays(mut self, days: impl IntoIterator<Item = Date>) -> Self {
        self.holidays.extend(days);
        self
    }

    /// The same with more Saturdays and Sundays that are worked.
    #[must_use]
    pub fn with_worked(mut self, days: impl IntoIterator<Item = Date>) -> Self {
        self.worked.extend(days);
        self
    }

    /// Whether a day is worked; `None` where the calendar does not know. O(log days listed).
    #[must_use]
    pub fn is_worked(&self, day: Date) -> Option<bool> {
        if day < self.from || day > self.until {
            return None;
        }
        let is_weekend = day.civil().weekday().to_monday_zero_offset() >= 5;
        Some(self.worked.contains(&day) || (!is_weekend && !self.holidays.contains(&day)))
    }

    /// The working day so many working days after a day, which does not count itself; `None` where the calendar does not know
    /// a day on the way. O(days on the way).
    #[must_use]
    pub fn working_days_after(&self, day: Date, count: u32) -> Option<Date> {
        let mut day = day.civil();
        let mut left = count;
        while left > 0 {
            day = day.tomorrow().ok()?;
            left -= u32::from(self.is_worked(Date::of_civil(day))?);
        }
        Some(Date::of_civil(day))
    }

    /// Days that are listed both as holidays and as worked.
    pub(super) fn contradictions(&self) -> impl Iterator<Item = Date> {
        self.holidays.intersection(&self.worked).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_includes_both_ends_and_nothing_beyond() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        // From a Friday to the Monday after.
        let calendar = Calendar::new(day("2023-12-08"), day("2023-12-11")).with_worked([day("2023-12-10")]);
        let days = ["2023-12-07", "2023-12-08", "2023-12-09", "2023-12-10", "2023-12-11", "2023-12-12"];
        let worked = days.map(|text| calendar.is_worked(day(text)));
        assert_eq!(worked, [None, Some(true), Some(false), Some(true), Some(true), None]);
        assert_eq!(calendar.working_days_after(day("2023-12-08"), 2), Some(day("2023-12-11")));
        assert_eq!(calendar.working_days_after(day("2023-12-08"), 3), None);
        assert_eq!(calendar.working_days_after(day("2024-12-08"), 0), Some(day("2024-12-08")));
        assert_eq!(calendar.contradictions().count(), 0);
        let both = calendar.with_holidays([day("2023-12-10"), day("2023-12-11")]);
        assert_eq!(both.contradictions().collect::<Vec<_>>(), [day("2023-12-10")]);
    }
}
