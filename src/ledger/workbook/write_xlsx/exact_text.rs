//! Texts that come back as they were written.
//!
//! An Excel file escapes a control character as `_x0001_`, and a text that holds such an escape itself as
//! `_x005F_x0001_`. The library does that, except in two cases: the beginning of an escape in front of a control
//! character (`_x0041` and then U+0001, which would be read as `A`), and a text that looks like the markup of rich text.
//! Both are written as rich text, which the library does not escape, with the escapes made here.

use std::borrow::Cow;

/// The escaped text, if it must be written as rich text to be read as it was; `None` if the library writes it right.
pub(super) fn as_rich_text(text: &str) -> Option<String> {
    let is_markup = text.starts_with("<r>") && text.ends_with("</r>");
    if !is_markup && !escapes(text).any(|end| text[end..].starts_with(is_escaped)) {
        return None;
    }
    let mut exact = String::with_capacity(text.len() + 8);
    let mut from = 0;
    for end in escapes(text) {
        // The underscore in front of the `x` is escaped itself.
        let begin = end - ESCAPE;
        exact.extend([&text[from..begin], "_x005F"]);
        from = begin;
    }
    exact.push_str(&text[from..]);
    Some(exact)
}

/// The length of an escape without the underscore at its end.
const ESCAPE: usize = "_x0041".len();

/// Where the beginning of each possible escape ends.
fn escapes(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("_x").filter_map(|(at, _)| {
        let digits = text.get(at + 2..at + ESCAPE)?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(at + ESCAPE)
    })
}

/// Whether a character is written as an escape.
fn is_escaped(character: char) -> bool {
    (character < ' ' && !matches!(character, '\t' | '\n')) || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// The length of a text by Excel's count: characters beyond U+FFFF count twice.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A message, cut at a length that a person reads and a cell holds, with `…` at the end if it is cut.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    const READ: usize = 8_000;
    match text.char_indices().nth(READ) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A text for a comment, which has no escapes: control characters become their Unicode pictures.
pub(crate) fn visible(text: &str) -> String {
    let shown = |character: char| match character {
        control if control < ' ' && is_escaped(control) => {
            char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        none if is_escaped(none) => char::REPLACEMENT_CHARACTER,
        character => character,
    };
    text.chars().map(shown).collect()
}
