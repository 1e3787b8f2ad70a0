//! What has not the form of a ledger.

mod wording; // ids, parts and Chinese texts

use std::fmt;
use std::io;
use std::{slice, vec};

use serde::Serialize;

use super::{Ledger, Note, Origin, ReadFailure, Source};
use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::{Level, Message, Tell, Term, WordingIn};
use crate::suggestion::{did_you_mean, suggest};

/// All that has not the form of a ledger, in the order in which it stands there. Never empty.
///
/// An [`Errors`] that also keeps the notes and the rows that could be read, so that
/// [`BuildErrors::from`](crate::governance::BuildErrors) can report what is wrong with them in the same go.
#[derive(Debug, Clone)]
pub struct LedgerErrors {
    errors: Errors<LedgerError>,
    /// The rows that could be read, so that building can look for further errors.
    readable: Option<Box<Readable>>,
}

/// What could be read of a ledger with errors.
#[derive(Debug, Clone)]
pub(crate) struct Readable {
    /// The rows whose code, kind and ends could be read.
    pub(crate) ledger: Ledger,
    /// Whether no row is missing. If not, a code that seems unknown may be that of a missing row.
    pub(crate) complete: bool,
    /// Whether no measure is missing. If not, one that seems unknown may be defined where reading failed.
    pub(crate) measures_complete: bool,
}

/// Something that has not the form of a ledger, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerError {
    origin: Origin,
    field: Option<String>,
    problem: LedgerProblem,
}

/// What is wrong with the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerProblem {
    /// The file or stream cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(ReadFailure),
    /// The bytes are no UTF-8.
    #[error("byte {0} is no UTF-8; save the file as UTF-8")]
    NotUtf8(usize),
    /// The text is no JSON or no CSV.
    #[error("{0}")]
    Syntax(String),
    /// The format's version is not one that this crate reads.
    #[error("version {0} of the ledger format is not known; this crate reads version 1")]
    Version(String),
    /// A field or column that no ledger has.
    #[error("`{written}` is no known {what}{}; known are: {known}", did_you_mean(.suggestion))]
    UnknownField {
        /// A field or a column.
        what: Term,
        /// What was written.
        written: String,
        /// The known one that is most like it.
        suggestion: Option<String>,
        /// All known ones.
        known: String,
    },
    /// A field or column that must be there.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A field, column or name given twice.
    #[error("`{0}` is given twice")]
    Twice(String),
    /// A value of another type than the field has.
    #[error("{expected} should stand here, not {written}")]
    WrongType {
        /// What should stand there.
        expected: Term,
        /// What was written, cut if it is long.
        written: String,
    },
    /// The file is no workbook or table that is read.
    #[cfg(feature = "workbook")]
    #[error(transparent)]
    File(#[from] super::workbook::FileProblem),
    /// A cell of a workbook is wrong.
    #[cfg(feature = "workbook")]
    #[serde(skip)]
    #[error(transparent)]
    Cell(#[from] super::workbook::CellProblem),
    /// A bound of [`Limits`](super::Limits) is passed.
    #[error("{what} is {found}; at most {limit} (`{name}`) is read")]
    Limit {
        /// What was measured.
        what: Term,
        /// How much it is.
        found: u64,
        /// How much it may be.
        limit: u64,
        /// The field of [`Limits`](super::Limits) that says so, such as `Limits::bytes`.
        name: &'static str,
    },
}

impl LedgerProblem {
    /// An unknown field or column, with the nearest known one.
    pub(crate) fn unknown_field(what: Term, written: &str, known: &[&str]) -> Self {
        LedgerProblem::UnknownField {
            what,
            written: excerpt(written),
            suggestion: suggest(written, known.iter().copied()).map(str::to_owned),
            known: known.join(", "),
        }
    }

    /// Why the file or stream cannot be read, where that is it.
    pub(crate) fn io_error(&self) -> Option<&io::Error> {
        match self {
            Self::Unreadable(failure) => Some(failure.error()),
            _ => None,
        }
    }
}

impl LedgerError {
    pub(crate) fn new(origin: Origin, field: Option<&str>, problem: LedgerProblem) -> Self {
        Self { origin, field: field.map(excerpt), problem }
    }

    /// Where the row stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The field or column of the row, where it is one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &LedgerProblem {
        &self.problem
    }
}

impl Tell for LedgerError {
    fn message(&self) -> Message {
        Message::of(Level::Error, &self.problem).at(self.origin.place(self.field()))
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.origin.field(self.field());
        place.line(language, None, WordingIn(&self.problem, language), f)
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for LedgerError {
    /// Why the file or stream cannot be read, where that is it.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.problem.io_error().map(|error| error as _)
    }
}

impl LedgerErrors {
    pub(crate) fn one(error: LedgerError) -> Self {
        Self { errors: error.into(), readable: None }
    }

    /// These errors; `None` without any.
    #[cfg(feature = "workbook")]
    pub(crate) fn of(errors: Vec<LedgerError>) -> Option<Self> {
        Some(Self { errors: Errors::check(errors).err()?, readable: None })
    }

    pub(crate) fn unreadable(name: impl fmt::Display, error: io::Error) -> Self {
        let origin = Origin::new(Source::text(name.to_string()), 0, 0);
        Self::one(LedgerError::new(origin, None, LedgerProblem::Unreadable(error.into())))
    }

    /// The ledger, if nothing is wrong with it.
    pub(crate) fn check(errors: Vec<LedgerError>, readable: Readable) -> Result<Ledger, Self> {
        match Errors::check(errors) {
            Ok(()) => Ok(readable.ledger),
            Err(errors) => Err(Self { errors, readable: Some(Box::new(readable)) }),
        }
    }

    /// What is no error, but worth knowing about how the rest was read; see [`Ledger::notes`].
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        self.readable.as_ref().map_or(&[], |readable| readable.ledger.notes())
    }

    pub(crate) fn into_parts(self) -> (Errors<LedgerError>, Option<Readable>) {
        (self.errors, self.readable.map(|readable| *readable))
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> &LedgerError {
        self.errors.first()
    }

    /// How many there are; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the list is never empty")]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// All of them.
    pub fn iter(&self) -> slice::Iter<'_, LedgerError> {
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

impl From<LedgerErrors> for Errors<LedgerError> {
    /// The errors without the notes and the rows that could be read.
    fn from(errors: LedgerErrors) -> Self {
        errors.errors
    }
}

impl IntoIterator for LedgerErrors {
    type Item = LedgerError;
    type IntoIter = vec::IntoIter<LedgerError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl<'a> IntoIterator for &'a LedgerErrors {
    type Item = &'a LedgerError;
    type IntoIter = slice::Iter<'a, LedgerError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for LedgerErrors {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.errors.fmt(f)
    }
}

impl std::error::Error for LedgerErrors {
    /// Why the file or stream cannot be read, where that is the only error.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if self.len() == 1 { self.first().source() } else { None }
    }
}
