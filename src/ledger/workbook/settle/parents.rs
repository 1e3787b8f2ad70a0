//! What contains each row: its parent by code, name or path, and the columns that name further ancestors.
//!
//! Rows are settled kind by kind from the top of the table of kinds, so that what contains a row is settled before it:
//! then a name that several nodes have can be told by what stands beside it, 惠民社区 | 第一网格.

mod memo;
mod path;
mod stated;

use super::form_notes::FormNotes;
use super::levels::LevelCodes;
use super::node_index::NodeIndex;
use super::{levels, numbers};
use crate::kind::{Family, Kind};
use crate::ledger::excerpt;
use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{Reference, ReferenceKind, Rows, names};
pub(super) use memo::Memo;
use path::as_path;
pub(super) use stated::Stated;
use stated::Upper;

/// What settling needs besides the rows.
pub(super) struct Places<'a, 'l> {
    pub(super) index: &'a mut NodeIndex,
    pub(super) forms: &'a mut FormNotes,
    /// Of rows deeper than this, which building refuses, only so many ancestors are looked at.
    pub(super) depth: usize,
    pub(super) log: &'a mut Log<'l>,
    pub(super) memo: Memo,
    /// How many errors were told.
    pub(super) told: usize,
}

/// What became of a reference of a row.
enum Settled {
    /// It is said by the parent of the row.
    Gone,
    /// It names these nodes: codes, and whether each is literal.
    Nodes(Vec<(String, bool)>),
}

/// Settles the parents of all rows, and the grids that people and Party organisations belong to.
pub(super) fn resolve(rows: &mut Rows, mut places: Places<'_, '_>) {
    let by_kind = rows_by_kind(rows);
    let mut codes = LevelCodes::new(&rows.levels);
    let mut settled: Vec<Option<Settled>> = Vec::new();
    settled.resize_with(rows.references.len(), || None);
    for kind in Kind::ALL {
        let of_kind = &by_kind[*kind as usize];
        let has_level = |rows: &Rows, at: u32| rows.nodes[at as usize].level.is_some();
        for at in of_kind.iter().filter(|at| !has_level(rows, **at)).collect::<Vec<_>>() {
            settle_row(*at as usize, rows, &mut settled, &mut places);
        }
        // Paths lead to the rows of lists where there are such.
        levels::settle(*kind, rows, &mut codes, &mut places);
        for at in of_kind.iter().filter(|at| has_level(rows, **at)).collect::<Vec<_>>() {
            settle_row(*at as usize, rows, &mut settled, &mut places);
        }
        numbers::make_unique(*kind, of_kind, rows, &mut places);
    }
    for at in &by_kind[Kind::ALL.len()] {
        settle_row(*at as usize, rows, &mut settled, &mut places);
    }
    covers(rows, &mut settled, &places);
    let references = std::mem::take(&mut rows.references);
    rows.references.reserve(references.len());
    for (reference, settled) in references.into_iter().zip(settled) {
        match settled {
            None => rows.references.push(reference),
            Some(Settled::Gone) => {}
            Some(Settled::Nodes(nodes)) => {
                rows.references.extend(nodes.into_iter().map(|(name, is_literal)| Reference {
                    kind: reference.kind,
                    row: reference.row,
                    name: rows.texts.id(&name),
                    is_literal,
                    origin: reference.origin.clone(),
                    is_above: reference.is_above,
                    role: reference.role.clone(),
                }));
            }
        }
    }
}

/// The rows of each kind; those whose kind nothing says come last.
fn rows_by_kind(rows: &Rows) -> Vec<Vec<u32>> {
    let mut by_kind = vec![Vec::new(); Kind::ALL.len() + 1];
    for (at, entry) in (0..).zip(&rows.nodes) {
        let kind = entry.row.kind.known().filter(|_| entry.has_kind);
        by_kind[kind.map_or(Kind::ALL.len(), |kind| *kind as usize)].push(at);
    }
    by_kind
}

/// The references of a row, by their positions; they stand in the order of rows.
fn references_of(row: usize, rows: &Rows) -> std::ops::Range<usize> {
    let from = rows.references.partition_point(|reference| reference.row < row);
    let count = rows.references[from..].iter().take_while(|reference| reference.row == row).count();
    from..from + count
}

