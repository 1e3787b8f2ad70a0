//! The shape of a sheet: where its headings stand, what each column means, and where its rows begin.

use std::sync::Arc;

use super::alias;
use super::heading::states_scale;
use super::problem::{CellProblem, Remark};
use super::read::Reader;
use super::sweep::Sweep;
use super::value::{is_blank, text};
use super::{Cell, Field, Meaning, Sheet, Workbook};
use crate::kind::Kind;
use crate::ledger::{LedgerProblem, Origin, Position, Source, excerpt};
use crate::suggestion::suggest;

/// How many lines from the top are looked at for headings.
const LINES_LOOKED_AT: usize = 20;

/// Sheets that speak about a ledger and are no part of it.
const NO_PART: [&str; 5] = ["说明", "填表说明", "填报说明", "问题", "readme"];

/// A column of a sheet.
pub(super) struct Column {
    /// Counted from one.
    pub(super) at: u32,
    pub(super) heading: String,
    /// What its numbers are of, where it holds numbers: rows share the name.
    pub(super) of: Arc<str>,
    /// None where it was reported that nothing is known of it.
    pub(super) meaning: Option<Meaning>,
}

/// A sheet whose headings were found.
pub(super) struct Table<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) source: Arc<Source>,
    pub(super) columns: Vec<Column>,
    /// The row of the headings.
    pub(super) headings_at: u32,
    /// What the name of the sheet says its rows are of.
    pub(super) kind: Option<Kind>,
}

impl Table<'_> {
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.meaning == Some(Meaning::Field(field)))
    }

    pub(super) fn is_of_links(&self) -> bool {
        self.has(Field::Relation) && self.has(Field::From) && self.has(Field::To)
    }

    /// Where a row or a cell of it stands.
    pub(super) fn origin(&self, row: u32, column: u32) -> Origin {
        Origin::new(self.source.clone(), row, column)
    }
}

/// The cells of a line as texts, merged ranges filled, each with its column.
fn line(sheet: &Sheet, at: u32) -> Vec<(u32, String)> {
    let mut sweep = Sweep::new(sheet);
    sweep.go_to(at);
    let own = sheet.rows().find(|(row, _)| *row == at).map_or(&[][..], |(_, cells)| cells);
    // Only columns in which something stands among the lines looked at can have a heading.
    let mut columns: Vec<u32> =
        sheet.rows().take(LINES_LOOKED_AT).flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let filled = columns.into_iter().filter_map(|column| {
        let (cell, _) = sweep.cell(own, column).filter(|(cell, _)| !is_blank(cell))?;
        Some((column, cell.to_string()))
    });
    filled.collect()
}

