//! From tables to rows: each line as a node, a link or a total.
//!
//! A line is read by itself. What needs other rows (codes of named nodes, parents by name, owners of totals) is kept
//! for [`settle`](super::settle).
//!
//! - `node_line`: a line that is a node
//! - `node_entry`: the row of a node, with what is needed to settle it
//! - `level_line`: a line of a table with one column a level
//! - `upper_figures`: figures of a line below which other lines have them again
//! - `table_rows`: what the rows of one table have in common
//! - `reference`: codes and names of other nodes in the cells of a row
//! - `total_line`: a line of totals
//! - `link_line`: a line of a sheet of links
//! - `shown_zeros`: numbers that only their format shows with leading zeros
//! - `above`: the cells that ditto marks repeat
//! - `number_unit`: units behind numbers
//! - `texts`: texts that cells name nodes by, each kept once
//! - `context`, `cell_notes`: what all cells share, and notes that are counted

mod above;
mod cell_notes;
mod context;
mod level_line;
mod link_line;
mod node_entry;
mod node_line;
mod number_unit;
mod reference;
mod shown_zeros;
mod table_rows;
mod texts;
mod total_line;
mod upper_figures;

use super::log::Log;
use super::table::{LineClass, Table};

use above::Above;
pub(crate) use context::{Context, note_names};
use level_line::LevelReader;
pub(crate) use level_line::{LevelNode, Levels, first_cells};
pub(crate) use link_line::LinkEntry;
pub(crate) use node_entry::{CodeForm, NodeEntry};
use number_unit::ColumnUnits;
pub(crate) use reference::{Reference, ReferenceKind, names, parts};
pub(crate) use table_rows::{RowHint, TableRows};
pub(crate) use texts::{ByText, TextId, Texts};
pub(crate) use total_line::TotalLine;

/// The rows of all tables, in the order of the workbook.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) nodes: Vec<NodeEntry>,
    /// What the cells of nodes name, in the order of the nodes.
    pub(super) references: Vec<Reference>,
    /// The texts of references.
    pub(super) texts: Texts,
    pub(super) links: Vec<LinkEntry>,
    /// The tables that the nodes come from, in their order.
    pub(super) tables: Vec<TableRows>,
    /// The paths of tables with one column a level.
    pub(super) levels: Levels,
    pub(super) totals: Vec<TotalLine>,
}

impl Rows {
    /// Reads the lines of all tables.
    pub(super) fn read(tables: &[Table<'_>], context: &mut Context<'_>, log: &mut Log<'_>) -> Self {
        let mut rows = Self::default();
        for table in tables {
            if table.is_of_links() {
                rows.links.extend(link_line::read_all(table, &mut context.zeros, log));
            } else {
                rows.read_nodes(table, context, log);
            }
        }
        rows
    }

    fn read_nodes(&mut self, table: &Table<'_>, context: &mut Context<'_>, log: &mut Log<'_>) {
        let first = self.nodes.len();
        let (mut above, mut units) = (Above::default(), ColumnUnits::default());
        let mut since_total = first;
        let mut by_level = table.is_by_level().then(|| LevelReader::new(table, self.tables.len()));
        for line in table.lines() {
            if let LineClass::Total { of, is_part } = line.class {
                // Who is named is the owner of the rows since the last total.
                let from = if *is_part || of.is_some() { since_total } else { first };
                let total = TotalLine::read(table, &line, &self.nodes, from..self.nodes.len(), log);
                self.totals.push(total);
                since_total = self.nodes.len();
                continue;
            }
            let at = self.nodes.len();
            let Self { references, texts, .. } = self;
            let mut cells = node_line::Cells { above: &mut above, units: &mut units, references, texts, context };
            let read = match &mut by_level {
                Some(reader) => reader.read(&line, at, &mut self.levels, &mut cells, log),
                None => node_line::read(table, &line, at, &mut cells, log),
            };
            self.nodes.extend(read);
        }
        if let Some(reader) = by_level {
            reader.finish(&mut self.nodes[first..], &self.levels, log);
        }
        self.tables.push(TableRows::new(table, first..self.nodes.len()));
    }
}
