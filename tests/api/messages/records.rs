//! What can be wrong with records, how they were read, and what is found about them.

use gridgov::audit::{Rule, RulePack, Rules};
use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::{Person, Role, SecondGrid, Subdistrict};
use gridgov::ledger::{Draft, Limits, Origin, Source};
use gridgov::message::{Level, Message, Tell, Term};
use gridgov::record::{
    BindRecords, CalendarPeriod, Moment, RecordIssue, RecordLedger, RecordPack, RecordPackError, RecordProblem,
    RecordReader, RecordRemark, Step, TimeProblem, Zone,
};

fn text(text: &str) -> String {
    text.to_owned()
}

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let [one, _] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, "网格"));
    let head = draft.root(Person, "N", "张三");
    draft.serve(head, Role::GridHead, one);
    Governance::build(&draft).expect("it is valid")
}

fn reader() -> RecordReader {
    RecordReader::new("Asia/Shanghai".parse::<Zone>().expect("a zone"))
}

/// The errors of a table or of lines that are read, and the notes on them.
fn told(ledger: &RecordLedger) -> Vec<Message> {
    let governance = governance();
    match governance.records(ledger) {
        Ok(records) => records.notes().iter().map(Tell::message).collect(),
        Err(errors) => errors.messages().chain(ledger.notes().iter().map(Tell::message)).collect(),
    }
}

fn read() -> Vec<Message> {
    let head = "编号,网格,上报时间";
    let tables = [
        String::new(),
        text("一,二\n三,四\n"),
        format!("{head},发现时间\n1,G-1,2023-12-10 08:00,2023-12-10 08:00\n"),
        format!("{head}\n1,G-1\n"),
        format!("{head}\n1,G-1,\n2,G-1,2023-12-10 08:00\n2,G-2,2023-12-10 09:00\n3,G-3,2023-12-10 08:00\n"),
        format!("{head}\n1,网格,2023-12-10 08:00\n"),
        format!("{head}\n1,G-1,昨天\n2,G-1,2023-02-30 08:00\n3,G-1,45000\n4,G-1,03/04/2023 08:00\n"),
        text("编号,上报时间\n1,2023-12-10 08:00\n"),
        format!("{head},电话,天气,状态\n1,G-1,2023-12-10 08:00,13800000000,晴,悬而未决\n"),
    ];
    let mut all: Vec<Message> = tables.iter().flat_map(|table| told(&reader().csv_str(table))).collect();
    all.extend(told(&reader().json_lines_str("{")));
    all.extend(told(&reader().bytes("a.csv", b"\xFF\xFF")));
    all.extend(told(&reader().open("no/such/file.csv")));
    all.extend(told(&reader().refusing_personal().csv_str(&tables[8])));
    let mut few = Limits::default();
    few.bytes = 3;
    all.extend(told(&reader().with_limits(few).csv_str(&tables[2])));
    all
}

