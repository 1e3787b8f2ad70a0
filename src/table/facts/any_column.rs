//! A column of any type, as it stands in a Parquet file: values and levels. Rows of it can be taken in any order.

use std::ops::Range;

use parquet::basic::Type as Physical;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::ColumnDescriptor;

/// How many rows are decoded at once where values are texts, so that few pages are held.
const AT_ONCE: usize = 8 << 10;

/// A leaf column: one flat column, or one of the leaves of a list or struct.
///
/// The levels are those of the file format. A row begins where the repetition level is 0; a value stands where the
/// definition level is the highest. Columns without nulls and lists have no levels at all.
#[derive(Debug, Clone)]
pub(in crate::table) struct AnyColumn {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
    most_definition: i16,
    most_repetition: i16,
    rows: usize,
}

/// The values that are not null.
#[derive(Debug, Clone)]
enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    /// Texts, and bytes of any length.
    Bytes(Texts),
    /// Bytes of one length.
    Fixed(Texts),
}

/// Texts one behind the other.
#[derive(Debug, Clone, Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    fn range(&self, at: usize) -> Range<usize> {
        at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]
    }

    fn get(&self, at: usize) -> &[u8] {
        &self.bytes[self.range(at)]
    }

    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }

    fn extend(&mut self, from: &Self, range: Range<usize>) {
        for at in range {
            self.push(from.get(at));
        }
    }

    /// The texts as the file format takes them, all in one shared buffer.
    fn take(&mut self) -> Vec<ByteArray> {
        let ends = std::mem::take(&mut self.ends);
        let bytes = ByteArray::from(std::mem::take(&mut self.bytes));
        let mut start = 0;
        let text = |end: usize| {
            let text = bytes.slice(start, end - start);
            start = end;
            text
        };
        ends.into_iter().map(text).collect()
    }
}

/// Where the values and levels of each row of a column begin.
pub(in crate::table) enum Starts {
    /// Each row is one value.
    Plain,
    /// Each row is one level; where its value begins, and the end of all.
    Optional(Vec<usize>),
    /// Where the levels and the values of each row begin, and the ends of all.
    Repeated(Vec<(usize, usize)>),
}

impl Starts {
    fn levels(&self, row: usize) -> Range<usize> {
        match self {
            Self::Plain => 0..0,
            Self::Optional(_) => row..row + 1,
            Self::Repeated(starts) => starts[row].0..starts[row + 1].0,
        }
    }

    fn values(&self, row: usize) -> Range<usize> {
        match self {
            Self::Plain => row..row + 1,
            Self::Optional(starts) => starts[row]..starts[row + 1],
            Self::Repeated(starts) => starts[row].1..starts[row + 1].1,
        }
    }
}

impl AnyColumn {
    /// No rows of a column of a file.
    pub(in crate::table) fn of(column: &ColumnDescriptor) -> Self {
        Self::empty(column.physical_type(), column.max_def_level(), column.max_rep_level())
    }

    /// No rows of a flat column.
    pub(in crate::table) fn flat(physical: Physical, nullable: bool) -> Self {
        Self::empty(physical, i16::from(nullable), 0)
    }

    fn empty(physical: Physical, most_definition: i16, most_repetition: i16) -> Self {
        let values = match physical {
            Physical::BOOLEAN => Values::Bool(Vec::new()),
            Physical::INT32 => Values::Int32(Vec::new()),
            Physical::INT64 => Values::Int64(Vec::new()),
            Physical::INT96 => Values::Int96(Vec::new()),
            Physical::FLOAT => Values::Float(Vec::new()),
            Physical::DOUBLE => Values::Double(Vec::new()),
            Physical::BYTE_ARRAY => Values::Bytes(Texts::default()),
            Physical::FIXED_LEN_BYTE_ARRAY => Values::Fixed(Texts::default()),
        };
        Self { values, definition: Vec::new(), repetition: Vec::new(), most_definition, most_repetition, rows: 0 }
    }

    /// The same without rows.
    pub(in crate::table) fn emptied(&self) -> Self {
        let physical = match self.values {
            Values::Bool(_) => Physical::BOOLEAN,
            Values::Int32(_) => Physical::INT32,
            Values::Int64(_) => Physical::INT64,
            Values::Int96(_) => Physical::INT96,
            Values::Float(_) => Physical::FLOAT,
            Values::Double(_) => Physical::DOUBLE,
            Values::Bytes(_) => Physical::BYTE_ARRAY,
            Values::Fixed(_) => Physical::FIXED_LEN_BYTE_ARRAY,
        };
        Self::empty(physical, self.most_definition, self.most_repetition)
    }

