//! The laws of changes: applying, undoing and composing sets of changes.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::change::{Change, ChangeSet};
use gridgov::governance::{Governance, Node};
use gridgov::ledger::Ledger;
use gridgov::measure::Decimal;
use gridgov::testing;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn built(ledger: &Ledger) -> Governance {
    Governance::build(ledger).expect("a valid ledger")
}

fn written(governance: &Governance) -> String {
    governance.to_ledger().to_json_string()
}

fn applied(base: &Governance, set: &ChangeSet) -> Governance {
    let shown = |error| panic!("{set}\n{error}");
    base.apply(set).unwrap_or_else(shown).into_governance()
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn a_graph_is_the_same_after_it_was_rows(ledger in testing::ledgers()) {
        let governance = built(&ledger);
        let rows = governance.to_ledger();
        prop_assert_eq!(built(&rows).to_ledger().to_json_string(), rows.to_json_string());
        // The same rows, in the order of the nodes.
        let (mut one, mut other) = (ledger.nodes.clone(), rows.nodes.clone());
        one.sort_by(|a, b| a.code.cmp(&b.code));
        other.sort_by(|a, b| a.code.cmp(&b.code));
        prop_assert_eq!(one, other);
        prop_assert_eq!(ledger.links.len(), rows.links.len());
    }

    #[test]
    fn what_was_compared_is_reached((first, second) in (testing::ledgers(), testing::ledgers())) {
        // Two unrelated maps that share some codes.
        let (one, other) = (built(&first), built(&second));
        let difference = one.diff(&other, "2024-07-01".parse().expect("a day"));
        prop_assert_eq!(written(&applied(&one, &difference.changes)), written(&other));
        prop_assert!(one.diff(&one, "2024-07-01".parse().expect("a day")).changes.is_empty());
    }

    #[test]
    fn a_redrawn_map_is_compared_with_the_old_one((ledger, set, _) in testing::redrawn()) {
        let old = built(&ledger);
        let new = applied(&old, &set);
        let difference = old.diff(&new, set.effective);
        prop_assert_eq!(written(&applied(&old, &difference.changes)), written(&new));
    }

    #[test]
    fn the_inverse_restores_everything_to_the_last_byte((ledger, set, _) in testing::redrawn()) {
        let old = built(&ledger);
        let new = applied(&old, &set);
        let undo = set.inverse(&old).expect("it can be applied");
        prop_assert_eq!(written(&applied(&new, &undo)), written(&old), "{}\n{}", set, undo);
    }

    #[test]
    fn composition_is_one_after_the_other((ledger, first, second) in testing::redrawn()) {
        let old = built(&ledger);
        let step_by_step = applied(&applied(&old, &first), &second);
        prop_assert_eq!(written(&applied(&old, &first.compose(&second))), written(&step_by_step));
    }

    #[test]
    fn composition_is_associative((_, one, two) in testing::redrawn(), (_, three, _) in testing::redrawn()) {
        let two = two.with_note("附注");
        prop_assert_eq!(one.compose(&two).compose(&three), one.compose(&two.compose(&three)));
        let nothing = ChangeSet::new(one.effective, "");
        prop_assert_eq!(one.compose(&nothing), nothing.compose(&one));
    }

    #[test]
    fn the_order_within_a_stage_makes_no_difference((ledger, set, _) in testing::redrawn(), turn in any::<prop::sample::Index>()) {
        let old = built(&ledger);
        let mut turned = set.clone();
        for stage in std::iter::once(&mut turned.changes).chain(&mut turned.then) {
            let by = turn.index(stage.len().max(1));
            stage.rotate_left(by);
            stage.reverse();
        }
        prop_assert_eq!(written(&applied(&old, &turned)), written(&applied(&old, &set)));
    }

    #[test]
    fn a_set_survives_json((_, set, _) in testing::redrawn()) {
        let json = serde_json::to_string(&set).expect("it can be written");
        prop_assert_eq!(serde_json::from_str::<ChangeSet>(&json).expect("and read"), set);
    }

    #[test]
    fn what_is_rejected_leaves_everything_as_it_was((ledger, set, other) in testing::redrawn(), at in any::<prop::sample::Index>()) {
        let old = built(&ledger);
        let before = written(&old);
        let stages = set.stages().count();
        // A node that does not exist can be changed at no place in the set.
        let mut wrong = set.clone();
        let at = at.index(stages);
        let stage = if at == 0 { &mut wrong.changes } else { &mut wrong.then[at - 1] };
        stage.insert(0, Change::close("没有这个编码"));
        let errors = old.apply(&wrong).expect_err("there is no such node").to_string();
        prop_assert!(errors.contains("no node has the code `没有这个编码`"), "{}", errors);
        prop_assert_eq!(written(&old), before.clone());
        // Changes of another map are refused or applied, never applied in part.
        if let Ok(new) = old.apply(&other) {
            prop_assert_eq!(written(&built(&new.governance().to_ledger())), written(new.governance()));
        }
        prop_assert_eq!(written(&old), before);
    }

    #[test]
    fn what_is_applied_is_what_building_its_rows_gives((ledger, set, _) in testing::redrawn()) {
        let new = applied(&built(&ledger), &set);
        prop_assert_eq!(written(&built(&new.to_ledger())), written(&new));
    }

    #[test]
    fn the_new_roll_up_is_the_old_one_and_the_previews_differences((ledger, set, _) in testing::redrawn()) {
        let old = built(&ledger);
        let preview = old.preview(&set).expect("it can be applied");
        let recoded: BTreeMap<&str, &str> = preview
            .recoded
            .iter()
            .filter_map(|node| Some((node.former.as_deref()?, node.code.as_str())))
            .collect();
        let mut expected: BTreeMap<(String, String), Decimal> = BTreeMap::new();
        let mut add = |code: &str, of: &str, value: Decimal| {
            let total = expected.entry((code.to_owned(), of.to_owned())).or_default();
            *total = total.checked_add(value).expect("no overflow");
        };
        for ((code, of), value) in totals(&old) {
            add(recoded.get(code.as_str()).copied().unwrap_or(&code), &of, value);
        }
        for total in &preview.totals {
            let difference = total.difference().expect("no overflow");
            let moves = difference != Decimal::ZERO || total.before.is_some() != total.after.is_some();
            prop_assert!(moves, "{}", total);
            add(&total.node.code, &total.of, difference);
        }
        expected.retain(|_, value| *value != Decimal::ZERO);
        prop_assert_eq!(expected, totals(&applied(&old, &set)), "{}\n{}", set, preview);
    }
}

