//! Figures of a line of levels below which other lines have the same figures: 820 households of a community, and those
//! of each of its grids below. They are a total, so they are declared and never added up.

use super::level_line::Levels;
use super::node_entry::NodeEntry;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::table::{Column, Table};
use crate::ledger::workbook::{CellProblem, Cells, Meaning, Remark};
use crate::ledger::{Position, Written};
use crate::measure::{Decimal, Figure};

/// Takes such figures of the rows of a table as declared figures; O(measures · paths).
pub(super) fn declare(table: &Table<'_>, rows: &mut [NodeEntry], levels: &Levels, log: &mut Log<'_>) {
    let mut cells: Vec<Position> = Vec::new();
    for column in table.columns().iter().filter(|column| matches!(column.meaning, Some(Meaning::Measure(_)))) {
        let is_below = is_below(column, rows, levels);
        for entry in rows.iter_mut().filter(|entry| entry.level.is_some_and(|path| is_below[path as usize])) {
            if let Some(number) = entry.row.measures.get(&column.of).cloned() {
                entry.row.measures.retain(|of| *of != *column.of);
                cells.extend(entry.row.origin.line().map(|row| Position::new(row, column.at)));
                declare_one(entry, column, number, table, log);
            }
        }
    }
    cells.sort_unstable();
    if let Some(first) = cells.first().copied()
        && let Some(cells) = Cells::of(cells)
    {
        log.note(table.origin(first.row, first.column), Remark::UpperFigures { cells });
    }
}

/// Whether rows below each path have a measure.
fn is_below(column: &Column, rows: &[NodeEntry], levels: &Levels) -> Vec<bool> {
    let mut has_it = vec![false; levels.nodes.len()];
    for entry in rows.iter().filter(|entry| entry.row.measures.get(&column.of).is_some()) {
        if let Some(path) = entry.level {
            has_it[path as usize] = true;
        }
    }
    let mut is_below = vec![false; levels.nodes.len()];
    // What contains a path comes before it.
    for (path, node) in levels.nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            is_below[parent as usize] |= has_it[path] || is_below[path];
        }
    }
    is_below
}

/// Declares a figure. A column of declared figures may say another one.
fn declare_one(entry: &mut NodeEntry, column: &Column, number: Written<Decimal>, table: &Table<'_>, log: &mut Log<'_>) {
    let figure: Written<Figure> = match number {
        Written::Known(number) => Figure::exact(number).into(),
        Written::Unknown(text) => Written::Unknown(text),
    };
    match entry.row.declared.get(&column.of) {
        Some(other) if *other != figure => {
            let (code, written, other) = (entry.row.name.clone(), figure.to_string(), other.to_string());
            let origin = table.origin(entry.row.origin.line().unwrap_or(0), column.at);
            log.error(origin, None, CellProblem::DeclaredTwice { code, written, other });
        }
        _ => drop(entry.row.declared.insert(column.of.clone(), figure)),
    }
}
