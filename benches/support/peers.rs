//! The peers, each written twice: as it comes to mind, with a total for every node, and at its best, where leaves
//! get no total of their own.

use indextree::{Arena, NodeEdge, NodeId};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::DfsPostOrder;
use rusqlite::Connection;

use super::{Flat, KINDS, Totals};

pub const NO_SLOT: u32 = u32::MAX;

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

/// `SQLite` in memory: a recursive query of who is below whom, grouped.
pub struct InSqlite(Connection);

impl InSqlite {
    pub fn new(nodes: &[Flat]) -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER, kind INTEGER NOT NULL, territory INTEGER NOT NULL,
                                households INTEGER NOT NULL, floor_area INTEGER NOT NULL);",
        )?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare("INSERT INTO node VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            for (at, node) in nodes.iter().enumerate() {
                let parent = Some(node.parent).filter(|parent| *parent != u32::MAX);
                insert.execute((
                    i64::try_from(at).expect("few nodes"),
                    parent,
                    node.kind,
                    node.is_territory(),
                    node.households,
                    node.floor_area,
                ))?;
            }
        }
        transaction.commit()?;
        connection.execute_batch("CREATE INDEX node_parent ON node (parent); ANALYZE;")?;
        Ok(Self(connection))
    }

    pub fn totals(&self) -> rusqlite::Result<Vec<Totals>> {
        let mut query = self.0.prepare_cached(
            "WITH RECURSIVE below (top, id) AS (
                 SELECT id, id FROM node WHERE territory
                 UNION ALL
                 SELECT below.top, node.id FROM below JOIN node ON node.parent = below.id)
             SELECT below.top, node.kind, count(*), sum(node.households), sum(node.floor_area)
             FROM below JOIN node ON node.id = below.id
             GROUP BY below.top, node.kind ORDER BY below.top",
        )?;
        let mut rows = query.query(())?;
        let mut totals: Vec<(i64, Totals)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (top, kind): (i64, u8) = (row.get(0)?, row.get(1)?);
            if totals.last().is_none_or(|(last, _)| *last != top) {
                totals.push((top, Totals::default()));
            }
            if let Some((_, total)) = totals.last_mut() {
                debug_assert!(usize::from(kind) < KINDS.len());
                total.counts[usize::from(kind)] = row.get(2)?;
                total.households += row.get::<_, i64>(3)?;
                total.floor_area += row.get::<_, i64>(4)?;
            }
        }
        Ok(totals.into_iter().map(|(_, total)| total).collect())
    }
}
