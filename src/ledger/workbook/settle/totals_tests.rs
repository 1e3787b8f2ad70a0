use crate::ledger::workbook::settle::test_ledgers::{communities, sheet};
use crate::ledger::workbook::{Headings, Workbook};

/// What the nodes declare, after a list of grids with these totals.
fn declared(lines: &[&str]) -> (Vec<String>, Vec<String>) {
    let grids = ["所属社区|网格编号|网格名称|户数", "惠民社区|T-1|一号网格|#420", "惠民社区|T-2|二号网格|#400"];
    let sheets = communities().into_iter().chain([sheet("三级网格", &[&grids[..], lines].concat())]);
    let reading = sheets.fold(Workbook::new(""), Workbook::with_sheet).read(&Headings::default());
    let notes = reading.notes().map(ToString::to_string).collect();
    let ledger = reading.into_ledger().unwrap_or_else(|errors| panic!("{errors}"));
    let declared = ledger
        .nodes
        .iter()
        .flat_map(|row| row.declared.iter().map(move |(of, figure)| format!("{} {of}={figure}", row.code)));
    (declared.collect(), notes)
}

#[test]
fn a_total_is_of_whom_it_names_or_of_what_contains_the_rows_above() {
    for (line, expected) in [
        ("合计|||#820", "A households=820"),
        ("惠民社区小计|||#820", "A households=820"),
        ("须水街道合计|||#820", "S households=820"),
        ("全街道合计|||#820", "S households=820"),
        ("本社区合计|||#820", "A households=820"),
    ] {
        assert_eq!(declared(&[line]).0, [expected], "{line}");
    }
}

#[test]
fn a_total_of_what_is_no_node_declares_nothing() {
    let (declared, notes) = declared(&["全市合计|||#820"]);
    assert!(declared.is_empty(), "{declared:?}");
    assert!(notes.iter().any(|note| note.contains("地市")), "{notes:?}");
}
