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
    /// How many rows come before the first below the headings.
    above: usize,
}

impl Delimited<'_> {
    /// Calls `each` with every row, what stands above the headings too, until one fails. Gives the line of the last row, and
    /// the byte at which it begins.
    fn records(&self, each: &mut dyn FnMut(u32, &StringRecord)) -> Result<(u32, usize), csv::Error> {
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
                return Ok((line, from));
            }
            let gap = bytes[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let to = begin + gap;
            line += ends_of_lines(&bytes[from..to]);
            from = to;
            each(line, &record);
        }
    }
}

impl Rows for Delimited<'_> {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        // A failure was found when the text was gone through first.
        let mut number = 0;
        let read = self.records(&mut |line, record| {
            number += 1;
            if number > self.above {
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
    let mut text = Delimited { text, delimiter: delimiter_of(text), above: 0 };
    let mut first: Vec<(u32, Vec<String>)> = Vec::new();
    let gone_through = text.records(&mut |line, record| {
        if first.len() < LOOKED_AT {
            first.push((line, record.iter().map(|heading| unguarded(heading).to_owned()).collect()));
        }
    });
    let (last_line, last) = match gone_through {
        Ok(last) => last,
        Err(error) => return reader.failed(fails(0, RecordProblem::Syntax { why: error.to_string() })),
    };
    let mut errors = Vec::new();
    // Whatever stands behind the mark was read as one cell; only the rows before it can be told apart.
    if is_left_open(&text.text[last..], text.delimiter) {
        text.text = &text.text[..last];
        errors.push(fails(last_line, RecordProblem::OpenQuote));
    }
    let is_known = |heading: &&String| matches!(reader.headings.known(heading), Known::Field(_));
    let is_head = |row: &&(u32, Vec<String>)| row.1.iter().filter(is_known).count() >= 2;
    let at = first.iter().position(|row| is_head(&row)).unwrap_or(0);
    let Some((line, headings)) = first.get(at).filter(|_| !text.text.is_empty()) else {
        return reader.failed(errors.pop().unwrap_or_else(|| fails(0, RecordProblem::Empty)));
    };
    text.above = at + 1;
    read_table(reader, &Head { source, line: *line, headings }, &text, errors)
}

/// How many lines end in a text: by LF, by CR and LF, or by CR alone, as old spreadsheets write them.
fn ends_of_lines(bytes: &[u8]) -> u32 {
    let is_end = |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(is_end).count() as u32
}

/// Whether a quotation mark is opened at the beginning of a cell and never closed.
fn is_left_open(text: &str, delimiter: u8) -> bool {
    #[derive(PartialEq)]
    enum At {
        Begin,
        Bare,
        Quoted,
        /// Behind a mark that closes the cell, or stands for one if another follows.
        Closed,
    }
    let mut at = At::Begin;
    for byte in text.bytes() {
        at = match (at, byte) {
            (At::Quoted, b'"') => At::Closed,
            (At::Begin | At::Closed, b'"') | (At::Quoted, _) => At::Quoted,
            (_, byte) if matches!(byte, b'\r' | b'\n') || byte == delimiter => At::Begin,
            _ => At::Bare,
        };
    }
    at == At::Quoted
}

/// What stands between cells most often in the first lines.
fn delimiter_of(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(LOOKED_AT).collect();
    let count = |delimiter: u8| head.iter().flat_map(|line| line.bytes()).filter(|byte| *byte == delimiter).count();
    // Of equals the last is taken.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}
