//! A lake of tables: a graph and facts as Parquet files, SQL for any engine, and a check of what the engine answers.
//!
//! ```text
//! cargo run --release --features parquet --example lake -- LEDGER OUT_DIR [--facts N] [--seed S]
//! cargo run --release --features parquet --example lake -- --check OUT_DIR RESULTS_DIR
//! ```
//!
//! `LEDGER` is a ledger as JSON or as a folder of CSV tables (workbooks with the feature `workbook` only). The first command
//! writes into `OUT_DIR`:
//!
//! | what | which files |
//! |---|---|
//! | the graph | `nodes.parquet`, `links.parquet`, `bridge.parquet`, `measures.parquet`, `declared.parquet`, `meta.json` |
//! | made-up facts, the same for the same `--seed` | `facts.parquet`, `facts_totals.parquet` |
//! | texts for engines | `sql/NAME.sql` |
//! | what they must answer, by this crate in memory | `expected/NAME.csv` |
//!
//! Run each text in an engine that has the files under the names `nodes`, `links`, `bridge`, `measures` and `facts`, and write
//! its answer as `RESULTS_DIR/NAME.csv`, with a line of headings (or as a folder of such files, as Spark does). The second
//! command compares the answers with what is expected, and the counts and sums in them with the control totals of the files.
//! It tells every difference, and its exit status is 1 if there is one.

mod arguments;
mod check;
mod controls;
#[path = "lake.rs"]
mod lake;
#[path = "../common/program.rs"]
mod program;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use gridgov::governance::Governance;

use arguments::{Arguments, USAGE};
use program::{Console, Misuse, Program};

const LAKE: Program = Program {
    about: "A lake of tables: a graph and facts as Parquet files, SQL for any engine, and a check of what it answers.

  LEDGER OUT_DIR                writes the tables, made-up facts, the SQL and the expected answers
  --facts N                     how many facts (100000)
  --seed S                      with what number they are made (1)
  --check OUT_DIR RESULTS_DIR   compares an engine's answers with what is expected and with control totals",
    usage: USAGE,
};

fn main() -> ExitCode {
    LAKE.run(|given, out| match Arguments::read(given).map_err(Misuse)? {
        Arguments::Write { ledger, folder, facts, seed } => write_lake(out, &ledger, &folder, facts, seed),
        Arguments::Check { folder, results } => compare(out, &folder, &results),
    })
}

fn write_lake(out: &mut Console, ledger: &Path, folder: &Path, facts: u64, seed: u64) -> Result<(), Box<dyn Error>> {
    let governance = Governance::open(ledger).map_err(|errors| errors.to_string())?;
    for note in governance.notes() {
        out.tell(note);
    }
    let written = lake::write(&governance, folder, facts, seed)?;
    out.heading(governance.title())?;
    writeln!(out, "{} nodes, {} links", governance.node_count(), governance.link_count())?;
    for (name, rows, bytes) in &written.files {
        writeln!(out, "{name:<24} {rows:>12} rows {bytes:>14} bytes")?;
    }
    writeln!(out, "{} texts in sql/, with their answers in expected/", written.texts)?;
    writeln!(out, "digest of the graph {}", written.digest)?;
    Ok(())
}

fn compare(out: &mut Console, folder: &Path, results: &Path) -> Result<(), Box<dyn Error>> {
    let checked = check::check(folder, results)?;
    for difference in &checked.differences {
        out.tell(difference);
    }
    if !checked.differences.is_empty() {
        let count = checked.differences.len();
        return Err(format!("{count} differences; {} answers were compared", checked.answers).into());
    }
    writeln!(out, "{} answers with {} rows are as expected", checked.answers, checked.rows)?;
    writeln!(out, "control totals passed: {} counts and sums", checked.controls)?;
    Ok(())
}
