//! What is no error but worth knowing about how a ledger was read (读取说明).

use std::fmt;

use crate::ledger::Origin;

/// A note on how something was read, with its place (读取说明).
///
/// [`Ledger::notes`](super::Ledger::notes) has those of a ledger; they stay with what is made of it: with the errors of
/// reading and building, and with the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    origin: Origin,
    remark: Remark,
}

/// What a [`Note`] tells.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Remark {
    /// A column that is no part of a ledger.
    #[error("the column `{0}` is no part of a ledger and was not read")]
    ColumnIgnored(String),
    /// A line above the headings that is not the title.
    #[error("the line `{0}` above the headings was not read")]
    LineAboveHeadings(String),
    /// A sheet that is no part of a ledger.
    #[error("the sheet `{0}` is no part of a ledger and was not read")]
    SheetIgnored(String),
    /// The line of headings again.
    #[error("the headings stand here again; the line was skipped")]
    HeadingsAgain,
    /// A further line about a node, which agrees with the first.
    #[error("`{code}` stands at {first} too, and both agree; it was taken once")]
    SameAgain {
        /// The code.
        code: String,
        /// Where it stands first.
        first: Origin,
    },
    /// Numbers in the place of codes that only their format shows with leading zeros.
    #[error(
        "`{shown}` is a number that only its format shows so, as {times} of this column; they were read as they are \
         shown; format the column as text, so that no zeros are lost"
    )]
    ZerosShown {
        /// What the first of them shows.
        shown: String,
        /// How many there are.
        times: usize,
    },
    /// A name without a row that stands in several cells and was taken for one node.
    #[error("`{name}` stands in {times} cells and in no list of its own; it was taken for one")]
    TakenForOne {
        /// The name.
        name: String,
        /// How many cells name it.
        times: usize,
    },
    /// A line of totals that belongs to no node.
    #[error("this total is of no one node: the rows above it have nothing above them in common; it was not read")]
    TotalOfNobody,
    /// A cell of a line of totals that is no figure.
    #[error("`{0}` in a line of totals is no figure that can be declared; it was not read")]
    TotalNotRead(String),
}

impl Note {
    pub(crate) fn new(origin: Origin, remark: Remark) -> Self {
        Self { origin, remark }
    }

    /// Where it stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The stable id of what it tells, such as `column_ignored`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.remark.id()
    }

    /// What it tells, with its parts.
    #[must_use]
    pub fn remark(&self) -> &Remark {
        &self.remark
    }
}

impl Remark {
    /// Its stable id, such as `column_ignored`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::ColumnIgnored(_) => "column_ignored",
            Self::LineAboveHeadings(_) => "line_above_headings",
            Self::SheetIgnored(_) => "sheet_ignored",
            Self::HeadingsAgain => "headings_again",
            Self::SameAgain { .. } => "same_again",
            Self::ZerosShown { .. } => "zeros_shown",
            Self::TakenForOne { .. } => "taken_for_one",
            Self::TotalOfNobody => "total_of_nobody",
            Self::TotalNotRead(_) => "total_not_read",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin.field(None), self.remark)
    }
}

#[cfg(test)]
#[path = "note_tests.rs"]
mod tests;
