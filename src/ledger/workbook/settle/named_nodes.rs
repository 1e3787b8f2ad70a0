//! Nodes that other rows name: references become links, or the parent of a row.
//!
//! A person or Party organisation that is named and has no row becomes a node.

use super::node_index::{Found, NodeIndex};
use crate::kind::{Family, Kind, Relation};
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{LinkEntry, NodeEntry, Reference, ReferenceKind, Rows, code_of_named};
use crate::ledger::workbook::{CellProblem, Field, Remark, kind_names};
use crate::ledger::{LinkRow, NodeRow, Origin, excerpt};

/// A node that is known only by its name, because no row is about it.
struct NamedNode {
    code: String,
    name: String,
    is_person: bool,
    /// Where it is first named.
    first: Origin,
    /// How many cells name it.
    times: usize,
}

/// The nodes that are known only by their names.
#[derive(Default)]
struct NamedNodes {
    nodes: Vec<NamedNode>,
    by_name: HashIndex,
}

impl NamedNodes {
    fn find(&self, reference: &Reference) -> Option<usize> {
        let is_person = is_person(reference);
        let is_same = |at: usize| self.nodes[at].is_person == is_person && self.nodes[at].name == reference.name;
        self.by_name.find((is_person, &reference.name), is_same)
    }

    /// Makes a node of the name, and the row of the node.
    fn insert(&mut self, reference: &Reference) -> (usize, NodeRow) {
        let is_person = is_person(reference);
        let at = self.nodes.len();
        self.by_name.find_or_insert((is_person, &reference.name), at, |_| false);
        let (name, first) = (reference.name.clone(), reference.origin.clone());
        let code = code_of_named(is_person, &name);
        let kind = if is_person { Kind::Person } else { kind_names::kind_of_party(&name) };
        let mut row = NodeRow::new(kind, code.clone(), name.clone());
        row.origin = first.clone();
        self.nodes.push(NamedNode { code, name, is_person, first, times: 0 });
        (at, row)
    }
}

/// Settles all references. The index knows the new nodes afterwards.
pub(super) fn resolve(rows: &mut Rows, index: &mut NodeIndex, log: &mut Log<'_>) {
    let written_nodes = rows.nodes.len();
    let references = std::mem::take(&mut rows.references);
    let mut named = NamedNodes::default();
    // A node that stands in several lines names the same people in each of them: such links are made once.
    let mut made = HashIndex::with_capacity(references.len());
    let first_link = rows.links.len();
    rows.links.reserve(references.len());
    for reference in references {
        let Some(entry) = rows.nodes.get_mut(reference.row) else { continue };
        let family = entry.row.kind.known().map(|kind| kind.family());
        let Some((relation, is_start)) = relation_of(reference.kind, family) else {
            set_parent(entry, &reference, index, log);
            continue;
        };
        let code = entry.row.code.clone();
        let may_be = |kind: Kind| match (reference.kind, is_start) {
            (ReferenceKind::Post(_), _) => kind == Kind::Person,
            (_, true) => relation.from_families().contains(&kind.family()),
            (_, false) => relation.to_families().contains(&kind.family()),
        };
        let may_be_new = is_start && reference.kind != ReferenceKind::Covers && !reference.is_literal;
        // Most names come many times, so those without a row are looked up first.
        let known = if may_be_new { named.find(&reference) } else { None };
        let found = match known {
            Some(_) => Found::Nothing,
            None if reference.is_literal => Found::Code(&reference.name),
            None => index.find(&reference.name, may_be),
        };
        let other = match found {
            Found::Code(code) => code.to_owned(),
            Found::Several(codes) => {
                let written = excerpt(&reference.name);
                log.error(reference.origin, None, CellProblem::Ambiguous { written, codes });
                continue;
            }
            Found::Nothing if may_be_new => {
                let at = known.unwrap_or_else(|| {
                    let (at, row) = named.insert(&reference);
                    rows.nodes.push(NodeEntry::named(row));
                    at
                });
                let node = &mut named.nodes[at];
                node.times += 1;
                node.code.clone()
            }
            // Building reports a code that no row has.
            Found::Nothing => reference.name.clone(),
        };
        let (from, to) = if is_start { (other, code) } else { (code, other) };
        let mut link = LinkRow::new(relation, from, to);
        link.role = match reference.kind {
            ReferenceKind::Post(role) => Some(role.into()),
            _ => reference.role,
        };
        link.origin = reference.origin;
        let links = &rows.links[first_link..];
        if made.find_or_insert((&link.from, &link.to), links.len(), |at| links[at].row == link).is_none() {
            rows.links.push(LinkEntry { row: link, are_ends_literal: [true; 2] });
        }
    }
    for entry in &rows.nodes[written_nodes..] {
        index.insert(&entry.row);
    }
    for NamedNode { name, first, times, .. } in named.nodes.into_iter().filter(|node| node.times > 1) {
        log.note(first, Remark::TakenForOne { name, times });
    }
}

