//! Links and declared figures from their tables.

use std::collections::BTreeSet;
use std::path::Path;

use crate::excerpt::excerpt;
use crate::governance::TableRows;
use crate::kind::{Kind, Relation, Role, UnknownNameError};
use crate::measure::{Decimal, Figure, Measure};
use crate::table::chunk::{Chunk, Integers, LACKS_CELL, Texts};
use crate::table::error::{TableError, TableProblem};
use crate::table::read::TableReader;

/// Reads all links.
pub(super) fn links(path: &Path, table: &TableReader, rows: &mut TableRows, errors: &mut Vec<TableError>) {
    let mut first = 0;
    for group in 0..table.groups() {
        let read = || -> Result<[Texts; 4], TableError> {
            let text = |column| table.chunk(group, column).map(Chunk::texts);
            Ok([text(0)?, text(1)?, text(2)?, text(3)?])
        };
        let [relations, from, to, roles] = match read() {
            Ok(columns) => columns,
            Err(error) => return errors.push(error),
        };
        let (relation_of, role_of) = (parsed::<Relation>(&relations), parsed::<Role>(&roles));
        for at in 0..table.group_rows(group) {
            let row = first + at as u64 + 1;
            let (Some(relation), Some(from), Some(to)) = (relations.number(at), from.get(at), to.get(at)) else {
                return errors.push(table.damaged(LACKS_CELL));
            };
            let role = roles.number(at).map(|role| role_of[role as usize].clone()).transpose();
            match (&relation_of[relation as usize], role) {
                (Ok(relation), Ok(role)) => rows.link(*relation, from, to, role),
                (relation, role) => {
                    let found = [("relation", relation.clone().err()), ("role", role.err())];
                    for (column, error) in found {
                        errors.extend(error.map(|error| TableError::at(path, row, Some(column), error)));
                    }
                }
            }
        }
        first += table.group_rows(group) as u64;
    }
}

/// What each text of a column means.
fn parsed<T: std::str::FromStr<Err = UnknownNameError>>(texts: &Texts) -> Vec<Result<T, UnknownNameError>> {
    (0..texts.distinct() as u32).map(|number| texts.text(number).parse()).collect()
}

/// Reads all declared figures.
pub(super) fn declared(
    path: &Path,
    table: &TableReader,
    measures: &[Measure],
    rows: &mut TableRows,
    errors: &mut Vec<TableError>,
) {
    let mut first = 0;
    let mut seen = BTreeSet::new();
    for group in 0..table.groups() {
        let columns = match Declared::read(table, group) {
            Ok(columns) => columns,
            Err(error) => return errors.push(error),
        };
        for at in 0..table.group_rows(group) {
            let row = first + at as u64 + 1;
            let mut problem = |column: &str, written: String, expected: String| {
                let problem = TableProblem::Disagrees { written: excerpt(&written), expected };
                errors.push(TableError::at(path, row, Some(column), problem));
            };
            let (Some(code), Some(of)) = (columns.codes.get(at), columns.of.get(at)) else {
                return errors.push(table.damaged(LACKS_CELL));
            };
            let node = columns.pres.get(at).and_then(|pre| u32::try_from(pre).ok()).filter(|pre| rows.has(*pre));
            let Some(node) = node.filter(|node| rows.code(*node) == code) else {
                let expected = node.map(|node| rows.code(node).to_owned()).unwrap_or_default();
                problem("code", code.to_owned(), expected);
                continue;
            };
            let (declared, scale) = match (of.parse::<Kind>(), measures.iter().position(|one| one.id() == of)) {
                (Ok(kind), _) => (Ok(kind), 0),
                (Err(_), Some(measure)) => (Err(measure), measures[measure].scale()),
                (Err(_), None) => {
                    let known = measures.iter().map(Measure::id).collect::<Vec<_>>().join(", ");
                    problem("of", of.to_owned(), known);
                    continue;
                }
            };
            if columns.scales.get(at) != Some(scale.into()) {
                let written = columns.scales.get(at).map_or_else(String::new, |written| written.to_string());
                problem("scale", written, scale.to_string());
            } else if !seen.insert((node, declared)) {
                problem("of", of.to_owned(), String::new());
            } else {
                match columns.figure(at, scale) {
                    Ok(figure) => rows.declared(node, declared, figure),
                    Err(column) => problem(column, String::new(), scale.to_string()),
                }
            }
        }
        first += table.group_rows(group) as u64;
    }
}

/// The columns of declared figures.
struct Declared {
    codes: Texts,
    pres: Integers,
    of: Texts,
    scales: Integers,
    /// The lower and the upper bound in units, and the digits with which each was written.
    bounds: [(Integers, Integers); 2],
}

impl Declared {
    fn read(table: &TableReader, group: usize) -> Result<Self, TableError> {
        let text = |column| table.chunk(group, column).map(Chunk::texts);
        let integers = |column| table.chunk(group, column).map(Chunk::integers);
        let (codes, pres, of, scales) = (text(0)?, integers(1)?, text(2)?, integers(3)?);
        let bounds = [(integers(4)?, integers(6)?), (integers(5)?, integers(7)?)];
        Ok(Self { codes, pres, of, scales, bounds })
    }

    /// The figure of a row, or the name of the column whose cell makes it none.
    fn figure(&self, row: usize, scale: u8) -> Result<Figure, &'static str> {
        let bound = |(units, digits): &(Integers, Integers)| match (units.get(row), digits.get(row)) {
            (None, None) => Some(None),
            (Some(units), Some(digits)) => {
                let digits = u8::try_from(digits).ok()?;
                Some(Some(Decimal::from_units(units, scale).rescale(digits).ok()?))
            }
            _ => None,
        };
        let [low, high] = &self.bounds;
        match (bound(low).ok_or("at_least_digits")?, bound(high).ok_or("at_most_digits")?) {
            (None, None) => Ok(Figure::UNKNOWN),
            (Some(low), None) => Ok(Figure::at_least(low)),
            (None, Some(high)) => Ok(Figure::at_most(high)),
            (Some(low), Some(high)) => Figure::between(low, high).ok_or("at_most"),
        }
    }
}
