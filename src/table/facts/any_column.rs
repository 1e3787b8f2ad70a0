//! A column of any type, as it stands in a Parquet file: values and levels. Rows of it can be taken in any order.

mod cells; // values in and out
mod file; // from a file and to one

use std::ops::Range;

use parquet::basic::Type as Physical;
use parquet::data_type::{ByteArray, Int96};
use parquet::schema::types::ColumnDescriptor;

#[cfg(feature = "record")]
pub(in crate::table) use cells::Level;

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

fn take<T: Clone>(to: &mut Vec<T>, from: &[T], ranges: impl Iterator<Item = Range<usize>>) {
    for range in ranges {
        to.extend_from_slice(&from[range]);
    }
}

#[cfg(test)]
#[path = "any_column_tests.rs"]
mod tests;
