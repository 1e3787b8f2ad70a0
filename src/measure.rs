//! Exact numbers: measures, decimals and declared figures.
//!
//! A [`Measure`] is a named column of integers, or of decimals with a declared scale that are kept as integers
//! ("units": 3244.52 at scale 2 is 324,452 units). Sums of integers do not depend on their order, and an overflow is
//! an error. A [`Figure`] is what an office *declares*: exact, bounded or unknown.

mod decimal; // an exact number
mod figure; // what an office declares: exact, bounded or unknown
pub(crate) mod known; // what offices call measures
mod verdict; // true, false or undecidable
mod wording; // what is wrong with a number, in Chinese

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::Language;

pub use decimal::{Decimal, OverflowError, ParseDecimalError, RescaleError};
pub use figure::Figure;
pub use verdict::Verdict;

/// The largest scale (number of decimal places) that a measure may declare.
pub const MAX_SCALE: u8 = 9;

/// A named column of exact numbers.
///
/// ```
/// use gridgov::measure::Measure;
///
/// let area = Measure::new("floor_area").with_unit("m2").with_scale(2);
/// assert_eq!(area.units("3244.5".parse()?), Ok(324_450));
/// assert_eq!(area.decimal(324_450).to_string(), "3244.50");
/// assert!(area.units("3244.525".parse()?).is_err(), "beyond the scale");
/// # Ok::<(), gridgov::measure::ParseDecimalError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    scale: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(scale: &u8) -> bool {
    *scale == 0
}

impl Measure {
    /// A column of integers without a unit.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), unit: None, scale: 0 }
    }

    /// Sets the unit of the values, for people to read.
    #[must_use]
    pub fn with_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Sets the number of decimal places. It may be at most [`MAX_SCALE`], which building checks.
    #[must_use]
    pub const fn with_scale(mut self, scale: u8) -> Self {
        self.scale = scale;
        self
    }

    /// The name of the column.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it: in Chinese the heading that offices use, where one is known, and otherwise the id.
    ///
    /// ```
    /// use gridgov::Language::{Chinese, English};
    /// use gridgov::measure::Measure;
    ///
    /// let households = Measure::new("households");
    /// assert_eq!((households.label(Chinese), households.label(English)), ("户数", "households"));
    /// assert_eq!(Measure::new("disputes_2025").label(Chinese), "disputes_2025");
    /// ```
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        language.of(&self.id, known::heading(&self.id).unwrap_or(&self.id))
    }

    /// The unit of the values.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// The number of decimal places.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }

    /// Whether it is declared as a bare rate (率): its unit is percent or per mille. Rates cannot be added up, and where a
    /// node is divided its parts may all have the same one. Names decide nothing.
    ///
    /// ```
    /// use gridgov::measure::Measure;
    ///
    /// assert!(Measure::new("satisfaction").with_unit("%").is_rate());
    /// assert!(!Measure::new("households").is_rate() && !Measure::new("利率市场化户数").is_rate());
    /// ```
    #[must_use]
    pub fn is_rate(&self) -> bool {
        const UNITS: [&str; 8] = ["%", "％", "‰", "‱", "percent", "per cent", "per mille", "百分比"];
        self.unit.as_deref().is_some_and(|unit| UNITS.contains(&unit.trim()))
    }

    /// A value as the integer that the column keeps.
    ///
    /// # Errors
    ///
    /// The value has more decimal places than the measure, or overflows.
    #[inline]
    pub fn units(&self, value: Decimal) -> Result<i64, RescaleError> {
        value.rescale(self.scale).map(Decimal::units)
    }

    /// The value that a kept integer stands for.
    ///
    /// # Panics
    ///
    /// If the scale is above 18. The measures of a graph have at most [`MAX_SCALE`].
    #[must_use]
    #[inline]
    pub const fn decimal(&self, units: i64) -> Decimal {
        Decimal::from_units(units, self.scale)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{} ({unit})", self.id),
            None => f.write_str(&self.id),
        }
    }
}
