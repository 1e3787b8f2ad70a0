//! The nodes from their table.

use std::mem::take;
use std::ops::Range;
use std::path::Path;

use crate::excerpt::excerpt;
use crate::governance::{CodeHasher, TableNodes, TableRows, TextRows};
use crate::kind::{Kind, Relation};
use crate::parallel::make_in_order;
use crate::table::chunk::{Integers, LACKS_CELL, Texts};
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

/// Reads all nodes, two row groups at once. What is copied in (numbers, territories, levels, what is recorded) follows from
/// the rest and is not read.
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
    let hasher = rows.hasher();
    let mut nodes = Nodes { path, rows, errors, first: 0, above: Vec::new(), sibling: None };
    let read = make_in_order(
        table.groups(),
        |at, group: &mut Group| group.read(table, at, measures.clone(), &hasher),
        |group| nodes.take(group),
    );
    // Kinds come before parents, row group by row group.
    errors.sort_by_key(|error| error.origin().line());
    errors.extend(read.err());
}

/// The columns of a row group, whose room is used again for another.
#[derive(Default)]
struct Group {
    codes: TextRows,
    hashes: Vec<u32>,
    names: TextRows,
    /// What codes and names are made of.
    texts: [Texts; 2],
    kinds: Texts,
    categories: Texts,
    parents: Texts,
    depths: Integers,
    measures: Vec<Integers>,
}

impl Group {
    fn read(
        &mut self,
        table: &TableReader,
        group: usize,
        measures: Range<usize>,
        hasher: &CodeHasher,
    ) -> Result<(), TableError> {
        let read_text = |column, texts: &mut Texts| -> Result<(), TableError> {
            *texts = table.chunk_into(group, column, take(texts))?.texts();
            Ok(())
        };
        let read_integers = |column, integers: &mut Integers| -> Result<(), TableError> {
            *integers = table.chunk_into(group, column, take(integers))?.integers();
            Ok(())
        };
        let [codes, names] = &mut self.texts;
        for (column, texts, rows) in [(CODE, codes, &mut self.codes), (NAME, names, &mut self.names)] {
            read_text(column, texts)?;
            texts.move_into(rows).map_err(|damaged| table.damaged(damaged))?;
        }
        self.hashes.clear();
        self.hashes.extend(self.codes.iter().map(|code| hasher.hash(code)));
        read_text(KIND, &mut self.kinds)?;
        read_text(CATEGORY, &mut self.categories)?;
        read_text(PARENT, &mut self.parents)?;
        read_integers(DEPTH, &mut self.depths)?;
        if !self.kinds.is_whole() || self.depths.present().is_some() {
            return Err(table.damaged(LACKS_CELL));
        }
        self.measures.resize_with(measures.len(), Integers::default);
        measures.zip(&mut self.measures).try_for_each(|(column, integers)| read_integers(column, integers))
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
    fn take(&mut self, group: &Group) {
        let Group { codes, hashes, names, kinds, categories, parents, depths, measures, .. } = group;
        // Each text of a dictionary is understood once.
        let kind_of: Vec<_> = numbers(kinds).map(|number| kinds.text(number).parse::<Kind>()).collect();
        let category_of: Vec<u32> =
            numbers(categories).map(|number| self.rows.category(categories.text(number))).collect();
        self.sibling = None;
        let rows = self.first..self.first + depths.values().len() as u32;
        let kinds = rows.clone().zip(kinds.numbers()).map(|(row, kind)| match &kind_of[*kind as usize] {
            Ok(kind) => *kind,
            Err(error) => {
                self.errors.push(TableError::at(self.path, u64::from(row) + 1, Some("kind"), error.clone()));
                Kind::Person
            }
        });
        let kinds: Vec<Kind> = kinds.collect();
        let category = |at| categories.number(at).map(|number| (categories.text(number), category_of[number as usize]));
        self.rows.nodes(&TableNodes { codes, hashes, names, kinds: &kinds }, category);
        for ((row, depth), at) in rows.clone().zip(depths.values()).zip(0..) {
            let parent = self.parent(row, *depth, parents, parents.number(at));
            self.rows.parent(parent);
            self.above.push(row);
        }
        for (measure, values) in measures.iter().enumerate() {
            self.rows.values(measure, self.first, values.values(), values.present());
        }
        self.first = rows.end;
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
