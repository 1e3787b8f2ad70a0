//! Where a place counts besides the territory that contains it, because grids cover it or a place around it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Links, Tree};
use crate::kind::Relation;

/// The value of a place, with all below it, is added at a territory, or taken back there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Adjustment {
    pub(crate) territory: u32,
    pub(crate) place: u32,
    /// The number of nodes of the place; below zero where they are taken back.
    count: i32,
}

impl Adjustment {
    fn new(tree: &Tree, place: u32, territory: u32, adds: bool) -> Self {
        let count = (tree.end(place) - place) as i32;
        Self { territory, place, count: if adds { count } else { -count } }
    }

    /// The place with all below it.
    #[inline]
    pub(crate) const fn nodes(self) -> Range<u32> {
        self.place..self.place + self.count.unsigned_abs()
    }

    /// Whether the value is added.
    #[inline]
    pub(crate) const fn adds(self) -> bool {
        self.count > 0
    }

    /// One where it adds, and one less than nothing where it takes back.
    pub(super) const fn sign(self) -> i32 {
        self.count.signum()
    }
}

/// The cover links by places in pre-order, each grid by its place among the territories.
pub(crate) fn covers<'a>(tree: &'a Tree, links: &'a Links) -> impl Iterator<Item = (u32, u32)> + 'a {
    links.by_end(Relation::Covers).filter_map(|link| Some((link.to, tree.territory_of(link.from)?)))
}

/// Every cover adds the place at the grid.
pub(super) fn every_cover(tree: &Tree, links: &Links) -> Vec<Adjustment> {
    covers(tree, links).map(|(place, territory)| Adjustment::new(tree, place, territory, true)).collect()
}

/// Each territory above or at one of the territories that a place is attached to shall have it once.
///
/// With the attached territories in pre-order, that is: add the place at each, and take it back at the lowest
/// common ancestor of each neighbouring pair. Attaching one more changes only the pairs on its two sides, so
/// a cover gives at most four adjustments, however many there are. A place inside a covered place is attached
/// to all that the outer one is, and the outer one's adjustments count for it already.
///
/// O(c (log c + depth)) in c covers.
pub(super) fn adjustments(tree: &Tree, links: &Links) -> Vec<Adjustment> {
    let mut adjustments = Vec::new();
    let mut attached: BTreeSet<u32> = BTreeSet::new();
    // The covered places around the current one, itself last: each with what it attached.
    let mut around: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, territory) in covers(tree, links) {
        while let Some((_, own)) = around.pop_if(|(outer, _)| tree.end(*outer) <= place) {
            for territory in own {
                attached.remove(&territory);
            }
        }
        if around.is_empty() {
            attached.clear();
            attached.extend(tree.territory_of(place));
        }
        if around.last().is_none_or(|(last, _)| *last != place) {
            around.push((place, Vec::new()));
        }
        if !attached.insert(territory) {
            continue;
        }
        if let Some((_, own)) = around.last_mut() {
            own.push(territory);
        }
        let before = attached.range(..territory).next_back().copied();
        let after = attached.range(territory + 1..).next().copied();
        let meet = |one: Option<u32>, other: Option<u32>| lowest_common_ancestor(tree, one?, other?);
        let mut adjust = |territory: Option<u32>, adds: bool| {
            adjustments.extend(territory.map(|territory| Adjustment::new(tree, place, territory, adds)));
        };
        adjust(Some(territory), true);
        adjust(meet(before, Some(territory)), false);
        adjust(meet(Some(territory), after), false);
        adjust(meet(before, after), true);
    }
    adjustments
}

/// The lowest territory that is or holds both; none in different trees. O(depth).
fn lowest_common_ancestor(tree: &Tree, mut one: u32, mut other: u32) -> Option<u32> {
    // Ancestors come first in pre-order, so the later of the two cannot be above the earlier.
    while one != other {
        let later = one.max(other);
        let above = tree.territory_above(later)?;
        (one, other) = (one.min(other), above);
    }
    Some(one)
}
