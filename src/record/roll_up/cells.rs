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

/// Where the cell of each slice stands in a level.
#[derive(Debug)]
enum Places {
    /// By slice; `u32::MAX` for a slice without a cell.
    Table(Vec<u32>),
    /// For more slices than a table for each level is worth.
    Map(BTreeMap<u32, u32>),
}

/// With more slices than this no table of them is kept.
const MOST_IN_TABLE: usize = 1 << 18;

/// A territory at which the walk is, or that lies above it.
#[derive(Debug)]
struct Level<V> {
    territory: u32,
    cells: Vec<(u32, V)>,
    places: Places,
}

impl<V> Level<V> {
    fn new(territory: u32, slices: usize) -> Self {
        let places =
            if slices <= MOST_IN_TABLE { Places::Table(vec![u32::MAX; slices]) } else { Places::Map(BTreeMap::new()) };
        Self { territory, cells: Vec::new(), places }
    }

    /// The value of a slice, which begins empty.
    #[inline]
    fn value(&mut self, slice: u32, empty: impl FnOnce() -> V) -> &mut V {
        let next = self.cells.len() as u32;
        let place = match &mut self.places {
            Places::Table(table) => &mut table[slice as usize],
            Places::Map(map) => map.entry(slice).or_insert(u32::MAX),
        };
        if *place == u32::MAX {
            *place = next;
            self.cells.push((slice, empty()));
        }
        &mut self.cells[*place as usize].1
    }

    /// Forgets the places of all cells.
    fn clear(&mut self) {
        match &mut self.places {
            Places::Table(table) => self.cells.iter().for_each(|(slice, _)| table[*slice as usize] = u32::MAX),
            Places::Map(map) => map.clear(),
        }
    }
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
                None => Level::new(territory, self.slices),
            };
            self.levels.push(level);
        }
        // They were found from the bottom up.
        self.levels[from..].reverse();
        if let Some(level) = self.levels.last_mut() {
            for at in records {
                let value = level.value(slice(at), || self.aggregate.empty());
                self.aggregate.add_record(value, of.record(at))?;
            }
        }
        Ok(())
    }

    /// Leaves all territories up to one that stays: what each has goes to the one above too, and is its total.
    fn leave_until(&mut self, stays: impl Fn(u32) -> bool) -> Result<(), OverflowError> {
        while let Some(mut level) = self.levels.pop_if(|level| !stays(level.territory)) {
            if let Some(above) = self.levels.last_mut() {
                for (slice, part) in &level.cells {
                    let total = above.value(*slice, || self.aggregate.empty());
                    self.aggregate.merge(total, part)?;
                }
            }
            level.clear();
            level.cells.sort_unstable_by_key(|(slice, _)| *slice);
            self.totals.push(level.territory, level.cells.drain(..));
            self.left.push(level);
        }
        Ok(())
    }
}
