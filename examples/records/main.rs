//! Records of cases on a ledger: how many, of which class, how long they took, and which are late.
//!
//! ```text
//! cargo run --release --features record --example records -- LEDGER RECORDS.csv [--zone Asia/Shanghai] [--period month]
//!     [--at CODE] [--now 2023-12-10T12:00] [--pack PACK] [--language zh] [--json] [--csv OUT.csv] [--markdown OUT.md]
//!     [--xlsx OUT.xlsx] [--ocel OUT.json] [--html OUT.html] [--map MAP.geojson]... [--crs gcj02] [--property adcode]...
//! ```
//!
//! `LEDGER` is a ledger of areas and grids, as `inspect` reads it (workbooks with the feature `workbook` only). `RECORDS` is a
//! table of cases in UTF-8 (`.csv`), or JSON lines (`.jsonl`); with the feature `workbook` also a workbook, or a table in GBK.
//! Times without an offset are those of the clock of `--zone`, which is Asia/Shanghai. `--period` is `day`, `week`, `month`,
//! `quarter`, `half_year` or `year`. Without `--now` nothing that is open is late or in time. `--pack` is `three_colours`,
//! `nanjing_gulou`, or a file with deadlines as JSON. The page goes to standard output, as a table or as JSON, unless files
//! are named: the table as CSV, as Markdown or, with the feature `workbook`, as a workbook, the event log as OCEL 2.0 and,
//! with the feature `page`, one HTML page. With the feature `geo`, `--map` names GeoJSON on which the points of records
//! (经度, 纬度; longitude, latitude) are looked up, in the coordinate system that `--crs` says; the page draws it too.
//!
//! Everything that is wrong goes to standard error, and with `--json` into the JSON too. The exit status is 1 where the
//! ledger cannot be built, the records not be bound to it or a file not be written, 2 where the command is used wrongly.

mod arguments;
#[cfg(feature = "geo")]
mod map;
#[path = "../common/program.rs"]
mod program;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use gridgov::audit::{RulePack, Rules};
use gridgov::governance::{BuildError, Governance, Locate};
use gridgov::message::{Message, Tell, Wording};
use gridgov::record::{BindRecords, Moment, RecordReader, Records};
#[cfg(feature = "page")]
use gridgov::report::{Page, Scope};
use gridgov::report::{RecordSummary, ocel, text};
use gridgov::{Errors, Language};

use arguments::{Arguments, Output};
use program::{Console, Misuse};

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().skip(1).collect();
    let language = arguments::given_language(&given).unwrap_or_default();
    arguments::program(language).run(|given, out| run(given, out, language))
}

fn run(given: Vec<OsString>, out: &mut Console, language: Language) -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(given, language).map_err(Misuse)?;
    let governance = match Governance::open(&arguments.ledger) {
        Ok(governance) => governance,
        Err(errors) => {
            let messages: Vec<Message> = errors.iter().map(Tell::message).collect();
            fail(out, &arguments, &RecordSummary::of_errors(0, messages, []))?;
            return Err(Errors::<BuildError>::from(errors).in_language(language).to_string().into());
        }
    };
    let at = arguments.at.as_deref().map(|code| governance.find(code)).transpose();
    let at = at.map_err(|error| Misuse(format!("--at: {}", error.text(language))))?;
    let now = arguments.now.as_deref().map(|now| Moment::read(now, &arguments.zone)).transpose();
    let now = now.map_err(|error| Misuse(format!("--now: {}", error.text(language))))?;
    #[cfg(feature = "geo")]
    let map = map::read(&governance, &arguments, out, language)?;
    #[cfg(feature = "geo")]
    let locate = map.as_ref().map(|map| map as &dyn Locate);
    #[cfg(not(feature = "geo"))]
    let locate: Option<&dyn Locate> = None;
    let reader = RecordReader::new(arguments.zone.clone());
    let reader = if locate.is_some() { reader.with_points() } else { reader };
    let ledger = reader.open(&arguments.records);
    let bound = match locate {
        Some(map) => governance.records_on_map(&ledger, &arguments.pack, map),
        None => governance.records_by(&ledger, &arguments.pack),
    };
    let records = match bound {
        Ok(records) => records,
        Err(errors) => {
            let notes = ledger.notes().iter().map(Tell::message);
            fail(out, &arguments, &RecordSummary::of_errors(ledger.rows().len(), errors.messages(), notes))?;
            for note in ledger.notes() {
                out.tell(note.in_language(language));
            }
            return Err(errors.in_language(language).to_string().into());
        }
    };
    for note in records.notes() {
        out.tell(note.in_language(language));
    }
    let pack = RulePack::new("records", "Rules about records");
    let findings = records.add_rules(Rules::built_in(), now).audit(&pack)?.run(&governance);
    let summary = RecordSummary::new(&records, arguments.period, now, at)?.with_findings(&findings);
    #[cfg(feature = "page")]
    let page = {
        let scope = at.map_or_else(|| Scope::all(&governance), Scope::at);
        Page::new(scope, &findings).with_records(&summary).in_language(language)
    };
    #[cfg(feature = "geo")]
    let page = match &map {
        Some(map) => page.with_map(map, &map.covers()),
        None => page,
    };
    for (output, path) in &arguments.outputs {
        let content = match output {
            #[cfg(feature = "page")]
            Output::Html => page.to_html()?.into_bytes(),
            other => content(*other, &summary, &records, language)?,
        };
        program::write_file(path, content)?;
        out.tell(language.of(format!("written: {}", path.display()), format!("已写出：{}", path.display())));
    }
    if arguments.json {
        writeln!(out, "{}", summary.to_json_string())?;
    } else if arguments.outputs.is_empty() {
        writeln!(out, "{}", summary.table(language))?;
        if !findings.is_empty() {
            writeln!(out, "{}", text::findings(&findings, language))?;
        }
    }
    Ok(())
}

/// The bytes of a file.
fn content(
    output: Output,
    summary: &RecordSummary,
    records: &Records<'_>,
    language: Language,
) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(match output {
        Output::Csv => summary.table(language).to_csv().into_bytes(),
        Output::Markdown => summary.table(language).to_markdown().into_bytes(),
        Output::Ocel => ocel(records).into_bytes(),
        Output::Html => return Err("a page needs the feature `page`".into()),
        #[cfg(feature = "workbook")]
        Output::Xlsx => summary.to_xlsx(language)?,
        #[cfg(not(feature = "workbook"))]
        Output::Xlsx => return Err("a workbook needs the feature `workbook`".into()),
    })
}

/// Where the page should be JSON, so are errors.
fn fail(out: &mut Console, arguments: &Arguments, failure: &RecordSummary) -> std::io::Result<()> {
    if arguments.json { writeln!(out, "{}", failure.to_json_string()) } else { Ok(()) }
}
