//! What most lines of a table fill in, to tell what a line lacks that its neighbours have.

use std::collections::BTreeMap;

use super::sheet_line::{SheetCell, SheetLine};

/// How many lines are looked at; a table does not change its habits below that.
const LINES: usize = 1_000;

/// How often each column is filled.
#[derive(Debug, Clone, Default)]
pub(super) struct Typical {
    lines: usize,
    filled: BTreeMap<u32, usize>,
    cells: usize,
}

impl Typical {
    /// Counts the lines that hold more than one cell, one of which names what the line is about.
    pub(super) fn of<'a>(lines: impl Iterator<Item = SheetLine<'a>>, names: impl Fn(&SheetCell<'_>) -> bool) -> Self {
        let mut typical = Self::default();
        for line in lines.take(LINES) {
            let filled: Vec<u32> = line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| cell.column).collect();
            if filled.len() < 2 || !line.cells.iter().any(|cell| !cell.is_blank() && names(cell)) {
                continue;
            }
            typical.lines += 1;
            typical.cells += filled.len();
            for column in filled {
                *typical.filled.entry(column).or_default() += 1;
            }
        }
        typical
    }

    /// Whether there are no such lines.
    pub(super) fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Whether at least three quarters of the lines fill the column.
    pub(super) fn is_usual(&self, column: u32) -> bool {
        let filled = self.filled.get(&column).copied().unwrap_or(0);
        filled > 0 && filled * 4 >= self.lines * 3
    }

    /// Whether so many cells are more than two thirds of what a line mostly holds.
    pub(super) fn is_full(&self, cells: usize) -> bool {
        self.lines > 0 && cells * self.lines * 3 > self.cells * 2
    }
}
