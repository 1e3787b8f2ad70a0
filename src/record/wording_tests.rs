//! Every message of the room has an id of its own, its parts, and words in both languages.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::ledger::{Origin, Source};
use crate::message::{Term, Wording, WordingIn};
use crate::record::{RecordIssue, RecordPackError, RecordProblem, RecordRemark, Status, Step, TimeProblem};

fn text(text: &str) -> String {
    text.to_owned()
}

/// One of each problem; the match below does not compile where one is missing.
fn problems() -> Vec<RecordProblem> {
    let day = "2023-12-10".parse().unwrap();
    let written = || text("G-1");
    let all = vec![
        RecordProblem::Unreadable { why: text("no such file") },
        RecordProblem::NotUtf8 { byte: 7 },
        RecordProblem::Syntax { why: text("expected value") },
        RecordProblem::Empty,
        RecordProblem::NoHeadings,
        RecordProblem::Limit { what: Term::new("the number of bytes", "字节数"), found: 9, limit: 3 },
        RecordProblem::NoColumn { what: Term::new("where it happened", "地点"), example: "网格编号" },
        RecordProblem::SameColumn { first: text("上报时间"), second: text("发现时间") },
        RecordProblem::Personal { heading: text("电话") },
        RecordProblem::Ragged { found: 3, headings: 4 },
        RecordProblem::OpenQuote,
        RecordProblem::DaysApart {
            first: day,
            last: day,
            last_at: Origin::new(Source::table(""), 2, 0),
            days: 70_000,
            limit: 65_535,
        },
        RecordProblem::EndsFirst,
        RecordProblem::HalfSpan,
        RecordProblem::NotText,
        RecordProblem::NotReported,
        RecordProblem::NoCoordinate { written: written() },
        RecordProblem::HalfPoint,
        RecordProblem::SameCode { code: written(), first: Origin::new(Source::table(""), 2, 0) },
        RecordProblem::UnknownPlace { written: written(), day, near: Vec::new() },
        RecordProblem::AmbiguousPlace { written: written(), codes: vec![text("A"), text("B")] },
        RecordProblem::Elsewhere { written: written(), within: text("S") },
        RecordProblem::OtherZone { written: text("Asia/Shanghai"), zone: text("UTC") },
        RecordProblem::Refused(RecordIssue::NoPlace),
        RecordProblem::Refused(RecordIssue::OutsideLife { code: written(), day }),
        RecordProblem::Refused(RecordIssue::OutOfOrder {
            earlier: Step::Reported,
            earlier_at: text("2023-12-10 08:00:00"),
            later: Step::Closed,
            later_at: text("2023-12-10 07:00:00"),
        }),
        RecordProblem::Refused(RecordIssue::PointElsewhere {
            code: written(),
            at: text("113.6, 34.7"),
            codes: vec![text("G-2")],
        }),
        RecordProblem::Refused(RecordIssue::PointOnBorder { at: text("113.6, 34.7"), codes: vec![text("G-2")] }),
        RecordProblem::Refused(RecordIssue::PointNowhere { at: text("113.6, 34.7") }),
        RecordProblem::Refused(RecordIssue::Contradiction {
            closed_at: text("2023-12-10 08:00:00"),
            status: Status::Open,
        }),
        RecordProblem::Time(TimeProblem::NotATime { written: written() }),
        RecordProblem::Time(TimeProblem::NoSuchDay { written: written() }),
        RecordProblem::Time(TimeProblem::NeverOnClock { written: written(), zone: text("Asia/Shanghai") }),
        RecordProblem::Time(TimeProblem::WhichIsMonth { written: written() }),
        RecordProblem::Time(TimeProblem::DayNumber { written: written() }),
        RecordProblem::Time(TimeProblem::DayOnly { written: written() }),
    ];
    for problem in &all {
        match problem {
            RecordProblem::Unreadable { .. }
            | RecordProblem::NotUtf8 { .. }
            | RecordProblem::Syntax { .. }
            | RecordProblem::Empty
            | RecordProblem::NoHeadings
            | RecordProblem::Limit { .. }
            | RecordProblem::NoColumn { .. }
            | RecordProblem::SameColumn { .. }
            | RecordProblem::Personal { .. }
            | RecordProblem::Ragged { .. }
            | RecordProblem::OpenQuote
            | RecordProblem::DaysApart { .. }
            | RecordProblem::EndsFirst
            | RecordProblem::HalfSpan
            | RecordProblem::NotText
            | RecordProblem::NotReported
            | RecordProblem::Time(_)
            | RecordProblem::NoCoordinate { .. }
            | RecordProblem::HalfPoint
            | RecordProblem::SameCode { .. }
            | RecordProblem::UnknownPlace { .. }
            | RecordProblem::AmbiguousPlace { .. }
            | RecordProblem::Elsewhere { .. }
            | RecordProblem::OtherZone { .. }
            | RecordProblem::Refused(_) => {}
        }
    }
    all
}

