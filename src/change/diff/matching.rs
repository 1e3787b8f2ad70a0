//! Which nodes of two maps are the same, and which were divided or merged.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::Lineage;
use crate::governance::{Governance, Node};
use crate::measure::Decimal;

/// Two maps, and what each node of one is on the other.
pub(super) struct Matching<'a> {
    pub(super) old: &'a Governance,
    pub(super) new: &'a Governance,
    pub(super) became: Vec<Became>,
    pub(super) came_from: Vec<CameFrom>,
}

/// What became of an old node on the new map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Became {
    Closed,
    Same(u32),
    /// Divided into several, in their order.
    Split(Vec<u32>),
    Merged(u32),
}

/// What a new node came from on the old map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CameFrom {
    Added,
    Same(u32),
    PartOf(u32),
    Union(Vec<u32>),
}

impl<'a> Matching<'a> {
    fn unmatched(old: &'a Governance, new: &'a Governance) -> Self {
        let (became, came_from) = (vec![Became::Closed; old.node_count()], vec![CameFrom::Added; new.node_count()]);
        Self { old, new, became, came_from }
    }

    pub(super) fn pair(&mut self, old: u32, new: u32) {
        self.became[old as usize] = Became::Same(new);
        self.came_from[new as usize] = CameFrom::Same(old);
    }

    pub(super) fn by_code(old: &'a Governance, new: &'a Governance) -> Self {
        let mut matching = Self::unmatched(old, new);
        for node in old.nodes() {
            if let Some(other) = new.node(node.code()) {
                matching.pair(node.index(), other.index());
            }
        }
        matching
    }

    /// From a new map back to its base, given what the nodes of the base became where the code alone does not say so.
    pub(super) fn of_inverse(new: &'a Governance, base: &'a Governance, lineage: &Lineage) -> Self {
        // The matching leads backwards: its old map is `new`, its new map is `base`.
        let mut matching = Self::unmatched(new, base);
        let mut origins: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut outcomes: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut add = |origin: u32, code: &str| {
            if let Some(node) = new.node(code) {
                origins.entry(node.index()).or_default().insert(origin);
                outcomes.entry(origin).or_default().insert(node.index());
            }
        };
        for node in base.nodes() {
            match lineage.of_node(node.code()) {
                None => add(node.index(), node.code()),
                Some(codes) => codes.iter().for_each(|code| add(node.index(), code)),
            }
        }
        for (left, of) in &origins {
            let is_only = |origin: &u32| outcomes.get(origin).is_some_and(|nodes| nodes.len() == 1);
            match of.iter().collect::<Vec<_>>()[..] {
                [only] if is_only(only) => matching.pair(*left, *only),
                [_] => {}
                _ if of.iter().all(is_only) => matching.split(*left, of.iter().copied().collect()),
                _ => {}
            }
        }
        for (origin, nodes) in &outcomes {
            let is_only = |node: &u32| origins.get(node).is_some_and(|of| of.len() == 1);
            if nodes.len() > 1 && nodes.iter().all(is_only) {
                matching.merge(&nodes.iter().copied().collect::<Vec<_>>(), *origin);
            }
        }
        // Where several nodes became several, no split or merger leads back; such nodes are matched by their codes.
        for node in new.nodes() {
            let at = node.index();
            if let (Became::Closed, Some(other)) = (&matching.became[at as usize], base.node(node.code()))
                && matching.came_from[other.index() as usize] == CameFrom::Added
            {
                matching.pair(at, other.index());
            }
        }
        matching
    }

    /// Has old nodes merged into a new one, unless a merger cannot do that.
    fn merge(&mut self, nodes: &[u32], into: u32) {
        let new = self.new.at(into);
        let same_kind = nodes.iter().all(|node| self.old.at(*node).kind() == new.kind());
        // A merger makes a root only if every merged node was one.
        let are_roots = nodes.iter().all(|node| self.old.tree().parent(*node).is_none());
        if same_kind && (new.parent().is_some() || are_roots) {
            for node in nodes {
                self.became[*node as usize] = Became::Merged(into);
            }
            self.came_from[into as usize] = CameFrom::Union(nodes.to_vec());
        }
    }

    /// Has an old node split into new ones, unless a split cannot do that.
    fn split(&mut self, node: u32, parts: Vec<u32>) {
        let old = self.old.at(node);
        let same_kind = parts.iter().all(|part| self.new.at(*part).kind() == old.kind());
        // A split makes a root only of a node that was one.
        let fits = old.parent().is_none() || parts.iter().all(|part| self.new.tree().parent(*part).is_some());
        if same_kind && fits && self.adds_up(old, &parts) {
            for part in &parts {
                self.came_from[*part as usize] = CameFrom::PartOf(node);
            }
            self.became[node as usize] = Became::Split(parts);
        }
    }

    /// Whether the values of the parts add up to that of the whole, for each measure that the new map still has.
    fn adds_up(&self, whole: Node<'_>, parts: &[u32]) -> bool {
        self.new.measures().iter().filter_map(|measure| Some((measure.id(), whole.measure(measure)?))).all(
            |(id, has)| {
                let values = parts.iter().filter_map(|part| self.new.at(*part).value_of(id));
                let total = values.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
                total == Ok(has)
            },
        )
    }
}
