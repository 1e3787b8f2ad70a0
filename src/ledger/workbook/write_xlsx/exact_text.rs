//! Texts that come back as they were written.
//!
//! In an Excel file a control character is written as a mark, `_x0001_`, and a text that says so itself as
//! `_x005F_x0001_`. The writing library does that, but two things slip through: the beginning of a mark in front of a
//! control character (`_x0041` and then U+0001, which would be read as `A`), and a text that has the look of the
//! markup of rich text, which it would take for markup. Both are written as rich text, in which it leaves marks alone,
//! with the marks made here.

use std::borrow::Cow;

/// The text with its own marks made harmless, if it must be written as rich text to be read as it was.
pub(super) fn as_rich_text(text: &str) -> Option<String> {
    let is_markup = text.starts_with("<r>") && text.ends_with("</r>");
    if !is_markup && !marks(text).any(|end| text[end..].starts_with(is_marked)) {
        return None;
    }
    let mut exact = String::with_capacity(text.len() + 8);
    let mut from = 0;
    for end in marks(text) {
        // The line in front of the letter is itself written as a mark.
        let begin = end - MARK;
        exact.extend([&text[from..begin], "_x005F"]);
        from = begin;
    }
    exact.push_str(&text[from..]);
    Some(exact)
}

/// The length of a mark without the line at its end.
const MARK: usize = "_x0041".len();

/// Where each beginning of a mark ends.
fn marks(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("_x").filter_map(|(at, _)| {
        let digits = text.get(at + 2..at + MARK)?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(at + MARK)
    })
}

/// Whether a character is written as a mark.
fn is_marked(character: char) -> bool {
    (character < ' ' && !matches!(character, '\t' | '\n')) || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// How long Excel finds a text: characters beyond the first 65,536 count twice.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A message, or as much of it as a person reads and a cell holds, with `…` where it goes on.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    const READ: usize = 8_000;
    match text.char_indices().nth(READ) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A text for a comment, which knows no marks: control characters are shown by the pictures of them.
pub(crate) fn visible(text: &str) -> String {
    let shown = |character: char| match character {
        control if control < ' ' && is_marked(control) => {
            char::from_u32(0x2400 + u32::from(control)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        none if is_marked(none) => char::REPLACEMENT_CHARACTER,
        character => character,
    };
    text.chars().map(shown).collect()
}
