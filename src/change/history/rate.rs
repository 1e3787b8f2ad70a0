//! What was reported of a node: an amount, or a rate as a part of a whole.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::measure::Decimal;
use crate::rollup::Ratio;

/// What was reported of a node.
///
/// Amounts are added up, and divided where a node was divided. Of a rate (率), the part and the whole are, each as an
/// amount; a rate of 19 in 20 and one of 9 in 10 make 28 in 30, never 185 %.
///
/// ```
/// use gridgov::change::Quantity;
///
/// let settled: Quantity = serde_json::from_str(r#"{ "part": 171, "whole": 190 }"#)?;
/// assert_eq!(settled, Quantity::rate(171, 190));
/// assert_eq!(settled.to_string(), "171 / 190");
/// assert_eq!(serde_json::from_str::<Quantity>("21")?, Quantity::amount(21));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged, expecting = "an amount, or a rate as an object of `part` and `whole`")]
#[non_exhaustive]
pub enum Quantity {
    /// A number that can be added up.
    Amount(Decimal),
    /// A part of a whole.
    Rate(PartOfWhole),
}

/// A part and its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOfWhole {
    /// How many of the whole: disputes that were settled.
    pub part: Decimal,
    /// Of how many: all disputes.
    pub whole: Decimal,
}

impl Quantity {
    /// An amount.
    #[must_use]
    pub fn amount(amount: impl Into<Decimal>) -> Self {
        Self::Amount(amount.into())
    }

    /// A rate: a part of a whole.
    #[must_use]
    pub fn rate(part: impl Into<Decimal>, whole: impl Into<Decimal>) -> Self {
        Self::Rate(PartOfWhole { part: part.into(), whole: whole.into() })
    }

    /// The amount, or the part of a rate: what is added up on the way to a total.
    #[must_use]
    pub const fn part(self) -> Decimal {
        match self {
            Self::Amount(amount) => amount,
            Self::Rate(rate) => rate.part,
        }
    }

    /// The whole of a rate; `None` for an amount.
    #[must_use]
    pub const fn whole(self) -> Option<Decimal> {
        match self {
            Self::Amount(_) => None,
            Self::Rate(rate) => Some(rate.whole),
        }
    }

    /// The rate; `None` for an amount.
    #[must_use]
    pub fn ratio(self) -> Option<Ratio> {
        self.whole().map(|whole| Ratio::new(self.part(), whole))
    }

    /// Whether nothing was counted: no amount, or no part and no whole.
    pub(super) fn is_zero(self) -> bool {
        self.part() == Decimal::ZERO && self.whole().is_none_or(|whole| whole == Decimal::ZERO)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ratio() {
            Some(ratio) => ratio.fmt(f),
            None => self.part().fmt(f),
        }
    }
}
