//! Counts by kind, read off the running counts that the graph keeps.

use super::counting::{kind_counts, make_kind_counts};
use super::measure_sums::{Asked, RunningSums};
use super::{Counting, Quantity, RollUpError};
use crate::governance::{Governance, Node};
use crate::measure::OverflowError;
use crate::set::Counts;

/// The number of nodes of each kind that stand in a node.
///
/// Party organisations and people stand in no area or grid, so these have no number there ([`Counts::get`] is `None`); for
/// those at work there see [`EngagedByKind`](super::EngagedByKind).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CountByKind;

impl<C: Counting> Quantity<C> for CountByKind {
    type Answer = Counts;
    /// The graph keeps the running counts.
    type Totals = ();

    fn check(&self, _: &Governance, _: Option<Node<'_>>) -> Result<(), RollUpError> {
        Ok(())
    }

    fn ask<'q>(&'q self, _: &mut Asked<'q>) {}

    fn totals(&self, governance: &Governance, _: C, _: &mut RunningSums<C>) -> Result<(), RollUpError> {
        make_kind_counts::<C>(governance);
        Ok(())
    }

    #[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
    #[inline(always)]
    fn answer(&self, governance: &Governance, _: C, (): &(), territory: u32) -> Counts {
        Counts::in_territory(kind_counts::<C>(governance, territory))
    }

    fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Counts, OverflowError> {
        if node.kind().is_territory()
            && let Some(territory) = governance.tree().territory_of(node.index())
        {
            return Ok(self.answer(governance, counting, &(), territory));
        }
        // Only grids cover places; below any other node everything counts once.
        Ok(node.subtree().counts().within(node.kind().family()))
    }
}
