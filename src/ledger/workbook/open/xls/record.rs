//! The records of a stream: a type, a length, and so many bytes; a long one goes on in records of its own.

use encoding_rs::Encoding;

use crate::ledger::workbook::open::failure::{Failure, within};
use crate::message::Term;

/// The record before goes on.
const CONTINUE: u16 = 0x003C;

/// A record: its type and what it holds.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) body: Body<'s>,
}

/// The bytes of a record that are not read yet, and those of the records in which it goes on, the next one last.
pub(super) struct Body<'s> {
    piece: &'s [u8],
    more: Vec<&'s [u8]>,
}

/// How texts of a file are written.
#[derive(Clone, Copy)]
pub(super) enum Texts {
    /// In UTF-16, of which the upper bytes may be left out if all are zero: from 1997 on.
    Unicode,
    /// In a code page.
    CodePage(&'static Encoding),
}

/// The next record of a stream, which is shortened by it; `None` at the end. A record of more than `most` pieces is an
/// error: each takes memory of its own.
pub(super) fn next<'s>(stream: &mut &'s [u8], most: u64) -> Result<Option<Record<'s>>, Failure> {
    let Some((kind, piece)) = piece(stream)? else { return Ok(None) };
    let mut more = Vec::new();
    while stream.starts_with(&CONTINUE.to_le_bytes()) {
        more.extend(self::piece(stream)?.map(|(_, piece)| piece));
        within(Term::new("the number of parts of a record", "记录分段数"), more.len() as u64, most, "Limits::parts")?;
    }
    more.reverse();
    Ok(Some(Record { kind, body: Body { piece, more } }))
}

fn piece<'s>(stream: &mut &'s [u8]) -> Result<Option<(u16, &'s [u8])>, Failure> {
    if stream.is_empty() {
        return Ok(None);
    }
    let mut head = Body { piece: stream, more: Vec::new() };
    let (kind, length) = (head.u16()?, head.u16()?);
    let body = head.take(length.into())?;
    *stream = head.piece;
    Ok(Some((kind, body)))
}

impl<'s> Body<'s> {
    /// How many bytes are left before the record goes on elsewhere.
    pub(super) fn len(&self) -> usize {
        self.piece.len()
    }

    /// Whether nothing is left, in whatever record.
    pub(super) fn is_at_end(&mut self) -> bool {
        while self.piece.is_empty() {
            let Some(next) = self.more.pop() else { return true };
            self.piece = next;
        }
        false
    }

    fn take(&mut self, bytes: usize) -> Result<&'s [u8], Failure> {
        let (taken, rest) =
            self.piece.split_at_checked(bytes).ok_or_else(|| Failure::broken("a record is cut off", "记录被截断"))?;
        self.piece = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Failure> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Failure> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    pub(super) fn u16(&mut self) -> Result<u16, Failure> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Result<u32, Failure> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(super) fn u64(&mut self) -> Result<u64, Failure> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A text with the number of its characters before it.
    pub(super) fn text(&mut self, texts: Texts) -> Result<String, Failure> {
        let length = self.u16()?;
        self.characters(length.into(), texts)
    }

    /// A text with the number of its characters before it, in one byte.
    pub(super) fn short_text(&mut self, texts: Texts) -> Result<String, Failure> {
        let length = self.u8()?;
        self.characters(length.into(), texts)
    }

    /// A text of so many characters.
    fn characters(&mut self, length: usize, texts: Texts) -> Result<String, Failure> {
        match texts {
            // Some programs leave out all that is behind the length then.
            _ if length == 0 => Ok(String::new()),
            Texts::Unicode => {
                let flags = self.u8()?;
                self.unicode(length, flags)
            }
            Texts::CodePage(encoding) => Ok(encoding.decode_without_bom_handling(self.take(length)?).0.into_owned()),
        }
    }

    /// A text that cells share: behind it stands how parts of it are formatted and pronounced.
    pub(super) fn shared_text(&mut self) -> Result<String, Failure> {
        let (length, flags) = (self.u16()?, self.u8()?);
        let formats = if flags & 8 == 0 { 0 } else { 4 * u64::from(self.u16()?) };
        let pronounced = if flags & 4 == 0 { 0 } else { self.u32()?.into() };
        let text = self.unicode(length.into(), flags)?;
        let mut left = formats + pronounced;
        while left > 0 {
            if self.is_at_end() {
                return Err(Failure::broken("the texts that cells share are cut off", "共用文本被截断"));
            }
            let here = left.min(self.piece.len() as u64);
            self.take(here as usize)?;
            left -= here;
        }
        Ok(text)
    }

    /// Characters of one or two bytes; where they go on in another record, it says anew of how many.
    fn unicode(&mut self, mut left: usize, mut flags: u8) -> Result<String, Failure> {
        let mut units: Vec<u16> = Vec::with_capacity(left.min(self.piece.len()));
        loop {
            let width = usize::from(flags & 1) + 1;
            let here = left.min(self.piece.len() / width);
            let bytes = self.take(here * width)?;
            units.extend(
                bytes.chunks_exact(width).map(|unit| u16::from_le_bytes([unit[0], unit.get(1).copied().unwrap_or(0)])),
            );
            left -= here;
            if left == 0 {
                return Ok(String::from_utf16_lossy(&units));
            }
            self.piece = self.more.pop().ok_or_else(|| Failure::broken("a text is cut off", "文本被截断"))?;
            flags = self.u8()?;
        }
    }
}
