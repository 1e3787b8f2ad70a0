//! What follows from the kinds and parents of all rows, before anything else of them is known.

use super::{Builder, Kind, NONE};
use crate::governance::node_order::{NodeOrder, node_order};
use crate::governance::{KindCounts, Tree};

/// The rows as containment orders them, right or wrong.
pub(super) struct Containment {
    /// The rows whose parent may not contain them.
    pub(super) misplaced: Vec<u32>,
    pub(super) order: NodeOrder,
    /// `None` where something is wrong with containment.
    pub(super) forest: Option<Forest>,
}

/// The nodes as containment joins them.
pub(super) struct Forest {
    /// The node of each row; `None` if the nodes are in the order of the rows.
    pub(super) node_of: Option<Vec<u32>>,
    pub(super) tree: Tree,
    pub(super) kind_counts: KindCounts,
}

impl Builder {
    /// Orders all rows by their parents; O(n), plus sorting siblings.
    pub(super) fn containment(&self) -> Containment {
        let misplaced: Vec<u32> = (0..self.kinds.len() as u32).filter(|row| self.is_misplaced(*row)).collect();
        let kinds = self.known_kinds();
        let order = node_order(&kinds, &self.parents, &self.codes, self.limits.depth);
        let is_whole = order.rows.as_ref().is_none_or(|rows| rows.len() == self.kinds.len());
        let is_right = misplaced.is_empty() && is_whole && self.kinds.iter().all(Option::is_some);
        let forest = is_right.then(|| self.forest(kinds, &order));
        Containment { misplaced, order, forest }
    }

    /// Whether the parent of a row may not contain it. What contains itself is told of as such.
    fn is_misplaced(&self, row: u32) -> bool {
        let parent = self.parents[row as usize];
        if parent == NONE || parent == row {
            return false;
        }
        let kinds = self.kinds[row as usize].zip(self.kinds[parent as usize]);
        kinds.is_some_and(|(kind, above)| !above.may_contain(kind))
    }

    /// The kind of each row. A row without one is an error already, and gets an arbitrary kind.
    pub(super) fn known_kinds(&self) -> Vec<Kind> {
        self.kinds.iter().map(|kind| kind.unwrap_or(Kind::Person)).collect()
    }

    /// Joins the nodes, with which nothing is wrong; O(n).
    pub(super) fn forest(&self, kinds: Vec<Kind>, order: &NodeOrder) -> Forest {
        let Some(rows) = &order.rows else {
            let tree = Tree::new(kinds, self.parents.clone());
            return Forest { node_of: None, kind_counts: KindCounts::new(&tree, &[]), tree };
        };
        let mut node_of = vec![0; rows.len()];
        for (node, row) in (0..).zip(rows) {
            node_of[*row as usize] = node;
        }
        let above = |row: &u32| node_of.get(self.parents[*row as usize] as usize).copied().unwrap_or(NONE);
        let tree = Tree::new(rows.iter().map(|row| kinds[*row as usize]).collect(), rows.iter().map(above).collect());
        Forest { node_of: Some(node_of), kind_counts: KindCounts::new(&tree, &[]), tree }
    }
}
