//! Marks on the cells of a workbook, which tell people what to put right and where.
//!
//! - `list_sheet`: the sheet that lists all marks
//! - `comment`: the comment on a marked cell

mod comment;
mod list_sheet;

use std::collections::BTreeMap;
use std::io::Write;

use super::write_xlsx::{fill, fitting};
use super::{Book, Merged, Page, Sheet, Workbook};
use crate::language::Language;
use crate::ledger::{Position, WriteError};

/// The level of a mark, which has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MarkLevel {
    /// The workbook cannot be understood here (错误, red).
    Error,
    /// It can be understood, but breaks a rule (提示, amber).
    Finding,
    /// It is worth knowing (说明, blue).
    Note,
}

impl MarkLevel {
    /// The word for it, in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            MarkLevel::Error => "error",
            MarkLevel::Finding => "finding",
            MarkLevel::Note => "note",
        }
    }

    /// The word for it, in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            MarkLevel::Error => "错误",
            MarkLevel::Finding => "提示",
            MarkLevel::Note => "说明",
        }
    }

    /// The background of a marked cell.
    const fn colour(self) -> u32 {
        match self {
            MarkLevel::Error => 0x00FF_B3AB,
            MarkLevel::Finding => 0x00FF_E08A,
            MarkLevel::Note => 0x00BF_DDF5,
        }
    }
}

/// A remark about a cell of a workbook, or about another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    place: Place,
    level: MarkLevel,
    text: String,
}

/// Where a mark stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Cell(String, Position),
    /// Somewhere else, in words.
    Elsewhere(String),
}

impl Mark {
    /// A mark on a cell of a sheet; the text says what is wrong and what would be right.
    #[must_use]
    pub fn at(sheet: impl Into<String>, at: Position, level: MarkLevel, text: impl Into<String>) -> Self {
        Self { place: Place::Cell(sheet.into(), at), level, text: text.into() }
    }

    /// A mark on no cell. The list of marks shows these words as its place.
    #[must_use]
    pub fn elsewhere(place: impl Into<String>, level: MarkLevel, text: impl Into<String>) -> Self {
        Self { place: Place::Elsewhere(place.into()), level, text: text.into() }
    }

    /// The sheet and the cell; `None` for a mark on no cell.
    #[must_use]
    pub fn cell(&self) -> Option<(&str, Position)> {
        match &self.place {
            Place::Cell(sheet, at) => Some((sheet, *at)),
            Place::Elsewhere(_) => None,
        }
    }

    /// Its level.
    #[must_use]
    pub const fn level(&self) -> MarkLevel {
        self.level
    }

    /// What is wrong, and what would be right.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The marks of one cell.
#[derive(Debug)]
struct OnCell<'a> {
    level: MarkLevel,
    texts: Vec<&'a str>,
}

impl Workbook {
    /// The text of the first cell of the list of marks, which shows that the sheet is no part of the ledger.
    pub const LIST_OF_MARKS: &'static str = "问题清单（标注副本自动生成，不属于台账）";

    /// The same text in English.
    pub const LIST_OF_MARKS_IN_ENGLISH: &'static str = "List of marks (made with the copy, no part of the ledger)";

    /// A copy of the workbook as the bytes of an `.xlsx` file, with marked cells; see
    /// [`Workbook::write_marked_xlsx`].
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_marked_xlsx`].
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{MarkLevel, Mark, Sheet, Workbook};
    ///
    /// let mut sheet = Sheet::new("三级网格");
    /// sheet.set(Position::new(2, 1), "T-1");
    /// let mark = Mark::at("三级网格", Position::new(2, 1), MarkLevel::Error, "编码重复：第 1 行已有 `T-1`");
    /// let bytes = Workbook::new("须水.xlsx").with_sheet(sheet).to_marked_xlsx(&[mark])?;
    /// assert!(bytes.starts_with(b"PK"));
    /// # Ok::<(), gridgov::ledger::WriteError>(())
    /// ```
    pub fn to_marked_xlsx(&self, marks: &[Mark]) -> Result<Vec<u8>, WriteError> {
        self.to_marked_xlsx_in(Language::Chinese, marks)
    }

