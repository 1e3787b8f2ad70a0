//! Declared figures: exact, bounded or unknown.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Decimal, OverflowError, ParseDecimalError, Verdict};
use crate::language::Language;

/// A number as an office reports it: exact (52), bounded (over 38,000), or unknown.
///
/// Arithmetic keeps what is known: an exact figure plus an "at least" is an "at least", and a share of an unknown
/// whole is unknown.
///
/// ```
/// use gridgov::measure::{Figure, Verdict};
///
/// let settled = Figure::exact(321).checked_add(Figure::exact(297))?;
/// let taken = Figure::exact(324).checked_add(Figure::UNKNOWN)?;
/// assert_eq!(settled, Figure::exact(618));
/// assert_eq!(settled.reaches(taken), Verdict::Undecidable, "not 100 %");
///
/// let checked = Figure::at_least(38_000).checked_add(Figure::exact(5))?;
/// assert_eq!(checked.to_string(), "at least 38005");
/// # Ok::<(), gridgov::measure::OverflowError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    at_least: Option<Decimal>,
    at_most: Option<Decimal>,
}

impl Figure {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { at_least: None, at_most: None };

    /// Exactly this number.
    #[must_use]
    pub fn exact(number: impl Into<Decimal>) -> Self {
        let number = number.into();
        Self { at_least: Some(number), at_most: Some(number) }
    }

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

    /// From one number to another, both included; `None` if the first is greater.
    #[must_use]
    pub fn between(low: impl Into<Decimal>, high: impl Into<Decimal>) -> Option<Self> {
        let (low, high) = (low.into(), high.into());
        (low <= high).then_some(Self { at_least: Some(low), at_most: Some(high) })
    }

    /// The lower bound, if there is one.
    #[must_use]
    pub const fn low(self) -> Option<Decimal> {
        self.at_least
    }

    /// The upper bound, if there is one.
    #[must_use]
    pub const fn high(self) -> Option<Decimal> {
        self.at_most
    }

    /// The number; `None` if the figure is not exact.
    #[must_use]
    pub fn as_exact(self) -> Option<Decimal> {
        self.at_least.filter(|low| self.at_most == Some(*low))
    }

    /// Whether the number is within the bounds.
    #[must_use]
    pub fn allows(self, number: Decimal) -> bool {
        self.at_least.is_none_or(|low| low <= number) && self.at_most.is_none_or(|high| number <= high)
    }

    /// Whether this number is at least the other.
    #[must_use]
    pub fn reaches(self, other: Self) -> Verdict {
        match (self.at_least, self.at_most, other.at_least, other.at_most) {
            (Some(low), _, _, Some(high)) if low >= high => Verdict::True,
            (_, Some(high), Some(low), _) if high < low => Verdict::False,
            _ => Verdict::Undecidable,
        }
    }

    /// The sum. It has a bound if both figures have that bound.
    ///
    /// # Errors
    ///
    /// A bound does not fit 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, OverflowError> {
        let add = |a: Option<Decimal>, b: Option<Decimal>| a.zip(b).map(|(a, b)| a.checked_add(b)).transpose();
        Ok(Self { at_least: add(self.at_least, other.at_least)?, at_most: add(self.at_most, other.at_most)? })
    }

    /// The figure multiplied by an integer.
    ///
    /// # Errors
    ///
    /// A bound does not fit 64 bits.
    pub fn checked_mul(self, times: u32) -> Result<Self, OverflowError> {
        let mul = |bound: Option<Decimal>| bound.map(|bound| bound.checked_mul(i64::from(times))).transpose();
        Ok(Self { at_least: mul(self.at_least)?, at_most: mul(self.at_most)? })
    }

    /// The figure divided by an exact positive number, with bounds rounded to `scale` decimal places;
    /// [`Figure::UNKNOWN`] if the divisor is not exact or not positive.
    ///
    /// ```
    /// use gridgov::measure::Figure;
    ///
    /// let checked = Figure::at_least(38_000).per(Figure::exact(262), 2)?;
    /// assert_eq!(checked.to_string(), "at least 145.04");
    /// # Ok::<(), gridgov::measure::OverflowError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A bound does not fit 64 bits.
    pub fn per(self, whole: Self, scale: u8) -> Result<Self, OverflowError> {
        let Some(whole) = whole.as_exact().filter(|whole| *whole > Decimal::ZERO) else {
            return Ok(Self::UNKNOWN);
        };
        let div = |bound: Option<Decimal>| match bound {
            Some(bound) => bound.checked_div(whole, scale),
            None => Ok(None),
        };
        Ok(Self { at_least: div(self.at_least)?, at_most: div(self.at_most)? })
    }
}

