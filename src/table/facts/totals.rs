//! How many facts there are, and their sums, at every level and unit: what an engine's result is checked with.

use std::collections::BTreeMap;

use super::ancestors::Ancestors;
use super::any_column::AnyColumn;
use super::measures::MeasureColumn;
use super::{FactError, FactProblem};
use crate::measure::Decimal;

/// The level, and the unit, of all facts together.
pub(super) const ALL: &str = "all";

/// How many facts there are, and the sums of their measures, at every level and unit (事实合计).
///
/// Only facts with the code of a node count. Those at a node in no area or grid (a Party organisation, a person) count in
/// the whole only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactTotals {
    pub(super) measures: Vec<FactMeasure>,
    pub(super) unknown: u64,
    pub(super) whole: FactTotal,
    /// By the id of the level, then by code.
    pub(super) units: BTreeMap<(String, String), FactTotal>,
}

/// A column of facts that is summed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactMeasure {
    /// The name of the column.
    pub name: String,
    /// How many decimal places its units have.
    pub scale: u8,
}

/// The facts of a unit: how many, and the sum of each measure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct FactTotal {
    /// How many facts there are.
    pub rows: u64,
    /// The sum of each measure in its units, in the order of the measures; `None` where no fact has a value.
    pub sums: Vec<Option<i64>>,
}

impl FactTotals {
    /// The measures, in the order of the sums.
    #[must_use]
    pub fn measures(&self) -> &[FactMeasure] {
        &self.measures
    }

    /// All facts that have the code of a node.
    #[must_use]
    pub fn whole(&self) -> &FactTotal {
        &self.whole
    }

    /// How many facts have no code of a node. They count nowhere.
    #[must_use]
    pub fn unknown_rows(&self) -> u64 {
        self.unknown
    }

    /// The facts in an area or grid, by the id of its kind and its code; `None` where there are none. O(log units).
    #[must_use]
    pub fn at(&self, level: &str, unit: &str) -> Option<&FactTotal> {
        self.units.get(&(level.to_owned(), unit.to_owned()))
    }

    /// All units with facts, sorted by the id of the level and by code.
    pub fn units(&self) -> impl ExactSizeIterator<Item = (&str, &str, &FactTotal)> {
        self.units.iter().map(|((level, unit), total)| (level.as_str(), unit.as_str(), total))
    }

    /// A sum of a total as a number; `None` where no fact has a value, or there is no such measure.
    #[must_use]
    pub fn sum(&self, total: &FactTotal, measure: &str) -> Option<Decimal> {
        let at = self.measures.iter().position(|known| known.name == measure)?;
        total.sums.get(at).copied().flatten().map(|units| Decimal::from_units(units, self.measures[at].scale))
    }
}

/// Counts and sums that grow row by row, by the lowest territory of each fact.
#[derive(Debug)]
pub(super) struct Tally {
    measures: usize,
    /// By territory; behind all, facts that lie in none.
    rows: Vec<u64>,
    /// By territory and measure.
    sums: Vec<Sum>,
}

/// A sum that knows whether it is of anything, and whether it went beyond 128 bits.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    units: i128,
    has_value: bool,
    overflows: bool,
}

impl Sum {
    fn add(&mut self, units: Option<i128>) {
        self.has_value = true;
        match units.and_then(|units| self.units.checked_add(units)) {
            Some(sum) => self.units = sum,
            None => self.overflows = true,
        }
    }

    fn merge(&mut self, other: Self) {
        if other.has_value {
            self.add(Some(other.units).filter(|_| !other.overflows));
        }
    }

    /// The sum in 64 bits; an error where it does not fit.
    fn units(self) -> Result<Option<i64>, ()> {
        if !self.has_value {
            return Ok(None);
        }
        if self.overflows { Err(()) } else { self.units.try_into().map(Some).map_err(|_| ()) }
    }
}

impl Tally {
    pub(super) fn new(territories: usize, measures: usize) -> Self {
        let sums = vec![Sum::default(); (territories + 1) * measures];
        Self { measures, rows: vec![0; territories + 1], sums }
    }

    /// Adds facts with the territories of their nodes.
    pub(super) fn add(&mut self, territories: &[Option<u32>], columns: &[AnyColumn], measures: &[MeasureColumn]) {
        let none = self.rows.len() - 1;
        let place = |territory: Option<u32>| territory.map_or(none, |territory| territory as usize);
        for territory in territories {
            self.rows[place(*territory)] += 1;
        }
        for (at, measure) in measures.iter().enumerate() {
            measure.each(&columns[measure.leaf], |row, units| {
                self.sums[place(territories[row]) * self.measures + at].add(units);
            });
        }
    }

    /// The totals of all levels: each territory is added to the one above it, from the last to the first.
    pub(super) fn finish(
        mut self,
        ancestors: &Ancestors<'_>,
        measures: Vec<FactMeasure>,
        unknown: u64,
    ) -> Result<FactTotals, crate::errors::Errors<FactError>> {
        let tree = ancestors.governance().tree();
        let none = self.rows.len() - 1;
        for territory in (0..none).rev() {
            let above = tree.territory_above(territory as u32).map_or(none, |above| above as usize);
            self.rows[above] += self.rows[territory];
            for measure in 0..self.measures {
                let sum = self.sums[territory * self.measures + measure];
                self.sums[above * self.measures + measure].merge(sum);
            }
        }
        let mut errors = Vec::new();
        let mut total = |place: usize, level: &str, unit: &str| {
            let mut sums = Vec::with_capacity(measures.len());
            for (at, measure) in measures.iter().enumerate() {
                let sum = self.sums[place * self.measures + at].units().unwrap_or_else(|()| {
                    let (measure, level, unit) = (measure.name.clone(), level.to_owned(), unit.to_owned());
                    errors.push(FactError::new(FactProblem::Overflow { measure, level, unit }));
                    None
                });
                sums.push(sum);
            }
            FactTotal { rows: self.rows[place], sums }
        };
        let whole = total(none, ALL, ALL);
        let mut units = BTreeMap::new();
        for (territory, node) in tree.territories().iter().enumerate() {
            if self.rows[territory] > 0 {
                let (level, unit) = (tree.kind(*node).id(), ancestors.code(territory as u32));
                units.insert((level.to_owned(), unit.to_owned()), total(territory, level, unit));
            }
        }
        crate::errors::Errors::check(errors)?;
        Ok(FactTotals { measures, unknown, whole, units })
    }
}
