//! What must hold for every ledger, compared with a naive oracle wherever there is an answer to compare.

mod build;
mod byte_edits;
mod change;
mod coverage;
mod crosswalk;
mod door;
mod facts;
mod ground;
mod history;
mod kept_boundaries;
mod ledger;
mod map;
mod never_panics;
mod odd_texts;
#[path = "../api/office_formats.rs"]
mod office_formats;
mod oracle;
mod records;
mod rollup;
mod set;
mod stream;
mod table;
mod workbook;
mod workbook_bytes;

use proptest::prelude::ProptestConfig;

/// Four times as many cases as a test names, and more if `PROPTEST_CASES` is above its default of 256. Failures are not
/// saved to files: a failure becomes a test of its own.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: cases * (default.cases / 64).max(1), failure_persistence: None, ..default }
}
