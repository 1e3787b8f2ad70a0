//! Changing a graph, beside building it anew from rows in memory.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench change
//! ```
//!
//! Of one sub-district (1,700 nodes) and of 102 (177 thousand): a set of a few changes, and one that changes
//! something of every tenth node. Each is first held to the graph that its rows give.
//!
//! And a series of reported figures over 50 versions of 177 thousand nodes, with a change and a report each month.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::change::{Change, ChangeSet, Date, History, Merge, OnMap, Part, Reported, SeriesOf, Split};
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::Ledger;
use gridgov_benches::synthetic;

/// A strip of three third-level grids goes to the next village, a micro grid is split, two dedicated grids merge.
fn few(governance: &Governance) -> ChangeSet {
    let mut set = ChangeSet::new("2024-07-01".parse().expect("a day"), "redrawn");
    let villages: Vec<_> = governance.nodes_of_kind(Kind::SecondGrid).take(2).collect();
    let strip = villages[0].children().filter(|node| node.kind() == Kind::ThirdGrid).take(3);
    set.changes.extend(strip.map(|grid| Change::move_below(grid.code(), villages[1].code())));
    let micro = governance.nodes_of_kind(Kind::MicroGrid).last().expect("there is one");
    let split = Split::new(micro.code()).into_part(Part::new("新-1", "甲")).rest_into(Part::new(micro.code(), "乙"));
    let dedicated = governance.nodes_of_kind(Kind::DedicatedGrid).take(2).map(Node::code);
    let merge = Merge::new(dedicated, "新-2", "合并").below(villages[1].code());
    set.with(split).with(merge)
}

/// Every tenth node gets another name, another number or another code.
fn many(governance: &Governance) -> ChangeSet {
    let mut set = ChangeSet::new("2024-07-01".parse().expect("a day"), "recounted");
    set.changes.extend(governance.nodes().step_by(10).enumerate().map(|(at, node)| match at % 3 {
        0 => Change::rename(node.code(), "新名"),
        1 => Change::set_measure(node.code(), "households", 64),
        _ => Change::recode(node.code(), format!("N{}", node.code())),
    }));
    set
}

/// Who builds it anew changes the rows and builds them: the same graph comes out.
fn check(governance: &Governance, set: &ChangeSet) -> Ledger {
    let applied = governance.apply(set).expect("they can be applied");
    let rows = applied.governance().to_ledger();
    let built = Governance::build(&rows).expect("they are valid");
    assert_eq!(built.to_ledger(), rows);
    let covers = |governance: &Governance| governance.to_ledger().links.len();
    assert!(rows.links[0].relation.known() == Some(&Relation::Covers) && covers(&built) == rows.links.len());
    let back = built.apply(&set.inverse(governance).expect("it can be undone")).expect("and is");
    assert_eq!(back.governance().to_ledger(), governance.to_ledger());
    rows
}

fn change(criterion: &mut Criterion) {
    for sub_districts in [1, 102] {
        let ledger = synthetic::ledger(sub_districts);
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let nodes = governance.node_count();
        let mut group = criterion.benchmark_group("change");
        group.throughput(Throughput::Elements(nodes as u64)).sample_size(if sub_districts == 1 { 50 } else { 10 });
        group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
        let sets = [("few", few(&governance)), ("every tenth node", many(&governance))];
        let rows = check(&governance, &sets[0].1);
        check(&governance, &sets[1].1);
        group.bench_function(BenchmarkId::new("build the rows anew", nodes), |bencher| {
            bencher.iter_with_large_drop(|| Governance::build(&rows).expect("a valid ledger"));
        });
        for (name, set) in &sets {
            let title = format!("apply, {name} ({})", set.iter().count());
            group.bench_function(BenchmarkId::new(title, nodes), |bencher| {
                bencher.iter_with_large_drop(|| governance.apply(set).expect("they can be applied"));
            });
        }
        let new = governance.apply(&sets[0].1).expect("they can be applied").into_governance();
        let day = "2024-07-01".parse().expect("a day");
        group.bench_function(BenchmarkId::new("diff", nodes), |bencher| bencher.iter(|| governance.diff(&new, day)));
        group.bench_function(BenchmarkId::new("to rows", nodes), |bencher| {
            bencher.iter_with_large_drop(|| governance.to_ledger());
        });
        group.finish();
    }
}

const VERSIONS: u16 = 50;

/// The first day of a month, counted from January 2020.
fn month(number: u16) -> Date {
    Date::new(2020 + number / 12, (number % 12) as u8 + 1, 1).expect("the calendar has it")
}

/// A history of 50 versions: in each month another micro grid is split, two grids are moved, and every village reports.
fn history(ledger: &Ledger) -> History {
    let mut history = History::new(ledger, month(0)).expect("a valid ledger");
    for number in 0..VERSIONS {
        let period = gridgov::change::Period::new(month(number), month(number)).expect("a day");
        let mut reported = Reported::new(period, "disputes");
        let villages = history.latest().nodes_of_kind(Kind::SecondGrid);
        reported.extend(villages.map(|node| (node.code().to_owned(), 21)));
        history.report(reported).expect("they are on the map");
        if number + 1 < VERSIONS {
            let map = history.latest();
            let villages: Vec<Node<'_>> =
                map.nodes_of_kind(Kind::SecondGrid).skip(usize::from(number)).take(2).collect();
            let grids = villages[0].children().filter(|node| node.kind() == Kind::ThirdGrid).take(2);
            let mut set = ChangeSet::new(month(number + 1), "redrawn");
            set.changes.extend(grids.map(|grid| Change::move_below(grid.code(), villages[1].code())));
            let micro = map.nodes_of_kind(Kind::MicroGrid).nth(usize::from(number) * 7).expect("there are many");
            let part = Part::new(format!("新-{number}"), "甲");
            let set = set.with(Split::new(micro.code()).into_part(part).rest_into(Part::new(micro.code(), "乙")));
            history.change(set).expect("it can be made");
        }
    }
    history
}

fn series(criterion: &mut Criterion) {
    let history = history(&synthetic::ledger(102));
    let nodes = history.latest().node_count();
    let street = history.latest().nodes_of_kind(Kind::Subdistrict).next().expect("there is one").code().to_owned();
    let mut group = criterion.benchmark_group("series over 50 versions");
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(10));
    let last = OnMap::AsOf(month(VERSIONS));
    group.bench_function(BenchmarkId::new("reported", nodes), |bencher| {
        bencher.iter(|| history.series(&street, SeriesOf::Reported("disputes"), last).expect("all are carried").len());
    });
    group.bench_function(BenchmarkId::new("households of the map", nodes), |bencher| {
        bencher.iter(|| history.series(&street, SeriesOf::Measure("households"), last).expect("all are carried").len());
    });
    group.finish();
}

criterion_group!(benches, change, series);
criterion_main!(benches);
