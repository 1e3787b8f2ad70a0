//! How a place counts that several grids cover.

use std::ops::Range;

use super::netting::{self, Adjustment};
use super::{Aggregate, CountsOnce};
use crate::governance::Governance;
use crate::kind::Relation;
use crate::measure::OverflowError;

/// A place counts where it is contained: strict and additive, level by level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Home;

/// A place counts once at every area and grid that contains it or of which a grid covers it, itself or
/// with a place around it; never twice.
///
/// It needs an aggregate that can take back what came twice, or to which coming twice does nothing:
/// [`CountsOnce`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Distinct;

/// A place counts where it is contained and again for each cover, itself or with a place around it: what a
/// naive sum gives. Named so that the difference can be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct EveryCover;

mod sealed {
    use super::{Adjustment, Governance, Range};

    /// How a counting differs from [`Home`](super::Home).
    pub trait Sealed: Copy {
        /// Where the values of covered places are added and taken back, by places in pre-order.
        fn adjustments(self, governance: &Governance) -> Vec<Adjustment>;

        /// The nodes that count at a node whose subtree is given, as ranges.
        fn ranges(self, governance: &Governance, subtree: Range<u32>) -> Vec<Range<u32>>;
    }
}

pub(crate) use sealed::Sealed;

/// One of [`Home`], [`Distinct`] and [`EveryCover`].
pub trait Counting: Sealed {
    /// Its name in reports.
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
    fn adjustments(self, _: &Governance) -> Vec<Adjustment> {
        Vec::new()
    }

    fn ranges(self, _: &Governance, subtree: Range<u32>) -> Vec<Range<u32>> {
        vec![subtree]
    }
}

impl Sealed for Distinct {
    fn adjustments(self, governance: &Governance) -> Vec<Adjustment> {
        netting::distinct(governance)
    }

    fn ranges(self, governance: &Governance, subtree: Range<u32>) -> Vec<Range<u32>> {
        governance.at(subtree.start).subtree().with_covered().ranges().to_vec()
    }
}

impl Sealed for EveryCover {
    fn adjustments(self, governance: &Governance) -> Vec<Adjustment> {
        netting::every_cover(governance)
    }

    fn ranges(self, governance: &Governance, subtree: Range<u32>) -> Vec<Range<u32>> {
        let covers = governance.links().from(Relation::Covers, subtree.clone()).iter();
        let covered = covers.map(|link| link.to..governance.tree().end(link.to));
        std::iter::once(subtree).chain(covered).collect()
    }
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
