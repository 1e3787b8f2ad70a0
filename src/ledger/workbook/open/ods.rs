//! `.ods`, the format of `OpenDocument`.
//!
//! One part holds all sheets. Whatever repeats, a cell or a row of them, is written once, with how often it stands
//! there; so a small file may stand for billions of cells, which the builder counts one by one.

mod cell;

use quick_xml::events::Event;

use self::cell::{Spanned, is_apart};
use super::archive::Archive;
use super::builder::WorkbookBuilder;
use super::failure::Failure;
use super::xml::{Xml, attribute};
use crate::ledger::Position;
use crate::ledger::workbook::Cell;

/// Where the values of other files are kept that formulas speak of.
const OF_OTHER_FILES: &str = "'file:";

/// Reads the sheets of a document.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, archive: &mut Archive<'_>) -> Result<(), Failure> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Failure::refused("the workbook is protected by a password; save it without one"));
    }
    let content = archive.part("content.xml")?.unwrap_or_default();
    let mut xml = Xml::new(&content);
    let mut is_spreadsheet = false;
    while let Some(element) = xml.descendant()? {
        match element.name().as_ref() {
            "office:spreadsheet" => is_spreadsheet = true,
            "table:tracked-changes" | "table:dde-links" => xml.skip()?,
            "table:table" if is_spreadsheet => {
                let name = attribute(&element, "table:name")?.unwrap_or_default();
                if name.starts_with(OF_OTHER_FILES) {
                    xml.skip()?;
                } else {
                    builder.begin(&name)?;
                    sheet(builder, &mut xml)?;
                    builder.end()?;
                }
            }
            _ => {}
        }
    }
    if is_spreadsheet { Ok(()) } else { Err(Failure::refused("this is a document, but no workbook")) }
}

/// The rows of a sheet, some of which stand in groups.
fn sheet(builder: &mut WorkbookBuilder<'_>, xml: &mut Xml<'_>) -> Result<(), Failure> {
    let mut above = 0_u32;
    loop {
        match xml.next()? {
            Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                let repeated = cell::count(&element, "table:number-rows-repeated")?;
                Row::read(xml, builder)?.put(builder, above, repeated)?;
                above = above.saturating_add(repeated);
            }
            Event::Start(element) if is_apart(element.name().as_ref()) => xml.skip()?,
            Event::End(element) if element.name().as_ref() == "table:table" => return Ok(()),
            _ => {}
        }
    }
}

/// What stands in a row, columns counted from one.
#[derive(Default)]
struct Row {
    cells: Vec<(u32, Cell)>,
    /// The ranges that begin here, as column, rows and columns.
    merged: Vec<(u32, u32, u32)>,
}

impl Row {
    fn read(xml: &mut Xml<'_>, builder: &WorkbookBuilder<'_>) -> Result<Self, Failure> {
        let (mut row, mut left) = (Self::default(), 0_u32);
        while let Some(element) = xml.child()? {
            if !matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") {
                xml.skip()?;
                continue;
            }
            let Spanned { repeated, rows, columns, cell } = cell::read(xml, &element, builder.limits)?;
            if rows > 1 || columns > 1 {
                row.merged.push((left.saturating_add(1), rows, columns));
            }
            if let Some(cell) = cell {
                // One column too many is enough for an error.
                let most = builder.limits.columns.saturating_add(1).min(repeated.into()) as u32;
                row.cells.extend((0..most).map(|at| (left.saturating_add(at).saturating_add(1), cell.clone())));
            }
            left = left.saturating_add(repeated);
        }
        Ok(row)
    }

    /// Puts the row as often as it stands there, below so many others.
    fn put(&self, builder: &mut WorkbookBuilder<'_>, above: u32, repeated: u32) -> Result<(), Failure> {
        if self.cells.is_empty() && self.merged.is_empty() {
            return Ok(());
        }
        for row in (0..repeated).map(|at| above.saturating_add(at).saturating_add(1)) {
            for (column, cell) in &self.cells {
                builder.put(Position::new(row, *column), cell.clone())?;
            }
            for (column, rows, columns) in &self.merged {
                let last = Position::new(row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                builder.merge(Position::new(row, *column), last)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "ods_tests.rs"]
mod tests;
