//! What has not the form of a ledger.

use std::fmt;
use std::io;

use super::{Ledger, Origin, Source};
use crate::excerpt::excerpt;

/// All that has not the form of a ledger, in the order in which it stands there. Never empty.
#[derive(Debug, Clone)]
pub struct LedgerErrors {
    errors: Vec<LedgerError>,
    /// The rows that could be read, for those who look for more that is wrong.
    readable: Option<Box<Readable>>,
}

/// What could be read of a ledger with errors.
#[derive(Debug, Clone)]
pub(crate) struct Readable {
    /// The rows of which at least the fields that name and join them could be read.
    pub(crate) ledger: Ledger,
    /// Whether no row is missing: else a code that seems unknown may stand in a row that could not be read.
    pub(crate) complete: bool,
    /// Whether no measure is missing: else one that seems unknown may have a definition that could not be read.
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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerProblem {
    /// The file or stream cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
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
        what: &'static str,
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
        expected: &'static str,
        /// What was written, cut if it is long.
        written: String,
    },
    /// A cell of a workbook is wrong.
    #[cfg(feature = "workbook")]
    #[error(transparent)]
    Cell(#[from] super::workbook::CellProblem),
    /// A bound of [`limits`](super::limits) is passed.
    #[error("{what} is {found}; at most {limit} (`{name}`) is read")]
    Limit {
        /// What was measured.
        what: &'static str,
        /// How much it is.
        found: u64,
        /// How much it may be.
        limit: u64,
        /// The constant that says so.
        name: &'static str,
    },
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

impl LedgerProblem {
    /// An unknown field or column, with the nearest known one.
    pub(crate) fn unknown_field(what: &'static str, written: &str, known: &[&str]) -> Self {
        LedgerProblem::UnknownField {
            what,
            written: excerpt(written),
            suggestion: crate::kind::suggest(written, known.iter().copied()).map(str::to_owned),
            known: known.join(", "),
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

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin.field(self.field()), self.problem)
    }
}

impl std::error::Error for LedgerError {}

impl LedgerErrors {
    pub(crate) fn one(error: LedgerError) -> Self {
        Self { errors: vec![error], readable: None }
    }

    pub(crate) fn unreadable(name: impl fmt::Display, error: &io::Error) -> Self {
        let origin = Origin::new(Source::text(name.to_string()), 0, 0);
        Self::one(LedgerError::new(origin, None, LedgerProblem::Unreadable(error.to_string())))
    }

    /// The ledger, if nothing is wrong with it.
    pub(crate) fn check(errors: Vec<LedgerError>, readable: Readable) -> Result<Ledger, Self> {
        if errors.is_empty() {
            return Ok(readable.ledger);
        }
        Err(Self { errors, readable: Some(Box::new(readable)) })
    }

    pub(crate) fn into_parts(self) -> (Vec<LedgerError>, Option<Readable>) {
        (self.errors, self.readable.map(|readable| *readable))
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &LedgerError> {
        self.errors.iter()
    }
}

impl fmt::Display for LedgerErrors {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for LedgerErrors {}

/// A ledger could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file or stream fails.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The ledger says something that a table of text cannot say.
    #[error("{origin}: {what} cannot be written as a table")]
    NotForCsv {
        /// Where the row stands.
        origin: Origin,
        /// What it is.
        what: String,
    },
    /// A workbook says something that no spreadsheet can keep.
    #[error("{at}: {what}")]
    NotForWorkbook {
        /// The cell, or the sheet.
        at: String,
        /// What it is, and what would be right.
        what: String,
    },
}
