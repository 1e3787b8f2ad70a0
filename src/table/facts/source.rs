//! A Parquet file of facts that is read: its columns, and its rows some thousand at a time.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::basic::{CompressionCodec, ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor, Type};

use super::any_column::AnyColumn;
use super::{FactError, FactProblem};
use crate::errors::Errors;
use crate::message::Term;

/// How many rows are read at once.
pub(in crate::table) const CHUNK_ROWS: usize = 64 << 10;

/// Facts in a file.
pub(in crate::table) struct Source {
    path: PathBuf,
    file: SerializedFileReader<File>,
}

impl Source {
    /// Opens a file, or tells why it cannot be read.
    #[expect(clippy::disallowed_methods, reason = "it reads the file of facts")]
    pub(in crate::table) fn open(path: &Path) -> Result<Self, Errors<FactError>> {
        let unreadable =
            |error: std::io::Error| FactError::of_file(path, FactProblem::Unreadable { why: error.to_string() });
        let mut file = File::open(path).map_err(unreadable)?;
        if is_encrypted(&mut file).map_err(unreadable)? {
            return Err(FactError::of_file(path, FactProblem::Encrypted).into());
        }
        let file = guarded(|| SerializedFileReader::new(file)).map_err(|error| damaged(path, &error))?;
        let source = Self { path: path.to_owned(), file };
        source.check()?;
        Ok(source)
    }

    /// Checks what the file says of itself.
    fn check(&self) -> Result<(), Errors<FactError>> {
        let mut codecs: Vec<(String, Vec<String>)> = Vec::new();
        let metadata = self.file.metadata();
        for group in metadata.row_groups() {
            if group.num_rows() < 0 {
                return Err(self.damaged("a number of rows is negative").into());
            }
            if group.num_columns() != self.schema().num_columns() {
                return Err(self.damaged("a row group has another number of columns than the schema").into());
            }
            for column in group.columns() {
                let codec = column.compression_codec();
                if matches!(codec, CompressionCodec::UNCOMPRESSED | CompressionCodec::SNAPPY | CompressionCodec::ZSTD) {
                    continue;
                }
                let (codec, name) = (codec.to_string().to_lowercase(), column.column_path().string());
                match codecs.iter_mut().find(|(known, _)| *known == codec) {
                    Some((_, columns)) if columns.contains(&name) => {}
                    Some((_, columns)) => columns.push(name),
                    None => codecs.push((codec, vec![name])),
                }
            }
        }
        let problem = |(codec, columns)| FactError::of_file(&self.path, FactProblem::Codec { codec, columns });
        Errors::check(codecs.into_iter().map(problem).collect())
    }

    pub(in crate::table) fn path(&self) -> &Path {
        &self.path
    }

    pub(in crate::table) fn schema(&self) -> &SchemaDescriptor {
        self.file.metadata().file_metadata().schema_descr()
    }

    /// What the file says of itself in texts.
    pub(in crate::table) fn keys(&self) -> &[KeyValue] {
        self.file.metadata().file_metadata().key_value_metadata().map_or(&[], Vec::as_slice)
    }

    /// The rows of some leaf columns, in the order of the file.
    pub(in crate::table) fn chunks(&self, leaves: Vec<usize>) -> Chunks<'_> {
        Chunks { source: self, leaves, group: 0, open: None }
    }

    /// Adds all rows to columns.
    pub(in crate::table) fn read_all(&self, columns: &mut [AnyColumn]) -> Result<(), FactError> {
        let fails = |error: ParquetError| damaged(&self.path, &error);
        for group in 0..self.file.num_row_groups() {
            let group = self.file.get_row_group(group).map_err(fails)?;
            let rows = usize::try_from(group.metadata().num_rows());
            let rows = rows.map_err(|_| self.damaged("a number of rows does not fit"))?;
            for (leaf, column) in columns.iter_mut().enumerate() {
                let mut reader = guarded(|| group.get_column_reader(leaf)).map_err(fails)?;
                if guarded(|| column.read(&mut reader, rows)).map_err(fails)? != rows {
                    return Err(self.damaged("a column has fewer rows than its row group"));
                }
            }
        }
        Ok(())
    }

    pub(in crate::table) fn damaged(&self, why: &str) -> FactError {
        FactError::of_file(&self.path, FactProblem::Damaged { why: why.to_owned() })
    }
}

/// Whether the footer is encrypted: the file ends with the mark of such files.
fn is_encrypted(file: &mut File) -> std::io::Result<bool> {
    if file.seek(SeekFrom::End(0))? < 8 {
        return Ok(false);
    }
    let mut mark = [0; 4];
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut mark)?;
    Ok(mark == *b"PARE")
}

fn damaged(path: &Path, error: &ParquetError) -> FactError {
    let problem = match error {
        ParquetError::External(error) if error.is::<std::io::Error>() => {
            FactProblem::Unreadable { why: error.to_string() }
        }
        other => FactProblem::Damaged { why: crate::excerpt::excerpt(&other.to_string()) },
    };
    FactError::of_file(path, problem)
}

