//! Roll-ups compared with the naive oracle, and their laws.

use std::collections::BTreeMap;

use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind};
use gridgov::ledger::Ledger;
use gridgov::measure::{Decimal, OverflowError};
use gridgov::rollup::{
    Aggregate, Count, CountByKind, Counting, Distinct, EveryCover, Home, LiveError, Permits, Ratio, RollUpError,
};
use gridgov::set::Counts;
use gridgov::testing;
use proptest::prelude::*;

use crate::config;
use crate::oracle::Oracle;

/// The nodes that count at a node, according to the oracle.
type Counted = for<'o, 'l> fn(&'o Oracle<'l>, &str) -> Vec<&'l str>;

fn counts_of(oracle: &Oracle<'_>, codes: &[&str]) -> BTreeMap<Kind, u64> {
    let mut counts = BTreeMap::new();
    for code in codes {
        *counts.entry(oracle.kind(code)).or_default() += 1;
    }
    counts
}

fn as_map(counts: &Counts) -> BTreeMap<Kind, u64> {
    counts.iter().collect()
}

/// Checks every aggregate under one counting at every area and grid, both in a whole roll-up and for the node alone.
fn agrees<C>(ledger: &Ledger, counting: C, counted: Counted) -> Result<(), TestCaseError>
where
    C: for<'a> Permits<gridgov::rollup::Min<'a>>
        + for<'a> Permits<gridgov::rollup::Max<'a>>
        + for<'a> Permits<gridgov::rollup::Mean<'a>>
        + for<'a> Permits<gridgov::rollup::Rate<'a>>
        + Permits<Count<fn(Node<'_>) -> bool>>,
{
    let governance = Governance::build(ledger).expect("a valid ledger");
    let oracle = Oracle::new(ledger);
    let has_category: fn(Node<'_>) -> bool =
        |node| node.kind().family().stands_in_territory() && node.category().is_some();
    let all = governance.roll_up(counting, (CountByKind, governance.sums()))?;
    let with_category = governance.roll_up(counting, Count(has_category))?;
    prop_assert_eq!(all.iter().count(), oracle.territories().len(), "an answer for every area and grid");
    for code in oracle.territories() {
        let node = governance.node(code).expect("every row is a node");
        let nodes = counted(&oracle, code);
        let (counts, sums) = all.at(node).expect("an area or grid");
        prop_assert_eq!(as_map(&counts), counts_of(&oracle, &nodes), "counts at {}", code);
        let alone = governance.roll_up_at(counting, (CountByKind, governance.sums()), node)?;
        prop_assert_eq!((counts, &sums), (alone.0, &alone.1), "alone at {}", code);
        let categorised = nodes.iter().filter(|code| oracle.rows[*code].category.is_some()).count();
        prop_assert_eq!(with_category.at(node), Some(categorised as u64), "categories at {}", code);
        for (measure, sum) in governance.measures().iter().zip(sums) {
            let sum_of_values = oracle.sum(&nodes, measure.id()).map(|units| measure.decimal(units));
            prop_assert_eq!(sum, sum_of_values, "sum of {} at {}", measure.id(), code);
        }
    }
    for measure in governance.measures() {
        let id = measure.id();
        let least = governance.roll_up(counting, governance.min_of(id)?)?;
        let greatest = governance.roll_up(counting, governance.max_of(id)?)?;
        let mean = governance.roll_up(counting, governance.mean_of(id)?)?;
        for code in oracle.territories() {
            let node = governance.node(code).expect("every row is a node");
            let values: Vec<i64> = counted(&oracle, code).iter().filter_map(|code| oracle.units(code, id)).collect();
            let decimal = |units: Option<&i64>| units.map(|units| measure.decimal(*units));
            prop_assert_eq!(least.at(node), Some(decimal(values.iter().min())), "least of {} at {}", id, code);
            prop_assert_eq!(greatest.at(node), Some(decimal(values.iter().max())), "greatest of {} at {}", id, code);
            let expected = Ratio::new(measure.decimal(values.iter().sum()), values.len() as i64);
            prop_assert_eq!(mean.at(node), Some(expected), "mean of {} at {}", id, code);
        }
        for whole in governance.measures() {
            let rate = governance.roll_up(counting, governance.rate_of(id, whole.id())?)?;
            for code in oracle.territories() {
                let node = governance.node(code).expect("every row is a node");
                let pairs = counted(&oracle, code);
                let pairs = pairs.iter().filter_map(|code| oracle.units(code, id).zip(oracle.units(code, whole.id())));
                let (part, all) = pairs.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
                let expected = Ratio::new(measure.decimal(part), whole.decimal(all));
                prop_assert_eq!(rate.at(node), Some(expected), "rate of {} at {}", id, code);
            }
        }
    }
    Ok(())
}

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of `Oracle<'l>` is a function for a single `'l`; a closure works for all"
)]
mod against_the_judge {
    use super::*;

