//! What can be wrong with ledgers: each from a small ledger.

use std::io;

use gridgov::governance::{Builder, Governance};
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::{Ledger, LedgerErrors, Limits, LinkRow, NodeRow, Reader};
use gridgov::measure::Measure;
use gridgov::message::{Level, Message, Tell};

/// Texts of ledgers, each with something wrong.
const JSON: [&str; 23] = [
    "{",
    r#"{"ledger": 2, "nodes": []}"#,
    r#"{"ledger": 1}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S", "kind": "subdistrict", "name": "须水", "paren": "T"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S", "code": "T", "kind": "subdistrict", "name": "须水"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": 7, "kind": "subdistrict", "name": "须水"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S", "kind": "subdistrct", "name": "须水"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "", "kind": "subdistrict", "name": "须水"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S", "kind": "subdistrict", "name": "须水"}, {"code": "S", "kind": "subdistrict", "name": "中原"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S1", "kind": "subdistrict", "name": "须水"}, {"code": "Ｓ1", "kind": "subdistrict", "name": "中原"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "G-1", "kind": "third_grid", "name": "一号网格", "parent": "G-01"}, {"code": "S", "kind": "subdistrict", "name": "须水"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "S", "kind": "subdistrict", "name": "须水"}, {"code": "M", "kind": "micro_grid", "name": "一", "parent": "S"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "A", "kind": "party_committee", "name": "一", "parent": "B"}, {"code": "B", "kind": "party_committee", "name": "二", "parent": "A"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "A", "kind": "second_grid", "name": "一"}, {"code": "B", "kind": "third_grid", "name": "二"}], "links": [{"relation": "contains", "from": "A", "to": "B"}, {"relation": "leads", "from": "A", "to": "B"}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "A", "kind": "third_grid", "name": "一"}, {"code": "P", "kind": "branch", "name": "二"}], "links": [{"relation": "leads", "from": "P", "to": "A", "role": "grid_head"}, {"relation": "leads", "from": "P", "to": "A"}, {"relation": "leads", "from": "P", "to": "A"}]}"#,
    r#"{"ledger": 1, "measures": {"households": {}}, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "measures": {"housholds": 5}}]}"#,
    r#"{"ledger": 1, "measures": {"households": {}}, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "measures": {"households": "9223372036854775807"}}, {"code": "B", "kind": "third_grid", "name": "二", "measures": {"households": "9223372036854775807"}}]}"#,
    r#"{"ledger": 1, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "records": ["contains"]}]}"#,
    r#"{"ledger": 1, "measures": {"third_grid": {}}, "nodes": []}"#,
    r#"{"ledger": 1, "measures": {"": {}}, "nodes": []}"#,
    r#"{"ledger": 1, "measures": {"households": {}}, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "measures": {"households": "五"}}]}"#,
    r#"{"ledger": 1, "measures": {"households": {}}, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "measures": {"households": "92233720368547758080"}}]}"#,
    r#"{"ledger": 1, "measures": {"area": {"scale": 1}}, "nodes": [{"code": "A", "kind": "third_grid", "name": "一", "measures": {"area": "1.25", "aera": "0.1234567890123456789"}}]}"#,
];

fn of(errors: LedgerErrors) -> Vec<Message> {
    gridgov::governance::BuildErrors::from(errors).messages().collect()
}

fn built(ledger: &Ledger) -> Vec<Message> {
    Governance::build(ledger).err().into_iter().flat_map(|errors| errors.messages().collect::<Vec<_>>()).collect()
}

/// Measures that two ledgers describe, or one twice.
fn measures() -> Vec<Message> {
    let mut twice = Ledger::new("");
    twice.measures = vec![Measure::new("households"), Measure::new("households")];
    let mut one = Ledger::new("");
    one.measures = vec![Measure::new("area")];
    let mut other = Ledger::new("");
    other.measures = vec![Measure::new("area").with_scale(2)];
    let mut builder = Builder::new();
    builder.add(&one);
    builder.add(&other);
    let differs = builder.finish().expect_err("they differ").messages().collect();
    [built(&twice), differs].concat()
}

