//! Errors and notes while a workbook is read, sorted by where their cells stand.

use std::collections::BTreeMap;

use super::Workbook;
use super::note::{Note, Remark};
use crate::ledger::{LedgerError, LedgerProblem, Origin};

/// The sheet, row and column of a cell, in the order of the workbook.
type Place = (usize, u32, u32);

/// The errors and notes so far.
pub(super) struct Log<'s> {
    /// The position of each sheet in the workbook, by its file and its name.
    sheets: BTreeMap<(&'s str, &'s str), usize>,
    errors: Vec<(Place, LedgerError)>,
    notes: Vec<(Place, Note)>,
    /// Whether every row was read. If not, a code that seems unknown may be that of a lost row.
    is_complete: bool,
}

/// What a [`Log`] holds in the end.
pub(super) struct Logged {
    pub(super) errors: Vec<LedgerError>,
    pub(super) notes: Vec<Note>,
    pub(super) is_complete: bool,
}

impl<'s> Log<'s> {
    /// An empty log for the sheets of a workbook.
    pub(super) fn new(workbook: &'s Workbook) -> Self {
        let mut sheets = BTreeMap::new();
        for (at, sheet) in workbook.sheets().iter().enumerate() {
            sheets.entry((sheet.file().unwrap_or(workbook.name()), sheet.name())).or_insert(at);
        }
        Self { sheets, errors: Vec::new(), notes: Vec::new(), is_complete: true }
    }

    /// Adds an error at a cell: that of the field, or the one that the origin names.
    pub(super) fn error(&mut self, origin: Origin, field: Option<&str>, problem: impl Into<LedgerProblem>) {
        let place = self.place(&origin, field);
        self.errors.push((place, LedgerError::new(origin, field, problem.into())));
    }

    /// Adds a note.
    pub(super) fn note(&mut self, origin: Origin, remark: Remark) {
        let place = self.place(&origin, None);
        self.notes.push((place, Note::new(origin, remark)));
    }

    /// Adds a note at the cell of a field.
    pub(super) fn note_at(&mut self, origin: Origin, field: Option<&str>, remark: Remark) {
        let at = match (origin.source(), origin.cell(field)) {
            (Some(source), Some(cell)) => Origin::new(source.clone(), cell.row, cell.column),
            _ => origin,
        };
        self.note(at, remark);
    }

    /// How many errors and notes there are so far.
    pub(super) fn told(&self) -> usize {
        self.errors.len() + self.notes.len()
    }

    /// Remembers that a row, or a field that joins rows, could not be read.
    pub(super) fn lose_row(&mut self) {
        self.is_complete = false;
    }

    /// The sheet, row and column of a cell.
    pub(super) fn place(&self, origin: &Origin, field: Option<&str>) -> Place {
        let source = origin.source().and_then(|source| Some((source.name(), source.sheet_name()?)));
        let sheet = source.and_then(|source| self.sheets.get(&source)).copied().unwrap_or(0);
        let (row, column) = origin.cell(field).map_or((0, 0), |cell| (cell.row, cell.column));
        (sheet, row, column)
    }

    /// Everything that was added, in the order of the cells.
    pub(super) fn finish(mut self) -> Logged {
        // Both sorts are stable: what stands at one cell keeps the order in which it was found.
        self.errors.sort_by_key(|(place, _)| *place);
        self.notes.sort_by_key(|(place, _)| *place);
        Logged {
            errors: self.errors.into_iter().map(|(_, error)| error).collect(),
            notes: self.notes.into_iter().map(|(_, note)| note).collect(),
            is_complete: self.is_complete,
        }
    }
}