    pub(in crate::table) fn rows(&self) -> usize {
        self.rows
    }

    /// The bytes that it takes in memory, spare room left out.
    pub(in crate::table) fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Bool(all) => all.len(),
            Values::Int32(all) => 4 * all.len(),
            Values::Int64(all) => 8 * all.len(),
            Values::Int96(all) => 12 * all.len(),
            Values::Float(all) => 4 * all.len(),
            Values::Double(all) => 8 * all.len(),
            Values::Bytes(texts) | Values::Fixed(texts) => texts.bytes.len() + 8 * texts.ends.len(),
        };
        values + 2 * (self.definition.len() + self.repetition.len())
    }

    /// Adds a row with a text; `None` only where the column may have nulls.
    pub(in crate::table) fn push_text(&mut self, text: Option<&str>) {
        self.push(text, |values, text| match values {
            Values::Bytes(texts) | Values::Fixed(texts) => texts.push(text.as_bytes()),
            _ => {}
        });
    }

    /// Adds a row with an integer, which fits the column; `None` only where the column may have nulls.
    pub(in crate::table) fn push_integer(&mut self, integer: Option<i64>) {
        self.push(integer, |values, integer| match values {
            Values::Int32(all) => all.push(integer as i32),
            Values::Int64(all) => all.push(integer),
            _ => {}
        });
    }

    fn push<T>(&mut self, value: Option<T>, add: impl FnOnce(&mut Values, T)) {
        debug_assert!(value.is_some() || self.most_definition > 0, "a column without nulls takes none");
        if self.most_definition > 0 {
            self.definition.push(if value.is_some() { self.most_definition } else { 0 });
        }
        if let Some(value) = value {
            add(&mut self.values, value);
        }
        self.rows += 1;
    }

    /// Adds a row with a truth value; `None` only where the column may have nulls.
    #[cfg(feature = "record")]
    pub(in crate::table) fn push_bool(&mut self, bool: Option<bool>) {
        self.push(bool, |values, bool| {
            if let Values::Bool(all) = values {
                all.push(bool);
            }
        });
    }

    /// The definition level of a value.
    #[cfg(feature = "record")]
    pub(in crate::table) fn most_definition(&self) -> i16 {
        self.most_definition
    }

    /// Whether its integers have 32 bits.
    #[cfg(feature = "record")]
    pub(in crate::table) fn is_narrow(&self) -> bool {
        matches!(self.values, Values::Int32(_))
    }

    /// The truth values of a flat column, row by row.
    #[cfg(feature = "record")]
    pub(in crate::table) fn bools(&self) -> impl Iterator<Item = Option<bool>> {
        self.places().map(|at| match &self.values {
            Values::Bool(all) => at.map(|at| all[at]),
            _ => None,
        })
    }

    /// The real numbers of a flat column, row by row.
    #[cfg(feature = "record")]
    pub(in crate::table) fn reals(&self) -> impl Iterator<Item = Option<f64>> {
        self.places().map(|at| match &self.values {
            Values::Float(all) => at.map(|at| all[at].into()),
            Values::Double(all) => at.map(|at| all[at]),
            _ => None,
        })
    }

    /// The integers of a list that is a struct's leaf, row by row. An item without a value is `None`.
    #[cfg(feature = "record")]
    pub(in crate::table) fn integer_lists(&self) -> Vec<Vec<Option<i64>>> {
        self.lists(|at| match &self.values {
            Values::Int64(all) => Some(all[at]),
            _ => None,
        })
    }

    /// The texts of a list that is a struct's leaf, row by row.
    #[cfg(feature = "record")]
    pub(in crate::table) fn text_lists(&self) -> Vec<Vec<Option<&[u8]>>> {
        self.lists(|at| match &self.values {
            Values::Bytes(texts) => Some(texts.get(at)),
            _ => None,
        })
    }

    #[cfg(feature = "record")]
    fn lists<T>(&self, value: impl Fn(usize) -> Option<T>) -> Vec<Vec<Option<T>>> {
        // Of an optional list of items the first two levels say that there is no list, and that it is empty.
        const ITEM: i16 = 2;
        let (mut rows, mut next) = (Vec::with_capacity(self.rows), 0);
        for (repetition, definition) in self.repetition.iter().zip(&self.definition) {
            if *repetition == 0 {
                rows.push(Vec::new());
            }
            let is_value = *definition == self.most_definition;
            let at = next;
            next += usize::from(is_value);
            if let Some(row) = rows.last_mut().filter(|_| *definition >= ITEM) {
                row.push(if is_value { value(at) } else { None });
            }
        }
        rows
    }

    /// Adds a level of a column of a list: a value, or what is missing at this definition level.
    #[cfg(feature = "record")]
    pub(in crate::table) fn push_level(&mut self, repetition: i16, definition: i16, value: Option<Level<'_>>) {
        self.repetition.push(repetition);
        self.definition.push(definition);
        self.rows += usize::from(repetition == 0);
        match (&mut self.values, value) {
            (Values::Bytes(texts), Some(Level::Text(text))) => texts.push(text.as_bytes()),
            (Values::Int64(all), Some(Level::Integer(integer))) => all.push(integer),
            _ => {}
        }
    }

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

    /// Where the values and levels of each row begin. O(levels).
    pub(in crate::table) fn starts(&self) -> Starts {
        let is_value = |level: i16| usize::from(level == self.most_definition);
        if self.most_repetition > 0 {
            let mut starts = Vec::with_capacity(self.rows + 1);
            let mut values = 0;
            for (at, repetition) in self.repetition.iter().enumerate() {
                if *repetition == 0 {
                    starts.push((at, values));
                }
                values += self.definition.get(at).map_or(1, |level| is_value(*level));
            }
            starts.push((self.repetition.len(), values));
            return Starts::Repeated(starts);
        }
        if self.most_definition == 0 {
            return Starts::Plain;
        }
        let mut starts = Vec::with_capacity(self.rows + 1);
        let mut values = 0;
        for level in &self.definition {
            starts.push(values);
            values += is_value(*level);
        }
        starts.push(values);
        Starts::Optional(starts)
    }

    /// Adds rows of another column of this type, in the order that is given. O(levels of these rows).
    pub(in crate::table) fn extend(&mut self, from: &Self, starts: &Starts, rows: &[u32]) {
        if self.most_definition > 0 {
            for row in rows {
                let levels = starts.levels(*row as usize);
                self.definition.extend_from_slice(&from.definition[levels.clone()]);
                if self.most_repetition > 0 {
                    self.repetition.extend_from_slice(&from.repetition[levels]);
                }
            }
        }
        let ranges = rows.iter().map(|row| starts.values(*row as usize));
        match (&mut self.values, &from.values) {
            (Values::Bool(to), Values::Bool(from)) => take(to, from, ranges),
            (Values::Int32(to), Values::Int32(from)) => take(to, from, ranges),
            (Values::Int64(to), Values::Int64(from)) => take(to, from, ranges),
            (Values::Int96(to), Values::Int96(from)) => take(to, from, ranges),
            (Values::Float(to), Values::Float(from)) => take(to, from, ranges),
            (Values::Double(to), Values::Double(from)) => take(to, from, ranges),
            (Values::Bytes(to), Values::Bytes(from)) | (Values::Fixed(to), Values::Fixed(from)) => {
                ranges.for_each(|range| to.extend(from, range));
            }
            _ => {}
        }
        self.rows += rows.len();
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

    /// The texts of a flat column, row by row.
    pub(in crate::table) fn texts(&self) -> impl Iterator<Item = Option<&[u8]>> {
        let texts = match &self.values {
            Values::Bytes(texts) | Values::Fixed(texts) => Some(texts),
            _ => None,
        };
        self.places().map(move |at| texts.zip(at).map(|(texts, at)| texts.get(at)))
    }

    /// The integers of a flat column, row by row.
    pub(in crate::table) fn integers(&self) -> impl Iterator<Item = Option<i64>> {
        self.places().map(|at| match &self.values {
            Values::Int32(all) => at.map(|at| all[at].into()),
            Values::Int64(all) => at.map(|at| all[at]),
            _ => None,
        })
    }

    /// For each row of a flat column the place of its value; `None` where it is null.
    fn places(&self) -> impl Iterator<Item = Option<usize>> {
        let mut next = 0;
        (0..self.rows).map(move |row| {
            let is_there = self.definition.get(row).is_none_or(|level| *level == self.most_definition);
            let at = next;
            next += usize::from(is_there);
            is_there.then_some(at)
        })
    }
}

/// A value of a list.
#[cfg(feature = "record")]
#[derive(Debug, Clone, Copy)]
pub(in crate::table) enum Level<'a> {
    Text(&'a str),
    Integer(i64),
}

fn take<T: Clone>(to: &mut Vec<T>, from: &[T], ranges: impl Iterator<Item = Range<usize>>) {
    for range in ranges {
        to.extend_from_slice(&from[range]);
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

#[cfg(test)]
#[path = "any_column_tests.rs"]
mod tests;
