//! The whole country in one process: a synthetic grid map of every sub-district, counted and covered.
//!
//! ```text
//! cargo run --release -p gridgov-benches --bin country -- --subdistricts 41352 [--divisions DIR] [--seed N] [--export DIR]
//! ```
//!
//! `--divisions` names the folder with the four CSV files of the real divisions; without it the divisions are synthetic
//! too. The same numbers come out for the same seed. `--export` writes the graph as tables into a folder. 41,352 sub-districts are some 70 million nodes and take 8 GiB at most.

mod divisions;
#[path = "../../../../examples/common/program.rs"]
mod program;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use gridgov::coverage::Question;
use gridgov::governance::{Builder, Governance};
use gridgov::kind::{Family, Kind};
use gridgov::report::{Align, Table, text};
use gridgov::rollup::{CountByKind, Counting, Distinct, EveryCover, Home};
use gridgov::table::{ExportOptions, Exported, TableError};
use gridgov_benches::process::memory;
use gridgov_benches::synthetic;
use indicatif::{ProgressBar, ProgressStyle};

use program::{Console, Misuse, Program};

struct Arguments {
    subdistricts: usize,
    divisions: Option<PathBuf>,
    seed: u64,
    export: Option<PathBuf>,
}

fn arguments(given: Vec<OsString>) -> Result<Arguments, String> {
    let mut arguments = Arguments { subdistricts: 1_000, divisions: None, seed: 1, export: None };
    let text = |given: OsString| given.into_string().map_err(|given| format!("{} is not known", given.display()));
    let mut given = given.into_iter();
    while let Some(option) = given.next() {
        let option = text(option)?;
        let mut value = || given.next().ok_or(format!("{option} needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|error| format!("{text}: {error}"));
        match option.as_str() {
            "--subdistricts" => {
                arguments.subdistricts = usize::try_from(number(text(value()?)?)?).map_err(|e| e.to_string())?;
            }
            "--divisions" => arguments.divisions = Some(value()?.into()),
            "--export" => arguments.export = Some(value()?.into()),
            "--seed" => arguments.seed = number(text(value()?)?)?,
            _ => return Err(format!("{option} is not known")),
        }
    }
    Ok(arguments)
}

const COUNTRY: Program = Program {
    about: "The whole country in one process: a synthetic grid map of every sub-district, counted and covered.

  --subdistricts N  how many sub-districts, 1,000 if it is not given; 41,352 are the country
  --divisions DIR   the folder with the four CSV files of the real divisions; else these are synthetic too
  --seed N          other numbers; the same come out for the same seed
  --export DIR      the graph as tables, written into this folder, with its totals by county in totals.csv",
    usage: "usage: country [--subdistricts N] [--divisions DIR] [--seed N] [--export DIR]",
};

fn main() -> ExitCode {
    COUNTRY.run(|given, out| run(out, &arguments(given).map_err(Misuse)?))
}

/// What was done, and how long it took; what is being done stands on the bar.
struct Steps {
    done: Vec<(String, Duration)>,
    bar: ProgressBar,
}

impl Steps {
    fn new(sub_districts: u64) -> Result<Self, Box<dyn Error>> {
        // Indicatif draws on standard error, and nothing where that is no terminal.
        let style = "{msg:<28} {wide_bar} {human_pos} / {human_len} sub-districts, {eta} left";
        let bar = ProgressBar::new(sub_districts).with_style(ProgressStyle::with_template(style)?);
        Ok(Self { done: Vec::new(), bar })
    }

    /// All sub-districts are there; what comes now has no measurable progress.
    fn spin(&self) -> Result<(), Box<dyn Error>> {
        self.bar.set_style(ProgressStyle::with_template("{spinner} {msg}, {elapsed} in all")?);
        self.bar.enable_steady_tick(Duration::from_millis(100));
        Ok(())
    }

    /// Does a step; what it found may be told beside its name.
    fn time<T>(&mut self, what: &str, work: impl FnOnce() -> T, found: impl FnOnce(&T) -> Option<String>) -> T {
        self.bar.set_message(what.to_owned());
        let start = Instant::now();
        let done = work();
        let time = start.elapsed();
        let what = found(&done).map_or_else(|| what.to_owned(), |found| format!("{what} ({found})"));
        self.done.push((what, time));
        done
    }
}

fn run(out: &mut Console, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let upper = match &arguments.divisions {
        Some(folder) => divisions::read(folder)?,
        None => divisions::synthetic(arguments.subdistricts),
    };
    let townships = upper.townships.iter().take(arguments.subdistricts);

    let mut steps = Steps::new(townships.len() as u64)?;
    let mut builder = Builder::new();
    let (mut making, mut adding) = (Duration::ZERO, Duration::ZERO);
    builder.add(&upper.ledger);
    steps.bar.set_message("making and adding ledgers");
    for (number, township) in townships.enumerate() {
        let start = Instant::now();
        let seed = arguments.seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
        let (code, name) = (&township.code, &township.name);
        let ledger = synthetic::subdistrict(code, name, Some(&township.county), synthetic::STAFFED, seed);
        let made = Instant::now();
        builder.add(&ledger);
        making += made - start;
        adding += made.elapsed();
        steps.bar.inc(1);
    }
    steps.done.push(("making synthetic rows".to_owned(), making));
    steps.done.push(("building: taking rows".to_owned(), adding));
    steps.spin()?;
    let governance = steps.time("building: checks and order", || builder.finish(), |_| None)?;
    let built = memory("VmRSS:").ok();

    if let Some(folder) = &arguments.export {
        export(&governance, &mut steps, folder)?;
    }
    roll_up(&governance, &mut steps, Home)?;
    roll_up(&governance, &mut steps, Distinct)?;
    roll_up(&governance, &mut steps, EveryCover)?;
    for question in Question::ALL {
        let ask = || {
            let answer = governance.ask(*question);
            std::hint::black_box(answer.shares());
            answer.total()
        };
        steps.time(&format!("coverage: {question}"), ask, |share| Some(text::percent(*share)));
    }
    let claims = steps.time("places by nets", || governance.claims(), |_| None);
    let nets = [("none", &claims.by_none), ("one", &claims.by_one), ("several", &claims.by_several)];
    let nets: Vec<String> = nets.iter().map(|(by, places)| format!("{} by {by}", places.len())).collect();
    steps.bar.finish_and_clear();

    let nodes = governance.node_count();
    writeln!(out, "{} {nodes}\n", governance.title())?;
    write!(out, "{}", text::counts(&governance.all().counts(), gridgov::Language::English))?;
    writeln!(out, "\nPlaces netted: {}\n", nets.join(", "))?;
    write!(out, "{}", table(&steps.done, nodes))?;
    if let (Some(built), Some(peak)) = (built, memory("VmHWM:").ok()) {
        let text: usize = governance.nodes().map(|node| node.code().len() + node.name().len()).sum();
        let each = |bytes: u64| bytes / nodes as u64;
        let gib = |bytes: u64| bytes as f64 / f64::from(1 << 30);
        writeln!(
            out,
            "\nMemory: {:.1} GiB when built, {} bytes a node, of which {} are the text of codes and names; at most \
             {:.1} GiB, {} bytes a node",
            gib(built),
            each(built),
            each(text as u64),
            gib(peak),
            each(peak)
        )?;
    }
    Ok(())
}

/// Writes the tables, and beside them what each county has, counted once, for an engine to come to the same.
fn export(governance: &Governance, steps: &mut Steps, folder: &Path) -> Result<(), Box<dyn Error>> {
    let before = memory("VmHWM:").ok();
    let write = || governance.export(folder, &ExportOptions::default());
    let mib = |bytes: u64| bytes >> 20;
    let size = |written: &Result<Exported, TableError>| Some(format!("{} MiB", mib(written.as_ref().ok()?.bytes())));
    let written = steps.time("export as tables", write, size)?;
    for file in &written.files {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        steps.done.push((format!("  {name}: {} rows, {} MiB", file.rows, mib(file.bytes)), Duration::ZERO));
    }
    if let (Some(before), Some(after)) = (before, memory("VmHWM:").ok()) {
        steps.done.push((format!("  the peak of memory rose by {} MiB", mib(after - before)), Duration::ZERO));
    }
    let totals = governance.roll_up(Distinct, (CountByKind, governance.sum_of("households")?))?;
    let mut text = Vec::from("unit,nodes,households\n");
    for (node, (counts, households)) in totals.iter().filter(|(node, _)| node.kind() == Kind::County) {
        let households = households.map_or_else(String::new, |sum| sum.to_string());
        writeln!(text, "{},{},{households}", node.code(), counts.total())?;
    }
    std::fs::write(folder.join("totals.csv"), text)?;
    Ok(())
}

/// Counts by kind and both sums for every area and grid, and each answer read once.
fn roll_up<C: Counting>(governance: &Governance, steps: &mut Steps, counting: C) -> Result<(), Box<dyn Error>> {
    let sums = (governance.sum_of("households")?, governance.sum_of("floor_area")?);
    let what = format!("roll-up {}", C::ID);
    let totals = steps.time(&what, || governance.roll_up(counting, (CountByKind, sums)), |_| None)?;
    let read = || {
        totals
            .iter()
            .map(|(_, (counts, (sum, _)))| counts.total() ^ sum.map_or(0, |sum| sum.units().unsigned_abs()))
            .fold(0, |a, b| a ^ b)
    };
    let whole = governance.roots().filter(|root| root.kind().family() == Family::Area);
    let shops: u64 = whole.filter_map(|root| totals.at(root)).map(|(counts, _)| counts[Kind::Shop]).sum();
    let what = format!("{what}, reading all answers");
    std::hint::black_box(steps.time(&what, read, |_| Some(format!("{shops} shops"))));
    Ok(())
}

fn table(steps: &[(String, Duration)], nodes: usize) -> Table {
    let mut table = Table::new([("step", Align::Left), ("seconds", Align::Right), ("ns a node", Align::Right)]);
    for (what, time) in steps {
        let nanoseconds = time.as_nanos() as f64 / nodes.max(1) as f64;
        table.row([what.clone(), format!("{:.3}", time.as_secs_f64()), format!("{nanoseconds:.2}")]);
    }
    table
}
