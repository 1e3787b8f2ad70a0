//! What makes a ledger impossible as a graph.

use std::fmt;

use crate::kind::{Kind, Relation, Role, UnknownNameError};
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Limits, Origin};
use crate::measure::{ParseDecimalError, RescaleError};

/// All that is wrong with a ledger, in the order in which it stands there. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildErrors(Vec<BuildError>);

/// Something that is wrong with a ledger, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    origin: Origin,
    field: Option<String>,
    code: Option<String>,
    problem: BuildProblem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildProblem {
    /// The row has not the form of a ledger's row.
    #[error(transparent)]
    Form(#[from] LedgerProblem),
    /// A node without a code.
    #[error("the code is empty; every node needs one of its own")]
    EmptyCode,
    /// Two nodes of one code.
    #[error("the code is already that of a node at {first}; each node needs one of its own")]
    DuplicateCode {
        /// Where the first node of the code stands.
        first: Origin,
    },
    /// A text that is no kind, relation or role.
    #[error(transparent)]
    UnknownName(#[from] UnknownNameError),
    /// A parent or the end of a link that no node has as its code.
    #[error("no node has the code `{written}`{}", existing(.nearest))]
    UnknownCode {
        /// What was written.
        written: String,
        /// The code that this would be without stray spaces and full-width digits, where there is such a node.
        nearest: Option<String>,
    },
    /// A node below one that may not contain it.
    #[error("a {kind} may not stand below the {parent_kind} `{parent}`, which may contain {}; a {kind} may stand below {}",
        list(.parent_kind.contains().iter().copied()), list(.kind.parents()))]
    NotAllowedBelow {
        /// The node's kind.
        kind: Kind,
        /// The parent's code.
        parent: String,
        /// The parent's kind.
        parent_kind: Kind,
    },
    /// Nodes that contain each other.
    #[error("the node contains itself: {}; one of these parents is wrong", .codes.join(" -> "))]
    Cycle {
        /// The codes on the way round, each the parent of the one before it, ending with the first again.
        codes: Vec<String>,
    },
    /// A link that is stated by a node's parent.
    #[error("containment is no link; write it as the parent of `{to}`")]
    ContainmentAsLink {
        /// The node that should be contained.
        to: String,
    },
    /// A link between nodes of kinds that its relation cannot join.
    #[error("`{relation}` may not join a {from} to a {to}; it joins {} to {}",
        list(.relation.from_families().iter().copied()), list(.relation.to_families().iter().copied()))]
    CannotJoin {
        /// The relation.
        relation: Relation,
        /// The kind at its start.
        from: Kind,
        /// The kind at its end.
        to: Kind,
    },
    /// The same link twice.
    #[error("the same link is already given at {first}; give it once")]
    DuplicateLink {
        /// Where the first one stands.
        first: Origin,
    },
    /// A role on a relation that has none.
    #[error("`{relation}` has no role, but `{role}` is given; leave it out")]
    MisplacedRole {
        /// The relation.
        relation: Relation,
        /// The role.
        role: Role,
    },
    /// A value or declared figure of a name that is not known.
    #[error("`{written}` is no known {what}{}; known are: {known}", offer(.suggestion))]
    UnknownMeasure {
        /// What the name should be of.
        what: &'static str,
        /// What was written.
        written: String,
        /// The known one that is most like it.
        suggestion: Option<String>,
        /// All known ones.
        known: String,
    },
    /// A text that is no number.
    #[error(transparent)]
    NotANumber(#[from] ParseDecimalError),
    /// A number that its measure cannot hold.
    #[error(transparent)]
    BeyondMeasure(#[from] RescaleError),
    /// A measure whose values are too great to be added up.
    #[error("the values of `{measure}` overflow here: all magnitudes add up to {total}, which lies beyond 64 bits")]
    TotalOverflow {
        /// The measure.
        measure: String,
        /// The total of the magnitudes, in units of the measure's scale.
        total: u128,
    },
    /// A measure declared twice.
    #[error("the measure `{0}` is declared twice")]
    MeasureTwice(String),
    /// A measure that two ledgers declare differently.
    #[error("the measure `{0}` has another unit or scale than in an earlier ledger; make them alike")]
    MeasureDiffers(String),
    /// A measure that is named as a kind: a declared figure could be of either.
    #[error("a measure may not be named `{0}`, which is a kind; a declared figure could be of either")]
    MeasureNamedAsKind(Kind),
    /// A measure without a name.
    #[error("a measure needs a name")]
    UnnamedMeasure,
    /// A bound of [`Limits`] or of a measure's scale is passed.
    #[error("{what} is {found}; at most {limit} (`{name}`) is allowed")]
    Limit {
        /// What was measured.
        what: &'static str,
        /// How much it is.
        found: u64,
        /// How much it may be.
        limit: u64,
        /// The field of [`Limits`] or the constant that says so.
        name: &'static str,
    },
}

fn existing(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |code| format!("; there is one of code `{code}`"))
}

fn offer(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!(" (did you mean `{name}`?)"))
}

/// The items with commas between them; "nothing" for none.
fn list<T: fmt::Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    if items.is_empty() { "nothing".to_owned() } else { items.join(", ") }
}

impl BuildError {
    pub(super) fn new(
        origin: Origin,
        field: Option<&str>,
        code: Option<&str>,
        problem: impl Into<BuildProblem>,
    ) -> Self {
        Self { origin, field: field.map(str::to_owned), code: code.map(str::to_owned), problem: problem.into() }
    }

    /// Where the row stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The field or column of the row, where it is one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The code of the node that the row is about.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &BuildProblem {
        &self.problem
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.origin.field(self.field()))?;
        if let Some(code) = &self.code {
            write!(f, ", node `{code}`")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for BuildError {}

impl From<LedgerError> for BuildError {
    fn from(error: LedgerError) -> Self {
        Self::new(error.origin().clone(), error.field(), None, error.problem().clone())
    }
}

impl From<LedgerErrors> for BuildErrors {
    /// What has not the form of a ledger, and together with it all that building finds wrong with the rows that
    /// could be read.
    fn from(errors: LedgerErrors) -> Self {
        super::Builder::examine(errors, &Limits::DEFAULT)
    }
}

impl BuildErrors {
    pub(super) fn new(errors: Vec<BuildError>) -> Self {
        debug_assert!(!errors.is_empty());
        Self(errors)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, BuildError> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a BuildErrors {
    type Item = &'a BuildError;
    type IntoIter = std::slice::Iter<'a, BuildError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for BuildErrors {
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

impl std::error::Error for BuildErrors {}
