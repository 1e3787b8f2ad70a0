//! The cells of the line above, which ditto marks (同上, 〃) repeat.

use crate::ledger::workbook::Cell;

/// What the columns of the last line of a table hold, ditto marks replaced; to the right.
#[derive(Default)]
pub(super) struct Above<'s>(Vec<(u32, CellAbove<'s>)>);

/// A cell of the line above.
#[derive(Clone, Copy)]
pub(super) enum CellAbove<'s> {
    /// What it holds.
    Holds(&'s Cell),
    /// A ditto mark that was reported.
    Faulted,
}

impl<'s> Above<'s> {
    /// The cell above in a column, if it holds something.
    pub(super) fn cell(&self, column: u32) -> Option<CellAbove<'s>> {
        let at = self.0.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(self.0[at].1)
    }

    /// The cells of a line, with room for some.
    pub(super) fn with_capacity(cells: usize) -> Self {
        Self(Vec::with_capacity(cells))
    }

    /// Adds a cell; cells come to the right.
    pub(super) fn push(&mut self, column: u32, cell: CellAbove<'s>) {
        self.0.push((column, cell));
    }
}
