//! What no graph may be, looked for only where a stage changed something.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Change, ChangeProblem, Claim, Id, Link, Stage};
use crate::governance::BuildProblem;
use crate::kind::Kind;
use crate::message::Term;

impl Stage<'_, '_> {
    /// Checks what was written.
    pub(super) fn check(&mut self) {
        self.check_kinds();
        self.check_circles();
        self.check_numbers();
    }

    /// That parents may contain their children, and that links join kinds that they may join.
    fn check_kinds(&mut self) {
        let mut nodes: BTreeMap<Id, usize> = self.new_parents.iter().map(|(id, (place, _))| (*id, *place)).collect();
        let mut links: BTreeMap<Link, usize> = self.new_links.clone();
        let reclassified: Vec<(Id, usize)> = self
            .claims
            .iter()
            .filter_map(|(claim, places)| match claim {
                Claim::Kind(id) => Some((*id, places[0])),
                _ => None,
            })
            .collect();
        for (id, place) in reclassified {
            if !self.overlay.is_there(id) {
                continue;
            }
            nodes.entry(id).or_insert(place);
            for child in self.overlay.children(id) {
                nodes.entry(child).or_insert(place);
            }
            for link in self.overlay.links_of(id) {
                links.entry(link).or_insert(place);
            }
        }
        for (id, place) in nodes {
            let parent = self.overlay.parent(id).filter(|parent| self.overlay.is_there(*parent));
            let (true, Some(parent)) = (self.overlay.is_there(id), parent) else { continue };
            let (kind, parent_kind) = (self.overlay.kind(id), self.overlay.kind(parent));
            if !parent_kind.may_contain(kind) {
                let parent = self.overlay.code(parent).to_owned();
                let names_it = matches!(self.change(place), Change::Add(_) | Change::Move { .. });
                let about = (!names_it).then(|| About::Node(self.overlay.code(id).to_owned()));
                let problem = BuildProblem::NotAllowedBelow { kind, parent, parent_kind };
                self.complain(place, ChangeProblem::Rule { about, problem });
            }
        }
        for (link, place) in links {
            if ![link.from, link.to].into_iter().all(|end| self.overlay.is_there(end)) {
                continue;
            }
            let (from, to) = (self.overlay.kind(link.from), self.overlay.kind(link.to));
            if !link.relation.may_join(from, to) {
                let names_it = matches!(self.change(place), Change::Assign(_));
                let about = (!names_it).then(|| About::Link(self.tie(link)));
                let problem = BuildProblem::CannotJoin { relation: link.relation, from, to };
                self.complain(place, ChangeProblem::Rule { about, problem });
            }
        }
    }

    /// That no node contains itself.
    fn check_circles(&mut self) {
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let moved: Vec<Id> = self.new_parents.keys().copied().collect();
        for start in moved {
            // Walk up to a root or to a node that was seen. If it was seen on this very walk, the walk is a circle.
            let mut walk = Vec::new();
            let mut at = start;
            while self.overlay.is_there(at) && seen.insert(at) {
                walk.push(at);
                match self.overlay.parent(at) {
                    Some(above) => at = above,
                    None => break,
                }
            }
            let closes = walk.last().is_some_and(|last| self.overlay.parent(*last) == Some(at));
            if let Some(from) = walk.iter().position(|id| *id == at).filter(|_| closes) {
                self.report_circle(&walk[from..]);
            }
        }
    }

    #[expect(clippy::expect_used, reason = "an empty code would name no node")]
    fn report_circle(&mut self, round: &[Id]) {
        let movers: BTreeMap<usize, Id> =
            round.iter().filter_map(|id| self.new_parents.get(id).map(|(place, _)| (*place, *id))).collect();
        let Some((place, id)) = movers.iter().next_back().map(|(place, id)| (*place, *id)) else { return };
        let code = |id: Id| self.overlay.code(id).to_owned();
        let problem = if movers.len() == 1 {
            let below = self.overlay.parent(id).map(code).expect("INVARIANT: all nodes of a circle have a parent");
            ChangeProblem::UnderItself { code: code(id), below }
        } else {
            let codes = round.iter().chain(round.first()).map(|id| code(*id)).collect();
            ChangeProblem::Circle { others: movers.into_keys().filter(|other| *other != place).collect(), codes }
        };
        self.complain(place, problem);
    }

    /// That numbers belong to known measures and fit their scales.
    fn check_numbers(&mut self) {
        for place in self.first..self.first + self.changes.len() {
            let change = self.change(place);
            let (values, figures): (Vec<_>, Vec<&str>) = match change {
                Change::Add(node) => {
                    (node.measures.iter().collect(), node.declared.keys().map(String::as_str).collect())
                }
                Change::Merge(node) => {
                    (node.measures.iter().collect(), node.declared.keys().map(String::as_str).collect())
                }
                Change::Split(split) => (
                    split.into.iter().flat_map(|part| &part.measures).collect(),
                    split.into.iter().flat_map(|part| part.declared.keys()).map(String::as_str).collect(),
                ),
                Change::SetMeasure { measure, value: Some(value), .. } => (vec![(measure, value)], Vec::new()),
                Change::Declare { of, figure: Some(_), .. } => (Vec::new(), vec![of]),
                _ => continue,
            };
            for (id, value) in values {
                let problem = match self.overlay.measure(id).map(|measure| measure.units(*value)) {
                    None => self.unknown_measure(Term::new("measure", "指标"), id),
                    Some(Err(error)) => BuildProblem::from(error).into(),
                    Some(Ok(_)) => continue,
                };
                self.complain(place, problem);
            }
            for of in figures {
                if of.parse::<Kind>().is_err() && self.overlay.measure(of).is_none() {
                    let problem = self.unknown_measure(Term::new("kind or measure", "类别或指标"), of);
                    self.complain(place, problem);
                }
            }
        }
    }
}
