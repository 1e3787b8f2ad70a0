use super::*;
use crate::change::fixture::{base, set};
use crate::change::{Addition, Merge, Part, Split};
use crate::governance::Governance;
use crate::kind::{Relation, Role};
use crate::ledger::{Ledger, NodeRow};
use crate::measure::{Figure, Measure};

fn errors(changes: impl IntoIterator<Item = Change>) -> String {
    let governance = base();
    let before = governance.to_ledger().to_json_string();
    let errors = governance.apply(&set(changes)).expect_err("they cannot be applied").to_string();
    assert_eq!(governance.to_ledger().to_json_string(), before, "nothing is applied");
    errors
}

/// Holds each set of changes to what shall be said of it.
fn refused(rows: impl IntoIterator<Item = (&'static str, Vec<Change>, &'static str)>) {
    for (what, changes, message) in rows {
        let said = errors(changes);
        assert!(said.contains(message), "{what}\nexpected: {message}\nsaid:     {said}");
    }
}

/// A split of `T-1` that lacks a second part.
fn half_a_split() -> Split {
    Split::new("T-1").into_part(Part::new("A", "甲").with_measure("households", 260))
}

fn second_half() -> Part {
    Part::new("B", "乙").with_measure("households", 160)
}

#[test]
fn codes_near_an_unknown_one_are_those_of_its_side_of_the_stage() {
    let new = || Change::from(Addition::new(Kind::ThirdGrid, "GRID-EAST", "东网格").below("V-1"));
    refused([
        (
            "what is changed is named as it was",
            vec![new(), Change::rename("grid-east", "")],
            "change 2 (rename `grid-east` to ``): no node has the code `grid-east`",
        ),
        (
            "what it shall belong to is named as it will be",
            vec![new(), Change::move_below("M-1", "grid-east")],
            "no node has the code `grid-east`; near it: `GRID-EAST` 东网格 (the same but for letter case or spaces)",
        ),
        (
            "a code that is given anew",
            vec![Change::recode("V-2", "GRID-WEST"), Change::move_below("T-1", "GRIDWEST")],
            "no node has the code `GRIDWEST`; near it: `GRID-WEST` 名 V-2 (the same but for hyphens)",
        ),
        (
            "the old code is still near what is named as it was",
            vec![Change::recode("V-2", "GRID-WEST"), Change::rename("v-2", "")],
            "no node has the code `v-2`; near it: `V-2` 名 V-2 (the same but for letter case or spaces)",
        ),
    ]);
    let said = errors([new(), Change::rename("grid-east", "")]);
    assert!(!said.contains("near it"), "{said}");
    let said = errors([Change::recode("V-2", "GRID-WEST"), Change::move_below("T-1", "v2")]);
    assert!(!said.contains("near it: `V-2`"), "{said}");
}

#[test]
fn codes_that_mean_nothing_are_said() {
    refused([
        (
            "an unknown code",
            vec![Change::rename("T-8", "")],
            "change 1 (rename `T-8` to ``): no node has the code `T-8`",
        ),
        (
            "a code with full-width digits",
            vec![Change::close("Ｘ ")],
            "change 1 (close `Ｘ `): no node has the code `Ｘ `; near it: `X` 名 X \
             (the same but for full width, spaces around it or invisible characters)",
        ),
        (
            "an unknown place to be",
            vec![Change::move_below("T-1", "V-9")],
            "change 1 (move `T-1` below `V-9`): no node has the code `V-9`",
        ),
        (
            "a node that is only made here",
            vec![Addition::new(Kind::ThirdGrid, "T-9", "").below("V-1").into(), Change::rename("T-9", "九")],
            "change 2 (rename `T-9` to `九`): `T-9` is made only by change 1; state there what it shall be",
        ),
        (
            "below a node that ends",
            vec![Change::close("N"), Change::dismiss("N", Role::GridHead, "T-1"), Change::move_below("M-1", "N")],
            "change 3 (move `M-1` below `N`): `N` ends with change 1; name the node that will be there",
        ),
        (
            "below the old code of a node",
            vec![Change::recode("V-2", "V-3"), Change::move_below("T-1", "V-2")],
            "change 2 (move `T-1` below `V-2`): `V-2` becomes `V-3` with change 1; name it so where something shall belong to it",
        ),
        (
            "an empty code",
            vec![Change::recode("X", "")],
            "change 1 (recode `X` to ``): the code is empty; every node needs one of its own",
        ),
        (
            "a taken code",
            vec![Change::recode("X", "M-1")],
            "change 1 (recode `X` to `M-1`): the code `M-1` is that of another node; each node needs one of its own",
        ),
    ]);
}

