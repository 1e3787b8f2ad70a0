//! The checked graph of a ledger: always valid, never changed.
//!
//! [`Governance::build`] returns the graph, or all that is wrong with the ledger. The invariants hold by
//! construction: codes are unique; each node has at most one parent, of a kind that may contain it; there are no
//! cycles; each link joins kinds that its relation may join; no sum over nodes overflows.
//!
//! Nodes are numbered in pre-order of containment, the places of a node before its grids, siblings by
//! code. So a subtree is a range of numbers, and the order of the rows in the ledger makes no difference.

mod as_of; // the graph as of a day
mod build; // from rows to the graph; in its folder the checks and the new order
mod build_errors; // the list of all that is wrong
mod code_index; // from a code to its node
mod distinct; // where a covered place counts, so that no total counts it twice
mod error; // what can be wrong with a ledger
mod kind_counts; // how many nodes of each kind each area and grid has
mod links; // links, found from both ends
mod locate; // where a point lies, asked of whatever has a map
mod measure_column; // the values of a measure
mod node; // the handle of a node and what is known of it
mod node_order; // the order in which nodes are numbered
mod origins; // where rows stand
mod petgraph; // the graph for the algorithms of petgraph
mod recorded; // which relations the ledgers record, and where
mod texts; // codes and names in one allocation each
mod to_ledger; // the graph as rows again
mod traverse; // from a node to other nodes
mod tree; // who contains whom
mod unknown_measure; // the error of a measure that a graph does not have

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use as_of::AsOf;
pub use build::Builder;
pub use build_errors::BuildErrors;
pub use error::{BuildError, BuildProblem, UnknownCodeError};
pub use locate::{Coordinate, Locate, Sighting};
pub use node::{Any, Node, Post};
pub use petgraph::{Edge, Graph};
pub use unknown_measure::UnknownMeasureError;

#[cfg(feature = "parquet")]
pub(crate) use build::from_tables::{TableNodes, TableRows, TextRows};
#[cfg(feature = "change")]
pub(crate) use build::stream::Stream;
#[cfg(feature = "parquet")]
pub(crate) use code_index::CodeHasher;
pub(crate) use distinct::{Adjustment, covers, lowest_common_ancestor};
pub(crate) use kind_counts::KindCounts;
pub(crate) use links::{Link, Links};
pub(crate) use measure_column::{Column, Units};
pub(crate) use recorded::{Recorded, Relations};
#[cfg(feature = "change")]
pub(crate) use to_ledger::RowBuffer;
pub(crate) use tree::{NONE, Tree};

use self::code_index::CodeIndex;
use self::origins::{Origins, Standing};
use self::texts::Texts;
use crate::kind::{Kind, KindType, Relation};
use crate::ledger::{Ledger, Note, Origin, Reader, Source};
use crate::measure::{Figure, Measure};
use crate::text::near_codes;

/// A checked, immutable graph of areas, grids, places, Party organisations and people.
///
/// It is a value: changing something means building a new one. Codes identify the same node in two graphs. It is
/// `Send + Sync`.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Branch, Kind, SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
///
/// let mut draft = Draft::new("Xushui");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// let village = draft.add(street, SecondGrid, "V-1", "第一网格");
/// let third = draft.add(village, ThirdGrid, "T-1", "一号网格");
/// let branch = draft.root(Branch, "P-1", "第一党支部");
/// draft.lead(branch, third);
///
/// let governance = Governance::build(&draft)?;
/// let third = governance.node("T-1").expect("it was drafted");
/// assert_eq!(third.ancestor(Kind::Subdistrict).map(|street| street.name()), Some("须水街道"));
/// assert_eq!(third.leaders().map(|party| party.code()).collect::<Vec<_>>(), ["P-1"]);
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
pub struct Governance {
    title: String,
    tree: Tree,
    codes: Texts,
    names: Texts,
    by_code: CodeIndex,
    categories: Categories,
    measures: Vec<Measure>,
    columns: Vec<Column>,
    declared: Vec<Declaration>,
    links: Links,
    recorded: Recorded,
    sources: Vec<Arc<Source>>,
    /// By row.
    origins: Origins,
    /// The row of each node, in the order in which rows were added; `None` if that is the order of the nodes.
    rows: Option<Vec<u32>>,
    notes: Vec<Note>,
    kind_counts: KindCounts,
    distinct: OnceLock<Adjusted>,
    every_cover: OnceLock<Adjusted>,
    petgraph: OnceLock<Graph>,
}

