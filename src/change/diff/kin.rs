//! Which nodes of two maps are the same, or come from each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::governance::{Governance, Node};
use crate::measure::Decimal;

/// Two maps, and what each node of one is on the other.
pub(super) struct Kin<'a> {
    pub(super) old: &'a Governance,
    pub(super) new: &'a Governance,
    pub(super) fates: Vec<Fate>,
    pub(super) births: Vec<Birth>,
}

/// What an old node is on the new map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    Closed,
    Same(u32),
    /// Divided into several, in their order.
    Split(Vec<u32>),
    Merged(u32),
}

/// What a new node is on the old map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Birth {
    Added,
    Same(u32),
    PartOf(u32),
    Union(Vec<u32>),
}

impl<'a> Kin<'a> {
    fn strangers(old: &'a Governance, new: &'a Governance) -> Self {
        let (fates, births) = (vec![Fate::Closed; old.node_count()], vec![Birth::Added; new.node_count()]);
        Self { old, new, fates, births }
    }

    pub(super) fn pair(&mut self, old: u32, new: u32) {
        self.fates[old as usize] = Fate::Same(new);
        self.births[new as usize] = Birth::Same(old);
    }

    pub(super) fn by_code(old: &'a Governance, new: &'a Governance) -> Self {
        let mut kin = Self::strangers(old, new);
        for node in old.nodes() {
            if let Some(other) = new.node(node.code()) {
                kin.pair(node.index(), other.index());
            }
        }
        kin
    }

    /// From a new map back to its base, by what the nodes of the base became where that is not the same code.
    pub(super) fn back(new: &'a Governance, base: &'a Governance, became: &[(u32, Vec<String>)]) -> Self {
        let mut kin = Self::strangers(new, base);
        // The other way round: from here on, "old" is the map that is left.
        let named: BTreeSet<u32> = became.iter().map(|(node, _)| *node).collect();
        let mut origins: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut outcomes: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut add = |origin: u32, code: &str| {
            if let Some(node) = new.node(code) {
                origins.entry(node.index()).or_default().insert(origin);
                outcomes.entry(origin).or_default().insert(node.index());
            }
        };
        for node in base.nodes().filter(|node| !named.contains(&node.index())) {
            add(node.index(), node.code());
        }
        for (origin, codes) in became {
            for code in codes {
                add(*origin, code);
            }
        }
        for (left, of) in &origins {
            let is_sole = |origin: &u32| outcomes.get(origin).is_some_and(|nodes| nodes.len() == 1);
            match of.iter().collect::<Vec<_>>()[..] {
                [only] if is_sole(only) => kin.pair(*left, *only),
                [_] => {}
                _ if of.iter().all(is_sole) => kin.divide(*left, of.iter().copied().collect()),
                _ => {}
            }
        }
        for (origin, nodes) in &outcomes {
            let is_sole = |node: &u32| origins.get(node).is_some_and(|of| of.len() == 1);
            if nodes.len() > 1 && nodes.iter().all(is_sole) {
                kin.unite(&nodes.iter().copied().collect::<Vec<_>>(), *origin);
            }
        }
        // What is too tangled is known by its code.
        for node in new.nodes() {
            let at = node.index();
            if let (Fate::Closed, Some(other)) = (&kin.fates[at as usize], base.node(node.code()))
                && kin.births[other.index() as usize] == Birth::Added
            {
                kin.pair(at, other.index());
            }
        }
        kin
    }

    /// Merges old nodes into a new one, if a merger can do that.
    fn unite(&mut self, nodes: &[u32], into: u32) {
        let new = self.new.at(into);
        let same_kind = nodes.iter().all(|node| self.old.at(*node).kind() == new.kind());
        // Where nothing contains the new one, nothing may contain the old ones.
        let are_roots = nodes.iter().all(|node| self.old.tree().parent(*node).is_none());
        if same_kind && (new.parent().is_some() || are_roots) {
            for node in nodes {
                self.fates[*node as usize] = Fate::Merged(into);
            }
            self.births[into as usize] = Birth::Union(nodes.to_vec());
        }
    }

    /// Splits an old node into new ones, if a split can do that.
    fn divide(&mut self, node: u32, parts: Vec<u32>) {
        let old = self.old.at(node);
        let same_kind = parts.iter().all(|part| self.new.at(*part).kind() == old.kind());
        // Where nothing contains a part, nothing may contain the old one.
        let fits = old.parent().is_none() || parts.iter().all(|part| self.new.tree().parent(*part).is_some());
        if same_kind && fits && self.adds_up(old, &parts) {
            for part in &parts {
                self.births[*part as usize] = Birth::PartOf(node);
            }
            self.fates[node as usize] = Fate::Split(parts);
        }
    }

    /// Whether the parts have together what the whole has, of each measure that there still is.
    fn adds_up(&self, whole: Node<'_>, parts: &[u32]) -> bool {
        self.new.measures().iter().filter_map(|measure| Some((measure.id(), whole.measure(measure.id())?))).all(
            |(id, has)| {
                let values = parts.iter().filter_map(|part| self.new.at(*part).measure(id));
                let total = values.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
                total == Ok(has)
            },
        )
    }
}
