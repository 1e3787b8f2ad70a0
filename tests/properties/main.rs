//! What must hold for every ledger, against a naive judge where there is an answer to compare.

mod build;
mod coverage;
mod hostile;
mod ledger;
mod oracle;
mod rollup;
mod set;

use proptest::prelude::ProptestConfig;

/// Four times as many cases as a test names, and no files of failures: a failure becomes a test of its own.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases: cases * 4, failure_persistence: None, ..ProptestConfig::default() }
}
