//! A sheet and its cells.

use std::fmt;
use std::sync::Arc;

use crate::ledger::Position;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// A text, as it was written.
    Text(Box<str>),
    /// A number; spreadsheets keep 15 digits.
    Number(f64),
    /// A whole number that its format shows with leading zeros, such as 1003 as `01003`.
    Padded {
        /// The number.
        number: u64,
        /// How many digits are shown.
        digits: u8,
    },
    /// A truth value.
    Bool(bool),
    /// A date, or a moment.
    Date(Day),
    /// What a formula gave instead of a value, such as `#REF!`.
    Error(Box<str>),
}

/// A date as spreadsheets keep it: the days since 1899-12-30, with the part of the day behind the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// The days since 1899-12-30 and the part of the day.
    pub serial: f64,
    /// The year.
    pub year: u16,
    /// The month, counted from one.
    pub month: u8,
    /// The day of the month, counted from one.
    pub day: u8,
}

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
}

impl Cell {
    /// Whether it holds a text of nothing but spaces.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Cell::Text(text) if text.trim().is_empty())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Cell::Bool(value)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Cell::Date(day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Cell {
    /// The value as text. A number has as few digits as distinguish it from every other number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) | Cell::Error(text) => f.pad(text),
            Cell::Number(number) => number.fmt(f),
            Cell::Padded { number, digits } => f.pad(&format!("{number:0>digits$}", digits = usize::from(*digits))),
            Cell::Bool(value) => f.pad(if *value { "TRUE" } else { "FALSE" }),
            Cell::Date(day) => day.fmt(f),
        }
    }
}
