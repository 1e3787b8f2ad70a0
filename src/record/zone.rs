//! Time zones, by the database that comes with the crate.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::Moment;
use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

/// A time zone (时区), by its name in the IANA database: `Asia/Shanghai`, `America/New_York`, `UTC`.
///
/// The database comes with the crate. That of the machine is never asked, so the same records give the same answers
/// everywhere.
///
/// ```
/// use gridgov::record::Zone;
///
/// let zone: Zone = "Asia/Shanghai".parse()?;
/// assert_eq!(zone.to_string(), "Asia/Shanghai");
/// assert!("Asia/Zhengzhou".parse::<Zone>().is_err());
/// # Ok::<(), gridgov::record::UnknownZoneError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// No time zone has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no time zone; write its name in the IANA database, such as Asia/Shanghai or UTC")]
pub struct UnknownZoneError {
    written: String,
}

impl Wording for UnknownZoneError {
    fn id(&self) -> &'static str {
        "zone.unknown"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是时区；请填写时区的通用名称，如Asia/Shanghai或UTC", self.written)
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written)
    }
}

/// What a time of the clock means in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnClock {
    /// One moment.
    Once(Moment),
    /// The clock was set back over it: the first of two moments.
    Twice(Moment),
    /// The clock was set forward over it, or it lies beyond the years that are supported.
    Never,
}

impl Zone {
    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }

    /// The moment of a time of the clock.
    pub(super) fn moment_of(&self, time: DateTime) -> OnClock {
        let ambiguous = self.zone.to_ambiguous_timestamp(time);
        let moment = |found: Result<jiff::Timestamp, jiff::Error>| found.ok().map(Moment::of_timestamp);
        let found = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => moment(ambiguous.unambiguous()).map(OnClock::Once),
            AmbiguousOffset::Fold { .. } => moment(ambiguous.earlier()).map(OnClock::Twice),
            AmbiguousOffset::Gap { .. } => None,
        };
        found.unwrap_or(OnClock::Never)
    }

    /// The first moment of a day: midnight, or the moment to which the clock is set forward at midnight. `None` beyond the
    /// years that are supported.
    pub(super) fn start_of(&self, day: jiff::civil::Date) -> Option<Moment> {
        let midnight = self.zone.to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight()));
        midnight.compatible().ok().map(Moment::of_timestamp)
    }

    /// What the clock shows at a moment.
    pub(super) fn clock(&self, moment: Moment) -> DateTime {
        self.zone.to_datetime(moment.timestamp())
    }
}

impl FromStr for Zone {
    type Err = UnknownZoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match TimeZoneDatabase::bundled().get(text.trim()) {
            Ok(zone) => Ok(Self { name: zone.iana_name().unwrap_or(text).to_owned(), zone }),
            Err(_) => Err(UnknownZoneError { written: excerpt(text) }),
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}
