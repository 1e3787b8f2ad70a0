//! A history as one JSON document.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::entry::Line;
use super::{Correction, Digest, Entry, History, HistoryError, HistoryErrors, HistoryProblem, Reported};
use crate::change::{ChangeSet, Weighting};
use crate::date::Date;
use crate::errors::Errors;
use crate::governance::Builder;
use crate::ledger::{Fields, Ledger, LedgerError, LedgerProblem, Limits, Locator, Origin, excerpt, message, read_utf8};
use crate::message::Term;

const FIELDS: &[&str] = &["history", "since", "weighting", "base", "entries", "head"];
const ENTRY_FIELDS: &[&str] = &["previous", "change", "reported", "correction"];

/// What a history begins with, as its digest is taken of it.
#[derive(Serialize)]
struct Beginning<'a> {
    history: u32,
    since: Date,
    weighting: &'a Weighting,
    base: String,
}

/// The digest of what a history begins with.
pub(super) fn beginning(base: &Ledger, since: Date, weighting: &Weighting) -> Digest {
    Digest::of_json(&Beginning { history: History::VERSION, since, weighting, base: base.to_json_string() })
}

impl History {
    /// The version of the JSON format that this crate reads and writes.
    pub const VERSION: u32 = 1;

    /// The history as one JSON document: what it begins with, one entry a line, and the digest of the last one.
    ///
    /// Each entry carries the digest of the one before, the first that of what the history begins with. A digest is
    /// the SHA-256 of the entry as JSON without spaces, so that indentation and the order of fields do not matter
    /// and everything else does. Who keeps the last digest ([`History::digest`]) elsewhere can tell whether the
    /// whole of a document is what it was.
    ///
    /// ```
    /// # use gridgov::change::{History, Reported};
    /// # use gridgov::prelude::*;
    /// # let mut draft = Draft::new("须水街道");
    /// # draft.root(Subdistrict, "S", "须水街道");
    /// let mut history = History::new(&draft, "2023-01-01".parse()?)?;
    /// history.report(Reported::new("2023-01-01/2023-06-30".parse()?, "disputes").with("S", 21))?;
    /// history.report(Reported::new("2023-07-01/2023-12-31".parse()?, "disputes").with("S", 20))?;
    /// let document = history.to_json_string();
    /// assert_eq!(History::from_json_str(&document)?.digest(), history.digest());
    ///
    /// // Somebody makes the first half-year look better.
    /// let error = History::from_json_str(&document.replace("21", "12")).unwrap_err();
    /// assert!(error.to_string().contains("entry 1 is not what it was when entry 2 was written"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "a buffer in memory takes everything, and JSON is UTF-8"
    )]
    pub fn to_json_string(&self) -> String {
        let mut bytes = Vec::new();
        self.write_json(&mut bytes).expect("INVARIANT: every history can be written as JSON");
        String::from_utf8(bytes).expect("INVARIANT: JSON is written in UTF-8")
    }

    /// Writes the history as [`History::to_json_string`].
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_json(&self, mut writer: impl io::Write) -> io::Result<()> {
        write!(writer, "{{\n\"history\": {},\n\"since\": \"{}\",\n\"weighting\": ", Self::VERSION, self.since())?;
        serde_json::to_writer(&mut writer, &self.weighting)?;
        writer.write_all(b",\n\"base\": ")?;
        writer.write_all(self.base.to_json_string().trim_end().as_bytes())?;
        writer.write_all(b",\n\"entries\": [")?;
        for (at, recorded) in self.entries.iter().enumerate() {
            writer.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut writer, &recorded.line())?;
        }
        let end = if self.entries.is_empty() { "" } else { "\n" };
        write!(writer, "{end}],\n\"head\": \"{}\"\n}}\n", self.digest())
    }

    /// Reads a document, proves that nothing in it was changed, and makes all its changes again.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or something in it has not the form of a history; an entry is not what it was when the
    /// next one was written; the base cannot be built; an entry that [`History::change`] or [`History::report`]
    /// would refuse: all of them, each with where it stands. Entries behind a change that cannot be made are read,
    /// but not tried.
    pub fn from_json_str(text: &str) -> Result<Self, HistoryErrors> {
        read(text)
    }

    /// Reads a document from a reader, to its end and at most [`Limits::bytes`] by default.
    ///
    /// # Errors
    ///
    /// As [`History::from_json_str`]; also where the reader fails or its bytes are no UTF-8.
    pub fn from_json_reader(reader: impl io::Read) -> Result<Self, HistoryErrors> {
        let text = read_utf8(reader, "", &Limits::DEFAULT).map_err(|errors| {
            let form = |error: LedgerError| {
                HistoryError::at(error.origin().clone(), None, error.field(), error.problem().clone())
            };
            Errors::from(errors).map(form)
        })?;
        read(&text)
    }
}

