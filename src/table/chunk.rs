//! From the pages of one column to its cells.
//!
//! The library unpacks pages; what stands in them is taken apart here. That is a few lines, because this crate writes
//! two encodings only, and it keeps what the library's readers do not: a text of a dictionary is looked at once and not
//! in each row, and whatever bytes there are, nothing panics or asks for more memory than rows may take.

mod bits; // runs and packed integers

use parquet::basic::Encoding;

use super::column::Form;
use crate::governance::TextRows;

/// Why a page is not one that was written.
#[derive(Debug)]
pub(crate) struct Damaged(pub(crate) &'static str);

/// In the place of the number of a text: nothing.
const NOTHING: u32 = u32::MAX;

/// All cells of a column in a row group.
#[derive(Debug)]
pub(crate) enum Chunk {
    Text(Texts),
    Integer(Integers),
}

impl From<Texts> for Chunk {
    fn from(texts: Texts) -> Self {
        Self::Text(texts)
    }
}

impl From<Integers> for Chunk {
    fn from(integers: Integers) -> Self {
        Self::Integer(integers)
    }
}

impl Chunk {
    /// The cells of a column of texts.
    #[expect(clippy::panic, reason = "the columns of a file are checked when it is opened")]
    pub(crate) fn texts(self) -> Texts {
        match self {
            Self::Text(texts) => texts,
            Self::Integer(_) => panic!("INVARIANT: a column of texts has texts"),
        }
    }

    /// The cells of a column of integers.
    #[expect(clippy::panic, reason = "the columns of a file are checked when it is opened")]
    pub(crate) fn integers(self) -> Integers {
        match self {
            Self::Integer(integers) => integers,
            Self::Text(_) => panic!("INVARIANT: a column of integers has integers"),
        }
    }
}

/// Texts of rows, each text of a dictionary once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    words: TextRows,
    /// For each row the number of its text.
    of: Vec<u32>,
}

impl Texts {
    /// How many texts there are, those of a dictionary once.
    pub(crate) fn distinct(&self) -> usize {
        self.words.ends.len()
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        self.words.get(number as usize)
    }

    /// The number of the text of each row; [`NOTHING`] if it has none.
    pub(crate) fn numbers(&self) -> &[u32] {
        &self.of
    }

    /// Whether every row has a text.
    pub(crate) fn is_whole(&self) -> bool {
        !self.of.contains(&NOTHING)
    }

    /// Moves the texts row by row into `rows`, in one piece; every row must have one. What `rows` had is gone, and so is
    /// what the texts were, but for their room.
    pub(crate) fn move_into(&mut self, rows: &mut TextRows) -> Result<(), Damaged> {
        if self.of.iter().copied().eq(0..self.distinct() as u32) {
            std::mem::swap(rows, &mut self.words);
            return Ok(());
        }
        let mut end = 0;
        rows.ends.clear();
        for number in &self.of {
            let text = Some(*number).filter(|number| *number != NOTHING).map(|number| self.text(number));
            end += text.ok_or(LACKS_CELL)?.len();
            rows.ends.push(u32::try_from(end).map_err(|_| TOO_LONG)?);
        }
        rows.text.clear();
        rows.text.reserve(end);
        self.of.iter().for_each(|number| rows.text.push_str(self.text(*number)));
        Ok(())
    }

    /// The number of the text of a row; `None` if it has none.
    pub(crate) fn number(&self, row: usize) -> Option<u32> {
        Some(self.of[row]).filter(|number| *number != NOTHING)
    }

    /// The text of a row; `None` if it has none.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        self.number(row).map(|number| self.text(number))
    }
}

/// Integers of rows.
#[derive(Debug, Default)]
pub(crate) struct Integers {
    /// By row, zero where there is none.
    values: Vec<i64>,
    /// Whether each row has one; `None` where all have.
    present: Option<Vec<bool>>,
}

impl Integers {
    /// The integer of a row; `None` if it has none.
    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        let is_there = self.present.as_ref().is_none_or(|present| present[row]);
        is_there.then(|| self.values[row])
    }

    /// The integers by row, with zero where there is none.
    pub(crate) fn values(&self) -> &[i64] {
        &self.values
    }

    /// Whether each row has one; `None` where all have.
    pub(crate) fn present(&self) -> Option<&[bool]> {
        self.present.as_deref()
    }
}

