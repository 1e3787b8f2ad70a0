//! What was divided and what was merged on one day, weighed once: between the map before the day and the map after it.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::{One, Zero};

use super::redraw::{Pieces, Redraw};
use super::{Division, Ground, Holding, PieceId};
use crate::change::Weight;
use crate::change::crosswalk::{Basis, CrosswalkBuilder, NodeLineage};
use crate::governance::{Governance, Node};

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

fn number(map: &Governance, code: &str) -> Option<u32> {
    map.node(code).map(Node::index)
}

impl Redraw<'_> {
    /// Weighs what was divided and what was merged, and enters what each touched node holds.
    pub(super) fn settle(self) {
        let Redraw { ground, maps, after, weighting, held, at_first, again, .. } = self;
        let (before, version) = (maps[maps.len() - 1], maps.len());
        let mut passages = passages(ground, &held, &at_first);
        let [there, back] = lineages([before, after], &held, &passages);
        let parts = LazyCell::new(|| CrosswalkBuilder::new(before, after, [&there, &back], weighting));
        let sources = LazyCell::new(|| CrosswalkBuilder::new(after, before, [&back, &there], weighting));
        ground.divide([before, after], version, &mut passages, |node, parts_of| parts.shares(node, parts_of));
        let mut holders: BTreeMap<PieceId, usize> = BTreeMap::new();
        for piece in held.values().flatten() {
            *holders.entry(*piece).or_default() += 1;
        }
        for (code, pieces) in &held {
            let as_before = again.get(code).filter(|as_before| as_before.pieces() == *pieces);
            let of: Vec<&Passage<'_>> = passages.iter().filter(|passage| *passage.to == **code).collect();
            // What was added and divided on this very day is new ground in each part.
            let is_new = of.is_empty() && pieces.iter().any(|piece| holders[piece] > 1);
            let holding = match (number(after, code).filter(|_| !pieces.is_empty()), as_before) {
                (None, _) => None,
                (Some(_), Some(as_before)) => Some(as_before.clone()),
                (Some(_), None) if is_new => Some(Holding::of_one(ground.new_piece(None))),
                (Some(node), None) => {
                    let from: BTreeSet<u32> = of.iter().filter_map(|passage| number(before, passage.from)).collect();
                    let from: Vec<u32> = from.into_iter().collect();
                    let weighed = (from.len() > 1).then(|| sources.shares(node, &from));
                    let (shares, basis) = weighed.unzip();
                    let shares = shares.unwrap_or_else(|| vec![Weight::one(); from.len()]);
                    let sources = from.iter().map(|node| before.at(*node).code()).zip(shares);
                    Some(joined(pieces, sources, &of, &at_first, basis))
                }
            };
            for piece in holding.iter().flat_map(|holding| holding.shares.keys()) {
                ground.divide_as_held(*piece, version);
            }
            ground.holdings.entry(code.clone()).or_default().push((version, holding));
        }
    }
}

