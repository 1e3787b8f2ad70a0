use crate::ledger::workbook::settle::test_ledgers::{communities, grids, read, sheet};

#[test]
fn a_sheet_may_be_named_after_what_contains_its_rows() {
    for (name, headings, row) in [
        ("惠民社区", "网格编号|网格名称", "third_grid X 甲 < A"),
        ("1.惠民社区", "网格编号|网格名称", "third_grid X 甲 < A"),
        ("2康乐社区网格", "网格编号|网格名称", "third_grid X 甲 < B"),
        ("惠民社区台账", "网格编号|网格名称", "third_grid X 甲 < A"),
        ("惠民社区三级网格", "编码|名称", "third_grid X 甲 < A"),
        ("惠民社区楼栋", "编码|名称", "building X 甲 < A"),
        ("楼栋（惠民社区）", "编码|名称", "building X 甲 < A"),
        ("惠民社区", "楼栋编号|楼栋名称", "building X 甲 < A"),
        ("A", "小区编号|小区名称", "compound X 甲 < A"),
        ("须水街道", "网格编号|网格名称", "second_grid X 甲 < S"),
    ] {
        let told = read(communities().into_iter().chain([sheet(name, &[headings, "X|甲"])]));
        assert_eq!(told.row("X"), row, "{name}");
        assert!(told.note().contains("after which") || told.note().contains("read as"), "{}", told.note());
    }
}

#[test]
fn the_names_of_rows_say_what_they_are() {
    let rows = ["编码|名称", "X|1号楼", "Y|2号楼"];
    let told = read(communities().into_iter().chain([sheet("惠民社区", &rows)]));
    assert_eq!(told.row("Y"), "building Y 2号楼 < A");
}

#[test]
fn a_sheet_that_does_not_say_what_its_rows_are_is_one_error() {
    let told = read(communities().into_iter().chain([sheet("惠民社区", &["编码|名称", "X|甲", "Y|乙", "Z|丙"])]));
    assert!(told.error().starts_with("惠民社区: nothing says what the 3 rows of this sheet are"), "{}", told.error());
    assert!(told.error().contains("三级网格, 专属网格, 小区"), "{}", told.error());
    let told = read([sheet("天气", &["编码|名称", "X|甲", "Y|乙"])]);
    assert!(told.error().starts_with("天气: nothing says what the 2 rows"), "{}", told.error());
}

#[test]
fn what_a_row_says_comes_before_the_name_of_its_sheet() {
    let rows = ["编码|类别|名称|上级", "X|三级网格|甲|康乐社区", "Y|三级网格|乙|", "Z|微网格|丙|乙"];
    let told = read(communities().into_iter().chain([sheet("惠民社区", &rows)]));
    assert_eq!(told.row("X"), "third_grid X 甲 < B");
    assert_eq!(told.row("Y"), "third_grid Y 乙 < A");
    assert_eq!(told.row("Z"), "micro_grid Z 丙 < Y");
}

#[test]
fn columns_of_ancestors_say_what_rows_are() {
    let told = read(communities().into_iter().chain([sheet("台账", &["网格编号|网格名称|所属社区", "X|甲|惠民社区"])]));
    assert_eq!(told.row("X"), "third_grid X 甲 < A");
    let told = read(
        grids().into_iter().chain([sheet("台账", &["网格编号|网格名称|社区|三级网格", "X|甲|康乐社区|第一网格"])]),
    );
    assert_eq!(told.row("X"), "micro_grid X 甲 < T-3");
}

#[test]
fn a_sheet_of_levels_may_be_named_after_what_contains_them() {
    let told = read(communities().into_iter().chain([sheet("惠民社区", &["三级网格|微网格", "一号网格|微1"])]));
    assert_eq!(told.row("A/一号网格"), "third_grid A/一号网格 一号网格 < A");
    assert_eq!(told.row("A/一号网格/微1"), "micro_grid A/一号网格/微1 微1 < A/一号网格");
}

#[test]
fn a_file_of_a_folder_may_be_named_after_what_contains_its_rows() {
    let rows = sheet("三级网格", &["编码|名称", "X|甲"]).in_file("台账/惠民社区.xlsx");
    let told = read(communities().into_iter().chain([rows]));
    assert_eq!(told.row("X"), "third_grid X 甲 < A");
    assert!(told.note().starts_with("台账/惠民社区.xlsx, 三级网格: 1 rows"), "{}", told.note());
}
