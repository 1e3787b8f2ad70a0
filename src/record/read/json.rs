//! JSON lines, an object a line; or one list of objects, as portals give it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::RecordReader;
use super::table::{Head, Rows, read_table};
use crate::excerpt::excerpt;
use crate::ledger::{Origin, Source};
use crate::record::heading::Known;
use crate::record::{RecordError, RecordField, RecordLedger, RecordProblem};

/// The members of an object, in their order, each value as it is written: a number keeps all its digits. A name that comes
/// twice is an error.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the fields of a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members: Vec<(String, &RawValue)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    if members.iter().any(|(known, _)| *known == name) {
                        return Err(de::Error::custom(format!("`{}` is written twice", excerpt(&name))));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// The lines as a table whose columns are the names, in the order in which they come first.
struct Lines {
    width: usize,
    rows: Vec<(u32, Vec<(usize, String)>)>,
}

impl Rows for Lines {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        let mut cells: Vec<Cow<'_, str>> = Vec::new();
        for (line, members) in &self.rows {
            cells.clear();
            cells.resize(self.width, Cow::Borrowed(""));
            for (column, text) in members {
                cells[*column] = Cow::Borrowed(text);
            }
            each(*line, &cells);
        }
    }
}

/// The objects of a text with the lines at which they begin: those of a list, or a line each.
///
/// # Errors
///
/// The list is none.
fn objects(text: &str) -> Result<Vec<(u32, &str)>, serde_json::Error> {
    if !text.trim_start().starts_with('[') {
        let lines = (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty());
        return Ok(lines.collect());
    }
    let (mut from, mut line) = (0, 1);
    let values: Vec<&RawValue> = serde_json::from_str(text)?;
    let with_lines = values.into_iter().map(|value| {
        let value = value.get();
        // The value is a part of the text.
        let at = value.as_ptr() as usize - text.as_ptr() as usize;
        line += text.as_bytes()[from..at].iter().filter(|byte| **byte == b'\n').count() as u32;
        from = at;
        (line, value)
    });
    Ok(with_lines.collect())
}

/// A value as a text; a number and a truth value as they are written, and `None` for a list or an object.
fn text_of(value: &str) -> Option<String> {
    match value.bytes().next() {
        Some(b'[' | b'{') => None,
        Some(b'"') => serde_json::from_str(value).ok(),
        _ if value == "null" => Some(String::new()),
        _ => Some(value.to_owned()),
    }
}

/// The message of `serde_json` without its line and column: the origin has the line.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

/// Reads JSON lines or a list of objects.
pub(super) fn read(reader: &RecordReader, name: &str, text: &str) -> RecordLedger {
    // Fields of a text are called columns here, as in a table: their names are headings.
    let source = Source::table(name);
    let fails = |line: u32, column: Option<&str>, problem| {
        RecordError::new(Origin::new(source.clone(), line, 0), column, problem)
    };
    if let Err(problem) = reader.check_length(text.len()) {
        return reader.failed(fails(0, None, problem));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut headings, mut columns): (Vec<String>, BTreeMap<String, usize>) = (Vec::new(), BTreeMap::new());
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    let objects = match objects(text) {
        Ok(objects) => objects,
        Err(error) => {
            return reader.failed(fails(error.line() as u32, None, RecordProblem::Syntax { why: message(&error) }));
        }
    };
    if objects.is_empty() {
        return reader.failed(fails(0, None, RecordProblem::Empty));
    }
    let is_read = |heading: &str| matches!(reader.known(heading), Known::Field(field) if field != RecordField::Ignored);
    for (line, text) in objects {
        let members = match serde_json::from_str::<Members>(text) {
            Ok(Members(members)) => members,
            Err(error) => {
                let line = line + error.line().saturating_sub(1) as u32;
                errors.push(fails(line, None, RecordProblem::Syntax { why: message(&error) }));
                continue;
            }
        };
        let mut cells = Vec::with_capacity(members.len());
        for (heading, value) in members {
            let text = text_of(value.get()).unwrap_or_else(|| {
                // What is not read may have any form.
                if is_read(&heading) {
                    errors.push(fails(line, Some(&heading), RecordProblem::NotText));
                }
                String::new()
            });
            let column = *columns.entry(heading).or_insert_with_key(|heading| {
                headings.push(heading.clone());
                headings.len() - 1
            });
            cells.push((column, text));
        }
        rows.push((line, cells));
    }
    // Where no object could be read, nobody knows its names either.
    if rows.is_empty() {
        return RecordLedger::read(reader.zone.clone(), Vec::new(), errors, Vec::new());
    }
    let lines = Lines { width: headings.len(), rows };
    read_table(reader, &Head { source, line: 0, headings: &headings }, &lines, errors)
}
