//! Records by month at every level: the time that it takes, and the same records as CSV for peers.
//!
//! ```text
//! cargo run --release -p gridgov-benches --bin records -- COUNT [FOLDER]
//! ```
//!
//! `COUNT` records happen at random on 177 thousand nodes within two years. `FOLDER/records.csv` has a row a record (its
//! territory, month, whether it is closed, whether it is late), `FOLDER/levels.csv` the territories above each territory,
//! `FOLDER/totals.csv` what every territory and month comes to. `benches/peers_records.py` reads them.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use gridgov::governance::{Governance, Node};
use gridgov::measure::OverflowError;
use gridgov::record::{
    Moment, PeriodLength, Record, RecordAggregate, RecordBinder, RecordPack, RecordRow, Records, Status, Step,
    Tallying, Zone,
};
use gridgov_benches::process::cpu;
use gridgov_benches::sub_districts;

/// What the peers are asked: how many are taken, closed and late.
struct TakenClosedLate(Moment);

impl RecordAggregate for TakenClosedLate {
    type Value = [u32; 3];

    fn empty(&self) -> [u32; 3] {
        [0; 3]
    }

    #[inline]
    fn add_record(&self, total: &mut [u32; 3], record: Record<'_>) -> Result<(), OverflowError> {
        let is_closed = record.status() == Status::Closed;
        let is_late = record.timeliness(Some(self.0)).is_late();
        self.merge(total, &[1, u32::from(is_closed), u32::from(is_late)])
    }

    #[inline]
    fn merge(&self, total: &mut [u32; 3], part: &[u32; 3]) -> Result<(), OverflowError> {
        for (total, part) in total.iter_mut().zip(part) {
            *total = total.checked_add(*part).ok_or(OverflowError)?;
        }
        Ok(())
    }
}

/// How often each is computed. Linux counts the time on processors in hundredths of a second, so it is the mean.
const ROUNDS: u32 = 9;

/// Classes as cities have them.
const CLASSES: u32 = 26;

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "usage: cargo run --release -p gridgov-benches --bin records -- COUNT [FOLDER]";
    let count: u32 = env::args().nth(1).ok_or(usage)?.parse()?;
    let (governance, _) = sub_districts(102);

    let start = Instant::now();
    let records = random(&governance, count)?;
    let bound = start.elapsed();
    let now = Moment::read("2024-12-31 00:00", records.zone())?;
    println!("{count} records on {} nodes, the best of {ROUNDS}, and the mean on processors", governance.node_count());
    println!("{:<44} {:>10} {:>10} {:>10}", "what", "answers", "ms", "CPU ms");
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let (all, binding) = (ms(bound), cpu()? * 1e3);
    println!("{:<44} {:>10} {all:>10.1} {binding:>10.1}", "making and binding, once", records.len());
    let tallying = Tallying::as_of(now);
    let three =
        || records.roll_up(PeriodLength::Month, &TakenClosedLate(now)).map_or(0, |answers| answers.iter().count());
    let by_month = || records.roll_up(PeriodLength::Month, &tallying).map_or(0, |answers| answers.iter().count());
    let by_class = || records.by_class(PeriodLength::Month).map_or(0, |answers| answers.iter().count());
    let times = || records.times(PeriodLength::Month).iter().count();
    let works: [(&str, &dyn Fn() -> usize); 4] = [
        ("taken, closed, late by month at every level", &three),
        ("tallies by month at every level", &by_month),
        ("medians and p90 by month at every level", &times),
        ("by class and month at every level", &by_class),
    ];
    for (what, work) in works {
        let before = cpu()?;
        let round = |_| {
            let start = Instant::now();
            (work(), start.elapsed())
        };
        let rounds: Vec<(usize, Duration)> = (0..ROUNDS).map(round).collect();
        let spent = (cpu()? - before) * 1e3 / f64::from(ROUNDS);
        if let Some((answers, best)) = rounds.into_iter().min_by_key(|(_, elapsed)| *elapsed) {
            println!("{what:<44} {answers:>10} {:>10.1} {spent:>10.1}", ms(best));
        }
    }
    if let Some(folder) = env::args().nth(2) {
        write(Path::new(&folder), &governance, &records, now)?;
    }
    Ok(())
}

fn random(governance: &Governance, count: u32) -> Result<Records<'_>, Box<dyn Error>> {
    let zone: Zone = "Asia/Shanghai".parse()?;
    let mut random = fastrand::Rng::with_seed(7);
    let first = Moment::read("2023-01-01 00:00", &zone)?;
    let codes: Vec<&str> = governance.nodes().map(Node::code).collect();
    let mut binder = RecordBinder::new(governance, zone, RecordPack::default());
    for _ in 0..count {
        let after = |from: Moment, seconds: i64| from.after_seconds(seconds).ok_or("beyond the calendar");
        let reported = after(first, random.i64(0..730 * 86_400))?;
        let mut row =
            RecordRow::new(format!("class {}", random.u32(0..CLASSES)), codes[random.usize(0..codes.len())], reported)
                .with_due(after(reported, 86_400)?);
        if random.u32(0..100) < 90 {
            row = row.with_step(Step::Closed, after(reported, random.i64(60..2 * 86_400))?);
        }
        binder.push(&row);
    }
    Ok(binder.finish()?)
}

fn write(folder: &Path, governance: &Governance, records: &Records<'_>, now: Moment) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let file = |name: &str| fs::File::create(folder.join(name)).map(BufWriter::new);
    let number = |node: Node<'_>| governance.territories().position(|territory| territory == node);
    let mut numbers = std::collections::BTreeMap::new();
    let (mut levels, mut rows, mut totals) = (file("levels.csv")?, file("records.csv")?, file("totals.csv")?);
    writeln!(levels, "territory,level_0,level_1,level_2,level_3")?;
    for (at, node) in governance.territories().enumerate() {
        numbers.insert(node.code(), at);
        let mut above: Vec<String> = node.ancestors().map(|above| numbers[above.code()].to_string()).collect();
        above.reverse();
        above.push(at.to_string());
        above.resize(4, String::new());
        writeln!(levels, "{at},{}", above.join(","))?;
    }
    writeln!(rows, "territory,month,closed,late")?;
    for record in records.iter() {
        let node = record.node().ok_or("every record has a place")?;
        let mut around = std::iter::once(node).chain(node.ancestors());
        let territory = around.find(|node| node.kind().is_territory()).ok_or("in a territory")?;
        let day = record.day();
        let month = u32::from(day.year()) * 12 + u32::from(day.month()) - 1;
        let (closed, late) = (record.closed().is_some(), record.timeliness(Some(now)).is_late());
        writeln!(rows, "{},{month},{},{}", numbers[territory.code()], u8::from(closed), u8::from(late))?;
    }
    writeln!(totals, "territory,month,taken,closed,late")?;
    for (node, period, tally) in records.roll_up(PeriodLength::Month, &Tallying::as_of(now))?.iter() {
        let month = u32::from(period.first().year()) * 12 + u32::from(period.first().month()) - 1;
        let territory = numbers.get(node.code()).copied().or_else(|| number(node)).ok_or("a territory")?;
        writeln!(totals, "{territory},{month},{},{},{}", tally.taken, tally.closed, tally.late())?;
    }
    for mut file in [levels, rows, totals] {
        file.flush()?;
    }
    Ok(())
}
