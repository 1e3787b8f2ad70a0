//! Texts of cells as messages show them.

use crate::ledger::excerpt;

/// How many digits in a row may be shown: more may be a telephone or identity number.
const DIGITS_SHOWN: usize = 6;

/// A text as a message may show it: cut where it is long, and without numbers that may be those of a person.
pub(super) fn shown(text: &str) -> String {
    let (mut shown, mut number) = (String::new(), String::new());
    for c in text.trim().chars() {
        if c.is_numeric() || !number.is_empty() && is_within_number(c) {
            number.push(c);
            continue;
        }
        push_number(&mut shown, &mut number);
        shown.push(c);
    }
    push_number(&mut shown, &mut number);
    excerpt(&shown)
}

/// Whether a character may stand between the digits of a telephone number.
fn is_within_number(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | ' ' | '\u{3000}' | '(' | ')' | '（' | '）' | '+')
}

fn push_number(shown: &mut String, number: &mut String) {
    let digits = number.chars().filter(|c| c.is_numeric()).count();
    if digits > DIGITS_SHOWN {
        let kept = number.trim_end_matches(is_within_number).len();
        shown.push('…');
        shown.push_str(&number[kept..]);
    } else {
        shown.push_str(number);
    }
    number.clear();
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
        assert_eq!(shown("张三 138-0000-0000（兼）"), "张三 …（兼）");
        assert_eq!(shown("0371 6000 0000 张三"), "… 张三");
    }
}
