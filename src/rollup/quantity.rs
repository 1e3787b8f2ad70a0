//! What a roll-up computes, and how.

use super::counting::{adjustments, ranges};
use super::{Aggregate, Counting, Permits, RollUpError};
use crate::governance::{Governance, Node};
use crate::measure::OverflowError;

/// What [`Governance::roll_up`] can compute under a counting: any [`Aggregate`] that the counting
/// [permits](Permits), [`CountByKind`](super::CountByKind), a [`Sum`](super::Sum), and tuples and lists of them.
///
/// Implement [`Aggregate`] for one of your own. This trait is how the crate gives each its own way: what can
/// be taken back is read off running totals, everything else is passed from below upward.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be rolled up under `{C}`",
    note = "implement `Aggregate` for it, and `CountsOnce` for `Distinct`"
)]
pub trait Quantity<C: Counting> {
    /// What comes out for an area or grid.
    type Answer;
    /// What is kept for all areas and grids.
    #[doc(hidden)]
    type Totals;

    #[doc(hidden)]
    fn fits(&self, governance: &Governance) -> bool;

    #[doc(hidden)]
    fn totals(&self, governance: &Governance, counting: C) -> Result<Self::Totals, RollUpError>;

    #[doc(hidden)]
    fn answer(&self, governance: &Governance, counting: C, totals: &Self::Totals, territory: u32) -> Self::Answer;

    #[doc(hidden)]
    fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Self::Answer, OverflowError>;
}

impl<C: Permits<A>, A: Aggregate> Quantity<C> for A {
    type Answer = A::Answer;
    type Totals = Vec<A::Value>;

    fn fits(&self, governance: &Governance) -> bool {
        Aggregate::fits(self, governance)
    }

    fn totals(&self, governance: &Governance, counting: C) -> Result<Vec<A::Value>, RollUpError> {
        let tree = governance.tree();
        let territories = tree.territories().len() as u32;
        let overflow = |territory: u32| move |_: OverflowError| governance.overflow_at(territory);
        let mut values = Vec::with_capacity(territories as usize);
        for territory in 0..territories {
            values.push(fold(self, governance, tree.segment(territory)).map_err(overflow(territory))?);
        }
        for of_place in adjustments::<C>(governance).chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            let value = fold(self, governance, place..tree.end(place)).map_err(overflow(of_place[0].territory))?;
            for adjustment in of_place {
                let total = &mut values[adjustment.territory as usize];
                let changed =
                    if adjustment.adds { self.merge(total, &value) } else { counting.take_back(self, total, &value) };
                changed.map_err(overflow(adjustment.territory))?;
            }
        }
        // In pre-order what lies below comes behind, so from the back each value is whole when it is passed on.
        for territory in (0..territories).rev() {
            if let Some(above) = tree.territory_above(territory) {
                let (upper, lower) = values.split_at_mut(territory as usize);
                self.merge(&mut upper[above as usize], &lower[0]).map_err(overflow(above))?;
            }
        }
        for (value, territory) in values.iter().zip(0..) {
            self.verify(value).map_err(overflow(territory))?;
        }
        Ok(values)
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

fn fold<A: Aggregate>(
    aggregate: &A,
    governance: &Governance,
    nodes: std::ops::Range<u32>,
) -> Result<A::Value, OverflowError> {
    let mut total = aggregate.empty();
    for node in nodes {
        aggregate.add_node(&mut total, governance.at(node))?;
    }
    Ok(total)
}

/// Several quantities at once, each in its own way.
macro_rules! tuples {
    ($(($($Q:ident $at:tt),+))+) => {
        $(
            impl<C: Counting, $($Q: Quantity<C>),+> Quantity<C> for ($($Q,)+) {
                type Answer = ($($Q::Answer,)+);
                type Totals = ($($Q::Totals,)+);

                fn fits(&self, governance: &Governance) -> bool {
                    $(self.$at.fits(governance))&&+
                }

                fn totals(&self, governance: &Governance, counting: C) -> Result<Self::Totals, RollUpError> {
                    Ok(($(self.$at.totals(governance, counting)?,)+))
                }

                #[inline]
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

/// As many quantities of one type as there are: the sums of all measures.
impl<C: Counting, Q: Quantity<C>> Quantity<C> for Vec<Q> {
    type Answer = Vec<Q::Answer>;
    type Totals = Vec<Q::Totals>;

    fn fits(&self, governance: &Governance) -> bool {
        self.iter().all(|quantity| quantity.fits(governance))
    }

    fn totals(&self, governance: &Governance, counting: C) -> Result<Self::Totals, RollUpError> {
        self.iter().map(|quantity| quantity.totals(governance, counting)).collect()
    }

    fn answer(&self, governance: &Governance, counting: C, totals: &Self::Totals, territory: u32) -> Self::Answer {
        let pairs = self.iter().zip(totals);
        pairs.map(|(quantity, totals)| quantity.answer(governance, counting, totals, territory)).collect()
    }

    fn at_node(&self, governance: &Governance, counting: C, node: Node<'_>) -> Result<Self::Answer, OverflowError> {
        self.iter().map(|quantity| quantity.at_node(governance, counting, node)).collect()
    }
}
