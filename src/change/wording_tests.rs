//! What is wrong with changes and histories, in two languages.

use std::collections::BTreeMap;

use super::*;
use crate::governance::{BuildProblem, Governance};
use crate::kind::{Kind, Relation, Role};
use crate::language::Language;
use crate::ledger::{Ledger, NodeRow};
use crate::measure::Measure;
use crate::message::{Message, Tell, Wording};

/// A street with grids G, H, a child T of G, and a person.
fn ledger() -> Ledger {
    let mut ledger = Ledger::new("");
    ledger.measures = vec![Measure::new("户数"), Measure::new("满意").with_unit("%")];
    let row = |kind: Kind, code: &str, parent: &str| {
        let row = NodeRow::new(kind, code, format!("名{code}"));
        if parent.is_empty() { row } else { row.with_parent(parent) }
    };
    ledger.nodes = vec![
        row(Kind::Subdistrict, "S", ""),
        row(Kind::SecondGrid, "G", "S").with_measure("户数", 30).with_measure("满意", 95),
        row(Kind::SecondGrid, "H", "S").with_measure("户数", 10).with_measure("满意", 90),
        row(Kind::ThirdGrid, "T", "G"),
        row(Kind::Person, "N", ""),
    ];
    ledger
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn refused(change: impl Into<Change>, other: Option<Change>) -> ChangeErrors {
    let set = ChangeSet::new(date("2023-02-01"), "").with(change);
    let set = other.into_iter().fold(set, ChangeSet::with);
    Governance::build(ledger()).unwrap().apply(&set).unwrap_err()
}

fn chinese(errors: &ChangeErrors) -> String {
    errors.in_language(Language::Chinese).to_string()
}

#[test]
fn changes_that_cannot_be_applied_are_told_in_chinese() {
    assert_eq!(
        chinese(&refused(Change::move_below("g", "S"), None)),
        "第1项变更（“g”调整到“S”之下）：地图上没有编码“g”；相近的有：G（仅大小写或空格不同，名G）"
    );
    assert_eq!(
        chinese(&refused(Change::close("G"), None)),
        "第1项变更（撤销“G”）：撤销后1个下级（“T”）没有着落；请先调整其隶属，或一并撤销、解除"
    );
    assert_eq!(
        chinese(&refused(Change::rename("G", "甲"), Some(Change::rename("G", "乙")))),
        "第2项变更（“G”更名为“乙”）：与第1项变更（“G”更名为“甲”）矛盾：两项都变更“G”的名称；请只保留其中一项"
    );
    assert_eq!(
        chinese(&refused(Merge::new(["G", "H"], "G", "合并"), None)),
        "第1项变更（“G”、“H”合并为“G”）：“满意”是比率，不能相加；请在measures中写明合并后的数值"
    );
    assert_eq!(
        chinese(&refused(Change::release(Relation::Covers, "G", "T"), None)),
        "第1项变更（解除关联G 覆盖 T）：没有这条关联；请核对两端的编码"
    );
    assert_eq!(
        chinese(&refused(Change::move_below("S", "T"), None)).lines().last().unwrap(),
        "第1项变更（“S”调整到“T”之下）：“T”就是“S”或在其之下，单位不能包含自身；请另选上级"
    );
    assert_eq!(Change::appoint("N", Role::GridHead, "G").in_chinese().to_string(), "新增关联N 服务 G（网格长）");
}

#[test]
fn an_error_is_data() {
    let errors = refused(Change::move_below("g", "S"), None);
    let message = errors.first().message();
    assert_eq!((message.id(), message.suggestion()), ("change.unknown_code", Some("G")));
    let part = |name: &str| message.parts().text(name);
    assert_eq!((part("written").as_deref(), part("change").as_deref()), (Some("g"), Some("1")));
    let rule = refused(Change::move_below("H", "T"), None);
    assert_eq!(rule.first().message().id(), "ledger.not_allowed_below");
    assert_eq!(rule.first().message().parts().text("parent_kind").as_deref(), Some("third_grid"));
}

#[test]
fn what_a_history_refuses_is_told_in_chinese() {
    let mut history = History::new(ledger(), date("2023-01-01")).unwrap();
    let half: Period = "2023-01-01/2023-06-30".parse().unwrap();
    history.report(Reported::new(half, "纠纷").with("G", 5)).unwrap();
    let told = |errors: HistoryErrors| errors.in_language(Language::Chinese).to_string();
    assert_eq!(
        told(history.change(ChangeSet::new(date("2023-03-01"), "").with(Change::close("H"))).unwrap_err()),
        "第2条记录：变更自2023-03-01起生效，而“纠纷”2023-01-01至2023-06-30的数已按变更前的地图上报；请改在2023-06-30之后生效"
    );
    assert_eq!(
        told(history.report(Reported::new(half, "满意").with("G", 95)).unwrap_err()),
        "第2条记录：“满意”是比率，不能相加；请上报各单位的分子和分母"
    );
    history.change(ChangeSet::new(date("2023-07-01"), "").with(Change::recode("G", "G-1"))).unwrap();
    let july = "2023-07-01/2023-07-31".parse().unwrap();
    let errors = history.report(Reported::new(july, "纠纷").with("G", 5)).unwrap_err();
    let message = errors.first().message();
    assert_eq!(message.id(), "history.unknown_code");
    assert_eq!(message.parts().text("in_entry").as_deref(), Some("3"));
    assert!(told(errors).starts_with("第3条记录：2023-07-31的地图上没有编码“G”；该单位当时的编码为“G-1”"));
    let error = history.series("G", SeriesOf::Count(Kind::ThirdGrid), OnMap::AsOf(date("2022-01-01"))).unwrap_err();
    assert_eq!(
        error.in_language(Language::Chinese).to_string(),
        "没有2022-01-01的地图：历史自2023-01-01开始；请改用此后的日期"
    );
    let error = "2023-06-30/2023-01-01".parse::<Period>().unwrap_err();
    assert_eq!(
        Message::of(crate::message::Level::Error, &error).words(Language::Chinese),
        "周期止于2023-01-01，早于起始的2023-06-30；请更正其中一个日期"
    );
}

/// One of each problem that has words of its own.
fn problems() -> Vec<Box<dyn Wording>> {
    let tie = || Tie::new(Relation::Covers, "甲", "乙");
    let text = || "甲".to_owned();
    let (day, period) = (date("2023-01-01"), "2023-01-01/2023-06-30".parse().unwrap());
    let change = || Box::new(Change::close("甲"));
    let mut all: Vec<Box<dyn Wording>> = Vec::new();
    for problem in [
        ChangeProblem::UnknownCode { written: text(), near: Vec::new() },
        ChangeProblem::MadeHere { code: text(), by: 1 },
        ChangeProblem::Ended { code: text(), by: 1 },
        ChangeProblem::Recoded { code: text(), to: text(), by: 1 },
        ChangeProblem::Contradiction { other: 1, other_change: change(), about: Conflict::Title, same: false },
        ChangeProblem::EmptyCode,
        ChangeProblem::CodeTaken { code: text() },
        ChangeProblem::WouldOrphan { children: vec![text()], links: vec![tie()] },
        ChangeProblem::NotNamed { children: vec![text()], links: vec![tie()] },
        ChangeProblem::NotItsOwn { code: text() },
        ChangeProblem::TakenTwice { code: text(), parts: vec![text()] },
        ChangeProblem::TooFewParts { count: 1 },
        ChangeProblem::UnknownRest { code: text() },
        ChangeProblem::Totals { measure: text(), whole: 2.into(), parts: 1.into() },
        ChangeProblem::Overflow { measure: text() },
        ChangeProblem::TooFewMerged { count: 1 },
        ChangeProblem::MergedTwice { code: text() },
        ChangeProblem::MergedKinds { nodes: vec![(text(), Kind::SecondGrid)] },
        ChangeProblem::Circle { others: vec![1, 2], codes: vec![text(), text()] },
        ChangeProblem::NoSuchLink { others: vec![tie()] },
        ChangeProblem::LinkExists,
        ChangeProblem::Rule { about: Some(About::Link(tie())), problem: BuildProblem::EmptyCode },
    ] {
        all.push(Box::new(problem));
    }
    for problem in [
        HistoryProblem::BeforeLast { date: day, last: day },
        HistoryProblem::BeforeBeginning { period, since: day },
        HistoryProblem::NotReported { measure: text(), code: text(), period },
        HistoryProblem::AmountOrRate { measure: text(), entry: 1, was_rate: true },
        HistoryProblem::ReportedTwice { measure: text(), code: text(), period, entry: 1 },
    ] {
        all.push(Box::new(problem));
    }
    for problem in [
        CrosswalkError::Twice { from: text(), to: text() },
        CrosswalkError::TwoRows { code: text() },
        CrosswalkError::NoAmount { code: text() },
        CrosswalkError::Unknown { from: text(), to: text(), near: Vec::new() },
        CrosswalkError::UnknownMeasure { written: text(), suggestion: None, known: text() },
    ] {
        all.push(Box::new(problem));
    }
    for problem in [
        RebaseError::UnknownCode { written: text(), near: Vec::new() },
        RebaseError::NoSuccessor { code: text() },
        RebaseError::Twice { code: text() },
        RebaseError::TotalOverflow,
        RebaseError::Overflow { code: text() },
    ] {
        all.push(Box::new(problem));
    }
    for problem in [
        SeriesError::BareRate { measure: text() },
        SeriesError::UnknownMeasure { measure: text(), suggestion: None, known: text() },
        SeriesError::UnknownCode { code: text(), date: None, elsewhere: Some(Elsewhere::Since(day)), near: Vec::new() },
    ] {
        all.push(Box::new(problem));
    }
    all.push(Box::new("甲".parse::<Digest>().unwrap_err()));
    all.push(Box::new("甲".parse::<Weight>().unwrap_err()));
    all.push(Box::new("甲".parse::<Period>().unwrap_err()));
    all
}

#[test]
fn every_problem_has_an_id_of_its_own_and_chinese_without_english_words() {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems() {
        *by_id.entry(problem.id()).or_default() += 1;
        let message = Message::of(crate::message::Level::Error, &*problem);
        let chinese = message.words(Language::Chinese);
        // Names of fields that users type stay as they are.
        let rest = ["below", "measures"].iter().fold(chinese.to_owned(), |text, field| text.replace(field, ""));
        assert!(!rest.chars().any(|char| char.is_ascii_alphabetic()), "{chinese}");
        assert!(!rest.contains([',', ';', '(', ')', '`']), "{chinese}");
    }
    assert!(by_id.values().all(|count| *count == 1), "{by_id:?}");
}
