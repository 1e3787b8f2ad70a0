//! An exact decimal: an integer and its number of decimal places.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::excerpt::excerpt;

/// The most decimal places that a decimal can have: ten to this power fits 64 bits.
pub(super) const MAX_DIGITS: u8 = 18;

/// An exact decimal number: `units` divided by ten to the power of `scale`.
///
/// Two decimals are equal if they are the same number: `3.50` equals `3.5`, though each keeps its decimal places
/// when it is written.
///
/// ```
/// use gridgov::measure::Decimal;
///
/// let area: Decimal = "3244.50".parse()?;
/// assert_eq!((area.units(), area.scale()), (324_450, 2));
/// assert_eq!(area, "3244.5".parse()?);
/// assert_eq!(area.to_string(), "3244.50");
/// # Ok::<(), gridgov::measure::ParseDecimalError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

/// A text is not an exact decimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum ParseDecimalError {
    /// Something other than digits with at most one leading minus and at most one point.
    #[error("`{0}` is no number: digits, at most one leading minus and at most one point are understood")]
    NotANumber(String),
    /// The digits do not fit 64 bits.
    #[error("`{0}` overflows: as an integer without its point it lies beyond 64 bits")]
    Overflow(String),
    /// More than eighteen decimal places.
    #[error("`{0}` has more than {MAX_DIGITS} digits behind the point")]
    TooManyDigits(String),
}

/// A decimal cannot be written exactly with the wanted number of decimal places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum RescaleError {
    /// Digits would be lost.
    #[error("{value} has more than {scale} digits behind the point")]
    BeyondScale {
        /// The number.
        value: Decimal,
        /// The number of decimal places that there is room for.
        scale: u8,
    },
    /// The number does not fit.
    #[error("{value} overflows: with {scale} digits behind the point it lies beyond 64 bits")]
    Overflow {
        /// The number.
        value: Decimal,
        /// The number of decimal places that it should have.
        scale: u8,
    },
}

/// A number does not fit 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the number lies beyond 64 bits")]
pub struct OverflowError;

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// The decimal `units` / 10^`scale`.
    ///
    /// # Panics
    ///
    /// If `scale` is above 18.
    #[must_use]
    #[inline]
    pub const fn from_units(units: i64, scale: u8) -> Self {
        assert!(scale <= MAX_DIGITS, "a decimal has at most 18 digits behind the point");
        Self { units, scale }
    }

    /// The number without its point, as an integer.
    #[must_use]
    #[inline]
    pub const fn units(self) -> i64 {
        self.units
    }

    /// The number of decimal places.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The same number with `scale` decimal places.
    ///
    /// # Errors
    ///
    /// Digits other than zero would be lost, or the result overflows.
    #[inline]
    pub fn rescale(self, scale: u8) -> Result<Self, RescaleError> {
        if scale == self.scale {
            return Ok(self);
        }
        if scale < self.scale {
            let cut = 10_i64.pow(u32::from(self.scale - scale));
            if self.units % cut != 0 {
                return Err(RescaleError::BeyondScale { value: self, scale });
            }
            return Ok(Self { units: self.units / cut, scale });
        }
        10_i64
            .checked_pow(u32::from(scale - self.scale))
            .and_then(|factor| self.units.checked_mul(factor))
            .map(|units| Self { units, scale })
            .ok_or(RescaleError::Overflow { value: self, scale })
    }

    /// The sum, with the larger scale of the two.
    ///
    /// # Errors
    ///
    /// The sum does not fit 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, OverflowError> {
        let scale = self.scale.max(other.scale);
        Self::from_wide(self.wide(scale) + other.wide(scale), scale)
    }

    /// The difference, with the larger scale of the two.
    ///
    /// # Errors
    ///
    /// The difference does not fit 64 bits.
    pub fn checked_sub(self, other: Self) -> Result<Self, OverflowError> {
        let scale = self.scale.max(other.scale);
        Self::from_wide(self.wide(scale) - other.wide(scale), scale)
    }

    /// The number multiplied by an integer.
    ///
    /// # Errors
    ///
    /// The product does not fit 64 bits.
    pub fn checked_mul(self, times: i64) -> Result<Self, OverflowError> {
        Self::from_wide(i128::from(self.units) * i128::from(times), self.scale)
    }

    /// The quotient rounded to `scale` decimal places, halves away from zero; `None` if the divisor is zero.
    ///
    /// # Errors
    ///
    /// The quotient does not fit 64 bits.
    pub fn checked_div(self, by: Self, scale: u8) -> Result<Option<Self>, OverflowError> {
        if by.units == 0 {
            return Ok(None);
        }
        let common = self.scale.max(by.scale);
        let (whole, part) = (by.wide(common), self.wide(common));
        let shift = 10_i128.checked_pow(u32::from(scale)).ok_or(OverflowError)?;
        let doubled = part.checked_mul(shift).and_then(|part| part.checked_mul(2)).ok_or(OverflowError)?;
        // floor((2x + 1) / 2) rounds halves up, which on absolute values is away from zero.
        let magnitude = doubled.abs().checked_add(whole.abs()).ok_or(OverflowError)? / (2 * whole.abs());
        let sign = if (part < 0) == (whole < 0) { 1 } else { -1 };
        Self::from_wide(sign * magnitude, scale).map(Some)
    }

    /// The units at a larger scale. Both factors fit 64 bits, so the product fits 128.
    fn wide(self, scale: u8) -> i128 {
        i128::from(self.units) * 10_i128.pow(u32::from(scale - self.scale))
    }

    fn from_wide(units: i128, scale: u8) -> Result<Self, OverflowError> {
        i64::try_from(units).map(|units| Self { units, scale }).map_err(|_| OverflowError)
    }

    /// Units and scale without trailing zeros: equal numbers give equal pairs.
    fn shortest(mut self) -> (i64, u8) {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        (self.units, self.scale)
    }
}

