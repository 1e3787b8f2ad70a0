//! Lines that were numbered in advance, or hold only the zeros of formulas.

use super::{Classifier, Seen, Verdict};
use crate::ledger::workbook::line_words::plain;
use crate::ledger::workbook::table::line_class::{Evidence, LineClass};
use crate::ledger::workbook::table::purpose::Purpose;
use crate::ledger::workbook::table::sheet_line::SheetCell;

impl Classifier<'_> {
    pub(super) fn numbered(&self, own: &[&Seen<'_, '_>], seen: &[Seen<'_, '_>]) -> Option<Verdict> {
        let number = own
            .iter()
            .find(|seen| seen.purpose == Purpose::Sequence && Self::fit(seen) && is_running_number(seen.cell));
        let repeats = |seen: &Seen<'_, '_>| {
            number.is_some()
                && !self.names(seen.purpose)
                && self.group.get(&seen.cell.column).is_some_and(|last| *last == seen.cell.text())
        };
        let mut because: Vec<Evidence> =
            number.iter().map(|seen| Evidence::OnlyNumber { column: seen.cell.column }).collect();
        for seen in own.iter().filter(|seen| number.is_none_or(|number| number.cell.column != seen.cell.column)) {
            let evidence = match seen {
                _ if seen.is_nothing() => Evidence::OnlyNothing,
                _ if seen.cell.is_zero() => Evidence::OnlyZeros,
                _ if repeats(seen) => Evidence::RepeatsAbove,
                _ => return None,
            };
            if !because.contains(&evidence) {
                because.push(evidence);
            }
        }
        // Below a merged code or name, zeros are those of a row.
        let is_part_of_row = seen.iter().any(|seen| seen.cell.continues && self.is_identity(seen));
        (!is_part_of_row || because.iter().all(|evidence| matches!(evidence, Evidence::OnlyNumber { .. })))
            .then_some((LineClass::Numbered, because))
    }
}

pub(super) fn is_running_number(cell: &SheetCell<'_>) -> bool {
    if cell.is_number() {
        return true;
    }
    let text = plain(&cell.text());
    let inside = text.trim_matches(['(', ')', '.', '、', '#', '…']);
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    cell.is_text() && inside.chars().all(is_digit)
}
