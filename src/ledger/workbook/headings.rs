//! What the cells below a heading mean: the built-in tables, and headings that users add.
//!
//! - `meaning`: [`Field`] and [`Meaning`]
//! - `known`: the tables of headings that offices use
//! - `level`: headings of tables with one column a level
//! - `prefixed`: meanings that are written out, such as `measure:disputes`
//! - `compared`: the form in which headings are compared
//! - `personal`: headings of personal data, which no ledger keeps

mod compared;
mod known;
mod level;
mod meaning;
mod personal;
mod prefixed;

use std::collections::BTreeMap;

use super::Count;
use super::line_words::{LineWord, LineWords};
use crate::kind::Role;
use crate::ledger::measure_heading::{bracketed, described};
use crate::ledger::normalized;

pub(super) use compared::compared;
pub(super) use known::is_running_number;
use known::{built_in, measure_labels};
pub(super) use level::{LevelName, ancestor, level, numbered_kind};
pub use meaning::{Field, LevelPart, Meaning, UnknownMeaningError};
pub(super) use personal::{Personal, is_personal, personal};
use prefixed::prefixed;

/// The known headings: those of the built-in tables, and headings that users add.
///
/// Spaces, line breaks, full-width forms, capitals, a `*` for "must be filled in" and a unit in brackets make no
/// difference.
///
/// ```
/// use gridgov::ledger::workbook::{Field, Headings, Meaning};
///
/// let headings = Headings::default().with("片区号", Meaning::Field(Field::Code));
/// assert_eq!(headings.meaning("片 区 号*"), Some(Meaning::Field(Field::Code)));
/// assert_eq!(headings.meaning("网格名称"), Some(Meaning::Field(Field::Name)));
/// assert_eq!(headings.meaning("天气"), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    own: BTreeMap<String, Meaning>,
    counts: Vec<Count>,
    /// What all other headings mean.
    rest: Option<Meaning>,
    /// Words by which lines are told, each with whether it is added or taken away, in the order in which that was said.
    words: Vec<(LineWord, String, bool)>,
}

impl Headings {
    /// The heading that stands for all headings which are not known.
    pub const REST: &'static str = "*";

    /// The same with one more heading, which comes before those of the built-in tables. The heading [`Headings::REST`]
    /// says what all headings mean that are not known, mostly that they are [`Meaning::Ignored`].
    ///
    /// ```
    /// use gridgov::ledger::workbook::{Headings, Meaning};
    ///
    /// let headings = Headings::default().with("*", Meaning::Ignored);
    /// assert_eq!(headings.meaning("天气"), None, "it is not known");
    /// assert_eq!(headings.rest(), Some(&Meaning::Ignored));
    /// ```
    #[must_use]
    pub fn with(mut self, heading: &str, meaning: Meaning) -> Self {
        if heading.trim() == Self::REST {
            self.rest = Some(meaning);
        } else {
            self.own.insert(compared(heading), meaning);
        }
        self
    }

    /// The same with a register of people whose rows are counted at the buildings and grids that they name.
    #[must_use]
    pub fn with_count(mut self, count: Count) -> Self {
        self.counts.push(count);
        self
    }

    /// What is counted of registers, in the order in which it was added.
    #[must_use]
    pub fn counts(&self) -> &[Count] {
        &self.counts
    }

    /// What a heading means that was added.
    pub(super) fn own_meaning(&self, heading: &str) -> Option<&Meaning> {
        self.own.get(&compared(heading))
    }

    /// What headings mean that are not known; `None` makes them an error.
    #[must_use]
    pub fn rest(&self) -> Option<&Meaning> {
        self.rest.as_ref()
    }

    /// The same with one more word by which lines of a sheet are told, beside those of the built-in table.
    ///
    /// ```
    /// use gridgov::ledger::workbook::{Headings, LineWord};
    ///
    /// let headings = Headings::default().with_word(LineWord::End, "下略").without_word(LineWord::Sample, "示范");
    /// ```
    #[must_use]
    pub fn with_word(mut self, says: LineWord, word: &str) -> Self {
        self.words.push((says, word.to_owned(), true));
        self
    }

    /// The same without a word by which lines are told, where it is a name after all. For a name that is one only now
    /// and then, a `'` in front of the text in its cell does the same.
    #[must_use]
    pub fn without_word(mut self, says: LineWord, word: &str) -> Self {
        self.words.push((says, word.to_owned(), false));
        self
    }

    /// The words by which lines are told.
    pub(super) fn line_words(&self) -> LineWords {
        self.words.iter().fold(LineWords::default(), |words, (says, word, is_added)| {
            if *is_added { words.with(*says, word) } else { words.without(*says, word) }
        })
    }

    /// What the cells below a heading mean; O(headings that are known).
    #[must_use]
    pub fn meaning(&self, heading: &str) -> Option<Meaning> {
        // Behind a prefix a name is meant exactly as it is written, so the heading is normalized only afterwards.
        let own = self.own.get(&compared(heading)).cloned();
        let normalized = normalized(heading);
        let known = own
            .or_else(|| prefixed(heading))
            .or_else(|| prefixed(&normalized))
            .or_else(|| self.unprefixed(&normalized));
        known.or_else(|| level_meaning(heading))
    }

    /// The meaning that the user gave to a heading.
    pub(super) fn own(&self, heading: &str) -> Option<&Meaning> {
        self.own.get(&compared(heading))
    }

    /// The meaning of a heading without a prefix. It may have a unit in brackets, or be in two languages that agree.
    fn unprefixed(&self, heading: &str) -> Option<Meaning> {
        let known = |text: &str| {
            let text = compared(text);
            self.own.get(&text).cloned().or_else(|| built_in(&text))
        };
        if let Some(meaning) = known(heading) {
            return Some(meaning);
        }
        if let Some((base, unit)) = bracketed(heading) {
            return match known(base)? {
                Meaning::Measure(measure) => Some(Meaning::Measure(described(measure.id(), unit)?.0)),
                other => Some(other),
            };
        }
        let mut parts = heading.split(|c: char| c.is_whitespace() || c == '/').filter(|part| !part.is_empty());
        let first = known(parts.next()?)?;
        parts.all(|part| known(part).as_ref() == Some(&first)).then_some(first)
    }

    /// One heading for each field, post and common measure, and the user's own, to be listed in an error.
    pub(super) fn examples(&self) -> Vec<String> {
        let fields = Field::ALL.iter().map(|field| field.chinese());
        let posts = Role::ALL.iter().map(|role| role.chinese());
        let built_in = fields.chain(posts).chain(measure_labels()).map(str::to_owned);
        built_in.chain(self.own.keys().cloned()).collect()
    }
}

/// What a heading means that names a level, or a level that rows belong to.
fn level_meaning(heading: &str) -> Option<Meaning> {
    if ancestor(heading).is_some() {
        return Some(Meaning::Field(Field::Grid));
    }
    let (name, part) = level(heading)?;
    let kind = match name {
        LevelName::Kind(kind) => kind,
        LevelName::Number(number) => numbered_kind(number)?,
        // Which grids these are, only the other headings say.
        LevelName::Grid => return None,
    };
    Some(Meaning::Level { kind, part })
}

/// Whether a heading states the scale of its measure: the digits behind the point.
pub(super) fn states_scale(heading: &str) -> bool {
    let stated = |heading: &str| described("", bracketed(heading)?.1);
    stated(heading).or_else(|| stated(&normalized(heading))).is_some_and(|(_, states_scale)| states_scale)
}

#[cfg(test)]
#[path = "headings_tests.rs"]
mod tests;
