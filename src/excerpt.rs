//! Texts as they were written, for messages: what is invisible escaped, and cut where they are too long to show.

use crate::text::escaped;

/// How many characters are shown.
const SHOWN: usize = 60;

/// What was written, as a message can show it. An escape such as `\u{200B}` is never cut through.
pub(crate) fn excerpt(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(4 * SHOWN));
    let mut left = SHOWN;
    for c in text.chars() {
        let mut buffer = [0; 4];
        let c = escaped(c.encode_utf8(&mut buffer));
        let width = c.chars().count();
        if width > left {
            shown.push('…');
            break;
        }
        left -= width;
        shown.push_str(&c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(excerpt("T-1\u{200B}"), r"T-1\u{200B}");
        assert_eq!(excerpt("张三\n13"), r"张三\n13");
        assert_eq!(excerpt(" 张　三 "), " 张　三 ");
    }

    #[test]
    fn long_texts_are_cut_and_escapes_are_whole() {
        assert_eq!(excerpt(&"网".repeat(60)), "网".repeat(60));
        assert_eq!(excerpt(&"网".repeat(61)), "网".repeat(60) + "…");
        for before in 45..62 {
            let shown = excerpt(&("a".repeat(before) + "\u{200B}" + &"b".repeat(70)));
            assert!(shown.chars().count() <= 61 && shown.ends_with('…'), "{shown}");
            let escape = shown.trim_start_matches('a').trim_end_matches(['…', 'b']);
            assert!(escape.is_empty() || escape == r"\u{200B}", "{shown}");
            assert_eq!(excerpt(&shown[..shown.len() - '…'.len_utf8()]) + "…", shown, "once is enough");
        }
    }
}