fn settle_row(at: usize, rows: &mut Rows, settled: &mut [Option<Settled>], places: &mut Places<'_, '_>) {
    let entry = &rows.nodes[at];
    let kind = entry.row.kind.known().copied().filter(|_| entry.has_kind);
    let is_place = !matches!(kind.map(Kind::family), Some(Family::Person | Family::Party));
    let references = references_of(at, rows);
    let grids: Vec<usize> =
        references.filter(|at| matches!(rows.references[*at].kind, ReferenceKind::Grid(_))).collect();
    let stated = |at: &usize| Stated::of_reference(&rows.references[*at], &rows.texts, *at);
    let mut all: Vec<Stated<'_>> = grids.iter().map(stated).collect();
    if !is_place {
        if !all.is_empty() {
            all.sort_by_key(|stated| stated.rank);
            post(kind, all, settled, places);
        }
        all = Vec::new();
    }
    all.extend(entry.row.parent.as_deref().map(|parent| Stated::of_parent(entry, parent)));
    all.sort_by_key(|stated| stated.rank);
    let Some(lowest) = all.pop() else { return };
    let may_be = |above: Kind| match lowest.kind {
        Some(of) => above == of,
        None => kind.is_none_or(|kind| above.may_contain(kind)),
    };
    let parent = if lowest.is_literal && all.is_empty() {
        Some(lowest.text.to_owned())
    } else if all.is_empty()
        && let super::node_index::Found::Code(code) = places.index.find(lowest.text, may_be)
    {
        // Nearly all rows: one cell, one node.
        Some(code.to_owned())
    } else {
        all.push(lowest.clone());
        let known = places.memo.find(kind, &all).map(str::to_owned);
        known.or_else(|| {
            let told = places.told + places.forms.told();
            let code = nodes_of(&lowest, &all[..all.len() - 1], may_be, false, places)?.swap_remove(0);
            if places.told + places.forms.told() == told {
                places.memo.insert(kind, &all, &code);
            }
            Some(code)
        })
    };
    let (origin, field) = (lowest.origin.clone(), lowest.field);
    let is_literal = lowest.is_literal;
    let text = lowest.text.to_owned();
    if is_place {
        for grid in &grids {
            settled[*grid] = Some(Settled::Gone);
        }
    }
    let entry = &mut rows.nodes[at];
    let Some(parent) = parent else {
        // Building reports a code that no row has.
        entry.row.parent = Some(text);
        entry.is_parent_literal = is_literal;
        return;
    };
    let (node, above) = (places.index.node(&entry.row.code, kind), places.index.node(&parent, None));
    if let Some(above) = above {
        places.forms.look_at(&text, above, places.index, &origin, field, places.log);
        if let Some(node) = node {
            places.index.set_parent(node, above);
        }
    }
    entry.row.parent = Some(parent);
    entry.is_parent_literal = true;
}

/// Settles the grids that a person or Party organisation belongs to; the lowest column is meant, the others are checked.
fn post(kind: Option<Kind>, mut all: Vec<Stated<'_>>, settled: &mut [Option<Settled>], places: &mut Places<'_, '_>) {
    let Some(lowest) = all.pop() else { return };
    for upper in &all {
        settled[upper.reference] = Some(Settled::Gone);
    }
    if lowest.is_literal && all.is_empty() {
        return;
    }
    let may_be = |above: Kind| match lowest.kind {
        Some(of) => above == of,
        None => kind.is_none() || above.is_territory(),
    };
    settled[lowest.reference] = match nodes_of(&lowest, &all, may_be, true, places) {
        Some(codes) => {
            for code in &codes {
                if let Some(node) = places.index.node(code, None)
                    && codes.len() == 1
                {
                    places.forms.look_at(lowest.text, node, places.index, lowest.origin, lowest.field, places.log);
                }
            }
            Some(Settled::Nodes(codes.into_iter().map(|code| (code, true)).collect()))
        }
        // What is unknown or ambiguous is told where links are made.
        None => Some(Settled::Nodes(
            names(lowest.text, lowest.is_literal).map(|name| (name.to_owned(), lowest.is_literal)).collect(),
        )),
    };
}

