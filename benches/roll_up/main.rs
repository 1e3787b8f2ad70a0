//! Roll-ups of all areas and grids, beside peers that do the same work on the same nodes.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench roll_up
//! ```
//!
//! Each answer is checked against the naive way or a peer before anything is timed: a fast wrong answer panics.
//! `SUBDISTRICTS=102,1000` asks for other sizes than 102, 1,000 and 10,000 sub-districts.

mod in_indextree;
mod in_sqlite;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::coverage::Question;
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind, Role};
use gridgov::measure::{Decimal, OverflowError};
use gridgov::rollup::{Aggregate, Count, CountByKind, Counting, Distinct, EveryCover, Home, LiveRollUp, MeasureValues};
use gridgov::set::Counts;
use gridgov_benches::{
    Flat, InPetgraph, SIZES, Totals, checksum, checksum_of, staffed_sub_districts, sub_districts, totals_of,
};

use in_indextree::InIndextree;
use in_sqlite::InSqlite;

type Group<'c> = BenchmarkGroup<'c, criterion::measurement::WallTime>;

fn sizes() -> Vec<usize> {
    let given = std::env::var("SUBDISTRICTS").ok();
    given.map_or(SIZES.to_vec(), |sizes| sizes.split(',').map(|size| size.parse().expect("a number")).collect())
}

fn group<'c>(criterion: &'c mut Criterion, name: &str, nodes: usize) -> Group<'c> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(nodes as u64)).sample_size(10);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group
}

fn roll_ups(criterion: &mut Criterion) {
    for size in sizes() {
        let (governance, flat) = sub_districts(size);
        let nodes = flat.len();
        all_kinds_and_two_sums(&mut group(criterion, "counts and two sums", nodes), &governance, &flat);
        one_sum(&mut group(criterion, "one sum", nodes), &governance, &flat);
        countings(&mut group(criterion, "countings", nodes), &governance);
        own_aggregate(&mut group(criterion, "own aggregate", nodes), &governance);
        one_node(criterion, &governance);
        live(criterion, &governance);
        drop((governance, flat));
        let governance = staffed_sub_districts(size);
        coverage(&mut group(criterion, "coverage", governance.node_count()), &governance);
    }
}

/// From nothing to every answer read.
fn all_kinds_and_two_sums(group: &mut Group<'_>, governance: &Governance, flat: &[Flat]) {
    let nodes = flat.len();
    let expected = checksum(totals_of(governance).iter());
    let bench = |group: &mut Group<'_>, name: &str, totals: &dyn Fn() -> Vec<Totals>| {
        assert_eq!(checksum(totals().iter()), expected, "{name} gives other totals");
        group.bench_function(BenchmarkId::new(name, nodes), |bencher| bencher.iter(totals));
    };
    bench(group, "gridgov, copied out", &|| totals_of(governance));
    assert_eq!(checksum_of(governance, Home), expected);
    group.bench_function(BenchmarkId::new("gridgov", nodes), |bencher| bencher.iter(|| checksum_of(governance, Home)));
    let peer = InPetgraph::new(flat);
    bench(group, "petgraph at its best", &|| peer.totals());
    assert_eq!(checksum(peer.of_territories(&peer.totals_of_all()).iter()), expected, "petgraph gives other totals");
    group.bench_function(BenchmarkId::new("petgraph", nodes), |bencher| bencher.iter(|| peer.totals_of_all()));
    drop(peer);
    let peer = InIndextree::new(flat);
    bench(group, "indextree at its best", &|| peer.totals());
    assert_eq!(checksum(peer.of_territories(&peer.totals_of_all()).iter()), expected, "indextree gives other totals");
    group.bench_function(BenchmarkId::new("indextree", nodes), |bencher| bencher.iter(|| peer.totals_of_all()));
    drop(peer);
    // Half a minute a roll-up at the next size.
    if nodes < 500_000 {
        let peer = InSqlite::new(flat).expect("SQLite in memory");
        bench(group, "sqlite", &|| peer.totals().expect("SQLite in memory"));
    }
}

