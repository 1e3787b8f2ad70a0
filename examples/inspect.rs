//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --example inspect -- LEDGER [--json] [--at CODE]
//! ```
//!
//! `LEDGER` is a JSON file or a folder with `nodes.csv` and `links.csv`. All that is wrong with it goes to
//! standard error. The exit status is 1 where it cannot be built, 2 where the command is used wrongly.

use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use gridgov::governance::{Governance, Node};
use gridgov::kind::Family;
use gridgov::report::{Summary, text};
use gridgov::rollup::Distinct;

const USAGE: &str = "usage: inspect LEDGER [--json] [--at CODE]";

/// How many findings of each rule are shown; `--json` gives all.
const FINDINGS_SHOWN: usize = 10;

struct Arguments {
    ledger: PathBuf,
    json: bool,
    at: Option<String>,
}

fn arguments() -> Result<Arguments, String> {
    let mut ledger = None;
    let (mut json, mut at) = (false, None);
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--at") => {
                let code = given.next().ok_or("--at needs a code")?;
                at = Some(code.into_string().map_err(|code| format!("{} is no code", code.display()))?);
            }
            Some(option) if option.starts_with("--") => return Err(format!("{option} is not known")),
            _ if ledger.is_some() => return Err(format!("one ledger only, not {} too", argument.display())),
            _ => ledger = Some(PathBuf::from(argument)),
        }
    }
    Ok(Arguments { ledger: ledger.ok_or("no ledger is given")?, json, at })
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let governance = match Governance::open(&arguments.ledger) {
        Ok(governance) => governance,
        Err(errors) => {
            eprintln!("{errors}");
            eprintln!("{}: {} cannot be built", arguments.ledger.display(), counted(errors.iter().len(), "error"));
            return ExitCode::FAILURE;
        }
    };
    let at = match arguments.at.as_deref().map(|code| governance.node(code).ok_or(code)) {
        Some(Err(code)) => {
            eprintln!("no node of {} has the code `{code}`\n{USAGE}", arguments.ledger.display());
            return ExitCode::from(2);
        }
        Some(Ok(node)) => Some(node),
        None => None,
    };
    match show(&governance, at, arguments.json) {
        Ok(shown) => {
            println!("{shown}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn show<'g>(governance: &'g Governance, at: Option<Node<'g>>, json: bool) -> Result<String, Box<dyn Error>> {
    let findings = governance.audit();
    if json {
        let summary = match at {
            Some(node) => Summary::at(node, &findings)?,
            None => Summary::new(governance, &findings)?,
        };
        return Ok(summary.to_json_string());
    }
    let set = at.map_or_else(|| governance.all(), Node::subtree);
    // Of a Party organisation the answers are about what it answers for.
    let party = at.filter(|node| node.kind().family() == Family::Party);
    let asked = party.map_or_else(|| set.clone(), |party| governance.answers_for(party));
    let mut shown = String::new();
    let heading = at.map_or_else(|| governance.title().to_owned(), |node| node.to_string());
    let size = [(set.len(), "node"), (governance.link_count(), "link")].map(|(number, what)| counted(number, what));
    writeln!(shown, "{heading}\n{}", size.join(", "))?;
    for (title, table) in [
        ("How many 数量", text::counts(&(&set | &asked).counts()).to_string()),
        ("Findings 问题 (the most severe first)", text::finding_groups(&findings.within(&set), FINDINGS_SHOWN)),
        ("Coverage 覆盖 (the worst first)", text::coverage(governance, &asked).to_string()),
        ("Roll-up 汇总 (each place once)", text::roll_up(governance, Distinct, &asked)?.to_string()),
    ] {
        write!(shown, "\n{title}\n\n{}", if table.is_empty() { "none\n" } else { &table })?;
    }
    Ok(shown)
}
