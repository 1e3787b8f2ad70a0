//! JSON lines: an object a line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::RecordReader;
use super::table::{Head, Rows, read_table};
use crate::excerpt::excerpt;
use crate::ledger::{Origin, Source};
use crate::record::{RecordError, RecordLedger, RecordProblem};

/// The members of an object, in their order. A name that comes twice is an error.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the fields of a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members: Vec<(String, Value)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
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

/// Reads JSON lines.
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
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let members = match serde_json::from_str::<Members>(text) {
            Ok(Members(members)) => members,
            Err(error) => {
                errors.push(fails(line, None, RecordProblem::Syntax { why: error.to_string() }));
                continue;
            }
        };
        let mut cells = Vec::with_capacity(members.len());
        for (heading, value) in members {
            let text = match value {
                Value::Null => String::new(),
                Value::String(text) => text,
                Value::Bool(bool) => bool.to_string(),
                Value::Number(number) => number.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    use crate::record::RecordField;
                    use crate::record::heading::Known;
                    // What is not read may have any form.
                    if matches!(reader.known(&heading), Known::Field(field) if field != RecordField::Ignored) {
                        errors.push(fails(line, Some(&heading), RecordProblem::NotText));
                    }
                    String::new()
                }
            };
            let column = *columns.entry(heading).or_insert_with_key(|heading| {
                headings.push(heading.clone());
                headings.len() - 1
            });
            cells.push((column, text));
        }
        rows.push((line, cells));
    }
    let lines = Lines { width: headings.len(), rows };
    read_table(reader, &Head { source, line: 0, headings: &headings }, &lines, errors)
}
