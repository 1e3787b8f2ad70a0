//! The order of the nodes: pre-order of containment, a node's places before its grids.

use super::texts::Texts;
use crate::kind::{Family, Kind};

/// No node.
pub(crate) const NONE: u32 = u32::MAX;

/// Containment in pre-order: who is above whom, as columns.
///
/// The forest of areas, grids and places comes first, then that of the Party organisations, then people;
/// root places come before root territories. So the places of a territory lie directly behind it, up to the
/// next territory: its *segment*.
#[derive(Debug)]
pub(crate) struct Tree {
    kinds: Vec<Kind>,
    parents: Vec<u32>,
    /// One behind the last node of the subtree.
    ends: Vec<u32>,
    /// The nodes that are territories, in order.
    territories: Vec<u32>,
    /// For each territory, the one above it, or `NONE`.
    territories_above: Vec<u32>,
    /// For each territory, the one behind the last territory of its subtree.
    territory_ends: Vec<u32>,
    /// For each node, which territory it is or stands in: its place in `territories`, or `NONE`.
    territory_of: Vec<u32>,
    /// One behind the last area, grid or place.
    forest_end: u32,
}

/// Where the families stand among siblings and roots.
const fn rank(family: Family) -> u8 {
    match family {
        Family::Place => 0,
        Family::Area | Family::Grid => 1,
        Family::Party => 2,
        Family::Person => 3,
    }
}

/// The order of rows in the tree, and how deep each stands.
pub(super) struct Order {
    /// Rows in pre-order; rows on a cycle, or below one, are missing.
    pub(super) rows: Vec<u32>,
    /// The rows that stand at the first depth beyond the limit.
    pub(super) too_deep: Vec<u32>,
}

/// Sorts rows into pre-order. `kinds` of rows that have none of their own may be anything.
pub(super) fn order(kinds: &[Kind], parents: &[u32], codes: &Texts, max_depth: usize) -> Order {
    let count = kinds.len();
    // Children of each row, those of the roots last, as ranges of one list.
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
    // Rows still to be visited, the next one last, each with its depth.
    let mut stack: Vec<(u32, usize)> = children[range(count)].iter().rev().map(|row| (*row, 1)).collect();
    while let Some((row, depth)) = stack.pop() {
        rows.push(row);
        if depth == max_depth.saturating_add(1) {
            too_deep.push(row);
        }
        stack.extend(children[range(row as usize)].iter().rev().map(|child| (*child, depth + 1)));
    }
    Order { rows, too_deep }
}

impl Tree {
    /// The tree of nodes that stand in pre-order.
    pub(super) fn new(kinds: Vec<Kind>, parents: Vec<u32>) -> Self {
        let count = kinds.len() as u32;
        let mut ends: Vec<u32> = (1..=count).collect();
        for node in (0..kinds.len()).rev() {
            if let Some(above) = parents.get(node).filter(|parent| **parent != NONE) {
                ends[*above as usize] = ends[*above as usize].max(ends[node]);
            }
        }
        let mut territories = Vec::new();
        let mut territories_above = Vec::new();
        let mut territory_of: Vec<u32> = Vec::with_capacity(kinds.len());
        for (node, kind) in kinds.iter().enumerate() {
            let above = territory_of.get(parents[node] as usize).copied().unwrap_or(NONE);
            territory_of.push(if kind.is_territory() {
                territories.push(node as u32);
                territories_above.push(above);
                territories.len() as u32 - 1
            } else {
                above
            });
        }
        let forest_end = kinds.partition_point(|kind| rank(kind.family()) <= rank(Family::Area)) as u32;
        let territory_ends = territories
            .iter()
            .map(|node| territories.partition_point(|other| *other < ends[*node as usize]) as u32)
            .collect();
        Self { kinds, parents, ends, territories, territories_above, territory_ends, territory_of, forest_end }
    }

    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    #[inline]
    pub(crate) fn kind(&self, node: u32) -> Kind {
        self.kinds[node as usize]
    }

    pub(crate) fn parent(&self, node: u32) -> Option<u32> {
        Some(self.parents[node as usize]).filter(|parent| *parent != NONE)
    }

    #[inline]
    pub(crate) fn end(&self, node: u32) -> u32 {
        self.ends[node as usize]
    }

    /// The nodes directly below one, or the roots.
    pub(crate) fn children(&self, above: Option<u32>) -> impl Iterator<Item = u32> + Clone {
        let (first, end) = above.map_or((0, self.len() as u32), |node| (node + 1, self.end(node)));
        let first = Some(first).filter(|first| *first < end);
        std::iter::successors(first, move |node| Some(self.end(*node)).filter(|next| *next < end))
    }

    pub(crate) fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> + Clone {
        std::iter::successors(self.parent(node), |above| self.parent(*above))
    }

    #[inline]
    pub(crate) fn territories(&self) -> &[u32] {
        &self.territories
    }

    /// The place among the territories of the one that the node is or stands in.
    #[inline]
    pub(crate) fn territory_of(&self, node: u32) -> Option<u32> {
        Some(self.territory_of[node as usize]).filter(|territory| *territory != NONE)
    }

    /// The territory directly above a territory, both by their places.
    #[inline]
    pub(crate) fn territory_above(&self, territory: u32) -> Option<u32> {
        Some(self.territories_above[territory as usize]).filter(|above| *above != NONE)
    }

    /// A territory and those above it, from below.
    pub(crate) fn territory_and_above(&self, territory: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(territory), |territory| self.territory_above(*territory))
    }

    #[inline]
    pub(crate) fn territory_end(&self, territory: u32) -> u32 {
        self.territory_ends[territory as usize]
    }

    /// One behind the last area, grid or place.
    pub(crate) fn forest_end(&self) -> u32 {
        self.forest_end
    }

    /// A territory and the places that stand directly in it, with all below them.
    #[inline]
    pub(crate) fn segment(&self, territory: u32) -> std::ops::Range<u32> {
        let at = territory as usize;
        self.territories[at]..self.territories.get(at + 1).copied().unwrap_or(self.forest_end)
    }
}
