//! The workbook while its cells are read, held to the limits.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::failure::{Failure, Scope, within};
use crate::ledger::workbook::{Cell, FileProblem, Merged, Sheet, Workbook};
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Limits, Origin, Position, Source};
use crate::message::Term;

/// What a formula without a value is shown as.
const NO_VALUE: &str = "a formula without a value";

/// The cell of a formula that has no value: the program that wrote it does not calculate.
pub(super) fn without_value() -> Cell {
    Cell::Error(NO_VALUE.into())
}

/// A workbook that is being read, and how much of it there is so far.
pub(super) struct WorkbookBuilder<'a> {
    pub(super) limits: &'a Limits,
    name: &'a str,
    /// The file that is being read, where the workbook is a folder of files.
    file: Option<Arc<str>>,
    workbook: Workbook,
    /// The sheet that is being read, or the file.
    source: Arc<Source>,
    sheet: Sheet,
    last: Option<Position>,
    /// Cells that came after one that stands behind them.
    late: Vec<(Position, Cell)>,
    /// How many sheets were begun, in all files.
    begun: u64,
    names: BTreeSet<String>,
    /// The names of the sheets that are files of their own, while another file is read.
    names_of_folder: BTreeSet<String>,
    cells: u64,
    text: u64,
    merged: u64,
}

impl<'a> WorkbookBuilder<'a> {
    pub(super) fn new(name: &'a str, limits: &'a Limits) -> Self {
        Self {
            limits,
            name,
            file: None,
            workbook: Workbook::new(name),
            source: Source::text(name),
            sheet: Sheet::default(),
            last: None,
            late: Vec::new(),
            begun: 0,
            names: BTreeSet::new(),
            names_of_folder: BTreeSet::new(),
            cells: 0,
            text: 0,
            merged: 0,
        }
    }

    /// The failure with the place in which it occurred: the reading stops there.
    pub(super) fn locate(&self, Failure { scope, problem }: Failure) -> LedgerErrors {
        let (source, row, column) = match scope {
            Scope::File => (Source::text(self.file()), 0, 0),
            Scope::Sheet => (self.source.clone(), 0, 0),
            Scope::Cell(at) => (self.source.clone(), at.row, at.column),
        };
        LedgerErrors::one(LedgerError::new(Origin::new(source, row, column), None, *problem))
    }

    /// The file that is being read, or the workbook.
    fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(self.name)
    }

    /// Begins a file of a folder, whose sheets may have the names of others.
    pub(super) fn begin_file(&mut self, file: String) {
        self.source = Source::text(file.as_str());
        self.file = Some(file.into());
        std::mem::swap(&mut self.names, &mut self.names_of_folder);
        self.names.clear();
    }

    /// Ends the file, and drops what was read of a sheet that was not ended.
    pub(super) fn end_file(&mut self) {
        self.file = None;
        std::mem::swap(&mut self.names, &mut self.names_of_folder);
        (self.sheet, self.last) = (Sheet::default(), None);
        self.late.clear();
        self.source = Source::text(self.name);
    }

    /// Begins a sheet, to which all cells belong until it is ended.
    pub(super) fn begin(&mut self, sheet: &str) -> Result<(), Failure> {
        within(Term::new("the number of sheets", "工作表数"), self.begun + 1, self.limits.sheets, "Limits::sheets")?;
        self.begun += 1;
        // Spreadsheets do not tell names apart by case.
        if !self.names.insert(sheet.to_lowercase()) {
            return Err(Failure::new(Scope::Sheet, LedgerProblem::Twice(sheet.to_owned())));
        }
        self.source = Source::sheet(self.file(), sheet, []);
        self.sheet = self.new_sheet(sheet);
        Ok(())
    }

    fn new_sheet(&self, name: &str) -> Sheet {
        let sheet = Sheet::new(name);
        match &self.file {
            Some(file) => sheet.in_file(file.clone()),
            None => sheet,
        }
    }

    /// Puts a cell, row and column counted from one; one that holds an empty text is left out.
    /// Puts a cell, row and column counted from one; one that holds an empty text is left out.
    pub(super) fn put(&mut self, at: Position, cell: Cell) -> Result<(), Failure> {
        if let Cell::Text(text) | Cell::Error(text) = &cell
            && text.is_empty()
        {
            return Ok(());
        }
        self.count(at, &cell).map_err(|failure| Failure { scope: Scope::Cell(at), ..failure })?;
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
                within(
                    Term::new("the number of characters", "字数"),
                    text.chars().count() as u64,
                    limits.cell,
                    "Limits::cell",
                )?;
            }
            self.text += text.len() as u64;
            within(Term::new("the number of bytes of text", "文本字节数"), self.text, limits.text, "Limits::text")?;
        }
        self.cells += 1;
        within(Term::new("the number of cells", "单元格数"), self.cells, limits.cells, "Limits::cells")?;
        within(Term::new("the row", "行号"), at.row.into(), limits.rows, "Limits::rows")?;
        within(Term::new("the column", "列号"), at.column.into(), limits.columns, "Limits::columns")
    }

    /// Merges the range between two corners.
    pub(super) fn merge(&mut self, one: Position, other: Position) -> Result<(), Failure> {
        self.merged += 1;
        within(
            Term::new("the number of merged ranges", "合并区域数"),
            self.merged,
            self.limits.merged,
            "Limits::merged",
        )?;
        let first = Position::new(one.row.min(other.row), one.column.min(other.column));
        let last = Position::new(one.row.max(other.row), one.column.max(other.column));
        within(Term::new("the row", "行号"), last.row.into(), self.limits.rows, "Limits::rows")
            .and_then(|()| {
                within(Term::new("the column", "列号"), last.column.into(), self.limits.columns, "Limits::columns")
            })
            .map_err(|failure| Failure { scope: Scope::Cell(first), ..failure })?;
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
        self.source = Source::text(self.file());
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
        let mut sorted = self.new_sheet(self.sheet.name());
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
            return Err(self.locate(Failure::refused(FileProblem::NoSheet)));
        }
        Ok(self.workbook)
    }
}
