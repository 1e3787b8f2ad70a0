//! From the rows of ledgers to the graph. All errors are collected.

mod checks; // what must hold between rows
mod file_order; // which of two places stands first
mod reorder; // from the order of the rows to that of the nodes
mod same_code; // rows that share their code
mod same_form; // codes that differ only in their form
#[cfg(feature = "change")]
pub(crate) mod stream; // rows that are made one by one
mod unknown_codes; // codes that no node has

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use self::file_order::FileOrder;
use self::same_code::SameCode;
use super::code_index::CodeIndex;
use super::measure_column;
use super::node_order::{NodeOrder, node_order};
use super::texts::Texts;
use super::{
    BuildError, BuildErrors, BuildProblem, Declaration, Declared, Governance, Link, NONE, Relations, Standing,
};
use crate::errors::Errors;
use crate::kind::{Kind, Relation, Role, UnknownNameError};
use crate::ledger::{Ledger, LedgerErrors, Limits, LinkRow, NodeRow, Note, Origin, Readable, Source, Written, excerpt};
use crate::measure::{Decimal, Figure, MAX_SCALE, Measure};
use crate::message::Term;
use crate::suggestion::suggest;

/// Builds one graph from rows that arrive ledger by ledger.
///
/// A ledger can be dropped as soon as it is added: the builder keeps what the graph needs, in columns. So a
/// country can be built from the ledgers of its sub-districts, one at a time.
///
/// ```
/// use gridgov::governance::Builder;
/// use gridgov::kind::{County, Kind};
/// use gridgov::ledger::{Draft, Ledger, NodeRow};
///
/// let mut county = Draft::new("Zhongyuan District");
/// county.root(County, "410102", "中原区");
/// let mut street = Ledger::new("Xushui");
/// street.nodes.push(NodeRow::new(Kind::Subdistrict, "410102012", "须水街道").with_parent("410102"));
///
/// let mut builder = Builder::new();
/// builder.add(county.ledger());
/// builder.add(&street);
/// let governance = builder.finish()?;
/// assert_eq!(governance.title(), "Zhongyuan District");
/// assert_eq!(governance.node("410102").unwrap().children().count(), 1);
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
#[derive(Debug)]
pub struct Builder {
    limits: Limits,
    title: Option<String>,
    codes: Texts,
    by_code: CodeIndex,
    names: Texts,
    /// By row; `None` if what is written is not a kind.
    kinds: Vec<Option<Kind>>,
    parents: Vec<u32>,
    /// Rows whose parent has not arrived yet, with its code.
    orphans: Vec<(u32, Box<str>)>,
    category_names: BTreeMap<Box<str>, u32>,
    categories: Vec<u32>,
    measures: Vec<Measure>,
    columns: Vec<measure_column::Unordered>,
    declared: Vec<Declaration>,
    /// What rows state that is recorded, in their order.
    stated: Vec<(u32, Relations)>,
    /// What whole ledgers state that is recorded, each with its rows.
    stated_of_ledgers: Vec<(Range<u32>, Relations)>,
    links: Vec<PendingLink>,
    /// Ends of links whose node has not arrived yet: the link, whether the end is its start, and the code.
    loose_ends: Vec<(u32, bool, Box<str>)>,
    sources: Vec<Arc<Source>>,
    /// How many sources there were when each ledger began.
    ledgers: Vec<u32>,
    origins: Vec<Standing>,
    notes: Vec<Note>,
    errors: Vec<(Standing, BuildError)>,
    same_code: SameCode,
    /// Whether a row has no code. An unknown code may be the one that it lacks.
    lacks_code: bool,
    /// Whether all rows could be read. If not, an unknown code may belong to a row that could not be read, and is
    /// not reported.
    complete: bool,
    /// Whether all measures could be read. If not, an unknown measure is not reported, for the same reason.
    measures_complete: bool,
}

/// How many ancestors of the last row are compared before a parent is looked up by its code.
const NEAR: usize = 4;

/// The index of each of a ledger's measures among those of the builder, by name; `None` for a measure that has been
/// reported, so that its values are not reported as well.
type Places<'l> = BTreeMap<&'l str, Option<usize>>;

