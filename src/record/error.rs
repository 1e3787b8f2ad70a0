//! What is wrong with records, or with the file that they stand in.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use super::{Status, Step};
use crate::date::Date;
use crate::errors::Errors;
use crate::language::Language;
use crate::ledger::Origin;
use crate::message::phrase::quoted_list;
use crate::message::{Level, Message, Tell, Term, WordingIn};
use crate::suggestion::near_it;
use crate::text::NearCode;

/// All that is wrong with a ledger of records, in the order of its rows. Never empty.
pub type RecordErrors = Errors<RecordError>;

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
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
    /// The clock of the zone was set forward over it, or it lies beyond the years 1 to 9999.
    #[error(
        "`{written}` never was on the clock of {zone}; write the time that was, or with its offset, as 2023-12-10T12:00+08:00"
    )]
    NeverOnClock {
        /// What was written.
        written: String,
        /// The zone.
        zone: String,
    },
    /// Nothing tells which number is the month.
    #[error(
        "which number of `{written}` is the month cannot be told; write it as 2023-12-10, or tell the reader the order"
    )]
    WhichIsMonth {
        /// What was written.
        written: String,
    },
    /// The number of a day as spreadsheets count them.
    #[error(
        "`{written}` is the number of a day as spreadsheets count them; format the column as a date and save it again"
    )]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum RecordProblem {
    /// The file cannot be read.
    #[error("cannot be read: {why}")]
    Unreadable {
        /// What the system or the reader of workbooks says.
        why: String,
    },
    /// The bytes are no UTF-8.
    #[error("byte {byte} is no UTF-8; save the file as UTF-8, or read it with the feature `workbook`, which knows GBK")]
    NotUtf8 {
        /// The byte, counted from zero.
        byte: usize,
    },
    /// It has not the form of a table or of JSON.
    #[error("{why}")]
    Syntax {
        /// What the reader of the format says.
        why: String,
    },
    /// There is nothing in it.
    #[error("there is no line of headings; a ledger of records begins with one")]
    Empty,
    /// No row of a sheet has headings of records.
    #[error("no row has two headings of records, such as 编号 and 上报时间; enter the headings")]
    NoHeadings,
    /// A bound is passed.
    #[error("{what} is {found}; at most {limit} is read")]
    Limit {
        /// What is counted.
        what: Term,
        /// How much it is.
        found: u64,
        /// How much it may be.
        limit: u64,
    },
    /// No column says something that every record needs.
    #[error("no column says {what}; head one with {example}")]
    NoColumn {
        /// What is needed.
        what: Term,
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
    #[error("the column `{heading}` is personal data, which records do not keep; delete it")]
    Personal {
        /// The heading.
        heading: String,
    },
    /// A row has another number of cells than the headings.
    #[error("there are {found} cells below {headings} headings; a row needs as many cells as there are headings")]
    Ragged {
        /// The cells of the row.
        found: usize,
        /// The headings.
        headings: usize,
    },
    /// A quotation mark is opened and never closed, so that nobody can tell where the rows behind it begin.
    #[error(
        "a quotation mark is opened in this row and never closed, so that the rows behind it cannot be told apart; close it, or delete it"
    )]
    OpenQuote,
    /// The last moment of a time comes before its first one.
    #[error("its last moment comes before its first one; write the earlier one as the first")]
    EndsFirst,
    /// A last moment without a first one.
    #[error("there is a last moment and no first one; write both, or neither")]
    HalfSpan,
    /// A value of JSON that is no text, number or truth value.
    #[error("a text or a number should stand here, not a list or an object")]
    NotText,
    /// The time of the report is missing.
    #[error("when it was reported is missing; write the time")]
    NotReported,
    /// A time that cannot be read.
    #[error(transparent)]
    Time(#[from] TimeProblem),
    /// What should be a longitude, latitude, easting or northing is no number.
    #[error("`{written}` is no number of degrees or metres; write it as 113.60247, or leave it blank")]
    NoCoordinate {
        /// What was written.
        written: String,
    },
    /// A longitude without a latitude, or the other way round.
    #[error("only one of longitude and latitude is given; write both, or leave both blank")]
    HalfPoint,
    /// More days lie between the first record and the last than can be kept together.
    #[error(
        "this record is of {first}, and that at {last_at} of {last}; {days} days lie between them, and at most {limit} can be \
         kept together; correct the day that is wrong, or divide the ledger"
    )]
    DaysApart {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
        /// Where the record of the last day stands.
        last_at: Origin,
        /// The days between them.
        days: u32,
        /// How many days there may be.
        limit: u32,
    },
    /// Two records have one code.
    #[error("the code `{code}` stands at {first} too; give each record a code of its own")]
    SameCode {
        /// The code.
        code: String,
        /// Where it stands first.
        first: Origin,
    },
    /// No node has this code or name on that day.
    #[error("`{written}` is neither the code nor the name of an area, grid or place on {day}{}; write the code of the one that is meant", near_it(.near))]
    UnknownPlace {
        /// What was written.
        written: String,
        /// The day.
        day: Date,
        /// The codes that may be meant.
        near: Vec<NearCode>,
    },
    /// Several nodes have this name.
    #[error("`{written}` is the name of {}: {}; write the code of the one that is meant", .codes.len(), quoted_list(Language::English, .codes, SHOWN))]
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
    /// A file of records that were bound by another time zone.
    #[error("the records were kept in the time zone {written}, and are read in {zone}; read them in {written}")]
    OtherZone {
        /// The zone of the file.
        written: String,
        /// The zone of the reader.
        zone: String,
    },
    /// What a pack makes an error, and is a finding otherwise.
    #[error(transparent)]
    Refused(#[from] RecordIssue),
}