/// The difference that a counting of covered places makes, computed once.
#[derive(Debug)]
pub(crate) struct Adjusted {
    /// Sorted by place, in pre-order.
    pub(crate) adjustments: Vec<Adjustment>,
    pub(crate) kind_counts: KindCounts,
}

/// The categories in use, and the one of each node: its index in `names` plus one; 0 is none.
#[derive(Debug, Default)]
struct Categories {
    names: Vec<String>,
    /// By node; empty if no node has a category.
    of: Vec<u32>,
}

/// What a declared figure counts or sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declarable<'g> {
    /// The number of nodes of a kind.
    Kind(Kind),
    /// The sum of a measure.
    Measure(&'g Measure),
}

/// A declared figure of a node.
#[derive(Debug, Clone, Copy)]
struct Declaration {
    node: u32,
    of: Declared,
    figure: Figure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Declared {
    Kind(Kind),
    /// The index in the list of measures.
    Measure(u32),
}

impl Governance {
    /// Checks a ledger and builds the graph.
    ///
    /// O(n) in nodes and links, plus sorting siblings and links.
    ///
    /// # Errors
    ///
    /// All that is wrong with the ledger, each with its place, what was written and what would be
    /// right; see [`BuildProblem`].
    pub fn build(ledger: impl AsRef<Ledger>) -> Result<Self, BuildErrors> {
        Self::build_all([ledger])
    }

    /// Builds one graph from several ledgers, whose rows may refer to each other's codes; see [`Builder`].
    ///
    /// # Errors
    ///
    /// As [`Governance::build`]; also if two ledgers declare a measure differently.
    pub fn build_all<L: AsRef<Ledger>>(ledgers: impl IntoIterator<Item = L>) -> Result<Self, BuildErrors> {
        let mut builder = Builder::new();
        for ledger in ledgers {
            builder.add(ledger.as_ref());
        }
        builder.finish()
    }

    /// Reads a ledger from a path, as [`Ledger::open`], and builds it. [`Governance::notes`] and [`BuildErrors::notes`] say
    /// what in it was understood in a way worth knowing.
    ///
    /// # Errors
    ///
    /// Everything that is not in the form of a ledger, together with all that [`Governance::build`] finds wrong
    /// with the rows that could be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BuildErrors> {
        Self::open_with(&Reader::new(), path)
    }

    /// Reads a ledger from a path with this reader, and builds it within the bounds of the reader.
    ///
    /// ```no_run
    /// use gridgov::governance::Governance;
    /// use gridgov::ledger::{Limits, Reader};
    ///
    /// let mut limits = Limits::default();
    /// limits.bytes = 8 << 20;
    /// let governance = Governance::open_with(&Reader::new().with_limits(limits), "upload.json")?;
    /// # Ok::<(), gridgov::governance::BuildErrors>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Governance::open`]; also where a bound is passed.
    pub fn open_with(reader: &Reader, path: impl AsRef<Path>) -> Result<Self, BuildErrors> {
        let mut builder = Builder::new().with_limits(reader.limits().clone());
        builder.open_with(reader, path).map_err(|errors| Builder::examine(errors, reader.limits()))?;
        builder.finish()
    }

