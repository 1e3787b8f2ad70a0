use crate::change::{Addition, Change, ChangeSet};
use crate::coverage::Question;
use crate::governance::Governance;
use crate::kind::{Branch, County, Kind, Person, Prefecture, Relation, Role, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

/// Two streets; of the first a branch leads one grid, and a person heads it. Nothing is stated.
fn map() -> Governance {
    let mut draft = Draft::new("");
    let [one, other] = ["A", "B"].map(|code| draft.root(Subdistrict, code, ""));
    let second = draft.add(one, SecondGrid, "A-1", "");
    let third = draft.add(second, ThirdGrid, "A-1-1", "");
    draft.add(other, SecondGrid, "B-1", "");
    let branch = draft.root(Branch, "P", "");
    draft.lead(branch, third);
    let head = draft.root(Person, "N", "张三");
    draft.serve(head, Role::GridHead, third);
    Governance::build(&draft).unwrap()
}

fn set(changes: impl IntoIterator<Item = Change>) -> ChangeSet {
    changes.into_iter().fold(ChangeSet::new("2025-07-01".parse().unwrap(), ""), ChangeSet::with)
}

#[test]
fn nobody_leads_is_not_unknown_who_leads() {
    let map = map();
    let last = set([Change::release(Relation::Leads, "P", "A-1-1")]);
    let applied = map.apply(&last).unwrap();
    let new = applied.governance();
    for code in ["A", "A-1", "A-1-1"] {
        assert!(new.node(code).unwrap().records(Relation::Leads), "{code}");
    }
    assert!(!new.node("B").unwrap().records(Relation::Leads), "it never was");
    let led = new.ask(Question::Led).of_kind(Kind::ThirdGrid);
    assert_eq!((led.covered, led.total, led.unrecorded), (0, 1, 0), "0 of 1, and not unknown");
    assert!(new.node("A").unwrap().records(Relation::Serves), "what links still say is kept too");
    assert!(!new.node("A").unwrap().records(Relation::SeatedAt));
    let written = new.to_ledger();
    assert!(Governance::build(&written).unwrap().node("A-1").unwrap().records(Relation::Leads), "it is in the rows");

    // The way back leaves no trace.
    let back = new.apply(&applied.inverse()).unwrap();
    assert_eq!(back.governance().to_ledger(), map.to_ledger());
}

#[test]
fn a_stage_keeps_what_the_stage_before_it_recorded() {
    let map = map();
    let stating = |records: &[Relation]| Change::SetRecords { code: "B".to_owned(), records: Some(records.to_vec()) };
    let lead = set([Change::assign(Relation::Leads, "P", "B-1")]);
    let end = set([Change::release(Relation::Leads, "P", "B-1")]);
    let state = set([stating(&[Relation::Covers])]);
    let leave = set([Change::move_below("B-1", "A"), stating(&[])]);
    for (one, other) in [(&lead, &end), (&state, &leave), (&state, &lead)] {
        let step_by_step = map.apply(one).unwrap().governance().apply(other).unwrap().into_governance();
        let at_once = map.apply(&one.compose(other)).unwrap().into_governance();
        assert_eq!(at_once.to_ledger(), step_by_step.to_ledger());
    }
    let new = map.apply(&lead.compose(&end)).unwrap().into_governance();
    assert!(new.node("B").unwrap().records(Relation::Leads), "somebody led there, and nobody does now");
}

#[test]
fn what_moves_away_leaves_behind_and_takes_along_what_was_recorded() {
    let map = map();
    let applied = map.apply(&set([Change::move_below("A-1", "B")])).unwrap();
    assert!(applied.governance().node("A").unwrap().records(Relation::Leads), "its grid was led, and has moved");
    let both = [Change::move_below("A-1", "B"), Change::release(Relation::Leads, "P", "A-1-1")];
    let applied = map.apply(&set(both)).unwrap();
    let records = |code: &str| applied.governance().node(code).unwrap().records(Relation::Leads);
    assert_eq!(["A", "A-1", "A-1-1", "B", "B-1"].map(records), [true, true, true, false, false]);
    let back = applied.governance().apply(&applied.inverse()).unwrap();
    assert_eq!(back.governance().to_ledger(), map.to_ledger());
}

#[test]
fn whoever_says_otherwise_is_heard() {
    let map = map();
    let none = |records| Change::SetRecords { code: "A".to_owned(), records };
    let silent = [Change::release(Relation::Leads, "P", "A-1-1"), none(None)];
    let applied = map.apply(&set(silent)).unwrap();
    assert!(!applied.governance().node("A-1").unwrap().records(Relation::Leads), "the links say nothing any more");
    let stated = map.apply(&set([none(Some(vec![Relation::SeatedAt]))])).unwrap();
    let records = |relation| stated.governance().node("A-1-1").unwrap().records(relation);
    assert_eq!([Relation::Leads, Relation::Serves, Relation::SeatedAt].map(records), [false, false, true]);
    let back = stated.governance().apply(&stated.inverse()).unwrap();
    assert_eq!(back.governance().to_ledger(), map.to_ledger());
    let twice = set([none(None), none(Some(Vec::new()))]);
    let refused = map.apply(&twice).unwrap_err().to_string();
    assert!(refused.contains("both say what is recorded at `A`"), "{refused}");
}

#[test]
fn what_all_roots_state_is_taken_from_one_alone() {
    let mut draft = Draft::new("");
    for code in ["A", "B", "C"] {
        draft.root(Subdistrict, code, "");
    }
    draft.records([Relation::Leads]);
    let map = Governance::build(&draft).unwrap();
    let applied = map.apply(&set([Change::SetRecords { code: "B".to_owned(), records: None }])).unwrap();
    let records = |code: &str| applied.governance().node(code).unwrap().records(Relation::Leads);
    assert_eq!(["A", "B", "C"].map(records), [true, false, true]);
    let back = applied.governance().apply(&applied.inverse()).unwrap();
    assert_eq!(back.governance().to_ledger(), map.to_ledger());
}

#[test]
fn what_all_roots_state_after_one_set_holds_for_the_roots_of_the_next() {
    let mut draft = Draft::new("");
    let prefecture = draft.root(Prefecture, "P", "");
    draft.add(prefecture, County, "C", "");
    let map = Governance::build(&draft).unwrap();
    // After the first set the only root states it, which is all roots.
    let state = set([Change::SetRecords { code: "P".to_owned(), records: Some(vec![Relation::MemberOf]) }]);
    let new: Change = Addition::new(Kind::County, "D", "").into();
    for next in [set([Change::Move { code: "C".to_owned(), below: None }]), set([new])] {
        let step_by_step = map.apply(&state).unwrap().governance().apply(&next).unwrap().into_governance();
        let at_once = map.apply(&state.compose(&next)).unwrap().into_governance();
        assert_eq!(at_once.to_ledger(), step_by_step.to_ledger(), "{next}");
    }
}
