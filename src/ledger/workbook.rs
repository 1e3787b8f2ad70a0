//! Workbooks as offices keep them (feature `workbook`).
//!
//! A [`Workbook`] is what stands in a file, cell by cell. [`Workbook::read`] understands its sheets as a ledger by
//! their [`Headings`]; [`Ledger::to_workbook`](super::Ledger::to_workbook) writes one. Errors name cells, and
//! [`Mark`]s bring them back to a copy of the workbook. A [`Template`] is a workbook for a new ledger.

mod alias;
mod heading;
mod index;
mod lookup;
mod mark;
mod mention;
mod open;
mod problem;
mod read;
mod settle;
mod sheet;
mod sweep;
mod table;
mod template;
mod total;
mod value;
mod write;
mod xlsx;

pub(super) use open::is_office_file;
pub(super) use write::look;

pub(crate) use heading::label_of;
pub use heading::{Field, Headings, Meaning, UnknownMeaningError};
pub use mark::{Mark, MarkLevel};
pub use problem::{CellProblem, Note, Remark};
pub use read::Reading;
pub use sheet::{Cell, Day, Merged, Sheet};
pub use template::Template;
pub use xlsx::Look;
pub(crate) use xlsx::{Book, MAX_ROWS, Page};

/// The cells of a workbook, as some program wrote them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    name: String,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// A workbook without sheets; the name, mostly the path of the file, is for messages.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), sheets: Vec::new() }
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
