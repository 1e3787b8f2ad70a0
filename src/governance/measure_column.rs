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
    units: Units,
    present: Vec<u64>,
}

impl Default for Units {
    fn default() -> Self {
        Units::Narrow(Vec::new())
    }
}

impl Units {
    /// The units of all rows or nodes.
    fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        let (narrow, wide) = match self {
            Units::Narrow(units) => (&units[..], &[][..]),
            Units::Wide(units) => (&[][..], &units[..]),
        };
        narrow.iter().map(|units| i64::from(*units)).chain(wide.iter().copied())
    }

    fn len(&self) -> usize {
        match self {
            Units::Narrow(units) => units.len(),
            Units::Wide(units) => units.len(),
        }
    }

    /// Sets the units of a row; rows that are skipped get 0.
    fn set(&mut self, row: usize, value: i64) {
        match self {
            Units::Narrow(units) => {
                if let Ok(value) = i32::try_from(value) {
                    return set(units, row, value);
                }
                let mut wide: Vec<i64> = units.iter().map(|units| i64::from(*units)).collect();
                set(&mut wide, row, value);
                *self = Units::Wide(wide);
            }
            Units::Wide(units) => set(units, row, value),
        }
    }
}

fn set<T: Clone + Default>(values: &mut Vec<T>, row: usize, value: T) {
    if row > values.len() {
        values.resize(row, T::default());
    }
    match values.get_mut(row) {
        Some(old) => *old = value,
        None => values.push(value),
    }
}

impl Unordered {
    /// Reserves room for this many rows in total.
    pub(super) fn reserve(&mut self, rows: usize) {
        let more = rows.saturating_sub(self.units.len());
        match &mut self.units {
            Units::Narrow(units) => units.reserve(more),
            Units::Wide(units) => units.reserve(more),
        }
    }

    /// Sets the value of a row. Rows that are skipped have no value.
    pub(super) fn set(&mut self, row: u32, units: i64) {
        let row = row as usize;
        self.units.set(row, units);
        if row / 64 >= self.present.len() {
            self.present.resize(row / 64 + 1, 0);
        }
        self.present[row / 64] |= 1 << (row % 64);
    }

    /// Sets the values of rows that follow each other from `first` on, and of which `present` says which have one; `None`
    /// where all have.
    #[cfg(feature = "parquet")]
    pub(super) fn extend(&mut self, first: u32, values: &[i64], present: Option<&[bool]>) {
        let first = first as usize;
        let fits = |value: &i64| i32::try_from(*value).is_ok();
        match &mut self.units {
            Units::Narrow(units) if units.len() <= first && values.iter().all(fits) => {
                units.resize(first, 0);
                units.extend(values.iter().map(|value| *value as i32));
            }
            units => (first..).zip(values).for_each(|(row, value)| units.set(row, *value)),
        }
        self.present.resize((first + values.len()).div_ceil(64), 0);
        for at in 0..values.len() {
            let row = first + at;
            self.present[row / 64] |= u64::from(present.is_none_or(|present| present[at])) << (row % 64);
        }
    }

