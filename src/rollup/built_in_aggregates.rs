//! The aggregates that come with the crate.

use super::{Aggregate, CountsOnce, MeasureValues, Ratio, UnknownMeasureError};
use crate::governance::{Governance, Node};
use crate::measure::{Decimal, OverflowError};
use crate::set::NodeSet;

/// The number of nodes for which a predicate holds.
///
/// Party organisations and people stand in no area or grid. If the predicate holds for one of them, the roll-up is refused
/// ([`RollUpError::StandsOutside`](super::RollUpError::StandsOutside)) instead of counting none; to count them, use
/// [`NodeSet::per_territory`].
///
/// ```
/// # use gridgov::{governance::Governance, kind::{Site, Subdistrict}, ledger::Draft};
/// use gridgov::rollup::{Count, Distinct};
///
/// # let mut draft = Draft::new("");
/// # let street = draft.root(Subdistrict, "S", "");
/// # let site = draft.add(street, Site, "M", "");
/// # draft.row(site).category("market");
/// # let governance = Governance::build(&draft).unwrap();
/// let markets = governance.roll_up(Distinct, Count(|node| node.category() == Some("market")))?;
/// assert_eq!(markets.at(governance.node("S").unwrap()), Some(1));
/// # Ok::<(), gridgov::rollup::RollUpError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Count<P: Fn(Node<'_>) -> bool>(pub P);

/// The type of sums during the computation. It cannot overflow, even if a value counts again for every cover.
/// [`verify`] checks that the result fits 64 bits.
type Wide = i128;

/// A total that [`verify`] has checked, as a decimal.
fn narrow(values: &MeasureValues<'_>, total: Wide) -> Decimal {
    values.decimal(total as i64)
}

fn verify(total: Wide) -> Result<(), OverflowError> {
    i64::try_from(total).map(|_| ()).map_err(|_| OverflowError)
}

/// The least value of a measure; see [`Governance::min_of`].
#[derive(Debug, Clone, Copy)]
pub struct Min<'g>(MeasureValues<'g>);

/// The greatest value of a measure; see [`Governance::max_of`].
#[derive(Debug, Clone, Copy)]
pub struct Max<'g>(MeasureValues<'g>);

/// The mean of a measure over the nodes that have a value of it; see [`Governance::mean_of`].
#[derive(Debug, Clone, Copy)]
pub struct Mean<'g> {
    of: MeasureValues<'g>,
}

/// One measure's share of another; see [`Governance::rate_of`].
#[derive(Debug, Clone, Copy)]
pub struct Rate<'g> {
    part: MeasureValues<'g>,
    whole: MeasureValues<'g>,
}

impl Governance {
    /// The least value of a measure; `None` if no node has one.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn min_of(&self, measure: &str) -> Result<Min<'_>, UnknownMeasureError> {
        self.values_of(measure).map(Min)
    }

    /// The greatest value of a measure; `None` if no node has one.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn max_of(&self, measure: &str) -> Result<Max<'_>, UnknownMeasureError> {
        self.values_of(measure).map(Max)
    }

    /// The mean of a measure, over the nodes that have a value.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn mean_of(&self, measure: &str) -> Result<Mean<'_>, UnknownMeasureError> {
        self.values_of(measure).map(|of| Mean { of })
    }

    /// One measure's share of another: both are added up, then divided. Only nodes that have both values count: a
    /// part without its whole would distort the share.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn rate_of(&self, part: &str, whole: &str) -> Result<Rate<'_>, UnknownMeasureError> {
        Ok(Rate { part: self.values_of(part)?, whole: self.values_of(whole)? })
    }
}

impl<P: Fn(Node<'_>) -> bool> Aggregate for Count<P> {
    type Value = u64;
    type Answer = u64;

    fn empty(&self) -> u64 {
        0
    }

    fn add_node(&self, total: &mut u64, node: Node<'_>) -> Result<(), OverflowError> {
        *total += u64::from((self.0)(node));
        Ok(())
    }

    fn merge(&self, total: &mut u64, part: &u64) -> Result<(), OverflowError> {
        *total = total.wrapping_add(*part);
        Ok(())
    }

    fn between(&self, earlier: &u64, later: &u64) -> Result<Option<u64>, OverflowError> {
        Ok(Some(later.wrapping_sub(*earlier)))
    }

    fn answer(&self, total: &u64) -> u64 {
        *total
    }

    fn left_out<'g>(&self, outside: &NodeSet<'g>) -> Option<Node<'g>> {
        outside.iter().find(|node| (self.0)(*node))
    }
}

