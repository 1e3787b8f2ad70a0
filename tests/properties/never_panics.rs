//! Reading any bytes gives an error or a valid graph, never a panic.

use gridgov::governance::Governance;
use gridgov::ledger::Ledger;
use gridgov::rollup::{CountByKind, Distinct, EveryCover};
use gridgov::testing;
use proptest::prelude::*;

use crate::byte_edits::{edit, edited};
use crate::config;

/// Either all errors can be displayed, or all questions can be asked of the graph.
fn is_an_error_or_a_valid_graph(ledger: &Ledger) -> Result<(), TestCaseError> {
    match Governance::build(ledger) {
        Err(errors) => prop_assert!(errors.iter().len() > 0 && !errors.to_string().is_empty()),
        Ok(governance) => {
            prop_assert_eq!(governance.node_count(), ledger.nodes.len(), "no row is lost");
            prop_assert_eq!(governance.link_count(), ledger.links.len(), "no link is lost");
            governance.roll_up(Distinct, (CountByKind, governance.sums()))?;
            // With `EveryCover` a sum may overflow, which is an error as well.
            let _ = governance.roll_up(EveryCover, governance.sums());
            let _ = (governance.claims(), governance.audit());
        }
    }
    Ok(())
}

/// What is inserted into the bytes of ledgers.
const SCRAPS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b",",
    b"null",
    b"1e999",
    b"\\u0000",
    b"\xff",
    b"[[[[[[[[[[[[[[[[[[[[",
    b"-9223372036854775809",
];

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn any_bytes_as_json(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(ledger) = Ledger::from_json_reader(bytes.as_slice()) {
            is_an_error_or_a_valid_graph(&ledger)?;
        }
    }

    #[test]
    fn any_bytes_as_csv(nodes in prop::collection::vec(any::<u8>(), 0..200), links in prop::collection::vec(any::<u8>(), 0..200)) {
        let header = b"code,kind,name,parent\n";
        for nodes in [nodes.clone(), [header.to_vec(), nodes].concat()] {
            if let Ok(ledger) = Ledger::from_csv_readers(nodes.as_slice(), links.as_slice()) {
                is_an_error_or_a_valid_graph(&ledger)?;
            }
        }
    }

    #[test]
    fn any_edit_of_a_json_ledger(ledger in testing::ledgers_of(12), edits in prop::collection::vec(edit(SCRAPS), 1..4)) {
        let bytes = edited(ledger.to_json_string().into_bytes(), &edits);
        match Ledger::from_json_reader(bytes.as_slice()) {
            Ok(ledger) => is_an_error_or_a_valid_graph(&ledger)?,
            Err(errors) => prop_assert!(!errors.to_string().is_empty()),
        }
    }

    #[test]
    fn any_edit_of_csv_tables(ledger in testing::ledgers_of(12), edits in prop::collection::vec(edit(SCRAPS), 1..4)) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        ledger.write_csv(&mut nodes, &mut links).expect("a valid ledger fits into tables");
        let (nodes, links) = (edited(nodes, &edits), edited(links, &edits));
        match Ledger::from_csv_readers(nodes.as_slice(), links.as_slice()) {
            Ok(ledger) => is_an_error_or_a_valid_graph(&ledger)?,
            Err(errors) => prop_assert!(!errors.to_string().is_empty()),
        }
    }

    #[test]
    fn any_fault_of_rows(ledger in testing::with_faults()) {
        is_an_error_or_a_valid_graph(&ledger)?;
    }
}
