//! Moments, and times as precisely as they were written.

use std::fmt;

use jiff::Timestamp;

use super::Zone;
use crate::date::Date;
use crate::measure::Decimal;

/// A moment (时刻), to the microsecond.
///
/// ```
/// use gridgov::record::{Moment, Zone};
///
/// let zone: Zone = "Asia/Shanghai".parse()?;
/// let noon = Moment::read("2023-12-10T12:00", &zone)?;
/// assert_eq!(noon.shown_in(&zone), "2023-12-10 12:00:00");
/// assert_eq!(noon.to_string(), "2023-12-10T04:00:00Z");
/// assert_eq!(noon.day_in(&zone).to_string(), "2023-12-10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// A time as precisely as it was written: a moment, or some moment of a day (时间).
///
/// What depends on the time of the day of a time without one is undecidable, never guessed: a case that was due at noon and
/// closed "on that day" is neither in time nor late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    first: Moment,
    last: Moment,
}

/// A microsecond in the unit of [`Moment`].
pub(super) const SECOND: i64 = 1_000_000;

impl Moment {
    pub(crate) const fn of_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub(crate) const fn micros(self) -> i64 {
        self.0
    }

    pub(super) fn of_timestamp(timestamp: Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }

    /// Every moment came from a timestamp, or lies between two of them.
    pub(super) fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// A moment so many seconds later; `None` beyond the years that are supported.
    #[must_use]
    pub fn after_seconds(self, seconds: i64) -> Option<Self> {
        let micros = self.0.checked_add(seconds.checked_mul(SECOND)?)?;
        Timestamp::from_microsecond(micros).ok().map(Self::of_timestamp)
    }

    /// The day of the calendar in a zone; the nearest that can be written where it lies beyond the years 1 to 9999.
    #[must_use]
    pub fn day_in(self, zone: &Zone) -> Date {
        Date::of_civil(zone.clock(self).date())
    }

    /// What the clock shows in a zone: `2023-12-10 12:00:00`.
    #[must_use]
    pub fn shown_in(self, zone: &Zone) -> String {
        zone.clock(self).strftime("%Y-%m-%d %H:%M:%S%.f").to_string()
    }

    /// The minutes from another moment to this one, rounded to two decimal places, halves away from zero; whole minutes have
    /// none.
    #[must_use]
    pub fn minutes_since(self, other: Self) -> Decimal {
        minutes(self.0.saturating_sub(other.0))
    }
}

/// A day as the number of days since 1970-01-01.
#[expect(clippy::expect_used, reason = "days have years of four digits")]
pub(crate) fn day_number(day: Date) -> i32 {
    let span = EPOCH.until((jiff::Unit::Day, day.civil()));
    span.expect("INVARIANT: between two days of the calendar there is a number of days").get_days()
}

/// The day of a number of days since 1970-01-01; the nearest that can be written beyond the years 1 to 9999.
pub(super) fn day_of_number(number: i32) -> Date {
    Date::of_civil(EPOCH.saturating_add(jiff::Span::new().days(i64::from(number))))
}

const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);

/// Microseconds in minutes, rounded to two decimal places, without zeros at the end.
pub(super) fn minutes(micros: i64) -> Decimal {
    const HUNDREDTH: i128 = 600_000;
    let micros = i128::from(micros);
    let half = if micros < 0 { -HUNDREDTH / 2 } else { HUNDREDTH / 2 };
    let (mut units, mut scale) = ((micros + half) / HUNDREDTH, 2);
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    // The hundredths of a minute are fewer than the microseconds.
    Decimal::from_units(units as i64, scale)
}

impl fmt::Display for Moment {
    /// In universal time, as RFC 3339 writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl Stamp {
    /// A time of the day.
    #[must_use]
    pub const fn at(moment: Moment) -> Self {
        Self { first: moment, last: moment }
    }

    /// Some moment from one to another, both included; `None` where the last comes before the first.
    #[must_use]
    pub fn between(first: Moment, last: Moment) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Some moment of a day in a zone; `None` beyond the years that are supported.
    pub(super) fn of_day(day: jiff::civil::Date, zone: &Zone) -> Option<Self> {
        let first = zone.start_of(day)?;
        let last = zone.start_of(day.tomorrow().ok()?)?;
        Some(Self { first, last: Moment(last.0 - 1) })
    }

    /// The earliest moment that it can mean.
    #[must_use]
    pub const fn first(self) -> Moment {
        self.first
    }

    /// The latest moment that it can mean.
    #[must_use]
    pub const fn last(self) -> Moment {
        self.last
    }

    /// The moment; `None` where only the day is known.
    #[must_use]
    pub fn moment(self) -> Option<Moment> {
        (self.first == self.last).then_some(self.first)
    }
}

impl From<Moment> for Stamp {
    fn from(moment: Moment) -> Self {
        Self::at(moment)
    }
}
