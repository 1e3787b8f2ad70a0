//! Sheets for tests, written as text.

use super::classifier::{Classified, Classifier};
use super::heading_lines::{TableShape, tables};
use super::line_class::{Doubt, LineClass};
use super::purpose::Purpose;
use super::sheet_line::SheetLine;
use crate::ledger::Position;
use crate::ledger::workbook::line_words::LineWords;
use crate::ledger::workbook::{Cell, Day, Merged, Sheet};

/// Lines of cells between `|`: a number is a number, `=0` a zero of a formula, `=` an empty text of one, `^x` the
/// lower part of a merged range whose value is `x`, `x>>3` a cell over three columns, `#REF!` an error, `@d` a date.
pub(super) fn sheet(written: &str) -> Sheet {
    named("三级网格", written)
}

/// The same with a name of the sheet.
pub(super) fn named(name: &str, written: &str) -> Sheet {
    let mut sheet = Sheet::new(name);
    let grid: Vec<Vec<&str>> =
        written.split('\n').map(|line| line.split('|').map(|cell| cell.trim_matches(' ')).collect()).collect();
    for (row, cells) in grid.iter().enumerate() {
        for (column, written) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = Position::new(row as u32 + 1, column as u32 + 1);
            let (written, width) = match written.split_once(">>") {
                Some((wide, width)) => (wide, width.parse().unwrap()),
                None => (*written, 1),
            };
            let above = written.strip_prefix('^').and_then(|value| {
                let is_part = |row: &usize| grid[*row].get(column) == Some(&written);
                let first = (0..row).rev().find(|row| !is_part(row))?;
                (grid[first].get(column) == Some(&value)).then_some(first as u32 + 1)
            });
            if let Some(first) = above {
                sheet.merge(Merged { first: Position::new(first, at.column), last: at });
                continue;
            }
            sheet.set(at, cell(written.trim_start_matches('^')));
            if width > 1 {
                sheet.merge(Merged { first: at, last: Position::new(at.row, at.column + width - 1) });
            }
        }
    }
    sheet
}

fn cell(written: &str) -> Cell {
    if written.starts_with('@') {
        return Cell::from(Day::new(2025, 3, 1).unwrap());
    }
    let value = written.strip_prefix('=').unwrap_or(written);
    if value.starts_with('#') && value.ends_with(['!', 'A', '?']) {
        return Cell::Error(value.into());
    }
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Cell::Number(value.parse().unwrap()) } else { Cell::from(value) }
}

/// What headings of the tests' sheets are for.
pub(super) fn purpose(heading: &str) -> Option<Purpose> {
    let purposes: [(Purpose, &[&str]); 12] = [
        (Purpose::Code, &["编码", "网格编号", "编号", "上级编码"]),
        (Purpose::Name, &["名称", "网格名称", "楼栋名称"]),
        (Purpose::Parent, &["上级", "所属社区", "所属网格"]),
        (Purpose::Level, &["所属街道", "街道", "社区", "三级网格", "微网格"]),
        (Purpose::Person, &["网格长", "网格员", "姓名", "网格长姓名"]),
        (Purpose::Party, &["党支部", "所属党支部"]),
        (Purpose::Kind, &["类别"]),
        (Purpose::Sequence, &["序号"]),
        (Purpose::Number, &["户数", "人口", "人口数", "户籍人口·户数"]),
        (Purpose::Text, &["职务", "分类"]),
        (Purpose::Ignored, &["备注", "电话", "联系电话"]),
        (Purpose::Unknown, &["天气"]),
    ];
    let plain = crate::ledger::workbook::line_words::plain(heading);
    purposes.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(purpose, _)| *purpose)
}

pub(super) fn shapes(sheet: &Sheet) -> Vec<TableShape> {
    tables(SheetLine::all(sheet), &LineWords::default(), purpose)
}

pub(super) fn columns(shape: &TableShape) -> Vec<(u32, Purpose)> {
    shape.headings.iter().map(|heading| (heading.column, heading.purpose.unwrap_or(Purpose::Unknown))).collect()
}

/// Every line of a sheet, told.
pub(super) fn classified(written: &str) -> Vec<Classified> {
    let (sheet, words) = (sheet(written), LineWords::default());
    let shapes = shapes(&sheet);
    assert!(!shapes.is_empty(), "no headings: {written}");
    let mut all = Vec::new();
    for shape in &shapes {
        let mut classifier = Classifier::new(SheetLine::all(&sheet), shape, columns(shape), &words);
        let lines = SheetLine::all(&sheet).filter(|line| shape.contains(line.row));
        all.extend(lines.map(|line| classifier.classify(&line)));
    }
    // Lines that hold nothing are not in the sheet.
    let rows = 1..=written.split('\n').count() as u32;
    let blank = rows.filter(|row| !all.iter().any(|told| told.row == *row));
    let blank: Vec<_> = blank.map(|row| Classified { row, class: LineClass::Blank, because: Vec::new() }).collect();
    all.extend(blank);
    all.sort_by_key(|told| told.row);
    all
}

/// A letter or word a line.
pub(super) fn told(sheet: &str) -> String {
    let words = classified(sheet).into_iter().map(|line| match line.class {
        LineClass::Title => "title".to_owned(),
        LineClass::Heading => "heading".to_owned(),
        LineClass::SecondHeading => "second".to_owned(),
        LineClass::Explanation => "explanation".to_owned(),
        LineClass::Sample => "sample".to_owned(),
        LineClass::Data => "data".to_owned(),
        LineClass::Total { of: None, is_part: false } => "total".to_owned(),
        LineClass::Total { of: None, is_part: true } => "part".to_owned(),
        LineClass::Total { of: Some(of), .. } => format!("total:{of}"),
        LineClass::Note => "note".to_owned(),
        LineClass::Signature => "signature".to_owned(),
        LineClass::EndMark => "end".to_owned(),
        LineClass::Numbered => "numbered".to_owned(),
        LineClass::Blank => "blank".to_owned(),
        LineClass::HeadingAgain => "again".to_owned(),
        LineClass::Unclear { why } => doubt(why).to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn doubt(why: Doubt) -> &'static str {
    match why {
        Doubt::NoIdentity => "?identity",
        Doubt::TotalBesideIdentity => "?total",
        Doubt::WordsBesideIdentity => "?words",
        Doubt::LoneText => "?lone",
        Doubt::Misfits => "?misfits",
        Doubt::InstructionsAmongRows => "?instructions",
        Doubt::SampleAmongRows => "?sample",
        Doubt::Breakdown => "?breakdown",
        Doubt::BelowFoot => "?foot",
    }
}