    proptest! {
        #![proptest_config(config(128))]

        #[test]
        fn home_is_what_is_contained(ledger in testing::ledgers()) {
            agrees(&ledger, Home, |oracle, code| oracle.home(code))?;
        }

        #[test]
        fn distinct_is_what_is_contained_or_covered_once(ledger in testing::ledgers()) {
            agrees(&ledger, Distinct, |oracle, code| oracle.distinct(code))?;
        }

        #[test]
        fn every_cover_counts_again(ledger in testing::ledgers()) {
            agrees(&ledger, EveryCover, |oracle, code| oracle.every_cover(code))?;
        }
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn home_adds_up_level_by_level(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let totals = governance.roll_up(Home, (CountByKind, governance.sums()))?;
        for (node, (counts, sums)) in totals.iter() {
            // Its own, that of the places in it, and the totals of the areas and grids directly below.
            let mut added = BTreeMap::from([(node.kind(), 1)]);
            let own = |node: Node<'_>| -> Vec<Option<Decimal>> {
                governance.measures().iter().map(|measure| node.measure(measure)).collect()
            };
            let mut units = own(node);
            let add = |units: &mut Vec<Option<Decimal>>, more: Vec<Option<Decimal>>| {
                for (units, more) in units.iter_mut().zip(more) {
                    *units = match (*units, more) {
                        (Some(one), Some(other)) => Some(one.checked_add(other).expect("no overflow")),
                        (one, other) => one.or(other),
                    };
                }
            };
            for child in node.children() {
                if let Some((counts, sums)) = totals.at(child) {
                    counts.iter().for_each(|(kind, count)| *added.entry(kind).or_default() += count);
                    add(&mut units, sums);
                } else {
                    for place in &child.subtree() {
                        *added.entry(place.kind()).or_default() += 1;
                        add(&mut units, own(place));
                    }
                }
            }
            prop_assert_eq!(as_map(&counts), added);
            prop_assert_eq!(sums, units);
        }
    }