fn one_sum(group: &mut Group<'_>, governance: &Governance, flat: &[Flat]) {
    let nodes = flat.len();
    let ours = || -> Vec<i64> {
        let totals =
            governance.roll_up(Home, governance.sum_of("floor_area").expect("a measure")).expect("no overflow");
        totals.iter().map(|(_, sum)| sum.map_or(0, Decimal::units)).collect()
    };
    let sum = |sums: &[i64]| (sums.len(), sums.iter().fold(0_i64, |all, sum| all.wrapping_add(sum.wrapping_mul(*sum))));
    let peer = InPetgraph::new(flat);
    assert_eq!(sum(&ours()), sum(&peer.one_sum()), "petgraph gives other sums");
    group.bench_function(BenchmarkId::new("gridgov", nodes), |bencher| bencher.iter(ours));
    group.bench_function(BenchmarkId::new("petgraph at its best", nodes), |bencher| bencher.iter(|| peer.one_sum()));
    drop(peer);

    // A floor: read the column once, write a number for each area and grid.
    let column: Vec<i64> = flat.iter().map(|node| node.floor_area).collect();
    let starts: Vec<usize> = (0..nodes).filter(|at| flat[*at].is_territory()).chain([nodes]).collect();
    let plain = || -> Vec<i64> { starts.windows(2).map(|pair| column[pair[0]..pair[1]].iter().sum()).collect() };
    assert_eq!(plain().iter().sum::<i64>(), column.iter().sum::<i64>());
    group.bench_function(BenchmarkId::new("plain pass", nodes), |bencher| bencher.iter(plain));
}

/// Three in a hundred places are covered by a second grid.
fn countings(group: &mut Group<'_>, governance: &Governance) {
    let nodes = governance.node_count();
    macro_rules! bench {
        ($($Counting:ident)+) => {
            $(
                is_naive(governance, $Counting);
                group.bench_function(BenchmarkId::new(stringify!($Counting), nodes), |bencher| {
                    bencher.iter(|| checksum_of(governance, $Counting));
                });
            )+
        };
    }
    bench!(Home Distinct EveryCover);
}

/// Node by node, of every 97th area or grid: what it contains, and what that covers by the links.
fn is_naive<C: Counting>(governance: &Governance, counting: C) {
    let sum = |measure| governance.sum_of(measure).expect("a measure");
    let quantity = (CountByKind, sum("households"), sum("floor_area"));
    let all = governance.roll_up(counting, quantity).expect("no overflow");
    for grid in governance.territories().step_by(97) {
        let mut counted: Vec<Node<'_>> = grid.subtree().iter().collect();
        if C::ID != Home::ID {
            let covered: Vec<Node<'_>> = counted.iter().flat_map(|grid| grid.covered()).collect();
            counted.extend(covered.iter().flat_map(|place| std::iter::once(*place).chain(place.descendants())));
        }
        if C::ID == Distinct::ID {
            counted.sort_by_key(|node| node.code());
            counted.dedup();
        }
        let counts: Counts = counted.iter().map(|node| (node.kind(), 1)).collect();
        let naive = |measure| {
            let values = governance.values_of(measure).expect("a measure");
            let values: Vec<Decimal> = counted.iter().filter_map(|node| values.value(*node)).collect();
            let sum = |one: Decimal, other: &Decimal| one.checked_add(*other).expect("no overflow");
            values.split_first().map(|(first, others)| others.iter().fold(*first, sum))
        };
        let expected = (counts, naive("households"), naive("floor_area"));
        let answer = all.at(grid).map(|(counts, one, other)| (counts.iter().collect(), one, other));
        assert_eq!(answer, Some(expected), "{} at {grid}", C::ID);
    }
}

/// A maximum as a user would write it.
struct OwnMax<'g>(MeasureValues<'g>);

impl Aggregate for OwnMax<'_> {
    type Value = Option<i64>;
    type Answer = Option<i64>;

    fn empty(&self) -> Option<i64> {
        None
    }

    fn add_node(&self, total: &mut Option<i64>, node: Node<'_>) -> Result<(), OverflowError> {
        self.merge(total, &self.0.value(node).map(Decimal::units))
    }

    fn merge(&self, total: &mut Option<i64>, part: &Option<i64>) -> Result<(), OverflowError> {
        *total = (*total).max(*part);
        Ok(())
    }

    fn answer(&self, total: &Option<i64>) -> Option<i64> {
        *total
    }

    fn fits(&self, governance: &Governance) -> bool {
        self.0.fits(governance)
    }
}

