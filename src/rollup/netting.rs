//! Which grids net a place: those that contain it, and those that cover it or a place around it.

use std::collections::BTreeSet;

use crate::governance::{Governance, Link, Tree};
use crate::kind::{Family, Relation};
use crate::set::NodeSet;

/// The value of a place, with all below it, is added at a territory, or taken back there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
    pub(crate) territory: u32,
    pub(crate) place: u32,
    pub(crate) adds: bool,
}

/// The cover links by places in pre-order, each grid by its place among the territories.
fn covers(governance: &Governance) -> impl Iterator<Item = (u32, u32)> + '_ {
    let grid = |link: &Link| governance.tree().territory_of(link.from);
    governance.links().by_end(Relation::Covers).filter_map(move |link| Some((link.to, grid(&link)?)))
}

/// Every cover adds the place at the grid.
pub(super) fn every_cover(governance: &Governance) -> Vec<Adjustment> {
    covers(governance).map(|(place, territory)| Adjustment { territory, place, adds: true }).collect()
}

/// Each territory above or at one of the territories that a place is attached to shall have it once.
///
/// With the attached territories in pre-order, that is: add the place at each, and take it back at the lowest
/// common ancestor of each neighbouring pair. Attaching one more changes only the pairs on its two sides, so
/// a cover gives at most four adjustments, however many there are. A place inside a covered place is attached
/// to all that the outer one is, and the outer one's adjustments count for it already.
///
/// O(c (log c + depth)) in c covers.
pub(super) fn distinct(governance: &Governance) -> Vec<Adjustment> {
    let tree = governance.tree();
    let mut adjustments = Vec::new();
    let mut attached: BTreeSet<u32> = BTreeSet::new();
    // The covered places around the current one, itself last: each with what it attached.
    let mut around: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, territory) in covers(governance) {
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
            adjustments.extend(territory.map(|territory| Adjustment { territory, place, adds }));
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

/// The places by how many grids net them; see [`Governance::netting`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Netting<'g> {
    /// Places that no grid contains or covers.
    pub by_none: NodeSet<'g>,
    /// Places that one grid nets; those above it net them through it.
    pub by_one: NodeSet<'g>,
    /// Places that several grids net of which none contains another.
    pub by_several: NodeSet<'g>,
}

/// The grids that net one place: none, a line of which each contains the next, or several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Net {
    None,
    /// By its lowest grid.
    Line(u32),
    Several,
}

impl Net {
    fn and(self, tree: &Tree, grid: u32) -> Self {
        let holds = |upper: u32, lower: u32| (upper..tree.territory_end(upper)).contains(&lower);
        match self {
            Net::None => Net::Line(grid),
            Net::Line(lowest) if holds(grid, lowest) => self,
            Net::Line(lowest) if holds(lowest, grid) => Net::Line(grid),
            Net::Line(_) | Net::Several => Net::Several,
        }
    }
}

impl Governance {
    /// The places that no grid nets, that one does, and that several do.
    ///
    /// A grid nets a place that it contains at any depth, or that it covers, itself or with a place around
    /// it. Grids that contain each other count as one. O(n + c) in c covers.
    #[must_use]
    pub fn netting(&self) -> Netting<'_> {
        let tree = self.tree();
        let mut covers = covers(self).peekable();
        let mut around: Vec<(u32, Net)> = Vec::new();
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        let places = (0..tree.forest_end()).filter(|node| tree.kind(*node).family() == Family::Place);
        for place in places {
            while around.pop_if(|(outer, _)| tree.end(*outer) <= place).is_some() {}
            let home = || match tree.territory_of(place) {
                Some(home) if tree.kind(tree.territories()[home as usize]).family() == Family::Grid => Net::Line(home),
                _ => Net::None,
            };
            let mut net = around.last().map_or_else(home, |(_, net)| *net);
            if covers.peek().is_some_and(|(covered, _)| *covered == place) {
                while let Some((_, grid)) = covers.next_if(|(covered, _)| *covered == place) {
                    net = net.and(tree, grid);
                }
                around.push((place, net));
            }
            let by = match net {
                Net::None => 0,
                Net::Line(_) => 1,
                Net::Several => 2,
            };
            sorted[by].push(place);
        }
        let [none, line, several] = sorted.map(|places| self.set_of_sorted(places));
        Netting { by_none: none, by_one: line, by_several: several }
    }
}
