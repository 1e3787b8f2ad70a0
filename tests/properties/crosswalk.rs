//! Crosswalks: exact weights and totals, compared with a naive oracle that has fractions of 128 bits.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::change::{Crosswalk, Lineage, Successors, Weight, Weighting};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::measure::Decimal;
use gridgov::testing;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::config;

const CODES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A crosswalk from all of the codes to some of them. Amounts are small, so that composing does not overflow.
fn crosswalks() -> impl Strategy<Value = Crosswalk> {
    let row = prop::collection::btree_map(prop::sample::select(&CODES[..]), 0..12_u64, 1..4);
    prop::collection::vec(row, CODES.len()).prop_map(|rows| {
        let rows = CODES.iter().zip(rows).flat_map(|(from, mut parts)| {
            // At least one amount is above zero.
            if parts.values().all(|amount| *amount == 0) {
                for amount in parts.values_mut() {
                    *amount = 1;
                }
            }
            parts.into_iter().map(move |(to, amount)| (*from, to, amount)).collect::<Vec<_>>()
        });
        Crosswalk::of_amounts(rows).expect("small amounts fit")
    })
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// An exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ratio(i128, i128);

impl Ratio {
    fn new(a: i128, b: i128) -> Self {
        let divisor = gcd(a, b).max(1);
        Self(a / divisor, b / divisor)
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }

    fn floor(self) -> i128 {
        self.0.div_euclid(self.1)
    }
}

fn ratio(weight: &Weight) -> Ratio {
    let number = |number: Option<u64>| number.expect("small amounts").into();
    Ratio::new(number(weight.numerator()), number(weight.denominator()))
}

type Matrix = BTreeMap<(String, String), Ratio>;

fn matrix(crosswalk: &Crosswalk) -> Matrix {
    let mut matrix = Matrix::new();
    for row in crosswalk.rows() {
        for (to, weight) in row.parts() {
            matrix.insert((row.from().to_owned(), to.to_owned()), ratio(&weight));
        }
    }
    matrix
}

/// The weights of all paths from an old to a new code.
fn product(first: &Matrix, second: &Matrix) -> Matrix {
    let mut product = Matrix::new();
    for ((from, through), one) in first {
        for ((_, to), other) in second.iter().filter(|((start, _), _)| start == through) {
            let sum = product.entry((from.clone(), to.clone())).or_insert(Ratio(0, 1));
            *sum = sum.plus(one.times(*other));
        }
    }
    product
}

/// The largest remainder method, literally: round toward zero, then give one unit at a time to the largest remainder.
fn by_largest_remainder(number: i64, row: Successors<'_>) -> BTreeMap<String, i64> {
    let magnitude = i128::from(number).abs();
    let quotas: Vec<(String, Ratio)> =
        row.parts().map(|(to, weight)| (to.to_owned(), ratio(&weight).times(Ratio(magnitude, 1)))).collect();
    let mut parts: BTreeMap<String, i128> = quotas.iter().map(|(to, quota)| (to.clone(), quota.floor())).collect();
    while parts.values().sum::<i128>() < magnitude {
        let missing = |(to, quota): &(String, Ratio)| quota.plus(Ratio(-parts[to], 1));
        let mut best = &quotas[0];
        for other in &quotas[1..] {
            let (one, two) = (missing(best), missing(other));
            if two.0 * one.1 > one.0 * two.1 {
                best = other;
            }
        }
        let winner = best.0.clone();
        *parts.get_mut(&winner).expect("it is a part") += 1;
    }
    let sign = if number < 0 { -1 } else { 1 };
    parts.into_iter().map(|(to, part)| (to, i64::try_from(sign * part).expect("a part of an i64"))).collect()
}

fn figures() -> impl Strategy<Value = Vec<(&'static str, i64)>> {
    let figure = prop_oneof![Just(0), -30..30_i64, any::<i32>().prop_map(i64::from)];
    prop::collection::btree_map(prop::sample::select(&CODES[..]), figure, 0..=CODES.len())
        .prop_map(|figures| figures.into_iter().collect::<Vec<_>>())
}

fn total<'a>(figures: impl IntoIterator<Item = &'a (&'static str, i64)>) -> Decimal {
    figures.into_iter().map(|(_, figure)| figure).sum::<i64>().into()
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn weights_sum_to_one(crosswalk in crosswalks(), next in crosswalks()) {
        let composed = crosswalk.then(&next)?;
        for row in crosswalk.rows().chain(composed.rows()) {
            let sum = row.parts().fold(Ratio(0, 1), |sum, (_, weight)| {
                sum.plus(ratio(&weight))
            });
            prop_assert_eq!(sum, Ratio(1, 1));
            prop_assert_eq!(row.is_estimate(), row.parts().count() > 1);
        }
    }

    #[test]
    fn composing_is_multiplying(one in crosswalks(), two in crosswalks(), three in crosswalks()) {
        let both = one.then(&two)?;
        prop_assert_eq!(matrix(&both), product(&matrix(&one), &matrix(&two)));
        // Composition is associative, and an unchanged map is its neutral element.
        prop_assert_eq!(both.then(&three)?, one.then(&two.then(&three)?)?);
        let identity = Crosswalk::identity(CODES);
        prop_assert_eq!(&identity.then(&one)?, &one);
        prop_assert_eq!(&one.then(&identity)?, &one);
    }

    #[test]
    fn figures_are_divided_as_the_judge_divides(crosswalk in crosswalks(), figures in figures()) {
        let mut expected: BTreeMap<String, (i64, bool)> = BTreeMap::new();
        for (code, figure) in &figures {
            let row = crosswalk.row(code).expect("it knows all codes");
            for (to, part) in by_largest_remainder(*figure, row) {
                let sum = expected.entry(to).or_default();
                *sum = (sum.0 + part, sum.1 | row.is_estimate());
            }
        }
        let rebased = crosswalk.rebase(figures.iter().copied())?;
        let found: BTreeMap<String, (i64, bool)> =
            rebased.iter().map(|(code, of)| (code.to_owned(), (of.value.units(), of.is_estimate))).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(rebased.total(), Ok(total(&figures)), "to the last unit");
        let reversed = crosswalk.rebase(figures.iter().rev().copied())?;
        prop_assert_eq!(&reversed, &rebased, "in whatever order they come");
        for part in CODES {
            let alone = crosswalk.rebase_total(figures.iter().copied(), |code| code == part)?;
            prop_assert_eq!(alone.map(|of| of.value), rebased.get(part).map(|of| of.value));
        }
        let all = crosswalk.rebase_total(figures.iter().copied(), |_| true)?;
        prop_assert!(all.is_none_or(|all| all.value == total(&figures) && !all.is_estimate));
    }

    #[test]
    fn what_is_written_is_read_back(crosswalk in crosswalks(), next in crosswalks()) {
        for crosswalk in [crosswalk.clone(), crosswalk.then(&next)?] {
            let json = serde_json::to_string(&crosswalk).unwrap();
            prop_assert_eq!(serde_json::from_str::<Crosswalk>(&json).unwrap(), crosswalk);
        }
    }

    #[test]
    fn unknown_codes_are_all_named(crosswalk in crosswalks(), codes in prop::collection::btree_set("[A-K]", 1..8)) {
        let unknown: Vec<&String> = codes.iter().filter(|code| !CODES.contains(&code.as_str())).collect();
        match crosswalk.rebase(codes.iter().map(|code| (code, 1))) {
            Ok(_) => prop_assert!(unknown.is_empty()),
            Err(errors) => prop_assert_eq!(errors.iter().len(), unknown.len()),
        }
    }
}

/// A step that changes a map; a step that is not possible is skipped.
#[derive(Debug, Clone)]
enum Step {
    Move(Index, Index),
    Recode(Index),
    Split(Index, u64),
    Merge(Index, Index),
    Close(Index),
    Add(Index, Index),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = any::<Index>;
    let step = prop_oneof![
        3 => (at(), at()).prop_map(|(node, to)| Step::Move(node, to)),
        1 => at().prop_map(Step::Recode),
        2 => (at(), any::<u64>()).prop_map(|(node, which)| Step::Split(node, which)),
        2 => (at(), at()).prop_map(|(one, other)| Step::Merge(one, other)),
        1 => at().prop_map(Step::Close),
        1 => (at(), at()).prop_map(|(above, kind)| Step::Add(above, kind)),
    ];
    prop::collection::vec(step, 0..6)
}

/// Two maps, and which new nodes each old node became.
struct Redrawn {
    old: Governance,
    new: Governance,
    became: BTreeMap<String, BTreeSet<String>>,
}

impl Redrawn {
    fn lineage(&self) -> Lineage {
        let mut lineage = Lineage::default();
        for (old, new) in &self.became {
            lineage.ended(old);
            for new in new {
                lineage.became(old, new);
            }
        }
        lineage
    }
}

fn rename(ledger: &mut Ledger, from: &str, to: &str) {
    let codes = ledger.nodes.iter_mut().flat_map(|row| std::iter::once(&mut row.code).chain(&mut row.parent));
    codes.filter(|code| *code == from).for_each(|code| to.clone_into(code));
}

/// Carries out the steps on the rows, at most one for each old node, so that it is clear what the node became.
fn redraw(ledger: &Ledger, steps: &[Step]) -> Option<Redrawn> {
    let old = Governance::build(ledger).expect("a valid ledger");
    let mut now = ledger.clone();
    now.links.clear();
    let mut became: BTreeMap<String, BTreeSet<String>> =
        ledger.nodes.iter().map(|row| (row.code.clone(), BTreeSet::from([row.code.clone()]))).collect();
    let mut touched: BTreeSet<String> = BTreeSet::new();
    let kind = |row: &NodeRow| *row.kind.known().expect("a valid ledger");
    for (number, step) in steps.iter().enumerate() {
        let row = |now: &Ledger, at: &Index| (!now.nodes.is_empty()).then(|| at.index(now.nodes.len()));
        let new_code = format!("新-{number}");
        match step {
            Step::Move(node, to) => {
                let (Some(node), Some(to)) = (row(&now, node), row(&now, to)) else { continue };
                let before = now.clone();
                now.nodes[node].parent = Some(now.nodes[to].code.clone());
                if Governance::build(&now).is_err() {
                    now = before;
                }
            }
            Step::Recode(at) => {
                let Some(at) = row(&now, at) else { continue };
                let code = now.nodes[at].code.clone();
                if became.contains_key(&code) && touched.insert(code.clone()) {
                    rename(&mut now, &code, &new_code);
                    became.insert(code, BTreeSet::from([new_code]));
                }
            }
            Step::Split(at, which) => {
                let Some(at) = row(&now, at) else { continue };
                let whole = now.nodes[at].clone();
                if !kind(&whole).is_territory()
                    || !became.contains_key(&whole.code)
                    || !touched.insert(whole.code.clone())
                {
                    continue;
                }
                let (one, two) = (format!("{new_code}-1"), format!("{new_code}-2"));
                for (bit, child) in
                    now.nodes.iter_mut().filter(|row| row.parent.as_ref() == Some(&whole.code)).enumerate()
                {
                    child.parent = Some(if which >> (bit % 64) & 1 == 0 { one.clone() } else { two.clone() });
                }
                became.insert(whole.code.clone(), BTreeSet::from([one.clone(), two.clone()]));
                now.nodes[at].code = one;
                let mut second = whole;
                second.code = two;
                now.nodes.push(second);
            }
            Step::Merge(one, other) => {
                let (Some(one), Some(other)) = (row(&now, one), row(&now, other)) else { continue };
                let (into, from) = (now.nodes[one].clone(), now.nodes[other].clone());
                let is_possible = kind(&into) == kind(&from)
                    && kind(&into).is_territory()
                    && into.code != from.code
                    && [&into, &from].iter().all(|row| became.contains_key(&row.code) && !touched.contains(&row.code));
                if is_possible {
                    touched.extend([into.code.clone(), from.code.clone()]);
                    rename(&mut now, &from.code, &into.code);
                    now.nodes.remove(other);
                    became.insert(from.code, BTreeSet::from([into.code]));
                }
            }
            Step::Close(at) => {
                let Some(at) = row(&now, at) else { continue };
                let code = now.nodes[at].code.clone();
                let is_empty = !now.nodes.iter().any(|row| row.parent.as_ref() == Some(&code));
                if is_empty && became.contains_key(&code) && touched.insert(code.clone()) {
                    now.nodes.remove(at);
                    became.insert(code, BTreeSet::new());
                }
            }
            Step::Add(above, of) => {
                let Some(above) = row(&now, above) else { continue };
                let kinds = kind(&now.nodes[above]).contains();
                if !kinds.is_empty() {
                    let of: Kind = *of.get(kinds);
                    now.nodes.push(NodeRow::new(of, new_code, "").with_parent(now.nodes[above].code.clone()));
                }
            }
        }
    }
    // A merger may join two nodes of which one is below the other.
    let new = Governance::build(&now).ok()?;
    Some(Redrawn { old, new, became })
}

pub fn below(node: Node<'_>) -> BTreeSet<&str> {
    std::iter::once(node).chain(node.descendants()).map(Node::code).collect()
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn totals_stay_at_every_node_whose_boundary_did_not_change(
        ledger in testing::ledgers_of(40),
        steps in steps(),
        numbers in prop::collection::vec(-50..50_i64, 40),
        weighting in prop::sample::select(vec![Weighting::Households, Weighting::Places, Weighting::Equal]),
    ) {
        let Some(redrawn) = redraw(&ledger, &steps) else { return Ok(()) };
        let Redrawn { old, new, became } = &redrawn;
        let (there, back) = Crosswalk::both_ways(old, new, &redrawn.lineage(), &weighting)?;
        prop_assert_eq!(there.len(), old.node_count());
        prop_assert_eq!(back.len(), new.node_count());
        for (crosswalk, from, to) in [(&there, old, new), (&back, new, old)] {
            for row in crosswalk.rows() {
                prop_assert!(from.node(row.from()).is_some());
                prop_assert!(row.parts().all(|(code, _)| to.node(code).is_some()));
            }
        }
        let leads_somewhere = |code: &str| there.row(code).is_some_and(|row| row.parts().next().is_some());
        let figures: BTreeMap<&str, i64> = old.nodes().map(Node::code).zip(numbers).collect();
        let carried = || figures.iter().filter(|(code, _)| leads_somewhere(code)).map(|(code, figure)| (*code, *figure));
        let rebased = there.rebase(carried())?;
        let kept: i64 = carried().map(|(_, figure)| figure).sum();
        prop_assert_eq!(rebased.total(), Ok(kept.into()));

        let mut unchanged = 0;
        for node in old.territories() {
            let Some(now) = became[node.code()].first().filter(|_| became[node.code()].len() == 1) else { continue };
            let now = new.node(now).expect("it became that");
            let (before, after) = (below(node), below(now));
            let is_unchanged = became.iter().all(|(code, parts)| {
                before.contains(code.as_str()) == parts.iter().any(|part| after.contains(part.as_str()))
                    || parts.is_empty()
            }) && became.iter().all(|(code, parts)| {
                !before.contains(code.as_str()) || parts.iter().all(|part| after.contains(part.as_str()))
            });
            if is_unchanged {
                unchanged += 1;
                let total: i64 = figures.iter().filter(|(code, _)| before.contains(*code)).map(|(_, of)| of).sum();
                let found = there.rebase_total(carried(), |code| after.contains(code))?.expect("it has figures itself");
                prop_assert_eq!(found.value, Decimal::from(total), "{}", node.code());
                prop_assert!(!found.is_estimate, "{}", node.code());
            }
        }
        prop_assert!(unchanged > 0 || !steps.is_empty() || old.territories().len() == 0);
    }

    #[test]
    fn there_and_back_is_the_identity_where_nothing_was_divided(ledger in testing::ledgers_of(30), steps in steps()) {
        let Some(redrawn) = redraw(&ledger, &steps) else { return Ok(()) };
        let Redrawn { old, new, became } = &redrawn;
        let (there, back) = Crosswalk::both_ways(old, new, &redrawn.lineage(), &Weighting::Equal)?;
        let mut came_from: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (old, new) in became {
            for new in new {
                came_from.entry(new.clone()).or_default().insert(old.clone());
            }
        }
        for (crosswalk, [from, to], became) in [(&there, [old, new], became), (&back, [new, old], &came_from)] {
            for row in crosswalk.rows() {
                let parts: Vec<&str> = row.parts().map(|(code, _)| code).collect();
                let now: Vec<&str> = became.get(row.from()).into_iter().flatten().map(String::as_str).collect();
                if let ([part], [now]) = (&parts[..], &now[..])
                    && part != now
                {
                    // It leads to another node only where all lowest grids that stood in it stand elsewhere.
                    let left = below(to.node(now).expect("it became that"));
                    let then = from.node(row.from()).expect("a row of the map");
                    let is_grid = |node: &Node<'_>| node.kind().is_territory();
                    let lowest = then.descendants().filter(|node| is_grid(node) && !node.children().any(|of| is_grid(&of)));
                    let of_grid = |grid: Node<'_>| became.get(grid.code()).into_iter().flatten();
                    let mut now = lowest.flat_map(of_grid);
                    prop_assert!(now.all(|code| !left.contains(code.as_str())), "{row}");
                }
            }
        }
        for row in there.rows() {
            let parts: Vec<_> = row.parts().map(|(code, _)| code).collect();
            let ([only], [now]) = (&parts[..], &became[row.from()].iter().collect::<Vec<_>>()[..]) else { continue };
            if only == now && came_from[*now].len() == 1 {
                let returned = back.row(only).expect("every new code is known");
                let is_whole = returned.parts().all(|(code, _)| code == row.from());
                // What got all its grids from another node leads back to that.
                let got_grids = below(new.node(now).expect("it became that")).into_iter().any(|code| {
                    came_from.get(code).into_iter().flatten().any(|of| !below(old.node(row.from()).expect("a row")).contains(of.as_str()))
                });
                prop_assert!(is_whole || got_grids, "{row} and {returned}");
            }
        }
    }
}
