//! What programs put around the texts of a delimited file so that others read them rightly, and what they write where
//! there is no value.
//!
//! Each is taken off and remembered with its cell, so that a note can tell of it. Only what no office writes itself is:
//! `="010102"`, a control character before a number, `nan`, the `.0` of whole numbers in a column that has no other
//! fraction, and the running numbers of a column without a heading.

use std::collections::BTreeMap;

use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Cleaning, Sheet};

/// How programs write that there is no value.
const NO_VALUE: [&str; 7] = ["nan", "NaN", "NaT", "None", "<NA>", "NULL", "null"];

/// What stands before or behind a number so that it stays a text.
const TEXT_MARKS: [char; 4] = ['\u{1F}', '\u{1E}', '\t', '`'];

/// What a program writes for the heading of an index that has none.
const UNNAMED: &str = "Unnamed: 0";

/// Cleans the cells of a sheet; O(cells).
pub(super) fn clean(sheet: &mut Sheet) {
    let fractions = Fractions::of(sheet);
    let has_index = has_running_index(sheet);
    let mut cleaned: BTreeMap<Cleaning, Vec<Position>> = BTreeMap::new();
    sheet.retain_cells(|at, cell| {
        let Cell::Text(text) = cell else { return true };
        if has_index && at.column == 1 {
            cleaned.entry(Cleaning::RunningIndex).or_default().push(at);
            return false;
        }
        if NO_VALUE.contains(&text.trim()) {
            cleaned.entry(Cleaning::NoValue).or_default().push(at);
            return false;
        }
        if let Some((how, inside)) = inside(text) {
            cleaned.entry(how).or_default().push(at);
            *cell = Cell::from(inside);
        } else if fractions.are_all_zero(at.column)
            && let Some(whole) = without_point_zero(text)
        {
            cleaned.entry(Cleaning::PointZero).or_default().push(at);
            *cell = Cell::from(whole);
        }
        true
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

/// The digits of `410102012.0`.
fn without_point_zero(text: &str) -> Option<&str> {
    let (whole, fraction) = fraction(text)?;
    (fraction == "0").then_some(whole)
}

/// The digits before and behind the point of a number, which has no leading zeros.
fn fraction(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.trim().split_once('.')?;
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    (is_digits(whole) && is_digits(fraction) && !has_leading_zero).then_some((whole, fraction))
}

/// Of each column that has numbers with a fraction, whether all of these are `.0`.
struct Fractions(BTreeMap<u32, bool>);

impl Fractions {
    fn of(sheet: &Sheet) -> Self {
        let mut columns = BTreeMap::new();
        for (column, cell) in sheet.rows().flat_map(|(_, cells)| cells) {
            let Cell::Text(text) = cell else { continue };
            if let Some((_, fraction)) = fraction(text) {
                *columns.entry(*column).or_insert(true) &= fraction == "0";
            }
        }
        Self(columns)
    }

    fn are_all_zero(&self, column: u32) -> bool {
        self.0.get(&column).copied().unwrap_or(false)
    }
}

/// Whether the first column has no heading, and below it nothing but the running numbers of the lines.
fn has_running_index(sheet: &Sheet) -> bool {
    let mut rows = sheet.rows();
    let Some((_, headings)) = rows.next() else { return false };
    let (first, others) = match headings {
        [(1, Cell::Text(heading)), others @ ..] => (heading.trim(), others),
        others => ("", others),
    };
    if !(first.is_empty() || first == UNNAMED) || others.len() < 2 {
        return false;
    }
    let mut numbers = rows.map(|(_, cells)| match cells.first() {
        Some((1, Cell::Text(text))) => text.trim().parse::<u32>().ok(),
        _ => None,
    });
    let Some(Some(start @ 0..=1)) = numbers.next() else { return false };
    (start + 1..).zip(numbers).all(|(expected, number)| number == Some(expected))
}
