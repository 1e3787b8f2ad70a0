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
use crate::ledger::workbook::rows::{Context, LinkEntry, NodeEntry, Reference, ReferenceKind, Rows, note_names, parts};
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
enum Known {
    /// The code of a row.
    Code(String),
    /// A person by name: the name alone, its position among all names, with what tells people of it apart, and the scope
    /// in which it stands.
    Person(String, usize, Scope),
    /// A Party organisation that no row is about.
    Party(String),
}

/// A reference that stands for links.
struct LinkReference {
    reference: Reference,
    relation: Relation,
    /// Whether what is named is the start of the links.
    is_start: bool,
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
        let listed = list_people(&references, &mut scopes, &mut people);
        let mut named = Vec::with_capacity(references.len());
        let mut above = ScopesAbove::default();
        for link in &references {
            let found = named_by(link, &mut scopes, &mut people, context, log);
            above.join(&link.reference, &found, &mut people);
            named.push(found);
        }
        (named, listed)
    };
    people.settle(&mut rows.nodes, log);
    make_links(rows, references.into_iter().zip(named), namesakes, &mut people, log);
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
    fn join(&mut self, reference: &Reference, named: &[Known], people: &mut People) {
        for known in named {
            let Known::Person(_, name, scope) = known else { continue };
            // Each table has its source. It lives as long as the reference, and the address is only compared.
            let source = reference.origin.source().map_or(std::ptr::null(), Arc::as_ptr);
            let above = self.0.insert((source, reference.origin.column()), *scope);
            if let Some(above) = above.filter(|above| reference.is_above && above != scope) {
                people.join(*name, above, *scope);
            }
        }
    }
}

/// Takes references that stand for no link as parents; the others are given back.
fn with_parents_set(rows: &mut Rows, index: &NodeIndex, log: &mut Log<'_>) -> Vec<LinkReference> {
    let mut links = Vec::with_capacity(rows.references.len());
    for reference in std::mem::take(&mut rows.references) {
        let Some(entry) = rows.nodes.get_mut(reference.row) else { continue };
        let family = entry.row.kind.known().map(|kind| kind.family());
        match relation_of(reference.kind, family) {
            Some((relation, is_start)) => links.push(LinkReference { reference, relation, is_start }),
            None => set_parent(entry, &reference, index, log),
        }
    }
    links
}

