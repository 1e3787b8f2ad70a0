//! One text, one form: what looks the same compares the same (规范形式).
//!
//! Codes, names and headings come from input methods, PDF files, chat programs and exports, and one name arrives as
//! many texts. The canonical form of a text is what is left of it when
//!
//! 1. invisible characters, controls and marks of direction are dropped;
//! 2. compatibility forms are replaced (NFKC): full-width letters and digits, ①, Ⅱ, ㎡, Kangxi radicals;
//! 3. radicals and strokes that look like characters are replaced by these: 惠⺠ is 惠民;
//! 4. what spreadsheets and XML write for a character is decoded: `_x000D_`;
//! 5. spaces, tabs and line breaks are trimmed, each run of them is one space, and between Han characters, or
//!    between one and Chinese punctuation, it is nothing: 张　三 is 张三.
//!
//! The form is for comparing: what was written is kept beside it. It is idempotent.

mod decode;
mod difference;
mod radical;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use self::decode::Decoder;
pub use self::difference::{Difference, Differences, differences};
#[cfg(feature = "workbook")]
pub(crate) use self::radical::ideograph;
use crate::text::character::{is_full_width, is_han, is_invisible, is_punctuation, is_space};

/// The form in which codes and names are compared. Borrows where the text is in it but for spaces around it.
/// O(length).
///
/// ```
/// use gridgov::text::canonical;
/// assert_eq!(canonical("\u{FEFF}惠\u{2EA0}社区\r\n"), "惠民社区");
/// assert_eq!(canonical("Ｔ－０１\u{200B}"), "T-01");
/// assert_eq!(canonical("张　三（ 兼 ）"), "张三(兼)");
/// assert_eq!(canonical("Zhang  San"), "Zhang San");
/// ```
#[must_use]
pub fn canonical(text: &str) -> Cow<'_, str> {
    formed(text, Form::Name)
}

/// The form in which headings are compared: the canonical one in small letters and without any space. O(length).
///
/// ```
/// use gridgov::text::heading_key;
/// assert_eq!(heading_key("网格 \n 编号（Ｇrid  Code）"), "网格编号(gridcode)");
/// ```
#[must_use]
pub fn heading_key(text: &str) -> Cow<'_, str> {
    formed(text, Form::Heading)
}

/// For what a text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Name,
    /// Letter case and spaces say nothing.
    Heading,
}

fn formed(text: &str, form: Form) -> Cow<'_, str> {
    let trimmed = text.trim_matches(is_space);
    if is_canonical(trimmed) {
        if form == Form::Name || trimmed.chars().all(is_of_key) {
            return Cow::Borrowed(trimmed);
        }
        // Without spaces an underscore may begin an escape.
        if trimmed.is_ascii() && !trimmed.contains('_') {
            return Cow::Owned(trimmed.split(' ').collect::<String>().to_ascii_lowercase());
        }
    }
    let formed = Formed::of(trimmed, form).text;
    if formed == trimmed { Cow::Borrowed(trimmed) } else { Cow::Owned(formed) }
}

/// Whether a character of a canonical text stands in a key of headings as it is.
fn is_of_key(c: char) -> bool {
    match c {
        ' ' => false,
        _ if c.is_ascii() => !c.is_ascii_uppercase(),
        _ => c.to_lowercase().eq([c]),
    }
}

/// Whether a text is surely canonical, without building its form. A text that only may be is not.
fn is_canonical(text: &str) -> bool {
    if text.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b'_') {
        return true;
    }
    let mut is_settled = true;
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '_' if matches!(chars.peek(), Some('x' | 'X')) => return false,
            '!'..='~' | '\u{4E00}'..='\u{9FFF}' => {}
            ' ' => match (before, chars.peek()) {
                (Some(before), Some(after)) if is_space_between(before, *after) => {}
                _ => return false,
            },
            _ if is_invisible(c) || is_space(c) || radical::ideograph(c).is_some() => return false,
            _ => is_settled = false,
        }
        before = Some(c);
    }
    is_settled || is_nfkc_quick(text.chars()) == IsNormalized::Yes
}

/// Whether a space between two characters says anything.
fn is_space_between(before: char, after: char) -> bool {
    let is_chinese = |c| is_han(c) || is_punctuation(c);
    let says_nothing = is_chinese(before) && is_chinese(after) && (is_han(before) || is_han(after));
    before != ' ' && !is_space(after) && !says_nothing
}

/// A text in its form.
struct Formed {
    text: String,
    is_decoded: bool,
    /// Whether spaces went.
    is_tightened: bool,
}

impl Formed {
    fn of(text: &str, form: Form) -> Self {
        let mut decoder = Decoder::new(form, text.len());
        text.chars().filter(|c| !is_invisible(*c)).nfkc().for_each(|c| decoder.take(c));
        let (loose, is_decoded) = decoder.finish();
        let text = with_single_spaces(&loose);
        let is_tightened = text.len() < loose.len();
        Self { text, is_decoded, is_tightened }
    }
}

/// What has to be changed in a text for its canonical form.
fn changes(text: &str) -> Differences {
    let formed = Formed::of(text, Form::Name);
    let is_unusual_space = |c| c != ' ' && is_space(c);
    // What the normalization changes beside that.
    let is_other = |c: &char| ![is_invisible, is_full_width, is_space, is_radical].iter().any(|is| is(*c));
    let others = text.chars().filter(is_other);
    let mut changes = Differences::default();
    for (difference, is) in [
        (Difference::Invisible, text.contains(is_invisible)),
        (Difference::FullWidth, text.contains(is_full_width)),
        (Difference::Space, formed.is_tightened || text.contains(is_unusual_space)),
        (Difference::Radical, text.contains(is_radical)),
        (Difference::Escape, formed.is_decoded),
        (Difference::Compatibility, !others.clone().nfkc().eq(others)),
    ] {
        changes.add_if(difference, is);
    }
    changes
}

fn is_radical(c: char) -> bool {
    ('\u{2F00}'..='\u{2FD5}').contains(&c) || radical::ideograph(c).is_some()
}

/// The text without spaces around it, with one space for each run and none between Han characters.
fn with_single_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_pending = false;
    for c in text.chars() {
        if c == ' ' {
            is_pending = true;
            continue;
        }
        if is_pending && out.chars().next_back().is_some_and(|before| is_space_between(before, c)) {
            out.push(' ');
        }
        is_pending = false;
        out.push(c);
    }
    out
}

#[cfg(test)]
#[path = "canonical_tests.rs"]
mod tests;
