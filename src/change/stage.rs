//! One stage of changes, which all happen at once, so that their order makes no difference.
//!
//! First each change registers what it claims to say (this node ends, that code goes there), and claims that
//! contradict each other are found. Then new codes, parents and links are worked out on the map as it was. Only then is
//! everything written to the overlay, and the result checked.
//!
//! - `split.rs`, `merge.rs`: what splits and mergers claim, and how the values of measures are divided or added up
//! - `parents.rs`: where nodes belong after the stage
//! - `links.rs`: which links are undone, made, or handed on by nodes that end
//! - `write.rs`: writing all of it to the overlay
//! - `check.rs`: what no graph may be, looked for where something was written

mod check;
mod links;
mod merge;
mod parents;
mod split;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use super::changes::{Change, Merge, Split, Tie};
use super::error::{About, ChangeError, ChangeProblem, Conflict};
use super::overlay::{EditedNode, Id, Overlay};
use crate::governance::{BuildProblem, Link};
use crate::ledger::excerpt;
use crate::measure::Decimal;
use crate::message::Term;
use crate::suggestion::suggest;
use crate::text::near_codes;

/// Something that at most one change of a stage may say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// That a node ends.
    Fate(Id),
    Code(Id),
    Kind(Id),
    Name(Id),
    Category(Id),
    Records(Id),
    Parent(Id),
    Value(Id, String),
    Figure(Id, String),
    /// Which node gets this code.
    NewCode(String),
    Release(Link),
    Assign(Link),
    Measure(String),
    Title,
}

/// How a node ends.
#[derive(Debug, Clone)]
enum Fate {
    Closed,
    /// Into parts. `taken` has the children and linked nodes that parts take by name, each with those parts.
    Split {
        parts: Vec<Id>,
        rest: Option<Id>,
        taken: BTreeMap<Id, Vec<Id>>,
    },
    Merged(Id),
}

/// Where a new node belongs.
#[derive(Debug, Clone)]
enum NewParent {
    /// The node of this new code; `None` for a root.
    Code(Option<String>),
    /// Where these old nodes belong after the stage.
    SameAs(Vec<Id>),
}

/// A node that a change makes.
#[derive(Debug)]
struct NewNode {
    change: usize,
    id: Id,
    entry: EditedNode,
    below: NewParent,
}

/// On which side of a stage a code is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    After,
}

/// The changes of one stage, and what was found out about them.
pub(super) struct Stage<'s, 'g> {
    overlay: &'s mut Overlay<'g>,
    changes: &'s [Change],
    /// The place of the first change within its set, counted from 1.
    first: usize,
    errors: Vec<ChangeError>,
    /// The codes that no node has, each with the index of its error.
    unknown_codes: Vec<(usize, When, String)>,
    /// The places of the changes that make each claim.
    claims: BTreeMap<Claim, Vec<usize>>,
    /// The nodes that end, each with the place of its change.
    fates: BTreeMap<Id, (usize, Fate)>,
    new_nodes: Vec<NewNode>,
    /// Which node each code goes to that is given by a change.
    new_codes: BTreeMap<String, Id>,
    recoded: BTreeMap<Id, (usize, String)>,
    moved: BTreeMap<Id, (usize, Option<String>)>,
    /// The new parents, each with the place of the change that gives it.
    new_parents: BTreeMap<Id, (usize, Option<Id>)>,
    new_links: BTreeMap<Link, usize>,
    removed_links: BTreeSet<Link>,
    /// The children and links of ended nodes that no other node gets.
    left_behind: BTreeMap<Id, (Vec<String>, Vec<Tie>)>,
    /// The measures that are dropped.
    dropped: BTreeSet<&'s str>,
    /// The changes that cannot be done.
    failed: BTreeSet<usize>,
}

