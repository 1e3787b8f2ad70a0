//! How things were read.

use gridgov::kind::Kind;
use gridgov::ledger::workbook::{Cells, Cleaning, Headings, LineClass, NumberKind, Remark, Workbook};
use gridgov::ledger::{Note, Origin, Position, Source};
use gridgov::message::{Message, Tell};
use gridgov::text::Difference;

fn text(written: &str) -> String {
    written.to_owned()
}

fn texts(written: &[&str]) -> Vec<String> {
    written.iter().map(|written| (*written).to_owned()).collect()
}

fn cells() -> Cells {
    let mut cells = Cells::one(Position::new(2, 4));
    (3..9).for_each(|row| cells.push(Position::new(row, 4)));
    cells
}

fn some() -> Vec<Position> {
    vec![Position::new(2, 1), Position::new(3, 1)]
}

fn origin() -> Origin {
    Origin::new(Source::sheet("须水.xlsx", "三级网格", [("code".to_owned(), 1, "编码".to_owned())]), 7, 1)
}

fn words() -> Vec<Remark> {
    let written = || text("无");
    vec![
        Remark::ReadAsNobody { written: written(), cells: cells() },
        Remark::ReadAsNothing { written: written(), cells: cells() },
        Remark::ReadAsNoParent { written: written(), cells: cells() },
        Remark::LineOfNobody { written: written(), cells: cells() },
        Remark::ReadAsAbove { written: text("〃"), cells: cells() },
        Remark::ReadAsNoValue { written: text("—"), cells: cells() },
        Remark::NumberRead { written: text("三百二十"), value: text("320"), cells: cells() },
        Remark::RemarkApart { written: text("（兼）"), cells: cells() },
        Remark::TitleApart { written: text("主任"), cells: cells() },
        Remark::TagApart { written: text("2"), cells: cells() },
        Remark::NameJoined { name: text("张三"), cells: cells() },
        Remark::NamesSplit { names: text("张三、李四"), cells: cells() },
        Remark::UnusualName { name: text("阿依古丽"), cells: cells() },
        Remark::PointZeroDropped { cells: cells() },
        Remark::OnePerson { name: text("张三"), code: text("张三@T-1"), times: 3 },
        Remark::SeveralPeople { name: text("张三"), codes: texts(&["张三@T-1", "张三@T-2"]), times: 2 },
    ]
}

fn rows() -> Vec<Remark> {
    vec![
        Remark::ColumnIgnored(text("天气")),
        Remark::LineAboveHeadings(text("2025年3月")),
        Remark::SheetIgnored(text("说明")),
        Remark::SameAgain { code: text("T-1"), first: origin() },
        Remark::ZerosShown { shown: text("007"), times: 9 },
        Remark::TakenForOne { name: text("惠民社区"), times: 9 },
        Remark::TotalOfNobody,
        Remark::TotalOfUnknown(text("第九网格")),
        Remark::TakenByForm {
            written: text("Ｔ-1"),
            meant: text("T-1"),
            differences: vec![Difference::FullWidth, Difference::Invisible],
            times: 9,
            cells: some(),
        },
        Remark::AncestorUnknown { written: text("惠民社区"), times: 9, cells: some() },
        Remark::NumbersMadeUnique {
            kind: Kind::Building,
            written: text("1"),
            codes: texts(&["X-1", "Y-1"]),
            times: 9,
            cells: some(),
        },
        Remark::KindOfSheet { rows: 9, kind: Kind::MicroGrid, within: Some(text("T-1")) },
        Remark::ParentOfSheet { code: text("T-1"), times: 9 },
        Remark::ValueAbove { times: 9, cells: some() },
        Remark::UpperFigures { cells: cells() },
        Remark::FileSkipped(text("~$惠民社区.xlsx")),
        Remark::TotalNotRead(text("若干")),
        Remark::UnknownIgnored(texts(&["天气", "风力"])),
        Remark::IndexIgnored,
        Remark::ReadUnseen {
            is_sheet_hidden: true,
            rows: vec![(3, 3), (5, 9)],
            columns: texts(&["户数"]),
            struck_out: Some(cells()),
        },
        Remark::Cleaned { how: Cleaning::Equation, cells: cells() },
        Remark::Cleaned { how: Cleaning::TextMark, cells: cells() },
        Remark::Register {
            sheet: text("人口台账"),
            personal: texts(&["身份证号"]),
            places: texts(&["楼栋"]),
            by: Some(text("人员类别")),
        },
        Remark::RegisterCounted { measure: text("population"), rows: 9 },
        Remark::LinesOfNobody { cells: cells() },
    ]
}

fn classes() -> Vec<Remark> {
    let numbers =
        [NumberKind::Mobile, NumberKind::Telephone, NumberKind::Identity, NumberKind::Account, NumberKind::Other];
    let classes = [
        LineClass::Explanation,
        LineClass::Sample,
        LineClass::Total { of: None, is_part: false },
        LineClass::Note,
        LineClass::Signature,
        LineClass::EndMark,
        LineClass::Numbered,
        LineClass::HeadingAgain,
    ];
    let dropped = numbers.map(|kind| Remark::NumberDropped { kind, cells: cells() });
    let told = classes.map(|class| Remark::LinesTold { class, cells: cells() });
    dropped.into_iter().chain(told).collect()
}

pub(super) fn messages() -> Vec<Message> {
    let remarks = [words(), rows(), classes()].concat();
    let told = remarks.into_iter().map(|remark| Note::new(origin(), remark).message());
    told.chain(read()).collect()
}

/// The notes of a table with many oddities.
fn read() -> Vec<Message> {
    let table =
        "三级网格台账\n2025年3月\n编码,名称,网格长,户数,天气\nT-1,甲,无,—,晴\nT-2,乙,张 三13812345678,三百二十,雨\n";
    let workbook = Workbook::from_bytes("三级网格.csv", table.as_bytes()).expect("a table");
    let headings = Headings::default().with("天气", gridgov::ledger::workbook::Meaning::Ignored);
    let ledger = workbook.read(&headings).into_ledger().unwrap_or_else(|errors| panic!("{errors}"));
    let read: Vec<Message> = ledger.notes().iter().map(Tell::message).collect();
    let ids: Vec<&str> = read.iter().map(Message::id).collect();
    for expected in ["note.read_as_nobody", "note.read_as_no_value", "note.number_read", "note.column_ignored"] {
        assert!(ids.contains(&expected), "{expected}: {ids:?}");
    }
    assert!(!serde_json::to_string(&read).expect("JSON").contains("13812345678"));
    read
}
