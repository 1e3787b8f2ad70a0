//! Reading a file column by column, whatever stands in it: a damaged file is an error.

mod stretch; // the bytes of a column

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::page::Page;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use self::stretch::Stretch;
use super::chunk::{Chunk, Damaged, Decoder, Texts};
use super::column::{Column, Form};
use super::error::{TableError, TableErrors, TableProblem};
use super::write::GROUP_ROWS;
use crate::errors::Errors;

/// A file of which the columns are known. Several threads may read from it.
pub(crate) struct TableReader {
    path: PathBuf,
    file: Mutex<File>,
    metadata: ParquetMetaData,
    columns: Vec<Column>,
    /// Where each column stands in the file.
    places: Vec<usize>,
}

impl TableReader {
    /// Opens a file that has these columns and no others, in any order.
    pub(crate) fn open(path: &Path, columns: Vec<Column>) -> Result<Self, TableErrors> {
        let file = open(path)?;
        let bytes = file.metadata().map_err(|error| unreadable(path, &error))?.len();
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&file);
        let metadata = metadata.map_err(|error| TableError::not_parquet(path, &error))?;
        let found = metadata.file_metadata().schema_descr().columns();
        let mut errors = Vec::new();
        let mut places = Vec::new();
        for column in &columns {
            match found.iter().position(|other| other.path().string() == column.name) {
                None => errors.push(TableError::at(path, 0, Some(&column.name), TableProblem::NoColumn)),
                Some(at) => {
                    places.push(at);
                    let (expected, found) = (shown(column.form, column.nullable), form_of(&found[at]));
                    if expected != found {
                        errors.push(TableError::at(
                            path,
                            0,
                            Some(&column.name),
                            TableProblem::WrongForm { expected, found },
                        ));
                    }
                }
            }
        }
        for (at, other) in found.iter().enumerate() {
            if !places.contains(&at) {
                errors.push(TableError::at(path, 0, Some(&other.path().string()), TableProblem::UnknownColumn));
            }
        }
        let reader = Self { path: path.to_owned(), file: Mutex::new(file), metadata, columns, places };
        let has_fitting_groups = (0..reader.groups()).all(|group| reader.rows_of(group).is_some());
        if errors.is_empty() && !has_fitting_groups {
            errors.push(reader.damaged(Damaged("a row group has more rows than are written")));
        }
        // The library panics where a column begins before its file.
        let columns = reader.metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
        if errors.is_empty() && !columns.into_iter().all(|column| is_within(column, bytes)) {
            errors.push(reader.damaged(Damaged("a column stands beyond the file")));
        }
        Errors::check(errors).map(|()| reader)
    }

    /// How many row groups there are.
    pub(crate) fn groups(&self) -> usize {
        self.metadata.num_row_groups()
    }

    /// How many rows all row groups have.
    pub(crate) fn rows(&self) -> u64 {
        (0..self.groups()).map(|group| self.group_rows(group) as u64).sum()
    }

    /// How many rows a row group has.
    #[expect(clippy::expect_used, reason = "an invariant")]
    pub(crate) fn group_rows(&self, group: usize) -> usize {
        self.rows_of(group).expect("INVARIANT: a file whose row groups have more rows is not opened")
    }

    /// The same; `None` if they are more than a row group may have.
    fn rows_of(&self, group: usize) -> Option<usize> {
        let rows = self.metadata.row_group(group).num_rows();
        usize::try_from(rows).ok().filter(|rows| *rows <= GROUP_ROWS)
    }

    /// About how many bytes of text a column has, as far as its file can be believed: to make room, no more.
    pub(crate) fn text_bytes(&self, column: usize) -> usize {
        /// So long are most codes and names at most.
        const MOST: u64 = 64;

        let size = |group| self.metadata.row_group(group).column(self.places[column]).uncompressed_size();
        let bytes = (0..self.groups()).map(size).fold(0_i64, i64::saturating_add);
        u64::try_from(bytes).unwrap_or_default().min(self.rows() * MOST) as usize
    }

    /// All cells of a column in a row group.
    pub(crate) fn chunk(&self, group: usize, column: usize) -> Result<Chunk, TableError> {
        self.chunk_into(group, column, Texts::default())
    }

    /// The same in the room of a column that is not needed any more.
    pub(crate) fn chunk_into(&self, group: usize, column: usize, old: impl Into<Chunk>) -> Result<Chunk, TableError> {
        let Column { name, form, nullable, .. } = &self.columns[column];
        let damaged = |why: &dyn std::fmt::Display| {
            TableError::at(&self.path, 0, Some(name), TableProblem::NotParquet { why: why.to_string() })
        };
        let rows = self.group_rows(group);
        let mut decoder = Decoder::new(*form, *nullable, rows, old.into());
        let place = self.metadata.row_group(group).column(self.places[column]);
        let (start, length) = place.byte_range();
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let stretch =
            Stretch::read(&mut file, start..start + length).map_err(|error| unreadable(&self.path, &error))?;
        drop(file);
        let pages = SerializedPageReader::new(Arc::new(stretch), place, rows, None);
        for page in pages.map_err(|error| damaged(&error))? {
            match page.map_err(|error| damaged(&error))? {
                Page::DictionaryPage { buf, num_values, .. } => decoder.dictionary(&buf, num_values),
                Page::DataPage { buf, num_values, encoding, .. } => decoder.page(&buf, num_values, encoding),
                Page::DataPageV2 { .. } => Err(Damaged("its pages are of another version")),
            }
            .map_err(|Damaged(why)| damaged(&why))?;
        }
        decoder.finish().map_err(|Damaged(why)| damaged(&why))
    }

    /// The error of a damaged file.
    pub(crate) fn damaged(&self, Damaged(why): Damaged) -> TableError {
        TableError::new(&self.path, TableProblem::NotParquet { why: why.to_owned() })
    }
}

