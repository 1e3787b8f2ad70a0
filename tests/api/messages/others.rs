//! What is wrong with rule packs, numbers, dates, codes, roll-ups, sets, and what is written.

use gridgov::Language;
use gridgov::audit::{Band, End, PackError, RulePack};
use gridgov::date::Date;
use gridgov::division::DivisionCode;
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Kind, Person, SecondGrid, Shop, Subdistrict, ThirdGrid};
use gridgov::ledger::workbook::Workbook;
use gridgov::ledger::{Draft, Ledger, NodeRow, NotForSpreadsheet, NotForTable, Origin, Source, WriteError};
use gridgov::measure::{Decimal, Measure};
use gridgov::message::{Level, Message, Tell, Term, Wording};
use gridgov::report::ReportError;
use gridgov::rollup::{Count, EveryCover, Home, RollUpError};

fn error(wording: &impl Wording) -> Message {
    Message::of(Level::Error, wording)
}

/// What can be wrong with a rule pack.
fn packs() -> Vec<Message> {
    let kinds = [
        PackError::Form { message: "missing field `rules`".to_owned() },
        PackError::NotADate { field: "valid_from", written: "2025年".to_owned() },
        PackError::EndsBeforeItBegins {
            from: "2025-07-01".parse().expect("a day"),
            until: "2025-01-01".parse().expect("a day"),
        },
        PackError::RuleTwice { rule: "size.band".to_owned() },
        PackError::UnknownRule {
            place: "suppressed[0]".to_owned(),
            rule: "size.bend".to_owned(),
            nearest: Some("size.band".to_owned()),
        },
        PackError::NoSource { rule: "size.band".to_owned() },
        PackError::UnknownBound {
            rule: "size.band".to_owned(),
            bound: "a".to_owned(),
            nearest: None,
            known: vec!["third_grid".to_owned()],
        },
        PackError::EmptyBand {
            rule: "size.band".to_owned(),
            bound: "third_grid".to_owned(),
            band: Band::between(9, 5),
        },
        PackError::OpenBand { rule: "size.band".to_owned(), bound: "third_grid".to_owned(), end: Some(End::AtLeast) },
        PackError::KindNotRead { rule: "size.band".to_owned(), kind: Kind::Person, known: vec![Kind::ThirdGrid] },
        PackError::MeasureNotRead { rule: "lead.area".to_owned(), measure: "households".to_owned() },
        PackError::NoReason { place: "suppressed[0]".to_owned(), rule: "lead.area".to_owned(), code: "T-1".to_owned() },
        PackError::SuppressedTwice {
            place: "suppressed[1]".to_owned(),
            rule: "lead.area".to_owned(),
            code: "T-1".to_owned(),
        },
    ];
    let read = RulePack::from_json_str("{").expect_err("no JSON");
    kinds.iter().map(Tell::message).chain(read.messages()).collect()
}

/// Two grids of which one covers a shop of the other, and a measure.
fn graph() -> Governance {
    let mut draft = Draft::new("");
    draft.measure("staff");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let one = draft.add(second, ThirdGrid, "T-1", "一号网格");
    let two = draft.add(second, ThirdGrid, "T-2", "二号网格");
    let shop = draft.add(one, Shop, "X", "粮油店");
    draft.row(shop).measure("staff", i64::MAX - 1);
    draft.cover(two, shop);
    draft.root(Person, "N", "张三");
    Governance::build(&draft).expect("it is valid")
}

