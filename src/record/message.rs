//! All that this room tells about records: what is wrong, and what is worth knowing.

use std::fmt;

use super::Step;
use crate::date::Date;
use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::ledger::Origin;
use crate::suggestion::near_it;
use crate::text::NearCode;

/// All that is wrong with a ledger of records, in the order of its rows. Never empty.
pub type RecordErrors = Errors<RecordError>;

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeProblem {
    /// It has not the form of a time.
    #[error("`{written}` is no time; write it as 2023-12-10 12:00")]
    NotATime {
        /// What was written.
        written: String,
    },
    /// The calendar has no such day.
    #[error("`{written}` is no day of the calendar; write it as 2023-12-10 12:00")]
    NoSuchDay {
        /// What was written.
        written: String,
    },
    /// The clock of the zone was set forward over it.
    #[error("`{written}` never was on the clock of {zone}; write the time that was, or with its offset, as 2023-12-10T12:00+08:00")]
    NeverOnClock {
        /// What was written.
        written: String,
        /// The zone.
        zone: String,
    },
    /// Nothing tells which number is the month.
    #[error("which number of `{written}` is the month cannot be told; write it as 2023-12-10, or tell the reader the order")]
    WhichIsMonth {
        /// What was written.
        written: String,
    },
    /// The number of a day as spreadsheets count them.
    #[error("`{written}` is the number of a day as a spreadsheet counts them; format the column as a date, so that it is written as one")]
    DayNumber {
        /// What was written.
        written: String,
    },
    /// It is a day without a time.
    #[error("`{written}` is a day without a time; write it as 2023-12-10 12:00")]
    DayOnly {
        /// What was written.
        written: String,
    },
}

/// What is wrong with a record, or with the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordProblem {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The bytes are no UTF-8.
    #[error("byte {0} is no UTF-8; save the file as UTF-8, or read it with the feature `workbook`, which knows GBK")]
    NotUtf8(usize),
    /// It has not the form of a table or of JSON.
    #[error("{0}")]
    Syntax(String),
    /// A bound is passed.
    #[error("the number of {what} is {found}; at most {limit} is read")]
    Limit {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: u64,
        /// The bound.
        limit: u64,
    },
    /// No column says something that every record needs.
    #[error("no column says {what}; head one with {example}")]
    NoColumn {
        /// What is needed.
        what: &'static str,
        /// Headings that say it.
        example: &'static str,
    },
    /// Two columns have one meaning.
    #[error("the columns `{first}` and `{second}` mean the same; keep one of them, or rename the other")]
    SameColumn {
        /// The first heading.
        first: String,
        /// The second.
        second: String,
    },
    /// A column of personal data, where the reader was told to refuse them.
    #[error("the column `{0}` is personal data, which records do not keep; delete it")]
    Personal(String),
    /// A row has another number of cells than the headings.
    #[error("there are {found} cells below {headings} headings; every row needs as many cells as there are headings")]
    Ragged {
        /// The cells of the row.
        found: usize,
        /// The headings.
        headings: usize,
    },
    /// A value of JSON that is no text, number or truth value.
    #[error("a text or a number should stand here, not a list or an object")]
    NotText,
    /// The time of the report is missing.
    #[error("when it was reported is missing; every record needs it")]
    NotReported,
    /// A time that cannot be read.
    #[error(transparent)]
    Time(#[from] TimeProblem),
    /// Two records have one code.
    #[error("the code `{code}` stands at {first} too; give each record a code of its own")]
    SameCode {
        /// The code.
        code: String,
        /// Where it stands first.
        first: Origin,
    },
    /// No node has this code or name on that day.
    #[error("`{written}` is the code or the name of no area, grid or place on {day}{}; write the code of the one that is meant", near_it(.near))]
    UnknownPlace {
        /// What was written.
        written: String,
        /// The day.
        day: Date,
        /// The codes that may be meant.
        near: Vec<NearCode>,
    },
    /// Several nodes have this name.
    #[error("`{written}` is the name of {}; write the code of the one that is meant", list(.codes))]
    AmbiguousPlace {
        /// What was written.
        written: String,
        /// The codes of the nodes.
        codes: Vec<String>,
    },
    /// The node does not lie where the row says.
    #[error("`{written}` does not lie in `{within}`, which stands beside it; correct one of them")]
    Elsewhere {
        /// What was written.
        written: String,
        /// What it should lie in.
        within: String,
    },
    /// What a pack makes an error, and is a finding otherwise.
    #[error(transparent)]
    Refused(#[from] RecordIssue),
    /// Bound to nothing: there are too many records, classes or texts for the columns.
    #[error("there are more {0} than the columns can number")]
    TooMany(&'static str),
}

/// What can be modelled and should not be: a pack makes it an error or a finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordIssue {
    /// No place is said.
    #[error("where it happened is not said; write the code of its grid")]
    NoPlace,
    /// The node stood on other days, not on that one.
    #[error("`{code}` did not stand on {day}; write the code of the grid that stood there on that day")]
    OutsideLife {
        /// The code of the node.
        code: String,
        /// The day of the record.
        day: Date,
    },
    /// A step comes before one that it follows.
    #[error("it was {} at {later_at}, before it was {} at {earlier_at}; correct one of the times", .later.english(), .earlier.english())]
    OutOfOrder {
        /// The step that comes first.
        earlier: Step,
        /// When it was taken.
        earlier_at: String,
        /// The step that follows.
        later: Step,
        /// When that was taken.
        later_at: String,
    },
    /// The state and the times disagree.
    #[error("it was closed at {closed_at}, and its state is `{}`; correct one of them", .status)]
    Contradiction {
        /// When it was closed.
        closed_at: String,
        /// The state that is written.
        status: super::Status,
    },
}

impl RecordIssue {
    /// The rule that finds it, which is its name in packs too.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            RecordIssue::NoPlace => "record.no_place",
            RecordIssue::OutsideLife { .. } => "record.outside_life",
            RecordIssue::OutOfOrder { .. } | RecordIssue::Contradiction { .. } => "record.out_of_order",
        }
    }
}

