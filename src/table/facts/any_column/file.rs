//! Rows of a column from a file and to one.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;

use super::{AnyColumn, Texts, Values};

/// How many rows are decoded at once where values are texts, so that few pages are held.
const AT_ONCE: usize = 8 << 10;

impl AnyColumn {
    /// Reads up to so many rows more; how many there were.
    pub(in crate::table) fn read(&mut self, reader: &mut ColumnReader, rows: usize) -> Result<usize, ParquetError> {
        let (before, before_repetition) = (self.definition.len(), self.repetition.len());
        let Self { values, definition, repetition, .. } = self;
        let mut levels = Levels { definition, repetition };
        let read = match (values, reader) {
            (Values::Bool(all), ColumnReader::BoolColumnReader(reader)) => {
                levels.read::<BoolType>(reader, rows, all)?
            }
            (Values::Int32(all), ColumnReader::Int32ColumnReader(reader)) => {
                levels.read::<Int32Type>(reader, rows, all)?
            }
            (Values::Int64(all), ColumnReader::Int64ColumnReader(reader)) => {
                levels.read::<Int64Type>(reader, rows, all)?
            }
            (Values::Int96(all), ColumnReader::Int96ColumnReader(reader)) => {
                levels.read::<Int96Type>(reader, rows, all)?
            }
            (Values::Float(all), ColumnReader::FloatColumnReader(reader)) => {
                levels.read::<FloatType>(reader, rows, all)?
            }
            (Values::Double(all), ColumnReader::DoubleColumnReader(reader)) => {
                levels.read::<DoubleType>(reader, rows, all)?
            }
            (Values::Bytes(texts), ColumnReader::ByteArrayColumnReader(reader)) => {
                levels.read_texts::<ByteArrayType>(reader, rows, texts, ByteArray::data)?
            }
            (Values::Fixed(texts), ColumnReader::FixedLenByteArrayColumnReader(reader)) => {
                levels.read_texts::<FixedLenByteArrayType>(reader, rows, texts, |bytes| bytes.data())?
            }
            _ => return Err(ParquetError::General("a column has another type than the schema says".to_owned())),
        };
        let is_sound = |levels: &[i16], most: i16| levels.iter().all(|level| (0..=most).contains(level));
        let repetition = &self.repetition[before_repetition..];
        let begun =
            if self.most_repetition > 0 { repetition.iter().filter(|level| **level == 0).count() } else { read };
        if !is_sound(&self.definition[before..], self.most_definition)
            || !is_sound(repetition, self.most_repetition)
            || repetition.first().is_some_and(|level| *level != 0)
            || begun != read
        {
            return Err(ParquetError::General("the levels of a column are not those of its rows".to_owned()));
        }
        self.rows += read;
        Ok(read)
    }

    /// Writes all rows, and leaves none.
    pub(in crate::table) fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let definition = Some(&self.definition[..]).filter(|_| self.most_definition > 0);
        let repetition = Some(&self.repetition[..]).filter(|_| self.most_repetition > 0);
        match &mut self.values {
            Values::Bool(all) => writer.typed::<BoolType>().write_batch(all, definition, repetition)?,
            Values::Int32(all) => writer.typed::<Int32Type>().write_batch(all, definition, repetition)?,
            Values::Int64(all) => writer.typed::<Int64Type>().write_batch(all, definition, repetition)?,
            Values::Int96(all) => writer.typed::<Int96Type>().write_batch(all, definition, repetition)?,
            Values::Float(all) => writer.typed::<FloatType>().write_batch(all, definition, repetition)?,
            Values::Double(all) => writer.typed::<DoubleType>().write_batch(all, definition, repetition)?,
            Values::Bytes(texts) => {
                writer.typed::<ByteArrayType>().write_batch(&texts.take(), definition, repetition)?
            }
            Values::Fixed(texts) => {
                let all: Vec<FixedLenByteArray> = texts.take().into_iter().map(Into::into).collect();
                writer.typed::<FixedLenByteArrayType>().write_batch(&all, definition, repetition)?
            }
        };
        *self = self.emptied();
        Ok(())
    }
}

/// Levels that are being read.
struct Levels<'c> {
    definition: &'c mut Vec<i16>,
    repetition: &'c mut Vec<i16>,
}

impl Levels<'_> {
    fn read<T: DataType>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        values: &mut Vec<T::T>,
    ) -> Result<usize, ParquetError> {
        Ok(reader.read_records(rows, Some(self.definition), Some(self.repetition), values)?.0)
    }

    fn read_texts<T: DataType>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        texts: &mut Texts,
        bytes: impl Fn(&T::T) -> &[u8],
    ) -> Result<usize, ParquetError> {
        let (mut all, mut values) = (0, Vec::new());
        while all < rows {
            let read = self.read::<T>(reader, AT_ONCE.min(rows - all), &mut values)?;
            for value in values.drain(..) {
                texts.push(bytes(&value));
            }
            if read == 0 {
                break;
            }
            all += read;
        }
        Ok(all)
    }
}
