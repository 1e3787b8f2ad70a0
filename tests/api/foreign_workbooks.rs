//! Workbooks of other programs: the same cells, whichever program wrote them.

use std::path::{Path, PathBuf};

use gridgov::ledger::Position;
use gridgov::ledger::workbook::{Cell, Headings, Sheet, Workbook};

/// The workbooks in the repository, made by `make.py` beside them.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workbooks");

/// The folder where `.ci/run` makes them anew, if the programs are installed.
const MADE: &str = "GRIDGOV_WORKBOOKS";

/// What `make.py` writes into the first sheet, each cell as it shows; `!` stands before what is an error.
const GRIDS: [(&str, &str); 34] = [
    ("A1", "须水街道网格台账"),
    ("A2", "网格编码"),
    ("B2", "网格名称"),
    ("C2", "上级编码"),
    ("D2", "户数"),
    ("E2", "建筑面积"),
    ("F2", "启用日期"),
    ("G2", "已核实"),
    ("H2", "备注"),
    ("A3", "000123"),
    ("B3", "第一网格"),
    ("C3", "G-1"),
    ("D3", "420"),
    ("E3", "3244.52"),
    ("F3", "2025-03-01"),
    ("G3", "TRUE"),
    ("H3", "第一行\n第二行"),
    ("A4", "000124"),
    ("B4", " 第二  网格 "),
    ("D4", "0.1"),
    ("E4", "-7"),
    ("F4", "2025-03-01"),
    ("G4", "FALSE"),
    ("H4", "a<b & \"c\""),
    ("A6", "410102012001"),
    ("B6", "第三网格"),
    ("C6", "G-2"),
    ("D6", "38000"),
    ("E6", "1000000000000000"),
    ("F6", "1999-12-31"),
    ("H6", "𠀀😀"),
    ("D7", "!#REF!"),
    ("A8", "合计"),
    ("D8", "38420.1"),
];

/// The formulas of `make.py`, as long as nobody has calculated them.
const UNCALCULATED: [(&str, &str); 5] = [
    ("B3", "!a formula without a value"),
    ("B4", "!a formula without a value"),
    ("B5", "!a formula without a value"),
    ("B6", "!a formula without a value"),
    ("B7", "!a formula without a value"),
];

/// What they give; the one that gives an empty text gives an empty cell.
const CALCULATED: [(&str, &str); 4] = [("B3", "92"), ("B4", "户数合计"), ("B6", "!#DIV/0!"), ("B7", "TRUE")];

fn shown(sheet: &Sheet) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    for (row, cells) in sheet.rows() {
        for (column, cell) in cells {
            let mark = if matches!(cell, Cell::Error(_)) { "!" } else { "" };
            // Of a date its day: each program shows moments in a form of its own.
            let value = match cell {
                Cell::Date(day) => format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
                cell => format!("{mark}{cell}"),
            };
            shown.push((Position::new(row, *column).to_string(), value));
        }
    }
    shown.sort();
    shown
}

