//! Totals of facts as a file, and beside what an engine gave.

use std::collections::BTreeMap;
use std::path::Path;

use parquet::basic::{LogicalType, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::schema::types::ColumnDescPtr;

use super::any_column::AnyColumn;
use super::output::{For, Output, field, schema};
use super::source::{Source, is_text};
use super::totals::{ALL, FactMeasure, FactTotal, FactTotals};
use super::work::{TOTALS, Work, unwritable};
use super::{FactError, FactErrors};
use crate::measure::Decimal;
use crate::table::check::{CheckErrors, Checked, Expected, Units, check};
use crate::table::result::EngineResult;

/// The key of the number of rows without the code of a node.
const UNKNOWN_ROWS: &str = "gridgov.unknown_rows";

/// What stands before the name of a measure in the name of the column of its sums.
const SUM_OF: &str = "sum_";

impl FactTotals {
    /// Reads the totals beside files of facts again, as [`Enricher::enrich_file`](super::Enricher::enrich_file) wrote them
    /// into a folder. O(units).
    ///
    /// # Errors
    ///
    /// `facts_totals.parquet` is not there, is damaged, or is not what was written.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, FactErrors> {
        let source = Source::open(&folder.as_ref().join(TOTALS))?;
        let measures = measures(&source).ok_or_else(|| source.damaged(NO_TOTALS))?;
        let mut columns: Vec<AnyColumn> =
            source.schema().columns().iter().map(|column| AnyColumn::of(column)).collect();
        source.read_all(&mut columns)?;
        let unknown = source.keys().iter().find(|key| key.key == UNKNOWN_ROWS);
        let unknown = unknown.and_then(|key| key.value.as_deref()?.parse().ok());
        Self::of_columns(measures, unknown, &columns).ok_or_else(|| source.damaged(NO_TOTALS).into())
    }

    /// The totals in columns; `None` where something is missing, twice or out of its order.
    fn of_columns(measures: Vec<FactMeasure>, unknown: Option<u64>, columns: &[AnyColumn]) -> Option<Self> {
        let mut sums: Vec<_> = columns[3..].iter().map(AnyColumn::integers).collect();
        let mut next = |level: Option<&[u8]>, unit: Option<&[u8]>, rows: Option<i64>| {
            let sums = sums.iter_mut().map(Iterator::next).collect::<Option<Vec<_>>>()?;
            let text = |text: Option<&[u8]>| std::str::from_utf8(text?).ok().map(str::to_owned);
            let total = FactTotal { rows: rows?.try_into().ok()?, sums };
            Some(((text(level)?, text(unit)?), total))
        };
        let mut rows = columns[0].texts().zip(columns[1].texts()).zip(columns[2].integers());
        let ((level, unit), count) = rows.next()?;
        let (place, whole) = next(level, unit, count)?;
        let mut units = BTreeMap::new();
        for ((level, unit), count) in rows {
            let (place, total) = next(level, unit, count)?;
            if units.last_key_value().is_some_and(|(last, _)| *last >= place) {
                return None;
            }
            units.insert(place, total);
        }
        (place == (ALL.to_owned(), ALL.to_owned())).then_some(Self { measures, unknown: unknown?, whole, units })
    }

    /// Compares what an engine gave with these totals: rows and sums at every level and unit, and of all facts under the
    /// level `all` and the unit `all`. O(units · log units).
    ///
    /// ```
    /// use gridgov::prelude::*;
    /// use gridgov::table::{EngineResult, Enricher, FactRows};
    ///
    /// let mut draft = Draft::new("须水街道");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// let governance = Governance::build(&draft)?;
    /// let facts = FactRows::new()
    ///     .with_texts("node", [Some("G-1"), Some("G-1"), Some("S")])
    ///     .with_integers("minutes", [Some(30), Some(5), None]);
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// let totals = Enricher::new(&governance).with_measure("minutes").enrich_rows([facts], folder)?.totals;
    ///
    /// let result = EngineResult::from_csv_str(
    ///     "level,unit,rows,minutes\nall,all,3,35\nsubdistrict,S,3,35\nsecond_grid,G-1,2,35\n",
    /// )?;
    /// assert_eq!(totals.check(&result)?.figures, 6);
    ///
    /// // A partition that was added twice.
    /// let doubled = EngineResult::from_csv_str("level,unit,rows\nsecond_grid,G-1,4\n")?.of_levels(["second_grid"]);
    /// assert_eq!(
    ///     totals.check(&doubled).unwrap_err().to_string(),
    ///     "line 2: second_grid `G-1` has 4 rows instead of 2: each was counted 2 times"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is off: rows that are lost, added or counted several times; sums that differ; units and levels that are
    /// missing, unknown or there twice; measures that are not among these. A level that the result does not have is missing,
    /// unless [`EngineResult::of_levels`] says that it was not asked for.
    pub fn check(&self, result: &EngineResult) -> Result<Checked, CheckErrors> {
        let expected = |total: &FactTotal| Expected {
            rows: total.rows,
            sums: total
                .sums
                .iter()
                .zip(&self.measures)
                .map(|(sum, measure)| sum.map(|units| Decimal::from_units(units, measure.scale)))
                .collect(),
        };
        let mut units: Units<'_> = self.units().map(|(level, unit, total)| ((level, unit), expected(total))).collect();
        units.insert((ALL, ALL), expected(&self.whole));
        let measures: Vec<&str> = self.measures.iter().map(|measure| measure.name.as_str()).collect();
        check(&units, &measures, result)
    }

    /// Writes `facts_totals.parquet`: a row for all facts, and one for each unit that has any.
    pub(super) fn write(&self, work: &Work) -> Result<(), FactError> {
        let path = work.path(TOTALS);
        let schema = self.schema().map_err(|error| unwritable(&path, &error))?;
        let keys = vec![KeyValue::new(UNKNOWN_ROWS.to_owned(), Some(self.unknown_rows().to_string()))];
        let mut output = Output::in_work(work, TOTALS, schema, keys, For::Engines { sorted_by: None })?;
        let mut columns = vec![
            AnyColumn::flat(Physical::BYTE_ARRAY, false),
            AnyColumn::flat(Physical::BYTE_ARRAY, false),
            AnyColumn::flat(Physical::INT64, false),
        ];
        columns.extend(self.measures.iter().map(|_| AnyColumn::flat(Physical::INT64, true)));
        let mut push = |level: &str, unit: &str, total: &FactTotal| {
            columns[0].push_text(Some(level));
            columns[1].push_text(Some(unit));
            columns[2].push_integer(Some(total.rows.cast_signed()));
            for (column, sum) in columns[3..].iter_mut().zip(&total.sums) {
                column.push_integer(*sum);
            }
        };
        push(ALL, ALL, &self.whole);
        self.units().for_each(|(level, unit, total)| push(level, unit, total));
        output.write(&mut columns)?;
        output.finish()
    }

    fn schema(&self) -> Result<parquet::schema::types::TypePtr, ParquetError> {
        let text = |name: &str| field(name, Physical::BYTE_ARRAY, Some(LogicalType::String), false);
        let sums = self.measures.iter().map(|measure| {
            let decimal = (measure.scale > 0).then(|| LogicalType::decimal(i32::from(measure.scale), 18));
            field(&format!("{SUM_OF}{}", measure.name), Physical::INT64, decimal, true)
        });
        let columns =
            [text("level"), text("unit"), field("rows", Physical::INT64, None, false)].into_iter().chain(sums);
        schema(columns.collect::<Result<_, _>>()?)
    }
}

