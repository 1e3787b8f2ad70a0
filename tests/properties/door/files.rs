//! What only tables with ornaments need of files: text with commas, and hidden rows.

use std::fmt::Write as _;
use std::io::{Cursor, Read};

use gridgov::ledger::workbook::Sheet;
use zip::ZipArchive;

use crate::office_formats::packed;

/// A sheet as text with commas; merged ranges hold their value in the first cell only.
pub fn to_csv(sheet: &Sheet) -> String {
    let mut text = String::new();
    let mut last = 0;
    for (row, cells) in sheet.rows() {
        text.extend((last + 1..row).map(|_| "\r\n"));
        last = row;
        let mut left = 1;
        for (column, cell) in cells {
            text.extend((left..*column).map(|_| ','));
            left = *column;
            let cell = cell.to_string();
            if cell.contains([',', '"', '\n', '\r', ';', '\t']) {
                write!(text, "\"{}\"", cell.replace('"', "\"\"")).expect("memory");
            } else {
                text.push_str(&cell);
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// The `.xlsx` with these rows of its first sheets hidden, each given as the number of a sheet and of a row.
pub fn with_hidden_rows(xlsx: &[u8], hidden: &[(usize, u32)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(xlsx)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it is whole");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    for (sheet, row) in hidden {
        let name = format!("xl/worksheets/sheet{sheet}.xml");
        let part = parts.iter_mut().find(|(part, _)| *part == name).unwrap_or_else(|| panic!("there is no {name}"));
        let text = String::from_utf8(std::mem::take(&mut part.1)).expect("UTF-8");
        let shown = format!("<row r=\"{row}\"");
        assert!(text.contains(&shown), "{name} has no row {row}");
        part.1 = text.replacen(&shown, &format!("{shown} hidden=\"1\""), 1).into_bytes();
    }
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    packed(&parts)
}
