//! Opening a workbook within bounds.

use std::path::Path;

use super::{Cell, Workbook};
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Limits, Origin, Source};

impl Workbook {
    /// Opens a workbook as [`Workbook::open`] does, within these bounds.
    ///
    /// # Errors
    ///
    /// As [`Workbook::open`]; also where a bound is passed.
    pub fn open_within(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, LedgerErrors> {
        let path = path.as_ref();
        let error = |problem| {
            let origin = Origin::new(Source::text(path.display().to_string()), 0, 0);
            LedgerErrors::one(LedgerError::new(origin, None, problem))
        };
        let check = |what: &'static str, found: u64, limit: u64, name: &'static str| {
            if found <= limit { Ok(()) } else { Err(error(LedgerProblem::Limit { what, found, limit, name })) }
        };
        if let Ok(file) = path.metadata().map(|metadata| metadata.len()) {
            check("the number of bytes", file, limits.unpacked, "Limits::unpacked")?;
        }
        let workbook = Self::open(path)?;
        check("the number of sheets", workbook.sheets.len() as u64, limits.sheets, "Limits::sheets")?;
        let (mut cells, mut text, mut merged) = (0, 0, 0);
        for sheet in &workbook.sheets {
            merged += sheet.merged().len() as u64;
            check("the number of merged ranges", merged, limits.merged, "Limits::merged")?;
            for (row, on_row) in sheet.rows() {
                check("the row", row.into(), limits.rows, "Limits::rows")?;
                cells += on_row.len() as u64;
                check("the number of cells", cells, limits.cells, "Limits::cells")?;
                for (column, cell) in on_row {
                    check("the column", (*column).into(), limits.columns, "Limits::columns")?;
                    if let Cell::Text(written) | Cell::Error(written) = cell {
                        text += written.len() as u64;
                        check("the number of bytes of text", text, limits.text, "Limits::text")?;
                        check("the number of characters", written.chars().count() as u64, limits.cell, "Limits::cell")?;
                    }
                }
            }
        }
        Ok(workbook)
    }
}
