//! The ground after the changes of one day, followed stage by stage.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::follow::same_row;
use super::{Ground, Holding, PieceId};
use crate::change::{Lineage, Weighting};
use crate::governance::{Governance, Node};

pub(super) type Pieces = BTreeSet<PieceId>;

/// A day on which the map is redrawn.
pub(super) struct Redraw<'a> {
    pub(super) ground: &'a mut Ground,
    /// The maps of all versions before the day.
    pub(super) maps: &'a [&'a Governance],
    pub(super) after: &'a Governance,
    pub(super) weighting: &'a Weighting,
    /// What the nodes that the day touched hold now, by code. Nothing where no node has the code any more. Pieces that
    /// several nodes hold are yet to be divided.
    pub(super) held: BTreeMap<Box<str>, Pieces>,
    /// What touched nodes held on the map before the day.
    pub(super) at_first: BTreeMap<Box<str>, Holding>,
    /// What nodes held that ended on this day.
    ended: Vec<(Box<str>, Pieces)>,
    /// What nodes hold again that are what they were.
    pub(super) again: BTreeMap<Box<str>, Holding>,
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
            stage.iter().map(|(old, new)| (old, self.take(old, new), new)).collect();
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

    /// Takes away what the node of a code holds, which becomes what has the codes `new`.
    fn take(&mut self, code: &str, new: &BTreeSet<Box<str>>) -> Pieces {
        let pieces = match self.held.get(code) {
            Some(pieces) => pieces.clone(),
            None if self.before().node(code).is_some() => {
                let version = self.version() - 1;
                let holding = self.ground.holding(code, version).cloned().unwrap_or_else(|| {
                    let holding = Holding::of_one(self.ground.new_piece(None));
                    self.ground.holdings.insert(code.into(), vec![(0, Some(holding.clone()))]);
                    holding
                });
                let pieces = holding.pieces();
                self.at_first.insert(code.into(), holding);
                pieces
            }
            None => Pieces::new(),
        };
        self.held.insert(code.into(), Pieces::new());
        if !pieces.is_empty() {
            return pieces;
        }
        // A node that holds nothing yet was added on this very day: reopened, and then given another code, or new.
        if let [other] = new.iter().collect::<Vec<_>>()[..]
            && other.as_ref() != code
            && let Some(now) = self.after.node(other)
        {
            let held: Pieces = self.all_held().collect();
            let former = self.former_as(code, Some(now));
            if let Some(former) = former.into_iter().find(|former| self.is_free(former, &held)) {
                let pieces = former.pieces();
                self.again.insert(other.clone(), former);
                return pieces;
            }
        }
        Pieces::from([self.ground.new_piece(None)])
    }

    /// Whether none of the ground is held.
    fn is_free(&self, holding: &Holding, held: &Pieces) -> bool {
        holding.shares.keys().all(|piece| !held.iter().any(|other| self.ground.overlap(*piece, *other)))
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
                if pieces.iter().any(|piece| all.iter().any(|other| self.ground.overlap(*piece, *other))) {
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

    /// What former nodes of a code held, the last one first, where the node that has the code after the day is what
    /// they were.
    fn former(&self, code: &str) -> Vec<Holding> {
        self.former_as(code, self.after.node(code))
    }

    /// The same where the node is `now` after the day.
    fn former_as(&self, code: &str, now: Option<Node<'_>>) -> Vec<Holding> {
        // What a node that was on no map held has no shares yet.
        let today = self.ended.iter().rev().filter(|(other, _)| **other == *code);
        let today = today.filter_map(|(_, pieces)| self.at_first.get(code).filter(|of| of.pieces() == *pieces));
        let today = today.filter(|_| is_as_before(now, self.before().node(code)));
        let times = self.ground.holdings.get(code).map_or(&[][..], Vec::as_slice);
        let earlier = (0..times.len()).rev().filter_map(|at| {
            let end = times.get(at + 1).map_or(self.version(), |(since, _)| *since);
            let then = self.maps[end.checked_sub(1)?].node(code)?;
            let holding = times[at].1.as_ref().filter(|_| is_as_before(now, Some(then)))?;
            (!self.was_undone(holding, times[at].0..end)).then_some(holding)
        });
        today.chain(earlier).cloned().collect()
    }

    /// Whether what a node held for some versions was recoded or merged into it and is undone since: those that held the
    /// ground before hold it again, so that nothing ended in that node.
    fn was_undone(&self, holding: &Holding, versions: Range<usize>) -> bool {
        let is_within =
            |piece: PieceId| self.ground.piece_and_above(piece).any(|above| holding.shares.contains_key(&above));
        let holders_on = |version: usize| -> BTreeMap<&str, Pieces> {
            let all = self.ground.holders(version).map(|(code, holding)| (code, holding.pieces()));
            all.filter(|(_, pieces)| !self.is_free(holding, pieces)).collect()
        };
        let Some(before) = versions.start.checked_sub(1).map(holders_on) else { return false };
        let was_made_of = !before.is_empty() && before.values().flatten().all(|piece| is_within(*piece));
        was_made_of && (versions.end..self.version()).any(|version| holders_on(version) == before)
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
        let mut held: Pieces = if former.iter().all(Vec::is_empty) { Pieces::new() } else { self.all_held().collect() };
        for (code, former) in added.into_iter().zip(former) {
            let free = former.into_iter().find(|former| self.is_free(former, &held));
            let pieces = match free {
                Some(former) => {
                    let pieces = former.pieces();
                    self.again.insert(code.into(), former);
                    pieces
                }
                None => Pieces::from([self.ground.new_piece(None)]),
            };
            held.extend(&pieces);
            self.held.insert(code.into(), pieces);
        }
    }

    /// All pieces that somebody holds.
    fn all_held(&self) -> impl Iterator<Item = PieceId> {
        let others = self.ground.holders(self.version() - 1).filter(|(code, _)| !self.held.contains_key(*code));
        let others = others.flat_map(|(_, holding)| holding.shares.keys());
        self.held.values().flatten().chain(others).copied()
    }
}

fn is_as_before(now: Option<Node<'_>>, then: Option<Node<'_>>) -> bool {
    now.zip(then).is_none_or(|(now, then)| same_row(now, then))
}
