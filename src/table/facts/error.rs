//! What is wrong with facts, or with the file that they stand in.

mod wording; // ids, parts and Chinese texts

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::errors::Errors;
use crate::language::Language;
use crate::message::phrase::quoted_list;
use crate::message::{Level, Message, Place, Tell, Term, WordingIn};
use crate::suggestion::did_you_mean;

/// All that is wrong with facts. Never empty.
pub type FactErrors = Errors<FactError>;

/// What is wrong with facts, or with the file that they stand in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum FactProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read: {why}")]
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// The file or folder cannot be written.
    #[error("cannot be written: {why}")]
    Unwritable {
        /// What the system says.
        why: String,
    },
    /// It is no Parquet file, or one that is damaged or in part encrypted.
    #[error("cannot be read as Parquet ({why}); write it again, without encryption")]
    Damaged {
        /// What the reader of the format says.
        why: String,
    },
    /// The file or a column of it is encrypted.
    #[error("is encrypted; write it again without encryption")]
    Encrypted,
    /// Columns are compressed in a way that is not read here.
    #[error("{} compressed by {codec}; write the file again with zstd, snappy or no compression", column_are(.columns))]
    Codec {
        /// The way of compressing.
        codec: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// There is no such column.
    #[error("there is no column `{name}`{}; the columns are {}", did_you_mean(.near), quoted_list(Language::English, .columns, SHOWN))]
    NoColumn {
        /// The name that was asked for.
        name: String,
        /// What was most likely meant.
        near: Option<String>,
        /// The columns that are there.
        columns: Vec<String>,
    },
    /// The codes of nodes are no texts.
    #[error(
        "the column `{name}` holds {found}; codes of nodes are texts, so cast it to text where the file is written"
    )]
    NotText {
        /// The column.
        name: String,
        /// What it holds.
        found: Term,
    },
    /// A measure that cannot be summed exactly.
    #[error(
        "the column `{name}` holds {found}, which have no exact sum in 64 bits; make them integers, or decimals of 18 digits"
    )]
    NotSummable {
        /// The column.
        name: String,
        /// What it holds.
        found: Term,
    },
    /// A measure that is named twice.
    #[error("the measure `{name}` is named twice; name it once")]
    MeasureTwice {
        /// The measure.
        name: String,
    },
    /// A measure or a column has the name of one that is added.
    #[error("the column `{name}` has the name of one that is added; rename it")]
    NameTaken {
        /// The column.
        name: String,
    },
    /// The file would be replaced by what is made of it.
    #[error("would be replaced by what is made of it; write into another folder")]
    SameFile,
    /// The folder for what is being written is there.
    #[error("is there: another run is writing, or one was broken off; delete it if none is")]
    InWork,
    /// Rows that are given one after the other have other columns than the first ones.
    #[error("the columns of batch {batch} are not those of the first; give each batch the same columns")]
    OtherColumns {
        /// The number of the batch, counted from 1.
        batch: u64,
    },
    /// Columns of rows that are given together have different lengths.
    #[error("the column `{name}` has {found} rows, the first has {rows}; give all columns the same length")]
    OtherLength {
        /// The column.
        name: String,
        /// How many rows it has.
        found: usize,
        /// How many rows the first column has.
        rows: usize,
    },
    /// Two columns of rows have the same name.
    #[error("two columns are named `{name}`; rename one of them")]
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// The graph has more nodes than their numbers in tables reach.
    #[error("the graph has {found} nodes; tables number at most {limit}")]
    TooManyNodes {
        /// How many nodes there are.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
    /// The sum of a measure does not fit.
    #[error("the sum of `{measure}` in {level} `{unit}` passes 64 bits; use a coarser unit")]
    Overflow {
        /// The measure.
        measure: String,
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
    },
}

/// How many columns a message lists.
const SHOWN: usize = 8;

fn column_are(columns: &[String]) -> String {
    let listed = quoted_list(Language::English, columns, SHOWN);
    if columns.len() == 1 { format!("the column {listed} is") } else { format!("the columns {listed} are") }
}

/// An error in facts, with the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactError {
    file: Option<String>,
    problem: FactProblem,
}

impl FactError {
    /// A problem of facts that stand in no file.
    pub(super) fn new(problem: FactProblem) -> Self {
        Self { file: None, problem }
    }

    /// A problem of a file.
    pub(super) fn of_file(path: &Path, problem: FactProblem) -> Self {
        Self { file: Some(path.display().to_string()), problem }
    }

    /// The file or folder, as it was named; `None` for facts that stand in none.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &FactProblem {
        &self.problem
    }
}

impl Tell for FactError {
    fn message(&self) -> Message {
        let place = self.file.clone().map(|file| Place { file: Some(file), ..Place::default() });
        Message::of(Level::Error, &self.problem).at(place)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}{}", crate::text::escaped(file), language.of(": ", "："))?;
        }
        fmt::Display::fmt(&WordingIn(&self.problem, language), f)
    }
}

impl fmt::Display for FactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for FactError {}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
