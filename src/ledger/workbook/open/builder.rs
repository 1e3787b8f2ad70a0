//! The workbook while its cells are read, held to the limits.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::failure::{Failure, Scope, within};
use crate::ledger::workbook::{Cell, Merged, Sheet, Workbook};
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Limits, Origin, Position, Source};

/// What a formula without a value is shown as.
const NO_VALUE: &str = "a formula without a value";

/// The cell of a formula that has no value: the program that wrote it does not calculate.
pub(super) fn without_value() -> Cell {
    Cell::Error(NO_VALUE.into())
}

/// What formulas give instead of a value, in the programs that offices use.
const ERROR_VALUES: [&str; 14] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
];

/// A text that is an error value, as such.
fn error_value(cell: Cell) -> Cell {
    match cell {
        Cell::Text(text) if text.starts_with('#') && ERROR_VALUES.contains(&text.trim_end()) => Cell::Error(text),
        cell => cell,
    }
}

/// A workbook that is being read, and how much of it there is so far.
pub(super) struct WorkbookBuilder<'a> {
    pub(super) limits: &'a Limits,
    name: &'a str,
    workbook: Workbook,
    /// The sheet that is being read, or the file.
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

impl<'a> WorkbookBuilder<'a> {
    pub(super) fn new(name: &'a str, limits: &'a Limits) -> Self {
        Self {
            limits,
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

    /// The failure with the place in which it occurred: the reading stops there.
    pub(super) fn locate(&self, Failure { scope, problem }: Failure) -> LedgerErrors {
        let (source, row, column) = match scope {
            Scope::File => (Source::text(self.name), 0, 0),
            Scope::Sheet => (self.source.clone(), 0, 0),
            Scope::Cell(at) => (self.source.clone(), at.row, at.column),
        };
        LedgerErrors::one(LedgerError::new(Origin::new(source, row, column), None, problem))
    }

    /// Begins a sheet, to which all cells belong until it is ended.
    pub(super) fn begin(&mut self, sheet: &str) -> Result<(), Failure> {
        within("the number of sheets", self.names.len() as u64 + 1, self.limits.sheets, "Limits::sheets")?;
        // Spreadsheets do not tell names apart by case.
        if !self.names.insert(sheet.to_lowercase()) {
            return Err(Failure::new(Scope::Sheet, LedgerProblem::Twice(sheet.to_owned())));
        }
        self.source = Source::sheet(self.name, sheet, []);
        self.sheet = Sheet::new(sheet);
        Ok(())
    }

    /// Puts a cell, row and column counted from one; one that holds an empty text is left out. A text such as `#N/A` is
    /// what a formula gave before somebody copied it as a text.
    pub(super) fn put(&mut self, at: Position, cell: Cell) -> Result<(), Failure> {
        let cell = error_value(cell);
        if let Cell::Text(text) | Cell::Error(text) = &cell
            && text.is_empty()
        {
            return Ok(());
        }
        self.count(at, &cell).map_err(|failure| Failure::new(Scope::Cell(at), failure.problem))?;
        if self.last.is_none_or(|last| last < at) {
            self.last = Some(at);
            self.sheet.set(at, cell);
        } else {
            self.late.push((at, cell));
        }
        Ok(())
    }

    /// The sheet that is being read, for what the file says of its cells.
    pub(super) fn sheet(&mut self) -> &mut Sheet {
        &mut self.sheet
    }

    fn count(&mut self, at: Position, cell: &Cell) -> Result<(), Failure> {
        let limits = self.limits;
        if let Cell::Text(text) | Cell::Error(text) = cell {
            // Bytes are known at once, and no text has more characters.
            if text.len() as u64 > limits.cell {
                within("the number of characters", text.chars().count() as u64, limits.cell, "Limits::cell")?;
            }
            self.text += text.len() as u64;
            within("the number of bytes of text", self.text, limits.text, "Limits::text")?;
        }
        self.cells += 1;
        within("the number of cells", self.cells, limits.cells, "Limits::cells")?;
        within("the row", at.row.into(), limits.rows, "Limits::rows")?;
        within("the column", at.column.into(), limits.columns, "Limits::columns")
    }

    /// Merges the range between two corners.
    pub(super) fn merge(&mut self, one: Position, other: Position) -> Result<(), Failure> {
        self.merged += 1;
        within("the number of merged ranges", self.merged, self.limits.merged, "Limits::merged")?;
        let first = Position::new(one.row.min(other.row), one.column.min(other.column));
        let last = Position::new(one.row.max(other.row), one.column.max(other.column));
        within("the row", last.row.into(), self.limits.rows, "Limits::rows")
            .and_then(|()| within("the column", last.column.into(), self.limits.columns, "Limits::columns"))
            .map_err(|failure| Failure::new(Scope::Cell(first), failure.problem))?;
        if first != last {
            self.sheet.merge(Merged { first, last });
        }
        Ok(())
    }

    /// Ends the sheet.
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        self.last = None;
        if !self.late.is_empty() {
            self.sort_late()?;
        }
        self.workbook.sheets.push(std::mem::take(&mut self.sheet));
        self.source = Source::text(self.name);
        Ok(())
    }

    /// Puts late cells where they belong, all at once: one by one, each could move all rows behind it.
    fn sort_late(&mut self) -> Result<(), Failure> {
        let mut cells = std::mem::take(&mut self.late);
        for (row, on_row) in self.sheet.rows() {
            cells.extend(on_row.iter().map(|(column, cell)| (Position::new(row, *column), cell.clone())));
        }
        cells.sort_by_key(|(at, _)| *at);
        if let Some(pair) = cells.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let at = pair[0].0;
            return Err(Failure::new(Scope::Cell(at), LedgerProblem::Twice(at.to_string())));
        }
        let mut sorted = Sheet::new(self.sheet.name());
        sorted.facts = std::mem::take(&mut self.sheet.facts);
        self.sheet.merged().iter().for_each(|merged| sorted.merge(*merged));
        for (at, cell) in cells {
            sorted.set(at, cell);
        }
        self.sheet = sorted;
        Ok(())
    }

    /// The workbook.
    pub(super) fn finish(self) -> Result<Workbook, LedgerErrors> {
        if self.workbook.sheets.is_empty() {
            return Err(self.locate(Failure::refused("there is no sheet in it")));
        }
        Ok(self.workbook)
    }
}
