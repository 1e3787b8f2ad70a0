//! Tables of text: lines of cells with a delimiter between them.

mod cleaning;

use csv::{ReaderBuilder, StringRecord};

use super::builder::WorkbookBuilder;
use super::encoding::{Undecodable, decode};
use super::failure::{Failure, Scope, within};
use crate::ledger::workbook::{Cell, FileProblem};
use crate::ledger::{LedgerProblem, Position};
use crate::message::Term;

/// What may stand between cells; of those that serve equally well, the first is meant.
const DELIMITERS: [u8; 3] = [b'\t', b',', b';'];

/// So many lines are looked at to tell what stands between cells.
const LINES_LOOKED_AT: usize = 20;

/// Reads a table as a sheet.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, sheet: &str, bytes: &[u8]) -> Result<(), Failure> {
    builder.begin(sheet)?;
    let text = decode(bytes).map_err(|why| undecodable(&why))?;
    if let Some(why) = no_table(&text) {
        return Err(Failure::refused(why));
    }
    let (delimiter, table) = delimiter_of(&text);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(table.as_bytes());
    let mut record = StringRecord::new();
    let mut row = 0_u32;
    let mut last = 0;
    while reader.read_record(&mut record)? {
        let from = record.position().map_or(0, csv::Position::byte) as usize;
        let (blank, begin) = blank_lines(table, from);
        row = row.saturating_add(blank).saturating_add(1);
        within(Term::new("the number of rows", "行数"), row.into(), builder.limits.rows, "Limits::rows")?;
        last = begin;
        for (column, cell) in (1..).zip(&record) {
            builder.put(Position::new(row, column), Cell::from(cell))?;
        }
    }
    if is_quote_open(&table[last..], delimiter) {
        let problem = FileProblem::OpenQuotation.into();
        return Err(Failure::new(Scope::Cell(Position::new(row.max(1), 1)), problem));
    }
    cleaning::clean(builder.sheet());
    builder.end()
}

fn undecodable(undecodable: &Undecodable) -> Failure {
    let (line, problem) = match *undecodable {
        Undecodable::Byte { encoding: "UTF-8", byte, line } => (line, LedgerProblem::NotUtf8(byte)),
        Undecodable::Byte { encoding, byte, line } => (line, FileProblem::Undecodable { byte, encoding }.into()),
        Undecodable::Likely(encoding) => return Failure::refused(FileProblem::OtherEncoding { encoding }),
    };
    Failure::new(Scope::Cell(Position::new(line, 0)), problem)
}

/// Why a text is no table, where that can be told.
fn no_table(text: &str) -> Option<FileProblem> {
    if text.contains('\0') {
        return Some(FileProblem::Unknown);
    }
    let head: String = text.trim_start().chars().take(400).collect::<String>().to_ascii_lowercase();
    let web = ["<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<style", "mime-version:"];
    if web.iter().any(|tag| head.starts_with(tag)) || (head.starts_with("<?xml") && head.contains("<html")) {
        return Some(FileProblem::WebPage);
    }
    if head.starts_with("<?xml") || head.starts_with("<workbook") {
        return Some(FileProblem::Xml);
    }
    if head.starts_with("%pdf-") {
        return Some(FileProblem::Pdf);
    }
    None
}

/// What stands between cells, and the text without the line that says so: Excel understands `sep=;`.
fn delimiter_of(text: &str) -> (u8, &str) {
    let line = text.lines().next().unwrap_or_default();
    if let Some(said) =
        line.trim_matches('"').strip_prefix("sep=").and_then(|said| said.bytes().next()).filter(u8::is_ascii)
    {
        let rest = &text[line.len()..];
        return (said, rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest));
    }
    let score = |delimiter: u8| {
        let (mut with, mut all, mut on_line, mut lines, mut is_quoted) = (0, 0, 0, 0, false);
        for byte in text.bytes().chain(*b"\n") {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' if !is_quoted => {
                    with += usize::from(on_line > 0);
                    all += on_line;
                    lines += 1;
                    on_line = 0;
                    if lines == LINES_LOOKED_AT {
                        break;
                    }
                }
                _ if byte == delimiter && !is_quoted => on_line += 1,
                _ => {}
            }
        }
        (with, all)
    };
    // Of equals the last is taken.
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    (best.unwrap_or(b','), text)
}

/// The blank lines that a record begins with, which the reader passes over, and where they end.
fn blank_lines(text: &str, from: usize) -> (u32, usize) {
    let bytes = text.as_bytes();
    let mut at = from;
    // The end of the line before, if the reader has left half of it.
    if at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut blank = 0;
    while let Some(b'\r' | b'\n') = bytes.get(at) {
        at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        blank += 1;
    }
    (blank, at)
}

/// Whether a cell of the row begins with a quotation mark that none closes, so that it has swallowed all behind.
fn is_quote_open(row: &str, delimiter: u8) -> bool {
    let (mut is_quoted, mut is_begin) = (false, true);
    for byte in row.bytes() {
        match byte {
            // One that is doubled closes and opens again.
            b'"' if is_quoted || is_begin => is_quoted = !is_quoted,
            // A cell that goes on behind its quotation is not looked into by the reader either.
            _ if is_quoted => {}
            _ => is_begin = byte == delimiter || byte == b'\n' || byte == b'\r',
        }
    }
    is_quoted
}

#[cfg(test)]
#[path = "delimited_tests.rs"]
mod tests;
