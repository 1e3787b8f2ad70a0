//! Writes workbooks as `.xlsx` files.
//!
//! - `file`: a file of several sheets
//! - `page`: a sheet, with widths and heights that fit Chinese text
//! - `exact_text`: texts that come back as they were written
//! - `look`: heads that stay in sight, and lists to choose from

mod exact_text;
mod file;
mod look;
mod page;

use std::collections::BTreeSet;
use std::io::Write;

use rust_xlsxwriter::Format;

use super::{Cell, Day, Formatted, Merged, Sheet, Workbook};
use crate::ledger::{Position, WriteError};

pub(crate) use exact_text::{cut, visible};
pub(crate) use file::Book;
pub use look::Look;
pub(crate) use page::{MAX_ROWS, Page, fitting};

impl Workbook {
    /// The workbook as the bytes of an `.xlsx` file; see [`Workbook::write_xlsx`].
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_xlsx`].
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{Sheet, Workbook};
    ///
    /// let mut sheet = Sheet::new("三级网格");
    /// sheet.set(Position::new(1, 1), "名称");
    /// sheet.set(Position::new(2, 1), "=1+1"); // a name, and no formula
    /// let bytes = Workbook::new("须水.xlsx").with_sheet(sheet).to_xlsx()?;
    /// assert!(bytes.starts_with(b"PK"));
    /// # Ok::<(), gridgov::ledger::WriteError>(())
    /// ```
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WriteError> {
        self.to_xlsx_with(&Look::new())
    }

    /// Writes the workbook as an `.xlsx` file: the same cells always as the same bytes.
    ///
    /// Every text stays a text, whatever it begins with: nothing becomes a formula, a link or a number. Columns are
    /// as wide as their contents. An empty text is no cell, since spreadsheets do not keep it. O(cells) in time
    /// and memory.
    ///
    /// # Errors
    ///
    /// The writer fails, or the workbook has what a spreadsheet cannot keep: no sheet at all, a name of a sheet that
    /// Excel refuses, a text of more than 32,767 characters, a number that is none, a cell beyond `XFD1048576`, or
    /// merged ranges that overlap.
    pub fn write_xlsx(&self, writer: impl Write + Send) -> Result<(), WriteError> {
        self.write_xlsx_with(&Look::new(), writer)
    }

    /// The same as the bytes of a file, with heads that stay in sight and lists to choose from; see [`Look`].
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_xlsx_with`].
    pub fn to_xlsx_with(&self, look: &Look) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        self.write_xlsx_with(look, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes the workbook with heads that stay in sight and lists to choose from; see [`Look`].
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_xlsx`]; also where a list is too long for Excel.
    pub fn write_xlsx_with(&self, look: &Look, writer: impl Write + Send) -> Result<(), WriteError> {
        let mut book = Book::new();
        for sheet in &self.sheets {
            let mut page = Page::new(sheet.name())?;
            let heads = look.frozen_rows(sheet.name());
            fill(&mut page, sheet, |at, format| if at.row <= heads { head(format) } else { format })?;
            look.apply(&mut page)?;
            book.add(page)?;
        }
        book.write(writer)
    }
}

/// The format of the cells of a head.
fn head(format: Format) -> Format {
    format.set_bold().set_background_color(0x00DB_E7F3).set_text_wrap()
}

/// Writes the cells of a sheet to a page; `dress` completes the format of a cell, which its value needs.
pub(crate) fn fill(
    page: &mut Page,
    sheet: &Sheet,
    dress: impl Fn(Position, Format) -> Format,
) -> Result<(), WriteError> {
    for merged in sheet.merged() {
        page.merge(*merged, &dress(merged.first, Format::new()))?;
    }
    // A text in a range over several columns widens none of them.
    let is_wide = |merged: &&Merged| merged.first.column < merged.last.column;
    let wide: BTreeSet<Position> = sheet.merged().iter().filter(is_wide).map(|merged| merged.first).collect();
    for (row, cells) in sheet.rows() {
        for (column, cell) in cells {
            let at = Position::new(row, *column);
            match cell {
                Cell::Text(text) if wide.contains(&at) => page.line(at, text, &dress(at, Format::new()))?,
                Cell::Text(text) | Cell::Error(text) => page.text(at, text, &dress(at, Format::new()))?,
                Cell::Number(number) => page.number(at, *number, &dress(at, Format::new()))?,
                Cell::Padded { number, digits } => page.number(at, *number as f64, &dress(at, padded(*digits)))?,
                Cell::Bool(value) => page.boolean(at, *value, &dress(at, Format::new()))?,
                Cell::Formatted(number) => page.number(at, number.number(), &dress(at, formatted(number)))?,
                Cell::Date(day) => page.number(at, day.serial(), &dress(at, date(day)))?,
            }
        }
    }
    Ok(())
}

/// The format of a date: that of its cell, or ISO 8601, with the time if there is one.
fn date(day: &Day) -> Format {
    let iso = if day.serial().fract() == 0.0 { "yyyy-mm-dd" } else { "yyyy-mm-dd hh:mm:ss" };
    Format::new().set_num_format(day.format_code().unwrap_or(iso))
}

/// The format of a number that shows as something else than digits; where only its text is known, that text.
fn formatted(number: &Formatted) -> Format {
    let code = number.format_code().map(str::to_owned);
    Format::new().set_num_format(code.unwrap_or_else(|| format!("\"{}\"", number.to_string().replace('"', ""))))
}

/// The format of a number with leading zeros.
fn padded(digits: u8) -> Format {
    Format::new().set_num_format("0".repeat(usize::from(digits)))
}

/// The range of the two cells, as spreadsheets write it.
pub(crate) fn range(merged: Merged) -> String {
    format!("{}:{}", merged.first, merged.last)
}

#[cfg(test)]
#[path = "write_xlsx_tests.rs"]
mod tests;
