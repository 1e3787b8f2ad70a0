//! The records of a table, cut out of its text.

use std::fs::File;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use memchr::{memchr, memchr3_iter, memrchr};

use crate::ledger::stream::Refused;

/// The text of a table.
#[derive(Debug)]
pub(in crate::ledger) enum TableText<'a> {
    /// All of it.
    Whole(&'a str),
    /// A file of at most so many bytes, which is read block by block: memory that is not touched costs no time.
    File(File, u64),
}

/// How many bytes of a file are read at once: they stay in the cache until they are taken.
const BLOCK: usize = 1 << 18;

/// Hands on each record of a table with its line and its cells.
///
/// As long as no quote appears, a record is a line that is cut at its commas. From the first line with a quote on, the
/// `csv` crate reads.
pub(super) fn for_each_record(
    text: TableText<'_>,
    take: impl FnMut(u32, &[&str]) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut cutter = Cutter { take, line: 1 };
    match text {
        TableText::Whole(text) => {
            let text = without_mark(text)?;
            cutter.cut(text)?.map_or(Ok(()), |quoted| cutter.quoted(&text[quoted..]))
        }
        TableText::File(file, most_bytes) => cutter.file(file, most_bytes),
    }
}

/// The text without the mark of its encoding. The `csv` crate would leave out a second one.
fn without_mark(text: &str) -> Result<&str, Refused> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with('\u{feff}') { Err(Refused) } else { Ok(text) }
}

struct Cutter<T> {
    take: T,
    /// The line that comes next.
    line: u32,
}

impl<T: FnMut(u32, &[&str]) -> Result<(), Refused>> Cutter<T> {
    /// Hands on the records of a file.
    fn file(&mut self, file: File, most_bytes: u64) -> Result<(), Refused> {
        // One byte more than allowed shows that there are too many.
        let mut file = file.take(most_bytes.saturating_add(1));
        let mut block = vec![0; BLOCK];
        let (mut filled, mut is_first) = (0, true);
        loop {
            let read = file.read(&mut block[filled..]).map_err(|_| Refused)?;
            filled += read;
            let is_last = read == 0;
            if is_last && file.limit() == 0 {
                return Err(Refused);
            }
            // Whole lines, and in the end whatever is left.
            let end = if is_last { Some(filled) } else { memrchr(b'\n', &block[..filled]).map(|at| at + 1) };
            let is_full = filled == block.len();
            let Some(end) = end.filter(|_| is_last || is_full) else {
                if is_full {
                    block.resize(2 * filled, 0);
                }
                continue;
            };
            let text = simdutf8::basic::from_utf8(&block[..end]).map_err(|_| Refused)?;
            let text = if is_first { without_mark(text)? } else { text };
            is_first = false;
            if let Some(quoted) = self.cut(text)? {
                let mut rest = text.as_bytes()[quoted..].to_vec();
                rest.extend_from_slice(&block[end..filled]);
                file.read_to_end(&mut rest).map_err(|_| Refused)?;
                let has_room = file.limit() > 0;
                let rest = String::from_utf8(rest).ok().filter(|_| has_room).ok_or(Refused)?;
                return self.quoted(&rest);
            }
            if is_last {
                return Ok(());
            }
            block.copy_within(end..filled, 0);
            filled -= end;
        }
    }

    /// Hands on the records of whole lines. Where the first record with a quote begins, it stops. Refuses a CR anywhere
    /// else than at the end of a line.
    fn cut(&mut self, text: &str) -> Result<Option<usize>, Refused> {
        let has_cr = has_cr(text)?;
        let mut cells: Vec<&str> = Vec::new();
        let (mut record, mut start) = (0, 0);
        for at in memchr3_iter(b',', b'\n', b'"', text.as_bytes()) {
            match text.as_bytes()[at] {
                b',' => {
                    cells.push(&text[start..at]);
                    start = at + 1;
                }
                b'\n' => {
                    let cell = &text[start..at];
                    cells.push(if has_cr { cell.strip_suffix('\r').unwrap_or(cell) } else { cell });
                    self.record(&cells)?;
                    cells.clear();
                    self.line += 1;
                    start = at + 1;
                    record = start;
                }
                _ => return Ok(Some(record)),
            }
        }
        cells.push(&text[start..]);
        self.record(&cells).map(|()| None)
    }

    fn record(&mut self, cells: &[&str]) -> Result<(), Refused> {
        // An empty line is no record.
        if matches!(cells, [""]) { Ok(()) } else { (self.take)(self.line, cells) }
    }

    /// Hands on each record of the rest of a table.
    fn quoted(&mut self, text: &str) -> Result<(), Refused> {
        let bytes = text.as_bytes();
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut record = StringRecord::new();
        let mut known = 0;
        while reader.read_record(&mut record).map_err(|_| Refused)? {
            let looked = record.position().map_or(0, |position| position.byte() as usize).min(bytes.len());
            // The reader begins to look for a record ahead of empty lines and of the second half of a CR LF.
            let gap = bytes[looked..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.line += bytes[known..looked + gap].iter().filter(|byte| **byte == b'\n').count() as u32;
            known = looked + gap;
            (self.take)(self.line, &record.iter().collect::<Vec<_>>())?;
        }
        Ok(())
    }
}

/// Whether some lines end in CR LF; an error if a CR stands anywhere else.
fn has_cr(text: &str) -> Result<bool, Refused> {
    let mut rest = text.as_bytes();
    while let Some(at) = memchr(b'\r', rest) {
        rest = rest.get(at + 1..).filter(|rest| rest.starts_with(b"\n")).ok_or(Refused)?;
    }
    Ok(rest.len() < text.len())
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