    /// A copy of the workbook with marked cells, its list of marks in a language.
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_marked_xlsx`].
    pub fn to_marked_xlsx_in(&self, language: Language, marks: &[Mark]) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        self.write_marked(language, marks, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes a copy of the workbook for those who have to put it right: a marked cell has the colour of its gravest mark
    /// and a comment with the texts of all, and a first sheet `问题` lists every mark with a link to its cell.
    ///
    /// The copy keeps values and merged ranges, but not colours and fonts. A mark within a merged range is shown on the
    /// first cell of the range. Marks on no cell, or on a sheet that does not exist, are only in the list. The same workbook and marks give the same bytes. O((cells + marks) log marks).
    ///
    /// # Errors
    ///
    /// As [`Workbook::write_xlsx`].
    pub fn write_marked_xlsx(&self, marks: &[Mark], writer: impl Write + Send) -> Result<(), WriteError> {
        self.write_marked(Language::Chinese, marks, writer)
    }

    fn write_marked(&self, language: Language, marks: &[Mark], writer: impl Write + Send) -> Result<(), WriteError> {
        let mut marked: BTreeMap<&str, BTreeMap<Position, OnCell<'_>>> = BTreeMap::new();
        for sheet in &self.sheets {
            // Also a sheet without marks, so that links in the list lead to it.
            marked.insert(sheet.name(), BTreeMap::new());
        }
        let shown: Vec<Option<(&str, Position)>> = marks.iter().map(|mark| self.shown_at(mark)).collect();
        for (mark, shown) in marks.iter().zip(&shown) {
            let Some(cells) = shown.and_then(|(sheet, _)| marked.get_mut(sheet)) else { continue };
            let Some((_, at)) = *shown else { continue };
            let on_cell = cells.entry(at).or_insert(OnCell { level: mark.level, texts: Vec::new() });
            on_cell.level = on_cell.level.min(mark.level);
            on_cell.texts.push(&mark.text);
        }
        let mut book = Book::new();
        book.add(list_sheet::page(&self.free_name(language), marks, &shown, language)?)?;
        for sheet in &self.sheets {
            let none = BTreeMap::new();
            book.add(copy(sheet, marked.get(sheet.name()).unwrap_or(&none), language)?)?;
        }
        book.write(writer)
    }

    /// Where a mark is shown: its cell, or the first of the merged range around it.
    fn shown_at(&self, mark: &Mark) -> Option<(&str, Position)> {
        let (name, at) = mark.cell()?;
        let sheet = self.sheets.iter().find(|sheet| sheet.name() == name)?;
        let around = sheet.merged().iter().find(|merged| holds(merged, at));
        // A cell beyond the bounds of a sheet is only in the list.
        let at = around.map_or(at, |merged| merged.first);
        fitting(at).then_some((sheet.name(), at))
    }

    /// `问题`, or the first of `问题 2`, `问题 3`, ... that no sheet has.
    fn free_name(&self, language: Language) -> String {
        let name = language.of("Marks", "问题");
        let taken = |name: &str| self.sheets.iter().any(|sheet| sheet.name() == name);
        let mut names = (2_usize..).map(|number| format!("{name} {number}"));
        let first = name.to_owned();
        if taken(&first) { names.find(|name| !taken(name)).unwrap_or(first) } else { first }
    }
}

fn holds(merged: &Merged, at: Position) -> bool {
    (merged.first.row..=merged.last.row).contains(&at.row)
        && (merged.first.column..=merged.last.column).contains(&at.column)
}

/// A sheet with its marked cells.
fn copy(sheet: &Sheet, marked: &BTreeMap<Position, OnCell<'_>>, language: Language) -> Result<Page, WriteError> {
    let mut page = Page::new(sheet.name())?;
    let level = |at: Position| marked.get(&at).map(|on_cell| on_cell.level);
    // Empty cells are coloured too, since a missing value is often what is wrong.
    for (at, on_cell) in marked {
        page.text(*at, "", &comment::coloured(on_cell.level))?;
    }
    fill(&mut page, sheet, |at, format| match level(at) {
        Some(level) => format.set_background_color(level.colour()),
        None => format,
    })?;
    for (at, on_cell) in marked {
        comment::write(&mut page, *at, &on_cell.texts, language)?;
    }
    // One page wide if possible: what is printed on a page beside it is easily overlooked.
    page.print(true, None)?;
    Ok(page)
}

#[cfg(test)]
#[path = "mark_tests.rs"]
mod tests;
