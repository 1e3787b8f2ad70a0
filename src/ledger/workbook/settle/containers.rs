//! Sheets and files that are named after what contains their rows: a sheet 惠民社区 of its grids, a file 惠民社区.xlsx.
//!
//! What the rows of such a sheet are, is said by its name (惠民社区楼栋), by the headings (楼栋编号), by the names of the
//! rows (1号楼), or it is the one kind that fits. Otherwise nothing says it, which is one error for the sheet.

use std::collections::BTreeMap;

use crate::kind::{Family, Kind};
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{NodeEntry, RowHint, Rows, TableRows};
use crate::ledger::workbook::{CellProblem, Remark, kind_names};
use crate::text::canonical;

/// A node that a sheet or file may be named after.
#[derive(Debug, Clone, PartialEq)]
struct Container {
    /// Its code, or its name where only a path of levels has it.
    code: String,
    kind: Kind,
}

/// Settles what contains the rows of each table, and what they are where no column says it.
pub(super) fn settle(rows: &mut Rows, log: &mut Log<'_>) {
    let needs_name = |table: &TableRows| {
        let mut entries = rows.nodes[table.nodes.clone()].iter();
        table.file.is_some()
            || !table.has_kinds
            || entries.any(|entry| !entry.has_kind)
            || kind_names::kind_of_sheet(&table.sheet).is_none()
    };
    let names: Vec<Vec<(String, Option<Kind>)>> = rows
        .tables
        .iter()
        .map(|table| if needs_name(table) { kind_names::containers_of_sheet(&table.sheet) } else { Vec::new() })
        .collect();
    let wanted = names.iter().flatten().map(|(name, _)| name.clone());
    let files = rows.tables.iter().filter_map(|table| Some(canonical(table.file.as_deref()?).into_owned()));
    let found = find(rows, wanted.chain(files));
    let mut said: Vec<usize> =
        rows.references.iter().filter(|reference| reference.is_grid()).map(|it| it.row).collect();
    said.dedup();
    let mut tables = std::mem::take(&mut rows.tables);
    for (at, (table, names)) in tables.iter_mut().zip(names).enumerate() {
        let (container, kind) = names.iter().find_map(|(name, kind)| Some((found.get(name)?.clone()?, *kind))).unzip();
        let is_told = settle_kinds(table, container.as_ref(), kind.flatten(), rows, log);
        let file = table.file.as_deref().map(canonical).and_then(|file| found.get(file.as_ref())?.clone());
        let taken = settle_parents((at, table), [container.as_ref(), file.as_ref()], &said, rows);
        for (code, times) in taken.into_iter().filter(|_| !is_told) {
            log.note(table.origin.clone(), Remark::ParentOfSheet { code, times });
        }
    }
    rows.tables = tables;
}

/// The areas, grids and places of these codes and names; `None` for a name of several.
fn find(rows: &Rows, wanted: impl Iterator<Item = String>) -> BTreeMap<String, Option<Container>> {
    let wanted: std::collections::BTreeSet<String> = wanted.filter(|name| !name.is_empty()).collect();
    let mut found: BTreeMap<String, Option<Container>> = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    let mut add = |text: &str, code: &str, kind: Kind| {
        let text = canonical(text);
        let holds = matches!(kind.family(), Family::Area | Family::Grid | Family::Place) && !kind.contains().is_empty();
        if holds && wanted.contains(text.as_ref()) {
            let container = Container { code: code.to_owned(), kind };
            let known = found.entry(text.into_owned()).or_insert_with(|| Some(container.clone()));
            // Of one name the higher is meant: a compound may be called as its community.
            match known {
                Some(other) if other.kind > kind => *known = Some(container),
                Some(other) if other.kind == kind && other.code != code => *known = None,
                _ => {}
            }
        }
    };
    for entry in rows.nodes.iter().filter(|entry| entry.has_kind && entry.level.is_none()) {
        if let Some(kind) = entry.row.kind.known() {
            add(&entry.row.code, &entry.row.code, *kind);
            add(&entry.row.name, &entry.row.code, *kind);
        }
    }
    for node in &rows.levels.nodes {
        add(&node.name, node.code.as_deref().unwrap_or(&node.name), node.kind);
    }
    found
}

