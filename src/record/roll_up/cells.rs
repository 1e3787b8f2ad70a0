//! What a territory has in each slice, while its records are counted.

use std::collections::BTreeMap;

use crate::measure::OverflowError;

/// The values of the slices of a territory while the walk is at it or below it.
#[derive(Debug)]
pub(super) enum Cells<V> {
    /// A value for every slice, and which of them have a record.
    Table { values: Vec<V>, seen: Seen },
    /// For more slices than a table for each level is worth.
    Map(BTreeMap<u32, V>),
}

/// The most bytes of a table.
const MOST_IN_TABLE: usize = 1 << 20;

/// Which slices have a record, and which blocks of slices, so that blocks without one are passed over.
///
/// Marks are only written while records are counted. A set of bits would be read before it is written, and each record
/// would wait for the one before.
#[derive(Debug)]
pub(super) struct Seen {
    slices: Vec<bool>,
    blocks: Vec<bool>,
}

/// How many slices a block has.
const BLOCK: usize = 64;

impl Seen {
    fn new(slices: usize) -> Self {
        Self { slices: vec![false; slices], blocks: vec![false; slices.div_ceil(BLOCK)] }
    }

    #[inline]
    pub(super) fn insert(&mut self, slice: usize) {
        self.slices[slice] = true;
        self.blocks[slice / BLOCK] = true;
    }

    /// Gives each slice with a record, in order, and forgets them.
    fn drain(&mut self, mut each: impl FnMut(usize) -> Result<(), OverflowError>) -> Result<(), OverflowError> {
        for (slices, (block, is_seen)) in self.slices.chunks_mut(BLOCK).zip(self.blocks.iter_mut().enumerate()) {
            if std::mem::take(is_seen) {
                for (at, is_seen) in slices.iter_mut().enumerate() {
                    if std::mem::take(is_seen) {
                        each(block * BLOCK + at)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl<V: Clone> Cells<V> {
    pub(super) fn new(slices: usize, empty: V) -> Self {
        if slices.saturating_mul(size_of::<V>()) <= MOST_IN_TABLE {
            Self::Table { values: vec![empty; slices], seen: Seen::new(slices) }
        } else {
            Self::Map(BTreeMap::new())
        }
    }

    /// The value of a slice, which begins empty.
    #[inline]
    pub(super) fn value(&mut self, slice: u32, empty: impl FnOnce() -> V) -> &mut V {
        match self {
            Self::Table { values, seen } => {
                seen.insert(slice as usize);
                &mut values[slice as usize]
            }
            Self::Map(map) => map.entry(slice).or_insert_with(empty),
        }
    }

    /// Gives the value of each slice that has a record, in order, and is empty again.
    pub(super) fn drain(
        &mut self,
        empty: impl Fn() -> V,
        mut each: impl FnMut(u32, V) -> Result<(), OverflowError>,
    ) -> Result<(), OverflowError> {
        match self {
            Self::Table { values, seen } => {
                seen.drain(|slice| each(slice as u32, std::mem::replace(&mut values[slice], empty())))
            }
            Self::Map(map) => std::mem::take(map).into_iter().try_for_each(|(slice, value)| each(slice, value)),
        }
    }
}
