//! The nodes in pre-order, one column of a row group after the other.

use std::ops::Range;

use super::Export;
use crate::governance::{Governance, Node};
use crate::kind::{Kind, Relation};
use crate::table::column::Cells;
use crate::table::error::TableError;
use crate::table::schema;
use crate::table::write::{GROUP_ROWS, TableWriter};

/// What stands in a column of the nodes.
#[derive(Debug, Clone, Copy)]
enum Content {
    Code,
    Name,
    Kind,
    Category,
    Parent,
    Pre,
    End,
    Depth,
    Territory,
    Records(Relation),
    /// The ancestor of a kind.
    Level(Kind),
    /// The measure of this number.
    Measure(usize),
}

/// What stands in each column, in the order of [`schema::nodes`].
fn contents(levels: &[Kind], measures: usize) -> Vec<Content> {
    use Content::{Category, Code, Depth, End, Kind, Level, Measure, Name, Parent, Pre, Records, Territory};

    let mut contents = vec![Code, Name, Kind, Category, Parent, Pre, End, Depth, Territory];
    contents.extend(Relation::LINKS.iter().copied().map(Records));
    contents.extend(levels.iter().copied().map(Level));
    contents.extend((0..measures).map(Measure));
    contents
}

/// Writes the table of nodes.
pub(super) fn write(export: &mut Export<'_>) -> Result<(), TableError> {
    let governance = export.governance;
    let columns = schema::nodes(&export.levels, &export.measures);
    let contents = contents(&export.levels, export.measures.len());
    debug_assert_eq!(columns.len(), contents.len());
    let mut about = Export::about(schema::NODES);
    about.sorted_by = columns.iter().position(|column| column.name == "pre").into_iter().collect();
    export.file(schema::NODES, |file| {
        let mut table = TableWriter::new(file, columns, about)?;
        let count = governance.node_count() as u32;
        for first in (0..count).step_by(GROUP_ROWS) {
            let nodes = first..count.min(first + GROUP_ROWS as u32);
            table.group(nodes.len(), |at, cells| fill(governance, contents[at], nodes.clone(), cells))?;
        }
        table.finish()
    })
}

/// The cells of a column for these nodes.
fn fill(governance: &Governance, content: Content, nodes: Range<u32>, cells: &mut Cells) {
    let tree = governance.tree();
    let all = nodes.clone().map(|node| governance.at(node));
    match content {
        Content::Code => all.for_each(|node| cells.push(node.code())),
        Content::Name => all.for_each(|node| cells.push(node.name())),
        Content::Kind => all.for_each(|node| cells.push(node.kind().id())),
        Content::Category => all.for_each(|node| cells.push(node.category())),
        Content::Parent => {
            all.for_each(|node| cells.push(tree.parent(node.index()).map(|above| code(governance, above))));
        }
        Content::Pre => nodes.for_each(|node| cells.push(node)),
        Content::End => nodes.for_each(|node| cells.push(tree.end(node))),
        Content::Depth => nodes.for_each(|node| cells.push(tree.ancestors(node).count() as u32)),
        Content::Territory => all.for_each(|node| cells.push(territory(node).map(|node| code(governance, node)))),
        Content::Records(relation) => all.for_each(|node| cells.push(u32::from(node.records(relation)))),
        Content::Level(kind) => {
            // Nodes that follow each other mostly stand in one territory.
            let mut last: Option<(u32, Option<&str>)> = None;
            for node in nodes {
                let Some(territory) = tree.territory_of(node) else {
                    cells.push(None::<&str>);
                    continue;
                };
                let found = match last {
                    Some((known, found)) if known == territory => found,
                    _ => {
                        let above = tree.territory_and_above(territory).map(|at| tree.territories()[at as usize]);
                        above.into_iter().find(|node| tree.kind(*node) == kind).map(|node| code(governance, node))
                    }
                };
                last = Some((territory, found));
                cells.push(found);
            }
        }
        Content::Measure(at) => {
            let column = governance.column(at);
            nodes.for_each(|node| cells.push(column.get(node)));
        }
    }
}

fn code(governance: &Governance, node: u32) -> &str {
    governance.at(node).code()
}

/// The territory that a node is or is directly in.
fn territory(node: Node<'_>) -> Option<u32> {
    let tree = node.governance().tree();
    tree.territory_of(node.index()).map(|at| tree.territories()[at as usize])
}
