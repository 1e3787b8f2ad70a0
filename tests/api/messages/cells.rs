//! What can be wrong with cells of workbooks.

use gridgov::kind::{Kind, Role};
use gridgov::ledger::workbook::{
    CellProblem, Cells, Count, Doubt, FigureProblem, Headings, Meaning, NoPlace, UnknownHeading, Workbook,
};
use gridgov::ledger::{Origin, Position, Source};
use gridgov::message::{Level, Message};

/// The place of another cell.
fn elsewhere() -> Origin {
    Origin::new(Source::sheet("须水.xlsx", "三级网格", [("code".to_owned(), 1, "编码".to_owned())]), 7, 1)
}

fn cells() -> Cells {
    let mut cells = Cells::one(Position::new(2, 4));
    (3..12).for_each(|row| cells.push(Position::new(row, 4)));
    cells
}

fn some() -> Vec<Position> {
    vec![Position::new(2, 1), Position::new(3, 1)]
}

fn text(written: &str) -> String {
    written.to_owned()
}

fn texts(written: &[&str]) -> Vec<String> {
    written.iter().map(|written| (*written).to_owned()).collect()
}

fn figures() -> Vec<CellProblem> {
    let why = [
        FigureProblem::Ambiguous { possible: texts(&["420", "42"]) },
        FigureProblem::Share,
        FigureProblem::Indefinite,
        FigureProblem::Contradiction,
        FigureProblem::Remark { remark: text("不含出租30") },
        FigureProblem::Footnote,
        FigureProblem::UnknownUnit { unit: text("厘") },
        FigureProblem::Date,
        FigureProblem::NotExact,
        FigureProblem::NoBound,
        FigureProblem::TooLong,
        FigureProblem::NotANumber,
    ];
    let numbers = why.clone().map(|why| CellProblem::NoNumber { written: text("45%"), why });
    numbers.into_iter().chain(why.map(|why| CellProblem::NoFigure { written: text("约50"), why })).collect()
}

fn lines() -> Vec<CellProblem> {
    let doubts = [
        Doubt::NoIdentity,
        Doubt::TotalBesideIdentity,
        Doubt::WordsBesideIdentity,
        Doubt::LoneText,
        Doubt::Misfits,
        Doubt::InstructionsAmongRows,
        Doubt::SampleAmongRows,
        Doubt::Breakdown,
        Doubt::BelowFoot,
    ];
    let unclear = |doubt| CellProblem::UnclearLine { doubt, written: Some(text("其中")), cells: cells() };
    doubts.into_iter().map(unclear).collect()
}

fn registers() -> Vec<CellProblem> {
    let why = [NoPlace::Unnamed, NoPlace::Unknown, NoPlace::Ambiguous, NoPlace::Contradictory];
    let nowhere = why.map(|why| CellProblem::CountedNowhere { why, cells: cells() });
    let others = [
        CellProblem::NoRegister { sheet: text("人口台账"), sheets: texts(&["微网格", "楼栋"]) },
        CellProblem::OnlyRegister { personal: texts(&["身份证号"]), others: texts(&["楼栋", "备注"]) },
        CellProblem::NoClass { heading: text("类型"), headings: texts(&["人员类别"]) },
        CellProblem::TooManyClasses { heading: text("姓名"), classes: 900 },
        CellProblem::CountedAndWritten {
            measure: text("population"),
            code: text("M-1"),
            written: text("12"),
            counted: text("13"),
        },
    ];
    nowhere.into_iter().chain(others).collect()
}

fn names_of_nodes() -> Vec<CellProblem> {
    vec![
        CellProblem::Ambiguous { written: text("第一网格"), codes: texts(&["G-1", "G-9"]) },
        CellProblem::NotWithin {
            written: text("一号网格"),
            code: "T-1".into(),
            other: text("第二网格"),
            beside: elsewhere(),
            within: texts(&["G-1", "S-1"]).into(),
        },
        CellProblem::NotWithin {
            written: text("一号网格"),
            code: "T-1".into(),
            other: text("第二网格"),
            beside: elsewhere(),
            within: Vec::new().into(),
        },
        CellProblem::NoneWithin {
            written: text("一号网格"),
            codes: texts(&["T-1", "T-9"]),
            other: text("第三网格"),
            beside: elsewhere(),
        },
        CellProblem::UnknownAncestor { written: text("惠民社区"), kind: Kind::SecondGrid },
        CellProblem::NumbersNowhere { kind: Kind::Building, written: text("1"), times: 9, cells: some() },
        CellProblem::NumberForName { written: text("52"), kind: Kind::ThirdGrid },
        CellProblem::BlankLevel { kind: Kind::SecondGrid, above: text("惠民社区") },
        CellProblem::NoLevel { kinds: vec![Kind::SecondGrid, Kind::ThirdGrid] },
        CellProblem::NothingNamed { written: text("无") },
        CellProblem::NothingAbove { written: text("〃") },
        CellProblem::NeedsParent { kind: Kind::MicroGrid, written: text("无") },
    ]
}

