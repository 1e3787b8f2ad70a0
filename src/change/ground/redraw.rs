//! The ground after the changes of one day: followed stage by stage, and weighed once, between the map before the day
//! and the map after it.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::{One, Zero};

use super::follow::same_row;
use super::{Division, Ground, Holding, PieceId};
use crate::change::crosswalk::{Basis, CrosswalkBuilder, NodeLineage};
use crate::change::{Lineage, Weight, Weighting};
use crate::governance::{Governance, Node};

type Pieces = BTreeSet<PieceId>;

/// A day on which the map is redrawn.
struct Redraw<'a> {
    ground: &'a mut Ground,
    /// The maps of all versions before the day.
    maps: &'a [&'a Governance],
    after: &'a Governance,
    weighting: &'a Weighting,
    /// What the nodes that the day touched hold now, by code. Nothing where no node has the code any more. Pieces that
    /// several nodes hold are yet to be divided.
    held: BTreeMap<Box<str>, Pieces>,
    /// What touched nodes held on the map before the day.
    at_first: BTreeMap<Box<str>, Holding>,
    /// What nodes held that ended on this day.
    ended: Vec<(Box<str>, Pieces)>,
    /// What nodes hold again that are what they were.
    again: BTreeMap<Box<str>, Holding>,
}

/// A share of a piece of ground that goes from a node before the day to a node after it.
struct Passage<'c> {
    from: &'c str,
    to: &'c str,
    /// The piece, as it was held before.
    piece: PieceId,
    /// The piece, as it is held after the day. A part that is not made yet is the piece itself.
    now: PieceId,
    /// The weight of this part in the piece.
    weight: Weight,
}

impl Ground {
    /// Follows the changes of one day, whose lineages stand stage by stage, to the version after `maps`; O(n) for n
    /// nodes.
    pub(in crate::change) fn redraw<'s>(
        &mut self,
        maps: &[&Governance],
        after: &Governance,
        stages: impl IntoIterator<Item = &'s Lineage>,
        weighting: &Weighting,
    ) {
        let (held, at_first, ended, again) = (BTreeMap::new(), BTreeMap::new(), Vec::new(), BTreeMap::new());
        let mut day = Redraw { ground: self, maps, after, weighting, held, at_first, ended, again };
        for stage in stages {
            day.follow(stage);
        }
        day.add_new_nodes();
        day.settle();
    }
}

impl Ground {
    /// Divides a piece from a version on as it was divided when `part` came about, and gives the weight of the part.
    fn divide_again(&mut self, piece: PieceId, part: PieceId, version: usize) -> Weight {
        let (mut weight, mut inner) = (Weight::one(), part);
        while let Some(whole) = self.pieces[inner].part_of.filter(|_| inner != piece) {
            let divisions = &mut self.pieces[whole].divisions;
            let of_part = |division: &Division| {
                division.parts.iter().find(|(part, _)| *part == inner).map(|(_, weight)| weight.clone())
            };
            if let Some((at, of)) = (0..divisions.len()).rev().find_map(|at| Some((at, of_part(&divisions[at])?))) {
                weight = weight.times(&of);
                if at + 1 < divisions.len() {
                    let again = Division { since: version, ..divisions[at].clone() };
                    divisions.push(again);
                }
            }
            inner = whole;
        }
        weight
    }
}

