//! How many nodes of a set are in each area and grid.

use serde::{Serialize, Serializer};

use super::NodeSet;
use crate::governance::{Governance, Node};

/// How many nodes of a [`NodeSet`] are in each area and grid, including itself.
///
/// It serializes as a map from codes to numbers. It keeps running counts at the starts of the territories, so that each answer is a subtraction.
#[derive(Debug, Clone)]
pub struct PerTerritory<'g> {
    governance: &'g Governance,
    before: Before,
}

/// How many nodes of a set come before each territory, and before the end after the last one.
#[derive(Debug, Clone)]
enum Before {
    Counted(Vec<u32>),
    /// For the set of all places: every node before it that is not a territory.
    Places,
}

impl<'g> PerTerritory<'g> {
    pub(super) fn new(set: &NodeSet<'g>) -> Self {
        let governance = set.governance();
        let tree = governance.tree();
        let mut ranges = set.ranges();
        let mut passed = 0;
        let mut before_node = |node: u32| {
            while let Some((range, behind)) = ranges.split_first().filter(|(range, _)| range.end <= node) {
                passed += range.end - range.start;
                ranges = behind;
            }
            passed + ranges.first().map_or(0, |range| node.saturating_sub(range.start))
        };
        let mut before = Vec::with_capacity(tree.territories().len() + 1);
        before.extend(tree.territories().iter().map(|territory| before_node(*territory)));
        before.push(before_node(tree.forest_end()));
        Self { governance, before: Before::Counted(before) }
    }

    /// The numbers for the set of all places, without making the set.
    pub(crate) const fn of_places(governance: &'g Governance) -> Self {
        Self { governance, before: Before::Places }
    }

    pub(crate) const fn governance(&self) -> &'g Governance {
        self.governance
    }

    /// The number for an area or grid; `None` for any other node, or one of another graph. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<u64> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        Some(self.count(territory))
    }

    fn count(&self, territory: u32) -> u64 {
        let tree = self.governance.tree();
        let end = tree.territory_end(territory);
        match &self.before {
            Before::Counted(before) => u64::from(before[end as usize] - before[territory as usize]),
            Before::Places => {
                let start = |territory: u32| tree.territories().get(territory as usize).copied();
                let nodes = start(end).unwrap_or(tree.forest_end()) - tree.territories()[territory as usize];
                u64::from(nodes - (end - territory))
            }
        }
    }

    /// All areas and grids in pre-order with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, u64)> {
        self.governance.territories().zip(0..).map(|(node, territory)| (node, self.count(territory)))
    }
}

impl Serialize for PerTerritory<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(node, count)| (node.code(), count)))
    }
}
