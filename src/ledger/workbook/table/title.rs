//! The lines above the headings, one of which is the title of the ledger.

use super::Table;
use crate::ledger::excerpt;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{Remark, cell_value};

/// The title: the first line above the headings of the first sheet that has one.
#[derive(Default)]
pub(super) struct Title {
    pub(super) text: String,
}

impl Title {
    /// Reads the lines above the headings of a table; a note tells of each that is not the title.
    pub(super) fn read(&mut self, table: &Table<'_>, log: &mut Log<'_>) {
        for (row, cells) in table.sheet.rows().take_while(|(row, _)| *row < table.heading_row) {
            for (column, cell) in cells.iter().filter(|(_, cell)| !cell.is_blank()) {
                let Ok(read) = cell_value::text(cell) else { continue };
                // Directly above the headings may stand what several columns have in common.
                let heads_columns = row + 1 == table.heading_row && cells.len() > 1;
                if self.text.is_empty() && !heads_columns {
                    self.text = read.text;
                } else if self.text != read.text {
                    log.note(table.origin(row, *column), Remark::LineAboveHeadings(excerpt(&read.text)));
                }
            }
        }
    }
}
