//! Quantities: everything that a roll-up can compute.

use super::aggregate_totals::{totals_between, totals_upward};
use super::counting::ranges;
use super::measure_sums::{Asked, RunningSums};
use super::{Aggregate, Counting, Permits, RollUpError};
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::measure::OverflowError;

/// What [`Governance::roll_up`] can compute under a counting: any [`Aggregate`] that the counting
/// [permits](Permits), [`CountByKind`](super::CountByKind), a [`Sum`](super::Sum), and tuples and lists of them.
///
/// It is not meant to be implemented: implement [`Aggregate`] for a quantity of your own. This trait lets the crate
/// compute each quantity in its own way: what can be subtracted is read off running totals, everything else is passed
/// upward.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be rolled up under `{C}`",
    note = "implement `Aggregate` for it, and `CountsOnce` for `Distinct`"
)]
pub trait Quantity<C: Counting> {
    /// The answer for an area or grid.
    type Answer;
    /// What is kept for all areas and grids.
    #[doc(hidden)]
    type Totals;

    /// Whether there is an answer for all areas and grids, or for the given node.
    #[doc(hidden)]
    fn check(&self, governance: &Governance, node: Option<Node<'_>>) -> Result<(), RollUpError>;

    /// Asks for the running sums that it takes from `sums` later, in the same order.
    #[doc(hidden)]
    fn ask<'q>(&'q self, asked: &mut Asked<'q>);

    #[doc(hidden)]
    fn totals(
        &self,
        governance: &Governance,
        counting: C,
        sums: &mut RunningSums<C>,
    ) -> Result<Self::Totals, RollUpError>;

    #[doc(hidden)]
    fn answer(&self, governance: &Governance, counting: C, totals: &Self::Totals, territory: u32) -> Self::Answer;

    #[doc(hidden)]
    fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Self::Answer, OverflowError>;
}

impl<C: Permits<A>, A: Aggregate> Quantity<C> for A {
    type Answer = A::Answer;
    type Totals = Vec<A::Value>;

    fn check(&self, governance: &Governance, node: Option<Node<'_>>) -> Result<(), RollUpError> {
        if !Aggregate::fits(self, governance) {
            return Err(RollUpError::OtherGraph);
        }
        let outside = governance.outside(node.map_or(Family::Area, |node| node.kind().family()));
        self.left_out(&outside)
            .map_or(Ok(()), |node| Err(RollUpError::StandsOutside { code: node.code().to_owned(), kind: node.kind() }))
    }

    fn ask<'q>(&'q self, _: &mut Asked<'q>) {}

    fn totals(
        &self,
        governance: &Governance,
        counting: C,
        _: &mut RunningSums<C>,
    ) -> Result<Vec<A::Value>, RollUpError> {
        // A running total over the whole graph may overflow although the total of each territory fits.
        let running = totals_between(self, governance, counting).ok().flatten();
        running.map_or_else(|| totals_upward(self, governance, counting), Ok)
    }

    fn answer(&self, _: &Governance, _: C, totals: &Vec<A::Value>, territory: u32) -> A::Answer {
        Aggregate::answer(self, &totals[territory as usize])
    }

    fn at_node(&self, governance: &Governance, _: C, node: Node<'_>) -> Result<A::Answer, OverflowError> {
        let mut total = self.empty();
        for index in ranges::<C>(node).into_iter().flatten() {
            self.add_node(&mut total, governance.at(index))?;
        }
        self.verify(&total)?;
        Ok(Aggregate::answer(self, &total))
    }
}

/// Several quantities at once.
macro_rules! tuples {
    ($(($($Q:ident $at:tt),+))+) => {
        $(
            impl<C: Counting, $($Q: Quantity<C>),+> Quantity<C> for ($($Q,)+) {
                type Answer = ($($Q::Answer,)+);
                type Totals = ($($Q::Totals,)+);

                fn check(&self, governance: &Governance, node: Option<Node<'_>>) -> Result<(), RollUpError> {
                    $(self.$at.check(governance, node)?;)+
                    Ok(())
                }

                fn ask<'q>(&'q self, asked: &mut Asked<'q>) {
                    $(self.$at.ask(asked);)+
                }

                fn totals(
                    &self,
                    governance: &Governance,
                    counting: C,
                    sums: &mut RunningSums<C>,
                ) -> Result<Self::Totals, RollUpError> {
                    Ok(($(self.$at.totals(governance, counting, sums)?,)+))
                }

                #[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
                #[inline(always)]
                fn answer(&self, governance: &Governance, counting: C, totals: &Self::Totals, territory: u32) -> Self::Answer {
                    ($(self.$at.answer(governance, counting, &totals.$at, territory),)+)
                }

                fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Self::Answer, OverflowError> {
                    Ok(($(self.$at.at_node(governance, counting, node)?,)+))
                }
            }
        )+
    };
}

tuples! {
    (Q 0)
    (Q 0, R 1)
    (Q 0, R 1, S 2)
    (Q 0, R 1, S 2, T 3)
    (Q 0, R 1, S 2, T 3, U 4)
    (Q 0, R 1, S 2, T 3, U 4, V 5)
}

/// Any number of quantities of one type, such as the sums of all measures.
impl<C: Counting, Q: Quantity<C>> Quantity<C> for Vec<Q> {
    type Answer = Vec<Q::Answer>;
    type Totals = Vec<Q::Totals>;

    fn check(&self, governance: &Governance, node: Option<Node<'_>>) -> Result<(), RollUpError> {
        self.iter().try_for_each(|quantity| quantity.check(governance, node))
    }

    fn ask<'q>(&'q self, asked: &mut Asked<'q>) {
        for quantity in self {
            quantity.ask(asked);
        }
    }

    fn totals(
        &self,
        governance: &Governance,
        counting: C,
        sums: &mut RunningSums<C>,
    ) -> Result<Self::Totals, RollUpError> {
        self.iter().map(|quantity| quantity.totals(governance, counting, sums)).collect()
    }

    fn answer(&self, governance: &Governance, counting: C, totals: &Self::Totals, territory: u32) -> Self::Answer {
        let pairs = self.iter().zip(totals);
        pairs.map(|(quantity, totals)| quantity.answer(governance, counting, totals, territory)).collect()
    }

    fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Self::Answer, OverflowError> {
        self.iter().map(|quantity| quantity.at_node(governance, counting, node)).collect()
    }
}
