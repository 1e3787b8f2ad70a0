//! The values of a measure: by row while building, then by node.

use std::ops::Range;

/// The units of one measure by node; 0 if the node has no value.
///
/// INVARIANT: the magnitudes of all units add up to at most `i64::MAX`, so no sum over any set of nodes
/// overflows.
#[derive(Debug)]
pub(crate) struct Column {
    units: Units,
    /// A bit for each node, set if it has a value: zero is a value.
    present: Vec<u64>,
    /// For each word of `present`, how many nodes have a value before it.
    before: Vec<u32>,
}

/// Units in 32 bits if all fit, else in 64. Summing millions of units is bound by memory, so fewer bytes
/// are faster.
#[derive(Debug)]
pub(crate) enum Units {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

/// The values of one measure in the order of the rows, as they arrive.
#[derive(Debug, Default)]
pub(super) struct Unordered {
    units: Vec<i64>,
    present: Vec<u64>,
}

impl Unordered {
    /// Reserves room for this many rows in total.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.units.reserve(rows.saturating_sub(self.units.len()));
    }

    /// Sets the value of a row. Rows that are skipped have no value.
    pub(super) fn set(&mut self, row: u32, units: i64) {
        let row = row as usize;
        if row >= self.units.len() {
            self.units.resize(row + 1, 0);
            self.present.resize(row / 64 + 1, 0);
        }
        self.units[row] = units;
        self.present[row / 64] |= 1 << (row % 64);
    }

    /// The units of the rows up to the last one with a value; 0 for a row without.
    pub(super) fn units(&self) -> &[i64] {
        &self.units
    }

    /// The column in the order of the nodes. Rows that were never set have no value.
    pub(super) fn permuted(self, order: &[u32]) -> Column {
        let units = order.iter().map(|row| self.units.get(*row as usize).copied().unwrap_or(0));
        let units = if self.units.iter().all(|units| i32::try_from(*units).is_ok()) {
            Units::Narrow(units.map(|units| units as i32).collect())
        } else {
            Units::Wide(units.collect())
        };
        let mut present = vec![0; order.len().div_ceil(64)];
        for (node, row) in order.iter().enumerate() {
            present[node / 64] |= u64::from(has(&self.present, *row)) << (node % 64);
        }
        let mut count = 0;
        let before = present.iter().map(|word: &u64| {
            let before = count;
            count += word.count_ones();
            before
        });
        Column { units, before: before.collect(), present }
    }
}

fn has(present: &[u64], row: u32) -> bool {
    present.get(row as usize / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
}

impl Column {
    /// The units of a node; `None` if it has no value.
    #[inline]
    pub(crate) fn get(&self, node: u32) -> Option<i64> {
        self.has(node).then(|| self.at(node))
    }

    #[inline]
    pub(crate) fn has(&self, node: u32) -> bool {
        has(&self.present, node)
    }

    /// The units of a node; 0 if it has no value.
    #[inline]
    pub(crate) fn at(&self, node: u32) -> i64 {
        match &self.units {
            Units::Narrow(units) => units[node as usize].into(),
            Units::Wide(units) => units[node as usize],
        }
    }

    #[inline]
    pub(crate) const fn units(&self) -> &Units {
        &self.units
    }

    /// How many nodes of a range have a value; O(1).
    pub(crate) fn counted(&self, nodes: Range<u32>) -> u32 {
        self.counted_before(nodes.end) - self.counted_before(nodes.start)
    }

    /// How many nodes before this one have a value.
    fn counted_before(&self, node: u32) -> u32 {
        let (word, bits) = (node as usize / 64, node % 64);
        match self.present.get(word) {
            Some(present) => self.before[word] + (present & ((1 << bits) - 1)).count_ones(),
            // Behind the last word: all.
            None => self.before.last().map_or(0, |before| before + self.present[word - 1].count_ones()),
        }
    }

    /// The sum over a range of nodes.
    pub(crate) fn sum(&self, nodes: Range<u32>) -> i64 {
        let nodes = nodes.start as usize..nodes.end as usize;
        match &self.units {
            Units::Narrow(units) => units[nodes].iter().map(|units| i64::from(*units)).sum(),
            Units::Wide(units) => units[nodes].iter().sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The column is longer than one word of bits and shorter than its new order, with units in 32 and in 64 bits.
    #[test]
    fn a_column_in_another_order_has_the_same_values() {
        for (factor, is_narrow) in [(1, true), (-(1 << 31) / 147, true), ((1 << 31) / 147 + 1, false), (1 << 40, false)]
        {
            let mut unordered = Unordered::default();
            for row in (0..150).step_by(3) {
                unordered.set(row, i64::from(row) * factor);
            }
            assert_eq!(unordered.units().len(), 148);
            let order: Vec<u32> = (0..200).rev().collect();
            let column = unordered.permuted(&order);
            assert_eq!(matches!(column.units(), Units::Narrow(_)), is_narrow, "{factor}");
            let (mut sum, mut counted) = (0, 0);
            for (node, row) in (0..).zip(&order) {
                let expected = (*row < 150 && row % 3 == 0).then_some(i64::from(*row) * factor);
                assert_eq!(column.get(node), expected, "row {row}");
                assert_eq!(column.sum(0..node), sum, "row {row}");
                assert_eq!(column.counted(0..node), counted, "row {row}");
                sum += expected.unwrap_or(0);
                counted += u32::from(expected.is_some());
            }
            assert_eq!(
                (column.counted(0..200), column.counted(64..128)),
                (50, column.counted(0..128) - column.counted(0..64))
            );
            assert_eq!((column.sum(0..200), column.get(200)), (sum, None));
        }
    }
}