#[test]
fn two_changes_that_contradict_each_other_are_both_named() {
    refused([
        (
            "two that contradict each other",
            vec![Change::move_below("T-1", "V-2"), Change::rename("X", ""), Change::move_below("T-1", "V-1")],
            "change 3 (move `T-1` below `V-1`): contradicts change 1 (move `T-1` below `V-2`): both say where `T-1` belongs",
        ),
        (
            "two that say the same",
            vec![Change::rename("X", "粮油店"), Change::rename("X", "粮油店")],
            "change 2 (rename `X` to `粮油店`): says the same as change 1; say it once",
        ),
        (
            "a change of a node that ends",
            vec![Change::rename("M-1", ""), Change::close("M-1")],
            "change 2 (close `M-1`): contradicts change 1 (rename `M-1` to ``): `M-1` ends there",
        ),
        (
            "a link made and undone",
            vec![Change::release(Relation::Leads, "P", "T-1"), Change::assign(Relation::Leads, "P", "T-1")],
            "change 2 (assign `P` leads `T-1`): contradicts change 1 (release `P` leads `T-1`): the same link is made and undone",
        ),
        (
            "a code that two take",
            vec![Change::recode("X", "Y"), Change::recode("M-1", "Y")],
            "change 2 (recode `M-1` to `Y`): contradicts change 1 (recode `X` to `Y`): both give the code `Y`",
        ),
    ]);
}

/// Two changes for each matter that they can contradict each other about, and what is said of it.
#[test]
fn whatever_two_changes_contradict_each_other_about_is_said() {
    let define = |scale| Change::DefineMeasure { measure: Measure::new("area").with_scale(scale) };
    let category = |category: &str| Change::SetCategory { code: "X".to_owned(), category: Some(category.to_owned()) };
    let declare = |figure: i64| {
        let figure = Some(Figure::exact(figure));
        Change::Declare { code: "S".to_owned(), of: "shop".to_owned(), figure }
    };
    let title = |title: &str| Change::Retitle { title: title.to_owned() };
    let merge = || Change::from(Merge::new(["M-1", "M-2"], "M-1", ""));
    let pairs = [
        ([Change::recode("X", "Y"), Change::recode("X", "Z")], "both give `X` a code"),
        ([Change::reclassify("X", Kind::School), Change::reclassify("X", Kind::Site)], "both say what `X` is"),
        ([Change::rename("X", "甲"), Change::rename("X", "乙")], "both name `X`"),
        ([category("market"), category("mall")], "both set the category of `X`"),
        ([Change::move_below("X", "T-2"), Change::move_to_root("X")], "both say where `X` belongs"),
        (
            [Change::set_measure("X", "households", 1), Change::set_measure("X", "households", 2)],
            "both set `households` of `X`",
        ),
        ([declare(1), declare(2)], "both declare `shop` of `S`"),
        ([Change::recode("X", "Y"), Addition::new(Kind::Shop, "Y", "").below("T-1").into()], "both give the code `Y`"),
        ([define(3), Change::DropMeasure { measure: "area".to_owned() }], "both say what the measure `area` is"),
        ([title("甲"), title("乙")], "both give the map a title"),
        ([merge(), Change::close("M-1")], "`M-1` ends there"),
        ([merge(), Change::set_measure("M-1", "households", 3)], "`M-1` ends there"),
        ([half_a_split().rest_into(second_half()).into(), Change::rename("T-1", "甲")], "`T-1` ends there"),
        ([half_a_split().rest_into(second_half()).into(), Change::move_below("T-1", "V-2")], "`T-1` ends there"),
    ];
    for ([one, other], about) in pairs {
        let expected = format!("change 2 ({other}): contradicts change 1 ({one}): {about}");
        let said = errors([one.clone(), other.clone()]);
        assert_eq!(said.matches("contradicts").count(), 1, "{said}");
        assert!(said.contains(&expected), "expected: {expected}\nsaid:     {said}");
        // In the other order, the other one is named first.
        let expected = format!("change 2 ({one}): contradicts change 1 ({other}): {about}");
        let said = errors([other, one]);
        assert!(said.contains(&expected), "expected: {expected}\nsaid:     {said}");
    }
    let release = Change::release(Relation::Leads, "P", "T-1");
    let assign = Change::assign(Relation::Leads, "P", "T-2");
    for twice in [release, assign, Change::close("N")] {
        let said = errors([twice.clone(), twice.clone()]);
        assert!(said.contains(&format!("change 2 ({twice}): says the same as change 1; say it once")), "{said}");
    }
}

