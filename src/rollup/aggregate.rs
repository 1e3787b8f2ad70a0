//! What can be rolled up.

use crate::governance::{Governance, Node};
use crate::measure::OverflowError;

/// Something that can be computed for a node from the values of its parts, in any order: a commutative
/// monoid.
///
/// What must not be added up (a rate, a density) has no sum; [`Rate`](super::Rate) keeps both its parts.
/// Implement it for an aggregate of your own:
///
/// ```
/// use gridgov::governance::{Governance, Node};
/// use gridgov::kind::{Site, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::measure::OverflowError;
/// use gridgov::rollup::{Aggregate, Home};
///
/// /// The longest name of all.
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
    /// What is kept for each area and grid on the way.
    type Value: Clone;
    /// What the value stands for.
    type Answer;

    /// The value of no node at all.
    fn empty(&self) -> Self::Value;

    /// Adds a single node, without what lies below it.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn add_node(&self, total: &mut Self::Value, node: Node<'_>) -> Result<(), OverflowError>;

    /// Adds the value of other nodes. The order in which parts are added must not matter.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError>;

    /// What was added between two totals, of which the earlier is a part of the later; none where that cannot
    /// be told, as with a maximum. Of an aggregate that tells it (a sum, a count), the totals of all areas and
    /// grids are read off running totals, up to four times as fast.
    ///
    /// The running total goes over the whole graph. Where it overflows, or this fails, the value of each area
    /// and grid is added up by itself, so it may overflow as any other.
    ///
    /// # Errors
    ///
    /// The value cannot hold the difference.
    fn between(&self, earlier: &Self::Value, later: &Self::Value) -> Result<Option<Self::Value>, OverflowError> {
        let _ = (earlier, later);
        Ok(None)
    }

    /// What a value stands for.
    fn answer(&self, total: &Self::Value) -> Self::Answer;

    /// Whether a finished value can be answered: for aggregates whose values have more room on the way than
    /// in the answer.
    ///
    /// # Errors
    ///
    /// The answer cannot hold the value.
    fn verify(&self, total: &Self::Value) -> Result<(), OverflowError> {
        let _ = total;
        Ok(())
    }

    /// Whether the aggregate can be used on a graph; one that was made from a graph fits that one only.
    fn fits(&self, governance: &Governance) -> bool {
        let _ = governance;
        true
    }
}

/// An aggregate that can count a thing once though it comes in several ways: what came twice is taken back,
/// or coming twice changes nothing.
pub trait CountsOnce: Aggregate {
    /// Takes back a part that was added twice. The total may hold less than the part on the way to an
    /// answer. Where adding twice changes nothing (a maximum), this does nothing.
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
}

impl<A: CountsOnce + ?Sized> CountsOnce for &A {
    fn take_back(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
        (**self).take_back(total, part)
    }
}
