//! What must hold for any ledger, tried on random ones: each module one subject.

mod build;
mod dump;
mod hostile;
mod ledger;

use proptest::prelude::*;

/// So many cases; a failing one is shown shrunk and kept nowhere, it belongs into a test of its own.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}