    /// The title of the ledger.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What is no error, but worth knowing about how the ledgers were read (读取说明), in their order; see
    /// [`Ledger::notes`].
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.tree.len()
    }

    /// How many links there are, not counting containment.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.links.all().len()
    }

    /// The measures, in the order of their names.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure of this name, which the methods of nodes and sets take.
    ///
    /// ```
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// draft.measure("households");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.row(street).measure("households", 60).declare("households", 64);
    /// let governance = Governance::build(&draft)?;
    ///
    /// let households = governance.measure("households")?;
    /// let street = governance.find("S")?;
    /// assert_eq!(street.measure(households), Some(60.into()));
    /// assert_eq!(street.declared(households), Figure::exact(64));
    /// assert_eq!(governance.all().sum(households), Some(60.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such measure; the error says which was most likely meant.
    pub fn measure(&self, id: &str) -> Result<&Measure, UnknownMeasureError> {
        self.measure_named(id).ok_or_else(|| UnknownMeasureError::new(self, id))
    }

    /// The measure of this name, where there need be none.
    pub(crate) fn measure_named(&self, id: &str) -> Option<&Measure> {
        self.measure_index(id).map(|at| &self.measures[at])
    }

    /// The node of this code; O(1).
    #[must_use]
    pub fn node(&self, code: &str) -> Option<Node<'_>> {
        self.by_code.get(&self.codes, code).map(|index| self.at(index))
    }

    /// The node of this code, or an error that lists the codes that may be meant. O(1), and O(n log n) where there is no
    /// such node.
    ///
    /// # Errors
    ///
    /// No node has this code.
    pub fn find(&self, code: &str) -> Result<Node<'_>, UnknownCodeError> {
        self.node(code).ok_or_else(|| {
            let near = near_codes(self.codes_and_names(), [code]).into_values().next();
            UnknownCodeError::new(code, near.unwrap_or_default())
        })
    }

    /// The code and the name of each node, in pre-order.
    pub(crate) fn codes_and_names(&self) -> impl Iterator<Item = (&str, &str)> {
        (0..self.tree.len() as u32).map(|index| (self.codes.get(index), self.names.get(index)))
    }

    /// The node of this code, if it is of the kind `K`; O(1).
    #[must_use]
    pub fn get<K: KindType>(&self, code: &str) -> Option<Node<'_, K>> {
        self.node(code)?.typed()
    }

    /// All nodes, in pre-order: roots and siblings by code, a node's places before its grids; Party
    /// organisations after what they lead, people last.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> + DoubleEndedIterator {
        (0..self.tree.len() as u32).map(|index| self.at(index))
    }

    /// The nodes of a kind, in pre-order; O(n).
    pub fn nodes_of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = Node<'_>> {
        self.nodes().filter(move |node| node.kind() == kind)
    }

    /// The nodes of a kind, typed, in pre-order; O(n).
    pub fn nodes_of<K: KindType>(&self) -> impl DoubleEndedIterator<Item = Node<'_, K>> {
        self.nodes().filter_map(Node::typed)
    }

    /// The nodes that nothing contains, in pre-order.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.tree.children(None).map(|index| self.at(index))
    }

    /// The territories (辖区), which are the areas and grids, in pre-order.
    #[inline]
    pub fn territories(&self) -> impl ExactSizeIterator<Item = Node<'_>> + DoubleEndedIterator {
        self.tree.territories().iter().map(|index| self.at(*index))
    }

    #[inline]
    pub(crate) fn at(&self, index: u32) -> Node<'_> {
        Node::new(self, index)
    }

    #[inline]
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    pub(crate) fn links(&self) -> &Links {
        &self.links
    }

    pub(crate) fn measure_index(&self, id: &str) -> Option<usize> {
        self.measures.binary_search_by(|measure| measure.id().cmp(id)).ok()
    }

    pub(crate) fn column(&self, measure: usize) -> &Column {
        &self.columns[measure]
    }

    /// The counts by kind of contained nodes, without covers.
    #[inline]
    pub(crate) fn kind_counts(&self) -> &KindCounts {
        &self.kind_counts
    }

    /// How the counts differ if a place counts once wherever it is contained or covered.
    #[inline]
    pub(crate) fn distinct(&self) -> &Adjusted {
        self.distinct.get_or_init(|| self.adjusted(distinct::adjustments(&self.tree, &self.links)))
    }

    /// How the counts differ if a place counts again for each cover.
    #[inline]
    pub(crate) fn every_cover(&self) -> &Adjusted {
        self.every_cover.get_or_init(|| self.adjusted(distinct::every_cover(&self.tree, &self.links)))
    }

    fn adjusted(&self, adjustments: Vec<Adjustment>) -> Adjusted {
        Adjusted { kind_counts: KindCounts::new(&self.tree, &adjustments), adjustments }
    }

    /// What all roots state to be recorded, if all state the same.
    #[cfg(feature = "parquet")]
    pub(crate) const fn recorded_everywhere(&self) -> Option<Relations> {
        self.recorded.everywhere()
    }

    /// What single nodes state to be recorded, in pre-order.
    #[cfg(feature = "parquet")]
    pub(crate) fn recorded_at(&self) -> impl Iterator<Item = (Node<'_>, Relations)> {
        self.recorded.all_stated().iter().map(|(node, relations)| (self.at(*node), *relations))
    }

    /// What the ledgers state that they record.
    #[cfg(feature = "change")]
    pub(crate) const fn statements(&self) -> &Recorded {
        &self.recorded
    }

    /// The nodes at which the ledgers do not record a relation, as sorted ranges.
    pub(crate) fn unrecorded_ranges(&self, relation: Relation) -> &[Range<u32>] {
        self.recorded.unrecorded(&self.tree, &self.links, relation)
    }

    /// The figures that offices declare, in pre-order of the nodes, kinds before measures.
    pub fn declarations(&self) -> impl Iterator<Item = (Node<'_>, Declarable<'_>, Figure)> {
        self.declared.iter().map(|row| (self.at(row.node), self.declarable(row.of), row.figure))
    }

    fn declarable(&self, of: Declared) -> Declarable<'_> {
        match of {
            Declared::Kind(kind) => Declarable::Kind(kind),
            Declared::Measure(at) => Declarable::Measure(&self.measures[at as usize]),
        }
    }

    fn declared_of(&self, node: u32) -> &[Declaration] {
        let from = self.declared.partition_point(|row| row.node < node);
        let count = self.declared[from..].partition_point(|row| row.node == node);
        &self.declared[from..from + count]
    }

    fn category_of(&self, node: u32) -> Option<&str> {
        let place = *self.categories.of.get(node as usize)?;
        self.categories.names.get((place as usize).checked_sub(1)?).map(String::as_str)
    }

    fn origin_of(&self, node: u32) -> Origin {
        let Standing { source, line, column } =
            self.origins.get(self.rows.as_ref().map_or(node, |rows| rows[node as usize]));
        match (source as usize).checked_sub(1) {
            Some(at) => Origin::new(self.sources[at].clone(), line, column),
            None => Origin::default(),
        }
    }
}

impl fmt::Debug for Governance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Governance")
            .field("title", &self.title)
            .field("nodes", &self.node_count())
            .field("links", &self.link_count())
            .finish_non_exhaustive()
    }
}

impl From<Kind> for Declarable<'_> {
    fn from(kind: Kind) -> Self {
        Self::Kind(kind)
    }
}

impl<'g> From<&'g Measure> for Declarable<'g> {
    fn from(measure: &'g Measure) -> Self {
        Self::Measure(measure)
    }
}

impl fmt::Display for Declarable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Declarable::Kind(kind) => f.pad(kind.id()),
            Declarable::Measure(measure) => f.pad(measure.id()),
        }
    }
}

#[cfg(test)]
#[path = "governance_tests.rs"]
mod tests;
