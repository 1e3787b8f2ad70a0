use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{RECORDS, VERSION, ZONE};
use crate::governance::Governance;
use crate::kind::{Person, SecondGrid, Shop, Subdistrict};
use crate::ledger::Draft;
use crate::message::Wording as _;
use crate::record::{
    BindRecords, Moment, Record, RecordError, RecordLedger, RecordProblem, RecordReader, RecordRow, Records, Stamp,
    Status, Step, Zone,
};
use crate::table::{FactRows, write_facts};

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    for (grid, shop) in [("G-1", "G-1-X"), ("G-2", "G-2-X")] {
        let grid = draft.add(street, SecondGrid, grid, "");
        draft.add(grid, Shop, shop, "");
    }
    draft.root(Person, "N", "张三");
    Governance::build(&draft).unwrap()
}

fn zone() -> Zone {
    "Asia/Shanghai".parse().unwrap()
}

/// Everything that a record says, but for the line that it was read from.
fn said(record: Record<'_>) -> String {
    let steps: Vec<_> = record.steps().collect();
    let (node, due) = (record.node().map(|node| node.code().to_owned()), record.due());
    let texts = (record.code(), record.class(), record.urgency(), record.unit());
    let times = (record.reported(), record.closed(), due, steps);
    format!("{texts:?} {node:?} {times:?} {:?} {:?} {}", record.status(), record.satisfied(), record.day())
}

fn all_said(records: &Records<'_>) -> Vec<String> {
    records.iter().map(said).collect()
}

fn at(text: &str) -> Moment {
    Moment::read(text, &zone()).unwrap()
}

fn row(place: &str, reported: &str) -> RecordRow {
    RecordRow::new("噪音", place, at(reported))
}

#[test]
fn what_was_written_is_read_again() {
    let governance = governance();
    let within = Stamp::between(at("2024-01-02 03:00"), at("2024-01-02 05:30")).unwrap();
    let day =
        RecordReader::new(zone()).csv_str("网格,上报时间,结案时间\nG-1,2024-01-01,2024-01-03\n").rows()[0].clone();
    let mut all = row("G-2-X", "2024-01-01 08:00:00.123456").with_code("7").with_status(Status::Reopened);
    for (step, time) in [
        (Step::Filed, at("2024-01-01 09:00").into()),
        (Step::Returned, at("2024-01-01 10:00").into()),
        (Step::Returned, at("2024-01-01 11:00").into()),
        (Step::Returned, within),
        (Step::ReportedIn, within),
        (Step::Closed, at("2024-01-05 10:00").into()),
        (Step::Reopened, at("2024-01-06 10:00").into()),
    ] {
        all = all.with_step(step, time);
    }
    all.satisfied = Some(false);
    all.urgency = "red".to_owned();
    all.unit = "综合执法队".to_owned();
    let mut nowhere = row("", "2024-01-04 00:00").with_due(at("2024-02-01 00:00"));
    nowhere.places.clear();
    nowhere.class.clear();
    let person = row("N", "2024-03-01 00:00");
    // A person is no place of a record, and the file is written only of what could be bound.
    assert!(governance.records(&RecordLedger::new(zone(), [person])).is_err());
    let rows = [all, day, nowhere, row("G-1", "2024-01-01 08:00"), row("S", "2023-12-31 23:59:59")];
    let ledger = RecordLedger::new(zone(), rows).of_closed_only();
    let records = governance.records(&ledger).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    assert_eq!(records.to_parquet(&path).unwrap(), 5);
    let again = RecordReader::new(zone()).parquet(&path);
    assert!(again.errors().is_empty(), "{:?}", again.errors());
    assert!(again.notes().is_empty(), "{:?}", again.notes());
    let read = governance.records(&again).unwrap();
    assert_eq!(all_said(&read), all_said(&records));
    assert!(read.lists_only_closed());
    assert_eq!(read.unplaced().len(), 1);

    // Once more, and the bytes are the same but for the lines.
    let twice = folder.path().join("twice.parquet");
    read.to_parquet(&twice).unwrap();
    let thrice = governance.records(&RecordReader::new(zone()).parquet(&twice)).unwrap();
    assert_eq!(all_said(&thrice), all_said(&records));
    let (one, other) = (folder.path().join("one.parquet"), folder.path().join("other.parquet"));
    thrice.to_parquet(&one).unwrap();
    governance.records(&RecordReader::new(zone()).parquet(&one)).unwrap().to_parquet(&other).unwrap();
    assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap());

    let elsewhere = RecordReader::new(Zone::utc()).parquet(&path);
    assert!(matches!(elsewhere.errors()[0].problem(), RecordProblem::OtherZone { .. }), "{:?}", elsewhere.errors());
    assert!(records.to_parquet(folder.path()).is_err());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 4, "no unfinished file stays");
}

#[test]
fn no_records_are_a_file_too() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    let records = governance.records(&RecordLedger::new(zone(), [])).unwrap();
    assert_eq!(records.to_parquet(&path).unwrap(), 0);
    assert!(governance.records(&RecordReader::new(zone()).parquet(&path)).unwrap().is_empty());
}

