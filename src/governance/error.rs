//! What can be wrong with a ledger, so that it cannot be built.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use crate::excerpt::excerpt;
use crate::kind::{Kind, Relation, Role, UnknownNameError};
use crate::language::Language;
use crate::ledger::{LedgerError, LedgerProblem, Origin};
use crate::measure::{ParseDecimalError, RescaleError};
use crate::message::{Level, Message, Tell, Term, WordingIn};
use crate::suggestion::{did_you_mean, near_it};
use crate::text::{Differences, NearCode};

/// Something that is wrong with a ledger, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    origin: Origin,
    field: Option<String>,
    code: Option<String>,
    problem: BuildProblem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum BuildProblem {
    /// The row is not in the form of a ledger's row.
    #[error(transparent)]
    Form(#[from] LedgerProblem),
    /// A node without a code.
    #[error("the code is empty; every node needs one of its own")]
    EmptyCode,
    /// Two nodes with the same code.
    #[error("the code is already that of a node at {first}; each node needs one of its own")]
    DuplicateCode {
        /// Where the first node with the code is.
        first: Origin,
    },
    /// A text that is not a kind, relation or role.
    #[error(transparent)]
    UnknownName(#[from] UnknownNameError),
    /// A code that looks like that of another node, so that nobody can tell them apart (形同码异).
    #[error(
        "the code is the same as `{other}` at {first} but for {differences}; where both are one node, write its code \
         alike and give it one row; where they are two, give them codes that differ in more"
    )]
    SameForm {
        /// The other code.
        other: String,
        /// Where the other node is.
        first: Origin,
        /// In what they differ.
        differences: Differences,
    },
    /// The parent of a node or an end of a link is not the code of any node.
    #[error("no node has the code `{written}`{}", near_it(.near))]
    UnknownCode {
        /// What was written.
        written: String,
        /// The codes that may be meant, the nearest first.
        near: Vec<NearCode>,
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
        /// The codes on the cycle, each the parent of the one before it; the first comes again at the end.
        codes: Vec<String>,
    },
    /// Containment written as a link; it is written as a node's parent.
    #[error("containment is no link; write it as the parent of `{to}`")]
    ContainmentAsLink {
        /// The node that should be contained.
        to: String,
    },
    /// Containment among the relations that a ledger records; it is always recorded.
    #[error("containment is always recorded; name only the links that are: {}", list(Relation::LINKS.iter().copied()))]
    ContainmentRecorded,
    /// A link between kinds that its relation cannot join.
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
        /// Where the first one is.
        first: Origin,
    },
    /// A role on a relation that has no roles.
    #[error("`{relation}` has no role, but `{role}` is given; leave it out")]
    MisplacedRole {
        /// The relation.
        relation: Relation,
        /// The role.
        role: Role,
    },
    /// A value or declared figure under an unknown name.
    #[error("`{written}` is no known {what}{}; known are: {known}", did_you_mean(.suggestion))]
    UnknownMeasure {
        /// What the name should have been: a measure, or a kind or measure.
        what: Term,
        /// What was written.
        written: String,
        /// The most similar known name.
        suggestion: Option<String>,
        /// All known names.
        known: String,
    },
    /// A text that is not a number.
    #[error(transparent)]
    NotANumber(#[from] ParseDecimalError),
    /// A number that its measure cannot hold.
    #[error(transparent)]
    BeyondMeasure(#[from] RescaleError),
    /// The sum of a measure's values may overflow.
    #[error("the values of `{}` overflow here: all magnitudes add up to {total}, which lies beyond 64 bits", excerpt(.measure))]
    TotalOverflow {
        /// The measure.
        measure: String,
        /// The sum of all absolute values, in units of the measure's scale.
        #[serde(serialize_with = "crate::message::as_text")]
        total: u128,
    },
    /// A measure declared twice.
    #[error("the measure `{}` is declared twice", excerpt(.0))]
    MeasureTwice(String),
    /// A measure that two ledgers declare differently.
    #[error("the measure `{}` has another unit or scale than in an earlier ledger; make them alike", excerpt(.0))]
    MeasureDiffers(String),
    /// A measure that has the name of a kind: a declared figure could be of either.
    #[error("a measure may not be named `{0}`, which is a kind; a declared figure could be of either")]
    MeasureNamedAsKind(Kind),
    /// A measure without a name.
    #[error("a measure needs a name")]
    UnnamedMeasure,
    /// A limit of [`Limits`](crate::ledger::Limits), or that of a measure's scale, is exceeded.
    #[error("{what} is {found}; at most {limit} (`{name}`) is allowed")]
    Limit {
        /// What was measured.
        what: Term,
        /// How much it is.
        found: u64,
        /// How much is allowed.
        limit: u64,
        /// The field of [`Limits`](crate::ledger::Limits) or the constant that says so.
        name: &'static str,
    },
}

/// The items, separated by commas; "nothing" if there are none.
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

    /// Where the row is: file, sheet or text, line and column.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The field or column of the row; `None` if the error is not about a single one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The code of the node that the error is about, if it is about a node.
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

impl Tell for BuildError {
    fn message(&self) -> Message {
        let place = self.origin.place(self.field());
        Message::of(Level::Error, &self.problem).at(place).about(self.code(), None, None)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.origin.field(self.field());
        place.line(language, self.code(), WordingIn(&self.problem, language), f)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for BuildError {
    /// Why the file or stream cannot be read, where that is it.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            BuildProblem::Form(problem) => problem.io_error().map(|error| error as _),
            _ => None,
        }
    }
}

/// A code that no node has, with those that may be meant.
///
/// ```
/// use gridgov::kind::{Kind, ThirdGrid};
/// use gridgov::text::Likeness;
/// # use gridgov::{governance::Governance, ledger::Draft};
///
/// # let mut draft = Draft::new("Xushui");
/// draft.root(ThirdGrid, "XS-T01", "一号网格");
/// let governance = Governance::build(&draft)?;
/// let error = governance.find("xs-t1").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "no node has the code `xs-t1`; near it: `XS-T01` 一号网格 (the same but for zeros before a number)"
/// );
/// assert_eq!(error.near()[0].why, Likeness::Padding);
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no node has the code `{}`{}", excerpt(.written), near_it(.near))]
pub struct UnknownCodeError {
    written: String,
    near: Vec<NearCode>,
}

impl UnknownCodeError {
    pub(super) fn new(written: &str, near: Vec<NearCode>) -> Self {
        Self { written: written.to_owned(), near }
    }

    /// What was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The codes that may be meant, the nearest first.
    #[must_use]
    pub fn near(&self) -> &[NearCode] {
        &self.near
    }
}

impl From<LedgerError> for BuildError {
    fn from(error: LedgerError) -> Self {
        Self::new(error.origin().clone(), error.field(), None, error.problem().clone())
    }
}