/// A sum as a user would write it.
struct OwnSum<'g>(MeasureValues<'g>);

impl Aggregate for OwnSum<'_> {
    type Value = i64;
    type Answer = i64;

    fn empty(&self) -> i64 {
        0
    }

    fn add_node(&self, total: &mut i64, node: Node<'_>) -> Result<(), OverflowError> {
        self.merge(total, &self.0.units(node))
    }

    fn merge(&self, total: &mut i64, part: &i64) -> Result<(), OverflowError> {
        *total = total.checked_add(*part).ok_or(OverflowError)?;
        Ok(())
    }

    fn between(&self, earlier: &i64, later: &i64) -> Result<Option<i64>, OverflowError> {
        later.checked_sub(*earlier).map(Some).ok_or(OverflowError)
    }

    fn answer(&self, total: &i64) -> i64 {
        *total
    }

    fn fits(&self, governance: &Governance) -> bool {
        self.0.fits(governance)
    }
}

fn own_aggregate(group: &mut Group<'_>, governance: &Governance) {
    let nodes = governance.node_count();
    let values = || governance.values_of("floor_area").expect("a measure");
    let sum = || -> i64 {
        let sum = governance.sum_of("floor_area").expect("a measure");
        let sums = governance.roll_up(Home, sum).expect("no overflow");
        sums.iter().map(|(_, sum)| sum.map_or(0, Decimal::units)).fold(0, |x, y| x ^ y)
    };
    let own_sum = || -> i64 {
        let sums = governance.roll_up(Home, OwnSum(values())).expect("no overflow");
        sums.iter().map(|(_, sum)| sum).fold(0, |x, y| x ^ y)
    };
    let max = || -> i64 {
        let most = governance.roll_up(Home, governance.max_of("floor_area").expect("a measure")).expect("no overflow");
        most.iter().map(|(_, max)| max.map_or(0, Decimal::units)).fold(0, |x, y| x ^ y)
    };
    let own_max = || -> i64 {
        let most = governance.roll_up(Home, OwnMax(values())).expect("no overflow");
        most.iter().map(|(_, max)| max.unwrap_or(0)).fold(0, |x, y| x ^ y)
    };
    assert_eq!((own_sum(), own_max()), (sum(), max()), "the same values");
    group.bench_function(BenchmarkId::new("sum", nodes), |bencher| bencher.iter(sum));
    group.bench_function(BenchmarkId::new("own sum", nodes), |bencher| bencher.iter(own_sum));
    group.bench_function(BenchmarkId::new("max", nodes), |bencher| bencher.iter(max));
    group.bench_function(BenchmarkId::new("own max", nodes), |bencher| bencher.iter(own_max));
}

fn is_asked(question: Question, node: Node<'_>) -> bool {
    question.population().any(|kind| kind == node.kind())
}

/// The test of a question, of one node, by its links and those of all above it.
fn passes(question: Question, node: Node<'_>) -> bool {
    let netted = |is_asked: fn(Kind) -> bool| {
        let around: Vec<Node<'_>> = std::iter::once(node).chain(node.ancestors()).collect();
        let covering = around.iter().flat_map(|node| node.covering());
        around.iter().copied().chain(covering).any(|grid| is_asked(grid.kind()))
    };
    match question {
        Question::Led => node.leaders().len() > 0,
        Question::Headed => node.staff().any(|post| post.role.is_some_and(Role::is_head)),
        Question::InGrid => netted(|kind| kind.family() == Family::Grid),
        Question::InMicroGrid => netted(|kind| kind == Kind::MicroGrid),
        other => panic!("`{other}` is not measured"),
    }
}

