//! Nodes that a cell of another row names: those who serve and lead it, what it covers, where it is seated.

use std::collections::{BTreeMap, BTreeSet};

use super::alias;
use super::problem::{CellProblem, Remark};
use super::read::{CodeAs, Entry, Reader, code_of_named};
use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::{LinkRow, NodeRow, Origin, Written, excerpt, tidy};

/// What a named node is to the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A person in a post.
    Post(Role),
    /// What leads, is seated at, or has the row as its member.
    Party,
    /// The area or grid that the row belongs to.
    Grid,
    /// What the row covers; of a place, the grid that covers it.
    Covers,
    /// Where the row is seated.
    Seat,
}

/// A name or code in a cell.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) end: End,
    /// The row, by its entry.
    pub(super) of: usize,
    pub(super) name: String,
    pub(super) is_literal: bool,
    pub(super) origin: Origin,
    /// The post of a row that is a person.
    pub(super) role: Option<Written<Role>>,
}

/// Codes and names of all rows.
pub(super) struct Index {
    codes: BTreeMap<String, Option<Kind>>,
    /// By names as they are compared: full-width forms make no difference.
    names: BTreeMap<String, BTreeSet<(String, Option<Kind>)>>,
}

/// What a code or name leads to.
pub(super) enum Found {
    Code(String),
    Several(Vec<String>),
    Nothing,
}

impl Index {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut index = Self { codes: BTreeMap::new(), names: BTreeMap::new() };
        for entry in entries {
            index.add(&entry.row);
        }
        index
    }

    fn add(&mut self, row: &NodeRow) {
        let kind = row.kind.known().copied();
        self.codes.entry(row.code.clone()).or_insert(kind);
        self.names.entry(tidy(&row.name).into_owned()).or_default().insert((row.code.clone(), kind));
    }

    /// The code of what is named: by its code, else by its name among what `may_be` meant, else among all.
    pub(super) fn find(&self, written: &str, may_be: impl Fn(Kind) -> bool) -> Found {
        if self.codes.contains_key(written) {
            return Found::Code(written.to_owned());
        }
        let Some(named) = self.names.get(tidy(written).as_ref()).filter(|_| !written.is_empty()) else {
            return Found::Nothing;
        };
        let meant: Vec<&str> =
            named.iter().filter(|(_, kind)| kind.is_some_and(&may_be)).map(|(code, _)| code.as_str()).collect();
        let candidates = if meant.is_empty() { named.iter().map(|(code, _)| code.as_str()).collect() } else { meant };
        match candidates[..] {
            [one] => Found::Code(one.to_owned()),
            _ => Found::Several(candidates.into_iter().map(str::to_owned).collect()),
        }
    }
}

impl Reader<'_, '_> {
    /// Makes links, and nodes where a name has none, of all mentions; the index knows those nodes afterwards.
    pub(super) fn take_mentions(&mut self, index: &mut Index) {
        let written = self.entries.len();
        let mut links = BTreeSet::new();
        // Nodes that are known by name only: where they are first named, and how often.
        let mut named: BTreeMap<String, (String, Origin, usize)> = BTreeMap::new();
        for mention in std::mem::take(&mut self.mentions) {
            let Some(row) = self.entries.get(mention.of).map(|entry| entry.row.clone()) else { continue };
            let family = row.kind.known().map(|kind| kind.family());
            let Some((relation, is_start)) = relation_of(mention.end, family) else {
                self.belong(&mention, family, index);
                continue;
            };
            let may_be = |kind: Kind| match (mention.end, is_start) {
                (End::Post(_), _) => kind == Kind::Person,
                (_, true) => relation.from_families().contains(&kind.family()),
                (_, false) => relation.to_families().contains(&kind.family()),
            };
            let found =
                if mention.is_literal { Found::Code(mention.name.clone()) } else { index.find(&mention.name, may_be) };
            let other = match found {
                Found::Code(code) => code,
                Found::Several(codes) => {
                    let written = excerpt(&mention.name);
                    self.complain(mention.origin, None, CellProblem::Ambiguous { written, codes });
                    continue;
                }
                Found::Nothing if is_start && mention.end != End::Covers => {
                    let is_person = matches!(mention.end, End::Post(_));
                    let kind = if is_person { Kind::Person } else { alias::kind_of_party(&mention.name) };
                    let code = code_of_named(is_person, &mention.name);
                    let known = named.entry(code.clone());
                    let known = known.or_insert_with(|| (mention.name.clone(), mention.origin.clone(), 0));
                    known.2 += 1;
                    if known.2 == 1 {
                        let mut row = NodeRow::new(kind, code.clone(), mention.name.clone());
                        row.origin = mention.origin.clone();
                        self.entries.push(Entry::of(row));
                    }
                    code
                }
                Found::Nothing => mention.name.clone(),
            };
            let (from, to) = if is_start { (other, row.code) } else { (row.code, other) };
            let mut link = LinkRow::new(relation, from, to);
            link.role = match mention.end {
                End::Post(role) => Some(role.into()),
                _ => mention.role,
            };
            link.origin = mention.origin;
            // A row that stands in several lines names the same people in each of them.
            if links.insert(format!("{}\n{}\n{}\n{:?}", link.relation, link.from, link.to, link.role)) {
                self.ledger.links.push(link);
                self.link_ends_literal.push([true; 2]);
            }
        }
        for entry in &self.entries[written..] {
            index.add(&entry.row);
        }
        for (name, origin, times) in named.into_values().filter(|(.., times)| *times > 1) {
            self.note(origin, Remark::TakenForOne { name, times });
        }
    }

