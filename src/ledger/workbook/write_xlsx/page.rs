//! A sheet of an `.xlsx` file that is being written.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, Note, Url, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::file::refused;
use super::{exact_text, range};
use crate::ledger::workbook::Merged;
use crate::ledger::{NotForSpreadsheet, Position, WriteError};
use crate::message::Term;

/// The most rows and columns of a sheet in Excel.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;
/// The most characters of a cell in Excel.
const MAX_TEXT: usize = 32_767;
/// The most characters of the name of a sheet.
const MAX_NAME: usize = 31;
/// The most cells in merged ranges of a sheet. Each of them is written, and a range may reach over billions.
const MAX_MERGED: u64 = 2_000_000;
/// The most levels of groups of rows in Excel.
const MAX_FOLDS: usize = 7;
/// The height of a line of text, and of the highest row, in points.
const LINE: usize = 15;
const MAX_HEIGHT: usize = 405;
/// The widest sheet that can be read when it is printed on one page, in digits.
const MAX_FIT: usize = 280;
/// The least and the greatest width of a column that fits its contents, in digits.
const WIDTHS: (usize, usize) = (6, 60);

/// A sheet of an `.xlsx` file that is being written. It measures how wide its columns must be.
pub(crate) struct Page {
    name: String,
    worksheet: Worksheet,
    widths: Vec<usize>,
    /// The columns whose width is set and does not follow their contents.
    is_set: BTreeSet<usize>,
    /// The lines that wrapped texts take in a row, by row, if more than one.
    lines: BTreeMap<u32, usize>,
    /// Whether it has settings for printing.
    is_printed: bool,
    merged: u64,
}

impl Page {
    /// An empty sheet.
    ///
    /// # Errors
    ///
    /// Excel refuses the name.
    pub(crate) fn new(name: &str) -> Result<Self, WriteError> {
        if let Some(why) = refusal(name) {
            let what = NotForSpreadsheet::SheetName { why, at_most: MAX_NAME };
            return Err(WriteError::NotForWorkbook { at: format!("sheet `{}`", crate::ledger::excerpt(name)), what });
        }
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name).map_err(|error| refused(name, error))?;
        Ok(Self {
            name: name.to_owned(),
            worksheet,
            widths: Vec::new(),
            is_set: BTreeSet::new(),
            lines: BTreeMap::new(),
            is_printed: false,
            merged: 0,
        })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The library's sheet, for settings of the whole sheet.
    pub(crate) fn worksheet(&mut self) -> &mut Worksheet {
        &mut self.worksheet
    }

    /// Writes a text, which never becomes a formula, link or number. An empty text is a cell with a format only.
    pub(crate) fn text(&mut self, at: Position, text: &str, format: &Format) -> Result<(), WriteError> {
        self.line(at, text, format)?;
        self.widen(at, text);
        Ok(())
    }

    /// Writes a text that reaches over the cells beside it, and so widens no column.
    pub(crate) fn line(&mut self, at: Position, text: &str, format: &Format) -> Result<(), WriteError> {
        let (row, column) = self.checked(at, text)?;
        let written = match exact_text::as_rich_text(text) {
            None => self.worksheet.write_string_with_format(row, column, text, format),
            Some(exact) => {
                let pieces = [(&Format::default(), exact.as_str())];
                self.worksheet.write_rich_string_with_format(row, column, &pieces, format)
            }
        };
        written.map(drop).map_err(|error| refused(self.cell(at), error))
    }

    /// Writes a text that is wrapped within a width, and makes the row high enough: not every program does that when it
    /// opens a file.
    pub(crate) fn wrapped(
        &mut self,
        at: Position,
        text: &str,
        width: usize,
        format: &Format,
    ) -> Result<(), WriteError> {
        self.text(at, text, format)?;
        self.set_width(at.column, width);
        let lines = lines_of(text, width);
        if lines > 1 {
            let known = self.lines.entry(at.row).or_default();
            *known = lines.max(*known);
        }
        Ok(())
    }

    /// Sets the height of a row, in points.
    pub(crate) fn set_height(&mut self, row: u32, points: u32) -> Result<(), WriteError> {
        let (row, _) = self.place(Position::new(row, 1))?;
        self.worksheet.set_row_height(row, points).map(drop).map_err(|error| refused(&self.name, error))
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, at: Position, number: f64, format: &Format) -> Result<(), WriteError> {
        let (row, column) = self.place(at)?;
        if !number.is_finite() {
            return Err(self.error(at, NotForSpreadsheet::Number { number: number.to_string() }));
        }
        let written = self.worksheet.write_number_with_format(row, column, number, format);
        written.map(drop).map_err(|error| refused(self.cell(at), error))?;
        // At least as wide as a date.
        self.widen(at, &format!("{number:9}"));
        Ok(())
    }

