//! Writing the JSON format: one row a line, so that a change of a row is a change of a line.

use std::io::{self, Write};

use serde::Serialize;

use crate::ledger::Ledger;
use crate::measure::Measure;

/// What stands behind a measure's name.
#[derive(Serialize)]
struct Definition<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<u8>,
}

impl<'a> From<&'a Measure> for Definition<'a> {
    fn from(measure: &'a Measure) -> Self {
        Self { unit: measure.unit(), scale: Some(measure.scale()).filter(|scale| *scale > 0) }
    }
}

/// Writes a ledger.
pub(in crate::ledger) fn write(ledger: &Ledger, mut writer: impl Write) -> io::Result<()> {
    write!(writer, "{{\n  \"ledger\": {},\n  \"title\": ", Ledger::VERSION)?;
    serde_json::to_writer(&mut writer, &ledger.title)?;
    if let Some(records) = &ledger.records {
        writer.write_all(b",\n  \"records\": ")?;
        serde_json::to_writer(&mut writer, records)?;
    }
    writer.write_all(b",\n  \"measures\": {")?;
    list(&mut writer, &ledger.measures, |writer, measure| {
        serde_json::to_writer(&mut *writer, measure.id())?;
        writer.write_all(b": ")?;
        Ok(serde_json::to_writer(writer, &Definition::from(measure))?)
    })?;
    writer.write_all(b"},\n  \"nodes\": [")?;
    list(&mut writer, &ledger.nodes, |writer, row| Ok(serde_json::to_writer(writer, row)?))?;
    writer.write_all(b"],\n  \"links\": [")?;
    list(&mut writer, &ledger.links, |writer, row| Ok(serde_json::to_writer(writer, row)?))?;
    writer.write_all(b"]\n}\n")
}

/// Writes each item on a line of its own.
fn list<W: Write, T>(writer: &mut W, items: &[T], item: impl Fn(&mut W, &T) -> io::Result<()>) -> io::Result<()> {
    for (at, value) in items.iter().enumerate() {
        writer.write_all(if at == 0 { b"\n    " } else { b",\n    " })?;
        item(writer, value)?;
    }
    if items.is_empty() { Ok(()) } else { writer.write_all(b"\n  ") }
}
