use super::*;
use crate::kind::{MicroGrid, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

fn small() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "");
    let second = draft.add(street, SecondGrid, "G", "");
    for third in ["T-1", "T-2"] {
        let third = draft.add(second, ThirdGrid, third, "");
        let code = draft.ledger().nodes.last().map(|row| row.code.clone()).unwrap_or_default();
        let micro = draft.add(third, MicroGrid, format!("{code}-M"), "");
        draft.add(micro, Shop, format!("{code}-X"), "");
    }
    Governance::build(&draft).unwrap()
}

#[test]
fn a_subtree_is_one_range_and_sets_merge_what_touches() {
    let governance = small();
    let [one, two] = ["T-1", "T-2"].map(|code| governance.node(code).unwrap().subtree());
    assert_eq!((one.ranges().len(), one.len()), (1, 3));
    assert_eq!((&one | &two).ranges().len(), 1, "neighbours become one");
    assert!((&one & &two).is_empty());
    assert_eq!(governance.all().ranges().len(), 1);
    assert_eq!(governance.none().len(), 0);
}

#[test]
#[should_panic(expected = "the two are of different graphs")]
fn operators_panic_on_sets_of_two_graphs() {
    let (one, other) = (small(), small());
    let _ = one.all() | other.all();
}

#[test]
fn counts_are_shown_and_written_without_zeros() {
    let governance = small();
    let counts = governance.all().counts();
    assert_eq!(counts.to_string(), "subdistrict 1, second_grid 1, third_grid 2, micro_grid 2, shop 2");
    assert_eq!(
        serde_json::to_string(&counts).unwrap(),
        r#"{"subdistrict":1,"second_grid":1,"third_grid":2,"micro_grid":2,"shop":2}"#
    );
    assert_eq!(counts.total(), 8);
    assert_eq!(counts.of_family(crate::kind::Family::Grid), Some(5));
    let again: Counts = counts.iter().chain([(Kind::Shop, 3)]).collect();
    assert_eq!(again[Kind::Shop], 5);
    assert_eq!(format!("{:?}", Counts::default()), "{}");
}

#[test]
fn sets_show_their_codes() {
    let governance = small();
    assert_eq!(format!("{:?}", governance.set_of_kind(Kind::Shop)), r#"{"T-1-X", "T-2-X"}"#);
}

#[test]
#[should_panic(expected = "all counts together must fit 64 bits")]
fn counts_that_do_not_fit_are_no_counts() {
    let _ = [(Kind::Shop, u64::MAX), (Kind::School, 1)].into_iter().collect::<Counts>();
}
