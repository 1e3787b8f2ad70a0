//! Sums, read off running sums.

use std::ops::Range;

use super::counting::{Running, Sealed, adjustments, counts_once, ranges};
use super::running::running_totals;
use super::{Counting, MeasureValues, Quantity, RollUpError, UnknownMeasureError};
use crate::governance::{Column, Governance, Node, Tree, Units};
use crate::measure::{Decimal, Measure, OverflowError};

/// The sum of a measure; see [`Governance::sum_of`].
#[derive(Debug, Clone, Copy)]
pub struct Sum<'g>(MeasureValues<'g>);

impl Governance {
    /// The sum of a measure.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn sum_of(&self, measure: &str) -> Result<Sum<'_>, UnknownMeasureError> {
        self.values_of(measure).map(Sum)
    }

    /// The sums of all measures, in the order of [`Governance::measures`].
    #[must_use]
    pub fn sums(&self) -> Vec<Sum<'_>> {
        (0..self.measures().len()).map(|at| Sum(MeasureValues::at(self, at))).collect()
    }
}

impl<'g> Sum<'g> {
    pub(super) fn measure(&self) -> &'g Measure {
        self.0.measure
    }

    pub(super) fn column(&self) -> &'g Column {
        self.0.column
    }
}

impl<C: Counting> Quantity<C> for Sum<'_> {
    type Answer = Decimal;
    /// For each territory, and the end behind the last, the sum of all that comes before it: written in order
    /// and read twice an answer.
    type Totals = Vec<<C as Sealed>::Running>;

    fn fits(&self, governance: &Governance) -> bool {
        self.0.fits(governance)
    }

    fn totals(&self, governance: &Governance, _: C) -> Result<Self::Totals, RollUpError> {
        type Of<C> = <C as Sealed>::Running;

        let tree = governance.tree();
        let mut totals = vec![Of::<C>::default(); tree.territories().len() + 1];
        // First what is adjusted at each territory, in the place behind it, where the running sum takes it in.
        for of_place in adjustments::<C>(governance).chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            // The magnitudes of all units add up to at most `i64::MAX`, so no part of them overflows.
            let value = Of::<C>::from(self.column().sum(place..tree.end(place)));
            for adjustment in of_place {
                let total = &mut totals[adjustment.territory as usize + 1];
                *total = if adjustment.adds { total.plus(value) } else { total.minus(value) };
            }
        }
        let mut adjusted = Of::<C>::default();
        let each = |territory: usize, sum: i64| {
            let total = &mut totals[territory];
            adjusted = adjusted.plus(*total);
            *total = adjusted.plus(sum.into());
        };
        match self.column().units() {
            Units::Narrow(units) => running_sums(tree, units, each),
            Units::Wide(units) => running_sums(tree, units, each),
        }
        if !counts_once::<C>() {
            for territory in 0..tree.territories().len() as u32 {
                let total = between(governance, &totals, territory);
                total.narrow().map_err(|_| governance.overflow_at(territory))?;
            }
        }
        Ok(totals)
    }

    #[inline]
    fn answer(&self, governance: &Governance, _: C, totals: &Self::Totals, territory: u32) -> Decimal {
        // What does not fit was refused when the totals were made.
        self.0.decimal(between(governance, totals, territory).narrow().unwrap_or_default())
    }

    fn at_node(&self, _: &Governance, _: C, node: Node<'_>) -> Result<Decimal, OverflowError> {
        let total: i128 = ranges::<C>(node).into_iter().map(|nodes| i128::from(self.column().sum(nodes))).sum();
        i64::try_from(total).map(|units| self.0.decimal(units)).map_err(|_| OverflowError)
    }
}

#[inline]
fn between<R: Running>(governance: &Governance, totals: &[R], territory: u32) -> R {
    totals[governance.tree().territory_end(territory) as usize].minus(totals[territory as usize])
}

/// Gives each territory, and the end behind the last, with the sum of the units of all nodes before it.
fn running_sums<U: Copy + Into<i64>>(tree: &Tree, units: &[U], each: impl FnMut(usize, i64)) {
    let fill = |block: Range<usize>, mut running: i64, before: &mut [i64]| {
        for (before, units) in before.iter_mut().zip(&units[block]) {
            *before = running;
            running += (*units).into();
        }
        Ok(running)
    };
    // The magnitudes of all units add up to at most `i64::MAX`.
    running_totals(tree, 0, fill, each).unwrap_or_default();
}
