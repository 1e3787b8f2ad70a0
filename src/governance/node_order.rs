//! The order of the nodes: pre-order of containment, a node's places before its grids.

use super::NONE;
use super::texts::Texts;
use crate::kind::{Family, Kind};

/// The position of a family among siblings and roots.
pub(super) const fn rank(family: Family) -> u8 {
    match family {
        Family::Place => 0,
        Family::Area | Family::Grid => 1,
        Family::Party => 2,
        Family::Person => 3,
    }
}

/// The rows in the order of the nodes.
pub(super) struct NodeOrder {
    /// Rows in pre-order; `None` if they stand in it already. Rows on a cycle, and rows below one, are missing.
    pub(super) rows: Option<Vec<u32>>,
    /// The rows that are one level deeper than allowed.
    pub(super) too_deep: Vec<u32>,
}

/// Sorts rows into pre-order. A row without a kind may be given any.
pub(super) fn node_order(kinds: &[Kind], parents: &[u32], codes: &Texts, max_depth: usize) -> NodeOrder {
    if is_node_order(kinds, parents, codes, max_depth) {
        return NodeOrder { rows: None, too_deep: Vec::new() };
    }
    let count = kinds.len();
    // Counting sort: the children of each row are a range of one list; the roots are the last range.
    let slot = |row: usize| if parents[row] == NONE { count } else { parents[row] as usize };
    let mut starts = vec![0_u32; count + 2];
    for row in 0..count {
        starts[slot(row) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![0_u32; count];
    for row in 0..count {
        let place = &mut next[slot(row)];
        children[*place as usize] = row as u32;
        *place += 1;
    }
    drop(next);
    let range = |slot: usize| starts[slot] as usize..starts[slot + 1] as usize;
    for above in 0..=count {
        let siblings = &mut children[range(above)];
        if siblings.len() > 1 {
            let key = |row: u32| (rank(kinds[row as usize].family()), codes.get(row));
            if !siblings.is_sorted_by(|a, b| key(*a) <= key(*b)) {
                siblings.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
            }
        }
    }

    let mut rows = Vec::with_capacity(count);
    let mut too_deep = Vec::new();
    // A stack of rows to visit, each with its depth: no recursion, so depth cannot overflow the thread's stack.
    let mut stack: Vec<(u32, usize)> = children[range(count)].iter().rev().map(|row| (*row, 1)).collect();
    while let Some((row, depth)) = stack.pop() {
        rows.push(row);
        if depth == max_depth.saturating_add(1) {
            too_deep.push(row);
        }
        stack.extend(children[range(row as usize)].iter().rev().map(|child| (*child, depth + 1)));
    }
    NodeOrder { rows: Some(rows), too_deep }
}

/// Whether rows stand in the order of the nodes, and none is too deep.
fn is_node_order(kinds: &[Kind], parents: &[u32], codes: &Texts, max_depth: usize) -> bool {
    // The last row and its ancestors, from the root, each with what its last child so far is sorted by.
    let mut path: Vec<(u32, Option<(u8, &str)>)> = Vec::new();
    let mut last_root = None;
    for ((row, parent), kind) in (0..).zip(parents).zip(kinds) {
        while path.last().is_some_and(|(above, _)| above != parent) {
            path.pop();
        }
        let before = match path.last_mut() {
            Some((_, before)) => before,
            None if *parent == NONE => &mut last_root,
            None => return false,
        };
        let key = Some((rank(kind.family()), codes.get(row)));
        if std::mem::replace(before, key) > key {
            return false;
        }
        path.push((row, None));
        if path.len() > max_depth {
            return false;
        }
    }
    true
}
