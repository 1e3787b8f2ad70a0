//! Links, sorted, and found from both ends.

use crate::kind::{Relation, Role};

/// A link between two nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) relation: Relation,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) role: Option<Role>,
}

/// All links of a graph.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Sorted by relation, start, end and role.
    by_start: Vec<Link>,
    /// Indices into `by_start`, sorted by relation and end.
    by_end: Vec<u32>,
}

impl Links {
    /// Takes links that are sorted already.
    pub(super) fn new(by_start: Vec<Link>) -> Self {
        debug_assert!(by_start.is_sorted());
        let mut by_end: Vec<u32> = (0..by_start.len() as u32).collect();
        by_end.sort_unstable_by_key(|at| {
            let link = by_start[*at as usize];
            (link.relation, link.to, *at)
        });
        Self { by_start, by_end }
    }

    pub(crate) fn all(&self) -> &[Link] {
        &self.by_start
    }

    /// The links of a relation, sorted by start.
    pub(crate) fn of(&self, relation: Relation) -> &[Link] {
        let from = self.by_start.partition_point(|link| link.relation < relation);
        let count = self.by_start[from..].partition_point(|link| link.relation == relation);
        &self.by_start[from..from + count]
    }

    /// The links of a relation that start from any node of a range.
    pub(crate) fn from(&self, relation: Relation, nodes: std::ops::Range<u32>) -> &[Link] {
        let before = |node: u32| self.by_start.partition_point(|link| (link.relation, link.from) < (relation, node));
        let from = before(nodes.start);
        &self.by_start[from..before(nodes.end).max(from)]
    }

    /// The links of a relation that lead to a node.
    pub(crate) fn to(&self, relation: Relation, node: u32) -> impl ExactSizeIterator<Item = Link> + Clone {
        let link = |at: &u32| self.by_start[*at as usize];
        let key = |at: &u32| (link(at).relation, link(at).to);
        let from = self.by_end.partition_point(|at| key(at) < (relation, node));
        let count = self.by_end[from..].partition_point(|at| key(at) == (relation, node));
        self.by_end[from..from + count].iter().map(move |at| self.by_start[*at as usize])
    }

    /// The links of a relation, sorted by end.
    pub(crate) fn by_end(&self, relation: Relation) -> impl ExactSizeIterator<Item = Link> + Clone {
        let of = |at: &u32| self.by_start[*at as usize].relation;
        let from = self.by_end.partition_point(|at| of(at) < relation);
        let count = self.by_end[from..].partition_point(|at| of(at) == relation);
        self.by_end[from..from + count].iter().map(|at| self.by_start[*at as usize])
    }
}