fn roll_ups() -> Vec<Message> {
    let (one, other) = (graph(), graph());
    let unknown = one.sum_of("staf").expect_err("no such measure");
    let sum = one.sum_of("staff").expect("a measure");
    let overflow = one.roll_up(EveryCover, sum).expect_err("it overflows");
    let mut live = one.live(Home, "staff").expect("a measure");
    let beyond = live.set(one.node("X").expect("a node"), "1.5".parse::<Decimal>().expect("a number"));
    let total = live.set(one.node("S").expect("a node"), 9);
    let graph = live.set(other.node("X").expect("a node"), 1);
    let mixed = one.all().union(&other.all()).expect_err("two graphs");
    let outside = one.roll_up(Home, Count(|node: Node<'_>| node.kind() == Kind::Person)).err().expect("it is refused");
    let mut all =
        vec![error(&outside), error(&unknown), error(&overflow), error(&RollUpError::OtherGraph), error(&mixed)];
    all.extend([beyond, total, graph].map(|refused| error(&refused.expect_err("it is refused"))));
    all
}

fn numbers() -> Vec<Message> {
    let wrong = ["五", "92233720368547758080", "0.1234567890123456789"];
    let mut all: Vec<Message> =
        wrong.iter().map(|text| error(&text.parse::<Decimal>().expect_err("no number"))).collect();
    all.push(error(&Decimal::from(1).checked_sub(Decimal::from(i64::MIN)).expect_err("it overflows")));
    all.push(error(&"1.25".parse::<Decimal>().expect("a number").rescale(1).expect_err("digits are lost")));
    all.push(error(&"2023-02-29".parse::<Date>().expect_err("no day")));
    all.extend(["41010a", "41010", "0010"].map(|code| error(&code.parse::<DivisionCode>().expect_err("no code"))));
    all.push(error(&"fr".parse::<Language>().expect_err("no language")));
    all
}

fn tables() -> Vec<Message> {
    let mut twice = Ledger::new("");
    twice.measures = vec![Measure::new("area"), Measure::new("area")];
    let mut undeclared = Ledger::new("");
    undeclared.nodes.push(NodeRow::new(Kind::ThirdGrid, "T", "").with_measure("area", 5));
    let mut named = Ledger::new("");
    named.measures = vec![Measure::new("code")];
    let folder = tempfile::tempdir().expect("a folder");
    let written = [twice, undeclared, named].map(|ledger| {
        let error = ledger.save(folder.path().join("tables")).expect_err("no table can say it");
        error.message()
    });
    let origin = || Origin::new(Source::text("a.json"), 7, 3);
    let others = [
        NotForTable::Measure { measure: "area".to_owned(), unit: Some("a)b".to_owned()) },
        NotForTable::Empty { what: Term::new("a value", "值"), of: Some("area".to_owned()) },
        NotForTable::Empty { what: Term::new("a parent", "上级"), of: None },
        NotForTable::Misread { written: "5".to_owned(), what: Term::new("number", "数"), of: Some("area".to_owned()) },
    ];
    let others = others.map(|what| WriteError::NotForCsv { origin: origin(), what }.message());
    written.into_iter().chain(others).collect()
}

fn workbooks() -> Vec<Message> {
    let none = Workbook::new("a.xlsx").to_xlsx().err();
    let problems = [
        NotForSpreadsheet::SheetName { why: Term::new("the sheet has no name", "工作表没有名称"), at_most: 31 },
        NotForSpreadsheet::SheetTwice,
        NotForSpreadsheet::NoSheet,
        NotForSpreadsheet::Number { number: "inf".to_owned() },
        NotForSpreadsheet::Merged { range: "A1:Z999".to_owned(), at_most: 2_000_000 },
        NotForSpreadsheet::NoCell { row: 0, column: 7, rows: 1_048_576, columns: 16_384 },
        NotForSpreadsheet::TooLong { length: 40_000, at_most: 32_767 },
        NotForSpreadsheet::Choice { choice: "甲,乙".to_owned() },
        NotForSpreadsheet::Refused { why: "Row or column exceeds Excel's allowed limits".to_owned() },
    ];
    let at = || "三级网格!C17".to_owned();
    let problems = problems.map(|what| WriteError::NotForWorkbook { at: at(), what }.message());
    let failed = WriteError::from(std::io::Error::other("the disk is full")).message();
    let too_long = error(&ReportError::TooLong { sheet: "未覆盖", rows: 2_000_000 });
    problems.into_iter().chain([failed, too_long]).chain(none.map(|error| error.message())).collect()
}

pub(super) fn messages() -> Vec<Message> {
    [packs(), roll_ups(), numbers(), tables(), workbooks()].concat()
}
