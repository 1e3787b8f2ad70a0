//! A bound of a rule: what a number may be.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::measure::Decimal;

/// What a number may be: at least, at most, or both; the limits are included.
///
/// A band may be empty (from 70 to 50). Making an audit of the pack reports that as an error.
///
/// ```
/// use gridgov::audit::Band;
///
/// assert_eq!(Band::between(300, 500).to_string(), "300 to 500");
/// assert_eq!(Band::at_most(5).to_string(), "at most 5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Band {
    /// The least that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Decimal>,
    /// The most that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Decimal>,
}

impl Band {
    /// This number or more.
    #[must_use]
    pub fn at_least(number: impl Into<Decimal>) -> Self {
        Self { at_least: Some(number.into()), at_most: None }
    }

    /// This number or less.
    #[must_use]
    pub fn at_most(number: impl Into<Decimal>) -> Self {
        Self { at_least: None, at_most: Some(number.into()) }
    }

    /// From one number to another.
    #[must_use]
    pub fn between(low: impl Into<Decimal>, high: impl Into<Decimal>) -> Self {
        Self { at_least: Some(low.into()), at_most: Some(high.into()) }
    }
}

impl Band {
    /// The band in Chinese: `2至5`, `至少2`, `至多5`.
    #[must_use]
    pub(crate) fn chinese(&self) -> String {
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => format!("{low}至{high}"),
            (Some(low), None) => format!("至少{low}"),
            (None, Some(high)) => format!("至多{high}"),
            (None, None) => "任意数".to_owned(),
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "at most {high}"),
            (None, None) => f.write_str("any number"),
        }
    }
}
