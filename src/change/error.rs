//! Why a set of changes cannot be applied.

mod conflict; // what two changes contradict each other about
mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

pub use conflict::{About, Conflict};

use super::{Change, Tie, codes};
use crate::errors::Errors;
use crate::governance::{BuildError, BuildProblem};
use crate::kind::Kind;
use crate::language::Language;
use crate::measure::Decimal;
use crate::message::{Level, Message, Tell, Wording};
use crate::suggestion::near_it;
use crate::text::NearCode;

/// All reasons why a set of changes cannot be applied, in the order of the changes.
pub type ChangeErrors = Errors<ChangeError>;

/// A reason why a set of changes cannot be applied, with the change that it is about.
///
/// It displays as `change 3 (move ..): ..`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeError {
    place: Option<usize>,
    change: Option<Box<Change>>,
    problem: Box<ChangeProblem>,
}

/// What is wrong with a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeProblem {
    /// A code that no node has: before the stage where the node is changed, after it where something is to belong to it.
    #[error("no node has the code `{written}`{}", near_it(.near))]
    UnknownCode {
        /// What was written.
        written: String,
        /// The codes that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// A change of a node that another change of the stage only makes.
    #[error("`{code}` is made only by change {by}; state there what it shall be")]
    MadeHere {
        /// The code.
        code: String,
        /// The place of the change that makes it.
        by: usize,
    },
    /// Something is to belong to a node that ends.
    #[error("`{code}` ends with change {by}; name the node that will be there")]
    Ended {
        /// The code.
        code: String,
        /// The place of the change that ends it.
        by: usize,
    },
    /// Something is to belong to a node that is recoded, and names it by its old code.
    #[error("`{code}` becomes `{to}` with change {by}; name it so where something shall belong to it")]
    Recoded {
        /// The old code.
        code: String,
        /// The new code.
        to: String,
        /// The place of the change that recodes it.
        by: usize,
    },
    /// Two changes contradict each other, or say the same twice.
    #[error("{}", contradiction(*.other, .other_change, .about, *.same))]
    Contradiction {
        /// The place of the other change.
        other: usize,
        /// The other change.
        other_change: Box<Change>,
        /// What both speak of.
        about: Conflict,
        /// Whether both say the same.
        same: bool,
    },
    /// A node without a code.
    #[error("the code is empty; every node needs one of its own")]
    EmptyCode,
    /// The code of another node.
    #[error("the code `{code}` is that of another node; each node needs one of its own")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// What a closed node would leave behind.
    #[error("closing it would leave behind {}", left(.children, .links))]
    WouldOrphan {
        /// The children that stay below it.
        children: Vec<String>,
        /// The links that stay.
        links: Vec<Tie>,
    },
    /// What goes to no part of a node that is divided.
    #[error("no part takes {}; name them to a part, or a part that takes the rest", left(.children, .links))]
    NotNamed {
        /// The children that no part takes.
        children: Vec<String>,
        /// The links that no part takes.
        links: Vec<Tie>,
    },
    /// A part takes what the node does not have.
    #[error("`{code}` is neither a child of the node nor linked to it, so that no part can take it")]
    NotItsOwn {
        /// What it takes.
        code: String,
    },
    /// A child goes to two parts.
    #[error("the child `{code}` can go to one part only, not to {}", codes(.parts.iter().map(String::as_str)))]
    TakenTwice {
        /// The child.
        code: String,
        /// The parts that take it.
        parts: Vec<String>,
    },
    /// A node that is divided into fewer than two.
    #[error("a split makes at least two parts, not {count}; to change the node itself, rename or recode it")]
    TooFewParts {
        /// How many parts there are.
        count: usize,
    },
    /// The part that takes the rest is none of the parts.
    #[error("`{code}` takes the rest, but is none of the parts")]
    UnknownRest {
        /// The code of the part.
        code: String,
    },
    /// The numbers of the parts do not add up to that of the whole.
    #[error("`{measure}` of the parts adds up to {parts}, but the node has {whole}; state what each part has")]
    Totals {
        /// The measure.
        measure: String,
        /// What the node has.
        whole: Decimal,
        /// What the parts have together.
        parts: Decimal,
    },
    /// Numbers that cannot be added up.
    #[error("`{measure}` of the nodes adds up to more than 64 bits can hold")]
    Overflow {
        /// The measure.
        measure: String,
    },
    /// A rate of nodes to merge.
    #[error("`{measure}` is a rate, which cannot be added up; state with `measures` what the new node has")]
    BareRate {
        /// The measure.
        measure: String,
    },
    /// Fewer than two nodes to merge.
    #[error("a merger needs at least two nodes, not {count}")]
    TooFewMerged {
        /// How many nodes there are.
        count: usize,
    },
    /// A node that a merger names twice.
    #[error("`{code}` is named twice; name each node once")]
    MergedTwice {
        /// The code.
        code: String,
    },
    /// Nodes of several kinds to merge.
    #[error("only nodes of one kind can be merged, but {}", kinds(.nodes))]
    MergedKinds {
        /// The nodes, each with its kind.
        nodes: Vec<(String, Kind)>,
    },
    /// Nodes to merge that stand below different nodes.
    #[error("the nodes stand below {}; say with `below` where the new one belongs", codes(.parents.iter().map(String::as_str)))]
    MergedParents {
        /// The codes of the nodes that they stand below.
        parents: Vec<String>,
    },
    /// A node is to stand below itself, or below one of its descendants.
    #[error("`{below}` stands below `{code}`, or is it; a node cannot contain itself")]
    UnderItself {
        /// The node.
        code: String,
        /// Where it should be moved.
        below: String,
    },
    /// Changes that together make nodes contain each other.
    #[error("together with change {}, nodes would contain each other: {}", numbers(.others), .codes.join(" -> "))]
    Circle {
        /// The places of the other changes.
        others: Vec<usize>,
        /// The codes on the way round, each the parent of the one before it, ending with the first again.
        codes: Vec<String>,
    },
    /// A link that is not there to be undone.
    #[error("there is no such link{}", instead(.others))]
    NoSuchLink {
        /// The links between the same nodes that there are.
        others: Vec<Tie>,
    },
    /// A link that is there already.
    #[error("there is such a link already")]
    LinkExists,
    /// What no graph may be.
    #[error("{}{problem}", about_of(.about))]
    Rule {
        /// The node or link that is meant, where it is not the one that the change names.
        about: Option<About>,
        /// What is wrong with it.
        problem: BuildProblem,
    },
    /// The new map cannot be built.
    #[error("the new map: {0}")]
    #[serde(skip)]
    Result(BuildError),
}

