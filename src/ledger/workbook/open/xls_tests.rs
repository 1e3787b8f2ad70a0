use std::io::{Cursor, Write};

use cfb::CompoundFile;

use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Day, Merged, Workbook};

/// A record, its bytes given as numbers of two bytes.
fn record(kind: u16, shorts: &[u16]) -> Vec<u8> {
    bytes_record(kind, &shorts.iter().flat_map(|short| short.to_le_bytes()).collect::<Vec<u8>>())
}

fn bytes_record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
}

fn file(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(bytes).unwrap();
    file.into_inner().into_inner()
}

/// The stream of a workbook with one sheet.
fn stream(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = record(0x0809, &[0x0600, 5, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let globals = globals.concat();
    let from = begin.len() + globals.len() + 4 + 6 + 4 + end.len();
    let name = [&(from as u32).to_le_bytes()[..], &[0, 0, 2, 0], b"ab"].concat();
    let of_sheet = bytes_record(0x0085, &name);
    assert_eq!(of_sheet.len(), 4 + 6 + 4);
    [begin.clone(), globals, of_sheet, end.clone(), begin, sheet.concat(), end].concat()
}

fn read(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Result<Workbook, String> {
    Workbook::from_bytes("台账.xls", &file("/Workbook", &stream(globals, sheet))).map_err(|errors| errors.to_string())
}

fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    let head = [row, column, format].map(u16::to_le_bytes).concat();
    bytes_record(0x0203, &[head, value.to_le_bytes().to_vec()].concat())
}

/// A formula and the eight bytes that say what it gives.
fn formula(row: u16, column: u16, gives: [u8; 8]) -> Vec<u8> {
    let head = [row, column, 0].map(u16::to_le_bytes).concat();
    bytes_record(0x0006, &[head, gives.to_vec(), vec![0; 6], vec![3, 0, 0x1E, 7, 0]].concat())
}

/// The texts that cells share, of one byte a character.
fn shared(texts: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 8];
    for text in texts {
        bytes.extend((text.len() as u16).to_le_bytes());
        bytes.push(0);
        bytes.extend(text.bytes());
    }
    bytes_record(0x00FC, &bytes)
}

fn at(cell: &str) -> Position {
    cell.parse().unwrap()
}

#[test]
fn cells_and_what_formulas_give_are_read() {
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let globals = [record(0x0042, &[936]), record(0x0022, &[1]), record(0x00E0, &[0, 14]), shared(&["x", "yz"])];
    let sheet = [
        record(0x0200, &[0, 0, 0xFFFF, 0xFFFF, 0, 256, 0]),
        number(1, 0, 0, 44_255.0),
        record(0x00FD, &[1, 1, 0, 1, 0]),
        formula(1, 2, 64.0_f64.to_le_bytes()),
        formula(1, 3, special(1, 1)),
        formula(1, 4, special(2, 0x17)),
        formula(1, 5, special(3, 0)),
        formula(2, 0, special(0, 0)),
        bytes_record(0x0207, &[1, 0, 1, 0x51, 0x7F]),
        formula(2, 1, special(0, 0)),
        number(2, 2, 9, 2.0),
        // A chart with a cell of its own.
        record(0x0809, &[0x0600, 0x20]),
        number(0, 0, 9, 99.0),
        record(0x000A, &[]),
        record(0x00E5, &[1, 3, 4, 0, 1]),
    ];
    let workbook = read(&globals, &sheet).unwrap();
    let [sheet] = workbook.sheets() else { panic!("one sheet") };
    let day = Day::new(2025, 3, 1).unwrap();
    let expected = [
        ("A2", Cell::from(day)),
        ("B2", Cell::from("yz")),
        ("C2", Cell::from(day_number(64.0))),
        ("D2", Cell::from(true)),
        ("E2", Cell::Error("#REF!".into())),
        ("A3", Cell::from("网")),
        ("B3", Cell::Error("a formula without a value".into())),
        ("C3", Cell::from(2.0)),
    ];
    let found: Vec<(Position, Cell)> = sheet
        .rows()
        .flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (Position::new(row, *column), cell.clone())))
        .collect();
    assert_eq!(found, expected.map(|(cell, value)| (at(cell), value)));
    assert_eq!(sheet.merged(), [Merged { first: at("A4"), last: at("B5") }]);
}

