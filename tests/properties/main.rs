//! What must hold for every ledger, against a naive judge where there is an answer to compare.

mod build;
mod coverage;
mod hostile;
mod ledger;
mod oracle;
mod rollup;
mod set;

use proptest::prelude::ProptestConfig;

/// So many cases, and no files of failures: a failure becomes a test of its own.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
