//! How many and how much, at every level.
//!
//! [`Governance::roll_up`] computes an [`Aggregate`] for every area and grid in one pass. What a node's value
//! is stays the same throughout: its own and that of all below it. How a place counts that several grids
//! cover is the choice of a [`Counting`]:
//!
//! | counting | a place counts | so |
//! |---|---|---|
//! | [`Home`] | where it is contained | values add up level by level |
//! | [`Distinct`] | once wherever it is contained or covered | no total counts anything twice |
//! | [`EveryCover`] | again for each cover | this is what a naive sum gives |
//!
//! ```
//! use gridgov::governance::Governance;
//! use gridgov::kind::{Kind, SecondGrid, Shop, Subdistrict, ThirdGrid};
//! use gridgov::ledger::Draft;
//! use gridgov::rollup::{CountByKind, Distinct, EveryCover, Home};
//!
//! let mut draft = Draft::new("Two grids claim one shop");
//! draft.measure("staff");
//! let street = draft.root(Subdistrict, "S", "须水街道");
//! let second = draft.add(street, SecondGrid, "G", "第一网格");
//! let one = draft.add(second, ThirdGrid, "T-1", "一号网格");
//! let two = draft.add(second, ThirdGrid, "T-2", "二号网格");
//! let shop = draft.add(one, Shop, "X", "粮油店");
//! draft.row(shop).measure("staff", 3);
//! draft.cover(two, shop);
//! let governance = Governance::build(&draft)?;
//!
//! let staff = governance.sum_of("staff")?;
//! let (street, two) = (governance.node("S").unwrap(), governance.node("T-2").unwrap());
//!
//! let home = governance.roll_up(Home, (CountByKind, staff))?;
//! let distinct = governance.roll_up(Distinct, (CountByKind, staff))?;
//! let every_cover = governance.roll_up(EveryCover, (CountByKind, staff))?;
//!
//! assert_eq!(home.at(two).unwrap().0[Kind::Shop], 0);
//! assert_eq!(distinct.at(two).unwrap().0[Kind::Shop], 1);
//! let staff_of_street = [home, distinct, every_cover].map(|totals| totals.at(street).unwrap().1.to_string());
//! assert_eq!(staff_of_street, ["3", "3", "6"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aggregate;
mod builtin;
mod counting;
mod live;
mod netting;
mod ratio;

pub use aggregate::{Aggregate, CountsOnce};
pub use builtin::{Count, CountByKind, Max, Mean, Min, Rate, Sum};
pub use counting::{Counting, Distinct, EveryCover, Home, Permits};
pub use live::{LiveError, LiveRollUp};
pub use netting::Netting;
pub use ratio::Ratio;

use crate::governance::{Governance, Node};
use crate::measure::OverflowError;

/// There is no measure of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no measure of this graph; it has {}", if .known.is_empty() { "none".to_owned() } else { .known.join(", ") })]
pub struct UnknownMeasureError {
    written: String,
    known: Vec<String>,
}

impl UnknownMeasureError {
    fn new(governance: &Governance, written: &str) -> Self {
        let known = governance.measures().iter().map(|measure| measure.id().to_owned()).collect();
        Self { written: crate::ledger::excerpt(written), known }
    }
}

/// A roll-up could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RollUpError {
    /// A value lies beyond what the aggregate can hold. With the built-in aggregates only [`EveryCover`] can
    /// get there: building checked that each measure can be added up once.
    #[error("the value of `{code}` lies beyond 64 bits; it counts places again and again")]
    Overflow {
        /// The area or grid.
        code: String,
    },
    /// The aggregate was made from another graph.
    #[error("the aggregate was made from another graph; make it from the one that is rolled up")]
    OtherGraph,
}

/// An aggregate's value for every area and grid of a [`Governance`].
#[derive(Debug, Clone)]
pub struct RollUp<'g, A: Aggregate> {
    governance: &'g Governance,
    aggregate: A,
    values: Vec<A::Value>,
}

