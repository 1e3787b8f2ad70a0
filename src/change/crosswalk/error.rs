//! What can be wrong with a crosswalk, and with figures that it should carry over.

mod wording; // ids, parts and Chinese texts

use serde::Serialize;

use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::message::Term;
use crate::suggestion::{did_you_mean, near_it};
use crate::text::NearCode;

/// All that is wrong with the rows of a crosswalk, in the order of the old codes.
pub type CrosswalkErrors = Errors<CrosswalkError>;

/// Something that is wrong with a row of a crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum CrosswalkError {
    /// A code that leads to the same new code in two rows.
    #[error("`{from}` leads to `{to}` twice; give one row with both amounts")]
    Twice {
        /// The old code.
        from: String,
        /// The new code.
        to: String,
    },
    /// A code that has two rows.
    #[error("`{code}` has two rows; give one")]
    TwoRows {
        /// The old code.
        code: String,
    },
    /// A code all of whose amounts are zero.
    #[error("all amounts of `{code}` are zero, which says nothing of its parts; give at least one above zero")]
    NoAmount {
        /// The old code.
        code: String,
    },
    /// A code that the crosswalk after this one does not know.
    #[error("`{}` leads to `{}`, which the crosswalk that follows does not know{}", excerpt(.from), excerpt(.to), near_it(.near))]
    Unknown {
        /// The old code.
        from: String,
        /// What it leads to.
        to: String,
        /// The known codes that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// A code of a lineage that is not on its map.
    #[error("the lineage names `{code}`, which is not on the {map} map")]
    NotOnMap {
        /// The code.
        code: String,
        /// The old or the new map.
        map: Term,
    },
    /// A measure to weigh by that no graph has.
    #[error("`{written}` is no measure of the ledger{}; known are: {known}", did_you_mean(.suggestion))]
    UnknownMeasure {
        /// What was written.
        written: String,
        /// The known one that is most like it.
        suggestion: Option<String>,
        /// All known ones.
        known: String,
    },
}

impl CrosswalkError {
    /// The code that the crosswalk after this one does not know.
    pub(super) fn unknown(&self) -> Option<&str> {
        match self {
            Self::Unknown { to, .. } => Some(to),
            _ => None,
        }
    }
}

/// All figures that cannot be carried over, in the order in which they were given.
pub type RebaseErrors = Errors<RebaseError>;

/// A figure that cannot be carried over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum RebaseError {
    /// A figure of a code that the crosswalk does not know.
    #[error("the crosswalk does not know the code `{}`{}", excerpt(.written), near_it(.near))]
    UnknownCode {
        /// What was written.
        written: String,
        /// The known codes that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// A figure of a node that ended, and of whose contents and ancestors nothing is left.
    #[error("`{code}` leads nowhere: what it became and what contained it are not on the other map")]
    NoSuccessor {
        /// The old code.
        code: String,
    },
    /// Two figures of one code.
    #[error("the figure of `{code}` is given twice; give it once")]
    Twice {
        /// The old code.
        code: String,
    },
    /// Figures whose total lies beyond 64 bits.
    #[error("the figures overflow: their total lies beyond 64 bits")]
    TotalOverflow,
    /// Figures of one new code whose sum lies beyond 64 bits.
    #[error("the figures that come together at `{code}` overflow: their sum lies beyond 64 bits")]
    Overflow {
        /// The new code.
        code: String,
    },
}

impl RebaseError {
    /// The code that the crosswalk does not know.
    pub(super) fn unknown(&self) -> Option<&str> {
        match self {
            Self::UnknownCode { written, .. } => Some(written),
            _ => None,
        }
    }
}
