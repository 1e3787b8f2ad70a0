//! Reading the pair of tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::{DECLARED, LINK_COLUMNS, NODE_COLUMNS, Named, RECORDS};
use crate::excerpt::excerpt;
use crate::kind::{Kind, Relation};
use crate::ledger::error::Readable;
use crate::ledger::formula::unguarded;
use crate::ledger::limits::RowCount;
use crate::ledger::measure_heading::measure_of;
use crate::ledger::{
    Ledger, LedgerError, LedgerErrors, LedgerProblem, Limits, LinkRow, NodeRow, Origin, Source, Written, records,
};
use crate::measure::{Decimal, Measure};
use crate::message::Term;

/// What a column of `nodes.csv` holds.
enum Column {
    Fixed(usize),
    Measure(usize),
    Declared(String),
    Records,
    /// A column whose heading was given before: reported, and its cells are not read.
    Twice,
}

struct Table<'a> {
    source: Arc<Source>,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// The last known offset in the text, and the lines before it.
    known: (usize, u32),
    errors: Vec<LedgerError>,
}

/// Reads a pair of tables; there may be no links.
pub(in crate::ledger) fn read(
    nodes: Named<'_>,
    links: Option<Named<'_>>,
    limits: &Limits,
) -> Result<Ledger, LedgerErrors> {
    let mut ledger = Ledger::default();
    let (mut errors, mut complete) = read_nodes(nodes, &mut ledger, limits.count_nodes());
    if let Some(links) = links {
        let (link_errors, links_complete) = read_links(links, &mut ledger, limits.count_links());
        errors.extend(link_errors);
        complete &= links_complete;
    }
    LedgerErrors::check(errors, Readable { ledger, complete, measures_complete: true })
}

impl<'a> Table<'a> {
    fn new((name, text): Named<'a>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        Self { source: Source::table(name), text, reader, known: (0, 0), errors: Vec::new() }
    }

    fn complain(&mut self, line: u32, column: Option<&str>, problem: LedgerProblem) {
        self.errors.push(LedgerError::new(Origin::new(self.source.clone(), line, 0), column, problem));
    }

    fn complain_of_count(&mut self, count: &RowCount) {
        if let Some(problem) = count.problem() {
            self.complain(0, None, problem);
        }
    }

    fn headers(&mut self) -> Vec<String> {
        match self.reader.headers() {
            Ok(headers) => headers.iter().map(|header| unguarded(header).to_owned()).collect(),
            Err(error) => {
                self.complain(1, None, LedgerProblem::Syntax(error.to_string()));
                Vec::new()
            }
        }
    }

    fn need(&mut self, headers: &[String], needed: &[&str]) -> bool {
        let before = self.errors.len();
        for name in needed.iter().filter(|name| !headers.iter().any(|header| header == *name)) {
            self.complain(1, None, LedgerProblem::Missing((*name).to_owned()));
        }
        before == self.errors.len()
    }

    /// The line of the record that the reader began to look for at `offset`. The reader's own count is that of the end
    /// of the record before, ahead of empty lines and of the second half of a CR LF.
    fn line(&mut self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let gap = bytes[offset.min(bytes.len())..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (from, lines) = self.known;
        let to = (offset + gap).min(bytes.len());
        let lines = lines + bytes[from..to].iter().filter(|byte| **byte == b'\n').count() as u32;
        self.known = (to, lines);
        lines + 1
    }

    /// The next record, its line, and whether it has as many cells as there are columns, which is reported if not;
    /// `None` at the end.
    fn next(&mut self, columns: usize) -> Option<(StringRecord, u32, bool)> {
        let mut record = ByteRecord::new();
        match self.reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.complain(0, None, LedgerProblem::Syntax(error.to_string()));
                return None;
            }
        }
        let line = record.position().map_or(0, |position| self.line(position.byte() as usize));
        // INVARIANT: the table was read from a `&str`, and cells end at ASCII bytes.
        let record = StringRecord::from_byte_record_lossy(record);
        let fits = record.len() == columns;
        if !fits {
            let written = format!("{} of them", record.len());
            let expected = Term::new("as many cells as the first line has columns", "与首行列数相同的单元格");
            self.complain(line, None, LedgerProblem::WrongType { expected, written });
        }
        Some((record, line, fits))
    }
}

