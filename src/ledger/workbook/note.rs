//! What is no error but worth knowing about how a workbook was read.

use std::fmt;

use super::Cleaning;
use super::cell_problem::listed_cells;
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
    /// What was read although nobody sees it.
    #[error("read although {}; see whether it still holds", unseen(.is_sheet_hidden, .rows, .columns, .struck_out, .times))]
    ReadUnseen {
        /// Whether the whole sheet is hidden.
        is_sheet_hidden: bool,
        /// The spans of hidden rows, each as its first and last row.
        rows: Vec<(u32, u32)>,
        /// The headings of hidden columns.
        columns: Vec<String>,
        /// The first cells that are struck out.
        struck_out: Vec<Position>,
        /// How many are.
        times: usize,
    },
    /// What a program had put around texts, or written where there is no value.
    #[error("{}: {}", cleaned(.how), listed_cells(.cells, .times))]
    Cleaned {
        /// What was taken off.
        how: Cleaning,
        /// The first cells.
        cells: Vec<Position>,
        /// How many there are.
        times: usize,
    },
    /// A register of people, of which nothing is read.
    #[error("`{sheet}` is a register of people ({}) and was not read; {}", .personal.join(", "), how_to_count(.sheet, .places, .by))]
    Register {
        /// The name of the sheet.
        sheet: String,
        /// The first headings of personal data.
        personal: Vec<String>,
        /// The headings of columns that name buildings, grids or areas.
        places: Vec<String>,
        /// The heading of a column that classes its rows.
        by: Option<String>,
    },
    /// The rows of a register were counted.
    #[error(
        "{rows} rows of this register were counted as `{measure}` of the buildings and grids that they name; nothing else of them was kept"
    )]
    Counted {
        /// The measure.
        measure: String,
        /// How many rows there are.
        rows: usize,
    },
    /// Rows of a register that are nobody.
    #[error("{} of this register {} no name and no number of a person and {} not counted", rows_listed(.rows, .times), if *.times == 1 { "has" } else { "have" }, if *.times == 1 { "was" } else { "were" })]
    RowsOfNobody {
        /// The first rows.
        rows: Vec<u32>,
        /// How many there are.
        times: usize,
    },
    /// A line of totals that belongs to no node.
    #[error("this total is of no one node: the rows above it have nothing above them in common; it was not read")]
    TotalOfNobody,
    /// A cell of a line of totals that is no figure.
    #[error("`{0}` in a line of totals is no figure that can be declared; it was not read")]
    TotalNotRead(String),
}

fn how_to_count(sheet: &str, places: &[String], by: &Option<String>) -> String {
    if places.is_empty() {
        return "its rows cannot be counted: no column names the building or grid of a row".to_owned();
    }
    let by = by.as_ref().map_or_else(String::new, |by| format!(":by={by}"));
    format!(
        "to count its rows at the places below `{}`, ask for {sheet}=population{by} (`--count`, `Headings::with_count`)",
        places.join("`, `")
    )
}

fn rows_listed(rows: &[u32], times: &usize) -> String {
    let more = if rows.len() < *times { ", ..." } else { "" };
    let listed: Vec<String> = rows.iter().map(u32::to_string).collect();
    match times {
        1 => format!("row {}", listed.concat()),
        _ => format!("{times} rows, {}{more},", listed.join(", ")),
    }
}

fn cleaned(how: &Cleaning) -> &'static str {
    match how {
        Cleaning::Equation => "`=\"...\"` was read as the text inside",
        Cleaning::TextMark => "a sign before a number that keeps it a text was left out",
        Cleaning::PointZero => "`.0` behind a whole number was left out, as in the rest of its column",
        Cleaning::NoValue => "a word of programs for no value, such as `nan`, was read as an empty cell",
        Cleaning::RunningIndex => "this column has no heading and only runs on from line to line; it was not read",
    }
}

fn unseen(
    is_sheet_hidden: &bool,
    rows: &[(u32, u32)],
    columns: &[String],
    struck_out: &[Position],
    times: &usize,
) -> String {
    let mut parts = Vec::new();
    if *is_sheet_hidden {
        parts.push("the sheet is hidden".to_owned());
    }
    match rows {
        [] => {}
        [(first, last)] if first == last => parts.push(format!("row {first} is hidden")),
        _ => {
            let spans = rows
                .iter()
                .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
            parts.push(format!("rows {} are hidden", spans.collect::<Vec<_>>().join(", ")));
        }
    }
    match columns {
        [] => {}
        [column] => parts.push(format!("the column `{column}` is hidden")),
        _ => parts.push(format!("the columns `{}` are hidden", columns.join("`, `"))),
    }
    match times {
        0 => {}
        1 => parts.push(format!("{} is struck out", listed_cells(struck_out, times))),
        _ => parts.push(format!("{} are struck out", listed_cells(struck_out, times))),
    }
    parts.join(", ")
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
