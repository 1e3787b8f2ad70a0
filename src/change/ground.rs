//! The ground that each node holds, followed through all changes.
//!
//! - `redraw.rs`: the stages of one day, from the map before it to the map after it
//! - `settle.rs`: what was divided and merged on that day, weighed once
//! - `follow.rs`: which node of one map became which of another, by the ground that both hold

mod follow;
mod redraw;
mod settle;

pub(super) use follow::MapOf;

use std::collections::{BTreeMap, BTreeSet};

use super::Weight;
use super::crosswalk::Basis;

/// The number of a piece of ground.
type PieceId = usize;

/// All pieces of ground (地块) that a history of maps tells apart, and which node holds which on each map.
///
/// At first each node is one piece, and so is each node that is added. A merger joins pieces, which can be told apart
/// again when it is undone. Only a true division makes smaller pieces, with weights. Nodes that no change touched are
/// not in here at all: they hold what they held.
#[derive(Debug, Default)]
pub(super) struct Ground {
    pieces: Vec<Piece>,
    /// By code, what its node holds from a version on; `None` where no node has the code. The versions ascend.
    holdings: BTreeMap<Box<str>, Vec<(usize, Option<Holding>)>>,
}

#[derive(Debug, Default)]
struct Piece {
    part_of: Option<PieceId>,
    /// How it was divided, in the order of the versions. Its parts may become one again, and be divided otherwise.
    ///
    /// INVARIANT: what somebody holds on the map of a version is a part of each piece above it as that is divided then.
    divisions: Vec<Division>,
}

/// How a piece is divided from a version on.
#[derive(Debug, Clone)]
struct Division {
    since: usize,
    /// The parts with their weights, which add up to one.
    parts: Vec<(PieceId, Weight)>,
    basis: Basis,
}

impl Division {
    fn has(&self, part: PieceId) -> bool {
        self.parts.iter().any(|(other, _)| *other == part)
    }

    fn weight_of(&self, part: PieceId) -> Option<&Weight> {
        self.parts.iter().find(|(other, _)| *other == part).map(|(_, weight)| weight)
    }
}

/// What a node holds.
#[derive(Debug, Clone)]
struct Holding {
    /// The pieces, with the share that each has in the node's figures. The shares add up to one.
    shares: BTreeMap<PieceId, Weight>,
    /// What the shares were taken from; `None` where there was nothing to weigh.
    basis: Option<Basis>,
}

impl Holding {
    fn of_one(piece: PieceId) -> Self {
        Self { shares: BTreeMap::from([(piece, Weight::one())]), basis: None }
    }

    fn pieces(&self) -> BTreeSet<PieceId> {
        self.shares.keys().copied().collect()
    }
}

impl Ground {
    /// Forgets a version and all after it.
    pub(super) fn forget(&mut self, version: usize) {
        for piece in &mut self.pieces {
            piece.divisions.retain(|division| division.since < version);
        }
        self.holdings.retain(|_, times| {
            times.retain(|(since, _)| *since < version);
            !times.is_empty()
        });
    }

    fn new_piece(&mut self, part_of: Option<PieceId>) -> PieceId {
        self.pieces.push(Piece { part_of, divisions: Vec::new() });
        self.pieces.len() - 1
    }

    /// What the node of a code holds on the map of a version; `None` where there is no such node, or no change ever
    /// touched it.
    fn holding(&self, code: &str, version: usize) -> Option<&Holding> {
        let times = self.holdings.get(code)?;
        let at = times.partition_point(|(since, _)| *since <= version).checked_sub(1)?;
        times[at].1.as_ref()
    }

    /// All nodes that a change touched and that are on the map of a version, with what they hold, by code.
    fn holders(&self, version: usize) -> impl Iterator<Item = (&str, &Holding)> {
        self.holdings.keys().filter_map(move |code| Some((code.as_ref(), self.holding(code, version)?)))
    }

    /// A piece and the pieces that it is a part of, from the inside out.
    fn piece_and_above(&self, piece: PieceId) -> impl Iterator<Item = PieceId> {
        std::iter::successors(Some(piece), |piece| self.pieces[*piece].part_of)
    }

    /// The pieces that a piece is a part of and the piece itself, from the outside in.
    fn outermost_first(&self, piece: PieceId) -> Vec<PieceId> {
        let mut all: Vec<PieceId> = self.piece_and_above(piece).collect();
        all.reverse();
        all
    }

    /// How a piece is divided on the map of a version, if it is.
    fn division(&self, piece: PieceId, version: usize) -> Option<&Division> {
        self.pieces[piece].divisions.iter().rev().find(|division| division.since <= version)
    }

    /// Whether two pieces have ground in common: one is a part of the other, or no way in which what they are parts of was
    /// ever divided has them apart.
    fn overlap(&self, one: PieceId, other: PieceId) -> bool {
        let [one, other] = [one, other].map(|piece| self.outermost_first(piece));
        let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
        match (common.checked_sub(1), one.get(common), other.get(common)) {
            (None, ..) => false,
            (Some(last), Some(part), Some(other)) => {
                let divisions = &self.pieces[one[last]].divisions;
                !divisions.iter().any(|division| division.has(*part) && division.has(*other))
            }
            _ => true,
        }
    }

    /// The same ground in as few pieces as possible: all parts of a piece are that piece.
    fn joined(&self, mut pieces: BTreeSet<PieceId>) -> BTreeSet<PieceId> {
        let mut open: BTreeSet<PieceId> = pieces.iter().filter_map(|piece| self.pieces[*piece].part_of).collect();
        // Parts have higher numbers than what they are parts of, so the innermost pieces come first.
        while let Some(whole) = open.pop_last() {
            let complete = self.pieces[whole]
                .divisions
                .iter()
                .find(|division| division.parts.iter().all(|(part, _)| pieces.contains(part)));
            if let Some(division) = complete {
                for (part, _) in &division.parts {
                    pieces.remove(part);
                }
                pieces.insert(whole);
                open.extend(self.pieces[whole].part_of);
            }
        }
        pieces
    }
}

#[cfg(test)]
#[path = "ground_tests.rs"]
mod tests;
