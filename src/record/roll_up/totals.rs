//! Totals by territory and slice.

use std::collections::BTreeMap;
use std::ops::Range;

/// What each territory and all below it have in each slice in which there is a record.
#[derive(Debug, Clone)]
pub(super) struct Totals<V> {
    /// Those of all territories, one behind the other.
    parts: Vec<Part<V>>,
    across: Across<V>,
}

/// The cells of the territories that reach from one part into the next, by slice. They are in no part.
pub(super) type Across<V> = BTreeMap<u32, Vec<(u32, V)>>;

/// What consecutive territories have.
#[derive(Debug, Clone)]
pub(super) struct Part<V> {
    first: u32,
    /// The slice and its value; those of a territory stand together, by slice.
    cells: Vec<(u32, V)>,
    /// For each territory, where its cells stand.
    ranges: Vec<Range<usize>>,
}

impl<V> Part<V> {
    /// These territories, none of which has a record yet.
    pub(super) fn new(territories: Range<u32>) -> Self {
        Self { first: territories.start, cells: Vec::new(), ranges: vec![0..0; territories.len()] }
    }

    /// How many cells there are: where those of the next territory begin.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Adds a cell of the next territory, by slice.
    #[inline]
    pub(super) fn push(&mut self, slice: u32, value: V) {
        self.cells.push((slice, value));
    }

    /// Says that all cells from a place on are those of a territory.
    pub(super) fn end(&mut self, territory: u32, start: usize) {
        self.ranges[(territory - self.first) as usize] = start..self.cells.len();
    }

    fn of(&self, territory: u32) -> &[(u32, V)] {
        &self.cells[self.ranges[(territory - self.first) as usize].clone()]
    }
}

impl<V> Totals<V> {
    /// Parts whose territories follow each other.
    pub(super) fn new(parts: Vec<Part<V>>, across: Across<V>) -> Self {
        Self { parts, across }
    }

    /// The cells of a territory, by slice. O(log parts).
    pub(super) fn of(&self, territory: u32) -> &[(u32, V)] {
        if let Some(cells) = self.across.get(&territory) {
            return cells;
        }
        let part = self.parts.partition_point(|part| part.first <= territory);
        self.parts[..part].last().map_or(&[], |part| part.of(territory))
    }

    /// The value of a territory and a slice; O(log slices).
    pub(super) fn get(&self, territory: u32, slice: u32) -> Option<&V> {
        let cells = self.of(territory);
        let at = cells.binary_search_by_key(&slice, |(of, _)| *of).ok()?;
        Some(&cells[at].1)
    }

    /// All territories in pre-order, each slice that has a record, and its value.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, &V)> {
        let territories = self.parts.last().map_or(0, |part| part.first + part.ranges.len() as u32);
        (0..territories)
            .flat_map(move |territory| self.of(territory).iter().map(move |(slice, value)| (territory, *slice, value)))
    }
}
