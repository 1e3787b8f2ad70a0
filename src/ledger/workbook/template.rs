//! A workbook for a new sub-district to fill in.
//!
//! - `tables`: its tables, with their columns and examples
//! - `guide_sheet`: the sheet that explains the tables

mod guide_sheet;
mod tables;

use std::collections::BTreeMap;
use std::io::Write;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use self::tables::{Column, Columns, TABLES, TITLE, Table};
use super::write_xlsx::fill;
use super::{Book, Look, MAX_ROWS, Merged, Page, Sheet, Workbook};
use crate::ledger::{Position, WriteError};

/// The widths of the columns of the guide, in digits.
const GUIDE_WIDTHS: [usize; 4] = [14, 24, 10, 84];
const FONT: &str = "Microsoft YaHei";
const SIZE: u8 = 10;
/// The height of a title, in points.
const TITLE_HEIGHT: u32 = 24;
/// The built-in format of spreadsheets that keeps typed values as text.
const TEXT: u8 = 49;

/// A template (模板): a workbook that a new sub-district (街道) fills in, and that is read as a ledger.
///
/// It has a sheet each for grids (网格), places (场所), Party organisations (党组织) and people (人员), each with
/// headings that stay in sight, one example a kind and a post, and lists to choose kinds and posts from (下拉列表).
/// Columns of codes are formatted as text, so that a spreadsheet makes no numbers of them. A first sheet 说明 explains
/// each column in Chinese; reading skips it, with a note.
///
/// With its examples it is a ledger that can be built, so that people can see a report before they fill it in.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::Kind;
/// use gridgov::ledger::workbook::{Headings, Template};
///
/// let workbook = Template::new().workbook();
/// let ledger = workbook.read(&Headings::default()).into_ledger()?;
/// let governance = Governance::build(&ledger)?;
/// assert_eq!(governance.set_of_kind(Kind::MicroGrid).len(), 1);
///
/// let file = Template::new().to_xlsx()?;
/// assert!(file.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Template {
    _private: (),
}

impl Template {
    /// The template.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What stands in its cells: the guide 说明, then a sheet of each table with its examples; O(cells).
    #[must_use]
    pub fn workbook(&self) -> Workbook {
        let workbook = Workbook::new("").with_sheet(guide_sheet::sheet());
        TABLES.iter().map(sheet).fold(workbook, Workbook::with_sheet)
    }

    /// Which rows of its sheets are heads, and which cells offer a list to choose from; O(columns).
    ///
    /// The lists reach down to the last row that a sheet can have. What is not in a list can be written nevertheless,
    /// after a warning: a kind by another name is understood too.
    ///
    /// ```
    /// use gridgov::ledger::workbook::{Sheet, Template};
    ///
    /// // A template of one's own: the same with one more sheet.
    /// let workbook = Template::new().workbook().with_sheet(Sheet::new("备查"));
    /// let file = workbook.to_xlsx_with(&Template::new().look())?;
    /// assert!(file.starts_with(b"PK"));
    /// # Ok::<(), gridgov::ledger::WriteError>(())
    /// ```
    #[must_use]
    pub fn look(&self) -> Look {
        let look = TABLES.iter().fold(Look::new(), |look, table| look.with_head(table.sheet, table.head()));
        let columns = TABLES.iter().flat_map(Table::numbered);
        columns.fold(look, |look, (table, at, column)| {
            let below = Merged { first: Position::new(table.head() + 1, at), last: Position::new(MAX_ROWS, at) };
            let choices = column.choices();
            if choices.is_empty() { look } else { look.with_choices(table.sheet, below, choices) }
        })
    }