/// The codes of the nodes that a cell names, checked against what stands beside it. `None` where it names none; what
/// contradicts is reported, and the first of several stands for whichever is meant.
fn nodes_of(
    lowest: &Stated<'_>,
    beside: &[Stated<'_>],
    may_be: impl Fn(Kind) -> bool,
    may_be_list: bool,
    places: &mut Places<'_, '_>,
) -> Option<Vec<String>> {
    let mut uppers = uppers_of(beside, places);
    let mut found = if lowest.is_literal {
        places.index.node(lowest.text, None).into_iter().collect()
    } else {
        places.index.candidates(lowest.text, &may_be)
    };
    if found.is_empty() && !lowest.is_literal {
        let is_list = may_be_list && lowest.text.contains(['、', '，', ',', ';', '；', '\n', '\r']);
        let path = if is_list { None } else { as_path(places.index, lowest.text, &may_be) };
        // Between several names stands the same sign.
        let path = path.filter(|path| !may_be_list || path.is_true(places.index, places.depth));
        if let Some(path) = path {
            found = path.last;
            uppers.extend(path.above.into_iter().map(|(text, nodes)| Upper {
                text,
                nodes,
                origin: lowest.origin.clone(),
            }));
        } else if may_be_list {
            let parts: Vec<&str> = names(lowest.text, false).collect();
            if parts.len() > 1 {
                let part = |text| Stated { text, ..lowest.clone() };
                let codes: Vec<Option<String>> = parts
                    .iter()
                    .map(|text| one_of(&part(text), &places.index.candidates(text, &may_be), &uppers, places))
                    .collect();
                return Some(
                    codes.into_iter().zip(parts).map(|(code, part)| code.unwrap_or_else(|| part.to_owned())).collect(),
                );
            }
        }
    }
    one_of(lowest, &found, &uppers, places).map(|code| vec![code])
}

/// The one of some nodes that lies in all that stands beside it.
fn one_of(lowest: &Stated<'_>, found: &[u32], uppers: &[Upper], places: &mut Places<'_, '_>) -> Option<String> {
    let index = &*places.index;
    let first = *found.first()?;
    let is_in = |node: u32, upper: &Upper| {
        upper.nodes.is_empty()
            || upper.nodes.contains(&node)
            || index.ancestors(node, places.depth).any(|above| upper.nodes.contains(&above))
    };
    let fitting: Vec<u32> =
        found.iter().copied().filter(|node| uppers.iter().all(|upper| is_in(*node, upper))).collect();
    let codes = index.listed(fitting.iter().copied());
    let written = excerpt(lowest.text);
    let problem = match codes[..] {
        [one] => return Some(one.to_owned()),
        // It may be told by the cell beside it that is reported already.
        [one, ..] if uppers.iter().any(|upper| upper.nodes.is_empty()) => return Some(one.to_owned()),
        [one, ..] => {
            let (codes, one) = (codes.iter().map(|code| (*code).to_owned()).collect(), one.to_owned());
            places.log.error(lowest.origin.clone(), lowest.field, CellProblem::Ambiguous { written, codes });
            places.told += 1;
            return Some(one);
        }
        [] => {
            let outside = uppers.iter().find(|upper| !found.iter().any(|node| is_in(*node, upper)));
            let upper = outside.or(uppers.first())?;
            let (other, first_cell) = (excerpt(&upper.text), upper.origin.clone());
            let all = index.listed(found.iter().copied());
            match all[..] {
                [code] => CellProblem::NotWithin {
                    written,
                    code: code.into(),
                    other,
                    beside: first_cell,
                    within: index.ancestors(first, places.depth).map(|at| index.shown(at)).collect(),
                },
                _ => CellProblem::NoneWithin {
                    written,
                    codes: all.into_iter().map(str::to_owned).collect(),
                    other,
                    beside: first_cell,
                },
            }
        }
    };
    let code = index.code(first).to_owned();
    places.log.error(lowest.origin.clone(), lowest.field, problem);
    places.told += 1;
    Some(code)
}

/// The nodes that the other columns name; what names none is told.
fn uppers_of(beside: &[Stated<'_>], places: &mut Places<'_, '_>) -> Vec<Upper> {
    let mut uppers = Vec::with_capacity(beside.len());
    for stated in beside {
        let may_be = |kind: Kind| stated.kind.is_none_or(|of| kind == of);
        let mut nodes = places.index.candidates(stated.text, may_be);
        if nodes.is_empty()
            && let Some(path) = as_path(places.index, stated.text, &may_be)
        {
            nodes = path.last;
        }
        if nodes.is_empty() {
            if places.forms.not_checked(stated, places.log) {
                uppers.push(Upper { text: stated.text.to_owned(), nodes, origin: stated.origin.clone() });
            }
            continue;
        }
        if let [node] = nodes[..] {
            places.forms.look_at(stated.text, node, places.index, stated.origin, stated.field, places.log);
        }
        uppers.push(Upper { text: stated.text.to_owned(), nodes, origin: stated.origin.clone() });
    }
    uppers
}

/// Settles what rows cover, where several places have the name or number: the one in the same grid or area is meant.
fn covers(rows: &Rows, settled: &mut [Option<Settled>], places: &Places<'_, '_>) {
    for (at, reference) in rows.references.iter().enumerate() {
        if reference.kind != ReferenceKind::Covers || reference.is_literal {
            continue;
        }
        let entry = &rows.nodes[reference.row];
        let is_grid = entry.row.kind.known().is_some_and(|kind| kind.family() == Family::Grid);
        let found =
            places.index.candidates(rows.texts.get(reference.name), |kind| !is_grid || kind.family() == Family::Place);
        let Some(node) = places.index.node(&entry.row.code, entry.row.kind.known().copied()) else { continue };
        if found.len() < 2 {
            continue;
        }
        for around in std::iter::once(node).chain(places.index.ancestors(node, places.depth)) {
            let lies_in = |place: &u32| places.index.ancestors(*place, places.depth).any(|above| above == around);
            let near: Vec<u32> = found.iter().copied().filter(lies_in).collect();
            if let [one] = near[..] {
                settled[at] = Some(Settled::Nodes(vec![(places.index.code(one).to_owned(), true)]));
            }
            if !near.is_empty() {
                break;
            }
        }
    }
}

#[cfg(test)]
#[path = "parents_tests.rs"]
mod tests;
