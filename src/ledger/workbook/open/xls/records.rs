//! The records of a stream: a type, a length, and so many bytes; a long one goes on in records of its own.

use std::ops::Range;

/// The beginning of the workbook, of a sheet, or of what is embedded in one.
pub(super) const BEGIN: u16 = 0x0809;
/// The end of what has begun.
pub(super) const END: u16 = 0x000A;
/// The record before goes on.
const CONTINUE: u16 = 0x003C;
/// The workbook is protected by a password.
pub(super) const PASSWORD: u16 = 0x002F;
/// The encoding of texts.
pub(super) const CODE_PAGE: u16 = 0x0042;
/// Whether days are counted from 1904.
pub(super) const DATE_SYSTEM: u16 = 0x0022;
/// A name for a range, and what such names refer to.
pub(super) const NAME: u16 = 0x0018;
pub(super) const REFERENCES: u16 = 0x0017;
/// A sheet: where it begins, and its name.
pub(super) const SHEET: u16 = 0x0085;
/// The texts that cells share.
pub(super) const STRINGS: u16 = 0x00FC;
/// The format of a cell.
pub(super) const FORMAT: u16 = 0x00E0;
/// The rectangle that a sheet says to fill.
pub(super) const EXTENT: u16 = 0x0200;
/// Ranges of cells that are one.
pub(super) const MERGED: u16 = 0x00E5;
/// A cell with a formula, and its value unless that is a text.
pub(super) const FORMULA: u16 = 0x0006;
/// The text that the formula before gives.
pub(super) const FORMULA_TEXT: u16 = 0x0207;
/// Cells: a number, a truth value or an error, a text, a text with formats, a short number.
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const RICH_LABEL: u16 = 0x00D6;
pub(super) const SHORT_NUMBER: u16 = 0x027E;
/// A cell with a text of those that are shared.
pub(super) const SHARED_LABEL: u16 = 0x00FD;
/// Short numbers side by side.
pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
/// No record has this type: such are passed over.
const NOTHING: u16 = 0xFFFF;

/// A record: its type, where it begins in the stream, its bytes and those of the records in which it goes on.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) kind: u16,
    start: usize,
    pub(super) body: Range<usize>,
    pub(super) more: Vec<Range<usize>>,
}

/// Two bytes as a number; zero beyond the end.
pub(super) fn short(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// Four bytes as a number; zero beyond the end.
pub(super) fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

impl Record {
    /// The record at a place of a stream, and where the next one is; none at the end. A record that is cut off is
    /// an error.
    pub(super) fn at(stream: &[u8], start: usize) -> Result<Option<(Self, usize)>, &'static str> {
        let Some((kind, body)) = head(stream, start)? else { return Ok(None) };
        let (mut more, mut next) = (Vec::new(), body.end);
        while stream.len() - next > 4 && short(stream, next) == CONTINUE {
            let Some((_, body)) = head(stream, next)? else { break };
            next = body.end;
            more.push(body);
        }
        Ok(Some((Self { kind, start, body, more }, next)))
    }

    /// The bytes, without those in which it goes on.
    pub(super) fn bytes<'s>(&self, stream: &'s [u8]) -> &'s [u8] {
        &stream[self.body.clone()]
    }

    /// Makes it a record of another type.
    pub(super) fn become_a(&self, stream: &mut [u8], kind: u16) {
        stream[self.start..self.start + 2].copy_from_slice(&kind.to_le_bytes());
    }

    /// Makes it a record that is passed over.
    pub(super) fn vanish(&self, stream: &mut [u8]) {
        self.become_a(stream, NOTHING);
    }
}

/// The type of a record and where its bytes are.
fn head(stream: &[u8], start: usize) -> Result<Option<(u16, Range<usize>)>, &'static str> {
    match stream.len().saturating_sub(start) {
        0 => Ok(None),
        1..4 => Err("a record is cut off"),
        _ => {
            let from = start + 4;
            let body = from..from + usize::from(short(stream, start + 2));
            if body.end > stream.len() { Err("a record is cut off") } else { Ok(Some((short(stream, start), body))) }
        }
    }
}
