//! Texts in messages: what cannot be seen is shown.

use std::borrow::Cow;

use crate::text::character::{is_invisible, is_space};

/// The text with line breaks, controls, invisible characters and unusual spaces shown as `\n` or `\u{200B}`; all else,
/// ordinary and full-width spaces too, as it is. Borrows where there is nothing to show. O(length).
///
/// It is for readers, not for reading back: a backslash stays as it is.
///
/// ```
/// use gridgov::text::escaped;
/// assert_eq!(escaped("T-1\u{200B}\n"), r"T-1\u{200B}\n");
/// assert_eq!(escaped("张　三"), "张　三");
/// ```
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_hidden) else { return Cow::Borrowed(text) };
    let (plain, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(plain);
    for c in rest.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(c) => out.extend([format!("\\u{{{:X}}}", u32::from(c))]),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a reader cannot see a character, or cannot tell it from an ordinary space.
fn is_hidden(c: char) -> bool {
    is_invisible(c) || (is_space(c) && c != ' ' && c != '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        for (text, shown) in [
            ("\u{202A}410102012\u{202C}", r"\u{202A}410102012\u{202C}"),
            ("张三\r\n13", r"张三\r\n13"),
            ("\u{1F}01\t\u{A0}\0", r"\u{1F}01\t\u{A0}\u{0}"),
            ("\u{FEFF}惠民\u{E0101}", r"\u{FEFF}惠民\u{E0101}"),
        ] {
            assert_eq!(escaped(text), shown);
            assert_eq!(escaped(shown), shown, "what is shown needs no showing");
        }
    }

    #[test]
    fn what_can_be_seen_stays_as_it_is() {
        for text in ["", " T-1 ", "张　三", "惠⺠（一）", r"C:\temp", "e\u{301}", "🏠"] {
            assert!(matches!(escaped(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
