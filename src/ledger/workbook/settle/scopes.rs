//! Within what a name without a code is one person: the second-level grid (社区、村) around a place, or whatever else
//! the reader states.

use super::node_index::{Found, NodeIndex};
use crate::kind::{Family, Kind};
use crate::ledger::workbook::Namesakes;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::rows::NodeEntry;

/// Within what a name is one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// The whole ledger.
    Ledger,
    /// The row at this position, and what it contains.
    Row(u32),
}

/// The scope of each row.
pub(super) struct Scopes<'n> {
    nodes: &'n [NodeEntry],
    index: &'n NodeIndex,
    by_code: HashIndex,
    namesakes: Namesakes,
    known: Vec<Option<Scope>>,
}

impl<'n> Scopes<'n> {
    pub(super) fn new(nodes: &'n [NodeEntry], index: &'n NodeIndex, namesakes: Namesakes) -> Self {
        let mut by_code = HashIndex::with_capacity(nodes.len());
        for (at, entry) in nodes.iter().enumerate() {
            let code = &entry.row.code;
            by_code.find_or_insert(code, at, |other| nodes[other].row.code == *code);
        }
        Self { nodes, index, by_code, namesakes, known: vec![None; nodes.len()] }
    }

    pub(super) fn nodes(&self) -> &'n [NodeEntry] {
        self.nodes
    }

    pub(super) fn index(&self) -> &'n NodeIndex {
        self.index
    }

    /// Whether a text is the code of a row, and not one that is made of a name.
    pub(super) fn is_code(&self, text: &str) -> bool {
        self.row_of(text).is_some_and(|at| !self.nodes[at].is_known_by_name)
    }

    /// Whether a text is the code of a row, or the name of a row of such a kind.
    pub(super) fn is_row(&self, text: &str, may_be: impl Fn(Kind) -> bool) -> bool {
        let is_of_kind = |code: &str| {
            let kind = self.row_of(code).and_then(|at| self.nodes[at].row.kind.known());
            kind.is_some_and(|kind| may_be(*kind))
        };
        match self.index.find(text, &may_be) {
            Found::Code(code) => code == text || is_of_kind(code),
            Found::Several(codes) => codes.iter().any(|code| is_of_kind(code)),
            Found::Nothing => false,
        }
    }

    /// The first row of a code.
    pub(super) fn row_of(&self, code: &str) -> Option<usize> {
        self.by_code.find(code, |at| self.nodes[at].row.code == code)
    }

    /// The scope of what a row is; O(depth) for the first of a row.
    pub(super) fn of(&mut self, row: usize) -> Scope {
        if let Some(known) = self.known[row] {
            return known;
        }
        let first = self.row_of(&self.nodes[row].row.code).unwrap_or(row);
        let scope = match self.namesakes {
            Namesakes::OneInLedger | Namesakes::NeedCode => Scope::Ledger,
            Namesakes::OneInGrid => Scope::Row(first as u32),
            Namesakes::OneInCommunity => Scope::Row(self.community(first) as u32),
        };
        self.known[row] = Some(scope);
        scope
    }

    /// The second-level grid around a row; else the highest grid around it; else the row.
    fn community(&self, row: usize) -> usize {
        /// More levels than any ledger has; it also ends a cycle, which building reports.
        const LEVELS: usize = 64;
        let mut highest = row;
        let above = std::iter::successors(Some(row), |at| self.parent(*at)).take(LEVELS);
        for at in above {
            match self.nodes[at].row.kind.known() {
                Some(Kind::SecondGrid) => return at,
                Some(kind) if kind.family() == Family::Area => break,
                _ => highest = at,
            }
        }
        highest
    }

    /// The row that contains a row, whose parent may be given by code or name.
    fn parent(&self, row: usize) -> Option<usize> {
        let entry = &self.nodes[row];
        let written = entry.row.parent.as_deref()?;
        let known = self.row_of(written);
        if known.is_some() || entry.is_parent_literal {
            return known;
        }
        let kind = entry.row.kind.known().copied();
        match self.index.find(written, |above| kind.is_none_or(|kind| above.may_contain(kind))) {
            Found::Code(code) => self.row_of(code),
            Found::Several(_) | Found::Nothing => None,
        }
    }
}
