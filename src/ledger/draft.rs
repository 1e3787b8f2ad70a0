//! A ledger built in code, its containment and links checked by the compiler.

use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Ledger, LinkRow, NodeRow, Origin, Source};
use crate::kind::{Contains, KindType, Relates, Relation, RelationType, Role, relation};
use crate::measure::{Decimal, Figure, Measure};

/// A ledger that is written in code. The compiler checks what may contain and join what, by the same table that checks
/// the rows of files.
///
/// ```
/// use gridgov::kind::{Branch, Compound, MicroGrid, Person, Role, SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
///
/// let mut draft = Draft::new("Xushui");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// let village = draft.add(street, SecondGrid, "410102012-01", "第一网格");
/// let third = draft.add(village, ThirdGrid, "410102012-01-01", "一号网格");
/// let micro = draft.add(third, MicroGrid, "410102012-01-01-1", "一号微网格");
/// let compound = draft.add(micro, Compound, "C-1", "惠民小区");
/// draft.row(compound).measure("households", 64);
///
/// let branch = draft.root(Branch, "P-1", "第一党支部");
/// let head = draft.root(Person, "N-1", "张三");
/// draft.lead(branch, third);
/// draft.serve(head, Role::PartTimeHead, micro);
/// assert_eq!(draft.ledger().links.len(), 2);
/// ```
///
/// A micro grid belongs into a third-level or a dedicated grid, so this does not compile:
///
/// ```compile_fail,E0277
/// use gridgov::kind::{MicroGrid, Subdistrict};
/// use gridgov::ledger::Draft;
///
/// let mut draft = Draft::new("Xushui");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// draft.add(street, MicroGrid, "410102012-1", "一号微网格");
/// ```
///
/// Nor does a person who leads:
///
/// ```compile_fail,E0277
/// use gridgov::kind::{Person, Subdistrict};
/// use gridgov::ledger::Draft;
///
/// let mut draft = Draft::new("Xushui");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// let person = draft.root(Person, "N-1", "张三");
/// draft.lead(person, street);
/// ```
#[derive(Debug)]
pub struct Draft {
    ledger: Ledger,
    number: u32,
    source: Option<Arc<Source>>,
}

/// A node of a [`Draft`], with its kind as a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Planned<K> {
    draft: u32,
    row: u32,
    kind: PhantomData<K>,
}

/// A row of a [`Draft`], to which more can be added.
#[derive(Debug)]
pub struct RowMut<'d>(&'d mut NodeRow);

