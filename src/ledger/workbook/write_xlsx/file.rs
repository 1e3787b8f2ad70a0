//! An `.xlsx` file of several sheets.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Page;
use crate::ledger::{NotForSpreadsheet, WriteError};

/// An `.xlsx` file that is being written. The same sheets give the same bytes.
pub(crate) struct Book {
    workbook: Workbook,
    /// The names of the sheets in lower case: Excel does not distinguish `A` from `a`.
    names: BTreeSet<String>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self { workbook: Workbook::new(), names: BTreeSet::new() }
    }

    /// Adds a sheet after the others.
    ///
    /// # Errors
    ///
    /// Another sheet has its name.
    pub(crate) fn add(&mut self, page: Page) -> Result<(), WriteError> {
        if !self.names.insert(page.name().to_lowercase()) {
            let what = NotForSpreadsheet::SheetTwice;
            return Err(WriteError::NotForWorkbook { at: page.name().to_owned(), what });
        }
        self.workbook.push_worksheet(page.into_worksheet()?);
        Ok(())
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// There is no sheet, or the writer fails.
    pub(crate) fn write(mut self, writer: impl Write + Send) -> Result<(), WriteError> {
        if self.names.is_empty() {
            let what = NotForSpreadsheet::NoSheet;
            return Err(WriteError::NotForWorkbook { at: "the workbook".to_owned(), what });
        }
        // Otherwise the library would write the current time, and no two files would be equal.
        let made = ExcelDateTime::from_ymd(1900, 1, 1).map_err(|error| refused("the workbook", error))?;
        self.workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        self.workbook.save_to_writer(writer).map_err(|error| refused("the workbook", error))
    }
}

/// An error of the library as one of this crate.
pub(crate) fn refused(at: impl Into<String>, error: XlsxError) -> WriteError {
    match error {
        XlsxError::IoError(error) => WriteError::Io(error),
        XlsxError::ZipError(error) => WriteError::Io(io::Error::other(error)),
        error => {
            WriteError::NotForWorkbook { at: at.into(), what: NotForSpreadsheet::Refused { why: error.to_string() } }
        }
    }
}
