//! A table as CSV that no spreadsheet runs.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::Table;
use crate::ledger::formula;

impl Table {
    /// The table as CSV (RFC 4180): the headers, then a line for each row. All lines have the same number of cells.
    ///
    /// A cell that a spreadsheet would run as a formula, because it begins with `=`, `+`, `-`, `@`, their full-width
    /// forms, a tab or a line break, gets an apostrophe in front; plain numbers stay as they are. For Excel see
    /// [`Table::to_csv_for_excel`]. O(cells).
    ///
    /// ```
    /// use gridgov::report::{Align, Table};
    ///
    /// let mut table = Table::new([("名称", Align::Left), ("增减", Align::Right)]);
    /// table.row(["=1+1", "-5"]);
    /// assert_eq!(table.to_csv(), "名称,增减\r\n'=1+1,-5\r\n");
    /// ```
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "a buffer in memory takes everything, and every record is as long"
    )]
    pub fn to_csv(&self) -> String {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
        let headers = self.all_headers().map(|(header, _)| guarded(header).into_owned());
        let rows = self.rows.iter().map(|row| self.all_cells(row).map(|cell| guarded(cell).into_owned()).collect());
        let records = std::iter::once(headers.collect::<Vec<_>>()).chain(rows);
        for record in records.filter(|record| !record.is_empty()) {
            writer.write_record(&record).expect("INVARIANT: every record is as long as the first");
        }
        let bytes = writer.into_inner().expect("INVARIANT: a buffer in memory takes everything");
        String::from_utf8(bytes).expect("INVARIANT: cells are UTF-8, and so are commas and quotes")
    }

    /// The table as CSV with a byte-order mark, by which Excel recognizes UTF-8.
    ///
    /// ```
    /// use gridgov::report::{Align, Table};
    ///
    /// let table = Table::new([("名称", Align::Left)]);
    /// assert_eq!(table.to_csv_for_excel(), "\u{feff}名称\r\n");
    /// ```
    #[must_use]
    pub fn to_csv_for_excel(&self) -> String {
        format!("\u{feff}{}", self.to_csv())
    }
}

/// A cell that spreadsheets show and do not run as a formula.
pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_number(cell) { Cow::Borrowed(cell) } else { formula::guarded(cell) }
}

/// Whether a cell is digits with at most one leading sign and at most one point between them.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
