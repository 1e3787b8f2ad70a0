//! Tests of `note.rs`: what a note says, and that nothing drops it.

use super::{Note, Remark};
use crate::governance::{BuildErrors, Builder, Governance};
use crate::kind::Kind;
use crate::ledger::error::Readable;
use crate::ledger::{Ledger, LedgerError, LedgerErrors, LedgerProblem, NodeRow, Origin, Source};

fn note(line: u32) -> Note {
    let columns = [("code".to_owned(), 1, "编码".to_owned())];
    let origin = Origin::new(Source::sheet("须水.xlsx", "微网格", columns), line, 1);
    Note::new(origin, Remark::ColumnIgnored("天气".to_owned()))
}

/// A shop that was read with a note.
fn ledger(code: &str, line: u32) -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.nodes.push(NodeRow::new(Kind::Shop, code, "粮油店"));
    ledger.with_notes(vec![note(line)])
}

#[test]
fn a_note_has_an_id_and_a_place_and_words() {
    let note = note(3);
    assert_eq!(note.id(), "note.column_ignored");
    assert_eq!(note.origin().cell(None).unwrap().to_string(), "A3");
    assert_eq!(note.remark(), &Remark::ColumnIgnored("天气".to_owned()));
    let words = "须水.xlsx, 微网格!A3 (编码): the column `天气` is no part of a ledger and was not read";
    assert_eq!(note.to_string(), words);
}

#[test]
fn a_graph_keeps_the_notes_of_all_its_ledgers() {
    let governance = Governance::build(ledger("X-1", 3)).unwrap();
    assert_eq!(governance.notes(), [note(3)]);
    let both = [ledger("X-1", 3), ledger("X-2", 4)];
    let governance = Governance::build_all(&both).unwrap();
    assert_eq!(governance.notes(), [note(3), note(4)]);
    // And gives them back with its rows.
    assert_eq!(governance.to_ledger().notes(), governance.notes());
    assert!(Governance::build(Ledger::default()).unwrap().notes().is_empty());
}

#[test]
fn errors_of_building_keep_them() {
    let mut builder = Builder::new();
    builder.add(&ledger("X-1", 3));
    builder.add(&ledger("X-1", 4));
    let errors = builder.finish().unwrap_err();
    assert_eq!((errors.len(), errors.notes()), (1, &[note(3), note(4)][..]));
}

#[test]
fn errors_of_reading_keep_them_and_so_do_those_of_building_what_could_be_read() {
    for code in ["X-1", ""] {
        let problem = LedgerProblem::Missing("kind".to_owned());
        let error = LedgerError::new(Origin::default(), None, problem);
        let readable = Readable { ledger: ledger(code, 3), complete: false, measures_complete: true };
        let errors = LedgerErrors::check(vec![error], readable).unwrap_err();
        assert_eq!(errors.notes(), [note(3)]);
        let errors = BuildErrors::from(errors);
        assert_eq!((errors.len(), errors.notes()), (if code.is_empty() { 2 } else { 1 }, &[note(3)][..]));
    }
    // A file that cannot be read at all has none.
    let none = Governance::open("/no/such/ledger.json").unwrap_err();
    assert!(none.notes().is_empty());
}

#[test]
fn notes_are_no_part_of_what_a_ledger_says() {
    let noted = ledger("X-1", 3);
    assert_eq!(noted, ledger("X-1", 4));
    assert_eq!(noted, noted.clone().with_notes(Vec::new()));
    assert_ne!(noted, ledger("X-2", 3));
    assert_eq!(noted.to_json_string(), noted.clone().with_notes(Vec::new()).to_json_string());
    let again = Ledger::from_json_str(&noted.to_json_string()).unwrap();
    assert_eq!((&again, again.notes()), (&noted, &[][..]));
    assert_eq!(noted.clone().notes(), [note(3)]);
}

#[cfg(feature = "change")]
#[test]
fn a_map_that_is_redrawn_keeps_the_notes() {
    use crate::change::{Change, ChangeSet};

    let governance = Governance::build(ledger("X-1", 3)).unwrap();
    let date = "2025-03-01".parse().unwrap();
    let rename = Change::Rename { code: "X-1".to_owned(), name: "百货店".to_owned() };
    let applied = governance.apply(&ChangeSet::new(date, "").with(rename)).unwrap();
    assert_eq!(applied.governance().notes(), [note(3)]);
}

#[cfg(feature = "workbook")]
#[test]
fn a_workbook_gives_its_notes_by_every_way_that_it_is_read() {
    use crate::ledger::workbook::{Headings, Meaning, Workbook};
    use crate::ledger::{Position, Reader};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("商户.csv");
    let write = |text: &str| std::fs::write(&path, text).unwrap();
    let headings = Headings::default().with("天气", Meaning::Ignored);
    let reader = Reader::new().with_headings(headings.clone());
    let ids = |notes: &[Note]| notes.iter().map(Note::id).collect::<Vec<_>>();

    write("编码,名称,类别,天气\nX-1,粮油店,商户,晴\n");
    let workbook = Workbook::open(&path).unwrap();
    let reading = workbook.read(&headings);
    assert_eq!(reading.notes().len(), 1);
    assert_eq!(ids(reading.into_ledger().unwrap().notes()), ["note.column_ignored"]);
    assert_eq!(ids(reader.open(&path).unwrap().notes()), ["note.column_ignored"]);
    let governance = Governance::open_with(&reader, &path).unwrap();
    assert_eq!(ids(governance.notes()), ["note.column_ignored"]);
    assert_eq!(governance.notes()[0].origin().cell(None), Some(Position::new(1, 4)));

    // In reading and in building.
    for text in ["编码,名称,类别,天气\nX-1,粮油店,商店铺,晴\n", "编码,名称,类别,上级,天气\nX-1,粮油店,商户,X-9,晴\n"]
    {
        write(text);
        let errors = Governance::open_with(&reader, &path).unwrap_err();
        assert_eq!(ids(errors.notes()), ["note.column_ignored"], "{errors}");
    }
    // By the built-in headings, with the functions that take a path only.
    write("编码,名称,类别\nX-1,粮油店,商户\n编码,名称,类别\n");
    assert_eq!(ids(Ledger::open(&path).unwrap().notes()), ["note.lines_told"]);
    assert_eq!(ids(Governance::open(&path).unwrap().notes()), ["note.lines_told"]);
}
