//! What is entered into a history.

use serde::{Deserialize, Serialize};

use super::{Correction, Digest, Reported};
use crate::change::ChangeSet;

/// Something that was entered into a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Entry {
    /// The map was changed.
    Change(ChangeSet),
    /// Figures were reported.
    Reported(Reported),
    /// A reported figure was put right.
    Correction(Correction),
}

/// An entry with the digest of the entry before and its own.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) previous: Digest,
    pub(super) entry: Entry,
    pub(super) digest: Digest,
}

/// An entry as it stands in a document. Its digest is taken of this, written without spaces.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) previous: Digest,
    #[serde(flatten)]
    pub(super) entry: &'a Entry,
}

impl Recorded {
    pub(super) fn new(previous: Digest, entry: Entry) -> Self {
        let digest = Digest::of_json(&Line { previous, entry: &entry });
        Self { previous, entry, digest }
    }

    pub(super) fn line(&self) -> Line<'_> {
        Line { previous: self.previous, entry: &self.entry }
    }
}
