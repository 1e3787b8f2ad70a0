//! Histories judged dot by dot: each household is a dot that is moved with its grid, and figures go where the dots went.
//!
//! The judge knows nothing of crosswalks. Where a grid is divided, each of its dots is cut in the proportion of the parts,
//! so that a dot is a fraction that is exact to the end.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::change::{Addition, Change, ChangeSet, Date, History, Merge, Part, Split};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::measure::{Decimal, Measure};
use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::{One, Zero};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::config;

type Households = Ratio<BigUint>;

/// The households of a grid itself.
fn households_of(grid: Node<'_>) -> Option<Decimal> {
    grid.measure(grid.governance().measure("households").expect("all maps have it"))
}

/// The level of a node, from the grids upward.
const LEVELS: [Kind; 4] = [Kind::SecondGrid, Kind::Subdistrict, Kind::County, Kind::Prefecture];

#[derive(Debug, Clone)]
enum Plan {
    /// A grid to another street.
    MoveGrid(Index, Index),
    /// A street to another county.
    MoveStreet(Index, Index),
    /// A county to another prefecture.
    MoveCounty(Index, Index),
    Recode(Index, Option<Index>),
    /// A grid into two, of which the second has so many tenths.
    Split(Index, u8),
    Merge(Index, Index),
    Close(Index),
    Add(Index, Option<Index>),
    /// Undoes the last set that is not undone.
    Undo,
}

fn plan() -> impl Strategy<Value = Plan> {
    let at = any::<Index>;
    let reused = || prop::option::of(any::<Index>());
    prop_oneof![
        2 => (at(), at()).prop_map(|(grid, to)| Plan::MoveGrid(grid, to)),
        1 => (at(), at()).prop_map(|(street, to)| Plan::MoveStreet(street, to)),
        1 => (at(), at()).prop_map(|(county, to)| Plan::MoveCounty(county, to)),
        2 => (at(), reused()).prop_map(|(grid, to)| Plan::Recode(grid, to)),
        4 => (at(), 1..10_u8).prop_map(|(grid, tenths)| Plan::Split(grid, tenths)),
        4 => (at(), at()).prop_map(|(one, other)| Plan::Merge(one, other)),
        1 => at().prop_map(Plan::Close),
        1 => (at(), reused()).prop_map(|(street, code)| Plan::Add(street, code)),
        4 => Just(Plan::Undo),
    ]
}

/// A part of the households of a grid, and the grid that has them at each version.
#[derive(Debug, Clone)]
struct Dot {
    households: Households,
    /// By step. The map before all changes is step 0.
    holders: Vec<Option<String>>,
}

/// Two prefectures, two counties in each, a street in each of these, and two grids in each of these: one that stays as
/// it is, so that nothing above it is ever empty, and one with which things happen.
fn base() -> Ledger {
    let mut ledger = Ledger::new("判");
    ledger.measures = vec![Measure::new("households")];
    ledger.nodes.push(NodeRow::new(Kind::Province, "豫", "省"));
    for city in 0..2 {
        ledger.nodes.push(NodeRow::new(Kind::Prefecture, format!("市{city}"), "").with_parent("豫"));
        for county in 0..2 {
            let of = format!("{city}{county}");
            ledger.nodes.push(NodeRow::new(Kind::County, format!("县{of}"), "").with_parent(format!("市{city}")));
            let street = format!("街{of}");
            ledger.nodes.push(NodeRow::new(Kind::Subdistrict, &street, "").with_parent(format!("县{of}")));
            for (grid, households) in [("守", 700), ("格", 1000), ("网", 400 + 130 * county)] {
                let row = NodeRow::new(Kind::SecondGrid, format!("{grid}{of}"), grid).with_parent(&street);
                ledger.nodes.push(row.with_measure("households", households));
            }
        }
    }
    ledger
}

struct Judge {
    /// The maps, by step.
    maps: Vec<Governance>,
    sets: Vec<ChangeSet>,
    /// Of each set, that which it undoes.
    undoes: Vec<Option<usize>>,
    dots: Vec<Dot>,
    /// All codes that grids have had.
    codes: BTreeSet<String>,
}

fn day(number: usize) -> Date {
    Date::new(2020 + (number / 12) as u16, (number % 12) as u8 + 1, 1).expect("the calendar has it")
}

