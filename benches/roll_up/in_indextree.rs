//! indextree, written twice: as it comes to mind, with a total for every node, and at its best, where leaves get no
//! total of their own.

use gridgov_benches::{Flat, Totals};
use indextree::{Arena, NodeEdge, NodeId};

/// indextree: an arena, its edges walked with a stack of totals.
pub struct InIndextree {
    arena: Arena<Flat>,
    roots: Vec<NodeId>,
}

impl InIndextree {
    pub fn new(nodes: &[Flat]) -> Self {
        let mut arena = Arena::with_capacity(nodes.len());
        let mut ids: Vec<NodeId> = Vec::with_capacity(nodes.len());
        let mut roots = Vec::new();
        for node in nodes {
            let id = arena.new_node(*node);
            match node.parent {
                u32::MAX => roots.push(id),
                parent => ids[parent as usize].append(id, &mut arena),
            }
            ids.push(id);
        }
        Self { arena, roots }
    }

    /// The shortest way to write it: a total for every node, leaves too.
    pub fn totals_of_all(&self) -> Vec<Totals> {
        let mut totals = vec![Totals::default(); self.arena.len()];
        for root in &self.roots {
            for edge in root.traverse(&self.arena) {
                let NodeEdge::End(id) = edge else { continue };
                let node = &self.arena[id];
                let at = usize::from(id) - 1;
                totals[at].add_node(node.get());
                if let Some(above) = node.parent() {
                    let total = totals[at];
                    totals[usize::from(above) - 1].merge(&total);
                }
            }
        }
        totals
    }

    /// Of a total for every node those of areas and grids.
    pub fn of_territories(&self, totals: &[Totals]) -> Vec<Totals> {
        let nodes = self.arena.iter().zip(totals);
        nodes.filter(|(node, _)| node.get().is_territory()).map(|(_, total)| *total).collect()
    }

    /// Only areas and grids have a total; a stack holds those that are open.
    pub fn totals(&self) -> Vec<Totals> {
        let mut totals = Vec::new();
        let mut open: Vec<Totals> = Vec::new();
        for root in &self.roots {
            for edge in root.traverse(&self.arena) {
                match edge {
                    NodeEdge::Start(id) => {
                        let node = self.arena[id].get();
                        if node.is_territory() {
                            open.push(Totals::default());
                        }
                        if let Some(total) = open.last_mut() {
                            total.add_node(node);
                        }
                    }
                    NodeEdge::End(id) if self.arena[id].get().is_territory() => {
                        let total = open.pop().expect("it was opened");
                        if let Some(above) = open.last_mut() {
                            above.merge(&total);
                        }
                        totals.push(total);
                    }
                    NodeEdge::End(_) => {}
                }
            }
        }
        totals
    }
}
