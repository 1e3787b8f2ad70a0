//! A ratio that keeps its part and its whole.

use std::fmt;

use serde::Serialize;

use crate::measure::{Decimal, OverflowError};

/// A part and its whole. There is no sum of two ratios: add up the parts and the wholes instead.
///
/// ```
/// use gridgov::rollup::Ratio;
///
/// let settled = Ratio::new(321, 324);
/// assert_eq!(settled.to_string(), "321 / 324");
/// assert_eq!(settled.percent()?.map(|percent| percent.to_string()).as_deref(), Some("99.1"));
/// assert_eq!(Ratio::new(0, 0).rounded(2)?, None);
/// # Ok::<(), gridgov::measure::OverflowError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Ratio {
    part: Decimal,
    whole: Decimal,
}

impl Ratio {
    /// The ratio of a part to its whole.
    #[must_use]
    pub fn new(part: impl Into<Decimal>, whole: impl Into<Decimal>) -> Self {
        Self { part: part.into(), whole: whole.into() }
    }

    /// The part.
    #[must_use]
    pub const fn part(self) -> Decimal {
        self.part
    }

    /// The whole.
    #[must_use]
    pub const fn whole(self) -> Decimal {
        self.whole
    }

    /// The quotient rounded to `scale` decimal places, halves away from zero; `None` if the whole is zero.
    ///
    /// # Errors
    ///
    /// The quotient does not fit 64 bits.
    pub fn rounded(self, scale: u8) -> Result<Option<Decimal>, OverflowError> {
        self.part.checked_div(self.whole, scale)
    }

    /// The quotient in percent, rounded to one decimal place; `None` if the whole is zero.
    ///
    /// # Errors
    ///
    /// The quotient does not fit 64 bits.
    pub fn percent(self) -> Result<Option<Decimal>, OverflowError> {
        self.part.checked_mul(100)?.checked_div(self.whole, 1)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.part, self.whole)
    }
}
