//! Sets of nodes, with `&`, `|` and `-`: what every query is made of.
//!
//! A set is a sorted list of disjoint ranges of node numbers. A subtree of any size is one range, and the operators
//! merge two lists.
//!
//! ```
//! # use gridgov::{governance::Governance, kind::{Kind, *}, ledger::Draft};
//! # let mut draft = Draft::new("");
//! # let street = draft.root(Subdistrict, "S", "");
//! # let second = draft.add(street, SecondGrid, "G", "");
//! # for code in ["T-1", "T-2", "T-3"] { draft.add(second, ThirdGrid, code, ""); }
//! # let branch = draft.root(Branch, "P", "");
//! # let ledger = { let mut l = draft.into_ledger();
//! #     l.links.push(gridgov::ledger::LinkRow::new(Relation::Leads, "P", "T-2")); l };
//! # let governance = Governance::build(&ledger).unwrap();
//! // The third-level grids that no Party organisation leads.
//! let led = governance.all().reached(Relation::Leads);
//! let left = governance.set_of_kind(Kind::ThirdGrid) - led;
//! assert_eq!(left.iter().map(|grid| grid.code()).collect::<Vec<_>>(), ["T-1", "T-3"]);
//! ```

mod by_territory; // an answer for each area and grid, made once
mod counts; // how many nodes of each kind
mod engaged; // who is at work in an area or grid
mod kept; // answers that are kept beside a shared graph
mod operators; // `&`, `|` and `-`, and iteration
mod per_territory; // how many nodes of a set in each area and grid
mod recorded; // where a relation is recorded

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

pub use by_territory::ByTerritory;
pub use counts::{Counts, CountsIter};
pub(crate) use engaged::Engaged;
pub use kept::{Answer, Kept};
pub use operators::NodeSetIter;
pub use per_territory::PerTerritory;

use crate::governance::{Governance, Link, Node};
use crate::kind::{Family, Kind, Relation};
use crate::measure::{Decimal, Measure};
use crate::message::{Parts, Wording};

/// Two sets, or a set and a node, belong to different graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the two are of different graphs; a set has a meaning only in the graph it was made from")]
pub struct MixedGraphsError;

impl Wording for MixedGraphsError {
    fn id(&self) -> &'static str {
        "sets.mixed_graphs"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("两者属于不同的台账，集合只在所属的台账中有意义；请用同一台账的")
    }

    fn parts(&self) -> Parts {
        Parts::default()
    }
}

/// A set of nodes of one [`Governance`], iterated in pre-order. It serializes as the list of their codes.
#[derive(Clone)]
pub struct NodeSet<'g> {
    governance: &'g Governance,
    /// INVARIANT: sorted; no range is empty; no two overlap or touch.
    ranges: Cow<'g, [Range<u32>]>,
}

