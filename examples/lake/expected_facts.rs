//! The texts over facts, each with the crate's own answer.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::ops::Range;

use gridgov::date::Date;
use gridgov::governance::{Governance, Node};
use gridgov::measure::OverflowError;
use gridgov::rollup::{Aggregate, Home};
use gridgov::table::sql::{Facts, Period, Texts};

use super::super::answer::Answer;
use super::super::facts::{ByNode, CLASSES, Fact, MadeUp};
use super::{Asked, all_of_it, lowest, samples, unit_of};

/// How facts are divided: by periods of a length, and by class.
#[derive(Debug, Clone, Copy)]
struct Divided {
    period: Option<Period>,
    by_class: bool,
}

/// The period and the class of facts; `None` where they are not divided by it.
type Key = (Option<u32>, Option<u8>);

/// What is known of some facts.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    facts: u64,
    minutes: Option<i64>,
    allowed: Option<i64>,
    /// How many facts have both, and the sums over these.
    both: (u64, i64, i64),
}

/// Facts as an aggregate of the crate: each node stands for the facts at it.
struct OfFacts<'a> {
    facts: &'a ByNode,
    /// The number of each node, by its code.
    numbers: &'a HashMap<&'a str, u32>,
    divided: Divided,
}

impl Aggregate for OfFacts<'_> {
    type Value = BTreeMap<Key, Tally>;
    type Answer = BTreeMap<Key, Tally>;

    fn empty(&self) -> Self::Value {
        BTreeMap::new()
    }

    fn add_node(&self, total: &mut Self::Value, node: Node<'_>) -> Result<(), OverflowError> {
        for fact in self.facts.at(self.numbers[node.code()]) {
            total.entry(self.divided.key(fact, &self.facts.days)).or_default().add(&Tally::of(fact));
        }
        Ok(())
    }

    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
        for (key, tally) in part {
            total.entry(*key).or_default().add(tally);
        }
        Ok(())
    }

    fn answer(&self, total: &Self::Value) -> Self::Answer {
        total.clone()
    }
}

impl Tally {
    fn of(fact: &Fact) -> Self {
        let (minutes, allowed) = (fact.minutes.map(i64::from), fact.allowed.map(i64::from));
        let both = minutes.zip(allowed).map_or((0, 0, 0), |(minutes, allowed)| (1, minutes, allowed));
        Self { facts: 1, minutes, allowed, both }
    }

    fn add(&mut self, other: &Self) {
        let sum = |one: Option<i64>, other: Option<i64>| match (one, other) {
            (Some(one), Some(other)) => Some(one + other),
            (one, other) => one.or(other),
        };
        self.facts += other.facts;
        self.minutes = sum(self.minutes, other.minutes);
        self.allowed = sum(self.allowed, other.allowed);
        self.both.0 += other.both.0;
        self.both.1 += other.both.1;
        self.both.2 += other.both.2;
    }

    fn sums(self) -> Vec<String> {
        let value = |sum: Option<i64>| sum.map_or_else(String::new, |sum| sum.to_string());
        vec![self.facts.to_string(), value(self.minutes), value(self.allowed)]
    }

    /// `None` where no fact has both.
    fn rate(self) -> Option<Vec<String>> {
        let (facts, minutes, allowed) = self.both;
        (facts > 0).then(|| vec![facts.to_string(), minutes.to_string(), allowed.to_string()])
    }
}

impl Divided {
    fn key(self, fact: &Fact, days: &[Date]) -> Key {
        let period = self.period.map(|length| number(days[usize::from(fact.day)], length));
        (period, self.by_class.then_some(fact.class))
    }

    /// The facts at nodes of a range. An answer that is not divided has a row even of nothing.
    fn tallies(self, facts: &ByNode, nodes: Range<u32>) -> BTreeMap<Key, Tally> {
        let mut tallies = BTreeMap::new();
        if self.period.is_none() && !self.by_class {
            tallies.insert((None, None), Tally::default());
        }
        for fact in facts.within(nodes) {
            tallies.entry(self.key(fact, &facts.days)).or_default().add(&Tally::of(fact));
        }
        tallies
    }

    /// The facts as the texts are told of them.
    fn columns(self) -> Result<Facts, Box<dyn Error>> {
        let mut facts = MadeUp::MEASURES.iter().try_fold(Facts::new(), |facts, name| facts.with_measure(*name))?;
        if let Some(length) = self.period {
            facts = facts.with_period("day", length)?;
        }
        Ok(if self.by_class { facts.with_key("class")? } else { facts })
    }

