//! The graph as a petgraph graph, for algorithms that this crate does not have.

#![expect(clippy::disallowed_types, reason = "here the graph is opened to petgraph")]

use petgraph::graph::{DiGraph, NodeIndex};

use super::{Governance, Node};
use crate::kind::{Kind, Relation, Role};

/// A petgraph graph: nodes carry their kind, edges their relation.
pub type Graph = DiGraph<Kind, Edge, u32>;

/// An edge of [`Graph`]: containment from the upper node to the lower, and the links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Edge {
    /// The relation that joins the two nodes.
    pub relation: Relation,
    /// The role, for [`Relation::Serves`].
    pub role: Option<Role>,
}

impl Governance {
    /// The graph as a petgraph graph, made at the first call: O(n), then O(1).
    ///
    /// An index of it is valid for this graph only; [`Governance::node_at`] turns it into a handle.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::{Branch, Subdistrict}, ledger::Draft};
    /// # let mut draft = Draft::new("");
    /// # let street = draft.root(Subdistrict, "S", "须水街道");
    /// # let branch = draft.root(Branch, "P", "党支部");
    /// # draft.lead(branch, street);
    /// # let governance = Governance::build(&draft).unwrap();
    /// use gridgov::petgraph::algo::has_path_connecting;
    ///
    /// let (branch, street) = (governance.node("P").unwrap(), governance.node("S").unwrap());
    /// let graph = governance.as_petgraph();
    /// assert!(has_path_connecting(graph, branch.petgraph_index(), street.petgraph_index(), None));
    /// assert_eq!(governance.node_at(branch.petgraph_index()), Some(branch));
    /// ```
    pub fn as_petgraph(&self) -> &Graph {
        self.petgraph.get_or_init(|| {
            let mut graph = Graph::with_capacity(self.tree.len(), self.tree.len() + self.links.all().len());
            for kind in self.tree.kinds() {
                graph.add_node(*kind);
            }
            for node in self.nodes() {
                if let Some(parent) = node.parent() {
                    let edge = Edge { relation: Relation::Contains, role: None };
                    graph.add_edge(parent.petgraph_index(), node.petgraph_index(), edge);
                }
            }
            for link in self.links.all() {
                let edge = Edge { relation: link.relation, role: link.role };
                graph.add_edge(NodeIndex::from(link.from), NodeIndex::from(link.to), edge);
            }
            graph
        })
    }

    /// The node of a petgraph index of this graph; `None` if there is no such node.
    #[must_use]
    pub fn node_at(&self, index: NodeIndex<u32>) -> Option<Node<'_>> {
        (index.index() < self.tree.len()).then(|| self.at(index.index() as u32))
    }
}

impl<K> Node<'_, K> {
    /// The index of the node in [`Governance::as_petgraph`]; valid for that graph only.
    #[must_use]
    pub fn petgraph_index(self) -> NodeIndex<u32> {
        NodeIndex::from(self.index())
    }
}

#[cfg(test)]
#[path = "petgraph_tests.rs"]
mod tests;
