//! Periods: from one day to another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::date::{Date, ParseDateError};

/// A period (周期): from one day to another, both included.
///
/// It shows and reads as an interval of ISO 8601.
///
/// ```
/// use gridgov::change::Period;
///
/// let half: Period = "2023-01-01/2023-06-30".parse()?;
/// assert_eq!(half.last().to_string(), "2023-06-30");
/// let error = "2023-06-30/2023-01-01".parse::<Period>().unwrap_err();
/// assert_eq!(error.to_string(), "the period ends on 2023-01-01, before it begins on 2023-06-30");
/// # Ok::<(), gridgov::change::ParsePeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Date,
    last: Date,
}

/// A text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePeriodError {
    /// There are not two dates.
    #[error("`{0}` is no period: two dates should stand here, such as 2023-01-01/2023-06-30")]
    NotTwoDates(String),
    /// One of them is no date.
    #[error(transparent)]
    Date(#[from] ParseDateError),
    /// The last day comes before the first.
    #[error("the period ends on {last}, before it begins on {first}")]
    Backward {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
}

impl Period {
    /// From one day to another, both included; `None` where the last comes before the first.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}

impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((first, last)) = text.split_once('/') else {
            return Err(ParsePeriodError::NotTwoDates(text.chars().take(60).collect()));
        };
        let (first, last) = (first.parse()?, last.parse()?);
        Self::new(first, last).ok_or(ParsePeriodError::Backward { first, last })
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