impl<'s, 'g> Stage<'s, 'g> {
    /// Carries out the changes on the overlay, and gives all errors. If there are any, the overlay must not be used any
    /// more: a part of the changes is missing.
    pub(super) fn run(overlay: &'s mut Overlay<'g>, changes: &'s [Change], first: usize) -> Vec<ChangeError> {
        let mut stage = Self {
            overlay,
            changes,
            first,
            errors: Vec::new(),
            unknown_codes: Vec::new(),
            claims: BTreeMap::new(),
            fates: BTreeMap::new(),
            new_nodes: Vec::new(),
            new_codes: BTreeMap::new(),
            recoded: BTreeMap::new(),
            moved: BTreeMap::new(),
            new_parents: BTreeMap::new(),
            new_links: BTreeMap::new(),
            removed_links: BTreeSet::new(),
            left_behind: BTreeMap::new(),
            dropped: changes.iter().filter_map(Change::dropped_measure).collect(),
            failed: BTreeSet::new(),
        };
        for (change, place) in changes.iter().zip(first..) {
            stage.register(change, place);
        }
        stage.contradictions();
        stage.assign_codes();
        stage.find_parents();
        stage.find_links();
        stage.contradicting_links();
        stage.tell_near();
        stage.write();
        stage.check();
        stage.errors
    }

