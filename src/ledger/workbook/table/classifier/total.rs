//! Lines of totals (合计, 小计).

use super::{Classifier, Seen, Verdict};
use crate::ledger::workbook::line_words::plain;
use crate::ledger::workbook::table::line_class::{Doubt, Evidence, LineClass};
use crate::ledger::workbook::table::phrase::{Scope, Speech, is_count};
use crate::ledger::workbook::table::purpose::Purpose;

impl Classifier<'_> {
    pub(super) fn total(&self, seen: &[Seen<'_, '_>]) -> Option<Verdict> {
        let is_named = seen.iter().any(|seen| self.is_identity(seen) && !is_counted(seen));
        let (at, phrase) = seen.iter().enumerate().find(|(_, seen)| {
            let is_where_names_stand = matches!(
                seen.purpose,
                Purpose::Code | Purpose::Name | Purpose::Parent | Purpose::Level | Purpose::Sequence | Purpose::Kind
            );
            matches!(seen.says, Some(Speech::Total { .. })) && (is_where_names_stand || !is_named)
        })?;
        let Some(Speech::Total { scope, is_part }) = &phrase.says else { return None };
        let column = phrase.cell.column;
        // In a table of one column a level what stands to the left is the group.
        let conflicts = |other: &Seen<'_, '_>| {
            let is_group = other.purpose == Purpose::Level && other.cell.column < column;
            self.is_identity(other) && !is_counted(other) && !is_group
        };
        let found = Evidence::TotalPhrase { column };
        if let Some(other) = seen.iter().find(|other| conflicts(other)) {
            let is_in_group = matches!(phrase.purpose, Purpose::Parent | Purpose::Level | Purpose::Kind);
            let why = Doubt::TotalBesideIdentity;
            let identity = Evidence::Identity { column: other.cell.column };
            // A row of a group that has a total's name: the cell itself is wrong, and told where it is read.
            let is_row = is_in_group && seen.iter().filter(|other| conflicts(other)).count() > 1;
            return (!is_row).then(|| (LineClass::Unclear { why }, vec![found, identity]));
        }
        let mut because = vec![found, Evidence::NoIdentity];
        let of = match scope {
            Scope::Named(name) => Some(name.clone()),
            Scope::Whole => None,
            Scope::Unsaid => {
                let is_group = |(place, other): &(usize, &Seen<'_, '_>)| {
                    let is_above = other.purpose == Purpose::Level && *place < at;
                    *place != at
                        && (other.purpose == Purpose::Parent || is_above)
                        && other.says.is_none()
                        && !is_counted(other)
                        && !other.cell.is_error()
                };
                let groups = seen.iter().enumerate().filter(is_group).map(|(_, other)| other);
                let group = groups.max_by_key(|other| (other.purpose == Purpose::Parent, other.cell.column));
                because.extend(group.map(|group| Evidence::Group { column: group.cell.column }));
                group.map(|group| group.cell.text().trim().to_owned())
            }
        };
        Some((LineClass::Total { of, is_part: *is_part }, because))
    }
}

/// Whether a cell counts things (2, 2个), so that it is neither a code nor a name on a line of totals.
pub(super) fn is_counted(seen: &Seen<'_, '_>) -> bool {
    seen.cell.is_number() || seen.cell.is_text() && is_count(&plain(&seen.cell.text()), false)
}
