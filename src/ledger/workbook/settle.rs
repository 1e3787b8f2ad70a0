//! From rows to settled rows: what can be decided only when all rows are there.
//!
//! In this order, because each step needs what the steps before it settled:
//!
//! 1. `codes`: codes that a spreadsheet changed
//! 2. `named_nodes`: references become links and parents; people and Party organisations without a row become nodes.
//!    `people` tells who is one person, within the `scopes` that the reader states
//! 3. `names_to_codes`: parents and ends of links that are given by name
//! 4. `totals`: who declares a total
//! 5. `repeated_rows`: lines about one node become one row
//!
//! `node_index` finds nodes by code and name.

mod codes;
mod named_nodes;
mod names_to_codes;
mod node_index;
mod people;
mod repeated_rows;
mod scopes;
mod totals;

use super::log::Log;
use super::names::NameRules;
use super::rows::{Context, Rows};
use crate::ledger::{LinkRow, NodeRow};
use node_index::NodeIndex;

/// The rows of a ledger.
pub(super) struct Settled {
    pub(super) nodes: Vec<NodeRow>,
    pub(super) links: Vec<LinkRow>,
}

/// Settles all rows of a workbook, of which at most `depth` contain each other; O(n log n).
pub(super) fn settle(
    mut rows: Rows,
    depth: usize,
    rules: &NameRules,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Settled {
    codes::restore(&mut rows, log);
    let mut index = NodeIndex::new(&rows.nodes);
    named_nodes::resolve(&mut rows, &mut index, rules.namesakes, context, log);
    names_to_codes::parents(&mut rows.nodes, &index, log);
    names_to_codes::link_ends(&mut rows.links, &index, log);
    // Before lines are joined: a total is of the lines above it.
    totals::declare(&mut rows, depth, log);
    let nodes = repeated_rows::join(rows.nodes, log);
    Settled {
        nodes: nodes.into_iter().map(|entry| entry.row).collect(),
        links: rows.links.into_iter().map(|link| link.row).collect(),
    }
}
