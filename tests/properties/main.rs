//! What must hold for every ledger, against a naive judge where there is an answer to compare.

mod boundary;
mod build;
mod change;
mod coverage;
mod crosswalk;
mod edit;
mod history;
mod hostile;
mod ledger;
mod odd;
mod oracle;
mod rollup;
mod set;
mod workbook;
mod workbook_bytes;

use proptest::prelude::ProptestConfig;

/// Four times as many cases as a test names, more with `PROPTEST_CASES` (256 is the default), and no files of
/// failures: a failure becomes a test of its own.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: cases * (default.cases / 64).max(1), failure_persistence: None, ..default }
}