/// What the reader finds only in files that are hard to write down here.
fn others() -> Vec<Message> {
    let day = "2023-12-10".parse().expect("a day");
    let written = || text("G-1");
    let problems = [
        RecordProblem::Unreadable { why: text("no such file") },
        RecordProblem::NotUtf8 { byte: 7 },
        RecordProblem::Limit { what: Term::new("the number of bytes", "字节数"), found: 9, limit: 3 },
        RecordProblem::NoColumn { what: Term::new("where it happened", "地点"), example: "网格编号" },
        RecordProblem::SameColumn { first: text("上报时间"), second: text("发现时间") },
        RecordProblem::Ragged { found: 3, headings: 4 },
        RecordProblem::OpenQuote,
        RecordProblem::NoCoordinate { written: text("东经") },
        RecordProblem::HalfPoint,
        RecordProblem::EndsFirst,
        RecordProblem::HalfSpan,
        RecordProblem::OtherZone { written: text("Asia/Shanghai"), zone: text("UTC") },
        RecordProblem::Refused(RecordIssue::PointNowhere { at: text("113.6, 34.7") }),
        RecordProblem::Refused(RecordIssue::PointOnBorder {
            at: text("113.6, 34.7"),
            codes: vec![text("G-1"), text("G-2")],
        }),
        RecordProblem::Refused(RecordIssue::PointElsewhere {
            code: text("G-1"),
            at: text("113.6, 34.7"),
            codes: vec![text("G-2")],
        }),
        RecordProblem::DaysApart {
            first: day,
            last: day,
            last_at: Origin::new(Source::table(""), 2, 0),
            days: 70_000,
            limit: 65_535,
        },
        RecordProblem::NotText,
        RecordProblem::OpenQuote,
        RecordProblem::DaysApart {
            first: "2023-12-10".parse().expect("a day"),
            last: "9999-12-10".parse().expect("a day"),
            last_at: Origin::new(Source::table(""), 2, 0),
            days: 2_913_000,
            limit: 1_000_000,
        },
        RecordProblem::NoCoordinate { written: text("东") },
        RecordProblem::HalfPoint,
        RecordProblem::OtherZone { written: text("UTC"), zone: text("Asia/Shanghai") },
        RecordProblem::NoHeadings,
        RecordProblem::SameCode { code: written(), first: Origin::new(Source::table(""), 2, 0) },
        RecordProblem::UnknownPlace { written: written(), day, near: Vec::new() },
        RecordProblem::AmbiguousPlace { written: written(), codes: vec![text("A"), text("B")] },
        RecordProblem::Elsewhere { written: written(), within: text("S") },
        RecordProblem::Refused(RecordIssue::NoPlace),
        RecordProblem::Refused(RecordIssue::OutsideLife { code: written(), day }),
        RecordProblem::Time(TimeProblem::NeverOnClock { written: written(), zone: text("Asia/Shanghai") }),
        RecordProblem::Time(TimeProblem::WhichIsMonth { written: written() }),
        RecordProblem::Time(TimeProblem::DayNumber { written: written() }),
        RecordProblem::Time(TimeProblem::DayOnly { written: written() }),
    ];
    let remarks = [
        RecordRemark::ColumnIgnored { heading: text("天气") },
        RecordRemark::ColumnUnknown { heading: text("天气") },
        RecordRemark::ColumnPersonal { heading: text("电话") },
        RecordRemark::MonthFirst { heading: text("上报时间") },
        RecordRemark::RowsInCell { heading: text("备注") },
        RecordRemark::TwiceOnClock,
        RecordRemark::UnknownStatus { written: text("悬而未决") },
        RecordRemark::UnknownAnswer { written: text("也许") },
        RecordRemark::NoMap,
        RecordRemark::OffMap,
        RecordRemark::NoPlace,
        RecordRemark::OffMap,
        RecordRemark::NoMap,
        RecordRemark::PlacedAbove { written: text("G-9"), code: text("S") },
        RecordRemark::AboveUnknown { written: text("G-9") },
    ];
    let packs = [
        RecordPackError::NoSource { number: 1 },
        RecordPackError::SameDeadline { first: 1, second: 2 },
        RecordPackError::FromItself { number: 1, step: Step::Closed },
        RecordPackError::FreeAndWorked { day },
    ];
    let form = RecordPack::from_json_str("{").expect_err("no pack");
    let refused = RecordPack::default().refusing("record.weather").check().expect_err("nothing to refuse");
    let problems = problems.iter().map(|problem| Message::of(Level::Error, problem));
    let remarks = remarks.iter().map(|remark| Message::of(Level::Note, remark));
    let packs = packs.iter().map(Tell::message).chain(form.messages()).chain(refused.messages());
    problems.chain(remarks).chain(packs).collect()
}

const TABLE: &str = "\
编号,网格,上报时间,立案时间,派遣时间,结案时间,截止时间,状态
late,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,,2023-12-10 10:00,待办
unfiled,G-2,2023-12-10 08:00,,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案
order,G-2,2023-12-10 08:00,2023-12-10 07:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案
open,G-2,2023-12-10 08:00,2023-12-10 08:10,,,2023-12-10 18:00,待办
contradiction,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 18:00,待办
nowhere,,2023-12-10 08:00,,,,,待办
";

/// What is found about records that say a point of another grid than they write.
fn on_a_map() -> Vec<Message> {
    let governance = governance();
    let square = |x: f64| [[[[x, 0.0], [x + 100.0, 0.0], [x + 100.0, 100.0], [x, 100.0]]]];
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("G-1", square(0.0));
    shapes.add_polygon("G-2", square(100.0));
    let atlas = Atlas::new(&governance, shapes).expect("a map");
    let ledger = reader().with_points().csv_str("编号,网格,经度,纬度,上报时间\n1,G-1,150,50,2023-12-10 08:00\n");
    let records = governance.records_on_map(&ledger, &RecordPack::default(), &atlas).expect("records");
    let audit = records.add_rules(Rules::built_in(), None).audit(&RulePack::new("p", "")).expect("a pack");
    audit.run(&governance).iter().map(Tell::message).collect()
}

/// What is found about records, and the id and titles of each rule about them.
pub(super) fn findings() -> (Vec<Message>, Vec<(String, String, String)>) {
    let governance = governance();
    let ledger = reader().csv_str(TABLE);
    let records = governance.records(&ledger).expect("records");
    let now = Moment::read("2023-12-10 12:00", records.zone()).expect("a moment");
    let of_records = records.rules(Some(now));
    let ids = of_records.iter().map(|of| (of.id().to_owned(), of.english().to_owned(), of.chinese().to_owned()));
    let ids = ids.collect();
    let audit = records.add_rules(Rules::built_in(), Some(now)).audit(&RulePack::new("p", "")).expect("a pack");
    let found: Vec<Message> = audit.run(&governance).iter().map(Tell::message).collect();
    (found.into_iter().chain(on_a_map()).collect(), ids)
}

pub(super) fn messages() -> Vec<Message> {
    let zone = Message::of(Level::Error, &"北京".parse::<Zone>().expect_err("no zone"));
    let period = Message::of(Level::Error, &"去年".parse::<CalendarPeriod>().expect_err("no period"));
    [read(), others(), vec![zone, period]].concat()
}
