//! Who is one person: people by name, in columns of posts and in lists of people with and without codes.
//!
//! A name means the row with a code that has it. Where several have it, or the row serves elsewhere, the scope decides
//! ([`Scopes`]): what lies in one scope is one person. Codes are made of the name and the place alone, so they are the
//! same whatever the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use super::scopes::Scope;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::NodeEntry;
use crate::ledger::workbook::{CellProblem, Namesakes, Remark};
use crate::ledger::{Origin, code_of_name, code_of_person_in};
use crate::text::canonical;

/// How many codes a note or error lists.
const LISTED_CODES: usize = 5;

/// All people who are known by name.
#[derive(Default)]
pub(super) struct People {
    names: Vec<OneName>,
    index: HashIndex,
}

/// The people of one name.
struct OneName {
    /// In canonical form.
    name: String,
    /// The rows that have a code, with the scopes that they serve in.
    with_code: Vec<ListedPerson>,
    /// The rows that have none.
    without_code: Vec<ListedPerson>,
    /// The scopes in which columns of posts name somebody so.
    named_in: BTreeSet<Scope>,
    /// Scopes in which one person is named, because one cell or a ditto mark says so.
    joined: Vec<BTreeSet<Scope>>,
    /// A scope of the row that was listed last.
    last: Option<Scope>,
    /// The people, once [`People::settle`] has told them apart.
    people: Vec<OnePerson>,
    /// The person of each scope, and of rows that serve nowhere.
    by_scope: BTreeMap<Scope, Who>,
}

/// A row of a list of people.
struct ListedPerson {
    row: usize,
    scopes: BTreeSet<Scope>,
}

/// Who is meant by a name in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The person at this position among those of the name.
    Person(usize),
    /// Several rows with codes may be meant.
    Several,
}

/// By what a person is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownBy {
    /// The name, of which the code is made.
    Name,
    /// A code of the person's own; rows say where the person serves.
    Code,
    /// A code, and nothing says where the person serves.
    CodeAnywhere,
}

/// A person.
pub(super) struct OnePerson {
    pub(super) code: String,
    known_by: KnownBy,
    /// Whether a row is about the person.
    has_row: bool,
    /// The cells that name the person: how many, and the first.
    times: usize,
    first: Option<Origin>,
    /// The first place that is served, and whether there are others.
    place: Option<String>,
    serves_several: bool,
}

impl OnePerson {
    fn new(code: String, known_by: KnownBy, has_row: bool) -> Self {
        Self { code, known_by, has_row, times: 0, first: None, place: None, serves_several: false }
    }

    /// Counts a cell that names the person as serving a place. Gives where the name stood first, if the person, who has
    /// no code, serves another place already.
    pub(super) fn count(&mut self, place: &str, at: &Origin) -> Option<Origin> {
        self.times += 1;
        let first = self.first.get_or_insert_with(|| at.clone());
        let place_so_far = self.place.get_or_insert_with(|| place.to_owned());
        let is_elsewhere = place_so_far != place;
        self.serves_several |= is_elsewhere;
        (is_elsewhere && self.known_by == KnownBy::Name).then(|| first.clone())
    }

    /// Whether the person has no row yet; asked once.
    pub(super) fn needs_row(&mut self) -> bool {
        !std::mem::replace(&mut self.has_row, true)
    }
}

impl People {
    /// The position of a name.
    pub(super) fn name(&mut self, name: &str) -> usize {
        let name = canonical(name);
        let Self { names, index } = self;
        let known = index.find_or_insert(&*name, names.len(), |at| names[at].name == name);
        known.unwrap_or_else(|| {
            names.push(OneName::new(name.into_owned()));
            names.len() - 1
        })
    }

    /// Adds a row of a list of people.
    pub(super) fn list(&mut self, row: usize, entry: &NodeEntry, scopes: BTreeSet<Scope>) {
        let at = self.name(entry.known_as());
        let name = &mut self.names[at];
        if entry.is_name_above {
            name.join_with_last(&scopes);
        }
        name.last = scopes.iter().next().copied();
        let list = if entry.is_known_by_name { &mut name.without_code } else { &mut name.with_code };
        list.push(ListedPerson { row, scopes });
    }