struct Reader<'a> {
    lines: Locator<'a>,
    errors: Vec<HistoryError>,
}

/// What could be read of an entry.
struct Read {
    origin: Origin,
    previous: Option<Digest>,
    entry: Option<Entry>,
}

fn read(text: &str) -> Result<History, HistoryErrors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { lines: Locator::new(text, ""), errors: Vec::new() };
    let fields = match serde_json::from_str::<Fields<'_>>(text) {
        Ok(Fields(fields)) => fields,
        Err(error) => {
            let origin = reader.lines.of_error(text, &error);
            return Err(HistoryError::at(origin, None, None, LedgerProblem::Syntax(message(&error))).into());
        }
    };
    reader.names(text, None, &fields, FIELDS, &["history", "since", "base", "entries", "head"]);
    let field = |name: &str| fields.iter().find(|(other, _)| other == name).map(|(_, raw)| *raw);
    if let Some(raw) = field("history").filter(|raw| raw.get() != History::VERSION.to_string()) {
        reader.complain(raw.get(), None, Some("history"), HistoryProblem::Version { written: excerpt(raw.get()) });
    }
    let since: Option<Date> = field("since").and_then(|raw| reader.value(raw, None, "since"));
    let weighting = match field("weighting") {
        Some(raw) => reader.value(raw, None, "weighting"),
        None => Some(Weighting::default()),
    };
    let base = field("base").and_then(|raw| reader.base(raw));
    let rows: Vec<&RawValue> = field("entries").and_then(|raw| reader.value(raw, None, "entries")).unwrap_or_default();
    let before = reader.errors.len();
    let entries: Vec<Read> = rows.into_iter().zip(1..).map(|(raw, number)| reader.entry(raw, number)).collect();
    let are_all_read = before == reader.errors.len();
    let head: Option<Digest> = field("head").and_then(|raw| reader.value(raw, None, "head"));

    let begins_with = since.zip(weighting.as_ref()).zip(base.as_ref());
    let first = begins_with.map(|((since, weighting), base)| beginning(base, since, weighting));
    let end = field("head").map_or(text, RawValue::get);
    reader.chain(first, &entries, head, end);
    let (Some(since), Some(weighting), Some(base)) = (since, weighting, base) else {
        return Err(HistoryErrors::found(reader.errors));
    };
    let mut history = match History::weighed_by(weighting, &base, since) {
        Ok(history) => history,
        Err(errors) => {
            let errors = Errors::from(errors).map(HistoryError::of_base);
            return Err(errors.behind(reader.errors));
        }
    };
    if are_all_read {
        reader.again(&mut history, entries);
    }
    HistoryErrors::check(reader.errors)?;
    Ok(history)
}

impl<'a> Reader<'a> {
    fn complain(&mut self, at: &str, entry: Option<usize>, field: Option<&str>, problem: impl Into<HistoryProblem>) {
        let origin = self.lines.origin(at);
        self.errors.push(HistoryError::at(origin, entry, field, problem));
    }

    /// Reports each field that is unknown, missing or given twice.
    fn names(
        &mut self,
        text: &str,
        entry: Option<usize>,
        fields: &[(Cow<'a, str>, &'a RawValue)],
        known: &[&str],
        needed: &[&str],
    ) {
        for (at, (name, raw)) in fields.iter().enumerate() {
            if !known.contains(&name.as_ref()) {
                self.complain(
                    raw.get(),
                    entry,
                    Some(name),
                    LedgerProblem::unknown_field(Term::new("field", "字段"), name, known),
                );
            }
            if fields[..at].iter().any(|(other, _)| other == name) {
                self.complain(raw.get(), entry, Some(name), LedgerProblem::Twice(excerpt(name)));
            }
        }
        for name in needed.iter().filter(|name| !fields.iter().any(|(other, _)| other == *name)) {
            self.complain(text, entry, None, LedgerProblem::Missing((*name).to_owned()));
        }
    }

