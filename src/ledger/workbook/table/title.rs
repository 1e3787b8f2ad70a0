//! The lines above the headings of a table, one of which is the title of the ledger.

use std::sync::Arc;

use super::classifier::class_above;
use super::line_class::LineClass;
use super::sheet_line::SheetLine;
use super::shown::shown;
use crate::kind::Kind;
use crate::ledger::Source;
use crate::ledger::workbook::line_words::LineWords;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{Remark, cell_value, kind_names};
use crate::ledger::{Origin, excerpt};

/// The title of a ledger: the first line above the headings of the first sheet that has one.
#[derive(Default)]
pub(super) struct Title {
    pub(super) text: String,
}

/// The texts above the headings of a table.
#[derive(Clone, Default)]
pub(super) struct LinesAbove {
    /// Each with its row and column, and whether several columns have it in common.
    texts: Vec<(u32, u32, String, bool)>,
}

impl LinesAbove {
    /// Adds a line if it is a title; `heading_row` is the one of the headings.
    pub(super) fn add(&mut self, line: &SheetLine<'_>, heading_row: u32, words: &LineWords) {
        if class_above(line, words).0 != LineClass::Title {
            return;
        }
        // Directly above the headings may stand what several columns have in common.
        let heads_columns = line.row + 1 == heading_row && line.cells.len() > 1;
        for cell in line.own() {
            if let Ok(read) = cell_value::text(cell.cell) {
                self.texts.push((line.row, cell.column, read.text.into_owned(), heads_columns));
            }
        }
    }

    /// Whether they say the same as others: a title that stands again on each page.
    pub(super) fn say_the_same(&self, other: &Self) -> bool {
        let texts = |lines: &Self| lines.texts.iter().map(|(_, _, text, _)| text.clone()).collect::<Vec<_>>();
        !self.texts.is_empty() && texts(self) == texts(other)
    }

    /// The kind of the rows, where a line says it, such as 微网格台账.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.texts.iter().rev().find_map(|(_, _, text, _)| kind_names::kind_of_sheet(text))
    }
}

impl Title {
    /// Takes the title from the lines above the first headings of a sheet; a note tells of each line that is neither
    /// the title nor says the kind.
    pub(super) fn read(&mut self, above: LinesAbove, is_first: bool, source: &Arc<Source>, log: &mut Log<'_>) {
        for (row, column, text, heads_columns) in above.texts {
            if is_first && self.text.is_empty() && !heads_columns {
                self.text = text;
            } else if self.text != text && (is_first || kind_names::kind_of_sheet(&text).is_none()) {
                let written = if is_first { excerpt(&text) } else { shown(&text) };
                log.note(Origin::new(source.clone(), row, column), Remark::LineAboveHeadings(written));
            }
        }
    }
}