/// The tests prove something of a sort of change only if it occurs in the random sets.
#[test]
fn random_sets_have_every_kind_of_change() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (mut stages, mut empty) = (0, 0);
    for _ in 0..300 {
        let (_, first, second) = testing::redrawn().new_tree(&mut runner).expect("a value").current();
        for set in [first, second] {
            stages = set.stages().count().max(stages);
            empty += usize::from(set.is_empty());
            for change in set.iter() {
                let json = serde_json::to_value(change).expect("it can be written");
                let kind = json["change"].as_str().expect("it says what it is").to_owned();
                *seen.entry(kind).or_default() += 1;
            }
        }
    }
    assert_eq!(seen.len(), 17, "{seen:?}");
    assert!(seen.values().all(|count| *count >= 10), "{seen:?}");
    assert!(stages >= 3 && empty < 200, "{stages} stages at most, {empty} of 600 empty");
}

/// All totals that are not zero, by code and by what is counted, computed node by node for each territory.
fn totals(governance: &Governance) -> BTreeMap<(String, String), Decimal> {
    let mut totals: BTreeMap<(String, String), Decimal> = BTreeMap::new();
    for territory in governance.territories() {
        // All nodes in it, and all places that it or a grid in it covers with everything in them, each once.
        let contained: BTreeSet<&str> = below(territory).iter().map(|node| node.code()).collect();
        let covered = below(territory).into_iter().flat_map(|node| node.covered().flat_map(below).collect::<Vec<_>>());
        let all: BTreeSet<&str> = contained.into_iter().chain(covered.map(Node::code)).collect();
        for node in all.iter().filter_map(|code| governance.node(code)) {
            let mut add = |of: &str, value: Decimal| {
                let total = totals.entry((territory.code().to_owned(), of.to_owned())).or_default();
                *total = total.checked_add(value).expect("no overflow");
            };
            add(node.kind().id(), 1.into());
            for measure in governance.measures() {
                if let Some(value) = node.measure(measure) {
                    add(measure.id(), value);
                }
            }
        }
    }
    totals.retain(|_, value| *value != Decimal::ZERO);
    totals
}

/// A node and all below it.
fn below(node: Node<'_>) -> Vec<Node<'_>> {
    std::iter::once(node).chain(node.descendants()).collect()
}
