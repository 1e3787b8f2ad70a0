//! Whether a claim holds: true, false or undecidable.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether a claim holds; never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The figures prove the claim.
    True,
    /// The figures refute the claim.
    False,
    /// The figures leave it open.
    Undecidable,
}

impl Verdict {
    /// Whether the claim may hold: it is not refuted.
    #[must_use]
    pub const fn is_possible(self) -> bool {
        !matches!(self, Verdict::False)
    }
}

impl From<bool> for Verdict {
    fn from(known: bool) -> Self {
        if known { Verdict::True } else { Verdict::False }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::True => "true",
            Verdict::False => "false",
            Verdict::Undecidable => "undecidable",
        })
    }
}
