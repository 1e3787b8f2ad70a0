//! The sheet that lists all marks.

use rust_xlsxwriter::{Format, FormatAlign};

use super::{Mark, Place};
use crate::language::Language;
use crate::ledger::workbook::{Page, Workbook, write_xlsx};
use crate::ledger::{Position, WriteError};

const HEADS: [(&str, &str); 4] =
    [("no.", "序号"), ("severity", "程度"), ("place", "位置"), ("what is wrong and what would be right", "问题及改法")];
/// The row of the heads, below the title.
const HEAD: u32 = 2;
/// The widths of the columns of places and of texts, in digits.
const PLACE_WIDTH: usize = 28;
const TEXT_WIDTH: usize = 96;
/// The height of the title, in points.
const TITLE_HEIGHT: u32 = 24;

/// A line for each mark, with a link to the cell that it is shown on.
pub(super) fn page(
    name: &str,
    marks: &[Mark],
    shown: &[Option<(&str, Position)>],
    language: Language,
) -> Result<Page, WriteError> {
    let mut page = Page::new(name)?;
    let title = Format::new().set_bold().set_font_size(14);
    page.text(Position::new(1, 1), language.of(Workbook::LIST_OF_MARKS_IN_ENGLISH, Workbook::LIST_OF_MARKS), &title)?;
    let head = Format::new().set_bold().set_background_color(0x00DB_E7F3);
    for (column, (english, chinese)) in (1..).zip(HEADS) {
        page.text(Position::new(HEAD, column), language.of(english, chinese), &head)?;
    }
    let top = Format::new().set_align(FormatAlign::Top);
    let (link, wrapped) = (top.clone().set_hyperlink(), top.clone().set_text_wrap());
    for ((row, number), (mark, shown)) in (HEAD + 1..).zip(1_u32..).zip(marks.iter().zip(shown)) {
        let cell = |column| Position::new(row, column);
        page.number(cell(1), f64::from(number), &top)?;
        let coloured = top.clone().set_align(FormatAlign::Center).set_background_color(mark.level.colour());
        page.text(cell(2), language.of(mark.level.english(), mark.level.chinese()), &coloured)?;
        let place = match &mark.place {
            Place::Cell(sheet, at) => format!("{sheet}!{at}"),
            Place::Elsewhere(place) => place.clone(),
        };
        match shown {
            Some(to) => page.link(cell(3), &place, *to, &link)?,
            None => page.wrapped(cell(3), &write_xlsx::cut(&place), PLACE_WIDTH, &wrapped)?,
        }
        page.wrapped(cell(4), &write_xlsx::cut(&mark.text), TEXT_WIDTH, &wrapped)?;
    }
    // The title is wider than its column, and the texts take several lines.
    page.set_width(1, 7);
    page.set_width(2, 7);
    page.set_width(3, PLACE_WIDTH);
    page.set_width(4, TEXT_WIDTH);
    page.set_height(1, TITLE_HEIGHT)?;
    page.print(true, Some(HEAD))?;
    page.freeze(HEAD, 0)?;
    page.filter(HEAD, HEADS.len() as u32, HEAD + marks.len() as u32)?;
    Ok(page)
}
