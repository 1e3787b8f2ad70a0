//! The values of a measure, to be read node by node.

use std::fmt;

use super::UnknownMeasureError;
use crate::governance::{Column, Governance, Node};
use crate::measure::{Decimal, Measure};

/// The values of a measure: where an [`Aggregate`](super::Aggregate) of your own reads its numbers.
#[derive(Clone, Copy)]
pub struct MeasureValues<'g> {
    governance: &'g Governance,
    pub(super) measure: &'g Measure,
    pub(super) column: &'g Column,
}

impl Governance {
    /// The values of a measure, to be read node by node.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn values_of(&self, measure: &str) -> Result<MeasureValues<'_>, UnknownMeasureError> {
        let at = self.measure_index(measure).ok_or_else(|| UnknownMeasureError::new(self, measure))?;
        Ok(MeasureValues::at(self, at))
    }
}

impl<'g> MeasureValues<'g> {
    pub(super) fn at(governance: &'g Governance, at: usize) -> Self {
        Self { governance, measure: &governance.measures()[at], column: governance.column(at) }
    }

    /// The measure.
    #[must_use]
    pub const fn measure(&self) -> &'g Measure {
        self.measure
    }

    /// Whether the values are those of this graph.
    #[must_use]
    pub fn fits(&self, governance: &Governance) -> bool {
        std::ptr::eq(self.governance, governance)
    }

    /// A node's own value in units of the measure's scale, 0 if it has none; O(1).
    ///
    /// It does not check that the node is of the same graph: call [`MeasureValues::fits`] in
    /// [`Aggregate::fits`](super::Aggregate::fits).
    ///
    /// # Panics
    ///
    /// If the node is of another graph that has more nodes.
    #[must_use]
    #[inline]
    pub fn units(&self, node: Node<'_>) -> i64 {
        self.column.at(node.index())
    }

    /// A node's own value; `None` if it has none, or is of another graph. O(1).
    #[must_use]
    pub fn value(&self, node: Node<'_>) -> Option<Decimal> {
        let ours = std::ptr::eq(self.governance, node.governance());
        self.column.get(node.index()).filter(|_| ours).map(|units| self.decimal(units))
    }

    #[inline]
    pub(super) fn decimal(&self, units: i64) -> Decimal {
        self.measure.decimal(units)
    }
}

impl fmt::Debug for MeasureValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeasureValues({})", self.measure.id())
    }
}
