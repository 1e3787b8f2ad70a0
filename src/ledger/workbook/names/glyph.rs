//! The characters of a cell in their canonical form, each with the place that it came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::table::surname;
pub(crate) use crate::text::is_han;
use crate::text::{canonical, ideograph, is_invisible};

/// A character in canonical form (NFKC), and the bytes of the source text that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) c: char,
    pub(crate) at: Range<usize>,
}

/// The visible characters of a text. White space is one `' '` or `'\n'`; escapes of spreadsheets (`_x000D_`) are
/// decoded; invisible characters and marks of direction are dropped. O(bytes).
pub(crate) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut found: Vec<Glyph> = Vec::with_capacity(text.len() / 2);
    let mut rest = text.char_indices();
    while let Some((start, written)) = rest.next() {
        let mut c = written;
        let mut end = start + written.len_utf8();
        if let Some(escaped) = escape(&text[start..]) {
            c = escaped;
            end = start + ESCAPE_LENGTH;
            rest.by_ref().take(ESCAPE_LENGTH - 1).for_each(drop);
        }
        if is_invisible(c) {
            continue;
        }
        if is_break(c) || c.is_whitespace() || c == '\u{1F}' {
            push_gap(&mut found, if is_break(c) { '\n' } else { ' ' }, start..end);
        } else if is_plain(c) {
            found.push(Glyph { c, at: start..end });
        } else if !c.is_control() {
            // Look-alike radicals are the characters that they look like.
            for c in std::iter::once(c).nfkc().map(|c| ideograph(c).unwrap_or(c)) {
                if c == ' ' {
                    push_gap(&mut found, ' ', start..end);
                } else {
                    found.push(Glyph { c, at: start..end });
                }
            }
        }
    }
    found
}

/// Runs of white space are one gap; it is a break if one of them is.
fn push_gap(found: &mut Vec<Glyph>, gap: char, at: Range<usize>) {
    match found.last_mut() {
        Some(last) if is_gap(last.c) => {
            last.at.end = at.end;
            if gap == '\n' {
                last.c = '\n';
            }
        }
        _ => found.push(Glyph { c: gap, at }),
    }
}

const ESCAPE_LENGTH: usize = "_x000D_".len();

/// The character of an escape that spreadsheets write for a control character: `_x000D_`.
fn escape(text: &str) -> Option<char> {
    let digits = text.strip_prefix("_x").or_else(|| text.strip_prefix("_X"))?.get(..4)?;
    let is_closed = text.as_bytes().get(ESCAPE_LENGTH - 1) == Some(&b'_');
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_closed && is_hex).and_then(char::from_u32)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that are their own canonical form, or whose form would lose what they say here: NFKC makes ″ two
/// primes and ① a one.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}' | '\u{2033}' | '…') || is_circled(c)
}

/// ① to ⑳, which number the names of a list.
pub(crate) fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// White space in canonical form.
pub(crate) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\n')
}

/// The text of some glyphs: trimmed, without spaces beside Han characters.
pub(crate) fn text_of(glyphs: &[Glyph]) -> String {
    let mut text = String::with_capacity(glyphs.len() * 3);
    for (at, glyph) in glyphs.iter().enumerate() {
        if !is_gap(glyph.c) {
            text.push(glyph.c);
            continue;
        }
        let before = at.checked_sub(1).map(|before| glyphs[before].c);
        let after = glyphs.get(at + 1).map(|after| after.c);
        if let (Some(before), Some(after)) = (before, after)
            && before.is_ascii()
            && after.is_ascii()
        {
            text.push(' ');
        }
    }
    if text.is_ascii() { text } else { canonical(&text).into_owned() }
}

/// The bytes of the source text that some glyphs stand for.
pub(crate) fn range_of(glyphs: &[Glyph]) -> Range<usize> {
    match (glyphs.first(), glyphs.last()) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        _ => 0..0,
    }
}

/// Some glyphs without gaps at their ends.
pub(crate) fn trimmed(mut glyphs: &[Glyph]) -> &[Glyph] {
    while let [first, rest @ ..] = glyphs
        && is_gap(first.c)
    {
        glyphs = rest;
    }
    while let [rest @ .., last] = glyphs
        && is_gap(last.c)
    {
        glyphs = rest;
    }
    glyphs
}

/// What texts are compared by: without white space, small letters.
pub(crate) fn key_of(glyphs: &[Glyph]) -> String {
    let mut key = String::with_capacity(glyphs.len() * 3);
    for glyph in glyphs.iter().filter(|glyph| !is_gap(glyph.c)) {
        if is_han(glyph.c) {
            key.push(glyph.c);
        } else {
            key.extend(glyph.c.to_lowercase());
        }
    }
    key
}

/// Whether a text is made of characters that write names of other languages: 买买提江, 扎西顿珠.
pub(crate) fn is_transliterated(text: &[char]) -> bool {
    !text.is_empty() && text.iter().all(|c| surname::TRANSLITERATION.contains(*c))
}
