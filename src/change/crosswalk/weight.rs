//! Exact shares of a whole, and figures divided by them.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

/// Which part of an old node's figures goes to a new one: an exact fraction from zero to one, in lowest terms.
///
/// Zero says that a part of the old node stands in the new one, but without any of what the weights were taken from.
///
/// ```
/// use gridgov::change::Weight;
///
/// let weight = Weight::new(260, 420).expect("a part of a whole");
/// assert_eq!(weight.to_string(), "13/21");
/// assert_eq!("13/21".parse(), Ok(weight));
/// assert!(Weight::new(5, 4).is_none(), "more than the whole");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weight {
    numerator: u64,
    denominator: u64,
}

/// A text is no weight.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no weight: a fraction from zero to one should stand here, such as 13/21")]
pub struct ParseWeightError {
    written: String,
}

impl Weight {
    /// The whole.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// The fraction `part` / `whole` in lowest terms; `None` where it is above one, or the whole is zero.
    #[must_use]
    pub const fn new(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 || part > whole {
            return None;
        }
        // A divisor of both is at most the smaller.
        let divisor = gcd(part as u128, whole as u128) as u64;
        Some(Self { numerator: part / divisor, denominator: whole / divisor })
    }

    /// The number above the fraction bar.
    #[must_use]
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// The number below the fraction bar.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// Whether it is the whole.
    #[must_use]
    pub const fn is_one(self) -> bool {
        self.numerator == self.denominator
    }
}

impl PartialOrd for Weight {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Weight {
    fn cmp(&self, other: &Self) -> Ordering {
        let wide = |a: u64, b: u64| u128::from(a) * u128::from(b);
        wide(self.numerator, other.denominator).cmp(&wide(other.numerator, self.denominator))
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return f.pad(if self.is_one() { "1" } else { "0" });
        }
        f.pad(&format!("{}/{}", self.numerator, self.denominator))
    }
}

impl FromStr for Weight {
    type Err = ParseWeightError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| {
            Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).and_then(|text| text.parse().ok())
        };
        let weight = match text.split_once('/') {
            Some((part, whole)) => number(part).zip(number(whole)),
            None => number(text).map(|part| (part, 1)),
        };
        let weight = weight.and_then(|(part, whole)| Self::new(part, whole));
        weight.ok_or_else(|| ParseWeightError { written: text.chars().take(60).collect() })
    }
}

/// The greatest common divisor; where one number is zero, the other number.
pub(super) const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Divides a number in proportion to `amounts`, which add up to `whole`, by largest remainder: each gets its
/// quota rounded towards zero, and what is left over goes one by one to the largest remainders, the first of
/// equal ones first. The parts add up to the number exactly. O(n log n).
///
/// INVARIANT of the callers: the amounts add up to `whole`, which is above zero.
pub(super) fn apportion(number: i64, amounts: impl Iterator<Item = u64> + Clone, whole: u64) -> Vec<i64> {
    let magnitude = u128::from(number.unsigned_abs());
    let whole = u128::from(whole);
    let quotas = amounts.map(|amount| magnitude * u128::from(amount));
    // A part is at most the magnitude, which fits 64 bits.
    let mut parts: Vec<u64> = quotas.clone().map(|quota| (quota / whole) as u64).collect();
    let left = number.unsigned_abs().saturating_sub(parts.iter().sum()) as usize;
    let mut remainders: Vec<(u128, usize)> = quotas.map(|quota| quota % whole).zip(0..).collect();
    // The sort is stable: of equal remainders, the first part keeps the first place.
    remainders.sort_by_key(|(remainder, _)| Reverse(*remainder));
    for (_, at) in remainders.iter().take(left) {
        parts[*at] += 1;
    }
    // The magnitude of `i64::MIN` does not fit an `i64`, so a negative part is made by subtraction.
    parts.into_iter().map(|part| if number < 0 { 0_i64.wrapping_sub_unsigned(part) } else { part as i64 }).collect()
}

#[cfg(test)]
#[path = "weight_tests.rs"]
mod tests;
