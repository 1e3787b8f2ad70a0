//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --features workbook --example inspect -- LEDGER [--json] [--reading] [--at CODE]
//!     [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]... [--pack RULES.json] [--xlsx OUT.xlsx]
//!     [--csv DIR] [--markdown OUT.md] [--mark OUT.xlsx]
//! cargo run --release --features workbook --example inspect -- --template OUT.xlsx
//! ```
//!
//! `LEDGER` is a JSON file, a folder with `nodes.csv` and `links.csv`, a workbook (`.xlsx`, `.xls`, `.ods`), an
//! office's table (`.csv`, in UTF-8 or GBK) or a folder of such tables. Of a workbook, `--mark` writes a copy with the
//! wrong cells coloured and commented, and `--column` says what a column means whose heading is not known, such as
//! `片区号=code`, `案件数=measure:disputes` or `天气=ignored`; `*=ignored`
//! ignores all headings that are not known. `--count 人口台账=population:by=人员类别` counts the rows of a register of people
//! at the buildings and grids that they name. `--pack` takes the rules of another city than Zhengzhou. `--reading` shows what each line of a workbook was taken for, and why,
//! instead of the report. `--template` writes a workbook for a new ledger.
//!
//! All that is wrong goes to standard error, and so do the notes on how the ledger was read, which are in the JSON and in
//! the marked copy too. The report goes to standard output, as tables or as JSON; `--xlsx`,
//! `--csv` and `--markdown` write it to files instead. The exit status is 1 where the ledger cannot be built or a file
//! not be written, 2 where the command is used wrongly.

mod arguments;
mod office_workbooks;
#[path = "../common/program.rs"]
mod program;
mod tables;

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use gridgov::audit::{Audit, Findings, RulePack};
use gridgov::governance::Governance;
use gridgov::ledger::Note;
use gridgov::ledger::workbook::Workbook;
use gridgov::report::{ReportBook, Scope, Summary, marks};

use arguments::{Arguments, INSPECT, Task};
use program::{Console, Misuse, write_file};

fn main() -> ExitCode {
    INSPECT.run(run)
}

fn run(given: Vec<OsString>, out: &mut Console) -> Result<(), Box<dyn Error>> {
    match Task::read(given).map_err(Misuse)? {
        Task::Inspect(arguments) => inspect(out, &arguments),
        Task::Template(path) => Ok(writeln!(out, "{}", office_workbooks::template(&path)?)?),
    }
}

fn inspect(out: &mut Console, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let ledger = &arguments.ledger;
    if let Some(path) = arguments.outputs().find(|path| is_same(path, ledger)) {
        return Err(Misuse(format!("{} is the ledger itself; write to another file", path.display())).into());
    }
    let audit = arguments.pack.as_deref().map_or_else(|| Ok(Audit::default()), audit_by)?;
    let workbook = office_workbooks::is_workbook(ledger).then(|| Workbook::open(ledger)).transpose()?;
    let needs = [
        ("--mark", arguments.mark.is_some()),
        ("--column", arguments.has_columns),
        ("--count", arguments.has_counts),
        ("--reading", arguments.reading),
    ];
    if let Some((option, _)) = needs.iter().find(|(_, is_given)| *is_given && workbook.is_none()) {
        return Err(Misuse(format!("{option} needs a workbook, which {} is not", ledger.display())).into());
    }
    let marked = workbook.as_ref().zip(arguments.mark.as_deref());
    let built = match &workbook {
        Some(workbook) if arguments.reading => {
            return office_workbooks::show_reading(out, workbook, &arguments.headings);
        }
        Some(workbook) => office_workbooks::build(workbook, &arguments.headings),
        None => Governance::open(ledger),
    };
    let governance = match built {
        Ok(governance) => governance,
        Err(errors) => {
            tell(out, errors.notes());
            out.tell(&errors);
            if let Some((book, path)) = marked {
                let marks = [marks::of_errors(&errors, book), marks::of_notes(errors.notes(), book)].concat();
                if let Err(error) = office_workbooks::mark(out, book, &marks, path) {
                    out.tell(error);
                }
            }
            let count = counted(errors.iter().len(), "error");
            return Err(format!("{}: cannot be built: {count}", ledger.display()).into());
        }
    };
    tell(out, governance.notes());
    if let Some(Err(error)) = arguments.at.as_deref().map(|code| governance.find(code)) {
        return Err(Misuse(format!("{}: {error}", ledger.display())).into());
    }
    let findings = audit.run(&governance);
    if let Some((book, path)) = marked {
        let marks = [marks::of_findings(&findings, book), marks::of_notes(governance.notes(), book)].concat();
        office_workbooks::mark(out, book, &marks, path)?;
    }
    report(out, &governance, &findings, arguments)
}

/// The audit by the rules of a file.
fn audit_by(path: &Path) -> Result<Audit, Box<dyn Error>> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{shown}: cannot be read: {error}"))?;
    let audit = RulePack::from_json_str(&text).and_then(|pack| Audit::new(&pack));
    Ok(audit.map_err(|errors| format!("{shown}: is no pack of rules:\n{errors}"))?)
}

/// Says how a ledger was read.
fn tell(out: &mut Console, notes: &[Note]) {
    for note in notes {
        out.tell(note);
    }
}

/// Whether two paths lead to one file, or one folder, that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Writes the files that are asked for, and shows the report or which files were written.
fn report(
    out: &mut Console,
    governance: &Governance,
    findings: &Findings<'_>,
    arguments: &Arguments,
) -> Result<(), Box<dyn Error>> {
    let at = arguments.at.as_deref().and_then(|code| governance.node(code));
    let scope = at.map_or_else(|| Scope::all(governance), Scope::at);
    let mut written = Vec::new();
    if let Some(path) = &arguments.xlsx {
        write_file(path, ReportBook::new(scope.clone(), findings).to_xlsx()?)?;
        written.push(path);
    }
    if let Some(folder) = &arguments.csv {
        tables::write_csv(folder, governance, &scope, findings)?;
        written.push(folder);
    }
    if let Some(path) = &arguments.markdown {
        write_file(path, tables::markdown(governance, &scope, findings)?)?;
        written.push(path);
    }
    if arguments.json {
        let summary = match at {
            Some(node) => Summary::at(node, findings)?,
            None => Summary::new(governance, findings)?,
        };
        writeln!(out, "{}", summary.to_json_string())?;
    } else if written.is_empty() {
        tables::show(out, governance, &scope, findings)?;
    } else {
        for path in written {
            writeln!(out, "written: {}", path.display())?;
        }
    }
    Ok(())
}
