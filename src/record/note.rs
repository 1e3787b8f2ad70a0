//! What is no error but worth knowing about how records were read (读取说明).

mod wording; // ids, parts and Chinese texts

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use serde::Serialize;

use super::RecordIssue;
use crate::language::Language;
use crate::ledger::Origin;
use crate::message::{Level, Message, Parts, Tell, Wording, WordingIn};

/// What a [`RecordNote`] tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum RecordRemark {
    /// A column that is known and not read.
    #[error("the column `{heading}` answers nothing here and was not read")]
    ColumnIgnored {
        /// The heading.
        heading: String,
    },
    /// A column whose heading is not known.
    #[error("the column `{heading}` is not known and was not read")]
    ColumnUnknown {
        /// The heading.
        heading: String,
    },
    /// A column of personal data.
    #[error("the column `{heading}` is personal data and was not read")]
    ColumnPersonal {
        /// The heading.
        heading: String,
    },
    /// A column of days whose order was taken from its form.
    #[error("the column `{heading}` was read with the month first, as American portals write days")]
    MonthFirst {
        /// The heading.
        heading: String,
    },
    /// A cell of several lines that look like rows, as where a quotation mark is missing.
    #[error(
        "a cell of `{heading}` has lines that look like rows; if a quotation mark is missing, these rows were not read"
    )]
    RowsInCell {
        /// The heading.
        heading: String,
    },
    /// Times that the clock showed twice.
    #[error("the clock showed this time twice; the first was taken")]
    TwiceOnClock,
    /// A state that is not known.
    #[error("the state `{written}` is not known; the times alone say whether the record is closed")]
    UnknownStatus {
        /// What was written.
        written: String,
    },
    /// A word for content that is not known.
    #[error("`{written}` says neither content nor discontent; it was taken as not asked")]
    UnknownAnswer {
        /// What was written.
        written: String,
    },
    /// Records without a place.
    #[error("where it happened is not said; it counts in no territory")]
    NoPlace,
    /// Records whose smallest territory is not said.
    #[error("`{written}` names no territory; it counts at `{code}`, which stands beside it")]
    PlacedAbove {
        /// What is written for the smallest territory.
        written: String,
        /// The code of the territory that it counts at.
        code: String,
    },
    /// A territory beside the place that the graph does not have.
    #[error("`{written}` is no node; the place beside it was not checked against it")]
    AboveUnknown {
        /// What was written.
        written: String,
    },
    /// Records whose point is in no grid.
    #[error("its point lies in no grid of the map, or in none for certain; it counts in no territory")]
    OffMap,
    /// Points that no map of the graph of the day can find.
    #[error("no map of the graph of that day is given, so the point was not looked up")]
    NoMap,
    /// Something that is a finding or an error by other packs.
    #[error(transparent)]
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
    fn new(origin: Origin, remark: RecordRemark) -> Self {
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

    /// The rows, where there are several.
    fn rows(&self, language: Language) -> String {
        let lines: Vec<String> = self.lines.iter().map(u32::to_string).collect();
        let more = self.times > lines.len();
        match language {
            _ if self.times == 1 => String::new(),
            Language::English => {
                let more = if more { ", ..." } else { "" };
                format!(" ({} rows: {}{more})", self.times, lines.join(", "))
            }
            Language::Chinese => {
                let more = if more { "……" } else { "" };
                format!("（{}处：第{}行{more}）", self.times, lines.join("、"))
            }
        }
    }
}

impl Tell for RecordNote {
    fn message(&self) -> Message {
        Message::of(Level::Note, &Remarked(self)).at(self.origin.place(None))
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.field(None).line(language, None, WordingIn(&Remarked(self), language), f)
    }
}

/// The remark of a note with the rows that it is about.
struct Remarked<'n>(&'n RecordNote);

impl fmt::Display for Remarked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0.remark, self.0.rows(Language::English))
    }
}

impl Wording for Remarked<'_> {
    fn id(&self) -> &'static str {
        self.0.remark.id()
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", WordingIn(&self.0.remark, Language::Chinese), self.0.rows(Language::Chinese))
    }

    fn parts(&self) -> Parts {
        self.0.remark.parts().with("rows", self.0.times).with("lines", &self.0.lines)
    }
}

impl fmt::Display for RecordNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

/// Notes in the making: one for each remark, in the order of the first rows.
#[derive(Debug, Default)]
pub(super) struct Notes {
    notes: Vec<RecordNote>,
    by_words: BTreeMap<String, usize>,
}

impl Notes {
    pub(super) fn add(&mut self, origin: &Origin, remark: RecordRemark) {
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
