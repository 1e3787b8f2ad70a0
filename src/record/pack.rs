//! What a place asks of its records, as plain data.

mod built_in; // the packs that come with the crate

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Calendar, Deadline, Step};
use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::{Level, Message, Parts, Tell, Wording, WordingIn};

/// What a place asks of its records (案件规则集): deadlines, the links of the closed loop, the calendar, and which issues are
/// errors.
///
/// ```
/// use gridgov::record::{Deadline, RecordPack, Step, Within};
///
/// let own = "the sub-district's own list";
/// let pack = RecordPack::new("xushui", "Xushui")
///     .with_deadline(Deadline::new(Step::Closed, Within::Hours(48), own).of_class("噪音"))
///     .refusing("record.no_place");
/// let json = pack.to_json_string();
/// assert_eq!(RecordPack::from_json_str(&json)?, pack);
/// assert!(RecordPack::from_json_str(r#"{"id": "x", "refuse": ["record.weather"]}"#).is_err());
/// # Ok::<(), gridgov::record::RecordPackErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordPack {
    /// The id of the pack.
    pub id: String,
    /// The title, for people to read.
    #[serde(default)]
    pub title: String,
    /// Where it applies.
    #[serde(default)]
    pub jurisdiction: String,
    /// Until when which step has to be taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// The links of the closed loop, in their order. Those of which a ledger has no times at all are not judged.
    #[serde(default = "seven_links")]
    pub links: Vec<Step>,
    /// Which days are worked; `None` where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
    /// The issues that are errors, by their rules: `record.no_place`, `record.outside_life`, `record.out_of_order`, `record.point`. The
    /// others are findings.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub refuse: BTreeSet<String>,
}

fn seven_links() -> Vec<Step> {
    Step::SEVEN_LINKS.to_vec()
}

/// The rules whose issues a pack may refuse.
const REFUSABLE: [&str; 4] = ["record.no_place", "record.outside_life", "record.out_of_order", "record.point"];

/// All that is wrong with a pack. Never empty.
pub type RecordPackErrors = Errors<RecordPackError>;

/// Something that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum RecordPackError {
    /// It has not the form of a pack.
    #[error("{why}")]
    Form {
        /// What the reader of JSON says.
        why: String,
    },
    /// A deadline says no source.
    #[error("the deadline {number} says no source; write the text that it is from, or that it is the pack's own")]
    NoSource {
        /// The number of the deadline, counted from one.
        number: usize,
    },
    /// Two deadlines are for the same records and the same step.
    #[error("the deadlines {first} and {second} are for the same step of the same records; keep one of them")]
    SameDeadline {
        /// The number of the first, counted from one.
        first: usize,
        /// The number of the second.
        second: usize,
    },
    /// A deadline runs from the step that it is for.
    #[error(
        "the deadline {number} runs from the step that it is for, `{step}`; name the step from which the time runs"
    )]
    FromItself {
        /// The number of the deadline, counted from one.
        number: usize,
        /// The step.
        step: Step,
    },
    /// The pack refuses what is no issue.
    #[error(
        "`{written}` is nothing that a pack can refuse; it can refuse record.no_place, record.outside_life, record.out_of_order, record.point"
    )]
    NotRefusable {
        /// What was written.
        written: String,
    },
    /// A day is both free and worked.
    #[error("{day} is listed as a holiday and as worked; keep one of them")]
    FreeAndWorked {
        /// The day.
        day: crate::date::Date,
    },
}

impl Wording for RecordPackError {
    fn id(&self) -> &'static str {
        match self {
            Self::Form { .. } => "record_pack.form",
            Self::NoSource { .. } => "record_pack.no_source",
            Self::SameDeadline { .. } => "record_pack.same_deadline",
            Self::FromItself { .. } => "record_pack.from_itself",
            Self::NotRefusable { .. } => "record_pack.not_refusable",
            Self::FreeAndWorked { .. } => "record_pack.free_and_worked",
        }
    }

    fn chinese(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Form { why } => write!(f, "规则集格式有误：{why}"),
            Self::NoSource { number } => {
                write!(f, "第{number}项时限没有写明依据；请写明出自何文，或注明为本规则集自定")
            }
            Self::SameDeadline { first, second } => {
                write!(f, "第{first}项与第{second}项时限针对相同案件的同一环节；请只保留一项")
            }
            Self::FromItself { number, step } => {
                write!(f, "第{number}项时限从其所限的环节“{}”本身起算；请写明起算的环节", step.chinese())
            }
            Self::NotRefusable { written } => write!(
                f,
                "“{written}”不是规则集可以拒收的问题；可以拒收的有：record.no_place、record.outside_life、record.out_of_order、record.point；请改用其中之一"
            ),
            Self::FreeAndWorked { day } => write!(f, "{day}既列为节假日又列为工作日；请只保留一处"),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}

