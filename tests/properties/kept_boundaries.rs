//! Changes keep the totals of all nodes whose boundaries they do not change.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::change::{Applied, Change, ChangeSet};
use gridgov::governance::{Governance, Node};
use gridgov::ledger::Ledger;
use gridgov::measure::Decimal;
use gridgov::testing;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::config;
use crate::crosswalk::below;

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn totals_stay_at_every_node_whose_boundary_did_not_change(
        (ledger, set, _) in testing::redrawn(),
        numbers in prop::collection::vec(-50..50_i64, 40),
    ) {
        redrawn_by(&ledger, &set, &numbers)?;
    }
}

/// What each old node became, from the changes of one stage alone.
fn became(old: &Governance, stage: &[Change]) -> BTreeMap<String, BTreeSet<String>> {
    let mut became: BTreeMap<String, BTreeSet<String>> =
        old.nodes().map(|node| (node.code().to_owned(), BTreeSet::from([node.code().to_owned()]))).collect();
    for change in stage {
        let (from, to): (Vec<&String>, BTreeSet<String>) = match change {
            Change::Close { code } => (vec![code], BTreeSet::new()),
            Change::Recode { code, to } => (vec![code], BTreeSet::from([to.clone()])),
            Change::Split(split) => (vec![&split.code], split.into.iter().map(|part| part.code.clone()).collect()),
            Change::Merge(merge) => (merge.codes.iter().collect(), BTreeSet::from([merge.into.clone()])),
            _ => continue,
        };
        for code in from {
            became.insert(code.clone(), to.clone());
        }
    }
    became
}

/// Carries figures over by the crosswalk of each stage of a set, and checks that the totals of all nodes whose boundary
/// did not change are the same. Gives the number of these nodes, and of all nodes.
fn redrawn_by(ledger: &Ledger, set: &ChangeSet, numbers: &[i64]) -> Result<(usize, usize), TestCaseError> {
    let mut map = Governance::build(ledger).expect("a valid ledger");
    let (mut kept, mut all) = (0, 0);
    for stage in set.stages() {
        let mut alone = ChangeSet::new(set.effective, "");
        alone.changes = stage.to_vec();
        let applied = map.apply(&alone).expect("each stage leads to a map");
        kept += totals_stay(&map, &alone, &applied, numbers)?;
        all += map.territories().len();
        map = applied.into_governance();
    }
    Ok((kept, all))
}

/// Checks that territories with unchanged boundaries have the same totals. Gives their number.
fn totals_stay(
    old: &Governance,
    set: &ChangeSet,
    applied: &Applied<'_>,
    numbers: &[i64],
) -> Result<usize, TestCaseError> {
    let new = applied.governance();
    // Weights beyond 64 bits are an error; then there are no figures.
    let Ok(crosswalk) = applied.crosswalk() else { return Ok(0) };
    prop_assert_eq!(crosswalk.len(), old.node_count(), "every code is known");
    let became = became(old, &set.changes);
    let leads_somewhere = |code: &str| crosswalk.row(code).is_some_and(|row| row.parts().next().is_some());
    let figures: Vec<(&str, i64)> = old.nodes().map(Node::code).zip(numbers.iter().copied()).collect();
    let carried: Vec<(&str, i64)> = figures.iter().copied().filter(|(code, _)| leads_somewhere(code)).collect();
    let all: i64 = carried.iter().map(|(_, figure)| figure).sum();
    prop_assert_eq!(crosswalk.rebase(carried.iter().copied())?.total(), Ok(all.into()));
    let mut kept = 0;
    for node in old.territories() {
        let parts = &became[node.code()];
        let Some(now) = parts.first().filter(|_| parts.len() == 1).and_then(|code| new.node(code)) else { continue };
        let (before, after) = (below(node), below(now));
        // Nothing left the territory or ended, and nothing came from elsewhere.
        let stays = |(code, parts): (&String, &BTreeSet<String>)| {
            let was = before.contains(code.as_str());
            !(was && parts.is_empty()) && parts.iter().all(|part| after.contains(part.as_str()) == was)
        };
        if !became.iter().all(stays) {
            continue;
        }
        kept += 1;
        let total: i64 = figures.iter().filter(|(code, _)| before.contains(code)).map(|(_, figure)| figure).sum();
        let found = crosswalk.rebase_total(carried.iter().copied(), |code| after.contains(code))?;
        prop_assert_eq!(found.is_some(), figures.iter().any(|(code, _)| before.contains(code)), "{}", node.code());
        if let Some(found) = found {
            prop_assert_eq!(found.value, Decimal::from(total), "{}: {}", node.code(), set);
            prop_assert!(!found.is_estimate, "{}: {}", node.code(), set);
        }
    }
    Ok(kept)
}

/// The test above proves something only if some boundaries stay and others change.
#[test]
fn random_sets_change_some_boundaries_and_not_others() {
    let mut runner = TestRunner::deterministic();
    let (mut kept, mut all, mut both) = (0, 0, 0);
    for _ in 0..300 {
        let (ledger, set, _) = testing::redrawn().new_tree(&mut runner).expect("a value").current();
        let (stay, of) = redrawn_by(&ledger, &set, &[1; 30]).expect("totals stay");
        kept += stay;
        all += of;
        both += usize::from(0 < stay && stay < of);
    }
    assert!(kept * 5 > all && kept * 10 < all * 9 && both > 50, "{kept} of {all} territories, {both} maps with both");
}