fn others() -> Vec<CellProblem> {
    vec![
        CellProblem::LostDigits { written: text("4.10102E+14"), right: None },
        CellProblem::LostDigits { written: text("4.10102E+14"), right: Some(text("410102012001001")) },
        CellProblem::LostZeros { written: text("1003"), right: text("01003") },
        CellProblem::Fraction { written: text("1.1") },
        CellProblem::MadeADate { shown: text("2025-03-01"), possible: texts(&["3-1", "03-01"]) },
        CellProblem::MadeANumber { shown: text("2.00E+03"), possible: texts(&["2E3"]), is_long: true },
        CellProblem::MomentForNumber { shown: text("8:30"), number: text("0.354"), possible: texts(&["8:30"]) },
        CellProblem::FormulaZero,
        CellProblem::StruckOutInPart { written: text("一号网格（旧）") },
        CellProblem::FormulaError { written: text("#REF!") },
        CellProblem::Contradiction {
            code: text("T-1"),
            written: text("一号网格"),
            other: text("二号网格"),
            first: elsewhere(),
        },
        CellProblem::DeclaredTwice { code: text("S-1"), written: text("52"), other: text("51") },
        CellProblem::NoHeadings { known: text("编码, 名称") },
        CellProblem::NoHeading { written: text("甲") },
        CellProblem::NoKind,
        CellProblem::Misplaced { kind: Kind::Person, heading: text("户数"), written: text("5") },
        CellProblem::PostNowhere { written: text("网格长") },
        CellProblem::KindOfSheet { rows: 9, above: Some(Kind::SecondGrid), fitting: vec![Kind::ThirdGrid] },
        CellProblem::UnitDiffers {
            measure: text("面积"),
            written: text("亩"),
            other: text("平方米"),
            first: elsewhere(),
        },
        CellProblem::SeveralInRow { written: text("张三、李四"), count: 2 },
        CellProblem::OtherPost { name: text("张三"), written: text("网格员"), post: Role::GridHead },
        CellProblem::OtherUnit { written: text("5亩"), unit: text("亩"), expected: text("平方米") },
        CellProblem::WhichPerson { name: text("张三"), codes: texts(&["张三@T-1", "张三@T-2"]) },
        CellProblem::NeedsCode { name: text("张三"), first: elsewhere() },
        CellProblem::UnknownHeadings {
            unknown: vec![
                UnknownHeading {
                    written: text("片区号"),
                    cells: vec![Position::new(1, 1)],
                    suggestion: Some(text("片区")),
                    is_personal: false,
                },
                UnknownHeading {
                    written: text("微信号"),
                    cells: vec![Position::new(1, 2)],
                    suggestion: None,
                    is_personal: true,
                },
            ],
            is_foreign: true,
        },
    ]
}

pub(super) fn messages() -> Vec<Message> {
    let problems = [figures(), lines(), registers(), names_of_nodes(), others()].concat();
    let mut all: Vec<Message> = problems.iter().map(|problem| Message::of(Level::Error, problem)).collect();
    all.push(Message::of(Level::Error, &"17C".parse::<Position>().expect_err("no cell")));
    all.push(Message::of(Level::Error, &"人口台账".parse::<Count>().expect_err("no measure")));
    all.push(Message::of(Level::Error, &"disputes".parse::<Meaning>().expect_err("no meaning")));
    all.extend(read());
    all
}

/// A workbook with something wrong on each of its sheets.
fn read() -> Vec<Message> {
    let tables = [
        ("微网格.csv", "编码,名称,户数\nM-1,甲,45%\nM-2,乙,约50\n"),
        ("三级网格.csv", "片区号,名称,天气\nT-1,甲,晴\n"),
        ("三级网格.csv", "编码,名称,网格长\nT-1,甲,王主任\nT-2,乙,13812345678\n"),
        ("三级网格.csv", "编码,名称,上级\nT-1,甲,第一网格\nT-1,乙,第一网格\n"),
    ];
    let read = tables.iter().flat_map(|(name, table)| {
        let workbook = Workbook::from_bytes(*name, table.as_bytes()).expect("a table");
        let errors = workbook.read(&Headings::default()).into_ledger().expect_err("something is wrong");
        errors.messages().collect::<Vec<_>>()
    });
    let read: Vec<Message> = read.collect();
    assert!(read.iter().all(|message| message.place().is_some_and(|place| place.cell().is_some())), "{read:?}");
    // No number of a person leaves.
    assert!(!serde_json::to_string(&read).expect("JSON").contains("13812345678"));
    read
}
