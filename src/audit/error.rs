//! What can be wrong with a rule pack.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use super::{Band, End};
use crate::date::Date;
use crate::errors::Errors;
use crate::kind::Kind;
use crate::suggestion::or_did_you_mean;

/// All that is wrong with a rule pack: its dates, then its rules by id, then its suppressions.
pub type PackErrors = Errors<PackError>;

/// Something that is wrong with a rule pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The text is not in the form of a pack.
    #[error("{message}")]
    Form {
        /// What was found, what was expected, and where.
        message: String,
    },
    /// A date that is none.
    #[error("{field} is `{written}`, which is no date; write it as 2025-01-31")]
    NotADate {
        /// The field of the pack.
        field: &'static str,
        /// What was written.
        written: String,
    },
    /// A pack that ends before it begins.
    #[error("valid_from is {from}, after valid_until, which is {until}")]
    EndsBeforeItBegins {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// Two rules with the same id.
    #[error("two rules share the id `{rule}`; give the one that was added an id of its own")]
    RuleTwice {
        /// The id.
        rule: String,
    },
    /// An id that no rule has.
    #[error("{place}: there is no rule `{rule}`{}", or_did_you_mean(.nearest))]
    UnknownRule {
        /// Where in the pack.
        place: String,
        /// What was written.
        rule: String,
        /// The most similar known id.
        nearest: Option<String>,
    },
    /// A rule without a source.
    #[error("rule `{rule}`: its source is empty; name the text that it comes from, or say that it is the pack's own")]
    NoSource {
        /// The rule.
        rule: String,
    },
    /// A bound that the rule does not have.
    #[error("rule `{rule}`: it has no bound `{bound}`{}; {}", or_did_you_mean(.nearest), known_ones("bound", .known))]
    UnknownBound {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The most similar known name.
        nearest: Option<String>,
        /// The names of the rule's bounds.
        known: Vec<String>,
    },
    /// A bound that no number satisfies.
    #[error("rule `{rule}`, bound `{bound}`: no number is {band}; exchange the two")]
    EmptyBand {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The bound.
        band: Band,
    },
    /// A bound without the limit that the rule reads.
    #[error("rule `{rule}`, bound `{bound}`: {} is missing, which is what the rule goes by", end_name(*.end))]
    OpenBand {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The limit that is missing; `None` if both are missing and the rule needs one of them.
        end: Option<End>,
    },
    /// A kind that the rule cannot apply to.
    #[error("rule `{rule}`: it does not apply to the kind {kind}; {}", known_ones("kind", .known))]
    KindNotRead {
        /// The rule.
        rule: String,
        /// The kind.
        kind: Kind,
        /// The kinds that the rule can apply to.
        known: Vec<Kind>,
    },
    /// A measure for a rule that has none.
    #[error("rule `{rule}`: it is about no measure; leave out `{measure}`")]
    MeasureNotRead {
        /// The rule.
        rule: String,
        /// The measure.
        measure: String,
    },
    /// A suppression that does not say why.
    #[error("{place}: the suppression of `{rule}` for `{code}` has no reason; say why it is let be")]
    NoReason {
        /// Where in the pack.
        place: String,
        /// The rule.
        rule: String,
        /// The node's code.
        code: String,
    },
    /// The same suppression twice.
    #[error("{place}: `{rule}` is already suppressed for `{code}`; give it once")]
    SuppressedTwice {
        /// Where in the pack.
        place: String,
        /// The rule.
        rule: String,
        /// The node's code.
        code: String,
    },
}

fn known_ones<T: fmt::Display>(what: &str, known: &[T]) -> String {
    match known {
        [] => format!("it has no {what}s"),
        _ => format!("its {what}s are {}", known.iter().map(T::to_string).collect::<Vec<_>>().join(", ")),
    }
}

fn end_name(end: Option<End>) -> &'static str {
    match end {
        Some(End::AtLeast) => "`at_least`",
        Some(End::AtMost) => "`at_most`",
        None => "an end",
    }
}

impl PackError {
    pub(super) fn form(error: &serde_json::Error) -> Self {
        Self::Form { message: error.to_string() }
    }
}
