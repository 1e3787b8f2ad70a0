//! From sheets to tables: where the headings of a sheet stand, what its columns mean, and what each line is.
//!
//! - `sheet_line`: the lines of a sheet as they stand there
//! - `merged_cells`: what a cell of a merged range holds
//! - `heading_lines`, `heading_stack`: where the tables of a sheet stand, and headings in several lines
//! - `columns`, `purpose`, `unknown`: what each column means, and headings that are not known
//! - `level_columns`: which columns are levels, and which say what the rows belong to
//! - `measures`: the measures that columns of all sheets hold
//! - `line_class`: what a line can be, and the evidence for it
//! - `phrase`: what a cell says of its line
//! - `typical`, `classifier`: tells the lines of a table
//! - `line_runs`, `line_notes`: what the lines were taken for, and notes and errors about those that are no rows
//! - `title`: the lines above the headings
//! - `lines`: the rows and totals, with their cells

mod classifier;
mod columns;
mod heading_lines;
mod heading_stack;
mod level_columns;
mod line_class;
mod line_notes;
mod line_runs;
mod lines;
mod measures;
mod merged_cells;
mod phrase;
mod purpose;
mod sheet_line;
mod shown;
#[cfg(test)]
mod test_sheet;
mod title;
mod typical;
mod unknown;

use std::sync::Arc;

use super::line_words::LineWords;
use super::log::Log;
use super::note::Remark;
use super::register::Register;
use super::{Cell, CellProblem, Field, Headings, Meaning, NameWords, Sheet, Workbook, headings, kind_names};
use crate::kind::Kind;
use crate::ledger::{Origin, Position, Source};

use classifier::Classifier;
pub(crate) use columns::Column;
use heading_lines::TableShape;
pub use line_class::{Doubt, Evidence, LineClass};
use line_notes::LineNotes;
pub(super) use line_runs::{LineRun, LineRuns};
pub(crate) use lines::{Line, LineCell};
pub(crate) use measures::Measures;
pub(super) use phrase::says_something;
use purpose::purpose_of;
use sheet_line::SheetLine;
use title::{LinesAbove, Title};
use unknown::Unheaded;

/// Sheets that speak about a ledger and are no part of it.
const SHEETS_BESIDE: [&str; 5] = ["说明", "填表说明", "填报说明", "问题", "readme"];

/// A table of a sheet.
pub(super) struct Table<'s> {
    sheet: &'s Sheet,
    source: Arc<Source>,
    /// Which table of its sheet it is, counted from one.
    pub(super) number: usize,
    columns: Vec<Column>,
    /// The row of its headings: the lowest one of several.
    heading_row: u32,
    /// What each of its lines was taken for.
    pub(super) runs: LineRuns,
    /// The kind of its rows, where the name of the sheet or a title above the table says it.
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

/// Finds the tables of a workbook.
struct Finder<'a, 's, 'l> {
    workbook: &'s Workbook,
    headings: &'a Headings,
    words: LineWords,
    log: &'a mut Log<'l>,
    title: Title,
    tables: Vec<Table<'s>>,
    measures: Measures,
    /// What stands above the first table of the sheet, and the kind of its rows.
    first: Option<(LinesAbove, Option<Kind>)>,
    registers: Vec<Register<'s>>,
}

impl<'s> Tables<'s> {
    /// Finds the tables of a workbook, in the order of its sheets, and tells the lines of each. `nobody` are the words
    /// for nobody and nothing.
    pub(super) fn find(workbook: &'s Workbook, headings: &Headings, nobody: &NameWords, log: &mut Log<'_>) -> Self {
        let mut finder = Finder {
            workbook,
            headings,
            words: headings.line_words().with_nobody(nobody.clone()),
            log,
            title: Title::default(),
            tables: Vec::new(),
            measures: Measures::default(),
            first: None,
            registers: Vec::new(),
        };
        for sheet in workbook.sheets() {
            finder.sheet(sheet);
        }
        let Finder { title, tables, measures, registers, .. } = finder;
        Self { all: tables, title: title.text, measures, registers }
    }
}

