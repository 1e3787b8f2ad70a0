//! Which relations a ledger says that it records (台账记录), as the text of a cell.

use super::Written;
use crate::kind::Relation;

/// What stands for no relation at all. An empty cell says nothing.
const NOTHING: [&str; 2] = ["none", "无"];

/// Reads a cell: ids or Chinese names of relations, between spaces, commas or semicolons.
pub(super) fn read(cell: &str) -> Vec<Written<Relation>> {
    if NOTHING.contains(&cell.trim()) {
        return Vec::new();
    }
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、');
    let named = |word: &str| Relation::ALL.iter().copied().find(|relation| relation.chinese() == word);
    let words = cell.split(is_between).filter(|word| !word.is_empty());
    words.map(|word| named(word).map_or_else(|| Written::read(word), Written::Known)).collect()
}

/// The cell of a statement in ids: `leads serves`, or `none`.
pub(super) fn in_ids(records: &[Written<Relation>]) -> String {
    joined(records, " ", NOTHING[0], Relation::id)
}

/// The cell of a statement in Chinese: `领导、服务`, or `无`.
#[cfg(feature = "workbook")]
pub(super) fn in_chinese(records: &[Written<Relation>]) -> String {
    joined(records, "、", NOTHING[1], Relation::chinese)
}

fn joined(
    records: &[Written<Relation>],
    between: &str,
    nothing: &str,
    name: impl Fn(Relation) -> &'static str,
) -> String {
    if records.is_empty() {
        return nothing.to_owned();
    }
    let names = records.iter().map(|written| match written {
        Written::Known(relation) => name(*relation).to_owned(),
        Written::Unknown(text) => text.to_string(),
    });
    names.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
