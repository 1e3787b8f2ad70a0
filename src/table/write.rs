//! Writing a file as a stream of row groups: the same bytes for the same cells.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type};

use super::column::{Cell, Cells, Column, Values};

/// How many rows a row group has at most: enough to compress well, few enough to be skipped and to stay in memory.
pub(crate) const GROUP_ROWS: usize = 128 << 10;

/// Who made the file, in the form that readers parse. It names the version of the tables, not that of the crate, so
/// that a new version of the crate writes the same bytes.
pub(crate) const CREATED_BY: &str = "gridgov version 1 (build tables)";

/// What a file says of itself beside its columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// Names and texts in the file's metadata.
    pub(crate) keys: Vec<(String, String)>,
    /// The columns that rows are sorted by, ascending.
    pub(crate) sorted_by: Vec<usize>,
}

/// Writes a file, one row group after the other.
pub(crate) struct TableWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: u64,
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a file with these columns.
    pub(crate) fn new(to: W, columns: Vec<Column>, about: About) -> Result<Self, ParquetError> {
        let fields = columns.iter().map(|column| column.to_parquet().map(Arc::new)).collect::<Result<_, _>>()?;
        let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
        let file = SerializedFileWriter::new(to, schema, Arc::new(properties(&columns, about)?))?;
        Ok(Self { file, columns, rows: 0 })
    }

    /// Writes a row group column by column; `fill` adds the cells of the column of this number.
    pub(crate) fn group(&mut self, rows: usize, mut fill: impl FnMut(usize, &mut Cells)) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        let mut columns = self.columns.iter().enumerate();
        while let Some(mut writer) = group.next_column()? {
            if let Some((at, column)) = columns.next() {
                let mut cells = Cells::of(column);
                fill(at, &mut cells);
                write(&mut writer, &mut cells)?;
            }
            writer.close()?;
        }
        group.close()?;
        self.rows += rows as u64;
        Ok(())
    }

    /// Ends the file: what it was written to, and how many rows it has.
    pub(crate) fn finish(self) -> Result<(W, u64), ParquetError> {
        let rows = self.rows;
        Ok((self.file.into_inner()?, rows))
    }
}

fn properties(columns: &[Column], about: About) -> Result<WriterProperties, ParquetError> {
    let key = |(key, value): (String, String)| KeyValue::new(key, Some(value));
    let sorted = |at: usize| SortingColumn { column_idx: at as i32, descending: false, nulls_first: true };
    let keys = about.keys.into_iter().map(key).collect::<Vec<_>>();
    let sorting = about.sorted_by.into_iter().map(sorted).collect::<Vec<_>>();
    let mut properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_key_value_metadata(Some(keys).filter(|keys| !keys.is_empty()))
        .set_sorting_columns(Some(sorting).filter(|sorting| !sorting.is_empty()))
        .set_max_row_group_row_count(None);
    for column in columns.iter().filter(|column| column.distinct) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name.as_str()), false);
    }
    Ok(properties.build())
}

fn write(writer: &mut SerializedColumnWriter<'_>, cells: &mut Cells) -> Result<(), ParquetError> {
    let levels = Some(&cells.levels[..]).filter(|levels| !levels.is_empty());
    match &mut cells.values {
        Values::Text(texts) => writer.typed::<ByteArrayType>().write_batch(&texts.take(), levels, None)?,
        Values::Int32(all) => writer.typed::<Int32Type>().write_batch(all, levels, None)?,
        Values::Int64(all) => writer.typed::<Int64Type>().write_batch(all, levels, None)?,
    };
    Ok(())
}

/// Writes a file row by row; a row group is written when it is full.
pub(crate) struct RowWriter<W: Write + Send> {
    writer: TableWriter<W>,
    cells: Vec<Cells>,
    rows: usize,
}

impl<W: Write + Send> RowWriter<W> {
    /// Begins a file with these columns.
    pub(crate) fn new(to: W, columns: Vec<Column>, about: About) -> Result<Self, ParquetError> {
        let cells = columns.iter().map(Cells::of).collect();
        Ok(Self { writer: TableWriter::new(to, columns, about)?, cells, rows: 0 })
    }

    /// Adds a row, which has a cell for each column.
    pub(crate) fn push(&mut self, row: &[Cell<'_>]) -> Result<(), ParquetError> {
        debug_assert_eq!(row.len(), self.cells.len());
        for (cells, cell) in self.cells.iter_mut().zip(row) {
            cells.push(*cell);
        }
        self.rows += 1;
        if self.rows == GROUP_ROWS { self.flush() } else { Ok(()) }
    }

    /// Writes the rows that are there as a row group.
    fn flush(&mut self) -> Result<(), ParquetError> {
        let Self { writer, cells, rows } = self;
        let rows = std::mem::take(rows);
        if rows > 0 {
            writer.group(rows, |at, full| std::mem::swap(full, &mut cells[at]))?;
        }
        Ok(())
    }

    /// Ends the file: what it was written to, and how many rows it has.
    pub(crate) fn finish(mut self) -> Result<(W, u64), ParquetError> {
        self.flush()?;
        self.writer.finish()
    }
}