impl<P: Fn(Node<'_>) -> bool> CountsOnce for Count<P> {
    fn take_back(&self, total: &mut u64, part: &u64) -> Result<(), OverflowError> {
        *total = total.wrapping_sub(*part);
        Ok(())
    }
}

/// Implements [`Min`] and [`Max`], which differ only in the comparison.
macro_rules! extreme {
    ($Extreme:ident $better:ident) => {
        impl Aggregate for $Extreme<'_> {
            type Value = Option<i64>;
            type Answer = Option<Decimal>;

            fn empty(&self) -> Option<i64> {
                None
            }

            fn add_node(&self, total: &mut Option<i64>, node: Node<'_>) -> Result<(), OverflowError> {
                self.merge(total, &self.0.column.get(node.index()))
            }

            fn merge(&self, total: &mut Option<i64>, part: &Option<i64>) -> Result<(), OverflowError> {
                *total = match (*total, *part) {
                    (Some(one), Some(other)) => Some(one.$better(other)),
                    (one, other) => one.or(other),
                };
                Ok(())
            }

            fn answer(&self, total: &Option<i64>) -> Option<Decimal> {
                total.map(|units| self.0.decimal(units))
            }

            fn fits(&self, governance: &Governance) -> bool {
                self.0.fits(governance)
            }
        }

        impl CountsOnce for $Extreme<'_> {
            fn take_back(&self, _: &mut Option<i64>, _: &Option<i64>) -> Result<(), OverflowError> {
                Ok(())
            }
        }
    };
}

extreme!(Min min);
extreme!(Max max);

/// Implements [`Mean`] and [`Rate`]: two totals, with what a node adds to them and how they become a ratio.
macro_rules! quotient {
    ($Quotient:ident, $node:expr, $answer:expr, $($values:ident)|+) => {
        impl Aggregate for $Quotient<'_> {
            type Value = (Wide, Wide);
            type Answer = Ratio;

            fn empty(&self) -> (Wide, Wide) {
                (0, 0)
            }

            fn add_node(&self, total: &mut (Wide, Wide), node: Node<'_>) -> Result<(), OverflowError> {
                let own: fn(&Self, u32) -> Option<(i64, i64)> = $node;
                if let Some((part, whole)) = own(self, node.index()) {
                    total.0 += Wide::from(part);
                    total.1 += Wide::from(whole);
                }
                Ok(())
            }

            fn merge(&self, total: &mut (Wide, Wide), part: &(Wide, Wide)) -> Result<(), OverflowError> {
                total.0 += part.0;
                total.1 += part.1;
                Ok(())
            }

            fn between(
                &self,
                earlier: &(Wide, Wide),
                later: &(Wide, Wide),
            ) -> Result<Option<(Wide, Wide)>, OverflowError> {
                Ok(Some((later.0 - earlier.0, later.1 - earlier.1)))
            }

            fn answer(&self, total: &(Wide, Wide)) -> Ratio {
                let read: fn(&Self, Wide, Wide) -> Ratio = $answer;
                read(self, total.0, total.1)
            }

            fn verify(&self, total: &(Wide, Wide)) -> Result<(), OverflowError> {
                verify(total.0)?;
                verify(total.1)
            }

            fn fits(&self, governance: &Governance) -> bool {
                $(self.$values.fits(governance))&&+
            }
        }

        impl CountsOnce for $Quotient<'_> {
            fn take_back(&self, total: &mut (Wide, Wide), part: &(Wide, Wide)) -> Result<(), OverflowError> {
                total.0 -= part.0;
                total.1 -= part.1;
                Ok(())
            }
        }
    };
}

quotient!(
    Mean,
    |mean, node| mean.of.column.get(node).map(|value| (value, 1)),
    |mean, sum, count| Ratio::new(narrow(&mean.of, sum), count as i64),
    of
);
quotient!(
    Rate,
    |rate, node| rate.part.column.get(node).zip(rate.whole.column.get(node)),
    |rate, part, whole| Ratio::new(narrow(&rate.part, part), narrow(&rate.whole, whole)),
    part | whole
);
