//! Where one old code leads.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Weight;
use super::weight::gcd;

/// What weights were taken from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// The sums of this measure.
    Measure(String),
    /// The numbers of places.
    Places,
    /// Equal parts: every lowest grid alike.
    Equal,
    /// Amounts that somebody gave.
    Given,
    /// Several of these, by crosswalks that were composed.
    Several,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Basis::Measure(measure) => measure,
            Basis::Places => "places",
            Basis::Equal => "equal parts",
            Basis::Given => "given amounts",
            Basis::Several => "several bases",
        })
    }
}

/// Where an old code leads, as amounts of a whole.
///
/// INVARIANT: parts stand in the order of their codes, each once, their amounts without a common divisor; these add
/// up to `whole`, which is zero only where there are no parts. So weights sum to one, by construction. There is a
/// basis if and only if there are several parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) parts: Vec<(Box<str>, u64)>,
    pub(super) whole: u64,
    /// `None` where figures are not divided, because there is at most one part.
    pub(super) basis: Option<Basis>,
}

/// Exact amounts do not fit 64 bits.
#[derive(Debug)]
pub(super) struct TooLarge;

impl Row {
    /// A code whose figures go to no other.
    pub(super) const NOWHERE: Self = Self { parts: Vec::new(), whole: 0, basis: None };

    /// A code whose figures go to one other as they are.
    pub(super) fn all_to(code: &str) -> Self {
        Self { parts: vec![(code.into(), 1)], whole: 1, basis: None }
    }

    /// A row of amounts, which leads nowhere if all are zero. The basis is dropped where there is only one part.
    pub(super) fn new(amounts: &BTreeMap<&str, u128>, basis: Option<Basis>) -> Result<Self, TooLarge> {
        let divisor = amounts.values().copied().fold(0, gcd);
        if divisor == 0 {
            return Ok(Row::NOWHERE);
        }
        let basis = basis.filter(|_| amounts.len() > 1);
        let mut row = Row { parts: Vec::with_capacity(amounts.len()), whole: 0, basis };
        for (code, amount) in amounts {
            let amount = u64::try_from(amount / divisor).map_err(|_| TooLarge)?;
            row.whole = row.whole.checked_add(amount).ok_or(TooLarge)?;
            row.parts.push(((*code).into(), amount));
        }
        Ok(row)
    }

    /// Whether it says that `code` stays what it is.
    pub(super) fn is_same(&self, code: &str) -> bool {
        self.basis.is_none() && self.parts.len() == 1 && *self.parts[0].0 == *code
    }

    /// Where the code leads if each part leads on as `next` says. Nowhere if a part with an amount leads nowhere.
    pub(super) fn through<'a>(&self, next: &[&'a Row]) -> Result<Row, TooLarge> {
        let with_amounts = || self.parts.iter().zip(next).filter(|((_, amount), _)| *amount > 0).map(|(_, row)| row);
        if with_amounts().any(|row| row.parts.is_empty()) {
            return Ok(Row::NOWHERE);
        }
        // The common denominator of all following rows whose part has an amount.
        let mut common: u128 = 1;
        for row in with_amounts() {
            let whole = u128::from(row.whole);
            common = (common / gcd(common, whole)).checked_mul(whole).ok_or(TooLarge)?;
        }
        let mut amounts: BTreeMap<&'a str, u128> = BTreeMap::new();
        for ((_, amount), row) in self.parts.iter().zip(next) {
            let of_each = common.checked_div(u128::from(row.whole)).unwrap_or_default();
            let of_each = u128::from(*amount).checked_mul(of_each).ok_or(TooLarge)?;
            for (code, part) in &row.parts {
                let sum = amounts.entry(code).or_default();
                let more = of_each.checked_mul(u128::from(*part)).ok_or(TooLarge)?;
                *sum = sum.checked_add(more).ok_or(TooLarge)?;
            }
        }
        let mut basis = self.basis.clone();
        for other in next.iter().filter_map(|row| row.basis.as_ref()) {
            basis = match basis {
                Some(basis) if basis != *other => Some(Basis::Several),
                _ => Some(other.clone()),
            };
        }
        Row::new(&amounts, basis)
    }
}

/// Where an old code leads; see [`Crosswalk::row`](super::Crosswalk::row).
#[derive(Debug, Clone, Copy)]
pub struct Successors<'c> {
    pub(super) from: &'c str,
    /// `None` for a code that stays the same.
    pub(super) row: Option<&'c Row>,
}

impl<'c> Successors<'c> {
    /// The old code.
    #[must_use]
    pub const fn from(self) -> &'c str {
        self.from
    }

    /// The new codes in their order, with weights that sum to one. Empty where the node was closed, and nothing that
    /// contained it is left.
    pub fn parts(self) -> impl Iterator<Item = (&'c str, Weight)> {
        let same = self.row.is_none().then_some((self.from, Weight::ONE));
        let parts = self.row.into_iter().flat_map(|row| {
            // An amount is at most the whole, which is above zero where there are parts.
            row.parts.iter().filter_map(|(code, amount)| Some((code.as_ref(), Weight::new(*amount, row.whole)?)))
        });
        same.into_iter().chain(parts)
    }

    /// What the weights were taken from; `None` where figures are carried over undivided.
    #[must_use]
    pub fn basis(self) -> Option<&'c Basis> {
        self.row?.basis.as_ref()
    }

    /// Whether figures that are carried over become estimates, because there are several parts.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        self.basis().is_some()
    }

    /// Whether the code stays the same.
    #[must_use]
    pub const fn is_unchanged(self) -> bool {
        self.row.is_none()
    }
}

impl fmt::Display for Successors<'_> {
    /// `G -> G-1 13/21, G-2 8/21 (households)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ->", self.from)?;
        let mut separator = " ";
        for (code, weight) in self.parts() {
            write!(f, "{separator}{code}")?;
            if self.is_estimate() {
                write!(f, " {weight}")?;
            }
            separator = ", ";
        }
        if self.parts().next().is_none() {
            f.write_str(" nothing")?;
        }
        self.basis().map_or(Ok(()), |basis| write!(f, " ({basis})"))
    }
}
