//! The sum of a measure, read off running sums.

use super::counting::{Running, Sealed, covered, ranges};
use super::measure_sums::{Asked, RunningSums, between};
use super::{Counting, MeasureValues, Quantity, RollUpError, UnknownMeasureError};
use crate::governance::{Column, Governance, Node};
use crate::measure::{Decimal, OverflowError};

/// The sum of a measure; see [`Governance::sum_of`].
#[derive(Debug, Clone, Copy)]
pub struct Sum<'g>(MeasureValues<'g>);

impl Governance {
    /// The sum of a measure. Where no node has a value, the sum has none either: `None`, not 0.
    ///
    /// ```
    /// use gridgov::governance::Governance;
    /// use gridgov::kind::{SecondGrid, Subdistrict};
    /// use gridgov::ledger::Draft;
    /// use gridgov::rollup::Home;
    ///
    /// let mut draft = Draft::new("");
    /// draft.measure("disputes");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let [one, two, three] = ["G-1", "G-2", "G-3"].map(|code| draft.add(street, SecondGrid, code, ""));
    /// draft.row(one).measure("disputes", 9);
    /// draft.row(two).measure("disputes", 0);
    /// let governance = Governance::build(&draft)?;
    ///
    /// let disputes = governance.roll_up(Home, governance.sum_of("disputes")?)?;
    /// let at = |code| disputes.at(governance.node(code).unwrap()).unwrap();
    /// assert_eq!([at("S"), at("G-1"), at("G-2")], [Some(9.into()), Some(9.into()), Some(0.into())]);
    /// assert_eq!(at("G-3"), None, "nobody wrote how many");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn sum_of(&self, measure: &str) -> Result<Sum<'_>, UnknownMeasureError> {
        self.values_of(measure).map(Sum)
    }

    /// The sums of all measures, in the order of [`Governance::measures`].
    #[must_use]
    pub fn sums(&self) -> Vec<Sum<'_>> {
        (0..self.measures().len()).map(|at| Sum(MeasureValues::at(self, at))).collect()
    }
}

impl<'g> Sum<'g> {
    /// Whether any node that counts at a territory has a value. Only sums of 0 need to know, so it is rarely asked.
    #[cold]
    fn has_value<C: Counting>(self, governance: &Governance, territory: u32) -> bool {
        let tree = governance.tree();
        let node = tree.territories()[territory as usize];
        let nodes = node..tree.end(node);
        self.column().counted(nodes.clone()) > 0
            || covered::<C>(governance, nodes).any(|place| self.column().counted(place) > 0)
    }

    pub(super) fn column(&self) -> &'g Column {
        self.0.column
    }
}

impl<C: Counting> Quantity<C> for Sum<'_> {
    /// `None` if no node that counts has a value.
    type Answer = Option<Decimal>;
    /// For each territory, and for the end after the last one, the sum of all nodes before it.
    type Totals = Vec<<C as Sealed>::Running>;

    fn check(&self, governance: &Governance, _: Option<Node<'_>>) -> Result<(), RollUpError> {
        if self.0.fits(governance) { Ok(()) } else { Err(RollUpError::OtherGraph) }
    }

    fn ask<'q>(&'q self, asked: &mut Asked<'q>) {
        asked.ask(self.column());
    }

    fn totals(&self, _: &Governance, _: C, sums: &mut RunningSums<C>) -> Result<Self::Totals, RollUpError> {
        Ok(sums.take())
    }

    #[allow(clippy::inline_always, reason = "see `KindCounts::of`")]
    #[expect(clippy::expect_used, reason = "sums beyond 64 bits are an error of the roll-up")]
    #[inline(always)]
    fn answer(&self, governance: &Governance, _: C, totals: &Self::Totals, territory: u32) -> Option<Decimal> {
        let units = between(governance, totals, territory).narrow();
        let units = units.expect("INVARIANT: totals that do not fit were refused when they were computed");
        // A sum that is not 0 has a value, so only the others are looked into.
        (units != 0 || self.has_value::<C>(governance, territory)).then(|| self.0.decimal(units))
    }

    fn at_node(&self, _: &Governance, _: C, node: Node<'_>) -> Result<Option<Decimal>, OverflowError> {
        let (mut total, mut has_value) = (0_i128, false);
        for nodes in ranges::<C>(node) {
            has_value |= self.column().counted(nodes.clone()) > 0;
            total += i128::from(self.column().sum(nodes));
        }
        let units = i64::try_from(total).map_err(|_| OverflowError)?;
        Ok(has_value.then(|| self.0.decimal(units)))
    }
}
