//! The rows of a register as measures of the nodes that they name.

use std::collections::BTreeMap;

use super::places::{NoPlace, Places};
use super::rows::{Row, Rows};
use super::{Column, Count, Personal, Register, Role};
use crate::ledger::workbook::headings::compared;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{CellProblem, Cells, Headings, Remark};
use crate::ledger::{NodeRow, Position, excerpt};
use crate::measure::{Decimal, Measure};

/// More classes than this are no classes: they would tell of single people.
const MOST_CLASSES: usize = 30;

/// So many digits in a row are the number of somebody.
const DIGITS_OF_A_NUMBER: usize = 5;

/// Counts the rows of all registers that are asked for at the nodes that they name, and gives the measures.
pub(in crate::ledger::workbook) fn add_up(
    registers: &[Register<'_>],
    headings: &Headings,
    nodes: &mut [NodeRow],
    log: &mut Log<'_>,
) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    for register in registers {
        for count in headings.counts().iter().filter(|count| count.is_of(register.sheet.name())) {
            // What keeps rows from being counted is reported, and then none of the register is.
            let Some(figures) = figures(register, count, nodes, log) else { continue };
            for ((node, measure), number) in figures {
                if !measures.iter().any(|known| known.id() == measure) {
                    measures.push(Measure::new(measure.as_str()));
                }
                if let Some(before) = nodes[node].measures.insert(measure.as_str(), Decimal::from(number).into()) {
                    let code = nodes[node].code.clone();
                    let counted = number.to_string();
                    let problem =
                        CellProblem::CountedAndWritten { measure, code, written: before.to_string(), counted };
                    log.error(register.origin(0, 0), None, problem);
                }
            }
        }
    }
    measures
}

type Figures = BTreeMap<(usize, String), i64>;

/// How many rows each node has, in all and by class; `None` if anything is wrong.
fn figures(register: &Register<'_>, count: &Count, nodes: &[NodeRow], log: &mut Log<'_>) -> Option<Figures> {
    let class = match count.by() {
        Some(by) => Some(class_column(register, by, log)?),
        None => None,
    };
    let rows = Rows::read(register, class.map(|column| column.at));
    let classes = match class {
        Some(column) => classes_of(register, column, &rows, log)?,
        None => Vec::new(),
    };
    let places = Places::of(nodes);
    let mut figures = Figures::new();
    let mut faults: BTreeMap<NoPlace, Vec<&Row<'_>>> = BTreeMap::new();
    for (at, row) in rows.people.iter().enumerate() {
        match places.meant(&row.places) {
            Ok(node) => {
                *figures.entry((node, count.measure().to_owned())).or_default() += 1;
                if let Some(class) = classes.get(at).and_then(Option::as_ref) {
                    *figures.entry((node, count.measure_of(class).id().to_owned())).or_default() += 1;
                }
            }
            Err(why) => faults.entry(why).or_default().push(row),
        }
    }
    let is_whole = faults.is_empty();
    for (why, rows) in faults {
        report(register, why, &rows, log);
    }
    let others = rows.others.iter().copied();
    if let (Some(first), Some(cells)) = (rows.others.first(), Cells::of(others)) {
        log.note(register.origin(first.row, first.column), Remark::LinesOfNobody { cells });
    }
    let counted = Remark::RegisterCounted { measure: count.measure().to_owned(), rows: rows.people.len() };
    log.note(register.origin(0, 0), counted);
    is_whole.then_some(figures)
}

/// The column that classes rows. One that tells who somebody is does not.
fn class_column<'r>(register: &'r Register<'_>, by: &str, log: &mut Log<'_>) -> Option<&'r Column> {
    let column = register.columns.iter().find(|column| compared(&column.heading) == compared(by));
    let headings = || {
        let may = register.columns.iter().filter(|column| is_class(column.role));
        may.map(|column| excerpt(&column.heading)).collect()
    };
    let (at, problem) = match column {
        Some(column) if is_class(column.role) => return Some(column),
        Some(column) => (column.at, CellProblem::NoClass { heading: excerpt(&column.heading), headings: headings() }),
        None => (0, CellProblem::NoClass { heading: excerpt(by), headings: headings() }),
    };
    log.error(register.origin(register.heading_row, at), None, problem);
    None
}

fn is_class(role: Role) -> bool {
    matches!(role, Role::Other | Role::Personal(Personal::Household | Personal::Trait))
}

/// The class of each row that has one.
fn classes_of(
    register: &Register<'_>,
    column: &Column,
    rows: &Rows<'_>,
    log: &mut Log<'_>,
) -> Option<Vec<Option<String>>> {
    let text = |row: &Row<'_>| row.class.map(|cell| crate::ledger::normalized(&cell.to_string()).into_owned());
    let classes: Vec<Option<String>> = rows.people.iter().map(text).collect();
    let mut distinct: Vec<&String> = classes.iter().flatten().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let is_number =
        |class: &&String| class.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= DIGITS_OF_A_NUMBER);
    // As many classes as rows tell of single people.
    let are_too_many = distinct.len() > MOST_CLASSES || (distinct.len() > 3 && distinct.len() * 2 > classes.len());
    if are_too_many || distinct.iter().any(is_number) {
        let problem = CellProblem::TooManyClasses { heading: excerpt(&column.heading), classes: distinct.len() };
        log.error(register.origin(register.heading_row, column.at), None, problem);
        return None;
    }
    Some(classes)
}

/// Reports rows that mean no one place: by their cells, never by what stands in them.
fn report(register: &Register<'_>, why: NoPlace, rows: &[&Row<'_>], log: &mut Log<'_>) {
    let place = register.with_role(Role::Place).next().map_or(1, |column| column.at);
    let cell = |row: &Row<'_>| Position::new(row.row, row.places.first().map_or(place, |(column, _)| *column));
    let Some(cells) = Cells::of(rows.iter().map(|row| cell(row))) else { return };
    let first = cells.first()[0];
    log.error(register.origin(first.row, first.column), None, CellProblem::CountedNowhere { why, cells });
}
