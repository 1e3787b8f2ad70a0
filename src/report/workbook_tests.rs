use std::io::{Cursor, Read};

use super::*;
use crate::kind::{Branch, Kind, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::workbook::{Cell, Workbook};
use crate::ledger::{Draft, Position};
use crate::measure::{Decimal, Figure, Measure};

/// A street of two second-level grids, a shop that three third-level grids cover, and names that spreadsheets run.
fn governance() -> Governance {
    let mut draft = Draft::new("=须水街道");
    draft.measure(Measure::new("floor_area").with_unit("m2").with_scale(2));
    draft.measure(Measure::new("grains"));
    let street = draft.root(Subdistrict, "S", "须水街道");
    let grids = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, "+网格"));
    let [one, two] = grids.map(|grid| ["T-1", "T-2"].map(|code| (grid, code)));
    let thirds: Vec<_> = one.into_iter().chain(two).enumerate().collect();
    let thirds: Vec<_> =
        thirds.into_iter().map(|(at, (grid, _))| draft.add(grid, ThirdGrid, format!("T-{at}"), "@三级网格")).collect();
    let shop = draft.add(thirds[0], Shop, "X", "粮油店");
    draft.cover(thirds[1], shop);
    draft.cover(thirds[2], shop);
    draft
        .row(shop)
        .measure("floor_area", "1234.50".parse::<Decimal>().unwrap())
        .measure("grains", 9_007_199_254_740_993_i64);
    draft.row(street).declare(Kind::ThirdGrid, 5).declare(Kind::Shop, Figure::at_least(1));
    draft.row(street).declare("floor_area", "1234.5".parse::<Decimal>().unwrap());
    draft.row(grids[0]).declare(Kind::Person, Figure::UNKNOWN);
    let branch = draft.root(Branch, "P", "第一党支部");
    draft.lead(branch, thirds[0]);
    Governance::build(&draft).unwrap()
}

fn bytes(governance: &Governance) -> Vec<u8> {
    ReportBook::new(Scope::all(governance), &governance.audit()).to_xlsx().unwrap()
}

/// The cells of a sheet as a rectangle; those that hold nothing are empty texts.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Cell>> {
    let workbook = Workbook::from_bytes("", bytes).unwrap();
    let sheet = workbook.sheets().iter().find(|other| other.name() == sheet).unwrap();
    let rows = sheet.rows().map(|(row, _)| row).max().unwrap_or_default();
    let columns = sheet.rows().flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).max().unwrap_or_default();
    // Of a number with a format, the number.
    let plain = |cell: &Cell| cell.number().map_or_else(|| cell.clone(), Cell::Number);
    let cell = |row, column| sheet.cell(Position::new(row, column)).map_or_else(|| Cell::from(""), plain);
    (1..=rows).map(|row| (1..=columns).map(|column| cell(row, column)).collect()).collect()
}

fn texts(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    rows(bytes, sheet).iter().map(|row| row.iter().map(Cell::to_string).collect()).collect()
}

/// A part of the file, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_overview_compares_what_is_declared_with_what_is_counted() {
    let governance = governance();
    let rows = texts(&bytes(&governance), OVERVIEW);
    assert_eq!(rows[0][0], "=须水街道");
    let declared: Vec<_> = rows.iter().skip_while(|row| row[0] != "申报与统计").skip(2).take(4).collect();
    assert_eq!(declared[0][2..7], ["三级网格", "5", "4", "-1", "不符"]);
    assert_eq!(declared[1][2..7], ["商户", "≥ 1", "1", "", "相符"]);
    assert_eq!(declared[2][2..7], ["建筑面积 (m2)", "1234.5", "1234.5", "0", "相符"]);
    assert_eq!((&declared[3][3], &declared[3][6]), (&"不详".to_owned(), &"无法判定".to_owned()));
    let found: f64 = rows
        .iter()
        .skip_while(|row| row[0] != "问题")
        .skip(2)
        .take_while(|row| !row[2].is_empty())
        .map(|row| row[3].parse::<f64>().unwrap())
        .sum();
    assert!((found - governance.audit().len() as f64).abs() < 0.1, "each finding is counted");
}

