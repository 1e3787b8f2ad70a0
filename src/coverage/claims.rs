//! How many grids claim a place.

use crate::governance::{Governance, Tree, covers};
use crate::kind::Family;
use crate::set::NodeSet;

/// The places by how many grids claim them; see [`Governance::claims`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Claims<'g> {
    /// Places that no grid contains or covers.
    pub by_none: NodeSet<'g>,
    /// Places that one grid claims; the grids above it claim them through it.
    pub by_one: NodeSet<'g>,
    /// Places that several grids claim, none of which contains another.
    pub by_several: NodeSet<'g>,
}

/// The grids that claim one place: none, a line of which each contains the next, or several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    None,
    /// By its lowest grid.
    Line(u32),
    Several,
}

impl Claim {
    fn and(self, tree: &Tree, grid: u32) -> Self {
        let holds = |upper: u32, lower: u32| (upper..tree.territory_end(upper)).contains(&lower);
        match self {
            Claim::None => Claim::Line(grid),
            Claim::Line(lowest) if holds(grid, lowest) => self,
            Claim::Line(lowest) if holds(lowest, grid) => Claim::Line(grid),
            Claim::Line(_) | Claim::Several => Claim::Several,
        }
    }
}

impl Governance {
    /// The places that no grid claims, that one claims, and that several claim.
    ///
    /// A grid claims a place that it contains at any depth, or that it covers, itself or with a place around
    /// it. Grids that contain each other count as one. O(n + c) in c covers.
    #[must_use]
    pub fn claims(&self) -> Claims<'_> {
        let tree = self.tree();
        let mut covers = covers(tree, self.links()).peekable();
        let mut around: Vec<(u32, Claim)> = Vec::new();
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        let places = (0..tree.forest_end()).filter(|node| tree.kind(*node).family() == Family::Place);
        for place in places {
            while around.pop_if(|(outer, _)| tree.end(*outer) <= place).is_some() {}
            let home = || match tree.territory_of(place) {
                Some(home) if tree.kind(tree.territories()[home as usize]).family() == Family::Grid => {
                    Claim::Line(home)
                }
                _ => Claim::None,
            };
            let mut claim = around.last().map_or_else(home, |(_, claim)| *claim);
            if covers.peek().is_some_and(|(covered, _)| *covered == place) {
                while let Some((_, grid)) = covers.next_if(|(covered, _)| *covered == place) {
                    claim = claim.and(tree, grid);
                }
                around.push((place, claim));
            }
            let by = match claim {
                Claim::None => 0,
                Claim::Line(_) => 1,
                Claim::Several => 2,
            };
            sorted[by].push(place);
        }
        let [none, line, several] = sorted.map(|places| self.set_of_sorted(places));
        Claims { by_none: none, by_one: line, by_several: several }
    }
}