/// What can be modelled and should not be: a pack makes it an error or a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
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
    #[error("it was {} on {later_at}, before it was {} on {earlier_at}; correct one of the times", .later.english(), .earlier.english())]
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
    /// The point lies in other grids than the node that is written.
    #[error("the point {at} lies in {}, not in `{code}`; correct one of them", quoted_list(Language::English, .codes, SHOWN))]
    PointElsewhere {
        /// The code of the node that is written.
        code: String,
        /// The point.
        at: String,
        /// The grids of the map, by code.
        codes: Vec<String>,
    },
    /// The point lies on the border of a grid, or in several, and nothing else says which is meant.
    #[error("the point {at} lies on the border of {}, or where they overlap; write the code of the grid that is meant", quoted_list(Language::English, .codes, SHOWN))]
    PointOnBorder {
        /// The point.
        at: String,
        /// The grids of the map, by code.
        codes: Vec<String>,
    },
    /// The point lies in no grid of the map.
    #[error("the point {at} lies in no grid of the map; correct it, or write the code of the grid")]
    PointNowhere {
        /// The point.
        at: String,
    },
    /// The state and the times disagree.
    #[error("it was closed on {closed_at}, and its state is `{status}`; correct one of them")]
    Contradiction {
        /// When it was closed.
        closed_at: String,
        /// The state that is written.
        status: Status,
    },
}

/// How many codes a message lists.
const SHOWN: usize = 5;

impl RecordIssue {
    /// The rule that finds it, which is also its name in the list of what a pack refuses.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            RecordIssue::NoPlace => "record.no_place",
            RecordIssue::OutsideLife { .. } => "record.outside_life",
            RecordIssue::PointElsewhere { .. }
            | RecordIssue::PointOnBorder { .. }
            | RecordIssue::PointNowhere { .. } => "record.point",
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
    pub(crate) fn new(origin: Origin, column: Option<&str>, problem: impl Into<RecordProblem>) -> Self {
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

impl Tell for RecordError {
    fn message(&self) -> Message {
        Message::of(Level::Error, &self.problem).at(self.origin.place(self.column()))
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.origin.field(self.column());
        place.line(language, None, WordingIn(&self.problem, language), f)
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for RecordError {}
