//! Histories: the map of every day, figures that keep their totals, and changes of the past that are noticed.

use std::collections::BTreeMap;

use gridgov::change::{
    Addition, Change, ChangeSet, Crosswalk, CrosswalkError, Date, History, Merge, OnMap, Part, Period, Reported,
    SeriesOf, Split, Weight,
};
use gridgov::governance::{Governance, Node};
use gridgov::ledger::Ledger;
use gridgov::measure::Decimal;
use gridgov::testing;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::config;

/// A plan for a change, made before the map is known.
#[derive(Debug, Clone)]
enum Plan {
    Rename(Index),
    Recode(Index),
    Move(Index, Index),
    Split(Index, u64),
    Merge(Index, Index),
    Close(Index),
    Add(Index, Index),
    Households(Index, i64),
}

fn plan() -> impl Strategy<Value = Plan> {
    let at = any::<Index>;
    prop_oneof![
        1 => at().prop_map(Plan::Rename),
        2 => at().prop_map(Plan::Recode),
        3 => (at(), at()).prop_map(|(node, to)| Plan::Move(node, to)),
        4 => (at(), any::<u64>()).prop_map(|(node, which)| Plan::Split(node, which)),
        4 => (at(), at()).prop_map(|(one, other)| Plan::Merge(one, other)),
        1 => at().prop_map(Plan::Close),
        1 => (at(), at()).prop_map(|(above, kind)| Plan::Add(above, kind)),
        1 => (at(), 0..500_i64).prop_map(|(node, households)| Plan::Households(node, households)),
    ]
}

/// The change that a plan means on a map; new codes contain the number.
fn change(map: &Governance, plan: &Plan, number: usize) -> Option<Change> {
    let node = |at: &Index| (map.node_count() > 0).then(|| map.nodes().nth(at.index(map.node_count()))).flatten();
    let grid = |at: &Index| {
        let territories = map.territories().len();
        (territories > 0).then(|| map.territories().nth(at.index(territories))).flatten()
    };
    Some(match plan {
        Plan::Rename(at) => Change::rename(node(at)?.code(), format!("新名{number}")),
        Plan::Recode(at) => Change::recode(node(at)?.code(), format!("新-{number}")),
        Plan::Move(at, to) => Change::move_below(node(at)?.code(), node(to)?.code()),
        Plan::Split(at, which) => {
            let whole = grid(at)?;
            let taken = whole.children().enumerate().filter(|(bit, _)| which >> (bit % 64) & 1 == 1);
            let mut second = Part::new(format!("新-{number}-2"), "").taking(taken.map(|(_, child)| child.code()));
            for measure in map.measures() {
                if let Some(value) = whole.measure(measure) {
                    second = second.with_measure(measure.id(), Decimal::from_units(value.units() / 3, value.scale()));
                }
            }
            Split::new(whole.code()).rest_into(Part::new(format!("新-{number}-1"), "")).into_part(second).into()
        }
        Plan::Merge(one, other) => {
            let one = grid(one)?;
            let alike: Vec<Node<'_>> =
                map.nodes_of_kind(one.kind()).filter(|other| other.parent() == one.parent()).collect();
            let other = other.get(&alike);
            Merge::new([one.code(), other.code()], one.code(), "").into()
        }
        Plan::Close(at) => Change::close(node(at)?.code()),
        Plan::Add(above, kind) => {
            let above = grid(above)?;
            let kind = *kind.get(above.kind().contains());
            Addition::new(kind, format!("新-{number}"), "").below(above.code()).into()
        }
        Plan::Households(at, households) => Change::set_measure(node(at)?.code(), "households", *households),
    })
}

fn day(month: usize) -> Date {
    Date::new(2023 + (month / 12) as u16, (month % 12) as u8 + 1, 1).expect("the calendar has it")
}

/// A period of one day, the first of a month.
fn period(month: usize) -> Period {
    Period::new(day(month), day(month)).expect("a day")
}

/// The sets that can be made of the plans, one a month, and the maps after each.
fn carried_out(base: &Ledger, plans: &[Plan]) -> (Vec<ChangeSet>, Vec<Governance>) {
    let mut maps = vec![Governance::build(base).expect("a valid ledger")];
    let mut sets = Vec::new();
    for (number, plan) in plans.iter().enumerate() {
        let map = &maps[maps.len() - 1];
        let Some(change) = change(map, plan, number) else { continue };
        let set = ChangeSet::new(day(sets.len() + 1), format!("第{number}次")).with(change);
        if let Ok(applied) = map.apply(&set) {
            maps.push(applied.into_governance());
            sets.push(set);
        }
    }
    (sets, maps)
}