#[test]
fn nothing_is_left_behind_without_a_word() {
    refused([
        (
            "closing what still has children and links",
            vec![Change::close("T-1")],
            "change 1 (close `T-1`): closing it would leave behind 3 children (`X`, `M-1`, `M-2`) and 2 links \
             (`P leads T-1`, `N serves T-1 as grid_head`)",
        ),
        (
            "a split that leaves some out",
            vec![half_a_split().into_part(second_half().taking(["X", "M-1", "P"])).into()],
            "change 1 (split `T-1` into `A`, `B`): no part takes 1 child (`M-2`) and 1 link (`N serves T-1 as grid_head`); \
             name them to a part, or a part that takes the rest",
        ),
        (
            "a split whose parts take what is not its own",
            vec![half_a_split().rest_into(second_half().taking(["T-2"])).into()],
            "change 1 (split `T-1` into `A`, `B`): `T-2` is neither a child of the node nor linked to it, so that no part can take it",
        ),
        (
            "a child in two parts",
            vec![
                Split::new("T-1")
                    .rest_into(Part::new("A", "").taking(["M-1"]))
                    .into_part(second_half().taking(["M-1", "P"]))
                    .into(),
            ],
            "change 1 (split `T-1` into `A`, `B`): the child `M-1` can go to one part only, not to `A`, `B`",
        ),
    ]);
}

#[test]
fn parts_make_up_the_whole() {
    refused([
        (
            "a split into one",
            vec![Split::new("T-1").rest_into(Part::new("A", "")).into()],
            "change 1 (split `T-1` into `A`): a split makes at least two parts, not 1; to change the node itself, rename or recode it",
        ),
        (
            "a rest that is no part",
            vec![Change::Split(Split {
                rest: Some("C".to_owned()),
                ..half_a_split().into_part(second_half().taking(["M-1", "M-2", "X", "P", "N"]))
            })],
            "change 1 (split `T-1` into `A`, `B`): `C` takes the rest, but is none of the parts",
        ),
        (
            "parts that do not add up",
            vec![half_a_split().rest_into(second_half().with_measure("households", 150)).into()],
            "change 1 (split `T-1` into `A`, `B`): `households` of the parts adds up to 410, but the node has 420; state what each part has",
        ),
        (
            "two parts of one code",
            vec![half_a_split().rest_into(Part::new("A", "乙")).into()],
            "change 1 (split `T-1` into `A`, `A`): the code `A` is that of another node; each node needs one of its own",
        ),
        (
            "parts beyond all numbers",
            vec![half_a_split().rest_into(second_half().with_measure("households", i64::MAX)).into()],
            "change 1 (split `T-1` into `A`, `B`): `households` of the nodes adds up to more than 64 bits can hold",
        ),
        (
            "a part with more than the whole",
            vec![
                half_a_split()
                    .rest_into(Part::new("B", ""))
                    .into_part(Part::new("C", "").with_measure("households", 200))
                    .into(),
            ],
            "change 1 (split `T-1` into `A`, `B`, `C`): `households` of the parts adds up to 460, but the node has 420; state what each part has",
        ),
        (
            "a merger of one",
            vec![Merge::new(["T-1"], "T-1", "").into()],
            "change 1 (merge `T-1` into `T-1`): a merger needs at least two nodes, not 1",
        ),
        (
            "a merger that names a node twice",
            vec![Merge::new(["M-1", "M-2", "M-1"], "M-1", "").into()],
            "change 1 (merge `M-1`, `M-2`, `M-1` into `M-1`): `M-1` is named twice; name each node once",
        ),
        (
            "a merger across kinds",
            vec![Merge::new(["T-1", "M-1"], "T-1", "").below("V-1").into()],
            "change 1 (merge `T-1`, `M-1` into `T-1`): only nodes of one kind can be merged, but `T-1` is a third_grid, `M-1` is a micro_grid",
        ),
        (
            "a merger from two villages",
            vec![Merge::new(["T-1", "T-2"], "T-1", "").into()],
            "change 1 (merge `T-1`, `T-2` into `T-1`): the nodes stand below `V-1`, `V-2`; say with `below` where the new one belongs",
        ),
    ]);
}