#[test]
fn the_roll_up_has_a_line_for_each_area_and_grid_and_counts_once() {
    let bytes = bytes(&governance());
    let rows = rows(&bytes, ROLL_UP);
    let heads: Vec<String> = rows[1].iter().map(Cell::to_string).collect();
    assert_eq!(heads, ["编码", "名称", "类型", "二级网格", "三级网格", "商户", "党支部", "建筑面积 (m2)", "grains"]);
    assert_eq!(rows.len(), 2 + 7);
    assert_eq!(rows[2][0], Cell::from("S"));
    assert_eq!((&rows[2][5], &rows[2][7]), (&Cell::Number(1.0), &Cell::Number(1234.5)), "the shop counts once");
    assert_eq!(rows[2][6], Cell::Number(1.0), "the branch is no part of the street, and leads a grid of it");
    assert_eq!(rows[2][8], Cell::from("9007199254740993"), "more digits than a number of a spreadsheet keeps");
    assert_eq!(rows[4][8], Cell::from("9007199254740993"));
}

#[test]
fn rows_fold_under_those_above_them_at_most_seven_deep() {
    let sheet = part(&bytes(&governance()), "xl/worksheets/sheet2.xml");
    let levels: Vec<&str> = sheet.split("<row ").skip(1).map(|row| row.split('>').next().unwrap()).collect();
    let level = |row: usize| {
        levels[row].split_once("outlineLevel=\"").map_or(0, |(_, behind)| behind[..1].parse::<usize>().unwrap())
    };
    assert_eq!((2..9).map(level).collect::<Vec<_>>(), [0, 1, 2, 2, 1, 2, 2]);
    assert!(sheet.contains(r#"summaryBelow="0""#), "the line of a grid stands above what is in it");
    assert!(sheet.contains("topLeftCell=\"C3\"") && sheet.contains("<autoFilter ref=\"A2:"), "{sheet}");
    assert!(sheet.contains(r#"fitToHeight="0" orientation="landscape""#), "{sheet}");
}

#[test]
fn coverage_is_a_real_share_and_the_uncovered_are_listed() {
    let governance = governance();
    let bytes = bytes(&governance);
    let coverage = rows(&bytes, COVERAGE);
    let led =
        coverage.iter().find(|row| row[0] == Cell::from("三级网格") && row[1] == Cell::from("有党组织领导")).unwrap();
    assert_eq!(led[2..], [1.0, 4.0, 3.0, 0.25, 0.0].map(Cell::Number));
    let uncovered = texts(&bytes, UNCOVERED);
    let left: Vec<&str> = uncovered
        .iter()
        .filter(|row| row[0] == "有党组织领导" && row[1] == "三级网格")
        .map(|row| row[2].as_str())
        .collect();
    assert_eq!(left, ["T-1", "T-2", "T-3"]);
    let lefts = coverage[2..].iter().filter_map(|row| row[4].to_string().parse::<f64>().ok());
    let all: f64 = lefts.sum();
    assert!((all - (uncovered.len() - 2) as f64).abs() < 0.1, "as many are listed as are left");
}

/// The links of a sheet: from where, to which cell.
fn links(bytes: &[u8], sheet: usize) -> Vec<(String, String)> {
    let sheet = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
    let links = sheet.split("<hyperlink ref=\"").skip(1).map(|link| {
        let (from, behind) = link.split_once('"').unwrap();
        (from.to_owned(), behind.split_once("location=\"").unwrap().1.split('"').next().unwrap().to_owned())
    });
    links.collect()
}

#[test]
fn every_link_leads_to_what_it_says() {
    let bytes = bytes(&governance());
    let at = |sheet: &str, cell: &str| {
        let at: Position = cell.parse().unwrap();
        // Ranges begin at A1 in every sheet of the report.
        texts(&bytes, sheet)[at.row as usize - 1][at.column as usize - 1].clone()
    };
    let mut followed = 0;
    for (number, from) in [(4, UNCOVERED), (5, FINDINGS)] {
        for (cell, target) in links(&bytes, number) {
            let (sheet, line) = target.split_once('!').unwrap();
            let (code, there) = (at(from, &cell), at(sheet.trim_matches('\''), line));
            // A place leads to the grid that it stands in.
            assert!(code == there || (code == "X" && there == "T-0"), "{from}!{cell} {code} leads to {there}");
            followed += 1;
        }
    }
    assert!(followed > 10, "{followed}");
    for (cell, target) in links(&bytes, 3) {
        let row: Position = cell.parse().unwrap();
        let line: Position = target.split_once('!').unwrap().1.parse().unwrap();
        let (asked, left) =
            (&texts(&bytes, COVERAGE)[row.row as usize - 1], &texts(&bytes, UNCOVERED)[line.row as usize - 1]);
        assert_eq!((&asked[0], &asked[1]), (&left[1], &left[0]));
    }
    for (cell, target) in
        links(&bytes, 1).into_iter().filter(|(_, target)| target.starts_with("'问题'!A") && !target.ends_with("A1"))
    {
        let line = target.split_once('!').unwrap().1;
        let rule = at(OVERVIEW, &cell);
        let row: Position = line.parse().unwrap();
        assert!(at(FINDINGS, &Position::new(row.row, 2).to_string()).starts_with(&rule), "{rule}");
    }
}

#[test]
fn nothing_is_a_formula_and_the_same_graph_gives_the_same_bytes() {
    let governance = governance();
    let first = bytes(&governance);
    for sheet in 1..=5 {
        assert!(!part(&first, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"));
    }
    for _ in 0..3 {
        assert_eq!(bytes(&governance), first);
    }
}

#[test]
fn a_scope_shows_its_part_only() {
    let governance = governance();
    let grid = Scope::at(governance.node("G-2").unwrap());
    let part = ReportBook::new(grid, &governance.audit()).to_xlsx().unwrap();
    let codes: Vec<String> = texts(&part, ROLL_UP).iter().skip(2).map(|row| row[0].clone()).collect();
    assert_eq!(codes, ["G-2", "T-2", "T-3"]);
    assert!(texts(&part, FINDINGS).iter().skip(2).all(|row| codes.contains(&row[3])));
    let empty = Governance::build(Draft::new("")).unwrap();
    assert_eq!(texts(&bytes(&empty), OVERVIEW)[0][0], "网格化治理报表");
}

#[test]
fn a_deep_tree_folds_as_far_as_spreadsheets_do() {
    let mut draft = Draft::new("");
    let province = draft.root(crate::kind::Province, "1", "");
    let prefecture = draft.add(province, crate::kind::Prefecture, "2", "");
    let county = draft.add(prefecture, crate::kind::County, "3", "");
    let street = draft.add(county, Subdistrict, "4", "");
    let second = draft.add(street, SecondGrid, "5", "");
    let third = draft.add(second, ThirdGrid, "6", "");
    draft.add(third, crate::kind::MicroGrid, "7", "");
    let sheet = part(&bytes(&Governance::build(&draft).unwrap()), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains(r#"outlineLevel="6""#), "{sheet}");
}

#[test]
fn a_report_on_a_node_is_called_in_chinese_and_so_are_its_measures() {
    let governance = governance();
    let street = Scope::at(governance.node("S").unwrap());
    let bytes = ReportBook::new(street, &governance.audit()).to_xlsx().unwrap();
    assert_eq!(texts(&bytes, OVERVIEW)[0][0], "须水街道（街道 S）");
    assert_eq!(texts(&bytes, ROLL_UP)[1][6..], ["党支部", "建筑面积 (m2)", "grains"]);
}

#[test]
fn measures_without_values_have_no_column_and_a_sum_over_nothing_is_a_dash_beside_zeros() {
    let mut draft = Draft::new("");
    draft.measure("households");
    draft.measure("population");
    draft.measure("staff");
    let street = draft.root(Subdistrict, "S", "");
    let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
    draft.row(one).measure("households", 420_i64);
    draft.row(two).measure("population", 0_i64);
    let bytes = bytes(&Governance::build(&draft).unwrap());
    let rows = rows(&bytes, ROLL_UP);
    assert_eq!(
        rows[1].iter().map(Cell::to_string).collect::<Vec<_>>(),
        ["编码", "名称", "类型", "二级网格", "户数", "人口"]
    );
    assert_eq!(
        rows[2..].iter().map(|row| row[4].clone()).collect::<Vec<_>>(),
        [Cell::Number(420.0), Cell::Number(420.0), Cell::Text("–".into())]
    );
    assert_eq!(
        rows[2..].iter().map(|row| row[5].clone()).collect::<Vec<_>>(),
        [Cell::Number(0.0), Cell::Text("–".into()), Cell::Number(0.0)]
    );
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("#,##0") && !styles.contains('–'), "zero shows as 0: {styles}");
}

#[test]
fn rows_of_findings_are_as_high_as_their_texts() {
    let bytes = bytes(&governance());
    let sheet = part(&bytes, "xl/worksheets/sheet5.xml");
    let rows = texts(&bytes, FINDINGS);
    let length = |at: &usize| rows[*at][5].chars().count();
    let long = (0..rows.len()).max_by_key(length).unwrap();
    assert!(length(&long) > 40, "{}", rows[long][5]);
    let (_, row) = sheet.split_once(&format!("<row r=\"{}\"", long + 1)).unwrap();
    let (attributes, _) = row.split_once('>').unwrap();
    let height = attributes.split_once(" ht=\"").unwrap().1.split('"').next().unwrap();
    assert!(height.parse::<f64>().unwrap() >= 33.0, "{attributes}");
}
