//! Nodes that other rows name: references become links, or the parent of a row.
//!
//! A person or Party organisation that is named and has no row becomes a node, if its name certainly is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::node_index::{Found, NodeIndex};
use super::people::{People, Who};
use super::scopes::{Scope, Scopes};
use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::workbook::cell_value::shown;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::names::{Name, Named, NamesRead, full_name};
use crate::ledger::workbook::rows::{
    ByText, Context, LinkEntry, NodeEntry, Reference, ReferenceKind, Rows, TextId, Texts, note_names, parts,
};
use crate::ledger::workbook::{CellProblem, Field, Namesakes, Remark, kind_names};
use crate::ledger::{LinkRow, NodeRow, Origin, Source, code_of_name, excerpt};

/// A Party organisation that is known only by its name.
struct NamedParty {
    code: String,
    name: String,
    /// Where it is first named.
    first: Origin,
    /// How many cells name it.
    times: usize,
}

/// The Party organisations that are known only by their names.
#[derive(Default)]
struct NamedParties {
    all: Vec<NamedParty>,
    by_name: HashIndex,
}

impl NamedParties {
    fn find(&self, name: &str) -> Option<usize> {
        self.by_name.find(name, |at| self.all[at].name == name)
    }

    /// Makes a Party organisation of the name, and its row.
    fn insert(&mut self, name: &str, first: &Origin) -> (usize, NodeRow) {
        let at = self.all.len();
        self.by_name.find_or_insert(name, at, |_| false);
        let code = code_of_name(false, name);
        let row = row_of(kind_names::kind_of_party(name), code.clone(), name, first);
        self.all.push(NamedParty { code, name: name.to_owned(), first: first.clone(), times: 0 });
        (at, row)
    }
}

fn row_of(kind: Kind, code: String, name: &str, first: &Origin) -> NodeRow {
    let mut row = NodeRow::new(kind, code, name);
    row.origin = first.clone();
    row
}

/// A node that a cell names.
#[derive(Debug, Clone, Copy)]
enum Known {
    /// The code of a row.
    Code(TextId),
    /// A person by name: the name alone, its position among all names, with what tells people of it apart, and the scope
    /// in which it stands.
    Person(TextId, u32, Scope),
    /// A Party organisation that no row is about.
    Party(TextId),
}

/// What is needed to tell what cells name.
struct Namer<'a, 'w, 'l> {
    scopes: Scopes<'a>,
    people: &'a mut People,
    texts: &'a mut Texts,
    context: &'a mut Context<'w>,
    log: &'a mut Log<'l>,
    /// What cells of posts name that name one node, without a note or an error: the same in every cell of the text.
    posts: ByText<Known>,
    /// The same of cells of Party organisations, by whether the cell may name a new one.
    parties: [ByText<Known>; 2],
}

/// Settles all references. The index knows the new nodes afterwards.
pub(super) fn resolve(
    rows: &mut Rows,
    index: &mut NodeIndex,
    namesakes: Namesakes,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) {
    let written_nodes = rows.nodes.len();
    let references = with_parents_set(rows, index, log);
    let mut people = People::default();
    let (named, is_any_listed) = {
        let mut scopes = Scopes::new(&rows.nodes, index, namesakes);
        let listed = list_people(&references, &rows.texts, &mut scopes, &mut people);
        let (texts, posts, parties) = (&mut rows.texts, ByText::default(), <[ByText<Known>; 2]>::default());
        let mut namer = Namer { scopes, people: &mut people, texts, context, log, posts, parties };
        let mut named = Vec::with_capacity(references.len());
        let mut above = ScopesAbove::default();
        for (at, reference) in (0..).zip(&references) {
            let first = named.len();
            namer.named_by(reference, |known| named.push((at, known)));
            above.join(reference, &named[first..], namer.people);
        }
        (named, listed)
    };
    people.settle(&mut rows.nodes, log);
    make_links(rows, &references, named, namesakes, &mut people, log);
    people.report(namesakes, log);
    if is_any_listed {
        // Rows without codes have other codes than before.
        *index = NodeIndex::new(&rows.nodes);
    } else {
        for entry in &rows.nodes[written_nodes..] {
            index.insert(&entry.row);
        }
    }
}