impl Governance {
    /// The empty set.
    #[must_use]
    pub fn none(&self) -> NodeSet<'_> {
        NodeSet { governance: self, ranges: Cow::Borrowed(&[]) }
    }

    /// All nodes.
    #[must_use]
    pub fn all(&self) -> NodeSet<'_> {
        NodeSet::from_sorted_ranges(self, std::iter::once(0..self.node_count() as u32))
    }

    /// The nodes of a kind; O(n).
    #[must_use]
    pub fn set_of_kind(&self, kind: Kind) -> NodeSet<'_> {
        self.set_of_kinds([kind])
    }

    /// The nodes of some kinds; O(n). For kinds of areas and grids only, or for all kinds of places, O(territories).
    #[must_use]
    pub fn set_of_kinds(&self, kinds: impl IntoIterator<Item = Kind>) -> NodeSet<'_> {
        let mut wanted = [false; Kind::COUNT];
        for kind in kinds {
            wanted[kind as usize] = true;
        }
        let tree = self.tree();
        let is_wanted = |node: &u32| wanted[tree.kind(*node) as usize];
        // Only areas and grids: they are listed, so the other nodes need not be visited.
        if Kind::ALL.iter().all(|kind| kind.is_territory() || !wanted[*kind as usize]) {
            return self.set_of_sorted(tree.territories().iter().copied().filter(is_wanted));
        }
        // All places: whatever lies between two territories.
        if Kind::ALL.iter().all(|kind| wanted[*kind as usize] == (kind.family() == Family::Place)) {
            let mut ranges = Vec::with_capacity(tree.territories().len() + 1);
            let mut start = 0;
            for territory in tree.territories() {
                ranges.push(start..*territory);
                start = territory + 1;
            }
            ranges.push(start..tree.forest_end());
            return self.set_of_ranges(ranges);
        }
        self.set_of_sorted((0..tree.len() as u32).filter(is_wanted))
    }

    /// The nodes for which a predicate holds; O(n).
    #[must_use]
    pub fn select(&self, mut predicate: impl FnMut(Node<'_>) -> bool) -> NodeSet<'_> {
        let chosen = self.nodes().filter(|node| predicate(*node));
        NodeSet::from_sorted_ranges(self, chosen.map(|node| node.index()..node.index() + 1))
    }

    /// The set of k given nodes; O(k log k).
    ///
    /// # Errors
    ///
    /// A node is of another graph.
    pub fn collect<'n>(&self, nodes: impl IntoIterator<Item = Node<'n>>) -> Result<NodeSet<'_>, MixedGraphsError> {
        let one = |node: Node<'n>| {
            let ours = std::ptr::eq(node.governance(), self);
            ours.then(|| node.index()..node.index() + 1).ok_or(MixedGraphsError)
        };
        Ok(NodeSet::from_ranges(self, nodes.into_iter().map(one).collect::<Result<_, _>>()?))
    }

    /// The set of nodes that are given in ascending order.
    pub(crate) fn set_of_sorted(&self, nodes: impl IntoIterator<Item = u32>) -> NodeSet<'_> {
        NodeSet::from_sorted_ranges(self, nodes.into_iter().map(|node| node..node + 1))
    }

    /// The set of ranges that are given by ascending starts.
    pub(crate) fn set_of_ranges(&self, mut ranges: Vec<Range<u32>>) -> NodeSet<'_> {
        ranges.retain(|range| !range.is_empty());
        ranges.dedup_by(|range, last| {
            let touches = range.start <= last.end;
            if touches {
                last.end = last.end.max(range.end);
            }
            touches
        });
        NodeSet { governance: self, ranges: Cow::Owned(ranges) }
    }

    /// The nodes that a Party organisation answers for: the areas and grids that it and the organisations below it
    /// lead, all nodes in these, and all places that their grids cover.
    ///
    /// Empty for a node that is not a Party organisation. O(k log k) for k areas and grids led and places covered.
    #[must_use]
    pub fn answers_for<K>(&self, party: Node<'_, K>) -> NodeSet<'_> {
        if !std::ptr::eq(party.governance(), self) {
            return self.none();
        }
        let below = party.index()..self.tree().end(party.index());
        let led = self.links().from(Relation::Leads, below).iter();
        NodeSet::from_ranges(self, led.map(|link| link.to..self.tree().end(link.to)).collect()).with_covered()
    }
}

impl<K> Node<'_, K> {
    fn range(self) -> Range<u32> {
        self.index()..self.governance().tree().end(self.index())
    }
}

impl<'g, K> Node<'g, K> {
    /// The node and all below it; O(1). Party organisations and people are below no area: see
    /// [`Governance::engaged_in`].
    #[must_use]
    pub fn subtree(self) -> NodeSet<'g> {
        NodeSet::from_sorted_ranges(self.governance(), std::iter::once(self.range()))
    }
}

impl<'g> NodeSet<'g> {
    /// The set of ranges that are given by ascending starts.
    fn from_sorted_ranges(governance: &'g Governance, ranges: impl Iterator<Item = Range<u32>>) -> Self {
        let mut merged: Vec<Range<u32>> = Vec::new();
        for range in ranges.filter(|range| !range.is_empty()) {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self { governance, ranges: Cow::Owned(merged) }
    }

    /// The set of ranges in any order.
    fn from_ranges(governance: &'g Governance, mut ranges: Vec<Range<u32>>) -> Self {
        ranges.sort_unstable_by_key(|range| range.start);
        governance.set_of_ranges(ranges)
    }

    /// The graph that the nodes belong to.
    #[must_use]
    pub const fn governance(&self) -> &'g Governance {
        self.governance
    }

    /// How many nodes there are; O(ranges).
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether the set is empty; O(1).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether a node is in the set; `false` for a node of another graph. O(log ranges).
    #[must_use]
    pub fn contains<K>(&self, node: Node<'_, K>) -> bool {
        let at = self.ranges.partition_point(|range| range.end <= node.index());
        let within = self.ranges.get(at).is_some_and(|range| range.start <= node.index());
        within && std::ptr::eq(self.governance, node.governance())
    }

    /// The nodes, in pre-order.
    pub fn iter(&self) -> NodeSetIter<'g, '_> {
        NodeSetIter::new(self)
    }