    fn change(&self, place: usize) -> &'s Change {
        &self.changes[place - self.first]
    }

    fn complain(&mut self, place: usize, problem: impl Into<ChangeProblem>) {
        self.failed.insert(place);
        self.errors.push(ChangeError::new(place, self.change(place), problem.into()));
    }

    fn claim(&mut self, claim: Claim, place: usize) {
        self.claims.entry(claim).or_default().push(place);
    }

    /// The node that had this code before the stage.
    fn node_before(&mut self, place: usize, code: &str) -> Option<Id> {
        let found = self.overlay.find(code);
        if found.is_none() {
            let by = self.changes.iter().zip(self.first..).find(|(change, _)| makes(change).any(|made| made == code));
            let problem = match by {
                Some((_, by)) => ChangeProblem::MadeHere { code: excerpt(code), by },
                None => self.unknown(code, When::Before),
            };
            self.complain(place, problem);
        }
        found
    }

    /// The problem of a code that no node has. The codes that may be meant are added when all such codes are known.
    fn unknown(&mut self, code: &str, when: When) -> ChangeProblem {
        self.unknown_codes.push((self.errors.len(), when, code.to_owned()));
        ChangeProblem::UnknownCode { written: excerpt(code), near: Vec::new() }
    }

    /// Adds to the errors about unknown codes those that may be meant. The overlay must be that of before the stage.
    fn tell_near(&mut self) {
        let unknown = std::mem::take(&mut self.unknown_codes);
        let of = |when| unknown.iter().filter(move |(_, other, _)| *other == when);
        let texts = |when| of(when).map(|(_, _, code)| code.as_str());
        let before = near_codes(self.overlay.codes_and_names().map(|(_, known)| known), texts(When::Before));
        let kept = self.overlay.codes_and_names().filter(|(id, _)| !self.fates.contains_key(id));
        let kept = kept.map(|(id, (code, name))| (self.recoded.get(&id).map_or(code, |(_, to)| to), name));
        let new = self.new_nodes.iter().map(|new| (new.entry.code.as_str(), new.entry.name.as_str()));
        let after = near_codes(kept.chain(new), texts(When::After));
        for (when, answers) in [(When::Before, before), (When::After, after)] {
            for (at, _, code) in of(when) {
                self.errors[*at].set_near(answers.get(code.as_str()).cloned().unwrap_or_default());
            }
        }
    }

    /// The node that will have this code after the stage.
    fn node_after(&mut self, place: usize, code: &str) -> Option<Id> {
        if let Some(id) = self.new_codes.get(code) {
            return Some(*id);
        }
        let found = self.overlay.find(code);
        let problem = match found {
            None => self.unknown(code, When::After),
            Some(id) => match (self.fates.get(&id), self.recoded.get(&id)) {
                (Some((by, _)), _) => ChangeProblem::Ended { code: excerpt(code), by: *by },
                (None, Some((by, to))) => ChangeProblem::Recoded { code: excerpt(code), to: excerpt(to), by: *by },
                (None, None) => return found,
            },
        };
        self.complain(place, problem);
        None
    }

    fn register(&mut self, change: &Change, place: usize) {
        match change {
            Change::Add(node) => {
                let mut entry = EditedNode::new(node.kind, &node.code, &node.name);
                entry.category.clone_from(&node.category);
                entry.set_measures(&node.measures);
                entry.declared.clone_from(&node.declared);
                self.make(place, entry, NewParent::Code(node.below.clone()));
            }
            Change::Split(split) => self.register_split(split, place),
            Change::Merge(merge) => self.register_merge(merge, place),
            Change::Close { code } => {
                if let Some(id) = self.node_before(place, code) {
                    self.end(id, place, Fate::Closed);
                }
            }
            Change::Recode { code, to } => {
                if let Some(id) = self.claim_of_node(place, code, Claim::Code) {
                    self.recoded.entry(id).or_insert((place, to.clone()));
                }
            }
            Change::Move { code, below } => {
                if let Some(id) = self.claim_of_node(place, code, Claim::Parent) {
                    self.moved.entry(id).or_insert((place, below.clone()));
                }
            }
            Change::Rename { code, .. } => drop(self.claim_of_node(place, code, Claim::Name)),
            Change::Reclassify { code, .. } => drop(self.claim_of_node(place, code, Claim::Kind)),
            Change::SetCategory { code, .. } => drop(self.claim_of_node(place, code, Claim::Category)),
            Change::SetRecords { code, .. } => drop(self.claim_of_node(place, code, Claim::Records)),
            Change::SetMeasure { code, measure, .. } => {
                self.claim_of_node(place, code, |id| Claim::Value(id, measure.clone()));
            }
            Change::Declare { code, of, .. } => {
                self.claim_of_node(place, code, |id| Claim::Figure(id, of.clone()));
            }
            Change::DefineMeasure { measure } => self.claim(Claim::Measure(measure.id().to_owned()), place),
            Change::DropMeasure { measure } => {
                self.claim(Claim::Measure(measure.clone()), place);
                if self.overlay.measure(measure).is_none() {
                    let problem = self.unknown_measure(Term::new("measure", "指标"), measure);
                    self.complain(place, problem);
                }
            }
            Change::Retitle { .. } => self.claim(Claim::Title, place),
            Change::Release(tie) => {
                if let Some(link) = self.link(place, tie, Self::node_before) {
                    self.claim(Claim::Release(link), place);
                }
            }
            // Its ends are looked up when all codes are known.
            Change::Assign(_) => {}
        }
    }

    fn claim_of_node(&mut self, place: usize, code: &str, claim: impl FnOnce(Id) -> Claim) -> Option<Id> {
        let id = self.node_before(place, code)?;
        self.claim(claim(id), place);
        Some(id)
    }

    /// The link between two nodes, both looked up in the same way; `None` where an end is unknown, which was reported.
    fn link(
        &mut self,
        place: usize,
        tie: &Tie,
        look_up: impl Fn(&mut Self, usize, &str) -> Option<Id>,
    ) -> Option<Link> {
        let (from, to) = (look_up(self, place, &tie.from), look_up(self, place, &tie.to));
        let (from, to) = from.zip(to)?;
        Some(Link { relation: tie.relation, from, to, role: tie.role })
    }

    fn end(&mut self, id: Id, place: usize, fate: Fate) {
        self.claim(Claim::Fate(id), place);
        self.fates.entry(id).or_insert((place, fate));
    }

    fn make(&mut self, place: usize, entry: EditedNode, below: NewParent) -> Id {
        let id = self.overlay.reserve();
        self.new_nodes.push(NewNode { change: place, id, entry, below });
        id
    }

    /// Reports claims that several changes make, and claims about nodes that end.
    fn contradictions(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        for (claim, places) in &claims {
            for other in &places[1..] {
                self.contradict(*other, places[0], claim);
            }
            let of = match claim {
                Claim::Code(id)
                | Claim::Kind(id)
                | Claim::Name(id)
                | Claim::Category(id)
                | Claim::Records(id)
                | Claim::Parent(id)
                | Claim::Value(id, _)
                | Claim::Figure(id, _) => *id,
                _ => continue,
            };
            let Some((by, fate)) = self.fates.get(&of) else { continue };
            // A part may take a child that is itself divided: both splits belong together.
            let may = matches!((fate, claim), (Fate::Split { .. }, Claim::Parent(_))) && !self.moved.contains_key(&of);
            let by = *by;
            for place in places.iter().filter(|place| **place != by && !may) {
                self.contradict(*place, by, &Claim::Fate(of));
            }
        }
        self.claims = claims;
    }

    /// Reports that two changes contradict each other, at the later of them.
    fn contradict(&mut self, one: usize, other: usize, claim: &Claim) {
        let (first, place) = (one.min(other), one.max(other));
        if first == place {
            return;
        }
        let code = |id: &Id| self.overlay.code(*id).to_owned();
        let about = match claim {
            Claim::Fate(id) => Conflict::Ends { code: code(id) },
            Claim::Code(id) => Conflict::Code { code: code(id) },
            Claim::Kind(id) => Conflict::Kind { code: code(id) },
            Claim::Name(id) => Conflict::Name { code: code(id) },
            Claim::Category(id) => Conflict::Category { code: code(id) },
            Claim::Records(id) => Conflict::Records { code: code(id) },
            Claim::Parent(id) => Conflict::Parent { code: code(id) },
            Claim::Value(id, measure) => Conflict::Value { code: code(id), measure: measure.clone() },
            Claim::Figure(id, of) => Conflict::Declared { code: code(id), of: of.clone() },
            Claim::NewCode(taken) => Conflict::NewCode { code: taken.clone() },
            Claim::Release(_) => Conflict::Release,
            Claim::Assign(_) => Conflict::Assign,
            Claim::Measure(measure) => Conflict::Measure { measure: measure.clone() },
            Claim::Title => Conflict::Title,
        };
        let other_change = self.change(first);
        let same = other_change == self.change(place);
        let problem =
            ChangeProblem::Contradiction { other: first, other_change: Box::new(other_change.clone()), about, same };
        self.complain(place, problem);
    }

    /// Gives each new code to its node.
    fn assign_codes(&mut self) {
        let of_new = self.new_nodes.iter().map(|new_node| (new_node.change, new_node.id, new_node.entry.code.clone()));
        let of_old = self.recoded.iter().map(|(id, (place, to))| (*place, *id, to.clone()));
        let all: Vec<(usize, Id, String)> = of_new.chain(of_old).collect();
        let mut takers: BTreeMap<String, usize> = BTreeMap::new();
        for (place, id, code) in all {
            if code.is_empty() {
                self.complain(place, ChangeProblem::EmptyCode);
                continue;
            }
            if let Some(other) = takers.insert(code.clone(), place) {
                if other == place {
                    self.complain(place, ChangeProblem::CodeTaken { code: excerpt(&code) });
                } else {
                    self.contradict(place, other, &Claim::NewCode(code.clone()));
                }
            }
            let holder = self.overlay.find(&code);
            let stays = |holder: &Id| !self.fates.contains_key(holder) && !self.recoded.contains_key(holder);
            if holder.as_ref().is_some_and(stays) {
                self.complain(place, ChangeProblem::CodeTaken { code: excerpt(&code) });
                continue;
            }
            self.new_codes.insert(code, id);
        }
    }

    fn unknown_measure(&self, what: Term, written: &str) -> ChangeProblem {
        let known = self.overlay.measures();
        let suggestion = suggest(written, known.clone()).map(str::to_owned);
        let known = known.collect::<Vec<_>>().join(", ");
        BuildProblem::UnknownMeasure { what, written: excerpt(written), suggestion, known }.into()
    }
}

/// The codes of the nodes that a change makes.
fn makes(change: &Change) -> impl Iterator<Item = &str> {
    let (one, parts) = match change {
        Change::Add(node) => (Some(&node.code), &[][..]),
        Change::Merge(merge) => (Some(&merge.into), &[][..]),
        Change::Recode { to, .. } => (Some(to), &[][..]),
        Change::Split(split) => (None, split.into.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(parts.iter().map(|part| &part.code)).map(String::as_str)
}