/// A link whose ends may not be known yet.
#[derive(Debug, Clone, Copy)]
struct PendingLink {
    relation: Option<Relation>,
    role: Option<Role>,
    from: u32,
    to: u32,
    standing: Standing,
    /// Whether the written role is not a role: the link then cannot be compared with others.
    unknown_role: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            limits: Limits::DEFAULT,
            title: None,
            codes: Texts::default(),
            by_code: CodeIndex::default(),
            names: Texts::default(),
            kinds: Vec::new(),
            parents: Vec::new(),
            orphans: Vec::new(),
            category_names: BTreeMap::new(),
            categories: Vec::new(),
            measures: Vec::new(),
            columns: Vec::new(),
            declared: Vec::new(),
            stated: Vec::new(),
            stated_of_ledgers: Vec::new(),
            links: Vec::new(),
            loose_ends: Vec::new(),
            sources: Vec::new(),
            ledgers: Vec::new(),
            origins: Vec::new(),
            notes: Vec::new(),
            errors: Vec::new(),
            same_code: SameCode::default(),
            lacks_code: false,
            complete: true,
            measures_complete: true,
        }
    }
}

impl Builder {
    /// A builder without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same within these limits. They hold for the ledgers that are added from now on, and for all of them together.
    ///
    /// ```
    /// use gridgov::governance::Builder;
    /// use gridgov::kind::Kind;
    /// use gridgov::ledger::{Ledger, Limits, NodeRow};
    ///
    /// let mut limits = Limits::default();
    /// limits.code = 12;
    /// let mut builder = Builder::new().with_limits(limits);
    /// let mut ledger = Ledger::default();
    /// ledger.nodes.push(NodeRow::new(Kind::Shop, "4101020120010", "粮油店"));
    /// builder.add(&ledger);
    /// let errors = builder.finish().unwrap_err().to_string();
    /// assert!(errors.ends_with("the length of the code is 13; at most 12 (`Limits::code`) is allowed"), "{errors}");
    /// ```
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Adds the rows of a ledger. The first title that is not empty becomes the title of the graph.
    ///
    /// Errors and notes are kept for [`Builder::finish`]. O(1) a row.
    pub fn add(&mut self, ledger: &Ledger) {
        if self.title.is_none() && !ledger.title.is_empty() {
            self.title = Some(ledger.title.clone());
        }
        self.notes.extend_from_slice(ledger.notes());
        self.ledgers.push(self.sources.len() as u32);
        let start = self.first_origin(ledger);
        let measures = self.take_measures(&ledger.measures, start);
        self.reserve(ledger);
        if self.has_room_for_nodes(ledger.nodes.len(), start) {
            self.take_records_of_ledger(ledger, start);
            for row in &ledger.nodes {
                self.take_node(row, &measures);
            }
        } else {
            self.complete = false;
        }
        if self.has_room_for_links(ledger.links.len(), start) {
            for row in &ledger.links {
                self.take_link(row);
            }
        }
    }

    /// All that is wrong with a ledger that could be read only in part.
    pub(crate) fn examine(errors: LedgerErrors, limits: &Limits) -> BuildErrors {
        let notes = errors.notes().to_vec();
        let (form, readable) = errors.into_parts();
        let mut all = form.map(BuildError::from);
        let mut sources: Vec<Arc<Source>> = all.iter().filter_map(|error| error.origin().source().cloned()).collect();
        if let Some(Readable { ledger, complete, measures_complete }) = readable {
            let limits = limits.clone();
            let mut builder = Self { limits, complete, measures_complete, ..Self::default() };
            builder.add(&ledger);
            // The table of nodes comes before that of links, whichever of them has the first error.
            if let Some(nodes) = ledger.nodes.first().and_then(|row| row.origin.source()) {
                sources.insert(0, nodes.clone());
            }
            sources.extend(ledger.links.first().and_then(|row| row.origin.source().cloned()));
            all.extend(builder.finish().err().into_iter().flatten());
        }
        let files = FileOrder::of(&sources);
        all.sort_by_key(|error| files.place(error.origin(), error.field()));
        BuildErrors::new(all, notes)
    }