    #[test]
    fn the_three_countings_are_ordered(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let home = governance.roll_up(Home, CountByKind)?;
        let distinct = governance.roll_up(Distinct, CountByKind)?;
        let every_cover = governance.roll_up(EveryCover, CountByKind)?;
        for node in governance.territories() {
            let [home, distinct, every_cover] =
                [home.at(node), distinct.at(node), every_cover.at(node)].map(|counts| counts.expect("an area or grid"));
            for kind in Kind::ALL.iter().filter(|kind| kind.family().stands_in_territory()) {
                prop_assert!(home[*kind] <= distinct[*kind] && distinct[*kind] <= every_cover[*kind]);
            }
            let covers_nothing = node.subtree().iter().all(|node| node.covered().len() == 0);
            if covers_nothing {
                prop_assert_eq!(home, distinct, "nothing is covered below {}", node);
                prop_assert_eq!(home, every_cover);
            }
        }
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace((ledger, shuffled) in testing::ledgers().prop_flat_map(|ledger| {
        (Just(ledger.clone()), testing::shuffled(ledger))
    })) {
        let text = |ledger: &Ledger| -> Result<Vec<String>, TestCaseError> {
            let governance = Governance::build(ledger).expect("a valid ledger");
            let rolled = governance.roll_up(Distinct, (CountByKind, governance.sums()))?;
            Ok(rolled.iter().map(|(node, value)| format!("{node} {value:?}")).collect())
        };
        prop_assert_eq!(text(&ledger)?, text(&shuffled)?);
    }

    #[test]
    fn a_party_organisation_answers_for_each_thing_once(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        for node in governance.nodes() {
            let set = governance.answers_for(node);
            if node.kind().family() != Family::Party {
                prop_assert!(set.is_empty());
                continue;
            }
            let expected = oracle.answers_for(node.code());
            let mut codes: Vec<&str> = set.iter().map(Node::code).collect();
            codes.sort_unstable();
            prop_assert_eq!(codes, expected.iter().copied().collect::<Vec<_>>());
            let expected: Vec<&str> = expected.into_iter().collect();
            prop_assert_eq!(as_map(&set.counts()), counts_of(&oracle, &expected));
            for measure in governance.measures() {
                let sum = oracle.sum(&expected, measure.id()).map(|units| measure.decimal(units));
                prop_assert_eq!(set.sum(measure), sum);
            }
        }
    }

    #[test]
    fn a_live_roll_up_is_the_roll_up_of_the_changed_ledger(
        ledger in testing::ledgers(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), -1_000_i64..1_000), 0..12),
    ) {
        fn live<C>(ledger: &Ledger, counting: C, changes: &[(prop::sample::Index, i64)]) -> Result<(), TestCaseError>
        where
            C: Counting,
        {
            let governance = Governance::build(ledger).expect("a valid ledger");
            let Some(measure) = governance.measures().first() else { return Ok(()) };
            let mut live = governance.live(counting, measure.id())?;
            let mut edited = ledger.clone();
            let mut batch = Vec::new();
            for (index, units) in changes.iter().filter(|_| !ledger.nodes.is_empty()) {
                let row = index.index(ledger.nodes.len());
                let value = measure.decimal(*units);
                let node = governance.node(&ledger.nodes[row].code).expect("every row is a node");
                let before = live.value(node);
                prop_assert_eq!(live.set(node, value)?, before);
                prop_assert_eq!(live.value(node), Some(value));
                edited.nodes[row].measures.insert(measure.id(), value.into());
                batch.push((node, value));
            }
            let rebuilt = Governance::build(&edited).expect("still valid");
            let expected = rebuilt.roll_up(counting, rebuilt.sum_of(measure.id())?)?;
            let mut at_once = governance.live(counting, measure.id())?;
            at_once.set_all(batch)?;
            for node in governance.territories() {
                let same = rebuilt.node(node.code()).expect("the same codes");
                prop_assert_eq!(live.at(node), expected.at(same), "{} at {}", C::ID, node);
                prop_assert_eq!(at_once.at(node), expected.at(same), "{} at {} in a batch", C::ID, node);
            }
            Ok(())
        }
        live(&ledger, Home, &changes)?;
        live(&ledger, Distinct, &changes)?;
        live(&ledger, EveryCover, &changes)?;
    }

    #[test]
    fn an_aggregate_of_another_graph_is_refused(ledger in testing::ledgers()) {
        let (one, other) = (Governance::build(&ledger).unwrap(), Governance::build(&ledger).unwrap());
        for measure in one.measures() {
            let sum = one.sum_of(measure.id())?;
            prop_assert_eq!(other.roll_up(Home, sum).err(), Some(RollUpError::OtherGraph));
            let mut live = one.live(Home, measure.id())?;
            if let Some(node) = other.nodes().next() {
                prop_assert_eq!(live.set(node, 1), Err(LiveError::OtherGraph));
            }
        }
    }
}

