//! What is no error but worth knowing about how a workbook was read.

use std::fmt;

use crate::ledger::{Origin, Position};

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
    /// A cell of a line of totals that is no figure.
    #[error("`{0}` in a line of totals is no figure that can be declared; it was not read")]
    TotalNotRead(String),
    /// A word for nobody in cells that name people or Party organisations.
    #[error("`{written}` was read as nobody ({cells})")]
    ReadAsNobody {
        /// The word.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A word for nothing in other cells.
    #[error("`{written}` was read as nothing ({cells})")]
    ReadAsNothing {
        /// The word.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A word that says that nothing contains what a row is.
    #[error("`{written}` was read as no parent ({cells})")]
    ReadAsNoParent {
        /// The word.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// Lines of people or Party organisations whose name is a word for nobody.
    #[error("`{written}` stands in the place of the name, so the line names nobody and was not read ({cells})")]
    LineOfNobody {
        /// The word.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A ditto mark.
    #[error("`{written}` was read as the cell above ({cells})")]
    ReadAsAbove {
        /// The mark.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// Numbers that belong to a person, beside names.
    #[cfg(feature = "workbook")]
    #[error("{kind} beside a name was dropped, because it is personal data ({cells})")]
    NumberDropped {
        /// What it was.
        kind: super::NumberKind,
        /// Where it stands.
        cells: Cells,
    },
    /// A remark beside a name.
    #[error("`{written}` beside a name was taken for a remark and is no part of the name ({cells})")]
    RemarkApart {
        /// The remark.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A title beside a name.
    #[error("`{written}` beside a name was taken for a title and is no part of the name ({cells})")]
    TitleApart {
        /// The title.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// White space within a name.
    #[error("white space within a name was dropped: `{name}` ({cells})")]
    NameJoined {
        /// The name without it.
        name: String,
        /// Where it stands.
        cells: Cells,
    },
    /// Several names with nothing but a space or 和 between them.
    #[error("`{names}` were taken for several names, though no 、 stands between them ({cells})")]
    NamesSplit {
        /// The names, with 、 between them.
        names: String,
        /// Where they stand.
        cells: Cells,
    },
    /// A name that looks unlike most.
    #[error("`{name}` was taken for a name, though few look like it ({cells})")]
    UnusualName {
        /// The name.
        name: String,
        /// Where it stands.
        cells: Cells,
    },
    /// Whole numbers in the place of codes that end in `.0`.
    #[error("`.0` behind a whole number is no part of the code and was dropped ({cells})")]
    PointZeroDropped {
        /// Where it stands.
        cells: Cells,
    },
    /// A word for nothing in the place of a number.
    #[error("`{written}` was read as no value, which is not 0 ({cells})")]
    ReadAsNoValue {
        /// The word.
        written: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A number that is written in words, or shortened by 万 or 亿, and was taken exactly.
    #[error("`{written}` was read as {value} ({cells})")]
    NumberRead {
        /// What stands there.
        written: String,
        /// The number.
        value: String,
        /// Where it stands.
        cells: Cells,
    },
    /// A name without a code that stands in several places and was taken for one person.
    #[error(
        "`{name}` stands in {times} cells and was taken for one person, `{code}`; if they are several, write their codes, \
         or {name}1 and {name}2"
    )]
    OnePerson {
        /// The name.
        name: String,
        /// The code of the person.
        code: String,
        /// How many cells name the person.
        times: usize,
    },
    /// A name without a code that stands in several places and was taken for several people.
    #[error(
        "`{name}` was taken for {times} people, because the places that they serve lie apart: {}; if they are one, write \
         one code for all of them", .codes.join(", ")
    )]
    SeveralPeople {
        /// The name.
        name: String,
        /// The first of their codes, sorted.
        codes: Vec<String>,
        /// How many they are.
        times: usize,
    },
}

/// Cells that a note is about: how many they are, and the first few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    first: Vec<Position>,
    times: usize,
}

impl Cells {
    /// How many cells are listed.
    const LISTED: usize = 5;

    /// One cell.
    pub(super) fn one(at: Position) -> Self {
        Self { first: vec![at], times: 1 }
    }

    /// One cell more.
    pub(super) fn push(&mut self, at: Position) {
        self.times += 1;
        if self.first.len() < Self::LISTED {
            self.first.push(at);
        }
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.times
    }

    /// The first of them, in the order in which they stand.
    #[must_use]
    pub fn first(&self) -> &[Position] {
        &self.first
    }
}

impl fmt::Display for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.times == 1 { "" } else { "s" };
        let listed = self.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = if self.times > self.first.len() { ", ..." } else { "" };
        write!(f, "{} cell{plural}: {listed}{more}", self.times)
    }
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
