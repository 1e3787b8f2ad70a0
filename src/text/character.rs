//! What a character is to whoever sees it: nothing, a space, or a sign.

/// Whether a character shows nothing and takes no room: controls, marks of direction, joiners, variation selectors,
/// fillers, marks of byte order (不可见字符). Line breaks and tabs are spaces instead.
#[rustfmt::skip]
pub(crate) fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !is_space(c);
    }
    matches!(c,
        | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}' // controls
        | '\u{AD}' // soft hyphen
        | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // fillers of Hangul
        | '\u{180B}'..='\u{180F}' // of Mongolian
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' // joiners, directions
        | '\u{FE00}'..='\u{FE0F}' // variation selectors
        | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' // byte order, annotations
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' // of shorthand and music
        | '\u{E0000}'..='\u{E0FFF}' // tags and further variation selectors
    ) || is_noncharacter(c)
}

/// Whether a code point is none that text may hold, such as a mark of byte order read the wrong way round.
fn is_noncharacter(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c) || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a character is a space, a tab or a line break, of any width (空白). The blank of Braille looks like one.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Whether a character is Han (汉字), its repetition 々 or the zero 〇.
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
            | '々'
            | '〇'
    )
}

/// Whether a sign is the full-width form of a letter, digit or sign of ASCII, or of another sign that has both
/// widths (全角、半角).
pub(crate) fn is_full_width(c: char) -> bool {
    ('\u{FF01}'..='\u{FFEE}').contains(&c)
}

/// Whether a sign is punctuation of Chinese text (标点), full width or as compatibility normalization leaves it.
pub(crate) fn is_punctuation(c: char) -> bool {
    "()[]{}<>,;:!?“”‘’·".contains(c)
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_invisible_or_a_space_or_a_sign() {
        for c in '\0'..=char::MAX {
            assert!(!(is_invisible(c) && is_space(c)), "{c:?} is both");
            assert!(!c.is_control() || is_invisible(c) || is_space(c), "the control {c:?} is neither");
        }
        assert!(
            "\u{200B}\u{200E}\u{202A}\u{202E}\u{2066}\u{FEFF}\u{AD}\u{180E}\u{1F}\0\u{E0101}".chars().all(is_invisible)
        );
        assert!("\t\n\r \u{A0}\u{3000}\u{2028}\u{85}\u{2800}".chars().all(is_space));
        assert!(!"T-1张三，１e\u{301}é🏠\u{E000}\u{FFFD}".chars().any(|c| is_invisible(c) || is_space(c)));
    }

    #[test]
    fn han_is_told_from_other_signs() {
        assert!("一龥㐀𠀀〇々".chars().all(is_han));
        assert!(!"aＡ、（한あ⼀".chars().any(is_han));
    }
}
