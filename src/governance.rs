//! The checked graph of a ledger: always valid, never changed.
//!
//! [`Governance::build`] finds all that is wrong with a ledger or gives the graph. What holds for every
//! graph holds by construction: codes are unique, each node has at most one parent of a kind that may
//! contain it, there are no cycles, each link joins what it may join, and no sum over nodes overflows.
//!
//! Nodes are numbered in pre-order of containment, the places of a node before its grids, siblings by
//! code. So a subtree is a range of numbers, and the order of rows in the ledger leaves no trace.

mod build;
mod column;
mod distinct;
mod error;
mod kind_counts;
mod layout;
mod links;
mod node;
mod petgraph;
mod rows;
mod texts;
mod traverse;

use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use build::Builder;
pub use error::{BuildError, BuildErrors, BuildProblem};
pub use node::{Any, Node, Post};
pub use petgraph::{Edge, Graph};

#[cfg(feature = "change")]
pub(crate) use build::stream::Stream;
pub(crate) use column::{Column, Units};
pub(crate) use distinct::{Adjustment, covers};
pub(crate) use kind_counts::KindCounts;
pub(crate) use layout::{NONE, Tree};
pub(crate) use links::{Link, Links};
#[cfg(feature = "change")]
pub(crate) use rows::Scratch;

use self::texts::{CodeIndex, Texts};
use crate::kind::{Kind, KindType};
use crate::ledger::{Ledger, Origin, Reader, Source};
use crate::measure::{Figure, Measure};

/// A checked, immutable graph of areas, grids, places, Party organisations and people.
///
/// It is a value: a change makes a new one, and codes are what two of them share. It is `Send + Sync`.
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
    sources: Vec<Arc<Source>>,
    origins: Vec<Standing>,
    kind_counts: KindCounts,
    distinct: OnceLock<Adjusted>,
    every_cover: OnceLock<Adjusted>,
    petgraph: OnceLock<Graph>,
}

/// What a counting of covered places changes, found once.
#[derive(Debug)]
pub(crate) struct Adjusted {
    /// By places in pre-order.
    pub(crate) adjustments: Vec<Adjustment>,
    pub(crate) kind_counts: KindCounts,
}

/// Where a node's row stands, in twelve bytes; `source` is one more than its place in the list.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    source: u32,
    line: u32,
    column: u32,
}

/// The categories in use, and which one a node has: one more than its place in the list, 0 for none.
#[derive(Debug, Default)]
struct Categories {
    names: Vec<String>,
    /// Empty where no node has a category.
    of: Vec<u32>,
}

/// What a declared figure is a figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declarable<'g> {
    /// The number of nodes of a kind.
    Kind(Kind),
    /// The sum of a measure.
    Measure(&'g Measure),
}

/// A declared figure of a node; the measure by its place in the list.
#[derive(Debug, Clone, Copy)]
struct Declaration {
    node: u32,
    of: Declared,
    figure: Figure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Declared {
    Kind(Kind),
    Measure(u32),
}

impl Governance {
    /// Checks a ledger and makes the graph of it.
    ///
    /// O(n) in nodes and links, apart from sorting siblings and links.
    ///
    /// # Errors
    ///
    /// All that is wrong with the ledger, each with where it stands, what was written and what would be
    /// right; see [`BuildProblem`].
    pub fn build(ledger: impl AsRef<Ledger>) -> Result<Self, BuildErrors> {
        Self::build_all([ledger])
    }

    /// Makes one graph of several ledgers, whose rows may name each other's codes; see [`Builder`].
    ///
    /// # Errors
    ///
    /// As [`Governance::build`]; also a measure that two ledgers declare differently.
    pub fn build_all<L: AsRef<Ledger>>(ledgers: impl IntoIterator<Item = L>) -> Result<Self, BuildErrors> {
        let mut builder = Builder::new();
        for ledger in ledgers {
            builder.add(ledger.as_ref());
        }
        builder.finish()
    }

    /// Reads a ledger from a path, as [`Ledger::open`], and builds it.
    ///
    /// # Errors
    ///
    /// What has not the form of a ledger, and together with it all that [`Governance::build`] finds wrong
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
        let ledger = reader.open(path).map_err(|errors| Builder::examine(errors, reader.limits()))?;
        let mut builder = Builder::new().with_limits(reader.limits().clone());
        builder.add(&ledger);
        builder.finish()
    }

    /// What the ledger says it is about.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.tree.len()
    }

    /// How many links there are, containment apart.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.links.all().len()
    }

    /// The measures, in the order of their names.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure of this name.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measure_index(id).map(|at| &self.measures[at])
    }

    /// The node of this code; O(1).
    #[must_use]
    pub fn node(&self, code: &str) -> Option<Node<'_>> {
        self.by_code.get(&self.codes, code).map(|index| self.at(index))
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

    /// The counts by kind of what is contained.
    #[inline]
    pub(crate) fn kind_counts(&self) -> &KindCounts {
        &self.kind_counts
    }

    /// What changes if a place counts once wherever it is contained or covered.
    #[inline]
    pub(crate) fn distinct(&self) -> &Adjusted {
        self.distinct.get_or_init(|| self.adjusted(distinct::adjustments(&self.tree, &self.links)))
    }

    /// What changes if a place counts again for each cover.
    #[inline]
    pub(crate) fn every_cover(&self) -> &Adjusted {
        self.every_cover.get_or_init(|| self.adjusted(distinct::every_cover(&self.tree, &self.links)))
    }

    fn adjusted(&self, adjustments: Vec<Adjustment>) -> Adjusted {
        Adjusted { kind_counts: KindCounts::new(&self.tree, &adjustments), adjustments }
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
        let Standing { source, line, column } = self.origins[node as usize];
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
