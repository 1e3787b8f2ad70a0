//! The form in which codes and names are compared.

#[cfg(feature = "workbook")]
use std::borrow::Cow;

/// The text without spaces around it and with half-width forms for full-width letters, digits and signs, which Chinese
/// input methods leave behind. Borrows where nothing changes.
#[cfg(feature = "workbook")]
pub(crate) fn normalized(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if !trimmed.contains(is_full_width) {
        return Cow::Borrowed(trimmed);
    }
    let half = |c: char| if is_full_width(c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c) } else { c };
    Cow::Owned(trimmed.chars().map(half).collect())
}

/// Whether a character is the full-width form of a letter, digit or sign of ASCII.
pub(crate) fn is_full_width(c: char) -> bool {
    ('\u{FF01}'..='\u{FF5E}').contains(&c)
}

#[cfg(all(test, feature = "workbook"))]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_full_width_forms_go() {
        assert_eq!(normalized(" ４１０１\u{3000}"), "4101");
        assert_eq!(normalized("（Ａ）"), "(A)");
        assert!(matches!(normalized("须水"), Cow::Borrowed("须水")));
    }
}