    /// The set with a share of its graph. O(1), and O(ranges) if it is a view of a kept one.
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(self, governance: &Arc<Governance>) -> Result<Kept<NodeSet<'static>>, MixedGraphsError> {
        Kept::new(governance, self.governance, self.ranges.into_owned())
    }

    pub(crate) fn indices(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.ranges.iter().cloned().flatten()
    }

    /// The nodes from one on.
    pub(crate) fn indices_from(&self, first: u32) -> impl Iterator<Item = u32> {
        let from = self.ranges.partition_point(|range| range.end <= first);
        self.ranges[from..].iter().flat_map(move |range| range.start.max(first)..range.end)
    }

    pub(crate) fn ranges(&self) -> &[Range<u32>] {
        &self.ranges
    }

    /// How many nodes there are of each kind; O(nodes).
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for range in self.ranges.iter() {
            for kind in &self.governance.tree().kinds()[range.start as usize..range.end as usize] {
                counts.add_one(*kind);
            }
        }
        counts
    }

    /// The sum of a measure over the nodes; `None` if none of the nodes has a value of it. For a
    /// measure by its name see [`Governance::measure`].
    /// O(nodes).
    ///
    /// It cannot overflow: building has checked that the values of each measure can be added up.
    #[must_use]
    pub fn sum(&self, measure: &Measure) -> Option<Decimal> {
        let at = self.governance.measure_index(measure.id())?;
        let column = self.governance.column(at);
        self.ranges.iter().find(|range| column.counted((*range).clone()) > 0)?;
        let units = self.ranges.iter().map(|range| column.sum(range.clone())).sum();
        Some(self.governance.measures()[at].decimal(units))
    }

    /// How many of the nodes are in each area and grid, including itself. Party organisations and people stand in none: of
    /// these it says how many are at work there, as [`Governance::engaged_in`] has them.
    ///
    /// O(territories + ranges), and O(l log l + l · depth) for l links of Party organisations and people in the set.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::{Kind, Person, Role, SecondGrid, Subdistrict}, ledger::Draft};
    /// # let mut draft = Draft::new("");
    /// # let street = draft.root(Subdistrict, "S", "");
    /// # let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
    /// # let head = draft.root(Person, "N", "张三");
    /// draft.serve(head, Role::GridHead, one);
    /// draft.serve(head, Role::Adviser, two);
    /// # let governance = Governance::build(&draft)?;
    /// let people = governance.set_of_kind(Kind::Person).per_territory();
    /// assert_eq!(people.at(governance.node("G-1").unwrap()), Some(1));
    /// assert_eq!(people.at(governance.node("S").unwrap()), Some(1), "each counts once");
    /// # Ok::<(), gridgov::governance::BuildErrors>(())
    /// ```
    #[must_use]
    pub fn per_territory(&self) -> PerTerritory<'g> {
        PerTerritory::new(self)
    }

    /// The nodes and all below them; O(nodes).
    #[must_use]
    pub fn with_descendants(&self) -> Self {
        let tree = self.governance.tree();
        // Nodes ascend, so the starts of their subtrees do.
        Self::from_sorted_ranges(self.governance, self.indices().map(|node| node..tree.end(node)))
    }

    /// The nodes, and the places that grids among them cover with everything in these places; O(k log k) for k places
    /// covered.
    #[must_use]
    pub fn with_covered(&self) -> Self {
        let tree = self.governance.tree();
        let covered = self.links(Relation::Covers).map(|link| link.to..tree.end(link.to));
        Self::from_ranges(self.governance, self.ranges.iter().cloned().chain(covered).collect())
    }

    /// The nodes at the ends of links of a relation that start in the set; O(k log k) for k links. For
    /// [`Relation::Contains`], the children.
    #[must_use]
    pub fn reached(&self, relation: Relation) -> Self {
        if relation == Relation::Contains {
            let children = self.indices().flat_map(|node| self.governance.tree().children(Some(node)));
            return Self::from_ranges(self.governance, children.map(|node| node..node + 1).collect());
        }
        let ends = self.links(relation).map(|link| link.to..link.to + 1);
        Self::from_ranges(self.governance, ends.collect())
    }

    /// The links of a relation that start in the set, sorted by start.
    fn links(&self, relation: Relation) -> impl Iterator<Item = &'g Link> + use<'g, '_> {
        let mut rest = self.governance.links().of(relation);
        self.ranges.iter().flat_map(move |range| {
            rest = &rest[first_link_from(rest, range.start)..];
            let (within, behind) = rest.split_at(first_link_from(rest, range.end));
            rest = behind;
            within
        })
    }

    /// The nodes at the starts of links of a relation that end in the set; O(all links of the relation). For
    /// [`Relation::Contains`], the parents.
    #[must_use]
    pub fn reaching(&self, relation: Relation) -> Self {
        if relation == Relation::Contains {
            let parents = self.indices().filter_map(|node| self.governance.tree().parent(node));
            return Self::from_ranges(self.governance, parents.map(|node| node..node + 1).collect());
        }
        let links = self.governance.links().of(relation).iter();
        let into = links.filter(|link| self.contains(self.governance.at(link.to)));
        Self::from_sorted_ranges(self.governance, into.map(|link| link.from..link.from + 1))
    }

    /// The nodes for which a predicate holds; O(nodes).
    #[must_use]
    pub fn filter(&self, mut predicate: impl FnMut(Node<'g>) -> bool) -> Self {
        let chosen = self.iter().filter(|node| predicate(*node));
        Self::from_sorted_ranges(self.governance, chosen.map(|node| node.index()..node.index() + 1))
    }

    /// The nodes in either set; O(ranges). The operator `|` is the same, but panics on an error.
    ///
    /// # Errors
    ///
    /// The sets are of different graphs.
    pub fn union(&self, other: &NodeSet<'_>) -> Result<Self, MixedGraphsError> {
        self.same_graph(other)?;
        let both = merge_by_start(self.ranges.iter().cloned(), other.ranges.iter().cloned());
        Ok(Self::from_sorted_ranges(self.governance, both))
    }

    /// The nodes in both sets; O(ranges). The operator `&` is the same, but panics on an error.
    ///
    /// # Errors
    ///
    /// The sets are of different graphs.
    pub fn intersection(&self, other: &NodeSet<'_>) -> Result<Self, MixedGraphsError> {
        self.same_graph(other)?;
        let (mut one, mut two) = (self.ranges.iter().peekable(), other.ranges.iter().peekable());
        let both = std::iter::from_fn(|| {
            let (a, b) = (*one.peek()?, *two.peek()?);
            if a.end <= b.end {
                one.next()
            } else {
                two.next()
            };
            Some(a.start.max(b.start)..a.end.min(b.end))
        });
        Ok(Self::from_sorted_ranges(self.governance, both))
    }

    /// The nodes of this set that are not in the other; O(ranges). The operator `-` is the same, but panics
    /// on an error.
    ///
    /// # Errors
    ///
    /// The sets are of different graphs.
    pub fn difference(&self, other: &NodeSet<'_>) -> Result<Self, MixedGraphsError> {
        self.same_graph(other)?;
        let mut cuts = other.ranges.iter().peekable();
        let mut left = Vec::new();
        for range in self.ranges.iter() {
            let mut start = range.start;
            while let Some(cut) = cuts.peek().filter(|cut| cut.start < range.end) {
                left.push(start..cut.start.max(start));
                start = start.max(cut.end);
                if cut.end > range.end {
                    break;
                }
                cuts.next();
            }
            left.push(start..range.end.max(start));
        }
        Ok(Self::from_sorted_ranges(self.governance, left.into_iter()))
    }

    fn same_graph(&self, other: &NodeSet<'_>) -> Result<(), MixedGraphsError> {
        if std::ptr::eq(self.governance, other.governance) { Ok(()) } else { Err(MixedGraphsError) }
    }
}

