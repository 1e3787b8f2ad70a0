//! Codes and names within longer texts: `须水街道/惠民社区`, `一号网格(T-1)`.

use super::variant::is_hyphen;
use super::{Index, Known};
use crate::text::character::is_han;

/// So many parts of a text are looked up.
const PARTS: usize = 8;
/// Longer texts are not taken for names written one behind the other.
const LONGEST: usize = 64;

/// What stands between the parts of a path.
fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\' | '>' | '、' | '→' | '⇒' | '»' | '›' | '▶' | '►' | '∕')
}

fn is_between(c: char) -> bool {
    is_separator(c) || is_hyphen(c)
}

/// What stands between a code, a name and remarks.
fn is_between_parts(c: char) -> bool {
    " ()[]{}<>【】〔〕《》「」:,;|".contains(c)
}

/// What may stand around a separator too.
fn is_around(c: char) -> bool {
    is_between(c) || c == ' '
}

/// The nodes in whose code or name a text ends: the longest end of it that is known.
pub(super) fn last<'k>(index: &Index<'k>, text: &str) -> Vec<Known<'k>> {
    let mut places: Vec<(usize, char)> =
        text.char_indices().rev().filter(|(_, c)| is_between(*c)).take(PARTS).collect();
    places.reverse();
    for (at, separator) in places {
        let end = text[at + separator.len_utf8()..].trim_start_matches(is_around);
        let before = text[..at].trim_end_matches(is_around);
        if end.is_empty() || before.is_empty() {
            continue;
        }
        let found = index.named(end);
        // A hyphen stands within codes too: before a code, the part before it must be known as well.
        let is_path = || {
            let part = before.rsplit(is_between).next();
            is_separator(separator) || end.contains(is_han) || part.is_some_and(|part| is_known(index, part))
        };
        if !found.is_empty() && is_path() {
            return found;
        }
    }
    joined(index, text)
}

fn is_known(index: &Index, text: &str) -> bool {
    !index.named(text).is_empty()
}

/// The nodes in whose name a text ends that begins with another name: `须水街道惠民社区`.
fn joined<'k>(index: &Index<'k>, text: &str) -> Vec<Known<'k>> {
    if text.len() > 3 * LONGEST || !text.contains(is_han) || text.contains(is_between_parts) {
        return Vec::new();
    }
    let mut is_begun = false;
    for (at, _) in text.char_indices().skip(1) {
        is_begun = is_begun || is_known(index, &text[..at]);
        if is_begun {
            let found = index.named(&text[at..]);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// The nodes whose code or name is a part of a text, between spaces or brackets.
pub(super) fn parts<'k>(index: &Index<'k>, text: &str) -> Vec<Known<'k>> {
    let parts = text.split(is_between_parts).filter(|part| !part.is_empty() && part.len() < text.len());
    parts.take(PARTS).flat_map(|part| index.named(part)).collect()
}