fn open(path: &Path) -> Workbook {
    Workbook::open(path).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The ledger of `make.py` is read as intended.
fn is_the_ledger(path: &Path) {
    let workbook = open(path);
    let names: Vec<&str> = workbook.sheets().iter().map(Sheet::name).collect();
    assert_eq!(names, ["三级网格", "人员", "空表"], "{}", path.display());
    let [grids, people, empty] = workbook.sheets() else { panic!("three sheets") };
    let mut expected = GRIDS.map(|(at, cell)| (at.to_owned(), cell.to_owned())).to_vec();
    expected.sort();
    assert_eq!(shown(grids), expected, "{}", path.display());
    let mut merged: Vec<String> =
        grids.merged().iter().map(|range| format!("{}:{}", range.first, range.last)).collect();
    merged.sort();
    assert_eq!(merged, ["A1:H1", "C3:C4"], "{}", path.display());
    let Some(Cell::Date(noon)) = grids.cell(Position::new(4, 6)) else { panic!("{}: F4 is a date", path.display()) };
    assert_eq!(noon.serial().to_bits(), 45_717.5_f64.to_bits(), "{}", path.display());
    assert!(
        matches!(grids.cell(Position::new(3, 1)), Some(Cell::Text(_))),
        "{}: a text of digits is a text",
        path.display()
    );
    let far = [("A1".to_owned(), "姓名".to_owned()), ("IV500".to_owned(), "张三".to_owned())];
    assert_eq!(shown(people), far, "{}: the hidden sheet is read", path.display());
    assert_eq!(shown(empty), [], "{}", path.display());
}

/// Formulas are read as their values, or as errors if they have none.
fn are_formulas(path: &Path, expected: &[(&str, &str)]) {
    let workbook = open(path);
    let [sheet] = workbook.sheets() else { panic!("{}: one sheet", path.display()) };
    let found: Vec<(String, String)> = shown(sheet).into_iter().filter(|(at, _)| at.as_str() >= "B3").collect();
    let expected: Vec<(String, String)> =
        expected.iter().map(|(at, cell)| ((*at).to_owned(), (*cell).to_owned())).collect();
    assert_eq!(found, expected, "{}", path.display());
}

/// Codes are read as they are shown, even if only the cell format shows their leading zeros.
fn are_codes_with_zeros(path: &Path) {
    let reading = open(path).read(&Headings::default());
    let notes: Vec<String> = reading.notes().map(|note| note.origin().to_string() + " " + &note.to_string()).collect();
    assert_eq!(notes.len(), 2, "{}: one a column: {notes:?}", path.display());
    assert!(notes[0].contains("!A2 ") && notes[0].contains("`01003` is a number") && notes[0].contains("as 2 of this"));
    assert!(notes[1].contains("!C2 ") && notes[1].contains("`01001` is a number") && notes[1].contains("as 1 of this"));
    let ledger = reading.into_ledger().unwrap_or_else(|errors| panic!("{errors}"));
    let rows: Vec<_> = ledger
        .nodes
        .iter()
        .map(|row| {
            let households = row.measures.get("households").map(ToString::to_string).unwrap_or_default();
            format!("{} < {} {households}", row.code, row.parent.as_deref().unwrap_or("nothing"))
        })
        .collect();
    assert_eq!(rows, ["01003 < 01001 64", "01004 < 01001 7", "01001 < nothing "], "{}", path.display());
}

fn all_in(folder: &Path) {
    are_codes_with_zeros(&folder.join("zeros.xlsx"));
    is_the_ledger(&folder.join("openpyxl.xlsx"));
    are_formulas(&folder.join("formulas.xlsx"), &UNCALCULATED);
    for kind in ["xlsx", "ods", "xls"] {
        let ledger = folder.join(format!("libreoffice.{kind}"));
        if !ledger.exists() {
            println!("skipped: there is no {}", ledger.display());
            continue;
        }
        is_the_ledger(&ledger);
        are_formulas(&folder.join(format!("calculated.{kind}")), &CALCULATED);
        // The cell formats of `.xls` are not read.
        if kind != "xls" {
            are_codes_with_zeros(&folder.join(format!("padded.{kind}")));
        }
    }
}

#[test]
fn what_other_programs_wrote_is_read_alike() {
    for kept in ["libreoffice.xlsx", "libreoffice.ods", "libreoffice.xls"] {
        assert!(Path::new(KEPT).join(kept).exists(), "{kept} is kept with the crate");
    }
    all_in(Path::new(KEPT));
}

#[test]
fn what_other_programs_write_now_is_read_alike() {
    let Some(folder) = std::env::var_os(MADE).map(PathBuf::from) else {
        println!("skipped: {MADE} names no folder with workbooks made by tests/workbooks/make.py");
        return;
    };
    all_in(&folder);
}
