//! What a pair of tables cannot say: it would be read back as something else.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::{DECLARED, NODE_COLUMNS, RECORDS};
use crate::excerpt::excerpt;
use crate::ledger::measure_heading::{heading_of, measure_of};
use crate::ledger::{Ledger, NotForTable, Origin, WriteError, Written, records};
use crate::measure::Measure;
use crate::message::Term;

/// An error for measures that headings cannot name.
pub(in crate::ledger) fn check_measures(ledger: &Ledger) -> Result<(), WriteError> {
    let mut known = BTreeSet::new();
    for measure in &ledger.measures {
        let id = measure.id();
        if measure_of(&heading_of(measure, false)) != (measure.clone(), true) {
            let unit = measure.unit().unwrap_or_default();
            return refuse(
                &Origin::default(),
                NotForTable::Measure { measure: id.to_owned(), unit: Some(unit.to_owned()) },
            );
        }
        if !known.insert(id) {
            return refuse(&Origin::default(), NotForTable::SecondMeasure { measure: id.to_owned() });
        }
    }
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(id, _)| !known.contains(id)) {
            return refuse(&row.origin, NotForTable::Undeclared { measure: id.to_string() });
        }
    }
    Ok(())
}

/// An error for what a pair of tables cannot say.
pub(in crate::ledger) fn check(ledger: &Ledger) -> Result<(), WriteError> {
    for id in ledger.measures.iter().map(Measure::id) {
        if NODE_COLUMNS.contains(&id) || id == RECORDS || id.starts_with(DECLARED) {
            return refuse(&Origin::default(), NotForTable::Measure { measure: id.to_owned(), unit: None });
        }
    }
    check_measures(ledger)?;
    check_numbers(ledger)?;
    check_names(ledger)?;
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(_, value)| is_empty(value)) {
            return refuse(&row.origin, empty(Term::new("a value", "值"), Some(id)));
        }
        if let Some((of, _)) = row.declared.iter().find(|(_, figure)| is_empty(figure)) {
            return refuse(&row.origin, empty(Term::new("a declared figure", "申报数"), Some(of)));
        }
        let fields = [(Term::new("a parent", "上级"), &row.parent), (Term::new("a category", "分类"), &row.category)];
        for (field, text) in fields {
            if text.as_deref() == Some("") {
                return refuse(&row.origin, empty(field, None));
            }
        }
    }
    match ledger.links.iter().find(|row| row.role.as_ref().is_some_and(is_empty)) {
        Some(row) => refuse(&row.origin, empty(Term::new("a role", "职务"), None)),
        None => Ok(()),
    }
}

fn empty(what: Term, of: Option<&str>) -> NotForTable {
    NotForTable::Empty { what, of: of.map(str::to_owned) }
}

const NUMBER: Term = Term::new("number", "数");
const FIGURE: Term = Term::new("figure", "申报数");

/// A text in the place of a number, kind, relation or role that would be read back as one, described for an error;
/// `None` if the text would come back unchanged.
fn misread<T: FromStr>(written: &Written<T>, what: Term, of: Option<&str>) -> Option<NotForTable> {
    let Written::Unknown(text) = written else { return None };
    let written = text.parse::<T>().ok().map(|_| excerpt(text))?;
    Some(NotForTable::Misread { written, what, of: of.map(str::to_owned) })
}

/// An error for texts that would be read back as numbers.
pub(in crate::ledger) fn check_numbers(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        let number = row.measures.iter().find_map(|(id, value)| misread(value, NUMBER, Some(id)));
        let figure = || row.declared.iter().find_map(|(of, figure)| misread(figure, FIGURE, Some(of)));
        if let Some(what) = number.or_else(figure) {
            return refuse(&row.origin, what);
        }
    }
    Ok(())
}

/// An error for texts that would be read back as kinds, relations and roles.
fn check_names(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        misread(&row.kind, Term::new("kind", "类别"), None).map_or(Ok(()), |what| refuse(&row.origin, what))?;
        let stated = row.records.as_ref().or(ledger.records.as_ref());
        if let Some(stated) = stated.filter(|stated| records::read(&records::in_ids(stated)) != **stated) {
            return refuse(
                &row.origin,
                NotForTable::Misread {
                    written: records::in_ids(stated),
                    what: Term::new("list of other relations", "其他关系"),
                    of: None,
                },
            );
        }
    }
    for row in &ledger.links {
        let role = || row.role.as_ref().and_then(|role| misread(role, Term::new("role", "职务"), None));
        misread(&row.relation, Term::new("relation", "关系"), None)
            .or_else(role)
            .map_or(Ok(()), |what| refuse(&row.origin, what))?;
    }
    Ok(())
}

fn refuse(origin: &Origin, what: NotForTable) -> Result<(), WriteError> {
    Err(WriteError::NotForCsv { origin: origin.clone(), what })
}

fn is_empty<T>(written: &Written<T>) -> bool {
    matches!(written, Written::Unknown(text) if text.is_empty())
}