    /// Reserves room for a whole ledger, so that columns are not moved again and again as they grow.
    fn reserve(&mut self, ledger: &Ledger) {
        let nodes = ledger.nodes.len();
        self.codes.reserve(nodes, ledger.nodes.iter().map(|row| row.code.len()).sum());
        self.names.reserve(nodes, ledger.nodes.iter().map(|row| row.name.len()).sum());
        self.by_code.reserve(nodes);
        self.kinds.reserve(nodes);
        self.parents.reserve(nodes);
        self.origins.reserve(nodes);
        self.links.reserve(ledger.links.len());
        for column in &mut self.columns {
            column.reserve(self.kinds.len() + nodes);
        }
    }

    /// The source of a ledger, for errors of the ledger as a whole.
    fn first_origin(&mut self, ledger: &Ledger) -> Standing {
        let origin =
            ledger.nodes.first().map(|row| &row.origin).or_else(|| ledger.links.first().map(|row| &row.origin));
        Standing { line: 0, column: 0, ..origin.map(|origin| self.stand(origin)).unwrap_or_default() }
    }

    /// The number of the ledger that a source, counted from one, belongs to.
    fn ledger_of(&self, source: u32) -> usize {
        self.ledgers.partition_point(|begin| *begin < source)
    }

    fn stand(&mut self, origin: &Origin) -> Standing {
        let Some(source) = origin.source() else {
            return Standing::default();
        };
        // Rows of one source arrive together, so the search starts from the last source.
        let known = self.sources.iter().rposition(|other| Arc::ptr_eq(other, source));
        let at = known.unwrap_or_else(|| {
            self.sources.push(source.clone());
            self.sources.len() - 1
        });
        let (line, column) = (origin.line().unwrap_or(0), origin.column().unwrap_or(0));
        Standing { source: at as u32 + 1, line, column }
    }

    fn origin(&self, standing: Standing) -> Origin {
        match (standing.source as usize).checked_sub(1) {
            Some(at) => Origin::new(self.sources[at].clone(), standing.line, standing.column),
            None => Origin::default(),
        }
    }

    fn complain(
        &mut self,
        standing: Standing,
        field: Option<&str>,
        code: Option<&str>,
        problem: impl Into<BuildProblem>,
    ) {
        let error = BuildError::new(self.origin(standing), field, code.map(excerpt).as_deref(), problem);
        self.errors.push((standing, error));
    }

    /// Whether there may be so many nodes more; if not, it is reported.
    fn has_room_for_nodes(&mut self, more: usize, at: Standing) -> bool {
        let (found, limit) = (self.kinds.len() + more, self.limits.most_nodes());
        self.has_room(Term::new("the number of nodes", "节点数"), found, limit, "Limits::nodes", at)
    }

    /// Whether there may be so many links more; if not, it is reported.
    fn has_room_for_links(&mut self, more: usize, at: Standing) -> bool {
        let (found, limit) = (self.links.len() + more, self.limits.most_links());
        self.has_room(Term::new("the number of links", "关联数"), found, limit, "Limits::links", at)
    }

    fn has_room(&mut self, what: Term, found: usize, limit: usize, name: &'static str, at: Standing) -> bool {
        if found > limit {
            self.complain(at, None, None, limit_problem(what, found, limit, name));
        }
        found <= limit
    }

