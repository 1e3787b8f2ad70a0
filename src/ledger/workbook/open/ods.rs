//! `.ods`, the format of `OpenDocument`.
//!
//! calamine reads it, too, but lays each sheet out as a full rectangle, which two far cells make large, and knows
//! no merged ranges. One pass over the document gives the cells that hold something.

mod cell;
mod text;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::cell::Value;
use super::archive::Part;
use super::builder::Gather;
use super::refused;
use crate::ledger::workbook::Cell;
use crate::ledger::{LedgerErrors, Position};

/// Reads the sheets of a document.
pub(super) fn read(gather: &mut Gather<'_>, parts: &[Part]) -> Result<(), LedgerErrors> {
    let part = |wanted: &str| parts.iter().find(|part| part.name.eq_ignore_ascii_case(wanted));
    let manifest = part("META-INF/manifest.xml").map_or(&[][..], |part| &part.bytes);
    if memchr::memmem::find(manifest, b"encryption-data").is_some() {
        return Err(refused(gather.name, "the workbook is protected by a password; save it without one"));
    }
    let content = part("content.xml").map_or(&[][..], |part| &part.bytes);
    let mut reader = Reader::from_reader(content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut document = Document { gather, table: None, skipped: 0, is_spreadsheet: false };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| document.gather.damaged(error))? {
            Event::Start(element) => document.start(&element)?,
            Event::End(element) => document.end(element.name().as_ref())?,
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::CData(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let known = quick_xml::escape::resolve_xml_entity(entity.as_ref()).map(str::to_owned);
                let character = || entity.resolve_char_ref().ok().flatten().map(String::from);
                match known.or_else(character) {
                    Some(text) => document.text(&text),
                    None => return Err(document.gather.damaged(format_args!("`&{};` stands for nothing", &*entity))),
                }
            }
            Event::Eof => return document.finish(),
            _ => {}
        }
    }
}

/// The document that is being read: of the elements around the place that was come to, those that matter.
struct Document<'g, 'n> {
    gather: &'g mut Gather<'n>,
    table: Option<Table>,
    /// How many elements around here are passed over, with all that is in them.
    skipped: u64,
    is_spreadsheet: bool,
}

/// The sheet that is being read.
#[derive(Default)]
struct Table {
    /// How many rows came before.
    rows: u32,
    row: Option<Row>,
}

/// The row that is being read.
struct Row {
    /// How often it stands there.
    repeated: u32,
    /// How many columns came before.
    columns: u32,
    cells: Vec<(u32, Cell)>,
    /// The ranges that begin here, as column, rows and columns.
    merged: Vec<(u32, u32, u32)>,
    cell: Option<Value>,
}

/// What holds no text of the cell that it stands in, or a table in another.
const NOT_OF_THE_CELL: [&str; 3] = ["office:annotation", "table:shapes", "table:table"];

/// Where the values of other files are kept that formulas speak of.
const OF_OTHER_FILES: &str = "'file:";

impl Document<'_, '_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), LedgerErrors> {
        let name = element.name();
        let name = name.as_ref();
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let Some(table) = &mut self.table else {
            self.is_spreadsheet |= name == "office:spreadsheet";
            if name == "table:table" && self.is_spreadsheet {
                self.table(element)?;
            } else if name == "table:tracked-changes" || name == "table:dde-links" {
                self.skipped = 1;
            }
            return Ok(());
        };
        if NOT_OF_THE_CELL.contains(&name) || name.starts_with("draw:") {
            self.skipped = 1;
            return Ok(());
        }
        match (name, &mut table.row) {
            ("table:table-row", row @ None) => {
                let repeated =
                    cell::count(element, "table:number-rows-repeated").map_err(|what| self.gather.damaged(what))?;
                *row = Some(Row { repeated, columns: 0, cells: Vec::new(), merged: Vec::new(), cell: None });
            }
            ("table:table-cell" | "table:covered-table-cell", Some(row)) => {
                row.cell = Some(Value::of(element).map_err(|what| self.gather.damaged(what))?);
            }
            (_, Some(Row { cell: Some(cell), .. })) => {
                cell.text.start(element).map_err(|what| self.gather.damaged(what))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self, element: &BytesStart<'_>) -> Result<(), LedgerErrors> {
        let name =
            cell::attribute(element, "table:name").map_err(|what| self.gather.damaged(what))?.unwrap_or_default();
        if name.starts_with(OF_OTHER_FILES) {
            self.skipped = 1;
            return Ok(());
        }
        self.gather.begin(&name)?;
        self.table = Some(Table::default());
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(Table { row: Some(Row { cell: Some(cell), .. }), .. }) = &mut self.table
        {
            cell.text.push(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), LedgerErrors> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(table) = &mut self.table else { return Ok(()) };
        match name {
            "table:table-cell" | "table:covered-table-cell" => table.row.as_mut().map_or((), Row::end_cell),
            "table:table-row" => {
                if let Some(row) = table.row.take() {
                    let first = table.rows;
                    table.rows = first.saturating_add(row.repeated);
                    row.put(self.gather, first)?;
                }
            }
            "table:table" => {
                self.table = None;
                self.gather.end()?;
            }
            _ => {
                if let Some(Row { cell: Some(cell), .. }) = &mut table.row {
                    cell.text.end(name);
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), LedgerErrors> {
        if self.table.is_some() || self.skipped > 0 {
            return Err(self.gather.damaged("it ends within a sheet"));
        }
        if !self.is_spreadsheet {
            return Err(refused(self.gather.name, "this is a document, but no workbook"));
        }
        Ok(())
    }
}

impl Row {
    fn end_cell(&mut self) {
        let Some(value) = self.cell.take() else { return };
        let (columns, rows_spanned, columns_spanned) = (value.repeated, value.rows_spanned, value.columns_spanned);
        if rows_spanned > 1 || columns_spanned > 1 {
            self.merged.push((self.columns, rows_spanned, columns_spanned));
        }
        if let Some(cell) = value.cell() {
            // A row has no room for more, and one beyond it is an error.
            let columns = columns.min(crate::ledger::limits::MAX_COLUMNS as u32 + 1);
            self.cells.extend((0..columns).map(|at| (self.columns.saturating_add(at), cell.clone())));
        }
        self.columns = self.columns.saturating_add(columns);
    }

    /// Puts the cells as often as the row stands there; `first` rows came before.
    fn put(self, gather: &mut Gather<'_>, first: u32) -> Result<(), LedgerErrors> {
        if self.cells.is_empty() && self.merged.is_empty() {
            return Ok(());
        }
        for row in (0..self.repeated).map(|at| first.saturating_add(at).saturating_add(1)) {
            for (column, cell) in &self.cells {
                gather.put(Position::new(row, column.saturating_add(1)), cell.clone())?;
            }
            for (column, rows, columns) in &self.merged {
                let first = Position::new(row, column.saturating_add(1));
                let last = Position::new(row.saturating_add(rows - 1), first.column.saturating_add(columns - 1));
                gather.merge(first, last)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "ods_tests.rs"]
mod tests;