/// The scope of the cell above in each column of posts. A ditto mark and a merged cell name the person above, wherever
/// the row lies.
#[derive(Default)]
struct ScopesAbove(BTreeMap<(*const Source, Option<u32>), Scope>);

impl ScopesAbove {
    /// Takes the people of a cell that is the one above again for the same people.
    fn join(&mut self, reference: &Reference, named: &[(u32, Known)], people: &mut People) {
        for (_, known) in named {
            let Known::Person(_, name, scope) = known else { continue };
            // Each table has its source. It lives as long as the reference, and the address is only compared.
            let source = reference.origin.source().map_or(std::ptr::null(), Arc::as_ptr);
            let above = self.0.insert((source, reference.origin.column()), *scope);
            if let Some(above) = above.filter(|above| reference.is_above && above != scope) {
                people.join(*name as usize, above, *scope);
            }
        }
    }
}

/// Takes references that stand for no link as parents; the others are given back.
fn with_parents_set(rows: &mut Rows, index: &NodeIndex, log: &mut Log<'_>) -> Vec<Reference> {
    let mut references = std::mem::take(&mut rows.references);
    references.retain(|reference| {
        let Some(entry) = rows.nodes.get_mut(reference.row) else { return false };
        let is_link = link_of(reference, entry).is_some();
        if !is_link {
            set_parent(entry, reference, rows.texts.get(reference.name), index, log);
        }
        is_link
    });
    references
}

/// The relation that a reference of a row stands for, and whether the named node is its start; `None` where it stands for
/// no link.
fn link_of(reference: &Reference, entry: &NodeEntry) -> Option<(Relation, bool)> {
    relation_of(reference.kind, entry.row.kind.known().map(|kind| kind.family()))
}

/// Lists the rows that are people, with the scopes that they serve in; whether one of them has no code.
fn list_people(references: &[Reference], texts: &Texts, scopes: &mut Scopes<'_>, people: &mut People) -> bool {
    let (nodes, index) = (scopes.nodes(), scopes.index());
    let is_person = |entry: &NodeEntry| entry.has_kind && entry.row.kind.known() == Some(&Kind::Person);
    let mut served: BTreeMap<usize, BTreeSet<Scope>> = BTreeMap::new();
    let of_rows = references.iter().filter(|it| it.is_grid());
    for reference in of_rows.filter(|reference| is_person(&nodes[reference.row])) {
        let name = texts.get(reference.name);
        let found = if reference.is_literal {
            Some(name)
        } else if let Found::Code(code) = index.find(name, Kind::is_territory) {
            Some(code)
        } else {
            None
        };
        if let Some(place) = found.and_then(|code| scopes.row_of(code)) {
            served.entry(reference.row).or_default().insert(scopes.of(place));
        }
    }
    let mut is_any_without_code = false;
    for (row, entry) in nodes.iter().enumerate().filter(|(_, entry)| is_person(entry) && !entry.row.name.is_empty()) {
        is_any_without_code |= entry.is_known_by_name;
        people.list(row, entry, served.remove(&row).unwrap_or_default());
    }
    is_any_without_code
}

