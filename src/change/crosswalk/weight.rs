//! Exact shares of a whole, and figures divided by them.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::{One, ToPrimitive, Zero};

use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

/// Which part of an old node's figures goes to a new one: an exact fraction from zero to one, in lowest terms.
///
/// Its numbers may be of any size, so that weights of weights stay exact. Figures are rounded once, at the end.
///
/// ```
/// use gridgov::change::Weight;
///
/// let weight = Weight::new(260, 420).expect("a part of a whole");
/// assert_eq!(weight.to_string(), "13/21");
/// assert_eq!("13/21".parse(), Ok(weight));
/// assert!(Weight::new(5, 4).is_none(), "more than the whole");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(Ratio<BigUint>);

/// A text is no weight.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no weight: a fraction from zero to one should stand here, such as 13/21")]
pub struct ParseWeightError {
    written: String,
}

impl Wording for ParseWeightError {
    fn id(&self) -> &'static str {
        "weight.not_a_weight"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是权重；请填写0到1的分数，如13/21", excerpt(&self.written))
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written)
    }
}

impl Weight {
    /// The fraction `part` / `whole` in lowest terms; `None` where it is above one, or the whole is zero.
    #[must_use]
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        Self::of_big(part.into(), whole.into())
    }

    fn of_big(part: BigUint, whole: BigUint) -> Option<Self> {
        (!whole.is_zero() && part <= whole).then(|| Self(Ratio::new(part, whole)))
    }

    /// The whole.
    #[must_use]
    pub fn one() -> Self {
        Self(Ratio::one())
    }

    /// The number above the fraction bar; `None` beyond 64 bits, where the text has all digits.
    #[must_use]
    pub fn numerator(&self) -> Option<u64> {
        self.0.numer().to_u64()
    }

    /// The number below the fraction bar; `None` beyond 64 bits, where the text has all digits.
    #[must_use]
    pub fn denominator(&self) -> Option<u64> {
        self.0.denom().to_u64()
    }

    /// Whether it is the whole.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    pub(in crate::change) fn zero() -> Self {
        Self(Ratio::zero())
    }

    pub(in crate::change) fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub(in crate::change) const fn ratio(&self) -> &Ratio<BigUint> {
        &self.0
    }

    /// This part of another weight.
    #[must_use]
    pub(in crate::change) fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// Both together. INVARIANT of the callers: they are parts of one whole.
    pub(in crate::change) fn add(&mut self, other: &Self) {
        self.0 += &other.0;
        debug_assert!(self.0 <= Ratio::one());
    }

    /// The shares that some amounts have in their sum; `None` where that is zero.
    pub(in crate::change) fn shares(amounts: &[Ratio<BigUint>]) -> Option<Vec<Self>> {
        let whole: Ratio<BigUint> = amounts.iter().sum();
        (!whole.is_zero()).then(|| amounts.iter().map(|amount| Self(amount / &whole)).collect())
    }

    /// So many equal parts of the whole.
    pub(in crate::change) fn equal(count: usize) -> Vec<Self> {
        vec![Self(Ratio::new(BigUint::one(), BigUint::from(count.max(1)))); count]
    }

    /// Weights as whole amounts without a common divisor.
    pub(in crate::change) fn amounts<'w>(weights: impl Iterator<Item = &'w Self> + Clone) -> Vec<BigUint> {
        let mut common = BigUint::one();
        for weight in weights.clone() {
            // In lowest terms, what the denominator lacks in the common one stands above the fraction bar.
            common *= Ratio::new(weight.0.denom().clone(), common.clone()).numer();
        }
        weights.map(|weight| weight.0.numer() * (&common / weight.0.denom())).collect()
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl FromStr for Weight {
    type Err = ParseWeightError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| {
            let digits = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            digits.and_then(|text| text.parse::<BigUint>().ok())
        };
        let weight = match text.split_once('/') {
            Some((part, whole)) => number(part).zip(number(whole)),
            None => number(text).map(|part| (part, BigUint::one())),
        };
        let weight = weight.and_then(|(part, whole)| Self::of_big(part, whole));
        weight.ok_or_else(|| ParseWeightError { written: text.chars().take(60).collect() })
    }
}

/// Divides a number in proportion to weights, which add up to one, by largest remainder: each gets its quota rounded
/// towards zero, and what is left over goes one by one to the largest remainders, the first of equal ones first. The
/// parts add up to the number exactly. O(n log n).
#[expect(clippy::expect_used, reason = "a part that is cut off, or a rest that is dropped, would pass for a figure")]
pub(super) fn apportion<'w>(number: i64, weights: impl Iterator<Item = &'w Weight>) -> Vec<i64> {
    let magnitude = Ratio::from_integer(BigUint::from(number.unsigned_abs()));
    let quotas: Vec<Ratio<BigUint>> = weights.map(|weight| &magnitude * &weight.0).collect();
    let part = |quota: &Ratio<BigUint>| quota.to_integer().to_u64();
    let parts: Option<Vec<u64>> = quotas.iter().map(part).collect();
    let mut parts = parts.expect("INVARIANT: a part is at most the magnitude of the number, which fits 64 bits");
    let left = parts.iter().try_fold(number.unsigned_abs(), |left, part| left.checked_sub(*part));
    let left = left.expect("INVARIANT: the weights of a row add up to one") as usize;
    let mut remainders: Vec<(Ratio<BigUint>, usize)> = quotas.iter().map(Ratio::fract).zip(0..).collect();
    // The sort is stable: of equal remainders, the first part keeps the first place.
    remainders.sort_by(|(one, _), (other, _)| Reverse(one).cmp(&Reverse(other)));
    for (_, at) in remainders.iter().take(left) {
        parts[*at] += 1;
    }
    // The magnitude of `i64::MIN` does not fit an `i64`, so a negative part is made by subtraction.
    parts.into_iter().map(|part| if number < 0 { 0_i64.wrapping_sub_unsigned(part) } else { part as i64 }).collect()
}

#[cfg(test)]
#[path = "weight_tests.rs"]
mod tests;
