//! Who is at work in an area or grid: the Party organisations that lead or are seated there, the people who serve there.

use super::NodeSet;
use crate::governance::{Governance, Node, lowest_common_ancestor};
use crate::kind::{Family, Kind, Relation};

/// The relations that say where nodes of a family are at work, which do not stand in territories themselves.
pub(crate) fn at_work(family: Family) -> impl Iterator<Item = Relation> {
    let somewhere = |families: &[Family]| families.iter().any(|family| family.stands_in_territory());
    let relations = Relation::LINKS.iter().copied().filter(move |relation| relation.from_families().contains(&family));
    relations.filter(move |relation| !family.stands_in_territory() && somewhere(relation.to_families()))
}

impl Governance {
    /// The Party organisations that lead or are seated at a node or anything in it, and the people who serve there.
    ///
    /// Party organisations and people stand in no area, so a roll-up of an area holds none of them; this is how to ask
    /// for those at work there. Whether the ledger records them is [`Node::records`]. For all areas and grids at once
    /// there are [`EngagedByKind`](crate::rollup::EngagedByKind) and [`NodeSet::per_territory`]. O(links).
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::{Branch, Kind, Person, Role, SecondGrid, Subdistrict}, ledger::Draft};
    /// # let mut draft = Draft::new("");
    /// # let street = draft.root(Subdistrict, "S", "");
    /// # let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
    /// # let branch = draft.root(Branch, "P", "");
    /// # draft.lead(branch, one);
    /// # let head = draft.root(Person, "N", "张三");
    /// draft.serve(head, Role::GridHead, one);
    /// draft.serve(head, Role::Adviser, two);
    /// # let governance = Governance::build(&draft)?;
    /// let engaged = governance.engaged_in(governance.node("S").unwrap());
    /// assert_eq!((engaged.counts()[Kind::Person], engaged.counts()[Kind::Branch]), (1, 1), "each counts once");
    /// # Ok::<(), gridgov::governance::BuildErrors>(())
    /// ```
    #[must_use]
    pub fn engaged_in<K>(&self, node: Node<'_, K>) -> NodeSet<'_> {
        if !std::ptr::eq(node.governance(), self) {
            return self.none();
        }
        let inside = NodeSet::from_sorted_ranges(self, std::iter::once(node.range()));
        let relations = Family::ALL.iter().flat_map(|family| at_work(*family));
        relations.fold(self.none(), |all, relation| all | inside.reaching(relation))
    }

    /// The nodes that cannot stand within a node of a family: of areas, grids and places, the Party organisations and the
    /// people, and the other way round. O(log n).
    pub(crate) fn outside(&self, family: Family) -> NodeSet<'_> {
        // Areas, grids and places come first among the nodes, then Party organisations, then people.
        let side = |family: Family| match family {
            Family::Party => 1,
            Family::Person => 2,
            _ => 0,
        };
        let kinds = self.tree().kinds();
        let start = kinds.partition_point(|kind| side(kind.family()) < side(family));
        let end = kinds.partition_point(|kind| side(kind.family()) <= side(family));
        self.set_of_ranges(vec![0..start as u32, end as u32..kinds.len() as u32])
    }

    /// Whether the ledgers record where nodes of a family are at work: one of its relations, at all of some nodes.
    pub(crate) fn records_work(&self, family: Family, nodes: &std::ops::Range<u32>) -> bool {
        let is_recorded = |relation: Relation| {
            let unrecorded = self.unrecorded_ranges(relation);
            let at = unrecorded.partition_point(|range| range.end <= nodes.start);
            unrecorded.get(at).is_none_or(|range| nodes.end <= range.start)
        };
        at_work(family).any(is_recorded)
    }
}

/// How many nodes of a set are at work in each area and grid: running numbers before each territory, and before the end
/// after the last one. They wrap around; the difference of two is right.
#[derive(Debug, Clone)]
pub struct Engaged(Vec<u32>);

impl Engaged {
    /// Each node is added at every territory in which it is at work, and taken back at the lowest common ancestor of each
    /// neighbouring pair: where k paths to the root meet, they meet in k - 1 of these.
    pub(crate) fn new(set: &NodeSet<'_>) -> Self {
        let governance = set.governance();
        let tree = governance.tree();
        let mut before = vec![0_u32; tree.territories().len() + 1];
        let mut adjust = |territory: u32, by: i32| {
            let cell = &mut before[territory as usize + 1];
            *cell = cell.wrapping_add_signed(by);
        };
        let mut places: Vec<u32> = Vec::new();
        for node in set.indices_from(tree.forest_end()) {
            let links = at_work(tree.kind(node).family())
                .flat_map(|relation| governance.links().from(relation, node..node + 1));
            places.clear();
            places.extend(links.filter_map(|link| tree.territory_of(link.to)));
            places.sort_unstable();
            places.dedup();
            for territory in &places {
                adjust(*territory, 1);
            }
            for pair in places.windows(2) {
                if let Some(meet) = lowest_common_ancestor(tree, pair[0], pair[1]) {
                    adjust(meet, -1);
                }
            }
        }
        for at in 1..before.len() {
            before[at] = before[at].wrapping_add(before[at - 1]);
        }
        Self(before)
    }

    /// Those of a kind.
    pub(crate) fn of_kind(governance: &Governance, kind: Kind) -> Self {
        Self::new(&governance.set_of_kind(kind))
    }

    /// The number for the territories of a range.
    pub(crate) fn between(&self, territories: std::ops::Range<u32>) -> u32 {
        self.0[territories.end as usize].wrapping_sub(self.0[territories.start as usize])
    }
}

#[cfg(test)]
#[path = "engaged_tests.rs"]
mod tests;
