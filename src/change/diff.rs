//! From two maps to the changes that lead from one to the other.
//!
//! - `matching.rs`: which node of one map is which of the other: by code, or by what applying a set made of it
//! - `guess.rs`: nodes whose code is gone, recognised by their content or their children
//! - `to_changes.rs`: the changes that a matching amounts to

mod guess;
mod matching;
mod to_changes;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Applied, ChangeErrors, ChangeSet};
use crate::date::Date;
use crate::governance::Governance;
use matching::Matching;

/// The changes that lead from one map to another, and what had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Difference {
    /// The changes; applied to the first map they give the second one.
    pub changes: ChangeSet,
    /// The nodes that were recognised by something else than their codes, in the order of the first map.
    pub guesses: Vec<Guess>,
}

/// A node that seems to have got another code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Guess {
    /// The old code.
    pub from: String,
    /// The new code.
    pub to: String,
    /// What it was recognised by.
    pub by: Likeness,
}

/// What a node with another code was recognised by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Likeness {
    /// No other has this kind, name, category, parent and these values.
    Content,
    /// It is of the same kind and contains the same nodes.
    Children,
}

impl fmt::Display for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = match self.by {
            Likeness::Content => "no other has its kind, name, category, parent and values",
            Likeness::Children => "it contains the same nodes",
        };
        write!(f, "`{}` seems to be `{}` now: {by}", self.from, self.to)
    }
}

impl Governance {
    /// The changes that lead from this map to another, as of a date; O(n log n).
    ///
    /// Nodes are known by their codes. One whose code is gone is taken for one with a new code where nothing else
    /// can be meant, and the guess is reported; else it is closed, and the other is added. Figures of a code that is
    /// closed go nowhere: look through the guesses, and write down splits and mergers, which no comparison of two
    /// maps can tell.
    ///
    /// ```
    /// use gridgov::prelude::*;
    ///
    /// let map = |code: &'static str, name: &'static str| {
    ///     let mut draft = Draft::new("须水街道");
    ///     let street = draft.root(Subdistrict, "S", name);
    ///     draft.add(street, SecondGrid, code, "第一网格");
    ///     Governance::build(&draft)
    /// };
    /// let (old, new) = (map("V-1", "须水")?, map("410102012001", "须水街道")?);
    /// let difference = old.diff(&new, "2024-07-01".parse()?);
    /// assert_eq!(difference.changes.to_string(), "\
    /// 2024-07-01: \n\
    /// change 1: rename `S` to `须水街道`\n\
    /// change 2: recode `V-1` to `410102012001`");
    /// assert_eq!(difference.guesses[0].to, "410102012001");
    /// let applied = old.apply(&difference.changes)?;
    /// assert_eq!(applied.governance().to_ledger(), new.to_ledger());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn diff(&self, to: &Governance, effective: Date) -> Difference {
        let mut matching = Matching::by_code(self, to);
        let guesses = matching.guess();
        Difference { changes: matching.changes(effective), guesses }
    }
}

impl Applied<'_> {
    /// The changes that lead back: applied to the new map they restore the old one to the last byte. O(n log n).
    ///
    /// What was split is merged again, what was merged is split. The set takes effect on the same date.
    #[must_use]
    pub fn inverse(&self) -> ChangeSet {
        Matching::of_inverse(self.governance(), self.base(), self.lineage()).changes(self.effective())
    }
}

impl ChangeSet {
    /// The set that undoes this one on a base: applied after it, everything is as it was, to the last byte.
    ///
    /// ```
    /// # use gridgov::prelude::*;
    /// use gridgov::change::{Change, ChangeSet};
    ///
    /// # let mut draft = Draft::new("");
    /// # draft.root(Subdistrict, "S", "须水");
    /// # let governance = Governance::build(&draft)?;
    /// let rename = ChangeSet::new("2024-07-01".parse()?, "full name").with(Change::rename("S", "须水街道"));
    /// let undo = rename.inverse(&governance)?;
    /// assert_eq!(undo.to_string(), "2024-07-01: undo: full name\nchange 1: rename `S` to `须水`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The set cannot be applied to the base: all reasons, as [`Governance::apply`].
    pub fn inverse(&self, base: &Governance) -> Result<Self, ChangeErrors> {
        let mut back = base.apply(self)?.inverse();
        back.reason = format!("undo: {}", self.reason);
        Ok(back)
    }
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
