//! The same nodes for this crate and for its peers.

use std::borrow::Borrow;
use std::collections::HashMap;

use gridgov::governance::{Builder, Governance};
use gridgov::kind::Kind;
use gridgov::ledger::Ledger;
use gridgov::measure::Decimal;
use gridgov::rollup::{CountByKind, Counting, Home, Sum};
use gridgov::set::Counts;

use crate::synthetic;

/// Sub-districts of some 1,730 nodes each: 177 thousand, 1.7 million and 17 million nodes.
pub const SIZES: [usize; 3] = [102, 1_000, 10_000];

/// The kinds that occur.
pub const KINDS: [Kind; 10] = [
    Kind::Subdistrict,
    Kind::SecondGrid,
    Kind::ThirdGrid,
    Kind::DedicatedGrid,
    Kind::MicroGrid,
    Kind::Compound,
    Kind::Building,
    Kind::Enterprise,
    Kind::Shop,
    Kind::School,
];

/// A node as a peer's user would keep it.
#[derive(Debug, Clone, Copy)]
pub struct Flat {
    /// The place of its kind in [`KINDS`].
    pub kind: u8,
    /// The node above; `u32::MAX` for a root.
    pub parent: u32,
    pub households: i64,
    pub floor_area: i64,
}

impl Flat {
    pub fn is_territory(&self) -> bool {
        KINDS[self.kind as usize].is_territory()
    }
}

/// What every area and grid shall get: counts of all kinds and two sums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub counts: [u32; KINDS.len()],
    pub households: i64,
    pub floor_area: i64,
}

impl Totals {
    pub fn add_node(&mut self, node: &Flat) {
        self.counts[node.kind as usize] += 1;
        self.households = self.households.checked_add(node.households).expect("no overflow");
        self.floor_area = self.floor_area.checked_add(node.floor_area).expect("no overflow");
    }

    pub fn merge(&mut self, part: &Self) {
        for (total, part) in self.counts.iter_mut().zip(part.counts) {
            *total += part;
        }
        self.households = self.households.checked_add(part.households).expect("no overflow");
        self.floor_area = self.floor_area.checked_add(part.floor_area).expect("no overflow");
    }
}

fn sub_district(at: usize, shape: synthetic::Shape) -> Ledger {
    synthetic::subdistrict(&format!("{:09}", 100_000_000 + at), "街道", None, shape, at as u64)
}

/// Builds so many synthetic sub-districts with Party organisations and grid heads: whom questions are asked of.
pub fn staffed_sub_districts(number: usize) -> Governance {
    let mut builder = Builder::new();
    for at in 0..number {
        builder.add(&sub_district(at, synthetic::STAFFED));
    }
    builder.finish().expect("synthetic ledgers are valid")
}

/// Builds so many synthetic sub-districts, and the same nodes flat, in the order of their rows.
pub fn sub_districts(number: usize) -> (Governance, Vec<Flat>) {
    let mut builder = Builder::new();
    let mut flat = Vec::new();
    for at in 0..number {
        let ledger = sub_district(at, synthetic::PLAIN);
        builder.add(&ledger);
        let first = flat.len() as u32;
        let mut places: HashMap<&str, u32> = HashMap::new();
        for (row, at) in ledger.nodes.iter().zip(first..) {
            let kind = row.kind.known().expect("a valid kind");
            let units =
                |measure| row.measures.get(measure).and_then(|value| value.known()).map_or(0, |value| value.units());
            flat.push(Flat {
                kind: KINDS.iter().position(|other| other == kind).expect("one of the ten") as u8,
                parent: row.parent.as_deref().map_or(u32::MAX, |parent| places[parent]),
                households: units("households"),
                floor_area: units("floor_area"),
            });
            if kind.is_territory() {
                places.insert(&row.code, at);
            }
        }
    }
    (builder.finish().expect("synthetic ledgers are valid"), flat)
}

/// What this crate gives, as the peers' totals.
type Answer = (Counts, (Option<Decimal>, Option<Decimal>));

/// The peers add up columns of numbers, in which nothing is 0.
fn units(sum: Option<Decimal>) -> i64 {
    sum.map_or(0, Decimal::units)
}

fn totals((counts, (households, floor_area)): Answer) -> Totals {
    Totals {
        counts: KINDS.map(|kind| counts[kind] as u32),
        households: units(households),
        floor_area: units(floor_area),
    }
}

fn sums(governance: &Governance) -> (Sum<'_>, Sum<'_>) {
    (governance.sum_of("households").expect("a measure"), governance.sum_of("floor_area").expect("a measure"))
}

/// Rolls up and copies all answers out, in pre-order.
pub fn totals_of(governance: &Governance) -> Vec<Totals> {
    let answers = governance.roll_up(Home, (CountByKind, sums(governance))).expect("no overflow");
    answers.iter().map(|(_, answer)| totals(answer)).collect()
}

/// Rolls up and reads all answers, every number of each.
pub fn checksum_of<C: Counting>(governance: &Governance, counting: C) -> Checksum {
    let answers = governance.roll_up(counting, (CountByKind, sums(governance))).expect("no overflow");
    checksum(answers.iter().map(|(_, answer)| totals(answer)))
}

/// What depends on each total and not on their order: the peers number nodes by rows.
pub type Checksum = (usize, Totals, i64);

pub fn checksum(totals: impl Iterator<Item = impl Borrow<Totals>>) -> Checksum {
    let (mut number, mut sum, mut mixed) = (0, Totals::default(), 0_i64);
    for total in totals {
        let total = total.borrow();
        number += 1;
        for (all, count) in sum.counts.iter_mut().zip(total.counts) {
            *all = all.wrapping_add(count);
        }
        sum.households = sum.households.wrapping_add(total.households);
        sum.floor_area = sum.floor_area.wrapping_add(total.floor_area);
        let weight = i64::from(total.counts[KINDS.len() - 1]).wrapping_mul(31) ^ total.households;
        mixed = mixed.wrapping_add(weight.wrapping_mul(total.floor_area));
    }
    (number, sum, mixed)
}
