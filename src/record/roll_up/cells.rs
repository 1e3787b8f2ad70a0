//! Totals by territory and slice, in one walk over the records and the territories that they lie in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{RecordAggregate, Records, ranges_by_territory};
use crate::governance::Tree;
use crate::measure::OverflowError;

/// How records are divided into slices. A slice is a period, or a period and a class.
pub(super) struct Slices<F> {
    pub(super) count: usize,
    /// The slice of a record, by its number.
    pub(super) slice: F,
}

/// What each territory and all below it have in each slice in which there is a record.
#[derive(Debug, Clone)]
pub(super) struct Totals<V> {
    /// The slice and its value; those of a territory stand together, by slice.
    cells: Vec<(u32, V)>,
    /// For each territory, where its cells stand.
    ranges: Vec<Range<usize>>,
}

impl<V> Totals<V> {
    /// Totals of so many territories, none of which has a record yet.
    pub(super) fn new(territories: usize) -> Self {
        Self { cells: Vec::new(), ranges: vec![0..0; territories] }
    }

    /// Adds the cells of a territory, by slice.
    pub(super) fn push(&mut self, territory: u32, cells: impl Iterator<Item = (u32, V)>) {
        let start = self.cells.len();
        self.cells.extend(cells);
        self.ranges[territory as usize] = start..self.cells.len();
    }

    /// The cells of a territory, by slice.
    pub(super) fn of(&self, territory: u32) -> &[(u32, V)] {
        &self.cells[self.ranges[territory as usize].clone()]
    }

    /// The value of a territory and a slice; O(log slices).
    pub(super) fn get(&self, territory: u32, slice: u32) -> Option<&V> {
        let cells = self.of(territory);
        let at = cells.binary_search_by_key(&slice, |(of, _)| *of).ok()?;
        Some(&cells[at].1)
    }

    /// All territories in pre-order, each slice that has a record, and its value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, &V)> {
        (0..self.ranges.len() as u32)
            .flat_map(move |territory| self.of(territory).iter().map(move |(slice, value)| (territory, *slice, value)))
    }
}

/// The values of the slices of a territory while the walk is at it or below it.
#[derive(Debug)]
enum Cells<V> {
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
struct Seen {
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
    fn insert(&mut self, slice: usize) {
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
    fn new(slices: usize, empty: V) -> Self {
        if slices.saturating_mul(size_of::<V>()) <= MOST_IN_TABLE {
            Self::Table { values: vec![empty; slices], seen: Seen::new(slices) }
        } else {
            Self::Map(BTreeMap::new())
        }
    }

    /// The value of a slice, which begins empty.
    #[inline]
    fn value(&mut self, slice: u32, empty: impl FnOnce() -> V) -> &mut V {
        match self {
            Self::Table { values, seen } => {
                seen.insert(slice as usize);
                &mut values[slice as usize]
            }
            Self::Map(map) => map.entry(slice).or_insert_with(empty),
        }
    }

    /// Gives the value of each slice that has a record, in order, and is empty again.
    fn drain(
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

/// A territory at which the walk is, or that lies above it.
#[derive(Debug)]
struct Level<V> {
    territory: u32,
    cells: Cells<V>,
}

/// The way from a root down to the territory at which the walk is.
struct Walk<'t, A: RecordAggregate> {
    tree: &'t Tree,
    aggregate: &'t A,
    slices: usize,
    levels: Vec<Level<A::Value>>,
    /// Levels that were left, to be used again.
    left: Vec<Level<A::Value>>,
    totals: Totals<A::Value>,
}

/// All totals of the records of a graph. O(records + cells).
pub(super) fn totals<A: RecordAggregate>(
    records: &Records<'_>,
    graph: usize,
    slices: &Slices<impl Fn(u32) -> u32>,
    aggregate: &A,
) -> Result<Totals<A::Value>, OverflowError> {
    let tree = records.graphs[graph].tree();
    let totals = Totals::new(tree.territories().len());
    let mut walk = Walk { tree, aggregate, slices: slices.count, levels: Vec::new(), left: Vec::new(), totals };
    let mut result = Ok(());
    ranges_by_territory(records, graph, |territory, range| {
        if result.is_ok() {
            result = walk.add(territory, range, &slices.slice, records);
        }
    });
    result?;
    walk.leave_until(|_| false)?;
    Ok(walk.totals)
}

impl<A: RecordAggregate> Walk<'_, A> {
    /// Goes to a territory, which comes behind those before it in pre-order, and adds the records directly in it.
    fn add(
        &mut self,
        territory: u32,
        records: Range<u32>,
        slice: impl Fn(u32) -> u32,
        of: &Records<'_>,
    ) -> Result<(), OverflowError> {
        let tree = self.tree;
        self.leave_until(|above| territory < tree.territory_end(above))?;
        let top = self.levels.last().map(|level| level.territory);
        let way = tree.territory_and_above(territory).take_while(|above| Some(*above) != top);
        let from = self.levels.len();
        for territory in way {
            let level = match self.left.pop() {
                Some(level) => Level { territory, ..level },
                None => Level { territory, cells: Cells::new(self.slices, self.aggregate.empty()) },
            };
            self.levels.push(level);
        }
        // They were found from the bottom up.
        self.levels[from..].reverse();
        let aggregate = self.aggregate;
        match self.levels.last_mut().map(|level| &mut level.cells) {
            Some(Cells::Table { values, seen }) => {
                for at in records {
                    let slice = slice(at) as usize;
                    seen.insert(slice);
                    aggregate.add_record(&mut values[slice], of.record(at))?;
                }
            }
            Some(Cells::Map(map)) => {
                for at in records {
                    let value = map.entry(slice(at)).or_insert_with(|| aggregate.empty());
                    aggregate.add_record(value, of.record(at))?;
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Leaves all territories up to one that stays: what each has goes to the one above too, and is its total.
    fn leave_until(&mut self, stays: impl Fn(u32) -> bool) -> Result<(), OverflowError> {
        let aggregate = self.aggregate;
        let empty = || aggregate.empty();
        while let Some(mut level) = self.levels.pop_if(|level| !stays(level.territory)) {
            let (totals, above) = (&mut self.totals, &mut self.levels.last_mut());
            let start = totals.cells.len();
            level.cells.drain(empty, |slice, value| {
                if let Some(above) = above {
                    aggregate.merge(above.cells.value(slice, empty), &value)?;
                }
                totals.cells.push((slice, value));
                Ok(())
            })?;
            totals.ranges[level.territory as usize] = start..totals.cells.len();
            self.left.push(level);
        }
        Ok(())
    }
}
