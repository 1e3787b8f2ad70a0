//! Notes on what the file says of cells: what was read although it is hidden or struck out, and what was taken off
//! texts.

use super::cell_value::shown;
use super::facts::Spans;
use super::log::Log;
use super::note::{Cells, Remark};
use super::table::{Column, Table};
use super::{CellProblem, Meaning, Sheet};
use crate::ledger::{Position, excerpt};

/// Adds the notes of all tables, one of each kind for a sheet, and reports texts that are struck out in part.
pub(super) fn report(tables: &[Table<'_>], log: &mut Log<'_>) {
    for (at, table) in tables.iter().enumerate() {
        report_partly_struck(table, log);
        let (sheet, before) = (table.sheet(), &tables[..at]);
        // A sheet may have several tables.
        if before.last().is_some_and(|other| std::ptr::eq(other.sheet(), sheet)) {
            continue;
        }
        let of_sheet = tables[at..].iter().take_while(|other| std::ptr::eq(other.sheet(), sheet)).count();
        if let Some(remark) = unseen(sheet, &tables[at..at + of_sheet]) {
            log.note(table.origin(0, 0), remark);
        }
        for (how, places) in sheet.cleaned() {
            if let (Some(first), Some(cells)) = (places.first(), Cells::of(places.iter().copied())) {
                log.note(table.origin(first.row, first.column), Remark::Cleaned { how, cells });
            }
        }
    }
}

/// What was read of a sheet although it is hidden or struck out; `None` if nothing was.
fn unseen(sheet: &Sheet, tables: &[Table<'_>]) -> Option<Remark> {
    let facts = &sheet.facts;
    let heading_row = tables.first().map_or(0, Table::heading_row);
    let is_read = |at: u32| tables.iter().any(|table| column_at(table, at).is_some_and(is_column_read));
    let (mut rows, mut columns) = (Spans::default(), Vec::new());
    if !facts.hidden_rows.is_empty() {
        let filled = sheet.rows().filter(|(_, cells)| cells.iter().any(|(_, cell)| !cell.is_blank()));
        let hidden = filled.map(|(row, _)| row).filter(|row| *row > heading_row && facts.hidden_rows.has(*row));
        hidden.for_each(|row| rows.add(row, row));
    }
    if !facts.hidden_columns.is_empty() {
        let all = tables.iter().flat_map(Table::columns);
        let hidden = all.filter(|column| is_column_read(column) && facts.hidden_columns.has(column.at));
        columns = hidden.map(|column| excerpt(&column.heading)).collect();
        columns.dedup();
    }
    let holds = |at: &Position| sheet.cell(*at).is_some_and(|cell| !cell.is_blank());
    let struck_out = facts.struck_out.iter().filter(|at| at.row > heading_row && is_read(at.column) && holds(at));
    let struck_out = Cells::of(struck_out);
    let is_any = facts.is_hidden || !rows.is_empty() || !columns.is_empty() || struck_out.is_some();
    let rows = rows.iter().collect();
    is_any.then_some(Remark::ReadUnseen { is_sheet_hidden: facts.is_hidden, rows, columns, struck_out })
}

/// Reports the cells of which only a part is struck out: what holds is not the whole text.
fn report_partly_struck(table: &Table<'_>, log: &mut Log<'_>) {
    let sheet = table.sheet();
    let read: Vec<(u32, u32)> =
        table.runs.iter().filter(|run| run.class.is_read()).map(|run| (run.first, run.last)).collect();
    let is_row_read = |row: u32| {
        let run = read.get(read.partition_point(|(_, last)| *last < row));
        run.is_some_and(|(first, _)| *first <= row)
    };
    for at in sheet.facts.struck_out_in_part.iter().filter(|at| is_row_read(at.row)) {
        let is_read = column_at(table, at.column).is_some_and(is_column_read);
        if let Some(cell) = sheet.cell(at).filter(|_| is_read) {
            let written = shown(&cell.to_string());
            log.lose_row();
            log.error(table.origin(at.row, at.column), None, CellProblem::StruckOutInPart { written });
        }
    }
}

fn column_at<'t>(table: &'t Table<'_>, at: u32) -> Option<&'t Column> {
    table.columns().iter().find(|column| column.at == at)
}

fn is_column_read(column: &Column) -> bool {
    !matches!(column.meaning, None | Some(Meaning::Ignored))
}

#[cfg(test)]
#[path = "file_notes_tests.rs"]
mod tests;
