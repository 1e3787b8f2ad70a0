//! From the file of a ledger to every answer read: counts of all kinds and two sums of each area and grid.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench file_to_answer
//! ```
//!
//! Each way is a process of its own, so that its memory is its own; the ways take turns, so that they meet the same
//! machine. Each must come to the same answers. `SUBDISTRICTS=102` asks for another size than 102 and 1,000
//! sub-districts, `ROUNDS=5` for another number of rounds than 3, and `PYTHON=target/venv/bin/python` for another Python than
//! `python3`, which needs what `benches/requirements.txt` names; without it, its ways are left out.

mod in_petgraph;
mod plain;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gridgov::governance::Governance;
use gridgov::report::{Align, Table};
use gridgov::rollup::Home;
use gridgov_benches::process::{cpu, mebibytes};
use gridgov_benches::{Checksum, checksum_of, synthetic};

/// A way from the file to the answers.
struct Way {
    name: &'static str,
    of: Of,
}

enum Of {
    /// Rust, in this executable.
    Rust(fn(&Path) -> Checksum),
    /// A way of `benches/file_to_answer.py`.
    Python,
}

const WAYS: [Way; 9] = [
    Way { name: "gridgov, CSV", of: Of::Rust(|folder| gridgov(&folder.join("ledger"))) },
    Way { name: "gridgov, JSON", of: Of::Rust(|folder| gridgov(&folder.join("ledger.json"))) },
    Way { name: "petgraph, CSV", of: Of::Rust(|folder| in_petgraph::of_csv(&folder.join("ledger").join("nodes.csv"))) },
    Way { name: "petgraph, JSON", of: Of::Rust(|folder| in_petgraph::of_json(&folder.join("ledger.json"))) },
    Way { name: "polars, CSV, group by over levels", of: Of::Python },
    Way { name: "polars, CSV, totals passed upward", of: Of::Python },
    Way { name: "DuckDB, CSV, recursive", of: Of::Python },
    Way { name: "DuckDB, CSV, group by over levels", of: Of::Python },
    Way { name: PLAIN, of: Of::Rust(|folder| plain::read(&folder.join("ledger.json"))) },
];

/// The way without answers.
const PLAIN: &str = "serde_json into plain structs, no answers";

/// What a way took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    cpu: f64,
    peak: f64,
}

fn gridgov(path: &Path) -> Checksum {
    checksum_of(&Governance::open(path).expect("it was written"), Home)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, name, folder] = &arguments[..]
        && flag == "--way"
    {
        return go(name, Path::new(folder));
    }
    let sizes = std::env::var("SUBDISTRICTS").unwrap_or_else(|_| "102,1000".to_owned());
    let rounds = std::env::var("ROUNDS").map_or(Ok(3), |rounds| rounds.parse())?;
    for size in sizes.split(',') {
        compare(size.parse()?, rounds)?;
    }
    Ok(())
}

/// Goes one way, and tells what it took.
fn go(name: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let Some(Way { of: Of::Rust(way), .. }) = WAYS.iter().find(|way| way.name == name) else {
        return Err(format!("{name} is no way").into());
    };
    let start = Instant::now();
    let answers = way(folder);
    let seconds = start.elapsed().as_secs_f64();
    let (cpu, peak) = (cpu()?, mebibytes("VmHWM:")?);
    println!("{seconds} {cpu} {peak} {}", shown(&answers));
    Ok(())
}

/// The answers as `benches/file_to_answer.py` shows them.
fn shown((number, totals, mixed): &Checksum) -> String {
    let counts: Vec<String> = totals.counts.iter().map(ToString::to_string).collect();
    format!("{number},{},{},{},{mixed}", counts.join(","), totals.households, totals.floor_area)
}

/// Writes a ledger of this size, and lets all ways take turns.
fn compare(sub_districts: usize, rounds: usize) -> Result<(), Box<dyn Error>> {
    let ledger = synthetic::ledger(sub_districts);
    let nodes = ledger.nodes.len();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("file_to_answer_{sub_districts}"));
    fs::create_dir_all(&folder)?;
    ledger.save(folder.join("ledger"))?;
    ledger.save(folder.join("ledger.json"))?;
    let expected = shown(&checksum_of(&Governance::build(&ledger)?, Home));
    drop(ledger);
    let bytes = |file: &str| fs::metadata(folder.join(file)).map(|file| file.len() >> 20);
    println!(
        "{nodes} nodes; nodes.csv {} MiB, ledger.json {} MiB; {rounds} rounds, medians, best in brackets\n",
        bytes("ledger/nodes.csv")?,
        bytes("ledger.json")?
    );
    let mut costs: Vec<Vec<Cost>> = WAYS.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (way, costs) in WAYS.iter().zip(&mut costs) {
            if let Some((cost, answers)) = run(way, &folder)? {
                assert!(answers == expected || way.name == PLAIN, "{} gives other answers: {answers}", way.name);
                costs.push(cost);
            }
        }
    }
    print!("{}", table(&costs));
    println!();
    Ok(())
}

/// What a way takes and its answers; `None` without Python.
fn run(way: &Way, folder: &Path) -> Result<Option<(Cost, String)>, Box<dyn Error>> {
    let mut command = match way.of {
        Of::Rust(_) => {
            let mut command = Command::new(std::env::current_exe()?);
            command.arg("--way");
            command
        }
        Of::Python => {
            let mut command = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/file_to_answer.py"));
            command
        }
    };
    let output = command.arg(way.name).arg(folder).output()?;
    if !output.status.success() {
        eprintln!("{} is left out: {}", way.name, String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or(""));
        return Ok(None);
    }
    let text = String::from_utf8(output.stdout)?;
    let [seconds, cpu, peak, answers] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(format!("{}: {text}", way.name).into());
    };
    Ok(Some((Cost { seconds: seconds.parse()?, cpu: cpu.parse()?, peak: peak.parse()? }, answers.to_owned())))
}

/// The median and the least of a number over all rounds.
fn middle(costs: &[Cost], of: impl Fn(&Cost) -> f64) -> (f64, f64) {
    let mut numbers: Vec<f64> = costs.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    (numbers[numbers.len() / 2], numbers[0])
}

fn table(costs: &[Vec<Cost>]) -> Table {
    let right = |heading| (heading, Align::Right);
    let headings = ["seconds", "times", "CPU seconds", "times", "peak MiB"].map(right);
    let mut table = Table::new([("way", Align::Left)].into_iter().chain(headings));
    let first = costs.first().filter(|first| !first.is_empty());
    for (way, costs) in WAYS.iter().zip(costs).filter(|(_, costs)| !costs.is_empty()) {
        let mut row = vec![way.name.to_owned()];
        for of in [|cost: &Cost| cost.seconds, |cost: &Cost| cost.cpu] {
            let (median, least) = middle(costs, of);
            row.push(format!("{median:.3} ({least:.3})"));
            row.push(first.map_or_else(String::new, |first| {
                let (first_median, first_least) = middle(first, of);
                format!("{:.1} ({:.1})", median / first_median, least / first_least)
            }));
        }
        row.push(format!("{:.0}", middle(costs, |cost| cost.peak).0));
        table.row(row);
    }
    table
}
