use super::*;
use crate::ledger::workbook::table::test_sheet::{self, told};

fn shapes(sheet: &str) -> Vec<TableShape> {
    test_sheet::shapes(&test_sheet::sheet(sheet))
}

fn texts(sheet: &str) -> String {
    let shape = &shapes(sheet)[0];
    let shown = shape.headings.iter().map(|heading| {
        let mark = if heading.purpose.is_none() { "?" } else { "" };
        format!("{}{}{mark}", heading.column, heading.text)
    });
    format!("{:?} {}", shape.heading_lines, shown.collect::<Vec<_>>().join(" "))
}

#[test]
fn headings_in_two_lines_are_joined() {
    let sheet = "须水街道三级网格台账>>10\n序号|网格编号|网格名称|上级|户籍人口>>2||流动人口>>2||网格长>>2\n\
                 ^序号|^网格编号|^网格名称|^上级|户数|人口数|户数|人口数|姓名|电话\n1|T-1|一号网格|惠民社区|100|300|20|40|张三|0371";
    assert_eq!(
        texts(sheet),
        "[2, 3] 1序号 2网格编号 3网格名称 4上级 5户籍人口·户数 6户籍人口·人口数? 7流动人口·户数? 8流动人口·人口数? 9网格长姓名 10电话"
    );
    assert_eq!(told(sheet), "title heading second data");
    // Without merged ranges, as in CSV.
    let sheet = "编号|名称|网格长||户数\n||姓名|电话|\nT-1|一号|张三|0371|5";
    assert_eq!(texts(sheet), "[1, 2] 1编号 2名称 3网格长姓名 4电话 5户数");
    // A group that only sets columns apart; three lines.
    let sheet = "基本信息>>3|||人口情况>>2|\n编号|名称|上级|户数|人口数\nT-1|一号|惠民|5|9";
    assert_eq!(texts(sheet), "[1, 2] 1编号 2名称 3上级 4户数 5人口数");
    let sheet =
        "编号|名称|人员配备>>3\n^编号|^名称|网格长>>2||网格员\n^编号|^名称|姓名|电话|姓名\nT-1|一号|张三|0371|李四";
    assert_eq!(texts(sheet).split(' ').next(), Some("[1,"));
    assert!(texts(sheet).starts_with("[1, 2, 3]"), "{}", texts(sheet));
}

#[test]
fn titles_explanations_and_rows_are_no_second_lines() {
    assert!(texts("网格台账>>4\n编号|名称|上级|户数\nT-1|一号|惠民|5").starts_with("[2] "));
    assert!(texts("须水街道网格台账>>3|||2025年>>2\n编号|名称|上级|户数|备注\nT-1|一号|惠民|5").starts_with("[2] "));
    assert!(texts("编号|名称|网格长>>2||户数\n必填|必填|填姓名|填电话|整数\nT-1|一号|张三|0371|5").starts_with("[1] "));
    assert!(texts("编号|名称|网格长>>2||户数\nT-1|一号|张三|电话\nT-2|二号").starts_with("[1] "));
    assert!(texts("编号|名称||户数\nT-1|一号|甲|5").starts_with("[1] "));
    assert!(texts("编号|名称|网格长>>2\nT甲|一号|张三|李四").starts_with("[1] "));
}

#[test]
fn tables_below_each_other_are_told_apart() {
    let sheet = "网格编号|网格名称|上级|户数\nT-1|一号网格|惠民社区|420\n\n微网格\n网格编号|网格名称|上级|网格员\nM-1|微1|一号网格|张三";
    let found: Vec<_> =
        shapes(sheet).iter().map(|shape| (shape.first, shape.heading_lines.clone(), shape.last)).collect();
    assert_eq!(found, [(1, vec![1], 3), (4, vec![5], u32::MAX)]);
    // Without a gap, with a foot between, without a title, and with headings in two lines.
    let sheet = "网格编号|网格名称|户数\nT-1|一号网格|420\n微网格>>3\n网格编号|网格名称|网格员\nM-1|微1|张三\n填表人：钱七\n楼栋名称|上级\n1号楼|M-1\n\n\
                 表四\n编号|名称|网格长>>2\n^编号|^名称|姓名|电话\nX|甲|乙|0";
    let found: Vec<_> =
        shapes(sheet).iter().map(|shape| (shape.first, shape.heading_lines.clone(), shape.last)).collect();
    assert_eq!(found, [(1, vec![1], 2), (3, vec![4], 6), (7, vec![7], 9), (10, vec![11, 12], u32::MAX)]);
    assert_eq!(told(sheet), "heading data title heading data signature heading data blank title heading second data");
}

#[test]
fn rows_whose_cells_are_known_headings_are_rows() {
    let sheet = "编号|名称|职务|类别\nP-1|张三|网格长|微网格\nP-2|网格员|网格长|社区";
    assert_eq!(shapes(sheet).len(), 1);
    assert_eq!(told(sheet), "heading data data");
    let sheet = "类别|职务|名称\n微网格|网格长|张三\n社区|网格员|李四";
    assert_eq!(shapes(sheet).len(), 1);
}

#[test]
fn a_sheet_without_known_headings_has_no_table() {
    assert_eq!(shapes("id|unique_id\n1|2"), []);
    assert_eq!(shapes(""), []);
}

#[test]
fn repeated_headings_begin_no_table() {
    let sheet =
        "编号|名称|网格长>>2\n^编号|^名称|姓名|电话\nX|甲|乙|0\n编号|名称|网格长>>2\n^编号|^名称|姓名|电话\nY|甲|乙|0";
    assert_eq!(shapes(sheet).len(), 1);
    assert_eq!(told(sheet), "heading second data again again data");
}
