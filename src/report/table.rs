//! A table of text whose columns line up.

use std::fmt;

use unicode_width::UnicodeWidthStr;

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Align {
    /// On the left: names.
    Left,
    /// On the right: numbers.
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
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<H: Into<String>>(headers: impl IntoIterator<Item = (H, Align)>) -> Self {
        let headers = headers.into_iter().map(|(header, align)| (header.into(), align)).collect();
        Self { headers, rows: Vec::new() }
    }

    /// Adds a row. Cells that are missing are empty, cells beyond the last column are shown without a header.
    pub fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn widths(&self) -> Vec<usize> {
        let headers = self.headers.iter().map(|(header, _)| header);
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0).max(self.headers.len());
        let mut widths = vec![0; count];
        for (at, cell) in headers.enumerate().chain(self.rows.iter().flat_map(|row| row.iter().enumerate())) {
            widths[at] = widths[at].max(cell.width());
        }
        widths
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let line = |f: &mut fmt::Formatter<'_>, cells: &mut dyn Iterator<Item = &str>| {
            let mut text = String::new();
            for (at, cell) in cells.enumerate() {
                let padding = " ".repeat(widths[at].saturating_sub(cell.width()));
                let right = self.headers.get(at).is_some_and(|(_, align)| *align == Align::Right);
                let (before, behind) = if right { (padding.as_str(), "") } else { ("", padding.as_str()) };
                let gap = if at == 0 { "" } else { "  " };
                text.extend([gap, before, cell, behind]);
            }
            writeln!(f, "{}", text.trim_end())
        };
        line(f, &mut self.headers.iter().map(|(header, _)| header.as_str()))?;
        let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        line(f, &mut rules.iter().map(String::as_str))?;
        self.rows.iter().try_for_each(|row| line(f, &mut row.iter().map(String::as_str)))
    }
}
