//! Which node became which.

use std::collections::{BTreeMap, BTreeSet};

use super::{Basis, CrosswalkError, CrosswalkErrors, Weight};
use crate::change::Change;
use crate::governance::Governance;
use crate::message::Term;

/// Which nodes of an old map became which nodes of a new one (沿革), where the code alone does not say so.
///
/// A node that is not named here became the one of its own code, or was closed where the new map has no such code.
///
/// ```
/// use gridgov::change::Lineage;
///
/// let mut lineage = Lineage::default();
/// lineage.became("G", "G-1"); // split in two
/// lineage.became("G", "G-2");
/// lineage.became("K", "H"); // merged with H, which is named as well
/// lineage.became("H", "H");
/// lineage.ended("M"); // closed, though there may be another M now
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage(BTreeMap<Box<str>, BTreeSet<Box<str>>>);

impl Lineage {
    /// A node became another, or a part of it did.
    pub fn became(&mut self, old: &str, new: &str) {
        self.0.entry(old.into()).or_default().insert(new.into());
    }

    /// A node was closed.
    pub fn ended(&mut self, old: &str) {
        self.0.insert(old.into(), BTreeSet::new());
    }

    /// The nodes that are named, in the order of their old codes, each with what it became.
    pub(in crate::change) fn iter(&self) -> impl Iterator<Item = (&str, &BTreeSet<Box<str>>)> {
        self.0.iter().map(|(old, new)| (old.as_ref(), new))
    }

    /// What a node became; `None` where its code says so.
    pub(in crate::change) fn of_node(&self, code: &str) -> Option<&BTreeSet<Box<str>>> {
        self.0.get(code)
    }

    /// The lineage over three maps, from the first to the last, where this one leads from the first, `old`, to the second
    /// and the next from there. A node that is what it was, and shares its code with no other that became it, is not named.
    /// O(k log k).
    pub(in crate::change) fn then(&self, next: &Self, old: &Governance) -> Self {
        let mut all = Self::default();
        for (code, between) in &self.0 {
            let heirs = between.iter().flat_map(|code| match next.0.get(code) {
                Some(heirs) => heirs.clone(),
                None => BTreeSet::from([code.clone()]),
            });
            all.0.insert(code.clone(), heirs.collect());
        }
        for (code, heirs) in &next.0 {
            if old.node(code).is_some() && !self.0.contains_key(code) {
                all.0.insert(code.clone(), heirs.clone());
            }
        }
        let mut origins: BTreeMap<Box<str>, usize> = BTreeMap::new();
        for code in all.0.values().flatten() {
            *origins.entry(code.clone()).or_default() += 1;
        }
        all.0.retain(|code, heirs| heirs.len() != 1 || !heirs.contains(code) || origins.get(code) != Some(&1));
        all
    }

    /// The lineage of the changes of one stage; O(k) for k changes.
    #[must_use]
    pub fn of(changes: &[Change]) -> Self {
        let mut lineage = Self::default();
        for change in changes {
            match change {
                Change::Close { code } => lineage.ended(code),
                Change::Recode { code, to } => lineage.became(code, to),
                Change::Split(split) => split.into.iter().for_each(|part| lineage.became(&split.code, &part.code)),
                Change::Merge(merge) => merge.codes.iter().for_each(|code| lineage.became(code, &merge.into)),
                _ => {}
            }
        }
        lineage
    }
}

/// For each node of one map, the nodes that it became on another, all by their numbers.
#[derive(Debug)]
pub(in crate::change) struct NodeLineage {
    /// For each node, the only one that it became, or `NONE`, or `LISTED`. Most nodes became one, and need no list.
    only: Vec<u32>,
    /// What the other nodes became, in order.
    listed: BTreeMap<u32, Vec<u32>>,
    /// How the ground of listed nodes is spread, where that is known.
    spreads: BTreeMap<u32, Spread>,
}

/// How the ground of a node is spread over what it became.
#[derive(Debug, Clone)]
pub(in crate::change) struct Spread {
    /// The share of each node that it became. They and the share that ended add up to one.
    pub(in crate::change) shares: BTreeMap<u32, Weight>,
    /// The share of parts that ended.
    pub(in crate::change) ended: Weight,
    /// What the shares were taken from.
    pub(in crate::change) basis: Basis,
}

const NONE: u32 = u32::MAX;
const LISTED: u32 = u32::MAX - 1;

impl NodeLineage {
    pub(in crate::change) fn new(nodes: usize) -> Self {
        Self { only: vec![NONE; nodes], listed: BTreeMap::new(), spreads: BTreeMap::new() }
    }

    pub(in crate::change) fn add(&mut self, old: u32, new: u32) {
        let only = &mut self.only[old as usize];
        match *only {
            NONE => *only = new,
            LISTED => {
                let list = self.listed.entry(old).or_default();
                list.insert(list.partition_point(|other| *other < new), new);
            }
            first => {
                *only = LISTED;
                self.listed.insert(old, vec![first.min(new), first.max(new)]);
            }
        }
    }

    /// Says that the ground of a node is spread over several others, or that a part of it ended.
    pub(in crate::change) fn spread_over(&mut self, old: u32, spread: Spread) {
        self.only[old as usize] = LISTED;
        self.listed.insert(old, spread.shares.keys().copied().collect());
        self.spreads.insert(old, spread);
    }

    /// How the ground of a node is spread; `None` where it became one node or none, or where only the two maps can tell.
    pub(super) fn spread(&self, node: u32) -> Option<&Spread> {
        self.spreads.get(&node)
    }

    /// What a node became, in the order of the other map.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        match &self.only[node as usize] {
            &NONE => &[],
            &LISTED => self.listed.get(&node).map_or(&[], Vec::as_slice),
            only => std::slice::from_ref(only),
        }
    }

    /// Both directions: from the old map to the new one, and back.
    pub(super) fn between(
        old: &Governance,
        new: &Governance,
        lineage: &Lineage,
    ) -> Result<(Self, Self), CrosswalkErrors> {
        let mut errors = Vec::new();
        for (from, to) in &lineage.0 {
            if old.node(from).is_none() {
                errors.push(CrosswalkError::NotOnMap { code: from.to_string(), map: Term::new("old", "旧") });
            }
            let missing = to.iter().filter(|code| new.node(code).is_none());
            errors.extend(
                missing.map(|code| CrosswalkError::NotOnMap { code: code.to_string(), map: Term::new("new", "新") }),
            );
        }
        CrosswalkErrors::check(errors)?;
        let (mut forward, mut backward) = (Self::new(old.node_count()), Self::new(new.node_count()));
        for node in old.nodes() {
            let mut add = |code: &str| {
                if let Some(other) = new.node(code) {
                    forward.add(node.index(), other.index());
                    backward.add(other.index(), node.index());
                }
            };
            match lineage.0.get(node.code()) {
                Some(codes) => codes.iter().for_each(|code| add(code)),
                None => add(node.code()),
            }
        }
        Ok((forward, backward))
    }
}
