//! Cells that name parents, grids and places: every way in which they can be read, to be looked up.

use crate::ledger::workbook::names::glyph::{Glyph, range_of, text_of, trimmed};
use crate::ledger::workbook::names::name::{NodeReadings, Part};
use crate::ledger::workbook::names::token::{Token, tokens};

/// What may stand between the parts of a path.
const OF_PATHS: &str = "/\\>-→》»—、";
/// What may stand between several names.
const OF_LISTS: &str = "、,;|\n";

/// Every way to read a cell; O(glyphs).
pub(crate) fn readings(glyphs: &[Glyph]) -> NodeReadings {
    let glyphs = trimmed(glyphs);
    NodeReadings {
        whole: part(glyphs),
        bare: bare(glyphs),
        list: split(glyphs, OF_LISTS),
        path: split(glyphs, OF_PATHS),
    }
}

fn part(glyphs: &[Glyph]) -> Part {
    let glyphs = trimmed(glyphs);
    Part { text: text_of(glyphs), at: range_of(glyphs) }
}

/// The text without the brackets behind it.
fn bare(glyphs: &[Glyph]) -> Option<Part> {
    let ends_in_brackets = matches!(tokens(glyphs).last(), Some(Token::Remark(_)));
    let open = glyphs.iter().rposition(|glyph| "([【〔{".contains(glyph.c))?;
    (ends_in_brackets && open > 0).then(|| part(&glyphs[..open]))
}

/// The parts between signs, if each says something and there are several.
fn split(glyphs: &[Glyph], signs: &str) -> Vec<Part> {
    let parts: Vec<Part> =
        glyphs.split(|glyph| signs.contains(glyph.c)).map(part).filter(|part| !part.text.is_empty()).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

#[cfg(test)]
#[path = "node_tests.rs"]
mod tests;
