//! How many nodes of each kind stand in each territory, as running counts.

use std::ops::Range;

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
    rows: Vec<u64>,
}

impl KindCounts {
    /// The counts of a tree whose covered places are adjusted.
    pub(super) fn new(tree: &Tree, adjustments: &[Adjustment]) -> Self {
        let mut cell_of = [usize::MAX; Kind::COUNT];
        let forest = &tree.kinds()[..tree.forest_end() as usize];
        let mut occurs = [false; Kind::COUNT];
        for kind in forest {
            occurs[*kind as usize] = true;
        }
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| occurs[*kind as usize]).collect();
        for (cell, kind) in kinds.iter().enumerate() {
            cell_of[*kind as usize] = cell;
        }

        let width = kinds.len();
        let territories = tree.territories().len();
        let mut rows = vec![0_u64; (territories + 1) * width];
        // First what is adjusted at each territory, in the row behind it, where the running counts take it in.
        for of_place in adjustments.chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            let value = &forest[place as usize..tree.end(place) as usize];
            for adjustment in of_place {
                let row = &mut rows[(adjustment.territory as usize + 1) * width..][..width];
                for kind in value {
                    let cell = &mut row[cell_of[*kind as usize]];
                    *cell = if adjustment.adds { cell.wrapping_add(1) } else { cell.wrapping_sub(1) };
                }
            }
        }
        let mut running = vec![0_u64; width];
        for territory in 0..territories {
            let row = &mut rows[(territory + 1) * width..][..width];
            let Range { start, end } = tree.segment(territory as u32);
            for kind in &forest[start as usize..end as usize] {
                let cell = &mut running[cell_of[*kind as usize]];
                *cell = cell.wrapping_add(1);
            }
            for (running, cell) in running.iter_mut().zip(row) {
                *running = running.wrapping_add(*cell);
                *cell = *running;
            }
        }
        Self { kinds, rows }
    }

    /// The counts of a territory and all below it.
    pub(crate) fn of<'a>(&'a self, tree: &Tree, territory: u32) -> impl Iterator<Item = (Kind, u64)> + 'a {
        let row = |at: u32| &self.rows[at as usize * self.kinds.len()..][..self.kinds.len()];
        let (before, behind) = (row(territory), row(tree.territory_end(territory)));
        self.kinds
            .iter()
            .zip(before.iter().zip(behind))
            .map(|(kind, (before, behind))| (*kind, behind.wrapping_sub(*before)))
    }
}
