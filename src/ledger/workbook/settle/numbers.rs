//! Codes that are numbers within what contains them: buildings 1, 2, 3 anew in each compound.
//!
//! Such a number becomes a code with that of its container, `C-1/1`, where it is certain that it is one: it is nothing
//! but a number, and what contains the rows of one number differs. Where nothing tells the containers, that is an error.

use std::collections::BTreeMap;

use super::levels::SEPARATOR;
use super::parents::Places;
use crate::kind::{Family, Kind};
use crate::ledger::Position;
use crate::ledger::workbook::rows::{NodeEntry, Rows, first_cells};
use crate::ledger::workbook::{CellProblem, Remark};

/// A number has at most so many digits.
const DIGITS: usize = 4;
/// What may stand behind a number.
const COUNTERS: [&str; 10] = ["号楼", "单元", "号", "栋", "幢", "座", "楼", "#", "组", "号院"];

/// Makes the numbers of a kind unique, whose rows are these. Their parents are settled.
pub(super) fn make_unique(kind: Kind, of_kind: &[u32], rows: &mut Rows, places: &mut Places<'_, '_>) {
    if !matches!(kind.family(), Family::Grid | Family::Place) {
        return;
    }
    let is_numbered =
        |entry: &NodeEntry| !entry.is_code_literal() && entry.level.is_none() && is_number(&entry.row.code);
    let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in of_kind.iter().map(|at| *at as usize).filter(|at| is_numbered(&rows.nodes[*at])) {
        by_number.entry(&rows.nodes[at].row.code).or_default().push(at);
    }
    let parent = |at: &usize| rows.nodes[*at].row.parent.as_deref();
    let is_of_several = |number: &str, rows_of: &[usize]| {
        rows_of.iter().any(|at| parent(at) != parent(&rows_of[0])) || places.index.has_other_kind(number, kind)
    };
    let repeated: Vec<(&str, &Vec<usize>)> =
        by_number.iter().filter(|(number, rows_of)| is_of_several(number, rows_of)).map(|(n, r)| (*n, r)).collect();
    let mut nowhere: Vec<usize> = if repeated.is_empty() {
        begin_anew(kind, &by_number, rows)
    } else {
        repeated.iter().flat_map(|(_, rows_of)| rows_of.iter().copied()).filter(|at| parent(at).is_none()).collect()
    };
    nowhere.sort_unstable();
    // Where a number comes again: there it is seen that they begin anew.
    let again = |rows_of: &Vec<usize>| rows_of.get(1).copied();
    if let Some(first) = by_number
        .values()
        .filter(|rows_of| nowhere.contains(&rows_of[0]))
        .filter_map(again)
        .min()
        .or(nowhere.first().copied())
    {
        let cells: Vec<Position> =
            nowhere.iter().filter_map(|at| rows.nodes[*at].row.origin.cell(Some("code"))).collect();
        let problem = CellProblem::NumbersNowhere {
            kind,
            written: rows.nodes[first].row.code.clone(),
            times: cells.len(),
            cells: first_cells(&cells),
        };
        places.log.error(rows.nodes[first].row.origin.clone(), Some("code"), problem);
        places.log.lose_row();
    }
    if repeated.is_empty() {
        // Rows that may be several nodes must not be joined, and no further error shall follow from them.
        for at in nowhere {
            let entry = &mut rows.nodes[at];
            entry.row.code = format!("{}{SEPARATOR}{at}", entry.row.code);
        }
        return;
    }
    let numbers: Vec<String> = by_number.keys().map(|number| (*number).to_owned()).collect();
    let (number, rows_of) =
        repeated.iter().min_by_key(|(_, rows_of)| again(rows_of).unwrap_or(usize::MAX)).copied().unwrap_or(repeated[0]);
    let first = again(rows_of).unwrap_or(rows_of[0]);
    let example: Vec<String> = {
        let mut made: Vec<String> = rows_of.iter().filter_map(|at| Some(within(parent(at)?, number))).collect();
        made.dedup();
        made.into_iter().take(2).collect()
    };
    let written = number.to_owned();
    let mut changed: Vec<usize> = by_number.into_values().flatten().filter(|at| parent(at).is_some()).collect();
    changed.sort_unstable();
    places.index.forget(numbers.iter().map(String::as_str), kind);
    let origin = rows.nodes[first].row.origin.clone();
    let cells: Vec<Position> = changed.iter().filter_map(|at| rows.nodes[*at].row.origin.cell(Some("code"))).collect();
    for at in changed {
        let entry = &mut rows.nodes[at];
        let Some(parent) = entry.row.parent.clone() else { continue };
        let number = entry.row.code.clone();
        entry.row.code = within(&parent, &number);
        let node = places.index.insert(&entry.row);
        places.index.add_number(&number, node);
        if let Some(above) = places.index.node(&parent, None) {
            places.index.set_parent(node, above);
        }
    }
    let remark =
        Remark::NumbersMadeUnique { kind, written, codes: example, times: cells.len(), cells: first_cells(&cells) };
    places.log.note_at(origin, Some("code"), remark);
}

/// The code of a number within what contains it.
fn within(parent: &str, number: &str) -> String {
    format!("{parent}{SEPARATOR}{number}")
}

/// Rows whose numbers begin anew while nothing says what contains them: a number that comes again after another one. A
/// place that has the number of another is one even where no other stands between.
fn begin_anew(kind: Kind, by_number: &BTreeMap<&str, Vec<usize>>, rows: &Rows) -> Vec<usize> {
    let mut found = Vec::new();
    for rows_of in by_number.values().filter(|rows_of| rows_of.len() > 1) {
        let is_nowhere = rows_of.iter().all(|at| rows.nodes[*at].row.parent.is_none());
        let is_apart = rows_of.windows(2).any(|pair| pair[1] > pair[0] + 1) || kind.family() == Family::Place;
        let is_merged = rows_of.iter().skip(1).all(|at| rows.nodes[*at].is_code_merged);
        if is_nowhere && is_apart && !is_merged {
            found.extend(rows_of);
        }
    }
    found
}

/// Whether a code is nothing but a number: it says nothing of what contains it.
fn is_number(code: &str) -> bool {
    let number = COUNTERS.iter().find_map(|counter| code.strip_suffix(counter)).unwrap_or(code);
    (1..=DIGITS).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
