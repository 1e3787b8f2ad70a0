//! Reading any bytes as a workbook gives cells or an error, in bounded time, and never a panic.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use cfb::CompoundFile;
use gridgov::ledger::workbook::Workbook;
use proptest::prelude::*;
use proptest::sample::Index;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::byte_edits::{Edit, edit, edited};
use crate::config;

/// Far longer than any case takes, on a slow and busy machine too.
const SOON: Duration = Duration::from_secs(20);

/// The workbooks that are changed: of every format, by several programs.
const FILES: [&str; 9] = [
    "openpyxl.xlsx",
    "libreoffice.xlsx",
    "calculated.xlsx",
    "zeros.xlsx",
    "padded.xlsx",
    "libreoffice.ods",
    "calculated.ods",
    "libreoffice.xls",
    "calculated.xls",
];

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/workbooks/{name}", env!("CARGO_MANIFEST_DIR"))).expect("it is kept with the crate")
}

/// The bytes are read to cells that can be listed, or to errors that can be shown.
fn is_an_error_or_a_workbook(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let begin = Instant::now();
    match Workbook::from_bytes(name, bytes) {
        Err(errors) => prop_assert!(errors.iter().len() > 0 && !errors.to_string().is_empty()),
        Ok(workbook) => {
            prop_assert!(!workbook.sheets().is_empty());
            for sheet in workbook.sheets() {
                let mut last = 0;
                for (row, cells) in sheet.rows() {
                    prop_assert!(row > last && !cells.is_empty(), "rows stand in order");
                    prop_assert!(cells.windows(2).all(|pair| pair[0].0 < pair[1].0), "and so do their cells");
                    prop_assert!(cells[0].0 > 0, "columns are counted from one");
                    last = row;
                }
            }
        }
    }
    prop_assert!(begin.elapsed() < SOON, "{:?} for {} bytes", begin.elapsed(), bytes.len());
    Ok(())
}

/// What is put into the bytes of files: it bears a meaning in one format or another.
const SCRAPS: &[&[u8]] = &[
    b"\0",
    b"\xFF\xFF",
    b"\xFF\xFF\xFF\xFF",
    b"\"",
    b"<",
    b">",
    b"<!--",
    b"<![CDATA[",
    b"&lol;",
    b"&#0;",
    b"4294967295",
    b"-1",
    b"1e999",
    b" t=\"s\"",
    b" t=\"e\"",
    b" r=\"XFD1048576\"",
    b" r=\"ZZZZZZZZ99999999999\"",
    b"<c><v>1</v></c>",
    b"</sheetData>",
    b"<sheetData>",
    b" table:number-rows-repeated=\"1048576\"",
    b" table:number-columns-repeated=\"16384\"",
    b"<table:table>",
    b"</table:table-row>",
    b"\x3C\x00\x00\x00",
    b"\x09\x08\x04\x00\x00\x06\x05\x00",
    b"\n\n,\"",
];

/// A packed workbook with one of its parts edited, and whole otherwise.
fn repacked(bytes: &[u8], part: Index, edits: &[Edit]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = part.index(archive.len());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = Vec::new();
        part.read_to_end(&mut text).expect("it is whole");
        let text = if at == chosen { edited(text, edits) } else { text };
        packed.start_file(part.name().expect("a name").into_owned(), SimpleFileOptions::default()).expect("memory");
        packed.write_all(&text).expect("memory");
    }
    packed.finish().expect("memory").into_inner()
}

/// An `.xls` with its records edited, in a container that is whole.
fn rewrapped(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).expect("a container");
    let mut records = Vec::new();
    file.open_stream("/Workbook").expect("a stream").read_to_end(&mut records).expect("it is whole");
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    file.create_stream("/Workbook").expect("memory").write_all(&edited(records, edits)).expect("memory");
    file.into_inner().into_inner()
}

fn a_file() -> impl Strategy<Value = &'static str> {
    prop::sample::select(FILES.to_vec())
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(SCRAPS), 1..6)
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), mark in 0..4_usize) {
        let marks = [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        is_an_error_or_a_workbook("a.csv", &[marks[mark], &bytes].concat())?;
    }

    #[test]
    fn any_text(text in "[编码,;\t\"\r\n a<0-]{0,200}") {
        is_an_error_or_a_workbook("a.csv", text.as_bytes())?;
        is_an_error_or_a_workbook("a.csv", &encoding_rs::GBK.encode(&text).0)?;
    }

    #[test]
    fn damaged_files(name in a_file(), edits in edits()) {
        is_an_error_or_a_workbook(name, &edited(file(name), &edits))?;
    }

    #[test]
    fn files_with_a_damaged_part(name in a_file(), part: Index, edits in edits()) {
        let whole = file(name);
        let damaged = if name.ends_with("xls") { rewrapped(&whole, &edits) } else { repacked(&whole, part, &edits) };
        is_an_error_or_a_workbook(name, &damaged)?;
    }
}
