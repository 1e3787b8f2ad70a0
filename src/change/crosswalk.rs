//! From the codes of an old map to those of a new one, with exact weights.
//!
//! - `lineage.rs`: which node became which, by code (`Lineage`) and by node number
//! - `between.rs`: the crosswalk of two maps and a lineage: where what stood in each old node stands now
//! - `amount.rs`: how much of an old node stands in a new one
//! - `successors.rs`: where one code leads, with weights and what they were taken from
//! - `weight.rs`: exact fractions, and division by largest remainder
//! - `rebase.rs`: figures carried over to the new codes
//! - `sorted_codes.rs`: the codes that stay, in one text
//! - `serialize.rs`: a crosswalk as JSON
//! - `error.rs`: what can be wrong with a crosswalk, and with figures to be carried over

mod amount;
mod between;
mod error;
mod lineage;
mod rebase;
mod serialize;
mod sorted_codes;
mod successors;
mod weight;

use std::borrow::Cow;
use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_rational::Ratio;
use sorted_codes::SortedCodes;
use successors::Row;

pub(super) use between::CrosswalkBuilder;
pub use between::Weighting;
pub use error::{CrosswalkError, CrosswalkErrors, RebaseError, RebaseErrors};
pub use lineage::Lineage;
pub(super) use lineage::{NodeLineage, Spread};
pub use rebase::{Rebased, RebasedFigure};
pub use successors::{Basis, Successors};
pub use weight::{ParseWeightError, Weight};

use crate::text::{NearCode, near_codes};

/// Where each code of an old map leads on a new one, with weights that sum to one.
///
/// A code that nothing happened to leads to itself. One that was recoded or merged leads to one other code with
/// weight one. One that was divided leads to several, and figures that are carried there are estimates. A crosswalk
/// knows every code of the old map, so a figure of any other code is noticed.
///
/// ```
/// use gridgov::change::Crosswalk;
///
/// // In July G is divided by its 420 households, in January its second part is merged with H.
/// let july = Crosswalk::of_amounts([("G", "G-1", 260), ("G", "G-2", 160), ("H", "H", 1)])?;
/// let january = Crosswalk::of_amounts([("G-1", "G-1", 1), ("G-2", "H", 1), ("H", "H", 1)])?;
/// let both = july.then(&january)?;
/// assert_eq!(both.row("G").unwrap().to_string(), "G -> G-1 13/21, H 8/21 (given amounts)");
/// assert!(both.row("H").unwrap().is_unchanged());
/// # Ok::<(), gridgov::change::CrosswalkErrors>(())
/// ```
///
/// With serde it is two lists, of the codes that stay and of the others:
///
/// ```
/// # use gridgov::change::Crosswalk;
/// # let july = Crosswalk::of_amounts([("G", "G-1", 260), ("G", "G-2", 160), ("H", "H", 1)]).unwrap();
/// let json = serde_json::to_string(&july)?;
/// assert_eq!(json, r#"{"unchanged":["H"],"changed":[{"from":"G","to":{"G-1":13,"G-2":8},"by":"given"}]}"#);
/// assert_eq!(serde_json::from_str::<Crosswalk>(&json)?, july);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crosswalk {
    /// The codes that stay the same, which is nearly all of them as a rule.
    same: SortedCodes,
    /// The others. INVARIANT: no row leads to its own code alone.
    rows: BTreeMap<Box<str>, Row>,
}

impl Crosswalk {
    /// The crosswalk of a map that does not change; O(n log n).
    #[must_use]
    pub fn identity<C: AsRef<str>>(codes: impl IntoIterator<Item = C>) -> Self {
        let codes: Vec<C> = codes.into_iter().collect();
        let mut sorted: Vec<&str> = codes.iter().map(AsRef::as_ref).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut crosswalk = Self::default();
        for code in sorted {
            crosswalk.same.push(code);
        }
        crosswalk
    }

    /// A crosswalk from a table that somebody else made: old code, new code, and how much of the old goes to the
    /// new, in any unit; O(n log n).
    ///
    /// A code with one row leads there with weight 1, whatever the amount. Where the amount beside others is zero, no part
    /// of the figures goes there.
    ///
    /// # Errors
    ///
    /// All pairs of codes that come twice, and codes whose amounts are all zero.
    pub fn of_amounts<A, B>(rows: impl IntoIterator<Item = (A, B, u64)>) -> Result<Self, CrosswalkErrors>
    where
        A: AsRef<str>,
        B: AsRef<str>,
    {
        let table: Vec<(A, B, u64)> = rows.into_iter().collect();
        let mut errors = Vec::new();
        let mut by_code: BTreeMap<&str, BTreeMap<&str, Ratio<BigUint>>> = BTreeMap::new();
        for (from, to, amount) in &table {
            let amounts = by_code.entry(from.as_ref()).or_default();
            if amounts.insert(to.as_ref(), Ratio::from_integer((*amount).into())).is_some() {
                errors.push(CrosswalkError::Twice { from: from.as_ref().to_owned(), to: to.as_ref().to_owned() });
            }
        }
        let mut rows = Vec::with_capacity(by_code.len());
        for (from, amounts) in by_code {
            let row = Row::new(&amounts, Some(Basis::Given));
            if row.parts.is_empty() {
                errors.push(CrosswalkError::NoAmount { code: from.to_owned() });
            } else {
                rows.push((Cow::Borrowed(from), row));
            }
        }
        CrosswalkErrors::check(errors)?;
        Ok(Self::of_rows(rows))
    }