    /// A grid or Party organisation that contains the row: its parent, given in another column.
    fn belong(&mut self, mention: &Mention, family: Option<Family>, index: &Index) {
        let is_parent = matches!(
            (mention.end, family),
            (End::Grid, Some(Family::Area | Family::Grid | Family::Place) | None) | (End::Party, Some(Family::Party))
        );
        let kind = self.entries.get(mention.of).and_then(|entry| entry.row.kind.known().copied());
        let Some(entry) = self.entries.get_mut(mention.of) else { return };
        if is_parent {
            let code = entry.row.code.clone();
            let may_contain = |above: Kind| kind.is_none_or(|kind| above.may_contain(kind));
            let meant = |written: &str| match index.find(written, may_contain) {
                Found::Code(code) => code,
                Found::Several(_) | Found::Nothing => written.to_owned(),
            };
            match entry.row.parent.clone() {
                Some(other) if meant(&other) != meant(&mention.name) => {
                    let first = entry.row.origin.clone();
                    let written = excerpt(&mention.name);
                    let problem = CellProblem::Contradiction { code, written, other, first };
                    self.complain(mention.origin.clone(), None, problem);
                }
                Some(_) => {}
                None => {
                    entry.is_parent_literal = mention.is_literal;
                    entry.row.parent = Some(mention.name.clone());
                }
            }
            return;
        }
        let heading = match mention.end {
            End::Seat => super::Field::Seat.chinese(),
            End::Covers => super::Field::Covers.chinese(),
            _ => super::Field::Grid.chinese(),
        };
        let problem = CellProblem::Misplaced {
            kind: kind.unwrap_or(Kind::Person),
            heading: heading.to_owned(),
            written: excerpt(&mention.name),
        };
        self.complain(mention.origin.clone(), None, problem);
    }
}

/// The relation that a mention makes with a row of this family, and whether what is named is its start; none
/// where it is no link.
fn relation_of(end: End, family: Option<Family>) -> Option<(Relation, bool)> {
    Some(match (end, family?) {
        (End::Post(_), _) => (Relation::Serves, true),
        (End::Party, Family::Area | Family::Grid) => (Relation::Leads, true),
        (End::Party, Family::Place) => (Relation::SeatedAt, true),
        (End::Party, Family::Person) => (Relation::MemberOf, false),
        (End::Grid, Family::Person) => (Relation::Serves, false),
        (End::Grid, Family::Party) => (Relation::Leads, false),
        (End::Covers, Family::Grid) => (Relation::Covers, false),
        (End::Covers, Family::Place) => (Relation::Covers, true),
        (End::Seat, Family::Party) => (Relation::SeatedAt, false),
        _ => return None,
    })
}

impl Entry {
    /// A row that no line of a sheet is about.
    fn of(row: NodeRow) -> Self {
        Self { row, has_kind: true, is_parent_literal: true, is_code_merged: false, code_as: CodeAs::Literal }
    }
}
