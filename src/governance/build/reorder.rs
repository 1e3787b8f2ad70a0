//! From columns in the order of the rows to columns in the order of the nodes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Builder;
use crate::governance::measure_column;
use crate::governance::node_order::NodeOrder;
use crate::governance::{Categories, Declared, Governance, KindCounts, Link, Links, NONE, Recorded, Tree};
use crate::kind::Kind;

impl Builder {
    /// Puts all columns into the order of the nodes, which makes the graph.
    pub(super) fn into_node_order(self, kinds: &[Kind], order: &NodeOrder, mut links: Vec<Link>) -> Governance {
        let rows = &order.rows;
        let mut node_of = vec![0; rows.len()];
        for (node, row) in rows.iter().enumerate() {
            node_of[*row as usize] = node as u32;
        }
        let parent = |row: &u32| match self.parents[*row as usize] {
            NONE => NONE,
            parent => node_of[parent as usize],
        };
        let tree = Tree::new(rows.iter().map(|row| kinds[*row as usize]).collect(), rows.iter().map(parent).collect());

        let mut stated: Vec<_> =
            self.statements().into_iter().map(|(row, relations)| (node_of[row as usize], relations)).collect();
        stated.sort_unstable_by_key(|(node, _)| *node);

        for link in &mut links {
            (link.from, link.to) = (node_of[link.from as usize], node_of[link.to as usize]);
        }
        links.sort_unstable();

        let mut places: Vec<usize> = (0..self.measures.len()).collect();
        places.sort_unstable_by_key(|place| self.measures[*place].id());
        let mut rank = vec![0; places.len()];
        for (at, place) in places.iter().enumerate() {
            rank[*place] = at as u32;
        }
        let mut declared = self.declared;
        for row in &mut declared {
            row.node = node_of[row.node as usize];
            if let Declared::Measure(place) = &mut row.of {
                *place = rank[*place as usize];
            }
        }
        declared.sort_unstable_by_key(|row| (row.node, row.of));

        let mut columns: Vec<Option<measure_column::Unordered>> = self.columns.into_iter().map(Some).collect();
        let ordered = places.iter().filter_map(|place| columns[*place].take());
        let columns = ordered.map(|column| column.permuted(rows)).collect();
        Governance {
            title: self.title.unwrap_or_default(),
            kind_counts: KindCounts::new(&tree, &[]),
            recorded: Recorded::new(&tree, stated),
            tree,
            by_code: self.by_code.renumbered(&node_of),
            codes: self.codes.permuted(rows),
            names: self.names.permuted(rows),
            categories: Categories::permuted(self.category_names, &self.categories, rows),
            measures: places.iter().map(|place| self.measures[*place].clone()).collect(),
            columns,
            declared,
            links: Links::new(links),
            origins: rows.iter().map(|row| self.origins[*row as usize]).collect(),
            sources: self.sources,
            notes: self.notes,
            distinct: OnceLock::new(),
            every_cover: OnceLock::new(),
            petgraph: OnceLock::new(),
        }
    }
}

impl Categories {
    /// The categories in the order of the nodes, numbered in the order of their names.
    fn permuted(numbers: BTreeMap<Box<str>, u32>, of: &[u32], rows: &[u32]) -> Self {
        if numbers.is_empty() {
            return Self::default();
        }
        let mut names: Vec<(String, u32)> = numbers.into_iter().map(|(name, number)| (name.into(), number)).collect();
        names.sort_unstable();
        let mut renumbered = vec![0; names.len() + 1];
        for (at, (_, number)) in names.iter().enumerate() {
            renumbered[*number as usize] = at as u32 + 1;
        }
        let number = |row: &u32| renumbered[of.get(*row as usize).map_or(0, |number| *number as usize)];
        Self { of: rows.iter().map(number).collect(), names: names.into_iter().map(|(name, _)| name).collect() }
    }
}
