use crate::governance::Governance;
use crate::kind::{Branch, Family, Kind, Person, Relation, Role, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::rollup::{Count, CountByKind, EngagedByKind, Home, RollUpError};

/// A branch that leads two grids of one street and is seated at a shop of the other, whose people nobody recorded.
fn two_streets() -> Governance {
    let mut draft = Draft::new("");
    let [one, other] = ["A", "B"].map(|code| draft.root(Subdistrict, code, ""));
    let second = draft.add(one, SecondGrid, "A-1", "");
    let thirds = ["A-1-1", "A-1-2"].map(|code| draft.add(second, ThirdGrid, code, ""));
    let shop = draft.add(other, Shop, "B-X", "");
    let branch = draft.root(Branch, "P", "");
    for third in thirds {
        draft.lead(branch, third);
    }
    draft.seat(branch, shop);
    let head = draft.root(Person, "N", "张三");
    for third in thirds {
        draft.serve(head, Role::GridHead, third);
    }
    Governance::build(&draft).unwrap()
}

#[test]
fn who_has_two_grids_counts_once_above_both() {
    let governance = two_streets();
    let engaged = governance.roll_up(Home, EngagedByKind).unwrap();
    let at = |code: &str, kind| engaged.at(governance.node(code).unwrap()).unwrap().get(kind);
    for code in ["A", "A-1", "A-1-1", "A-1-2"] {
        assert_eq!((at(code, Kind::Branch), at(code, Kind::Person)), (Some(1), Some(1)), "{code}");
        assert_eq!(at(code, Kind::PartyGroup), Some(0), "{code}: none, where it is recorded");
    }
    assert_eq!(at("B", Kind::Branch), Some(1), "by its seat in the shop");
    assert_eq!(at("B", Kind::Person), None, "not recorded");
    assert_eq!(at("A", Kind::ThirdGrid), None, "that stands there: `CountByKind` has it");
    let people = governance.set_of_kind(Kind::Person).per_territory();
    assert_eq!(serde_json::to_string(&people).unwrap(), r#"{"A":1,"A-1":1,"A-1-1":1,"A-1-2":1}"#);
    let all = governance.all().per_territory();
    assert_eq!(all.at(governance.node("A").unwrap()), Some(6));
    assert_eq!(all.at(governance.node("B").unwrap()), None);
}

#[test]
fn nobody_in_an_area_is_no_zero() {
    let governance = two_streets();
    let counts = governance.roll_up(Home, CountByKind).unwrap().at(governance.node("A").unwrap()).unwrap();
    assert_eq!((counts.get(Kind::Person), counts.of_family(Family::Party)), (None, None));
    assert_eq!((counts.get(Kind::Shop), counts[Kind::ThirdGrid]), (Some(0), 2));
    let branch = governance.roll_up_at(Home, CountByKind, governance.node("P").unwrap()).unwrap();
    assert_eq!((branch.get(Kind::Branch), branch.get(Kind::Person), branch.get(Kind::Shop)), (Some(1), None, None));
    let of_people = || Count(|node: crate::governance::Node<'_>| node.kind() == Kind::Person);
    let refused = RollUpError::StandsOutside { code: "N".to_owned(), kind: Kind::Person };
    assert_eq!(governance.roll_up(Home, of_people()).err(), Some(refused.clone()));
    assert_eq!(governance.roll_up_at(Home, of_people(), governance.node("P").unwrap()).err(), Some(refused));
    assert_eq!(governance.roll_up_at(Home, of_people(), governance.node("N").unwrap()), Ok(1));
    assert!(governance.node("B").unwrap().records(Relation::SeatedAt));
}

#[test]
#[should_panic(expected = "`person` cannot be counted here")]
fn the_number_that_there_is_not_cannot_be_read() {
    let governance = two_streets();
    let counts = governance.roll_up(Home, CountByKind).unwrap().at(governance.node("A").unwrap()).unwrap();
    let _ = counts[Kind::Person];
}
