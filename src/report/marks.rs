//! Errors, findings and notes as marks on the cells of a workbook that they come from.
//!
//! ```
//! use gridgov::Language;
//! use gridgov::governance::Governance;
//! use gridgov::ledger::{Ledger, NodeRow, Origin, Position, Source};
//! use gridgov::ledger::workbook::Workbook;
//! use gridgov::report::marks;
//!
//! let columns = [("parent".to_owned(), 3, "上级编码".to_owned())];
//! let source = Source::sheet("须水.xlsx", "三级网格", columns);
//! let mut row = NodeRow::new(gridgov::kind::Kind::ThirdGrid, "T-1", "一号网格");
//! row.parent = Some("G-9".to_owned());
//! row.origin = Origin::new(source, 17, 0);
//! let mut ledger = Ledger::new("须水");
//! ledger.nodes.push(row);
//!
//! let errors = Governance::build(&ledger).unwrap_err();
//! let marks = marks::of_errors(&errors, &Workbook::new("须水.xlsx"), Language::Chinese);
//! assert_eq!(marks[0].cell(), Some(("三级网格", Position::new(17, 3))));
//! ```

use crate::audit::{Findings, Severity};
use crate::governance::BuildErrors;
use crate::language::Language;
use crate::ledger::workbook::{Mark, MarkLevel, Workbook};
use crate::ledger::{Note, Origin};
use crate::message::WordingIn;
use crate::message::phrase::quoted;

/// A mark for each error of a ledger that was read from a workbook, in the order of the errors. Errors of other sources
/// get a mark without a cell, which only the list of marks shows.
#[must_use]
pub fn of_errors(errors: &BuildErrors, workbook: &Workbook, language: Language) -> Vec<Mark> {
    let marks = errors.iter().map(|error| {
        let words = WordingIn(error.problem(), language);
        let text = match error.code() {
            Some(code) => format!("{}{}{words}", quoted(language, code), language.of(": ", "：")),
            None => words.to_string(),
        };
        mark(workbook, error.origin(), error.field(), MarkLevel::Error, text, language)
    });
    marks.collect()
}

/// A mark for each finding about a ledger that was read from a workbook, in the order of the findings, on the cell with
/// the code of the node. Findings about nodes of other sources get a mark without a cell, which only the list of marks
/// shows.
#[must_use]
pub fn of_findings(findings: &Findings<'_>, workbook: &Workbook, language: Language) -> Vec<Mark> {
    let marks = findings.iter().map(|finding| {
        let level = match finding.severity() {
            Severity::Notice => MarkLevel::Note,
            _ => MarkLevel::Finding,
        };
        let subject = finding.subject();
        let rule = language.of(finding.applied().english(), finding.applied().chinese());
        let (id, code, name) = (finding.rule(), quoted(language, subject.code()), subject.name());
        let words = finding.words().text(language);
        let text = format!("{rule} [{id}] {code} {name}{}{words}", language.of(": ", "："));
        mark(workbook, &subject.origin(), Some("code"), level, text, language)
    });
    marks.collect()
}

/// A mark for each note on how a workbook was read, in the order of the notes, on its cell. Notes on other sources and on
/// whole sheets get a mark without a cell, which only the list of marks shows.
///
/// [`Governance::notes`](crate::governance::Governance::notes) has those of a graph, and
/// [`BuildErrors::notes`] has them where there is none.
#[must_use]
pub fn of_notes(notes: &[Note], workbook: &Workbook, language: Language) -> Vec<Mark> {
    let marks = notes.iter().map(|note| {
        let text = format!("[{}] {}", note.id(), WordingIn(note.remark(), language));
        mark(workbook, note.origin(), None, MarkLevel::Note, text, language)
    });
    marks.collect()
}

fn mark(
    workbook: &Workbook,
    origin: &Origin,
    field: Option<&str>,
    level: MarkLevel,
    text: String,
    language: Language,
) -> Mark {
    let source = origin.source().filter(|source| source.name() == workbook.name());
    if let Some((sheet, at)) = source.and_then(|source| source.sheet_name()).zip(origin.cell(field)) {
        return Mark::at(sheet, at, level, text);
    }
    let place = origin.field(field);
    let place = language.of(place.to_string(), place.place().chinese_text());
    Mark::elsewhere(place, level, text)
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
