//! What was recorded stays recorded: a link that is undone says that there is none any more, not that nobody knows.
//!
//! Where no ledger states what it records, links say it: a relation counts as recorded in a tree in which any link of it
//! stands. When a change undoes the last one, or moves what had it to another tree, a statement takes its place.

use std::collections::{BTreeMap, BTreeSet};

use super::overlay::{Id, Overlay};
use crate::governance::{Governance, Node, Relations};
use crate::kind::{Family, Kind, Relation};

/// Finds what is not recorded on the new map any more, although the base graph records it and no change says otherwise, and states
/// it in the overlay. Whether anything was stated: then the map is to be built again. O((roots + k) · log n) for k nodes
/// that were changed.
pub(super) fn keep_recorded(overlay: &mut Overlay<'_>, new: &Governance) -> bool {
    let origins = overlay.origins();
    let mut kept: BTreeMap<Id, Relations> = BTreeMap::new();
    for relation in Relation::LINKS.iter().copied().filter(|relation| !new.unrecorded(*relation).is_empty()) {
        // The topmost first, so that one statement serves for all below it.
        let mut stated: BTreeSet<&str> = BTreeSet::new();
        for node in candidates(overlay, new).filter(|node| leads_here(relation, node.kind())) {
            let Some(id) = overlay.find(node.code()) else { continue };
            let mut around = std::iter::once(node).chain(node.ancestors());
            let is_said = |node: Node<'_>| {
                stated.contains(node.code()) || overlay.find(node.code()).is_some_and(|id| overlay.states(id))
            };
            if node.records(relation) || around.any(is_said) || !overlay.recorded(id, &origins, relation) {
                continue;
            }
            stated.insert(node.code());
            let recorded = || Relation::LINKS.iter().copied().filter(|other| node.records(*other)).collect();
            let relations = kept.entry(id).or_insert_with(recorded);
            *relations = relations.with(relation);
        }
    }
    for (id, relations) in &kept {
        overlay.keep_records(*id, *relations);
    }
    !kept.is_empty()
}

/// The nodes at whose tops what is recorded can have changed, in pre-order: roots, and nodes that were changed.
fn candidates<'n>(overlay: &Overlay<'_>, new: &'n Governance) -> impl Iterator<Item = Node<'n>> {
    let changed = overlay.edited_codes().filter_map(|code| new.node(code));
    let mut all: Vec<Node<'n>> = new.roots().chain(changed).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

/// Whether links of a relation lead to nodes of a kind, or to nodes below these: there it is asked whether it is recorded.
pub(super) fn leads_here(relation: Relation, kind: Kind) -> bool {
    let side = |family: Family| (family.stands_in_territory(), family == Family::Party);
    relation.to_families().iter().any(|to| side(*to) == side(kind.family()))
}

#[cfg(test)]
#[path = "keep_recorded_tests.rs"]
mod tests;
