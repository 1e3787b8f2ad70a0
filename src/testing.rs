//! Random ledgers and graphs for property tests: the strategies that the crate tests itself with.
//!
//! Behind the feature `proptest`. The ledgers are valid and ugly on purpose: several roots of any kind, levels
//! skipped, places in places, places covered by many grids and by grids above them, joint branches, names that
//! repeat, codes of every form. They are built up node by node and never filtered, so that no case is thrown
//! away and failures shrink well.
//!
//! ```
//! use gridgov::testing;
//! use proptest::prelude::*;
//!
//! proptest!(ProptestConfig::with_cases(16), |(governance in testing::governances())| {
//!     for node in governance.nodes() {
//!         prop_assert!(node.children().all(|below| below.parent() == Some(node)));
//!     }
//! });
//! ```

mod fault;
mod grow;

use proptest::collection::vec;
use proptest::prelude::*;

use self::grow::{link_seed, measure_seeds, node_seed};
use crate::governance::Governance;
use crate::ledger::Ledger;

/// How many nodes [`ledgers`] go up to.
pub const MAX_NODES: usize = 60;

/// Valid ledgers of up to [`MAX_NODES`] nodes, their rows in any order.
pub fn ledgers() -> impl Strategy<Value = Ledger> {
    ledgers_of(MAX_NODES)
}

/// Valid ledgers of up to `max_nodes` nodes and a few more links than nodes, their rows in any order.
pub fn ledgers_of(max_nodes: usize) -> impl Strategy<Value = Ledger> {
    let nodes = vec(node_seed(), 0..=max_nodes);
    let links = vec(link_seed(), 0..=max_nodes + max_nodes / 2);
    (measure_seeds(), nodes, links).prop_map(|(measures, nodes, links)| grow::ledger(&measures, &nodes, &links))
}

/// The graphs of [`ledgers`].
pub fn governances() -> impl Strategy<Value = Governance> {
    governances_of(MAX_NODES)
}

/// The graphs of [`ledgers_of`].
///
/// # Panics
///
/// If a ledger cannot be built, which is a fault of this module.
pub fn governances_of(max_nodes: usize) -> impl Strategy<Value = Governance> {
    ledgers_of(max_nodes).prop_map(|ledger| match Governance::build(&ledger) {
        Ok(governance) => governance,
        Err(errors) => panic!("a random ledger should be valid:\n{errors}"),
    })
}

/// The same measures, nodes and links in another order.
pub fn shuffled(ledger: Ledger) -> impl Strategy<Value = Ledger> {
    let Ledger { title, measures, nodes, links } = ledger;
    let rows = (Just(measures).prop_shuffle(), Just(nodes).prop_shuffle(), Just(links).prop_shuffle());
    rows.prop_map(move |(measures, nodes, links)| Ledger { title: title.clone(), measures, nodes, links })
}

/// The ledger with one to four faults in it: a duplicate code, an unknown parent, a kind that may not stand
/// there, a cycle, a link given twice, a number that its measure cannot hold, and the like.
///
/// Some faults need a row or a measure that a small ledger does not have, and some do no harm where they
/// strike: what comes out is an error or a valid graph, and building it must tell which.
pub fn mutated(ledger: Ledger) -> impl Strategy<Value = Ledger> {
    vec(fault::seed(), 1..=4).prop_map(move |faults| {
        let mut ledger = ledger.clone();
        for fault in faults {
            fault.strike(&mut ledger);
        }
        ledger
    })
}

#[cfg(test)]
#[path = "testing_tests.rs"]
mod tests;
