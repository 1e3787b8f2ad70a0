//! From a node to other nodes. Every iterator states its order; none allocates.

use super::{Governance, Link, Node, Post};
use crate::kind::{Kind, KindType, Relation};

impl<'g, K> Node<'g, K> {
    /// The node that directly contains this one; O(1).
    #[must_use]
    pub fn parent(self) -> Option<Node<'g>> {
        let governance = self.governance();
        governance.tree.parent(self.index()).map(|above| governance.at(above))
    }

    /// The nodes directly below, places before grids, then by code; O(1) each.
    pub fn children(self) -> impl Iterator<Item = Node<'g>> {
        let governance = self.governance();
        governance.tree.children(Some(self.index())).map(|below| governance.at(below))
    }

    /// The nodes above, nearest first; O(1) each.
    pub fn ancestors(self) -> impl Iterator<Item = Node<'g>> {
        let governance = self.governance();
        governance.tree.ancestors(self.index()).map(|above| governance.at(above))
    }

    /// The nodes below at any depth, in pre-order; O(1) each.
    pub fn descendants(self) -> impl ExactSizeIterator<Item = Node<'g>> + DoubleEndedIterator {
        let governance = self.governance();
        (self.index() + 1..governance.tree.end(self.index())).map(|below| governance.at(below))
    }

    /// The nearest node above of a kind; O(depth).
    #[must_use]
    pub fn ancestor(self, kind: Kind) -> Option<Node<'g>> {
        self.ancestors().find(|above| above.kind() == kind)
    }

    /// The nearest node above of the kind `T`; O(depth).
    #[must_use]
    pub fn ancestor_of<T: KindType>(self) -> Option<Node<'g, T>> {
        self.ancestors().find_map(Node::typed)
    }

    /// Whether `other` is this node or below it; O(1). `false` for a node of another graph.
    #[must_use]
    pub fn holds<L>(self, other: Node<'_, L>) -> bool {
        let (from, end) = (self.index(), self.governance().tree.end(self.index()));
        std::ptr::eq(self.governance(), other.governance()) && (from..end).contains(&other.index())
    }

    /// The territory (辖区) that the node is or is directly in: the nearest area or grid; O(1).
    #[must_use]
    pub fn territory(self) -> Option<Node<'g>> {
        let governance = self.governance();
        let place = governance.tree.territory_of(self.index())?;
        Some(governance.at(governance.tree.territories()[place as usize]))
    }

    /// The places that the node contains at any depth, in pre-order; O(subtree).
    pub fn places(self) -> impl DoubleEndedIterator<Item = Node<'g>> {
        use crate::kind::Family;

        self.descendants().filter(|node| node.kind().family() == Family::Place)
    }

    /// The places that a grid covers beyond those it contains, as the ledger links them.
    pub fn covered(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.outgoing(Relation::Covers)
    }

    /// The grids that cover a place beyond the one that contains it, as the ledger links them.
    pub fn covering(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.incoming(Relation::Covers)
    }

    /// The areas and grids that a Party organisation leads directly.
    pub fn leads(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.outgoing(Relation::Leads)
    }

    /// The Party organisations that lead an area or grid directly.
    pub fn leaders(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.incoming(Relation::Leads)
    }

    /// The places and grids where a Party organisation is seated.
    pub fn seats(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.outgoing(Relation::SeatedAt)
    }

    /// The Party organisations that are seated at a place or grid.
    pub fn seated(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.incoming(Relation::SeatedAt)
    }

    /// The posts in an area or grid, sorted by person, then by role.
    pub fn staff(self) -> impl ExactSizeIterator<Item = Post<'g>> {
        let governance = self.governance();
        governance.links.to(Relation::Serves, self.index()).map(|link| post(governance, link))
    }

    /// The posts of a person, sorted by area or grid, then by role.
    pub fn posts(self) -> impl ExactSizeIterator<Item = Post<'g>> {
        let governance = self.governance();
        governance
            .links
            .from(Relation::Serves, self.index()..self.index() + 1)
            .iter()
            .map(|link| post(governance, *link))
    }

    /// The members of a Party organisation.
    pub fn members(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.incoming(Relation::MemberOf)
    }

    /// The Party organisations that a person is a member of.
    pub fn memberships(self) -> impl ExactSizeIterator<Item = Node<'g>> {
        self.outgoing(Relation::MemberOf)
    }

    fn outgoing(self, relation: Relation) -> impl ExactSizeIterator<Item = Node<'g>> {
        let governance = self.governance();
        governance.links.from(relation, self.index()..self.index() + 1).iter().map(|link| governance.at(link.to))
    }

    fn incoming(self, relation: Relation) -> impl ExactSizeIterator<Item = Node<'g>> {
        let governance = self.governance();
        governance.links.to(relation, self.index()).map(|link| governance.at(link.from))
    }
}

fn post(governance: &Governance, link: Link) -> Post<'_> {
    Post { person: Node::new(governance, link.from), role: link.role, territory: governance.at(link.to) }
}

#[cfg(test)]
#[path = "traverse_tests.rs"]
mod tests;
