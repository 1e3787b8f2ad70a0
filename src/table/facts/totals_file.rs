//! Totals of facts as a file.

use parquet::basic::{LogicalType, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;

use super::FactError;
use super::any_column::AnyColumn;
use super::output::{For, Output, field, schema};
use super::totals::{ALL, FactTotal, FactTotals};
use super::work::{TOTALS, Work, unwritable};

/// The key of the number of rows without the code of a node.
const UNKNOWN_ROWS: &str = "gridgov.unknown_rows";

/// What stands before the name of a measure in the name of the column of its sums.
const SUM_OF: &str = "sum_";

impl FactTotals {
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
