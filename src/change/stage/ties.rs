//! Which links there are after a stage.

use std::collections::BTreeSet;

use super::{Change, ChangeProblem, Fate, Id, Joint, Matter, Stage};
use crate::governance::BuildProblem;
use crate::kind::Relation;

impl Stage<'_, '_> {
    /// Finds the links that are undone, those that nodes which end hand on, and those that are made.
    pub(super) fn find_links(&mut self) {
        let released: Vec<(Joint, usize)> = self
            .claims
            .iter()
            .filter_map(|(matter, places)| match matter {
                Matter::Release(joint) => Some((*joint, places[0])),
                _ => None,
            })
            .collect();
        for (joint, place) in &released {
            if self.overlay.has_link(*joint) {
                self.gone_links.insert(*joint);
            } else {
                let same_ends = |other: &Joint| (other.from, other.to) == (joint.from, joint.to);
                let others = self.overlay.links_of(joint.from).into_iter().filter(same_ends);
                let others = others.map(|other| self.shown(other)).collect();
                self.complain(*place, ChangeProblem::NoSuchLink { others });
            }
        }
        self.hand_on();
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
            let Some(joint) = self.joint(place, tie, Self::target) else { continue };
            self.claim(Matter::Assign(joint), place);
            let stays =
                self.overlay.is_there(joint.from) && self.overlay.has_link(joint) && !self.gone_links.contains(&joint);
            if (stays || self.new_links.contains_key(&joint)) && self.claims[&Matter::Assign(joint)].len() == 1 {
                self.complain(place, ChangeProblem::LinkExists);
            } else {
                self.new_links.entry(joint).or_insert(place);
            }
        }
    }

    /// The links of nodes that end go to what these become.
    fn hand_on(&mut self) {
        let ended: Vec<Id> = self.fates.keys().copied().collect();
        let joints: BTreeSet<Joint> = ended.iter().flat_map(|id| self.overlay.links_of(*id)).collect();
        for joint in joints.difference(&self.gone_links.clone()) {
            let (from, to) = (self.images(joint.from, joint.to), self.images(joint.to, joint.from));
            // A link between two nodes that are both closed ends with them.
            let are_closed = [joint.from, joint.to].map(|end| matches!(self.fates.get(&end), Some((_, Fate::Closed))));
            for (end, heirs) in [(joint.from, &from), (joint.to, &to)] {
                if heirs.is_empty() && are_closed != [true, true] {
                    let shown = self.shown(*joint);
                    self.left_behind.entry(end).or_default().1.push(shown);
                }
            }
            let place =
                [joint.from, joint.to].iter().find_map(|end| self.fates.get(end)).map_or(self.first, |(at, _)| *at);
            for from in &from {
                for to in &to {
                    self.new_links.entry(Joint { from: *from, to: *to, ..*joint }).or_insert(place);
                }
            }
            self.gone_links.insert(*joint);
        }
    }

    /// Who gets an end of a link: nobody where the node was closed, or no part takes it.
    fn images(&self, end: Id, other: Id) -> Vec<Id> {
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

    /// Links that are made and undone at once, or made twice.
    pub(super) fn contradicting_links(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        for (matter, places) in &claims {
            let Matter::Assign(joint) = matter else { continue };
            for other in &places[1..] {
                self.contradict(*other, places[0], matter);
            }
            if let Some(released) = claims.get(&Matter::Release(*joint)) {
                self.contradict(places[0], released[0], matter);
            }
        }
        self.claims = claims;
    }

    pub(super) fn shown(&self, joint: Joint) -> String {
        let role = joint.role.map_or_else(String::new, |role| format!(" as {role}"));
        format!("{} {} {}{role}", self.overlay.code(joint.from), joint.relation, self.overlay.code(joint.to))
    }
}
