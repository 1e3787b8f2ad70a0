//! The form in which headings are compared.

use crate::text::heading_key;

/// A heading without what makes no difference: spaces, capitals, full-width and compatibility forms, underscores, and
/// stars and colons around it.
pub(in crate::ledger::workbook) fn compared(text: &str) -> String {
    heading_key(text).trim_matches(['*', ':']).replace('_', "")
}