/// An aggregate of a user: the kinds that occur, as bits.
struct KindsThatOccur;

impl Aggregate for KindsThatOccur {
    type Value = u32;
    type Answer = u32;

    fn empty(&self) -> u32 {
        0
    }

    fn add_node(&self, total: &mut u32, node: Node<'_>) -> Result<(), OverflowError> {
        self.merge(total, &(1 << node.kind() as u32))
    }

    fn merge(&self, total: &mut u32, part: &u32) -> Result<(), OverflowError> {
        *total |= part;
        Ok(())
    }

    fn answer(&self, total: &u32) -> u32 {
        *total
    }
}

impl gridgov::rollup::CountsOnce for KindsThatOccur {
    fn take_back(&self, _: &mut u32, _: &u32) -> Result<(), OverflowError> {
        Ok(())
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn an_aggregate_of_ones_own_is_rolled_up_alike(ledger in testing::ledgers()) {
        fn agrees<C: Permits<KindsThatOccur>>(governance: &Governance, counting: C) -> Result<(), TestCaseError> {
            let kinds = governance.roll_up(counting, KindsThatOccur)?;
            for (node, counts) in governance.roll_up(counting, CountByKind)?.iter() {
                let expected = counts.iter().fold(0, |bits, (kind, _)| bits | 1 << kind as u32);
                prop_assert_eq!(kinds.at(node), Some(expected), "{}", <C as Counting>::ID);
            }
            Ok(())
        }
        let governance = Governance::build(&ledger).expect("a valid ledger");
        agrees(&governance, Home)?;
        agrees(&governance, Distinct)?;
        agrees(&governance, EveryCover)?;
    }

    #[test]
    fn running_totals_change_no_answer(ledger in testing::ledgers(), room in 1_u64..200) {
        fn agree<C: Permits<Weights>>(governance: &Governance, counting: C, room: u64) -> Result<(), TestCaseError> {
            let [read_off, added_up] = [true, false].map(|subtracts| {
                let weights = governance.roll_up(counting, Weights { room, subtracts })?;
                Ok::<Vec<u64>, RollUpError>(weights.iter().map(|(_, weight)| weight).collect())
            });
            prop_assert_eq!(read_off, added_up, "{}", C::ID);
            Ok(())
        }
        let governance = Governance::build(&ledger).expect("a valid ledger");
        agree(&governance, Home, room)?;
        agree(&governance, EveryCover, room)?;
        // During the computation `Distinct` may need more room than the answer.
        agree(&governance, Distinct, u64::MAX)?;
    }
}

/// A count of nodes in few bits, where a shop counts as three.
struct Weights {
    room: u64,
    subtracts: bool,
}

impl Aggregate for Weights {
    type Value = u64;
    type Answer = u64;

    fn empty(&self) -> u64 {
        0
    }

    fn add_node(&self, total: &mut u64, node: Node<'_>) -> Result<(), OverflowError> {
        self.merge(total, &if node.kind() == Kind::Shop { 3 } else { 1 })
    }

    fn merge(&self, total: &mut u64, part: &u64) -> Result<(), OverflowError> {
        *total = total.wrapping_add(*part);
        if *total > self.room { Err(OverflowError) } else { Ok(()) }
    }

    fn between(&self, earlier: &u64, later: &u64) -> Result<Option<u64>, OverflowError> {
        Ok(self.subtracts.then_some(later.wrapping_sub(*earlier)))
    }

    fn answer(&self, total: &u64) -> u64 {
        *total
    }
}

impl gridgov::rollup::CountsOnce for Weights {
    fn take_back(&self, total: &mut u64, part: &u64) -> Result<(), OverflowError> {
        *total = total.wrapping_sub(*part);
        Ok(())
    }
}
