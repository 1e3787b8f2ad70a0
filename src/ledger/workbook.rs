//! Workbooks as offices keep them (feature `workbook`).
//!
//! A [`Workbook`] holds the cells of a file. [`Workbook::read`] understands its sheets as a ledger by their
//! [`Headings`]; [`Ledger::to_workbook`](super::Ledger::to_workbook) writes one. Errors name cells, and
//! [`Mark`]s bring them back to a copy of the workbook. A [`Template`] is a workbook for a new ledger.
//!
//! A file becomes a ledger step by step, and each step knows only those before it:
//!
//! 1. `open`: bytes -> sheets ([`Workbook::open`])
//! 2. `table`: sheets -> tables, which have headings, columns and lines
//! 3. `rows`: lines -> rows of nodes, links and totals, each read by itself
//! 4. `settle`: rows -> settled rows, for what needs all of them: codes, parents by name, named people, totals
//! 5. `register`: registers of people, which are no tables; on request their rows are counted
//! 6. `reading`: runs the steps ([`Workbook::read`])
//!
//! What these steps share: `sheet`, `cell`, `day`, `facts` and `number_format` (cells, and what the file says of them),
//! `typed` (what may have been typed before a spreadsheet changed it), `file_notes` (notes on what is hidden, struck out
//! or was taken off), `headings`, `kind_names` and `line_words` (the words that offices use), `names` and `figures` (their
//! grammars), `cell_value` (a cell as text, code, number), `cell_problem`, the notes of `ledger` and `log` (what is wrong
//! or worth knowing), `hash_index`.
//!
//! Writing is apart: `ledger_to_workbook` makes sheets of a ledger, `write_xlsx` makes files, `mark` makes marked copies
//! and `template` the workbook to fill in.

mod cell;
mod cell_problem;
mod cell_value;
mod day;
mod facts;
mod figures;
mod file_notes;
mod hash_index;
mod headings;
mod kind_names;
mod ledger_to_workbook;
mod line_words;
mod log;
mod mark;
mod names;
mod number_format;
mod open;
mod reading;
mod register;
mod rows;
mod settle;
mod sheet;
mod table;
mod template;
mod typed;
mod write_xlsx;

use super::note;
pub(super) use ledger_to_workbook::look;
pub(super) use names::NameRules;
pub(super) use open::{is_office_file, is_office_folder};
pub(super) use reading::read;

pub use super::{Cells, Note, Remark};
use cell::decimal_text;
pub use cell::{Cell, Formatted};
pub use cell_problem::{CellProblem, UnknownHeading};
pub use day::Day;
pub use facts::Cleaning;
pub use figures::FigureProblem;
pub(crate) use headings::label_of;
pub use headings::{Field, Headings, LevelPart, Meaning, UnknownMeaningError};
pub use line_words::LineWord;
pub use mark::{Mark, MarkLevel};
pub use names::{NameProblem, NameWords, Namesakes, NotWhat, NumberKind, WordMeaning};
pub use reading::{ReadLines, Reading};
pub use register::{Count, NoPlace, UnknownCountError};
pub use sheet::{Merged, Sheet};
pub use table::{Doubt, Evidence, LineClass};
pub use template::Template;
pub use write_xlsx::Look;
pub(crate) use write_xlsx::{Book, MAX_ROWS, Page};

/// The sheets of a workbook with their cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    name: String,
    sheets: Vec<Sheet>,
    /// Files of a folder that are no part of a ledger.
    skipped: Vec<String>,
}

impl Workbook {
    /// A workbook without sheets; the name, mostly the path of the file, is for messages.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same with one more sheet.
    #[must_use]
    pub fn with_sheet(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The name: mostly the path of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The sheets, in their order in the file.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}
