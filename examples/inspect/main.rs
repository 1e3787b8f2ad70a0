//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --features workbook --example inspect -- LEDGER [--json] [--reading] [--at CODE]
//!     [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]... [--xlsx OUT.xlsx] [--csv DIR]
//!     [--markdown OUT.md] [--mark OUT.xlsx]
//! cargo run --release --features workbook --example inspect -- --template OUT.xlsx
//! ```
//!
//! `LEDGER` is a JSON file, a folder with `nodes.csv` and `links.csv`, a workbook (`.xlsx`, `.xls`, `.ods`), an
//! office's table (`.csv`, in UTF-8 or GBK) or a folder of such tables. Of a workbook, `--mark` writes a copy with the
//! wrong cells coloured and commented, and `--column` says what a column means whose heading is not known, such as
//! `片区号=code`, `案件数=measure:disputes` or `天气=ignored`; `*=ignored`
//! ignores all headings that are not known. `--count 人口台账=population:by=人员类别` counts the rows of a register of people
//! at the buildings and grids that they name. `--reading` shows what each line of a workbook was taken for, and why,
//! instead of the report. `--template` writes a workbook for a new ledger.
//!
//! All that is wrong goes to standard error, and so do the notes on how the ledger was read, which are in the JSON and in
//! the marked copy too. The report goes to standard output, as tables or as JSON; `--xlsx`,
//! `--csv` and `--markdown` write it to files instead. The exit status is 1 where the ledger cannot be built or a file
//! not be written, 2 where the command is used wrongly.

mod arguments;
mod office_workbooks;
mod tables;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use gridgov::governance::Governance;
use gridgov::ledger::Note;
use gridgov::ledger::workbook::Workbook;
use gridgov::report::{ReportBook, Scope, Summary, marks};

use arguments::{Arguments, Task, USAGE};

fn main() -> ExitCode {
    match Task::read(std::env::args_os().skip(1)) {
        Ok(Task::Inspect(arguments)) => inspect(&arguments),
        Ok(Task::Template(path)) => end(office_workbooks::template(&path)),
        Err(error) => misused(&error),
    }
}

/// Says what is wrong with how the command is used.
fn misused(error: &str) -> ExitCode {
    eprintln!("{error}\n{USAGE}");
    ExitCode::from(2)
}

/// Shows what came out.
fn end(result: Result<String, Box<dyn Error>>) -> ExitCode {
    match result {
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

fn inspect(arguments: &Arguments) -> ExitCode {
    let ledger = &arguments.ledger;
    if let Some(path) = arguments.outputs().find(|path| is_same(path, ledger)) {
        return misused(&format!("{} is the ledger itself; write to another file", path.display()));
    }
    let workbook = match office_workbooks::is_workbook(ledger).then(|| Workbook::open(ledger)).transpose() {
        Ok(workbook) => workbook,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::FAILURE;
        }
    };
    let marked = match (&workbook, &arguments.mark) {
        (Some(book), Some(path)) => Some((book, path.as_path())),
        (None, Some(_)) => return misused(&format!("--mark needs a workbook, which {} is not", ledger.display())),
        (_, None) => None,
    };
    if workbook.is_none() && arguments.has_columns {
        return misused(&format!("--column needs a workbook, which {} is not", ledger.display()));
    }
    if workbook.is_none() && arguments.has_counts {
        return misused(&format!("--count needs a workbook, which {} is not", ledger.display()));
    }
    if workbook.is_none() && arguments.reading {
        return misused(&format!("--reading needs a workbook, which {} is not", ledger.display()));
    }
    let built = match &workbook {
        Some(workbook) if arguments.reading => return office_workbooks::show_reading(workbook, &arguments.headings),
        Some(workbook) => office_workbooks::build(workbook, &arguments.headings),
        None => Governance::open(ledger),
    };
    let governance = match built {
        Ok(governance) => governance,
        Err(errors) => {
            tell(errors.notes());
            eprintln!("{errors}");
            eprintln!("{}: cannot be built: {}", ledger.display(), counted(errors.iter().len(), "error"));
            let written = marked.map(|(book, path)| {
                let marks = [marks::of_errors(&errors, book), marks::of_notes(errors.notes(), book)].concat();
                office_workbooks::mark(book, &marks, path)
            });
            if let Some(Err(error)) = written {
                eprintln!("{error}");
            }
            return ExitCode::FAILURE;
        }
    };
    tell(governance.notes());
    if let Some(Err(error)) = arguments.at.as_deref().map(|code| governance.find(code)) {
        return misused(&format!("{}: {error}", ledger.display()));
    }
    let written = marked.map(|(book, path)| {
        let findings = marks::of_findings(&governance.audit(), book);
        let marks = [findings, marks::of_notes(governance.notes(), book)].concat();
        office_workbooks::mark(book, &marks, path)
    });
    end(written.unwrap_or(Ok(())).and_then(|()| report(&governance, arguments)))
}

/// Says how a ledger was read.
fn tell(notes: &[Note]) {
    for note in notes {
        eprintln!("{note}");
    }
}

/// Whether two paths lead to one file, or one folder, that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file that is whole in memory: what was there before stays where it could not be made.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    fs::write(path, content).map_err(|error| unwritten(path, &error))
}

pub(crate) fn unwritten(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be written: {error}", path.display())
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
        write(path, &ReportBook::new(scope.clone(), &findings).to_xlsx()?)?;
        written.push(path);
    }
    if let Some(folder) = &arguments.csv {
        tables::write_csv(folder, governance, &scope, &findings)?;
        written.push(folder);
    }
    if let Some(path) = &arguments.markdown {
        write(path, tables::markdown(governance, &scope, &findings)?.as_bytes())?;
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