impl Redraw<'_> {
    /// The number of the version after the day.
    fn version(&self) -> usize {
        self.maps.len()
    }

    fn before(&self) -> &Governance {
        self.maps[self.maps.len() - 1]
    }

    /// Follows the changes of one stage, which happen at once.
    fn follow(&mut self, stage: &Lineage) {
        let sources: Vec<(&str, Pieces, &BTreeSet<Box<str>>)> =
            stage.iter().map(|(old, new)| (old, self.take(old), new)).collect();
        let mut joined: BTreeMap<&str, usize> = BTreeMap::new();
        for code in sources.iter().flat_map(|(_, _, new)| new.iter()) {
            *joined.entry(code).or_default() += 1;
        }
        let mut put: BTreeMap<&str, Pieces> = BTreeMap::new();
        for (old, pieces, new) in &sources {
            if new.len() != 1 || new.iter().any(|code| joined[code.as_ref()] > 1) {
                self.ended.push(((*old).into(), pieces.clone()));
            }
            let parts = if new.len() > 1 { self.restored(pieces, new) } else { None };
            for code in *new {
                put.entry(code).or_default().extend(parts.as_ref().and_then(|parts| parts.get(code)).unwrap_or(pieces));
            }
        }
        for (code, pieces) in put {
            let pieces = self.ground.joined(pieces);
            self.held.insert(code.into(), pieces);
        }
    }

    /// Takes away what the node of a code holds.
    fn take(&mut self, code: &str) -> Pieces {
        let pieces = match self.held.get(code) {
            Some(pieces) => pieces.clone(),
            None if self.before().node(code).is_some() => {
                let version = self.version() - 1;
                if self.ground.holding(code, version).is_none() {
                    let piece = self.ground.new_piece(None);
                    self.ground.holdings.insert(code.into(), vec![(0, Some(Holding::of_one(piece)))]);
                }
                let holding = self.ground.holding(code, version).cloned();
                let pieces = holding.as_ref().map(Holding::pieces).unwrap_or_default();
                self.at_first.extend(holding.map(|holding| (code.into(), holding)));
                pieces
            }
            None => Pieces::new(),
        };
        self.held.insert(code.into(), Pieces::new());
        // A node that holds nothing yet was added on this very day.
        if pieces.is_empty() { Pieces::from([self.ground.new_piece(None)]) } else { pieces }
    }

    /// What the parts of a divided node hold if the division undoes what made the node: each part, or each but one, has
    /// the code of a node that ended in it, and is what that was. The one part that is left gets the rest.
    fn restored(&mut self, whole: &Pieces, codes: &BTreeSet<Box<str>>) -> Option<BTreeMap<Box<str>, Pieces>> {
        let is_within = |piece: PieceId| self.ground.piece_and_above(piece).any(|above| whole.contains(&above));
        let mut parts: BTreeMap<Box<str>, Pieces> = BTreeMap::new();
        let mut again: BTreeMap<Box<str>, Holding> = BTreeMap::new();
        let mut all = Pieces::new();
        for code in codes {
            let former = self.former(code).into_iter().map(|former| (former.pieces(), former));
            let mut former = former.filter(|(pieces, _)| pieces != whole);
            if let Some((pieces, holding)) = former.find(|(pieces, _)| pieces.iter().all(|piece| is_within(*piece))) {
                // No two parts hold the same ground.
                let is_free = |piece: &PieceId| {
                    let mut above = self.ground.piece_and_above(*piece);
                    above.all(|above| !all.contains(&above)) && !all.iter().any(|other| self.is_below(*other, *piece))
                };
                if !pieces.iter().all(is_free) {
                    return None;
                }
                all.extend(&pieces);
                parts.insert(code.clone(), pieces);
                again.insert(code.clone(), holding);
            }
        }
        let others: Vec<&Box<str>> = codes.iter().filter(|code| !parts.contains_key(*code)).collect();
        match others[..] {
            [] if self.ground.joined(all.clone()) == *whole => {}
            [rest] if all.is_subset(whole) && all.len() < whole.len() && !all.is_empty() => {
                parts.insert(rest.clone(), whole.difference(&all).copied().collect());
            }
            _ => return None,
        }
        self.again.extend(again);
        Some(parts)
    }

    fn is_below(&self, piece: PieceId, whole: PieceId) -> bool {
        self.ground.piece_and_above(piece).any(|above| above == whole)
    }

    /// What former nodes of a code held, the last one first, where the node that has the code after the day is what
    /// they were.
    fn former(&self, code: &str) -> Vec<Holding> {
        let now = self.after.node(code);
        // What a node that was on no map held has no shares yet.
        let today = self.ended.iter().rev().filter(|(other, _)| **other == *code);
        let today = today.filter_map(|(_, pieces)| self.at_first.get(code).filter(|of| of.pieces() == *pieces));
        let today = today.filter(|_| is_as_before(now, self.before().node(code)));
        let times = self.ground.holdings.get(code).map_or(&[][..], Vec::as_slice);
        let earlier = (0..times.len()).rev().filter_map(|at| {
            let end = times.get(at + 1).map_or(self.version(), |(since, _)| *since);
            let then = self.maps[end.checked_sub(1)?].node(code)?;
            times[at].1.as_ref().filter(|_| is_as_before(now, Some(then)))
        });
        today.chain(earlier).cloned().collect()
    }

    /// Gives ground to the nodes that were added: what they held when they ended, if they are the same again and nobody
    /// holds it, and else new ground.
    fn add_new_nodes(&mut self) {
        let before = self.before();
        let is_added = |node: &Node<'_>| match self.held.get(node.code()) {
            Some(pieces) => pieces.is_empty(),
            None => before.node(node.code()).is_none(),
        };
        let added: Vec<&str> = self.after.nodes().filter(is_added).map(Node::code).collect();
        let former: Vec<Vec<Holding>> = added.iter().map(|code| self.former(code)).collect();
        let held: Pieces = if former.iter().all(Vec::is_empty) { Pieces::new() } else { self.all_held().collect() };
        // What is held is not free, nor is what it is a part of.
        let mut taken: Pieces = held.iter().flat_map(|piece| self.ground.piece_and_above(*piece)).collect();
        for (code, former) in added.into_iter().zip(former) {
            let is_free = |piece: &PieceId| {
                !taken.contains(piece) && self.ground.piece_and_above(*piece).all(|above| !held.contains(&above))
            };
            let free = former.into_iter().find(|former| former.shares.keys().all(is_free));
            let pieces = match free {
                Some(former) => self.again.entry(code.into()).insert_entry(former).get().pieces(),
                None => Pieces::from([self.ground.new_piece(None)]),
            };
            taken.extend(&pieces);
            self.held.insert(code.into(), pieces);
        }
    }

    /// All pieces that somebody holds.
    fn all_held(&self) -> impl Iterator<Item = PieceId> {
        let others = self.ground.holders(self.version() - 1).filter(|(code, _)| !self.held.contains_key(*code));
        let others = others.flat_map(|(_, holding)| holding.shares.keys());
        self.held.values().flatten().chain(others).copied()
    }

    /// Weighs what was divided and what was merged, and enters what each touched node holds.
    fn settle(self) {
        let Redraw { ground, maps, after, weighting, held, at_first, again, .. } = self;
        let (before, version) = (maps[maps.len() - 1], maps.len());
        let mut passages = passages(ground, &held, &at_first);
        let number = |map: &Governance, code: &str| map.node(code).map(Node::index);
        let mut lineages = [NodeLineage::new(before.node_count()), NodeLineage::new(after.node_count())];
        let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
        for node in before.nodes().filter(|node| !held.contains_key(node.code())) {
            pairs.extend(number(after, node.code()).map(|same| (node.index(), same)));
        }
        let numbers = passages.iter().filter_map(|of| Some((number(before, of.from)?, number(after, of.to)?)));
        pairs.extend(numbers);
        for (old, new) in pairs {
            lineages[0].add(old, new);
            lineages[1].add(new, old);
        }
        let [there, back] = &lineages;

        // What was divided: how much of each node went to which other.
        let mut parts_of: BTreeMap<PieceId, Vec<usize>> = BTreeMap::new();
        for (at, passage) in passages.iter().enumerate() {
            parts_of.entry(passage.piece).or_default().push(at);
        }
        parts_of.retain(|_, parts| parts.len() > 1);
        let builder = (!parts_of.is_empty()).then(|| CrosswalkBuilder::new(before, after, [there, back], weighting));
        for (piece, parts) in parts_of {
            if parts.iter().all(|at| passages[*at].now != piece) {
                for at in parts {
                    passages[at].weight = ground.divide_again(piece, passages[at].now, version);
                }
                continue;
            }
            let Some(builder) = &builder else { break };
            let Some(from) = number(before, passages[parts[0]].from) else { continue };
            let to: BTreeSet<u32> = parts.iter().filter_map(|at| number(after, passages[*at].to)).collect();
            let to: Vec<u32> = to.into_iter().collect();
            let (shares, basis) = builder.shares(from, &to);
            let mut division = Division { since: version, parts: Vec::new(), basis };
            for at in &parts {
                let node = number(after, passages[*at].to);
                let share = to.iter().zip(&shares).find(|(to, _)| Some(**to) == node).map(|(_, share)| share);
                // A node that gets several parts of the piece gets each alike.
                let alike = parts.iter().filter(|other| passages[**other].to == passages[*at].to).count();
                let each = Weight::new(1, alike as u64).unwrap_or_else(Weight::one);
                let passage = &mut passages[*at];
                passage.weight = share.map_or_else(Weight::zero, |share| share.times(&each));
                if passage.now == piece {
                    passage.now = ground.new_piece(Some(piece));
                }
                division.parts.push((passage.now, passage.weight.clone()));
            }
            ground.pieces[piece].divisions.push(division);
        }

        // What was merged: how much of each node came from which other.
        let mut builder = None;
        let mut holders: BTreeMap<PieceId, usize> = BTreeMap::new();
        for piece in held.values().flatten() {
            *holders.entry(*piece).or_default() += 1;
        }
        for (code, pieces) in &held {
            let mut holding = None;
            if let Some(as_before) = again.get(code).filter(|as_before| as_before.pieces() == *pieces) {
                holding = Some(as_before.clone());
            } else if let Some(node) = number(after, code).filter(|_| !pieces.is_empty()) {
                let of: Vec<&Passage<'_>> = passages.iter().filter(|passage| *passage.to == **code).collect();
                let from: BTreeSet<u32> = of.iter().filter_map(|passage| number(before, passage.from)).collect();
                let from: Vec<u32> = from.into_iter().collect();
                let (shares, basis) = if from.len() > 1 {
                    let builder =
                        builder.get_or_insert_with(|| CrosswalkBuilder::new(after, before, [back, there], weighting));
                    let (shares, basis) = builder.shares(node, &from);
                    (shares, Some(basis))
                } else {
                    (vec![Weight::one(); from.len()], None)
                };
                let sources = from.iter().map(|node| before.at(*node).code()).zip(shares);
                // What was added and divided on this very day is new ground in each part.
                let is_new = of.is_empty() && pieces.iter().any(|piece| holders[piece] > 1);
                holding = Some(if is_new {
                    Holding::of_one(ground.new_piece(None))
                } else {
                    joined_shares(pieces, sources, &of, &at_first, basis)
                });
            }
            ground.holdings.entry(code.clone()).or_default().push((version, holding));
        }
    }
}

