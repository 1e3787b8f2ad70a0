//! What makes a rule pack senseless.

use std::fmt;

use super::{Band, End};
use crate::date::Date;
use crate::kind::Kind;

/// All that is wrong with a rule pack: its dates, then its rules by id, then its suppressions. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackErrors(Vec<PackError>);

/// Something that is wrong with a rule pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The text has not the form of a pack.
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
    /// Two rules of one id.
    #[error("two rules share the id `{rule}`; give the one that was added an id of its own")]
    RuleTwice {
        /// The id.
        rule: String,
    },
    /// An id that no rule has.
    #[error("{place}: there is no rule `{rule}`{}", offer(.nearest))]
    UnknownRule {
        /// Where in the pack.
        place: String,
        /// What was written.
        rule: String,
        /// The known id that is most like it.
        nearest: Option<String>,
    },
    /// A rule without a source.
    #[error("rule `{rule}`: its source is empty; name the text that it comes from, or say that it is the pack's own")]
    NoSource {
        /// The rule.
        rule: String,
    },
    /// A bound that the rule does not have.
    #[error("rule `{rule}`: it has no bound `{bound}`{}; {}", offer(.nearest), known_ones("bound", .known))]
    UnknownBound {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The known name that is most like it.
        nearest: Option<String>,
        /// The names of the rule's bounds.
        known: Vec<String>,
    },
    /// A bound that nothing can keep.
    #[error("rule `{rule}`, bound `{bound}`: no number is {band}; exchange the two")]
    EmptyBand {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The bound.
        band: Band,
    },
    /// A bound without the end that the rule reads.
    #[error("rule `{rule}`, bound `{bound}`: {} is missing, which is what the rule goes by", end_name(*.end))]
    OpenBand {
        /// The rule.
        rule: String,
        /// The name of the bound.
        bound: String,
        /// The end that is missing.
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
    /// A measure for a rule that is about none.
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

fn offer(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
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

impl PackErrors {
    /// Ok where there are none.
    pub(super) fn none_of(errors: Vec<PackError>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, PackError> {
        self.0.iter()
    }
}

impl From<PackError> for PackErrors {
    fn from(error: PackError) -> Self {
        Self(vec![error])
    }
}

impl<'a> IntoIterator for &'a PackErrors {
    type Item = &'a PackError;
    type IntoIter = std::slice::Iter<'a, PackError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for PackErrors {
    /// One error a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for PackErrors {}
