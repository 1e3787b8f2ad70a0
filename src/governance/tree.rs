//! Containment as columns over the nodes in their order.

use super::node_order::rank;
use crate::kind::{Family, Kind};

/// In a column of nodes or territories: none.
pub(crate) const NONE: u32 = u32::MAX;

/// Containment as columns over the nodes in pre-order.
///
/// Areas, grids and places come first, then Party organisations, then people; root places come before root
/// territories. So the places directly in a territory follow it, up to the next territory: the two
/// together are its *segment*.
///
/// Territories are also numbered among themselves, by their index in `territories`.
#[derive(Debug)]
pub(crate) struct Tree {
    kinds: Vec<Kind>,
    parents: Vec<u32>,
    /// For each node, the end of its subtree: one past the last node in it.
    ends: Vec<u32>,
    /// The nodes that are territories, in order.
    territories: Vec<u32>,
    /// For each territory, the one above it, or `NONE`.
    territories_above: Vec<u32>,
    /// For each territory, the end of its subtree among territories.
    territory_ends: Vec<u32>,
    /// For each node, the territory that it is or is directly in, or `NONE`.
    territory_of: Vec<u32>,
    /// One past the last area, grid or place.
    forest_end: u32,
}

impl Tree {
    /// The tree of nodes that are given in pre-order.
    pub(super) fn new(kinds: Vec<Kind>, parents: Vec<u32>) -> Self {
        let ends = ends_of_subtrees(&parents);
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
        let territory_ends = ends_of_subtrees(&territories_above);
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

    /// The end of the subtree: one past the last node in it.
    #[inline]
    pub(crate) fn end(&self, node: u32) -> u32 {
        self.ends[node as usize]
    }

    /// The nodes directly below a node; for `None`, the roots.
    pub(crate) fn children(&self, above: Option<u32>) -> impl Iterator<Item = u32> + Clone {
        let (first, end) = above.map_or((0, self.len() as u32), |node| (node + 1, self.end(node)));
        let first = Some(first).filter(|first| *first < end);
        std::iter::successors(first, move |node| Some(self.end(*node)).filter(|next| *next < end))
    }

    /// The nodes above, the nearest first.
    pub(crate) fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> + Clone {
        std::iter::successors(self.parent(node), |above| self.parent(*above))
    }

    /// The nodes that are territories.
    #[inline]
    pub(crate) fn territories(&self) -> &[u32] {
        &self.territories
    }

    /// The territory that the node is or is directly in.
    #[inline]
    pub(crate) fn territory_of(&self, node: u32) -> Option<u32> {
        Some(self.territory_of[node as usize]).filter(|territory| *territory != NONE)
    }

    /// The territory directly above a territory.
    #[inline]
    pub(crate) fn territory_above(&self, territory: u32) -> Option<u32> {
        Some(self.territories_above[territory as usize]).filter(|above| *above != NONE)
    }

    /// A territory and all above it, from the bottom up.
    pub(crate) fn territory_and_above(&self, territory: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(territory), |territory| self.territory_above(*territory))
    }

    /// The end of a territory's subtree among territories.
    #[inline]
    pub(crate) fn territory_end(&self, territory: u32) -> u32 {
        self.territory_ends[territory as usize]
    }

    /// One past the last area, grid or place.
    pub(crate) fn forest_end(&self) -> u32 {
        self.forest_end
    }

    /// A territory and the places directly in it, with all below them.
    #[inline]
    pub(crate) fn segment(&self, territory: u32) -> std::ops::Range<u32> {
        let at = territory as usize;
        self.territories[at]..self.territories.get(at + 1).copied().unwrap_or(self.forest_end)
    }
}

/// For each node of a forest in pre-order, given by what is above each, one past the last node of its subtree; O(n).
fn ends_of_subtrees(above: &[u32]) -> Vec<u32> {
    let mut ends: Vec<u32> = (1..=above.len() as u32).collect();
    for node in (0..above.len()).rev() {
        if above[node] != NONE {
            let above = above[node] as usize;
            ends[above] = ends[above].max(ends[node]);
        }
    }
    ends
}