impl Draft {
    /// An empty draft.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        static DRAFTS: AtomicU32 = AtomicU32::new(0);
        Self { ledger: Ledger::new(title), number: DRAFTS.fetch_add(1, Ordering::Relaxed), source: None }
    }

    /// Declares a measure; a name stands for a column of integers.
    pub fn measure(&mut self, measure: impl Into<Measure>) {
        self.ledger.measures.push(measure.into());
    }

    /// Adds a node that nothing contains.
    #[track_caller]
    pub fn root<K: KindType>(&mut self, _: K, code: impl Into<String>, name: impl Into<String>) -> Planned<K> {
        self.push(NodeRow::new(K::KIND, code, name), Location::caller())
    }

    /// Adds a node below another.
    ///
    /// # Panics
    ///
    /// If `parent` is of another draft.
    #[track_caller]
    pub fn add<P: Contains<K>, K: KindType>(
        &mut self,
        parent: Planned<P>,
        _: K,
        code: impl Into<String>,
        name: impl Into<String>,
    ) -> Planned<K> {
        let parent = self.code(parent).to_owned();
        self.push(NodeRow::new(K::KIND, code, name).with_parent(parent), Location::caller())
    }

    /// States the relations that the draft records; see [`Ledger::records`].
    pub fn records(&mut self, relations: impl IntoIterator<Item = Relation>) {
        self.ledger.records = Some(relations.into_iter().map(Into::into).collect());
    }

    fn push<K>(&mut self, mut row: NodeRow, location: &Location<'_>) -> Planned<K> {
        row.origin = Origin::code(location, &mut self.source);
        let planned = Planned { draft: self.number, row: self.ledger.nodes.len() as u32, kind: PhantomData };
        self.ledger.nodes.push(row);
        planned
    }

    /// The row of a node, to give it figures and a category.
    ///
    /// # Panics
    ///
    /// If `node` is of another draft.
    #[track_caller]
    pub fn row<K>(&mut self, node: Planned<K>) -> RowMut<'_> {
        let at = self.index(node);
        RowMut(&mut self.ledger.nodes[at])
    }

    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "a handle is a number; `K` need not say that it is `Copy`")]
    fn index<K>(&self, node: Planned<K>) -> usize {
        assert!(node.draft == self.number, "a node of one draft is used in another");
        node.row as usize
    }

    #[track_caller]
    fn code<K>(&self, node: Planned<K>) -> &str {
        &self.ledger.nodes[self.index(node)].code
    }

    #[track_caller]
    fn link<R: RelationType, A: Relates<R, B>, B: KindType>(
        &mut self,
        from: Planned<A>,
        to: Planned<B>,
        role: Option<Role>,
    ) {
        let mut link = LinkRow::new(R::RELATION, self.code(from), self.code(to));
        link.role = role.map(Into::into);
        link.origin = Origin::code(Location::caller(), &mut self.source);
        self.ledger.links.push(link);
    }

    /// A Party organisation leads an area or grid.
    ///
    /// # Panics
    ///
    /// If an end is of another draft; so do the other links.
    #[track_caller]
    pub fn lead<A: Relates<relation::Leads, B>, B: KindType>(&mut self, party: Planned<A>, territory: Planned<B>) {
        self.link::<relation::Leads, A, B>(party, territory, None);
    }

    /// A Party organisation is seated at a place or grid.
    ///
    /// # Panics
    ///
    /// If an end is of another draft.
    #[track_caller]
    pub fn seat<A: Relates<relation::SeatedAt, B>, B: KindType>(&mut self, party: Planned<A>, at: Planned<B>) {
        self.link::<relation::SeatedAt, A, B>(party, at, None);
    }

    /// A grid covers a place beyond the grid that contains it.
    ///
    /// # Panics
    ///
    /// If an end is of another draft.
    #[track_caller]
    pub fn cover<A: Relates<relation::Covers, B>, B: KindType>(&mut self, grid: Planned<A>, place: Planned<B>) {
        self.link::<relation::Covers, A, B>(grid, place, None);
    }

    /// A person serves an area or grid in a post.
    ///
    /// # Panics
    ///
    /// If an end is of another draft.
    #[track_caller]
    pub fn serve<A: Relates<relation::Serves, B>, B: KindType>(
        &mut self,
        person: Planned<A>,
        role: Role,
        territory: Planned<B>,
    ) {
        self.link::<relation::Serves, A, B>(person, territory, Some(role));
    }

    /// A person is a member of a Party organisation.
    ///
    /// # Panics
    ///
    /// If an end is of another draft.
    #[track_caller]
    pub fn enrol<A: Relates<relation::MemberOf, B>, B: KindType>(&mut self, person: Planned<A>, party: Planned<B>) {
        self.link::<relation::MemberOf, A, B>(person, party, None);
    }

    /// The ledger so far.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The finished ledger.
    #[must_use]
    pub fn into_ledger(self) -> Ledger {
        self.ledger
    }
}

impl AsRef<Ledger> for Draft {
    fn as_ref(&self) -> &Ledger {
        &self.ledger
    }
}

impl From<&str> for Measure {
    fn from(id: &str) -> Self {
        Measure::new(id)
    }
}

impl RowMut<'_> {
    /// Sets a number of the node's own.
    pub fn measure(&mut self, measure: &str, value: impl Into<Decimal>) -> &mut Self {
        self.0.measures.insert(measure, value.into().into());
        self
    }

    /// Sets a figure that the node's office declares, of a kind or a measure.
    pub fn declare(&mut self, of: impl AsRef<str>, figure: impl Into<Figure>) -> &mut Self {
        self.0.declared.insert(of.as_ref(), figure.into().into());
        self
    }

    /// States the relations that are recorded of the node and all below it; see [`Ledger::records`].
    pub fn records(&mut self, relations: impl IntoIterator<Item = Relation>) -> &mut Self {
        self.0.records = Some(relations.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the category.
    pub fn category(&mut self, category: impl Into<String>) -> &mut Self {
        self.0.category = Some(category.into());
        self
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
