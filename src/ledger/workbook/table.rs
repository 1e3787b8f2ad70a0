//! From sheets to tables: where the headings of a sheet stand, what its columns mean, and which lines lie below.
//!
//! - `heading_line`: finds the line of headings of a sheet
//! - `columns`: what each column means, and cells that no heading belongs to
//! - `level_columns`: which columns are levels, and which say what the rows belong to
//! - `measures`: the measures that columns of all sheets hold
//! - `title`: the lines above the headings
//! - `lines`: the lines below the headings, each with its class (a node, a total, the headings again)
//! - `merged_cells`: what a cell of a merged range holds

mod columns;
mod heading_line;
mod level_columns;
mod lines;
mod measures;
mod merged_cells;
mod title;

use std::sync::Arc;

use super::log::Log;
use super::note::Remark;
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
}

impl<'s> Tables<'s> {
    /// Finds the tables of a workbook, in the order of its sheets.
    pub(super) fn find(workbook: &'s Workbook, headings: &Headings, log: &mut Log<'_>) -> Self {
        let (mut tables, mut title, mut measures) = (Vec::new(), Title::default(), Measures::default());
        for sheet in workbook.sheets() {
            let file = sheet.file().unwrap_or(workbook.name());
            let whole = Origin::new(Source::sheet(file, sheet.name(), []), 0, 0);
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
            let kind = kind_names::kind_of_sheet(sheet.name());
            let file = sheet.file().unwrap_or(workbook.name());
            let columns = columns::read(file, sheet, &line, headings, kind, &mut measures, log);
            let source = Source::sheet(file, sheet.name(), columns.iter().map(Column::described));
            let table = Table { sheet, source, columns, heading_row: line.row, kind };
            title.read(&table, log);
            tables.push(table);
        }
        Self { all: tables, title: title.text, measures }
    }
}

impl Table<'_> {
    /// Its columns, to the right.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The sheet that it stands on.
    pub(super) fn sheet(&self) -> &Sheet {
        self.sheet
    }

    /// Whether each column is a level, and a line is the lowest that it fills.
    pub(super) fn is_by_level(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.meaning, Some(Meaning::Level { .. })))
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.meaning == Some(Meaning::Field(field)))
    }

    /// Whether its rows are links and not nodes.
    pub(super) fn is_of_links(&self) -> bool {
        self.has(Field::Relation) && self.has(Field::From) && self.has(Field::To)
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
