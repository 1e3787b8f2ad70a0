//! What a set of changes would do to totals, coverage and findings.
//!
//! - `compare.rs`: the two maps, compared node by node
//! - `loss.rs`: what nodes have, and what becomes of them has no more
//! - `display.rs`: a preview as text

mod compare;
mod display;
mod loss;

use serde::Serialize;

pub use loss::{Loss, Lost};

use super::{Applied, ChangeErrors, ChangeSet};
use crate::audit::{Audit, Severity};
use crate::coverage::{Question, Share};
use crate::date::Date;
use crate::governance::Governance;
use crate::kind::Kind;
use crate::language::Language;
use crate::measure::{Decimal, OverflowError};
use crate::message::{Level, Message, WordingIn};
use crate::rollup::RollUpError;

/// What a set of changes does to totals, coverage and findings, told before it is done.
///
/// Nodes are compared by their codes; one that is recoded is compared with what it was. It displays with one
/// difference a line; [`report::text::preview`](crate::report::text::preview) makes a table of the totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Preview {
    /// From which day on the changes would hold.
    pub effective: Date,
    /// The nodes that get another code, in the order of the old map.
    pub recoded: Vec<Named>,
    /// The totals that move, of all areas and grids in the order of the new map, then of those that end.
    pub totals: Vec<TotalChange>,
    /// The categories, declared figures and covers that are lost, in the order of the old map.
    pub losses: Vec<Loss>,
    /// The coverage that moves, in the order of the questions.
    pub coverage: Vec<CoverageChange>,
    /// What an audit finds that it did not find before.
    pub new_findings: Vec<FindingNote>,
    /// What an audit found and does not find any more.
    pub settled_findings: Vec<FindingNote>,
}

/// A total of an area or grid that moves: places counted once wherever they are contained or covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TotalChange {
    /// The area or grid.
    pub node: Named,
    /// The kind that is counted or the measure that is summed up.
    pub of: String,
    /// What it was; `None` where there was no such node or measure, or nothing had a value.
    pub before: Option<Decimal>,
    /// What it would be; `None` where there would be no such node or measure, or nothing would have a value.
    pub after: Option<Decimal>,
}

/// The coverage of a question that moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CoverageChange {
    /// The question.
    pub question: Question,
    /// How many of how many were covered.
    pub before: Share,
    /// How many of how many would be.
    pub after: Share,
    /// Those that would be uncovered, and were covered or not there: grids that lose their head or their branch.
    pub lost: Vec<Named>,
    /// Those that would be covered, and were not.
    pub gained: Vec<Named>,
}

/// A node, for people to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Named {
    /// Its code: that of the new map, or of the old one where it ends.
    pub code: String,
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// The code that it had, where that was another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former: Option<String>,
}

/// A finding of an audit, apart from its graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FindingNote {
    /// How grave it is.
    pub severity: Severity,
    /// The rule that is broken.
    pub rule: String,
    /// The node that breaks it.
    pub node: Named,
    /// What is wrong, in English.
    pub message: String,
    /// What is wrong, in Chinese.
    pub chinese: String,
}

/// A preview could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PreviewError {
    /// The changes cannot be applied.
    #[error(transparent)]
    Changes(#[from] ChangeErrors),
    /// The totals cannot be computed.
    #[error(transparent)]
    RollUp(#[from] RollUpError),
}

impl PreviewError {
    /// Everything about it, as data: a message for each reason.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        match self {
            Self::Changes(errors) => errors.messages().collect(),
            Self::RollUp(error) => vec![Message::of(Level::Error, error)],
        }
    }

    /// One reason a line, in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Changes(errors) => errors.in_language(language).to_string(),
            Self::RollUp(error) => WordingIn(error, language).to_string(),
        }
    }
}

impl TotalChange {
    /// By how much the total moves; a total that is not there counts as zero.
    ///
    /// # Errors
    ///
    /// The difference lies beyond 64 bits.
    pub fn difference(&self) -> Result<Decimal, OverflowError> {
        self.after.unwrap_or_default().checked_sub(self.before.unwrap_or_default())
    }
}

impl Preview {
    /// Whether nothing moves.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { effective: _, recoded, totals, losses, coverage, new_findings, settled_findings } = self;
        recoded.is_empty()
            && totals.is_empty()
            && losses.is_empty()
            && coverage.is_empty()
            && new_findings.is_empty()
            && settled_findings.is_empty()
    }

    /// The nodes that a question would find uncovered, and did not.
    #[must_use]
    pub fn lost(&self, question: Question) -> &[Named] {
        self.coverage.iter().find(|change| change.question == question).map_or(&[], |change| &change.lost)
    }

    /// The new findings of rules whose id begins so: `size.` for the grids that leave the moderate size.
    pub fn new_findings_of(&self, prefix: &str) -> impl Iterator<Item = &FindingNote> {
        self.new_findings.iter().filter(move |note| note.rule.starts_with(prefix))
    }
}

impl Governance {
    /// What a set of changes would do, by the rules of the default pack: which totals move by how much, which grids
    /// lose their head or their branch, which leave the moderate size. Nothing is changed. O(n + k), and O(n) a rule.
    ///
    /// ```
    /// use gridgov::change::{Change, ChangeSet};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("须水街道");
    /// draft.records([Relation::Leads]);
    /// draft.measure("households");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let [one, _] = ["V-1", "V-2"].map(|code| draft.add(street, SecondGrid, code, "村"));
    /// let grid = draft.add(one, ThirdGrid, "T", "一号网格");
    /// draft.row(grid).measure("households", 210);
    /// let branch = draft.root(Branch, "P", "党支部");
    /// draft.lead(branch, grid);
    /// let governance = Governance::build(&draft)?;
    ///
    /// let settled = ChangeSet::new("2024-07-01".parse()?, "the boundary is settled")
    ///     .with(Change::move_below("T", "V-2"))
    ///     .with(Change::release(Relation::Leads, "P", "T"));
    /// let preview = governance.preview(&settled)?;
    /// assert_eq!(preview.to_string().lines().take(6).collect::<Vec<_>>(), [
    ///     "as of 2024-07-01",
    ///     "V-1 村: third_grid 1 -> 0 (-1)",
    ///     "V-1 村: households 210 -> – (-210)",
    ///     "V-2 村: third_grid 0 -> 1 (+1)",
    ///     "V-2 村: households – -> 210 (+210)",
    ///     "led: 1 / 4 -> 0 / 4; lost: T 一号网格",
    /// ]);
    /// assert_eq!(preview.lost(Question::Led)[0].code, "T");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The changes cannot be applied: all reasons, as [`Governance::apply`].
    pub fn preview(&self, set: &ChangeSet) -> Result<Preview, PreviewError> {
        Ok(self.apply(set)?.preview(&Audit::default())?)
    }
}

impl Applied<'_> {
    /// What the changes do to totals, coverage and the findings of an audit; O(n), and O(n) a rule.
    ///
    /// # Errors
    ///
    /// A total lies beyond 64 bits.
    pub fn preview(&self, audit: &Audit) -> Result<Preview, RollUpError> {
        compare::preview(self, audit)
    }
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