#[test]
fn nodes_stand_and_links_join_as_they_may() {
    refused([
        (
            "two that go round",
            vec![
                Addition::new(Kind::PartyCommittee, "C-1", "").below("C-2").into(),
                Addition::new(Kind::PartyCommittee, "C-2", "").below("C-1").into(),
            ],
            "change 2 (add party_committee `C-2` below `C-1`): together with change 1, nodes would contain each other: C-1 -> C-2 -> C-1",
        ),
        (
            "no such link",
            vec![Change::dismiss("N", Role::Liaison, "T-1")],
            "change 1 (release `N` serves `T-1` as liaison): there is no such link; there is `N serves T-1 as grid_head`",
        ),
        (
            "a link that is there",
            vec![Change::assign(Relation::Leads, "P", "T-1")],
            "change 1 (assign `P` leads `T-1`): there is such a link already",
        ),
        (
            "a link that joins what it may not",
            vec![Change::assign(Relation::Leads, "N", "T-1")],
            "change 1 (assign `N` leads `T-1`): `leads` may not join a person to a third_grid; it joins party to area, grid",
        ),
        (
            "containment as a link",
            vec![Change::assign(Relation::Contains, "V-2", "T-1")],
            "change 1 (assign `V-2` contains `T-1`): containment is no link; write it as the parent of `T-1`",
        ),
        (
            "a role where there is none",
            vec![Change::Assign(crate::change::Tie::new(Relation::Leads, "P", "T-2").with_role(Role::Liaison))],
            "change 1 (assign `P` leads `T-2` as liaison): `leads` has no role, but `liaison` is given; leave it out",
        ),
        (
            "a kind that may not be there",
            vec![Change::reclassify("T-1", Kind::Shop)],
            "change 1 (reclassify `T-1` as shop): node `M-1`: a micro_grid may not stand below the shop `T-1`, which may contain nothing",
        ),
    ]);
}