/// All ways that ground takes from the touched nodes of the map before to those of the map after.
fn passages<'c>(
    ground: &Ground,
    held: &'c BTreeMap<Box<str>, Pieces>,
    at_first: &'c BTreeMap<Box<str>, Holding>,
) -> Vec<Passage<'c>> {
    // Who holds each piece, and who holds parts of it.
    let mut holders: BTreeMap<PieceId, Vec<(&str, PieceId)>> = BTreeMap::new();
    let mut within: BTreeMap<PieceId, Vec<(&str, PieceId)>> = BTreeMap::new();
    for (code, pieces) in held {
        for piece in pieces {
            holders.entry(*piece).or_default().push((code, *piece));
            for above in ground.piece_and_above(*piece).skip(1) {
                within.entry(above).or_default().push((code, *piece));
            }
        }
    }
    let mut passages = Vec::new();
    for (from, holding) in at_first {
        for piece in holding.shares.keys() {
            let whole = ground.piece_and_above(*piece).filter_map(|above| holders.get(&above));
            // Where several hold what the piece is a part of, it is the piece itself that is divided further.
            let whole = whole.flat_map(|all| {
                let is_sole = all.len() == 1;
                all.iter().map(move |(to, now)| (*to, if is_sole { *now } else { *piece }))
            });
            let parts = within.get(piece).into_iter().flatten().copied();
            passages.extend(whole.chain(parts).map(|(to, now)| Passage {
                from,
                to,
                piece: *piece,
                now,
                weight: Weight::one(),
            }));
        }
    }
    passages
}

