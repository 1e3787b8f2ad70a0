use std::io::{Cursor, Read};

use super::*;
use crate::ledger::workbook::Cell;

fn at(cell: &str) -> Position {
    cell.parse().unwrap()
}

fn workbook() -> Workbook {
    let mut sheet = Sheet::new("三级网格");
    for (cell, text) in [("A1", "编码"), ("B1", "上级编码"), ("A2", "T-1"), ("B2", "G-1"), ("A3", "T-1")] {
        sheet.set(at(cell), text);
    }
    sheet.merge(Merged { first: at("B2"), last: at("B3") });
    Workbook::new("须水.xlsx").with_sheet(sheet)
}

fn marks() -> Vec<Mark> {
    vec![
        Mark::at("三级网格", at("A3"), MarkLevel::Finding, "重复的编码"),
        Mark::at("三级网格", at("A3"), MarkLevel::Error, "`T-1` 已在 A2"),
        Mark::at("三级网格", at("B3"), MarkLevel::Error, "没有编码为 `G-1` 的网格"),
        Mark::at("三级网格", at("D9"), MarkLevel::Note, "应填写网格长"),
        Mark::at("没有此表", at("A1"), MarkLevel::Error, "别的表"),
        Mark::elsewhere("links.csv:3", MarkLevel::Finding, "=别的文件"),
    ]
}

/// A part of the file, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_string(&mut text).unwrap();
    text
}

fn texts(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let workbook = Workbook::from_bytes("", bytes).unwrap();
    let sheet = workbook.sheets().iter().find(|other| other.name() == sheet).unwrap();
    let rows = sheet.rows().map(|(row, _)| row).max().unwrap_or_default();
    let columns = sheet.rows().flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).max().unwrap_or_default();
    let cell = |row, column| sheet.cell(Position::new(row, column)).map(Cell::to_string).unwrap_or_default();
    (1..=rows).map(|row| (1..=columns).map(|column| cell(row, column)).collect()).collect()
}

#[test]
fn the_list_has_every_mark_and_a_link_to_each_cell() {
    let bytes = workbook().to_marked_xlsx(&marks()).unwrap();
    let rows = texts(&bytes, "问题");
    assert_eq!(rows[0][0], Workbook::LIST_OF_MARKS);
    assert_eq!(rows.len(), 2 + marks().len());
    assert_eq!(rows[3], ["2", "错误", "三级网格!A3", "`T-1` 已在 A2"]);
    assert_eq!(rows[6], ["5", "错误", "没有此表!A1", "别的表"]);
    assert_eq!(rows[7], ["6", "提示", "links.csv:3", "=别的文件"]);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let links = [("C3", "A3"), ("C4", "A3"), ("C5", "B2"), ("C6", "D9")];
    for (from, to) in links {
        let link = format!(r#"<hyperlink ref="{from}" location="'三级网格'!{to}""#);
        assert!(sheet.contains(&link), "{link} is missing in {sheet}");
    }
    assert_eq!(sheet.matches("<hyperlink ref").count(), links.len(), "no link leads nowhere");
}

#[test]
fn marked_cells_keep_what_stands_in_them_and_are_commented() {
    let bytes = workbook().to_marked_xlsx(&marks()).unwrap();
    assert_eq!(texts(&bytes, "三级网格")[2][0], "T-1");
    let comments = part(&bytes, "xl/comments1.xml");
    for (cell, text) in
        [("A3", "1. 重复的编码\n2. `T-1` 已在 A2"), ("B2", "没有编码为 `G-1` 的网格"), ("D9", "应填写网格长")]
    {
        let (_, comment) = comments.split_once(&format!(r#"<comment ref="{cell}""#)).expect(cell);
        let (comment, _) = comment.split_once("</comment>").unwrap();
        assert!(comment.contains(text), "{cell}: {comment}");
    }
    assert_eq!(comments.matches("<comment ref").count(), 3);
}

/// The colour of the background of a cell, by way of the styles of the file.
fn colour(bytes: &[u8], cell: &str) -> Option<String> {
    let sheet = part(bytes, "xl/worksheets/sheet2.xml");
    let (_, behind) = sheet.split_once(&format!(r#"<c r="{cell}" s=""#))?;
    let style: usize = behind.split('"').next()?.parse().ok()?;
    let styles = part(bytes, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs")?;
    let format = formats.split("<xf ").nth(style + 1)?;
    let fill: usize = format.split_once("fillId=\"")?.1.split('"').next()?.parse().ok()?;
    let fill = styles.split("<fill>").nth(fill + 1)?;
    Some(fill.split_once("fgColor rgb=\"FF")?.1.split('"').next()?.to_owned())
}

#[test]
fn the_gravest_mark_gives_the_colour() {
    let bytes = workbook().to_marked_xlsx(&marks()).unwrap();
    let of = |cell| colour(&bytes, cell);
    assert_eq!(of("A3").as_deref(), Some("FFB3AB"), "an error is graver than a finding");
    assert_eq!(of("B2").as_deref(), Some("FFB3AB"), "the first cell of the merged range");
    assert_eq!(of("D9").as_deref(), Some("BFDDF5"), "a cell that holds nothing");
    assert_eq!(of("A2"), None);
}

#[test]
fn the_list_takes_a_free_name_and_the_same_marks_give_the_same_bytes() {
    let workbook = workbook().with_sheet(Sheet::new("问题")).with_sheet(Sheet::new("问题 2"));
    let bytes = workbook.to_marked_xlsx(&marks()).unwrap();
    assert_eq!(texts(&bytes, "问题 3")[0][0], Workbook::LIST_OF_MARKS);
    for _ in 0..3 {
        assert_eq!(workbook.to_marked_xlsx(&marks()).unwrap(), bytes);
    }
    assert!(Workbook::new("").to_marked_xlsx(&[]).is_ok(), "a list of nothing");
}

#[test]
fn a_mark_beyond_the_sheet_and_an_endless_text_are_listed() {
    let marks = [
        Mark::at("三级网格", Position::new(2_000_000, 1), MarkLevel::Error, "远"),
        Mark::at("三级网格", at("A1"), MarkLevel::Error, "长\u{1}".repeat(40_000)),
    ];
    let bytes = workbook().to_marked_xlsx(&marks).unwrap();
    assert_eq!(texts(&bytes, "问题")[2][2], "三级网格!A2000000");
    assert!(part(&bytes, "xl/comments1.xml").contains("长\u{2401}长"));
}
