use std::io::{Cursor, Read};

use super::*;
use crate::ledger::workbook::{Book, Sheet, Workbook};

/// The one sheet of a file, as text.
fn sheet_of(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

fn written(page: Page) -> String {
    let mut book = Book::new();
    book.add(page).unwrap();
    let mut bytes = Vec::new();
    book.write(&mut bytes).unwrap();
    sheet_of(&bytes)
}

fn attribute(text: &str, element: &str, name: &str) -> Option<f64> {
    let (_, rest) = text.split_once(element)?;
    let (inside, _) = rest.split_once('>')?;
    inside.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse().ok()
}

#[test]
fn rows_are_as_high_as_what_is_wrapped_in_them() {
    let mut page = Page::new("问题").unwrap();
    let format = Format::new().set_text_wrap();
    for (row, text) in (1..).zip(["短", &"很长的说明".repeat(20), "一\n二", &"长".repeat(30_000)]) {
        page.wrapped(Position::new(row, 1), text, 40, &format).unwrap();
    }
    let sheet = written(page);
    let height = |row: u32| attribute(&sheet, &format!("<row r=\"{row}\""), "ht");
    assert_eq!(height(1), None, "one line is what a row has");
    // 200 digits of text in lines of 38.
    assert_eq!(height(2), Some(6.0 * 15.0 + 3.0));
    assert_eq!(height(3), Some(33.0));
    assert_eq!(height(4), Some(405.0), "no row can be higher");
}

#[test]
fn a_width_that_is_set_stays_and_others_fit_their_texts() {
    let mut page = Page::new("问题").unwrap();
    let format = Format::new();
    page.set_width(1, 90);
    for (column, text) in [(1, "短"), (2, "须水街道第一联合党支部"), (3, "")] {
        page.text(Position::new(1, column), text, &format).unwrap();
    }
    page.line(Position::new(1, 4), "这一行说明这张表是什么，不应使本列变宽", &format).unwrap();
    let sheet = written(page);
    let width = |column: u32| attribute(&sheet, &format!("<col min=\"{column}\""), "width").map(f64::floor);
    // Each character is two digits wide, and two are left free.
    assert_eq!([1, 2, 3, 4].map(width), [Some(90.0), Some(24.0), None, None]);
}

#[test]
fn a_title_over_several_columns_widens_none() {
    let mut sheet = Sheet::new("网格");
    sheet.set(Position::new(1, 1), "郑州市中原区中原西路街道、须水街道网格台账");
    sheet.merge(Merged { first: Position::new(1, 1), last: Position::new(1, 3) });
    sheet.set(Position::new(2, 1), "编码");
    let bytes = Workbook::new("").with_sheet(sheet).to_xlsx().unwrap();
    assert_eq!(attribute(&sheet_of(&bytes), "<col min=\"1\"", "width").map(f64::floor), Some(6.0));
}

#[test]
fn a_sheet_is_printed_one_page_wide_as_long_as_it_can_be_read() {
    let wide = |columns: u32| {
        let mut page = Page::new("汇总").unwrap();
        for column in 1..=columns {
            page.set_width(column, 14);
            page.text(Position::new(1, column), "数量", &Format::new()).unwrap();
        }
        page.print(true, Some(1)).unwrap();
        written(page)
    };
    assert!(wide(20).contains("fitToHeight=\"0\"") && wide(20).contains("landscape"));
    assert!(!wide(21).contains("fitToHeight") && wide(21).contains("landscape"));
}
