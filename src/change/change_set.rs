//! Sets of changes that take effect together, and their composition.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Change;
use crate::date::Date;

/// Changes that take effect together on a date.
///
/// The changes of [`ChangeSet::changes`] happen at once, whatever their order: see [`Change`]. What comes after
/// them, as in a set that is composed of several, stands in [`ChangeSet::then`], stage by stage.
///
/// ```
/// use gridgov::change::{Change, ChangeSet};
///
/// let set = ChangeSet::new("2024-07-01".parse()?, "the boundary of two villages is settled")
///     .with_note("minutes of 12 June, item 3")
///     .with(Change::move_below("T-3", "V-2"))
///     .with(Change::rename("T-3", "三号网格"));
/// assert_eq!(set.to_string(), "\
/// 2024-07-01: the boundary of two villages is settled
/// change 1: move `T-3` below `V-2`
/// change 2: rename `T-3` to `三号网格`");
/// let json = serde_json::to_string(&set)?;
/// assert_eq!(serde_json::from_str::<ChangeSet>(&json)?, set);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangeSet {
    /// From which day on the changes hold.
    pub effective: Date,
    /// Why the map is changed.
    pub reason: String,
    /// What the author notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is changed, at once.
    pub changes: Vec<Change>,
    /// What is changed after that, stage by stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Vec<Change>>,
}

impl ChangeSet {
    /// A set without changes.
    #[must_use]
    pub fn new(effective: Date, reason: impl Into<String>) -> Self {
        Self { effective, reason: reason.into(), note: None, changes: Vec::new(), then: Vec::new() }
    }

    /// The same with the author's note.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same with one change more in the last stage.
    #[must_use]
    pub fn with(mut self, change: impl Into<Change>) -> Self {
        self.then.last_mut().unwrap_or(&mut self.changes).push(change.into());
        self
    }

    /// The stages in their order: what happens at once, and then what happens after it.
    pub fn stages(&self) -> impl Iterator<Item = &[Change]> {
        std::iter::once(&self.changes).chain(&self.then).map(Vec::as_slice)
    }

    /// All changes, stage by stage. Errors name a change by its place here, counted from one.
    pub fn iter(&self) -> impl Iterator<Item = &Change> {
        self.stages().flatten()
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// This set and then another, as one: applying it is applying the one and then the other.
    ///
    /// It takes effect on the later of the two days. Composition is associative: the stages of the second come
    /// after those of the first.
    ///
    /// ```
    /// use gridgov::change::{Change, ChangeSet};
    ///
    /// let july = ChangeSet::new("2024-07-01".parse()?, "recount").with(Change::rename("T-3", "三号网格"));
    /// let august = ChangeSet::new("2024-08-01".parse()?, "new codes").with(Change::recode("T-3", "T-30"));
    /// let both = july.compose(&august);
    /// assert_eq!((both.effective, both.reason.as_str()), (august.effective, "recount; new codes"));
    /// assert_eq!(both.stages().count(), 2);
    /// # Ok::<(), gridgov::change::ParseDateError>(())
    /// ```
    #[must_use]
    pub fn compose(&self, next: &Self) -> Self {
        let joined = |one: &str, other: &str| match (one, other) {
            ("", text) | (text, "") => text.to_owned(),
            (one, other) => format!("{one}; {other}"),
        };
        let note = match (&self.note, &next.note) {
            (None, note) | (note, None) => note.clone(),
            (Some(one), Some(other)) => Some(joined(one, other)),
        };
        // An empty stage changes nothing.
        let mut stages = self.stages().chain(next.stages()).filter(|stage| !stage.is_empty()).map(<[Change]>::to_vec);
        Self {
            effective: self.effective.max(next.effective),
            reason: joined(&self.reason, &next.reason),
            note,
            changes: stages.next().unwrap_or_default(),
            then: stages.collect(),
        }
    }
}

impl fmt::Display for ChangeSet {
    /// The date and the reason, then one change a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.effective, self.reason)?;
        let mut number = 0;
        for (at, stage) in self.stages().enumerate() {
            if at > 0 {
                f.write_str("\nthen")?;
            }
            for change in stage {
                number += 1;
                write!(f, "\nchange {number}: {change}")?;
            }
        }
        Ok(())
    }
}