impl Namer<'_, '_, '_> {
    /// Gives what a reference names.
    fn named_by(&mut self, reference: &Reference, mut give: impl FnMut(Known)) {
        let Some((relation, is_start)) = link_of(reference, &self.scopes.nodes()[reference.row]) else { return };
        if reference.is_literal {
            return give(Known::Code(reference.name));
        }
        let remembered = match reference.kind {
            ReferenceKind::Post(_) => self.posts.get(reference.name),
            ReferenceKind::Party => self.parties[usize::from(is_start)].get(reference.name),
            _ => None,
        };
        if let Some(known) = remembered.copied() {
            return give(self.here(known, reference));
        }
        let told = self.told();
        let named = match reference.kind {
            ReferenceKind::Post(role) => self.people_in(reference, role),
            ReferenceKind::Party => self.parties_in(reference, is_start),
            ReferenceKind::Grid(_) | ReferenceKind::Covers | ReferenceKind::Seat => {
                let families = if is_start { relation.from_families() } else { relation.to_families() };
                let may_be = |kind: Kind| families.contains(&kind.family());
                let text = self.texts.get(reference.name).to_owned();
                self.node_in(reference, &text, may_be).into_iter().collect()
            }
        };
        if let ([known], true) = (&named[..], self.told() == told) {
            match reference.kind {
                ReferenceKind::Post(_) => self.posts.insert(reference.name, *known),
                ReferenceKind::Party => self.parties[usize::from(is_start)].insert(reference.name, *known),
                _ => {}
            }
        }
        named.into_iter().for_each(give);
    }

    /// What is known of a text, where another cell names it.
    fn here(&mut self, known: Known, reference: &Reference) -> Known {
        let Known::Person(written, name, _) = known else { return known };
        let scope = self.scopes.of(reference.row);
        self.people.post(name as usize, scope);
        Known::Person(written, name, scope)
    }

    fn told(&self) -> usize {
        self.log.told() + self.context.notes.told()
    }

    /// The node that a text names. A text that nothing has stays as it is, and building reports it.
    fn node_in(&mut self, reference: &Reference, written: &str, may_be: impl Fn(Kind) -> bool) -> Option<Known> {
        match self.scopes.index().find(written, may_be) {
            Found::Code(code) => Some(Known::Code(self.texts.id(code))),
            Found::Nothing => Some(Known::Code(self.texts.id(written))),
            Found::Several(codes) => {
                let problem = CellProblem::Ambiguous { written: shown(written), codes };
                self.log.error(reference.origin.clone(), None, problem);
                None
            }
        }
    }

    /// The people that a cell names. Codes of rows come first; what is no code is read by the grammar of names.
    fn people_in(&mut self, reference: &Reference, role: Role) -> Vec<Known> {
        let scope = self.scopes.of(reference.row);
        let Self { scopes, people, texts, context, log, .. } = self;
        let text = texts.get(reference.name).to_owned();
        if scopes.is_code(&text) {
            return vec![Known::Code(reference.name)];
        }
        let mut person = |name: &str, known_as: &str, texts: &mut Texts| {
            let at = people.name(known_as);
            people.post(at, scope);
            Known::Person(texts.id(name), at as u32, scope)
        };
        // A name that rows have is theirs, whatever it looks like.
        let has_row = |text: &str| scopes.is_row(text, |kind| kind == Kind::Person);
        let mut found = Vec::new();
        let mut problems = Vec::new();
        let several: Vec<&str> = parts(&text).collect();
        let is_in_parts = several.len() > 1 && several.iter().any(|part| scopes.is_code(part) || has_row(part));
        for part in if is_in_parts { several } else { vec![text.as_str()] } {
            if scopes.is_code(part) {
                found.push(Known::Code(texts.id(part)));
                continue;
            }
            let Context { memo, notes, .. } = &mut **context;
            match memo.names(part, Named::Person) {
                Ok(NamesRead::Names(names)) => {
                    note_names(names, part, &reference.origin, notes, log);
                    for name in &names.names {
                        problems.extend(other_post(name, role));
                        found.push(person(&name.text, &full_name(name), texts));
                    }
                }
                Ok(_) => {}
                Err(_) if has_row(part) => found.push(person(part, part, texts)),
                Err(errors) => problems.extend(errors.iter().cloned().map(CellProblem::Name)),
            }
        }
        if problems.is_empty() {
            return found;
        }
        for problem in problems {
            log.error(reference.origin.clone(), None, problem);
        }
        log.lose_row();
        Vec::new()
    }

    /// The Party organisations that a cell names.
    fn parties_in(&mut self, reference: &Reference, may_be_new: bool) -> Vec<Known> {
        let is_party = |kind: Kind| kind.family() == Family::Party;
        let text = self.texts.get(reference.name).to_owned();
        if self.scopes.is_row(&text, is_party) {
            return self.node_in(reference, &text, is_party).into_iter().collect();
        }
        let several: Vec<&str> = parts(&text).collect();
        let is_in_parts = several.len() > 1 && several.iter().any(|part| self.scopes.is_row(part, is_party));
        let mut found = Vec::new();
        let mut is_faulted = false;
        for part in if is_in_parts { several } else { vec![text.as_str()] } {
            if self.scopes.is_row(part, is_party) {
                found.extend(self.node_in(reference, part, is_party));
                continue;
            }
            let Context { memo, notes, .. } = &mut *self.context;
            match memo.names(part, Named::Party) {
                Ok(NamesRead::Names(names)) => {
                    note_names(names, part, &reference.origin, notes, self.log);
                    let names: Vec<String> = names.names.iter().map(|name| name.text.clone()).collect();
                    for name in names {
                        found.extend(if may_be_new && !self.scopes.is_row(&name, is_party) {
                            Some(Known::Party(self.texts.id(&name)))
                        } else {
                            self.node_in(reference, &name, is_party)
                        });
                    }
                }
                Ok(_) => {}
                // Building reports a code or name that no row has.
                Err(_) if !may_be_new => found.push(Known::Code(self.texts.id(part))),
                Err(errors) => {
                    is_faulted = true;
                    for problem in errors {
                        self.log.error(reference.origin.clone(), None, CellProblem::Name(problem.clone()));
                    }
                }
            }
        }
        if is_faulted {
            self.log.lose_row();
        }
        found
    }
}

