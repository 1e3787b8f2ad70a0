//! Which areas and grids border each other, and for how long.

#![expect(clippy::disallowed_types, reason = "here the graph of borders is opened to petgraph")]

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use super::Atlas;
use super::planar::boundary::{Border, Member, residue};
use crate::governance::Node;
use crate::measure::Decimal;

/// Which of some areas and grids border each other, with the length of each border in millimetres.
///
/// Polygons that touch in single points do not border each other. Overlaps have no borders.
#[derive(Debug, Clone)]
pub struct Adjacency<'g> {
    graph: UnGraph<Node<'g>, u64, u32>,
    /// The nodes in pre-order, each with the number in the graph.
    nodes: Vec<Node<'g>>,
}

impl<'g> Atlas<'g> {
    /// Which of these areas and grids border each other; those that are not drawn or not valid are left out. O(n log n)
    /// in their edges.
    ///
    /// ```
    /// use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let codes = ["G-1", "G-2", "G-3"];
    /// codes.map(|code| draft.add(street, SecondGrid, code, "网格"));
    /// let governance = Governance::build(&draft)?;
    /// let mut shapes = Shapes::new(CoordinateSystem::Plane);
    /// for (at, code) in codes.iter().enumerate() {
    ///     let (x, end) = (100.0 * at as f64, 100.0 * (at + 1) as f64);
    ///     shapes.add_polygon(*code, [[[[x, 0.0], [end, 0.0], [end, 50.0], [x, 50.0]]]]);
    /// }
    /// let atlas = Atlas::new(&governance, shapes)?;
    /// let borders = atlas.adjacency(governance.nodes_of_kind(Kind::SecondGrid));
    /// let [one, two, three] = codes.map(|code| governance.node(code).unwrap());
    /// assert_eq!(borders.length(one, two).unwrap().to_string(), "50.000");
    /// assert_eq!(borders.length(one, three), None);
    /// assert_eq!(borders.colours(), [1, 0, 1]);
    /// assert_eq!(borders.as_petgraph().edge_count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn adjacency(&self, nodes: impl IntoIterator<Item = Node<'g>>) -> Adjacency<'g> {
        let is_own = |node: &Node<'g>| std::ptr::eq(node.governance(), self.governance);
        let mut drawn: Vec<usize> =
            nodes.into_iter().filter(is_own).filter_map(|node| self.drawn_at(node.index())).collect();
        drawn.sort_unstable();
        drawn.dedup();
        drawn.retain(|at| self.is_valid(self.drawn[*at].polygon));
        let member = |(place, at): (usize, &usize)| Member {
            polygon: self.polygon(self.drawn[*at]),
            owner: place as u32,
            is_negated: false,
        };
        let mut borders: Vec<(u32, u32, u64)> = Vec::new();
        let mut take = |border: Border| {
            if border.left != border.right {
                let length = self.surface.length(border.low, border.high).unsigned_abs();
                borders.push((border.left.min(border.right), border.left.max(border.right), length));
            }
        };
        residue(drawn.iter().enumerate().map(member), Some(&mut take));
        borders.sort_unstable();
        let nodes: Vec<Node<'g>> = drawn.iter().map(|at| self.governance.at(self.drawn[*at].node)).collect();
        let mut graph = UnGraph::with_capacity(nodes.len(), 3 * nodes.len());
        for node in &nodes {
            graph.add_node(*node);
        }
        for group in borders.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let length = group.iter().map(|(_, _, length)| length).sum();
            graph.add_edge(NodeIndex::from(group[0].0), NodeIndex::from(group[0].1), length);
        }
        Adjacency { graph, nodes }
    }
}

impl<'g> Adjacency<'g> {
    /// The graph for petgraph's algorithms: nodes in pre-order, edges with lengths in millimetres.
    #[must_use]
    pub const fn as_petgraph(&self) -> &UnGraph<Node<'g>, u64, u32> {
        &self.graph
    }

    /// The nodes, in pre-order.
    #[must_use]
    pub fn nodes(&self) -> &[Node<'g>] {
        &self.nodes
    }

    fn index(&self, node: Node<'_>) -> Option<NodeIndex<u32>> {
        let at = self.nodes.binary_search_by_key(&node.index(), |other| other.index()).ok()?;
        (self.nodes[at] == node).then(|| NodeIndex::from(at as u32))
    }

    /// The neighbours of a node in pre-order, each with the length of the border in metres.
    pub fn neighbours(&self, node: Node<'_>) -> impl Iterator<Item = (Node<'g>, Decimal)> {
        let of = self.index(node);
        let edges = of.into_iter().flat_map(|of| self.graph.edges(of).map(move |edge| (edge, of)));
        let mut found: Vec<(NodeIndex<u32>, u64)> = edges
            .map(|(edge, of)| (if edge.source() == of { edge.target() } else { edge.source() }, *edge.weight()))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(at, length)| (self.graph[at], metres(length)))
    }

    /// The length of the border between two nodes in metres; `None` if they do not border each other.
    #[must_use]
    pub fn length(&self, one: Node<'_>, other: Node<'_>) -> Option<Decimal> {
        let edge = self.graph.find_edge(self.index(one)?, self.index(other)?)?;
        self.graph.edge_weight(edge).map(|length| metres(*length))
    }

    /// The groups of nodes that hang together by borders, in pre-order of their first nodes. O(n).
    ///
    /// # Panics
    ///
    /// Never: each node is a start of the walk.
    #[must_use]
    #[expect(clippy::expect_used, reason = "each node is a start of the walk")]
    pub fn groups(&self) -> Vec<Vec<Node<'g>>> {
        let mut group_of: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let mut groups: Vec<Vec<Node<'g>>> = Vec::new();
        for start in self.graph.node_indices() {
            let mut open = vec![start];
            let mut is_new = false;
            while let Some(at) = open.pop() {
                if group_of[at.index()].is_none() {
                    is_new = true;
                    group_of[at.index()] = Some(groups.len());
                    open.extend(self.graph.neighbors(at));
                }
            }
            if is_new {
                groups.push(Vec::new());
            }
        }
        for (node, group) in self.nodes.iter().zip(group_of) {
            groups[group.expect("INVARIANT: the walk began at each node")].push(*node);
        }
        groups
    }

    /// A colour for each node, in pre-order, so that neighbours differ: numbers from 0, mostly below 6. The node with the
    /// most neighbours takes the first that is free, then the next. O(n log n).
    #[must_use]
    pub fn colours(&self) -> Vec<usize> {
        let mut order: Vec<NodeIndex<u32>> = self.graph.node_indices().collect();
        order.sort_by_key(|at| (std::cmp::Reverse(self.graph.neighbors(*at).count()), *at));
        let mut colours: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for at in order {
            let mut taken: Vec<usize> = self.graph.neighbors(at).filter_map(|other| colours[other.index()]).collect();
            taken.sort_unstable();
            taken.dedup();
            let free = taken.iter().enumerate().find(|(free, colour)| free != *colour).map(|(free, _)| free);
            colours[at.index()] = Some(free.unwrap_or(taken.len()));
        }
        colours.into_iter().flatten().collect()
    }
}

#[expect(clippy::expect_used, reason = "lengths are bounded by the lattice")]
fn metres(millimetres: u64) -> Decimal {
    let units = i64::try_from(millimetres).expect("INVARIANT: a border is shorter than 2^63 mm");
    Decimal::from_units(units, 3)
}