impl Governance {
    /// Computes an aggregate for every area and grid; O(n), plus O(log n) for each cover.
    ///
    /// # Errors
    ///
    /// A value overflows, or the aggregate is of another graph.
    pub fn roll_up<A: Aggregate, C: Permits<A>>(
        &self,
        counting: C,
        aggregate: A,
    ) -> Result<RollUp<'_, A>, RollUpError> {
        if !aggregate.fits(self) {
            return Err(RollUpError::OtherGraph);
        }
        let tree = self.tree();
        let territories = tree.territories();
        let overflow = |territory: u32| {
            let code = self.at(territories[territory as usize]).code().to_owned();
            move |_: OverflowError| RollUpError::Overflow { code }
        };

        let mut values = Vec::with_capacity(territories.len());
        for territory in 0..territories.len() as u32 {
            values.push(self.fold(&aggregate, tree.segment(territory)).map_err(overflow(territory))?);
        }
        let adjustments = counting.adjustments(self);
        for of_place in adjustments.chunk_by(|a, b| a.place == b.place) {
            let place = of_place[0].place;
            let value = self.fold(&aggregate, place..tree.end(place)).map_err(overflow(of_place[0].territory))?;
            for adjustment in of_place {
                let total = &mut values[adjustment.territory as usize];
                let changed = if adjustment.adds {
                    aggregate.merge(total, &value)
                } else {
                    counting.take_back(&aggregate, total, &value)
                };
                changed.map_err(overflow(adjustment.territory))?;
            }
        }
        // In pre-order what lies below comes behind, so from the back each value is whole when it is passed on.
        for territory in (0..territories.len() as u32).rev() {
            if let Some(above) = tree.territory_above(territory) {
                let (upper, lower) = values.split_at_mut(territory as usize);
                aggregate.merge(&mut upper[above as usize], &lower[0]).map_err(overflow(above))?;
            }
        }
        for (value, territory) in values.iter().zip(0..) {
            aggregate.verify(value).map_err(overflow(territory))?;
        }
        Ok(RollUp { governance: self, aggregate, values })
    }

    /// Computes an aggregate for one node of any kind: over itself and all below, and what its grids cover as
    /// the counting says. O(subtree and what it covers), where a whole roll-up is O(n).
    ///
    /// # Errors
    ///
    /// As [`Governance::roll_up`]; also where the node is of another graph.
    pub fn roll_up_at<A: Aggregate, C: Permits<A>, K>(
        &self,
        counting: C,
        aggregate: &A,
        node: Node<'_, K>,
    ) -> Result<A::Answer, RollUpError> {
        if !aggregate.fits(self) || !std::ptr::eq(node.governance(), self) {
            return Err(RollUpError::OtherGraph);
        }
        let overflow = |_| RollUpError::Overflow { code: node.code().to_owned() };
        let mut total = aggregate.empty();
        for range in counting.ranges(self, node.index()..self.tree().end(node.index())) {
            for index in range {
                aggregate.add_node(&mut total, self.at(index)).map_err(overflow)?;
            }
        }
        aggregate.verify(&total).map_err(overflow)?;
        Ok(aggregate.answer(&total))
    }

    fn fold<A: Aggregate>(&self, aggregate: &A, nodes: std::ops::Range<u32>) -> Result<A::Value, OverflowError> {
        let mut total = aggregate.empty();
        for node in nodes {
            aggregate.add_node(&mut total, self.at(node))?;
        }
        Ok(total)
    }
}

impl<'g, A: Aggregate> RollUp<'g, A> {
    /// The value of an area or grid; none for any other node, or one of another graph. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<A::Answer> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        Some(self.aggregate.answer(&self.values[territory as usize]))
    }

    /// All areas and grids in pre-order with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, A::Answer)> {
        self.governance.territories().zip(&self.values).map(|(node, value)| (node, self.aggregate.answer(value)))
    }
}

#[cfg(test)]
#[path = "rollup_tests.rs"]
mod tests;