/// Takes the pages of a column apart.
pub(super) struct Decoder {
    form: Form,
    nullable: bool,
    /// How many rows are still to come.
    missing: usize,
    /// The texts of rows but for what they say, which stands in `bytes` until all of it is known to be text.
    texts: Texts,
    bytes: Vec<u8>,
    integers: Integers,
    /// The integers of the dictionary.
    dictionary: Vec<i64>,
    /// How many texts the dictionary has; `None` if there is no dictionary.
    words: Option<u32>,
}

impl Decoder {
    /// A decoder of so many rows, in the room of a column that is not needed any more.
    pub(super) fn new(form: Form, nullable: bool, rows: usize, old: Chunk) -> Self {
        let (mut texts, mut integers) = match old {
            Chunk::Text(texts) => (texts, Integers::default()),
            Chunk::Integer(integers) => (Texts::default(), integers),
        };
        texts.words.ends.clear();
        texts.of.clear();
        integers.values.clear();
        integers.present = None;
        match form {
            Form::Text => texts.of.reserve(rows),
            Form::Int32 | Form::Int64 => integers.values.reserve(rows),
        }
        let (mut bytes, dictionary) = (std::mem::take(&mut texts.words.text).into_bytes(), Vec::new());
        bytes.clear();
        Self { form, nullable, missing: rows, texts, bytes, integers, dictionary, words: None }
    }

    /// Adds a text.
    fn push(&mut self, text: &[u8]) -> Result<(), Damaged> {
        self.bytes.extend_from_slice(text);
        self.texts.words.ends.push(u32::try_from(self.bytes.len()).map_err(|_| TOO_LONG)?);
        Ok(())
    }

    /// Takes the dictionary, which comes before all rows.
    pub(super) fn dictionary(&mut self, bytes: &[u8], count: u32) -> Result<(), Damaged> {
        if self.words.is_some() || !self.texts.of.is_empty() || !self.integers.values.is_empty() {
            return Err(Damaged("it has a second dictionary"));
        }
        self.words = Some(count);
        let mut bytes = bytes;
        for _ in 0..count {
            match self.form {
                Form::Text => self.push(text(&mut bytes)?)?,
                Form::Int32 => self.dictionary.push(i32::from_le_bytes(take(&mut bytes)?).into()),
                Form::Int64 => self.dictionary.push(i64::from_le_bytes(take(&mut bytes)?)),
            }
        }
        Ok(())
    }

    /// Takes the rows of a page.
    pub(super) fn page(&mut self, bytes: &[u8], count: u32, encoding: Encoding) -> Result<(), Damaged> {
        let rows = count as usize;
        self.missing = self.missing.checked_sub(rows).ok_or(Damaged("it has more rows than its group"))?;
        let mut bytes = bytes;
        // Where no cell may be empty, none is.
        let mut present = None;
        if self.nullable {
            let length = u32::from_le_bytes(take(&mut bytes)?) as usize;
            let (packed, rest) = bytes.split_at_checked(length).ok_or(ENDS)?;
            let mut levels = Vec::with_capacity(rows);
            bits::read(packed, 1, rows, &mut levels)?;
            if levels.iter().any(|level| *level != 1) {
                present = Some(levels.into_iter().map(|level| level == 1).collect::<Vec<bool>>());
            }
            bytes = rest;
        }
        match (encoding, &present) {
            (Encoding::PLAIN, None) => self.plain(bytes, std::iter::repeat_n(true, rows)),
            (Encoding::PLAIN, Some(present)) => self.plain(bytes, present.iter().copied()),
            (Encoding::RLE_DICTIONARY, present) => self.numbered(bytes, rows, present.as_deref()),
            _ => Err(Damaged("its encoding is another")),
        }?;
        if !matches!(self.form, Form::Text) && (present.is_some() || self.integers.present.is_some()) {
            let before = self.integers.values.len() - rows;
            let all = self.integers.present.get_or_insert_with(|| vec![true; before]);
            match present {
                Some(present) => all.extend(present),
                None => all.resize(before + rows, true),
            }
        }
        Ok(())
    }

