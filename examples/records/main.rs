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
//! ledger cannot be built or the records not be bound to it, 2 where the command is used wrongly.

mod arguments;
#[cfg(feature = "geo")]
mod map;
#[cfg(not(feature = "geo"))]
#[path = "no_map.rs"]
mod map;

use std::fmt::Display;
use std::process::ExitCode;

use gridgov::Language;
use gridgov::audit::{Findings, RulePack, Rules};
use gridgov::governance::{Governance, Node};
use gridgov::message::{Message, Tell};
use gridgov::record::{BindRecords, Moment, RecordReader, Records};
use gridgov::report::{RecordSummary, ocel, text};

use arguments::{Arguments, Output, USAGE};

fn main() -> ExitCode {
    match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => run(&arguments),
        Err(error) => misused(&error),
    }
}

fn misused(error: &dyn Display) -> ExitCode {
    eprintln!("{error}\n{USAGE}");
    ExitCode::from(2)
}

fn run(arguments: &Arguments) -> ExitCode {
    let language = arguments.language;
    let governance = match Governance::open(&arguments.ledger) {
        Ok(governance) => governance,
        Err(errors) => {
            let messages: Vec<Message> = errors.iter().map(Tell::message).collect();
            for error in &errors {
                eprintln!("{}", error.in_language(language));
            }
            return fail(arguments, 0, messages, Vec::new());
        }
    };
    let at = match arguments.at.as_deref().map(|code| governance.find(code)).transpose() {
        Ok(at) => at,
        Err(error) => return misused(&error),
    };
    let now = match arguments.now.as_deref().map(|now| Moment::read(now, &arguments.zone)).transpose() {
        Ok(now) => now,
        Err(error) => return misused(&format!("--now: {error}")),
    };
    let map = match map::Map::read(&governance, arguments) {
        Ok(map) => map,
        Err(map::Failed::Misuse(why)) => return misused(&why),
        Err(map::Failed::Wrong(errors)) => {
            for (_, told) in &errors {
                eprintln!("{told}");
            }
            return fail(arguments, 0, errors.into_iter().map(|(message, _)| message).collect(), Vec::new());
        }
    };
    let reader = RecordReader::new(arguments.zone.clone());
    let reader = if map.is_some() { reader.with_points() } else { reader };
    let ledger = reader.open(&arguments.records);
    let bound = match &map {
        Some(map) => governance.records_on_map(&ledger, &arguments.pack, map.locate()),
        None => governance.records_by(&ledger, &arguments.pack),
    };
    let records = match bound {
        Ok(records) => records,
        Err(errors) => {
            for note in ledger.notes() {
                eprintln!("{}", note.in_language(language));
            }
            eprintln!("{}", errors.in_language(language));
            let notes = ledger.notes().iter().map(Tell::message).collect();
            return fail(arguments, ledger.rows().len(), errors.messages().collect(), notes);
        }
    };
    for note in records.notes() {
        eprintln!("{}", note.in_language(language));
    }
    let audit = match records.add_rules(Rules::built_in(), now).audit(&RulePack::new("records", "Rules about records"))
    {
        Ok(audit) => audit,
        Err(errors) => return misused(&errors),
    };
    let findings = audit.run(&governance);
    let summary = match RecordSummary::new(&records, arguments.period, now, at) {
        Ok(summary) => summary.with_findings(&findings),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for (output, path) in &arguments.outputs {
        let content = match output {
            Output::Html => page(&governance, &findings, &summary, at, map.as_ref(), language),
            other => content(*other, &summary, &records, language),
        };
        let written = content.and_then(|content| Ok(std::fs::write(path, content)?));
        if let Err(error) = written {
            eprintln!("{}: cannot be written: {error}", path.display());
            return ExitCode::FAILURE;
        }
        eprintln!("written: {}", path.display());
    }
    if arguments.json {
        println!("{}", summary.to_json_string());
    } else if arguments.outputs.is_empty() {
        println!("{}", summary.table(language));
        if !findings.is_empty() {
            println!("{}", text::findings(&findings, language));
        }
    }
    ExitCode::SUCCESS
}

/// The bytes of a file.
fn content(
    output: Output,
    summary: &RecordSummary,
    records: &Records<'_>,
    language: Language,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    Ok(match output {
        Output::Csv => summary.table(language).to_csv().into_bytes(),
        Output::Markdown => summary.table(language).to_markdown().into_bytes(),
        Output::Ocel => ocel(records).into_bytes(),
        Output::Html => return Err("a page is written with all findings".into()),
        #[cfg(feature = "workbook")]
        Output::Xlsx => summary.to_xlsx(language)?,
        #[cfg(not(feature = "workbook"))]
        Output::Xlsx => return Err("a workbook needs the feature `workbook`".into()),
    })
}

/// The page with its records and, where there is one, the map.
#[cfg(feature = "page")]
fn page<'g>(
    governance: &'g Governance,
    findings: &Findings<'g>,
    summary: &RecordSummary,
    at: Option<Node<'g>>,
    map: Option<&map::Map<'g>>,
    language: Language,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    use gridgov::report::{Page, Scope};

    let scope = at.map_or_else(|| Scope::all(governance), Scope::at);
    let page = Page::new(scope, findings).with_records(summary).in_language(language);
    let page = match map {
        Some(map) => map.draw(page),
        None => page,
    };
    Ok(page.to_html()?.into_bytes())
}

#[cfg(not(feature = "page"))]
fn page<'g>(
    _: &'g Governance,
    _: &Findings<'g>,
    _: &RecordSummary,
    _: Option<Node<'g>>,
    _: Option<&map::Map<'g>>,
    _: Language,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    Err("a page needs the feature `page`".into())
}

/// What is wrong, as JSON where that is asked for.
fn fail(arguments: &Arguments, records: usize, errors: Vec<Message>, notes: Vec<Message>) -> ExitCode {
    if arguments.json {
        println!("{}", RecordSummary::of_errors(records, errors, notes).to_json_string());
    }
    ExitCode::FAILURE
}
