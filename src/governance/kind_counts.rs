//! How many nodes of each kind stand in each territory, as running counts.

use super::Tree;
use super::netting::Adjustment;
use crate::kind::{Family, Kind};

/// How many kinds of areas, grids and places there are; in the table of kinds they come first.
const FOREST_KINDS: usize = {
    let mut count = 0;
    while count < Kind::COUNT && matches!(Kind::ALL[count].family(), Family::Area | Family::Grid | Family::Place) {
        count += 1;
    }
    let mut behind = count;
    while behind < Kind::COUNT {
        assert!(matches!(Kind::ALL[behind].family(), Family::Party | Family::Person), "the forest comes first");
        behind += 1;
    }
    count
};

/// The cells of a row: as many as fill whole vectors.
const WIDTH: usize = FOREST_KINDS.next_multiple_of(4);

/// For each territory, and the end behind the last, how many nodes of each kind come before it; so the counts
/// of any subtree are one row less another.
///
/// A row has a cell for every kind, those that do not occur too: so the place of a kind is known when the crate
/// is compiled, and a row is one line of the cache. Counts wrap, because with covers what is taken back may come
/// before what it is taken from; the difference of two rows is right all the same, if it fits a cell. 32 bits are
/// enough wherever no node counts twice.
#[derive(Debug)]
pub(crate) struct KindCounts<C> {
    rows: Vec<Row<C>>,
}

type Row<C> = [C; WIDTH];

/// A number that wraps.
pub(crate) trait Cell: Copy + Default {
    const ONE: Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn wide(self) -> u64;
}

impl Cell for u32 {
    const ONE: Self = 1;

    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    #[inline]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    #[inline]
    fn wide(self) -> u64 {
        self.into()
    }
}

impl Cell for u64 {
    const ONE: Self = 1;

    #[inline]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    #[inline]
    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    #[inline]
    fn wide(self) -> u64 {
        self
    }
}

impl<C: Cell> KindCounts<C> {
    /// The counts of a tree whose covered places are adjusted.
    pub(super) fn new(tree: &Tree, adjustments: &[Adjustment]) -> Self {
        let forest = &tree.kinds()[..tree.forest_end() as usize];
        let territories = tree.territories().len();
        let mut rows = vec![[C::default(); WIDTH]; territories + 1];
        // First what is adjusted at each territory, in the row behind it, where the running counts take it in.
        for of_place in adjustments.chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            let value = &forest[place as usize..tree.end(place) as usize];
            for adjustment in of_place {
                let row = &mut rows[adjustment.territory as usize + 1];
                for kind in value {
                    let cell = &mut row[*kind as usize];
                    *cell = if adjustment.adds { cell.plus(C::ONE) } else { cell.minus(C::ONE) };
                }
            }
        }
        let mut running = [C::default(); WIDTH];
        for territory in 0..territories {
            let segment = tree.segment(territory as u32);
            for kind in &forest[segment.start as usize..segment.end as usize] {
                let cell = &mut running[*kind as usize];
                *cell = cell.plus(C::ONE);
            }
            for (running, cell) in running.iter_mut().zip(&mut rows[territory + 1]) {
                *running = running.plus(*cell);
                *cell = *running;
            }
        }
        Self { rows }
    }

    /// How many nodes there are of each kind in a territory and all below it.
    ///
    /// This, and all that stands between it and a loop over answers, becomes a part of the loop, and shrinks there to
    /// the kinds that are read. Left to itself the compiler finds it too long for that beforehand, and the counts
    /// then go through memory, which takes three times as long.
    #[allow(clippy::inline_always, reason = "the compiler judges the length before it shrinks")]
    #[inline(always)]
    pub(crate) fn of(&self, tree: &Tree, territory: u32) -> [u64; Kind::COUNT] {
        let before = &self.rows[territory as usize];
        let behind = &self.rows[tree.territory_end(territory) as usize];
        let mut counts = [0; Kind::COUNT];
        for kind in 0..FOREST_KINDS {
            counts[kind] = behind[kind].minus(before[kind]).wide();
        }
        counts
    }
}
