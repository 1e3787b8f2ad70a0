//! Which links a stage undoes, makes, and hands on from nodes that end.

use std::collections::BTreeSet;

use super::{Change, ChangeProblem, Claim, Fate, Id, Link, Stage, Tie};
use crate::governance::BuildProblem;
use crate::kind::Relation;

impl Stage<'_, '_> {
    /// Finds the links that are undone, those that ending nodes hand on, and those that are made.
    pub(super) fn find_links(&mut self) {
        let released: Vec<(Link, usize)> = self
            .claims
            .iter()
            .filter_map(|(claim, places)| match claim {
                Claim::Release(link) => Some((*link, places[0])),
                _ => None,
            })
            .collect();
        for (link, place) in &released {
            if self.overlay.has_link(*link) {
                self.removed_links.insert(*link);
            } else {
                let same_ends = |other: &Link| (other.from, other.to) == (link.from, link.to);
                let others = self.overlay.links_of(link.from).into_iter().filter(same_ends);
                let others = others.map(|other| self.tie(other)).collect();
                self.complain(*place, ChangeProblem::NoSuchLink { others });
            }
        }
        self.transfer_links();
        self.report_left_behind();
        for place in self.first..self.first + self.changes.len() {
            let Change::Assign(tie) = self.change(place) else { continue };
            if tie.relation == Relation::Contains {
                self.complain(place, BuildProblem::ContainmentAsLink { to: tie.to.clone() });
                continue;
            }
            if let Some(role) = tie.role.filter(|_| !tie.relation.has_role()) {
                self.complain(place, BuildProblem::MisplacedRole { relation: tie.relation, role });
            }
            let Some(link) = self.link(place, tie, Self::node_after) else { continue };
            self.claim(Claim::Assign(link), place);
            let stays =
                self.overlay.is_there(link.from) && self.overlay.has_link(link) && !self.removed_links.contains(&link);
            if (stays || self.new_links.contains_key(&link)) && self.claims[&Claim::Assign(link)].len() == 1 {
                self.complain(place, ChangeProblem::LinkExists);
            } else {
                self.new_links.entry(link).or_insert(place);
            }
        }
    }

    /// Hands the links of each ending node on to what it becomes.
    fn transfer_links(&mut self) {
        let ended: Vec<Id> = self.fates.keys().copied().collect();
        let links: BTreeSet<Link> = ended.iter().flat_map(|id| self.overlay.links_of(*id)).collect();
        for link in links.difference(&self.removed_links.clone()) {
            let (from, to) = (self.heirs(link.from, link.to), self.heirs(link.to, link.from));
            // A link between two nodes that are both closed ends with them.
            let are_closed = [link.from, link.to].map(|end| matches!(self.fates.get(&end), Some((_, Fate::Closed))));
            for (end, heirs) in [(link.from, &from), (link.to, &to)] {
                if heirs.is_empty() && are_closed != [true, true] {
                    let tie = self.tie(*link);
                    self.left_behind.entry(end).or_default().1.push(tie);
                }
            }
            let place =
                [link.from, link.to].iter().find_map(|end| self.fates.get(end)).map_or(self.first, |(at, _)| *at);
            for from in &from {
                for to in &to {
                    // A merged grid contains what one of those that it was made of covered in another.
                    let is_cover = link.relation == Relation::Covers;
                    if is_cover && self.will_stand_in(*to, *from) && !self.stood_in(link.to, link.from) {
                        continue;
                    }
                    self.new_links.entry(Link { from: *from, to: *to, ..*link }).or_insert(place);
                }
            }
            self.removed_links.insert(*link);
        }
    }

    /// Whether a node stood in another before the stage, at any depth.
    fn stood_in(&self, node: Id, other: Id) -> bool {
        std::iter::successors(self.overlay.parent(node), |above| self.overlay.parent(*above))
            .any(|above| above == other)
    }

    /// Whether a node will stand in another after the stage, at any depth.
    fn will_stand_in(&self, node: Id, other: Id) -> bool {
        // Where parents are in a circle, which is reported later, each is looked at once.
        let (mut at, mut seen) = (node, BTreeSet::new());
        while seen.insert(at) {
            let stays = || self.overlay.is_there(at).then(|| self.overlay.parent(at)).flatten();
            match self.new_parents.get(&at).map_or_else(stays, |(_, parent)| *parent) {
                Some(parent) if parent == other => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// The nodes that take the place of one end of a link: the end itself unless it ends, and no node where it is closed
    /// or no part takes the other end.
    fn heirs(&self, end: Id, other: Id) -> Vec<Id> {
        match self.fates.get(&end).map(|(_, fate)| fate) {
            None => vec![end],
            Some(Fate::Closed) => Vec::new(),
            Some(Fate::Merged(into)) => vec![*into],
            Some(Fate::Split { rest, taken, .. }) => {
                taken.get(&other).cloned().unwrap_or_else(|| rest.iter().copied().collect())
            }
        }
    }

    fn report_left_behind(&mut self) {
        for (id, (children, links)) in std::mem::take(&mut self.left_behind) {
            let Some((place, fate)) = self.fates.get(&id) else { continue };
            let problem = match fate {
                Fate::Split { .. } => ChangeProblem::NotNamed { children, links },
                _ => ChangeProblem::WouldOrphan { children, links },
            };
            self.complain(*place, problem);
        }
    }

    /// Reports links that are made and undone in one stage, or made twice.
    pub(super) fn contradicting_links(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        for (claim, places) in &claims {
            let Claim::Assign(link) = claim else { continue };
            for other in &places[1..] {
                self.contradict(*other, places[0], claim);
            }
            if let Some(released) = claims.get(&Claim::Release(*link)) {
                self.contradict(places[0], released[0], claim);
            }
        }
        self.claims = claims;
    }

    pub(super) fn tie(&self, link: Link) -> Tie {
        let tie = Tie::new(link.relation, self.overlay.code(link.from), self.overlay.code(link.to));
        Tie { role: link.role, ..tie }
    }
}
