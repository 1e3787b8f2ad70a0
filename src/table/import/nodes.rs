//! The nodes from their table.

use std::ops::{ControlFlow, Range};
use std::path::Path;

use crate::excerpt::excerpt;
use crate::governance::{TableNode, TableRows};
use crate::kind::{Kind, Relation};
use crate::parallel::make_ahead;
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

/// Reads all nodes, a row group ahead. What is copied in (numbers, territories, levels, what is recorded) follows from the
/// rest and is not read.
pub(super) fn read(
    path: &Path,
    table: &TableReader,
    levels: usize,
    measures: usize,
    rows: &mut TableRows,
    errors: &mut Vec<TableError>,
) {
    let first_measure = RECORDS + Relation::LINKS.len() + levels;
    let measures = first_measure..first_measure + measures;
    let mut nodes = Nodes { path, rows, errors, first: 0, above: Vec::new(), sibling: None };
    make_ahead(
        table.groups(),
        |group| Group::read(table, group, measures.clone()),
        |group| match group.and_then(|group| nodes.take(group, table)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                nodes.errors.push(error);
                ControlFlow::Break(())
            }
        },
    );
}

/// The columns of a row group.
struct Group {
    codes: Texts,
    names: Texts,
    kinds: Texts,
    categories: Texts,
    parents: Texts,
    depths: Vec<Option<i64>>,
    measures: Result<Vec<Vec<Option<i64>>>, TableError>,
}

impl Group {
    fn read(table: &TableReader, group: usize, measures: Range<usize>) -> Result<Self, TableError> {
        let text = |column| table.chunk(group, column).map(Chunk::texts);
        let integers = |column| table.chunk(group, column).map(Chunk::integers);
        Ok(Self {
            codes: text(CODE)?,
            names: text(NAME)?,
            kinds: text(KIND)?,
            categories: text(CATEGORY)?,
            parents: text(PARENT)?,
            depths: integers(DEPTH)?,
            measures: measures.map(integers).collect(),
        })
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
    /// The parent of the last row, and the number of its code as it is written there in this row group.
    sibling: Option<(u32, u32)>,
}

impl Nodes<'_> {
    fn take(&mut self, group: Group, table: &TableReader) -> Result<(), TableError> {
        let Group { codes, names, kinds, categories, parents, depths, measures } = group;
        // Each text of a dictionary is understood once.
        let kind_of: Vec<_> = numbers(&kinds).map(|number| kinds.text(number).parse::<Kind>()).collect();
        let category_of: Vec<u32> =
            numbers(&categories).map(|number| self.rows.category(categories.text(number))).collect();
        self.sibling = None;
        let count = depths.len() as u32;
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
            let parent = self.parent(row, depth, &parents, parents.number(at));
            let category = categories.number(at).map(|number| (categories.text(number), category_of[number as usize]));
            self.rows.node(&TableNode { code, name, kind, parent, category });
            self.above.push(row);
        }
        for (measure, values) in measures?.into_iter().enumerate() {
            for (value, row) in values.into_iter().zip(self.first..) {
                if let Some(units) = value {
                    self.rows.value(measure, row, units);
                }
            }
        }
        self.first += count;
        Ok(())
    }

    /// The row of the parent: in pre-order it is the last one that is one level higher.
    fn parent(&mut self, row: u32, depth: i64, texts: &Texts, number: Option<u32>) -> Option<u32> {
        let deepest = self.above.len();
        match usize::try_from(depth) {
            Ok(depth) if depth <= deepest => self.above.truncate(depth),
            _ => self.disagrees(row, "depth", &depth.to_string(), &deepest.to_string()),
        }
        let parent = self.above.last().copied();
        let sibling = parent.zip(number);
        if sibling.is_some() && sibling == self.sibling {
            return parent;
        }
        let code = parent.map(|parent| self.rows.code(parent));
        let written = number.map(|number| texts.text(number));
        if code == written {
            self.sibling = sibling;
        } else {
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
