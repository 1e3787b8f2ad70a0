//! Totals that the results of engines are checked with (校验总数).

mod of_tables; // from the files

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use super::check::{CheckErrors, Checked, Expected, Units, check};
use super::error::TableErrors;
use super::result::EngineResult;
use super::schema;
use crate::governance::Governance;
use crate::measure::Measure;

/// The level whose one unit is the whole graph.
const ALL: &str = "all";

/// How many nodes each area and grid holds, and the sums of their measures, to check results of engines with (校验总数).
///
/// An engine with many hands can lose a part of the rows, or take one twice, and still call it success. So every result
/// at the levels of areas and grids is compared with these totals, unit by unit. They are made of the graph, or of the
/// files that the engine read; both are equal.
///
/// ```
/// use gridgov::prelude::*;
/// use gridgov::table::{ControlTotals, EngineResult};
///
/// let mut draft = Draft::new("");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
/// let shop = draft.add(one, Shop, "X", "粮油店");
/// draft.row(shop).measure("households", 2);
/// let totals = ControlTotals::of(&Governance::build(&draft)?);
///
/// // What a query gave: the rows of G-1 came twice.
/// let result = EngineResult::from_csv_str("level,unit,rows\nsecond_grid,G-1,4\nsecond_grid,G-2,1\n")?;
/// let errors = totals.check(&result.of_levels(["second_grid"])).unwrap_err();
/// assert_eq!(errors.len(), 1);
/// assert!(errors.to_string().contains("G-1"), "{errors}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlTotals {
    measures: Vec<Measure>,
    /// The units of each level by code; the levels in the order of the table of kinds, the whole first.
    levels: Vec<(&'static str, BTreeMap<String, UnitTotals>)>,
}

/// What the nodes of a unit add up to, the unit itself included.
#[derive(Debug, Clone, PartialEq, Eq)]
struct UnitTotals {
    rows: u64,
    /// The sum of each measure in units of its scale; `None` where no node has a value.
    sums: Vec<Option<i64>>,
}

impl ControlTotals {
    /// The totals of a graph; O(n · depth).
    #[must_use]
    pub fn of(governance: &Governance) -> Self {
        let tree = governance.tree();
        let totals = |nodes: Range<u32>| UnitTotals {
            rows: nodes.len() as u64,
            sums: (0..governance.measures().len())
                .map(|measure| {
                    let column = governance.column(measure);
                    (column.counted(nodes.clone()) > 0).then(|| column.sum(nodes.clone()))
                })
                .collect(),
        };
        let all = BTreeMap::from([(ALL.to_owned(), totals(0..governance.node_count() as u32))]);
        let mut levels = vec![(ALL, all)];
        for kind in schema::levels(governance) {
            let units = governance.territories().filter(|node| node.kind() == kind);
            let unit = |node: crate::governance::Node<'_>| {
                (node.code().to_owned(), totals(node.index()..tree.end(node.index())))
            };
            levels.push((kind.id(), units.map(unit).collect()));
        }
        Self { measures: governance.measures().to_vec(), levels }
    }

    /// The totals of the tables in a folder, as [`Governance::export`] writes it; O(rows · levels).
    ///
    /// They are counted from `nodes.parquet` by the codes that stand in its columns, as an engine does.
    ///
    /// # Errors
    ///
    /// As [`Governance::from_tables`]: the files are not those that were written.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, TableErrors> {
        of_tables::read(folder.as_ref())
    }

    /// Checks the result of an engine: its count of nodes and its sums of measures, unit by unit. How much was compared is
    /// returned.
    ///
    /// The levels are the ids of kinds of areas and grids, and `all` with the one unit `all`; measures go by their ids.
    /// A level that the result was not asked for is named by [`EngineResult::of_levels`].
    ///
    /// # Errors
    ///
    /// Everything that is off, by level and unit: rows that were lost, rows that came several times, sums that differ,
    /// units that are missing, unknown or there twice.
    pub fn check(&self, result: &EngineResult) -> Result<Checked, CheckErrors> {
        let measures: Vec<&str> = self.measures.iter().map(Measure::id).collect();
        let is_asked_for_all = result.units.iter().any(|unit| unit.level == ALL);
        let levels = self.levels.iter().filter(|(level, _)| *level != ALL || is_asked_for_all);
        let units: Units<'_> = levels
            .flat_map(|(level, units)| {
                units.iter().map(|(unit, totals)| ((*level, unit.as_str()), self.expected(totals)))
            })
            .collect();
        check(&units, &measures, result)
    }

    fn expected(&self, totals: &UnitTotals) -> Expected {
        let decimal = |(measure, sum): (&Measure, &Option<i64>)| sum.map(|units| measure.decimal(units));
        Expected { rows: totals.rows, sums: self.measures.iter().zip(&totals.sums).map(decimal).collect() }
    }
}

#[cfg(test)]
#[path = "totals_tests.rs"]
mod tests;
