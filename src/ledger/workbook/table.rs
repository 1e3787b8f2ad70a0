//! From sheets to tables: where the headings of a sheet stand, what its columns mean, and which lines lie below.
//!
//! - `heading_line`: finds the line of headings of a sheet
//! - `columns`: what each column means, and cells that no heading belongs to
//! - `measures`: the measures that columns of all sheets hold
//! - `title`: the lines above the headings
//! - `lines`: the lines below the headings, each with its class (a node, a total, the headings again)
//! - `merged_cells`: what a cell of a merged range holds

mod columns;
mod heading_line;
mod lines;
mod measures;
mod merged_cells;
mod title;

use std::sync::Arc;

use super::log::Log;
use super::note::Remark;
use super::register::Register;
use super::{Cell, Field, Headings, Meaning, Sheet, Workbook, headings, kind_names};
use crate::kind::Kind;
use crate::ledger::{Origin, Position, Source};

pub(crate) use columns::Column;
pub(crate) use lines::{Line, LineCell, LineClass, TotalScope, total_scope};
pub(crate) use measures::Measures;
use title::Title;

/// Sheets that speak about a ledger and are no part of it.
const SHEETS_BESIDE: [&str; 5] = ["说明", "填表说明", "填报说明", "问题", "readme"];

/// A sheet whose headings were found.
pub(super) struct Table<'s> {
    sheet: &'s Sheet,
    source: Arc<Source>,
    columns: Vec<Column>,
    /// The row of the headings.
    heading_row: u32,
    /// The kind of its rows, where the name of the sheet says it.
    pub(super) kind: Option<Kind>,
}

/// What the headings of a workbook say, and the lines above them.
pub(super) struct Tables<'s> {
    pub(super) all: Vec<Table<'s>>,
    pub(super) title: String,
    pub(super) measures: Measures,
    /// Sheets of people, of which nothing is read.
    pub(super) registers: Vec<Register<'s>>,
}

impl<'s> Tables<'s> {
    /// Finds the tables of a workbook, in the order of its sheets.
    pub(super) fn find(workbook: &'s Workbook, headings: &Headings, log: &mut Log<'_>) -> Self {
        let (mut tables, mut title, mut measures) = (Vec::new(), Title::default(), Measures::default());
        let mut registers = Vec::new();
        for sheet in workbook.sheets() {
            let whole = Origin::new(Source::sheet(workbook.name(), sheet.name(), []), 0, 0);
            if is_empty(sheet) {
                continue;
            }
            if is_beside(sheet) {
                log.note(whole, Remark::SheetIgnored(sheet.name().to_owned()));
                continue;
            }
            let Some(line) = heading_line::find(sheet, headings) else {
                heading_line::report_missing(whole, headings, log);
                continue;
            };
            if let Some(register) = Register::of(workbook, sheet, line.row, &line.headings, headings) {
                registers.push(register);
                continue;
            }
            let columns = columns::read(workbook.name(), sheet, &line, headings, &mut measures, log);
            let source = Source::sheet(workbook.name(), sheet.name(), columns.iter().map(Column::described));
            let kind = kind_names::kind_of_sheet(sheet.name());
            let table = Table { sheet, source, columns, heading_row: line.row, kind };
            title.read(&table, log);
            tables.push(table);
        }
        Self { all: tables, title: title.text, measures, registers }
    }
}

impl Table<'_> {
    fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.meaning == Some(Meaning::Field(field)))
    }

    /// Whether its rows are links and not nodes.
    pub(super) fn is_of_links(&self) -> bool {
        self.has(Field::Relation) && self.has(Field::From) && self.has(Field::To)
    }

    /// Its sheet, the row of its headings and its columns.
    pub(super) fn parts(&self) -> (&Sheet, u32, &[Column]) {
        (self.sheet, self.heading_row, &self.columns)
    }

    /// Where a cell stands, or a row if the column is 0.
    pub(super) fn origin(&self, row: u32, column: u32) -> Origin {
        Origin::new(self.source.clone(), row, column)
    }
}

fn is_empty(sheet: &Sheet) -> bool {
    sheet.rows().all(|(_, cells)| cells.iter().all(|(_, cell)| cell.is_blank()))
}

/// Whether a sheet is no part of the ledger, which its name says, or its first cell where it lists marks.
fn is_beside(sheet: &Sheet) -> bool {
    let is_list_of_marks = sheet.cell(Position::new(1, 1)) == Some(&Cell::from(Workbook::LIST_OF_MARKS));
    is_list_of_marks || SHEETS_BESIDE.contains(&headings::compared(sheet.name()).as_str())
}
