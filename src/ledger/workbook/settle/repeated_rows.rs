//! Lines about one node become one row, unless they contradict each other.

use std::fmt::Display;

use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::NodeEntry;
use crate::ledger::workbook::{CellProblem, Remark};
use crate::ledger::{Values, Written, excerpt, records};

/// Joins the rows of each code, reports rows whose kind nothing says, and leaves these out.
pub(super) fn join(nodes: Vec<NodeEntry>, log: &mut Log<'_>) -> Vec<NodeEntry> {
    // Most workbooks repeat no code: then no row needs to be moved.
    let mut joined = if is_any_code_repeated(&nodes) { join_by_code(nodes, log) } else { nodes };
    for entry in joined.iter().filter(|entry| !entry.has_kind && !entry.is_kind_told) {
        log.error(entry.row.origin.clone(), Some("kind"), CellProblem::NoKind);
        // No further error shall follow from a row of unknown kind.
        log.lose_row();
    }
    joined.retain(|entry| entry.has_kind);
    joined
}

fn is_any_code_repeated(nodes: &[NodeEntry]) -> bool {
    let mut codes = HashIndex::with_capacity(nodes.len());
    nodes.iter().enumerate().any(|(at, entry)| {
        let is_code = |other: usize| nodes[other].row.code == entry.row.code;
        codes.find_or_insert(&entry.row.code, at, is_code).is_some()
    })
}

fn join_by_code(nodes: Vec<NodeEntry>, log: &mut Log<'_>) -> Vec<NodeEntry> {
    let mut firsts = HashIndex::with_capacity(nodes.len());
    let mut joined: Vec<NodeEntry> = Vec::with_capacity(nodes.len());
    for entry in nodes {
        let code = &entry.row.code;
        let known = firsts.find_or_insert(code, joined.len(), |at| joined[at].row.code == *code);
        let is_literal = |first: usize| entry.is_code_literal() || joined[first].is_code_literal();
        match known.filter(|first| !code.is_empty() && !is_literal(*first)) {
            Some(first) => join_into(&mut joined[first], &entry, log),
            None => joined.push(entry),
        }
    }
    joined
}

/// Adds to a row what a further line about the same node says.
fn join_into(first: &mut NodeEntry, again: &NodeEntry, log: &mut Log<'_>) {
    let code = first.row.code.clone();
    let place = first.row.origin.clone();
    let mut differences: Vec<(String, String, String)> = Vec::new();
    let mut differ = |field: &str, written: &str, other: &str| {
        differences.push((field.to_owned(), written.to_owned(), other.to_owned()));
    };
    if again.has_kind {
        if first.has_kind && first.row.kind != again.row.kind {
            differ("kind", &again.row.kind.to_string(), &first.row.kind.to_string());
        } else {
            first.row.kind = again.row.kind.clone();
            first.has_kind = true;
        }
    }
    if first.row.name.is_empty() {
        first.row.name.clone_from(&again.row.name);
    } else if !again.row.name.is_empty() && first.row.name != again.row.name {
        differ("name", &again.row.name, &first.row.name);
    }
    let fields = [
        ("parent", &mut first.row.parent, &again.row.parent),
        ("category", &mut first.row.category, &again.row.category),
    ];
    for (field, known, written) in fields {
        match (known.as_ref(), written) {
            (Some(known), Some(written)) if known != written => differ(field, written, known),
            (None, Some(written)) => *known = Some(written.clone()),
            _ => {}
        }
    }
    match (&first.row.records, &again.row.records) {
        (Some(known), Some(written)) if known != written => {
            differ("records", &records::in_chinese(written), &records::in_chinese(known));
        }
        (None, Some(written)) => first.row.records = Some(written.clone()),
        _ => {}
    }
    join_values("measures", &mut first.row.measures, &again.row.measures, &mut differ);
    join_values("declared", &mut first.row.declared, &again.row.declared, &mut differ);
    if differences.is_empty() && !again.is_code_merged {
        log.note(again.row.origin.clone(), Remark::SameAgain { code: code.clone(), first: place.clone() });
    }
    // One line that contradicts another is one fault, told at the first cell that differs.
    let Some((field, ..)) = differences.first() else { return };
    let all = |of: fn(&(String, String, String)) -> &String| -> String {
        differences.iter().map(|difference| excerpt(of(difference))).collect::<Vec<_>>().join("`, `")
    };
    let (written, other) = (all(|(_, written, _)| written), all(|(_, _, other)| other));
    let problem = CellProblem::Contradiction { code, written, other, first: place };
    log.error(again.row.origin.clone(), Some(field), problem);
}

fn join_values<T: Clone + PartialEq + Display>(
    field: &str,
    known: &mut Values<Written<T>>,
    written: &Values<Written<T>>,
    differ: &mut impl FnMut(&str, &str, &str),
) {
    for (name, value) in written.iter() {
        match known.get(name) {
            Some(other) if other != value => differ(&format!("{field}.{name}"), &value.to_string(), &other.to_string()),
            Some(_) => {}
            None => drop(known.insert(name, value.clone())),
        }
    }
}
