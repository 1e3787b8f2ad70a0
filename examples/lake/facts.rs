//! Facts that are made up: who was somewhere, on which day, and for how long.

use std::ops::Range;

use gridgov::date::Date;
use gridgov::governance::{Governance, Node};
use gridgov::kind::Family;
use gridgov::table::FactRows;

/// The first day, in the middle of a year, so that there are two years, three half-years and five quarters.
const FIRST: (u16, u8, u8) = (2023, 7, 1);
const DAYS: u64 = 366;

/// The classes of facts; the last is none.
pub(crate) const CLASSES: [Option<&str>; 4] = [Some("patrol"), Some("dispute"), Some("request"), None];

/// How many facts are handed on at a time.
const BATCH: usize = 1 << 16;

/// A fact at a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fact {
    /// The number of the node, in pre-order.
    pub node: u32,
    /// Its place in the list of days.
    pub day: u16,
    /// Its place in the list of classes.
    pub class: u8,
    pub minutes: Option<i32>,
    pub allowed: Option<i32>,
}

/// Facts in the order in which they were made.
#[derive(Debug)]
pub(crate) struct MadeUp {
    pub facts: Vec<Fact>,
    /// The days of a year.
    pub days: Vec<Date>,
}

/// Numbers that look random and depend on a seed only (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below a bound that is not 0.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}

impl MadeUp {
    /// The columns that are added up.
    pub(crate) const MEASURES: [&'static str; 2] = ["minutes", "allowed"];

    /// As many facts as are asked for, at areas, grids and places. A graph without any has no facts.
    pub(crate) fn new(governance: &Governance, count: u64, seed: u64) -> Self {
        let is_ground = |family: Family| matches!(family, Family::Area | Family::Grid | Family::Place);
        let nodes = governance.nodes().zip(0..);
        let ground: Vec<u32> =
            nodes.filter(|(node, _)| is_ground(node.kind().family())).map(|(_, number)| number).collect();
        let mut numbers = Numbers(seed);
        let count = if ground.is_empty() { 0 } else { count };
        let fact = |numbers: &mut Numbers| {
            // Some have many facts and most have few, as in a city: the lesser of two numbers.
            let bound = ground.len() as u64;
            let node = ground[numbers.below(bound).min(numbers.below(bound)) as usize];
            let amount = |numbers: &mut Numbers| (numbers.below(8) > 0).then(|| numbers.below(600) as i32);
            Fact {
                node,
                day: numbers.below(DAYS) as u16,
                class: numbers.below(CLASSES.len() as u64) as u8,
                minutes: amount(numbers),
                allowed: amount(numbers),
            }
        };
        Self { facts: (0..count).map(|_| fact(&mut numbers)).collect(), days: days() }
    }

    /// The facts as rows of a file.
    pub(crate) fn batches<'a>(&'a self, governance: &'a Governance) -> impl Iterator<Item = FactRows> + 'a {
        let codes: Vec<&str> = governance.nodes().map(Node::code).collect();
        // Without facts there is one batch without rows, which still has the columns.
        let batches = self.facts.len().div_ceil(BATCH).max(1);
        (0..batches).map(move |at| {
            let facts = &self.facts[at * BATCH..self.facts.len().min((at + 1) * BATCH)];
            FactRows::new()
                .with_texts("node", facts.iter().map(|fact| Some(codes[fact.node as usize])))
                .with_days("day", facts.iter().map(|fact| Some(self.days[usize::from(fact.day)])))
                .with_texts("class", facts.iter().map(|fact| CLASSES[usize::from(fact.class)]))
                .with_integers("minutes", facts.iter().map(|fact| fact.minutes.map(Into::into)))
                .with_integers("allowed", facts.iter().map(|fact| fact.allowed.map(Into::into)))
        })
    }

    /// The facts in the order of the nodes, and where those of each node stand.
    pub(crate) fn by_node(mut self, governance: &Governance) -> ByNode {
        self.facts.sort_by_key(|fact| fact.node);
        let mut starts = vec![0; governance.node_count() + 1];
        for fact in &self.facts {
            starts[fact.node as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        ByNode { facts: self.facts, days: self.days, starts }
    }
}

/// Facts, found by their nodes.
#[derive(Debug)]
pub(crate) struct ByNode {
    facts: Vec<Fact>,
    pub days: Vec<Date>,
    starts: Vec<usize>,
}

impl ByNode {
    /// The facts at a node itself.
    pub(crate) fn at(&self, node: u32) -> &[Fact] {
        self.within(node..node + 1)
    }

    /// The facts at nodes of a range.
    pub(crate) fn within(&self, nodes: Range<u32>) -> &[Fact] {
        &self.facts[self.starts[nodes.start as usize]..self.starts[nodes.end as usize]]
    }
}

fn days() -> Vec<Date> {
    let (mut year, mut month, mut day) = FIRST;
    let mut days = Vec::with_capacity(DAYS as usize);
    while days.len() < DAYS as usize {
        match Date::new(year, month, day) {
            Some(date) => {
                days.push(date);
                day += 1;
            }
            None if month < 12 => (month, day) = (month + 1, 1),
            None => (year, month, day) = (year + 1, 1, 1),
        }
    }
    days
}
