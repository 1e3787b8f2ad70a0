//! Errors that newer spreadsheets know.
//!
//! calamine knows the seven old ones, `#REF!` and such, and refuses a workbook with any other, `#SPILL!` mostly. Those
//! are made texts with a mark for it, by which they are known as errors afterwards.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// The errors that calamine knows.
const KNOWN: [&[u8]; 7] = [b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"];

/// No XML may hold this character, so that no text begins with it by itself.
const MARK: char = '\u{FFFF}';

const OF_AN_ERROR: &[u8] = b" t=\"e\"";
const OF_A_TEXT: &[u8] = b" t=\"str\"";

/// The cells of a sheet, with the errors marked that calamine does not know.
pub(super) fn mark(cells: &[u8]) -> Cow<'_, [u8]> {
    let mut marked = Vec::new();
    let mut copied = 0;
    for at in memmem::find_iter(cells, OF_AN_ERROR) {
        let behind = at + OF_AN_ERROR.len();
        let Some((from, error)) = value(cells, behind) else { continue };
        if KNOWN.contains(&error) || at < copied {
            continue;
        }
        marked.extend_from_slice(&cells[copied..at]);
        marked.extend_from_slice(OF_A_TEXT);
        marked.extend_from_slice(&cells[behind..from]);
        marked.extend_from_slice(MARK.encode_utf8(&mut [0; 4]).as_bytes());
        copied = from;
    }
    if copied == 0 {
        return Cow::Borrowed(cells);
    }
    marked.extend_from_slice(&cells[copied..]);
    Cow::Owned(marked)
}

/// Where the value of the cell begins, and the value; the cell's own element may have more attributes, and a
/// formula may come before.
fn value(cells: &[u8], within: usize) -> Option<(usize, &[u8])> {
    let from = within + memmem::find(&cells[within..], b"v>")? + 2;
    // The value of a cell behind this one is not meant.
    let is_other = [&b"<c "[..], b":c "].iter().any(|cell| memmem::find(&cells[within..from], cell).is_some());
    let length = memchr(b'<', &cells[from..]).filter(|length| *length > 0 && !is_other)?;
    Some((from, &cells[from..from + length]))
}

/// The error that a text stands for.
pub(super) fn marked(text: &str) -> Option<&str> {
    text.strip_prefix(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_are_not_known_are_marked() {
        let old = br#"<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="s"><v>0</v></c>"#;
        assert_eq!(mark(old), Cow::Borrowed(old));
        let new = br#"<c r="A1" t="e" s="2"><f>A:A</f><v>#SPILL!</v></c><c t="e"/><c r="B1" t="s"><v>0</v></c>"#;
        let expected = "<c r=\"A1\" t=\"str\" s=\"2\"><f>A:A</f><v>\u{FFFF}#SPILL!</v></c><c t=\"e\"/><c r=\"B1\" t=\"s\"><v>0</v></c>";
        assert_eq!(String::from_utf8_lossy(&mark(new)), expected);
        assert_eq!(marked("\u{FFFF}#SPILL!"), Some("#SPILL!"));
        assert_eq!(marked("#SPILL!"), None);
    }
}
