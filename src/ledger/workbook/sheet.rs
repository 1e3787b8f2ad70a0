//! A sheet: its cells, and what the file says of them.

use std::sync::Arc;

use super::Cell;
use super::facts::{Cleaning, Facts};
use crate::ledger::Position;

/// A merged range of cells: the value of its first cell is that of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// The upper left cell.
    pub first: Position,
    /// The lower right cell.
    pub last: Position,
}

/// A sheet of a workbook: a name, and the cells that hold something.
///
/// ```
/// use gridgov::ledger::Position;
/// use gridgov::ledger::workbook::{Cell, Sheet};
///
/// let mut sheet = Sheet::new("三级网格");
/// sheet.set(Position::new(1, 1), "编码");
/// sheet.set(Position::new(2, 1), 410_102_012.0);
/// assert_eq!(sheet.cell(Position::new(2, 1)), Some(&Cell::Number(410_102_012.0)));
/// assert_eq!(sheet.cell(Position::new(2, 2)), None);
/// assert_eq!(sheet.rows().count(), 2);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    name: String,
    /// The rows that hold something, sorted by number, each with its cells, sorted by column.
    rows: Vec<(u32, Vec<(u32, Cell)>)>,
    merged: Vec<Merged>,
    pub(super) facts: Facts,
    /// The file that it comes from, where the workbook is a folder of files.
    file: Option<Arc<str>>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The name on its tab.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path of the file that it comes from, where the workbook is a folder of files.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The same as a sheet of a file in a folder of workbooks.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<Arc<str>>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Sets a cell. O(1) if cells come row by row and from left to right, otherwise O(rows).
    pub fn set(&mut self, at: Position, cell: impl Into<Cell>) {
        let row = match self.rows.last() {
            Some((last, _)) if *last == at.row => self.rows.len() - 1,
            Some((last, _)) if *last > at.row => match self.rows.binary_search_by_key(&at.row, |(row, _)| *row) {
                Ok(found) => found,
                Err(place) => {
                    self.rows.insert(place, (at.row, Vec::new()));
                    place
                }
            },
            _ => {
                // A row mostly has as many cells as the one above.
                let cells = self.rows.last().map_or(0, |(_, cells)| cells.len());
                self.rows.push((at.row, Vec::with_capacity(cells)));
                self.rows.len() - 1
            }
        };
        let cells = &mut self.rows[row].1;
        match cells.binary_search_by_key(&at.column, |(column, _)| *column) {
            Ok(found) => cells[found].1 = cell.into(),
            Err(place) => cells.insert(place, (at.column, cell.into())),
        }
    }

    /// Changes cells, and removes those of which it says no; rows without cells are gone then.
    pub(super) fn retain_cells(&mut self, mut keep: impl FnMut(Position, &mut Cell) -> bool) {
        self.rows.retain_mut(|(row, cells)| {
            cells.retain_mut(|(column, cell)| keep(Position::new(*row, *column), cell));
            !cells.is_empty()
        });
    }

    /// Merges a range of cells.
    pub fn merge(&mut self, merged: Merged) {
        self.merged.push(merged);
    }

    /// The merged ranges, in the order in which they were added.
    #[must_use]
    pub fn merged(&self) -> &[Merged] {
        &self.merged
    }

    /// The value of a cell itself, not that of a merged range around it; O(log cells).
    #[must_use]
    pub fn cell(&self, at: Position) -> Option<&Cell> {
        let row = self.rows.binary_search_by_key(&at.row, |(row, _)| *row).ok()?;
        let cells = &self.rows[row].1;
        let cell = cells.binary_search_by_key(&at.column, |(column, _)| *column).ok()?;
        Some(&cells[cell].1)
    }

    /// The rows that hold something, from top to bottom, each with its number and its cells from left to right.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (u32, &[(u32, Cell)])> + Clone {
        self.rows.iter().map(|(row, cells)| (*row, cells.as_slice()))
    }

    /// Says that a formula gives the value of a cell.
    pub fn set_formula(&mut self, at: Position) {
        self.facts.formulas.add(at);
    }

    /// Whether a formula gives the value of a cell: its 0 may stand for an empty cell elsewhere. O(log formulas).
    #[must_use]
    pub fn is_formula(&self, at: Position) -> bool {
        self.facts.formulas.has(at)
    }

    /// Strikes out what a cell shows.
    pub fn strike_out(&mut self, at: Position) {
        self.facts.struck_out.add(at);
    }

    /// Whether what a cell shows is struck out, all of it or a part of its text. O(log cells).
    #[must_use]
    pub fn is_struck_out(&self, at: Position) -> bool {
        self.facts.struck_out.has(at) || self.facts.struck_out_in_part.has(at)
    }

    /// Hides the sheet.
    pub fn hide(&mut self) {
        self.facts.is_hidden = true;
    }

    /// Whether the sheet is hidden.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.facts.is_hidden
    }

    /// Hides the rows from the first to the last, counted from one.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        self.facts.hidden_rows.add(first, last);
    }

    /// Whether a row is hidden, by hand or by a filter. O(log hidden rows).
    #[must_use]
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.facts.hidden_rows.has(row)
    }

    /// Hides the columns from the first to the last, counted from one.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.facts.hidden_columns.add(first, last);
    }

    /// Whether a column is hidden. O(log hidden columns).
    #[must_use]
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.facts.hidden_columns.has(column)
    }

    /// What was taken off texts of a delimited file, and the cells in which it was.
    pub fn cleaned(&self) -> impl Iterator<Item = (Cleaning, &[Position])> {
        self.facts.cleaned.iter().map(|(how, cells)| (*how, cells.as_slice()))
    }
}
