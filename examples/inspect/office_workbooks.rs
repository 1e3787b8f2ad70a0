//! Ledgers that an office keeps as workbooks: building, marked copies, and a template.

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::workbook::{Headings, Mark, Template, Workbook};

use crate::program::{Console, unwritten, write_file};

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
pub(crate) fn show_reading(out: &mut Console, workbook: &Workbook, headings: &Headings) -> Result<(), Box<dyn Error>> {
    let reading = workbook.read(headings);
    for lines in reading.lines() {
        writeln!(out, "{lines}")?;
    }
    for note in reading.notes() {
        out.tell(note);
    }
    Ok(reading.into_ledger().map(drop)?)
}

/// Writes a copy of a workbook with its cells marked.
pub(crate) fn mark(out: &mut Console, workbook: &Workbook, marks: &[Mark], path: &Path) -> Result<(), Box<dyn Error>> {
    write_file(path, workbook.to_marked_xlsx(marks)?)?;
    out.tell(format_args!("{}: {}", path.display(), crate::counted(marks.len(), "mark")));
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
        Err(error) => Err(unwritten(path, &error).into()),
    }
}
