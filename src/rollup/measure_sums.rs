//! Running sums of all measures that a quantity asks for, two at a time.

use std::ops::Range;

use super::counting::{Running, Sealed, adjustments, counts_once};
use super::running_totals::running_totals;
use super::{Counting, RollUpError};
use crate::governance::{Adjustment, Column, Governance, Tree, Units};

/// The measures whose sums a quantity asks for, in the order in which it takes them.
#[derive(Debug, Default)]
pub struct Asked<'q>(Vec<&'q Column>);

/// The running sums of the measures that were asked for: for each territory, and for the end after the last one, the
/// sum of all nodes before it.
#[derive(Debug)]
pub struct RunningSums<C: Counting>(std::vec::IntoIter<Vec<<C as Sealed>::Running>>);

impl<'q> Asked<'q> {
    pub(super) fn ask(&mut self, column: &'q Column) {
        self.0.push(column);
    }

    /// Computes the sums. If the counting counts nothing twice, no sum can overflow; otherwise each is checked.
    ///
    /// Each pass computes two sums: their additions do not depend on each other, so the second is nearly free.
    pub(super) fn make<C: Counting>(self, governance: &Governance) -> Result<RunningSums<C>, RollUpError> {
        let (tree, adjustments) = (governance.tree(), adjustments::<C>(governance));
        let empty = || vec![<C as Sealed>::Running::default(); tree.territories().len() + 1];
        let mut all: Vec<Vec<_>> = self.0.iter().map(|_| empty()).collect();
        for (columns, totals) in self.0.chunks(2).zip(all.chunks_mut(2)) {
            match (columns, totals) {
                ([one, other], [totals, others]) => match (one.units(), other.units()) {
                    (Units::Narrow(one), Units::Narrow(other)) => {
                        sum_two(tree, adjustments, (one, other), (totals, others));
                    }
                    (Units::Narrow(one), Units::Wide(other)) => {
                        sum_two(tree, adjustments, (one, other), (totals, others));
                    }
                    (Units::Wide(one), Units::Narrow(other)) => {
                        sum_two(tree, adjustments, (one, other), (totals, others));
                    }
                    (Units::Wide(one), Units::Wide(other)) => {
                        sum_two(tree, adjustments, (one, other), (totals, others));
                    }
                },
                ([one], [totals]) => match one.units() {
                    Units::Narrow(units) => sum_one(tree, adjustments, units, totals),
                    Units::Wide(units) => sum_one(tree, adjustments, units, totals),
                },
                _ => {}
            }
        }
        if !counts_once::<C>() {
            for territory in 0..tree.territories().len() as u32 {
                for totals in &all {
                    between(governance, totals, territory).narrow().map_err(|_| governance.overflow_at(territory))?;
                }
            }
        }
        Ok(RunningSums(all.into_iter()))
    }
}

impl<C: Counting> RunningSums<C> {
    /// The sums of the next measure that was asked for.
    #[expect(clippy::expect_used, reason = "`Quantity::totals` takes what `Quantity::ask` asked for")]
    pub(super) fn take(&mut self) -> Vec<<C as Sealed>::Running> {
        self.0.next().expect("INVARIANT: a quantity takes as many sums as it asked for")
    }
}

/// The sum over a territory and all below it.
#[inline]
pub(super) fn between<R: Running>(governance: &Governance, totals: &[R], territory: u32) -> R {
    totals[governance.tree().territory_end(territory) as usize].minus(totals[territory as usize])
}

/// Adds an adjustment to the entry after its territory; the running sum picks it up from there on.
#[inline]
fn adjust<R: Running, U: Copy + Into<i64>>(adjustment: Adjustment, units: &[U], totals: &mut [R]) {
    let nodes = adjustment.nodes();
    // The magnitudes of all units add up to at most `i64::MAX`, so no sum over some of them overflows.
    let value = match &units[nodes.start as usize..nodes.end as usize] {
        [only] => (*only).into(),
        several => several.iter().map(|units| (*units).into()).sum(),
    };
    let total = &mut totals[adjustment.territory as usize + 1];
    *total = total.plus(R::from(if adjustment.adds() { value } else { -value }));
}

/// Building has checked that the magnitudes of all units of a measure add up to at most `i64::MAX`.
const NEVER_OVERFLOWS: &str = "INVARIANT: no running sum of a measure overflows";

/// The running sums of one measure.
#[expect(clippy::expect_used, reason = "see `NEVER_OVERFLOWS`")]
fn sum_one<R: Running, U: Copy + Into<i64>>(tree: &Tree, adjustments: &[Adjustment], units: &[U], totals: &mut [R]) {
    for adjustment in adjustments {
        adjust(*adjustment, units, totals);
    }
    let fill = |block: Range<usize>, mut running: i64, before: &mut [i64]| {
        for (before, units) in before.iter_mut().zip(&units[block]) {
            *before = running;
            running += (*units).into();
        }
        Ok(running)
    };
    let mut adjusted = R::default();
    let each = |territory: usize, sum: i64| accumulate(&mut adjusted, &mut totals[territory], sum);
    running_totals(tree, 0, fill, each).expect(NEVER_OVERFLOWS);
}

/// The running sums of two measures in one pass.
#[expect(clippy::expect_used, reason = "see `NEVER_OVERFLOWS`")]
fn sum_two<R: Running, U: Copy + Into<i64>, V: Copy + Into<i64>>(
    tree: &Tree,
    adjustments: &[Adjustment],
    (one, other): (&[U], &[V]),
    (totals, others): (&mut [R], &mut [R]),
) {
    for adjustment in adjustments {
        adjust(*adjustment, one, totals);
        adjust(*adjustment, other, others);
    }
    let fill = |block: Range<usize>, [mut a, mut b]: [i64; 2], before: &mut [[i64; 2]]| {
        for ((before, one), other) in before.iter_mut().zip(&one[block.clone()]).zip(&other[block]) {
            *before = [a, b];
            a += (*one).into();
            b += (*other).into();
        }
        Ok([a, b])
    };
    let mut adjusted = [R::default(); 2];
    let each = |territory: usize, [a, b]: [i64; 2]| {
        accumulate(&mut adjusted[0], &mut totals[territory], a);
        accumulate(&mut adjusted[1], &mut others[territory], b);
    };
    running_totals(tree, [0, 0], fill, each).expect(NEVER_OVERFLOWS);
}

/// Turns the adjustment in `total` into the running sum: all units and all adjustments before the territory.
#[inline]
fn accumulate<R: Running>(adjusted: &mut R, total: &mut R, sum: i64) {
    *adjusted = adjusted.plus(*total);
    *total = adjusted.plus(sum.into());
}
