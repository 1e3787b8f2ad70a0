//! Cells gathered into sheets, within bounds.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ledger::limits::{MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_MERGED, MAX_ROWS, MAX_SHEETS, MAX_TEXT};
use crate::ledger::workbook::{Cell, Merged, Sheet, Workbook};
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Origin, Position, Source};

/// A workbook that is being read, with how much of it there is.
pub(super) struct Gather<'a> {
    pub(super) name: &'a str,
    workbook: Workbook,
    /// Where cells come that are put now.
    source: Arc<Source>,
    sheet: Sheet,
    last: Option<Position>,
    /// Cells that came after one that stands behind them.
    late: Vec<(Position, Cell)>,
    names: BTreeSet<String>,
    cells: u64,
    text: u64,
    merged: u64,
}

impl<'a> Gather<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        Self {
            name,
            workbook: Workbook::new(name),
            source: Source::text(name),
            sheet: Sheet::default(),
            last: None,
            late: Vec::new(),
            names: BTreeSet::new(),
            cells: 0,
            text: 0,
            merged: 0,
        }
    }

    /// A problem of the whole file, or of the sheet that is being read.
    pub(super) fn problem(&self, at: Option<Position>, problem: LedgerProblem) -> LedgerErrors {
        let (row, column) = at.map_or((0, 0), |at| (at.row, at.column));
        LedgerErrors::one(LedgerError::new(Origin::new(self.source.clone(), row, column), None, problem))
    }

    /// The file is damaged in some way.
    pub(super) fn damaged(&self, what: impl std::fmt::Display) -> LedgerErrors {
        self.problem(None, LedgerProblem::Syntax(format!("the file is damaged: {what}")))
    }

    /// An error if something is more than is read.
    pub(super) fn within(
        &self,
        what: &'static str,
        found: u64,
        limit: u64,
        name: &'static str,
    ) -> Result<(), LedgerErrors> {
        self.within_at(None, what, found, limit, name)
    }

    fn within_at(
        &self,
        at: Option<Position>,
        what: &'static str,
        found: u64,
        limit: u64,
        name: &'static str,
    ) -> Result<(), LedgerErrors> {
        if found <= limit { Ok(()) } else { Err(self.problem(at, LedgerProblem::Limit { what, found, limit, name })) }
    }

    /// Begins a sheet; what is put from now on stands in it.
    pub(super) fn begin(&mut self, sheet: &str) -> Result<(), LedgerErrors> {
        let sheets = self.names.len() as u64 + 1;
        self.within("the number of sheets", sheets, MAX_SHEETS, "MAX_SHEETS")?;
        // Spreadsheets do not tell names apart by case.
        if !self.names.insert(sheet.to_lowercase()) {
            return Err(self.problem(None, LedgerProblem::Twice(sheet.to_owned())));
        }
        self.source = Source::sheet(self.name, sheet, []);
        self.sheet = Sheet::new(sheet);
        Ok(())
    }

    /// Puts a cell, row and column counted from one; one that holds an empty text is left out.
    pub(super) fn put(&mut self, at: Position, cell: Cell) -> Result<(), LedgerErrors> {
        if let Cell::Text(text) | Cell::Error(text) = &cell {
            if text.is_empty() {
                return Ok(());
            }
            if text.len() as u64 > MAX_CELL {
                let found = text.chars().count() as u64;
                self.within_at(Some(at), "the number of characters", found, MAX_CELL, "MAX_CELL")?;
            }
            self.text += text.len() as u64;
            self.within_at(Some(at), "the number of bytes of text", self.text, MAX_TEXT, "MAX_TEXT")?;
        }
        self.cells += 1;
        self.within_at(Some(at), "the number of cells", self.cells, MAX_CELLS, "MAX_CELLS")?;
        self.within_at(Some(at), "the row", at.row.into(), MAX_ROWS, "MAX_ROWS")?;
        self.within_at(Some(at), "the column", at.column.into(), MAX_COLUMNS, "MAX_COLUMNS")?;
        if self.last.is_none_or(|last| last < at) {
            self.last = Some(at);
            self.sheet.set(at, cell);
        } else {
            self.late.push((at, cell));
        }
        Ok(())
    }

    /// Makes a range of cells of the sheet one.
    pub(super) fn merge(&mut self, one: Position, other: Position) -> Result<(), LedgerErrors> {
        self.merged += 1;
        self.within("the number of merged ranges", self.merged, MAX_MERGED, "MAX_MERGED")?;
        let first = Position::new(one.row.min(other.row), one.column.min(other.column));
        let last = Position::new(one.row.max(other.row), one.column.max(other.column));
        self.within_at(Some(first), "the row", last.row.into(), MAX_ROWS, "MAX_ROWS")?;
        self.within_at(Some(first), "the column", last.column.into(), MAX_COLUMNS, "MAX_COLUMNS")?;
        if first != last {
            self.sheet.merge(Merged { first, last });
        }
        Ok(())
    }

    /// Ends the sheet.
    pub(super) fn end(&mut self) -> Result<(), LedgerErrors> {
        let mut sheet = std::mem::take(&mut self.sheet);
        self.last = None;
        if !self.late.is_empty() {
            sheet = self.in_order(&sheet)?;
        }
        self.workbook.sheets.push(sheet);
        self.source = Source::text(self.name);
        Ok(())
    }

    /// The sheet with the cells that came late: setting them one by one could move all rows for each.
    fn in_order(&mut self, sheet: &Sheet) -> Result<Sheet, LedgerErrors> {
        let mut cells = std::mem::take(&mut self.late);
        for (row, on_row) in sheet.rows() {
            cells.extend(on_row.iter().map(|(column, cell)| (Position::new(row, *column), cell.clone())));
        }
        cells.sort_by_key(|(at, _)| *at);
        if let Some(pair) = cells.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(self.problem(Some(pair[0].0), LedgerProblem::Twice(pair[0].0.to_string())));
        }
        let mut ordered = Sheet::new(sheet.name());
        for merged in sheet.merged() {
            ordered.merge(*merged);
        }
        for (at, cell) in cells {
            ordered.set(at, cell);
        }
        Ok(ordered)
    }

    /// The workbook.
    pub(super) fn finish(self) -> Result<Workbook, LedgerErrors> {
        if self.workbook.sheets.is_empty() {
            return Err(self.problem(None, LedgerProblem::Syntax("there is no sheet in it".to_owned())));
        }
        Ok(self.workbook)
    }
}
