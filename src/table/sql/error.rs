//! What is wrong with a request for a text.

mod wording; // ids, parts and Chinese texts

use serde::Serialize;

use crate::excerpt::excerpt;
use crate::governance::UnknownMeasureError;
use crate::kind::Kind;
use crate::suggestion::{did_you_mean, suggest};

/// No text can be made.
///
/// | id | what it tells | 说明 |
/// |---|---|---|
/// | `sql.not_a_column` | A name that cannot be a column everywhere | 不能作列名 |
/// | `sql.reserved_column` | A word of SQL as the name of a column | 列名是SQL的保留字 |
/// | `sql.taken_column` | The name of another column | 列名重复 |
/// | `sql.unknown_column` | A measure that facts were not said to have | 事实没有该指标 |
/// | `sql.no_level` | A level that the graph does not have | 没有该层级 |
/// | `measure.unknown` | A measure that the graph does not have | 没有该指标 |
/// | `sql.other_graph` | A node of another graph | 节点属于另一份台账 |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SqlError {
    /// A name that some engine reads in another way than as a column, whatever its quotes.
    #[error(
        "`{}` cannot be the name of a column; write at most 63 of the letters a to z, digits and underscores, and no digit first",
        excerpt(written)
    )]
    NotAColumn {
        /// What was given.
        written: String,
    },
    /// A word that is part of the language of some engine.
    #[error(
        "`{written}` is a word of SQL in some engine and cannot be the name of a column; rename it, such as to `{written}_`"
    )]
    ReservedColumn {
        /// What was given.
        written: String,
    },
    /// A column that the tables have, or that was given before.
    #[error("`{written}` is the name of another column already; rename one of them")]
    TakenColumn {
        /// What was given.
        written: String,
    },
    /// A measure that was not given as one of the facts.
    #[error(
        "`{}` is no measure of these facts{}; they have {}", excerpt(written),
        did_you_mean(&suggest(written, known.iter().map(String::as_str)).map(str::to_owned)),
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    )]
    UnknownColumn {
        /// What was given.
        written: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A level that the graph, and so its tables, does not have.
    #[error("the tables have no level `{}`; they have {}", kind.id(), ids(levels))]
    NoLevel {
        /// What was asked for.
        kind: Kind,
        /// What there is, from the top.
        levels: Vec<Kind>,
    },
    /// A measure that the graph does not have.
    #[error(transparent)]
    UnknownMeasure(
        #[serde(skip)]
        #[from]
        UnknownMeasureError,
    ),
    /// A node of another graph.
    #[error("the node is of another graph; take it from the one whose tables are asked")]
    OtherGraph,
}

/// Ids of kinds in a row.
fn ids(kinds: &[Kind]) -> String {
    let ids: Vec<&str> = kinds.iter().map(|kind| kind.id()).collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
