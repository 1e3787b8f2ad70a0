//! Facts: what happened at nodes, with the codes above each node copied in, so that engines need no join.

pub(super) mod ancestors; // the columns that are added
pub(super) mod any_column; // a column of any type
#[cfg(feature = "arrow")]
mod batch; // facts as record batches
mod division; // which rows go where
mod error; // what is wrong with facts
mod file; // from a Parquet file to others
mod measures; // columns that are summed
pub(super) mod output; // a file that is written
mod rows; // facts that come from code
mod sort; // sorting in bounded memory
pub(super) mod source; // a file that is read
mod totals; // how many facts, and sums, at every level
mod totals_file; // totals as a file
mod unknown; // codes that no node has
pub(super) mod work; // files in the making

use parquet::schema::types::SchemaDescriptor;

#[cfg(feature = "arrow")]
pub use batch::EnrichedBatch;
pub use error::{FactError, FactErrors, FactProblem};
pub use file::{EnrichedFacts, FactFile};
pub use rows::{FactRows, write_facts};
pub use totals::{FactMeasure, FactTotal, FactTotals};
pub use unknown::{UnknownCode, UnknownCodes};

use self::ancestors::Ancestors;
use crate::governance::Governance;
use crate::suggestion::suggest;

/// Adds to facts (事实) what the graph knows of their nodes, so that engines sum them at every level without a join.
///
/// A fact is a row with the code of a node: a visit, a case, a reading of a meter. Behind its own columns come:
///
/// | column | form | what it is |
/// |---|---|---|
/// | `pre` | 32 bits | the number of the node in pre-order, as in `nodes.parquet`: a subtree is a range of it |
/// | `territory` | text or null | the code of the lowest area or grid that contains the node, or that it is |
/// | one each level, named by the id of its kind | text or null | the code of the area or grid of this level, the node itself included |
///
/// Party organisations and people lie in no area or grid, so that all texts are null there.
///
/// [`Enricher::enrich_file`] goes from Parquet to Parquet and carries every other column along as it is, lists and structs
/// too. [`Enricher::enrich_rows`] takes rows from code, and with the feature `arrow` there is `enrich` for record batches.
///
/// ```
/// use gridgov::prelude::*;
/// use gridgov::table::{Enricher, FactRows, write_facts};
///
/// let mut draft = Draft::new("须水街道");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// draft.add(street, SecondGrid, "G-1", "第一网格");
/// draft.add(street, SecondGrid, "G-2", "第二网格");
/// let governance = Governance::build(&draft)?;
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let visits = FactRows::new()
///     .with_texts("grid", [Some("G-2"), Some("G-1"), Some("G-7"), Some("G-2")])
///     .with_integers("minutes", [Some(30), Some(20), Some(45), None]);
/// write_facts(folder.join("visits.parquet"), [visits])?;
///
/// let enricher = Enricher::new(&governance).with_node_column("grid").with_measure("minutes");
/// let facts = enricher.enrich_file(folder.join("visits.parquet"), folder.join("facts"))?;
/// assert_eq!(facts.files[0].rows, 3);
///
/// // Nothing is dropped: rows with unknown codes are counted, listed and kept in a file of their own.
/// assert_eq!(facts.unknown.listed().map(|(code, _)| code).collect::<Vec<_>>(), ["G-7"]);
/// assert!(folder.join("facts/facts-unknown.parquet").exists());
///
/// // What an engine must come to.
/// let street = facts.totals.at("subdistrict", "410102012").unwrap();
/// assert_eq!((street.rows, facts.totals.sum(street, "minutes")), (3, Some(50.into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Cost
///
/// O(rows · columns + nodes). Files are gone through twice, first the codes alone. Then rows are handed out to pieces, which
/// are sorted one by one and stand on the disk where they are too many. In memory are 8 bytes a node, as many bytes of
/// facts as [`Enricher::with_memory`] says, and while a piece is sorted about twice as much of it: half of that, or one part
/// in 128 of all facts where that is more. The folder needs room for the facts twice while they are being written.
#[derive(Debug)]
pub struct Enricher<'g> {
    ancestors: Ancestors<'g>,
    node_column: String,
    measures: Vec<String>,
    parts: usize,
    memory: usize,
}

impl<'g> Enricher<'g> {
    /// An enricher of facts whose column `node` holds the codes of nodes. O(areas and grids · levels).
    #[must_use]
    pub fn new(governance: &'g Governance) -> Self {
        Self {
            ancestors: Ancestors::new(governance),
            node_column: "node".to_owned(),
            measures: Vec::new(),
            parts: 1,
            memory: 128 << 20,
        }
    }

    /// The same with another column of codes.
    #[must_use]
    pub fn with_node_column(mut self, name: impl Into<String>) -> Self {
        self.node_column = name.into();
        self
    }

    /// The same with one more measure: a column of integers or decimals whose sums stand in the totals.
    #[must_use]
    pub fn with_measure(mut self, name: impl Into<String>) -> Self {
        self.measures.push(name.into());
        self
    }

    /// The same, writing so many files: 1 if nothing is said, at most 128. Each holds whole sub-districts, about as many rows
    /// as the others. There are fewer files where there are not as many sub-districts with facts.
    #[must_use]
    pub fn with_parts(mut self, parts: usize) -> Self {
        self.parts = parts.clamp(1, division::MOST_PIECES as usize);
        self
    }

    /// The same, holding about so many bytes of facts in memory: 128 MiB if nothing is said.
    #[must_use]
    pub fn with_memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// The columns that have the name of one that is added. Engines make no difference between capitals and small letters.
    fn names_taken<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<FactProblem> {
        names
            .filter(|name| self.ancestors.names().any(|added| added.eq_ignore_ascii_case(name)))
            .map(|name| FactProblem::NameTaken { name: name.to_owned() })
            .collect()
    }

    /// Where the graph has more nodes than their numbers reach.
    fn too_many_nodes(&self) -> Option<FactProblem> {
        let (found, limit) = (self.ancestors.governance().node_count() as u64, i32::MAX as u64);
        (found > limit).then_some(FactProblem::TooManyNodes { found, limit })
    }
}

/// A column that a file does not have.
fn no_column(schema: &SchemaDescriptor, name: &str) -> FactProblem {
    let fields = schema.root_schema().get_fields();
    no_column_of(fields.iter().map(|field| field.name().to_owned()).collect(), name)
}

/// A column that is none of these.
fn no_column_of(columns: Vec<String>, name: &str) -> FactProblem {
    let near = suggest(name, columns.iter().map(String::as_str)).map(str::to_owned);
    FactProblem::NoColumn { name: name.to_owned(), near, columns }
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
