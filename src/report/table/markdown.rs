//! A table as Markdown.

use super::{Align, Table};

/// Characters that are markup within a line of Markdown.
const MARKUP: [char; 10] = ['\\', '`', '*', '_', '[', ']', '|', '~', '$', '#'];

impl Table {
    /// The table as GitHub Markdown, with a line for each row. Numbers are aligned right, rows are indented by their
    /// depth, and markup in cells is escaped. A line break in a cell becomes `<br>`. O(cells).
    ///
    /// ```
    /// use gridgov::report::{Align, Table};
    ///
    /// let mut table = Table::new([("kind", Align::Left), ("number", Align::Right)]);
    /// table.row(["third_grid | 三级网格", "52"]);
    /// assert_eq!(table.to_markdown(), "\
    /// | kind | number |
    /// | --- | ---: |
    /// | third\\_grid \\| 三级网格 | 52 |
    /// ");
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        if self.columns() == 0 {
            return String::new();
        }
        let heads = line(self.all_headers().map(|(header, _)| escaped(header)));
        let rule = line(self.all_headers().map(|(_, align)| match align {
            Align::Left => "---".to_owned(),
            Align::Right => "---:".to_owned(),
        }));
        let rows = self.rows.iter().map(|row| {
            // Markdown drops leading spaces, so indentation is written as `&emsp;`.
            let indents = std::iter::once("&emsp;".repeat(row.depth)).chain(std::iter::repeat(String::new()));
            line(self.all_cells(row).zip(indents).map(|(cell, indent)| indent + &escaped(cell)))
        });
        [heads, rule].into_iter().chain(rows).collect()
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// A cell with all markup escaped.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            // CR LF is one line break.
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push_str("<br>"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            markup if MARKUP.contains(&markup) => text.extend(['\\', markup]),
            character => text.push(character),
        }
    }
    text
}
