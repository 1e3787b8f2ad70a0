//! Periods: from one day to another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::date::{Date, ParseDateError};
use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

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

impl Wording for ParsePeriodError {
    fn id(&self) -> &'static str {
        match self {
            Self::NotTwoDates(_) => "period.not_two_dates",
            Self::Date(error) => error.id(),
            Self::Backward { .. } => "period.backward",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTwoDates(written) => {
                write!(f, "“{}”不是周期；请填写两个日期，如2023-01-01/2023-06-30", excerpt(written))
            }
            Self::Date(error) => error.chinese(f),
            Self::Backward { first, last } => write!(f, "周期止于{last}，早于起始的{first}；请更正其中一个日期"),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::NotTwoDates(written) => Parts::default().with("written", written),
            Self::Date(error) => error.parts(),
            Self::Backward { first, last } => Parts::default().with("first", first).with("last", last),
        }
    }
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
