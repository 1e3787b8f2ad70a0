//! The columns of a table, and what each of them means.

use std::sync::Arc;

use super::heading_line::HeadingLine;
use super::level_columns::{InContext, in_context};
use super::measures::Measures;
use crate::kind::Kind;
use crate::ledger::workbook::headings::{self as words, states_scale};
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{CellProblem, Field, Headings, Meaning, Remark, Sheet};
use crate::ledger::{LedgerProblem, Origin, Source, excerpt};
use crate::suggestion::suggest;

/// A column of a table.
pub(crate) struct Column {
    /// Counted from one.
    pub(crate) at: u32,
    /// Its heading, with single spaces for line breaks and the like.
    pub(crate) heading: String,
    /// The measure or kind that its numbers are of, which the rows share; empty for a column without numbers.
    pub(crate) of: Arc<str>,
    /// `None` for a heading that was reported: its cells are not read.
    pub(crate) meaning: Option<Meaning>,
    /// The kind of what the rows belong to, where the heading names it, as 所属社区 does.
    pub(crate) ancestor: Option<Kind>,
}

impl Column {
    /// The field of rows that it fills, its number and its heading, as [`Source::sheet`] takes them.
    pub(super) fn described(&self) -> (String, u32, String) {
        let field = self.meaning.as_ref().and_then(field_of).unwrap_or_default();
        (field, self.at, self.heading.clone())
    }
}

/// Reads the meaning of each column off its heading; reports headings that are unknown or given twice, and cells
/// below no heading.
pub(super) fn read(
    file: &str,
    sheet: &Sheet,
    line: &HeadingLine,
    headings: &Headings,
    kind: Option<Kind>,
    measures: &mut Measures,
    log: &mut Log<'_>,
) -> Vec<Column> {
    let source = Source::sheet(file, sheet.name(), []);
    let mut columns: Vec<Column> = Vec::new();
    let in_context = in_context(sheet, line.row + 1, &line.headings, headings, kind);
    for ((column, heading), in_context) in line.headings.iter().zip(in_context) {
        let at = Origin::new(source.clone(), line.row, *column);
        let (mut meaning, ancestor) = match in_context {
            Some(InContext::Meaning(meaning)) => (Some(meaning), None),
            Some(InContext::Ancestor(kind)) => (Some(Meaning::Field(Field::Grid)), Some(kind)),
            Some(InContext::Unknown) => (None, None),
            None => (headings.meaning(heading), words::ancestor(heading)),
        };
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        let fills_same = |other: &Column| {
            // Several columns may say what the rows belong to: each names another level, or a code beside a name.
            let is_of_lineage = ancestor.is_some() && other.heading != heading;
            let fill_same =
                other.meaning.as_ref().zip(meaning.as_ref()).is_some_and(|(one, other)| fill_same(one, other));
            fill_same && !(is_of_lineage || other.ancestor != ancestor)
        };
        if meaning.is_none() {
            log.error(at.clone(), None, unknown_heading(&heading, headings));
        } else if meaning == Some(Meaning::Ignored) {
            log.note(at.clone(), Remark::ColumnIgnored(excerpt(&heading)));
        } else if columns.iter().any(fills_same) {
            log.error(at.clone(), None, LedgerProblem::Twice(excerpt(&heading)));
            meaning = None;
        }
        if let Some(Meaning::Measure(measure)) = &meaning {
            let states_scale = measure.scale() > 0 || states_scale(&heading);
            measures.add(measure.clone(), states_scale, at, log);
        }
        let of = match &meaning {
            Some(Meaning::Measure(measure)) => measure.id().into(),
            Some(Meaning::Declared(of)) => of.as_str().into(),
            _ => Arc::from(""),
        };
        columns.push(Column { at: *column, heading, of, meaning, ancestor });
    }
    report_cells_without_heading(sheet, line.row, &columns, &source, log);
    columns.sort_by_key(|column| column.at);
    columns
}

fn unknown_heading(heading: &str, headings: &Headings) -> CellProblem {
    let known = headings.examples();
    let suggestion = suggest(heading, known.iter().map(String::as_str)).map(str::to_owned);
    CellProblem::UnknownHeading { written: excerpt(heading), suggestion, known: known.join(", ") }
}

/// Reports the first cell of each column that has no heading.
fn report_cells_without_heading(
    sheet: &Sheet,
    heading_row: u32,
    columns: &[Column],
    source: &Arc<Source>,
    log: &mut Log<'_>,
) {
    let mut known: Vec<u32> = columns.iter().map(|column| column.at).collect();
    for (row, cells) in sheet.rows().filter(|(row, _)| *row > heading_row) {
        for (column, cell) in cells.iter().filter(|(_, cell)| !cell.is_blank()) {
            if let Err(place) = known.binary_search(column) {
                known.insert(place, *column);
                let origin = Origin::new(source.clone(), row, *column);
                log.error(origin, None, CellProblem::NoHeading { written: excerpt(&cell.to_string()) });
            }
        }
    }
}

/// Whether columns of these meanings would fill the same field of a row.
fn fill_same(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Measure(one), Meaning::Measure(other)) => one.id() == other.id(),
        (one, other) => one == other,
    }
}

/// The field of a row that a column fills, by the name that errors use.
fn field_of(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Field(Field::Grid) => Some("parent".to_owned()),
        Meaning::Field(field) => Some(field.id().to_owned()),
        Meaning::Measure(measure) => Some(format!("measures.{}", measure.id())),
        Meaning::Declared(of) => Some(format!("declared.{of}")),
        Meaning::Post(_) | Meaning::Level { .. } | Meaning::Ignored => None,
    }
}
