//! Ledgers that an office keeps as workbooks: building, marked copies, and a template.

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use gridgov::Language;
use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::workbook::{Headings, Mark, Template, Workbook};
use gridgov::message::{Tell, Wording};

use crate::program::Console;

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
pub(crate) fn show_reading(
    out: &mut Console,
    workbook: &Workbook,
    headings: &Headings,
    language: Language,
) -> Result<(), Box<dyn Error>> {
    let reading = workbook.read(headings);
    for lines in reading.lines() {
        writeln!(out, "{}", lines.text(language))?;
    }
    for note in reading.notes() {
        out.tell(note.in_language(language));
    }
    reading.into_ledger().map(drop).map_err(|errors| errors.in_language(language).to_string().into())
}

/// Writes a copy of a workbook with its cells marked, and says so.
pub(crate) fn mark(
    out: &mut Console,
    workbook: &Workbook,
    marks: &[Mark],
    path: &Path,
    of_copy: Language,
    language: Language,
) -> Result<(), Box<dyn Error>> {
    let bytes = workbook.to_marked_xlsx_in(of_copy, marks).map_err(|error| error.text(language))?;
    crate::write(path, &bytes, language)?;
    let (copy, count) = (path.display(), marks.len());
    match language {
        Language::Chinese => out.tell(format_args!("{copy}：{count}处标注")),
        _ => out.tell(format_args!("{copy}: {}", crate::counted(count, "mark"))),
    }
    Ok(())
}

/// Writes a workbook to fill in. It never overwrites a file, which somebody may have filled in.
pub(crate) fn template(path: &Path, language: Language) -> Result<String, Box<dyn Error>> {
    let bytes = Template::new().to_xlsx().map_err(|error| error.text(language))?;
    let written = File::create_new(path).and_then(|mut file| file.write_all(&bytes));
    match written {
        Ok(()) => Ok(crate::written(path, language)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let path = path.display();
            let there = language.of(
                format!("{path}: is there already; name a file that is not, or remove it"),
                format!("{path}：已经存在；请另取文件名，或先删除"),
            );
            Err(there.into())
        }
        Err(error) => Err(crate::unwritten(path, &error, language).into()),
    }
}
