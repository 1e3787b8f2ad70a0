//! calamine as the judge of workbooks: it reads the same cells of the same files, and of what this crate writes.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use gridgov::governance::Governance;
use gridgov::kind::{SecondGrid, Subdistrict};
use gridgov::ledger::workbook::{Cell, Mark, MarkLevel, Sheet, Template, Workbook};
use gridgov::ledger::{Draft, Position};
use gridgov::report::{ReportBook, Scope};

/// Compares every cell that either of them finds in a file.
fn judge(name: &str, bytes: &[u8]) {
    let ours = Workbook::from_bytes(name, bytes).unwrap_or_else(|errors| panic!("{name}: {errors}"));
    let mut theirs = open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    assert_eq!(theirs.sheet_names(), ours.sheets().iter().map(Sheet::name).collect::<Vec<_>>(), "{name}");
    for sheet in ours.sheets() {
        let range = theirs.worksheet_range(sheet.name()).unwrap();
        let mut compared = 0;
        for (row, cells) in sheet.rows() {
            for (column, cell) in cells {
                let value = range.get_value((row - 1, column - 1)).unwrap_or(&Data::Empty);
                let at = Position::new(row, *column);
                assert!(is_same(cell, value), "{name}, {}!{at}: {cell:?}, but calamine reads {value:?}", sheet.name());
                // What holds no value, such as a formula that nobody calculated, calamine leaves out.
                compared += usize::from(*value != Data::Empty && *value != Data::String(String::new()));
            }
        }
        let is_kept = |value: &&Data| !matches!(value, Data::Empty) && **value != Data::String(String::new());
        let kept = range.used_cells().map(|(_, _, value)| value).filter(is_kept).count();
        assert_eq!(compared, kept, "{name}, {}: as many cells", sheet.name());
    }
}

fn is_same(cell: &Cell, value: &Data) -> bool {
    match (cell, value) {
        (Cell::Text(one) | Cell::Error(one), Data::String(other)) => **one == **other,
        (Cell::Formatted(one), Data::DateTime(other)) => (one.number() - other.as_f64()).abs() < 1e-9,
        (Cell::Formatted(one), Data::Float(other)) => one.number().to_bits() == other.to_bits(),
        (Cell::Number(one), Data::Float(other)) => one.to_bits() == other.to_bits(),
        // A whole number, and a time of day, which this crate keeps as the part of the day.
        (Cell::Number(one), Data::Int(other)) => one.to_bits() == (*other as f64).to_bits(),
        (Cell::Number(one), Data::DateTime(other)) => (one - other.as_f64()).abs() < 1e-9,
        (Cell::Padded { number, .. }, Data::Float(other)) => (*number as f64).to_bits() == other.to_bits(),
        (Cell::Bool(one), Data::Bool(other)) => one == other,
        (Cell::Date(one), Data::DateTime(other)) => {
            let (year, month, day, ..) = other.to_ymd_hms_milli();
            (one.year(), one.month(), one.day()) == (year, month, day)
        }
        (Cell::Date(one), Data::DateTimeIso(other)) => other.replace('T', " ").starts_with(&one.to_string()),
        (Cell::Error(one), Data::Error(other)) => **one == *other.to_string(),
        // A duration, and a formula without a value.
        (Cell::Formatted(_) | Cell::Number(_), Data::DurationIso(_)) | (Cell::Error(_), Data::Empty) => true,
        _ => false,
    }
}

#[test]
fn cells_of_other_programs_are_those_that_calamine_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/workbooks");
    let mut judged = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| ["xlsx", "xls", "ods"].iter().any(|known| extension == *known)) {
            judge(&path.display().to_string(), &std::fs::read(&path).unwrap());
            judged += 1;
        }
    }
    assert!(judged >= 10, "{judged} files");
}

#[test]
fn calamine_reads_what_is_written() {
    let mut draft = Draft::new("=须水街道");
    let street = draft.root(Subdistrict, "410102012", "须水街道");
    for (code, name) in [("001", "-第一网格"), ("G-2", "第二\n网格"), ("G-3", "http://example.org/")] {
        draft.add(street, SecondGrid, code, name);
    }
    let governance = Governance::build(&draft).unwrap();
    let workbook = draft.ledger().to_workbook().unwrap();
    let sheet = workbook.sheets()[0].name().to_owned();
    let mark = Mark::at(sheet, Position::new(2, 1), MarkLevel::Error, "=错误");
    let written = [
        ("a ledger", workbook.to_xlsx().unwrap()),
        ("a template", Template::new().to_xlsx().unwrap()),
        ("a marked copy", workbook.to_marked_xlsx(&[mark]).unwrap()),
        ("a report", ReportBook::new(Scope::all(&governance), &governance.audit()).to_xlsx().unwrap()),
    ];
    for (name, bytes) in written {
        judge(name, &bytes);
    }
}
