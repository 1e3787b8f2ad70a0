//! The graph as tables that any engine reads (数据表), SQL for them, and totals that its results are checked with.
//!
//! A city keeps its events in a lake of Parquet and asks engines there. It must get the same answers as in memory, at any
//! size, and know it when an engine lost or doubled rows. The contract is files and portable SQL; no engine is in the crate.
//!
//! ```
//! use gridgov::prelude::*;
//! use gridgov::table::{ControlTotals, EngineResult, ExportOptions};
//!
//! let mut draft = Draft::new("须水街道");
//! draft.measure("households");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, "第一网格"));
//! let building = draft.add(one, Building, "B-1", "1号楼");
//! draft.row(building).measure("households", 60);
//! draft.cover(two, building);
//! let governance = Governance::build(&draft)?;
//!
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! let written = governance.export(folder, &ExportOptions::default())?;
//! println!("{} files, {} bytes", written.files.len(), written.bytes());
//!
//! // Elsewhere: SELECT 'second_grid' AS level, second_grid AS unit, COUNT(*) AS rows, SUM(m_households) AS households
//! //            FROM nodes WHERE second_grid IS NOT NULL GROUP BY second_grid
//! let result = "level,unit,rows,households\nsecond_grid,G-1,2,60\nsecond_grid,G-2,1,\n";
//! let result = EngineResult::from_csv_str(result)?.of_levels(["second_grid"]);
//! assert!(ControlTotals::read(folder)?.check(&result).is_ok());
//!
//! // And back: the same graph.
//! assert_eq!(Governance::from_tables(folder)?.to_ledger(), governance.to_ledger());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The files
//!
//! [`Governance::export`](crate::governance::Governance::export) writes them into one folder. Texts are UTF-8, integers are
//! signed, pages are packed with zstd, row groups have at most 131,072 rows, and every column has statistics. No name of a
//! column is a reserved word of SQL but `end` and `of`. Equal graphs are written as equal bytes.
//!
//! **`nodes.parquet`**: the nodes in pre-order.
//!
//! | column | form | what |
//! |---|---|---|
//! | `code`, `name`, `kind` | text | as in the ledger; the kind by its id |
//! | `category`, `parent` | text or null | the category, and the code of the parent |
//! | `pre`, `end` | int32 | the number of the node, and the first one behind its subtree: what is below a node is a range |
//! | `depth` | int32 | how many nodes are above it |
//! | `territory` | text or null | the code of the area or grid that it is or stands in directly |
//! | `records_leads`, `records_seated_at`, `records_covers`, `records_serves`, `records_member_of` | int32 | 1 where the ledgers record the relation at the node, else 0: see [`Governance::recorded`](crate::governance::Governance::recorded) |
//! | one for each kind of area and grid that occurs, named by its id: `province` .. `micro_grid` | text or null | the code of the node of this kind that it is or stands in |
//! | `m_` and the id of a measure | int64 or null | its own value in units of the scale: at scale 2, 3244.52 is 324452 |
//!
//! A measure whose id is no plain name of at most 60 signs (`a-z`, `0-9`, `_`) is named by its position among all
//! measures: `m_0`. `measures.parquet` and `meta.json` say which is which.
//!
//! **`links.parquet`**: `relation`, `from_code`, `to_code`, `role` (text or null), in this order of the rows.
//!
//! **`bridge.parquet`**: who counts where beyond the columns of levels, each pair once.
//!
//! | column | form | what |
//! |---|---|---|
//! | `basis` | text | `covers`: a place in or at a covered place, with each area and grid that counts it once; `answers_for`: what a Party organisation answers for, with those below it |
//! | `unit`, `unit_kind` | text | the area, grid or Party organisation |
//! | `node` | text | the code that joins |
//! | `home` | int32 | 1 where the unit contains the node, 0 where it only covers it; of a Party organisation, 1 for areas and grids that it answers for |
//! | `joins` | text | the column of `nodes` that `node` is found in: `code`, or `territory` for an area or grid with what stands in it directly |
//!
//! So [`Distinct`](crate::rollup::Distinct) is a plain sum: the nodes of a column of a level, and the rows of `covers` with
//! `home = 0`. A sum over all rows of `answers_for` of one unit counts each node once.
//!
//! **`declared.parquet`**: `code`, `pre` (int32), `of` (the id of a kind or measure), `scale` (int32), and what is declared:
//! `at_least` and `at_most` (int64 or null) in units of that scale. Equal bounds are an exact figure; where both are null,
//! it is declared to be unknown. `at_least_digits` and `at_most_digits` (int32 or null) are the digits behind the point
//! with which each was written.
//!
//! **`measures.parquet`**: `position` (int32, from 0), `column_name`, `measure` (its id), `scale` (int32), `unit` (text or
//! null).
//!
//! **`meta.json`** says what the files are, and is written last: the version of the tables (`tables`), the title, what is
//! recorded, the notes on how the ledgers were read, the number of nodes by kind, levels with their totals, measures with
//! their columns, and for each file its rows, bytes, SHA-256 and the sums of its measures. `digest` is the SHA-256 of this
//! text with an empty `digest`, and so of everything: equal graphs, written alike, have equal ones.
//!
//! # Facts
//!
//! [`Enricher`] adds `pre`, `territory` and the columns of levels to facts, so that an engine needs no join: from a Parquet
//! file, of rows that come from code ([`FactRows`]), and with the feature `arrow` of record batches. It writes
//! **`facts.parquet`** (or `facts-000.parquet` and so on, whole sub-districts in each), sorted by node; **`facts-unknown.parquet`**,
//! the rows whose codes no node has; and **`facts_totals.parquet`**: `level`, `unit`, `rows` (int64) and `sum_` with the name of
//! each measure (int64 or decimal, or null), whose first row is all facts under `all`, `all`. [`FactTotals::check`] compares an
//! engine's result with them.
//!
//! With the feature `record`, `Records::to_parquet` writes records with the same columns, and `RecordReader::parquet` reads
//! them and the files of others.
//!
//! What is wrong with facts has the ids `facts.unreadable`, `facts.unwritable`, `facts.damaged`, `facts.encrypted`,
//! `facts.codec`, `facts.no_column`, `facts.not_text`, `facts.not_summable`, `facts.measure_twice`, `facts.name_taken`,
//! `facts.same_file`, `facts.in_work`, `facts.other_columns`, `facts.other_length`, `facts.column_twice`,
//! `facts.too_many_nodes` and `facts.overflow`; what is off with a result has those that begin with `check.`.
//!
//! # Back
//!
//! [`Governance::from_tables`](crate::governance::Governance::from_tables) reads the graph again and believes nothing: each
//! file must be the one whose digest `meta.json` has, cells must agree with each other, rows pass all checks of building,
//! and the graph must have the totals that were written down. What is copied in (`pre`, `end`, levels, the bridge) follows
//! from the rest and is guarded by the digests. What is wrong is told with file, row and
//! column; the ids are `table.not_written`, `table.too_many_nodes`, `table.unreadable`, `table.missing`,
//! `table.not_parquet`, `table.not_meta`, `table.version`, `table.file_differs`,
//! `table.count_differs`, `table.no_column`, `table.unknown_column`, `table.wrong_form`, `table.disagrees`, and those of
//! building.

mod check; // an engine's result beside control totals
mod chunk; // the cells of a column of a row group
mod column; // columns and cells
mod error; // what can be wrong with tables
mod export; // a graph as a folder of tables
mod facts; // facts with what is above their nodes
mod folder; // files that are all written, or none
mod import; // a folder of tables as a graph
mod meta; // what the files are
mod read; // a file, column by column
#[cfg(feature = "record")]
mod records; // records as files
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
