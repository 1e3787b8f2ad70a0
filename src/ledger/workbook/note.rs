//! What is no error but worth knowing about how a workbook was read.

use std::fmt;

use crate::kind::Kind;
use crate::ledger::{Origin, Position};
use crate::text::Difference;

/// A note on how something was read, with its place.
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
    /// A line of totals that names whose they are, which is no node or several.
    #[error("this total is of `{0}`, which is no one node of this ledger; it was not read")]
    TotalOfUnknown(String),
    /// Texts that are the code or name of a node only by their form.
    #[error("`{written}` was taken for `{meant}`: they differ only in {} ({})", words_of(.differences), cells_of(.cells, *.times))]
    TakenByForm {
        /// The first of the texts, invisible characters shown.
        written: String,
        /// The code or name that it was taken for.
        meant: String,
        /// In what they differ.
        differences: Vec<Difference>,
        /// How many cells differ so.
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// What rows belong to and is no node of the ledger.
    #[error("`{written}` is no node of this ledger; it was not checked against what stands beside it ({})", cells_of(.cells, *.times))]
    AncestorUnknown {
        /// What stands there.
        written: String,
        /// How many cells name it.
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// Codes that are numbers within what contains them.
    #[error(
        "numbers of {} begin anew in each that contains them, such as `{written}`; the codes were made unique by it: {} ({})",
        .kind.chinese(), .codes.join(", "), cells_of(.cells, *.times)
    )]
    NumbersMadeUnique {
        /// The kind of the rows.
        kind: Kind,
        /// The first of the numbers.
        written: String,
        /// The codes that were made of it, at most two.
        codes: Vec<String>,
        /// How many codes were made.
        times: usize,
        /// The first of their cells.
        cells: Vec<Position>,
    },
    /// A sheet whose rows are of a kind that no column says.
    #[error(
        "the {rows} rows of this sheet were read as {}{}; if some are others, add a column 类别", .kind.chinese(),
        .within.as_ref().map(|code| format!(" in `{code}`")).unwrap_or_default()
    )]
    KindOfSheet {
        /// How many rows there are.
        rows: usize,
        /// Their kind.
        kind: Kind,
        /// The code of the node that the sheet is named after.
        within: Option<String>,
    },
    /// Rows without a parent, on a sheet or in a file that is named after what contains them.
    #[error(
        "{times} rows say nothing of what contains them; they were put into `{code}`, after which the sheet or file is named"
    )]
    ParentOfSheet {
        /// The code of the node.
        code: String,
        /// How many rows there are.
        times: usize,
    },
    /// Blank cells in columns of levels that mean the value above.
    #[error("blank cells of levels were read as the value above ({})", cells_of(.cells, *.times))]
    ValueAbove {
        /// How many there are.
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// A file of a folder that is no part of a ledger.
    #[error("the file `{0}` is what a spreadsheet keeps while a workbook is open, or hidden; it was not read")]
    FileSkipped(String),
    /// A cell of a line of totals that is no figure.
    #[error("`{0}` in a line of totals is no figure that can be declared; it was not read")]
    TotalNotRead(String),
}

impl Note {
    pub(super) fn new(origin: Origin, remark: Remark) -> Self {
        Self { origin, remark }
    }

    /// Where it stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What it tells.
    #[must_use]
    pub fn remark(&self) -> &Remark {
        &self.remark
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin.field(None), self.remark)
    }
}

/// Cells, the first of which are listed: `3 cells: D2, D5, ...`.
pub(super) fn cells_of(cells: &[Position], times: usize) -> String {
    let listed: Vec<String> = cells.iter().map(ToString::to_string).collect();
    let (word, more) = (if times == 1 { "cell" } else { "cells" }, if times > cells.len() { ", ..." } else { "" });
    format!("{times} {word}: {}{more}", listed.join(", "))
}

/// Differences in words.
pub(super) fn words_of(differences: &[Difference]) -> String {
    let word = |difference: &Difference| match difference {
        Difference::Invisible => "invisible characters",
        Difference::FullWidth => "full-width forms",
        Difference::Space => "spaces",
        Difference::Radical => "radicals that look like characters",
        Difference::Escape => "escapes of a program",
        Difference::Compatibility => "forms of one character",
        Difference::Case => "letter case",
    };
    differences.iter().map(word).collect::<Vec<_>>().join(" and ")
}
