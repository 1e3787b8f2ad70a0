//! What a whole cell may be that is no name: error values, numbers, dates, addresses, references.

use crate::ledger::workbook::names::glyph::{Glyph, key_of};
use crate::ledger::workbook::names::number::{find, shown};
use crate::ledger::workbook::names::problem::NameProblem;
use crate::ledger::workbook::names::table::no_name::{ELSEWHERE, NUMERALS, TRUTHS};

/// What stands there as a message may show it: without numbers that belong to a person.
pub(crate) fn written(glyphs: &[Glyph]) -> String {
    shown(glyphs)
}

/// An error value, or a reference to another place: no name of anything.
pub(crate) fn no_name_of_anything(glyphs: &[Glyph]) -> Option<NameProblem> {
    let key = key_of(glyphs);
    let is_between = |c: char| matches!(c, ',' | '、' | ';' | '|');
    if is_error_value(&key) || key.contains('#') && key.split(is_between).any(is_error_value) {
        return Some(NameProblem::ErrorValue(written(glyphs)));
    }
    ELSEWHERE.iter().any(|begin| key.starts_with(begin)).then(|| NameProblem::SeeElsewhere(written(glyphs)))
}

/// A number, a date, an address or the like: no name of a person or a Party organisation.
pub(crate) fn no_name(glyphs: &[Glyph]) -> Option<NameProblem> {
    let key = key_of(glyphs);
    let part = || written(glyphs);
    Some(if TRUTHS.contains(&key) {
        NameProblem::TruthValue(part())
    } else if is_address(&key) {
        NameProblem::Address
    } else if let [found] = &find(glyphs)[..]
        && found.glyphs == (0..glyphs.len())
        && !is_date(&key)
    {
        NameProblem::OnlyNumber(found.kind)
    } else if is_date(&key) {
        NameProblem::Date(part())
    } else if is_number(&key) {
        NameProblem::Number(part())
    } else if !key.chars().any(char::is_alphanumeric) {
        NameProblem::Punctuation(part())
    } else if key.chars().count() == 1 {
        NameProblem::SingleCharacter(part())
    } else {
        return None;
    })
}

/// `#N/A`, `#REF!`, `#####`, `Err:502`.
pub(crate) fn is_error_value(key: &str) -> bool {
    if let Some(code) = key.strip_prefix("err:").or_else(|| key.strip_prefix("错误:")) {
        return !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = key.strip_prefix('#') else { return false };
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/_".contains(&byte);
    let word = rest.trim_end_matches(['!', '?']);
    let is_named =
        !word.is_empty() && word.bytes().all(is_letter) && word.bytes().any(|byte| byte.is_ascii_lowercase());
    is_named && (word.len() < rest.len() || ["n/a", "na", "calc", "spill", "getting_data"].contains(&word))
        || rest.len() >= 2 && rest.bytes().all(|byte| byte == b'#')
}

fn is_address(key: &str) -> bool {
    let is_mail = key.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    is_mail || ["http:", "https:", "www.", "ftp:", "mailto:"].iter().any(|begin| key.starts_with(begin))
}

/// 2025-3-1, 2025年3月, 3月1日, 1:30, 20250301 with signs between.
fn is_date(key: &str) -> bool {
    const SIGNS: &str = "-/.:年月日号时分秒点t上午下午am pm周星期";
    let is_of_date = |c: char| c.is_ascii_digit() || SIGNS.contains(c);
    let groups = key.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let (count, longest) = groups.fold((0, 0), |(count, longest), group| (count + 1, longest.max(group.len())));
    let signs = key.chars().filter(|c| !c.is_ascii_digit()).count();
    let is_one_point = signs == 1 && key.contains('.');
    let is_in_han = key.contains(['年', '月', '日', '时', '点']);
    key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(is_of_date)
        && longest <= 4
        && signs > 0
        && !is_one_point
        && (count >= 2 || is_in_han)
}

/// Digits with signs, a unit or not; Chinese numerals. 万一 may be somebody.
fn is_number(key: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '%' | '\'');
    let number = key.trim_end_matches(['个', '人', '名', '户', '位', '号', '余', '多', 'e', '元']);
    let is_digits = number.bytes().any(|byte| byte.is_ascii_digit())
        && number.chars().all(|c| is_of_number(c) || c == 'e')
        && number.starts_with(|c: char| is_of_number(c));
    let is_numerals = key.chars().all(|c| NUMERALS.contains(c)) && !key.starts_with('万');
    is_digits || is_numerals
}

#[cfg(test)]
#[path = "no_name_tests.rs"]
mod tests;
