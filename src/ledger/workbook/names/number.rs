//! Numbers that belong to a person: telephones and identity numbers. They are found in order to be dropped.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::ledger::workbook::names::glyph::{Glyph, glyphs};

/// What a number is. The number itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NumberKind {
    /// A mobile telephone (手机).
    Mobile,
    /// Another telephone: of a city, 400, or what 电话 or 短号 stands before.
    Telephone,
    /// An identity number (身份证号) or the number of a passport.
    Identity,
    /// An account that 微信 or QQ stands before.
    Account,
    /// Five digits or more of another kind.
    Other,
}

impl NumberKind {
    /// What it is, in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Mobile | Self::Telephone => "a telephone number",
            Self::Identity => "an identity number",
            Self::Account => "the name of an account",
            Self::Other => "a long number",
        }
    }

    /// What it is, in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Mobile | Self::Telephone => "电话号码",
            Self::Identity => "证件号码",
            Self::Account => "账号",
            Self::Other => "一长串数字",
        }
    }
}

impl fmt::Display for NumberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english())
    }
}

/// A number among glyphs, with what stands before it: 电话：.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) glyphs: Range<usize>,
    pub(crate) kind: NumberKind,
}

/// What says that digits behind it are a telephone; the longest first.
const OF_TELEPHONES: &[&str] = &[
    "联系电话",
    "联系方式",
    "联系号码",
    "办公电话",
    "值班电话",
    "手机号码",
    "电话号码",
    "手机号",
    "电话",
    "手机",
    "座机",
    "固话",
    "短号",
    "号码",
    "telephone",
    "mobile",
    "phone",
    "tel",
    "mob",
];
const OF_IDENTITY: &[&str] =
    &["公民身份号码", "身份证号码", "身份证号", "身份证", "身份号码", "证件号码", "证件号", "护照号", "护照"];
const OF_ACCOUNTS: &[&str] = &["微信号", "微信", "wechat", "wx", "qq号", "qq"];

/// The text with each telephone and identity number shown as `…`, for messages: 李四…(主任).
#[must_use]
pub(crate) fn without_numbers(text: &str) -> String {
    shown(&glyphs(text))
}

/// The text of some glyphs with each number as `…`.
pub(crate) fn shown(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for found in find(glyphs) {
        text.extend(glyphs[at..found.glyphs.start].iter().map(|glyph| glyph.c));
        text.push('…');
        at = found.glyphs.end;
    }
    text.extend(glyphs[at..].iter().map(|glyph| glyph.c));
    text.trim().to_owned()
}

/// All numbers among glyphs, from left to right; O(glyphs).
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let found = if begins(glyphs, at) { number(glyphs, at) } else { account(glyphs, at) };
        let Some((end, kind)) = found else {
            at += 1;
            continue;
        };
        let from = all.last().map_or(0, |last| last.glyphs.end);
        let kind = match label(&glyphs[from..at]) {
            Some((_, labelled)) if kind == NumberKind::Other => labelled,
            _ => kind,
        };
        let start = label(&glyphs[from..at]).map_or(at, |(length, _)| at - length);
        all.push(Found { glyphs: start..end, kind });
        at = end;
    }
    all
}

/// Whether digits may begin here: not within other digits.
fn begins(glyphs: &[Glyph], at: usize) -> bool {
    let may_begin = matches!(glyphs[at].c, '0'..='9' | '+' | '(') || glyphs[at].c.is_ascii_alphabetic();
    may_begin && !at.checked_sub(1).is_some_and(|before| glyphs[before].c.is_ascii_alphanumeric())
        || glyphs[at].c.is_ascii_digit() && at.checked_sub(1).is_none_or(|before| !glyphs[before].c.is_ascii_digit())
}

/// The number that begins here: where it ends, and what it is.
fn number(glyphs: &[Glyph], at: usize) -> Option<(usize, NumberKind)> {
    let identity = || identity(glyphs, at).map(|end| (end, NumberKind::Identity));
    let mobile = || mobile(glyphs, at).map(|end| (end, NumberKind::Mobile));
    let telephone = || telephone(glyphs, at).map(|end| (end, NumberKind::Telephone));
    mobile().or_else(identity).or_else(telephone).or_else(|| {
        let end = digits_from(glyphs, at);
        // Fewer digits are a telephone only where a word says so.
        let is_labelled = || label(&glyphs[..at]).is_some_and(|(length, _)| length > 0);
        let length = end - at;
        (length >= 5 || length >= 3 && is_labelled()).then_some((end, NumberKind::Other))
    })
}

/// 17 digits and a last digit or X; 15 digits of old; one or two letters and 7 to 8 digits of a passport. Digits
/// may be hidden by stars.
fn identity(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let is_end = |end: usize| glyphs.get(end).is_none_or(|next| !next.c.is_ascii_alphanumeric());
    if let Some(end) = digits(glyphs, at, 17)
        && glyphs.get(end).is_some_and(|last| matches!(last.c, '0'..='9' | 'X' | 'x' | '*'))
        && is_end(end + 1)
    {
        return Some(end + 1);
    }
    if let Some(end) = digits(glyphs, at, 15).filter(|end| is_end(*end)) {
        return Some(end);
    }
    let letters = glyphs[at..].iter().take_while(|glyph| glyph.c.is_ascii_alphabetic()).count();
    let end = digits_from(glyphs, at + letters);
    ((1..=2).contains(&letters) && (6..=9).contains(&(end - at - letters)) && is_end(end)).then_some(end)
}

