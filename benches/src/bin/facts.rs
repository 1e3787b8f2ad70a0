//! Facts with the codes above their nodes: the time, memory and size that they take.
//!
//! ```text
//! cargo run --release -p gridgov-benches --bin facts -- COUNT [FOLDER [SUBDISTRICTS [PARTS [MEMORY]]]]
//! ```
//!
//! `COUNT` facts happen at random on the nodes of 1,000 sub-districts, unless another number is asked for, in no order. They
//! are written into `FOLDER/facts_raw.parquet` (`target/facts` if nothing is said) and enriched into the same folder, holding
//! `MEMORY` MiB of them.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

use fastrand::Rng;
use gridgov::date::Date;
use gridgov::governance::{Governance, Node};
use gridgov::table::{Enricher, ExportOptions, FactRows, write_facts};
use gridgov_benches::process::{cpu, mebibytes};
use gridgov_benches::synthetic;

/// How many facts are made at once.
const BATCH: u64 = 128 << 10;

const CLASSES: [&str; 8] = ["噪音扰民", "占道经营", "暴露垃圾", "消防隐患", "邻里纠纷", "设施损坏", "车辆乱停", "走访"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let usage =
        "usage: cargo run --release -p gridgov-benches --bin facts -- COUNT [FOLDER [SUBDISTRICTS [PARTS [MEMORY]]]]";
    let count: u64 = arguments.next().ok_or(usage)?.parse()?;
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/facts".to_owned()));
    let mut number = |default: usize| arguments.next().map_or(Ok(default), |text| text.parse());
    let (sub_districts, parts, memory) = (number(1_000)?, number(1)?, number(128)?);
    let raw = folder.join("facts_raw.parquet");
    if env::var_os(BEGUN).is_some() {
        return enrich(&folder, &raw, parts, memory);
    }

    fs::create_dir_all(&folder)?;
    let governance = Governance::build(synthetic::ledger(sub_districts))?;
    governance.export(&folder, &ExportOptions::default())?;
    let rows = timed("facts made and written", || write_facts(&raw, random(&governance, count)))?;
    println!("{rows} facts on {} nodes, {:.1} MiB", governance.node_count(), mib(&raw));
    // A process of its own, so that its memory is its own.
    let status = Command::new(env::current_exe()?).args(env::args().skip(1)).env(BEGUN, "1").status()?;
    if status.success() { Ok(()) } else { Err("the facts were not enriched".into()) }
}

/// Set in the process that enriches.
const BEGUN: &str = "FACTS_BEGUN";

/// Enriches the facts on the graph of the tables beside them.
fn enrich(folder: &Path, raw: &Path, parts: usize, memory: usize) -> Result<(), Box<dyn Error>> {
    let governance = Governance::from_tables(folder)?;
    let enricher = Enricher::new(&governance)
        .with_measure("minutes")
        .with_measure("cost")
        .with_parts(parts)
        .with_memory(memory << 20);
    let facts = timed("enriched, sorted and written", || enricher.enrich_file(raw, folder))?;
    for file in &facts.files {
        println!("{} rows, {:.1} MiB: {}", file.rows, mib(&file.path), file.path.display());
    }
    println!("{} unknown, {} units with facts", facts.unknown.rows(), facts.totals.units().len());
    Ok(())
}

/// The size of a file in MiB.
fn mib(path: &Path) -> f64 {
    fs::metadata(path).map_or(0.0, |file| file.len() as f64 / f64::from(1 << 20))
}

/// Facts at random nodes, the same for the same number of them; one in 1,000 has a code that no node has.
fn random(governance: &Governance, count: u64) -> impl Iterator<Item = FactRows> {
    let nodes: Vec<Node<'_>> = governance.nodes().collect();
    let mut random = Rng::with_seed(18);
    (0..count.div_ceil(BATCH)).map(move |batch| {
        let rows = BATCH.min(count - batch * BATCH) as usize;
        let codes: Vec<&str> = (0..rows)
            .map(|_| if random.u16(..1_000) == 0 { "?" } else { nodes[random.usize(..nodes.len())].code() })
            .collect();
        FactRows::new()
            .with_texts("node", codes.into_iter().map(Some))
            .with_texts("class", (0..rows).map(|_| Some(CLASSES[random.usize(..CLASSES.len())])))
            .with_days("day", (0..rows).map(|_| Date::new(2024, random.u8(1..=12), random.u8(1..=28))))
            .with_integers("minutes", (0..rows).map(|_| (random.u8(..10) > 0).then(|| random.i64(1..10_000))))
            .with_decimals("cost", 2, (0..rows).map(|_| Some(random.i64(0..1_000_000))))
    })
}

/// Does some work, and says how long it took, on the clock and on the processor, and what memory beyond what there was.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    // The peak begins anew where the system allows it.
    drop(fs::write("/proc/self/clear_refs", "5"));
    let now = |which: &str| (mebibytes(which).expect("Linux says so"), cpu().expect("Linux says so"));
    let ((before, begun), start) = (now("VmRSS:"), Instant::now());
    let done = work();
    let (peak, ended) = now("VmHWM:");
    let cpu = ended - begun;
    println!(
        "{what}: {:.1} s, {cpu:.1} s CPU, {:.0} MiB beyond {before:.0}",
        start.elapsed().as_secs_f64(),
        peak - before
    );
    done
}
