//! From the rows of ledgers to the graph. All errors are collected.

mod checks; // what must hold between rows
mod containment; // what follows from kinds and parents
mod file_order; // which of two places stands first
#[cfg(feature = "parquet")]
pub(crate) mod from_tables; // rows of tables
mod read; // from a file to the builder
mod records; // which relations rows and ledgers state to be recorded
mod reorder; // from the order of the rows to that of the nodes
mod same_code; // rows that share their code
mod same_form; // codes that differ only in their form
#[cfg(feature = "change")]
pub(crate) mod stream; // rows that are made one by one
mod take; // from a row to columns
mod unarrived; // codes of rows that have not arrived yet
mod unknown_codes; // codes that no node has

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use self::containment::Containment;
use self::file_order::FileOrder;
use self::same_code::SameCode;
use self::unarrived::Unarrived;
use self::unknown_codes::Found;
use super::code_index::{CodeIndex, Hashes};
use super::measure_column;
use super::node_order::NodeOrder;
use super::origins::{Origins, Standing};
use super::texts::Texts;
use super::{BuildError, BuildErrors, BuildProblem, Declaration, Declared, Governance, Link, NONE, Relations};
use crate::errors::Errors;
use crate::kind::{Kind, Relation, Role, UnknownNameError};
use crate::ledger::{Ledger, LedgerErrors, Limits, LinkRow, NodeRow, Note, Origin, Readable, Source, Written, excerpt};
use crate::measure::{Decimal, Figure, MAX_SCALE, Measure};
use crate::message::Term;
use crate::parallel::join;
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
    hashes: Hashes,
    /// Made of the hashes when all rows have arrived.
    by_code: CodeIndex,
    names: Texts,
    /// By row; `None` if what is written is not a kind.
    kinds: Vec<Option<Kind>>,
    parents: Vec<u32>,
    /// Rows whose parent is not among the last rows, with its code.
    orphans: Unarrived<u32>,
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
    /// Ends of links whose node is not among the last rows: the link, whether the end is its start, and the code.
    loose_ends: Unarrived<(u32, bool)>,
    sources: Vec<Arc<Source>>,
    /// How many sources there were when each ledger began.
    ledgers: Vec<u32>,
    origins: Origins,
    notes: Vec<Note>,
    errors: Vec<Complaint>,
    /// Orders what is wrong at one place: twice the number of rows so far, and the greatest number when all have arrived.
    turn: u64,
    same_code: SameCode,
    /// Whether a row has no code. An unknown code may be the one that it lacks.
    lacks_code: bool,
    /// Whether all rows could be read. If not, an unknown code may belong to a row that could not be read, and is
    /// not reported.
    complete: bool,
    /// Whether all measures could be read. If not, an unknown measure is not reported, for the same reason.
    measures_complete: bool,
}

/// Something that is wrong, and what it is sorted by.
#[derive(Debug)]
struct Complaint {
    at: Standing,
    turn: u64,
    error: BuildError,
}

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
            hashes: Hashes::default(),
            by_code: CodeIndex::default(),
            names: Texts::default(),
            kinds: Vec::new(),
            parents: Vec::new(),
            orphans: Unarrived::default(),
            category_names: BTreeMap::new(),
            categories: Vec::new(),
            measures: Vec::new(),
            columns: Vec::new(),
            declared: Vec::new(),
            stated: Vec::new(),
            stated_of_ledgers: Vec::new(),
            links: Vec::new(),
            loose_ends: Unarrived::default(),
            sources: Vec::new(),
            ledgers: Vec::new(),
            origins: Origins::default(),
            notes: Vec::new(),
            errors: Vec::new(),
            turn: 0,
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
        self.reserve(ledger.nodes.len(), ledger.links.len());
        self.codes.reserve(ledger.nodes.len(), ledger.nodes.iter().map(|row| row.code.len()).sum());
        self.names.reserve(ledger.nodes.len(), ledger.nodes.iter().map(|row| row.name.len()).sum());
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

    /// Reserves room for rows, so that columns are not moved again and again as they grow.
    fn reserve(&mut self, nodes: usize, links: usize) {
        self.hashes.reserve(nodes);
        self.kinds.reserve(nodes);
        self.parents.reserve(nodes);
        self.links.reserve(links);
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
        let (line, column) = (origin.line().unwrap_or(0), origin.column().unwrap_or(0));
        Standing { source: self.source_number(source), line, column }
    }

    /// The index of a source plus one.
    fn source_number(&mut self, source: &Arc<Source>) -> u32 {
        // Rows of one source arrive together, so the search starts from the last source.
        let known = self.sources.iter().rposition(|other| Arc::ptr_eq(other, source));
        let at = known.unwrap_or_else(|| {
            self.sources.push(source.clone());
            self.sources.len() - 1
        });
        at as u32 + 1
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
        self.complain_in_turn(self.turn, standing, field, code, problem);
    }

    fn complain_in_turn(
        &mut self,
        turn: u64,
        at: Standing,
        field: Option<&str>,
        code: Option<&str>,
        problem: impl Into<BuildProblem>,
    ) {
        let error = BuildError::new(self.origin(at), field, code.map(excerpt).as_deref(), problem);
        self.errors.push(Complaint { at, turn, error });
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

    /// Builds the graph of all rows that were added.
    ///
    /// O(n), plus sorting siblings and links.
    ///
    /// # Errors
    ///
    /// All that is wrong with the rows, in the order of their sources and rows.
    pub fn finish(mut self) -> Result<Governance, BuildErrors> {
        self.turn = u64::MAX;
        let hashes = std::mem::take(&mut self.hashes);
        // Most often every parent was found when its row came, and containment need not wait for the codes.
        let is_settled = self.orphans.is_empty();
        let (found, settled) = join(
            self.kinds.len(),
            || Found::new(&hashes, &self.codes, &self.orphans, &self.loose_ends),
            || is_settled.then(|| self.containment()),
        );
        drop(hashes);
        let settled = settled.filter(|_| found.duplicates.is_empty());
        self.by_code = found.by_code;
        self.report_duplicates(&found.duplicates);
        self.check_forms();
        self.take_found(&found.parents, &found.ends);
        let Containment { misplaced, order, forest } = settled.unwrap_or_else(|| self.containment());
        self.report_misplaced(&misplaced);
        self.check_totals();
        let links = self.check_links();
        self.check_order(&order);
        let mut errors = std::mem::take(&mut self.errors);
        let files = FileOrder::of(&self.sources);
        errors.sort_by_cached_key(|Complaint { at, turn, error }| {
            let place = files.place(error.origin(), error.field());
            // The sources of one ledger come before those of the next.
            (self.ledger_of(at.source), place, *at, *turn)
        });
        let errors = errors.into_iter().map(|complaint| complaint.error).collect();
        if let Err(errors) = Errors::check(errors) {
            return Err(BuildErrors::new(errors, self.notes));
        }
        // Where nothing is wrong it is there already.
        let forest = forest.unwrap_or_else(|| self.forest(self.known_kinds(), &order));
        Ok(self.into_node_order(order, forest, links))
    }
}

fn limit_problem(what: Term, found: usize, limit: usize, name: &'static str) -> BuildProblem {
    BuildProblem::Limit { what, found: found as u64, limit: limit as u64, name }
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
