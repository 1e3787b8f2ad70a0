//! The language in which everything is told.

use std::ffi::OsString;

use gridgov::Language;
use gridgov::governance::Governance;
use gridgov::ledger::workbook::Workbook;

/// The language that `--language` gives. What is wrong with the option is said when the arguments are read.
pub(crate) fn given(arguments: &[OsString]) -> Option<Language> {
    let at = arguments.iter().position(|argument| argument == "--language")?;
    arguments.get(at + 1)?.to_str()?.parse().ok()
}

/// The language of the environment: English where it says none that messages have.
pub(crate) fn of_environment() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    said.filter(|locale| !locale.is_empty()).find_map(|locale| locale.parse().ok()).unwrap_or_default()
}

/// The language of a ledger: that of its headings, or of its title and names where it has none.
pub(crate) fn of_ledger(workbook: Option<&Workbook>, governance: &Governance) -> Language {
    let mut texts = std::iter::once(governance.title()).chain(governance.nodes().map(gridgov::governance::Node::name));
    let is_chinese = |text: &str| text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    match workbook {
        Some(workbook) => workbook.language(),
        None if texts.any(is_chinese) => Language::Chinese,
        None => Language::English,
    }
}
