//! The sum of a measure, read off running sums.

use super::counting::{Running, Sealed, ranges};
use super::measure_sums::{Asked, RunningSums, between};
use super::{Counting, MeasureValues, Quantity, RollUpError, UnknownMeasureError};
use crate::governance::{Column, Governance, Node};
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
    /// For each territory, and for the end after the last one, the sum of all nodes before it.
    type Totals = Vec<<C as Sealed>::Running>;

    fn fits(&self, governance: &Governance) -> bool {
        self.0.fits(governance)
    }

    fn ask<'q>(&'q self, asked: &mut Asked<'q>) {
        asked.ask(self.column());
    }

    fn totals(&self, _: &Governance, _: C, sums: &mut RunningSums<C>) -> Result<Self::Totals, RollUpError> {
        Ok(sums.take())
    }

    #[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
    #[inline(always)]
    fn answer(&self, governance: &Governance, _: C, totals: &Self::Totals, territory: u32) -> Decimal {
        // Totals that do not fit were refused when they were computed.
        self.0.decimal(between(governance, totals, territory).narrow().unwrap_or_default())
    }

    fn at_node(&self, _: &Governance, _: C, node: Node<'_>) -> Result<Decimal, OverflowError> {
        let total: i128 = ranges::<C>(node).into_iter().map(|nodes| i128::from(self.column().sum(nodes))).sum();
        i64::try_from(total).map(|units| self.0.decimal(units)).map_err(|_| OverflowError)
    }
}