/// A title beside a name that is another post than that of the column.
fn other_post(name: &Name, role: Role) -> Option<CellProblem> {
    let mut beside = name.titles().chain(name.remarks());
    let (written, other) = beside.find_map(|text| Some((text, kind_names::role(text)?)))?;
    let is_same = other == role || other.is_head() && role.is_head();
    let (name, written) = (name.text.clone(), shown(written));
    (!is_same).then_some(CellProblem::OtherPost { name, written, post: role })
}

/// Makes links of what references name, and rows of the people and Party organisations that no row is about.
fn make_links(
    rows: &mut Rows,
    references: &[Reference],
    named: Vec<(u32, Known)>,
    namesakes: Namesakes,
    people: &mut People,
    log: &mut Log<'_>,
) {
    let mut parties = NamedParties::default();
    // A node that stands in several lines names the same people in each of them: such links are made once.
    let mut made = HashIndex::with_capacity(named.len());
    let first_link = rows.links.len();
    rows.links.reserve(named.len());
    for (at, known) in named {
        let reference = &references[at as usize];
        let entry = &rows.nodes[reference.row];
        let Some((relation, is_start)) = link_of(reference, entry) else { continue };
        let code = entry.row.code.clone();
        let other = match known {
            Known::Code(code) => rows.texts.get(code).to_owned(),
            Known::Party(name) => {
                let name = rows.texts.get(name);
                let at = parties.find(name).unwrap_or_else(|| {
                    let (at, row) = parties.insert(name, &reference.origin);
                    rows.nodes.push(NodeEntry::named(row));
                    at
                });
                parties.all[at].times += 1;
                parties.all[at].code.clone()
            }
            Known::Person(written, name, scope) => {
                let name = name as usize;
                let written = rows.texts.get(written);
                let Some(Who::Person(person)) = people.who(name, scope) else {
                    let problem = CellProblem::WhichPerson { name: shown(written), codes: people.codes(name) };
                    log.error(reference.origin.clone(), None, problem);
                    continue;
                };
                let person = people.person(name, person);
                if person.needs_row() {
                    let row = row_of(Kind::Person, person.code.clone(), written, &reference.origin);
                    rows.nodes.push(NodeEntry::named(row));
                }
                let other = person.code.clone();
                if let Some(first) = person.count(&code, &reference.origin)
                    && namesakes == Namesakes::NeedCode
                    && !reference.is_above
                {
                    let name = written.to_owned();
                    log.error(reference.origin.clone(), None, CellProblem::NeedsCode { name, first });
                }
                other
            }
        };
        let entry = &rows.nodes[reference.row];
        if entry.is_known_by_name && reference.is_grid() {
            let name = entry.known_as().to_owned();
            if let Some(first) = people.count_row(&name, &code, &other, &reference.origin)
                && namesakes == Namesakes::NeedCode
                && !entry.is_name_above
            {
                log.error(reference.origin.clone(), None, CellProblem::NeedsCode { name, first });
            }
        }
        let (from, to) = if is_start { (other, code) } else { (code, other) };
        let mut link = LinkRow::new(relation, from, to);
        link.role = match reference.kind {
            ReferenceKind::Post(role) => Some(role.into()),
            _ => reference.role.clone(),
        };
        link.origin = reference.origin.clone();
        let links = &rows.links[first_link..];
        if made.find_or_insert((&link.from, &link.to), links.len(), |at| links[at].row == link).is_none() {
            rows.links.push(LinkEntry { row: link, are_ends_literal: [true; 2] });
        }
    }
    for NamedParty { name, first, times, .. } in parties.all.into_iter().filter(|party| party.times > 1) {
        log.note(first, Remark::TakenForOne { name, times });
    }
}

