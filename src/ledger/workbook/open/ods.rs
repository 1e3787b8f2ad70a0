//! `.ods`, the format of `OpenDocument`.
//!
//! One part holds all sheets. Whatever repeats, a cell or a row of them, is written once, with how often it stands
//! there; so a small file may stand for billions of cells, which the builder counts one by one.

mod cell;
mod styles;

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use self::cell::{Spanned, StruckOut, is_apart};
use self::styles::Styles;
use super::archive::Archive;
use super::builder::WorkbookBuilder;
use super::failure::{Failure, within};
use super::xml::{Xml, attribute};
use crate::ledger::Position;
use crate::ledger::workbook::{Cell, FileProblem};
use crate::message::Term;

/// Where the values of other files are kept that formulas speak of.
const OF_OTHER_FILES: &str = "'file:";

/// Reads the sheets of a document.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, archive: &mut Archive<'_>) -> Result<(), Failure> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Failure::refused(FileProblem::Password));
    }
    let mut styles = Styles::default();
    if let Some(named) = archive.part("styles.xml")? {
        styles.read_part(&named, builder.limits)?;
    }
    let content = archive.part("content.xml")?.unwrap_or_default();
    let mut xml = Xml::new(&content);
    let mut is_spreadsheet = false;
    while let Some(element) = xml.descendant()? {
        match element.name().as_ref() {
            "style:style" => styles.read(&mut xml, &element, builder.limits)?,
            "office:spreadsheet" => is_spreadsheet = true,
            "table:tracked-changes" | "table:dde-links" => xml.skip()?,
            "table:table" if is_spreadsheet => {
                let name = attribute(&element, "table:name")?.unwrap_or_default();
                if name.starts_with(OF_OTHER_FILES) {
                    xml.skip()?;
                } else {
                    builder.begin(&name)?;
                    if attribute(&element, "table:style-name")?.is_some_and(|style| styles.is_hidden(&style)) {
                        builder.sheet().hide();
                    }
                    sheet(builder, &mut xml, &styles)?;
                    builder.end()?;
                }
            }
            _ => {}
        }
    }
    if is_spreadsheet { Ok(()) } else { Err(Failure::refused(FileProblem::Document)) }
}

/// The rows of a sheet, some of which stand in groups.
fn sheet(builder: &mut WorkbookBuilder<'_>, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), Failure> {
    let (mut above, mut left) = (0_u32, 0_u32);
    // The columns whose cells are struck out where they have no style of their own, each with how many there are.
    let mut struck_columns = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) if element.name().as_ref() == "table:table-column" => {
                let last = left.saturating_add(cell::count(&element, "table:number-columns-repeated")?);
                if is_collapsed(&element)? {
                    builder.sheet().hide_columns(left.saturating_add(1), last);
                }
                let style = attribute(&element, "table:default-cell-style-name")?;
                if style.is_some_and(|style| styles.is_struck_out(&style)) {
                    struck_columns.push((left.saturating_add(1), last));
                    within(
                        Term::new("the number of formats", "单元格格式数"),
                        struck_columns.len() as u64,
                        builder.limits.formats,
                        "Limits::formats",
                    )?;
                }
                left = last;
            }
            Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                let repeated = cell::count(&element, "table:number-rows-repeated")?;
                if is_collapsed(&element)? {
                    builder.sheet().hide_rows(above.saturating_add(1), above.saturating_add(repeated));
                }
                Row::read(xml, builder, styles, &struck_columns)?.put(builder, above, repeated)?;
                above = above.saturating_add(repeated);
            }
            Event::Start(element) if is_apart(element.name().as_ref()) => xml.skip()?,
            Event::End(element) if element.name().as_ref() == "table:table" => return Ok(()),
            _ => {}
        }
    }
}

/// Whether rows or columns are hidden, by hand or by a filter.
fn is_collapsed(element: &BytesStart<'_>) -> Result<bool, Failure> {
    let visibility = attribute(element, "table:visibility")?;
    Ok(visibility.is_some_and(|visibility| matches!(&*visibility, "collapse" | "filter")))
}

/// A cell and what is said of it besides its value.
struct Told {
    cell: Cell,
    is_formula: bool,
    struck_out: StruckOut,
}

/// What stands in a row, columns counted from one.
#[derive(Default)]
struct Row {
    cells: Vec<(u32, Arc<Told>)>,
    /// The ranges that begin here, as column, rows and columns.
    merged: Vec<(u32, u32, u32)>,
}

impl Row {
    fn read(
        xml: &mut Xml<'_>,
        builder: &WorkbookBuilder<'_>,
        styles: &Styles,
        struck_columns: &[(u32, u32)],
    ) -> Result<Self, Failure> {
        let (mut row, mut left) = (Self::default(), 0_u32);
        while let Some(element) = xml.child()? {
            if !matches!(element.name().as_ref(), "table:table-cell" | "table:covered-table-cell") {
                xml.skip()?;
                continue;
            }
            let spanned = cell::read(xml, &element, styles, builder.limits)?;
            let Spanned { repeated, rows, columns, cell, is_formula, mut struck_out, has_style } = spanned;
            let place = left.saturating_add(1);
            if !has_style && struck_columns.iter().any(|(first, last)| (*first..=*last).contains(&place)) {
                struck_out = StruckOut::All;
            }
            if rows > 1 || columns > 1 {
                row.merged.push((left.saturating_add(1), rows, columns));
            }
            if let Some(cell) = cell {
                // One column too many is enough for an error.
                let most = builder.limits.columns.saturating_add(1).min(repeated.into()) as u32;
                let told = Arc::new(Told { cell, is_formula, struck_out });
                row.cells.extend((0..most).map(|at| (left.saturating_add(at).saturating_add(1), Arc::clone(&told))));
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
            for (column, told) in &self.cells {
                let at = Position::new(row, *column);
                if told.is_formula {
                    builder.sheet().set_formula(at);
                }
                match told.struck_out {
                    StruckOut::Nothing => {}
                    StruckOut::Part => builder.sheet().facts.struck_out_in_part.add(at),
                    StruckOut::All => builder.sheet().strike_out(at),
                }
                builder.put(at, told.cell.clone())?;
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
