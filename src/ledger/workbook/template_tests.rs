use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use super::*;
use crate::audit::Findings;
use crate::governance::Governance;
use crate::kind::{Kind, Role};
use crate::ledger::workbook::{Headings, Remark};

fn written() -> Vec<u8> {
    Template::new().to_xlsx().unwrap()
}

/// The file, opened as anybody's.
fn read() -> Workbook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("模板.xlsx");
    std::fs::write(&path, written()).unwrap();
    Workbook::open(&path).unwrap()
}

fn built() -> Governance {
    let reading = read().read(&Headings::default());
    Governance::build(reading.ledger().unwrap_or_else(|errors| panic!("{errors}"))).unwrap()
}

/// A part of the file, as text.
fn part(name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(written())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The lists of a sheet: the range, and what can be chosen.
fn lists(number: usize) -> Vec<(String, Vec<String>)> {
    let text = part(&format!("xl/worksheets/sheet{number}.xml"));
    let between = |text: &str, before: &str, after: &str| {
        let (_, rest) = text.split_once(before).unwrap();
        rest.split_once(after).unwrap().0.to_owned()
    };
    let of = |validation: &str| {
        let choices = between(validation, "<formula1>\"", "\"</formula1>");
        (between(validation, "sqref=\"", "\""), choices.split(',').map(str::to_owned).collect())
    };
    text.split("<dataValidation ").skip(1).map(of).collect()
}

#[test]
fn what_is_written_is_read_as_a_valid_ledger() {
    let workbook = read();
    for (read, meant) in workbook.sheets().iter().zip(Template::new().workbook().sheets()) {
        assert!(read == meant, "{} is not read as it was meant", meant.name());
    }
    let reading = workbook.read(&Headings::default());
    let notes: Vec<&Remark> = reading.notes().map(super::super::Note::remark).collect();
    assert_eq!(notes, [&Remark::SheetIgnored("说明".to_owned())]);
    assert_eq!(reading.ledger().unwrap().title, TITLE);
    built();
}

#[test]
fn there_is_an_example_of_each_kind_below_a_district_and_of_each_post() {
    let governance = built();
    let kinds = Kind::ALL.iter().filter(|kind| **kind >= Kind::Subdistrict);
    let missing: Vec<&Kind> = kinds.filter(|kind| governance.set_of_kind(**kind).is_empty()).collect();
    assert_eq!(missing, Vec::<&Kind>::new());
    let posts: BTreeSet<Role> = governance.links().all().iter().filter_map(|link| link.role).collect();
    assert_eq!(posts.into_iter().collect::<Vec<_>>(), Role::ALL);
}

#[test]
fn its_examples_are_as_they_should_be() {
    let governance = built();
    let findings: Findings<'_> = governance.audit();
    assert!(findings.is_empty(), "{:?}", findings.iter().map(crate::message::Tell::message).collect::<Vec<_>>());
}

#[test]
fn kinds_and_posts_are_chosen_from_lists_that_reach_to_the_last_row() {
    assert_eq!(lists(1), []);
    let grids = ["街道", "二级网格", "三级网格", "专属网格", "微网格"].map(str::to_owned).to_vec();
    assert_eq!(lists(2), [("B3:B1048576".to_owned(), grids)]);
    let places = ["小区", "楼栋", "单元", "企业", "商户", "学校", "其他场所"].map(str::to_owned).to_vec();
    assert_eq!(lists(3), [("B2:B1048576".to_owned(), places)]);
    let party = ["党委", "党总支", "党支部", "党小组"].map(str::to_owned).to_vec();
    assert_eq!(lists(4), [("B2:B1048576".to_owned(), party)]);
    let posts = Role::ALL.iter().map(|role| role.chinese().to_owned()).collect();
    assert_eq!(lists(5), [("D2:D1048576".to_owned(), posts)]);
}

#[test]
fn heads_stay_in_sight_and_codes_are_text() {
    for (number, head) in [(2, 2), (3, 1), (4, 1), (5, 1)] {
        let sheet = part(&format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains(&format!("<pane ySplit=\"{head}\"")), "sheet {number}");
        // The first column has a look of its own, which cells to come take over.
        let (_, column) = sheet.split_once("<col min=\"1\"").unwrap();
        assert!(column.split_once("/>").unwrap().0.contains(" style=\""), "sheet {number}");
    }
    assert!(part("xl/styles.xml").contains("numFmtId=\"49\""), "text");
}

#[test]
fn the_guide_explains_every_column() {
    let workbook = Template::new().workbook();
    let [guide, tables @ ..] = workbook.sheets() else { panic!("there are sheets") };
    let told: BTreeSet<(String, String)> = guide
        .rows()
        .map(|(row, _)| [1, 2].map(|at| guide.cell(Position::new(row, at)).map(ToString::to_string)))
        .filter_map(|[sheet, column]| Some((sheet?, column?)))
        .collect();
    let told_of: Vec<_> =
        guide_sheet::sections().map(|(row, table)| (guide.cell(Position::new(row, 1)), table)).collect();
    assert!(told_of.iter().all(|(cell, table)| cell.map(ToString::to_string).as_deref() == Some(*table)));
    for (sheet, table) in tables.iter().zip(&TABLES) {
        for (_, at, _) in table.numbered() {
            let heading = sheet.cell(Position::new(table.head(), at)).unwrap().to_string();
            let column = (sheet.name().to_owned(), heading.trim_end_matches('*').to_owned());
            assert!(told.contains(&column), "{column:?} is not explained");
        }
    }
}

#[test]
fn what_the_guide_allows_is_understood() {
    let mut grids = sheet(&TABLES[0]);
    let at = Position::new;
    // A column of one's own, and one that counts for grids.
    grids.set(at(2, 9), "备注");
    grids.set(at(3, 9), "新设");
    grids.set(at(2, 10), "户数");
    grids.set(at(7, 10), 60.0);
    // Figures that are about right, a parent by its name, and a total at the end.
    grids.set(at(3, 6), "50余");
    grids.set(at(3, 8), "近60");
    grids.set(at(7, 4), "示例社区第一网格");
    grids.set(at(8, 1), "合计");
    grids.set(at(8, 10), 60.0);
    // People without codes, in any order of the columns; one with two posts.
    let mut people = Sheet::new("人员");
    for (row, cells) in
        (1..).zip([["职务", "姓名*", "负责网格"], ["网格长", "张三", "WG01"], ["网格员", "张三", "示例社区"]])
    {
        for (column, cell) in (1..).zip(cells) {
            people.set(at(row, column), cell);
        }
    }
    let reading = Workbook::new("").with_sheet(grids).with_sheet(people).read(&Headings::default());
    let ledger = reading.into_ledger().unwrap();
    let governance = Governance::build(&ledger).unwrap();
    let street = &ledger.nodes[0];
    let declared: Vec<String> = street.declared.iter().map(|(of, figure)| format!("{of}: {figure}")).collect();
    assert_eq!(
        declared,
        ["dedicated_grid: 1", "households: 60", "micro_grid: at most 60", "second_grid: 1", "third_grid: at least 50"]
    );
    assert_eq!(governance.node("WG01").unwrap().parent().unwrap().code(), "SJ01");
    assert_eq!(governance.node("人员:张三@EJ01").unwrap().posts().count(), 2);
}