    /// Forgets all rows but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        match &mut self.units {
            Units::Narrow(units) => units.truncate(rows),
            Units::Wide(units) => units.truncate(rows),
        }
        self.present.truncate(rows.div_ceil(64));
        if let Some(last) = self.present.get_mut(rows / 64) {
            *last &= (1 << (rows % 64)) - 1;
        }
    }

    /// The same values in units that are `factor` times as small; `None` if one does not fit.
    pub(super) fn rescaled(self, factor: i64) -> Option<Self> {
        let mut rescaled = Units::default();
        for (row, units) in self.units.iter().enumerate() {
            rescaled.set(row, units.checked_mul(factor)?);
        }
        Some(Self { units: rescaled, present: self.present })
    }

    /// The sum of the magnitudes of all units, and the first row at which it is beyond 64 bits.
    pub(super) fn magnitude(&self) -> (u128, Option<usize>) {
        let whole = match &self.units {
            // So few units of 32 bits as rows can be are not beyond 64 bits.
            Units::Narrow(units) => units.iter().map(|units| u64::from(units.unsigned_abs())).sum::<u64>().into(),
            Units::Wide(units) => units.iter().map(|units| u128::from(units.unsigned_abs())).sum::<u128>(),
        };
        let mut total = 0_u128;
        let mut rows = self.units.iter().map(i64::unsigned_abs);
        let is_beyond = |units| {
            total += u128::from(units);
            total > i64::MAX as u128
        };
        (whole, if whole > i64::MAX as u128 { rows.position(is_beyond) } else { None })
    }

    /// The column in the order of the nodes, or of the rows if that is the same. Rows that were never set have no value.
    pub(super) fn permuted(self, order: Option<&[u32]>, count: usize) -> Column {
        let Self { mut units, mut present } = self;
        let Some(order) = order else {
            present.resize(count.div_ceil(64), 0);
            match &mut units {
                Units::Narrow(units) => fill(units, count),
                Units::Wide(units) => fill(units, count),
            }
            return Column::new(units, present);
        };
        let units = match units {
            Units::Narrow(units) => Units::Narrow(in_order(&units, order)),
            Units::Wide(units) => Units::Wide(in_order(&units, order)),
        };
        let word =
            |rows: &[u32]| (0..).zip(rows).fold(0, |word, (bit, row)| word | u64::from(has(&present, *row)) << bit);
        Column::new(units, order.chunks(64).map(word).collect())
    }
}

fn fill<T: Clone + Default>(units: &mut Vec<T>, count: usize) {
    units.resize(count, T::default());
    units.shrink_to_fit();
}

fn in_order<T: Copy + Default>(units: &[T], order: &[u32]) -> Vec<T> {
    order.iter().map(|row| units.get(*row as usize).copied().unwrap_or_default()).collect()
}

fn has(present: &[u64], row: u32) -> bool {
    present.get(row as usize / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
}

impl Column {
    fn new(units: Units, present: Vec<u64>) -> Self {
        let mut count = 0;
        let before = present.iter().map(|word| {
            let before = count;
            count += word.count_ones();
            before
        });
        Self { units, before: before.collect(), present }
    }

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

    #[cfg(feature = "parquet")]
    #[test]
    fn values_of_many_rows_are_set_as_those_of_single_rows() {
        let present = |first: u32| -> Vec<bool> { (first..first + 70).map(|row| row % 3 != 1).collect() };
        for factor in [1, 1 << 40] {
            let (mut single, mut many) = (Unordered::default(), Unordered::default());
            // The second rows follow the first ones, the third do not; of the last ones, none lacks a value.
            for (first, has_all, factor) in [(5, false, 1), (75, false, factor), (200, false, 1), (270, true, 1)] {
                let is_there = if has_all { vec![true; 70] } else { present(first) };
                let rows = (first..).zip(&is_there);
                let value = |row: u32, is_there: bool| if is_there { i64::from(row) * factor } else { 0 };
                let values: Vec<i64> = rows.clone().map(|(row, is_there)| value(row, *is_there)).collect();
                many.extend(first, &values, Some(&is_there[..]).filter(|_| !has_all));
                rows.filter(|(_, is_there)| **is_there).for_each(|(row, _)| single.set(row, value(row, true)));
            }
            let [single, many] = [single, many].map(|column| column.permuted(None, 400));
            assert_eq!(matches!(many.units(), Units::Narrow(_)), factor == 1);
            for row in 0..400 {
                assert_eq!(many.get(row), single.get(row), "{row}");
            }
        }
    }

    /// The column is longer than one word of bits and shorter than its new order, with units in 32 and in 64 bits.
    #[test]
    fn a_column_in_another_order_has_the_same_values() {
        for (factor, is_narrow) in [(1, true), (-(1 << 31) / 147, true), ((1 << 31) / 147 + 1, false), (1 << 40, false)]
        {
            let mut unordered = Unordered::default();
            for row in (0..150).step_by(3) {
                unordered.set(row, i64::from(row) * factor);
            }
            assert_eq!(unordered.units.len(), 148);
            let order: Vec<u32> = (0..200).rev().collect();
            let column = unordered.permuted(Some(&order), 200);
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
