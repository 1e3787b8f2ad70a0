//! The columns of a file, and their cells while they are collected.

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::schema::types::Type;

/// What the cells of a column are. All integers are signed, which every engine knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text in UTF-8.
    Text,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
}

impl Form {
    /// The name that messages show.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) form: Form,
    /// Whether a cell may be empty.
    pub(crate) nullable: bool,
    /// Whether most texts differ, so that a dictionary of them would be of no use.
    pub(crate) distinct: bool,
}

impl Column {
    pub(crate) fn new(name: impl Into<String>, form: Form) -> Self {
        Self { name: name.into(), form, nullable: false, distinct: false }
    }

    pub(crate) fn text(name: impl Into<String>) -> Self {
        Self::new(name, Form::Text)
    }

    pub(crate) fn int32(name: impl Into<String>) -> Self {
        Self::new(name, Form::Int32)
    }

    pub(crate) fn int64(name: impl Into<String>) -> Self {
        Self::new(name, Form::Int64)
    }

    /// The same, whose cells may be empty.
    pub(crate) fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The same, whose texts mostly differ.
    pub(crate) fn distinct(mut self) -> Self {
        self.distinct = true;
        self
    }

    /// The column in the terms of the file format.
    pub(super) fn to_parquet(&self) -> Result<Type, ParquetError> {
        let (physical, logical) = match self.form {
            Form::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Form::Int32 => (Physical::INT32, None),
            Form::Int64 => (Physical::INT64, None),
        };
        let repetition = if self.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let column = Type::primitive_type_builder(&self.name, physical).with_repetition(repetition);
        column.with_logical_type(logical).build()
    }
}

/// The value of one column in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Null,
    /// A text.
    Text(&'a str),
    /// An integer, of 32 or 64 bits as the column has it.
    Integer(i64),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell<'_> {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<u32> for Cell<'_> {
    fn from(integer: u32) -> Self {
        Self::Integer(integer.into())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The cells of one column of a row group.
#[derive(Debug)]
pub(crate) struct Cells {
    pub(super) values: Values,
    /// For each row 1 where there is a value, else 0, as the file format wants it; empty where the column has no nulls.
    pub(super) levels: Vec<i16>,
    nullable: bool,
}

/// The values of a column that are not null.
#[derive(Debug)]
pub(super) enum Values {
    Text(Texts),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
}

/// Texts in one buffer. A text that repeats the one before it takes no room.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        let span = match self.spans.last() {
            Some(last) if self.bytes[last.0..last.0 + last.1] == *text.as_bytes() => *last,
            _ => {
                self.bytes.extend_from_slice(text.as_bytes());
                (self.bytes.len() - text.len(), text.len())
            }
        };
        self.spans.push(span);
    }

    /// The texts as the file format takes them, all in one shared buffer.
    pub(super) fn take(&mut self) -> Vec<ByteArray> {
        let bytes = ByteArray::from(std::mem::take(&mut self.bytes));
        self.spans.drain(..).map(|(start, length)| bytes.slice(start, length)).collect()
    }
}

impl Cells {
    /// No cells of this column.
    pub(crate) fn of(column: &Column) -> Self {
        let values = match column.form {
            Form::Text => Values::Text(Texts::default()),
            Form::Int32 => Values::Int32(Vec::new()),
            Form::Int64 => Values::Int64(Vec::new()),
        };
        Self { values, levels: Vec::new(), nullable: column.nullable }
    }

    /// Adds the cell of the next row, which fits the column.
    #[expect(clippy::expect_used, clippy::panic, reason = "columns and their cells are written side by side")]
    pub(crate) fn push<'a>(&mut self, cell: impl Into<Cell<'a>>) {
        let cell = cell.into();
        if self.nullable {
            self.levels.push(i16::from(cell != Cell::Null));
        }
        match (&mut self.values, cell) {
            (_, Cell::Null) if self.nullable => {}
            (Values::Text(texts), Cell::Text(text)) => texts.push(text),
            (Values::Int32(all), Cell::Integer(one)) => {
                all.push(one.try_into().expect("INVARIANT: a cell of 32 bits fits them"));
            }
            (Values::Int64(all), Cell::Integer(one)) => all.push(one),
            (values, cell) => panic!("INVARIANT: a cell is of the form of its column: {cell:?}, {values:?}"),
        }
    }
}