impl Judge {
    fn new() -> Self {
        let map = Governance::build(base()).expect("a valid ledger");
        let mut judge =
            Self { maps: Vec::new(), sets: Vec::new(), undoes: Vec::new(), dots: Vec::new(), codes: BTreeSet::new() };
        for grid in map.nodes_of_kind(Kind::SecondGrid) {
            judge.new_dot(grid, 0);
        }
        judge.maps.push(map);
        judge
    }

    fn new_dot(&mut self, grid: Node<'_>, step: usize) {
        let households = households_of(grid).expect("each grid has households").units().unsigned_abs();
        let mut holders = vec![None; step];
        holders.push(Some(grid.code().to_owned()));
        self.codes.insert(grid.code().to_owned());
        self.dots.push(Dot { households: Ratio::from_integer(households.into()), holders });
    }

    fn now(&self) -> &Governance {
        self.maps.last().expect("the first map")
    }

    /// The change that a plan means now; `None` where there is none.
    fn change(&self, plan: &Plan) -> Option<Change> {
        let map = self.now();
        let grids: Vec<Node<'_>> =
            map.nodes_of_kind(Kind::SecondGrid).filter(|grid| !grid.code().starts_with('守')).collect();
        let pick = |at: &Index| (!grids.is_empty()).then(|| *at.get(&grids));
        let of_kind = |kind: Kind, at: &Index| {
            let all: Vec<Node<'_>> = map.nodes_of_kind(kind).collect();
            *at.get(&all)
        };
        let number = self.sets.len();
        let code = |reused: &Option<Index>| {
            let free: Vec<&String> = self.codes.iter().filter(|code| map.node(code).is_none()).collect();
            match reused.as_ref().filter(|_| !free.is_empty()) {
                Some(at) => (*at.get(&free)).clone(),
                None => format!("新{number}"),
            }
        };
        Some(match plan {
            Plan::MoveGrid(grid, to) => Change::move_below(pick(grid)?.code(), of_kind(Kind::Subdistrict, to).code()),
            Plan::MoveStreet(street, to) => {
                let (street, to) = (of_kind(Kind::Subdistrict, street), of_kind(Kind::County, to));
                // No county is ever empty.
                let is_alone = street.parent().is_some_and(|county| county.children().count() == 1);
                (!is_alone).then(|| Change::move_below(street.code(), to.code()))?
            }
            Plan::MoveCounty(county, to) => {
                let (county, to) = (of_kind(Kind::County, county), of_kind(Kind::Prefecture, to));
                let is_alone = county.parent().is_some_and(|city| city.children().count() == 1);
                (!is_alone).then(|| Change::move_below(county.code(), to.code()))?
            }
            Plan::Recode(grid, to) => Change::recode(pick(grid)?.code(), code(to)),
            Plan::Split(grid, tenths) => {
                let grid = pick(grid)?;
                let households = households_of(grid)?.units();
                let second = households * i64::from(*tenths) / 10;
                let part = |code: String, households: i64| Part::new(code, "分").with_measure("households", households);
                let split = Split::new(grid.code()).into_part(part(format!("新{number}甲"), households - second));
                (second > 0).then(|| split.into_part(part(format!("新{number}乙"), second)).into())?
            }
            Plan::Merge(one, other) => {
                let one = pick(one)?;
                let others: Vec<Node<'_>> = grids
                    .iter()
                    .copied()
                    .filter(|grid| grid.code() != one.code() && grid.parent() == one.parent())
                    .collect();
                let other = (!others.is_empty()).then(|| *other.get(&others))?;
                Merge::new([one.code(), other.code()], one.code(), "合").into()
            }
            Plan::Close(grid) => Change::close(pick(grid)?.code()),
            Plan::Add(street, reused) => {
                let grid = Addition::new(Kind::SecondGrid, code(reused), format!("增{number}"));
                grid.below(of_kind(Kind::Subdistrict, street).code()).with_measure("households", 300).into()
            }
            Plan::Undo => return None,
        })
    }

