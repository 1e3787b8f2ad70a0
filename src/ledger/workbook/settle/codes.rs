//! Codes that a spreadsheet changed: those that lost digits, and those that lost leading zeros.

use std::collections::BTreeMap;

use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::{CodeForm, NodeEntry, Rows};

/// Reports changed codes, and restores those that other cells tell, so that no further error follows from them.
pub(super) fn restore(rows: &mut Rows, log: &mut Log<'_>) {
    let missing = missing_codes(rows);
    let by_value = CodesByValue::new(&missing);
    let without_zeros = WithoutZeros::new(missing.iter().map(String::as_str));
    let lengths = code_lengths(&rows.nodes);
    for entry in rows.nodes.iter_mut().filter(|entry| !entry.is_code_literal()) {
        let origin = entry.row.origin.clone();
        if let CodeForm::LostDigits(written) = &entry.code_form {
            let right = by_value.only(written);
            match &right {
                Some(right) => entry.row.code.clone_from(right),
                None => log.lose_row(),
            }
            log.error(origin, Some("code"), CellProblem::LostDigits { written: written.clone(), right });
            continue;
        }
        let sheet = origin.source().and_then(|source| source.sheet_name()).unwrap_or_default();
        let padded = || {
            let length = *lengths.get(sheet)?;
            let is_short = entry.code_form == CodeForm::Number && entry.row.code.len() < length;
            is_short.then(|| format!("{:0>length$}", entry.row.code))
        };
        let named = without_zeros.get(&entry.row.code).map(str::to_owned);
        if let Some(right) = named.or_else(padded) {
            let written = std::mem::replace(&mut entry.row.code, right.clone());
            log.error(origin, Some("code"), CellProblem::LostZeros { written, right });
        }
    }
}

/// Codes that begin with zeros, by what is left of each when a spreadsheet makes a number of it.
pub(in crate::ledger::workbook) struct WithoutZeros<'c>(BTreeMap<&'c str, &'c str>);

impl<'c> WithoutZeros<'c> {
    /// Those of some codes that begin with zeros.
    pub(in crate::ledger::workbook) fn new(codes: impl Iterator<Item = &'c str>) -> Self {
        Self(codes.filter(|code| code.starts_with('0')).map(|code| (code.trim_start_matches('0'), code)).collect())
    }

    /// The code of which this one is left.
    pub(in crate::ledger::workbook) fn get(&self, left: &str) -> Option<&'c str> {
        self.0.get(left).copied()
    }
}

/// The codes that rows name and no row has, if they begin with a digit; sorted, each once.
fn missing_codes(rows: &Rows) -> Vec<String> {
    let mut codes = HashIndex::with_capacity(rows.nodes.len());
    let code = |at: usize| rows.nodes[at].row.code.as_str();
    for at in 0..rows.nodes.len() {
        codes.find_or_insert(code(at), at, |other| code(other) == code(at));
    }
    let parents = rows.nodes.iter().filter_map(|entry| entry.row.parent.as_deref());
    let references = rows.texts.iter();
    let ends = rows.links.iter().flat_map(|link| [link.row.from.as_str(), &link.row.to]);
    let is_missing = |named: &&str| {
        named.starts_with(|c: char| c.is_ascii_digit()) && codes.find(named, |at| code(at) == *named).is_none()
    };
    let mut missing: Vec<String> =
        parents.chain(references).chain(ends).filter(is_missing).map(str::to_owned).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// The length of the codes of each sheet in which all codes that stand as text are digits of one length and begin with
/// zero.
fn code_lengths(nodes: &[NodeEntry]) -> BTreeMap<String, usize> {
    let mut lengths: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for entry in nodes.iter().filter(|entry| entry.code_form == CodeForm::Text && !entry.row.code.is_empty()) {
        let Some(sheet) = entry.row.origin.source().and_then(|source| source.sheet_name()) else { continue };
        let code = &entry.row.code;
        let length = Some(code.len()).filter(|_| code.starts_with('0') && code.bytes().all(|b| b.is_ascii_digit()));
        let known = lengths.entry(sheet).or_insert(length);
        *known = known.filter(|known| Some(*known) == length);
    }
    lengths.into_iter().filter_map(|(sheet, length)| Some((sheet.to_owned(), length?))).collect()
}

/// Codes of digits, sorted by the number that a spreadsheet would make of each.
struct CodesByValue<'c>(Vec<(f64, &'c str)>);

impl<'c> CodesByValue<'c> {
    fn new(codes: &'c [String]) -> Self {
        let codes = codes.iter().filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        let mut by_value: Vec<_> = codes.filter_map(|code| Some((code.parse().ok()?, code.as_str()))).collect();
        by_value.sort_by(|(one, _), (other, _): &(f64, _)| one.total_cmp(other));
        Self(by_value)
    }

    /// The code that a spreadsheet shows as this number; `None` if there are several or none. O(log codes).
    fn only(&self, shown: &str) -> Option<String> {
        let number: f64 = shown.parse().ok()?;
        let digits = shown.split_once(['E', 'e']).map(|(mantissa, _)| mantissa.len().saturating_sub(2));
        // Rounding keeps the order, so codes that show as one number are neighbours.
        let rounded = |value: f64| match digits {
            Some(digits) => format!("{value:.digits$e}").parse().unwrap_or(value),
            None => value,
        };
        let from = self.0.partition_point(|(value, _)| rounded(*value) < number);
        let same = self.0[from..].iter().take_while(|(value, _)| rounded(*value) <= number);
        let mut all = same.filter(|(_, code)| digits.is_some() || code.len() == shown.len());
        all.next().filter(|_| all.next().is_none()).map(|(_, code)| (*code).to_owned())
    }
}