pub(super) fn messages() -> Vec<Message> {
    let mut all = Vec::new();
    for text in JSON {
        match Ledger::from_json_str(text) {
            Ok(ledger) => all.extend(built(&ledger)),
            Err(errors) => all.extend(of(errors)),
        }
    }
    all.extend(measures());
    all.extend(of(Ledger::open("there is no such ledger.json").expect_err("it is not there")));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.json");
    std::fs::write(&path, b"{\"ledger\": 1, \"\xFF\"").expect("a file");
    all.extend(of(Ledger::open(&path).expect_err("no UTF-8")));
    let mut limits = Limits::default();
    limits.nodes = 1;
    let two = r#"{"ledger": 1, "nodes": [{"code": "A", "kind": "county", "name": ""}, {"code": "B", "kind": "county", "name": ""}]}"#;
    std::fs::write(&path, two).expect("a file");
    all.extend(of(Reader::new().with_limits(limits).open(&path).expect_err("too many")));

    let mut draft = Ledger::new("");
    draft.nodes.push(NodeRow::new(Kind::ThirdGrid, "T-01", "一号网格"));
    let governance = Governance::build(&draft).expect("it is valid");
    let unknown = governance.find("T-1").expect_err("it is not there");
    all.push(Message::of(Level::Error, &unknown));
    let mut area = Ledger::new("");
    area.measures = vec![Measure::new("area").with_scale(18)];
    area.nodes.push(NodeRow::new(Kind::ThirdGrid, "T", "").with_measure("area", 5));
    area.nodes.push(NodeRow::new(Kind::ThirdGrid, "U", "").with_measure("area", i64::MAX));
    area.links.push(LinkRow::new(Relation::Serves, "T", "U"));
    all.extend(built(&area));
    all
}

#[test]
fn the_error_of_the_system_is_the_source() {
    use std::error::Error;

    let errors = Ledger::open("there is no such ledger.json").expect_err("it is not there");
    let source = errors.source().and_then(|source| source.downcast_ref::<io::Error>()).expect("an error of the system");
    assert_eq!(source.kind(), io::ErrorKind::NotFound);
    let built = Governance::open("there is no such ledger.json").expect_err("it is not there");
    assert!(built.first().source().is_some_and(<dyn Error>::is::<io::Error>));
    assert!(built.source().is_some());
}

#[test]
fn errors_of_the_form_and_of_the_rows_stand_in_the_order_of_the_file() {
    let text = r#"{"ledger": 1, "nodes": [
        {"code": "A", "kind": "third_grid", "name": "一", "parent": "X"},
        {"code": 7, "kind": "third_grid", "name": "二"},
        {"code": "A", "kind": "third_grid", "name": "三"},
        {"code": "B", "kind": "third_grid", "nam": "四"},
        {"code": "C", "kind": "micro_grid", "name": "五", "parent": "A"},
        {"code": "D", "kind": "county", "name": "六", "parent": "A"}
    ]}"#;
    let errors = gridgov::governance::BuildErrors::from(Ledger::from_json_str(text).expect_err("it is wrong"));
    let lines: Vec<_> = errors.iter().map(|error| error.origin().line().expect("a line")).collect();
    assert!(lines.is_sorted(), "{errors}");
    assert!(lines.contains(&3) && lines.contains(&4) && lines.contains(&7), "{errors}");
    let first = errors.first().message();
    assert_eq!(first.place().and_then(gridgov::message::Place::line), Some(3));
}

#[test]
fn errors_of_a_workbook_stand_in_the_order_of_its_sheets_and_cells() {
    use gridgov::ledger::Position;
    use gridgov::ledger::workbook::{Headings, Sheet, Workbook};

    // The first sheet has only errors of the form, the second only of rows, the third both, two in one row.
    let tables: [(&str, &[&[&str]]); 3] = [
        ("专属网格", &[&["编码", "名称", "户数"], &["D-1", "市场", "约50"]]),
        ("三级网格", &[&["编码", "名称", "上级编码"], &["T-1", "甲", "X"], &["T-1", "乙", ""]]),
        ("微网格", &[&["编码", "上级编码", "户数"], &["M-1", "Y", "45%"], &["M-2", "Z", "5"], &["M-2", "T-1", "近50"]]),
    ];
    let book = tables.iter().fold(Workbook::new("须水.xlsx"), |book, (name, rows)| {
        let mut sheet = Sheet::new(*name);
        for (row, cells) in (1..).zip(*rows) {
            for (column, cell) in (1..).zip(*cells) {
                sheet.set(Position::new(row, column), *cell);
            }
        }
        book.with_sheet(sheet)
    });
    let errors = book.read(&Headings::default()).into_ledger().expect_err("figures are wrong");
    let errors = gridgov::governance::BuildErrors::from(errors);
    let places: Vec<_> = errors
        .messages()
        .map(|message| {
            let place = message.place().expect("a place");
            let sheet = tables.iter().position(|(name, _)| Some(*name) == place.sheet()).expect("a sheet");
            let cell: Position = place.cell().expect("a cell").parse().expect("a cell");
            (sheet, cell.row, cell.column)
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{errors}");
    assert!(places.iter().any(|place| place.0 == 0) && places.iter().any(|place| place.0 == 1), "{errors}");
    assert!(places.contains(&(2, 2, 2)) && places.contains(&(2, 2, 3)), "{errors}");
}
