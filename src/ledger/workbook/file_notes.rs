//! Notes on what the file says of cells: what was read although it is hidden or struck out, and what was taken off
//! texts.

use std::collections::BTreeSet;

use super::facts::Spans;
use super::log::Log;
use super::note::Remark;
use super::table::{Column, Table};
use super::{CellProblem, Cleaning, Meaning, Sheet};
use crate::ledger::{Origin, Position, excerpt};

/// How many cells of a kind a note lists.
const LISTED: usize = 3;

/// Adds the notes of all tables, one of each kind for a sheet, and reports texts that are struck out in part.
pub(super) fn report(tables: &[Table<'_>], log: &mut Log<'_>) {
    let mut told = BTreeSet::new();
    for table in tables {
        let (sheet, heading_row, _) = table.parts();
        report_partly_struck(table, log);
        // A sheet may have several tables.
        if !told.insert(sheet.name()) {
            continue;
        }
        let of_sheet: Vec<&Table<'_>> = tables.iter().filter(|other| other.parts().0.name() == sheet.name()).collect();
        if let Some(remark) = unseen(sheet, heading_row, &of_sheet) {
            log.note(table.origin(0, 0), remark);
        }
        for (how, cells) in sheet.cleaned() {
            log.note(of_first(table, how, cells), Remark::Cleaned { how, cells: first_of(cells), times: cells.len() });
        }
    }
}

/// Where the first of some cells stands.
fn of_first(table: &Table<'_>, how: Cleaning, cells: &[Position]) -> Origin {
    let first = cells.first().map_or((0, 0), |at| (at.row, at.column));
    // The running numbers are about their column.
    let row = if how == Cleaning::RunningIndex { table.parts().1 } else { first.0 };
    table.origin(row, first.1)
}

/// What was read although it is hidden or struck out; `None` if nothing was.
fn unseen(sheet: &Sheet, heading_row: u32, tables: &[&Table<'_>]) -> Option<Remark> {
    let facts = &sheet.facts;
    let is_read = |at: u32| tables.iter().any(|table| column_at(table, at).is_some_and(is_column_read));
    let (mut rows, mut columns) = (Spans::default(), Vec::new());
    if !facts.hidden_rows.is_empty() {
        let filled = sheet.rows().filter(|(_, cells)| cells.iter().any(|(_, cell)| !cell.is_blank()));
        filled
            .map(|(row, _)| row)
            .filter(|row| *row > heading_row && facts.hidden_rows.has(*row))
            .for_each(|row| rows.add(row, row));
    }
    if !facts.hidden_columns.is_empty() {
        let all = tables.iter().flat_map(|table| table.parts().2);
        let hidden = all.filter(|column| is_column_read(column) && facts.hidden_columns.has(column.at));
        columns = hidden.map(|column| excerpt(&column.heading)).collect();
        columns.dedup();
    }
    let struck: Vec<Position> =
        facts.struck_out.iter().filter(|at| at.row > heading_row && is_read(at.column)).collect();
    let holds = |at: &Position| sheet.cell(*at).is_some_and(|cell| !cell.is_blank());
    let struck: Vec<Position> = struck.into_iter().filter(holds).collect();
    let is_any = facts.is_hidden || !rows.is_empty() || !columns.is_empty() || !struck.is_empty();
    is_any.then(|| Remark::ReadUnseen {
        is_sheet_hidden: facts.is_hidden,
        rows: rows.iter().collect(),
        columns,
        struck_out: first_of(&struck),
        times: struck.len(),
    })
}

/// Reports the cells of which only a part is struck out: what holds is not the whole text.
fn report_partly_struck(table: &Table<'_>, log: &mut Log<'_>) {
    let (sheet, heading_row, _) = table.parts();
    for at in sheet.facts.struck_out_in_part.iter().filter(|at| at.row > heading_row) {
        let is_read = column_at(table, at.column).is_some_and(is_column_read);
        if let Some(cell) = sheet.cell(at).filter(|_| is_read) {
            let written = excerpt(&cell.to_string());
            log.lose_row();
            log.error(table.origin(at.row, at.column), None, CellProblem::StruckOutInPart { written });
        }
    }
}

fn column_at<'t>(table: &'t Table<'_>, at: u32) -> Option<&'t Column> {
    table.parts().2.iter().find(|column| column.at == at)
}

fn is_column_read(column: &Column) -> bool {
    !matches!(column.meaning, None | Some(Meaning::Ignored))
}

fn first_of(cells: &[Position]) -> Vec<Position> {
    cells.iter().take(LISTED).copied().collect()
}

#[cfg(test)]
#[path = "file_notes_tests.rs"]
mod tests;
