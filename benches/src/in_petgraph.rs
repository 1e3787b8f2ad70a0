//! petgraph, written twice: as it comes to mind, with a total for every node, and at its best, where leaves get no
//! total of their own.

use gridgov::petgraph::graph::{DiGraph, NodeIndex};
use gridgov::petgraph::visit::DfsPostOrder;

use crate::nodes::{Flat, Totals};

const NO_SLOT: u32 = u32::MAX;

/// petgraph: a digraph whose areas and grids know the slot of their total.
pub struct InPetgraph {
    graph: DiGraph<(Flat, u32), (), u32>,
    roots: Vec<NodeIndex<u32>>,
    slots: usize,
}

impl InPetgraph {
    pub fn new(nodes: &[Flat]) -> Self {
        let mut graph = DiGraph::with_capacity(nodes.len(), nodes.len());
        let (mut roots, mut slots) = (Vec::new(), 0);
        for node in nodes {
            let slot = if node.is_territory() { slots } else { NO_SLOT };
            slots += u32::from(node.is_territory());
            let index = graph.add_node((*node, slot));
            match node.parent {
                u32::MAX => roots.push(index),
                parent => drop(graph.add_edge(NodeIndex::from(parent), index, ())),
            }
        }
        Self { graph, roots, slots: slots as usize }
    }

    /// In post-order each area and grid adds up its children: those with a total, and those without.
    pub fn totals(&self) -> Vec<Totals> {
        let mut totals = vec![Totals::default(); self.slots];
        for root in &self.roots {
            let mut order = DfsPostOrder::new(&self.graph, *root);
            while let Some(index) = order.next(&self.graph) {
                let (node, slot) = self.graph[index];
                if slot == NO_SLOT {
                    continue;
                }
                let mut total = Totals::default();
                total.add_node(&node);
                for child in self.graph.neighbors(index) {
                    let (node, slot) = &self.graph[child];
                    if *slot == NO_SLOT { total.add_node(node) } else { total.merge(&totals[*slot as usize]) }
                }
                totals[slot as usize] = total;
            }
        }
        totals
    }

    /// The shortest way to write it: a total for every node, leaves too.
    pub fn totals_of_all(&self) -> Vec<Totals> {
        let mut totals = vec![Totals::default(); self.graph.node_count()];
        for root in &self.roots {
            let mut order = DfsPostOrder::new(&self.graph, *root);
            while let Some(index) = order.next(&self.graph) {
                let mut total = Totals::default();
                total.add_node(&self.graph[index].0);
                for child in self.graph.neighbors(index) {
                    total.merge(&totals[child.index()]);
                }
                totals[index.index()] = total;
            }
        }
        totals
    }

    /// Of a total for every node those of areas and grids.
    pub fn of_territories(&self, totals: &[Totals]) -> Vec<Totals> {
        let with_slot = self.graph.node_weights().zip(totals).filter(|((_, slot), _)| *slot != NO_SLOT);
        with_slot.map(|(_, total)| *total).collect()
    }

    /// The same for one sum alone.
    pub fn one_sum(&self) -> Vec<i64> {
        let mut sums = vec![0_i64; self.slots];
        for root in &self.roots {
            let mut order = DfsPostOrder::new(&self.graph, *root);
            while let Some(index) = order.next(&self.graph) {
                let (node, slot) = &self.graph[index];
                if *slot == NO_SLOT {
                    continue;
                }
                let own = self.graph.neighbors(index).map(|child| match &self.graph[child] {
                    (node, NO_SLOT) => node.floor_area,
                    (_, slot) => sums[*slot as usize],
                });
                let sum = own.fold(node.floor_area, |sum, own| sum.checked_add(own).expect("no overflow"));
                sums[*slot as usize] = sum;
            }
        }
        sums
    }
}
