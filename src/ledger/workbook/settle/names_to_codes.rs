//! Ends of links that are given by name, where only one node has the name.

use super::form_notes::FormNotes;
use super::node_index::{Found, NodeIndex};
use crate::kind::Kind;
use crate::ledger::Origin;
use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::LinkEntry;

/// Replaces ends of links that are names by the codes of the nodes.
pub(super) fn link_ends(links: &mut [LinkEntry], index: &NodeIndex, forms: &mut FormNotes, log: &mut Log<'_>) {
    for link in links {
        let relation = link.row.relation.known().copied();
        let [is_from_literal, is_to_literal] = link.are_ends_literal;
        if !is_from_literal {
            let may_start = |kind: Kind| relation.is_none_or(|it| it.from_families().contains(&kind.family()));
            let place = (&link.row.origin, "from");
            replace(&mut link.row.from, index, may_start, place, forms, log);
        }
        if !is_to_literal {
            let may_end = |kind: Kind| relation.is_none_or(|it| it.to_families().contains(&kind.family()));
            let place = (&link.row.origin, "to");
            replace(&mut link.row.to, index, may_end, place, forms, log);
        }
    }
}

/// Replaces a name by the code of the one node that has it. A name that no node has stays, and building reports it.
fn replace(
    written: &mut String,
    index: &NodeIndex,
    may_be: impl Fn(Kind) -> bool,
    (origin, field): (&Origin, &'static str),
    forms: &mut FormNotes,
    log: &mut Log<'_>,
) {
    match index.find(written, may_be) {
        Found::Nothing => {}
        Found::Code(code) => {
            if code != written {
                let code = code.to_owned();
                if let Some(node) = index.node(&code, None) {
                    forms.look_at(written, node, index, origin, Some(field), log);
                }
                *written = code;
            }
        }
        Found::Several(codes) => {
            // The first stands for whichever is meant, so that no further error follows.
            let first = codes[0].clone();
            let written = std::mem::replace(written, first);
            log.error(origin.clone(), Some(field), CellProblem::Ambiguous { written, codes });
        }
    }
}
