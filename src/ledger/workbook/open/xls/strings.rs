//! How long the texts are that cells share.

use std::ops::Range;

use super::records::{Record, long, short};

/// A text that cells share is damaged.
const DAMAGED: &str = "the texts that cells share are cut off";

/// The bytes of a record and of those in which it goes on.
struct Pieces<'s> {
    stream: &'s [u8],
    piece: &'s [u8],
    more: std::slice::Iter<'s, Range<usize>>,
}

/// The most bytes that each text can have in UTF-8.
pub(super) fn lengths(stream: &[u8], record: &Record) -> Result<Vec<u32>, &'static str> {
    let mut pieces = Pieces { stream, piece: record.bytes(stream).get(8..).ok_or(DAMAGED)?, more: record.more.iter() };
    let mut lengths = Vec::new();
    while !pieces.piece.is_empty() || pieces.next() {
        lengths.push(pieces.text()?);
    }
    Ok(lengths)
}

impl Pieces<'_> {
    /// Goes on to the next record.
    fn next(&mut self) -> bool {
        match self.more.next() {
            Some(range) => {
                self.piece = &self.stream[range.clone()];
                true
            }
            None => false,
        }
    }

    fn take(&mut self, bytes: usize) -> Result<(), &'static str> {
        self.piece = self.piece.get(bytes..).ok_or(DAMAGED)?;
        Ok(())
    }

    /// Passes a text: the number of its characters, how they are written, the characters, and what formats them.
    fn text(&mut self) -> Result<u32, &'static str> {
        if self.piece.is_empty() {
            return Ok(0);
        }
        let mut characters = usize::from(short(self.piece, 0));
        let flags = *self.piece.get(2).ok_or(DAMAGED)?;
        self.take(3)?;
        let (mut formats, mut extension) = (0, 0);
        if flags & 8 != 0 {
            formats = 4 * usize::from(short(self.piece, 0));
            self.take(2)?;
        }
        if flags & 4 != 0 {
            extension = long(self.piece, 0) as usize;
            self.take(4)?;
        }
        let (mut is_wide, mut length) = (flags & 1 != 0, 0);
        while characters > 0 {
            let here = characters.min(if is_wide { self.piece.len() / 2 } else { self.piece.len() });
            self.take(if is_wide { 2 * here } else { here })?;
            length += here * if is_wide { 3 } else { 2 };
            characters -= here;
            if characters > 0 {
                // Where a text goes on, it says again how it is written.
                if !self.next() {
                    return Err(DAMAGED);
                }
                is_wide = self.piece.first().ok_or(DAMAGED)? & 1 != 0;
                self.take(1)?;
            }
        }
        self.pass(formats)?;
        self.pass(extension)?;
        Ok(length as u32)
    }

    /// Passes so many bytes, through several records if need be.
    fn pass(&mut self, mut bytes: usize) -> Result<(), &'static str> {
        while bytes > 0 {
            if self.piece.is_empty() && !self.next() {
                return Err(DAMAGED);
            }
            let here = bytes.min(self.piece.len());
            self.take(here)?;
            bytes -= here;
        }
        Ok(())
    }
}
