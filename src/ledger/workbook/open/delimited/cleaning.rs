//! What programs put around the texts of a delimited file so that others read them rightly: `="010102"`, or a control
//! character before a number. It is taken off and remembered with its cell, so that a note can tell of it.

use std::collections::BTreeMap;

use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Cleaning, Sheet};

/// What stands before or behind a number so that it stays a text.
const TEXT_MARKS: [char; 4] = ['\u{1F}', '\u{1E}', '\t', '`'];

/// Cleans the cells of a sheet; O(cells).
pub(super) fn clean(sheet: &mut Sheet) {
    let mut cleaned: BTreeMap<Cleaning, Vec<Position>> = BTreeMap::new();
    sheet.retain_cells(|at, cell| {
        let Cell::Text(text) = cell else { return true };
        let Some((how, inside)) = inside(text) else { return true };
        cleaned.entry(how).or_default().push(at);
        *cell = Cell::from(inside);
        // `=""` is an empty cell.
        !matches!(cell, Cell::Text(text) if text.is_empty())
    });
    sheet.facts.cleaned = cleaned;
}

/// The text within what a program put around it.
fn inside(text: &str) -> Option<(Cleaning, String)> {
    let trimmed = text.trim_matches([' ', '\t']);
    if let Some(quoted) = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return Some((Cleaning::Equation, quoted.replace("\"\"", "\"")));
    }
    let bare = text.trim_matches(TEXT_MARKS);
    let is_marked = bare.len() < text.len() && bare.starts_with(|c: char| c.is_ascii_digit());
    is_marked.then(|| (Cleaning::TextMark, bare.to_owned()))
}