fn is_person(reference: &Reference) -> bool {
    matches!(reference.kind, ReferenceKind::Post(_))
}

/// The relation that a reference in a row of this family stands for, and whether the named node is its start; `None`
/// where it stands for no link.
fn relation_of(kind: ReferenceKind, family: Option<Family>) -> Option<(Relation, bool)> {
    Some(match (kind, family?) {
        (ReferenceKind::Post(_), _) => (Relation::Serves, true),
        (ReferenceKind::Party, Family::Area | Family::Grid) => (Relation::Leads, true),
        (ReferenceKind::Party, Family::Place) => (Relation::SeatedAt, true),
        (ReferenceKind::Party, Family::Person) => (Relation::MemberOf, false),
        (ReferenceKind::Grid(_), Family::Person) => (Relation::Serves, false),
        (ReferenceKind::Grid(_), Family::Party) => (Relation::Leads, false),
        (ReferenceKind::Covers, Family::Grid) => (Relation::Covers, false),
        (ReferenceKind::Covers, Family::Place) => (Relation::Covers, true),
        (ReferenceKind::Seat, Family::Party) => (Relation::SeatedAt, false),
        _ => return None,
    })
}

/// Takes a reference that stands for no link as the parent of the row, or reports it where it cannot be that.
fn set_parent(entry: &mut NodeEntry, reference: &Reference, index: &NodeIndex, log: &mut Log<'_>) {
    let kind = entry.row.kind.known().copied();
    let is_parent = matches!(
        (reference.kind, kind.map(Kind::family)),
        (ReferenceKind::Grid(_), Some(Family::Area | Family::Grid | Family::Place) | None)
            | (ReferenceKind::Party, Some(Family::Party))
    );
    if !is_parent {
        let field = match reference.kind {
            ReferenceKind::Seat => Field::Seat,
            ReferenceKind::Covers => Field::Covers,
            _ => Field::Grid,
        };
        let problem = CellProblem::Misplaced {
            kind: kind.unwrap_or(Kind::Person),
            heading: field.chinese().to_owned(),
            written: excerpt(&reference.name),
        };
        return log.error(reference.origin.clone(), None, problem);
    }
    let may_contain = |above: Kind| kind.is_none_or(|kind| above.may_contain(kind));
    let node_of = |written: &str| match index.find(written, may_contain) {
        Found::Code(code) => Some(code.to_owned()),
        _ => None,
    };
    let is_same = |one: &str, other: &str| match (node_of(one), node_of(other)) {
        (Some(one), Some(other)) => one == other,
        (Some(code), None) => code == other,
        (None, Some(code)) => one == code,
        (None, None) => one == other,
    };
    match &entry.row.parent {
        Some(other) if !is_same(other, &reference.name) => {
            let problem = CellProblem::Contradiction {
                code: entry.row.code.clone(),
                written: excerpt(&reference.name),
                other: other.clone(),
                first: entry.row.origin.clone(),
            };
            log.error(reference.origin.clone(), None, problem);
        }
        Some(_) => {}
        None => {
            entry.is_parent_literal = reference.is_literal;
            entry.row.parent = Some(reference.name.clone());
        }
    }
}
