//! Which node of one map became which of another, by the ground that both hold.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, Holding, PieceId};
use crate::change::crosswalk::{Basis, CrosswalkBuilder, NodeLineage, Spread};
use crate::change::{Crosswalk, Weight, Weighting};
use crate::governance::{Governance, Node};

/// The map of a version, with its number.
#[derive(Debug, Clone, Copy)]
pub(in crate::change) struct MapOf<'g> {
    pub(in crate::change) version: usize,
    pub(in crate::change) map: &'g Governance,
}

/// Where the ground of a node is on another map, by code.
#[derive(Debug, Default)]
struct Found<'a> {
    shares: BTreeMap<&'a str, Weight>,
    /// The share of what no node holds there.
    ended: Option<Weight>,
    /// What the shares were taken from.
    bases: Vec<&'a Basis>,
}

/// Which touched node became which others: by code, each with what is found of it.
type Relation<'a> = BTreeMap<&'a str, Found<'a>>;

impl Ground {
    /// The crosswalk from one map to another, for some codes of the one or all; O(n), and O(n log n) for all.
    pub(in crate::change) fn crosswalk(
        &self,
        [from, to]: [MapOf<'_>; 2],
        weighting: &Weighting,
        codes: Option<&BTreeSet<&str>>,
    ) -> Crosswalk {
        let [there, back] = self.lineages([from, to]);
        let nodes = match codes {
            Some(codes) => codes.iter().filter_map(|code| from.map.node(code)).map(Node::index).collect(),
            None => (0..from.map.node_count() as u32).collect(),
        };
        CrosswalkBuilder::new(from.map, to.map, [&there, &back], weighting).crosswalk_of(nodes)
    }

    /// The codes of the nodes that hold the ground of a node on the map of another version, and of those that held
    /// parts of it when they ended.
    pub(in crate::change) fn fate(&self, code: &str, [from, to]: [usize; 2]) -> [BTreeSet<&str>; 2] {
        let holders = self.holder_of_each(to);
        let (mut found, mut lost) = (Found::default(), Vec::new());
        for (piece, share) in self.holding(code, from).iter().flat_map(|holding| &holding.shares) {
            lost.extend(self.find(*piece, share, to, &holders, &mut found));
        }
        let last_holder = |piece: PieceId| {
            let holds = |holding: &Holding| holding.shares.contains_key(&piece);
            let times = self.holdings.iter().flat_map(|(code, times)| times.iter().map(move |time| (code, time)));
            let times =
                times.filter(|(_, (since, holding))| *since <= from.max(to) && holding.as_ref().is_some_and(holds));
            times.max_by_key(|(_, (since, _))| *since).map(|(code, _)| code.as_ref())
        };
        [found.shares.into_keys().collect(), lost.into_iter().filter_map(last_holder).collect()]
    }

    /// Whether the nodes of one code on two maps hold common ground.
    pub(in crate::change) fn is_same_node(&self, code: &str, [from, to]: [usize; 2]) -> bool {
        !self.holdings.contains_key(code) || self.fate(code, [from, to])[0].contains(code)
    }

    /// Which node became which, there and back.
    fn lineages(&self, [from, to]: [MapOf<'_>; 2]) -> [NodeLineage; 2] {
        let mut relations = [self.relation(from.version, to.version), self.relation(to.version, from.version)];
        restore(&mut relations, [from.map, to.map]);
        let [there, back] = &relations;
        let mut lineages = [touched(there, [from.map, to.map]), touched(back, [to.map, from.map])];
        let is_touched = by_number(there, from.map);
        // What no change ever touched is on both maps, as a rule in the same order.
        let mut next = 0;
        for node in (0..from.map.node_count() as u32).filter(|node| !is_touched.contains_key(node)) {
            let code = from.map.at(node).code();
            let is_next = (next as usize) < to.map.node_count() && to.map.at(next).code() == code;
            let same = if is_next { Some(next) } else { to.map.node(code).map(Node::index) };
            if let Some(same) = same {
                lineages[0].add(node, same);
                lineages[1].add(same, node);
                next = same + 1;
            }
        }
        lineages
    }

    /// Where the ground of each touched node is on the map of another version.
    fn relation(&self, from: usize, to: usize) -> Relation<'_> {
        let holders = self.holder_of_each(to);
        let mut relation = Relation::new();
        for (code, holding) in self.holders(from) {
            let mut found = Found::default();
            found.bases.extend(&holding.basis);
            for (piece, share) in &holding.shares {
                self.find(*piece, share, to, &holders, &mut found);
            }
            relation.insert(code, found);
        }
        relation
    }

    /// The code of the node that holds each piece on the map of a version.
    fn holder_of_each(&self, version: usize) -> BTreeMap<PieceId, &str> {
        let holders = self.holders(version);
        holders.flat_map(|(code, holding)| holding.shares.keys().map(move |piece| (*piece, code))).collect()
    }

    /// Finds who holds a piece on the map of a version, and gives the pieces that nobody holds.
    fn find<'a>(
        &'a self,
        piece: PieceId,
        share: &Weight,
        version: usize,
        holders: &BTreeMap<PieceId, &'a str>,
        found: &mut Found<'a>,
    ) -> Vec<PieceId> {
        // It may be a part of what one node holds.
        if let Some(holder) = self.piece_and_above(piece).find_map(|piece| holders.get(&piece)) {
            found.shares.entry(holder).or_insert_with(Weight::zero).add(share);
            return Vec::new();
        }
        // Else it is divided on that map, or what it is a part of is divided otherwise.
        let way = self.outermost_first(piece);
        let is_divided_so =
            |pair: &&[PieceId]| self.division(pair[0], version).is_some_and(|division| division.has(pair[1]));
        let innermost = way.windows(2).take_while(is_divided_so).count();
        let divided = self.parts(way[innermost], version, holders);
        let mut lost = Vec::new();
        if divided.is_empty() {
            lost.push(piece);
            add_ended(found, share);
        }
        for (part, weight, bases) in divided {
            let share = share.times(&weight);
            found.bases.extend(bases);
            if let Some(holder) = holders.get(&part) {
                found.shares.entry(holder).or_insert_with(Weight::zero).add(&share);
            } else {
                lost.push(part);
                add_ended(found, &share);
            }
        }
        lost
    }

