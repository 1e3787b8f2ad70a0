//! Texts: those that cells share, and those that stand in a cell.

use std::borrow::Cow;
use std::sync::Arc;

use super::styles::is_on;
use crate::ledger::Limits;
use crate::ledger::workbook::open::failure::{Failure, within};
use crate::ledger::workbook::open::xml::{Xml, attribute};
use crate::message::Term;

/// The texts that cells share, in their order.
pub(super) fn shared(part: &[u8], limits: &Limits) -> Result<Vec<RichText>, Failure> {
    const WHAT: Term = Term::new("the number of shared strings", "共享文本数");
    let mut xml = Xml::new(part);
    let mut texts = Vec::new();
    while let Some(element) = xml.descendant()? {
        match element.local_name().as_ref() {
            "sst" => {
                let declared = attribute(&element, "uniqueCount")?.and_then(|count| count.parse().ok());
                within(WHAT, declared.unwrap_or(0), limits.cells, "Limits::cells")?;
            }
            "si" => {
                texts.push(rich(&mut xml)?);
                within(WHAT, texts.len() as u64, limits.cells, "Limits::cells")?;
            }
            _ => {}
        }
    }
    Ok(texts)
}

/// A text, parts of which may have formats of their own.
pub(super) struct RichText {
    pub(super) text: Arc<str>,
    pub(super) struck_out: StruckOut,
}

/// How much of a text its own formats strike out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StruckOut {
    Nothing,
    Part,
    All,
}

/// The text of the element that began last: a plain one, or runs with formats of their own; how it is pronounced is
/// left out.
pub(super) fn rich(xml: &mut Xml<'_>) -> Result<RichText, Failure> {
    let (mut text, mut piece) = (String::new(), String::new());
    let mut runs = 0_u32;
    // Whether the current run is struck out, and whether any text is, and any is not.
    let (mut is_struck, mut any_struck, mut any_plain) = (false, false, false);
    loop {
        let Some(element) = xml.child()? else {
            match runs {
                0 => {
                    let struck_out = match (any_struck, any_plain) {
                        (false, _) => StruckOut::Nothing,
                        (true, true) => StruckOut::Part,
                        (true, false) => StruckOut::All,
                    };
                    return Ok(RichText { text: text.into(), struck_out });
                }
                _ => runs -= 1,
            }
            continue;
        };
        match element.local_name().as_ref() {
            "r" => {
                runs += 1;
                is_struck = false;
            }
            "rPr" => is_struck = strikes_out(xml)?,
            "t" => {
                piece.clear();
                xml.text(&mut piece)?;
                let is_kept = attribute(&element, "xml:space")?.is_some_and(|space| space == "preserve");
                // Only ASCII spaces are: a full-width space is a part of the text.
                let shown = if is_kept { &piece } else { piece.trim_matches([' ', '\t', '\r', '\n']) };
                text.push_str(&unescaped(shown));
                if !shown.trim().is_empty() {
                    any_struck |= is_struck;
                    any_plain |= !is_struck;
                }
            }
            _ => xml.skip()?,
        }
    }
}

/// Whether the format of a run, whose element began last, strikes its text out.
fn strikes_out(xml: &mut Xml<'_>) -> Result<bool, Failure> {
    let mut is_struck = false;
    while let Some(element) = xml.child()? {
        if element.local_name().as_ref() == "strike" {
            is_struck = is_on(&element)?;
        }
        xml.skip()?;
    }
    Ok(is_struck)
}

/// The text with the characters that `_x000D_` and the like stand for: those that XML may not hold.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let code = rest.strip_prefix("_x").and_then(|rest| rest.get(..5)).and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(unit) = code.and_then(|code| u16::from_str_radix(code, 16).ok()) {
            units.push(unit);
            rest = &rest["_x000D_".len()..];
        } else {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            rest = &rest[character.len_utf8()..];
        }
    }
    Cow::Owned(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_are_undone() {
        for (text, plain) in [
            ("一_x000D_二", "一\r二"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{FFFD}"),
            ("_x000D", "_x000D"),
            ("_x00网_", "_x00网_"),
            ("_x+00D_", "_x+00D_"),
            ("a_x", "a_x"),
        ] {
            assert_eq!(unescaped(text), plain, "{text}");
        }
    }

    #[test]
    fn runs_are_joined_and_pronunciations_left_out() {
        let part = r#"<sst><si><r><rPr><b/></rPr><t xml:space="preserve">富 </t></r><r><t>文&amp;本
            </t></r><rPh sb="0" eb="1"><t>フ</t></rPh></si><si/><si><t> a<![CDATA[<b>]]> </t></si></sst>"#;
        let texts = shared(part.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(texts.iter().map(|rich| &*rich.text).collect::<Vec<_>>(), ["富 文&本", "", "a<b>"]);
    }
}
