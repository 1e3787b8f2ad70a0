//! From tables to rows: each line as a node, a link or a total.
//!
//! A line is read by itself. What needs other rows (codes of named nodes, parents by name, owners of totals) is kept
//! for [`settle`](super::settle).
//!
//! - `node_line`: a line that is a node
//! - `node_entry`: the row of a node, with what is needed to settle it
//! - `reference`: codes and names of other nodes in the cells of a row
//! - `total_line`: a line of totals
//! - `link_line`: a line of a sheet of links
//! - `shown_zeros`: numbers that only their format shows with leading zeros
//! - `above`: the cells that ditto marks repeat
//! - `number_unit`: units behind numbers
//! - `context`, `cell_notes`: what all cells share, and notes that are counted

mod above;
mod cell_notes;
mod context;
mod link_line;
mod node_entry;
mod node_line;
mod number_unit;
mod reference;
mod shown_zeros;
mod total_line;

use super::log::Log;
use super::note::Remark;
use super::table::{LineClass, Table, TotalScope};

use above::Above;
pub(crate) use context::{Context, note_names};
pub(crate) use link_line::LinkEntry;
pub(crate) use node_entry::{CodeForm, NodeEntry};
use number_unit::ColumnUnits;
pub(crate) use reference::{Reference, ReferenceKind, parts};
pub(crate) use total_line::TotalLine;

/// The rows of all tables, in the order of the workbook.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) nodes: Vec<NodeEntry>,
    /// What the cells of nodes name, in the order of the nodes.
    pub(super) references: Vec<Reference>,
    pub(super) links: Vec<LinkEntry>,
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
        for line in table.lines() {
            match line.class {
                LineClass::HeadingsAgain => log.note(table.origin(line.row, 0), Remark::HeadingsAgain),
                LineClass::Total(scope) => {
                    let from = if scope == TotalScope::SinceLastTotal { since_total } else { first };
                    let total = TotalLine::read(table, &line, &self.nodes, from..self.nodes.len(), log);
                    self.totals.push(total);
                    since_total = self.nodes.len();
                }
                LineClass::Node => {
                    let at = self.nodes.len();
                    if let Some((entry, references)) =
                        node_line::read(table, &line, at, &mut above, &mut units, context, log)
                    {
                        self.references.extend(references);
                        self.nodes.push(entry);
                    }
                }
            }
        }
    }
}
