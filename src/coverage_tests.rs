use super::*;
use crate::ledger::Draft;

#[test]
fn shares_are_shown_in_percent_and_as_a_claim() {
    let share = |covered, total| Share { covered, total, unrecorded: 0 };
    assert_eq!(share(24, 52).percent().unwrap().to_string(), "46.2");
    assert_eq!(share(0, 0).percent(), None);
    assert_eq!(share(24, 52).to_string(), "24 / 52");
    assert_eq!(share(24, 52).uncovered(), 28);
    assert_eq!(share(24, 52).is_full(), Verdict::False);
    assert_eq!(share(52, 52).is_full(), Verdict::True);
    assert_eq!(share(0, 0).is_full(), Verdict::Undecidable, "nothing to cover is no proof");
    assert_eq!(serde_json::to_string(&share(1, 2)).unwrap(), r#"{"covered":1,"total":2}"#);
}

#[test]
fn questions_are_about_what_they_say() {
    let about = |question: Question| question.population().map(Kind::id).collect::<Vec<_>>().join(" ");
    let grids = "subdistrict second_grid third_grid dedicated_grid micro_grid";
    let places = "compound building unit enterprise shop school site";
    for question in [Question::Led, Question::LedOrInherited, Question::Headed, Question::Served] {
        assert_eq!(about(question), grids, "{question}");
    }
    assert_eq!(about(Question::Liaison), "dedicated_grid");
    assert_eq!(about(Question::Seated), "compound");
    assert_eq!(about(Question::InGrid), places);
    assert_eq!(about(Question::InMicroGrid), places);
    assert_eq!("in_micro_grid".parse(), Ok(Question::InMicroGrid));
}

#[test]
fn of_nothing_nothing_is_covered() {
    let none = Governance::build(Draft::new("")).unwrap();
    for question in Question::ALL {
        let answer = none.ask(*question);
        assert_eq!((answer.total(), answer.by_kind().count()), (Share::default(), 0));
        assert_eq!(answer.shares().iter().count(), 0);
    }
    assert!(none.claims().by_none.is_empty());
}

#[test]
fn shares_are_exact_up_to_the_largest_numbers() {
    let percent = |covered, total| Share { covered, total, unrecorded: 0 }.percent().map(|percent| percent.to_string());
    assert_eq!(percent(u64::MAX, u64::MAX).as_deref(), Some("100.0"));
    assert_eq!(percent(u64::MAX / 2, u64::MAX).as_deref(), Some("50.0"));
    assert_eq!(percent(1, 2_000).as_deref(), Some("0.1"), "halves go up");
    assert_eq!(percent(0, 0), None);
    assert_eq!(Share { covered: 1, total: u64::MAX, unrecorded: 0 }.uncovered(), u64::MAX - 1);
}

#[test]
#[should_panic(expected = "INVARIANT: at most as many are covered as there are")]
fn more_covered_than_there_are_is_no_number() {
    let _ = Share { covered: 2, total: 1, unrecorded: 0 }.uncovered();
}
