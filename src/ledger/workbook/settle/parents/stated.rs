//! What a row says of the nodes that contain it.

use crate::kind::Kind;
use crate::ledger::Origin;
use crate::ledger::workbook::rows::{NodeEntry, Reference, ReferenceKind, Texts};

/// A cell that names a node which contains the row.
#[derive(Debug, Clone)]
pub(in crate::ledger::workbook::settle) struct Stated<'r> {
    pub(in crate::ledger::workbook::settle) text: &'r str,
    pub(super) is_literal: bool,
    /// The kind of the node, where the heading names it.
    pub(in crate::ledger::workbook::settle) kind: Option<Kind>,
    /// How low it is: the highest rank is the parent.
    pub(super) rank: usize,
    /// The position of the reference.
    pub(super) reference: usize,
    pub(in crate::ledger::workbook::settle) origin: &'r Origin,
    pub(in crate::ledger::workbook::settle) field: Option<&'static str>,
}

/// The nodes that a cell beside the lowest one names, one of which must contain what the lowest names.
pub(super) struct Upper {
    pub(super) text: String,
    /// Empty for a cell that is reported as unknown.
    pub(super) nodes: Vec<u32>,
    pub(super) origin: Origin,
}

impl<'r> Stated<'r> {
    /// A column such as 所属社区; 所属网格 is a grid of any kind, and lower than a community.
    pub(super) fn of_reference(reference: &'r Reference, texts: &'r Texts, at: usize) -> Self {
        let kind = match reference.kind {
            ReferenceKind::Grid(kind) => kind,
            _ => None,
        };
        let rank = kind.map_or(Kind::SecondGrid as usize * 2 + 1, |kind| kind as usize * 2);
        Self {
            text: texts.get(reference.name),
            is_literal: reference.is_literal,
            kind,
            rank,
            reference: at,
            origin: &reference.origin,
            field: None,
        }
    }

    /// The column 上级, which is always the lowest.
    pub(super) fn of_parent(entry: &'r NodeEntry, parent: &'r str) -> Self {
        Self {
            text: parent,
            is_literal: entry.is_parent_literal,
            kind: None,
            rank: usize::MAX,
            reference: usize::MAX,
            origin: &entry.row.origin,
            field: Some("parent"),
        }
    }
}
