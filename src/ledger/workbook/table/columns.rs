//! The columns of a table, and what each of them means.

use std::sync::Arc;

use super::heading_lines::TableShape;
use super::level_columns::{InContext, in_context};
use super::measures::Measures;
use super::purpose::{Purpose, purpose_of};
use super::unknown;
use crate::kind::Kind;
use crate::ledger::workbook::headings::{self as words, states_scale};
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{Field, Headings, Meaning, Remark, Sheet};
use crate::ledger::{LedgerProblem, Origin, excerpt};
use crate::measure::{Measure, known};

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
    /// What it is for, as far as lines are told by it.
    pub(super) fn purpose(&self) -> Purpose {
        purpose_of(&self.heading, self.meaning.as_ref()).unwrap_or(Purpose::Unknown)
    }

    /// The field of rows that it fills, its number and its heading, as [`Source::sheet`] takes them.
    pub(super) fn described(&self) -> (String, u32, String) {
        let field = self.meaning.as_ref().and_then(field_of).unwrap_or_default();
        (field, self.at, self.heading.clone())
    }
}

/// Reads the meaning of each column off its heading; reports headings that are unknown or given twice. `None` where
/// most headings are unknown: then none of the rows can be read.
pub(super) fn read(
    sheet: &Sheet,
    shape: &TableShape,
    headings: &Headings,
    kind: Option<Kind>,
    whole: &Origin,
    measures: &mut Measures,
    log: &mut Log<'_>,
) -> Option<Vec<Column>> {
    let source = whole.source()?.clone();
    let texts: Vec<(u32, String)> =
        shape.headings.iter().map(|heading| (heading.column, heading.text.clone())).collect();
    let in_context = in_context(sheet, shape.body(), &texts, headings, kind);
    let meanings = texts.iter().zip(in_context).map(|((_, text), in_context)| match in_context {
        Some(InContext::Meaning(meaning)) => (Some(meaning), None),
        Some(InContext::Ancestor(kind)) => (Some(Meaning::Field(Field::Grid)), Some(kind)),
        Some(InContext::Unknown) => (None, None),
        None => (headings.meaning(text), words::ancestor(text)),
    });
    let meanings: Vec<(Option<Meaning>, Option<Kind>)> = meanings.collect();
    let is_foreign = headings.rest().is_none() && is_foreign(&meanings);
    unknown::report(shape, &meanings, is_foreign, headings, &source, log);
    if is_foreign {
        log.lose_row();
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    for (heading, (meaning, ancestor)) in shape.headings.iter().zip(meanings) {
        let at = Origin::new(source.clone(), heading.row(), heading.column);
        let is_known = meaning.is_some();
        let mut meaning = meaning.or_else(|| headings.rest().cloned());
        let text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fills_same = |other: &Column| {
            // Several columns may say what the rows belong to: each names another level, or a code beside a name.
            let is_of_lineage = ancestor.is_some() && other.heading != text;
            let fill_same =
                other.meaning.as_ref().zip(meaning.as_ref()).is_some_and(|(one, other)| fill_same(one, other));
            fill_same && !(is_of_lineage || other.ancestor != ancestor)
        };
        if meaning == Some(Meaning::Ignored) {
            if is_known {
                log.note(at.clone(), Remark::ColumnIgnored(excerpt(&text)));
            }
        } else if columns.iter().any(fills_same) {
            log.error(at.clone(), None, LedgerProblem::Twice(excerpt(&text)));
            meaning = None;
        }
        if let Some(Meaning::Measure(measure)) = &meaning {
            let states_scale = measure.scale() > 0 || states_scale(&text);
            measures.add(measure.clone(), states_scale, at, log);
        } else if let Some(Meaning::Declared(of)) = &meaning
            && !text.starts_with("declared:")
            && known::heading(of).is_some()
        {
            // 申报:户数 names a measure by what offices call it, also where no column counts it.
            measures.add(Measure::new(of.as_str()), false, at, log);
        }
        let of = match &meaning {
            Some(Meaning::Measure(measure)) => measure.id().into(),
            Some(Meaning::Declared(of)) => of.as_str().into(),
            _ => Arc::from(""),
        };
        columns.push(Column { at: heading.column, heading: text, of, meaning, ancestor });
    }
    Some(columns)
}

/// Whether most headings are unknown.
fn is_foreign(meanings: &[(Option<Meaning>, Option<Kind>)]) -> bool {
    let read = meanings
        .iter()
        .filter(|(meaning, _)| meaning.as_ref().is_some_and(|meaning| *meaning != Meaning::Ignored))
        .count();
    let unknown = meanings.iter().filter(|(meaning, _)| meaning.is_none()).count();
    unknown > 2 && unknown >= 2 * read
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