    /// The template as the bytes of an `.xlsx` file; see [`Template::write_xlsx`].
    ///
    /// # Errors
    ///
    /// As [`Template::write_xlsx`].
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        self.write_xlsx(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the template as an `.xlsx` file, always as the same bytes: examples are grey and slanted, columns of
    /// codes are text, and each sheet prints on pages as wide as it. O(cells).
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_xlsx(&self, writer: impl Write + Send) -> Result<(), WriteError> {
        let (workbook, look) = (self.workbook(), self.look());
        let tables: BTreeMap<&str, &Table> = TABLES.iter().map(|table| (table.sheet, table)).collect();
        let mut book = Book::new();
        for sheet in workbook.sheets() {
            let page = match tables.get(sheet.name()) {
                Some(table) => table_page(sheet, table, &look)?,
                None => guide_page(sheet)?,
            };
            book.add(page)?;
        }
        book.write(writer)
    }
}

/// The cells of a table: its title where it has one, its headings, and its examples.
fn sheet(table: &Table) -> Sheet {
    let mut sheet = Sheet::new(table.sheet);
    if table.has_title {
        sheet.set(Position::new(1, 1), TITLE);
        let last = Position::new(1, table.columns.len() as u32);
        sheet.merge(Merged { first: Position::new(1, 1), last });
    }
    for (_, at, column) in table.numbered() {
        sheet.set(Position::new(table.head(), at), column.heading());
    }
    for (row, cells) in (table.head() + 1..).zip(table.examples) {
        for ((_, at, column), cell) in table.numbered().zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            let number = if column.is == Columns::Number { cell.parse::<f64>().ok() } else { None };
            match number {
                Some(number) => sheet.set(Position::new(row, at), number),
                None => sheet.set(Position::new(row, at), *cell),
            }
        }
    }
    sheet
}

fn ground() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter)
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(0x00C9_D3DE)
}

fn head(format: Format) -> Format {
    bordered(format.set_bold().set_background_color(0x00DB_E7F3).set_text_wrap())
}

fn title(format: Format) -> Format {
    format.set_bold().set_font_size(14).set_font_color(0x0026_4B70)
}

/// The format of values that are typed into a column: text, so that `0101` stays as it is, or a number.
fn typed(column: &Column) -> Format {
    match column.is {
        Columns::Number => ground().set_align(FormatAlign::Right),
        _ => ground().set_num_format_index(TEXT),
    }
}

fn table_page(sheet: &Sheet, table: &Table, look: &Look) -> Result<Page, WriteError> {
    let mut page = Page::new(sheet.name())?;
    let examples = table.head() + table.examples.len() as u32;
    let example = |column: &Column| bordered(typed(column)).set_italic().set_font_color(0x006B_7580);
    // Empty cells of examples have the same format.
    for row in table.head() + 1..=examples {
        for (_, at, column) in table.numbered() {
            page.text(Position::new(row, at), "", &example(column))?;
        }
    }
    fill(&mut page, sheet, |at, format| match table.columns.get(at.column.saturating_sub(1) as usize) {
        _ if at.row < table.head() => title(ground()),
        Some(column) if at.row == table.head() => head(ground()).set_align(column.align()),
        Some(column) if at.row <= examples => example(column),
        _ => format,
    })?;
    for (_, at, column) in table.numbered() {
        page.set_column_format(at, &typed(column))?;
        page.set_width(at, column.width + 2);
    }
    if table.has_title {
        page.set_height(1, TITLE_HEIGHT)?;
    }
    look.apply(&mut page)?;
    page.print(true, Some(table.head()))?;
    Ok(page)
}

fn guide_page(sheet: &Sheet) -> Result<Page, WriteError> {
    let mut page = Page::new(sheet.name())?;
    let heads = guide_sheet::head();
    let section = || bordered(ground().set_bold().set_background_color(0x00EE_F4FA));
    let sections: BTreeMap<u32, &str> = guide_sheet::sections().collect();
    let last = sheet.rows().last().map_or(heads, |(row, _)| row);
    // Empty cells have borders too.
    for row in heads + 1..=last {
        let format = if sections.contains_key(&row) { section() } else { bordered(ground()) };
        for column in (1..).take(GUIDE_WIDTHS.len()) {
            page.text(Position::new(row, column), "", &format)?;
        }
    }
    fill(&mut page, sheet, |at, _| match at.row {
        1 => title(ground()),
        row if row < heads => ground().set_text_wrap(),
        row if row == heads => head(ground()),
        row if sections.contains_key(&row) => section(),
        _ => bordered(ground().set_text_wrap()),
    })?;
    for (row, table) in sections {
        let link = section().set_hyperlink().set_font_name(FONT).set_font_size(SIZE);
        page.link(Position::new(row, 1), table, (table, Position::new(1, 1)), &link)?;
    }
    for (column, width) in (1..).zip(GUIDE_WIDTHS) {
        page.set_width(column, width);
    }
    page.set_height(1, TITLE_HEIGHT)?;
    page.print(false, None)?;
    Ok(page)
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
