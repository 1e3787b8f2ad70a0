//! Texts that no spreadsheet runs as a formula.
//!
//! A spreadsheet that opens a table of text takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and
//! passes over a tab or line break in front of one. Such a text gets an apostrophe in front when it is written, which
//! is taken away when it is read. Where apostrophes stand in front of such a beginning already, there is one more, so
//! that each text comes back as it was; all other texts, also such as begin with an apostrophe, stay as they are.

use std::borrow::Cow;

/// What stands in front of a text that a spreadsheet would run.
const MARK: char = '\'';

/// What a spreadsheet takes for the beginning of a formula, or skips in front of one; also as Chinese keyboards write
/// it.
const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a text begins as a formula does, behind as many marks as there may be.
fn is_run(text: &str) -> bool {
    text.trim_start_matches(MARK).starts_with(RUN)
}

/// A text as it is written into a table.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_run(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was written so.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(MARK).filter(|text| is_run(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_run_is_marked_and_comes_back() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+86 371", "'+86 371"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''@", "'''@"),
            ("", ""),
            ("'", "'"),
            ("''", "''"),
            ("'第一网格'", "'第一网格'"),
            ("1=1", "1=1"),
            (" =1", " =1"),
        ] {
            assert_eq!(guarded(text), written, "{text:?}");
            assert_eq!(unguarded(written), text, "{written:?}");
            assert!(!written.starts_with(RUN));
        }
    }

    #[test]
    fn what_was_written_without_marks_is_read_as_it_stands() {
        for text in ["=1+1", "-5", "第一网格", "'第一网格", "''"] {
            assert_eq!(unguarded(text), text);
        }
    }
}
