//! The rows of a ledger.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Origin;
use crate::kind::{Kind, Relation, Role};
use crate::measure::{Decimal, Figure};

/// The value of a field, or the text that stands there if it could not be understood.
///
/// A ledger keeps what it could not understand, so that nothing is lost and building can report it
/// together with everything else that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written<T> {
    /// Understood.
    Known(T),
    /// Not understood, as it was written.
    Unknown(Box<str>),
}

impl<T> Written<T> {
    /// The value; `None` if the text was not understood.
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        match self {
            Written::Known(value) => Some(value),
            Written::Unknown(_) => None,
        }
    }
}

impl<T: FromStr> Written<T> {
    /// Parses a text, or keeps it as it was written.
    #[must_use]
    pub fn read(text: &str) -> Self {
        text.parse().map_or_else(|_| Written::Unknown(text.into()), Written::Known)
    }
}

impl<T> From<T> for Written<T> {
    fn from(value: T) -> Self {
        Written::Known(value)
    }
}

impl<T: fmt::Display> fmt::Display for Written<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Known(value) => value.fmt(f),
            Written::Unknown(text) => f.pad(text),
        }
    }
}

impl<T: Serialize> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Written::Known(value) => value.serialize(serializer),
            Written::Unknown(text) => serializer.serialize_str(text),
        }
    }
}

/// Named values of a row, sorted by name, each name once.
///
/// Thousands of rows have values of the same few names, so rows share the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values<T>(Vec<(Arc<str>, T)>);

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Values<T> {
    /// No values, with room for some.
    pub(super) fn with_capacity(values: usize) -> Self {
        Self(Vec::with_capacity(values))
    }

    /// Sets the value of a name and returns the one that it had; O(n) in the values of the row.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, value: T) -> Option<T> {
        let name: Arc<str> = name.into();
        match self.0.binary_search_by(|(other, _)| other.as_ref().cmp(&name)) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// Removes all values and keeps their memory.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Replaces all values by these, which are sorted by name. A name that stays at its place is not counted anew:
    /// rows that are filled one after the other mostly have the same names.
    pub(crate) fn refill<'a>(&mut self, values: impl Iterator<Item = (&'a Arc<str>, T)>) {
        let mut count = 0;
        for (name, value) in values {
            match self.0.get_mut(count) {
                Some((known, old)) if Arc::ptr_eq(known, name) => *old = value,
                Some(other) => *other = (name.clone(), value),
                None => self.0.push((name.clone(), value)),
            }
            count += 1;
        }
        self.0.truncate(count);
        debug_assert!(self.0.is_sorted_by(|(one, _), (other, _)| one < other));
    }

    /// Removes the value of a name.
    #[cfg(feature = "change")]
    pub(crate) fn remove(&mut self, name: &str) {
        self.retain(|other| other != name);
    }

    /// Keeps only the values whose names are accepted.
    #[cfg(any(feature = "change", feature = "workbook"))]
    pub(crate) fn retain(&mut self, mut keeps: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| keeps(name));
    }

    /// All values with their shared names.
    #[cfg(feature = "change")]
    pub(crate) fn shared(&self) -> impl Iterator<Item = (&Arc<str>, &T)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The value of a name; O(log n).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(other, _)| other.as_ref().cmp(name)).ok()?;
        Some(&self.0[at].1)
    }

    /// All names and values, in the order of the names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Values<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A node as it was written.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct NodeRow {
    /// Identifies the node; unique over the whole ledger.
    pub code: String,
    /// What the node is.
    pub kind: Written<Kind>,
    /// What people call it.
    pub name: String,
    /// The code of the node that contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// A free text that refines the kind, to count by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its own numbers, by measure.
    #[serde(skip_serializing_if = "Values::is_empty")]
    pub measures: Values<Written<Decimal>>,
    /// Totals that its office reports, by kind or measure; never added up.
    #[serde(skip_serializing_if = "Values::is_empty")]
    pub declared: Values<Written<Figure>>,
    /// The relations that the ledger records of the node and all below it; `None` if the row does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<Written<Relation>>>,
    /// Where the row stands; no part of equality.
    #[serde(skip)]
    pub origin: Origin,
}

impl NodeRow {
    /// A root without figures, to be completed with the `with_` methods.
    #[must_use]
    pub fn new(kind: Kind, code: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            kind: kind.into(),
            name: name.into(),
            parent: None,
            category: None,
            measures: Values::default(),
            declared: Values::default(),
            records: None,
            origin: Origin::default(),
        }
    }

    /// The same below the node of this code.
    #[must_use]
    pub fn with_parent(mut self, code: impl Into<String>) -> Self {
        self.parent = Some(code.into());
        self
    }

    /// The same with a category.
    #[must_use]
    pub fn with_category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// The same with a number of its own.
    #[must_use]
    pub fn with_measure(mut self, measure: &str, value: impl Into<Decimal>) -> Self {
        self.measures.insert(measure, value.into().into());
        self
    }

    /// The same with a declared figure.
    #[must_use]
    pub fn with_declared(mut self, of: &str, figure: Figure) -> Self {
        self.declared.insert(of, figure.into());
        self
    }

    /// The same with a statement of the relations that the ledger records of it and all below it.
    #[must_use]
    pub fn with_records(mut self, relations: impl IntoIterator<Item = Relation>) -> Self {
        self.records = Some(relations.into_iter().map(Into::into).collect());
        self
    }
}

impl PartialEq for NodeRow {
    fn eq(&self, other: &Self) -> bool {
        let Self { code, kind, name, parent, category, measures, declared, records, origin: _ } = self;
        (code, kind, name, parent, category) == (&other.code, &other.kind, &other.name, &other.parent, &other.category)
            && (measures, declared, records) == (&other.measures, &other.declared, &other.records)
    }
}

impl Eq for NodeRow {}

/// A link as it was written.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct LinkRow {
    /// How the ends are joined.
    pub relation: Written<Relation>,
    /// The code of the node that the link starts from.
    pub from: String,
    /// The code of the node that it leads to.
    pub to: String,
    /// In what post, for a relation that has roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Written<Role>>,
    /// Where the row stands; no part of equality.
    #[serde(skip)]
    pub origin: Origin,
}

impl LinkRow {
    /// A link without a role.
    #[must_use]
    pub fn new(relation: Relation, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { relation: relation.into(), from: from.into(), to: to.into(), role: None, origin: Origin::default() }
    }

    /// The same in a post.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role.into());
        self
    }
}

impl PartialEq for LinkRow {
    fn eq(&self, other: &Self) -> bool {
        let Self { relation, from, to, role, origin: _ } = self;
        (relation, from, to, role) == (&other.relation, &other.from, &other.to, &other.role)
    }
}

impl Eq for LinkRow {}
