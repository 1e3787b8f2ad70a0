//! A measure's values, ready to be read node by node.

use std::fmt;

use super::UnknownMeasureError;
use crate::governance::{Column, Governance, Node};
use crate::measure::{Decimal, Measure};

/// A measure of a graph, ready to be read: what an [`Aggregate`](super::Aggregate) of one's own starts from.
#[derive(Clone, Copy)]
pub struct MeasureValues<'g> {
    governance: &'g Governance,
    pub(super) measure: &'g Measure,
    pub(super) column: &'g Column,
}

impl Governance {
    /// The values of a measure, ready to be read.
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

    /// A node's own value in units of the measure's scale, 0 where it has none; O(1).
    ///
    /// It does not look whether the node is of the same graph: let the aggregate's `fits` ask this one's.
    ///
    /// # Panics
    ///
    /// If the node is of another graph that has more nodes.
    #[must_use]
    #[inline]
    pub fn units(&self, node: Node<'_>) -> i64 {
        self.column.at(node.index())
    }

    /// A node's own value; none where it has none, or is of another graph. O(1).
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
