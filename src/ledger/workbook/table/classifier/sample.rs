//! Lines that tell or show how to fill in a table (填写说明, 示例).

use super::{Classifier, Seen, Verdict};
use crate::ledger::workbook::table::line_class::{Doubt, Evidence, LineClass};
use crate::ledger::workbook::table::phrase::Speech;
use crate::ledger::workbook::table::purpose::Purpose;

impl Classifier<'_> {
    pub(super) fn sample(&self, own: &[&Seen<'_, '_>]) -> Option<Verdict> {
        let (place, found) =
            own.iter().enumerate().find(|(_, seen)| matches!(seen.says, Some(Speech::Sample { .. })))?;
        let Some(Speech::Sample { is_whole, is_example }) = found.says else { return None };
        let word = Evidence::SampleWord { column: found.cell.column };
        let is_sample = match found.purpose {
            Purpose::Sequence => true,
            Purpose::Code => is_whole || is_example,
            // 示范 as a name, a remark or a class may be an honour of a real place.
            Purpose::Name | Purpose::Person | Purpose::Parent | Purpose::Level => {
                is_whole && place == 0 || is_example && (is_whole || !self.has_data)
            }
            Purpose::Ignored | Purpose::Unknown => is_example || place == 0 && is_whole,
            Purpose::Number | Purpose::Text | Purpose::Kind | Purpose::Party => false,
        };
        if !is_sample {
            return None;
        }
        let is_name_among_rows =
            self.has_data && matches!(found.purpose, Purpose::Name | Purpose::Person | Purpose::Level);
        if is_name_among_rows
            || matches!(found.purpose, Purpose::Ignored | Purpose::Unknown) && self.has_data && place > 0
        {
            return Some((LineClass::Unclear { why: Doubt::SampleAmongRows }, vec![word]));
        }
        Some((LineClass::Sample, vec![word]))
    }

    pub(super) fn explanation(&self, own: &[&Seen<'_, '_>]) -> Option<Verdict> {
        let is_label_like = |seen: &&&Seen<'_, '_>| matches!(seen.says, Some(Speech::Label { has_value: false, .. }));
        let instructs = |seen: &&&Seen<'_, '_>| matches!(seen.says, Some(Speech::Instruction { .. }));
        let count = own.iter().filter(instructs).count();
        // 单位：户 below a heading reads as a label or an instruction; one real instruction decides.
        let cells = if count > 0 { count + own.iter().filter(is_label_like).count() } else { 0 };
        let of = own.iter().filter(|seen| !seen.is_nothing()).count();
        if count == 0 || cells * 2 <= of && !(cells * 2 == of && own.first().is_some_and(|seen| instructs(&seen))) {
            return None;
        }
        let is_real_code = |seen: &&&Seen<'_, '_>| {
            seen.purpose == Purpose::Code && seen.says.is_none() && seen.cell.text().chars().any(|c| c.is_ascii_digit())
                || seen.purpose == Purpose::Code && seen.cell.is_number()
        };
        if own.iter().any(|seen| is_real_code(&seen)) {
            return None;
        }
        let because = vec![Evidence::Instructions { cells, of }];
        if self.has_data {
            // Names may hold such a word; then the line is judged as a row.
            let is_named = own.iter().any(|seen| self.is_identity(seen) && seen.says.is_none());
            return (!is_named && cells > 1)
                .then_some((LineClass::Unclear { why: Doubt::InstructionsAmongRows }, because));
        }
        Some((LineClass::Explanation, because))
    }
}
