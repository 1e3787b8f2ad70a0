//! Texts of cells as messages show them.

use crate::ledger::excerpt;

/// How many digits in a row may be shown: more may be a telephone or identity number.
const DIGITS_SHOWN: usize = 6;

/// A text as a message may show it: cut where it is long, and without numbers that may be those of a person.
pub(super) fn shown(text: &str) -> String {
    let (mut shown, mut digits) = (String::new(), String::new());
    for c in text.trim().chars().chain(['\0']) {
        if c.is_numeric() {
            digits.push(c);
            continue;
        }
        if digits.chars().count() > DIGITS_SHOWN {
            digits.clear();
            digits.push('…');
        }
        shown.push_str(&digits);
        digits.clear();
        if c != '\0' {
            shown.push(c);
        }
    }
    excerpt(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_never_shown() {
        assert_eq!(shown("张三 13800000000"), "张三 …");
        assert_eq!(shown("２０２５年"), "２０２５年");
        assert_eq!(shown("410102199001011234"), "…");
        assert_eq!(shown("3-12"), "3-12");
    }
}
