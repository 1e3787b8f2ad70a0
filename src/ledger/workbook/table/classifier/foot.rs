//! The foot of a table: signatures, notes, the word that nothing follows.

use super::numbered::is_running_number;
use super::row::looks_like_code;
use super::{Classifier, Seen, Verdict};
use crate::ledger::workbook::line_words::plain;
use crate::ledger::workbook::table::line_class::{Evidence, LineClass};
use crate::ledger::workbook::table::phrase::Speech;
use crate::ledger::workbook::table::purpose::Purpose;

impl Classifier<'_> {
    pub(super) fn foot_line(&self, own: &[&Seen<'_, '_>]) -> Option<Verdict> {
        let first = own.first()?;
        let column = first.cell.column;
        // A value stands in the cell behind its label, unless it stands in the same.
        let is_label = |seen: &Seen<'_, '_>| {
            let may_hold_such =
                matches!(seen.purpose, Purpose::Text | Purpose::Kind | Purpose::Ignored | Purpose::Unknown);
            matches!(seen.says, Some(Speech::Label { may_be_value, .. }) if !(may_be_value && may_hold_such && own.len() > 1))
        };
        let is_value = |place: usize| {
            let is_behind_label = |before: &Seen<'_, '_>| {
                is_label(before) && matches!(before.says, Some(Speech::Label { has_value: false, .. }))
            };
            place > 0 && is_behind_label(own[place - 1]) && !is_label(own[place])
        };
        let labels = own.iter().filter(|seen| is_label(seen)).count();
        let is_rest = |place: &usize| {
            let seen = own[*place];
            !is_label(seen) && !is_value(*place) && !seen.is_nothing() && !seen.cell.is_date()
        };
        let rest: Vec<usize> = (0..own.len()).filter(is_rest).collect();
        let is_named = rest.iter().any(|place| self.is_identity(own[*place]));
        if labels > 0 && !is_named && (rest.is_empty() || is_label(first) && rest.len() <= labels) {
            let label = own.iter().find(|seen| is_label(seen)).map_or(column, |seen| seen.cell.column);
            return Some((LineClass::Signature, vec![Evidence::Label { column: label }]));
        }
        let others_name = own[1..].iter().any(|seen| self.is_identity(seen) && looks_like_code(&seen.cell.text()));
        let others_count = own[1..].iter().any(|seen| seen.cell.is_number());
        if first.says == Some(Speech::Note) && !others_name && !others_count {
            return Some((LineClass::Note, vec![Evidence::NoteMark { column }]));
        }
        let is_note = |seen: &&Seen<'_, '_>| match seen.says {
            Some(Speech::MaybeNote | Speech::Note) => true,
            // Below rows, what tells how to fill them in is a note on them.
            Some(Speech::Instruction { may_be_name }) => self.has_data && !may_be_name,
            _ => false,
        };
        let all_notes = own.iter().all(is_note);
        let alone = Evidence::Alone { column, width: first.cell.width };
        if all_notes && (own.len() == 1 || first.says == Some(Speech::Note)) {
            return Some((LineClass::Note, vec![Evidence::NoteMark { column }, alone]));
        }
        let is_date = if first.cell.is_date() {
            !self.names(first.purpose) || self.foot.is_some()
        } else {
            first.cell.is_text() && is_date_text(&plain(&first.cell.text()))
        };
        if own.len() == 1 && is_date {
            return Some((LineClass::Signature, vec![Evidence::Date { column }, alone]));
        }
        let line = self.foot?;
        let is_foot = own.len() == 1 && !looks_like_code(&first.cell.text()) && first.cell.is_text();
        is_foot.then(|| (LineClass::Note, vec![Evidence::BelowFoot { line }, alone]))
    }
}

pub(super) fn end_mark(own: &[&Seen<'_, '_>]) -> Option<Verdict> {
    let mark = own.iter().find(|seen| seen.says == Some(Speech::End))?;
    let is_all = own.iter().all(|seen| {
        matches!(seen.says, Some(Speech::End | Speech::Nothing))
            || is_running_number(seen.cell) && seen.purpose == Purpose::Sequence
    });
    is_all.then(|| (LineClass::EndMark, vec![Evidence::EndMark { column: mark.cell.column }]))
}

/// Whether a plain text is a date with its year: 2025年3月1日, 2025-03-01.
pub(super) fn is_date_text(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || "年月日-/.〇○零一二三四五六七八九十号".contains(c);
    let parts = ["年", "月"].iter().all(|part| text.contains(part))
        || text.matches(['-', '/', '.']).count() == 2 && text.len() >= 8;
    parts && text.chars().all(is_part)
}
