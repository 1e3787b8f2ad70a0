use super::*;
use crate::change::{Change, Merge, Part, Split};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Ledger, LinkRow, NodeRow};
use crate::measure::Measure;

fn base() -> Governance {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households")];
    let node = |kind, code: &str, parent: &str| NodeRow::new(kind, code, format!("名 {code}")).with_parent(parent);
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道"),
        node(Kind::SecondGrid, "V-1", "S").with_category("village"),
        node(Kind::SecondGrid, "V-2", "S").with_category("village"),
        node(Kind::ThirdGrid, "T-1", "V-1").with_measure("households", 420),
        node(Kind::ThirdGrid, "T-2", "V-2").with_measure("households", 80),
        node(Kind::MicroGrid, "M-1", "T-1"),
        node(Kind::MicroGrid, "M-2", "T-1"),
        NodeRow::new(Kind::Person, "N", "张三"),
    ];
    ledger.links = vec![
        LinkRow::new(Relation::Serves, "N", "T-1").with_role(Role::GridHead),
        LinkRow::new(Relation::Serves, "N", "T-2").with_role(Role::Liaison),
    ];
    Governance::build(&ledger).unwrap()
}

fn set(changes: impl IntoIterator<Item = Change>) -> ChangeSet {
    let mut set = ChangeSet::new("2024-07-01".parse().unwrap(), "why");
    set.changes = changes.into_iter().collect();
    set
}

/// Applies a set and its inverse; gives the inverse as text.
fn there_and_back(set: &ChangeSet) -> String {
    let governance = base();
    let there = governance.apply(set).unwrap();
    let undo = set.inverse(&governance).unwrap();
    let back = there.governance().apply(&undo).unwrap_or_else(|error| panic!("{undo}\n{error}"));
    let written = |governance: &Governance| governance.to_ledger().to_json_string();
    assert_eq!(written(back.governance()), written(&governance), "{undo}");
    undo.to_string()
}

#[test]
fn a_split_is_undone_by_a_merger_and_the_other_way_round() {
    let split = Split::new("T-1")
        .rest_into(Part::new("T-1", "甲"))
        .into_part(Part::new("T-3", "乙").with_measure("households", 160).taking(["M-1", "N"]));
    assert_eq!(there_and_back(&set([split.into()])), "2024-07-01: undo: why\nchange 1: merge `T-1`, `T-3` into `T-1`");
    let merge = Merge::new(["V-1", "V-2"], "V-9", "合并");
    assert_eq!(there_and_back(&set([merge.into()])), "2024-07-01: undo: why\nchange 1: split `V-9` into `V-1`, `V-2`");
    // Posts of different roles, and parts in different villages, are told apart again.
    let merge = Merge::new(["T-1", "T-2"], "T-2", "合并").below("V-2");
    let undo = there_and_back(&set([merge.into(), Change::recode("V-1", "V-0")]));
    assert!(
        undo.starts_with(
            "2024-07-01: undo: why\nchange 1: recode `V-0` to `V-1`\nchange 2: split `T-2` into `T-1`, `T-2`"
        ),
        "{undo}"
    );
    assert!(undo.contains("assign `N` serves `T-2` as liaison"), "{undo}");
}

#[test]
fn where_a_split_and_a_merger_cross_codes_decide() {
    // The parts of T-1 are merged with others: no single split or merger leads back.
    let split =
        Split::new("T-1").rest_into(Part::new("A", "")).into_part(Part::new("B", "").with_measure("households", 20));
    let mut crossed = set([split.into()]);
    crossed.then = vec![vec![Merge::new(["B", "T-2"], "T-2", "合并").below("V-2").into()]];
    let undo = there_and_back(&crossed);
    assert!(undo.contains("close `A`") && undo.contains("add third_grid `T-1` below `V-1`"), "{undo}");
}

#[test]
fn swapped_codes_are_swapped_back() {
    let undo = there_and_back(&set([Change::recode("T-1", "T-2"), Change::recode("T-2", "T-1")]));
    assert_eq!(undo, "2024-07-01: undo: why\nchange 1: recode `T-2` to `T-1`\nchange 2: recode `T-1` to `T-2`");
}

#[test]
fn dropped_measures_come_back_with_their_values() {
    let undo = there_and_back(&set([Change::DropMeasure { measure: "households".to_owned() }]));
    assert!(undo.contains("define the measure `households`") && undo.contains("to 420"), "{undo}");
}

#[test]
fn only_what_cannot_be_mistaken_is_guessed() {
    let old = base();
    let changes = [
        Change::recode("V-1", "新-1"),
        Change::recode("M-1", "m-1"),
        Change::recode("M-2", "m-2"),
        Change::rename("M-1", "一样"),
        Change::rename("M-2", "一样"),
        Change::recode("T-2", "新-2"),
        Change::rename("V-2", "改名"),
    ];
    let new = old.apply(&set(changes)).unwrap().into_governance();
    let difference = old.diff(&new, "2024-07-01".parse().unwrap());
    let guesses: Vec<String> = difference.guesses.iter().map(ToString::to_string).collect();
    assert_eq!(
        guesses,
        [
            "`V-1` seems to be `新-1` now: no other has its kind, name, category, parent and values",
            "`T-2` seems to be `新-2` now: no other has its kind, name, category, parent and values",
        ],
        "the micro grids got names too, and these are alike"
    );
    let applied = old.apply(&difference.changes).unwrap();
    assert_eq!(applied.governance().to_ledger(), new.to_ledger());

    let renamed = set([Change::recode("T-1", "新-3"), Change::rename("T-1", "别名")]);
    let new = old.apply(&renamed).unwrap().into_governance();
    let difference = old.diff(&new, "2024-07-01".parse().unwrap());
    assert_eq!(difference.guesses[0].by, Likeness::Children);
    assert_eq!(difference.changes.changes, renamed.changes);
}