/// Which node became which on the day, there and back.
fn lineages(
    [before, after]: [&Governance; 2],
    held: &BTreeMap<Box<str>, Pieces>,
    passages: &[Passage<'_>],
) -> [NodeLineage; 2] {
    let untouched =
        before.nodes().filter(|node| !held.contains_key(node.code())).map(|node| (node.code(), node.code()));
    let codes = untouched.chain(passages.iter().map(|passage| (passage.from, passage.to)));
    let pairs: BTreeSet<(u32, u32)> =
        codes.filter_map(|(from, to)| Some((number(before, from)?, number(after, to)?))).collect();
    let mut lineages = [NodeLineage::new(before.node_count()), NodeLineage::new(after.node_count())];
    for (old, new) in pairs {
        lineages[0].add(old, new);
        lineages[1].add(new, old);
    }
    lineages
}

impl Ground {
    /// Divides each piece that goes to several nodes, by how much of the node that held it went to which.
    fn divide(
        &mut self,
        [before, after]: [&Governance; 2],
        version: usize,
        passages: &mut [Passage<'_>],
        shares: impl Fn(u32, &[u32]) -> (Vec<Weight>, Basis),
    ) {
        let mut parts_of: BTreeMap<PieceId, Vec<usize>> = BTreeMap::new();
        for (at, passage) in passages.iter().enumerate() {
            parts_of.entry(passage.piece).or_default().push(at);
        }
        for (piece, parts) in parts_of.into_iter().filter(|(_, parts)| parts.len() > 1) {
            if parts.iter().any(|at| passages[*at].now == piece) {
                self.divide_among([before, after], version, passages, piece, &parts, &shares);
                continue;
            }
            let mut holders: BTreeMap<PieceId, Vec<usize>> = BTreeMap::new();
            for at in parts {
                let part = passages[at].now;
                passages[at].weight = self.weight_within(piece, part);
                holders.entry(part).or_default().push(at);
            }
            // A part that came back on this day may have been divided further on it.
            for (part, holders) in holders.into_iter().filter(|(_, holders)| holders.len() > 1) {
                self.divide_among([before, after], version, passages, part, &holders, &shares);
            }
        }
    }

    /// Divides a piece among the nodes that these passages lead to.
    fn divide_among(
        &mut self,
        [before, after]: [&Governance; 2],
        version: usize,
        passages: &mut [Passage<'_>],
        piece: PieceId,
        parts: &[usize],
        shares: impl Fn(u32, &[u32]) -> (Vec<Weight>, Basis),
    ) {
        let Some(from) = number(before, passages[parts[0]].from) else { return };
        let to: BTreeSet<u32> = parts.iter().filter_map(|at| number(after, passages[*at].to)).collect();
        let to: Vec<u32> = to.into_iter().collect();
        let (shares, basis) = shares(from, &to);
        let mut division = Division { since: version, parts: Vec::new(), basis };
        for at in parts {
            let node = number(after, passages[*at].to);
            let share = to.iter().zip(&shares).find(|(to, _)| Some(**to) == node).map(|(_, share)| share);
            // A node that gets several parts of the piece gets each alike.
            let alike = parts.iter().filter(|other| passages[**other].to == passages[*at].to).count();
            let each = Weight::new(1, alike as u64).unwrap_or_else(Weight::one);
            let passage = &mut passages[*at];
            let share = share.map_or_else(Weight::zero, |share| share.times(&each));
            passage.weight = passage.weight.times(&share);
            if passage.now == piece {
                passage.now = self.new_piece(Some(piece));
            }
            division.parts.push((passage.now, share));
        }
        self.pieces[piece].divisions.push(division);
    }

    /// The weight of a part in a piece, as both were divided last.
    fn weight_within(&self, piece: PieceId, part: PieceId) -> Weight {
        let mut weight = Weight::one();
        for inner in self.piece_and_above(part).take_while(|inner| *inner != piece) {
            let of_inner = self.pieces[inner].part_of.and_then(|whole| {
                self.pieces[whole].divisions.iter().rev().find_map(|division| division.weight_of(inner))
            });
            weight = of_inner.map_or(weight.clone(), |of_inner| weight.times(of_inner));
        }
        weight
    }

    /// Divides all that a piece is a part of, from a version on, as it was divided when the piece came about.
    fn divide_as_held(&mut self, piece: PieceId, version: usize) {
        let way = self.outermost_first(piece);
        for (whole, part) in way.iter().zip(&way[1..]) {
            if self.division(*whole, version).is_some_and(|division| division.has(*part)) {
                continue;
            }
            let divisions = &mut self.pieces[*whole].divisions;
            let as_then = divisions.iter().rev().find(|division| division.has(*part)).cloned();
            divisions.extend(as_then.map(|division| Division { since: version, ..division }));
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
fn joined<'c>(
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
