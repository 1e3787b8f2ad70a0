//! How many nodes of a set stand in each area and grid.

use super::NodeSet;
use crate::governance::{Governance, Node};

/// How many nodes of a [`NodeSet`] stand in each area and grid, itself counted.
///
/// Kept as running counts at the starts of the territories, so that each answer is a subtraction.
#[derive(Debug, Clone)]
pub struct PerTerritory<'g> {
    governance: &'g Governance,
    /// For each territory, and the end behind the last, the nodes of the set before it.
    before: Vec<u32>,
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
        Self { governance, before }
    }

    /// The number for an area or grid; none for any other node, or one of another graph. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<u64> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        Some(self.count(territory))
    }

    fn count(&self, territory: u32) -> u64 {
        let end = self.governance.tree().territory_end(territory);
        u64::from(self.before[end as usize] - self.before[territory as usize])
    }

    /// All areas and grids in pre-order with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, u64)> {
        self.governance.territories().zip(0..).map(|(node, territory)| (node, self.count(territory)))
    }
}