    /// Writes a truth value.
    pub(crate) fn boolean(&mut self, at: Position, value: bool, format: &Format) -> Result<(), WriteError> {
        let (row, column) = self.place(at)?;
        let written = self.worksheet.write_boolean_with_format(row, column, value, format);
        written.map(drop).map_err(|error| refused(self.cell(at), error))
    }

    /// Writes a text that links to a cell of a sheet.
    pub(crate) fn link(
        &mut self,
        at: Position,
        text: &str,
        to: (&str, Position),
        format: &Format,
    ) -> Result<(), WriteError> {
        self.lead(at, to, format)?;
        // The text is written last, because the library would change the text of a link.
        self.text(at, text, format)
    }

    /// Links a cell to a cell of a sheet. Its own value is written afterwards.
    pub(crate) fn lead(&mut self, at: Position, to: (&str, Position), format: &Format) -> Result<(), WriteError> {
        let (row, column) = self.place(at)?;
        let target = format!("internal:'{}'!{}", to.0.replace('\'', "''"), to.1);
        let link = Url::new(target).set_text("→");
        let written = self.worksheet.write_url_with_format(row, column, link, format);
        written.map(drop).map_err(|error| refused(self.cell(at), error))
    }

    /// Adds a comment to a cell.
    pub(crate) fn comment(&mut self, at: Position, note: &Note) -> Result<(), WriteError> {
        let (row, column) = self.place(at)?;
        let written = self.worksheet.insert_note(row, column, note);
        written.map(drop).map_err(|error| refused(self.cell(at), error))
    }

    /// Keeps the first rows and columns in sight.
    pub(crate) fn freeze(&mut self, rows: u32, columns: u16) -> Result<(), WriteError> {
        self.worksheet.set_freeze_panes(rows, columns).map(drop).map_err(|error| refused(&self.name, error))
    }

    /// Adds a filter to the rows below a head, down to the last one.
    pub(crate) fn filter(&mut self, head: u32, columns: u32, last: u32) -> Result<(), WriteError> {
        let ((top, left), (bottom, right)) =
            (self.place(Position::new(head, 1))?, self.place(Position::new(last, columns))?);
        self.worksheet.autofilter(top, left, bottom, right).map(drop).map_err(|error| refused(&self.name, error))
    }

    /// Sets the sheet up for A4, with the first rows on each page, and one page wide if that can be read.
    pub(crate) fn print(&mut self, landscape: bool, repeated: Option<u32>) -> Result<(), WriteError> {
        const A4: u8 = 9;
        self.worksheet.set_paper_size(A4).set_footer("&L&A&R&P / &N");
        if landscape {
            self.worksheet.set_landscape();
        }
        self.is_printed = true;
        if let Some(last) = repeated.and_then(|rows| rows.checked_sub(1)) {
            self.worksheet.set_repeat_rows(0, last).map(drop).map_err(|error| refused(&self.name, error))?;
        }
        Ok(())
    }

    /// Puts a row into nested groups that can be folded; Excel has at most seven levels.
    pub(crate) fn fold(&mut self, row: u32, levels: usize) -> Result<(), WriteError> {
        let (row, _) = self.place(Position::new(row, 1))?;
        for _ in 0..levels.min(MAX_FOLDS) {
            let done = self.worksheet.group_rows(row, row).map(drop);
            done.map_err(|error| refused(&self.name, error))?;
        }
        Ok(())
    }

    /// Merges a range of cells. Its value is written afterwards.
    pub(crate) fn merge(&mut self, merged: Merged, format: &Format) -> Result<(), WriteError> {
        let Merged { first, last } = merged;
        if first == last {
            return Ok(());
        }
        let ((top, left), (bottom, right)) = (self.place(first)?, self.place(last)?);
        let cells = u64::from(bottom.saturating_sub(top) + 1) * u64::from(right.saturating_sub(left) + 1);
        self.merged += cells;
        if self.merged > MAX_MERGED {
            let what = NotForSpreadsheet::Merged { range: range(merged), at_most: MAX_MERGED };
            return Err(self.error(first, what));
        }
        let written = self.worksheet.merge_range(top, left, bottom, right, "", format);
        written.map(drop).map_err(|error| refused(self.cell(first), error))
    }

    /// The row and column, counted from zero.
    pub(crate) fn place(&self, at: Position) -> Result<(u32, u16), WriteError> {
        let row = at.row.checked_sub(1).filter(|row| *row < MAX_ROWS);
        let column = at.column.checked_sub(1).filter(|column| *column < MAX_COLUMNS);
        if let (Some(row), Some(column)) = (row, column) {
            return Ok((row, column as u16));
        }
        let Position { row, column } = at;
        Err(self.error(at, NotForSpreadsheet::NoCell { row, column, rows: MAX_ROWS, columns: MAX_COLUMNS }))
    }

