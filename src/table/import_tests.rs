//! Export and import are each other's opposite, and everything that is wrong with a folder is told.

use super::*;
use crate::table::ExportOptions;

/// A folder with the tables of a small graph.
fn folder() -> (tempfile::TempDir, Governance) {
    let governance = crate::table::export::tests::street();
    let folder = tempfile::tempdir().unwrap();
    governance.export(folder.path(), &ExportOptions::default()).unwrap();
    (folder, governance)
}

#[test]
fn the_same_graph_is_read() {
    let (folder, governance) = folder();
    let again = Governance::from_tables(folder.path()).unwrap();
    assert_eq!(again.to_ledger(), governance.to_ledger());
    assert_eq!(again.to_ledger().to_json_string(), governance.to_ledger().to_json_string());
    assert_eq!(again.node("X").unwrap().origin().line(), Some(5));
}
