//! Some of many cells, for a message about all of them.

use std::fmt;

use super::Position;

/// How many cells a message names.
const NAMED: usize = 5;

/// The first of some cells of a sheet, and how many there are.
///
/// ```
/// use gridgov::ledger::{CellList, Position};
///
/// let cells: CellList = (2..=8).map(|row| Position::new(row, 4)).collect();
/// assert_eq!(cells.to_string(), "D2, D3, D4, D5, D6, ... (7)");
/// assert_eq!(cells.count(), 7);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellList {
    first: Vec<Position>,
    count: usize,
}

impl CellList {
    /// Adds a cell.
    pub fn push(&mut self, at: Position) {
        if self.first.len() < NAMED {
            self.first.push(at);
        }
        self.count += 1;
    }

    /// The first of them, at most five.
    #[must_use]
    pub fn first(&self) -> &[Position] {
        &self.first
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }
}

impl FromIterator<Position> for CellList {
    fn from_iter<I: IntoIterator<Item = Position>>(cells: I) -> Self {
        let mut list = Self::default();
        cells.into_iter().for_each(|at| list.push(at));
        list
    }
}

impl fmt::Display for CellList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.first.iter().map(Position::to_string).collect();
        f.write_str(&shown.join(", "))?;
        if self.count > self.first.len() { write!(f, ", ... ({})", self.count) } else { Ok(()) }
    }
}
