//! Ledgers that an office keeps as workbooks: building, marked copies, and a template.

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::workbook::{Headings, Mark, Template, Workbook};

/// Whether a ledger is a workbook or an office's table, and neither JSON nor a folder with `nodes.csv`.
pub(crate) fn is_workbook(path: &Path) -> bool {
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if path.is_dir() { !path.join("nodes.csv").exists() } else { !is_json }
}

/// Builds a workbook as a ledger.
pub(crate) fn build(workbook: &Workbook, headings: &Headings) -> Result<Governance, BuildErrors> {
    Governance::build(workbook.read(headings).into_ledger()?)
}

/// Shows what each line of a workbook was taken for; notes and errors go to standard error.
pub(crate) fn show_reading(workbook: &Workbook, headings: &Headings) -> ExitCode {
    let reading = workbook.read(headings);
    for lines in reading.lines() {
        println!("{lines}");
    }
    for note in reading.notes() {
        eprintln!("{note}");
    }
    match reading.ledger() {
        Ok(_) => ExitCode::SUCCESS,
        Err(errors) => {
            eprintln!("{errors}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a copy of a workbook with its cells marked.
pub(crate) fn mark(workbook: &Workbook, marks: &[Mark], path: &Path) -> Result<(), Box<dyn Error>> {
    crate::write(path, &workbook.to_marked_xlsx(marks)?)?;
    eprintln!("{}: {}", path.display(), crate::counted(marks.len(), "mark"));
    Ok(())
}

/// Writes a workbook to fill in. It never overwrites a file, which somebody may have filled in.
pub(crate) fn template(path: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = Template::new().to_xlsx()?;
    let written = File::create_new(path).and_then(|mut file| file.write_all(&bytes));
    match written {
        Ok(()) => Ok(format!("written: {}", path.display())),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(format!("{}: is there already; name a file that is not, or remove it", path.display()).into())
        }
        Err(error) => Err(crate::unwritten(path, &error).into()),
    }
}
