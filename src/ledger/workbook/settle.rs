//! From rows to settled rows: what can be decided only when all rows are there.
//!
//! In this order, because each step needs what the steps before it settled:
//!
//! 1. `codes`: codes that a spreadsheet changed
//! 2. `containers`: sheets and files that are named after what contains their rows
//! 3. `parents`: what contains each row, kind by kind; with `levels` (tables with one column a level) and `numbers`
//!    (codes that are unique only within what contains them)
//! 4. `named_nodes`: references become links and parents; people and Party organisations without a row become nodes.
//!    `people` tells who is one person, within the `scopes` that the reader states
//! 5. `names_to_codes`: ends of links that are given by name
//! 6. `totals`: who declares a total
//! 7. `repeated_rows`: lines about one node become one row
//!
//! `node_index` finds nodes by code and name; `form_notes` tells where only their form made two texts one.

mod codes;
mod containers;
mod form_notes;
mod levels;
mod named_nodes;
mod names_to_codes;
mod node_index;
mod numbers;
mod parents;
mod people;
mod repeated_rows;
mod scopes;
#[cfg(test)]
mod test_ledgers;
mod totals;

use super::log::Log;
use super::names::NameRules;
use super::rows::{Context, Rows};
use crate::kind::Kind;
use crate::ledger::{LinkRow, NodeRow};
pub(super) use codes::WithoutZeros;
use form_notes::FormNotes;
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
    containers::settle(&mut rows, log);
    let mut index = NodeIndex::new(&rows.nodes);
    let mut forms = FormNotes::new(listed_kinds(&rows));
    let memo = parents::Memo::default();
    parents::resolve(&mut rows, parents::Places { index: &mut index, forms: &mut forms, depth, log, memo, told: 0 });
    named_nodes::resolve(&mut rows, &mut index, rules.namesakes, context, log);
    names_to_codes::link_ends(&mut rows.links, &index, &mut forms, log);
    forms.report(log);
    // Before lines are joined: a total is of the lines above it.
    totals::declare(&mut rows, &index, depth, log);
    let nodes = repeated_rows::join(rows.nodes, log);
    Settled {
        nodes: nodes.into_iter().map(|entry| entry.row).collect(),
        links: rows.links.into_iter().map(|link| link.row).collect(),
    }
}

/// The kinds of which there are nodes.
fn listed_kinds(rows: &Rows) -> Vec<Kind> {
    let of_rows = rows.nodes.iter().filter(|entry| entry.has_kind).filter_map(|entry| entry.row.kind.known().copied());
    let mut kinds: Vec<Kind> = of_rows.chain(rows.levels.nodes.iter().map(|node| node.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
