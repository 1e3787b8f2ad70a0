//! Histories: the map of every day, figures that keep their totals, and changes of the past that are noticed.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::change::{
    Addition, Change, ChangeSet, Crosswalk, Date, History, Lineage, Merge, OnMap, OtherUnit, Part, Period, Reported,
    Series, SeriesOf, Split, Weight, Weighting,
};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
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
    /// A node gets a code that another one may have had, or such a code is given to a new node.
    Reuse(Index, Index, bool),
    /// A county to wherever it may stand.
    MoveCounty(Index, Index),
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
        2 => (at(), at(), any::<bool>()).prop_map(|(node, code, is_new)| Plan::Reuse(node, code, is_new)),
        1 => (at(), at()).prop_map(|(county, to)| Plan::MoveCounty(county, to)),
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
        Plan::Reuse(at, which, is_new) => {
            let of_base = (0..16).flat_map(|at| [format!("码-{at}"), format!("4101020{at:02}")]);
            let made = (0..number).flat_map(|at| [format!("新-{at}"), format!("新-{at}-1"), format!("新-{at}-2")]);
            let free: Vec<String> = of_base.chain(made).filter(|code| map.node(code).is_none()).collect();
            let code = which.get(&free);
            if !is_new {
                return Some(Change::recode(node(at)?.code(), code));
            }
            let above = grid(at)?;
            let kind = *which.get(above.kind().contains());
            Addition::new(kind, code, format!("新单位{number}")).below(above.code()).into()
        }
        Plan::MoveCounty(county, to) => {
            let counties: Vec<Node<'_>> = map.nodes_of_kind(Kind::County).collect();
            let county = (!counties.is_empty()).then(|| *county.get(&counties))?;
            let above: Vec<Node<'_>> = map.nodes().filter(|node| node.kind().may_contain(Kind::County)).collect();
            (!above.is_empty()).then(|| Change::move_below(county.code(), to.get(&above).code()))?
        }
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
        ledger in testing::ledgers_of(24), plans in detours(), numbers in numbers(),
    ) {
        let (sets, _) = with_detours(&ledger, &plans);
        let history = history_of(&ledger, &sets);
        let versions: Vec<(Date, &Governance)> = history.versions().collect();
        for (from, one) in &versions {
            let figures: BTreeMap<&str, i64> = one.nodes().map(Node::code).zip(numbers.iter().copied()).collect();
            for (to, other) in &versions {
                let crosswalk = history.crosswalk(*from, *to)?;
                prop_assert_eq!(crosswalk.len(), one.node_count(), "every code is known");
                let leads = |code: &str| crosswalk.row(code).unwrap().parts().next().is_some();
                let (carried, lost): (Vec<_>, Vec<_>) = figures.iter().partition(|(code, _)| leads(code));
                let rebased = crosswalk.rebase(carried.iter().map(|(code, figure)| (**code, **figure)))?;
                prop_assert!(rebased.iter().all(|(code, _)| other.node(code).is_some()));
                let total: i64 = carried.iter().map(|(_, figure)| **figure).sum();
                prop_assert_eq!(rebased.total(), Ok(total.into()));
                if from == to {
                    let same: BTreeMap<&str, Decimal> = rebased.iter().map(|(code, of)| (code, of.value)).collect();
                    let reported: BTreeMap<&str, Decimal> = figures.iter().map(|(code, of)| (*code, (*of).into())).collect();
                    prop_assert_eq!(same, reported);
                }
                // What leads nowhere has nothing left that contained it, and is an error and no figure.
                for (code, _) in lost {
                    prop_assert!(crosswalk.rebase([(*code, 1)]).is_err());
                    let above = one.node(code).unwrap().ancestors();
                    prop_assert!(above.into_iter().all(|above| !leads(above.code()) || !above.kind().is_territory()), "{code}");
                }
            }
        }
    }

    #[test]
    fn every_series_names_what_no_map_has_any_more(
        ledger in testing::ledgers_of(16), plans in detours(), numbers in numbers(),
    ) {
        let (sets, _) = with_detours(&ledger, &plans);
        let mut history = History::new(&ledger, day(0))?;
        report(&mut history, 0, &numbers);
        for set in &sets {
            history.change(set.clone())?;
        }
        let total: i64 = history.reported("disputes", period(0)).into_iter().flatten().map(|(_, of)| of.part().units()).sum();
        for (date, map) in history.versions() {
            let (mut sum, mut remainder) = (0, None);
            for node in map.nodes().filter(|node| node.parent().is_none()) {
                let Ok(series) = history.series(node.code(), SeriesOf::Reported("disputes"), OnMap::AsOf(date)) else { return Ok(()) };
                sum += series.iter().map(|point| point.value.units()).sum::<i64>();
                let of_series: i64 = series.remainder().iter().map(|of| of.figure.part().units()).sum();
                prop_assert!(remainder.is_none_or(|remainder| remainder == of_series), "the same in every series");
                remainder = Some(of_series);
            }
            if let Some(remainder) = remainder {
                prop_assert_eq!(sum + remainder, total, "all that the roots have, and what ended, on {}", date);
            }
        }
    }

    #[test]
    fn the_crosswalk_of_composed_sets_is_that_of_a_history_that_makes_both_on_one_day(
        (ledger, first, second) in testing::redrawn(),
    ) {
        let base = Governance::build(&ledger).expect("a valid ledger");
        let both = base.apply(&first.compose(&second)).expect("they can be applied together");
        let mut history = History::new(&ledger, day(0)).expect("a valid ledger");
        for mut set in [first, second] {
            set.effective = day(1);
            history.change(set)?;
        }
        prop_assert_eq!(history.versions().len(), 2, "one map before the day, one after it");
        prop_assert_eq!(history.crosswalk(day(0), day(1))?, both.crosswalk()?);
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

/// The sets of plans and detours: a plan of `None` undoes the set before it. Each says whether it takes effect on the day
/// of the set before it.
fn detours() -> impl Strategy<Value = Vec<(Option<Plan>, bool)>> {
    let planned = prop_oneof![3 => plan().prop_map(Some), 2 => Just(None)];
    prop::collection::vec((planned, prop::bool::weighted(0.25)), 1..13)
}

/// The sets that can be made of the plans, and the maps after each; sets of one day share a month.
fn with_detours(base: &Ledger, plans: &[(Option<Plan>, bool)]) -> (Vec<ChangeSet>, Vec<Governance>) {
    let mut maps = vec![Governance::build(base).expect("a valid ledger")];
    let mut sets: Vec<ChangeSet> = Vec::new();
    let (mut month, mut to_undo) = (0, Vec::new());
    for (number, (plan, is_same_day)) in plans.iter().enumerate() {
        let map = &maps[maps.len() - 1];
        let set = match plan {
            Some(plan) => change(map, plan, number).map(|change| ChangeSet::new(day(0), "").with(change)),
            None => to_undo.pop().map(|at: usize| sets[at].inverse(&maps[at]).expect("it was applied")),
        };
        let Some(mut set) = set else { continue };
        month += usize::from(month == 0 || !is_same_day);
        set.effective = day(month);
        if let Ok(applied) = map.apply(&set) {
            let new = applied.into_governance();
            if plan.is_some() {
                to_undo.push(sets.len());
            }
            maps.push(new);
            sets.push(set);
        }
    }
    (sets, maps)
}

/// The codes that a change says something of which is not about one node that stays one.
fn redrawn_codes(change: &Change) -> Vec<&str> {
    match change {
        Change::Close { code } => vec![code],
        Change::Recode { code, to } => vec![code, to],
        Change::Split(split) => {
            std::iter::once(&split.code).chain(split.into.iter().map(|part| &part.code)).map(String::as_str).collect()
        }
        Change::Merge(merge) => std::iter::once(&merge.into).chain(&merge.codes).map(String::as_str).collect(),
        Change::Add(node) => vec![&node.code],
        _ => Vec::new(),
    }
}

fn all_below(node: Node<'_>) -> Vec<&str> {
    node.descendants().map(gridgov::governance::Node::code).collect()
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn on_a_map_with_the_same_rows_every_figure_is_as_reported(
        ledger in testing::ledgers_of(16), plans in detours(),
    ) {
        let (sets, _) = with_detours(&ledger, &plans);
        let history = history_of(&ledger, &sets);
        let versions: Vec<(Date, &Governance)> = history.versions().collect();
        for (from, one) in &versions {
            for (to, other) in &versions {
                if rows(one) == rows(other) {
                    let crosswalk = history.crosswalk(*from, *to)?;
                    let changed: Vec<String> = crosswalk.changed().map(|row| row.to_string()).collect();
                    prop_assert!(changed.is_empty(), "{from} {to}: {changed:?}\n{sets:?}");
                }
            }
        }
    }

    #[test]
    fn a_set_and_its_inverse_leave_no_trace(
        ledger in testing::ledgers_of(16), plans in prop::collection::vec(plan(), 1..8), at in any::<Index>(),
        detour in plan(), numbers in numbers(), apart in 0..3_u8,
    ) {
        let (sets, maps) = carried_out(&ledger, &plans);
        let at = at.index(maps.len());
        let Some(change) = change(&maps[at], &detour, 99) else { return Ok(()) };
        let mut there = ChangeSet::new(day(at), "").with(change);
        let Ok(applied) = maps[at].apply(&there) else { return Ok(()) };
        let mut back = there.inverse(&maps[at])?;
        prop_assert_eq!(rows(applied.governance().apply(&back)?.governance()), rows(&maps[at]));
        let date = |day_of_month: u8| Date::new(day(at).year(), day(at).month(), day_of_month).expect("a day");
        // After the figures of the month, on one day or on two.
        (there.effective, back.effective) = (date(10), date(10 + apart));
        let straight = history(&ledger, &sets, &numbers);
        let mut winding = History::new(&ledger, day(0))?;
        report(&mut winding, 0, &numbers);
        for month in 0..maps.len() {
            if month > 0 {
                winding.change(sets[month - 1].clone())?;
                report(&mut winding, month, &numbers);
            }
            if month == at {
                winding.change(there.clone())?;
                winding.change(back.clone())?;
            }
        }
        for (month, map) in maps.iter().enumerate() {
            let on = OnMap::AsOf(day(month));
            for node in map.nodes() {
                let series = |history: &History| history.series(node.code(), SeriesOf::Reported("disputes"), on);
                match (series(&straight), series(&winding)) {
                    (Ok(straight), Ok(winding)) => {
                        let place = format!("{} on {}", node.code(), day(month));
                        prop_assert_eq!(&straight[..], &winding[..], "{}", &place);
                        prop_assert_eq!(straight.remainder(), winding.remainder(), "{}", &place);
                        // But for the days of the detour, the same others had the code.
                        let other_on = |series: &Series, day: Date| -> Option<String> {
                            let has = |other: &&OtherUnit| {
                                other.first <= day && other.last.is_none_or(|last| day <= last)
                            };
                            series.others().iter().find(has).map(|other| other.name.clone())
                        };
                        for day in (0..maps.len()).map(day).chain([date(9), back.effective]) {
                            prop_assert_eq!(other_on(&straight, day), other_on(&winding, day), "{}", &place);
                        }
                    }
                    (straight, winding) => prop_assert_eq!(straight.is_err(), winding.is_err()),
                }
            }
        }
    }

    #[test]
    fn what_no_change_touched_is_exact(ledger in testing::ledgers_of(24), plans in detours()) {
        let (sets, _) = with_detours(&ledger, &plans);
        let history = history_of(&ledger, &sets);
        let redrawn: BTreeSet<&str> = sets.iter().flat_map(ChangeSet::iter).flat_map(redrawn_codes).collect();
        let versions: Vec<(Date, &Governance)> = history.versions().collect();
        for (from, one) in &versions {
            for (to, other) in &versions {
                let crosswalk = history.crosswalk(*from, *to)?;
                for node in one.nodes() {
                    let row = crosswalk.row(node.code()).expect("every code is known");
                    let weights: Vec<Weight> = row.parts().map(|(_, weight)| weight).collect();
                    prop_assert_eq!(row.is_estimate(), weights.len() > 1);
                    prop_assert!(weights.iter().all(|weight| weight.is_one() != row.is_estimate()));
                    let is_touched = |code: &str| redrawn.contains(code);
                    let below = all_below(node);
                    let same_below = other.node(node.code()).is_some_and(|now| {
                        let now: BTreeSet<&str> = all_below(now).into_iter().collect();
                        below.iter().all(|code| now.contains(code))
                    });
                    if !is_touched(node.code()) && same_below && !below.iter().any(|code| is_touched(code)) {
                        prop_assert!(row.is_unchanged(), "{} {} {}", from, to, row);
                    }
                }
            }
        }
    }

    #[test]
    fn where_each_node_became_one_the_two_maps_decide(
        ledger in testing::ledgers_of(24), plans in prop::collection::vec(plan(), 1..12),
    ) {
        let plans: Vec<Plan> =
            plans.into_iter().filter(|plan| !matches!(plan, Plan::Split(..) | Plan::Merge(..))).collect();
        let (sets, maps) = carried_out(&ledger, &plans);
        let history = history_of(&ledger, &sets);
        for from in 0..maps.len() {
            // The code of each node now, by its code then; `None` for one that was closed.
            let mut now: BTreeMap<String, Option<String>> =
                maps[from].nodes().map(|node| (node.code().to_owned(), Some(node.code().to_owned()))).collect();
            for to in from..maps.len() {
                if to > from {
                    for change in sets[to - 1].iter() {
                        let (code, new) = match change {
                            Change::Recode { code, to } => (code, Some(to.clone())),
                            Change::Close { code } => (code, None),
                            _ => continue,
                        };
                        for current in now.values_mut().filter(|current| current.as_ref() == Some(code)) {
                            current.clone_from(&new);
                        }
                    }
                }
                let mut lineage = Lineage::default();
                for (old, new) in &now {
                    match new {
                        Some(new) => lineage.became(old, new),
                        None => lineage.ended(old),
                    }
                }
                let (there, back) = Crosswalk::both_ways(&maps[from], &maps[to], &lineage, &Weighting::default())?;
                prop_assert_eq!(history.crosswalk(day(from), day(to))?, there);
                prop_assert_eq!(history.crosswalk(day(to), day(from))?, back);
            }
        }
    }
}

/// A history of the sets, without figures.
fn history_of(base: &Ledger, sets: &[ChangeSet]) -> History {
    let mut history = History::new(base, day(0)).expect("a valid ledger");
    for set in sets {
        history.change(set.clone()).expect("it was applied before");
    }
    history
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
                Change::Add(node) if node.name.is_empty() => "add",
                Change::Add(_) => "reuse",
                _ => "households",
            };
            *made.entry(kind).or_default() += 1;
        }
    }
    assert!(made.len() == 9 && made.values().all(|count| *count >= 10), "{made:?}");
}
