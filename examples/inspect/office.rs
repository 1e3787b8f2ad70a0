//! Ledgers that an office keeps as workbooks: what is worth knowing of how they were read, and marked copies.

use std::error::Error;
use std::fs;
use std::path::Path;

use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::workbook::{Headings, Mark, Workbook};

/// Whether a ledger is a workbook or an office's table, and neither JSON nor a folder with `nodes.csv`.
pub(crate) fn is_workbook(path: &Path) -> bool {
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if path.is_dir() { !path.join("nodes.csv").exists() } else { path.exists() && !is_json }
}

/// Builds a workbook as a ledger; its notes go to standard error.
pub(crate) fn build(workbook: &Workbook) -> Result<Governance, BuildErrors> {
    let reading = workbook.read(&Headings::default());
    for note in reading.notes() {
        eprintln!("{note}");
    }
    Governance::build(reading.into_ledger()?)
}

/// Writes a copy of a workbook with its cells marked.
pub(crate) fn mark(workbook: &Workbook, marks: &[Mark], path: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(path, workbook.to_marked_xlsx(marks)?)?;
    eprintln!("{}: {}", path.display(), crate::counted(marks.len(), "mark"));
    Ok(())
}
