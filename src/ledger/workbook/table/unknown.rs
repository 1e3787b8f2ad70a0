//! Headings that are not known, and cells below no heading.

use std::sync::Arc;

use super::heading_lines::TableShape;
use super::heading_stack::Heading;
use super::sheet_line::{SheetCell, SheetLine};
use super::shown::shown;
use crate::kind::Kind;
use crate::ledger::workbook::headings::is_personal;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{CellProblem, Headings, Meaning, Remark, UnknownHeading};
use crate::ledger::{Origin, Position, Source};
use crate::suggestion::suggest;

/// Reports the headings that are not known, all in one: as an error, or as a note where they are to be ignored.
pub(super) fn report(
    shape: &TableShape,
    meanings: &[(Option<Meaning>, Option<Kind>)],
    is_foreign: bool,
    headings: &Headings,
    source: &Arc<Source>,
    log: &mut Log<'_>,
) {
    let unknown = || {
        shape.headings.iter().zip(meanings).filter(|(_, (meaning, _))| meaning.is_none()).map(|(heading, _)| heading)
    };
    let Some(first) = unknown().next() else { return };
    let at = Origin::new(source.clone(), first.row(), first.column);
    match headings.rest() {
        Some(Meaning::Ignored) => {
            log.note(at, Remark::UnknownIgnored(unknown().map(written).collect()));
        }
        Some(_) => {}
        None => {
            let known = headings.examples();
            let unknown = unknown().map(|heading| unknown_heading(heading, &known)).collect();
            // The whole sheet is meant where none of its rows is read.
            let at = if is_foreign { Origin::new(source.clone(), shape.heading_lines[0], 0) } else { at };
            log.error(at, None, CellProblem::UnknownHeadings { unknown, is_foreign });
        }
    }
}

fn written(heading: &Heading) -> String {
    shown(&heading.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn unknown_heading(heading: &Heading, known: &[String]) -> UnknownHeading {
    let written = written(heading);
    UnknownHeading {
        suggestion: suggest(&written, known.iter().map(String::as_str)).map(str::to_owned),
        cells: heading.cells(),
        is_personal: is_personal(&written),
        written,
    }
}

/// The columns without a heading that hold something in rows.
#[derive(Default)]
pub(super) struct Unheaded(Vec<UnheadedColumn>);

struct UnheadedColumn {
    first: Position,
    written: String,
    /// The number in the first row, while all numbers count the rows from there.
    counts_from: Option<u64>,
}

impl Unheaded {
    /// Looks at the cells of a row below no heading.
    pub(super) fn look_at(&mut self, line: &SheetLine<'_>, is_headed: impl Fn(u32) -> bool) {
        for cell in line.own().filter(|cell| !is_headed(cell.column)) {
            let number = whole(cell);
            match self.0.iter_mut().find(|known| known.first.column == cell.column) {
                Some(known) => {
                    let expected = |from: u64| from + u64::from(line.row - known.first.row);
                    known.counts_from = known.counts_from.filter(|from| number == Some(expected(*from)));
                }
                None => self.0.push(UnheadedColumn {
                    first: Position::new(line.row, cell.column),
                    written: shown(&cell.text()),
                    counts_from: number.filter(|number| *number <= 1),
                }),
            }
        }
    }

    /// Reports each column: an index in front of all headings, as programs write it, is no error.
    pub(super) fn report(self, first_heading: u32, source: &Arc<Source>, log: &mut Log<'_>) {
        for UnheadedColumn { first, written, counts_from } in self.0 {
            let at = Origin::new(source.clone(), first.row, first.column);
            if counts_from.is_some() && first.column < first_heading {
                log.note(at, Remark::IndexIgnored);
            } else {
                log.error(at, None, CellProblem::NoHeading { written });
            }
        }
    }
}

fn whole(cell: &SheetCell<'_>) -> Option<u64> {
    cell.text().trim().parse().ok()
}
