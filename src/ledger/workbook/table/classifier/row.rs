//! Rows of the ledger, and lines that cannot be told.

use super::{Classifier, Seen, Verdict};
use crate::ledger::workbook::line_words::is_han;
use crate::ledger::workbook::table::line_class::{Doubt, Evidence, LineClass};
use crate::ledger::workbook::table::phrase::Speech;
use crate::ledger::workbook::table::purpose::Purpose;
use crate::ledger::workbook::table::sheet_line::SheetLine;

impl Classifier<'_> {
    /// A row, or what cannot be told.
    pub(super) fn row(&self, own: &[&Seen<'_, '_>], seen: &[Seen<'_, '_>], line: &SheetLine<'_>) -> Verdict {
        let unclear = |why: Doubt, because: Vec<Evidence>| (LineClass::Unclear { why }, because);
        let identity = |seen: &&Seen<'_, '_>| self.is_identity(seen);
        let Some(first) = own.first() else { return (LineClass::Blank, Vec::new()) };
        let alone = Evidence::Alone { column: first.cell.column, width: first.cell.width };
        let named = own.iter().copied().find(identity).or_else(|| seen.iter().find(identity));
        // A line of nobody, as 无 in the place of a name, is told where names are read.
        let nobody = own.iter().find(|seen| self.names(seen.purpose) && seen.is_nothing());
        if let (None, Some(nobody)) = (named, nobody)
            && own.len() > 1
        {
            return (LineClass::Data, vec![Evidence::NamesNothing { column: nobody.cell.column }]);
        }
        let Some(named) = named else {
            let is_breakdown = own.iter().any(|seen| seen.says == Some(Speech::Breakdown));
            let why = match own {
                _ if is_breakdown => Doubt::Breakdown,
                [only] if only.cell.is_text() => Doubt::LoneText,
                _ => Doubt::NoIdentity,
            };
            return unclear(
                why,
                if own.len() == 1 { vec![alone, Evidence::NoIdentity] } else { vec![Evidence::NoIdentity] },
            );
        };
        let because = vec![Evidence::Identity { column: named.cell.column }];
        let speaks = |seen: &&&Seen<'_, '_>| {
            self.names(seen.purpose) && !self.is_identity(seen) && !seen.is_nothing() && seen.cell.is_text()
        };
        if own.iter().any(|seen| speaks(&seen)) {
            return unclear(Doubt::WordsBesideIdentity, because);
        }
        if own.len() == 1 && !named.cell.continues && !self.may_stand_alone(named) {
            return unclear(Doubt::LoneText, vec![alone]);
        }
        let (cells, of) = Self::fits(seen, named.cell.column);
        // One cell alone that does not fit is reported by itself.
        if of > 1 && cells * 2 < of {
            return unclear(Doubt::Misfits, vec![because[0], Evidence::Fits { cells, of }]);
        }
        if let Some(foot) = self.foot
            && !(self.typical.is_full(seen.len()) && self.has_usual_identity(line))
        {
            return unclear(Doubt::BelowFoot, vec![Evidence::BelowFoot { line: foot }]);
        }
        (LineClass::Data, vec![because[0], Evidence::Fits { cells, of }])
    }

    fn has_usual_identity(&self, line: &SheetLine<'_>) -> bool {
        let names = self.columns.iter().filter(|(at, purpose)| self.names(*purpose) && self.typical.is_usual(*at));
        names.into_iter().all(|(at, _)| line.cells.iter().any(|cell| cell.column == *at && !cell.is_blank()))
    }

    /// Whether a line may hold nothing but this cell: a code, or a name where rows have nothing else that tells them.
    fn may_stand_alone(&self, named: &Seen<'_, '_>) -> bool {
        if named.cell.width > 1 || named.says.is_some() {
            return false;
        }
        let is_number = named.cell.is_number() || named.cell.is_error() || named.cell.is_date();
        if named.purpose == Purpose::Code {
            return is_number || looks_like_code(&named.cell.text());
        }
        let tells = |purpose: Purpose| {
            matches!(purpose, Purpose::Code | Purpose::Parent | Purpose::Level | Purpose::Sequence | Purpose::Kind)
        };
        let mut usual = self.columns.iter().filter(|(at, purpose)| {
            *at != named.cell.column && tells(*purpose) && (self.typical.is_empty() || self.typical.is_usual(*at))
        });
        usual.next().is_none()
    }
}

/// Whether a text has the look of a code: letters and digits, and nothing of a sentence.
pub(super) fn looks_like_code(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_alphanumeric() && !is_han(c) || "-_./#:·－".contains(c);
    let has_digit = text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    text.chars().count() <= 32
        && text.chars().all(is_sign)
        && (has_digit || text.chars().count() <= 12)
        && !text.is_empty()
}
