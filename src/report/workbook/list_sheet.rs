//! Sheets that are one long list: a description, headings, and rows.

use super::HEAD;
use super::cell_formats::CellFormats;
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::Align;

/// The height of a row, in points.
const ROW: u32 = 17;

/// A list sheet that is being filled. Rows are numbered as in the sheet.
pub(super) struct ListSheet {
    pub(super) page: Page,
    columns: u32,
    last: u32,
}

impl ListSheet {
    /// A sheet with its name, description and headings.
    pub(super) fn new<H: AsRef<str>>(
        name: &str,
        what: &str,
        heads: impl IntoIterator<Item = (H, Align)>,
        formats: &CellFormats,
    ) -> Result<Self, WriteError> {
        let mut page = Page::new(name)?;
        page.worksheet().set_default_row_height(ROW);
        let mut columns = 0;
        for (head, align) in heads {
            columns += 1;
            let format = if align == Align::Right { &formats.head_of_numbers } else { &formats.head };
            page.text(Position::new(HEAD, columns), head.as_ref(), format)?;
        }
        // The description spans several columns and must not widen the first.
        page.line(Position::new(1, 1), what, &formats.note)?;
        Ok(Self { page, columns, last: HEAD })
    }

    /// Begins a new row and gives its number.
    pub(super) fn row(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// The finished sheet, with a filter, frozen headings and print settings. The first `kept` columns stay in sight.
    pub(super) fn finish(mut self, kept: u16) -> Result<Page, WriteError> {
        self.page.freeze(HEAD, kept)?;
        self.page.filter(HEAD, self.columns, self.last.max(HEAD + 1))?;
        self.page.print(true, Some(HEAD))?;
        Ok(self.page)
    }
}
