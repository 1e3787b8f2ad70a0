//! How many grids net a place.

use crate::governance::{Governance, Tree, covers};
use crate::kind::Family;
use crate::set::NodeSet;

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
        let mut covers = covers(tree, self.links()).peekable();
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
