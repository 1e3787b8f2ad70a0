//! A roll-up of sums that is updated with each changed value.

use std::ops::Deref;

use super::counting::{Running, Sealed, adjustments, counts_once};
use super::{Counting, RollUpError, UnknownMeasureError};
use crate::governance::{Adjustment, Column, Governance, Node};
use crate::measure::{Decimal, Measure, RescaleError};

/// A value was refused; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LiveError {
    /// The measure cannot hold the value.
    #[error(transparent)]
    BeyondMeasure(#[from] RescaleError),
    /// There is no measure with this name.
    #[error(transparent)]
    UnknownMeasure(#[from] UnknownMeasureError),
    /// A sum does not fit 64 bits, which can happen only with [`EveryCover`](super::EveryCover).
    #[error(transparent)]
    RollUp(#[from] RollUpError),
    /// The absolute values of all nodes add up to more than 64 bits hold.
    #[error("with this value the magnitudes of `{measure}` add up to {total}, which lies beyond 64 bits")]
    TotalOverflow {
        /// The measure.
        measure: String,
        /// The sum of all absolute values, in units of the measure's scale.
        total: u128,
    },
    /// The node is of another graph.
    #[error("the node is of another graph than the roll-up")]
    OtherGraph,
}

/// The sums of one measure for every area and grid, updated with each changed value.
///
/// The graph itself never changes; the roll-up keeps the changed values beside it. It holds the graph by a reference, as
/// [`Governance::live`] makes it, or by an [`Arc`](std::sync::Arc), as [`LiveRollUp::new`] can: then it can be kept in the
/// state of a server.
///
/// ```
/// # use gridgov::{governance::Governance, kind::{MicroGrid, SecondGrid, Subdistrict, ThirdGrid}, ledger::Draft};
/// use gridgov::rollup::Home;
///
/// # let mut draft = Draft::new("");
/// # draft.measure("households");
/// # let street = draft.root(Subdistrict, "S", "");
/// # let second = draft.add(street, SecondGrid, "G", "");
/// # for code in ["T-1", "T-2"] { let third = draft.add(second, ThirdGrid, code, ""); draft.row(third).measure("households", 60); }
/// # let governance = Governance::build(&draft).unwrap();
/// let street = governance.node("S").unwrap();
/// let mut households = governance.live(Home, "households")?;
/// assert_eq!(households.at(street), Some(Some(120.into())));
/// households.set(governance.node("T-1").unwrap(), 64)?;
/// assert_eq!(households.at(street), Some(Some(124.into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct LiveRollUp<G, C: Counting> {
    governance: G,
    /// The index in the list of measures.
    measure: usize,
    /// By node; `None` for a node without a value.
    units: Vec<Option<i64>>,
    /// INVARIANT: the magnitudes of all units add up to this, which is at most `i64::MAX`; so no sum that
    /// counts nothing twice overflows.
    magnitude: u128,
    totals: Vec<<C as Sealed>::Running>,
    /// For each territory, how many values its total adds up. Under [`EveryCover`](super::EveryCover) one value may
    /// count again.
    counted: Vec<i64>,
}

impl Governance {
    /// The sums of a measure for every area and grid, which can then be updated. O(n).
    ///
    /// # Errors
    ///
    /// There is no such measure; or a total overflows, which can happen only with [`EveryCover`](super::EveryCover).
    pub fn live<C: Counting>(&self, counting: C, measure: &str) -> Result<LiveRollUp<&Self, C>, LiveError> {
        LiveRollUp::new(self, counting, measure)
    }
}

impl<G: Deref<Target = Governance>, C: Counting> LiveRollUp<G, C> {
    /// As [`Governance::live`], with whatever holds the graph: a reference or an [`Arc`](std::sync::Arc).
    ///
    /// ```
    /// use std::sync::{Arc, RwLock};
    ///
    /// use gridgov::prelude::*;
    /// use gridgov::rollup::LiveRollUp;
    ///
    /// /// What a server keeps.
    /// struct State {
    ///     governance: Arc<Governance>,
    ///     households: RwLock<LiveRollUp<Arc<Governance>, Home>>,
    /// }
    ///
    /// # let mut draft = Draft::new("");
    /// # draft.measure("households");
    /// # draft.root(Subdistrict, "S", "");
    /// let governance = Arc::new(Governance::build(&draft)?);
    /// let households = LiveRollUp::new(governance.clone(), Home, "households")?.into();
    /// let state = State { governance, households };
    /// let street = state.governance.find("S")?;
    /// state.households.write().unwrap().set(street, 64)?;
    /// assert_eq!(state.households.read().unwrap().at(street), Some(Some(64.into())));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Governance::live`].
    pub fn new(governance: G, counting: C, measure: &str) -> Result<Self, LiveError> {
        let graph = &*governance;
        let at = graph.measure_index(measure).ok_or_else(|| UnknownMeasureError::new(graph, measure))?;
        let column = graph.column(at);
        let totals = graph.roll_up(counting, graph.sum_of(measure)?)?;
        let units: Vec<Option<i64>> = (0..graph.tree().len() as u32).map(|node| column.get(node)).collect();
        Ok(Self {
            measure: at,
            magnitude: units.iter().flatten().map(|units| u128::from(units.unsigned_abs())).sum(),
            units,
            totals: totals.iter().map(|(_, total)| total.map_or(0, Decimal::units).into()).collect(),
            counted: counted(graph, adjustments::<C>(graph), column),
            governance,
        })
    }

    /// The measure.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.governance.measures()[self.measure]
    }

    fn is_ours<K>(&self, node: Node<'_, K>) -> bool {
        std::ptr::eq(&raw const *self.governance, node.governance())
    }

    /// The current sum of an area or grid, in which there may be no value; `None` for any other node, or one of another
    /// graph. O(1).
    #[must_use]
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a sum that does not fit is never kept")]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<Option<Decimal>> {
        let ours = self.is_ours(node) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        let units = self.totals[territory as usize].narrow().expect("INVARIANT: sums beyond 64 bits are refused");
        Some((self.counted[territory as usize] > 0).then(|| self.measure().decimal(units)))
    }

    /// The current value of a node itself; `None` if it has none, or is of another graph. O(1).
    #[must_use]
    pub fn value<K>(&self, node: Node<'_, K>) -> Option<Decimal> {
        let ours = self.is_ours(node);
        self.units.get(node.index() as usize).filter(|_| ours)?.map(|units| self.measure().decimal(units))
    }

    /// Sets the value of a node itself, updates all sums, and returns the previous value, if there was one. O(depth); for
    /// a node in covered places, O(depth · covers).
    ///
    /// # Errors
    ///
    /// The measure cannot hold the value, a sum would overflow, or the node is of another graph. Nothing is
    /// changed then.
    pub fn set<K>(&mut self, node: Node<'_, K>, value: impl Into<Decimal>) -> Result<Option<Decimal>, LiveError> {
        let before = self.change(node, Some(value.into()))?;
        Ok(before.map(|units| self.measure().decimal(units)))
    }

    /// Takes the value of a node itself away, updates all sums, and returns it, if there was one. O(depth), as
    /// [`LiveRollUp::set`].
    ///
    /// # Errors
    ///
    /// The node is of another graph, or a sum of values of both signs would overflow. Nothing is changed then.
    pub fn clear<K>(&mut self, node: Node<'_, K>) -> Result<Option<Decimal>, LiveError> {
        let before = self.change(node, None)?;
        Ok(before.map(|units| self.measure().decimal(units)))
    }

    /// Sets many values, all or none.
    ///
    /// # Errors
    ///
    /// As [`LiveRollUp::set`], of the first value that is not taken. Nothing is changed then.
    pub fn set_all<'n, V: Into<Decimal>>(
        &mut self,
        values: impl IntoIterator<Item = (Node<'n>, V)>,
    ) -> Result<(), LiveError> {
        let values = values.into_iter();
        let mut done: Vec<(u32, Option<i64>)> = Vec::with_capacity(values.size_hint().0);
        for (node, value) in values {
            match self.change(node, Some(value.into())) {
                Ok(before) => done.push((node.index(), before)),
                Err(error) => {
                    done.into_iter().rev().for_each(|(node, before)| self.put(node, before));
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Sets the value of a node, or takes it away, if no sum overflows. Returns the previous units.
    fn change<K>(&mut self, node: Node<'_, K>, value: Option<Decimal>) -> Result<Option<i64>, LiveError> {
        if !self.is_ours(node) {
            return Err(LiveError::OtherGraph);
        }
        let node = node.index();
        let units = value.map(|value| self.measure().units(value)).transpose()?;
        let before = self.units[node as usize];
        let total = self.magnitude_with(before, units);
        if total > i64::MAX as u128 {
            return Err(LiveError::TotalOverflow { measure: self.measure().id().to_owned(), total });
        }
        self.put(node, units);
        if !counts_once::<C>()
            && let Some(territory) = self.first_beyond(node)
        {
            self.put(node, before);
            return Err(self.governance.overflow_at(territory).into());
        }
        Ok(before)
    }

    /// Sets the value of a node and adds the difference at every territory that counts it.
    fn put(&mut self, node: u32, units: Option<i64>) {
        let before = std::mem::replace(&mut self.units[node as usize], units);
        self.magnitude = self.magnitude_with(before, units);
        self.exchange(node, before, units);
    }

    /// The sum of all absolute values with one value replaced by another.
    fn magnitude_with(&self, before: Option<i64>, after: Option<i64>) -> u128 {
        let magnitude = |units: Option<i64>| u128::from(units.map_or(0, i64::unsigned_abs));
        self.magnitude - magnitude(before) + magnitude(after)
    }

    /// Replaces one value by another at every territory that counts the node.
    fn exchange(&mut self, node: u32, before: Option<i64>, after: Option<i64>) {
        let change = <C as Sealed>::Running::from(after.unwrap_or(0)).minus(before.unwrap_or(0).into());
        let more = i64::from(after.is_some()) - i64::from(before.is_some());
        let tree = self.governance.tree();
        for (territory, adds) in counted_at(&self.governance, adjustments::<C>(&self.governance), node) {
            for territory in tree.territory_and_above(territory) {
                let total = &mut self.totals[territory as usize];
                *total = if adds { total.plus(change) } else { total.minus(change) };
                self.counted[territory as usize] += if adds { more } else { -more };
            }
        }
    }

    /// A territory that counts the node and whose sum does not fit 64 bits, if there is one.
    fn first_beyond(&self, node: u32) -> Option<u32> {
        let starts = counted_at(&self.governance, adjustments::<C>(&self.governance), node);
        let mut counting = starts.flat_map(|(territory, _)| self.governance.tree().territory_and_above(territory));
        counting.find(|territory| self.totals[*territory as usize].narrow().is_err())
    }
}

/// For each territory, how many values count there.
fn counted(governance: &Governance, adjustments: &[Adjustment], column: &Column) -> Vec<i64> {
    let tree = governance.tree();
    let home = |node: &u32| i64::from(column.counted(*node..tree.end(*node)));
    let mut counted: Vec<i64> = tree.territories().iter().map(home).collect();
    for adjustment in adjustments {
        let values = i64::from(column.counted(adjustment.nodes()));
        for territory in tree.territory_and_above(adjustment.territory) {
            counted[territory as usize] += if adjustment.adds() { values } else { -values };
        }
    }
    counted
}

/// The territories at which the value of a node is added (`true`) or taken back (`false`); each also acts on all
/// territories above it. The first is the home of the node; the others come from the adjustments of the node and of the
/// places around it.
fn counted_at<'a>(
    governance: &'a Governance,
    adjustments: &'a [Adjustment],
    node: u32,
) -> impl Iterator<Item = (u32, bool)> + 'a {
    let tree = governance.tree();
    let home = tree.territory_of(node).map(|home| (home, true));
    let places = std::iter::once(node).chain(tree.ancestors(node)).take_while(move |_| !adjustments.is_empty());
    let of_place = |place: u32| {
        let from = adjustments.partition_point(|adjustment| adjustment.place < place);
        adjustments[from..].iter().take_while(move |adjustment| adjustment.place == place)
    };
    home.into_iter().chain(places.flat_map(of_place).map(|adjustment| (adjustment.territory, adjustment.adds())))
}
