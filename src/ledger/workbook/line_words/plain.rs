//! Texts without what makes no difference, for comparison with the words by which lines are told.

use crate::text::{canonical, heading_key};

/// The text in half-width lower case, without white space and invisible characters: `合　计：` is `合计:`.
pub(in crate::ledger::workbook) fn plain(text: &str) -> String {
    heading_key(text).chars().map(simple).collect()
}

/// The same with capitals as they are.
pub(in crate::ledger::workbook) fn bare(text: &str) -> String {
    canonical(text).chars().filter(|c| !c.is_whitespace()).map(simple).collect()
}

/// One form of brackets, colons and hyphens, which the canonical form keeps apart.
fn simple(c: char) -> char {
    match c {
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '︰' | '﹕' => ':',
        '−' | '–' => '-',
        _ => c,
    }
}

/// The half-width lower case of a character, where that is one character.
pub(in crate::ledger::workbook) fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c).to_ascii_lowercase(),
        _ => c.to_ascii_lowercase(),
    }
}

/// Whether a character may become another in the canonical form, other than by [`half`].
pub(in crate::ledger::workbook) fn is_odd(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{31C0}'..='\u{31EF}' | '\u{3200}'..='\u{33FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{1D400}'..='\u{1D7FF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Whether a character is a Han character.
pub(in crate::ledger::workbook) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_difference_goes() {
        assert_eq!(plain("合　 计："), "合计:");
        assert_eq!(plain("\u{FEFF}ＴＯＴＡＬ\u{200B}"), "total");
        assert_eq!(plain("【示例】"), "[示例]");
        assert_eq!(plain("⼩计"), "小计");
        assert_eq!(bare("Ａ区 小计"), "A区小计");
    }
}