    /// Rows in the order of their codes.
    fn of_rows<'a>(rows: impl IntoIterator<Item = (Cow<'a, str>, Row)>) -> Self {
        let mut crosswalk = Self::default();
        for (from, row) in rows {
            crosswalk.push(from, row);
        }
        crosswalk
    }

    /// Adds a row whose code comes behind all others.
    fn push(&mut self, from: Cow<'_, str>, row: Row) {
        if row.is_same(&from) {
            self.same.push(&from);
        } else {
            self.rows.insert(from.into(), row);
        }
    }

    /// How many old codes it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.same.len() + self.rows.len()
    }

    /// Whether it knows no code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every code stays the same.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where an old code leads; `None` where the old map has no such code. O(log n).
    #[must_use]
    pub fn row(&self, code: &str) -> Option<Successors<'_>> {
        if let Some((from, row)) = self.rows.get_key_value(code) {
            return Some(Successors { from, row: Some(row) });
        }
        self.same.find(code).map(|from| Successors { from, row: None })
    }

    /// Where each old code leads, in the order of the codes.
    pub fn rows(&self) -> impl Iterator<Item = Successors<'_>> {
        let mut same = self.same.iter().peekable();
        let mut rows = self.changed().peekable();
        std::iter::from_fn(move || match (same.peek(), rows.peek()) {
            (Some(code), Some(row)) if row.from < *code => rows.next(),
            (Some(_), _) => same.next().map(|from| Successors { from, row: None }),
            (None, _) => rows.next(),
        })
    }

    /// Where the old codes that do not stay the same lead, in the order of the codes.
    pub fn changed(&self) -> impl Iterator<Item = Successors<'_>> {
        self.rows.iter().map(|(from, row)| Successors { from, row: Some(row) })
    }

    /// This crosswalk and then another, as one: from the codes of the first old map to those of the last new one;
    /// O(n log n).
    ///
    /// Weights multiply and add up, exactly: G leads to K with the sum over all paths from G to K. Where a part
    /// of a code leads nowhere, the whole code leads nowhere: no figure is carried over in part.
    ///
    /// # Errors
    ///
    /// All codes that lead to one that the other crosswalk does not know.
    pub fn then(&self, next: &Self) -> Result<Self, CrosswalkErrors> {
        let mut errors = Vec::new();
        let mut composed = Self::default();
        for successors in self.rows() {
            let from = successors.from;
            let mut amounts: BTreeMap<&str, Ratio<BigUint>> = BTreeMap::new();
            let mut bases: Vec<&Basis> = successors.basis().into_iter().collect();
            let mut is_whole = true;
            for (part, weight) in successors.parts() {
                let Some(on) = next.row(part) else {
                    let (from, to) = (from.to_owned(), part.to_owned());
                    errors.push(CrosswalkError::Unknown { from, to, near: Vec::new() });
                    continue;
                };
                is_whole &= on.parts().next().is_some();
                bases.extend(on.basis());
                for (code, share) in on.parts() {
                    *amounts.entry(code).or_default() += weight.times(&share).ratio();
                }
            }
            let row = if is_whole { Row::new(&amounts, Basis::of_all(bases)) } else { Row::NOWHERE };
            composed.push(Cow::Borrowed(from), row);
        }
        next.tell_near(&mut errors);
        CrosswalkErrors::check(errors)?;
        Ok(composed)
    }

    /// Adds to errors about codes that this crosswalk does not know those that may be meant.
    fn tell_near(&self, errors: &mut [CrosswalkError]) {
        let unknown: Vec<String> = errors.iter().filter_map(CrosswalkError::unknown).map(str::to_owned).collect();
        let answers = self.near_codes(unknown.iter().map(String::as_str));
        for error in errors {
            if let CrosswalkError::Unknown { to, near, .. } = error {
                *near = answers.get(to.as_str()).cloned().unwrap_or_default();
            }
        }
    }

    /// For each of these texts that are no codes of the old map, those that may be meant.
    fn near_codes<'t>(&self, unknown: impl IntoIterator<Item = &'t str>) -> BTreeMap<&'t str, Vec<NearCode>> {
        near_codes(self.rows().map(|row| (row.from, "")), unknown)
    }
}

#[cfg(test)]
#[path = "crosswalk_tests.rs"]
mod tests;