    /// Carries out a plan on a day of its own, or on that of the set before it where that makes no difference.
    fn carry_out(&mut self, plan: &Plan, is_same_day: bool) {
        let undone: BTreeSet<usize> = self.undoes.iter().flatten().copied().collect();
        let undoes = matches!(plan, Plan::Undo)
            .then(|| (0..self.sets.len()).rev().find(|set| self.undoes[*set].is_none() && !undone.contains(set)))
            .flatten();
        let set = match undoes {
            Some(set) => self.sets[set].inverse(&self.maps[set]).ok(),
            None => self.change(plan).map(|change| ChangeSet::new(day(0), "").with(change)),
        };
        let Some(mut set) = set else { return };
        // Of a grid that is divided or merged twice on one day, the maps before and after cannot tell all.
        let last = self.sets.len().checked_sub(1);
        let is_mild = |set: &ChangeSet| {
            set.iter()
                .all(|change| matches!(change, Change::Move { .. } | Change::Recode { .. } | Change::Rename { .. }))
        };
        let fits = last.is_some_and(|last| (undoes == Some(last) && self.is_alone(last)) || is_mild(&set));
        let today = last.map_or(day(0), |last| self.sets[last].effective);
        let tomorrow = (0..1_000).map(day).find(|day| *day > today).expect("days do not end");
        set.effective = if is_same_day && fits { today } else { tomorrow };
        let Ok(applied) = self.now().apply(&set) else { return };
        let after = applied.into_governance();
        self.move_dots(&set, &after);
        self.maps.push(after);
        self.sets.push(set);
        self.undoes.push(undoes);
    }

    /// Whether a set is the only one of its day.
    fn is_alone(&self, set: usize) -> bool {
        self.sets.iter().filter(|other| other.effective == self.sets[set].effective).count() == 1
    }

    fn move_dots(&mut self, set: &ChangeSet, after: &Governance) {
        let step = self.maps.len();
        let before = self.now();
        let mut now: Vec<Dot> = Vec::new();
        for dot in &self.dots {
            let holder = dot.holders[step - 1].clone();
            let mut all = vec![(Ratio::one(), holder.clone())];
            for change in set.iter() {
                let Some(code) = &holder else { continue };
                match change {
                    Change::Recode { code: from, to } if from == code => all = vec![(Ratio::one(), Some(to.clone()))],
                    Change::Close { code: closed } if closed == code => all = vec![(Ratio::one(), None)],
                    Change::Merge(merge) if merge.codes.contains(code) => {
                        all = vec![(Ratio::one(), Some(merge.into.clone()))];
                    }
                    Change::Split(split) if split.code == *code => {
                        let codes: Vec<&str> = split.into.iter().map(|part| part.code.as_str()).collect();
                        all = if let Some(of_dot) = self.restored(code, &codes, after, step) {
                            vec![(Ratio::one(), Some(of_dot(dot)))]
                        } else {
                            let of = |map: &Governance, code: &str| {
                                let households = households_of(map.node(code).expect("it is there"));
                                BigUint::from(households.expect("it has").units().unsigned_abs())
                            };
                            let cut =
                                |part: &&str| (Ratio::new(of(after, part), of(before, code)), Some((*part).to_owned()));
                            codes.iter().map(cut).collect()
                        };
                    }
                    _ => {}
                }
            }
            for (share, holder) in all {
                let mut dot = Dot { households: &dot.households * share, ..dot.clone() };
                dot.holders.push(holder);
                now.push(dot);
            }
        }
        self.dots = now;
        // A closed grid that is opened again as it was has what it had; any other new grid has new households.
        let held: BTreeSet<String> = self.dots.iter().filter_map(|dot| dot.holders[step].clone()).collect();
        for grid in after.nodes_of_kind(Kind::SecondGrid).filter(|grid| !held.contains(grid.code())) {
            let free = |dot: &Dot| dot.holders[step].is_none();
            let is_free = |dots: &Vec<usize>| dots.iter().all(|dot| free(&self.dots[*dot]));
            let former = self.former(grid, step).find(is_free);
            match former {
                Some(dots) => dots.iter().for_each(|dot| self.dots[*dot].holders[step] = Some(grid.code().to_owned())),
                None => self.new_dot(grid, step),
            }
        }
        self.codes.extend(after.nodes_of_kind(Kind::SecondGrid).map(|grid| grid.code().to_owned()));
    }

    /// The dots that each grid with the code of this one and the same row had before it ended, the last one first. A grid
    /// of another place may have had the code and looked the same.
    fn former<'a>(&'a self, grid: Node<'a>, step: usize) -> impl Iterator<Item = Vec<usize>> + 'a {
        let is_same = move |step: &usize| {
            let then = self.maps[*step].node(grid.code());
            then.is_some_and(|then| then.name() == grid.name() && households_of(then) == households_of(grid))
        };
        (0..step).rev().filter(is_same).map(move |then| {
            let had = |dot: &Dot| dot.holders.get(then).is_some_and(|of| of.as_deref() == Some(grid.code()));
            (0..self.dots.len()).filter(|dot| had(&self.dots[*dot])).collect()
        })
    }

