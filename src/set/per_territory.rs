//! How many nodes of a set are in each area and grid.

use serde::{Serialize, Serializer};

use super::{Engaged, NodeSet};
use crate::governance::{Governance, Node};
use crate::kind::Family;

/// How many nodes of a [`NodeSet`] are in each area and grid, including itself; of Party organisations and people, how
/// many are at work there.
///
/// It serializes as a map from codes to numbers. It keeps running counts at the starts of the territories, so that each
/// answer is a subtraction.
#[derive(Debug, Clone)]
pub struct PerTerritory<'g> {
    governance: &'g Governance,
    before: Before,
    at_work: Option<AtWork>,
}

/// The Party organisations and people of the set.
#[derive(Debug, Clone)]
struct AtWork {
    engaged: Engaged,
    /// The families of them.
    families: Vec<Family>,
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
        Self { governance, before: Before::Counted(before), at_work: AtWork::new(set) }
    }

    /// The numbers for the set of all places, without making the set.
    pub(crate) const fn of_places(governance: &'g Governance) -> Self {
        Self { governance, before: Before::Places, at_work: None }
    }

    pub(crate) const fn governance(&self) -> &'g Governance {
        self.governance
    }

    /// The number for an area or grid; `None` for any other node, or one of another graph. `None` also where the set has
    /// Party organisations or people and the ledgers do not record where these are at work. O(1), and O(log ranges) then.
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<u64> {
        self.count(self.territory(node)?)
    }

    /// The number of an area or grid of this graph among territories.
    pub(crate) fn territory<K>(&self, node: Node<'_, K>) -> Option<u32> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        self.governance.tree().territory_of(node.index()).filter(|_| ours)
    }

    pub(crate) fn count(&self, territory: u32) -> Option<u64> {
        let standing = self.standing(territory);
        let Some(at_work) = &self.at_work else { return Some(standing) };
        let tree = self.governance.tree();
        let top = tree.territories()[territory as usize];
        let nodes = top..tree.end(top);
        let is_recorded = at_work.families.iter().all(|family| self.governance.records_work(*family, &nodes));
        let engaged = at_work.engaged.between(territory..tree.territory_end(territory));
        is_recorded.then(|| standing + u64::from(engaged))
    }

    fn standing(&self, territory: u32) -> u64 {
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

    /// All areas and grids in pre-order with their numbers, as [`PerTerritory::at`] has them.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, Option<u64>)> {
        self.governance.territories().zip(0..).map(|(node, territory)| (node, self.count(territory)))
    }
}

impl AtWork {
    /// `None` if the set has no Party organisations and people.
    fn new(set: &NodeSet<'_>) -> Option<Self> {
        let tree = set.governance().tree();
        let mut families: Vec<Family> =
            set.indices_from(tree.forest_end()).map(|node| tree.kind(node).family()).collect();
        families.dedup();
        (!families.is_empty()).then(|| Self { engaged: Engaged::new(set), families })
    }
}

impl Serialize for PerTerritory<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Where there is no number, none is written.
        serializer.collect_map(self.iter().filter_map(|(node, count)| Some((node.code(), count?))))
    }
}
