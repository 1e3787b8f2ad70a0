//! What the rows of one table have in common.

use std::ops::Range;
use std::path::Path;

use crate::kind::{Family, Kind};
use crate::ledger::Origin;
use crate::ledger::workbook::headings::{LevelName, level};
use crate::ledger::workbook::table::Table;
use crate::ledger::workbook::{Field, Meaning};

/// The rows of a table, and what its sheet and headings say of all of them.
#[derive(Debug)]
pub(crate) struct TableRows {
    /// The rows, by their positions among the nodes.
    pub(crate) nodes: Range<usize>,
    /// The sheet.
    pub(crate) origin: Origin,
    /// The name of the sheet, which may be that of what contains its rows.
    pub(crate) sheet: String,
    /// The name of the file without its extension, where the workbook is a folder of files.
    pub(crate) file: Option<String>,
    /// The code or name of what contains the rows of which no cell says it; settled with all rows.
    pub(crate) container: Option<String>,
    /// Whether a column or the name of the sheet says the kinds of rows.
    pub(crate) has_kinds: bool,
    /// What the headings of codes and names say the rows are.
    pub(crate) hint: Option<RowHint>,
    /// The lowest kind that headings such as 所属社区 name.
    pub(crate) ancestor: Option<Kind>,
}

/// What a heading such as 楼栋编号 says the rows below it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowHint {
    /// Of this kind.
    Kind(Kind),
    /// Of this family.
    Family(Family),
}

impl TableRows {
    pub(super) fn new(table: &Table<'_>, nodes: Range<usize>) -> Self {
        let file = table.sheet().file().and_then(|file| Path::new(file).file_stem()).map(|stem| stem.to_string_lossy());
        let mut hints = table.columns().iter().filter_map(|column| {
            matches!(column.meaning, Some(Meaning::Field(Field::Code | Field::Name))).then(|| level(&column.heading))?
        });
        Self {
            nodes,
            origin: table.origin(0, 0),
            sheet: table.sheet().name().to_owned(),
            file: file.map(std::borrow::Cow::into_owned),
            container: None,
            has_kinds: table.has(Field::Kind) || table.kind.is_some() || table.is_by_level(),
            hint: hints.next().and_then(|(name, _)| match name {
                LevelName::Kind(kind) => Some(RowHint::Kind(kind)),
                LevelName::Grid => Some(RowHint::Family(Family::Grid)),
                LevelName::Number(_) => None,
            }),
            ancestor: table.columns().iter().filter_map(|column| column.ancestor).max(),
        }
    }
}