    /// Which part each dot goes back to, where a split undoes a merger.
    #[allow(clippy::type_complexity, reason = "a test")]
    fn restored(
        &self,
        whole: &str,
        parts: &[&str],
        after: &Governance,
        step: usize,
    ) -> Option<Box<dyn Fn(&Dot) -> String>> {
        let all: Vec<usize> =
            (0..self.dots.len()).filter(|dot| self.dots[*dot].holders[step - 1].as_deref() == Some(whole)).collect();
        let mut of_part: BTreeMap<usize, String> = BTreeMap::new();
        for part in parts {
            let is_within = |dots: &Vec<usize>| dots.iter().all(|dot| all.contains(dot));
            let former = self.former(after.node(part)?, step).find(is_within)?;
            for dot in former {
                if of_part.insert(dot, (*part).to_owned()).is_some() {
                    return None;
                }
            }
        }
        (of_part.len() == all.len()).then_some(())?;
        let by_past: BTreeMap<Vec<Option<String>>, String> =
            of_part.into_iter().map(|(dot, part)| (self.dots[dot].holders.clone(), part)).collect();
        Some(Box::new(move |dot: &Dot| by_past[&dot.holders].clone()))
    }

    /// Where figures of a node go, by where its dots are; each with its share.
    fn row(&self, node: Node<'_>, [from, to]: [usize; 2]) -> BTreeMap<String, Households> {
        let (before, after) = (&self.maps[from], &self.maps[to]);
        let level = |node: Node<'_>| LEVELS.iter().position(|kind| *kind == node.kind());
        let mut row: BTreeMap<String, Households> = BTreeMap::new();
        for dot in &self.dots {
            let Some(holder) = dot.holders[from].as_ref().and_then(|code| before.node(code)) else { continue };
            if !node.holds(holder) {
                continue;
            }
            // What ended counts for the street that contained it.
            let now = dot.holders[to].as_ref().and_then(|code| after.node(code));
            let street = || after.node(holder.parent().expect("a street").code()).expect("streets stay");
            let now = now.unwrap_or_else(street);
            let target = std::iter::once(now).chain(now.ancestors()).find(|above| level(*above) >= level(node));
            *row.entry(target.expect("it stands in one").code().to_owned()).or_insert_with(Ratio::zero) +=
                &dot.households;
        }
        let whole: Households = row.values().sum();
        for share in row.values_mut() {
            *share /= &whole;
        }
        row
    }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn figures_go_where_the_dots_went(
        plans in prop::collection::vec((plan(), prop::bool::weighted(0.3)), 1..13), figure in 1..5000_i64,
    ) {
        let mut judge = Judge::new();
        let mut history = History::new(base(), day(0))?;
        for (plan, is_same_day) in &plans {
            judge.carry_out(plan, *is_same_day);
        }
        for set in &judge.sets {
            history.change(set.clone())?;
        }
        // The last step of each day, with the day.
        let mut steps: BTreeMap<Date, usize> = BTreeMap::from([(day(0), 0)]);
        steps.extend(judge.sets.iter().zip(1..).map(|(set, step)| (set.effective, step)));
        prop_assert_eq!(history.versions().len(), steps.len());
        for (then, from) in &steps {
            for (now, to) in &steps {
                let crosswalk = history.crosswalk(*then, *now)?;
                let nodes = LEVELS.iter().flat_map(|kind| judge.maps[*from].nodes_of_kind(*kind));
                let mut codes = Vec::new();
                for node in nodes {
                    let row = crosswalk.row(node.code()).expect("every code is known");
                    let shown = |of: &Households| if of.is_one() { "1".to_owned() } else { of.to_string() };
                    let found: BTreeMap<String, String> =
                        row.parts().map(|(code, weight)| (code.to_owned(), weight.to_string())).collect();
                    let expected: BTreeMap<String, String> =
                        judge.row(node, [*from, *to]).into_iter().map(|(code, share)| (code, shown(&share))).collect();
                    prop_assert_eq!(&found, &expected, "{} from {} to {}\n{:#?}", node.code(), then, now, &judge.sets);
                    prop_assert_eq!(row.is_estimate(), expected.len() > 1);
                    codes.push((node.code().to_owned(), figure));
                }
                let total: i64 = codes.iter().map(|(_, figure)| figure).sum();
                let rebased = crosswalk.rebase(codes)?;
                prop_assert_eq!(rebased.total(), Ok(total.into()), "to the last unit");
            }
        }
    }
}
