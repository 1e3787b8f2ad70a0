//! Parents and ends of links that are given by name, where only one node has the name.

use super::node_index::{Found, NodeIndex};
use crate::kind::Kind;
use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{LinkEntry, NodeEntry};

/// Replaces parents that are names by the codes of the nodes.
pub(super) fn parents(nodes: &mut [NodeEntry], index: &NodeIndex, log: &mut Log<'_>) {
    for entry in nodes.iter_mut().filter(|entry| !entry.is_parent_literal) {
        let Some(parent) = entry.row.parent.as_mut() else { continue };
        let kind = entry.row.kind.known().copied();
        let may_contain = |above: Kind| kind.is_none_or(|kind| above.may_contain(kind));
        if let Some(ambiguous) = replace(parent, index, may_contain) {
            log.error(entry.row.origin.clone(), Some("parent"), ambiguous);
        }
    }
}

/// Replaces ends of links that are names by the codes of the nodes.
pub(super) fn link_ends(links: &mut [LinkEntry], index: &NodeIndex, log: &mut Log<'_>) {
    for link in links {
        let relation = link.row.relation.known().copied();
        let [is_from_literal, is_to_literal] = link.are_ends_literal;
        if !is_from_literal {
            let may_start = |kind: Kind| relation.is_none_or(|it| it.from_families().contains(&kind.family()));
            if let Some(ambiguous) = replace(&mut link.row.from, index, may_start) {
                log.error(link.row.origin.clone(), Some("from"), ambiguous);
            }
        }
        if !is_to_literal {
            let may_end = |kind: Kind| relation.is_none_or(|it| it.to_families().contains(&kind.family()));
            if let Some(ambiguous) = replace(&mut link.row.to, index, may_end) {
                log.error(link.row.origin.clone(), Some("to"), ambiguous);
            }
        }
    }
}

/// Replaces a name by the code of the one node that has it. A name that no node has stays, and building reports it.
fn replace(written: &mut String, index: &NodeIndex, may_be: impl Fn(Kind) -> bool) -> Option<CellProblem> {
    match index.find(written, may_be) {
        Found::Nothing => None,
        Found::Code(code) => {
            if code != written {
                let code = code.to_owned();
                *written = code;
            }
            None
        }
        Found::Several(codes) => {
            // The first stands for whichever is meant, so that no further error follows.
            let first = codes.first().cloned().unwrap_or_default();
            let written = std::mem::replace(written, first);
            Some(CellProblem::Ambiguous { written, codes })
        }
    }
}
