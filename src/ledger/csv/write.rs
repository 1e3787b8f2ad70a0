//! Writing the pair of tables.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, Write};

use super::writable::check;
use super::{DECLARED, LINK_COLUMNS, NODE_COLUMNS, RECORDS};
use crate::ledger::formula::guarded;
use crate::ledger::measure_heading::heading_of;
use crate::ledger::{Ledger, WriteError, Written, records};
use crate::measure::{Decimal, Measure};

/// Writes a ledger as a pair of tables.
pub(in crate::ledger) fn write(ledger: &Ledger, nodes: impl Write, links: impl Write) -> Result<(), WriteError> {
    check(ledger)?;
    write_nodes(ledger, nodes).map_err(io::Error::from)?;
    write_links(ledger, links).map_err(io::Error::from)?;
    Ok(())
}

fn write_nodes(ledger: &Ledger, nodes: impl Write) -> csv::Result<()> {
    let declared: BTreeSet<&str> = ledger.nodes.iter().flat_map(|row| row.declared.iter().map(|(of, _)| of)).collect();
    let mut table = csv::Writer::from_writer(nodes);
    let headers = NODE_COLUMNS.map(str::to_owned).into_iter();
    let with_digits = with_digits(ledger);
    let header = |measure: &Measure| heading_of(measure, !with_digits.contains(measure.id()));
    let headers = headers.chain(ledger.measures.iter().map(header));
    let headers = headers.chain(declared.iter().map(|of| format!("{DECLARED}{of}")));
    let states = ledger.records.is_some() || ledger.nodes.iter().any(|row| row.records.is_some());
    let headers = headers.chain(states.then(|| RECORDS.to_owned()));
    table.write_record(headers.map(|header| guarded(&header).into_owned()))?;
    for (row, stated) in ledger.nodes.iter().zip(ledger.records_by_row()) {
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
        if states {
            table.write_field(guarded(&stated.map_or_else(String::new, records::in_ids)).as_bytes())?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    Ok(table.flush()?)
}

/// The cell of a value. A number is not marked, whatever it begins with.
fn value<T: Display>(written: Option<&Written<T>>) -> String {
    let text = written.map_or_else(String::new, ToString::to_string);
    if text.parse::<Decimal>().is_ok() { text } else { guarded(&text).into_owned() }
}

/// The measures with a value that has digits behind its point. Their headings state the scale, which the longest number
/// would otherwise decide when the table is read.
pub(in crate::ledger) fn with_digits(ledger: &Ledger) -> BTreeSet<&str> {
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