impl<'s> Finder<'_, 's, '_> {
    /// Finds the tables of a sheet.
    fn sheet(&mut self, sheet: &'s Sheet) {
        let whole = Origin::new(self.workbook.source_of(sheet, []), 0, 0);
        if is_empty(sheet) {
            return;
        }
        if is_beside(sheet) {
            return self.log.note(whole, Remark::SheetIgnored(sheet.name().to_owned()));
        }
        if let Some(register) = Register::of(self.workbook, sheet, self.headings) {
            return self.registers.push(register);
        }
        let purpose = |heading: &str| purpose_of(heading, self.headings.meaning(heading).as_ref());
        let shapes = heading_lines::tables(SheetLine::all(sheet), &self.words, purpose);
        if shapes.is_empty() {
            return self.without_headings(sheet, whole);
        }
        let mut notes = LineNotes::default();
        let mut source = None;
        for (number, shape) in (1..).zip(&shapes) {
            if let Some(table) = self.table(sheet, shape, number, &mut notes) {
                source.get_or_insert_with(|| table.source.clone());
                self.tables.push(table);
            }
        }
        if let Some(source) = source {
            notes.report(&source, self.log);
        }
    }

    /// Reports a sheet none of whose headings is known.
    fn without_headings(&mut self, sheet: &Sheet, whole: Origin) {
        let lines = SheetLine::all(sheet);
        let shape = heading_lines::unknown_headings(lines);
        match (shape, self.headings.rest()) {
            (_, Some(Meaning::Ignored)) => {
                return self.log.note(whole, Remark::SheetIgnored(sheet.name().to_owned()));
            }
            (Some(shape), _) => {
                columns::read(sheet, &shape, self.headings, None, &whole, &mut self.measures, self.log);
            }
            (None, _) => {
                self.log.error(whole, None, CellProblem::NoHeadings { known: self.headings.examples().join(", ") });
            }
        }
        self.log.lose_row();
    }

    /// Reads the columns of a table and tells its lines; `None` where its columns are not known.
    fn table(
        &mut self,
        sheet: &'s Sheet,
        shape: &TableShape,
        number: usize,
        notes: &mut LineNotes,
    ) -> Option<Table<'s>> {
        let is_first = number == 1;
        let mut above = LinesAbove::default();
        let lines = SheetLine::all(sheet).skip_while(|line| line.row < shape.first);
        for line in lines.take_while(|line| line.row < shape.heading_lines[0]) {
            above.add(&line, shape.heading_lines[0], &self.words);
        }
        // A table further down is of what its title says; that above all others is of what its sheet says.
        let named = kind_names::kind_of_sheet(sheet.name()).filter(|_| is_first).or_else(|| above.kind());
        let continued = self.first.as_ref().filter(|(first, _)| !is_first && above.say_the_same(first));
        let kind = named.or_else(|| continued.and_then(|(_, kind)| *kind));
        if is_first {
            self.first = Some((above.clone(), kind));
        }
        let whole = Origin::new(self.workbook.source_of(sheet, []), 0, 0);
        let columns = columns::read(sheet, shape, self.headings, kind, &whole, &mut self.measures, self.log)?;
        let source = self.workbook.source_of(sheet, columns.iter().map(Column::described));
        let purposes: Vec<_> = columns.iter().map(|column| (column.at, column.purpose())).collect();
        let mut classifier = Classifier::new(SheetLine::all(sheet), shape, purposes, &self.words);
        let (mut runs, mut without_heading) = (LineRuns::default(), Unheaded::default());
        let lines = SheetLine::all(sheet).skip_while(|line| line.row < shape.first);
        for line in lines.take_while(|line| line.row <= shape.last) {
            let classified = classifier.classify(&line);
            if classified.class == LineClass::Data {
                without_heading.look_at(&line, |at| classifier.is_column(at));
            }
            notes.add(&line, &classified.class, &classified.because, |at| classifier.purpose(at));
            runs.push(line.row, classified.class, classified.because);
        }
        without_heading.report(columns.first().map_or(0, |column| column.at), &source, self.log);
        self.title.read(above, is_first, &source, self.log);
        let heading_row = shape.heading_lines.last().copied().unwrap_or(shape.first);
        Some(Table { sheet, source, number, columns, heading_row, runs, kind })
    }
}

impl<'s> Table<'s> {
    /// Its columns, to the right.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The row of its headings: the lowest one of several.
    pub(super) fn heading_row(&self) -> u32 {
        self.heading_row
    }

    /// The sheet that it stands on.
    pub(super) fn sheet(&self) -> &'s Sheet {
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
    let lists = [Workbook::LIST_OF_MARKS, Workbook::LIST_OF_MARKS_IN_ENGLISH].map(Cell::from);
    let is_list_of_marks = sheet.cell(Position::new(1, 1)).is_some_and(|cell| lists.contains(cell));
    is_list_of_marks || SHEETS_BESIDE.contains(&headings::compared(sheet.name()).as_str())
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
