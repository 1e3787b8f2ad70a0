//! A quotient that keeps both its parts.

use std::fmt;

use serde::Serialize;

use crate::measure::{Decimal, OverflowError};

/// A part and its whole. Two ratios are not added up: their parts and wholes are.
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

    /// The quotient with so many digits behind the point, halves rounded away from zero; none where the whole
    /// is zero.
    ///
    /// # Errors
    ///
    /// The quotient lies beyond 64 bits.
    pub fn rounded(self, scale: u8) -> Result<Option<Decimal>, OverflowError> {
        self.part.checked_div(self.whole, scale)
    }

    /// The quotient in percent with one digit behind the point; none where the whole is zero.
    ///
    /// # Errors
    ///
    /// The quotient lies beyond 64 bits.
    pub fn percent(self) -> Result<Option<Decimal>, OverflowError> {
        self.part.checked_mul(100)?.checked_div(self.whole, 1)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.part, self.whole)
    }
}
