//! The laws of changes: what a set does, what undoes it, what several do together.

use gridgov::change::{Change, ChangeSet};
use gridgov::governance::Governance;
use gridgov::ledger::Ledger;
use gridgov::testing;
use proptest::prelude::*;

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
        // Two maps that have nothing to do with each other, but for some codes.
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
        // What is not there can be changed nowhere in the set.
        let mut wrong = set.clone();
        let at = at.index(stages);
        let stage = if at == 0 { &mut wrong.changes } else { &mut wrong.then[at - 1] };
        stage.insert(0, Change::close("没有这个编码"));
        let errors = old.apply(&wrong).expect_err("there is no such node").to_string();
        prop_assert!(errors.contains("no node has the code `没有这个编码`"), "{}", errors);
        prop_assert_eq!(written(&old), before.clone());
        // Changes of another map are refused or applied, but never half.
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
        let applied = old.apply(&set).expect("it can be applied");
        let preview = old.preview(&set).expect("so it can be seen before");
        let (before, after) = (totals(&old), totals(applied.governance()));
        let mut expected = before.clone();
        // What is recoded is told by its new code, with the one that it had.
        let renamed = |code: &str| preview.totals.iter().find(|total| total.node.former.as_deref() == Some(code));
        let mut moved: Totals = Totals::new();
        for total in &preview.totals {
            let old_code = total.node.former.as_ref().unwrap_or(&total.node.code);
            let had = before.get(&(old_code.clone(), total.of.clone())).copied();
            prop_assert_eq!(total.before.unwrap_or_default(), had.filter(|_| total.before.is_some()).unwrap_or_default());
            let difference = total.difference().expect("no overflow");
            prop_assert!(difference != Decimal::ZERO, "{}", total);
            let now = total.before.unwrap_or_default().checked_add(difference).expect("no overflow");
            prop_assert_eq!(now, total.after.unwrap_or_default());
            if let Some(after) = total.after {
                moved.insert((total.node.code.clone(), total.of.clone()), after);
            }
        }
        let _ = renamed;
        expected.retain(|_, _| false);
        for (key, after) in &after {
            match moved.get(key) {
                Some(told) => prop_assert_eq!(told, after, "{:?}", key),
                // What is not told has not moved: it is what it was, under this code or the one that it had.
                None => {
                    let had = former(&set, &old, applied.governance(), &key.0);
                    let was = had.and_then(|code| before.get(&(code, key.1.clone())).copied()).unwrap_or_default();
                    prop_assert_eq!(was, *after, "{:?}\n{}", key, set);
                }
            }
        }
    }
}