impl From<BuildProblem> for ChangeProblem {
    fn from(problem: BuildProblem) -> Self {
        Self::Rule { about: None, problem }
    }
}

fn about_of(about: &Option<About>) -> String {
    about.as_ref().map_or_else(String::new, |about| format!("{about}: "))
}

fn contradiction(other: usize, change: &Change, about: &Conflict, same: bool) -> String {
    if same {
        format!("says the same as change {other}; say it once")
    } else {
        format!("contradicts change {other} ({change}): {about}")
    }
}

fn left(children: &[String], links: &[Tie]) -> String {
    let shown = |what: &str, one: &str, all: &[String]| {
        let what = if all.len() == 1 { one } else { what };
        (!all.is_empty()).then(|| format!("{} {what} ({})", all.len(), codes(all.iter().map(String::as_str))))
    };
    let links: Vec<String> = links.iter().map(Tie::bare).collect();
    let parts = [shown("children", "child", children), shown("links", "link", &links)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

fn kinds(of: &[(String, Kind)]) -> String {
    of.iter().map(|(code, kind)| format!("`{code}` is a {kind}")).collect::<Vec<_>>().join(", ")
}

fn numbers(places: &[usize]) -> String {
    places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

fn instead(others: &[Tie]) -> String {
    let others: Vec<String> = others.iter().map(Tie::bare).collect();
    if others.is_empty() { String::new() } else { format!("; there is {}", codes(others.iter().map(String::as_str))) }
}

impl ChangeError {
    pub(super) fn new(place: usize, change: &Change, problem: ChangeProblem) -> Self {
        Self { place: Some(place), change: Some(Box::new(change.clone())), problem: Box::new(problem) }
    }

    pub(super) fn of_the_whole(problem: ChangeProblem) -> Self {
        Self { place: None, change: None, problem: Box::new(problem) }
    }

    /// The place of the change in its set, counted from one over all stages; `None` for an error that belongs to no single change.
    #[must_use]
    pub const fn place(&self) -> Option<usize> {
        self.place
    }

    /// The change.
    #[must_use]
    pub fn change(&self) -> Option<&Change> {
        self.change.as_deref()
    }

    /// Adds the codes that may be meant by one that no node has.
    pub(super) fn set_near(&mut self, codes: Vec<NearCode>) {
        if let ChangeProblem::UnknownCode { near, .. } = &mut *self.problem {
            *near = codes;
        }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problem(&self) -> &ChangeProblem {
        &self.problem
    }
}

impl Tell for ChangeError {
    fn message(&self) -> Message {
        let message = Message::of(Level::Error, &*self.problem);
        match self.place.zip(self.change.as_ref()) {
            Some((place, change)) => message.with("change", place).with("what", change),
            None => message,
        }
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((place, change)) = self.place.zip(self.change.as_ref()) {
            match language {
                Language::English => write!(f, "change {place} ({change}): ")?,
                Language::Chinese => write!(f, "第{place}项变更（{}）：", change.in_chinese())?,
            }
        }
        self.problem.tell(language, f)
    }
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Tell::tell(self, Language::English, f)
    }
}

impl std::error::Error for ChangeError {}

/// The errors in the order of their changes; what is wrong with the whole set comes last.
pub(super) fn in_order_of_changes(mut errors: ChangeErrors) -> ChangeErrors {
    errors.sort_by_key(|error| error.place.unwrap_or(usize::MAX));
    errors
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