/// A history of the sets, with figures of each map reported on the day of its change.
fn history(base: &Ledger, sets: &[ChangeSet], numbers: &[i64]) -> History {
    let mut history = History::new(base, day(0)).expect("a valid ledger");
    report(&mut history, 0, numbers);
    for (set, month) in sets.iter().zip(1..) {
        history.change(set.clone()).expect("it was applied before");
        report(&mut history, month, numbers);
    }
    history
}

fn report(history: &mut History, month: usize, numbers: &[i64]) {
    let mut reported = Reported::new(period(month), "disputes");
    let codes: Vec<String> = history.latest().nodes().map(|node| node.code().to_owned()).collect();
    reported.extend(codes.into_iter().zip(numbers.iter().copied()));
    history.report(reported).expect("all codes are on the map");
}

fn rows(map: &Governance) -> String {
    map.to_ledger().to_json_string()
}

fn weights(crosswalk: &Crosswalk) -> Vec<(&str, Vec<(&str, Weight)>)> {
    crosswalk.rows().map(|row| (row.from(), row.parts().collect())).collect()
}

fn numbers() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(prop_oneof![0..40_i64, -9..9_i64], 1..40)
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn every_day_has_the_map_that_the_sets_make(
        ledger in testing::ledgers_of(24), plans in prop::collection::vec(plan(), 0..8),
    ) {
        let (sets, maps) = carried_out(&ledger, &plans);
        let history = history(&ledger, &sets, &[1]);
        prop_assert!(history.as_of(Date::new(2022, 12, 31).unwrap()).is_none());
        for (map, month) in maps.iter().zip(0..) {
            prop_assert_eq!(rows(history.as_of(day(month)).unwrap()), rows(map));
        }
        let late = history.as_of(Date::new(2099, 1, 1).unwrap()).unwrap();
        prop_assert_eq!(rows(late), rows(&maps[maps.len() - 1]));
        for (map, month) in maps.iter().zip(0..) {
            for node in map.nodes() {
                let validity = history.validity(node.code());
                let today: Vec<_> = validity.iter().filter(|time| time.holds_on(day(month))).collect();
                prop_assert_eq!(today.len(), 1);
                prop_assert_eq!(today[0].name, node.name());
            }
        }
    }

    #[test]
    fn all_figures_are_carried_to_every_map_to_the_last_unit(
        ledger in testing::ledgers_of(24), plans in prop::collection::vec(plan(), 1..6), numbers in numbers(),
    ) {
        let (sets, maps) = carried_out(&ledger, &plans);
        let history = history(&ledger, &sets, &numbers);
        for from in 0..maps.len() {
            let Some(reported) = history.reported("disputes", period(from)) else { continue };
            let total: i64 = reported.values().map(|of| of.units()).sum();
            for to in 0..maps.len() {
                let crosswalk = history.crosswalk(day(from), day(to))?;
                prop_assert_eq!(crosswalk.len(), maps[from].node_count(), "every code is known");
                let leads = |code: &&str| crosswalk.row(code).unwrap().parts().next().is_some();
                match history.rebased("disputes", period(from), day(to)) {
                    Ok(rebased) => {
                        prop_assert!(rebased.iter().all(|(code, _)| maps[to].node(code).is_some()));
                        prop_assert_eq!(rebased.total(), Ok(total.into()));
                        if from == to {
                            let same: BTreeMap<&str, Decimal> = rebased.iter().map(|(code, of)| (code, of.value)).collect();
                            prop_assert_eq!(&same, &reported);
                        }
                    }
                    Err(_) => prop_assert!(!reported.keys().all(leads), "only what leads nowhere cannot be carried"),
                }
            }
        }
    }

    #[test]
    fn the_crosswalk_of_composed_sets_is_that_of_the_one_and_then_of_the_other(
        (ledger, first, second) in testing::redrawn(),
    ) {
        let base = Governance::build(&ledger).expect("a valid ledger");
        let one = base.apply(&first).expect("it can be applied");
        let two = one.governance().apply(&second).expect("it can be applied");
        let both = base.apply(&first.compose(&second)).expect("so they can be applied together");
        let steps = one.crosswalk().and_then(|one| one.then(&two.crosswalk()?));
        // Only weights beyond 64 bits are an error, in both ways of composing.
        match (steps, both.crosswalk()) {
            (Ok(steps), Ok(both)) => prop_assert_eq!(weights(&steps), weights(&both)),
            (steps, both) => {
                for errors in [steps.err(), both.err()].into_iter().flatten() {
                    let are_overflows = errors.iter().all(|error| matches!(error, CrosswalkError::Overflow { .. }));
                    prop_assert!(are_overflows, "{}", errors);
                }
            }
        }
    }

    #[test]
    fn a_split_and_then_a_merge_of_the_parts_give_every_figure_back(
        ledger in testing::ledgers_of(24), at in any::<Index>(), which in any::<u64>(), numbers in numbers(),
    ) {
        let (sets, maps) = carried_out(&ledger, &[Plan::Split(at, which)]);
        let [split] = &sets[..] else { return Ok(()) };
        let mut history = history(&ledger, &sets, &numbers);
        let Change::Split(of) = &split.changes[0] else { return Ok(()) };
        let parts = of.into.iter().map(|part| part.code.clone());
        let merge = Merge::new(parts, of.code.clone(), maps[0].node(&of.code).unwrap().name());
        history.change(ChangeSet::new(day(2), "").with(merge))?;
        let there_and_back = history.crosswalk(day(0), day(2))?;
        prop_assert!(there_and_back.is_identity(), "{:?}", there_and_back.changed().map(|row| row.to_string()).collect::<Vec<_>>());
        for node in maps[0].nodes() {
            let on = |on: OnMap| history.series(node.code(), SeriesOf::Reported("disputes"), on);
            let (then, now) = (on(OnMap::AsOf(day(0)))?, on(OnMap::AsOf(day(2)))?);
            prop_assert_eq!(then.first(), now.first());
            prop_assert!(then.iter().all(|point| !point.is_estimate));
        }
    }

    #[test]
    fn a_document_is_read_back(
        ledger in testing::ledgers_of(16), plans in prop::collection::vec(plan(), 0..5), numbers in numbers(),
    ) {
        let (sets, _) = carried_out(&ledger, &plans);
        let history = history(&ledger, &sets, &numbers);
        let document = history.to_json_string();
        let read = History::from_json_str(&document)?;
        prop_assert_eq!(read.to_json_string(), document);
        prop_assert_eq!(read.digest(), history.digest());
        prop_assert!(read.entries().eq(history.entries()));
    }

    #[test]
    fn no_byte_of_the_past_changes_unnoticed(
        ledger in testing::ledgers_of(8), plans in prop::collection::vec(plan(), 1..4), numbers in numbers(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 40),
    ) {
        let (sets, _) = carried_out(&ledger, &plans);
        let history = history(&ledger, &sets, &numbers);
        let document = history.to_json_string();
        for (at, byte) in changes {
            let mut bytes = document.clone().into_bytes();
            let at = at.index(bytes.len());
            if bytes[at] == byte {
                continue;
            }
            bytes[at] = byte;
            match History::from_json_reader(bytes.as_slice()) {
                Err(errors) => prop_assert!(!errors.to_string().is_empty()),
                // A space that became a line end, or `\u00e9` that became `\u00E9`, changes nothing.
                Ok(read) => prop_assert_eq!(read.to_json_string(), document.clone()),
            }
        }
    }

    #[test]
    fn any_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[{}\\[\\]\":,a-z0-9 ]{0,80}") {
        let begun = [&b"{\"history\": 1, \"since\": \"2023-01-01\", \"entries\": ["[..], &bytes].concat();
        for bytes in [&bytes[..], text.as_bytes(), &begun] {
            let errors = History::from_json_reader(bytes).unwrap_err();
            prop_assert!(errors.iter().len() > 0 && !errors.to_string().is_empty());
        }
    }
}

#[test]
fn the_plans_reach_every_kind_of_change() {
    let mut runner = TestRunner::deterministic();
    let strategy = (testing::ledgers_of(24), prop::collection::vec(plan(), 0..8));
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..200 {
        let (ledger, plans) = strategy.new_tree(&mut runner).expect("a tree").current();
        let (sets, _) = carried_out(&ledger, &plans);
        for change in sets.iter().flat_map(ChangeSet::iter) {
            let kind = match change {
                Change::Rename { .. } => "rename",
                Change::Recode { .. } => "recode",
                Change::Move { .. } => "move",
                Change::Split(_) => "split",
                Change::Merge(_) => "merge",
                Change::Close { .. } => "close",
                Change::Add(_) => "add",
                _ => "households",
            };
            *made.entry(kind).or_default() += 1;
        }
    }
    assert!(made.len() == 8 && made.values().all(|count| *count >= 10), "{made:?}");
}