    /// The headings of an answer: before what is counted, and what is counted.
    fn headings<'a>(self, unit: &[&'a str], values: &[&'a str]) -> Vec<&'a str> {
        let period = self.period.map(|_| "period");
        let class = self.by_class.then_some("class");
        unit.iter().copied().chain(period).chain(class).chain(values.iter().copied()).collect()
    }

    fn cells((period, class): Key) -> Vec<String> {
        let class = class.map(|class| CLASSES[usize::from(class)].unwrap_or_default().to_owned());
        period.map(|period| period.to_string()).into_iter().chain(class).collect()
    }
}

/// The number of the period in which a day lies.
fn number(date: Date, length: Period) -> u32 {
    let (year, month, day) = (u32::from(date.year()), u32::from(date.month()), u32::from(date.day()));
    match length {
        Period::Day => year * 10_000 + month * 100 + day,
        Period::Month => year * 100 + month,
        Period::Quarter => year * 10 + month.div_ceil(3),
        Period::HalfYear => year * 10 + month.div_ceil(6),
        _ => year,
    }
}

const UNIT: [&str; 2] = ["level", "unit"];
const SUMS: [&str; 3] = ["facts", "minutes", "allowed"];

/// Facts at every level at once and at the top and the lowest alone, in subtrees, and as rates.
pub(super) fn ask(
    governance: &Governance,
    texts: &Texts<'_>,
    facts: &ByNode,
    asked: &mut Vec<Asked>,
) -> Result<(), Box<dyn Error>> {
    let numbers: HashMap<&str, u32> = governance.nodes().map(Node::code).zip(0..).collect();
    for divided in [
        Divided { period: None, by_class: false },
        Divided { period: Some(Period::Month), by_class: false },
        Divided { period: Some(Period::Quarter), by_class: true },
    ] {
        let columns = divided.columns()?;
        let totals = governance.roll_up(Home, OfFacts { facts, numbers: &numbers, divided })?;
        let totals: Vec<_> = totals.iter().collect();
        let rows = |is_asked: &dyn Fn(Node<'_>) -> bool| -> Vec<Vec<String>> {
            let units = totals.iter().filter(|(node, _)| is_asked(*node));
            let cells = units.flat_map(|(node, by_key)| {
                by_key.iter().map(|(key, tally)| [unit_of(*node), Divided::cells(*key), tally.sums()].concat())
            });
            cells.collect()
        };
        let headings = divided.headings(&UNIT, &SUMS);
        let whole = divided.tallies(facts, 0..governance.node_count() as u32);
        let whole = whole.into_iter().map(|(key, tally)| [all_of_it(), Divided::cells(key), tally.sums()].concat());
        let answer = Answer::new(headings.iter().copied(), rows(&|_| true).into_iter().chain(whole));
        asked.push((texts.facts(&columns), answer));
        if let (Some(Period::Month), Some(level)) = (divided.period, lowest(texts)) {
            let answer = Answer::new(headings, rows(&|node| node.kind() == level));
            asked.push((texts.facts_at(level, &columns)?, answer));
        }
        let rates = totals.iter().flat_map(|(node, by_key)| {
            let rates = by_key.iter().filter_map(|(key, tally)| Some((key, tally.rate()?)));
            rates.map(|(key, rate)| [unit_of(*node), Divided::cells(*key), rate].concat())
        });
        let headings = divided.headings(&UNIT, &["facts", "part", "whole"]);
        asked.push((texts.fact_rates(&columns, "minutes", "allowed")?, Answer::new(headings, rates)));
    }
    let samples = samples(governance, texts);
    for node in samples.first().into_iter().chain(samples.get(1..).and_then(<[Node<'_>]>::last)).copied() {
        let first = numbers[node.code()];
        let last = first + node.subtree().len() as u32;
        for (period, by_class) in
            [None].into_iter().chain(Period::ALL.iter().copied().map(Some)).zip([true, false].into_iter().cycle())
        {
            let divided = Divided { period, by_class };
            let rows = divided
                .tallies(facts, first..last)
                .into_iter()
                .map(|(key, tally)| [Divided::cells(key), tally.sums()].concat());
            let answer = Answer::new(divided.headings(&[], &SUMS), rows);
            asked.push((texts.facts_within(node, &divided.columns()?)?, answer));
        }
    }
    Ok(())
}
