//! Sheets of workbooks, and tables of text in other encodings than UTF-8.

use std::borrow::Cow;
use std::sync::Arc;

use super::RecordReader;
use super::table::{Head, Rows, read_table};
use crate::ledger::workbook::{Cell, Merged, Sheet, Workbook};
use crate::ledger::{Origin, Source};
use crate::record::heading::Known;
use crate::record::{RecordError, RecordLedger, RecordProblem};

/// The rows of a sheet below its headings.
struct Below<'s> {
    sheet: &'s Sheet,
    line: u32,
    columns: Vec<u32>,
    /// Ranges of several rows, sorted by their first column and row.
    merged: Vec<Merged>,
}

impl<'s> Below<'s> {
    /// What a column says in a row: its own cell, or the one that is merged down to here.
    fn cell(&self, line: u32, column: u32, own: &'s [(u32, Cell)]) -> Option<&'s Cell> {
        if let Ok(at) = own.binary_search_by_key(&column, |(at, _)| *at) {
            return Some(&own[at].1);
        }
        let from = self.merged.partition_point(|merged| (merged.first.column, merged.first.row) <= (column, line));
        let merged = self.merged[..from].last()?;
        let reaches = merged.first.column == column && merged.first.row > self.line && merged.last.row >= line;
        self.sheet.cell(merged.first).filter(|_| reaches)
    }
}

impl Rows for Below<'_> {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        for (line, cells) in self.sheet.rows().filter(|(line, _)| *line > self.line) {
            let cell = |column: &u32| self.cell(line, *column, cells);
            let texts = self.columns.iter().map(|column| cell(column).map_or(Cow::Borrowed(""), text_of));
            each(line, &texts.collect::<Vec<_>>());
        }
    }
}

/// A cell as text; a date as ISO 8601 writes it, to the second.
fn text_of(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Date(day) => {
            let (year, month, of_month) = (day.year(), day.month(), day.day());
            let part = day.serial().fract();
            if part == 0.0 {
                return Cow::Owned(format!("{year:04}-{month:02}-{of_month:02}"));
            }
            // Spreadsheets keep a time as a part of the day, which is no exact number of seconds.
            // The part of a day is never negative.
            let seconds = ((part * 86_400.0).round() as i64).unsigned_abs();
            let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            Cow::Owned(format!("{year:04}-{month:02}-{of_month:02} {hour:02}:{minute:02}:{second:02}"))
        }
        other => Cow::Owned(other.to_string()),
    }
}

impl RecordReader {
    /// Reads a sheet of a workbook (工作表). Its headings stand in the first row in which two or more are known; what stands
    /// above is a title. What is merged over several rows holds for each of them.
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::Sheet;
    /// use gridgov::record::{RecordReader, Zone};
    ///
    /// let mut sheet = Sheet::new("案件");
    /// let rows = ["12月案件", "", "", "编号", "网格", "上报时间", "1", "G-1", "2023-12-10 08:00"];
    /// for (at, text) in (0..).zip(rows).filter(|(_, text)| !text.is_empty()) {
    ///     sheet.set(Position::new(at / 3 + 1, at % 3 + 1), text);
    /// }
    /// let ledger = RecordReader::new(Zone::utc()).sheet(&sheet);
    /// assert!(ledger.errors().is_empty());
    /// assert_eq!(ledger.rows()[0].places, ["G-1"]);
    /// ```
    #[must_use]
    pub fn sheet(&self, sheet: &Sheet) -> RecordLedger {
        let name = sheet.file().unwrap_or_default();
        let Some((line, columns)) = self.heading_line(sheet) else {
            let source = Source::sheet(name, sheet.name(), []);
            return self.failed(RecordError::new(Origin::new(source, 0, 0), None, RecordProblem::NoHeadings));
        };
        let headings: Vec<String> = columns.iter().map(|(_, heading)| heading.clone()).collect();
        let of_source = columns.iter().map(|(column, heading)| (heading.clone(), *column, heading.clone()));
        let source: Arc<Source> = Source::sheet(name, sheet.name(), of_source);
        let mut merged: Vec<Merged> =
            sheet.merged().iter().filter(|merged| merged.last.row > merged.first.row).copied().collect();
        merged.sort_unstable_by_key(|merged| (merged.first.column, merged.first.row));
        let rows = Below { sheet, line, columns: columns.iter().map(|(column, _)| *column).collect(), merged };
        read_table(self, &Head { source, line, headings: &headings }, &rows, Vec::new())
    }

    /// The row of the headings, and its columns.
    fn heading_line(&self, sheet: &Sheet) -> Option<(u32, Vec<(u32, String)>)> {
        let headings = |cells: &[(u32, Cell)]| -> Vec<(u32, String)> {
            cells.iter().map(|(column, cell)| (*column, text_of(cell).into_owned())).collect()
        };
        let is_known = |heading: &str| matches!(self.headings.known(heading), Known::Field(_));
        sheet
            .rows()
            .map(|(line, cells)| (line, headings(cells)))
            .find(|(_, columns)| columns.iter().filter(|(_, heading)| is_known(heading)).count() >= 2)
    }

    /// Reads the first sheet of a file that has headings of records.
    pub(super) fn workbook_bytes(&self, name: &str, bytes: &[u8]) -> RecordLedger {
        let workbook = match Workbook::from_bytes_within(name, bytes, &self.limits) {
            Ok(workbook) => workbook,
            Err(errors) => {
                let origin = Origin::new(Source::text(name), 0, 0);
                let problem = RecordProblem::Unreadable { why: errors.to_string() };
                return self.failed(RecordError::new(origin, None, problem));
            }
        };
        let sheets = workbook.sheets();
        let found = sheets.iter().find(|sheet| self.heading_line(sheet).is_some()).or(sheets.first());
        let no_sheet =
            || self.failed(RecordError::new(Origin::new(Source::text(name), 0, 0), None, RecordProblem::NoHeadings));
        found.map_or_else(no_sheet, |sheet| self.sheet(sheet))
    }
}