    fn value<T: Deserialize<'a>>(&mut self, raw: &'a RawValue, entry: Option<usize>, field: &str) -> Option<T> {
        match serde_json::from_str(raw.get()) {
            Ok(value) => Some(value),
            Err(error) => {
                let origin = self.lines.of_error(raw.get(), &error);
                let problem = LedgerProblem::Syntax(message(&error));
                self.errors.push(HistoryError::at(origin, entry, Some(field), problem));
                None
            }
        }
    }

    fn base(&mut self, raw: &'a RawValue) -> Option<Ledger> {
        // Padded to its line and column within the document, so that errors of rows name their places there.
        let origin = self.lines.origin(raw.get());
        let lines = origin.line().unwrap_or(1) as usize - 1;
        let columns = origin.column().unwrap_or(1) as usize - 1;
        let padded = format!("{}{}{}", "\n".repeat(lines), " ".repeat(columns), raw.get());
        match Ledger::from_json_str(&padded) {
            Ok(ledger) => Some(ledger),
            Err(errors) => {
                let errors = Builder::examine(errors, &Limits::DEFAULT);
                self.errors.extend(errors.into_iter().map(HistoryError::of_base));
                None
            }
        }
    }

    fn entry(&mut self, raw: &'a RawValue, number: usize) -> Read {
        let origin = self.lines.row(raw.get());
        let mut read = Read { origin, previous: None, entry: None };
        let number = Some(number);
        let Some(Fields(fields)) = self.value(raw, number, "entries") else { return read };
        self.names(raw.get(), number, &fields, ENTRY_FIELDS, &["previous"]);
        let mut kinds = Vec::new();
        for (name, value) in &fields {
            match name.as_ref() {
                "previous" => read.previous = self.value(value, number, "previous"),
                "change" => {
                    kinds.push("change");
                    read.entry = self.value::<ChangeSet>(value, number, "change").map(Entry::Change);
                }
                "reported" => {
                    kinds.push("reported");
                    read.entry = self.value::<Reported>(value, number, "reported").map(Entry::Reported);
                }
                "correction" => {
                    kinds.push("correction");
                    read.entry = self.value::<Correction>(value, number, "correction").map(Entry::Correction);
                }
                _ => {}
            }
        }
        match kinds[..] {
            [_] => {}
            [] => self.complain(
                raw.get(),
                number,
                None,
                LedgerProblem::Missing("change`, `reported` or `correction".to_owned()),
            ),
            _ => {
                let expected =
                    Term::new("either a change, reported figures or a correction", "一组变更、一次上报数或一处更正");
                let written = excerpt(raw.get());
                self.complain(raw.get(), number, None, LedgerProblem::WrongType { expected, written });
            }
        }
        read
    }

    /// Compares the digest that each entry carries, and the one at the end, with that of the entry before.
    fn chain(&mut self, beginning: Option<Digest>, entries: &[Read], head: Option<Digest>, end: &str) {
        // The digest of the entry before; `None` where that could not be read.
        let mut found = beginning;
        for (number, read) in (1..).zip(entries) {
            if let Some((found, expected)) = found.zip(read.previous).filter(|(found, expected)| found != expected) {
                let changed = Some(number - 1).filter(|number| *number > 0);
                let problem = HistoryProblem::Tampered { changed, said_by: Some(number), found, expected };
                self.errors.push(HistoryError::at(read.origin.clone(), Some(number), None, problem));
            }
            let line = read.previous.zip(read.entry.as_ref());
            found = line.map(|(previous, entry)| Digest::of_json(&Line { previous, entry }));
        }
        if let Some((found, expected)) = found.zip(head).filter(|(found, expected)| found != expected) {
            let changed = Some(entries.len()).filter(|number| *number > 0);
            self.complain(
                end,
                None,
                Some("head"),
                HistoryProblem::Tampered { changed, said_by: None, found, expected },
            );
        }
    }

    /// Enters all entries again, up to the first change that is refused: later errors could merely follow from it.
    fn again(&mut self, history: &mut History, entries: Vec<Read>) {
        for Read { origin, entry, .. } in entries {
            let (entered, is_change) = match entry {
                Some(Entry::Change(change)) => (history.change(change), true),
                Some(Entry::Reported(reported)) => (history.report(reported), false),
                Some(Entry::Correction(correction)) => (history.correct(correction), false),
                None => return,
            };
            let Err(errors) = entered else { continue };
            self.errors.extend(errors.into_iter().map(|error| error.placed(&origin)));
            if is_change {
                return;
            }
        }
    }
}
