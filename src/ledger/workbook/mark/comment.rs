//! The comment on a marked cell.

use rust_xlsxwriter::{Format, Note};
use unicode_width::UnicodeWidthStr;

use crate::language::Language;
use crate::ledger::workbook::mark::MarkLevel;
use crate::ledger::workbook::{Page, write_xlsx};
use crate::ledger::{Position, WriteError};

/// The author of comments.
const AUTHOR: &str = "gridgov";
/// The most characters of a comment: Excel's 32,767, less some that the library needs for the author. The list has the
/// full text.
const MAX_COMMENT: usize = 30_000;
/// The width of a comment in pixels, of a digit in it, and the height of a line.
const WIDTH: u32 = 340;
const DIGIT: usize = 7;
const LINE: u32 = 18;
/// The most lines of a box that fits on a screen.
const MAX_LINES: u32 = 40;

/// The format of a marked cell without a value.
pub(super) fn coloured(level: MarkLevel) -> Format {
    Format::new().set_background_color(level.colour())
}

/// Adds a comment with these texts to a cell, in a box that is large enough.
pub(super) fn write(page: &mut Page, at: Position, texts: &[&str], language: Language) -> Result<(), WriteError> {
    let text = joined(texts, language);
    let note = Note::new(&text)
        .set_author(AUTHOR)
        .add_author_prefix(false)
        .set_font_name("Microsoft YaHei")
        .set_font_size(9)
        .set_width(WIDTH)
        .set_height(LINE * (lines(&text) + 1));
    page.comment(at, &note)
}

/// The texts one below the other, numbered if there are several, cut to the length of a comment.
fn joined(texts: &[&str], language: Language) -> String {
    let numbered = texts.iter().enumerate().map(|(at, text)| match texts.len() {
        1 => (*text).to_owned(),
        _ => format!("{}. {text}", at + 1),
    });
    let text = write_xlsx::visible(&numbered.collect::<Vec<_>>().join("\n"));
    match text.char_indices().nth(MAX_COMMENT / 2) {
        Some((end, _)) => {
            format!("{}…{}", &text[..end], language.of(" (the list has the full text)", "（全文见清单）"))
        }
        None => text,
    }
}

/// The lines that a text takes in the box.
fn lines(text: &str) -> u32 {
    let room = WIDTH as usize / DIGIT;
    let lines: usize = text.lines().map(|line| line.width() / room + 1).sum();
    (lines as u32).clamp(1, MAX_LINES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_numbered_and_boxes_grow_with_what_they_hold() {
        assert_eq!(joined(&["编码重复"], Language::Chinese), "编码重复");
        assert_eq!(joined(&["编码重复", "没有名称"], Language::Chinese), "1. 编码重复\n2. 没有名称");
        let long = "很长的问题".repeat(30);
        assert!(lines(&long) >= 6, "{}", lines(&long));
        assert_eq!(lines("短"), 1);
        let cut = joined(&["长".repeat(40_000).as_str()], Language::Chinese);
        assert!(cut.ends_with("…（全文见清单）") && cut.chars().count() < MAX_COMMENT);
    }
}
