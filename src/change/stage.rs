//! One stage of changes, which all happen at once: what they claim, and whether that agrees.
//!
//! First everything is looked up and claimed, then new codes, new parents and new links are worked out on the old
//! map, then all is written to the overlay, and what the table of kinds forbids is looked for there. So the order of
//! the changes makes no difference.

mod check;
mod homes;
mod merge;
mod split;
mod ties;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use super::changes::{Change, Merge, Split, Tie};
use super::error::{ChangeError, ChangeProblem};
use super::overlay::{Entry, Id, Joint, Overlay};
use crate::governance::BuildProblem;
use crate::ledger::{excerpt, normalized};
use crate::measure::Decimal;
use crate::suggestion::suggest;

/// Something that one change of a stage may say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    /// That a node ends, and how.
    Fate(Id),
    Code(Id),
    Kind(Id),
    Name(Id),
    Category(Id),
    Parent(Id),
    Value(Id, String),
    Figure(Id, String),
    /// Who gets a code.
    Taking(String),
    Release(Joint),
    Assign(Joint),
    Column(String),
    Title,
}

/// How a node ends.
#[derive(Debug, Clone)]
enum Fate {
    Closed,
    /// Into the parts, with who takes what by name.
    Split {
        parts: Vec<Id>,
        rest: Option<Id>,
        taken: BTreeMap<Id, Vec<Id>>,
    },
    Merged(Id),
}

/// Where a new node belongs.
#[derive(Debug, Clone)]
enum Below {
    /// Below the node of this new code.
    Code(Option<String>),
    /// Where these old nodes are.
    Like(Vec<Id>),
}

/// A node that a change makes.
#[derive(Debug)]
struct Fresh {
    change: usize,
    id: Id,
    entry: Entry,
    below: Below,
}

/// The changes of one stage, and what was found out about them.
pub(super) struct Stage<'s, 'g> {
    overlay: &'s mut Overlay<'g>,
    changes: &'s [Change],
    /// The place of the first change.
    first: usize,
    errors: Vec<ChangeError>,
    claims: BTreeMap<Matter, Vec<usize>>,
    fates: BTreeMap<Id, (usize, Fate)>,
    fresh: Vec<Fresh>,
    /// Who gets a code that was not its own.
    taking: BTreeMap<String, Id>,
    recoded: BTreeMap<Id, (usize, String)>,
    moved: BTreeMap<Id, (usize, Option<String>)>,
    /// The new parents, each with the change that gives it.
    homes: BTreeMap<Id, (usize, Option<Id>)>,
    new_links: BTreeMap<Joint, usize>,
    gone_links: BTreeSet<Joint>,
    /// The children and links of ended nodes that nobody gets.
    left_behind: BTreeMap<Id, (Vec<String>, Vec<String>)>,
    /// The measures that are dropped.
    dropped: BTreeSet<&'s str>,
    /// The changes that cannot be done.
    failed: BTreeSet<usize>,
}