    /// Adds that a column of posts names somebody.
    pub(super) fn post(&mut self, name: usize, scope: Scope) {
        self.names[name].named_in.insert(scope);
    }

    /// Adds that somebody is one person in both scopes.
    pub(super) fn join(&mut self, name: usize, one: Scope, other: Scope) {
        self.names[name].joined.push(BTreeSet::from([one, other]));
    }

    /// Who is meant by a name in a scope.
    pub(super) fn who(&self, name: usize, scope: Scope) -> Option<Who> {
        self.names[name].by_scope.get(&scope).copied()
    }

    /// A person of a name.
    pub(super) fn person(&mut self, name: usize, person: usize) -> &mut OnePerson {
        &mut self.names[name].people[person]
    }

    /// Counts that a row without a code serves a place, as [`OnePerson::count`] does.
    pub(super) fn count_row(&mut self, name: &str, code: &str, place: &str, at: &Origin) -> Option<Origin> {
        let name = self.name(name);
        let person = self.names[name].people.iter_mut().find(|person| person.code == code)?;
        person.count(place, at)
    }

    /// The first codes of the people of a name, sorted.
    pub(super) fn codes(&self, name: usize) -> Vec<String> {
        self.names[name].codes()
    }

    /// Tells the people of each name apart, and gives the rows without codes their codes.
    pub(super) fn settle(&mut self, nodes: &mut [NodeEntry], log: &mut Log<'_>) {
        for name in &mut self.names {
            name.settle(nodes, log);
        }
    }

    /// Notes wherever the choice decided something.
    pub(super) fn report(self, namesakes: Namesakes, log: &mut Log<'_>) {
        for name in &self.names {
            name.report(namesakes, log);
        }
    }
}

