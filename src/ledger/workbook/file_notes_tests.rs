use crate::ledger::Position;
use crate::ledger::workbook::{Headings, Remark, Sheet, Workbook};

fn sheet() -> Sheet {
    let mut sheet = Sheet::new("三级网格");
    let lines = [
        ["网格编号", "网格名称", "户数", "备注"],
        ["T-1", "一号网格", "420", "x"],
        ["T-2", "二号网格", "400", ""],
        ["T-3", "三号网格", "300", ""],
    ];
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (1..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
            sheet.set(Position::new(row, column), cell);
        }
    }
    sheet
}

/// The notes of a sheet, but for that on the column that is not read; and the errors.
fn told(sheet: Sheet) -> (Vec<String>, String) {
    let reading = Workbook::new("台账.xlsx").with_sheet(sheet).read(&Headings::default());
    let notes = reading.notes().filter(|note| !matches!(note.remark(), Remark::ColumnIgnored(_)));
    let notes = notes.map(ToString::to_string).collect();
    (notes, reading.into_ledger().map_or_else(|errors| errors.to_string(), |_| String::new()))
}

fn at(cell: &str) -> Position {
    cell.parse().unwrap()
}

#[test]
fn what_nobody_sees_is_read_with_one_note_a_sheet() {
    assert_eq!(told(sheet()), (Vec::new(), String::new()));
    let mut unseen = sheet();
    unseen.hide();
    unseen.hide_rows(3, 4);
    // Below the table nothing stands, so nothing is hidden there.
    unseen.hide_rows(6, 900);
    unseen.hide_columns(3, 4);
    for cell in ["A2", "B2", "C2", "D2", "A9"] {
        unseen.strike_out(at(cell));
    }
    let expected = "台账.xlsx, 三级网格: read although the sheet is hidden, rows 3-4 are hidden, the column `户数` is hidden, \
                    cells are struck out (3 cells: A2, B2, C2); see whether it still holds";
    assert_eq!(told(unseen), (vec![expected.to_owned()], String::new()));
    let mut one = sheet();
    one.hide_rows(4, 4);
    one.strike_out(at("B3"));
    let (notes, _) = told(one);
    assert_eq!(
        notes,
        [
            "台账.xlsx, 三级网格: read although row 4 is hidden, a cell is struck out (1 cell: B3); see whether it still holds"
        ]
    );
}

#[test]
fn what_is_hidden_and_not_read_is_not_told() {
    let mut unseen = sheet();
    unseen.hide_columns(4, 9);
    unseen.hide_rows(5, 5);
    unseen.strike_out(at("D2"));
    unseen.strike_out(at("A1"));
    assert_eq!(told(unseen), (Vec::new(), String::new()));
}

#[test]
fn a_text_struck_out_in_part_is_an_error() {
    let mut partly = sheet();
    partly.facts.struck_out_in_part.add(at("B2"));
    partly.facts.struck_out_in_part.add(at("D2"));
    let (notes, errors) = told(partly);
    assert!(notes.is_empty());
    assert_eq!(
        errors,
        "台账.xlsx, 三级网格!B2 (网格名称): a part of `一号网格` is struck out; write what holds, without the part that does not"
    );
}

#[test]
fn the_zero_of_a_formula_is_no_code_and_no_name() {
    for (cell, is_fault) in [("A2", true), ("B2", true), ("C2", false)] {
        let mut zero = sheet();
        zero.set(at(cell), 0.0);
        assert!(!told(zero.clone()).1.contains("a formula gives 0 here"), "{cell}: a 0 that somebody typed");
        zero.set_formula(at(cell));
        assert_eq!(told(zero).1.contains("a formula gives 0 here"), is_fault, "{cell}");
    }
}
