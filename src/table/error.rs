//! What is wrong with a folder of tables, or prevents one from being written.

mod wording; // ids, parts and Chinese texts

use std::fmt;
use std::path::Path;

use parquet::errors::ParquetError;
use serde::Serialize;

use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::governance::{BuildError, BuildProblem};
use crate::kind::UnknownNameError;
use crate::language::Language;
use crate::ledger::{Origin, Source};
use crate::message::{Level, Message, Tell, WordingIn};

/// All that is wrong with a folder of tables, in the order of its files. Never empty.
pub type TableErrors = Errors<TableError>;

/// Something that is wrong with a folder of tables: the file, and where they are known the row, the column and the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    origin: Origin,
    field: Option<String>,
    code: Option<String>,
    /// In a box, so that results stay small.
    problem: Box<TableProblem>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum TableProblem {
    /// The file or folder cannot be written.
    #[error("cannot be written: {why}")]
    NotWritten {
        /// What the system says.
        why: String,
    },
    /// The graph has more nodes than the numbers of the tables reach.
    #[error("the graph has {found} nodes; tables number at most {limit}")]
    TooManyNodes {
        /// How many nodes there are.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
    /// The file cannot be read.
    #[error("cannot be read: {why}")]
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// A file that belongs to the tables is not there.
    #[error("the file is missing; export the graph again")]
    Missing,
    /// The file is no Parquet, or it is damaged.
    #[error("this is no whole Parquet file: {why}; export the graph again")]
    NotParquet {
        /// What the reader of the format says.
        why: String,
    },
    /// The file that says what the others are is not in its form.
    #[error("this does not say what the tables are: {why}; export the graph again")]
    NotMeta {
        /// What the reader of JSON says.
        why: String,
    },
    /// The tables are of a version that this crate does not read.
    #[error("version {written} of the tables is not known; this crate reads version {known}")]
    Version {
        /// What is written.
        written: u64,
        /// What is read.
        known: u32,
    },
    /// The file is not the one that was written.
    #[error(
        "the file was changed after it was written: its digest is {found}, and not {expected}; export the graph again"
    )]
    FileDiffers {
        /// The digest that was written down.
        expected: String,
        /// The digest of the file.
        found: String,
    },
    /// A number that was written down is not what the tables have.
    #[error("`{what}` is {found} in the table, and {expected} in meta.json; export the graph again")]
    CountDiffers {
        /// The name of the number.
        what: String,
        /// What was written down.
        expected: String,
        /// What the table has.
        found: String,
    },
    /// A column that must be there.
    #[error("the column is missing")]
    NoColumn,
    /// A column that is none of this table.
    #[error("the table has no such column")]
    UnknownColumn,
    /// A column of another form.
    #[error("the column is `{found}`, and should be `{expected}`")]
    WrongForm {
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A value that does not agree with the rest of the graph.
    #[error("`{written}` stands here, and by the other columns it should be `{expected}`")]
    Disagrees {
        /// What is written.
        written: String,
        /// What follows from the rest.
        expected: String,
    },
    /// A text that is no kind, relation or role.
    #[error(transparent)]
    UnknownName(#[from] UnknownNameError),
    /// What the rows say is no graph.
    #[error(transparent)]
    Graph(#[from] BuildProblem),
}

impl TableError {
    /// Something that is wrong with a file as a whole.
    pub(crate) fn new(path: &Path, problem: impl Into<TableProblem>) -> Self {
        Self::at(path, 0, None, problem)
    }

    /// Something that is wrong in a row, counted from one, or 0 for the file as a whole; and in a column.
    pub(crate) fn at(path: &Path, row: u64, column: Option<&str>, problem: impl Into<TableProblem>) -> Self {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let origin = Origin::new(Source::table(path.display().to_string()), row, 0);
        Self { origin, field: column.map(excerpt), code: None, problem: Box::new(problem.into()) }
    }

    /// A failure of the system or of the writer.
    pub(crate) fn not_written(path: &Path, why: &impl fmt::Display) -> Self {
        Self::new(path, TableProblem::NotWritten { why: excerpt(&why.to_string()) })
    }

    /// A failure of the reader of the file format.
    pub(crate) fn not_parquet(path: &Path, error: &ParquetError) -> Self {
        Self::new(path, TableProblem::NotParquet { why: excerpt(&error.to_string()) })
    }

    /// Where it stands: the file and the row, counted from one.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The column.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The code of the node.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &TableProblem {
        &self.problem
    }

    /// The stable id of what is wrong, such as `table.missing`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        crate::message::Wording::id(&*self.problem)
    }
}

impl From<BuildError> for TableError {
    fn from(error: BuildError) -> Self {
        Self {
            origin: error.origin().clone(),
            field: error.field().map(str::to_owned),
            code: error.code().map(str::to_owned),
            problem: Box::new(TableProblem::Graph(error.problem().clone())),
        }
    }
}

impl Tell for TableError {
    fn message(&self) -> Message {
        let place = self.origin.place(self.field.as_deref());
        Message::of(Level::Error, &*self.problem).at(place).about(self.code(), None, None)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = WordingIn(&*self.problem, language);
        self.origin.field(self.field.as_deref()).line(language, self.code(), words, f)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for TableError {}
