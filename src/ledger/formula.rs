//! Texts that no spreadsheet runs as a formula.
//!
//! A spreadsheet that opens a table of text takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and
//! skips a tab or line break in front of one. Such a text is written with an apostrophe in front, which is removed when
//! it is read. If it begins with apostrophes already it gets one more, so that every text comes back as it was. All
//! other texts stay as they are, even if they begin with an apostrophe.

use std::borrow::Cow;

/// The mark in front of a text that a spreadsheet would run.
const MARK: char = '\'';

/// How formulas begin, and what spreadsheets skip in front of them; the full-width forms come from Chinese keyboards.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a text begins like a formula, after any number of marks.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(MARK).starts_with(FORMULA_STARTS)
}

/// A text as it is written to a table.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`guarded`] wrote.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(MARK).filter(|text| is_formula(text)).unwrap_or(cell)
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
            assert!(!written.starts_with(FORMULA_STARTS));
        }
    }

    #[test]
    fn what_was_written_without_marks_is_read_as_it_stands() {
        for text in ["=1+1", "-5", "第一网格", "'第一网格", "''"] {
            assert_eq!(unguarded(text), text);
        }
    }
}
