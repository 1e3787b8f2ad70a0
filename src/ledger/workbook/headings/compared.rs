//! The form in which headings are compared.

use crate::ledger::normalized;

/// A heading without what makes no difference: spaces, capitals, full-width forms, underscores, and stars and colons
/// around it.
pub(in crate::ledger::workbook) fn compared(text: &str) -> String {
    let normalized = normalized(text);
    let kept = normalized.trim_matches(['*', ':']).split_whitespace().collect::<String>();
    kept.replace('_', "").to_lowercase()
}