    /// Takes values that stand one after the other, for the rows that have one.
    fn plain(&mut self, mut bytes: &[u8], present: impl Iterator<Item = bool>) -> Result<(), Damaged> {
        match self.form {
            Form::Text => {
                self.bytes.reserve(bytes.len());
                for is_there in present {
                    let number = self.texts.distinct() as u32;
                    if is_there {
                        self.push(text(&mut bytes)?)?;
                    }
                    self.texts.of.push(if is_there { number } else { NOTHING });
                }
            }
            Form::Int32 => {
                for is_there in present {
                    let integer = if is_there { i32::from_le_bytes(take(&mut bytes)?).into() } else { 0 };
                    self.integers.values.push(integer);
                }
            }
            Form::Int64 => {
                for is_there in present {
                    let integer = if is_there { i64::from_le_bytes(take(&mut bytes)?) } else { 0 };
                    self.integers.values.push(integer);
                }
            }
        }
        Ok(())
    }

    /// Takes the numbers of values in the dictionary, for the rows that have one.
    fn numbered(&mut self, bytes: &[u8], rows: usize, present: Option<&[bool]>) -> Result<(), Damaged> {
        let words = self.words.ok_or(Damaged("its dictionary is missing"))?;
        let count = present.map_or(rows, |present| present.iter().filter(|is_there| **is_there).count());
        let mut numbers = Vec::with_capacity(count);
        if let [width, packed @ ..] = bytes {
            bits::read(packed, *width, count, &mut numbers)?;
        } else if count > 0 {
            return Err(ENDS);
        }
        if numbers.iter().any(|number| *number >= words) {
            return Err(Damaged("its dictionary is too short"));
        }
        let integer = |number: u32| self.dictionary[number as usize];
        match (self.form, present) {
            (Form::Text, None) => self.texts.of.extend_from_slice(&numbers),
            (Form::Text, Some(present)) => self.texts.of.extend(spread(numbers, present, NOTHING)),
            (Form::Int32 | Form::Int64, None) => self.integers.values.extend(numbers.into_iter().map(integer)),
            (Form::Int32 | Form::Int64, Some(present)) => {
                self.integers.values.extend(spread(numbers.into_iter().map(integer), present, 0));
            }
        }
        Ok(())
    }

    /// The cells of all rows.
    pub(super) fn finish(self) -> Result<Chunk, Damaged> {
        if self.missing > 0 {
            return Err(Damaged("it has fewer rows than its group"));
        }
        let text = String::from_utf8(self.bytes).map_err(|_| NO_TEXT)?;
        // What is text as a whole may have been cut within a sign.
        let Texts { words: TextRows { ends, .. }, of } = self.texts;
        if !ends.iter().all(|end| text.is_char_boundary(*end as usize)) {
            return Err(NO_TEXT);
        }
        Ok(match self.form {
            Form::Text => Chunk::Text(Texts { words: TextRows { text, ends }, of }),
            Form::Int32 | Form::Int64 => Chunk::Integer(self.integers),
        })
    }
}

/// A column that must be whole lacks a cell. Its form does not allow that.
pub(crate) const LACKS_CELL: Damaged = Damaged("a cell is missing");

const TOO_LONG: Damaged = Damaged("its texts are too long");

const NO_TEXT: Damaged = Damaged("a text is no UTF-8");

/// The bytes of a page are fewer than it says.
const ENDS: Damaged = Damaged("a page ends too early");

/// Values over the rows that have one, as many as these, and something else in the others.
#[expect(clippy::expect_used, reason = "an invariant")]
fn spread<T: Copy>(values: impl IntoIterator<Item = T>, present: &[bool], otherwise: T) -> impl Iterator<Item = T> {
    let mut values = values.into_iter();
    let mut next = move || values.next().expect("INVARIANT: as many values are read as rows have one");
    present.iter().map(move |is_there| if *is_there { next() } else { otherwise })
}

/// The next bytes, as many as are wanted.
fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Damaged> {
    let (first, rest) = bytes.split_first_chunk().ok_or(ENDS)?;
    *bytes = rest;
    Ok(*first)
}

/// The next text, which stands behind its length.
fn text<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], Damaged> {
    let length = u32::from_le_bytes(take(bytes)?) as usize;
    let (text, rest) = bytes.split_at_checked(length).ok_or(ENDS)?;
    *bytes = rest;
    Ok(text)
}

#[cfg(test)]
#[path = "chunk_tests.rs"]
mod tests;
