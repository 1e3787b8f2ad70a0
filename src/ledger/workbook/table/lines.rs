//! The lines below the headings, and what each of them is.

use super::merged_cells::MergedCells;
use super::{Column, Table};
use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Sheet, headings};

/// A line below the headings that holds something of its own.
pub(crate) struct Line<'t, 's> {
    pub(crate) row: u32,
    /// The cells that hold something below a heading, to the right.
    pub(crate) cells: Vec<LineCell<'t, 's>>,
    pub(crate) class: LineClass,
}

/// A cell of a line that holds something, with its column.
#[derive(Clone, Copy)]
pub(crate) struct LineCell<'t, 's> {
    pub(crate) column: &'t Column,
    pub(crate) cell: &'s Cell,
    /// Whether the value stands in another cell, of a merged range that reaches here.
    pub(crate) is_merged: bool,
    /// Whether a formula gives the value: its 0 may stand for an empty cell elsewhere.
    pub(crate) is_formula: bool,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineClass {
    /// A node.
    Node,
    /// The headings again, as on each printed page.
    HeadingsAgain,
    /// A total of lines above.
    Total(TotalScope),
}

/// The lines that a total is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TotalScope {
    /// All lines of the table above it.
    Table,
    /// The lines since the total before it.
    SinceLastTotal,
}

/// The words that begin a line of totals.
const TOTAL_WORDS: [(&str, TotalScope); 6] = [
    ("合计", TotalScope::Table),
    ("总计", TotalScope::Table),
    ("共计", TotalScope::Table),
    ("小计", TotalScope::SinceLastTotal),
    ("total", TotalScope::Table),
    ("subtotal", TotalScope::SinceLastTotal),
];

/// The scope of a total, if a cell holds one of the words for it.
pub(crate) fn total_scope(cell: &Cell) -> Option<TotalScope> {
    let Cell::Text(text) = cell else { return None };
    let word = headings::compared(text);
    TOTAL_WORDS.iter().find(|(known, _)| *known == word).map(|(_, scope)| *scope)
}

impl<'s> Table<'s> {
    /// The lines below the headings, merged ranges filled; O((cells + ranges) log ranges) for all of them.
    pub(crate) fn lines<'t>(&'t self) -> impl Iterator<Item = Line<'t, 's>> {
        let mut merged = MergedCells::new(self.sheet);
        self.rows_below().filter_map(move |(row, own)| {
            merged.go_to(row);
            let holds = |column: &'t Column| {
                let (cell, is_merged) = merged.cell(own, column.at)?;
                let is_formula = !is_merged && self.sheet.is_formula(Position::new(row, column.at));
                Some(LineCell { column, cell, is_merged, is_formula }).filter(|found| !found.cell.is_blank())
            };
            let cells: Vec<_> = self.columns.iter().filter_map(holds).collect();
            // A line into which only merged ranges reach says nothing of its own.
            let is_own = cells.iter().any(|found| !found.is_merged);
            is_own.then(|| Line { row, class: class_of(&cells), cells })
        })
    }

    /// The lines below the headings with the cells that are their own, whatever is merged; blank lines are left out.
    pub(crate) fn unmerged_lines<'t>(&'t self) -> impl Iterator<Item = (u32, Vec<(&'t Column, &'s Cell)>)> {
        self.rows_below().filter(|(_, own)| own.iter().any(|(_, cell)| !cell.is_blank())).map(|(row, own)| {
            let filled = own.iter().filter(|(_, cell)| !cell.is_blank());
            let known = |at: u32| self.columns.iter().find(|column| column.at == at);
            (row, filled.filter_map(|(at, cell)| Some((known(*at)?, cell))).collect())
        })
    }

    fn rows_below(&self) -> impl Iterator<Item = (u32, &'s [(u32, Cell)])> + use<'s> {
        let (sheet, heading_row): (&'s Sheet, u32) = (self.sheet, self.heading_row);
        sheet.rows().filter(move |(row, _)| *row > heading_row)
    }
}

fn class_of(cells: &[LineCell<'_, '_>]) -> LineClass {
    let is_heading = |found: &LineCell<'_, '_>| found.cell.to_string().trim() == found.column.heading;
    if cells.len() > 1 && cells.iter().all(is_heading) {
        return LineClass::HeadingsAgain;
    }
    let first_text = cells.iter().find(|found| matches!(found.cell, Cell::Text(_)));
    first_text.and_then(|found| total_scope(found.cell)).map_or(LineClass::Node, LineClass::Total)
}
