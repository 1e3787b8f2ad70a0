//! The list of all that is wrong with a ledger.

use std::fmt;
use std::{slice, vec};

use super::{BuildError, Builder};
use crate::errors::Errors;
use crate::language::Language;
use crate::ledger::{LedgerErrors, Limits, Note};
use crate::message::Message;

/// All that is wrong with a ledger, in the order of its rows. Never empty.
///
/// An [`Errors`] that also keeps the notes on how the ledger was read. Shown, it has one error a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildErrors {
    errors: Errors<BuildError>,
    notes: Vec<Note>,
}

impl BuildErrors {
    pub(super) fn new(errors: Errors<BuildError>, notes: Vec<Note>) -> Self {
        Self { errors, notes }
    }

    /// What is no error, but worth knowing about how the ledger was read; see
    /// [`Ledger::notes`](crate::ledger::Ledger::notes).
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> &BuildError {
        self.errors.first()
    }

    /// How many there are; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the list is never empty")]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// All of them.
    pub fn iter(&self) -> slice::Iter<'_, BuildError> {
        self.errors.iter()
    }

    /// All of them as data.
    pub fn messages(&self) -> impl Iterator<Item = Message> {
        self.errors.messages()
    }

    /// One error a line, in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> impl fmt::Display {
        self.errors.in_language(language)
    }
}

impl From<LedgerErrors> for BuildErrors {
    /// Everything that is not in the form of a ledger, together with all that building finds wrong with the rows
    /// that could be read.
    fn from(errors: LedgerErrors) -> Self {
        Builder::examine(errors, &Limits::DEFAULT)
    }
}

impl From<BuildErrors> for Errors<BuildError> {
    /// The errors without the notes.
    fn from(errors: BuildErrors) -> Self {
        errors.errors
    }
}

impl IntoIterator for BuildErrors {
    type Item = BuildError;
    type IntoIter = vec::IntoIter<BuildError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl<'a> IntoIterator for &'a BuildErrors {
    type Item = &'a BuildError;
    type IntoIter = slice::Iter<'a, BuildError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for BuildErrors {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.errors.fmt(f)
    }
}

impl std::error::Error for BuildErrors {
    /// Why the file or stream cannot be read, where that is the only error.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if self.len() == 1 { self.first().source() } else { None }
    }
}
