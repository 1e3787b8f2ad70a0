//! What is off with an engine's result.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::errors::Errors;
use crate::language::Language;
use crate::ledger::{Origin, Source};
use crate::measure::Decimal;
use crate::message::{Level, Message, Tell, WordingIn};
use crate::suggestion::did_you_mean;

/// All that is off with an engine's result, by level and unit. Never empty.
pub type CheckErrors = Errors<CheckError>;

/// What is off with an engine's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum CheckProblem {
    /// The file cannot be read.
    #[error("cannot be read: {why}")]
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// A folder without files of CSV.
    #[error("there is no file `*.csv` in it; write the result there")]
    NoFile,
    /// It is no table.
    #[error("{why}")]
    Syntax {
        /// What the reader of the format says.
        why: String,
    },
    /// A column that every result needs.
    #[error("there is no column `{name}`; name the columns of the result level, unit, rows and by their measures")]
    NoColumn {
        /// Its name.
        name: String,
    },
    /// Two files of one result have different columns.
    #[error("the columns are not those of the files before it; write the whole result at once")]
    OtherColumns,
    /// A cell that is no number.
    #[error("`{written}` is no number of at most 18 digits")]
    NotANumber {
        /// What was written.
        written: String,
    },
    /// A level that the totals do not have.
    #[error("no unit of the totals has the level `{level}`{}", did_you_mean(.near))]
    UnknownLevel {
        /// The level.
        level: String,
        /// What was most likely meant.
        near: Option<String>,
    },
    /// A measure that the totals do not have, or that stands twice.
    #[error("`{name}` is no measure of the totals, or stands twice{}", did_you_mean(.near))]
    UnknownMeasure {
        /// The measure.
        name: String,
        /// What was most likely meant.
        near: Option<String>,
    },
    /// The result has neither counts nor sums.
    #[error("the result has no count and no sum that could be compared")]
    NothingToCompare,
    /// A level that the result does not have.
    #[error("the result has nothing of the level `{level}`, which has {units} units")]
    MissingLevel {
        /// The level.
        level: String,
        /// How many units it has.
        units: usize,
    },
    /// A unit that the result does not have.
    #[error("{level} `{unit}` is missing; it has {expected} rows")]
    MissingUnit {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// How many rows it has.
        expected: u64,
    },
    /// A unit that is none, or has nothing.
    #[error("{level} `{unit}` is no unit that has rows")]
    UnknownUnit {
        /// The level.
        level: String,
        /// The code.
        unit: String,
    },
    /// A unit that stands several times.
    #[error(
        "{level} `{unit}` stands {times} times; a part of the rows was summed apart, or a partition was added twice"
    )]
    UnitTwice {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// How many times.
        times: usize,
    },
    /// Fewer rows than there are.
    #[error("{level} `{unit}` has {found} rows instead of {expected}: {} are lost", .expected - .found)]
    RowsLost {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// How many rows the result has.
        found: u64,
        /// How many there are.
        expected: u64,
    },
    /// Several times as many rows as there are.
    #[error("{level} `{unit}` has {found} rows instead of {expected}: each was counted {times} times")]
    RowsMultiplied {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// How many rows the result has.
        found: u64,
        /// How many there are.
        expected: u64,
        /// How many times as many.
        times: u64,
    },
    /// More rows than there are.
    #[error("{level} `{unit}` has {found} rows instead of {expected}: {} are too many", .found - .expected)]
    RowsAdded {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// How many rows the result has.
        found: u64,
        /// How many there are.
        expected: u64,
    },
    /// A sum that is another.
    #[error("the sum of `{measure}` in {level} `{unit}` is {} instead of {}", number(.found, "no value"), number(.expected, "no value"))]
    SumDiffers {
        /// The level.
        level: String,
        /// The code of the unit.
        unit: String,
        /// The measure.
        measure: String,
        /// The sum of the result; `None` is no value.
        found: Option<Decimal>,
        /// The sum.
        expected: Option<Decimal>,
    },
}

/// A number, or a word for none.
pub(super) fn number(number: &Option<Decimal>, none: &str) -> String {
    number.map_or_else(|| none.to_owned(), |number| number.to_string())
}

/// Something that is off with an engine's result, with its place where the result came from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError {
    origin: Origin,
    column: Option<String>,
    problem: CheckProblem,
}

impl CheckError {
    pub(crate) fn new(problem: CheckProblem) -> Self {
        Self::at(Origin::default(), None, problem)
    }

    pub(crate) fn of_file(path: &Path, problem: CheckProblem) -> Self {
        Self::at(Origin::new(Source::table(path.display().to_string()), 0, 0), None, problem)
    }

    pub(crate) fn at(origin: Origin, column: Option<&str>, problem: CheckProblem) -> Self {
        Self { origin, column: column.map(str::to_owned), problem }
    }

    /// Where the row stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What is off.
    #[must_use]
    pub fn problem(&self) -> &CheckProblem {
        &self.problem
    }
}

impl Tell for CheckError {
    fn message(&self) -> Message {
        Message::of(Level::Error, &self.problem).at(self.origin.place(self.column.as_deref()))
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = WordingIn(&self.problem, language);
        match self.origin.source() {
            Some(_) => self.origin.field(self.column.as_deref()).line(language, None, words, f),
            None => fmt::Display::fmt(&words, f),
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for CheckError {}
