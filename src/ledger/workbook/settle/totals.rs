//! Totals become figures that are declared by the node which contains the rows above.

use std::collections::{BTreeMap, BTreeSet};

use super::node_index::NodeIndex;
use crate::kind::Kind;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{NodeEntry, Rows, TotalLine};
use crate::ledger::workbook::{CellProblem, Remark};

/// Declares all totals. Of rows deeper than `depth`, which building refuses, only so many ancestors are looked at.
pub(super) fn declare(rows: &mut Rows, index: &NodeIndex, depth: usize, log: &mut Log<'_>) {
    if rows.totals.is_empty() {
        return;
    }
    let containment = Containment::new(&rows.nodes, depth);
    let owner = |total: &TotalLine| match &total.of {
        Some(of) => containment.named_owner(of, total, index),
        None => containment.owner(total),
    };
    let owners: Vec<Option<usize>> = rows.totals.iter().map(owner).collect();
    for (total, owner) in std::mem::take(&mut rows.totals).into_iter().zip(owners) {
        let Some(owner) = owner else {
            let of = total.of.or_else(|| total.whole.map(|kind| kind.chinese().to_owned()));
            let remark = of.map_or(Remark::TotalOfNobody, Remark::TotalOfUnknown);
            log.note(total.origin, remark);
            continue;
        };
        let row = &mut rows.nodes[owner].row;
        for (of, figure, origin) in total.figures {
            match row.declared.get(&of) {
                Some(other) if *other != figure => {
                    let (code, other) = (row.code.clone(), other.to_string());
                    let problem = CellProblem::DeclaredTwice { code, written: figure.to_string(), other };
                    log.error(origin, None, problem);
                }
                _ => drop(row.declared.insert(of, figure)),
            }
        }
    }
}

/// Which row contains which. A code that several rows have stands for the first of them.
struct Containment<'r> {
    /// The first row of each code.
    codes: BTreeMap<&'r str, usize>,
    /// For each row, the first row of its code.
    firsts: Vec<usize>,
    /// For each row, the row that contains it.
    parents: Vec<Option<usize>>,
    kinds: Vec<Option<Kind>>,
    depth: usize,
}

impl<'r> Containment<'r> {
    fn new(nodes: &'r [NodeEntry], depth: usize) -> Self {
        let codes: BTreeMap<&str, usize> =
            nodes.iter().enumerate().rev().map(|(at, entry)| (entry.row.code.as_str(), at)).collect();
        let position = |code: &str| codes.get(code).copied();
        Self {
            firsts: nodes.iter().enumerate().map(|(at, entry)| position(&entry.row.code).unwrap_or(at)).collect(),
            parents: nodes.iter().map(|entry| position(entry.row.parent.as_deref()?)).collect(),
            kinds: nodes.iter().map(|entry| entry.row.kind.known().copied()).collect(),
            depth,
            codes,
        }
    }

    /// The rows that contain a row, upward.
    fn ancestors(&self, at: usize) -> Vec<usize> {
        // The depth also ends a cycle, which building reports.
        std::iter::successors(self.parents[at], |above| self.parents[*above]).take(self.depth).collect()
    }

    /// The row that a total names. Of several, the one that contains a row of the total.
    fn named_owner(&self, of: &str, total: &TotalLine, index: &NodeIndex) -> Option<usize> {
        let named = index.candidates(of, |_| true);
        let rows_of: Vec<usize> = named.iter().filter_map(|node| self.codes.get(index.code(*node)).copied()).collect();
        let contains = |row: &&usize| total.nodes.clone().any(|at| at == **row || self.ancestors(at).contains(row));
        if let [one] = rows_of[..] {
            return Some(one);
        }
        let mut containing = rows_of.iter().filter(contains);
        containing.next().filter(|_| containing.next().is_none()).copied()
    }

    /// The lowest row that contains all rows of a total. If these are one tree with nothing above it, its root.
    fn owner(&self, total: &TotalLine) -> Option<usize> {
        let rows: BTreeSet<usize> = total.nodes.clone().map(|at| self.firsts[at]).collect();
        let is_root = |at: &usize| self.parents[*at].is_none_or(|above| !rows.contains(&above));
        let roots: Vec<usize> = rows.iter().copied().filter(is_root).collect();
        if let ([root], true) = (&roots[..], rows.len() > 1)
            && self.parents[*root].is_none()
            && total.whole.is_none_or(|kind| self.kinds[*root] == Some(kind))
        {
            return Some(*root);
        }
        // A part of rows that lie in several may be of the last of these or of all.
        let parent = |at: &usize| self.parents[*at];
        if total.is_part && roots.iter().any(|root| parent(root) != parent(&roots[0])) {
            return None;
        }
        let mut shared: Option<Vec<usize>> = None;
        // A total of the whole of something is of no lower one, which may be all that is listed.
        let is_whole = |at: &usize| total.whole.is_none_or(|kind| self.kinds[*at] == Some(kind));
        for root in roots {
            let ancestors = self.ancestors(root);
            shared = Some(match shared {
                None => ancestors,
                Some(shared) => shared.into_iter().filter(|at| ancestors.contains(at)).collect(),
            });
        }
        shared?.into_iter().find(is_whole)
    }
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