impl<N: Into<Decimal>> From<N> for Figure {
    /// The exact figure.
    fn from(number: N) -> Self {
        Self::exact(number)
    }
}

impl Figure {
    /// The figure as people read it: "at least 38000", 至少38000.
    ///
    /// ```
    /// use gridgov::Language;
    /// use gridgov::measure::Figure;
    ///
    /// assert_eq!(Figure::at_least(38_000).text(Language::Chinese), "至少38000");
    /// ```
    #[must_use]
    pub fn text(self, language: Language) -> String {
        match (language, self.at_least, self.at_most) {
            (Language::English, ..) => self.to_string(),
            (Language::Chinese, Some(low), Some(high)) if low == high => low.to_string(),
            (Language::Chinese, Some(low), Some(high)) => format!("{low}至{high}"),
            (Language::Chinese, Some(low), None) => format!("至少{low}"),
            (Language::Chinese, None, Some(high)) => format!("至多{high}"),
            (Language::Chinese, None, None) => "不详".to_owned(),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) if low == high => write!(f, "{low}"),
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "at most {high}"),
            (None, None) => f.write_str("unknown"),
        }
    }
}

impl FromStr for Figure {
    type Err = ParseDecimalError;

    /// Reads a figure as it is displayed, and also `>=` or `≥`, `<=` or `≤` before a bound.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const AT_LEAST: [&str; 3] = ["at least ", ">=", "≥"];
        const AT_MOST: [&str; 3] = ["at most ", "<=", "≤"];
        let bound = |prefixes: [&str; 3]| prefixes.into_iter().find_map(|prefix| text.strip_prefix(prefix));
        let number = |text: &str| text.trim().parse::<Decimal>();
        if text == "unknown" {
            return Ok(Self::UNKNOWN);
        }
        if let Some(low) = bound(AT_LEAST) {
            return number(low).map(Self::at_least);
        }
        if let Some(high) = bound(AT_MOST) {
            return number(high).map(Self::at_most);
        }
        if let Some((low, high)) = text.split_once(" to ") {
            let not_a_number = || ParseDecimalError::NotANumber(text.to_owned());
            return Self::between(number(low)?, number(high)?).ok_or_else(not_a_number);
        }
        text.parse::<Decimal>().map(Self::exact)
    }
}

/// A bounded figure as ledgers write it: `{"at_least": 38000}`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Decimal>,
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_exact() {
            Some(number) => number.serialize(serializer),
            None => Bounds { at_least: self.at_least, at_most: self.at_most }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Figure;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or {\"at_least\": number}, {\"at_most\": number}, or both")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Figure, E> {
                Decimal::deserialize(value.into_deserializer()).map(Figure::exact)
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Figure, E> {
                Decimal::deserialize(value.into_deserializer()).map(Figure::exact)
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Figure, E> {
                Decimal::deserialize(value.into_deserializer()).map(Figure::exact)
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Figure, A::Error> {
                let Bounds { at_least, at_most } = Bounds::deserialize(de::value::MapAccessDeserializer::new(map))?;
                match (at_least, at_most) {
                    (Some(low), Some(high)) if low > high => {
                        Err(de::Error::custom(format!("at least {low} and at most {high} leave no number")))
                    }
                    _ => Ok(Figure { at_least, at_most }),
                }
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
#[path = "figure_tests.rs"]
mod tests;
