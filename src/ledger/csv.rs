//! The pair of CSV tables: `nodes.csv` and `links.csv`.
//!
//! A measure is a column named after it; its unit and the digits behind its point may stand behind the
//! name, `floor_area (m2; scale 2)`, and the digits are else those of the longest number below. Texts that a
//! spreadsheet would run as formulas are marked with an apostrophe, in headings too.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, Write};
use std::str::FromStr;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::error::Readable;
use super::formula::{guarded, unguarded};
use super::heading::{heading_of, measure_of};
use super::{Ledger, LedgerError, LedgerErrors, LedgerProblem, LinkRow, NodeRow, Origin, Source, WriteError, Written};
use crate::excerpt::excerpt;
use crate::kind::{Kind, Relation};
use crate::measure::{Decimal, Measure};

const NODE_COLUMNS: [&str; 5] = ["code", "kind", "name", "parent", "category"];
const LINK_COLUMNS: [&str; 4] = ["relation", "from", "to", "role"];
const DECLARED: &str = "declared:";

/// A table with its name, for the errors.
type Named<'a> = (&'a str, &'a str);

/// What a column of `nodes.csv` holds.
enum Column {
    Fixed(usize),
    Measure(usize),
    Declared(String),
    /// Named twice: reported once, its cells are not read.
    Twice,
}

struct Table<'a> {
    source: Arc<Source>,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// A place in the text, and the lines before it.
    known: (usize, u32),
    errors: Vec<LedgerError>,
}

/// Reads a pair of tables; there may be no links.
pub(super) fn read(nodes: Named<'_>, links: Option<Named<'_>>) -> Result<Ledger, LedgerErrors> {
    let mut ledger = Ledger::default();
    let (mut errors, mut complete) = read_nodes(nodes, &mut ledger);
    if let Some(links) = links {
        let (link_errors, links_complete) = read_links(links, &mut ledger);
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

    /// The line of the record that the reader began to look for at `offset`. The reader counts lines too, but
    /// from where the record before ended: ahead of empty lines, and of the second half of a CR LF.
    fn line(&mut self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let gap = bytes[offset.min(bytes.len())..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (from, lines) = self.known;
        let to = (offset + gap).min(bytes.len());
        let lines = lines + bytes[from..to].iter().filter(|byte| **byte == b'\n').count() as u32;
        self.known = (to, lines);
        lines + 1
    }

    /// The next record and its line; none at the end. A record with more or fewer cells than there are
    /// columns is reported.
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
            let expected = "as many cells as the first line has columns";
            self.complain(line, None, LedgerProblem::WrongType { expected, written });
        }
        Some((record, line, fits))
    }
}

fn read_nodes(nodes: Named<'_>, ledger: &mut Ledger) -> (Vec<LedgerError>, bool) {
    let mut table = Table::new(nodes);
    let headers = table.headers();
    if !table.need(&headers, &["code", "kind", "name"]) {
        return (table.errors, false);
    }
    let (columns, given_scales) = node_columns(&mut table, &headers, ledger);
    let mut digits = vec![0; ledger.measures.len()];
    let mut complete = true;
    while let Some((record, line, fits)) = table.next(headers.len()) {
        if !fits {
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
                Column::Measure(_) | Column::Declared(_) if cell.is_empty() => {}
                Column::Measure(at) => {
                    let value = Written::<Decimal>::read(cell);
                    digits[*at] = digits[*at].max(value.known().map_or(0, |value| value.scale()));
                    row.measures.insert(ledger.measures[*at].id(), value);
                }
                Column::Declared(of) => {
                    row.declared.insert(of.as_str(), Written::read(cell));
                }
                Column::Twice => {}
            }
        }
        ledger.nodes.push(row);
    }
    for (at, measure) in ledger.measures.iter_mut().enumerate().filter(|(at, _)| !given_scales[*at]) {
        *measure = std::mem::replace(measure, Measure::new("")).with_scale(digits[at]);
    }
    (table.errors, complete)
}