    fn checked(&self, at: Position, text: &str) -> Result<(u32, u16), WriteError> {
        // A text has at least as many bytes as characters, which are counted only if there may be too many.
        if text.len() > MAX_TEXT && exact_text::length(text) > MAX_TEXT {
            let what = NotForSpreadsheet::TooLong { length: exact_text::length(text), at_most: MAX_TEXT };
            return Err(self.error(at, what));
        }
        self.place(at)
    }

    /// The name of a cell, for messages.
    pub(crate) fn cell(&self, at: Position) -> String {
        format!("{}!{at}", self.name)
    }

    pub(crate) fn error(&self, at: Position, what: NotForSpreadsheet) -> WriteError {
        WriteError::NotForWorkbook { at: self.cell(at), what }
    }

    fn widen(&mut self, at: Position, text: &str) {
        let at = at.column as usize;
        if self.is_set.contains(&at) {
            return;
        }
        if self.widths.len() <= at {
            self.widths.resize(at + 1, 0);
        }
        // A line this long is wider than any column and need not be measured.
        let width = text.lines().map(|line| if line.len() > 400 { WIDTHS.1 } else { line.width() }).max();
        if let Some(kept) = self.widths.get_mut(at) {
            *kept = (*kept).max(width.unwrap_or(0));
        }
    }

    /// Makes a column wide enough for an indented text.
    pub(crate) fn make_room(&mut self, at: Position, indent: usize, text: &str) {
        self.widen(at, &format!("{}{text}", " ".repeat(indent)));
    }

    /// Sets the width of a column, in digits, whatever stands in it.
    pub(crate) fn set_width(&mut self, column: u32, width: usize) {
        let at = column as usize;
        if self.widths.len() <= at {
            self.widths.resize(at + 1, 0);
        }
        if let Some(kept) = self.widths.get_mut(at) {
            *kept = width;
        }
        self.is_set.insert(at);
    }

    /// Sets the format of cells of a column that nothing was written to.
    pub(crate) fn set_column_format(&mut self, column: u32, format: &Format) -> Result<(), WriteError> {
        let (_, at) = self.place(Position::new(1, column))?;
        self.worksheet.set_column_format(at, format).map(drop).map_err(|error| refused(&self.name, error))
    }

    /// The library's sheet, with columns as wide as their contents.
    pub(crate) fn into_worksheet(mut self) -> Result<Worksheet, WriteError> {
        let widths = std::mem::take(&mut self.widths);
        let mut all = 0;
        for (column, width) in widths.into_iter().enumerate().filter(|(_, width)| *width > 0) {
            let (_, at) = self.place(Position::new(1, column as u32))?;
            let is_set = self.is_set.contains(&column);
            let width = if is_set { width } else { (width + 2).clamp(WIDTHS.0, WIDTHS.1) };
            all += width;
            self.worksheet.set_column_width(at, width as f64).map_err(|error| refused(&self.name, error))?;
        }
        if self.is_printed && all <= MAX_FIT {
            self.worksheet.set_print_fit_to_pages(1, 0);
        }
        for (row, lines) in std::mem::take(&mut self.lines) {
            self.set_height(row, (lines * LINE + 3).min(MAX_HEIGHT) as u32)?;
        }
        Ok(self.worksheet)
    }
}

/// The lines that a text takes within a width.
fn lines_of(text: &str, width: usize) -> usize {
    // Words are not broken, so some room is left at the end of each line.
    let room = (width * 19 / 20).max(1);
    text.lines().map(|line| line.width().div_ceil(room).max(1)).sum()
}

/// Whether a cell is within the bounds of a sheet.
pub(crate) fn fitting(at: Position) -> bool {
    (1..=MAX_ROWS).contains(&at.row) && (1..=MAX_COLUMNS).contains(&at.column)
}

/// Why Excel refuses a name of a sheet.
fn refusal(name: &str) -> Option<Term> {
    let is_refused = |character: char| {
        character.is_control()
            || matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{FFFE}' | '\u{FFFF}')
    };
    if name.is_empty() {
        Some(Term::new("the sheet has no name", "工作表没有名称"))
    } else if exact_text::length(name) > MAX_NAME {
        Some(Term::new("the name is too long", "工作表名称太长"))
    } else if name.contains(is_refused) {
        Some(Term::new("a character of the name is not allowed", "工作表名称含有不允许的字符"))
    } else if name.starts_with('\'') || name.ends_with('\'') {
        Some(Term::new("an apostrophe stands at an end of the name", "工作表名称首尾有撇号"))
    } else if name.eq_ignore_ascii_case("history") {
        Some(Term::new("Excel keeps this name for itself", "该名称由表格软件保留"))
    } else {
        None
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
