use super::*;
use crate::change::fixture::{base, set};
use crate::change::{Addition, Merge, Part, Split};
use crate::kind::{Kind, Relation, Role};
use crate::measure::Measure;

fn applied(changes: impl IntoIterator<Item = Change>) -> String {
    let governance = base();
    let applied = governance.apply(&set(changes)).expect("they can be applied");
    let ledger = applied.governance().to_ledger();
    let nodes = ledger.nodes.iter().map(|row| {
        let households = row.measures.get("households").map_or_else(String::new, |value| format!(" {value}"));
        format!("{}<{}{households}", row.code, row.parent.as_deref().unwrap_or("-"))
    });
    let links = ledger.links.iter().map(|row| format!("{} {} {}", row.from, row.relation, row.to));
    nodes.chain(links).collect::<Vec<_>>().join(", ")
}

#[test]
fn nodes_are_added_closed_and_moved_with_what_is_below_them() {
    let now = applied([
        Change::move_below("M-1", "T-9"),
        Addition::new(Kind::ThirdGrid, "T-9", "").below("V-2").with_measure("households", 5).into(),
        Change::close("M-2"),
        Change::assign(Relation::Leads, "P", "T-9"),
        Change::release(Relation::Covers, "T-2", "X"),
    ]);
    assert_eq!(
        now,
        "S<-, V-1<S, T-1<V-1 420, X<T-1, V-2<S, T-2<V-2 80, T-9<V-2 5, M-1<T-9, P<-, N<-, P leads T-1, P leads T-9, \
         N serves T-1"
    );
}

#[test]
fn codes_are_swapped_and_everything_follows() {
    let now = applied([Change::recode("T-1", "T-2"), Change::recode("T-2", "T-1"), Change::move_below("M-2", "T-1")]);
    assert_eq!(
        now,
        "S<-, V-1<S, T-2<V-1 420, X<T-2, M-1<T-2, V-2<S, T-1<V-2 80, M-2<T-1, P<-, N<-, P leads T-2, T-1 covers X, \
         N serves T-2"
    );
}

#[test]
fn a_split_gives_each_part_what_it_takes() {
    let parts = Split::new("T-1")
        .into_part(Part::new("T-1", "甲").with_measure("households", 260).taking(["M-1", "P", "N"]))
        .rest_into(Part::new("T-3", "乙").taking(["P"]));
    let now = applied([parts.into()]);
    assert_eq!(
        now,
        "S<-, V-1<S, T-1<V-1 260, M-1<T-1, T-3<V-1 160, X<T-3, M-2<T-3, V-2<S, T-2<V-2 80, P<-, N<-, P leads T-1, \
         P leads T-3, T-2 covers X, N serves T-1"
    );
}

#[test]
fn a_merger_adds_up_and_keeps_each_link_once() {
    let governance = base();
    let lead_both = set([Change::assign(Relation::Leads, "P", "T-2"), Change::appoint("N", Role::Liaison, "T-2")]);
    let led = governance.apply(&lead_both).unwrap().into_governance();
    let merge = set([Merge::new(["T-1", "T-2"], "T-2", "合").below("V-2").into(), Change::close("V-1")]);
    let applied = led.apply(&merge).unwrap();
    let merged = applied.governance().node("T-2").unwrap();
    assert_eq!(merged.value_of("households"), Some(500.into()));
    assert_eq!(merged.children().map(crate::governance::Node::code).collect::<Vec<_>>(), ["X", "M-1", "M-2"]);
    assert_eq!(merged.leaders().count(), 1);
    assert_eq!(merged.staff().count(), 2, "two posts are two");
    assert_eq!(merged.covered().count(), 0, "it contains the shop that T-2 covered");
    let crosswalk = applied.crosswalk().unwrap();
    assert_eq!(crosswalk.row("T-1").unwrap().to_string(), "T-1 -> T-2");
}

#[test]
fn measures_are_introduced_rescaled_and_dropped() {
    let governance = base();
    let first = set([
        Change::DefineMeasure { measure: Measure::new("households").with_scale(1) },
        Change::DefineMeasure { measure: Measure::new("population") },
        Change::set_measure("X", "population", 7),
        Change::DropMeasure { measure: "area".to_owned() },
        Change::Retitle { title: "新".to_owned() },
    ]);
    let applied = governance.apply(&first).unwrap();
    let new = applied.governance();
    assert_eq!(new.measures().iter().map(Measure::id).collect::<Vec<_>>(), ["households", "population"]);
    assert_eq!(new.node("T-1").unwrap().value_of("households").unwrap().to_string(), "420.0");
    assert_eq!(new.title(), "新");
    // A measure that is dropped and comes again begins anew.
    let mut twice = set([Change::DropMeasure { measure: "households".to_owned() }]);
    twice.then = vec![vec![Change::DefineMeasure { measure: Measure::new("households") }]];
    let applied = governance.apply(&twice).unwrap();
    assert_eq!(applied.governance().node("T-1").unwrap().value_of("households"), None);
}

#[test]
fn later_stages_see_what_former_ones_did() {
    let mut several = set([Change::recode("T-1", "A")]);
    several.then = vec![vec![Change::recode("A", "B")], vec![Change::rename("B", "乙")]];
    let governance = base();
    let applied = governance.apply(&several).unwrap();
    assert_eq!(applied.governance().node("B").unwrap().name(), "乙");
    assert_eq!(applied.crosswalk().unwrap().row("T-1").unwrap().to_string(), "T-1 -> B");
    several.then.push(vec![Change::close("A")]);
    let error = governance.apply(&several).unwrap_err().to_string();
    assert_eq!(error, "change 4 (close `A`): no node has the code `A`");
}

#[test]
fn what_is_divided_goes_with_the_part_of_what_contained_it() {
    let village = Split::new("V-1").into_part(Part::new("V-1", "").taking(["T-1"])).into_part(Part::new("V-3", ""));
    let grid = Split::new("T-1")
        .rest_into(Part::new("T-1", ""))
        .into_part(Part::new("T-4", "").with_measure("households", 20));
    let now = applied([grid.into(), village.into()]);
    assert!(now.contains("T-1<V-1 400") && now.contains("T-4<V-1 20"), "{now}");
}
