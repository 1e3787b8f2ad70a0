//! All errors of one attempt, as a list that is never empty.
//!
//! Whatever reads or builds here reports everything that is wrong, not only the first thing. Each subject has its
//! own type of error beside it; the list of them is the same type everywhere, under a name such as
//! [`BuildErrors`](crate::governance::BuildErrors).

use std::fmt;
use std::{slice, vec};

use crate::language::Language;
use crate::message::{Message, Tell};

/// All that is wrong, in the order of what was read. Never empty.
///
/// Shown, it has one error a line. [`Error::source`](std::error::Error::source) is `None`: what it could lead to is
/// shown already.
///
/// ```
/// use gridgov::Errors;
/// use gridgov::governance::BuildError;
/// use gridgov::prelude::*;
///
/// let ledger = Ledger::from_json_str(
///     r#"{"ledger": 1, "nodes": [
///         {"code": "S", "kind": "subdistrict", "name": "须水街道", "parent": "T"},
///         {"code": "G", "kind": "grid", "name": "第一网格", "parent": "S"}
///     ]}"#,
/// )?;
/// let errors: Errors<BuildError> = Governance::build(&ledger).unwrap_err().into();
/// assert_eq!(errors.len(), 2);
/// assert_eq!(errors.first().code(), Some("S"));
/// assert_eq!(errors.to_string().lines().count(), 2);
/// for error in &errors {
///     assert!(error.origin().line().is_some());
/// }
/// # Ok::<(), gridgov::ledger::LedgerErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Errors<E>(Vec<E>);

impl<E> Errors<E> {
    /// What was found where something must have been found.
    ///
    /// It panics rather than make an empty list, which would say that nothing is wrong.
    #[cfg(feature = "change")]
    pub(crate) fn found(errors: Vec<E>) -> Self {
        assert!(!errors.is_empty(), "INVARIANT: what fails has reported an error");
        Self(errors)
    }

    /// The same behind others.
    #[cfg(feature = "change")]
    pub(crate) fn behind(mut self, mut others: Vec<E>) -> Self {
        others.append(&mut self.0);
        Self(others)
    }

    /// `Ok` if there are no errors, so that `?` goes on.
    pub(crate) fn check(errors: Vec<E>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }

    /// The errors of another type that these are reported as, in the same order.
    pub(crate) fn map<F>(self, report: impl FnMut(E) -> F) -> Errors<F> {
        Errors(self.0.into_iter().map(report).collect())
    }

    /// Puts the errors into the order of a key; those of one key stay in the order in which they were found.
    pub(crate) fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&E) -> K) {
        self.0.sort_by_cached_key(key);
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> &E {
        &self.0[0]
    }

    /// How many there are; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the list is never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them.
    pub fn iter(&self) -> slice::Iter<'_, E> {
        self.0.iter()
    }
}

impl<E> From<E> for Errors<E> {
    /// A list of this one error.
    fn from(error: E) -> Self {
        Self(vec![error])
    }
}

impl<E> Extend<E> for Errors<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl<E> IntoIterator for Errors<E> {
    type Item = E;
    type IntoIter = vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, E> IntoIterator for &'a Errors<E> {
    type Item = &'a E;
    type IntoIter = slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<E: Tell> Errors<E> {
    /// All of them as data.
    pub fn messages(&self) -> impl Iterator<Item = Message> {
        self.iter().map(Tell::message)
    }

    /// One error a line, in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> impl fmt::Display {
        InLines { errors: self, language }
    }
}

/// Errors, one a line, to be shown in a language.
struct InLines<'a, E> {
    errors: &'a Errors<E>,
    language: Language,
}

impl<E: Tell> fmt::Display for InLines<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().enumerate() {
            f.write_str(if at > 0 { "\n" } else { "" })?;
            error.tell(self.language, f)?;
        }
        Ok(())
    }
}

impl<E: fmt::Display> fmt::Display for Errors<E> {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Errors<E> {}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod tests;
