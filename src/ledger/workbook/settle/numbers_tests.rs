use super::*;
use crate::ledger::workbook::Sheet;
use crate::ledger::workbook::settle::test_ledgers::{Told, grids, read, sheet};

#[test]
fn a_number_says_nothing_of_what_contains_it() {
    for code in ["1", "01", "0012", "3号楼", "2单元", "7#", "12栋"] {
        assert!(is_number(code), "{code}");
    }
    for code in ["", "M-1", "410102012", "12345", "B1", "号楼", "1-1", "C-1/1"] {
        assert!(!is_number(code), "{code}");
    }
}

/// Two compounds, and buildings.
fn buildings(lines: &[&str], more: impl IntoIterator<Item = Sheet>) -> Told {
    let compounds = sheet("小区", &["编码|名称|所属网格", "C-1|惠民小区|T-1", "C-2|康乐小区|T-3"]);
    read(grids().into_iter().chain([compounds, sheet("楼栋", lines)]).chain(more))
}

#[test]
fn numbers_that_begin_anew_become_unique_by_what_contains_them() {
    let lines = [
        "楼栋编号|楼栋名称|所属小区",
        "#1|1号楼|惠民小区",
        "#2|2号楼|惠民小区",
        "#1|1号楼|康乐小区",
        "#3|3号楼|康乐小区",
    ];
    let told = buildings(&lines, []);
    for row in ["C-1/1 1号楼 < C-1", "C-1/2 2号楼 < C-1", "C-2/1 1号楼 < C-2", "C-2/3 3号楼 < C-2"] {
        assert!(told.rows.contains(&format!("building {row}")), "{row}: {:#?}", told.rows);
    }
    assert!(told.note().starts_with("楼栋!A4 (楼栋编号): "), "{}", told.note());
    assert!(told.note().contains("C-1/1, C-2/1 (4 cells: A2, A3, A4, A5)"), "{}", told.note());
}

#[test]
fn references_to_numbers_are_resolved_within_what_contains_them() {
    let lines = ["楼栋编号|楼栋名称|所属小区", "#1|1号楼|惠民小区", "#1|1号楼|康乐小区"];
    let units = sheet("单元", &["编号|名称|所属小区|所属楼栋", "#1|一单元|惠民小区|#1", "#1|一单元|康乐小区|1号楼"]);
    let told = buildings(&lines, [units]);
    assert_eq!(told.row("C-1/1/1"), "unit C-1/1/1 一单元 < C-1/1");
    assert_eq!(told.row("C-2/1/1"), "unit C-2/1/1 一单元 < C-2/1");
    let units = sheet("单元", &["编号|名称|所属楼栋", "U-1|一单元|#1"]);
    let told = buildings(&lines, [units]);
    assert!(told.error().contains("`1` is the name of several: C-1/1, C-2/1"), "{}", told.error());
}

#[test]
fn a_grid_covers_the_place_of_a_number_that_lies_where_it_lies() {
    let lines = ["楼栋编号|楼栋名称|所属小区", "#1|1号楼|惠民小区", "#1|1号楼|康乐小区"];
    let covers = sheet("微网格", &["编码|名称|上级|覆盖场所", "M-1|微1|T-1|1号楼", "M-3|微3|T-3|#1"]);
    let told = buildings(&lines, [covers]);
    for link in ["M-1 covers C-1/1", "M-3 covers C-2/1"] {
        assert!(told.rows.contains(&link.to_owned()), "{link}: {:#?} {:#?}", told.rows, told.errors);
    }
}

#[test]
fn numbers_of_two_kinds_are_told_apart() {
    let lines = ["楼栋编号|楼栋名称|所属小区", "#1|1号楼|惠民小区"];
    let units = sheet("单元", &["编号|名称|所属楼栋", "#1|一单元|1号楼"]);
    let told = buildings(&lines, [units]);
    assert_eq!(told.row("C-1/1/1"), "unit C-1/1/1 一单元 < C-1/1");
}

#[test]
fn numbers_that_do_not_begin_anew_stay() {
    let lines = ["楼栋编号|楼栋名称|所属小区", "#1|1号楼|惠民小区", "#2|2号楼|惠民小区", "#3|1号楼|康乐小区"];
    let told = buildings(&lines, []);
    assert_eq!(told.row("3"), "building 3 1号楼 < C-2");
    assert!(told.notes.is_empty());
}

#[test]
fn where_nothing_tells_the_container_that_is_one_error() {
    let told =
        buildings(&["楼栋编号|楼栋名称|户数", "#1|1号楼|#60", "#2|2号楼|#60", "#1|1号楼|#60", "#2|2号楼|#48"], []);
    assert!(told.error().starts_with("楼栋!A4 (楼栋编号): "), "{}", told.error());
    assert!(told.error().contains("4 cells: A2, A3, A4, A5"), "{}", told.error());
    assert!(!told.error().contains("keep"), "{}", told.error());
    let told = buildings(&["楼栋编号|楼栋名称|所属小区", "#1|1号楼|惠民小区", "#1|1号楼|康乐小区", "#1|1号楼|"], []);
    assert!(told.error().starts_with("楼栋!A4"), "{}", told.error());
}

#[test]
fn codes_that_are_more_than_numbers_are_one_node_or_two_to_decide() {
    let told = buildings(&["楼栋编号|楼栋名称|所属小区", "B-1|1号楼|惠民小区", "B-1|1号楼|康乐小区"], []);
    assert!(told.error().contains("if they are two, give each a code of its own"), "{}", told.error());
}
