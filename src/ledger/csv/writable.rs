//! What a pair of tables cannot say: it would be read back as something else.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use super::{DECLARED, NODE_COLUMNS, RECORDS};
use crate::excerpt::excerpt;
use crate::ledger::measure_heading::{heading_of, measure_of};
use crate::ledger::{Ledger, Origin, WriteError, Written, records};
use crate::measure::Measure;

/// An error for measures that headings cannot name.
pub(in crate::ledger) fn check_measures(ledger: &Ledger) -> Result<(), WriteError> {
    let mut known = BTreeSet::new();
    for measure in &ledger.measures {
        let id = measure.id();
        if measure_of(&heading_of(measure, false)) != (measure.clone(), true) {
            let unit = measure.unit().unwrap_or_default();
            return refuse(&Origin::default(), format!("a measure named `{id}` in `{unit}`"));
        }
        if !known.insert(id) {
            return refuse(&Origin::default(), format!("a second measure named `{id}`"));
        }
    }
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(id, _)| !known.contains(id)) {
            return refuse(&row.origin, format!("a value of the undeclared measure `{id}`"));
        }
    }
    Ok(())
}

/// An error for what a pair of tables cannot say.
pub(in crate::ledger) fn check(ledger: &Ledger) -> Result<(), WriteError> {
    for id in ledger.measures.iter().map(Measure::id) {
        if NODE_COLUMNS.contains(&id) || id == RECORDS || id.starts_with(DECLARED) {
            return refuse(&Origin::default(), format!("a measure named `{id}`"));
        }
    }
    check_measures(ledger)?;
    check_numbers(ledger)?;
    check_names(ledger)?;
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(_, value)| is_empty(value)) {
            return refuse(&row.origin, format!("a value of `{id}` that is there but empty"));
        }
        if let Some((of, _)) = row.declared.iter().find(|(_, figure)| is_empty(figure)) {
            return refuse(&row.origin, format!("a declared figure of `{of}` that is there but empty"));
        }
        for (field, text) in [("parent", &row.parent), ("category", &row.category)] {
            if text.as_deref() == Some("") {
                return refuse(&row.origin, format!("a {field} that is there but empty"));
            }
        }
    }
    match ledger.links.iter().find(|row| row.role.as_ref().is_some_and(is_empty)) {
        Some(row) => refuse(&row.origin, "a role that is there but empty".to_owned()),
        None => Ok(()),
    }
}

/// A text in the place of a number, kind, relation or role that would be read back as one, described for an error;
/// `None` if the text would come back unchanged.
fn misread<T: FromStr>(written: &Written<T>, field: impl Display) -> Option<String> {
    let Written::Unknown(text) = written else { return None };
    let text = text.parse::<T>().ok().map(|_| excerpt(text))?;
    Some(format!("a text `{text}` that would be read as a {field} (give the {field} itself)"))
}

/// An error for texts that would be read back as numbers.
pub(in crate::ledger) fn check_numbers(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        let number = row.measures.iter().find_map(|(id, value)| misread(value, format_args!("number of `{id}`")));
        let figure = || row.declared.iter().find_map(|(of, figure)| misread(figure, format_args!("figure of `{of}`")));
        if let Some(what) = number.or_else(figure) {
            return refuse(&row.origin, what);
        }
    }
    Ok(())
}

/// An error for texts that would be read back as kinds, relations and roles.
fn check_names(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        misread(&row.kind, "kind").map_or(Ok(()), |what| refuse(&row.origin, what))?;
        let records = row.records.as_ref().or(ledger.records.as_ref());
        if records.is_some_and(|stated| records::read(&records::in_ids(stated)) != *stated) {
            return refuse(&row.origin, "a recorded relation that would be read as another, or as several".to_owned());
        }
    }
    for row in &ledger.links {
        let role = || row.role.as_ref().and_then(|role| misread(role, "role"));
        misread(&row.relation, "relation").or_else(role).map_or(Ok(()), |what| refuse(&row.origin, what))?;
    }
    Ok(())
}

fn refuse(origin: &Origin, what: String) -> Result<(), WriteError> {
    Err(WriteError::NotForCsv { origin: origin.clone(), what })
}

fn is_empty<T>(written: &Written<T>) -> bool {
    matches!(written, Written::Unknown(text) if text.is_empty())
}