impl Tell for RecordPackError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self)
    }

    fn tell(&self, language: Language, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&WordingIn(self, language), f)
    }
}

impl RecordPack {
    /// A pack with the seven links, without deadlines.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            jurisdiction: String::new(),
            deadlines: Vec::new(),
            links: seven_links(),
            calendar: None,
            refuse: BTreeSet::new(),
        }
    }

    /// The same with one more deadline.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Deadline) -> Self {
        self.deadlines.push(deadline);
        self
    }

    /// The same with these links of the closed loop.
    #[must_use]
    pub fn with_links(mut self, links: impl IntoIterator<Item = Step>) -> Self {
        self.links = links.into_iter().collect();
        self
    }

    /// The same with a calendar of working days.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// The same, where the issues of a rule are errors.
    #[must_use]
    pub fn refusing(mut self, rule: impl Into<String>) -> Self {
        self.refuse.insert(rule.into());
        self
    }

    /// The deadline of a step for records of a class and an urgency: of those that are for them, the one that says most.
    /// O(deadlines).
    #[must_use]
    pub fn deadline(&self, step: Step, class: &str, urgency: &str) -> Option<&Deadline> {
        let of_step = self.deadlines.iter().filter(|deadline| deadline.step == step);
        of_step.filter(|deadline| deadline.is_for(class, urgency)).max_by_key(|deadline| deadline.says())
    }

    /// The steps that have a deadline, in the order of steps.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let steps: BTreeSet<Step> = self.deadlines.iter().map(|deadline| deadline.step).collect();
        steps.into_iter()
    }

    /// Checks the pack; O(deadlines · log deadlines).
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn check(&self) -> Result<(), RecordPackErrors> {
        let mut errors = Vec::new();
        let mut known = BTreeMap::new();
        for (number, deadline) in (1..).zip(&self.deadlines) {
            if deadline.source.trim().is_empty() {
                errors.push(RecordPackError::NoSource { number });
            }
            if deadline.from == deadline.step {
                errors.push(RecordPackError::FromItself { number, step: deadline.step });
            }
            let first = *known.entry((deadline.step, &deadline.class, &deadline.urgency)).or_insert(number);
            if first != number {
                errors.push(RecordPackError::SameDeadline { first, second: number });
            }
        }
        for written in self.refuse.iter().filter(|rule| !REFUSABLE.contains(&rule.as_str())) {
            errors.push(RecordPackError::NotRefusable { written: excerpt(written) });
        }
        let days = self.calendar.iter().flat_map(Calendar::contradictions);
        errors.extend(days.map(|day| RecordPackError::FreeAndWorked { day }));
        RecordPackErrors::check(errors)
    }

    /// Reads a pack from JSON, and checks it.
    ///
    /// # Errors
    ///
    /// The text is no JSON or has not the form of a pack; else all that is wrong with the pack.
    pub fn from_json_str(text: &str) -> Result<Self, RecordPackErrors> {
        let pack: Self =
            serde_json::from_str(text).map_err(|error| RecordPackError::Form { why: error.to_string() })?;
        pack.check()?;
        Ok(pack)
    }

    /// The pack as JSON. Equal packs give equal bytes.
    ///
    /// # Panics
    ///
    /// Never: a pack has no map whose keys are no texts.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a pack has no map whose keys are no texts")]
    pub fn to_json_string(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("INVARIANT: a pack can be written as JSON");
        text.push('\n');
        text
    }
}

impl Default for RecordPack {
    /// The seven links, without deadlines.
    fn default() -> Self {
        Self::new("seven_links", "The seven links of digital city management, without deadlines")
    }
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