fn coverage(group: &mut Group<'_>, governance: &Governance) {
    let nodes = governance.node_count();
    let shares =
        |question: Question| governance.ask(question).shares().iter().map(|(_, share)| share.covered).sum::<u64>();
    let counts = || {
        let is_grid: fn(Node<'_>) -> bool = |node| node.kind() == Kind::MicroGrid;
        let is_place: fn(Node<'_>) -> bool = |node| node.kind() == Kind::Shop;
        let totals = governance.roll_up(Home, (Count(is_grid), Count(is_place))).expect("no overflow");
        totals.iter().map(|(_, (a, b))| a ^ b).fold(0, |x, y| x ^ y)
    };
    for question in [Question::Led, Question::Headed, Question::InGrid, Question::InMicroGrid] {
        let answers = governance.ask(question).shares();
        for grid in governance.territories().step_by(97) {
            let asked: Vec<Node<'_>> = grid.subtree().iter().filter(|node| is_asked(question, *node)).collect();
            let covered = asked.iter().filter(|node| passes(question, **node)).count() as u64;
            let share = answers.at(grid).expect("an area or grid");
            assert_eq!((share.covered, share.total), (covered, asked.len() as u64), "{question} at {grid}");
        }
        group.bench_function(BenchmarkId::new(question.id(), nodes), |bencher| bencher.iter(|| shares(question)));
    }
    group.bench_function(BenchmarkId::new("a roll-up of two counts", nodes), |bencher| bencher.iter(counts));
}

/// One sub-district, where all are not wanted.
fn one_node(criterion: &mut Criterion, governance: &Governance) {
    let mut group = criterion.benchmark_group("one node");
    let streets: Vec<Node<'_>> = governance.roots().collect();
    let sum = governance.sum_of("floor_area").expect("a measure");
    let mut at = 0;
    let mut next = || {
        at = (at + 7_919) % streets.len();
        streets[at]
    };
    let all = governance.roll_up(Home, (CountByKind, sum)).expect("no overflow");
    for street in streets.iter().step_by(97) {
        assert_eq!(governance.roll_up_at(Home, (CountByKind, sum), *street).ok(), all.at(*street), "{street}");
    }
    let nodes = governance.node_count();
    group.bench_function(BenchmarkId::new("counts", nodes), |bencher| {
        bencher.iter(|| black_box(governance.roll_up_at(Home, CountByKind, next())));
    });
    group.bench_function(BenchmarkId::new("sum", nodes), |bencher| {
        bencher.iter(|| black_box(governance.roll_up_at(Home, sum, next())));
    });
}

/// A changed value, with all areas and grids above brought up to date.
fn live(criterion: &mut Criterion, governance: &Governance) {
    let nodes = governance.node_count();
    let mut group = criterion.benchmark_group("live");
    let shops: Vec<Node<'_>> = governance.nodes_of_kind(Kind::Shop).collect();
    let mut live = governance.live(Home, "households").expect("a measure");
    let street = shops[0].ancestors().last().expect("a sub-district");
    let at_street = |live: &LiveRollUp<&Governance, Home>| live.at(street).flatten().expect("an area with values");
    let before = at_street(&live);
    let old = live.set(shops[0], 1_000).expect("no overflow");
    let change = at_street(&live).checked_sub(before).expect("no overflow");
    assert_eq!(change, Decimal::from(1_000).checked_sub(old.unwrap_or_default()).expect("no overflow"));
    // A batch, one by one, and from nothing.
    let mut at = 0;
    let mut next = || {
        at = (at + 7_919) % shops.len();
        shops[at]
    };
    let batch: Vec<(Node<'_>, i64)> = (0..1_000).map(|value| (next(), value)).collect();
    let mut one_by_one = live.clone();
    live.set_all(batch.iter().copied()).expect("no overflow");
    for (shop, value) in &batch {
        one_by_one.set(*shop, *value).expect("no overflow");
    }
    for grid in governance.territories() {
        assert_eq!(live.at(grid), one_by_one.at(grid), "{grid}");
    }
    for street in governance.roots().step_by(97) {
        let sum: i64 = street.subtree().iter().filter_map(|node| live.value(node)).map(Decimal::units).sum();
        assert_eq!(live.at(street).flatten().map(Decimal::units), Some(sum), "{street}");
    }
    let mut value = 0_i64;
    group.bench_function(BenchmarkId::new("one value", nodes), |bencher| {
        bencher.iter(|| {
            value = (value + 1) % 1_000;
            live.set(next(), value).expect("no overflow")
        });
    });
    group.throughput(Throughput::Elements(1_000));
    group.bench_function(BenchmarkId::new("a batch of 1,000", nodes), |bencher| {
        bencher.iter(|| live.set_all((0..1_000_i64).map(|value| (next(), value))).expect("no overflow"));
    });
}

criterion_group!(benches, roll_ups);
criterion_main!(benches);
