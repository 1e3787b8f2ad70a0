//! A file or stream as UTF-8 text, within bounds.

use std::io::Read;

use super::{LedgerError, LedgerErrors, LedgerProblem, Limits, Origin, Source};

/// Reads to the end of a stream, or to the bound.
pub(crate) fn read_utf8(reader: impl Read, name: &str, limits: &Limits) -> Result<String, LedgerErrors> {
    let mut bytes = Vec::new();
    // One byte more than allowed shows that there are too many.
    let read = reader.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| LedgerErrors::unreadable(name, error))?;
    limits.check_bytes(bytes.len() as u64).map_err(|problem| error(name, 0, problem))?;
    String::from_utf8(bytes).map_err(|invalid| {
        let valid = invalid.utf8_error().valid_up_to();
        let line = 1 + invalid.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count();
        error(name, line as u32, LedgerProblem::NotUtf8(valid))
    })
}

/// An error if a text has too many bytes.
pub(super) fn check_length(text: &str, name: &str, limits: &Limits) -> Result<(), LedgerErrors> {
    limits.check_bytes(text.len() as u64).map_err(|problem| error(name, 0, problem))
}

fn error(name: &str, line: u32, problem: LedgerProblem) -> LedgerErrors {
    LedgerErrors::one(LedgerError::new(Origin::new(Source::text(name), line, 0), None, problem))
}
