//! Where a relation is recorded, and where the ledgers say nothing of it.

use super::NodeSet;
use crate::governance::{Governance, Node};
use crate::kind::Relation;

impl Governance {
    /// The nodes at which the ledgers record a relation (台账记录).
    ///
    /// A ledger states what it records, for all of it ([`Ledger::records`](crate::ledger::Ledger::records)) or for a
    /// node and all below it ([`NodeRow::records`](crate::ledger::NodeRow::records)). Where nothing is stated, a
    /// relation counts as recorded in a tree of containment in which any link of it stands. Containment is always
    /// recorded; covers, which add to it, are unless a statement leaves them out.
    ///
    /// Whoever is not in the set may well be led or served: the ledgers do not say. O(ranges); O(roots + links · log
    /// roots) when it is first called.
    ///
    /// ```
    /// use gridgov::governance::Governance;
    /// use gridgov::kind::{Branch, Relation, SecondGrid, Subdistrict};
    /// use gridgov::ledger::Draft;
    ///
    /// let mut draft = Draft::new("Two sub-districts, of which one says who leads");
    /// let [one, other] = ["A", "B"].map(|code| draft.root(Subdistrict, code, ""));
    /// let grid = draft.add(one, SecondGrid, "A-1", "");
    /// draft.add(other, SecondGrid, "B-1", "");
    /// let branch = draft.root(Branch, "P", "");
    /// draft.lead(branch, grid);
    ///
    /// let recorded = |draft: &Draft| -> Vec<String> {
    ///     let governance = Governance::build(draft).unwrap();
    ///     governance.recorded(Relation::Leads).iter().map(|node| node.code().to_owned()).collect()
    /// };
    /// assert_eq!(recorded(&draft), ["A", "A-1", "P"]);
    /// draft.row(other).records([Relation::Leads]);
    /// assert_eq!(recorded(&draft), ["A", "A-1", "B", "B-1", "P"]);
    /// ```
    #[must_use]
    pub fn recorded(&self, relation: Relation) -> NodeSet<'_> {
        &self.all() - &self.unrecorded(relation)
    }

    /// The nodes at which the ledgers do not record a relation: all others than [`Governance::recorded`]. O(ranges).
    #[must_use]
    pub fn unrecorded(&self, relation: Relation) -> NodeSet<'_> {
        NodeSet { governance: self, ranges: self.unrecorded_ranges(relation).into() }
    }
}

impl<K> Node<'_, K> {
    /// Whether the ledgers record a relation at the node: see [`Governance::recorded`]. O(log ranges).
    #[must_use]
    pub fn records(self, relation: Relation) -> bool {
        let ranges = self.governance().unrecorded_ranges(relation);
        let at = ranges.partition_point(|range| range.end <= self.index());
        ranges.get(at).is_none_or(|range| self.index() < range.start)
    }
}