/// 11 digits from 13 to 19, in groups or not, with +86 before them or not.
fn mobile(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let start = country(glyphs, at).unwrap_or(at);
    let begin =
        |start: usize| matches!((glyphs.get(start)?.c, glyphs.get(start + 1)?.c), ('1', '3'..='9')).then_some(start);
    let start = begin(start).or_else(|| begin(at))?;
    digits(glyphs, start, 11).filter(|end| glyphs.get(*end).is_none_or(|next| !next.c.is_ascii_digit()))
}

/// Behind +86, 0086 or (+86).
fn country(glyphs: &[Glyph], at: usize) -> Option<usize> {
    const CODES: [&str; 5] = ["(+86)", "+86", "(86)", "0086", "86"];
    let code = CODES.iter().find(|code| code.chars().eq(glyphs[at..].iter().map(|glyph| glyph.c).take(code.len())))?;
    let end = at + code.len();
    Some(end + usize::from(glyphs.get(end).is_some_and(|next| matches!(next.c, ' ' | '-'))))
}

/// A telephone of a city with its code, in brackets or not, or 400 and 800, or seven to eight digits alone.
fn telephone(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let at =
        country(glyphs, at).filter(|next| glyphs.get(*next).is_some_and(|next| next.c.is_ascii_digit())).unwrap_or(at);
    let c = |at: usize| glyphs.get(at).map(|glyph| glyph.c);
    let open = usize::from(c(at) == Some('('));
    let mut local = at;
    if c(at + open) == Some('0') {
        let code = (3..=4).rev().find_map(|length| {
            let end = digits_at_least(glyphs, at + open, length)?;
            let end = if open == 1 { (c(end) == Some(')')).then_some(end + 1)? } else { end };
            let end = end + usize::from(matches!(c(end), Some(' ' | '-')));
            local_number(glyphs, end).is_some().then_some(end)
        })?;
        local = code;
    } else if open == 1 {
        return None;
    } else if matches!((c(at), c(at + 1), c(at + 2)), (Some('4' | '8'), Some('0'), Some('0'))) {
        return digits(glyphs, at, 10).filter(|end| c(*end).is_none_or(|next| !next.is_ascii_digit()));
    }
    let end = local_number(glyphs, local)?;
    // An extension: 67890000-801, 67890000转801.
    let extension = match c(end) {
        Some('-' | '转') => digits_from(glyphs, end + 1),
        _ => end,
    };
    Some(if extension > end + 1 { extension } else { end })
}

fn local_number(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let is_first = glyphs.get(at).is_some_and(|first| matches!(first.c, '2'..='9'));
    let of_length =
        |length| digits(glyphs, at, length).filter(|end| glyphs.get(*end).is_none_or(|next| !next.c.is_ascii_digit()));
    if is_first { of_length(8).or_else(|| of_length(7)) } else { None }
}

/// Behind so many digits, of which all but the first three may be stars, with at most one space or hyphen between
/// two of them.
fn digits(glyphs: &[Glyph], at: usize, count: usize) -> Option<usize> {
    let mut end = at;
    for taken in 0..count {
        if taken > 0 && glyphs.get(end).is_some_and(|glyph| matches!(glyph.c, ' ' | '-')) {
            end += 1;
        }
        let c = glyphs.get(end)?.c;
        if !(c.is_ascii_digit() || taken >= 3 && matches!(c, '*' | '×')) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// Behind so many digits that stand side by side.
fn digits_at_least(glyphs: &[Glyph], at: usize, count: usize) -> Option<usize> {
    (digits_from(glyphs, at) >= at + count).then_some(at + count)
}

/// Behind all digits that stand side by side.
fn digits_from(glyphs: &[Glyph], at: usize) -> usize {
    at + glyphs.get(at..).unwrap_or_default().iter().take_while(|glyph| glyph.c.is_ascii_digit()).count()
}

/// An account behind 微信 or QQ, which may hold letters.
fn account(glyphs: &[Glyph], at: usize) -> Option<(usize, NumberKind)> {
    let label = OF_ACCOUNTS.iter().find(|label| begins_with(&glyphs[at..], label))?;
    let mut end = at + label.chars().count();
    end += glyphs[end..].iter().take_while(|glyph| matches!(glyph.c, ':' | ' ')).count();
    let is_of_account = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let length = glyphs[end..].iter().take_while(|glyph| is_of_account(glyph.c)).count();
    (length >= 3).then_some((end + length, NumberKind::Account))
}

fn begins_with(glyphs: &[Glyph], word: &str) -> bool {
    let mut rest = glyphs.iter().map(|glyph| glyph.c.to_ascii_lowercase());
    word.chars().all(|c| rest.next() == Some(c))
}

/// What says of a number what it is, at the end of the glyphs before it: its length with colons and spaces.
fn label(glyphs: &[Glyph]) -> Option<(usize, NumberKind)> {
    let gap = glyphs.iter().rev().take_while(|glyph| matches!(glyph.c, ':' | ' ' | '.' | '\n')).count();
    let before = &glyphs[..glyphs.len() - gap];
    let tables = [
        (OF_TELEPHONES, NumberKind::Telephone),
        (OF_IDENTITY, NumberKind::Identity),
        (OF_ACCOUNTS, NumberKind::Account),
    ];
    tables.iter().find_map(|(labels, kind)| {
        let is_before = |label: &&&str| {
            let length = label.chars().count();
            before.len() >= length && begins_with(&before[before.len() - length..], label)
        };
        let label = labels.iter().find(is_before)?;
        Some((label.chars().count() + gap, *kind))
    })
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
