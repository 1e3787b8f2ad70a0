//! What a history refuses, and what is wrong with a document.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use super::{Digest, Elsewhere, Period};
use crate::change::{ChangeError, CrosswalkError, Date, RebaseErrors};
use crate::errors::Errors;
use crate::governance::BuildError;
use crate::language::Language;
use crate::ledger::{LedgerProblem, Origin, excerpt};
use crate::message::{Level, Message, Tell, Wording};
use crate::suggestion::{did_you_mean, near_it};
use crate::text::NearCode;

/// All that is wrong with an entry or a document, in the order in which it stands there.
pub type HistoryErrors = Errors<HistoryError>;

/// Something that is wrong with an entry or a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryError {
    origin: Option<Origin>,
    entry: Option<usize>,
    field: Option<String>,
    problem: HistoryProblem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryProblem {
    /// The text has not the form of a history.
    #[error(transparent)]
    Form(#[from] LedgerProblem),
    /// The format's version is not one that this crate reads.
    #[error("version {written} of the history format is not known; this crate reads version 1")]
    Version {
        /// What was written.
        written: String,
    },
    /// The ledger that the history begins with has a mistake.
    #[error(transparent)]
    #[serde(skip)]
    Base(#[from] BuildError),
    /// The digest that an entry carries is not that of what stands before it.
    #[error("{} is not what it was when {} was written: its digest is {found}, and {} says {expected}",
        place(.changed), after(.said_by), after(.said_by))]
    Tampered {
        /// The entry that was changed, counted from one; `None` for what the history begins with.
        changed: Option<usize>,
        /// The entry that carries the other digest; `None` for the digest at the end of the document.
        said_by: Option<usize>,
        /// The digest of what stands there.
        found: Digest,
        /// The digest of what stood there.
        expected: Digest,
    },
    /// A change before one that was made already.
    #[error("the change takes effect on {date}, before the last one on {last}; a history only grows at its end")]
    BeforeLast {
        /// The date of the change.
        date: Date,
        /// The date of the last change, or of the beginning.
        last: Date,
    },
    /// A change of a map that figures were reported on already.
    #[error("the change takes effect on {date}, but `{measure}` is reported for {period} on the map before it; let it \
             take effect after {}", .period.last())]
    AlreadyReported {
        /// The date of the change.
        date: Date,
        /// What was reported.
        measure: String,
        /// For which period.
        period: Period,
    },
    /// A change that cannot be made.
    #[error(transparent)]
    #[serde(skip)]
    Change(#[from] ChangeError),
    /// A measure to weigh by that the map has neither before nor after a change.
    #[error(transparent)]
    Crosswalk(#[from] CrosswalkError),
    /// Figures of a period that ends before the history begins.
    #[error("the period {period} ends before the history begins on {since}, so there is no map for its figures")]
    BeforeBeginning {
        /// The period.
        period: Period,
        /// The first day of the history.
        since: Date,
    },
    /// A figure of a node that is not on the map.
    #[error("no node has the code `{code}` on {date}{}{}", and_elsewhere(.elsewhere), near_it(.near))]
    UnknownCode {
        /// What was written.
        code: String,
        /// The day of the map.
        date: Date,
        /// What the code is on another map.
        elsewhere: Option<Elsewhere>,
        /// The codes of that map that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// A figure to be put right that was never reported.
    #[error("`{measure}` of `{code}` is not reported for {period}, so there is nothing to put right; report it")]
    NotReported {
        /// The measure.
        measure: String,
        /// The code.
        code: String,
        /// The period.
        period: Period,
    },
    /// An amount where the measure was a rate before, or the other way round.
    #[error("`{measure}` was {} in entry {entry}; give {} here as well", kind(*.was_rate), kind(*.was_rate))]
    AmountOrRate {
        /// The measure.
        measure: String,
        /// The entry that has it, counted from one.
        entry: usize,
        /// Whether it was a rate there.
        was_rate: bool,
    },
    /// A bare rate, which can neither be added up nor divided.
    #[error("`{measure}` is a rate, which cannot be added up; report the part and the whole of each node instead")]
    BareRate {
        /// The measure.
        measure: String,
    },
    /// A figure that was reported already.
    #[error("`{measure}` of `{code}` for {period} is already reported by entry {entry}")]
    ReportedTwice {
        /// What was reported.
        measure: String,
        /// The code.
        code: String,
        /// The period.
        period: Period,
        /// The entry that has the figure, counted from one.
        entry: usize,
    },
}

fn place(entry: &Option<usize>) -> String {
    entry.map_or_else(|| "what the history begins with".to_owned(), |entry| format!("entry {entry}"))
}

fn after(entry: &Option<usize>) -> String {
    entry.map_or_else(|| "the end of the document".to_owned(), |entry| format!("entry {entry}"))
}

impl HistoryError {
    pub(super) fn of_entry(entry: usize, problem: impl Into<HistoryProblem>) -> Self {
        Self { origin: None, entry: Some(entry), field: None, problem: problem.into() }
    }

    pub(super) fn at(
        origin: Origin,
        entry: Option<usize>,
        field: Option<&str>,
        problem: impl Into<HistoryProblem>,
    ) -> Self {
        Self { origin: Some(origin), entry, field: field.map(str::to_owned), problem: problem.into() }
    }

    /// An error of the ledger that the history begins with.
    pub(super) fn of_base(error: BuildError) -> Self {
        Self::at(error.origin().clone(), None, None, error)
    }

    /// The same with where the entry stands.
    pub(super) fn placed(self, origin: &Origin) -> Self {
        Self { origin: Some(origin.clone()), ..self }
    }

    /// Where it stands in a document; `None` for an entry that was made in code.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The entry that it stands in, counted from one.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        self.entry
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &HistoryProblem {
        &self.problem
    }
}

impl Tell for HistoryError {
    fn message(&self) -> Message {
        let message = match &self.problem {
            HistoryProblem::Base(error) => error.message(),
            HistoryProblem::Change(error) => error.message(),
            problem => Message::of(Level::Error, problem),
        };
        let place = self.origin.as_ref().and_then(|origin| origin.place(self.field.as_deref()));
        let message = if place.is_some() { message.at(place) } else { message };
        match self.entry {
            Some(entry) => message.with("in_entry", entry),
            None => message,
        }
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An error of the base says itself where its row stands.
        if let HistoryProblem::Base(error) = &self.problem {
            return error.tell(language, f);
        }
        let mut separator = "";
        if let Some(origin) = &self.origin {
            let place = origin.field(self.field.as_deref());
            match language {
                Language::English => write!(f, "{place}")?,
                Language::Chinese => f.write_str(&place.place().chinese_text())?,
            }
            separator = language.of(", ", "，");
        }
        if let Some(entry) = self.entry {
            match language {
                Language::English => write!(f, "{separator}entry {entry}")?,
                Language::Chinese => write!(f, "{separator}第{entry}条记录")?,
            }
            separator = ": ";
        }
        f.write_str(if separator.is_empty() { "" } else { language.of(": ", "：") })?;
        self.problem.tell(language, f)
    }
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Tell::tell(self, Language::English, f)
    }
}

impl std::error::Error for HistoryError {}

/// A series cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum SeriesError {
    /// A day before the history begins.
    #[error("there is no map of {date}: the history begins on {since}")]
    BeforeBeginning {
        /// The day.
        date: Date,
        /// The first day of the history.
        since: Date,
    },
    /// A code that no node has on the map that is asked for, or on any map.
    #[error("no node has the code `{}` {}{}{}", excerpt(.code), on(*.date), and_elsewhere(.elsewhere), near_it(.near))]
    UnknownCode {
        /// The code.
        code: String,
        /// The day of the map; `None` where no map has the code.
        date: Option<Date>,
        /// What the code is on another map.
        elsewhere: Option<Elsewhere>,
        /// The codes of that map, or of all maps, that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// A measure of the map that is a rate, which cannot be added up.
    #[error(
        "`{measure}` is a rate, which cannot be added up; ask for its minimum or maximum, or for a rate of two measures"
    )]
    BareRate {
        /// The measure.
        measure: String,
    },
    /// A measure that no map has, or of which nothing was reported.
    #[error("there is no `{measure}`{}; known are: {known}", did_you_mean(.suggestion))]
    UnknownMeasure {
        /// What was written.
        measure: String,
        /// The known one that is most like it.
        suggestion: Option<String>,
        /// All known ones.
        known: String,
    },
    /// All figures of divided nodes that have a part on the map that is asked for, and another that ended before.
    #[error("{}", lines(.figures))]
    PartlyGone {
        /// The figures, in the order of their times.
        figures: Vec<PartlyGone>,
    },
    /// Figures that cannot be carried over.
    #[error(transparent)]
    #[serde(skip)]
    Rebase(#[from] RebaseErrors),
}

/// A figure of a divided node of which one part is on the other map, and another ended before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PartlyGone {
    /// The node.
    pub code: String,
    /// The first day that the figure is of.
    pub first: Date,
    /// The last day; `None` where it still holds.
    pub last: Option<Date>,
    /// The day of the other map.
    pub date: Date,
    /// The codes of its parts on that map.
    pub there: Vec<String>,
    /// The codes of its parts that ended, with nothing left that contained them.
    pub gone: Vec<String>,
}

impl fmt::Display for PartlyGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.last.map_or_else(|| "..".to_owned(), |last| last.to_string());
        let codes = |codes: &[String]| codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        write!(
            f,
            "the figure of `{code}` for {first}/{last} cannot be divided on the map of {date}: of what `{code}` became, \
             there are {there}, but not {gone}; ask for the series on a map that has them",
            code = self.code,
            first = self.first,
            date = self.date,
            there = codes(&self.there),
            gone = codes(&self.gone)
        )
    }
}

fn and_elsewhere(elsewhere: &Option<Elsewhere>) -> String {
    elsewhere.as_ref().map_or_else(String::new, |elsewhere| format!("; {elsewhere}"))
}

const fn kind(is_rate: bool) -> &'static str {
    if is_rate { "a rate, a part and a whole" } else { "an amount" }
}

fn lines(all: &[PartlyGone]) -> String {
    all.iter().map(PartlyGone::to_string).collect::<Vec<_>>().join("\n")
}

fn on(date: Option<Date>) -> String {
    date.map_or_else(|| "on any map".to_owned(), |date| format!("on {date}"))
}
