//! The columns that are added: the place of the node in the order of the graph, and the codes above it.

use crate::governance::{Governance, NONE};
use crate::kind::Kind;
use crate::table::schema::levels;

/// The name of the column with the number of the node.
pub(in crate::table) const PRE: &str = "pre";

/// The name of the column with the lowest area or grid.
pub(in crate::table) const TERRITORY: &str = "territory";

/// For each area and grid the one of each level that it is or lies in.
#[derive(Debug)]
pub(in crate::table) struct Ancestors<'g> {
    governance: &'g Governance,
    levels: Vec<Kind>,
    /// By territory and level: a node, or `NONE`.
    above: Vec<u32>,
}

impl<'g> Ancestors<'g> {
    /// O(territories · levels).
    pub(in crate::table) fn new(governance: &'g Governance) -> Self {
        let levels = levels(governance);
        let tree = governance.tree();
        let mut above = vec![NONE; tree.territories().len() * levels.len()];
        for (territory, node) in tree.territories().iter().enumerate() {
            let own = territory * levels.len();
            if let Some(outer) = tree.territory_above(territory as u32) {
                let outer = outer as usize * levels.len();
                above.copy_within(outer..outer + levels.len(), own);
            }
            if let Some(level) = levels.iter().position(|level| *level == tree.kind(*node)) {
                above[own + level] = *node;
            }
        }
        Self { governance, levels, above }
    }

    pub(in crate::table) fn governance(&self) -> &'g Governance {
        self.governance
    }

    /// The kinds of areas and grids that occur, each of which is a column.
    pub(in crate::table) fn levels(&self) -> &[Kind] {
        &self.levels
    }

    /// The names of all columns that are added.
    pub(in crate::table) fn names(&self) -> impl Iterator<Item = &'static str> {
        [PRE, TERRITORY].into_iter().chain(self.levels.iter().map(|level| level.id()))
    }

    /// The number of the lowest territory of a node; `None` for Party organisations and people.
    pub(in crate::table) fn territory(&self, node: u32) -> Option<u32> {
        self.governance.tree().territory_of(node)
    }

    /// The code of a territory, by its number among territories.
    pub(in crate::table) fn code(&self, territory: u32) -> &'g str {
        self.governance.at(self.governance.tree().territories()[territory as usize]).code()
    }

    /// The code of the area or grid of a level that a territory is or lies in.
    pub(in crate::table) fn code_above(&self, territory: u32, level: usize) -> Option<&'g str> {
        let node = self.above[territory as usize * self.levels.len() + level];
        (node != NONE).then(|| self.governance.at(node).code())
    }
}