impl<'s, 'g> Stage<'s, 'g> {
    /// Carries out the changes on the overlay; all that is wrong with them. If there is anything, the overlay is of no
    /// use any more.
    pub(super) fn run(overlay: &'s mut Overlay<'g>, changes: &'s [Change], first: usize) -> Vec<ChangeError> {
        let mut stage = Self {
            overlay,
            changes,
            first,
            errors: Vec::new(),
            claims: BTreeMap::new(),
            fates: BTreeMap::new(),
            fresh: Vec::new(),
            taking: BTreeMap::new(),
            recoded: BTreeMap::new(),
            moved: BTreeMap::new(),
            homes: BTreeMap::new(),
            new_links: BTreeMap::new(),
            gone_links: BTreeSet::new(),
            left_behind: BTreeMap::new(),
            dropped: changes.iter().filter_map(Change::dropped_measure).collect(),
            failed: BTreeSet::new(),
        };
        for (change, place) in changes.iter().zip(first..) {
            stage.survey(change, place);
        }
        stage.contradictions();
        stage.take_codes();
        stage.find_homes();
        stage.find_links();
        stage.contradicting_links();
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

    fn claim(&mut self, matter: Matter, place: usize) {
        self.claims.entry(matter).or_default().push(place);
    }

    /// The node of an old code that a change is about.
    fn subject(&mut self, place: usize, code: &str) -> Option<Id> {
        let found = self.overlay.find(code);
        if found.is_none() {
            let by = self.changes.iter().zip(self.first..).find(|(change, _)| makes(change).any(|made| made == code));
            let problem = match by {
                Some((_, by)) => ChangeProblem::MadeHere { code: excerpt(code), by },
                None => self.unknown(code),
            };
            self.complain(place, problem);
        }
        found
    }

    fn unknown(&self, code: &str) -> ChangeProblem {
        let tidied = normalized(code);
        let nearest = (tidied != code && self.overlay.find(&tidied).is_some()).then(|| tidied.into_owned());
        ChangeProblem::UnknownCode { written: excerpt(code), nearest }
    }

    /// The node that a code will be of.
    fn target(&mut self, place: usize, code: &str) -> Option<Id> {
        if let Some(id) = self.taking.get(code) {
            return Some(*id);
        }
        let found = self.overlay.find(code);
        let problem = match found {
            None => self.unknown(code),
            Some(id) => match (self.fates.get(&id), self.recoded.get(&id)) {
                (Some((by, _)), _) => ChangeProblem::Ended { code: excerpt(code), by: *by },
                (None, Some((by, to))) => ChangeProblem::Recoded { code: excerpt(code), to: excerpt(to), by: *by },
                (None, None) => return found,
            },
        };
        self.complain(place, problem);
        None
    }

    fn survey(&mut self, change: &Change, place: usize) {
        match change {
            Change::Add(node) => {
                let mut entry = Entry::new(node.kind, &node.code, &node.name);
                entry.category.clone_from(&node.category);
                entry.set_measures(&node.measures);
                entry.declared.clone_from(&node.declared);
                self.make(place, entry, Below::Code(node.below.clone()));
            }
            Change::Split(split) => self.survey_split(split, place),
            Change::Merge(merge) => self.survey_merge(merge, place),
            Change::Close { code } => {
                if let Some(id) = self.subject(place, code) {
                    self.end(id, place, Fate::Closed);
                }
            }
            Change::Recode { code, to } => {
                if let Some(id) = self.claimed(place, code, Matter::Code) {
                    self.recoded.entry(id).or_insert((place, to.clone()));
                }
            }
            Change::Move { code, below } => {
                if let Some(id) = self.claimed(place, code, Matter::Parent) {
                    self.moved.entry(id).or_insert((place, below.clone()));
                }
            }
            Change::Rename { code, .. } => drop(self.claimed(place, code, Matter::Name)),
            Change::Reclassify { code, .. } => drop(self.claimed(place, code, Matter::Kind)),
            Change::SetCategory { code, .. } => drop(self.claimed(place, code, Matter::Category)),
            Change::SetMeasure { code, measure, .. } => {
                self.claimed(place, code, |id| Matter::Value(id, measure.clone()));
            }
            Change::Declare { code, of, .. } => drop(self.claimed(place, code, |id| Matter::Figure(id, of.clone()))),
            Change::DefineMeasure { measure } => self.claim(Matter::Column(measure.id().to_owned()), place),
            Change::DropMeasure { measure } => {
                self.claim(Matter::Column(measure.clone()), place);
                if self.overlay.measure(measure).is_none() {
                    let problem = self.unknown_measure("measure", measure);
                    self.complain(place, problem);
                }
            }
            Change::Retitle { .. } => self.claim(Matter::Title, place),
            Change::Release(tie) => {
                if let Some(joint) = self.joint(place, tie, Self::subject) {
                    self.claim(Matter::Release(joint), place);
                }
            }
            // Its ends are looked up when all codes are known.
            Change::Assign(_) => {}
        }
    }

    fn claimed(&mut self, place: usize, code: &str, matter: impl FnOnce(Id) -> Matter) -> Option<Id> {
        let id = self.subject(place, code)?;
        self.claim(matter(id), place);
        Some(id)
    }

    /// The link between two nodes that are looked up alike; none where an end is not known.
    fn joint(
        &mut self,
        place: usize,
        tie: &Tie,
        look_up: impl Fn(&mut Self, usize, &str) -> Option<Id>,
    ) -> Option<Joint> {
        let (from, to) = (look_up(self, place, &tie.from), look_up(self, place, &tie.to));
        let (from, to) = from.zip(to)?;
        Some(Joint { relation: tie.relation, from, to, role: tie.role })
    }

    fn end(&mut self, id: Id, place: usize, fate: Fate) {
        self.claim(Matter::Fate(id), place);
        self.fates.entry(id).or_insert((place, fate));
    }

    fn make(&mut self, place: usize, entry: Entry, below: Below) -> Id {
        let id = self.overlay.reserve();
        self.fresh.push(Fresh { change: place, id, entry, below });
        id
    }

    /// What several changes say of one matter, and what is said of nodes that end.
    fn contradictions(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        for (matter, places) in &claims {
            for other in &places[1..] {
                self.contradict(*other, places[0], matter);
            }
            let of = match matter {
                Matter::Code(id)
                | Matter::Kind(id)
                | Matter::Name(id)
                | Matter::Category(id)
                | Matter::Parent(id)
                | Matter::Value(id, _)
                | Matter::Figure(id, _) => *id,
                _ => continue,
            };
            let Some((by, fate)) = self.fates.get(&of) else { continue };
            // What is divided may be taken by a part of what contained it.
            let may =
                matches!((fate, matter), (Fate::Split { .. }, Matter::Parent(_))) && !self.moved.contains_key(&of);
            let by = *by;
            for place in places.iter().filter(|place| **place != by && !may) {
                self.contradict(*place, by, &Matter::Fate(of));
            }
        }
        self.claims = claims;
    }

    /// Complains about the later of two changes.
    fn contradict(&mut self, one: usize, other: usize, matter: &Matter) {
        let (first, place) = (one.min(other), one.max(other));
        if first == place {
            return;
        }
        let code = |id: &Id| format!("`{}`", excerpt(self.overlay.code(*id)));
        let about = match matter {
            Matter::Fate(id) => format!("{} ends there", code(id)),
            Matter::Code(id) => format!("both give {} a code", code(id)),
            Matter::Kind(id) => format!("both say what {} is", code(id)),
            Matter::Name(id) => format!("both name {}", code(id)),
            Matter::Category(id) => format!("both set the category of {}", code(id)),
            Matter::Parent(id) => format!("both say where {} belongs", code(id)),
            Matter::Value(id, measure) => format!("both set `{}` of {}", excerpt(measure), code(id)),
            Matter::Figure(id, of) => format!("both declare `{}` of {}", excerpt(of), code(id)),
            Matter::Taking(taken) => format!("both give the code `{}`", excerpt(taken)),
            Matter::Release(_) => "both undo the same link".to_owned(),
            Matter::Assign(_) => "the same link is made and undone".to_owned(),
            Matter::Column(measure) => format!("both say what the measure `{}` is", excerpt(measure)),
            Matter::Title => "both give the map a title".to_owned(),
        };
        let other_change = self.change(first);
        let same = other_change == self.change(place);
        let problem =
            ChangeProblem::Contradiction { other: first, other_change: Box::new(other_change.clone()), about, same };
        self.complain(place, problem);
    }

    /// Who gets which code.
    fn take_codes(&mut self) {
        let of_fresh = self.fresh.iter().map(|fresh| (fresh.change, fresh.id, fresh.entry.code.clone()));
        let of_old = self.recoded.iter().map(|(id, (place, to))| (*place, *id, to.clone()));
        let all: Vec<(usize, Id, String)> = of_fresh.chain(of_old).collect();
        let mut takers: BTreeMap<String, usize> = BTreeMap::new();
        for (place, id, code) in all {
            if code.is_empty() {
                self.complain(place, ChangeProblem::EmptyCode);
                continue;
            }
            if let Some(other) = takers.insert(code.clone(), place) {
                if other == place {
                    self.complain(place, ChangeProblem::CodeTaken(excerpt(&code)));
                } else {
                    self.contradict(place, other, &Matter::Taking(code.clone()));
                }
            }
            let holder = self.overlay.find(&code);
            let stays = |holder: &Id| !self.fates.contains_key(holder) && !self.recoded.contains_key(holder);
            if holder.as_ref().is_some_and(stays) {
                self.complain(place, ChangeProblem::CodeTaken(excerpt(&code)));
                continue;
            }
            self.taking.insert(code, id);
        }
    }

    fn unknown_measure(&self, what: &'static str, written: &str) -> ChangeProblem {
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