#[test]
fn numbers_and_texts_fit() {
    refused([
        (
            "an unknown measure",
            vec![Change::set_measure("X", "household", 3)],
            "change 1 (set `household` of `X` to 3): `household` is no known measure (did you mean `households`?); known are: area, households",
        ),
        (
            "a number beyond its measure",
            vec![Change::set_measure("X", "households", "3.5".parse::<Decimal>().unwrap())],
            "change 1 (set `households` of `X` to 3.5): 3.5 has more than 0 digits behind the point",
        ),
        (
            "numbers that overflow",
            vec![Change::set_measure("X", "households", i64::MAX)],
            "change 1 (set `households` of `X` to 9223372036854775807): the values of `households` overflow here",
        ),
        (
            "an unknown measure to drop",
            vec![Change::DropMeasure { measure: "population".to_owned() }],
            "change 1 (drop the measure `population`): `population` is no known measure; known are: area, households",
        ),
        ("a name that is too long", vec![Change::rename("X", "长".repeat(5_000))], "the length of the name is 5000"),
        (
            "a measure named as a kind",
            vec![Change::DefineMeasure { measure: Measure::new("shop") }],
            "change 1 (define the measure `shop`): a measure may not be named `shop`, which is a kind",
        ),
        (
            "a scale that loses digits",
            vec![
                Change::set_measure("X", "area", "1.25".parse::<Decimal>().unwrap()),
                Change::DefineMeasure { measure: Measure::new("area") },
            ],
            "change 1 (set `area` of `X` to 1.25): 1.25 has more than 0 digits behind the point",
        ),
    ]);
}

#[test]
fn a_grid_cannot_move_below_what_it_contains() {
    let mut ledger = Ledger::new("");
    let committee = |code: &str| NodeRow::new(Kind::PartyCommittee, code, "");
    ledger.nodes = vec![committee("A"), committee("B").with_parent("A"), committee("C").with_parent("B")];
    let governance = Governance::build(&ledger).unwrap();
    let of = |changes| governance.apply(&set(changes)).expect_err("it cannot be").to_string();
    for below in ["A", "B", "C"] {
        let said = of(vec![Change::move_below("A", below)]);
        let expected = format!(
            "change 1 (move `A` below `{below}`): `{below}` stands below `A`, or is it; a node cannot contain itself"
        );
        assert_eq!(said, expected);
    }
    // Turned round, it is fine.
    let turned = [Change::move_below("A", "C"), Change::move_to_root("B")];
    let applied = governance.apply(&set(turned)).unwrap();
    assert_eq!(applied.governance().node("A").unwrap().ancestors().count(), 2);
}

#[test]
fn what_was_made_and_ended_in_vain_is_no_matter() {
    let governance = base();
    let mut several =
        set([Addition::new(Kind::ThirdGrid, "T-9", "").below("V-2").into(), Change::move_below("M-1", "T-9")]);
    several.then = vec![vec![Change::close("T-9"), Change::rename("M-2", "长".repeat(301))]];
    let said = governance.apply(&several).unwrap_err().to_string();
    let expected = "change 3 (close `T-9`): closing it would leave behind 1 child (`M-1`)\nchange 4";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
fn all_errors_are_told_at_once_in_the_order_of_the_changes() {
    let said = errors([Change::close("Q"), Change::rename("T-1", ""), Change::close("V-2"), Change::recode("X", "S")]);
    let places: Vec<&str> = said.lines().map(|line| &line[..8]).collect();
    assert_eq!(places, ["change 1", "change 3", "change 4"], "{said}");
    // Those too that building would find: texts, figures and measures.
    let figure = Some(Figure::exact("3.5".parse::<Decimal>().unwrap()));
    let said = errors([
        Change::close("Q"),
        Change::rename("T-1", "长".repeat(301)),
        Change::recode("X", "码".repeat(101)),
        Addition::new(Kind::Shop, "Y", "").below("T-1").with_category("类".repeat(301)).into(),
        Change::Declare { code: "S".to_owned(), of: "shop".to_owned(), figure },
        Change::DefineMeasure { measure: Measure::new("shop") },
        Change::DefineMeasure { measure: Measure::new("") },
        Change::set_measure("M-1", "households", 1),
    ]);
    let places: Vec<&str> = said.lines().map(|line| &line[..8]).collect();
    let expected = ["change 1", "change 2", "change 3", "change 4", "change 5", "change 6", "change 7"];
    assert_eq!(places, expected, "{said}");
    // A code that is too long to be shown is brought home to its change too.
    let said = errors([Change::rename("M-1", "甲"), Change::recode("X", "码".repeat(101))]);
    assert!(said.starts_with("change 2 (recode `X` to ") && said.contains("the length of the code is 101"), "{said}");
}