fn read_nodes(nodes: Named<'_>, ledger: &mut Ledger, mut count: RowCount) -> (Vec<LedgerError>, bool) {
    let mut table = Table::new(nodes);
    let headers = table.headers();
    if !table.need(&headers, &["code", "kind", "name"]) {
        return (table.errors, false);
    }
    let (columns, given_scales) = node_columns(&mut table, &headers, ledger);
    let mut digits = vec![0; ledger.measures.len()];
    let mut complete = true;
    while let Some((record, line, fits)) = table.next(headers.len()) {
        if !count.admit() || !fits {
            complete = false;
            continue;
        }
        let mut row = NodeRow::new(Kind::Person, "", "");
        row.origin = Origin::new(table.source.clone(), line, 0);
        for (cell, column) in record.iter().map(unguarded).zip(&columns) {
            let text = || Some(cell.to_owned()).filter(|cell| !cell.is_empty());
            match column {
                Column::Fixed(0) => cell.clone_into(&mut row.code),
                Column::Fixed(1) => row.kind = Written::read(cell),
                Column::Fixed(2) => cell.clone_into(&mut row.name),
                Column::Fixed(3) => row.parent = text(),
                Column::Fixed(_) => row.category = text(),
                Column::Measure(_) | Column::Declared(_) | Column::Records if cell.is_empty() => {}
                Column::Measure(at) => {
                    let value = Written::<Decimal>::read(cell);
                    digits[*at] = digits[*at].max(value.known().map_or(0, |value| value.scale()));
                    row.measures.insert(ledger.measures[*at].id(), value);
                }
                Column::Declared(of) => {
                    row.declared.insert(of.as_str(), Written::read(cell));
                }
                Column::Records => row.records = Some(records::read(cell)),
                Column::Twice => {}
            }
        }
        ledger.nodes.push(row);
    }
    for (at, measure) in ledger.measures.iter_mut().enumerate().filter(|(at, _)| !given_scales[*at]) {
        *measure = std::mem::replace(measure, Measure::new("")).with_scale(digits[at]);
    }
    table.complain_of_count(&count);
    (table.errors, complete)
}

/// What each column holds. Measures are added to the ledger; the second list says of each whether its heading states the
/// scale.
fn node_columns(table: &mut Table<'_>, headers: &[String], ledger: &mut Ledger) -> (Vec<Column>, Vec<bool>) {
    let mut seen = BTreeSet::new();
    let mut given_scales = Vec::new();
    let mut columns = Vec::with_capacity(headers.len());
    for header in headers {
        let (measure, given_scale) = measure_of(header);
        let fixed = NODE_COLUMNS.iter().position(|name| name == header);
        let declared = header.strip_prefix(DECLARED);
        let is_records = header == RECORDS;
        let name = if fixed.is_some() || declared.is_some() || is_records { header.as_str() } else { measure.id() };
        columns.push(if !seen.insert(name.to_owned()) {
            table.complain(1, None, LedgerProblem::Twice(excerpt(name)));
            Column::Twice
        } else if let Some(at) = fixed {
            Column::Fixed(at)
        } else if is_records {
            Column::Records
        } else if let Some(of) = declared {
            Column::Declared(of.to_owned())
        } else {
            ledger.measures.push(measure);
            given_scales.push(given_scale);
            Column::Measure(ledger.measures.len() - 1)
        });
    }
    (columns, given_scales)
}

fn read_links(links: Named<'_>, ledger: &mut Ledger, mut count: RowCount) -> (Vec<LedgerError>, bool) {
    let mut table = Table::new(links);
    let headers = table.headers();
    if !table.need(&headers, &LINK_COLUMNS[..3]) {
        return (table.errors, true);
    }
    let mut seen = BTreeSet::new();
    for header in &headers {
        if !LINK_COLUMNS.contains(&header.as_str()) {
            table.complain(1, None, LedgerProblem::unknown_field(Term::new("column", "列"), header, &LINK_COLUMNS));
        } else if !seen.insert(header) {
            table.complain(1, None, LedgerProblem::Twice(header.clone()));
        }
    }
    let at = |name: &str| headers.iter().position(|header| header == name);
    let places = LINK_COLUMNS.map(at);
    while let Some((record, line, fits)) = table.next(headers.len()) {
        if !count.admit() || !fits {
            continue;
        }
        let cell = |column: usize| places[column].and_then(|at| record.get(at)).map(unguarded).unwrap_or_default();
        let mut row = LinkRow::new(Relation::Contains, cell(1), cell(2));
        row.relation = Written::read(cell(0));
        row.role = Some(cell(3)).filter(|role| !role.is_empty()).map(Written::read);
        row.origin = Origin::new(table.source.clone(), line, 0);
        ledger.links.push(row);
    }
    table.complain_of_count(&count);
    (table.errors, true)
}
