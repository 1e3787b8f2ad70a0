//! Building a graph of rows in memory, and reading the JSON ledger of the same rows.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench build
//! ```
//!
//! `SUBDISTRICTS=102` asks for another size than 1,000 sub-districts, which are 1.7 million nodes.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gridgov::governance::Governance;
use gridgov::ledger::Ledger;
use gridgov_benches::synthetic;
use serde::Deserialize;

/// The ledger as somebody would read it who checks nothing.
#[derive(Deserialize)]
#[allow(dead_code, reason = "reading them is what is measured")]
struct PlainLedger {
    nodes: Vec<PlainNode>,
    links: Vec<PlainLink>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading them is what is measured")]
struct PlainNode {
    code: String,
    kind: String,
    name: String,
    parent: Option<String>,
    #[serde(default)]
    measures: PlainMeasures,
}

/// Somebody who knows the measures beforehand.
#[derive(Deserialize, Default)]
#[allow(dead_code, reason = "reading them is what is measured")]
struct PlainMeasures {
    households: Option<i64>,
    floor_area: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading them is what is measured")]
struct PlainLink {
    relation: String,
    from: String,
    to: String,
    role: Option<String>,
}

fn build(criterion: &mut Criterion) {
    let size = std::env::var("SUBDISTRICTS").map_or(1_000, |size| size.parse().expect("a number"));
    let ledger = synthetic::ledger(size);
    let nodes = ledger.nodes.len();
    let json = ledger.to_json_string();
    let governance = Governance::build(&ledger).expect("a valid ledger");
    assert_eq!((governance.node_count(), governance.link_count()), (nodes, ledger.links.len()));
    assert_eq!(Ledger::from_json_str(&json).expect("it was written"), ledger);
    drop(governance);

    let mut group = criterion.benchmark_group("build");
    group.throughput(Throughput::Elements(nodes as u64)).sample_size(10);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(10));
    group.bench_function(BenchmarkId::new("rows in memory", nodes), |bencher| {
        bencher.iter_with_large_drop(|| Governance::build(&ledger).expect("a valid ledger"));
    });
    drop(ledger);
    group.bench_function(BenchmarkId::new("JSON, plain structs", nodes), |bencher| {
        bencher.iter_with_large_drop(|| serde_json::from_str::<PlainLedger>(&json).expect("JSON"));
    });
    group.bench_function(BenchmarkId::new("JSON, ledger", nodes), |bencher| {
        bencher.iter_with_large_drop(|| Ledger::from_json_str(&json).expect("a ledger"));
    });
}

criterion_group!(benches, build);
criterion_main!(benches);
