//! The lines of a table that are rows or totals, with their cells.

use super::merged_cells::MergedCells;
use super::{Column, Evidence, LineClass, Table};
use crate::ledger::Position;
use crate::ledger::workbook::Cell;

/// A line below the headings that becomes a row or declared figures.
pub(crate) struct Line<'t, 's> {
    pub(crate) row: u32,
    /// The cells that hold something below a heading, to the right.
    pub(crate) cells: Vec<LineCell<'t, 's>>,
    /// What it was taken for.
    pub(crate) class: &'t LineClass,
    /// Why, the strongest reason first.
    because: &'t [Evidence],
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

impl Line<'_, '_> {
    /// Whether a cell says that the line is a total, or what it is a total of.
    pub(crate) fn says_total(&self, column: u32) -> bool {
        let is_said = |evidence: &Evidence| match evidence {
            Evidence::TotalPhrase { column: at } | Evidence::Group { column: at } => *at == column,
            _ => false,
        };
        self.because.iter().any(is_said)
    }
}

impl<'s> Table<'s> {
    /// The lines that are rows or totals, merged ranges filled; O((cells + ranges) log ranges) for all of them.
    pub(crate) fn lines<'t>(&'t self) -> impl Iterator<Item = Line<'t, 's>> {
        let mut merged = MergedCells::new(self.sheet);
        self.read_rows().map(move |(row, own, class, because)| {
            merged.go_to(row);
            let holds = |column: &'t Column| {
                let (cell, is_merged) = merged.cell(own, column.at)?;
                let is_formula = !is_merged && self.sheet.is_formula(Position::new(row, column.at));
                Some(LineCell { column, cell, is_merged, is_formula }).filter(|found| !found.cell.is_blank())
            };
            let mut cells = Vec::with_capacity(self.columns.len());
            cells.extend(self.columns.iter().filter_map(holds));
            Line { row, cells, class, because }
        })
    }

    /// The rows with the cells that are their own, whatever is merged.
    pub(crate) fn unmerged_lines<'t>(&'t self) -> impl Iterator<Item = (u32, Vec<(&'t Column, &'s Cell)>)> {
        let data = self.read_rows().filter(|(_, _, class, _)| **class == LineClass::Data);
        data.map(|(row, own, ..)| {
            let filled = own.iter().filter(|(_, cell)| !cell.is_blank());
            let known = |at: u32| self.columns.iter().find(|column| column.at == at);
            (row, filled.filter_map(|(at, cell)| Some((known(*at)?, cell))).collect())
        })
    }

    /// The lines that become something, each with its own cells and what it was taken for.
    fn read_rows<'t>(&'t self) -> impl Iterator<Item = (u32, &'s [(u32, Cell)], &'t LineClass, &'t [Evidence])> {
        let mut runs = self.runs.downward();
        self.sheet.rows().filter_map(move |(row, own)| {
            let run = runs(row).filter(|run| run.class.is_read())?;
            Some((row, own, run.class, run.because))
        })
    }
}
