//! Numbers in the place of codes that only their format shows with leading zeros.

use std::collections::BTreeMap;

use crate::ledger::Origin;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{Cell, Remark};

/// Such numbers, by sheet and column: a column gets one note.
#[derive(Default)]
pub(crate) struct ShownZeros(BTreeMap<(usize, u32), Found>);

struct Found {
    /// What the first of them shows, and where it stands.
    shown: String,
    first: Origin,
    times: usize,
}

impl ShownZeros {
    /// Counts a cell if it is such a number.
    pub(super) fn look_at(&mut self, cell: &Cell, at: &Origin, log: &Log<'_>) {
        if matches!(cell, Cell::Padded { .. }) {
            let (sheet, _, column) = log.place(at, None);
            let first = || Found { shown: cell.to_string(), first: at.clone(), times: 0 };
            self.0.entry((sheet, column)).or_insert_with(first).times += 1;
        }
    }

    /// Adds a note for each column.
    pub(super) fn report(self, log: &mut Log<'_>) {
        for Found { shown, first, times } in self.0.into_values() {
            log.note(first, Remark::ZerosShown { shown, times });
        }
    }
}
