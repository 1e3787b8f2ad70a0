//! From the pages of one column to its cells.
//!
//! The library unpacks pages; what stands in them is taken apart here. That is a few lines, because this crate writes
//! two encodings only, and it keeps what the library's readers do not: a text of a dictionary is looked at once and not
//! in each row, and whatever bytes there are, nothing panics or asks for more memory than rows may take.

mod bits; // runs and packed integers

use parquet::basic::Encoding;

use self::bits::each_integer;
use super::column::Form;

/// Why a page is not one that was written.
#[derive(Debug)]
pub(crate) struct Damaged(pub(crate) &'static str);

/// In the place of the number of a text: nothing.
const NOTHING: u32 = u32::MAX;

/// All cells of a column in a row group.
#[derive(Debug)]
pub(crate) enum Chunk {
    Text(Texts),
    Integer(Vec<Option<i64>>),
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
    pub(crate) fn integers(self) -> Vec<Option<i64>> {
        match self {
            Self::Integer(integers) => integers,
            Self::Text(_) => panic!("INVARIANT: a column of integers has integers"),
        }
    }
}

/// Texts of rows, each text of a dictionary once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<u32>,
    /// For each row the number of its text.
    of: Vec<u32>,
}

impl Texts {
    /// How many texts there are, those of a dictionary once.
    pub(crate) fn distinct(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number.
    pub(crate) fn text(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
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

/// Takes the pages of a column apart.
pub(super) struct Decoder {
    form: Form,
    nullable: bool,
    /// How many rows are still to come.
    missing: usize,
    /// The texts of rows but for what they say, which stands in `bytes` until all of it is known to be text.
    texts: Texts,
    bytes: Vec<u8>,
    integers: Vec<Option<i64>>,
    /// The integers of the dictionary.
    dictionary: Vec<i64>,
    /// How many texts the dictionary has; `None` if there is no dictionary.
    words: Option<u32>,
}

impl Decoder {
    pub(super) fn new(form: Form, nullable: bool, rows: usize) -> Self {
        let (texts, bytes, integers) = (Texts::default(), Vec::new(), Vec::new());
        Self { form, nullable, missing: rows, texts, bytes, integers, dictionary: Vec::new(), words: None }
    }

    /// Adds a text.
    fn push(&mut self, text: &[u8]) -> Result<(), Damaged> {
        self.bytes.extend_from_slice(text);
        self.texts.ends.push(u32::try_from(self.bytes.len()).map_err(|_| Damaged("its texts are too long"))?);
        Ok(())
    }

    /// Takes the dictionary, which comes before all rows.
    pub(super) fn dictionary(&mut self, bytes: &[u8], count: u32) -> Result<(), Damaged> {
        if self.words.is_some() || !self.texts.of.is_empty() || !self.integers.is_empty() {
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
        let mut present = vec![true; rows];
        if self.nullable {
            let length = u32::from_le_bytes(take(&mut bytes)?) as usize;
            let (levels, rest) = bytes.split_at_checked(length).ok_or(ENDS)?;
            let mut cells = present.iter_mut();
            each_integer(levels, 1, rows, |level| {
                if let Some(cell) = cells.next() {
                    *cell = level == 1;
                }
            })?;
            bytes = rest;
        }
        match encoding {
            Encoding::PLAIN => self.plain(bytes, &present),
            Encoding::RLE_DICTIONARY => self.numbered(bytes, &present),
            _ => Err(Damaged("its encoding is another")),
        }
    }

    fn plain(&mut self, mut bytes: &[u8], present: &[bool]) -> Result<(), Damaged> {
        match self.form {
            Form::Text => {
                self.bytes.reserve(bytes.len());
                for is_there in present {
                    let number = self.texts.ends.len() as u32;
                    if *is_there {
                        self.push(text(&mut bytes)?)?;
                    }
                    self.texts.of.push(if *is_there { number } else { NOTHING });
                }
            }
            Form::Int32 => {
                for is_there in present {
                    let integer = if *is_there { Some(i32::from_le_bytes(take(&mut bytes)?).into()) } else { None };
                    self.integers.push(integer);
                }
            }
            Form::Int64 => {
                for is_there in present {
                    let integer = if *is_there { Some(i64::from_le_bytes(take(&mut bytes)?)) } else { None };
                    self.integers.push(integer);
                }
            }
        }
        Ok(())
    }

    fn numbered(&mut self, bytes: &[u8], present: &[bool]) -> Result<(), Damaged> {
        let words = self.words.ok_or(Damaged("its dictionary is missing"))?;
        let values = present.iter().filter(|is_there| **is_there).count();
        let mut numbers = Vec::with_capacity(values);
        if let [width, packed @ ..] = bytes {
            each_integer(packed, *width, values, |number| numbers.push(number))?;
        } else if values > 0 {
            return Err(ENDS);
        }
        if numbers.iter().any(|number| *number >= words) {
            return Err(Damaged("its dictionary is too short"));
        }
        if matches!(self.form, Form::Text) && values == present.len() {
            self.texts.of.extend_from_slice(&numbers);
            return Ok(());
        }
        let mut numbers = numbers.into_iter();
        let mut next = |is_there: &bool| if *is_there { numbers.next() } else { None };
        match self.form {
            Form::Text => self.texts.of.extend(present.iter().map(|is_there| next(is_there).unwrap_or(NOTHING))),
            Form::Int32 | Form::Int64 => {
                let integer = |number: u32| self.dictionary[number as usize];
                self.integers.extend(present.iter().map(|is_there| next(is_there).map(integer)));
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
        if !self.texts.ends.iter().all(|end| text.is_char_boundary(*end as usize)) {
            return Err(NO_TEXT);
        }
        Ok(match self.form {
            Form::Text => Chunk::Text(Texts { text, ..self.texts }),
            Form::Int32 | Form::Int64 => Chunk::Integer(self.integers),
        })
    }
}

const NO_TEXT: Damaged = Damaged("a text is no UTF-8");

/// The bytes of a page are fewer than it says.
const ENDS: Damaged = Damaged("a page ends too early");

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
