//! How a place counts that several grids cover: at home, once in each total, or once more for each cover.

use std::ops::Range;

use super::{Aggregate, CountsOnce};
use crate::governance::{Adjustment, Governance, Node};
use crate::kind::{Kind, Relation};
use crate::measure::OverflowError;

/// A place counts where it is contained, so totals add up level by level (strict counting).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Home;

/// A place counts once in the total of every area and grid that contains it or in which a grid covers it, never
/// twice. A cover of a place is also a cover of everything inside it.
///
/// The aggregate must be [`CountsOnce`]: it can take back what was added twice, or adding twice makes no difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Distinct;

/// A place counts where it is contained, and once more for each cover of it or of a place around it. This is what a
/// naive sum gives; it is here to show the difference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct EveryCover;

mod sealed {
    use super::Running;

    /// What a counting does with covers.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Covers {
        Ignored,
        Once,
        Again,
    }

    /// How a counting differs from [`Home`](super::Home).
    pub trait Sealed: Copy {
        /// The type of running sums.
        type Running: Running;
        /// What it does with covers.
        const COVERS: Covers;
    }
}

use sealed::Covers;
pub(crate) use sealed::Sealed;

/// Whether the counting counts nothing twice; then no sum of a measure overflows.
pub(super) fn counts_once<C: Counting>() -> bool {
    C::COVERS != Covers::Again
}

/// Where the values of covered places are added and taken back, sorted by place in pre-order.
pub(super) fn adjustments<C: Counting>(governance: &Governance) -> &[Adjustment] {
    match C::COVERS {
        Covers::Ignored => &[],
        Covers::Once => &governance.distinct().adjustments,
        Covers::Again => &governance.every_cover().adjustments,
    }
}

/// Computes the running counts of all kinds, unless the graph has them already.
pub(super) fn make_kind_counts<C: Counting>(governance: &Governance) {
    match C::COVERS {
        Covers::Ignored => {}
        Covers::Once => {
            governance.distinct();
        }
        Covers::Again => {
            governance.every_cover();
        }
    }
}

/// How many nodes of each kind count at a territory.
#[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
#[inline(always)]
pub(super) fn kind_counts<C: Counting>(governance: &Governance, territory: u32) -> [u64; Kind::COUNT] {
    let tree = governance.tree();
    match C::COVERS {
        Covers::Ignored => governance.kind_counts().of(tree, territory),
        Covers::Once => governance.distinct().kind_counts.of(tree, territory),
        Covers::Again => governance.every_cover().kind_counts.of(tree, territory),
    }
}

/// The nodes that count at a node, as ranges; with [`EveryCover`] ranges may overlap.
pub(super) fn ranges<C: Counting>(node: Node<'_>) -> Vec<Range<u32>> {
    let subtree = node.subtree();
    match C::COVERS {
        Covers::Ignored => subtree.ranges().to_vec(),
        Covers::Once => subtree.with_covered().ranges().to_vec(),
        Covers::Again => {
            let covered = |range: &Range<u32>| covered::<C>(node.governance(), range.clone());
            let covered = subtree.ranges().iter().flat_map(covered);
            subtree.ranges().iter().cloned().chain(covered).collect()
        }
    }
}

/// The nodes that the grids among some nodes cover, as ranges that may overlap; nothing under [`Home`].
pub(super) fn covered<C: Counting>(
    governance: &Governance,
    nodes: Range<u32>,
) -> impl Iterator<Item = Range<u32>> + '_ {
    let covers = match C::COVERS {
        Covers::Ignored => &[],
        Covers::Once | Covers::Again => governance.links().from(Relation::Covers, nodes),
    };
    covers.iter().map(|link| link.to..governance.tree().end(link.to))
}

/// A number in which running sums are kept.
pub trait Running: Copy + Default + From<i64> + std::fmt::Debug {
    /// The sum.
    #[must_use]
    fn plus(self, other: Self) -> Self;

    /// The difference.
    #[must_use]
    fn minus(self, other: Self) -> Self;

    /// The number in 64 bits.
    ///
    /// # Errors
    ///
    /// The number does not fit 64 bits.
    fn narrow(self) -> Result<i64, OverflowError>;
}

/// For countings that count nothing twice: each answer fits 64 bits. A running sum may overflow where values are taken
/// back; it wraps around, and the difference of two running sums is right again.
impl Running for i64 {
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }

    fn minus(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }

    fn narrow(self) -> Result<i64, OverflowError> {
        Ok(self)
    }
}

/// For [`EveryCover`]: even one value of 64 bits for each possible cover does not overflow 128 bits.
impl Running for i128 {
    fn plus(self, other: Self) -> Self {
        self + other
    }

    fn minus(self, other: Self) -> Self {
        self - other
    }

    fn narrow(self) -> Result<i64, OverflowError> {
        i64::try_from(self).map_err(|_| OverflowError)
    }
}

/// One of [`Home`], [`Distinct`] and [`EveryCover`].
pub trait Counting: Sealed {
    /// The name of the counting in reports.
    const ID: &'static str;
}

/// A counting that can be used with an aggregate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count `{A}`: it can neither take back what came twice, nor come twice without a change",
    note = "`Distinct` needs an aggregate that is `CountsOnce`; `Home` and `EveryCover` take any"
)]
pub trait Permits<A: Aggregate>: Counting {
    /// Takes back a part that the counting added twice.
    #[doc(hidden)]
    fn take_back(self, aggregate: &A, total: &mut A::Value, part: &A::Value) -> Result<(), OverflowError>;
}

impl Sealed for Home {
    type Running = i64;
    const COVERS: Covers = Covers::Ignored;
}

impl Sealed for Distinct {
    type Running = i64;
    const COVERS: Covers = Covers::Once;
}

impl Sealed for EveryCover {
    type Running = i128;
    const COVERS: Covers = Covers::Again;
}

impl Counting for Home {
    const ID: &'static str = "home";
}

impl Counting for Distinct {
    const ID: &'static str = "distinct";
}

impl Counting for EveryCover {
    const ID: &'static str = "every_cover";
}

impl<A: Aggregate> Permits<A> for Home {
    fn take_back(self, _: &A, _: &mut A::Value, _: &A::Value) -> Result<(), OverflowError> {
        Ok(())
    }
}

impl<A: CountsOnce> Permits<A> for Distinct {
    fn take_back(self, aggregate: &A, total: &mut A::Value, part: &A::Value) -> Result<(), OverflowError> {
        aggregate.take_back(total, part)
    }
}

impl<A: Aggregate> Permits<A> for EveryCover {
    fn take_back(self, _: &A, _: &mut A::Value, _: &A::Value) -> Result<(), OverflowError> {
        Ok(())
    }
}
