//! The order of a file: which of two places stands first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ledger::{Origin, Source};

/// The order of sources: sheets as they stand in their workbook, and anything else in the order of a list.
pub(super) struct FileOrder<'s> {
    /// The place of each source in the list, by its file and its sheet.
    listed: BTreeMap<(&'s str, Option<&'s str>), usize>,
}

/// Where something stands: the sheet, the source, the line and the column. A place without a source stands first.
pub(super) type FilePlace = (u32, Option<usize>, Option<u32>, Option<u32>);

impl<'s> FileOrder<'s> {
    /// O(sources · log sources).
    pub(super) fn of(sources: &'s [Arc<Source>]) -> Self {
        let mut listed = BTreeMap::new();
        for (at, source) in sources.iter().enumerate() {
            listed.entry((source.name(), source.sheet_name())).or_insert(at);
        }
        Self { listed }
    }

    /// The place of a field of a row. O(log sources).
    pub(super) fn place(&self, origin: &Origin, field: Option<&str>) -> FilePlace {
        let source = origin.source();
        let sheet = source.map_or(0, |source| source.sheet_number());
        let listed = source.and_then(|source| self.listed.get(&(source.name(), source.sheet_name())).copied());
        let column = origin.cell(field).map_or(origin.column(), |cell| Some(cell.column));
        (sheet, listed, origin.line(), column)
    }
}