/// Merges two lists of ranges that are sorted by start.
fn merge_by_start(
    one: impl Iterator<Item = Range<u32>>,
    other: impl Iterator<Item = Range<u32>>,
) -> impl Iterator<Item = Range<u32>> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if b.start < a.start => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

/// The index of the first link that starts at `node` or after it. Exponential search: cheap if it is near, as between
/// neighbouring ranges, and logarithmic if it is far.
fn first_link_from(links: &[Link], node: u32) -> usize {
    let mut step = 1;
    while links.get(step - 1).is_some_and(|link| link.from < node) {
        step *= 2;
    }
    let from = step / 2;
    from + links[from..links.len().min(step)].partition_point(|link| link.from < node)
}

impl PartialEq for NodeSet<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.governance, other.governance) && self.ranges == other.ranges
    }
}

impl Eq for NodeSet<'_> {}

impl Answer for NodeSet<'static> {
    type In<'g> = NodeSet<'g>;
    type Content = Vec<Range<u32>>;

    fn view<'g>(content: &'g Vec<Range<u32>>, governance: &'g Governance) -> NodeSet<'g> {
        NodeSet { governance, ranges: Cow::Borrowed(content) }
    }
}

impl Serialize for NodeSet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Node::code))
    }
}

impl fmt::Debug for NodeSet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Node::code)).finish()
    }
}

#[cfg(test)]
#[path = "set_tests.rs"]
mod tests;
