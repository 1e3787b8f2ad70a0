//! A table of text whose columns line up.

mod csv; // as CSV that no spreadsheet runs
mod markdown; // as Markdown

use std::fmt;

use unicode_width::UnicodeWidthStr;

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// Left, for names.
    Left,
    /// Right, for numbers.
    Right,
}

/// A table of text whose columns line up: a Chinese character is two columns wide.
///
/// ```
/// use gridgov::report::{Align, Table};
///
/// let mut table = Table::new([("kind", Align::Left), ("number", Align::Right)]);
/// table.row(["三级网格", "52"]);
/// table.row(["micro", "139"]);
/// assert_eq!(table.to_string(), "\
/// kind      number
/// ────────  ──────
/// 三级网格      52
/// micro        139
/// ");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    headers: Vec<(String, Align)>,
    rows: Vec<Row>,
}

/// A row and its depth.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    depth: usize,
    cells: Vec<String>,
}

/// The indentation for each level of depth.
const INDENT: &str = "  ";

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<H: Into<String>>(headers: impl IntoIterator<Item = (H, Align)>) -> Self {
        let headers = headers.into_iter().map(|(header, align)| (header.into(), align)).collect();
        Self { headers, rows: Vec::new() }
    }

    /// Adds a row. Cells that are missing are empty, cells beyond the last column are shown without a header.
    pub fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.row_at(0, cells);
    }

    /// Adds a row at a depth below other rows: its first cell is indented in text and Markdown, not in CSV.
    ///
    /// ```
    /// use gridgov::report::{Align, Table};
    ///
    /// let mut table = Table::new([("code", Align::Left)]);
    /// table.row(["S"]);
    /// table.row_at(1, ["G"]);
    /// assert_eq!(table.to_string(), "code\n────\nS\n  G\n");
    /// assert_eq!(table.to_csv(), "code\r\nS\r\nG\r\n");
    /// ```
    pub fn row_at<C: Into<String>>(&mut self, depth: usize, cells: impl IntoIterator<Item = C>) {
        self.rows.push(Row { depth, cells: cells.into_iter().map(Into::into).collect() });
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many columns there are, including those without a header.
    fn columns(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(self.headers.len())
    }

    /// The headers of all columns; empty for a column without a header.
    fn all_headers(&self) -> impl Iterator<Item = (&str, Align)> {
        let given = self.headers.iter().map(|(header, align)| (header.as_str(), *align));
        given.chain(std::iter::repeat(("", Align::Left))).take(self.columns())
    }

    /// The cells of a row in all columns; empty where the row is shorter.
    fn all_cells<'t>(&self, row: &'t Row) -> impl Iterator<Item = &'t str> + use<'t> {
        row.cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(self.columns())
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.all_headers().map(|(header, _)| header.width()).collect();
        for row in &self.rows {
            let indents = std::iter::once(row.depth * INDENT.len()).chain(std::iter::repeat(0));
            for ((width, cell), indent) in widths.iter_mut().zip(&row.cells).zip(indents) {
                *width = (*width).max(indent + cell.width());
            }
        }
        widths
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let line = |f: &mut fmt::Formatter<'_>, depth: usize, cells: &mut dyn Iterator<Item = &str>| {
            let mut text = String::new();
            for (at, (cell, width)) in cells.zip(&widths).enumerate() {
                let indent = if at == 0 { INDENT.repeat(depth) } else { String::new() };
                let padding = " ".repeat(width.saturating_sub(indent.len() + cell.width()));
                let right = self.headers.get(at).is_some_and(|(_, align)| *align == Align::Right);
                let (before, behind) = if right { (padding.as_str(), "") } else { ("", padding.as_str()) };
                let gap = if at == 0 { "" } else { "  " };
                text.extend([gap, before, &indent, cell, behind]);
            }
            writeln!(f, "{}", text.trim_end())
        };
        line(f, 0, &mut self.headers.iter().map(|(header, _)| header.as_str()))?;
        let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        line(f, 0, &mut rules.iter().map(String::as_str))?;
        self.rows.iter().try_for_each(|row| line(f, row.depth, &mut row.cells.iter().map(String::as_str)))
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
