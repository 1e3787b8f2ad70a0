//! The graph as tables that any engine reads (数据表), SQL for them, and totals that its results are checked with.

mod check; // an engine's result beside control totals
mod chunk; // the cells of a column of a row group
mod column; // columns and cells
mod digest; // the digest of a graph
mod error; // what can be wrong with tables
mod export; // a graph as a folder of tables
mod facts; // facts with what is above their nodes
mod folder; // files that are all written, or none
mod import; // a folder of tables as a graph
mod meta; // what the files are
mod read; // a file, column by column
mod result; // what an engine gave
pub(crate) mod schema; // the files and their columns
pub mod sql; // texts for engines
mod tally; // what the tables add up to
mod totals; // what results are checked with
mod write; // a file as a stream of row groups

pub use check::{CheckError, CheckErrors, CheckProblem, Checked};
pub use error::{TableError, TableErrors, TableProblem};
pub use export::{ExportOptions, Exported, ExportedFile};
#[cfg(feature = "arrow")]
pub use facts::EnrichedBatch;
pub use facts::{
    EnrichedFacts, Enricher, FactError, FactErrors, FactFile, FactMeasure, FactProblem, FactRows, FactTotal,
    FactTotals, UnknownCode, UnknownCodes, write_facts,
};
pub use result::EngineResult;
pub use totals::ControlTotals;
