//! Tables of text, with commas between their cells.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::RecordReader;
use super::table::{Head, Rows, read_table};
use crate::ledger::formula::unguarded;
use crate::ledger::{Origin, Source};
use crate::record::{RecordError, RecordLedger, RecordProblem};

struct Text<'t> {
    text: &'t str,
}

impl Text<'_> {
    fn reader(&self) -> csv::Reader<&[u8]> {
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(self.text.as_bytes())
    }

    /// Calls `each` with every row, the headings too, until one fails.
    fn records(&self, each: &mut dyn FnMut(u32, &StringRecord)) -> Result<(), csv::Error> {
        let mut reader = self.reader();
        let mut record = StringRecord::new();
        let (mut from, mut line) = (0, 1);
        let bytes = self.text.as_bytes();
        loop {
            // The reader counts from the end of the record before; blank lines come ahead of the next.
            let begin = reader.position().byte() as usize;
            if !reader.read_record(&mut record)? {
                return Ok(());
            }
            let gap = bytes[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let to = begin + gap;
            line += bytes[from..to].iter().filter(|byte| **byte == b'\n').count() as u32;
            from = to;
            each(line, &record);
        }
    }
}

impl Rows for Text<'_> {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        let mut is_heading = true;
        // A failure was found when the text was gone through first.
        let read = self.records(&mut |line, record| {
            if !std::mem::take(&mut is_heading) {
                let cells: Vec<Cow<'_, str>> = record.iter().map(|cell| Cow::Borrowed(unguarded(cell))).collect();
                each(line, &cells);
            }
        });
        drop(read);
    }
}

/// Reads a table of text.
pub(super) fn read(reader: &RecordReader, name: &str, text: &str) -> RecordLedger {
    let source = Source::table(name);
    let fails = |line: u32, problem| RecordError::new(Origin::new(source.clone(), line, 0), None, problem);
    if let Err(problem) = reader.check_length(text.len()) {
        return reader.failed(fails(0, problem));
    }
    let text = Text { text: text.strip_prefix('\u{feff}').unwrap_or(text) };
    let mut headings: Option<(u32, Vec<String>)> = None;
    let gone_through = text.records(&mut |line, record| {
        if headings.is_none() {
            headings = Some((line, record.iter().map(|heading| unguarded(heading).to_owned()).collect()));
        }
    });
    if let Err(error) = gone_through {
        return reader.failed(fails(0, RecordProblem::Syntax { why: error.to_string() }));
    }
    let Some((line, headings)) = headings else {
        return reader.failed(fails(0, RecordProblem::Empty));
    };
    read_table(reader, Head { source, line, headings: &headings }, &text, Vec::new())
}
