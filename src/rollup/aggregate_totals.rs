//! The totals of an aggregate for all areas and grids, in one of two ways.

use std::mem::{needs_drop, size_of};
use std::ops::Range;

use super::counting::adjustments;
use super::running_totals::running_totals;
use super::{Aggregate, Permits, RollUpError};
use crate::governance::Governance;
use crate::measure::OverflowError;

/// For aggregates with [`Aggregate::between`]: the difference of the running totals at the start and at the end of each
/// territory.
///
/// `None` if the aggregate has no difference, or if its value is so large that copying a running total for each node
/// would cost more than it saves.
pub(super) fn totals_between<C: Permits<A>, A: Aggregate>(
    aggregate: &A,
    governance: &Governance,
    counting: C,
) -> Result<Option<Vec<A::Value>>, OverflowError> {
    let empty = aggregate.empty();
    let small = size_of::<A::Value>() <= 32 && !needs_drop::<A::Value>();
    if !small || aggregate.between(&empty, &empty)?.is_none() {
        return Ok(None);
    }
    let tree = governance.tree();
    let mut totals = Vec::with_capacity(tree.territories().len() + 1);
    let fill = |block: Range<usize>, mut running: A::Value, before: &mut [A::Value]| {
        for (before, node) in before.iter_mut().zip(block) {
            before.clone_from(&running);
            aggregate.add_node(&mut running, governance.at(node as u32))?;
        }
        Ok(running)
    };
    running_totals(tree, empty, fill, |_, total| totals.push(total))?;
    adjust_running(aggregate, governance, counting, &mut totals)?;
    // The end of a territory comes after its start, so the totals that are read have not been overwritten.
    for territory in 0..totals.len() - 1 {
        let end = tree.territory_end(territory as u32) as usize;
        let Some(total) = aggregate.between(&totals[territory], &totals[end])? else { return Ok(None) };
        aggregate.verify(&total)?;
        totals[territory] = total;
    }
    totals.pop();
    Ok(Some(totals))
}

/// Adds the adjustments of each territory to all running totals after it.
fn adjust_running<C: Permits<A>, A: Aggregate>(
    aggregate: &A,
    governance: &Governance,
    counting: C,
    totals: &mut [A::Value],
) -> Result<(), OverflowError> {
    if adjustments::<C>(governance).is_empty() {
        return Ok(());
    }
    let mut adjusted = vec![aggregate.empty(); totals.len()];
    adjust(aggregate, governance, counting, &mut adjusted[1..]).map_err(|_| OverflowError)?;
    let mut running = aggregate.empty();
    for (total, adjusted) in totals.iter_mut().zip(&adjusted) {
        aggregate.merge(&mut running, adjusted)?;
        aggregate.merge(total, &running)?;
    }
    Ok(())
}

/// For any aggregate: values are passed upward.
pub(super) fn totals_upward<C: Permits<A>, A: Aggregate>(
    aggregate: &A,
    governance: &Governance,
    counting: C,
) -> Result<Vec<A::Value>, RollUpError> {
    let tree = governance.tree();
    let territories = tree.territories().len() as u32;
    let overflow = |territory: u32| move |_: OverflowError| governance.overflow_at(territory);
    let mut values = Vec::with_capacity(territories as usize);
    for territory in 0..territories {
        values.push(fold(aggregate, governance, tree.segment(territory)).map_err(overflow(territory))?);
    }
    adjust(aggregate, governance, counting, &mut values)?;
    // In pre-order what is below comes later, so going backward each value is complete when it is passed on.
    for territory in (0..territories).rev() {
        if let Some(above) = tree.territory_above(territory) {
            let (upper, lower) = values.split_at_mut(territory as usize);
            aggregate.merge(&mut upper[above as usize], &lower[0]).map_err(overflow(above))?;
        }
    }
    for (value, territory) in values.iter().zip(0..) {
        aggregate.verify(value).map_err(overflow(territory))?;
    }
    Ok(values)
}

/// Applies the adjustments of the counting to the values of the territories.
fn adjust<C: Permits<A>, A: Aggregate>(
    aggregate: &A,
    governance: &Governance,
    counting: C,
    values: &mut [A::Value],
) -> Result<(), RollUpError> {
    let overflow = |territory: u32| move |_: OverflowError| governance.overflow_at(territory);
    for of_place in adjustments::<C>(governance).chunk_by(|a, b| a.place == b.place) {
        let value = fold(aggregate, governance, of_place[0].nodes()).map_err(overflow(of_place[0].territory))?;
        for adjustment in of_place {
            let total = &mut values[adjustment.territory as usize];
            let changed = if adjustment.adds() {
                aggregate.merge(total, &value)
            } else {
                counting.take_back(aggregate, total, &value)
            };
            changed.map_err(overflow(adjustment.territory))?;
        }
    }
    Ok(())
}

fn fold<A: Aggregate>(aggregate: &A, governance: &Governance, nodes: Range<u32>) -> Result<A::Value, OverflowError> {
    let mut total = aggregate.empty();
    for node in nodes {
        aggregate.add_node(&mut total, governance.at(node))?;
    }
    Ok(total)
}