/// What the reader of the format gives. It panics on some bytes that no writer makes; that is an error of the file here.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let gave_up = |_| Err(ParquetError::General("the reader of the format gave up".to_owned()));
    // What was being read is dropped with the error.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(gave_up)
}

/// The rows of a file some thousand at a time.
pub(in crate::table) struct Chunks<'s> {
    source: &'s Source,
    leaves: Vec<usize>,
    /// The next row group.
    group: usize,
    /// The readers of the row group that is being read, and how many rows it still has.
    open: Option<(Vec<ColumnReader>, u64)>,
}

impl Chunks<'_> {
    /// The next rows, one column for each leaf; `None` at the end.
    pub(in crate::table) fn next(&mut self) -> Result<Option<Vec<AnyColumn>>, FactError> {
        let fails = |error: ParquetError| damaged(&self.source.path, &error);
        loop {
            if let Some((readers, left)) = &mut self.open {
                let rows = usize::try_from(*left).unwrap_or(usize::MAX).min(CHUNK_ROWS);
                if rows > 0 {
                    let mut columns = Vec::with_capacity(readers.len());
                    for (leaf, reader) in self.leaves.iter().zip(readers) {
                        let mut column = AnyColumn::of(&self.source.schema().column(*leaf));
                        let read = guarded(|| column.read(reader, rows)).map_err(fails)?;
                        if read != rows {
                            return Err(self.source.damaged("a column has fewer rows than its row group"));
                        }
                        columns.push(column);
                    }
                    *left -= rows as u64;
                    return Ok(Some(columns));
                }
                for (leaf, reader) in self.leaves.iter().zip(readers) {
                    let mut rest = AnyColumn::of(&self.source.schema().column(*leaf));
                    if guarded(|| rest.read(reader, 1)).map_err(fails)? > 0 {
                        return Err(self.source.damaged("a column has more rows than its row group"));
                    }
                }
                self.open = None;
            }
            if self.group == self.source.file.num_row_groups() {
                return Ok(None);
            }
            let group = self.source.file.get_row_group(self.group).map_err(fails)?;
            let readers = self.leaves.iter().map(|leaf| guarded(|| group.get_column_reader(*leaf)));
            let readers = readers.collect::<Result<_, _>>().map_err(fails)?;
            let rows = u64::try_from(group.metadata().num_rows());
            let rows = rows.map_err(|_| self.source.damaged("a number of rows does not fit"))?;
            self.open = Some((readers, rows));
            self.group += 1;
        }
    }
}

/// The leaf of a column that is no list or struct, by its name.
pub(in crate::table) fn flat_leaf(schema: &SchemaDescriptor, name: &str) -> Option<usize> {
    schema.columns().iter().position(|column| column.path().parts() == [name] && column.max_rep_level() == 0)
}

/// What a column holds, for messages.
pub(in crate::table) fn held(field: &Type) -> Term {
    if field.is_group() {
        return Term::new("lists or structs", "列表或结构");
    }
    let basic = field.get_basic_info();
    match (basic.logical_type_ref(), basic.converted_type(), field.get_physical_type()) {
        (Some(LogicalType::String | LogicalType::Enum), ..) | (None, ConvertedType::UTF8 | ConvertedType::ENUM, _) => {
            Term::new("texts", "文本")
        }
        (Some(LogicalType::Decimal(_)), ..) | (None, ConvertedType::DECIMAL, _) => Term::new("decimals", "定点小数"),
        (Some(LogicalType::Date), ..) | (None, ConvertedType::DATE, _) => Term::new("days", "日期"),
        (Some(LogicalType::Time(_) | LogicalType::Timestamp(_)), ..)
        | (
            None,
            ConvertedType::TIME_MILLIS
            | ConvertedType::TIME_MICROS
            | ConvertedType::TIMESTAMP_MILLIS
            | ConvertedType::TIMESTAMP_MICROS,
            _,
        )
        | (None, _, Physical::INT96) => Term::new("times", "时间"),
        (Some(LogicalType::Float16), ..) | (None, _, Physical::FLOAT | Physical::DOUBLE) => {
            Term::new("floating-point numbers", "浮点数")
        }
        (Some(LogicalType::Integer(_)), ..) | (None, _, Physical::INT32 | Physical::INT64) => {
            Term::new("integers", "整数")
        }
        (_, _, Physical::BOOLEAN) => Term::new("yes or no", "是或否"),
        _ => Term::new("bytes", "字节"),
    }
}

/// Whether the values of a column are texts.
pub(in crate::table) fn is_text(column: &ColumnDescriptor) -> bool {
    column.physical_type() == Physical::BYTE_ARRAY
        && match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::String | LogicalType::Enum), _) => true,
            (Some(_), _) => false,
            (None, converted) => {
                matches!(converted, ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM)
            }
        }
}