/// What a file is called whose columns or rows are others.
const NO_TOTALS: &str = "it has not the columns and rows of totals";

/// The measures of a file of totals; `None` where its columns are others.
fn measures(source: &Source) -> Option<Vec<FactMeasure>> {
    let columns = source.schema().columns();
    let [level, unit, rows, sums @ ..] = columns else { return None };
    let is_flat = columns.iter().all(|column| column.max_rep_level() == 0 && column.path().parts().len() == 1);
    let are_named = [level.name(), unit.name(), rows.name()] == ["level", "unit", "rows"];
    let is_integer = |physical: Physical| physical == Physical::INT64;
    if !is_flat || !are_named || !is_text(level) || !is_text(unit) || !is_integer(rows.physical_type()) {
        return None;
    }
    let measure = |column: &ColumnDescPtr| {
        let scale = match column.logical_type_ref() {
            Some(LogicalType::Decimal(decimal)) => u8::try_from(decimal.scale).ok().filter(|scale| *scale <= 18),
            Some(_) => None,
            None => Some(0),
        };
        let name = column.name().strip_prefix(SUM_OF)?.to_owned();
        Some(FactMeasure { name, scale: scale.filter(|_| is_integer(column.physical_type()))? })
    };
    sums.iter().map(measure).collect()
}
