//! A line of a sheet of links.

use std::collections::BTreeMap;

use super::shown_zeros::ShownZeros;
use crate::kind::Relation;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::table::{Column, Table};
use crate::ledger::workbook::{Cell, CellProblem, Field, Meaning, cell_value};
use crate::ledger::{LinkRow, Position, Written};

/// A link whose ends may be names.
#[derive(Debug)]
pub(crate) struct LinkEntry {
    pub(crate) row: LinkRow,
    /// Whether its start and its end are codes and no names to look up.
    pub(crate) are_ends_literal: [bool; 2],
}

/// Reads all lines of a table of links.
pub(super) fn read_all(table: &Table<'_>, zeros: &mut ShownZeros, log: &mut Log<'_>) -> Vec<LinkEntry> {
    table.unmerged_lines().map(|(row, cells)| read(table, row, &cells, zeros, log)).collect()
}

fn read(
    table: &Table<'_>,
    row: u32,
    cells: &[(&Column, &Cell)],
    zeros: &mut ShownZeros,
    log: &mut Log<'_>,
) -> LinkEntry {
    let mut link = LinkRow::new(Relation::Contains, "", "");
    // A line without a relation is reported when the graph is built.
    link.relation = Written::Unknown("".into());
    link.origin = table.origin(row, 0);
    let mut are_ends_literal = [false; 2];
    let mut fields = BTreeMap::new();
    for (column, cell) in cells {
        let Some(Meaning::Field(field)) = column.meaning.as_ref() else { continue };
        let origin = table.origin(row, column.at);
        zeros.look_at(cell, &origin, log);
        let is_end = matches!(field, Field::From | Field::To);
        let is_formula_zero = cell.number() == Some(0.0) && table.sheet().is_formula(Position::new(row, column.at));
        let read = match is_end {
            _ if is_formula_zero => Err(CellProblem::FormulaZero),
            true => cell_value::code(cell),
            false => cell_value::text(cell),
        };
        match read {
            Ok(read) => drop(fields.insert(*field, read)),
            Err(problem) => log.error(origin, None, problem),
        }
    }
    for (field, read) in fields {
        match field {
            Field::Relation => link.relation = cell_value::relation(&read),
            Field::From => (link.from, are_ends_literal[0]) = (read.text.into_owned(), read.is_literal),
            Field::To => (link.to, are_ends_literal[1]) = (read.text.into_owned(), read.is_literal),
            Field::Role => link.role = Some(cell_value::role(&read)),
            _ => {}
        }
    }
    LinkEntry { row: link, are_ends_literal }
}

#[cfg(test)]
mod tests {
    use crate::ledger::Position;
    use crate::ledger::workbook::{Headings, Sheet, Workbook};

    #[test]
    fn what_a_formula_gives_for_an_empty_cell_is_no_end() {
        let mut links = Sheet::new("关系");
        for (row, cells) in (1..).zip([["关系", "起点", "终点"], ["覆盖", "", "S"]]) {
            for (column, cell) in (1..).zip(cells) {
                links.set(Position::new(row, column), cell);
            }
        }
        links.set(Position::new(2, 2), 0.0);
        let errors = |links: Sheet| {
            let reading = Workbook::new("").with_sheet(links).read(&Headings::default());
            reading.ledger().map_or_else(ToString::to_string, |_| String::new())
        };
        assert!(!errors(links.clone()).contains("a formula gives 0 here"), "a 0 that somebody typed");
        links.set_formula(Position::new(2, 2));
        assert!(errors(links).contains("关系!B2"));
    }
}
