//! Finds the line and column of a slice of the text.

use std::sync::Arc;

use memchr::{memchr_iter, memrchr};

use crate::ledger::{Origin, Source};

/// Finds where slices of a text stand. They are mostly asked for in the order of the text, so each character is counted
/// once, whether the text is one line or many.
pub(crate) struct Locator<'a> {
    pub(super) text: &'a str,
    source: Arc<Source>,
    /// The place of the last slice.
    known: Place,
    /// The place of the current row, because errors within a row may come out of order.
    row: Place,
}

/// A place in the text: its offset in bytes, the lines before it, and the characters before it on its line.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    offset: usize,
    lines: u32,
    columns: u32,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(text: &'a str, name: &str) -> Self {
        Self { text, source: Source::text(name), known: Place::default(), row: Place::default() }
    }

    /// Where a slice begins.
    pub(crate) fn origin(&mut self, part: &str) -> Origin {
        let (line, column) = self.line_and_column(part);
        Origin::new(self.source.clone(), line, column)
    }

    /// The text in which slices stand.
    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The line and the column at which a slice begins.
    pub(super) fn line_and_column(&mut self, part: &str) -> (u32, u32) {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        if offset < self.known.offset {
            self.known = if offset < self.row.offset { Place::default() } else { self.row };
        }
        let Place { offset: from, lines, columns } = self.known;
        let passed = &self.text.as_bytes()[from..offset];
        let line_ends = memchr_iter(b'\n', passed).count() as u32;
        let (columns, on_line) = match memrchr(b'\n', passed) {
            Some(at) => (0, &passed[at + 1..]),
            None => (columns, passed),
        };
        // Every byte of a character but its first begins with the bits 10.
        let columns = columns + on_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32;
        self.known = Place { offset, lines: lines + line_ends, columns };
        (lines + line_ends + 1, columns + 1)
    }

    /// Where a row begins. The next slices lie within it.
    pub(crate) fn row(&mut self, row: &str) -> Origin {
        let origin = self.origin(row);
        self.row = self.known;
        origin
    }

    /// The place that `serde_json` names in an error about a slice.
    pub(crate) fn of_error(&mut self, part: &'a str, error: &serde_json::Error) -> Origin {
        let line_start = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let mut at = (line_start + error.column().saturating_sub(1)).min(part.len());
        while !part.is_char_boundary(at) {
            at -= 1;
        }
        self.origin(&part[at..])
    }
}

/// The message of `serde_json` without its line and column, which the origin holds.
pub(crate) fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}
