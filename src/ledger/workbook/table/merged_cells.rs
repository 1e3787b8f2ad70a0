//! What merged ranges hold: their one value, in every cell of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::workbook::{Cell, Merged, Sheet};

/// The merged ranges at one row of a sheet. It goes down the sheet and never up again.
pub(super) struct MergedCells<'s> {
    sheet: &'s Sheet,
    /// Ranges that begin further down, the next one last.
    ahead: Vec<Merged>,
    /// Ranges at the current row, by their first column.
    here: BTreeMap<u32, Merged>,
    /// The last row and the first column of each range at the current row.
    ends: BTreeSet<(u32, u32)>,
}

impl<'s> MergedCells<'s> {
    pub(super) fn new(sheet: &'s Sheet) -> Self {
        let mut ahead = sheet.merged().to_vec();
        ahead.sort_by_key(|merged| std::cmp::Reverse((merged.first, merged.last)));
        Self { sheet, ahead, here: BTreeMap::new(), ends: BTreeSet::new() }
    }

    /// Goes down to a row. Each range comes and goes once, so a walk is O((rows + ranges) log ranges).
    pub(super) fn go_to(&mut self, row: u32) {
        while self.ahead.last().is_some_and(|merged| merged.first.row <= row) {
            let Some(merged) = self.ahead.pop() else { break };
            if let Some(before) = self.here.insert(merged.first.column, merged) {
                self.ends.remove(&(before.last.row, before.first.column));
            }
            self.ends.insert((merged.last.row, merged.first.column));
        }
        while let Some((last, column)) = self.ends.first().copied().filter(|(last, _)| *last < row) {
            self.ends.remove(&(last, column));
            self.here.remove(&column);
        }
    }

    /// The ranges at the current row, to the right.
    pub(super) fn here(&self) -> impl Iterator<Item = &Merged> {
        self.here.values()
    }

    /// What a column holds in the current row, whose own cells are `own`, and whether the value stands in another
    /// cell, of a merged range that reaches here.
    pub(super) fn cell(&self, own: &'s [(u32, Cell)], column: u32) -> Option<(&'s Cell, bool)> {
        if let Ok(at) = own.binary_search_by_key(&column, |(column, _)| *column) {
            return Some((&own[at].1, false));
        }
        let (_, merged) = self.here.range(..=column).next_back()?;
        let cell = if merged.last.column >= column { self.sheet.cell(merged.first) } else { None };
        Some((cell?, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Position;

    #[test]
    fn a_merged_range_holds_its_value_in_every_cell_and_nowhere_else() {
        let mut sheet = Sheet::new("三级网格");
        let ranges = [((1, 1), (1, 3), "title"), ((2, 1), (4, 1), "a"), ((3, 2), (4, 3), "b"), ((5, 1), (9, 2), "c")];
        for (first, last, text) in ranges {
            let (first, last) = (Position::new(first.0, first.1), Position::new(last.0, last.1));
            sheet.set(first, text);
            sheet.merge(Merged { first, last });
        }
        let mut merged = MergedCells::new(&sheet);
        for row in 1..=10 {
            merged.go_to(row);
            let own = sheet.rows().find(|(at, _)| *at == row).map_or(&[][..], |(_, cells)| cells);
            for column in 1..=4 {
                let inside = ranges
                    .iter()
                    .find(|(first, last, _)| (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column));
                let found = merged.cell(own, column).map(|(cell, is_merged)| (cell.to_string(), is_merged));
                let expected = inside.map(|(first, _, text)| ((*text).to_owned(), *first != (row, column)));
                assert_eq!(found, expected, "row {row}, column {column}");
            }
        }
    }
}
