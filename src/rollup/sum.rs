//! Sums, read off running sums.

use super::counting::{Running, Sealed, adjustments, counts_once, ranges};
use super::{Counting, MeasureValues, Quantity, RollUpError, UnknownMeasureError};
use crate::governance::{Governance, Node};
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

    pub(super) fn units(&self) -> &'g [i64] {
        self.0.column.units()
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
        let units = self.units();
        let sum_of = |nodes: std::ops::Range<u32>| {
            // The magnitudes of all units add up to at most `i64::MAX`, so no part of them overflows.
            Of::<C>::from(units[nodes.start as usize..nodes.end as usize].iter().sum::<i64>())
        };
        let territories = tree.territories().len();
        let adjustments = adjustments::<C>(governance);
        let mut totals = if adjustments.is_empty() {
            Vec::with_capacity(territories + 1)
        } else {
            vec![Of::<C>::default(); territories + 1]
        };
        // First what is adjusted at each territory, in the place behind it, where the running sum takes it in.
        for of_place in adjustments.chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            let value = sum_of(place..tree.end(place));
            for adjustment in of_place {
                let total = &mut totals[adjustment.territory as usize + 1];
                *total = if adjustment.adds { total.plus(value) } else { total.minus(value) };
            }
        }
        let mut running = Of::<C>::default();
        if adjustments.is_empty() {
            totals.push(running);
            totals.extend((0..territories as u32).map(|territory| {
                running = running.plus(sum_of(tree.segment(territory)));
                running
            }));
        } else {
            for (territory, total) in totals[1..].iter_mut().enumerate() {
                running = running.plus(sum_of(tree.segment(territory as u32))).plus(*total);
                *total = running;
            }
        }
        if !counts_once::<C>() {
            for territory in 0..territories as u32 {
                let total = between(governance, &totals, territory);
                total.narrow().map_err(|_| governance.overflow_at(territory))?;
            }
        }
        Ok(totals)
    }

    fn answer(&self, governance: &Governance, _: C, totals: &Self::Totals, territory: u32) -> Decimal {
        // What does not fit was refused when the totals were made.
        self.0.decimal(between(governance, totals, territory).narrow().unwrap_or_default())
    }

    fn at_node(&self, _: &Governance, _: C, node: Node<'_>) -> Result<Decimal, OverflowError> {
        let part = |nodes: std::ops::Range<u32>| -> i128 {
            self.units()[nodes.start as usize..nodes.end as usize].iter().sum::<i64>().into()
        };
        let total: i128 = ranges::<C>(node).into_iter().map(part).sum();
        i64::try_from(total).map(|units| self.0.decimal(units)).map_err(|_| OverflowError)
    }
}

fn between<R: Running>(governance: &Governance, totals: &[R], territory: u32) -> R {
    totals[governance.tree().territory_end(territory) as usize].minus(totals[territory as usize])
}
