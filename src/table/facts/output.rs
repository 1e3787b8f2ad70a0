//! A file of any columns that is written, one row group after the other.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::FactError;
use super::any_column::AnyColumn;
use super::work::{Work, unwritable};
use crate::table::write::CREATED_BY;

/// A file that is being written.
pub(in crate::table) struct Output {
    path: PathBuf,
    file: SerializedFileWriter<File>,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::table) enum For {
    /// For engines; sorted by a column, if it is.
    Engines {
        /// The number of a leaf column.
        sorted_by: Option<usize>,
    },
    /// To be read again and removed.
    Ourselves,
}

impl Output {
    /// Begins a file in the folder of work.
    pub(in crate::table) fn in_work(
        work: &Work,
        name: &str,
        schema: TypePtr,
        keys: Vec<KeyValue>,
        use_: For,
    ) -> Result<Self, FactError> {
        Self::new(&work.path(name), work.create(name)?, schema, keys, use_)
    }

    /// Begins a file.
    pub(in crate::table) fn new(
        path: &Path,
        file: File,
        schema: TypePtr,
        keys: Vec<KeyValue>,
        use_: For,
    ) -> Result<Self, FactError> {
        let begun =
            properties(keys, use_).and_then(|properties| SerializedFileWriter::new(file, schema, Arc::new(properties)));
        match begun {
            Ok(file) => Ok(Self { path: path.to_owned(), file }),
            Err(error) => Err(unwritable(path, &error)),
        }
    }

    /// Writes columns as a row group, and leaves them empty.
    pub(in crate::table) fn write(&mut self, columns: &mut [AnyColumn]) -> Result<(), FactError> {
        let path = &self.path;
        write_group(&mut self.file, columns).map_err(|error| unwritable(path, &error))
    }

    /// Ends the file.
    pub(in crate::table) fn finish(self) -> Result<(), FactError> {
        let path = self.path;
        self.file.close().map_err(|error| unwritable(&path, &error))?;
        Ok(())
    }
}

fn write_group(file: &mut SerializedFileWriter<File>, columns: &mut [AnyColumn]) -> Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    let mut columns = columns.iter_mut();
    while let Some(mut writer) = group.next_column()? {
        if let Some(column) = columns.next() {
            column.write(&mut writer)?;
        }
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

fn properties(keys: Vec<KeyValue>, use_: For) -> Result<WriterProperties, ParquetError> {
    let builder = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_created_by(CREATED_BY.to_owned())
        .set_key_value_metadata(Some(keys).filter(|keys| !keys.is_empty()))
        .set_max_row_group_row_count(None);
    Ok(match use_ {
        For::Engines { sorted_by } => {
            let sorting =
                sorted_by.map(|at| vec![SortingColumn { column_idx: at as i32, descending: false, nulls_first: true }]);
            builder.set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?)).set_sorting_columns(sorting).build()
        }
        For::Ourselves => builder
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::None)
            .set_offset_index_disabled(true)
            .build(),
    })
}

/// A schema of these columns.
pub(in crate::table) fn schema(fields: Vec<TypePtr>) -> Result<TypePtr, ParquetError> {
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

/// A column that is no list or struct.
pub(in crate::table) fn field(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    nullable: bool,
) -> Result<TypePtr, ParquetError> {
    let repetition = if nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let mut builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
    if let Some(LogicalType::Decimal(decimal)) = &logical {
        builder = builder.with_precision(decimal.precision).with_scale(decimal.scale);
    }
    Ok(Arc::new(builder.with_logical_type(logical).build()?))
}