/// Checks that both texts are there, that Chinese has its own marks, and that every part that is written stands in both.
fn check(problem: &dyn Wording) {
    let english = problem.to_string();
    let chinese = WordingIn(problem, Language::Chinese).to_string();
    assert!(problem.id().starts_with("record"), "{english}");
    assert!(!english.is_empty() && !english.contains('“') && !english.contains('；'), "{english}");
    assert!(!chinese.is_ascii() && !chinese.contains('`') && !chinese.contains(", "), "{chinese}");
    for name in ["written", "heading", "code", "within"] {
        if let Some(part) = problem.parts().text(name) {
            assert!(english.contains(&part) && chinese.contains(&part), "{english} {chinese} {name}");
        }
    }
}

#[test]
fn problems_are_told_in_both_languages_with_a_cure() {
    for problem in problems() {
        check(&problem);
        let chinese = WordingIn(&problem, Language::Chinese).to_string();
        // What the system or a library says has no cure that could be known.
        if !matches!(problem, RecordProblem::Unreadable { .. } | RecordProblem::Syntax { .. }) {
            assert!(chinese.contains('请'), "{chinese}");
        }
    }
    let ids: BTreeSet<&str> = problems().iter().map(Wording::id).collect();
    // A contradiction of state and time is found by the rule of the order, and all of points by one rule.
    assert_eq!(ids.len(), problems().len() - 3);
}

#[test]
fn remarks_are_told_in_both_languages() {
    let heading = || text("天气");
    let remarks = [
        RecordRemark::ColumnIgnored { heading: heading() },
        RecordRemark::ColumnUnknown { heading: heading() },
        RecordRemark::ColumnPersonal { heading: heading() },
        RecordRemark::MonthFirst { heading: heading() },
        RecordRemark::RowsInCell { heading: heading() },
        RecordRemark::TwiceOnClock,
        RecordRemark::UnknownStatus { written: heading() },
        RecordRemark::UnknownAnswer { written: heading() },
        RecordRemark::NoPlace,
        RecordRemark::PlacedAbove { written: heading(), code: text("S") },
        RecordRemark::AboveUnknown { written: heading() },
        RecordRemark::OffMap,
        RecordRemark::NoMap,
    ];
    let ids: BTreeSet<&str> = remarks.iter().map(Wording::id).collect();
    assert_eq!(ids.len(), remarks.len());
    for remark in remarks {
        let chinese = WordingIn(&remark, Language::Chinese).to_string();
        assert!(!remark.to_string().is_empty() && !chinese.is_ascii() && !chinese.contains('`'), "{chinese}");
    }
}

#[test]
fn what_is_wrong_with_packs_is_told_in_both_languages() {
    let day = "2023-12-10".parse().unwrap();
    let errors = [
        RecordPackError::Form { why: text("expected value") },
        RecordPackError::NoSource { number: 1 },
        RecordPackError::SameDeadline { first: 1, second: 2 },
        RecordPackError::FromItself { number: 1, step: Step::Closed },
        RecordPackError::NotRefusable { written: text("record.weather") },
        RecordPackError::FreeAndWorked { day },
    ];
    for error in &errors {
        let chinese = WordingIn(error, Language::Chinese).to_string();
        assert!(!error.to_string().is_empty() && !chinese.is_ascii(), "{chinese}");
    }
    let ids: BTreeSet<&str> = errors.iter().map(Wording::id).collect();
    assert_eq!(ids.len(), errors.len());
}