#[test]
fn files_of_others_are_read_by_their_headings_and_tell_what_other_formats_tell() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.parquet");
    let micros = |text: &str| Some(at(text).micros());
    let facts = FactRows::new()
        .with_integers("编号", [Some(7), Some(8), Some(8), None])
        .with_texts("网格", [Some("G-1"), Some("G-2"), Some("G-3"), Some("G-1")])
        .with_moments(
            "上报时间",
            [micros("2024-01-01 08:00"), micros("2024-01-02 08:00"), micros("2024-01-02 08:00"), None],
        )
        .with_days("结案时间", [crate::date::Date::new(2024, 1, 3), None, None, None])
        .with_texts("联系电话", [Some("13800000000"), None, None, None])
        .with_decimals("经度", 6, [Some(113_000_000), None, None, None]);
    write_facts(&path, [facts]).unwrap();
    let reader = RecordReader::new(zone());
    let ledger = reader.parquet(&path);
    let csv = reader.csv_str(
        "编号,网格,上报时间,结案时间,联系电话,经度\n7,G-1,2024-01-01 08:00,2024-01-03,13800000000,113\n\
         8,G-2,2024-01-02 08:00,,,\n8,G-3,2024-01-02 08:00,,,\n,G-1,,,,\n",
    );
    let problems = |ledger: &RecordLedger| -> Vec<String> {
        let errors = governance.records(ledger).unwrap_err();
        errors.iter().map(|error| error.problem().id().to_owned()).collect()
    };
    assert_eq!(problems(&ledger), ["record.same_code", "record.unknown_place", "record.not_reported"]);
    assert_eq!(problems(&ledger), problems(&csv));
    let rows = |ledger: &RecordLedger| -> Vec<_> {
        let row = |row: &RecordRow| (row.code.clone(), row.places.clone(), row.reported, row.steps.clone());
        ledger.rows().iter().map(row).collect()
    };
    assert_eq!(rows(&ledger), rows(&csv));
    let remarks = |ledger: &RecordLedger| ledger.notes().iter().map(|note| note.remark().id()).collect::<Vec<_>>();
    assert_eq!(remarks(&ledger), remarks(&csv));
    let line = ledger.errors()[0].origin().line();
    assert_eq!(line, Some(4), "the line is the number of the row");
}

#[test]
fn what_is_no_table_of_records_is_an_error() {
    let reader = RecordReader::new(zone());
    let fixture = |name: &str| format!("{}/tests/facts/{name}", env!("CARGO_MANIFEST_DIR"));
    let ids = |ledger: &RecordLedger| ledger.errors().iter().map(|error| error.problem().id()).collect::<Vec<_>>();
    assert_eq!(ids(&reader.parquet("no such file")), ["record.unreadable"]);
    let gzip = reader.parquet(fixture("gzip.parquet"));
    assert!(gzip.errors()[0].to_string().contains("write the file again with zstd"), "{:?}", gzip.errors());
    // `place` is a struct there, and `at` a time of 96 bits.
    assert_eq!(
        ids(&reader.parquet(fixture("nested.parquet"))),
        ["record.unreadable", "record.not_text", "record.no_column"]
    );
}

#[test]
fn a_text_that_is_no_utf_8_is_an_error_and_no_other_text() {
    let schema = "message records { required binary place (STRING); required binary reported (STRING); }";
    let schema =
        Arc::new(parse_message_type(&schema.replace("place", "网格").replace("reported", "上报时间")).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for cells in [[&b"G-1"[..], b"G-\xff"], [b"2024-01-01 08:00", b"2024-01-02 08:00"]] {
        let mut column = group.next_column().unwrap().unwrap();
        let cells = cells.map(|cell| ByteArray::from(cell.to_vec()));
        column.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let errors = governance().records(&RecordReader::new(zone()).parquet(&path)).unwrap_err().to_string();
    assert!(errors.contains("row 2 of the column `网格` is no UTF-8"), "{errors}");
}

/// A last moment that comes before its first, or has none, is an error and not the first moment alone.
#[test]
fn a_span_that_ends_before_it_begins_is_an_error() {
    let time = "int64 NAME (TIMESTAMP(MICROS,true));";
    let times =
        ["reported", "reported_last", "closed_last"].map(|name| format!("required {}", time.replace("NAME", name)));
    let schema = format!("message records {{ required binary node (STRING); {} }}", times.concat());
    let keys = [(RECORDS, VERSION), (ZONE, "Asia/Shanghai")]
        .map(|(key, value)| KeyValue::new(key.to_owned(), Some(value.to_owned())));
    let properties = WriterProperties::builder().set_key_value_metadata(Some(keys.to_vec())).build();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    let file = std::fs::File::create(&path).unwrap();
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&["G-1", "G-2"].map(ByteArray::from), None, None).unwrap();
    column.close().unwrap();
    let [first, earlier, later] =
        ["2024-01-02 00:00", "2024-01-01 00:00", "2024-01-03 00:00"].map(|text| at(text).micros());
    for cells in [[first, first], [later, earlier], [later, later]] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&cells, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let ledger = RecordReader::new(zone()).parquet(&path);
    assert_eq!(ledger.rows()[0].reported, Stamp::between(at("2024-01-02 00:00"), at("2024-01-03 00:00")).unwrap());
    let told =
        |error: &RecordError| (error.origin().line(), error.column().map(str::to_owned), error.problem().clone());
    let told: Vec<_> = ledger.errors().iter().map(told).collect();
    let [reported, closed] = ["reported_last", "closed_last"].map(|column| Some(column.to_owned()));
    assert_eq!(
        told,
        [
            (Some(1), closed.clone(), RecordProblem::HalfSpan),
            (Some(2), reported, RecordProblem::EndsFirst),
            (Some(2), closed, RecordProblem::HalfSpan),
        ]
    );
}