    /// Adds the measures of a ledger that are new, and gives the index of each.
    fn take_measures<'l>(&mut self, measures: &'l [Measure], at: Standing) -> Places<'l> {
        let mut places = BTreeMap::new();
        let mut beyond = 0;
        for measure in measures {
            let id = measure.id();
            let problem = if places.contains_key(id) {
                Some(BuildProblem::MeasureTwice(id.to_owned()))
            } else if let Ok(kind) = id.parse::<Kind>() {
                Some(BuildProblem::MeasureNamedAsKind(kind))
            } else if id.is_empty() {
                Some(BuildProblem::UnnamedMeasure)
            } else if measure.scale() > MAX_SCALE {
                let (found, limit) = (usize::from(measure.scale()), usize::from(MAX_SCALE));
                Some(limit_problem(Term::new("the scale of the measure", "指标的小数位数"), found, limit, "MAX_SCALE"))
            } else {
                let lengths = [id.chars().count(), measure.unit().map_or(0, |unit| unit.chars().count())];
                let longest = lengths[0].max(lengths[1]);
                let limit = self.limits.name;
                (longest > limit).then(|| {
                    limit_problem(
                        Term::new("the length of the measure's name or unit", "指标名称或单位的字数"),
                        longest,
                        limit,
                        "Limits::name",
                    )
                })
            };
            if let Some(problem) = problem {
                self.complain(at, Some(&format!("measures.{id}")), None, problem);
                places.entry(id).or_insert(None);
                continue;
            }
            let place = match self.measures.iter().position(|known| known.id() == id) {
                Some(place) if self.measures[place] == *measure => Some(place),
                Some(_) => {
                    self.complain(
                        at,
                        Some(&format!("measures.{id}")),
                        None,
                        BuildProblem::MeasureDiffers(id.to_owned()),
                    );
                    None
                }
                None if self.measures.len() >= self.limits.measures => {
                    beyond += 1;
                    None
                }
                None => {
                    self.measures.push(measure.clone());
                    self.columns.push(measure_column::Unordered::default());
                    Some(self.measures.len() - 1)
                }
            };
            places.insert(id, place);
        }
        let (found, limit) = (self.measures.len() + beyond, self.limits.measures);
        self.has_room(Term::new("the number of measures", "指标数"), found, limit, "Limits::measures", at);
        places
    }

    fn take_node(&mut self, row: &NodeRow, measures: &Places<'_>) {
        let at = self.stand(&row.origin);
        let index = self.kinds.len() as u32;
        let code = row.code.as_str();
        self.codes.push(code);
        self.names.push(&row.name);
        self.origins.push(at);
        if code.is_empty() {
            self.lacks_code = true;
            self.complain(at, Some("code"), None, BuildProblem::EmptyCode);
        } else if let Err(first) = self.by_code.insert(&self.codes, index) {
            self.same_code.join(&[first, index]);
            let first = self.origin(self.origins[first as usize]);
            self.complain(at, Some("code"), Some(code), BuildProblem::DuplicateCode { first });
        }
        let (category, of_name) = (row.category.as_deref().unwrap_or_default(), self.limits.name);
        for (field, text, what, limit, name) in [
            ("code", code, Term::new("the length of the code", "编码的字数"), self.limits.code, "Limits::code"),
            ("name", &row.name, Term::new("the length of the name", "名称的字数"), of_name, "Limits::name"),
            ("category", category, Term::new("the length of the category", "分类的字数"), of_name, "Limits::name"),
        ] {
            // A text has at most as many characters as bytes, so most need not be counted.
            if text.len() > limit && text.chars().count() > limit {
                let problem = limit_problem(what, text.chars().count(), limit, name);
                self.complain(at, Some(field), Some(code), problem);
            }
        }
        let kind = self.understand(&row.kind, at, "kind", Some(code));
        self.kinds.push(kind);
        let parent = row.parent.as_deref().map_or(NONE, |parent| self.find_parent(index, parent));
        self.parents.push(parent);
        self.take_category(index, row.category.as_deref());
        if let Some(records) = &row.records {
            let relations = self.take_records(records, at, Some(code));
            self.stated.push((index, relations));
        }
        for (id, value) in row.measures.iter() {
            self.take_value(index, at, code, id, value, measures);
        }
        for (of, figure) in row.declared.iter() {
            self.take_declared(index, at, code, of, figure, measures);
        }
    }

    /// A kind, relation or role; an error if what is written is not one. A row made in code may hold it as text.
    fn understand<T: Copy + FromStr<Err = UnknownNameError>>(
        &mut self,
        written: &Written<T>,
        at: Standing,
        field: &str,
        code: Option<&str>,
    ) -> Option<T> {
        match written {
            Written::Known(value) => Some(*value),
            Written::Unknown(text) => excerpt(text)
                .parse()
                .map_err(|error: UnknownNameError| self.complain(at, Some(field), code, error))
                .ok(),
        }
    }

    /// The row of the parent. A row whose parent has not arrived yet is an orphan until the end.
    fn find_parent(&mut self, row: u32, parent: &str) -> u32 {
        // In most ledgers a node follows its parent or a sibling, so the last row and its ancestors come first.
        let last = self.parents.len().checked_sub(1).map(|last| last as u32);
        let above = |row: &u32| Some(self.parents[*row as usize]).filter(|parent| *parent != NONE);
        let near = std::iter::successors(last, above).take(NEAR).find(|row| self.codes.get(*row) == parent);
        // A row with an empty code (an error) is nobody's parent.
        let near = near.filter(|_| !parent.is_empty());
        if let Some(near) = near {
            return near;
        }
        self.by_code.get(&self.codes, parent).unwrap_or_else(|| {
            self.orphans.push((row, parent.into()));
            NONE
        })
    }

    /// What a ledger states as a whole; its rows are taken next.
    fn take_records_of_ledger(&mut self, ledger: &Ledger, at: Standing) {
        if let Some(records) = &ledger.records {
            let relations = self.take_records(records, at, None);
            let first = self.kinds.len() as u32;
            self.stated_of_ledgers.push((first..first + ledger.nodes.len() as u32, relations));
        }
    }

    /// The relations of a statement; errors for what is none, and for containment, which is always recorded.
    fn take_records(&mut self, records: &[Written<Relation>], at: Standing, code: Option<&str>) -> Relations {
        let mut relations = Relations::default();
        for written in records {
            match self.understand(written, at, "records", code) {
                Some(Relation::Contains) => {
                    self.complain(at, Some("records"), code, BuildProblem::ContainmentRecorded);
                }
                Some(relation) => relations = relations.with(relation),
                None => {}
            }
        }
        relations
    }

    /// The statements by row: those of rows, and those of ledgers at their topmost rows.
    fn statements(&self) -> BTreeMap<u32, Relations> {
        let mut all = BTreeMap::new();
        for (rows, relations) in &self.stated_of_ledgers {
            let topmost = rows.clone().filter(|row| !rows.contains(&self.parents[*row as usize]));
            all.extend(topmost.map(|row| (row, *relations)));
        }
        all.extend(self.stated.iter().copied());
        all
    }

    fn take_category(&mut self, row: u32, category: Option<&str>) {
        let Some(category) = category else { return };
        let next = self.category_names.len() as u32 + 1;
        let number = match self.category_names.entry(category.into()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(next),
        };
        self.categories.resize(row as usize, 0);
        self.categories.push(number);
    }

    fn take_value(
        &mut self,
        row: u32,
        at: Standing,
        code: &str,
        id: &str,
        value: &Written<Decimal>,
        measures: &Places<'_>,
    ) {
        let problem = match (measures.get(id), value) {
            (Some(None), _) => return,
            (None, _) if !self.measures_complete => return,
            (None, _) => unknown_measure(Term::new("measure", "指标"), id, measures.keys().copied()),
            (Some(_), Written::Unknown(text)) => not_a_number::<Decimal>(text),
            (Some(Some(place)), Written::Known(value)) => match self.measures[*place].units(*value) {
                Ok(units) => return self.columns[*place].set(row, units),
                Err(error) => error.into(),
            },
        };
        self.complain(at, Some(&format!("measures.{id}")), Some(code), problem);
    }

    fn take_declared(
        &mut self,
        row: u32,
        at: Standing,
        code: &str,
        of: &str,
        figure: &Written<Figure>,
        measures: &Places<'_>,
    ) {
        let known = match of.parse::<Kind>() {
            Ok(kind) => Some((Declared::Kind(kind), 0)),
            Err(_) => match measures.get(of) {
                Some(Some(place)) => Some((Declared::Measure(*place as u32), self.measures[*place].scale())),
                Some(None) => return,
                None if !self.measures_complete => return,
                None => None,
            },
        };
        let problem = match (known, figure) {
            (None, _) => unknown_measure(
                Term::new("kind or measure", "类别或指标"),
                of,
                measures.keys().copied().chain(Kind::IDS.iter().copied()),
            ),
            (Some(_), Written::Unknown(text)) => not_a_number::<Figure>(text),
            (Some((of, scale)), Written::Known(figure)) => {
                let bounds = [figure.low(), figure.high()].into_iter().flatten();
                match bounds.map(|bound| bound.rescale(scale)).find_map(Result::err) {
                    Some(error) => error.into(),
                    None => return self.declared.push(Declaration { node: row, of, figure: *figure }),
                }
            }
        };
        self.complain(at, Some(&format!("declared.{of}")), Some(code), problem);
    }

    fn take_link(&mut self, row: &LinkRow) {
        let standing = self.stand(&row.origin);
        let relation = self.understand(&row.relation, standing, "relation", None);
        let role = row.role.as_ref().and_then(|role| self.understand(role, standing, "role", None));
        match (relation, role) {
            (Some(Relation::Contains), _) => {
                self.complain(
                    standing,
                    Some("relation"),
                    None,
                    BuildProblem::ContainmentAsLink { to: excerpt(&row.to) },
                );
            }
            (Some(relation), Some(role)) if !relation.has_role() => {
                self.complain(standing, Some("role"), None, BuildProblem::MisplacedRole { relation, role });
            }
            _ => {}
        }
        let link = self.links.len() as u32;
        let mut end = |code: &str, is_start: bool| {
            self.by_code.get(&self.codes, code).unwrap_or_else(|| {
                self.loose_ends.push((link, is_start, code.into()));
                NONE
            })
        };
        let (from, to) = (end(&row.from, true), end(&row.to, false));
        let unknown_role = role.is_none() && row.role.is_some();
        self.links.push(PendingLink { relation, role, from, to, standing, unknown_role });
    }

    /// Builds the graph of all rows that were added.
    ///
    /// O(n), plus sorting siblings and links.
    ///
    /// # Errors
    ///
    /// All that is wrong with the rows, in the order of their sources and rows.
    pub fn finish(mut self) -> Result<Governance, BuildErrors> {
        self.check_forms();
        self.find_unknown_codes();
        self.check_containment();
        self.check_totals();
        let links = self.check_links();
        // A row without a kind is an error already. It gets an arbitrary kind, so that the order can be checked.
        let kinds: Vec<Kind> = self.kinds.iter().map(|kind| kind.unwrap_or(Kind::Person)).collect();
        let order = node_order(&kinds, &self.parents, &self.codes, self.limits.depth);
        self.check_order(&order);
        let mut errors = std::mem::take(&mut self.errors);
        let files = FileOrder::of(&self.sources);
        errors.sort_by_cached_key(|(standing, error)| {
            let place = files.place(error.origin(), error.field());
            // The sources of one ledger come before those of the next.
            (self.ledger_of(standing.source), place, (standing.source, standing.line, standing.column))
        });
        let errors = errors.into_iter().map(|(_, error)| error).collect();
        if let Err(errors) = Errors::check(errors) {
            return Err(BuildErrors::new(errors, self.notes));
        }
        Ok(self.into_node_order(&kinds, &order, links))
    }
}

fn limit_problem(what: Term, found: usize, limit: usize, name: &'static str) -> BuildProblem {
    BuildProblem::Limit { what, found: found as u64, limit: limit as u64, name }
}

fn unknown_measure<'a>(what: Term, written: &str, known: impl Iterator<Item = &'a str> + Clone) -> BuildProblem {
    BuildProblem::UnknownMeasure {
        what,
        written: excerpt(written),
        suggestion: suggest(written, known.clone()).map(str::to_owned),
        known: known.collect::<Vec<_>>().join(", "),
    }
}

fn not_a_number<T: FromStr<Err = crate::measure::ParseDecimalError>>(text: &str) -> BuildProblem {
    text.parse::<T>().err().unwrap_or_else(|| crate::measure::ParseDecimalError::NotANumber(excerpt(text))).into()
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
