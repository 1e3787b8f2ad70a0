//! Tables of text, with commas between their cells.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::RecordReader;
use super::table::{Head, Rows, read_table};
use crate::ledger::formula::unguarded;
use crate::ledger::{Origin, Source};
use crate::record::heading::Known;
use crate::record::{RecordError, RecordLedger, RecordProblem};

/// So many rows are looked at for the headings; what stands above them is a title.
const LOOKED_AT: usize = 10;

/// What may stand between cells; of those that serve equally well, the first is meant.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// A text with what stands between its cells.
struct Delimited<'t> {
    text: &'t str,
    delimiter: u8,
    /// The line of the headings.
    headings: u32,
}

impl Delimited<'_> {
    /// Calls `each` with every row, what stands above the headings too, until one fails.
    fn records(&self, each: &mut dyn FnMut(u32, &StringRecord)) -> Result<(), csv::Error> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
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

impl Rows for Delimited<'_> {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        // A failure was found when the text was gone through first.
        let read = self.records(&mut |line, record| {
            if line > self.headings {
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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut text = Delimited { text, delimiter: delimiter_of(text), headings: 0 };
    let mut first: Vec<(u32, Vec<String>)> = Vec::new();
    let gone_through = text.records(&mut |line, record| {
        if first.len() < LOOKED_AT {
            first.push((line, record.iter().map(|heading| unguarded(heading).to_owned()).collect()));
        }
    });
    if let Err(error) = gone_through {
        return reader.failed(fails(0, RecordProblem::Syntax { why: error.to_string() }));
    }
    let is_known = |heading: &&String| matches!(reader.headings.known(heading), Known::Field(_));
    let is_head = |row: &&(u32, Vec<String>)| row.1.iter().filter(is_known).count() >= 2;
    let Some((line, headings)) = first.iter().find(is_head).or(first.first()) else {
        return reader.failed(fails(0, RecordProblem::Empty));
    };
    text.headings = *line;
    read_table(reader, &Head { source, line: *line, headings }, &text, Vec::new())
}

/// What stands between cells most often in the first lines.
fn delimiter_of(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(LOOKED_AT).collect();
    let count = |delimiter: u8| head.iter().flat_map(|line| line.bytes()).filter(|byte| *byte == delimiter).count();
    // Of equals the last is taken.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}
