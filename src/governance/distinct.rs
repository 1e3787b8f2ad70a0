//! Where a covered place counts, beyond the territories that contain it, so that no total counts it twice.
//!
//! A place inside a covered place is covered as well.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Links, Tree};
use crate::kind::Relation;

/// Adds the value of a place, with all below it, at a territory, or takes it back there.
///
/// It acts on the territory and all above it, as the value of a node directly in it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Adjustment {
    pub(crate) territory: u32,
    pub(crate) place: u32,
    /// The number of nodes of the place; negative if its value is taken back.
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

    /// 1 if the value is added, -1 if it is taken back.
    pub(super) const fn sign(self) -> i32 {
        self.count.signum()
    }
}

/// The covers as pairs of place and territory, sorted by place in pre-order.
pub(crate) fn covers<'a>(tree: &'a Tree, links: &'a Links) -> impl Iterator<Item = (u32, u32)> + 'a {
    links.by_end(Relation::Covers).filter_map(|link| Some((link.to, tree.territory_of(link.from)?)))
}

/// The adjustments of `EveryCover`: each cover adds the place at the grid.
pub(super) fn every_cover(tree: &Tree, links: &Links) -> Vec<Adjustment> {
    covers(tree, links).map(|(place, territory)| Adjustment::new(tree, place, territory, true)).collect()
}

/// The adjustments of `Distinct`: a place counts once in every territory that contains it or in which a grid covers it.
///
/// A place is *attached* to the territory that contains it and to each grid that covers it. Sort the attached
/// territories in pre-order, add the place at each, and take it back at the lowest common ancestor of each
/// neighbouring pair. Then every territory on the way to the root holds it exactly once: where k paths meet, k - 1
/// pairs have their lowest common ancestor.
///
/// Attaching one more territory changes only the pair that it falls between, so a cover makes at most four
/// adjustments. A place inside a covered place is attached to all that the outer place is; the adjustments of the
/// outer place act on it already.
///
/// O(c (log c + depth)) for c covers.
pub(super) fn adjustments(tree: &Tree, links: &Links) -> Vec<Adjustment> {
    let mut adjustments = Vec::new();
    let mut attached: BTreeSet<u32> = BTreeSet::new();
    // The covered places around the current one, the innermost last, each with the territories that it attached.
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

/// The lowest territory that is or contains both; `None` if they are in different trees. O(depth).
pub(crate) fn lowest_common_ancestor(tree: &Tree, mut one: u32, mut other: u32) -> Option<u32> {
    // Ancestors come first in pre-order, so the later of the two cannot be above the earlier.
    while one != other {
        let later = one.max(other);
        let above = tree.territory_above(later)?;
        (one, other) = (one.min(other), above);
    }
    Some(one)
}
