//! How many grids claim a place.

use crate::governance::{Governance, Tree, covers};
use crate::kind::Family;
use crate::set::NodeSet;

/// All places, by how many grids claim them; see [`Governance::claims`].
#[derive(Debug, Clone, serde::Serialize)]
#[non_exhaustive]
pub struct Claims<'g> {
    /// Places that no grid contains or covers.
    pub by_none: NodeSet<'g>,
    /// Places that one grid claims. The grids that contain this grid do not count as further ones.
    pub by_one: NodeSet<'g>,
    /// Places that at least two grids claim, neither of which contains the other.
    pub by_several: NodeSet<'g>,
}

/// The grids that claim one place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    None,
    /// One grid, or several each of which contains the next: the lowest of them.
    Chain(u32),
    /// At least two grids, neither of which contains the other.
    Several,
}

impl Claim {
    /// The claim with one more grid.
    fn and(self, tree: &Tree, grid: u32) -> Self {
        let holds = |upper: u32, lower: u32| (upper..tree.territory_end(upper)).contains(&lower);
        match self {
            Claim::None => Claim::Chain(grid),
            Claim::Chain(lowest) if holds(grid, lowest) => self,
            Claim::Chain(lowest) if holds(lowest, grid) => Claim::Chain(grid),
            Claim::Chain(_) | Claim::Several => Claim::Several,
        }
    }
}

impl Governance {
    /// The places that no grid claims, that one grid claims, and that several claim.
    ///
    /// A grid claims a place if it contains the place at any depth, or covers the place or one around it. Of two grids
    /// that claim a place, one inside the other, only the inner one counts. O(n + c) for c covers.
    #[must_use]
    pub fn claims(&self) -> Claims<'_> {
        let tree = self.tree();
        let mut covers = covers(tree, self.links()).peekable();
        // The covered places around the current one, the innermost last, each with the claim on it.
        let mut around: Vec<(u32, Claim)> = Vec::new();
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        let places = (0..tree.forest_end()).filter(|node| tree.kind(*node).family() == Family::Place);
        for place in places {
            while around.pop_if(|(outer, _)| tree.end(*outer) <= place).is_some() {}
            let home = || match tree.territory_of(place) {
                Some(home) if tree.kind(tree.territories()[home as usize]).family() == Family::Grid => {
                    Claim::Chain(home)
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
                Claim::Chain(_) => 1,
                Claim::Several => 2,
            };
            sorted[by].push(place);
        }
        let [none, one, several] = sorted.map(|places| self.set_of_sorted(places));
        Claims { by_none: none, by_one: one, by_several: several }
    }
}
