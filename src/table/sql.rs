//! SQL over the tables (SQL语句): the same text for every engine.
//!
//! [`Texts`] makes texts for a graph: how many and how much at each level, each place once where several grids claim it,
//! coverage, one subtree, rates, and facts by period. Whoever runs a text registers the files under the names `nodes`,
//! `links`, `bridge`, `measures` and `facts`.
//!
//! ```
//! use gridgov::governance::Governance;
//! use gridgov::kind::{SecondGrid, Shop, Subdistrict};
//! use gridgov::ledger::Draft;
//! use gridgov::table::sql::Texts;
//!
//! let mut draft = Draft::new("Xushui");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let grid = draft.add(street, SecondGrid, "G-1", "第一网格");
//! draft.add(grid, Shop, "X-1", "粮油店");
//! let governance = Governance::build(&draft)?;
//!
//! let counts = Texts::of(&governance).counts();
//! assert_eq!(counts.name(), "counts");
//! assert_eq!(
//!     counts.text(),
//!     "\
//! -- The nodes of each kind at and below every area and grid, where they are contained.
//! SELECT
//!     'subdistrict' AS level,
//!     subdistrict AS unit,
//!     kind,
//!     count(*) AS nodes
//! FROM nodes
//! WHERE subdistrict IS NOT NULL
//! GROUP BY subdistrict, kind
//! UNION ALL
//! SELECT
//!     'second_grid' AS level,
//!     second_grid AS unit,
//!     kind,
//!     count(*) AS nodes
//! FROM nodes
//! WHERE second_grid IS NOT NULL
//! GROUP BY second_grid, kind
//! UNION ALL
//! SELECT
//!     'all' AS level,
//!     'all' AS unit,
//!     kind,
//!     count(*) AS nodes
//! FROM nodes
//! GROUP BY kind
//! ORDER BY level, unit, kind
//! "
//! );
//! # Ok::<(), gridgov::governance::BuildErrors>(())
//! ```
//!
//! # What the texts keep to
//!
//! The texts are run on `DuckDB`, `DataFusion`, Polars, Spark and `PostgreSQL` by `benches/engines.py`, and each answer is
//! compared with that of the crate.
//!
//! - **No dialect.** Joins, `UNION ALL`, `GROUP BY`, `CASE`, `CAST` to `BIGINT` and `INTEGER`, and `extract` of a date.
//! - **Nothing that users wrote stands in a text.** Identifiers are the ids of kinds and the columns of the tables; names of
//!   measures come from the table `measures`, as data; a subtree is a range of numbers. Columns of facts are the only names
//!   that a caller gives, and [`Facts`] refuses each that some engine would read in another way.
//! - **One `GROUP BY` a level.** `ROLLUP` would group by levels that a branch of the tree does not have.
//! - **Integers only**, in units of the scale of a measure. Sums are cast to 64 bits: `DuckDB` makes 128 of them and
//!   `PostgreSQL` a numeric, which later steps may round. Beyond 64 bits `DuckDB` refuses, but `DataFusion` and Polars give
//!   another number without a word (tried); `PostgreSQL` and, by default, Spark document an error. No sum of a unit gets
//!   there: building a graph refuses such measures, and the enricher such facts.
//! - **Nothing is not zero.** A sum over no values is `NULL`. A question that a ledger cannot answer at a node counts it as
//!   `unrecorded`, and a unit in which a question is about nothing has no row.
//! - A text ends without a semicolon. Rows are in the order of the columns that name them, as the engine compares texts.
#![doc = include_str!("sql/guide.md")]

mod coverage; // what is led, served and in a grid
mod error; // what is wrong with a request
mod facts; // facts by unit and period
mod identifier; // names that every engine reads alike
mod nodes; // counts and sums over nodes
mod select; // the parts of a statement

use std::fmt;

pub use error::SqlError;
pub use facts::{Facts, Period};

use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::table::schema;

/// A statement, and a name for its file and its answer: letters of ASCII, digits and underscores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sql {
    name: String,
    text: String,
}

/// Makes the texts for the tables of a graph, and no other: levels, columns of measures and ranges are those of the graph.
#[derive(Debug, Clone)]
pub struct Texts<'g> {
    governance: &'g Governance,
    /// From the top; each is a column of nodes and facts.
    levels: Vec<Kind>,
    /// The column of each measure.
    measures: Vec<String>,
}

impl Sql {
    /// A statement with a comment above it, which must be a text of this crate.
    fn new(name: impl Into<String>, about: &str, statement: &str) -> Self {
        Self { name: name.into(), text: format!("-- {about}\n{statement}\n") }
    }

    /// What the text is called, such as `counts_at_third_grid`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, which begins with a comment on what it answers.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'g> Texts<'g> {
    /// The texts for the tables of a graph. O(territories).
    #[must_use]
    pub fn of(governance: &'g Governance) -> Self {
        Self { governance, levels: schema::levels(governance), measures: schema::measure_columns(governance) }
    }

    /// The levels (层级): the kinds of areas and grids that the graph has, from the top.
    #[must_use]
    pub fn levels(&self) -> &[Kind] {
        &self.levels
    }

    /// All texts that need nothing but the graph: counts and sums in every counting, at all levels together and at each
    /// alone, and the answers to all questions of coverage.
    #[must_use]
    pub fn all(&self) -> Vec<Sql> {
        let mut all = vec![
            self.counts(),
            self.sums(),
            self.distinct_counts(),
            self.distinct_sums(),
            self.answers_for_counts(),
            self.answers_for_sums(),
        ];
        all.extend(self.levels.iter().flat_map(|level| [nodes::counts_of(*level), self.sums_of(*level)]));
        for question in Question::ALL {
            all.extend([self.shares(*question), self.shares_by_kind(*question), self.uncovered(*question)]);
        }
        all
    }

    /// The level of this kind, or what levels there are.
    fn level(&self, kind: Kind) -> Result<Kind, SqlError> {
        if self.levels.contains(&kind) {
            return Ok(kind);
        }
        Err(SqlError::NoLevel { kind, levels: self.levels.clone() })
    }

    /// The first and the last number of a node and all below it.
    fn numbers<K>(&self, node: Node<'_, K>) -> Result<(u32, u32), SqlError> {
        if !std::ptr::eq(node.governance(), self.governance) {
            return Err(SqlError::OtherGraph);
        }
        Ok((node.index(), self.governance.tree().end(node.index()) - 1))
    }
}

#[cfg(test)]
#[path = "sql_tests.rs"]
mod tests;
