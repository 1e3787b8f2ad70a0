//! How many nodes of each kind are in each territory, as running counts.

use std::ops::Range;

use super::Tree;
use super::distinct::Adjustment;
use crate::kind::Kind;

/// How many kinds of areas, grids and places there are; in the table of kinds they come first.
const FOREST_KINDS: usize = {
    let mut count = 0;
    while count < Kind::COUNT && Kind::ALL[count].family().stands_in_territory() {
        count += 1;
    }
    let mut behind = count;
    while behind < Kind::COUNT {
        assert!(!Kind::ALL[behind].family().stands_in_territory(), "the forest comes first");
        behind += 1;
    }
    count
};

/// The cells of a row, rounded up to whole SIMD vectors.
const WIDTH: usize = FOREST_KINDS.next_multiple_of(8);

/// The most that a cell holds.
const MAX: u64 = u16::MAX as u64;

/// For each territory, and for the end after the last one, how many nodes of each kind come before it. So the counts
/// of a subtree are the difference of two rows.
///
/// A row has a cell for every kind, even for kinds that do not occur, so that the offset of a kind is a constant. A
/// cell has 16 bits, because the time of an answer is the time of reading two rows. Counts wrap around; the
/// difference of two rows is right as long as it fits a cell. The few territories for which it may not fit are kept
/// apart, in `large`.
#[derive(Debug)]
pub(crate) struct KindCounts {
    rows: Vec<[u16; WIDTH]>,
    /// The territories that may have more nodes of a kind than fit a cell, sorted.
    large: Vec<Large>,
    /// The size of the smallest large territory, in territories: spares most answers the search in `large`.
    smallest_large: u32,
}

#[derive(Debug)]
struct Large {
    territory: u32,
    counts: [u64; Kind::COUNT],
}

impl KindCounts {
    /// The counts of a tree, with the given adjustments for covered places.
    pub(super) fn new(tree: &Tree, adjustments: &[Adjustment]) -> Self {
        Self::with_max(tree, adjustments, MAX)
    }

    fn with_max(tree: &Tree, adjustments: &[Adjustment], max: u64) -> Self {
        let forest = &tree.kinds()[..tree.forest_end() as usize];
        let territories = tree.territories().len() as u32;
        let large = large(tree, adjustments, max);
        // The counts at the start and at the end of each large territory are also kept in 64 bits.
        let mut marks: Vec<u32> = large.iter().flat_map(|of| [*of, tree.territory_end(*of)]).collect();
        marks.sort_unstable();
        marks.dedup();
        // An adjustment acts on all rows after its territory.
        let mut adjustments: Vec<&Adjustment> = adjustments.iter().collect();
        adjustments.sort_unstable_by_key(|adjustment| adjustment.territory);
        let mut adjustments = adjustments.into_iter().peekable();
        let mut before = [0_u64; WIDTH];
        let mut rows = Vec::with_capacity(territories as usize + 1);
        let mut whole = Vec::with_capacity(marks.len());
        for territory in 0..=territories {
            while let Some(adjustment) = adjustments.next_if(|adjustment| adjustment.territory < territory) {
                for kind in &forest[range(adjustment.nodes())] {
                    before[*kind as usize] = before[*kind as usize].wrapping_add_signed(adjustment.sign().into());
                }
            }
            rows.push(before.map(|count| count as u16));
            if marks.get(whole.len()) == Some(&territory) {
                whole.push(before);
            }
            if territory < territories {
                for kind in &forest[range(tree.segment(territory))] {
                    before[*kind as usize] = before[*kind as usize].wrapping_add(1);
                }
            }
        }
        let whole_at = |territory: u32| &whole[marks.partition_point(|mark| *mark < territory)];
        let counts = |territory: u32| {
            difference(whole_at(territory), whole_at(tree.territory_end(territory)), u64::wrapping_sub)
        };
        let smallest_large = large.iter().map(|of| tree.territory_end(*of) - of).min().unwrap_or(u32::MAX);
        let large = large.into_iter().map(|of| Large { territory: of, counts: counts(of) }).collect();
        Self { rows, large, smallest_large }
    }

    /// How many nodes of each kind there are in a territory and all below it.
    ///
    /// It is always inlined, as is everything between it and a loop over answers: in the loop it shrinks to the kinds
    /// that are read. The compiler would judge it too long before it shrinks; the counts would then pass through
    /// memory, which takes three times as long.
    #[allow(clippy::inline_always, reason = "the compiler judges the length before it shrinks")]
    #[inline(always)]
    pub(crate) fn of(&self, tree: &Tree, territory: u32) -> [u64; Kind::COUNT] {
        let end = tree.territory_end(territory);
        if end - territory >= self.smallest_large
            && let Some(counts) = self.of_large(territory)
        {
            return *counts;
        }
        difference(&self.rows[territory as usize], &self.rows[end as usize], |behind, before| {
            behind.wrapping_sub(before).into()
        })
    }

    #[cold]
    fn of_large(&self, territory: u32) -> Option<&[u64; Kind::COUNT]> {
        let at = self.large.binary_search_by_key(&territory, |large| large.territory).ok()?;
        Some(&self.large[at].counts)
    }
}

const fn range(nodes: Range<u32>) -> Range<usize> {
    nodes.start as usize..nodes.end as usize
}

/// The difference of two rows, kind by kind.
#[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
#[inline(always)]
fn difference<C: Copy>(before: &[C; WIDTH], behind: &[C; WIDTH], minus: impl Fn(C, C) -> u64) -> [u64; Kind::COUNT] {
    let mut counts = [0; Kind::COUNT];
    for kind in 0..FOREST_KINDS {
        counts[kind] = minus(behind[kind], before[kind]);
    }
    counts
}

/// The territories in which more than `max` nodes may count.
fn large(tree: &Tree, adjustments: &[Adjustment], max: u64) -> Vec<u32> {
    let territories = tree.territories();
    // How many nodes adjustments add before each territory.
    let mut added = vec![0_u64; if adjustments.is_empty() { 0 } else { territories.len() + 1 }];
    for adjustment in adjustments.iter().filter(|adjustment| adjustment.adds()) {
        added[adjustment.territory as usize + 1] += adjustment.nodes().len() as u64;
    }
    for at in 1..added.len() {
        added[at] += added[at - 1];
    }
    let before = |territory: u32| added.get(territory as usize).copied().unwrap_or(0);
    let is_large = |(territory, node): &(u32, &u32)| {
        let contained = u64::from(tree.end(**node) - **node);
        contained + before(tree.territory_end(*territory)) - before(*territory) > max
    };
    (0..).zip(territories).filter(is_large).map(|(territory, _)| territory).collect()
}

#[cfg(test)]
#[path = "kind_counts_tests.rs"]
mod tests;
