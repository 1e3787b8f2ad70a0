//! The handle of a node, with its kind as a type parameter where it is known.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Declarable, Governance};
use crate::kind::{Kind, KindType, Role};
use crate::ledger::Origin;
use crate::measure::{Decimal, Figure, Measure};

/// The type parameter of a [`Node`] whose kind is known only at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Any;

/// A node of a [`Governance`]; `K` is its kind as a type, or [`Any`].
///
/// A handle is a reference and a number: copy it freely. Handles of two graphs are never equal. Those of one graph are
/// in pre-order.
///
/// It serializes as what identifies the node: its code, kind and name, and where it has them its category and the code
/// of its parent.
///
/// ```
/// # use gridgov::{governance::{Governance, Node}, kind::{Kind, Subdistrict, ThirdGrid}, ledger::Draft};
/// # let mut draft = Draft::new("");
/// # draft.root(Subdistrict, "410102012", "须水街道");
/// # let governance = Governance::build(&draft).unwrap();
/// let any: Node<'_> = governance.node("410102012").unwrap();
/// assert_eq!(any.kind(), Kind::Subdistrict);
/// let street: Node<'_, Subdistrict> = any.typed().unwrap();
/// assert!(any.typed::<ThirdGrid>().is_none());
/// assert_eq!(street.to_string(), "须水街道 (subdistrict 410102012)");
/// let json = serde_json::to_string(&street).unwrap();
/// assert_eq!(json, r#"{"code":"410102012","kind":"subdistrict","name":"须水街道"}"#);
/// ```
pub struct Node<'g, K = Any> {
    governance: &'g Governance,
    index: u32,
    kind: PhantomData<K>,
}

/// A person's post (任职): which area or grid a person serves, and in which role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct Post<'g> {
    /// Who serves.
    pub person: Node<'g, crate::kind::Person>,
    /// The role; `None` if the ledger does not say.
    pub role: Option<Role>,
    /// The area or grid that is served.
    pub territory: Node<'g>,
}

impl<'g, K> Node<'g, K> {
    pub(crate) const fn new(governance: &'g Governance, index: u32) -> Self {
        Self { governance, index, kind: PhantomData }
    }

    pub(crate) const fn index(self) -> u32 {
        self.index
    }

    /// The graph that the node belongs to.
    #[must_use]
    pub const fn governance(self) -> &'g Governance {
        self.governance
    }

    /// The code that identifies the node in ledgers and reports.
    #[must_use]
    pub fn code(self) -> &'g str {
        self.governance.codes.get(self.index)
    }

    /// The name; empty if the ledger gives none.
    #[must_use]
    pub fn name(self) -> &'g str {
        self.governance.names.get(self.index)
    }

    /// The kind.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.governance.tree.kind(self.index)
    }

    /// The free text that refines the kind.
    #[must_use]
    pub fn category(self) -> Option<&'g str> {
        self.governance.category_of(self.index)
    }

    /// Where the node's row is: file, sheet or text, line and column.
    #[must_use]
    pub fn origin(self) -> Origin {
        self.governance.origin_of(self.index)
    }

    /// The node's own value of a measure of its graph; `None` if it has no value. For a measure by its name see
    /// [`Governance::measure`].
    #[must_use]
    pub fn measure(self, measure: &Measure) -> Option<Decimal> {
        self.value_of(measure.id())
    }

    /// The node's own value of the measure of this name, where there need be none.
    pub(crate) fn value_of(self, id: &str) -> Option<Decimal> {
        let at = self.governance.measure_index(id)?;
        self.governance.columns[at].get(self.index).map(|units| self.governance.measures[at].decimal(units))
    }

    /// The figure that the node's office declares for a kind or measure; [`Figure::UNKNOWN`] if it declares none. For a
    /// measure by its name see [`Governance::measure`].
    #[must_use]
    pub fn declared<'m>(self, of: impl Into<Declarable<'m>>) -> Figure {
        let of = of.into();
        let is_meant = |declarable: &Declarable<'_>| match (declarable, &of) {
            (Declarable::Kind(one), Declarable::Kind(other)) => one == other,
            (Declarable::Measure(one), Declarable::Measure(other)) => one.id() == other.id(),
            _ => false,
        };
        let found = self.declarations().find(|(declarable, _)| is_meant(declarable));
        found.map_or(Figure::UNKNOWN, |(_, figure)| figure)
    }

    /// All figures that the node's office declares, kinds before measures.
    pub fn declarations(self) -> impl ExactSizeIterator<Item = (Declarable<'g>, Figure)> {
        let governance = self.governance;
        governance.declared_of(self.index).iter().map(|row| (governance.declarable(row.of), row.figure))
    }

    /// The node with its kind as a type; `None` if it is of another kind.
    #[must_use]
    pub fn typed<T: KindType>(self) -> Option<Node<'g, T>> {
        (self.kind() == T::KIND).then(|| Node::new(self.governance, self.index))
    }

    /// The node without its kind as a type.
    #[must_use]
    pub const fn any(self) -> Node<'g> {
        Node::new(self.governance, self.index)
    }
}

// Not derived: a derive would require the same traits of `K`.

impl<K> Clone for Node<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Node<'_, K> {}

impl<'g, K, L> PartialEq<Node<'g, L>> for Node<'_, K> {
    fn eq(&self, other: &Node<'g, L>) -> bool {
        std::ptr::eq(self.governance, other.governance) && self.index == other.index
    }
}

impl<K> Eq for Node<'_, K> {}

impl<'g, K, L> PartialOrd<Node<'g, L>> for Node<'_, K> {
    fn partial_cmp(&self, other: &Node<'g, L>) -> Option<Ordering> {
        Some(self.any().cmp(&other.any()))
    }
}

impl<K> Ord for Node<'_, K> {
    /// By their numbers in pre-order. Only between nodes of two graphs with equal numbers does it depend on where the
    /// graphs stand in memory.
    fn cmp(&self, other: &Self) -> Ordering {
        let graph = |node: &Self| std::ptr::from_ref(node.governance);
        self.index.cmp(&other.index).then_with(|| graph(self).cmp(&graph(other)))
    }
}

impl<K> Serialize for Node<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("kind", &self.kind())?;
        map.serialize_entry("name", self.name())?;
        if let Some(category) = self.category() {
            map.serialize_entry("category", category)?;
        }
        if let Some(parent) = self.parent() {
            map.serialize_entry("parent", parent.code())?;
        }
        map.end()
    }
}

impl<K> Hash for Node<'_, K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<K> fmt::Debug for Node<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({} {} {:?})", self.kind(), self.code(), self.name())
    }
}

impl<K> fmt::Display for Node<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name(), self.kind(), self.code())
    }
}