/// Lists the rows that are people, with the scopes that they serve in; whether one of them has no code.
fn list_people(references: &[LinkReference], scopes: &mut Scopes<'_>, people: &mut People) -> bool {
    let (nodes, index) = (scopes.nodes(), scopes.index());
    let is_person = |entry: &NodeEntry| entry.has_kind && entry.row.kind.known() == Some(&Kind::Person);
    let mut served: BTreeMap<usize, BTreeSet<Scope>> = BTreeMap::new();
    let of_rows = references.iter().map(|link| &link.reference).filter(|it| it.is_grid());
    for reference in of_rows.filter(|reference| is_person(&nodes[reference.row])) {
        let found = if reference.is_literal {
            Some(reference.name.as_str())
        } else if let Found::Code(code) = index.find(&reference.name, Kind::is_territory) {
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

/// What a reference names.
fn named_by(
    link: &LinkReference,
    scopes: &mut Scopes<'_>,
    people: &mut People,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Vec<Known> {
    let LinkReference { reference, relation, is_start } = link;
    match reference.kind {
        _ if reference.is_literal => vec![Known::Code(reference.name.clone())],
        ReferenceKind::Post(role) => {
            let scope = scopes.of(reference.row);
            people_in(reference, role, scope, scopes, people, context, log)
        }
        ReferenceKind::Party => parties_in(reference, *is_start, scopes, context, log),
        ReferenceKind::Grid(_) | ReferenceKind::Covers | ReferenceKind::Seat => {
            let families = if *is_start { relation.from_families() } else { relation.to_families() };
            let may_be = |kind: Kind| families.contains(&kind.family());
            node_in(reference, &reference.name, may_be, scopes.index(), log).into_iter().collect()
        }
    }
}

/// The node that a text names. A text that nothing has stays as it is, and building reports it.
fn node_in(
    reference: &Reference,
    written: &str,
    may_be: impl Fn(Kind) -> bool,
    index: &NodeIndex,
    log: &mut Log<'_>,
) -> Option<Known> {
    match index.find(written, may_be) {
        Found::Code(code) => Some(Known::Code(code.to_owned())),
        Found::Nothing => Some(Known::Code(written.to_owned())),
        Found::Several(codes) => {
            let problem = CellProblem::Ambiguous { written: shown(written), codes };
            log.error(reference.origin.clone(), None, problem);
            None
        }
    }
}

/// The people that a cell names. Codes of rows come first; what is no code is read by the grammar of names.
fn people_in(
    reference: &Reference,
    role: Role,
    scope: Scope,
    scopes: &Scopes<'_>,
    people: &mut People,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Vec<Known> {
    let text = reference.name.as_str();
    if scopes.is_code(text) {
        return vec![Known::Code(text.to_owned())];
    }
    let person = |name: &str, known_as: &str, people: &mut People| {
        let at = people.name(known_as);
        people.post(at, scope);
        Known::Person(name.to_owned(), at, scope)
    };
    // A name that rows have is theirs, whatever it looks like.
    let has_row = |text: &str| scopes.is_row(text, |kind| kind == Kind::Person);
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let several: Vec<&str> = parts(text).collect();
    let is_in_parts = several.len() > 1 && several.iter().any(|part| scopes.is_code(part) || has_row(part));
    for part in if is_in_parts { several } else { vec![text] } {
        if scopes.is_code(part) {
            found.push(Known::Code(part.to_owned()));
            continue;
        }
        let Context { memo, notes, .. } = &mut *context;
        match memo.names(part, Named::Person) {
            Ok(NamesRead::Names(names)) => {
                note_names(names, part, &reference.origin, notes, log);
                for name in &names.names {
                    problems.extend(other_post(name, role));
                    found.push(person(&name.text, &full_name(name), people));
                }
            }
            Ok(_) => {}
            Err(_) if has_row(part) => found.push(person(part, part, people)),
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

/// A title beside a name that is another post than that of the column.
fn other_post(name: &Name, role: Role) -> Option<CellProblem> {
    let mut beside = name.titles().chain(name.remarks());
    let (written, other) = beside.find_map(|text| Some((text, kind_names::role(text)?)))?;
    let is_same = other == role || other.is_head() && role.is_head();
    let (name, written) = (name.text.clone(), shown(written));
    (!is_same).then_some(CellProblem::OtherPost { name, written, post: role })
}

/// The Party organisations that a cell names.
fn parties_in(
    reference: &Reference,
    may_be_new: bool,
    scopes: &Scopes<'_>,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Vec<Known> {
    let is_party = |kind: Kind| kind.family() == Family::Party;
    let is_known = |text: &str| scopes.is_row(text, is_party);
    let text = reference.name.as_str();
    if is_known(text) {
        return node_in(reference, text, is_party, scopes.index(), log).into_iter().collect();
    }
    let several: Vec<&str> = parts(text).collect();
    let is_in_parts = several.len() > 1 && several.iter().any(|part| is_known(part));
    let mut found = Vec::new();
    let mut is_faulted = false;
    for part in if is_in_parts { several } else { vec![text] } {
        if is_known(part) {
            found.extend(node_in(reference, part, is_party, scopes.index(), log));
            continue;
        }
        let Context { memo, notes, .. } = &mut *context;
        match memo.names(part, Named::Party) {
            Ok(NamesRead::Names(names)) => {
                note_names(names, part, &reference.origin, notes, log);
                for name in &names.names {
                    found.extend(if may_be_new && !is_known(&name.text) {
                        Some(Known::Party(name.text.clone()))
                    } else {
                        node_in(reference, &name.text, is_party, scopes.index(), log)
                    });
                }
            }
            Ok(_) => {}
            // Building reports a code or name that no row has.
            Err(_) if !may_be_new => found.push(Known::Code(part.to_owned())),
            Err(errors) => {
                is_faulted = true;
                for problem in errors {
                    log.error(reference.origin.clone(), None, CellProblem::Name(problem.clone()));
                }
            }
        }
    }
    if is_faulted {
        log.lose_row();
    }
    found
}

/// Makes links of references, and rows of the people and Party organisations that no row is about.
fn make_links(
    rows: &mut Rows,
    links: impl ExactSizeIterator<Item = (LinkReference, Vec<Known>)>,
    namesakes: Namesakes,
    people: &mut People,
    log: &mut Log<'_>,
) {
    let mut parties = NamedParties::default();
    // A node that stands in several lines names the same people in each of them: such links are made once.
    let mut made = HashIndex::with_capacity(links.len());
    let first_link = rows.links.len();
    rows.links.reserve(links.len());
    for (LinkReference { reference, relation, is_start }, named) in links {
        let code = rows.nodes[reference.row].row.code.clone();
        for known in named {
            let other = match known {
                Known::Code(code) => code,
                Known::Party(name) => {
                    let at = parties.find(&name).unwrap_or_else(|| {
                        let (at, row) = parties.insert(&name, &reference.origin);
                        rows.nodes.push(NodeEntry::named(row));
                        at
                    });
                    parties.all[at].times += 1;
                    parties.all[at].code.clone()
                }
                Known::Person(written, name, scope) => {
                    let who = people.who(name, scope);
                    let Some(Who::Person(person)) = who else {
                        let problem = CellProblem::WhichPerson { name: shown(&written), codes: people.codes(name) };
                        log.error(reference.origin.clone(), None, problem);
                        continue;
                    };
                    let person = people.person(name, person);
                    if person.needs_row() {
                        let row = row_of(Kind::Person, person.code.clone(), &written, &reference.origin);
                        rows.nodes.push(NodeEntry::named(row));
                    }
                    let other = person.code.clone();
                    if let Some(first) = person.count(&code, &reference.origin)
                        && namesakes == Namesakes::NeedCode
                        && !reference.is_above
                    {
                        log.error(reference.origin.clone(), None, CellProblem::NeedsCode { name: written, first });
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
            let (from, to) = if is_start { (other, code.clone()) } else { (code.clone(), other) };
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
fn set_parent(entry: &mut NodeEntry, reference: &Reference, index: &NodeIndex, log: &mut Log<'_>) {
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
            written: excerpt(&reference.name),
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
        Some(other) if !is_same(other, &reference.name) => {
            let problem = CellProblem::Contradiction {
                code: entry.row.code.clone(),
                written: excerpt(&reference.name),
                other: other.clone(),
                first: entry.row.origin.clone(),
            };
            log.error(reference.origin.clone(), None, problem);
        }
        Some(_) => {}
        None => {
            entry.is_parent_literal = reference.is_literal;
            entry.row.parent = Some(reference.name.clone());
        }
    }
}
