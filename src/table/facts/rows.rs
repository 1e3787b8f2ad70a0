//! Facts that come from code: rows with columns of a few types.

use std::path::Path;

use parquet::basic::{LogicalType, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::schema::types::TypePtr;

use super::any_column::AnyColumn;
use super::output::{For, Output, field, schema};
use super::work::{create, unwritable, whole};
use super::{FactError, FactErrors, FactProblem};
use crate::date::Date;
use crate::errors::Errors;

/// Some rows of facts, column by column (事实).
///
/// Every cell may be empty. An iterator of these makes a file of any length: see [`write_facts`] and
/// [`Enricher::enrich_rows`](super::Enricher::enrich_rows).
///
/// ```
/// use gridgov::table::FactRows;
///
/// let rows = FactRows::new()
///     .with_texts("node", [Some("G-1"), Some("G-2"), None])
///     .with_integers("visits", [Some(3), None, Some(1)])
///     .with_decimals("hours", 1, [Some(25), Some(10), Some(5)])
///     .with_days("day", [gridgov::date::Date::new(2024, 4, 1); 3]);
/// assert_eq!(rows.len(), 3);
/// ```
#[derive(Debug, Clone, Default)]
pub struct FactRows {
    columns: Vec<Column>,
}

#[derive(Debug, Clone)]
struct Column {
    name: String,
    form: Form,
    cells: AnyColumn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Integer,
    Decimal { scale: u8 },
    Day,
    Time,
}

impl Form {
    fn field(self, name: &str) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = match self {
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Integer => (Physical::INT64, None),
            Self::Decimal { scale } => (Physical::INT64, Some(LogicalType::decimal(scale.into(), 18))),
            Self::Day => (Physical::INT32, Some(LogicalType::Date)),
            Self::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        };
        field(name, physical, logical, true)
    }
}

impl FactRows {
    /// No columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows there are, by the first column.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.rows())
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same with a column of texts, such as the codes of nodes.
    #[must_use]
    pub fn with_texts<T: AsRef<str>>(self, name: &str, texts: impl IntoIterator<Item = Option<T>>) -> Self {
        let mut cells = AnyColumn::flat(Physical::BYTE_ARRAY, true);
        texts.into_iter().for_each(|text| cells.push_text(text.as_ref().map(AsRef::as_ref)));
        self.with(name, Form::Text, cells)
    }

    /// The same with a column of integers.
    #[must_use]
    pub fn with_integers(self, name: &str, integers: impl IntoIterator<Item = Option<i64>>) -> Self {
        self.with(name, Form::Integer, integers_of(Physical::INT64, integers))
    }

    /// The same with a column of decimals in their units: 25 at a scale of 1 is 2.5.
    ///
    /// # Panics
    ///
    /// The scale is beyond 18.
    #[must_use]
    pub fn with_decimals(self, name: &str, scale: u8, units: impl IntoIterator<Item = Option<i64>>) -> Self {
        assert!(scale <= 18, "a decimal has at most 18 digits behind the point");
        self.with(name, Form::Decimal { scale }, integers_of(Physical::INT64, units))
    }

    /// The same with a column of days.
    #[must_use]
    pub fn with_days(self, name: &str, days: impl IntoIterator<Item = Option<Date>>) -> Self {
        let number = |day: Date| day.civil().duration_since(EPOCH).as_hours() / 24;
        self.with(name, Form::Day, integers_of(Physical::INT32, days.into_iter().map(|day| day.map(number))))
    }

    /// The same with a column of moments, in microseconds since 1970-01-01 00:00 in universal time.
    #[must_use]
    pub fn with_moments(self, name: &str, micros: impl IntoIterator<Item = Option<i64>>) -> Self {
        self.with(name, Form::Time, integers_of(Physical::INT64, micros))
    }

    fn with(mut self, name: &str, form: Form, cells: AnyColumn) -> Self {
        self.columns.push(Column { name: name.to_owned(), form, cells });
        self
    }

    /// What is wrong with the columns by themselves.
    fn check(&self) -> Result<(), FactErrors> {
        let mut problems = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let name = || column.name.clone();
            if self.columns[..at].iter().any(|other| other.name.eq_ignore_ascii_case(&column.name)) {
                problems.push(FactProblem::ColumnTwice { name: name() });
            }
            let (found, rows) = (column.cells.rows(), self.len());
            if found != rows {
                problems.push(FactProblem::OtherLength { name: name(), found, rows });
            }
        }
        Errors::check(problems.into_iter().map(FactError::new).collect())
    }

    fn has_columns_of(&self, first: &[(String, Form)]) -> bool {
        let columns = self.columns.iter().map(|column| (&column.name, column.form));
        columns.eq(first.iter().map(|(name, form)| (name, *form)))
    }
}

/// The day from which days are counted in files.
const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);

fn integers_of(physical: Physical, integers: impl IntoIterator<Item = Option<i64>>) -> AnyColumn {
    let mut cells = AnyColumn::flat(physical, true);
    integers.into_iter().for_each(|integer| cells.push_integer(integer));
    cells
}

/// Writes rows of facts as a Parquet file, each batch as a row group: how many rows there are. Batches of some hundred
/// thousand rows are read well by all engines. O(rows); memory for one batch.
///
/// # Errors
///
/// Batches have different columns, the columns of a batch different lengths, or the file cannot be written. An
/// unfinished file is removed, and one that was there stays as it was.
pub fn write_facts(path: impl AsRef<Path>, batches: impl IntoIterator<Item = FactRows>) -> Result<u64, FactErrors> {
    let mut rows = 0;
    whole(path.as_ref(), |part| {
        rows = write(part, batches)?;
        Ok::<(), FactErrors>(())
    })?;
    Ok(rows)
}

fn write(path: &Path, batches: impl IntoIterator<Item = FactRows>) -> Result<u64, FactErrors> {
    let mut batches = batches.into_iter();
    let first = batches.next().unwrap_or_default();
    let columns: Vec<(String, Form)> = first.columns.iter().map(|column| (column.name.clone(), column.form)).collect();
    let fields = columns.iter().map(|(name, form)| form.field(name)).collect::<Result<_, _>>();
    let schema = fields.and_then(schema).map_err(|error| unwritable(path, &error))?;
    let file = create(path)?;
    let mut output = Output::new(path, file, schema, Vec::new(), For::Engines { sorted_by: None })?;
    let mut all = 0;
    for (batch, rows) in (1..).zip(std::iter::once(first).chain(batches)) {
        if !rows.has_columns_of(&columns) {
            return Err(FactError::new(FactProblem::OtherColumns { batch }).into());
        }
        rows.check()?;
        let count = rows.len();
        if count > 0 {
            let mut cells: Vec<AnyColumn> = rows.columns.into_iter().map(|column| column.cells).collect();
            output.write(&mut cells)?;
            all += count as u64;
        }
    }
    output.finish()?;
    Ok(all)
}
