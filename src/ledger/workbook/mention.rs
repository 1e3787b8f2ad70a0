//! Nodes that a cell of another row names: those who serve and lead it, what it covers, where it is seated.

use super::alias;
use super::index::{Found, Index};
use super::lookup::Lookup;
use super::problem::{CellProblem, Remark};
use super::read::{CodeAs, Entry, Reader, code_of_named};
use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::{LinkRow, NodeRow, Origin, Written, excerpt};

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

/// A node that is known by its name only, because no row is about it.
struct Named {
    code: String,
    name: String,
    is_person: bool,
    /// Where it is first named.
    origin: Origin,
    /// How many cells name it.
    times: usize,
}

impl Reader<'_, '_> {
    /// Makes links, and nodes where a name has none, of all mentions; the index knows those nodes afterwards.
    pub(super) fn take_mentions(&mut self, index: &mut Index) {
        let written = self.entries.len();
        // A row that stands in several lines names the same people in each of them.
        let mut links = Lookup::with_capacity(self.mentions.len());
        let first_link = self.ledger.links.len();
        self.ledger.links.reserve(self.mentions.len());
        self.link_ends_literal.reserve(self.mentions.len());
        let mut named: Vec<Named> = Vec::new();
        let mut by_name = Lookup::default();
        for mention in std::mem::take(&mut self.mentions) {
            let Some(entry) = self.entries.get(mention.of) else { continue };
            let family = entry.row.kind.known().map(|kind| kind.family());
            let Some((relation, is_start)) = relation_of(mention.end, family) else {
                self.belong(&mention, family, index);
                continue;
            };
            let may_be = |kind: Kind| match (mention.end, is_start) {
                (End::Post(_), _) => kind == Kind::Person,
                (_, true) => relation.from_families().contains(&kind.family()),
                (_, false) => relation.to_families().contains(&kind.family()),
            };
            // Who was named before and has no row is not looked for again among all rows: most names come many times.
            let is_person = matches!(mention.end, End::Post(_));
            let may_be_made = is_start && mention.end != End::Covers && !mention.is_literal;
            let is = |at: usize| named[at].is_person == is_person && named[at].name == mention.name;
            let known = may_be_made.then(|| by_name.find((is_person, &mention.name), is)).flatten();
            let found = match known {
                Some(_) => Found::Nothing,
                None if mention.is_literal => Found::Code(&mention.name),
                None => index.find(&mention.name, may_be),
            };
            let other = match found {
                Found::Code(code) => code.to_owned(),
                Found::Several(codes) => {
                    let written = excerpt(&mention.name);
                    self.complain(mention.origin, None, CellProblem::Ambiguous { written, codes });
                    continue;
                }
                Found::Nothing if may_be_made => {
                    let at = known.unwrap_or_else(|| {
                        by_name.find_or_add((is_person, &mention.name), named.len(), |_| false);
                        let (name, origin) = (mention.name.clone(), mention.origin.clone());
                        let code = code_of_named(is_person, &name);
                        let kind = if is_person { Kind::Person } else { alias::kind_of_party(&name) };
                        let mut row = NodeRow::new(kind, code.clone(), name.clone());
                        row.origin = origin.clone();
                        self.entries.push(Entry::of(row));
                        named.push(Named { code, name, is_person, origin, times: 0 });
                        named.len() - 1
                    });
                    named[at].times += 1;
                    named[at].code.clone()
                }
                Found::Nothing => mention.name.clone(),
            };
            let Some(code) = self.entries.get(mention.of).map(|entry| entry.row.code.clone()) else { continue };
            let (from, to) = if is_start { (other, code) } else { (code, other) };
            let mut link = LinkRow::new(relation, from, to);
            link.role = match mention.end {
                End::Post(role) => Some(role.into()),
                _ => mention.role,
            };
            link.origin = mention.origin;
            let made = &self.ledger.links[first_link..];
            if links.find_or_add((&link.from, &link.to), made.len(), |at| made[at] == link).is_none() {
                self.ledger.links.push(link);
                self.link_ends_literal.push([true; 2]);
            }
        }
        for entry in &self.entries[written..] {
            index.add(&entry.row);
        }
        for Named { name, origin, times, .. } in named.into_iter().filter(|named| named.times > 1) {
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
            let is_same = |one: &str, other: &str| match (index.find(one, may_contain), index.find(other, may_contain))
            {
                (Found::Code(one), Found::Code(other)) => one == other,
                (Found::Code(code), _) => code == other,
                (_, Found::Code(code)) => one == code,
                _ => one == other,
            };
            match entry.row.parent.clone() {
                Some(other) if !is_same(&other, &mention.name) => {
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
