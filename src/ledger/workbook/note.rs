//! What is no error but worth knowing about how a workbook was read.

use std::fmt;

use super::LineClass;
use crate::ledger::{CellList, Origin};

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
    /// Lines of one class that are no rows of the ledger.
    #[error("{}: {cells}", told(.class))]
    LinesTold {
        /// What they are. Of totals, this is the class of the first.
        class: LineClass,
        /// The first cell of each line.
        cells: CellList,
    },
    /// Columns whose headings are not known, which were to be ignored.
    #[error("{} unknown headings were to be ignored, and their columns were not read: {}", .0.len(), listed(.0))]
    UnknownIgnored(Vec<String>),
    /// A column of running numbers without a heading.
    #[error("this column has no heading and holds nothing but running numbers; it was not read")]
    IndexIgnored,
}

/// What was done with lines of a class.
fn told(class: &LineClass) -> &'static str {
    match class {
        LineClass::Explanation => "lines that tell how to fill in the columns were not read",
        LineClass::Sample => "lines that show how to fill in a row were not read",
        LineClass::Total { .. } => "lines of totals are no rows; what contains the rows above declares their figures",
        LineClass::Note => "notes on the sheet were not read",
        LineClass::Signature => "lines that say who filled in the sheet, and when, were not read",
        LineClass::EndMark => "lines that say that nothing follows were not read",
        LineClass::Numbered => "lines that hold no more than a number given in advance, or zeros, were not read",
        LineClass::HeadingAgain => "the headings stand here again; these lines were not read",
        _ => "these lines are no rows",
    }
}

fn listed(texts: &[String]) -> String {
    const SHOWN: usize = 40;
    let shown: Vec<String> = texts.iter().take(SHOWN).map(|text| format!("`{text}`")).collect();
    let more = texts.len().saturating_sub(SHOWN);
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
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