impl From<i64> for Decimal {
    fn from(units: i64) -> Self {
        Self { units, scale: 0 }
    }
}

impl From<i32> for Decimal {
    fn from(units: i32) -> Self {
        Self::from(i64::from(units))
    }
}

impl From<u32> for Decimal {
    fn from(units: u32) -> Self {
        Self::from(i64::from(units))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.wide(scale).cmp(&other.wide(scale))
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.shortest().hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.units.unsigned_abs();
        let power = 10_u64.pow(u32::from(self.scale));
        let text = match self.scale {
            0 => digits.to_string(),
            scale => format!("{}.{:0width$}", digits / power, digits % power, width = usize::from(scale)),
        };
        f.pad_integral(self.units >= 0, "", &text)
    }
}

/// A number without a sign that is too short to overflow; `None` for any other text.
fn short(text: &str) -> Option<Decimal> {
    const POINT: u8 = b'.'.wrapping_sub(b'0');
    if text.is_empty() || text.len() > usize::from(MAX_DIGITS) {
        return None;
    }
    let (mut units, mut point) = (0, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte.wrapping_sub(b'0') {
            digit @ 0..=9 => units = units * 10 + i64::from(digit),
            POINT if point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |at| text.len() - 1 - at) as u8;
    (point.is_none() || scale > 0).then_some(Decimal { units, scale })
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(number) = short(text) {
            return Ok(number);
        }
        let not_a_number = || ParseDecimalError::NotANumber(excerpt(text));
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(not_a_number()),
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(not_a_number());
        }
        if fraction.len() > usize::from(MAX_DIGITS) {
            return Err(ParseDecimalError::TooManyDigits(excerpt(text)));
        }
        let mut units: i64 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            let digit = i64::from(digit - b'0');
            // Negative numbers are built downward, so that `i64::MIN` can be read.
            units = units
                .checked_mul(10)
                .and_then(|units| if negative { units.checked_sub(digit) } else { units.checked_add(digit) })
                .ok_or_else(|| ParseDecimalError::Overflow(excerpt(text)))?;
        }
        Ok(Self { units, scale: fraction.len() as u8 })
    }
}

impl Serialize for Decimal {
    /// An integer as a number, any other decimal as text: a float would not be exact.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.scale {
            0 => serializer.serialize_i64(self.units),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer, or a decimal as text such as \"3244.52\"")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
                Ok(value.into())
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
                i64::try_from(value)
                    .map(Decimal::from)
                    .map_err(|_| E::custom(ParseDecimalError::Overflow(value.to_string())))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Decimal, E> {
                value.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
#[path = "decimal_tests.rs"]
mod tests;