/// Whether a column of a row group stands within so many bytes.
fn is_within(column: &ColumnChunkMetaData, bytes: u64) -> bool {
    let starts = [Some(column.data_page_offset()), column.dictionary_page_offset()];
    starts.into_iter().flatten().all(|start| {
        let [start, size] = [start, column.compressed_size()].map(|number| u64::try_from(number).ok());
        start.zip(size).is_some_and(|(start, size)| start <= bytes && size <= bytes)
    })
}

/// Opens a file that must be there.
#[expect(clippy::disallowed_methods, reason = "it reads the files of tables")]
pub(crate) fn open(path: &Path) -> Result<File, TableError> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// Why a file cannot be read.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> TableError {
    let problem = match error.kind() {
        std::io::ErrorKind::NotFound => TableProblem::Missing,
        _ => TableProblem::Unreadable { why: error.to_string() },
    };
    TableError::new(path, problem)
}

/// The form of a column of a file, as messages show it.
fn form_of(column: &ColumnDescriptor) -> String {
    let is_text =
        column.logical_type_ref() == Some(&LogicalType::String) || column.converted_type() == ConvertedType::UTF8;
    let form = match column.physical_type() {
        Physical::BYTE_ARRAY if is_text => Form::Text,
        Physical::INT32 if column.logical_type_ref().is_none() => Form::Int32,
        Physical::INT64 if column.logical_type_ref().is_none() => Form::Int64,
        other => return other.to_string().to_lowercase(),
    };
    let repetition = column.self_type().get_basic_info().repetition();
    if column.max_rep_level() > 0 || column.path().parts().len() > 1 {
        return format!("{} within another", form.name());
    }
    shown(form, repetition == Repetition::OPTIONAL)
}

fn shown(form: Form, nullable: bool) -> String {
    format!("{}{}", form.name(), if nullable { " or null" } else { "" })
}
