//! The lines of a sheet as they stand there, with what merged ranges hold.

use std::borrow::Cow;

use super::merged_cells::MergedCells;
use crate::ledger::workbook::cell_value::LITERAL;
use crate::ledger::workbook::{Cell, Sheet};

/// A line of a sheet that holds something.
#[derive(Debug, Clone)]
pub(super) struct SheetLine<'s> {
    pub(super) row: u32,
    /// Its cells, to the right.
    pub(super) cells: Vec<SheetCell<'s>>,
}

/// A cell of a line, filled or the lower part of a merged range.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetCell<'s> {
    /// The column, counted from one.
    pub(super) column: u32,
    pub(super) cell: &'s Cell,
    /// How many columns it covers; 1 where it is not merged. What a merged range covers to the right of its first column
    /// is not given as a cell.
    pub(super) width: u32,
    /// Whether it is the lower part of a merged range that begins in a line above.
    pub(super) continues: bool,
}

impl<'s> SheetLine<'s> {
    /// The lines of a sheet, downward; O((cells + ranges) log ranges) for all of them.
    pub(super) fn all(sheet: &'s Sheet) -> impl Iterator<Item = SheetLine<'s>> {
        let mut merged = MergedCells::new(sheet);
        sheet.rows().map(move |(row, own)| {
            merged.go_to(row);
            let mut cells: Vec<SheetCell<'s>> = Vec::with_capacity(own.len());
            cells.extend(own.iter().map(|(column, cell)| SheetCell {
                column: *column,
                cell,
                width: 1,
                continues: false,
            }));
            for range in merged.here() {
                let (column, width) = (range.first.column, range.last.column.saturating_sub(range.first.column) + 1);
                match cells.binary_search_by_key(&column, |cell| cell.column) {
                    Ok(at) if range.first.row == row => cells[at].width = width,
                    Err(place) if range.first.row < row => {
                        if let Some(cell) = sheet.cell(range.first) {
                            cells.insert(place, SheetCell { column, cell, width, continues: true });
                        }
                    }
                    _ => {}
                }
            }
            SheetLine { row, cells }
        })
    }

    /// The cells that hold something themselves, and not by a merged range from above.
    pub(super) fn own(&self) -> impl Iterator<Item = &SheetCell<'s>> + Clone {
        self.cells.iter().filter(|cell| !cell.continues && !cell.is_blank())
    }
}

impl<'s> SheetCell<'s> {
    /// Whether nothing can be seen in the cell.
    pub(super) fn is_blank(&self) -> bool {
        self.cell.is_blank()
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.cell, Cell::Text(_))
    }

    pub(super) fn is_number(&self) -> bool {
        self.cell.number().is_some()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.cell.number() == Some(0.0)
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self.cell, Cell::Date(_))
    }

    /// Whether a formula gave an error instead of a value.
    pub(super) fn is_error(&self) -> bool {
        matches!(self.cell, Cell::Error(_))
    }

    /// What the cell shows.
    pub(super) fn text(&self) -> Cow<'s, str> {
        match self.cell {
            Cell::Text(text) | Cell::Error(text) => Cow::Borrowed(text.as_ref()),
            other => Cow::Owned(other.to_string()),
        }
    }

    /// The text, if it is one into which something may be read: a literal one means what is written.
    pub(super) fn readable(&self) -> Option<&'s str> {
        match self.cell {
            Cell::Text(text) if !text.starts_with(LITERAL) => Some(text.as_ref()),
            _ => None,
        }
    }
}
