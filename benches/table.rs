//! A graph of 1.7 million nodes as tables: written, and read again, beside the same as JSON.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench table
//! ```
//!
//! Each way is a process of its own, so that its memory is its own; the ways take turns, so that they meet the same
//! machine. All must come to the same graph. `SUBDISTRICTS=102` asks for another size than 1,000 sub-districts, and
//! `ROUNDS=5` for another number of rounds than 3.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gridgov::governance::Governance;
use gridgov::report::{Align, Table};
use gridgov::rollup::{Distinct, Home};
use gridgov::table::ExportOptions;
use gridgov_benches::process::{cpu, mebibytes};
use gridgov_benches::{Checksum, checksum_of, synthetic};

/// A way to write a graph or to read one.
struct Way {
    name: &'static str,
    /// What it begins with; not measured.
    begin: fn(&Path) -> Option<Governance>,
    /// What is measured; the graph that it reads, or that it wrote.
    go: fn(&Path, Option<Governance>) -> Governance,
}

const WAYS: [Way; 5] = [
    Way { name: "JSON, read", begin: |_| None, go: |folder, _| open(&folder.join("ledger.json")) },
    Way { name: "CSV, read", begin: |_| None, go: |folder, _| open(&folder.join("ledger")) },
    Way { name: "tables, read", begin: |_| None, go: |folder, _| tables(folder) },
    Way {
        name: "JSON, written",
        begin: |folder| Some(tables(folder)),
        go: |folder, graph| {
            let graph = graph.expect("it was begun with");
            graph.to_ledger().save(folder.join("again.json")).expect("it can be written");
            graph
        },
    },
    Way {
        name: "tables, written",
        begin: |folder| Some(tables(folder)),
        go: |folder, graph| {
            let graph = graph.expect("it was begun with");
            graph.export(folder.join("again"), &ExportOptions::default()).expect("it can be written");
            graph
        },
    },
];

fn open(path: &Path) -> Governance {
    Governance::open(path).expect("it was written")
}

fn tables(folder: &Path) -> Governance {
    Governance::from_tables(folder.join("tables")).expect("it was written")
}

/// What a way took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    cpu: f64,
    /// MiB beyond what there was at the beginning.
    memory: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, name, folder] = &arguments[..]
        && flag == "--way"
    {
        return go(name, Path::new(folder));
    }
    let size = std::env::var("SUBDISTRICTS").map_or(Ok(1_000), |size| size.parse())?;
    let rounds = std::env::var("ROUNDS").map_or(Ok(3), |rounds| rounds.parse())?;
    compare(size, rounds)
}

/// Goes one way, and tells what it took.
fn go(name: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let way = WAYS.iter().find(|way| way.name == name).ok_or("no such way")?;
    let graph = (way.begin)(folder);
    // The peak begins anew.
    fs::write("/proc/self/clear_refs", "5")?;
    let (before, begun) = (mebibytes("VmRSS:")?, cpu()?);
    let start = Instant::now();
    let graph = (way.go)(folder, graph);
    let (seconds, cpu, peak) = (start.elapsed().as_secs_f64(), cpu()? - begun, mebibytes("VmHWM:")?);
    println!("{seconds} {cpu} {} {}", peak - before, shown(&graph));
    Ok(())
}

/// All answers of a graph as one text without spaces.
fn shown(graph: &Governance) -> String {
    let one = |(number, totals, mixed): Checksum| format!("{number}:{totals:?}:{mixed}").replace(' ', "");
    let links = graph.link_count();
    format!("{}|{}|{links}", one(checksum_of(graph, Home)), one(checksum_of(graph, Distinct)))
}

/// Writes a graph of this size, and lets all ways take turns.
fn compare(sub_districts: usize, rounds: usize) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("table_{sub_districts}"));
    fs::create_dir_all(&folder)?;
    let ledger = synthetic::ledger(sub_districts);
    ledger.save(folder.join("ledger"))?;
    let graph = Governance::build(&ledger)?;
    drop(ledger);
    // Both in the order of the nodes, so that neither has to sort.
    graph.to_ledger().save(folder.join("ledger.json"))?;
    let written = graph.export(folder.join("tables"), &ExportOptions::default())?;
    let expected = shown(&graph);
    let again = tables(&folder);
    assert!(again.to_ledger() == graph.to_ledger(), "another graph is read");
    drop(again);
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    println!("{} nodes, {rounds} rounds, medians, best in brackets\n", graph.node_count());
    drop(graph);
    for file in &written.files {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy();
        println!("{name:<18} {:>10} rows {:>8.2} MiB", file.rows, mib(file.bytes));
    }
    println!("{:<18} {:>15} {:>8.2} MiB\n", "ledger.json", "", mib(fs::metadata(folder.join("ledger.json"))?.len()));

    let mut costs: Vec<Vec<Cost>> = WAYS.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (way, costs) in WAYS.iter().zip(&mut costs) {
            let output = Command::new(std::env::current_exe()?).arg("--way").arg(way.name).arg(&folder).output()?;
            let text = String::from_utf8(output.stdout)?;
            let [seconds, cpu, memory, answers] = text.split_whitespace().collect::<Vec<_>>()[..] else {
                return Err(format!("{}: {text} {}", way.name, String::from_utf8_lossy(&output.stderr)).into());
            };
            assert!(answers == expected, "{} gives other answers: {answers}", way.name);
            costs.push(Cost { seconds: seconds.parse()?, cpu: cpu.parse()?, memory: memory.parse()? });
        }
    }
    print!("{}", table(&costs));
    println!();
    Ok(())
}

/// The median and the least of a number over all rounds.
fn middle(costs: &[Cost], of: impl Fn(&Cost) -> f64) -> (f64, f64) {
    let mut numbers: Vec<f64> = costs.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    (numbers[numbers.len() / 2], numbers[0])
}

fn table(costs: &[Vec<Cost>]) -> Table {
    let headings = ["seconds", "CPU seconds", "MiB beyond the beginning"].map(|heading| (heading, Align::Right));
    let mut table = Table::new([("way", Align::Left)].into_iter().chain(headings));
    for (way, costs) in WAYS.iter().zip(costs) {
        let both = |(median, least): (f64, f64)| format!("{median:.3} ({least:.3})");
        let memory = format!("{:.0}", middle(costs, |cost| cost.memory).0);
        let [seconds, cpu] = [|cost: &Cost| cost.seconds, |cost: &Cost| cost.cpu].map(|of| both(middle(costs, of)));
        table.row([way.name.to_owned(), seconds, cpu, memory]);
    }
    table
}
