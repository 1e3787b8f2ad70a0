//! The whole country in one process: a synthetic grid map of every sub-district, counted and covered.
//!
//! ```text
//! cargo run --release --example country -- --subdistricts 41352 [--divisions DIR] [--seed N]
//! ```
//!
//! `DIR` holds the four CSV files of the real divisions; without it the divisions are synthetic too. The same
//! numbers come out for the same seed. 41,352 sub-districts are some 70 million nodes and take 20 GiB at most.

mod divisions;
mod synthetic;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use gridgov::coverage::Question;
use gridgov::governance::{Builder, Governance};
use gridgov::kind::{Family, Kind};
use gridgov::report::{Align, Table, text};
use gridgov::rollup::{CountByKind, Counting, Distinct, EveryCover, Home};
use indicatif::{ProgressBar, ProgressStyle};

struct Arguments {
    subdistricts: usize,
    divisions: Option<PathBuf>,
    seed: u64,
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { subdistricts: 1_000, divisions: None, seed: 1 };
    let mut given = std::env::args().skip(1);
    while let Some(option) = given.next() {
        let mut value = || given.next().ok_or(format!("{option} needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|error| format!("{text}: {error}"));
        match option.as_str() {
            "--subdistricts" => {
                arguments.subdistricts = usize::try_from(number(value()?)?).map_err(|e| e.to_string())?;
            }
            "--divisions" => arguments.divisions = Some(value()?.into()),
            "--seed" => arguments.seed = number(value()?)?,
            _ => return Err(format!("{option} is not known")),
        }
    }
    Ok(arguments)
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\nusage: country [--subdistricts N] [--divisions DIR] [--seed N]");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What was done, and how long it took.
#[derive(Default)]
struct Steps(Vec<(String, Duration)>);

impl Steps {
    fn time<T>(&mut self, what: impl Into<String>, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.0.push((what.into(), start.elapsed()));
        done
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut steps = Steps::default();
    let upper = match &arguments.divisions {
        Some(folder) => divisions::read(folder)?,
        None => divisions::synthetic(arguments.subdistricts),
    };
    let townships = upper.townships.iter().take(arguments.subdistricts);

    // Indicatif draws on standard error, and nothing where that is no terminal.
    let bar = ProgressBar::new(townships.len() as u64).with_style(ProgressStyle::with_template(
        "{msg:<28} {wide_bar} {human_pos} / {human_len} sub-districts, {eta} left",
    )?);
    let mut builder = Builder::new();
    let (mut making, mut adding) = (Duration::ZERO, Duration::ZERO);
    builder.add(&upper.ledger);
    bar.set_message("making and adding ledgers");
    for (number, township) in townships.enumerate() {
        let start = Instant::now();
        let seed = arguments.seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
        let (code, name) = (&township.code, &township.name);
        let ledger = synthetic::subdistrict(code, name, Some(&township.county), synthetic::STAFFED, seed);
        let made = Instant::now();
        builder.add(&ledger);
        making += made - start;
        adding += made.elapsed();
        bar.inc(1);
    }
    bar.finish_and_clear();
    steps.0.push(("making synthetic rows".to_owned(), making));
    steps.0.push(("building: taking rows".to_owned(), adding));
    let governance = steps.time("building: checks and order", || builder.finish())?;

    roll_up(&governance, &mut steps, Home)?;
    roll_up(&governance, &mut steps, Distinct)?;
    roll_up(&governance, &mut steps, EveryCover)?;
    for question in Question::ALL {
        let what = format!("coverage: {question}");
        let share = steps.time(what, || {
            let answer = governance.ask(*question);
            let shares = answer.shares();
            std::hint::black_box(&shares);
            answer.total()
        });
        let (_, time) = steps.0.pop().ok_or("a step was timed")?;
        steps.0.push((format!("coverage: {question} ({})", text::percent(share)), time));
    }
    let netting = steps.time("places by nets", || governance.netting());
    let nets = [("none", &netting.by_none), ("one", &netting.by_one), ("several", &netting.by_several)];
    let nets: Vec<String> = nets.iter().map(|(by, places)| format!("{} by {by}", places.len())).collect();

    println!("{} {}\n", governance.title(), governance.node_count());
    print!("{}", text::counts(&governance.all().counts()));
    println!("\nPlaces netted: {}\n", nets.join(", "));
    print!("{}", table(&steps, governance.node_count()));
    if let Some(peak) = peak_memory() {
        println!(
            "\nPeak memory: {:.1} GiB, {} bytes a node",
            peak as f64 / f64::from(1 << 30),
            peak / governance.node_count() as u64
        );
    }
    Ok(())
}

/// Counts by kind and both sums for every area and grid, and each answer read once.
fn roll_up<C: Counting>(governance: &Governance, steps: &mut Steps, counting: C) -> Result<(), Box<dyn Error>> {
    let sums = (governance.sum_of("households")?, governance.sum_of("floor_area")?);
    let totals = steps.time(format!("roll-up {}", C::ID), || governance.roll_up(counting, (CountByKind, sums)))?;
    let read = || {
        totals.iter().map(|(_, (counts, (sum, _)))| counts.total() ^ sum.units().unsigned_abs()).fold(0, |a, b| a ^ b)
    };
    std::hint::black_box(steps.time(format!("roll-up {}, reading all answers", C::ID), read));
    let whole = governance.roots().filter(|root| root.kind().family() == Family::Area);
    let shops: u64 = whole.filter_map(|root| totals.at(root)).map(|(counts, _)| counts[Kind::Shop]).sum();
    let (what, time) = steps.0.pop().ok_or("a step was timed")?;
    steps.0.push((format!("{what} ({shops} shops)"), time));
    Ok(())
}

fn table(steps: &Steps, nodes: usize) -> Table {
    let mut table = Table::new([("step", Align::Left), ("seconds", Align::Right), ("ns a node", Align::Right)]);
    for (what, time) in &steps.0 {
        let nanoseconds = time.as_nanos() as f64 / nodes.max(1) as f64;
        table.row([what.clone(), format!("{:.3}", time.as_secs_f64()), format!("{nanoseconds:.2}")]);
    }
    table
}

/// The most memory that the process ever had, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}
