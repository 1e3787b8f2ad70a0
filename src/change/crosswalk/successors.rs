//! Where one old code leads.

use std::collections::BTreeMap;
use std::fmt;

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::Weight;

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

/// Where an old code leads.
///
/// INVARIANT: parts stand in the order of their codes, each once; their weights are above zero and add up to one. There
/// is a basis if and only if there are several parts, so that what has weight one is never an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) parts: Vec<(Box<str>, Weight)>,
    /// `None` where figures are not divided, because there is at most one part.
    pub(super) basis: Option<Basis>,
}

impl Row {
    /// A code whose figures go to no other.
    pub(super) const NOWHERE: Self = Self { parts: Vec::new(), basis: None };

    /// A code whose figures go to one other as they are.
    pub(super) fn all_to(code: &str) -> Self {
        Self { parts: vec![(code.into(), Weight::one())], basis: None }
    }

    /// A row of amounts, which leads nowhere if all are zero. What has no amount gets no part, and the basis is dropped
    /// where only one part is left.
    pub(super) fn new(amounts: &BTreeMap<&str, Ratio<BigUint>>, basis: Option<Basis>) -> Self {
        let shares = Weight::shares(&amounts.values().cloned().collect::<Vec<_>>()).unwrap_or_default();
        let parts = amounts.keys().zip(shares).filter(|(_, share)| !share.is_zero());
        let parts: Vec<(Box<str>, Weight)> = parts.map(|(code, share)| ((*code).into(), share)).collect();
        let basis = basis.filter(|_| parts.len() > 1);
        Self { parts, basis }
    }

    /// Whether it says that `code` stays what it is.
    pub(super) fn is_same(&self, code: &str) -> bool {
        self.parts.len() == 1 && *self.parts[0].0 == *code
    }
}

impl Basis {
    /// The basis of weights that are taken from all of these; `None` for no basis.
    pub(in crate::change) fn of_all<'b>(bases: impl IntoIterator<Item = &'b Self>) -> Option<Self> {
        let mut bases = bases.into_iter();
        let first = bases.next()?;
        Some(if bases.all(|other| other == first) { first.clone() } else { Basis::Several })
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
        let same = self.row.is_none().then(|| (self.from, Weight::one()));
        let parts = self.row.into_iter().flat_map(|row| &row.parts);
        same.into_iter().chain(parts.map(|(code, weight)| (code.as_ref(), weight.clone())))
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