/// The day of a number from 1904 on.
fn day_number(number: f64) -> Day {
    Day::from_serial(number + 1_462.0).unwrap()
}

#[test]
fn bounds_hold() {
    let corners = [number(0, 0, 0, 1.0), number(65_535, 255, 0, 2.0)];
    let far = read(&[], &corners).unwrap();
    assert_eq!(
        far.sheets()[0].rows().map(|(row, cells)| (row, cells.len())).collect::<Vec<_>>(),
        [(1, 1), (65_536, 1)]
    );
    let many: Vec<Vec<u8>> = (0..300).map(|_| record(0x00E5, &vec![8_000; 32_001])).collect();
    assert!(read(&[], &many).unwrap_err().contains("Limits::merged"));
    let text = "a".repeat(8_000);
    let cells: Vec<Vec<u8>> = (0..40_000).map(|row| record(0x00FD, &[row, 0, 0, 0, 0])).collect();
    assert!(read(&[shared(&[&text])], &cells).unwrap_err().contains("Limits::text"));
    let formats = vec![record(0x00E0, &[0, 0]); 131_073];
    assert!(read(&formats, &[]).unwrap_err().contains("Limits::formats"));
    let pieces = [shared(&["a"]), bytes_record(0x003C, &[]).repeat(10_001), record(0x0001, &[])];
    assert!(read(&pieces, &[]).unwrap_err().contains("Limits::parts"));
}

#[test]
fn what_is_damaged_is_an_error() {
    for damaged in [
        record(0x00FD, &[0, 0, 0, 7, 0]),
        record(0x00BD, &[0, 5, 0, 0, 0, 4]),
        record(0x00E5, &[2, 0, 0, 0, 0]),
        record(0x0006, &[0, 0]),
        record(0x0203, &[0]),
    ] {
        assert!(read(&[], std::slice::from_ref(&damaged)).unwrap_err().contains("damaged"), "{damaged:?}");
    }
    let whole = stream(&[], &[number(0, 0, 0, 1.0)]);
    assert!(Workbook::from_bytes("a.xls", &file("/Workbook", &whole)).is_ok());
    assert!(Workbook::from_bytes("a.xls", &file("/Book", &whole)).is_ok(), "as older programs call it");
    for length in 0..whole.len() {
        let cut = Workbook::from_bytes("a.xls", &file("/Workbook", &whole[..length]));
        assert!(cut.is_err(), "cut after {length} bytes");
    }
}

/// A sheet that is listed twice would be read twice.
#[test]
fn sheets_do_not_overlap() {
    let begin = record(0x0809, &[0x0600, 5]);
    let end = record(0x000A, &[]);
    let from = (begin.len() + 2 * 14 + end.len()) as u32;
    let sheet = |name: &[u8; 2]| bytes_record(0x0085, &[&from.to_le_bytes()[..], &[0, 0, 2, 0], name].concat());
    let all = [begin.clone(), sheet(b"ab"), sheet(b"cd"), end.clone(), begin, number(0, 0, 0, 1.0), end].concat();
    let error = Workbook::from_bytes("a.xls", &file("/Workbook", &all)).unwrap_err().to_string();
    assert!(error.contains("two sheets stand at the same place"), "{error}");
}

#[test]
fn what_is_no_workbook_is_refused() {
    let error = |bytes: &[u8]| Workbook::from_bytes("a.xls", bytes).unwrap_err().to_string();
    assert!(error(&file("/EncryptedPackage", b"x")).contains("password"));
    assert!(error(&file("/WordDocument", b"x")).contains("no workbook"));
    let locked = stream(&[record(0x002F, &[1, 1])], &[]);
    assert!(error(&file("/Workbook", &locked)).contains("password"));
    assert!(error(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").contains("damaged"));
}