/// The relation that a reference in a row of this family stands for, and whether the named node is its start; `None`
/// where it stands for no link.
fn relation_of(kind: ReferenceKind, family: Option<Family>) -> Option<(Relation, bool)> {
    Some(match (kind, family?) {
        (ReferenceKind::Post(_), _) => (Relation::Serves, true),
        (ReferenceKind::Party, Family::Area | Family::Grid) => (Relation::Leads, true),
        (ReferenceKind::Party, Family::Place) => (Relation::SeatedAt, true),
        (ReferenceKind::Party, Family::Person) => (Relation::MemberOf, false),
        (ReferenceKind::Grid(_), Family::Person) => (Relation::Serves, false),
        (ReferenceKind::Grid(_), Family::Party) => (Relation::Leads, false),
        (ReferenceKind::Covers, Family::Grid) => (Relation::Covers, false),
        (ReferenceKind::Covers, Family::Place) => (Relation::Covers, true),
        (ReferenceKind::Seat, Family::Party) => (Relation::SeatedAt, false),
        _ => return None,
    })
}

/// Takes a reference that stands for no link as the parent of the row, or reports it where it cannot be that.
fn set_parent(entry: &mut NodeEntry, reference: &Reference, name: &str, index: &NodeIndex, log: &mut Log<'_>) {
    let kind = entry.row.kind.known().copied();
    let is_parent = matches!(
        (reference.kind, kind.map(Kind::family)),
        (ReferenceKind::Grid(_), Some(Family::Area | Family::Grid | Family::Place) | None)
            | (ReferenceKind::Party, Some(Family::Party))
    );
    if !is_parent {
        let field = match reference.kind {
            ReferenceKind::Seat => Field::Seat,
            ReferenceKind::Covers => Field::Covers,
            _ => Field::Grid,
        };
        let problem = CellProblem::Misplaced {
            kind: kind.unwrap_or(Kind::Person),
            heading: field.chinese().to_owned(),
            written: excerpt(name),
        };
        return log.error(reference.origin.clone(), None, problem);
    }
    let may_contain = |above: Kind| kind.is_none_or(|kind| above.may_contain(kind));
    let node_of = |written: &str| match index.find(written, may_contain) {
        Found::Code(code) => Some(code.to_owned()),
        _ => None,
    };
    let is_same = |one: &str, other: &str| match (node_of(one), node_of(other)) {
        (Some(one), Some(other)) => one == other,
        (Some(code), None) => code == other,
        (None, Some(code)) => one == code,
        (None, None) => one == other,
    };
    match &entry.row.parent {
        Some(other) if !is_same(other, name) => {
            let problem = CellProblem::Contradiction {
                code: entry.row.code.clone(),
                written: excerpt(name),
                other: other.clone(),
                first: entry.row.origin.clone(),
            };
            log.error(reference.origin.clone(), None, problem);
        }
        Some(_) => {}
        None => {
            entry.is_parent_literal = reference.is_literal;
            entry.row.parent = Some(name.to_owned());
        }
    }
}