/// What each column holds; the measures' columns are added to the ledger's measures. The second list says
/// whether the header states the digits behind a measure's point.
fn node_columns(table: &mut Table<'_>, headers: &[String], ledger: &mut Ledger) -> (Vec<Column>, Vec<bool>) {
    let mut seen = BTreeSet::new();
    let mut given_scales = Vec::new();
    let mut columns = Vec::with_capacity(headers.len());
    for header in headers {
        let (measure, given_scale) = measure_of(header);
        let fixed = NODE_COLUMNS.iter().position(|name| name == header);
        let declared = header.strip_prefix(DECLARED);
        let name = if fixed.is_some() || declared.is_some() { header.as_str() } else { measure.id() };
        columns.push(if !seen.insert(name.to_owned()) {
            table.complain(1, None, LedgerProblem::Twice(excerpt(name)));
            Column::Twice
        } else if let Some(at) = fixed {
            Column::Fixed(at)
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

fn read_links(links: Named<'_>, ledger: &mut Ledger) -> (Vec<LedgerError>, bool) {
    let mut table = Table::new(links);
    let headers = table.headers();
    if !table.need(&headers, &LINK_COLUMNS[..3]) {
        return (table.errors, true);
    }
    let mut seen = BTreeSet::new();
    for header in &headers {
        if !LINK_COLUMNS.contains(&header.as_str()) {
            table.complain(1, None, LedgerProblem::unknown_field("column", header, &LINK_COLUMNS));
        } else if !seen.insert(header) {
            table.complain(1, None, LedgerProblem::Twice(header.clone()));
        }
    }
    let at = |name: &str| headers.iter().position(|header| header == name);
    let places = LINK_COLUMNS.map(at);
    while let Some((record, line, fits)) = table.next(headers.len()) {
        if !fits {
            continue;
        }
        let cell = |column: usize| places[column].and_then(|at| record.get(at)).map(unguarded).unwrap_or_default();
        let mut row = LinkRow::new(Relation::Contains, cell(1), cell(2));
        row.relation = Written::read(cell(0));
        row.role = Some(cell(3)).filter(|role| !role.is_empty()).map(Written::read);
        row.origin = Origin::new(table.source.clone(), line, 0);
        ledger.links.push(row);
    }
    (table.errors, true)
}

/// Writes a ledger as a pair of tables.
pub(super) fn write(ledger: &Ledger, nodes: impl Write, links: impl Write) -> Result<(), WriteError> {
    check(ledger)?;
    write_nodes(ledger, nodes).map_err(io::Error::from)?;
    write_links(ledger, links).map_err(io::Error::from)?;
    Ok(())
}

/// Refuses measures that headings cannot name.
pub(super) fn check_measures(ledger: &Ledger) -> Result<(), WriteError> {
    let mut known = BTreeSet::new();
    for measure in &ledger.measures {
        let id = measure.id();
        if measure_of(&heading_of(measure, false)) != (measure.clone(), true) {
            let unit = measure.unit().unwrap_or_default();
            return refuse(&Origin::default(), format!("a measure named `{id}` in `{unit}`"));
        }
        if !known.insert(id) {
            return refuse(&Origin::default(), format!("a second measure named `{id}`"));
        }
    }
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(id, _)| !known.contains(id)) {
            return refuse(&row.origin, format!("a value of the undeclared measure `{id}`"));
        }
    }
    Ok(())
}

/// Refuses what this pair of tables cannot say.
pub(super) fn check(ledger: &Ledger) -> Result<(), WriteError> {
    for id in ledger.measures.iter().map(Measure::id) {
        if NODE_COLUMNS.contains(&id) || id.starts_with(DECLARED) {
            return refuse(&Origin::default(), format!("a measure named `{id}`"));
        }
    }
    check_measures(ledger)?;
    check_numbers(ledger)?;
    check_names(ledger)?;
    for row in &ledger.nodes {
        if let Some((id, _)) = row.measures.iter().find(|(_, value)| is_empty(value)) {
            return refuse(&row.origin, format!("a value of `{id}` that is there but empty"));
        }
        if let Some((of, _)) = row.declared.iter().find(|(_, figure)| is_empty(figure)) {
            return refuse(&row.origin, format!("a declared figure of `{of}` that is there but empty"));
        }
        for (field, text) in [("parent", &row.parent), ("category", &row.category)] {
            if text.as_deref() == Some("") {
                return refuse(&row.origin, format!("a {field} that is there but empty"));
            }
        }
    }
    match ledger.links.iter().find(|row| row.role.as_ref().is_some_and(is_empty)) {
        Some(row) => refuse(&row.origin, "a role that is there but empty".to_owned()),
        None => Ok(()),
    }
}

/// What is wrong with a text that stands in the place of something else and would be read as that: it would come
/// back changed.
fn misread<T: FromStr>(written: &Written<T>, field: impl Display) -> Option<String> {
    let Written::Unknown(text) = written else { return None };
    let text = text.parse::<T>().ok().map(|_| excerpt(text))?;
    Some(format!("a text `{text}` that would be read as a {field} (give the {field} itself)"))
}

/// Refuses texts that would be read as numbers.
pub(super) fn check_numbers(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        let number = row.measures.iter().find_map(|(id, value)| misread(value, format_args!("number of `{id}`")));
        let figure = || row.declared.iter().find_map(|(of, figure)| misread(figure, format_args!("figure of `{of}`")));
        if let Some(what) = number.or_else(figure) {
            return refuse(&row.origin, what);
        }
    }
    Ok(())
}

/// Refuses texts that would be read as kinds, relations and roles.
fn check_names(ledger: &Ledger) -> Result<(), WriteError> {
    for row in &ledger.nodes {
        misread(&row.kind, "kind").map_or(Ok(()), |what| refuse(&row.origin, what))?;
    }
    for row in &ledger.links {
        let role = || row.role.as_ref().and_then(|role| misread(role, "role"));
        misread(&row.relation, "relation").or_else(role).map_or(Ok(()), |what| refuse(&row.origin, what))?;
    }
    Ok(())
}

fn refuse(origin: &Origin, what: String) -> Result<(), WriteError> {
    Err(WriteError::NotForCsv { origin: origin.clone(), what })
}

fn is_empty<T>(written: &Written<T>) -> bool {
    matches!(written, Written::Unknown(text) if text.is_empty())
}

fn write_nodes(ledger: &Ledger, nodes: impl Write) -> csv::Result<()> {
    let declared: BTreeSet<&str> = ledger.nodes.iter().flat_map(|row| row.declared.iter().map(|(of, _)| of)).collect();
    let mut table = csv::Writer::from_writer(nodes);
    let headers = NODE_COLUMNS.map(str::to_owned).into_iter();
    let with_digits = with_digits(ledger);
    let header = |measure: &Measure| heading_of(measure, !with_digits.contains(measure.id()));
    let headers = headers.chain(ledger.measures.iter().map(header));
    let headers = headers.chain(declared.iter().map(|of| format!("{DECLARED}{of}")));
    table.write_record(headers.map(|header| guarded(&header).into_owned()))?;
    for row in &ledger.nodes {
        let kind = row.kind.to_string();
        let texts = [&row.code, &kind, &row.name].map(String::as_str).into_iter();
        for text in texts.chain([&row.parent, &row.category].map(|text| text.as_deref().unwrap_or_default())) {
            table.write_field(guarded(text).as_bytes())?;
        }
        for measure in &ledger.measures {
            table.write_field(value(row.measures.get(measure.id())).as_bytes())?;
        }
        for of in &declared {
            table.write_field(value(row.declared.get(of)).as_bytes())?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    Ok(table.flush()?)
}

/// The cell of a value: a number as it is, whatever it begins with.
fn value<T: Display>(written: Option<&Written<T>>) -> String {
    let text = written.map_or_else(String::new, ToString::to_string);
    if text.parse::<Decimal>().is_ok() { text } else { guarded(&text).into_owned() }
}

/// The measures of which a value has digits behind its point: they would raise the scale that is read, so it is
/// stated.
pub(super) fn with_digits(ledger: &Ledger) -> BTreeSet<&str> {
    let has_digits = |value: &Written<Decimal>| value.known().is_some_and(|value| value.scale() > 0);
    let values = ledger.nodes.iter().flat_map(|row| row.measures.iter());
    values.filter(|(_, value)| has_digits(value)).map(|(id, _)| id).collect()
}

fn write_links(ledger: &Ledger, links: impl Write) -> csv::Result<()> {
    let mut table = csv::Writer::from_writer(links);
    table.write_record(LINK_COLUMNS)?;
    for row in &ledger.links {
        let role = row.role.as_ref().map_or_else(String::new, ToString::to_string);
        let cells =
            [row.relation.to_string().as_str(), &row.from, &row.to, &role].map(|cell| guarded(cell).into_owned());
        table.write_record(cells)?;
    }
    Ok(table.flush()?)
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