    /// The innermost parts of a piece on the map of a version, with their weights; empty where nobody holds any of them.
    fn parts(
        &self,
        piece: PieceId,
        version: usize,
        holders: &BTreeMap<PieceId, &str>,
    ) -> Vec<(PieceId, Weight, Vec<&Basis>)> {
        let (mut parts, mut open) = (Vec::new(), vec![(piece, Weight::one(), Vec::new())]);
        while let Some((piece, weight, bases)) = open.pop() {
            match self.division(piece, version).filter(|_| !holders.contains_key(&piece)) {
                Some(division) => open.extend(division.parts.iter().map(|(part, of)| {
                    let bases = bases.iter().copied().chain([&division.basis]).collect();
                    (*part, weight.times(of), bases)
                })),
                None => parts.push((piece, weight, bases)),
            }
        }
        parts.sort_unstable_by_key(|(piece, ..)| *piece);
        if parts.iter().any(|(part, ..)| holders.contains_key(part)) { parts } else { Vec::new() }
    }
}

fn add_ended(found: &mut Found<'_>, share: &Weight) {
    found.ended.get_or_insert_with(Weight::zero).add(share);
}

/// What is found of each touched node, by its number.
fn by_number<'r, 'a>(relation: &'r Relation<'a>, map: &Governance) -> BTreeMap<u32, &'r Found<'a>> {
    relation.iter().filter_map(|(code, found)| Some((map.node(code)?.index(), found))).collect()
}

/// The lineage of the touched nodes alone.
fn touched(relation: &Relation<'_>, [from, to]: [&Governance; 2]) -> NodeLineage {
    let mut lineage = NodeLineage::new(from.node_count());
    for (node, found) in by_number(relation, from) {
        let numbered = found.shares.iter().filter_map(|(code, share)| Some((to.node(code)?.index(), share.clone())));
        let shares: BTreeMap<u32, Weight> = numbered.collect();
        match (shares.len(), &found.ended) {
            (0, _) => {}
            (1, None) => shares.keys().for_each(|other| lineage.add(node, *other)),
            _ => {
                let ended = found.ended.clone().unwrap_or_else(Weight::zero);
                let basis = Basis::of_all(found.bases.iter().copied()).unwrap_or(Basis::Equal);
                lineage.spread_over(node, Spread { shares, ended, basis });
            }
        }
    }
    lineage
}

/// Takes for undone what led from some nodes to others that are the same in all they have: nodes that hold each other's
/// ground on the two maps, with the same codes and the same rows on both.
fn restore<'a>(relations: &mut [Relation<'a>; 2], maps: [&Governance; 2]) {
    // Nodes belong together that share ground or a code. Each code stands once, for both maps.
    let mut groups: BTreeMap<&'a str, &'a str> = BTreeMap::new();
    let root = |groups: &BTreeMap<&'a str, &'a str>, mut code: &'a str| {
        while let Some(above) = groups.get(code).filter(|above| **above != code) {
            code = above;
        }
        code
    };
    for relation in &*relations {
        for (code, found) in relation {
            for other in std::iter::once(code).chain(found.shares.keys()) {
                let (one, other) = (root(&groups, code), root(&groups, other));
                let (low, high) = (one.min(other), one.max(other));
                groups.insert(low, low);
                groups.insert(high, low);
            }
        }
    }
    let mut members: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
    for code in groups.keys().copied() {
        members.entry(root(&groups, code)).or_default().push(code);
    }
    for codes in members.into_values() {
        let is_one_to_one = |relation: &Relation<'a>| {
            let mut found = codes.iter().filter_map(|code| relation.get(code));
            found.all(|found| found.shares.len() == 1 && found.ended.is_none())
        };
        if relations.iter().all(is_one_to_one) {
            continue;
        }
        let is_same = |code: &&str| match maps.map(|map| map.node(code)) {
            [Some(one), Some(other)] => {
                let parents = [one, other].map(|node| node.parent().map(Node::code));
                same_row(one, other) && one.category() == other.category() && parents[0] == parents[1]
            }
            _ => false,
        };
        if codes.iter().all(is_same) {
            for relation in &mut *relations {
                for code in &codes {
                    let shares = BTreeMap::from([(*code, Weight::one())]);
                    relation.insert(code, Found { shares, ..Found::default() });
                }
            }
        }
    }
}

/// Whether two nodes of different maps have the same kind, name and numbers.
pub(super) fn same_row(one: Node<'_>, other: Node<'_>) -> bool {
    let measures = |node: Node<'_>| {
        let of = node.governance().measures().iter().map(|measure| measure.id().to_owned());
        of.filter_map(|id| node.value_of(&id).map(|value| (id, value))).collect::<BTreeMap<_, _>>()
    };
    one.kind() == other.kind() && one.name() == other.name() && measures(one) == measures(other)
}
