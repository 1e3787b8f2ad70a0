//! The pair of CSV tables: `nodes.csv` and `links.csv`.
//!
//! A column holds each measure. Its heading is the name of the measure, and may state the unit and the scale (the
//! digits behind the point): `floor_area (m2; scale 2)`. Without a stated scale, the number with the most digits decides
//! it. Texts that a spreadsheet would run as formulas are marked with an apostrophe, in headings too.
//!
//! - `read`: tables -> ledger
//! - `stream`: tables -> rows that are handed on one by one; `lines` cuts out the cells
//! - `write`: ledger -> tables
//! - `writable`: what tables cannot say

mod lines;
mod read;
mod stream;
mod writable;
mod write;

pub(super) use lines::TableText;
pub(super) use read::read;
pub(super) use stream::stream;
pub(super) use writable::check;
#[cfg(feature = "workbook")]
pub(super) use writable::{check_measures, check_numbers};
#[cfg(feature = "workbook")]
pub(super) use write::with_digits;
pub(super) use write::write;

/// The name of a table, for errors, and its text.
type Named<'a> = (&'a str, &'a str);

/// The columns of `nodes.csv` that every ledger has, in this order.
const NODE_COLUMNS: [&str; 5] = ["code", "kind", "name", "parent", "category"];
/// The column of `nodes.csv` with the relations that are recorded; only where a row or the ledger states them.
const RECORDS: &str = "records";
/// The columns of `links.csv`, in this order.
const LINK_COLUMNS: [&str; 4] = ["relation", "from", "to", "role"];
/// What stands before the kind or measure of a declared figure.
const DECLARED: &str = "declared:";

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