impl<'s> Reader<'_, 's> {
    /// Finds the headings of a sheet and says what its columns mean; none where there is nothing to read.
    pub(super) fn table(&mut self, sheet: &'s Sheet) -> Option<Table<'s>> {
        let whole = Origin::new(Source::sheet(self.file, sheet.name(), []), 0, 0);
        if sheet.rows().all(|(_, cells)| cells.iter().all(|(_, cell)| is_blank(cell))) {
            return None;
        }
        let is_list_of_marks = sheet.cell(Position::new(1, 1)) == Some(&Cell::from(Workbook::LIST_OF_MARKS));
        if is_list_of_marks || NO_PART.contains(&super::heading::plain(sheet.name()).as_str()) {
            self.note(whole, Remark::SheetIgnored(sheet.name().to_owned()));
            return None;
        }
        // The line with the most known headings; where two have as many, the upper one.
        let lines = sheet.rows().take(LINES_LOOKED_AT).map(|(at, _)| (at, line(sheet, at)));
        let known =
            |cells: &[(u32, String)]| cells.iter().filter(|(_, text)| self.headings.meaning(text).is_some()).count();
        let counted = lines.map(|(at, cells)| (known(&cells), at, cells));
        let best = counted.max_by_key(|(count, at, _)| (*count, std::cmp::Reverse(*at)));
        let Some((_, headings_at, cells)) = best.filter(|(count, ..)| *count > 0) else {
            let known = self.headings.listed().join(", ");
            self.complain(whole, None, CellProblem::NoHeadings { known });
            self.complete = false;
            return None;
        };
        let columns = self.columns(sheet, headings_at, cells);
        let described = columns.iter().map(|column| {
            let field = column.meaning.as_ref().and_then(field_of).unwrap_or_default();
            (field, column.at, column.heading.clone())
        });
        let source = Source::sheet(self.file, sheet.name(), described);
        let table = Table { sheet, source, columns, headings_at, kind: alias::kind_of_sheet(sheet.name()) };
        self.take_lines_above(&table);
        Some(table)
    }

    fn columns(&mut self, sheet: &Sheet, headings_at: u32, cells: Vec<(u32, String)>) -> Vec<Column> {
        let source = Source::sheet(self.file, sheet.name(), []);
        let at = |column: u32| Origin::new(source.clone(), headings_at, column);
        let mut columns: Vec<Column> = Vec::new();
        for (column, heading) in cells {
            let mut meaning = self.headings.meaning(&heading);
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_ignored = meaning == Some(Meaning::Ignored);
            if meaning.is_none() {
                let known = self.headings.listed();
                let suggestion = suggest(&heading, known.iter().map(String::as_str)).map(str::to_owned);
                let written = excerpt(&heading);
                self.complain(
                    at(column),
                    None,
                    CellProblem::UnknownHeading { written, suggestion, known: known.join(", ") },
                );
            } else if is_ignored {
                self.note(at(column), Remark::ColumnIgnored(excerpt(&heading)));
            } else if columns.iter().any(|other| same_place(&other.meaning, &meaning)) {
                self.complain(at(column), None, LedgerProblem::Twice(excerpt(&heading)));
                meaning = None;
            }
            if let Some(Meaning::Measure(measure)) = &meaning {
                let is_scaled = measure.scale() > 0 || states_scale(&heading);
                self.take_measure(measure.clone(), is_scaled, at(column));
            }
            let of = match &meaning {
                Some(Meaning::Measure(measure)) => measure.id().into(),
                Some(Meaning::Declared(of)) => of.as_str().into(),
                _ => Arc::from(""),
            };
            columns.push(Column { at: column, heading, of, meaning });
        }
        self.complain_of_columns_without_heading(sheet, headings_at, &columns, &at);
        columns
    }

    fn complain_of_columns_without_heading(
        &mut self,
        sheet: &Sheet,
        headings_at: u32,
        columns: &[Column],
        at: &dyn Fn(u32) -> Origin,
    ) {
        let mut told: Vec<u32> = columns.iter().map(|column| column.at).collect();
        for (row, cells) in sheet.rows().filter(|(row, _)| *row > headings_at) {
            for (column, cell) in cells.iter().filter(|(_, cell)| !is_blank(cell)) {
                if let Err(place) = told.binary_search(column) {
                    told.insert(place, *column);
                    let source = at(*column).source().cloned();
                    let origin = source.map_or_else(Origin::default, |source| Origin::new(source, row, *column));
                    self.complain(origin, None, CellProblem::NoHeading { written: excerpt(&cell.to_string()) });
                }
            }
        }
    }

    /// The first line above the headings of the first sheet that has one is the title.
    fn take_lines_above(&mut self, table: &Table<'_>) {
        for (row, cells) in table.sheet.rows().take_while(|(row, _)| *row < table.headings_at) {
            for (column, cell) in cells.iter().filter(|(_, cell)| !is_blank(cell)) {
                let Ok(taken) = text(cell) else { continue };
                // Above a column may stand what several columns have in common.
                let is_of_group = row + 1 == table.headings_at && cells.len() > 1;
                if self.ledger.title.is_empty() && !is_of_group {
                    self.ledger.title = taken.text;
                } else if self.ledger.title != taken.text {
                    self.note(table.origin(row, *column), Remark::LineAboveHeadings(excerpt(&taken.text)));
                }
            }
        }
    }
}

/// Whether two columns would fill the same place of a row.
fn same_place(one: &Option<Meaning>, other: &Option<Meaning>) -> bool {
    match (one, other) {
        (Some(Meaning::Measure(one)), Some(Meaning::Measure(other))) => one.id() == other.id(),
        (None, _) | (_, None) => false,
        (one, other) => one == other,
    }
}

/// The field of a row, as errors name it, that a column fills.
fn field_of(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Field(Field::Grid) => Some("parent".to_owned()),
        Meaning::Field(field) => Some(field.id().to_owned()),
        Meaning::Measure(measure) => Some(format!("measures.{}", measure.id())),
        Meaning::Declared(of) => Some(format!("declared.{of}")),
        Meaning::Post(_) | Meaning::Ignored => None,
    }
}