/// What a node holds that got its ground from these sources, each with the share of what comes from it.
fn joined_shares<'c>(
    pieces: &Pieces,
    sources: impl Iterator<Item = (&'c str, Weight)>,
    passages: &[&Passage<'_>],
    at_first: &BTreeMap<Box<str>, Holding>,
    merged_by: Option<Basis>,
) -> Holding {
    let mut all: BTreeMap<PieceId, Ratio<BigUint>> = BTreeMap::new();
    let mut bases: Vec<Basis> = merged_by.into_iter().collect();
    for (code, of_source) in sources {
        let Some(holding) = at_first.get(code) else { continue };
        bases.extend(holding.basis.clone());
        let from_it: Vec<_> = passages.iter().filter(|passage| passage.from == code).collect();
        let amounts: Vec<Ratio<BigUint>> = from_it
            .iter()
            .map(|passage| {
                holding
                    .shares
                    .get(&passage.piece)
                    .map_or_else(Ratio::zero, |share| share.times(&passage.weight).ratio().clone())
            })
            .collect();
        let shares = Weight::shares(&amounts).unwrap_or_else(|| Weight::equal(amounts.len()));
        for (passage, share) in from_it.into_iter().zip(shares) {
            *all.entry(passage.now).or_insert_with(Ratio::zero) += of_source.times(&share).ratio();
        }
    }
    if all.is_empty() {
        all.extend(pieces.iter().map(|piece| (*piece, Ratio::one())));
    }
    let amounts: Vec<Ratio<BigUint>> = all.values().cloned().collect();
    let shares = Weight::shares(&amounts).unwrap_or_else(|| Weight::equal(amounts.len()));
    Holding { shares: all.into_keys().zip(shares).collect(), basis: Basis::of_all(&bases) }
}

fn is_as_before(now: Option<Node<'_>>, then: Option<Node<'_>>) -> bool {
    now.zip(then).is_none_or(|(now, then)| same_row(now, then))
}
