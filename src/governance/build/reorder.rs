//! From columns in the order of the rows to columns in the order of the nodes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Builder;
use super::containment::Forest;
use crate::governance::measure_column;
use crate::governance::node_order::NodeOrder;
use crate::governance::texts::Texts;
use crate::governance::{Categories, Declared, Governance, Link, Links, Recorded};

impl Builder {
    /// Puts all columns into the order of the nodes, which makes the graph.
    pub(super) fn into_node_order(mut self, order: NodeOrder, forest: Forest, mut links: Vec<Link>) -> Governance {
        let Forest { node_of, tree, kind_counts } = forest;
        let count = tree.len();
        let rows = order.rows.as_deref();
        let node = |row: u32| node_of.as_ref().map_or(row, |node_of| node_of[row as usize]);
        let statements = self.statements();
        self.parents = Vec::new();

        let mut stated: Vec<_> = statements.into_iter().map(|(row, relations)| (node(row), relations)).collect();
        stated.sort_unstable_by_key(|(node, _)| *node);

        for link in &mut links {
            (link.from, link.to) = (node(link.from), node(link.to));
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
            row.node = node(row.node);
            if let Declared::Measure(place) = &mut row.of {
                *place = rank[*place as usize];
            }
        }
        declared.sort_unstable_by_key(|row| (row.node, row.of));

        let mut columns: Vec<Option<measure_column::Unordered>> = self.columns.into_iter().map(Some).collect();
        let ordered = places.iter().filter_map(|place| columns[*place].take());
        let columns = ordered.map(|column| column.permuted(rows, count)).collect();
        let codes = in_order(self.codes, rows);
        let names = in_order(self.names, rows);
        self.origins.shrink();
        Governance {
            title: self.title.unwrap_or_default(),
            kind_counts,
            recorded: Recorded::new(&tree, stated),
            tree,
            by_code: if let Some(node_of) = node_of { self.by_code.renumbered(&node_of) } else { self.by_code },
            codes,
            names,
            categories: Categories::permuted(self.category_names, &self.categories, rows, count),
            measures: places.iter().map(|place| self.measures[*place].clone()).collect(),
            columns,
            declared,
            links: Links::new(links),
            rows: order.rows,
            origins: self.origins,
            sources: self.sources,
            notes: self.notes,
            distinct: OnceLock::new(),
            every_cover: OnceLock::new(),
            petgraph: OnceLock::new(),
        }
    }
}

/// The texts in the order of the nodes.
fn in_order(mut texts: Texts, rows: Option<&[u32]>) -> Texts {
    if let Some(rows) = rows {
        return texts.permuted(rows);
    }
    texts.shrink();
    texts
}

impl Categories {
    /// The categories in the order of the nodes, numbered in the order of their names.
    fn permuted(numbers: BTreeMap<Box<str>, u32>, of: &[u32], rows: Option<&[u32]>, count: usize) -> Self {
        if numbers.is_empty() {
            return Self::default();
        }
        let mut names: Vec<(String, u32)> = numbers.into_iter().map(|(name, number)| (name.into(), number)).collect();
        names.sort_unstable();
        let mut renumbered = vec![0; names.len() + 1];
        for (at, (_, number)) in names.iter().enumerate() {
            renumbered[*number as usize] = at as u32 + 1;
        }
        let number = |row: u32| renumbered[of.get(row as usize).map_or(0, |number| *number as usize)];
        let of = match rows {
            Some(rows) => rows.iter().map(|row| number(*row)).collect(),
            None => (0..count as u32).map(number).collect(),
        };
        Self { of, names: names.into_iter().map(|(name, _)| name).collect() }
    }
}