/// Settles the kind of rows of which no column says it. Whether a note tells of the container, too.
fn settle_kinds(
    table: &mut TableRows,
    container: Option<&Container>,
    kind: Option<Kind>,
    rows: &mut Rows,
    log: &mut Log<'_>,
) -> bool {
    let entries = &mut rows.nodes[table.nodes.clone()];
    let without = entries.iter().filter(|entry| !entry.has_kind).count();
    if without == 0 || table.has_kinds {
        return false;
    }
    let above = container.map(|container| container.kind).into_iter().chain(table.ancestor).max();
    let fitting = fitting_kinds(kind, above, table.hint, entries);
    let [kind] = fitting[..] else {
        let problem = CellProblem::KindOfSheet { rows: without, above, fitting };
        log.error(table.origin.clone(), None, problem);
        log.lose_row();
        for entry in entries {
            entry.is_kind_told = true;
        }
        return false;
    };
    let within = container.map(|container| container.code.clone());
    log.note(table.origin.clone(), Remark::KindOfSheet { rows: without, kind, within });
    for entry in entries.iter_mut().filter(|entry| !entry.has_kind) {
        entry.row.kind = kind.into();
        entry.has_kind = true;
    }
    container.is_some()
}

/// The kinds that rows can be: that which the sheet names, or those directly below what contains them that agree with
/// the headings and with the names of the rows.
fn fitting_kinds(named: Option<Kind>, above: Option<Kind>, hint: Option<RowHint>, entries: &[NodeEntry]) -> Vec<Kind> {
    if let Some(kind) = named {
        return vec![kind];
    }
    if let Some(RowHint::Kind(kind)) = hint {
        return vec![kind];
    }
    let Some(above) = above else { return Vec::new() };
    let mut fitting: Vec<Kind> = above.contains().to_vec();
    let hint = hint.or_else(|| hint_of_names(entries));
    match hint {
        Some(RowHint::Kind(kind)) => fitting.retain(|fit| *fit == kind),
        Some(RowHint::Family(family)) => fitting.retain(|fit| fit.family() == family),
        None => {}
    }
    // A dedicated grid is named as one: 网格 alone is the grid of the next level.
    let is_dedicated = |entry: &NodeEntry| entry.row.name.contains("专属") || entry.row.name.contains("专网");
    if fitting.len() == 2 && fitting.contains(&Kind::DedicatedGrid) && !entries.iter().any(is_dedicated) {
        fitting.retain(|kind| *kind != Kind::DedicatedGrid);
    }
    fitting
}

/// What the names of all rows end in: 网格, 号楼.
fn hint_of_names(entries: &[NodeEntry]) -> Option<RowHint> {
    let hint = |entry: &NodeEntry| {
        let name = canonical(&entry.row.name);
        if name.ends_with("微网格") {
            Some(RowHint::Kind(Kind::MicroGrid))
        } else if name.ends_with("网格") {
            Some(RowHint::Family(Family::Grid))
        } else if ["号楼", "栋", "幢"].iter().any(|end| name.ends_with(end)) {
            Some(RowHint::Kind(Kind::Building))
        } else if name.ends_with("社区") || name.ends_with('村') {
            Some(RowHint::Kind(Kind::SecondGrid))
        } else {
            None
        }
    };
    let mut hints = entries.iter().map(hint);
    let first = hints.next()??;
    hints.all(|hint| hint == Some(first)).then_some(first)
}

/// Settles what contains the rows of which no cell says it: how many were put into each. `said` are the rows that have a
/// column such as 所属社区, sorted.
fn settle_parents(
    (table_at, table): (usize, &mut TableRows),
    named: [Option<&Container>; 2],
    said: &[usize],
    rows: &mut Rows,
) -> BTreeMap<String, usize> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    if named == [None, None] {
        return taken;
    }
    for at in table.nodes.clone() {
        let entry = &mut rows.nodes[at];
        let Some(kind) = entry.row.kind.known().copied().filter(|_| entry.has_kind) else { continue };
        let is_free = entry.row.parent.is_none() && entry.level.is_none() && said.binary_search(&at).is_err();
        let fits = |container: &&Container| container.kind.may_contain(kind) && container.code != entry.row.code;
        if let Some(container) = named.into_iter().flatten().find(fits)
            && is_free
        {
            entry.row.parent = Some(container.code.clone());
            entry.is_parent_literal = false;
            *taken.entry(container.code.clone()).or_default() += 1;
        }
    }
    let fits_levels = |container: &&Container| rows.levels.fits(table_at, container.kind);
    table.container = named.into_iter().flatten().find(fits_levels).map(|container| container.code.clone());
    taken
}

#[cfg(test)]
#[path = "containers_tests.rs"]
mod tests;
