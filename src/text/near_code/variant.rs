//! Codes written in other ways: keys that are the same for all of them.

use std::borrow::Cow;

use super::{Known, Likeness};
use crate::text::canonical::{canonical, heading_key};

/// By what a node is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Its code, but for letter case and spaces.
    Code,
    /// Its code without marks around it, zeros before numbers and hyphens.
    Unpadded,
    /// Its code without marks around it and hyphens.
    Joined,
    /// Its code without marks around it, and one sign for all that look like it.
    LookAlike,
    /// Its name, but for letter case and spaces.
    Name,
}

impl Key {
    pub(super) const ALL: [Self; 5] = [Self::Code, Self::Unpadded, Self::Joined, Self::LookAlike, Self::Name];

    /// The key of a node.
    pub(super) fn of_node(self, (code, name): Known) -> String {
        self.of(&heading_key(if self == Self::Name { name } else { code }))
    }

    /// The key of a text as headings are compared.
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Self::Code => text.to_owned(),
            Self::Unpadded => without_hyphens(&without_zeros(bare(text))),
            Self::Joined => without_hyphens(bare(text)),
            Self::LookAlike => bare(text).chars().map(look_alike).collect(),
            Self::Name => without_marks(text).to_owned(),
        }
    }
}

/// A likeness of codes, and the form in which codes are the same that are so alike.
type Step = (Likeness, fn(&str) -> Cow<str>);

/// In what a text is like a code of which it has a key.
pub(super) fn likeness(written: &str, code: &str) -> Likeness {
    const STEPS: [Step; 6] = [
        (Likeness::Case, |text| text.into()),
        (Likeness::Marks, |text| without_marks(text).into()),
        (Likeness::Point, |text| bare(text).into()),
        (Likeness::Padding, |text| without_zeros(bare(text)).into()),
        (Likeness::Hyphen, |text| without_hyphens(bare(text)).into()),
        (Likeness::Hyphen, |text| without_hyphens(&without_zeros(bare(text))).into()),
    ];
    if canonical(written) == canonical(code) {
        return Likeness::Form;
    }
    let (written, code) = (heading_key(written), heading_key(code));
    let step = STEPS.iter().find(|(_, form)| form(&written) == form(&code));
    step.map_or(Likeness::LookAlike, |(why, _)| *why)
}

/// A code without marks around it and without `.0` behind it.
fn bare(text: &str) -> &str {
    let text = without_marks(text);
    match text.split_once('.') {
        Some((whole, zeros))
            if whole.ends_with(|c: char| c.is_ascii_digit())
                && !zeros.is_empty()
                && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

/// A text without quotation marks, the sign of a formula, and punctuation that was left at its end.
fn without_marks(text: &str) -> &str {
    const QUOTES: &str = "'\"`‘’“”「」『』《》〈〉";
    const BEHIND: &str = ",;。、";
    let text = text.trim_start_matches(|c| c == '=' || QUOTES.contains(c));
    text.trim_end_matches(|c| QUOTES.contains(c) || BEHIND.contains(c))
}

/// A text whose numbers begin with no zero.
fn without_zeros(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_in_number = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_last = !chars.peek().is_some_and(char::is_ascii_digit);
        if c != '0' || is_in_number || is_last {
            out.push(c);
            is_in_number = c.is_ascii_digit();
        }
    }
    out
}

/// A text without hyphens, underscores and dashes.
fn without_hyphens(text: &str) -> String {
    if !text.contains(|c| is_hyphen(c) || c == '一') {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let is_sign = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    // An input method gives the number 一 where a dash was meant.
    let is_dash = |at: usize| chars[at] == '一' && is_sign(at.checked_sub(1)) && is_sign(Some(at + 1));
    let kept = chars.iter().enumerate().filter(|(at, c)| !is_hyphen(**c) && !is_dash(*at));
    kept.map(|(_, c)| *c).collect()
}

/// Whether a sign stands for a hyphen; full-width forms are canonical by now.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '~' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30FC}' | '\u{AF}')
}

/// The sign that stands for all small letters and digits that look like it, themselves or as capitals.
fn look_alike(c: char) -> char {
    const LOOK_ALIKES: [(char, &str); 18] = [
        ('0', "оο"),
        ('1', "іι"),
        ('a', "аα"),
        ('b', "вβ"),
        ('c', "с"),
        ('d', "ԁ"),
        ('e', "еε"),
        ('h', "нη"),
        ('j', "ј"),
        ('k', "кκ"),
        ('m', "мμ"),
        ('n', "ν"),
        ('p', "рρ"),
        ('s', "ѕ"),
        ('t', "тτ"),
        ('x', "хχ"),
        ('y', "уυ"),
        ('z', "ζ"),
    ];
    match c {
        'o' => '0',
        'i' | 'l' | '|' => '1',
        _ if c.is_ascii() => c,
        // Cyrillic and Greek letters.
        _ => LOOK_ALIKES.iter().find(|(_, signs)| signs.contains(c)).map_or(c, |(sign, _)| *sign),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_for_what_may_be_meant() {
        for (kind, text, key) in [
            (Key::Unpadded, "=\"xs-t001.00\"", "xst1"),
            (Key::Unpadded, "1-000-010", "1010"),
            (Key::Unpadded, "t一01", "t1"),
            (Key::Unpadded, "一号", "一号"),
            (Key::Joined, "t_01", "t01"),
            (Key::Joined, "v1.5", "v1.5"),
            (Key::Joined, "a.0", "a.0"),
            (Key::LookAlike, "хѕ-to1", "xs-t01"),
            (Key::Name, "《物业》", "物业"),
        ] {
            assert_eq!(kind.of(text), key, "{kind:?} {text}");
        }
    }
}
