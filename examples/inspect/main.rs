//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --example inspect -- LEDGER [--json] [--at CODE]
//!     [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--mark OUT.xlsx]
//! ```
//!
//! `LEDGER` is a JSON file, a folder with `nodes.csv` and `links.csv`, a workbook (`.xlsx`, `.xls`, `.ods`), an
//! office's table (`.csv`, in UTF-8 or GBK) or a folder of such tables. Of a workbook, `--mark` writes a copy with the
//! wrong cells coloured and commented. All that is wrong with it goes to
//! standard error. The report goes to standard output, as tables or as JSON; `--xlsx`, `--csv` and `--markdown` write
//! it to files instead. The exit status is 1 where the ledger cannot be built or a file not be written, 2 where the
//! command is used wrongly.

mod arguments;
mod office;
mod tables;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use gridgov::governance::Governance;
use gridgov::ledger::workbook::Workbook;
use gridgov::report::{ReportBook, Scope, Summary, marks};

use arguments::{Arguments, USAGE};

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let workbook = match office::is_workbook(&arguments.ledger).then(|| Workbook::open(&arguments.ledger)).transpose() {
        Ok(workbook) => workbook,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::FAILURE;
        }
    };
    let marked = match (&workbook, &arguments.mark) {
        (Some(book), Some(path)) => Some((book, path.as_path())),
        (None, Some(_)) => {
            eprintln!("--mark needs a workbook, which {} is not\n{USAGE}", arguments.ledger.display());
            return ExitCode::from(2);
        }
        (_, None) => None,
    };
    let governance = match workbook.as_ref().map_or_else(|| Governance::open(&arguments.ledger), office::build) {
        Ok(governance) => governance,
        Err(errors) => {
            eprintln!("{errors}");
            eprintln!("{}: {} cannot be built", arguments.ledger.display(), counted(errors.iter().len(), "error"));
            let written = marked.map(|(book, path)| office::mark(book, &marks::of_errors(&errors, book), path));
            if let Some(Err(error)) = written {
                eprintln!("{error}");
            }
            return ExitCode::FAILURE;
        }
    };
    if let Some(code) = arguments.at.as_deref().filter(|code| governance.node(code).is_none()) {
        eprintln!("no node of {} has the code `{code}`\n{USAGE}", arguments.ledger.display());
        return ExitCode::from(2);
    }
    let written = marked.map(|(book, path)| office::mark(book, &marks::of_findings(&governance.audit(), book), path));
    match written.unwrap_or(Ok(())).and_then(|()| report(&governance, &arguments)) {
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

pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Writes the files that are asked for; gives what is to be shown: the report, or which files were written.
fn report(governance: &Governance, arguments: &Arguments) -> Result<String, Box<dyn Error>> {
    let at = arguments.at.as_deref().and_then(|code| governance.node(code));
    let scope = at.map_or_else(|| Scope::all(governance), Scope::at);
    let findings = governance.audit();
    let mut written = Vec::new();
    if let Some(path) = &arguments.xlsx {
        let mut file = BufWriter::new(File::create(path)?);
        ReportBook::new(scope.clone(), &findings).write_xlsx(&mut file)?;
        file.flush()?;
        written.push(path);
    }
    if let Some(folder) = &arguments.csv {
        tables::write_csv(folder, governance, &scope, &findings)?;
        written.push(folder);
    }
    if let Some(path) = &arguments.markdown {
        fs::write(path, tables::markdown(governance, &scope, &findings)?)?;
        written.push(path);
    }
    if arguments.json {
        let summary = match at {
            Some(node) => Summary::at(node, &findings)?,
            None => Summary::new(governance, &findings)?,
        };
        return Ok(summary.to_json_string());
    }
    if written.is_empty() {
        return tables::shown(governance, &scope, &findings);
    }
    let written: Vec<String> = written.iter().map(|path| format!("written: {}", path.display())).collect();
    Ok(written.join("\n"))
}
