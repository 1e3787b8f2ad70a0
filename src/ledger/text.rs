//! A file or stream as text, within bounds.

use std::io::Read;

use super::limits::MAX_BYTES;
use super::{LedgerError, LedgerErrors, LedgerProblem, Origin, Source};

/// The whole of a reader as text.
pub(crate) fn text_of(reader: impl Read, name: &str) -> Result<String, LedgerErrors> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| LedgerErrors::unreadable(name, &error))?;
    let found = bytes.len() as u64;
    if found > MAX_BYTES {
        let problem = LedgerProblem::Limit { what: "the number of bytes", found, limit: MAX_BYTES, name: "MAX_BYTES" };
        return Err(LedgerErrors::one(LedgerError::new(Origin::new(Source::text(name), 0, 0), None, problem)));
    }
    utf8(bytes, name)
}

/// Bytes as text; an error names the line of the first byte that is none.
fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, LedgerErrors> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count();
        let origin = Origin::new(Source::text(name), line as u32, 0);
        LedgerErrors::one(LedgerError::new(origin, None, LedgerProblem::NotUtf8(valid)))
    })
}
