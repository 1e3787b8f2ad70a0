//! How many nodes of each kind stand in each territory, as running counts.

use super::Tree;
use super::netting::Adjustment;
use crate::kind::Kind;

/// For each territory, and the end behind the last, how many nodes of each kind come before it; so the counts
/// of any subtree are one row less another.
///
/// Only kinds that occur have a cell. Counts wrap, because with covers what is taken back may come before what
/// it is taken from; the difference of two rows is right all the same.
#[derive(Debug)]
pub(crate) struct KindCounts {
    /// The kinds that occur among areas, grids and places, in the order of the table of kinds.
    kinds: Vec<Kind>,
    rows: Rows,
}

/// Cells of 32 bits wherever no count can need more: they are read twice an answer, and memory is what an
/// answer waits for.
#[derive(Debug)]
enum Rows {
    Narrow(Vec<u32>),
    Wide(Vec<u64>),
}

/// A number that wraps.
trait Cell: Copy + Default {
    const ONE: Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn wide(self) -> u64;
}

impl Cell for u32 {
    const ONE: Self = 1;

    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    fn wide(self) -> u64 {
        self.into()
    }
}

impl Cell for u64 {
    const ONE: Self = 1;

    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    fn wide(self) -> u64 {
        self
    }
}

impl KindCounts {
    /// The counts of a tree whose covered places are adjusted.
    pub(super) fn new(tree: &Tree, adjustments: &[Adjustment]) -> Self {
        let forest = &tree.kinds()[..tree.forest_end() as usize];
        let mut occurs = [false; Kind::COUNT];
        for kind in forest {
            occurs[*kind as usize] = true;
        }
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| occurs[*kind as usize]).collect();
        let added = adjustments.iter().filter(|adjustment| adjustment.adds);
        let added = added.map(|adjustment| u64::from(tree.end(adjustment.place) - adjustment.place)).sum::<u64>();
        let rows = if u32::try_from(forest.len() as u64 + added).is_ok() {
            Rows::Narrow(running(tree, adjustments, &kinds))
        } else {
            Rows::Wide(running(tree, adjustments, &kinds))
        };
        Self { kinds, rows }
    }

    /// How many nodes there are of each kind in a territory and all below it.
    #[inline]
    pub(crate) fn of(&self, tree: &Tree, territory: u32) -> [u64; Kind::COUNT] {
        let ends = (territory, tree.territory_end(territory));
        match &self.rows {
            Rows::Narrow(rows) => self.between(rows, ends),
            Rows::Wide(rows) => self.between(rows, ends),
        }
    }

    #[inline]
    fn between<C: Cell>(&self, rows: &[C], (before, behind): (u32, u32)) -> [u64; Kind::COUNT] {
        let row = |territory: u32| &rows[territory as usize * self.kinds.len()..][..self.kinds.len()];
        let mut counts = [0; Kind::COUNT];
        for ((kind, before), behind) in self.kinds.iter().zip(row(before)).zip(row(behind)) {
            counts[*kind as usize] = behind.minus(*before).wide();
        }
        counts
    }
}

fn running<C: Cell>(tree: &Tree, adjustments: &[Adjustment], kinds: &[Kind]) -> Vec<C> {
    let forest = &tree.kinds()[..tree.forest_end() as usize];
    let mut cell_of = [usize::MAX; Kind::COUNT];
    for (cell, kind) in kinds.iter().enumerate() {
        cell_of[*kind as usize] = cell;
    }
    let width = kinds.len();
    let territories = tree.territories().len();
    let mut rows = vec![C::default(); (territories + 1) * width];
    // First what is adjusted at each territory, in the row behind it, where the running counts take it in.
    for of_place in adjustments.chunk_by(|a, b| a.place == b.place) {
        let place = of_place[0].place;
        let value = &forest[place as usize..tree.end(place) as usize];
        for adjustment in of_place {
            let row = &mut rows[(adjustment.territory as usize + 1) * width..][..width];
            for kind in value {
                let cell = &mut row[cell_of[*kind as usize]];
                *cell = if adjustment.adds { cell.plus(C::ONE) } else { cell.minus(C::ONE) };
            }
        }
    }
    let mut running = vec![C::default(); width];
    for territory in 0..territories {
        let segment = tree.segment(territory as u32);
        for kind in &forest[segment.start as usize..segment.end as usize] {
            let cell = &mut running[cell_of[*kind as usize]];
            *cell = cell.plus(C::ONE);
        }
        let row = &mut rows[(territory + 1) * width..][..width];
        for (running, cell) in running.iter_mut().zip(row) {
            *running = running.plus(*cell);
            *cell = *running;
        }
    }
    rows
}
