//! Aggregates: what can be computed from parts, for users to implement.

use crate::governance::{Governance, Node};
use crate::measure::OverflowError;
use crate::set::NodeSet;

/// Something that is computed from the values of parts, in any order: a commutative monoid.
///
/// Rates and densities must not be added up; [`Rate`](super::Rate) adds up their parts instead.
///
/// Implement this trait for an aggregate of your own:
///
/// ```
/// use gridgov::governance::{Governance, Node};
/// use gridgov::kind::{Site, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::measure::OverflowError;
/// use gridgov::rollup::{Aggregate, Home};
///
/// /// The length of the longest name.
/// struct LongestName;
///
/// impl Aggregate for LongestName {
///     type Value = usize;
///     type Answer = usize;
///
///     fn empty(&self) -> usize {
///         0
///     }
///
///     fn add_node(&self, total: &mut usize, node: Node<'_>) -> Result<(), OverflowError> {
///         self.merge(total, &node.name().chars().count())
///     }
///
///     fn merge(&self, total: &mut usize, part: &usize) -> Result<(), OverflowError> {
///         *total = (*total).max(*part);
///         Ok(())
///     }
///
///     fn answer(&self, total: &usize) -> usize {
///         *total
///     }
/// }
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "街道");
/// draft.add(street, Site, "M", "农贸市场");
/// let governance = Governance::build(&draft)?;
/// let longest = governance.roll_up(Home, LongestName)?;
/// assert_eq!(longest.at(governance.node("S").unwrap()), Some(4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Aggregate {
    /// What is kept for each area and grid during the computation.
    type Value: Clone;
    /// What the finished value is turned into.
    type Answer;

    /// The value over no nodes.
    fn empty(&self) -> Self::Value;

    /// Adds a single node, without the nodes below it.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn add_node(&self, total: &mut Self::Value, node: Node<'_>) -> Result<(), OverflowError>;

    /// Adds the value over other nodes. The order in which parts are added must not matter.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError>;

    /// What was added between two running totals: `later` minus `earlier`. `None` if that cannot be computed, as for
    /// a maximum.
    ///
    /// With it (sums and counts have it) the totals of all areas and grids are read off running totals, which is up
    /// to four times as fast. The running total goes over the whole graph; if it or this function overflows, the
    /// value of each area and grid is added up by itself instead.
    ///
    /// # Errors
    ///
    /// The value cannot hold the difference.
    fn between(&self, earlier: &Self::Value, later: &Self::Value) -> Result<Option<Self::Value>, OverflowError> {
        let _ = (earlier, later);
        Ok(None)
    }

    /// Turns a finished value into the answer.
    fn answer(&self, total: &Self::Value) -> Self::Answer;

    /// Checks that a finished value can be turned into an answer: for aggregates whose value is wider than their
    /// answer.
    ///
    /// # Errors
    ///
    /// The answer cannot hold the value.
    fn verify(&self, total: &Self::Value) -> Result<(), OverflowError> {
        let _ = total;
        Ok(())
    }

    /// Whether the aggregate can be used on a graph. An aggregate that was made from a graph fits only that graph.
    fn fits(&self, governance: &Governance) -> bool {
        let _ = governance;
        true
    }

    /// A node that has to count, of nodes that do not stand in what is rolled up: Party organisations and people, where
    /// it is areas and grids. The roll-up is refused then, since a total without it would be read as 0.
    fn left_out<'g>(&self, outside: &NodeSet<'g>) -> Option<Node<'g>> {
        let _ = outside;
        None
    }
}

/// An aggregate that can count a node once even if it was added twice: the second time is taken back, or makes no
/// difference.
pub trait CountsOnce: Aggregate {
    /// Takes back a part that was added twice. During the computation the total may be less than the part. If
    /// adding twice makes no difference, as for a maximum, this does nothing.
    ///
    /// # Errors
    ///
    /// The value cannot hold the rest.
    fn take_back(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError>;
}

impl<A: Aggregate + ?Sized> Aggregate for &A {
    type Value = A::Value;
    type Answer = A::Answer;

    fn empty(&self) -> Self::Value {
        (**self).empty()
    }

    fn add_node(&self, total: &mut Self::Value, node: Node<'_>) -> Result<(), OverflowError> {
        (**self).add_node(total, node)
    }

    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
        (**self).merge(total, part)
    }

    fn between(&self, earlier: &Self::Value, later: &Self::Value) -> Result<Option<Self::Value>, OverflowError> {
        (**self).between(earlier, later)
    }

    fn answer(&self, total: &Self::Value) -> Self::Answer {
        (**self).answer(total)
    }

    fn verify(&self, total: &Self::Value) -> Result<(), OverflowError> {
        (**self).verify(total)
    }

    fn fits(&self, governance: &Governance) -> bool {
        (**self).fits(governance)
    }

    fn left_out<'g>(&self, outside: &NodeSet<'g>) -> Option<Node<'g>> {
        (**self).left_out(outside)
    }
}

impl<A: CountsOnce + ?Sized> CountsOnce for &A {
    fn take_back(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
        (**self).take_back(total, part)
    }
}
