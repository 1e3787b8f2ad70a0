//! The line of headings of a sheet.

use super::merged_cells::MergedCells;
use crate::ledger::Origin;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{CellProblem, Headings, Sheet};

/// How many lines from the top may be the line of headings.
const SEARCHED_LINES: usize = 20;

/// The line of headings.
pub(super) struct HeadingLine {
    pub(super) row: u32,
    /// Each heading as it was written, with its column.
    pub(super) headings: Vec<(u32, String)>,
}

/// The line with the most known headings, the upper one of equals; `None` where no line has any.
pub(super) fn find(sheet: &Sheet, headings: &Headings) -> Option<HeadingLine> {
    let known = |line: &HeadingLine| line.headings.iter().filter(|(_, text)| headings.meaning(text).is_some()).count();
    let lines = sheet.rows().take(SEARCHED_LINES).map(|(row, _)| HeadingLine { row, headings: texts(sheet, row) });
    let best = lines.map(|line| (known(&line), line)).max_by_key(|(count, line)| (*count, std::cmp::Reverse(line.row)));
    best.filter(|(count, _)| *count > 0).map(|(_, line)| line)
}

/// Reports a sheet without a line of headings: none of its rows can be read.
pub(super) fn report_missing(sheet: Origin, headings: &Headings, log: &mut Log<'_>) {
    log.error(sheet, None, CellProblem::NoHeadings { known: headings.examples().join(", ") });
    log.lose_row();
}

/// The cells of a line as texts, merged ranges filled, each with its column.
fn texts(sheet: &Sheet, row: u32) -> Vec<(u32, String)> {
    let mut merged = MergedCells::new(sheet);
    merged.go_to(row);
    let own = sheet.rows().find(|(at, _)| *at == row).map_or(&[][..], |(_, cells)| cells);
    // A merged range may reach over thousands of columns: only those that hold something in the first lines count.
    let mut columns: Vec<u32> =
        sheet.rows().take(SEARCHED_LINES).flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let filled = columns.into_iter().filter_map(|column| {
        let (cell, _) = merged.cell(own, column).filter(|(cell, _)| !cell.is_blank())?;
        Some((column, cell.to_string()))
    });
    filled.collect()
}
