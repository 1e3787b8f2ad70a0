//! A measure's values in the order of the nodes, while building in that of the rows.

/// The units of one measure, node by node; 0 where the node has none.
///
/// INVARIANT: the magnitudes of all units add up to at most `i64::MAX`, so no sum over any set of nodes
/// overflows.
#[derive(Debug, Default)]
pub(crate) struct Column {
    units: Vec<i64>,
    /// A bit for each node that has a value: a value of zero is not the same as none.
    present: Vec<u64>,
}

impl Column {
    /// Makes room for so many rows in all.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.units.reserve(rows.saturating_sub(self.units.len()));
    }

    /// Sets the value of a row; rows between it and the last one that has a value have none.
    pub(super) fn set(&mut self, row: u32, units: i64) {
        let row = row as usize;
        if row >= self.units.len() {
            self.units.resize(row + 1, 0);
            self.present.resize(row / 64 + 1, 0);
        }
        self.units[row] = units;
        self.present[row / 64] |= 1 << (row % 64);
    }

    /// The same values in another order; rows that were never set have none.
    pub(super) fn permuted(self, order: &[u32]) -> Self {
        let units = order.iter().map(|row| self.units.get(*row as usize).copied().unwrap_or(0)).collect();
        let mut present = vec![0; order.len().div_ceil(64)];
        for (node, row) in order.iter().enumerate() {
            present[node / 64] |= u64::from(self.has(*row)) << (node % 64);
        }
        Self { units, present }
    }

    #[inline]
    pub(crate) fn get(&self, node: u32) -> Option<i64> {
        self.has(node).then(|| self.units[node as usize])
    }

    #[inline]
    pub(crate) fn has(&self, node: u32) -> bool {
        self.present.get(node as usize / 64).is_some_and(|bits| bits >> (node % 64) & 1 == 1)
    }

    #[inline]
    pub(crate) fn units(&self) -> &[i64] {
        &self.units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than a word of bits, and shorter than the order that it is put into.
    #[test]
    fn a_column_in_another_order_has_the_same_values() {
        let mut column = Column::default();
        for row in (0..150).step_by(3) {
            column.set(row, i64::from(row));
        }
        assert_eq!(column.get(149), None);
        let order: Vec<u32> = (0..200).rev().collect();
        let permuted = column.permuted(&order);
        for (node, row) in (0..).zip(&order) {
            let expected = (*row < 150 && row % 3 == 0).then_some(i64::from(*row));
            assert_eq!(permuted.get(node), expected, "row {row}");
        }
        assert_eq!((permuted.units().len(), permuted.get(200)), (200, None));
    }
}