/// An error in a ledger of records, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError {
    origin: Origin,
    column: Option<String>,
    problem: RecordProblem,
}

impl RecordError {
    pub(super) fn new(origin: Origin, column: Option<&str>, problem: impl Into<RecordProblem>) -> Self {
        Self { origin, column: column.map(str::to_owned), problem: problem.into() }
    }

    /// Where the row stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The heading of the column, where it is about one.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &RecordProblem {
        &self.problem
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin.field(self.column.as_deref()), self.problem)
    }
}

impl std::error::Error for RecordError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None
    }
}

/// What a [`RecordNote`] tells.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordRemark {
    /// A column that is known and not read.
    #[error("the column `{0}` answers nothing here and was not read")]
    ColumnIgnored(String),
    /// A column whose heading is not known.
    #[error("the column `{0}` is not known and was not read")]
    ColumnUnknown(String),
    /// A column of personal data.
    #[error("the column `{0}` is personal data and was not read")]
    ColumnPersonal(String),
    /// A column of days whose order was taken from its form.
    #[error("the column `{0}` was read with the month first, as American portals write days")]
    MonthFirst(String),
    /// Times that the clock showed twice.
    #[error("the clock showed this time twice; the first was taken")]
    TwiceOnClock,
    /// A state that is not known.
    #[error("the state `{0}` is not known; the times alone say whether the record is closed")]
    UnknownStatus(String),
    /// A word for content that is not known.
    #[error("`{0}` says neither content nor discontent; it was taken as not asked")]
    UnknownAnswer(String),
    /// Records without a place.
    #[error("where it happened is not said (`{0}`); it counts in no territory")]
    NoPlace(String),
    /// Records whose smallest territory is not said.
    #[error("`{written}` names no territory; it belongs to `{at}`, which stands beside it")]
    PlacedAbove {
        /// What is written for the smallest territory.
        written: String,
        /// The code of the territory that it was counted at.
        at: String,
    },
    /// A territory beside the place that the graph does not have.
    #[error("`{0}` is no node; it was not checked against the place that stands beside it")]
    AboveUnknown(String),
    /// Something that the pack allows.
    #[error("{0}")]
    Issue(RecordIssue),
}

/// What is no error but worth knowing about how records were read (读取说明), with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordNote {
    origin: Origin,
    remark: RecordRemark,
    lines: Vec<u32>,
    times: usize,
}

/// How many lines a note lists.
const SHOWN: usize = 5;

impl RecordNote {
    pub(super) fn new(origin: Origin, remark: RecordRemark) -> Self {
        Self { lines: origin.line().into_iter().collect(), origin, remark, times: 1 }
    }

    /// Where it occurs first.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What is worth knowing.
    #[must_use]
    pub fn remark(&self) -> &RecordRemark {
        &self.remark
    }

    /// How many rows it is about.
    #[must_use]
    pub fn times(&self) -> usize {
        self.times
    }

    /// Takes another row with the same remark in.
    fn again(&mut self, line: Option<u32>) {
        self.times += 1;
        self.lines.extend(line.filter(|_| self.lines.len() < SHOWN));
    }
}

impl fmt::Display for RecordNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.remark)?;
        if self.times > 1 {
            let lines: Vec<String> = self.lines.iter().map(u32::to_string).collect();
            let more = if self.times > lines.len() { ", ..." } else { "" };
            write!(f, " ({} rows: {}{more})", self.times, lines.join(", "))?;
        }
        Ok(())
    }
}

/// Notes in the making: one for each remark, in the order of the first rows.
#[derive(Debug, Default)]
pub(super) struct Notes {
    notes: Vec<RecordNote>,
    by_words: std::collections::BTreeMap<String, usize>,
}

impl Notes {
    pub(super) fn add(&mut self, origin: &Origin, remark: RecordRemark) {
        use std::collections::btree_map::Entry;
        match self.by_words.entry(remark.to_string()) {
            Entry::Occupied(known) => self.notes[*known.get()].again(origin.line()),
            Entry::Vacant(new) => {
                new.insert(self.notes.len());
                self.notes.push(RecordNote::new(origin.clone(), remark));
            }
        }
    }

    pub(super) fn finish(self) -> Vec<RecordNote> {
        self.notes
    }
}

fn list(codes: &[String]) -> String {
    let shown: Vec<String> = codes.iter().take(SHOWN).map(|code| format!("`{}`", excerpt(code))).collect();
    let more = codes.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{} nodes, {}{more}", codes.len(), shown.join(", "))
}