impl OneName {
    fn new(name: String) -> Self {
        let (with_code, without_code, people) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            name,
            with_code,
            without_code,
            named_in: BTreeSet::new(),
            joined: Vec::new(),
            last: None,
            people,
            by_scope: BTreeMap::new(),
        }
    }

    fn join_with_last(&mut self, scopes: &BTreeSet<Scope>) {
        if let Some(last) = self.last.filter(|last| !scopes.contains(last)) {
            self.joined.push(scopes.iter().copied().chain([last]).collect());
        }
    }

    fn settle(&mut self, nodes: &mut [NodeEntry], log: &mut Log<'_>) {
        self.settle_coded(nodes);
        for scopes in self.apart() {
            let who = self.coded_in(&scopes).unwrap_or_else(|| {
                let place = scopes.iter().filter_map(|scope| match scope {
                    Scope::Row(row) => Some(nodes[*row as usize].row.code.as_str()),
                    Scope::Ledger => None,
                });
                // Of several places the first by its code, so that the order of rows does not matter.
                let code = match place.min() {
                    Some(place) => code_of_person_in(&self.name, place),
                    None => code_of_name(true, &self.name),
                };
                let has_row = self.without_code.iter().any(|person| !person.scopes.is_disjoint(&scopes));
                self.people.push(OnePerson::new(code, KnownBy::Name, has_row));
                Who::Person(self.people.len() - 1)
            });
            for scope in scopes {
                self.by_scope.insert(scope, who);
            }
        }
        self.settle_rows(nodes, log);
    }

    /// The people who have codes, and the scopes that only one of them serves in.
    fn settle_coded(&mut self, nodes: &[NodeEntry]) {
        for person in &self.with_code {
            let code = &nodes[person.row].row.code;
            // Several lines may be about one person.
            let known = self.people.iter().position(|other| other.code == *code);
            let at = known.unwrap_or_else(|| {
                self.people.push(OnePerson::new(code.clone(), KnownBy::CodeAnywhere, true));
                self.people.len() - 1
            });
            if !person.scopes.is_empty() {
                self.people[at].known_by = KnownBy::Code;
            }
            for scope in &person.scopes {
                let who = self.by_scope.entry(*scope).or_insert(Who::Person(at));
                if *who != Who::Person(at) {
                    *who = Who::Several;
                }
            }
        }
    }

    /// The scopes in which somebody without a code is named: those of one set are one person's.
    fn apart(&self) -> Vec<BTreeSet<Scope>> {
        let listed = self.without_code.iter().map(|person| person.scopes.clone()).filter(|scopes| !scopes.is_empty());
        let mut apart: Vec<BTreeSet<Scope>> = Vec::new();
        for scopes in
            listed.chain(self.joined.iter().cloned()).chain(self.named_in.iter().map(|scope| BTreeSet::from([*scope])))
        {
            if let [only] = scopes.iter().collect::<Vec<_>>()[..]
                && apart.iter().any(|known| known.contains(only))
            {
                continue;
            }
            let (same, mut others): (Vec<_>, Vec<_>) = apart.into_iter().partition(|known| !known.is_disjoint(&scopes));
            others.push(same.into_iter().flatten().chain(scopes).collect());
            apart = others;
        }
        apart.sort_unstable();
        apart
    }

    /// Who of those with codes is meant in some scopes: one who serves there, else one of whom nothing says where.
    fn coded_in(&self, scopes: &BTreeSet<Scope>) -> Option<Who> {
        let mut serving = scopes.iter().filter_map(|scope| self.by_scope.get(scope));
        if let Some(first) = serving.next() {
            return Some(if serving.all(|other| other == first) { *first } else { Who::Several });
        }
        let mut anywhere = (0..self.people.len()).filter(|at| self.people[*at].known_by == KnownBy::CodeAnywhere);
        let first = anywhere.next()?;
        // Of several, nothing says who is meant.
        Some(if anywhere.next().is_some() { Who::Several } else { Who::Person(first) })
    }

    /// Gives the rows without codes the codes of the people that they are about.
    fn settle_rows(&mut self, nodes: &mut [NodeEntry], log: &mut Log<'_>) {
        for listed in &self.without_code {
            let entry = &mut nodes[listed.row];
            // Lines about one person are joined, and the note on namesakes tells of it.
            entry.is_code_merged = true;
            let who = match listed.scopes.first() {
                Some(scope) => self.by_scope.get(scope).copied(),
                // Nothing says where: it is the only person of the name.
                None => (self.people.len() <= 1).then_some(Who::Person(0)),
            };
            let Some(Who::Person(at)) = who else {
                let problem = CellProblem::WhichPerson { name: self.name.clone(), codes: self.codes() };
                log.error(entry.row.origin.clone(), Some("name"), problem);
                continue;
            };
            if self.people.is_empty() {
                self.people.push(OnePerson::new(code_of_name(true, &self.name), KnownBy::Name, true));
            }
            let person = &mut self.people[at];
            person.has_row = true;
            entry.row.code.clone_from(&person.code);
            if listed.scopes.is_empty() {
                person.times += 1;
                person.first.get_or_insert_with(|| entry.row.origin.clone());
            }
        }
    }

    /// The first codes of the people, sorted.
    fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self.people.iter().map(|person| person.code.clone()).collect();
        codes.sort_unstable();
        codes.truncate(LISTED_CODES);
        codes
    }

    fn report(&self, namesakes: Namesakes, log: &mut Log<'_>) {
        if namesakes == Namesakes::NeedCode {
            return;
        }
        for person in &self.people {
            let Some(first) = &person.first else { continue };
            let was_decided = person.serves_several || person.times > 1 && self.without_code.len() != 1;
            if was_decided && person.known_by == KnownBy::Name {
                let (name, code, times) = (self.name.clone(), person.code.clone(), person.times);
                log.note(first.clone(), Remark::OnePerson { name, code, times });
            }
        }
        let without_code = self.people.iter().find(|person| person.known_by == KnownBy::Name && person.first.is_some());
        if let (Some(person), true) = (without_code, self.people.len() > 1)
            && let Some(first) = &person.first
        {
            let (name, codes, times) = (self.name.clone(), self.codes(), self.people.len());
            log.note(first.clone(), Remark::SeveralPeople { name, codes, times });
        }
    }
}
