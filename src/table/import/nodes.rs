//! The nodes from their table.

use std::path::Path;

use crate::excerpt::excerpt;
use crate::governance::{TableNode, TableRows};
use crate::kind::{Kind, Relation};
use crate::table::chunk::{Chunk, Texts};
use crate::table::error::{TableError, TableProblem};
use crate::table::read::TableReader;

/// The numbers of the columns that are read, in the order of the schema.
pub(super) const CODE: usize = 0;
pub(super) const NAME: usize = 1;
const KIND: usize = 2;
const CATEGORY: usize = 3;
const PARENT: usize = 4;
const DEPTH: usize = 7;
/// The first of those that say what is recorded.
const RECORDS: usize = 9;

/// Reads all nodes. What is copied in (numbers, territories, levels, what is recorded) follows from the rest and is not
/// read.
pub(super) fn read(
    path: &Path,
    table: &TableReader,
    levels: usize,
    measures: usize,
    rows: &mut TableRows,
    errors: &mut Vec<TableError>,
) {
    let first_measure = RECORDS + Relation::LINKS.len() + levels;
    let mut nodes = Nodes { path, rows, errors, first: 0, above: Vec::new() };
    for group in 0..table.groups() {
        let read = nodes.group(table, group).and_then(|()| {
            for measure in 0..measures {
                let values = table.chunk(group, first_measure + measure)?.integers();
                for (value, row) in values.into_iter().zip(nodes.first..) {
                    if let Some(units) = value {
                        nodes.rows.value(measure, row, units);
                    }
                }
            }
            Ok(())
        });
        if let Err(error) = read {
            nodes.errors.push(error);
            return;
        }
        nodes.first += table.group_rows(group) as u32;
    }
}

struct Nodes<'a> {
    path: &'a Path,
    rows: &'a mut TableRows,
    errors: &'a mut Vec<TableError>,
    /// The first row of the row group.
    first: u32,
    /// The last row and its ancestors, from the root.
    above: Vec<u32>,
}

impl Nodes<'_> {
    fn group(&mut self, table: &TableReader, group: usize) -> Result<(), TableError> {
        let text = |column| table.chunk(group, column).map(Chunk::texts);
        let integers = |column| table.chunk(group, column).map(Chunk::integers);
        let (codes, names) = (text(CODE)?, text(NAME)?);
        let (kinds, categories, parents) = (text(KIND)?, text(CATEGORY)?, text(PARENT)?);
        let depths = integers(DEPTH)?;
        // Each text of a dictionary is understood once.
        let kind_of: Vec<_> = numbers(&kinds).map(|number| kinds.text(number).parse::<Kind>()).collect();
        let category_of: Vec<u32> =
            numbers(&categories).map(|number| self.rows.category(categories.text(number))).collect();
        for (at, depth) in depths.into_iter().enumerate() {
            let row = self.first + at as u32;
            let texts = (codes.get(at), names.get(at), kinds.number(at));
            let ((Some(code), Some(name), Some(kind)), Some(depth)) = (texts, depth) else {
                return Err(table.lacks_cell());
            };
            let kind = match &kind_of[kind as usize] {
                Ok(kind) => *kind,
                Err(error) => {
                    self.errors.push(TableError::at(self.path, u64::from(row) + 1, Some("kind"), error.clone()));
                    Kind::Person
                }
            };
            let parent = self.parent(row, depth, parents.get(at));
            let category = categories.number(at).map(|number| (categories.text(number), category_of[number as usize]));
            self.rows.node(&TableNode { code, name, kind, parent, category });
            self.above.push(row);
        }
        Ok(())
    }

    /// The row of the parent: in pre-order it is the last one that is one level higher.
    fn parent(&mut self, row: u32, depth: i64, written: Option<&str>) -> Option<u32> {
        let deepest = self.above.len();
        match usize::try_from(depth) {
            Ok(depth) if depth <= deepest => self.above.truncate(depth),
            _ => self.disagrees(row, "depth", &depth.to_string(), &deepest.to_string()),
        }
        let parent = self.above.last().copied();
        let code = parent.map(|parent| self.rows.code(parent));
        if code != written {
            let (written, expected) = (written.unwrap_or_default().to_owned(), code.unwrap_or_default().to_owned());
            self.disagrees(row, "parent", &written, &expected);
        }
        parent
    }

    /// A cell does not agree with the others.
    fn disagrees(&mut self, row: u32, column: &str, written: &str, expected: &str) {
        let (written, expected) = (excerpt(written), excerpt(expected));
        let problem = TableProblem::Disagrees { written, expected };
        self.errors.push(TableError::at(self.path, u64::from(row) + 1, Some(column), problem));
    }
}

/// The numbers of all texts of a column.
fn numbers(texts: &Texts) -> std::ops::Range<u32> {
    0..texts.distinct() as u32
}
