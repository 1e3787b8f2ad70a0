//! How many and how much, at every level.
//!
//! [`Governance::roll_up`] computes a [`Quantity`] for every area and grid: over the node itself and all below it.
//! A [`Counting`] says how a place counts that several grids cover:
//!
//! | counting | a place counts | therefore |
//! |---|---|---|
//! | [`Home`] | where it is contained | values add up level by level |
//! | [`Distinct`] | once in each total of an area or grid that contains or covers it | no total counts anything twice |
//! | [`EveryCover`] | once more for each cover | totals are those of a naive sum |
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
//! assert_eq!(home.at(street).unwrap().1, Some(3.into()));
//! assert_eq!(distinct.at(street).unwrap().1, Some(3.into()));
//! assert_eq!(every_cover.at(street).unwrap().1, Some(6.into()), "claimed twice, counted twice");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aggregate; // the trait `Aggregate`, for users' own
mod aggregate_totals; // the totals of an aggregate at every area and grid
mod built_in_aggregates; // `Count`, `Min`, `Max`, `Mean`, `Rate`
mod count_by_kind; // `CountByKind`
mod counting; // `Home`, `Distinct`, `EveryCover`: how a place that several grids cover counts
mod engaged_by_kind; // `EngagedByKind`
mod live; // a roll-up that takes changed values
mod measure_sums; // running sums of measures, two in a pass
mod measure_values; // a measure's values, to be read node by node
mod quantity; // the trait `Quantity`: everything that can be rolled up
mod ratio; // a quotient that keeps both its parts
mod running_totals; // the loop over all nodes that every roll-up shares
mod sum; // `Sum`
mod wording; // errors: ids, parts and Chinese texts

pub use aggregate::{Aggregate, CountsOnce};
pub use built_in_aggregates::{Count, Max, Mean, Min, Rate};
pub use count_by_kind::CountByKind;
pub use counting::{Counting, Distinct, EveryCover, Home, Permits};
pub use engaged_by_kind::EngagedByKind;
pub use live::{LiveError, LiveRollUp};
pub use measure_values::MeasureValues;
pub use quantity::Quantity;
pub use ratio::Ratio;
pub use sum::Sum;

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::governance::{Governance, Node, UnknownMeasureError};
use crate::kind::Kind;
use crate::set::{ByTerritory, Kept, MixedGraphsError};
use measure_sums::Asked;

/// A roll-up could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RollUpError {
    /// A value is too large for the aggregate. Of the built-in aggregates only those under [`EveryCover`] can
    /// overflow: building has checked that the values of each measure can be added up once.
    #[error("the value of `{code}` lies beyond 64 bits; it counts places again and again")]
    Overflow {
        /// The area or grid.
        code: String,
    },
    /// The aggregate was made from another graph.
    #[error("the aggregate was made from another graph; make it from the one that is rolled up")]
    OtherGraph,
    /// What is to be counted stands outside of what is rolled up: a Party organisation or a person stands in no area or
    /// grid. A total without it would be read as 0.
    #[error(
        "`{code}` is to be counted, but a {} does not stand in what is rolled up; count only what does, and ask \
         `engaged_in` or `answers_for` for the others",
        kind.english()
    )]
    StandsOutside {
        /// The first such node.
        code: String,
        /// Its kind.
        kind: Kind,
    },
}

/// The answer of a roll-up for every area and grid of a [`Governance`]. It serializes as a map from codes to answers, in
/// pre-order.
#[derive(Debug, Clone)]
pub struct RollUp<'g, Q: Quantity<C>, C: Counting> {
    governance: &'g Governance,
    counting: C,
    quantity: Q,
    totals: Q::Totals,
}

impl Governance {
    /// Computes a quantity for every area and grid: [`CountByKind`], a [`Sum`], an [`Aggregate`], or a tuple or
    /// list of them.
    ///
    /// O(n); O(1) for [`CountByKind`] under [`Home`], whose running counts are part of the graph. The first roll-up
    /// with [`Distinct`] or [`EveryCover`] computes where covered places count, O(c (log c + depth)) for c covers;
    /// the graph keeps the result.
    ///
    /// # Errors
    ///
    /// A value overflows, the quantity is of another graph, or it counts what stands in no area or grid: see
    /// [`RollUpError::StandsOutside`].
    pub fn roll_up<C: Counting, Q: Quantity<C>>(
        &self,
        counting: C,
        quantity: Q,
    ) -> Result<RollUp<'_, Q, C>, RollUpError> {
        quantity.check(self, None)?;
        let mut asked = Asked::default();
        quantity.ask(&mut asked);
        let mut sums = asked.make(self)?;
        let totals = quantity.totals(self, counting, &mut sums)?;
        Ok(RollUp { governance: self, counting, quantity, totals })
    }

    /// Computes a quantity for a single node of any kind: over the node, all below it, and, depending on the
    /// counting, the places that grids among them cover. O(nodes counted); counts by kind of an area or grid are
    /// O(kinds).
    ///
    /// # Errors
    ///
    /// As [`Governance::roll_up`]; also if the node is of another graph.
    #[allow(clippy::needless_pass_by_value, reason = "as in `roll_up`, so that both are called alike")]
    pub fn roll_up_at<C: Counting, Q: Quantity<C>, K>(
        &self,
        counting: C,
        quantity: Q,
        node: Node<'_, K>,
    ) -> Result<Q::Answer, RollUpError> {
        if !std::ptr::eq(node.governance(), self) {
            return Err(RollUpError::OtherGraph);
        }
        quantity.check(self, Some(node.any()))?;
        let overflow = |_| RollUpError::Overflow { code: node.code().to_owned() };
        quantity.at_node(self, counting, node.any()).map_err(overflow)
    }

    /// The error of a value that overflows at a territory.
    fn overflow_at(&self, territory: u32) -> RollUpError {
        RollUpError::Overflow { code: self.at(self.tree().territories()[territory as usize]).code().to_owned() }
    }
}

impl<'g, Q: Quantity<C>, C: Counting> RollUp<'g, Q, C> {
    /// The answer for an area or grid; `None` for any other node, or one of another graph. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<Q::Answer> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        Some(self.answer(territory))
    }

    /// All areas and grids in pre-order with their answers.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, Q::Answer)> {
        self.governance.territories().zip(0..).map(|(node, territory)| (node, self.answer(territory)))
    }

    /// All answers with a share of their graph. O(territories).
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(&self, governance: &Arc<Governance>) -> Result<Kept<ByTerritory<'static, Q::Answer>>, MixedGraphsError>
    where
        Q::Answer: Clone + 'static,
    {
        ByTerritory::new(self.governance, self.iter().map(|(_, answer)| answer)).keep(governance)
    }

    #[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
    #[inline(always)]
    fn answer(&self, territory: u32) -> Q::Answer {
        self.quantity.answer(self.governance, self.counting, &self.totals, territory)
    }
}

impl<Q: Quantity<C, Answer: Serialize>, C: Counting> Serialize for RollUp<'_, Q, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(node, answer)| (node.code(), answer)))
    }
}

#[cfg(test)]
#[path = "rollup_tests.rs"]
mod tests;
