//! The formats of cells, and how numbers are written to them.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::audit::Severity;
use crate::coverage::Share;
use crate::language::Language;
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::measure::{Decimal, Figure, Verdict};

const DARK: u32 = 0x0026_4B70;
const HEAD: u32 = 0x00DB_E7F3;
const UPPERMOST: u32 = 0x00DC_E9F5;
const SECOND: u32 = 0x00F1_F6FB;
const LINE: u32 = 0x00C9_D3DE;
const GOOD: u32 = 0x00D9_EFD8;
const BAD: u32 = 0x00F8_CFC9;
const DOUBTFUL: u32 = 0x00FC_EBC2;
const GREY: u32 = 0x0059_6673;

/// What stands for a number that there is not. Zero is a number.
pub(super) const NOTHING: &str = "–";

/// Spreadsheets keep 15 digits; a greater number is written as text.
const EXACT: u64 = 999_999_999_999_999;

/// The formats of the cells of a report.
pub(super) struct CellFormats {
    pub(super) title: Format,
    pub(super) section: Format,
    pub(super) note: Format,
    pub(super) head: Format,
    pub(super) head_of_numbers: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) link: Format,
    pub(super) count: Format,
    pub(super) percent: Format,
    line: Format,
}

impl Default for CellFormats {
    fn default() -> Self {
        let line = Format::new()
            .set_font_name("Microsoft YaHei")
            .set_font_size(10)
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(1)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let plain = Format::new().set_font_name("Microsoft YaHei").set_font_size(10);
        let head = line.clone().set_bold().set_background_color(HEAD).set_text_wrap();
        Self {
            title: plain.clone().set_bold().set_font_size(16).set_font_color(DARK),
            section: plain.clone().set_bold().set_font_size(12).set_font_color(DARK),
            note: plain.set_font_color(GREY),
            head_of_numbers: head.clone().set_align(FormatAlign::Right),
            head,
            text: line.clone(),
            wrapped: line.clone().set_text_wrap(),
            link: line.clone().set_hyperlink().set_font_name("Microsoft YaHei").set_font_size(10),
            count: line.clone().set_num_format("#,##0").set_align(FormatAlign::Right),
            percent: line.clone().set_num_format("0.0%").set_align(FormatAlign::Right),
            line,
        }
    }
}

impl CellFormats {
    /// A number with `scale` decimal places.
    pub(super) fn number(&self, scale: u8) -> Format {
        self.line.clone().set_num_format(pattern(scale)).set_align(FormatAlign::Right)
    }

    /// A verdict: green, red or yellow.
    pub(super) fn verdict(&self, verdict: Verdict) -> Format {
        self.line.clone().set_background_color(match verdict {
            Verdict::True => GOOD,
            Verdict::False => BAD,
            Verdict::Undecidable => DOUBTFUL,
        })
    }

    pub(super) fn severity(&self, severity: Severity) -> Format {
        self.line.clone().set_background_color(match severity {
            Severity::Serious => BAD,
            Severity::Warning => DOUBTFUL,
            Severity::Notice => HEAD,
        })
    }

    /// A share: green for all, red for none, otherwise yellow.
    pub(super) fn share(&self, share: Share) -> Format {
        self.percent.clone().set_background_color(match share {
            share if share.is_full() == Verdict::True => GOOD,
            share if share.covered == 0 => BAD,
            _ => DOUBTFUL,
        })
    }
}

/// The number format with `scale` decimal places.
fn pattern(scale: u8) -> String {
    match scale {
        0 => "#,##0".to_owned(),
        scale => format!("#,##0.{}", "0".repeat(usize::from(scale))),
    }
}

/// The format of a row in a tree: bold if it has rows below it, and coloured on the upper two levels.
pub(super) fn in_tree(format: Format, has_below: bool, depth: usize) -> Format {
    let format = if has_below { format.set_bold() } else { format };
    match depth {
        0 => format.set_background_color(UPPERMOST),
        1 => format.set_background_color(SECOND),
        _ => format,
    }
}

/// Writes an exact number: as a number if a spreadsheet keeps all its digits, else as a text.
pub(super) fn decimal(page: &mut Page, at: Position, number: Decimal, format: &Format) -> Result<(), WriteError> {
    let text = number.to_string();
    match text.parse::<f64>() {
        Ok(parsed) if number.units().unsigned_abs() <= EXACT => {
            page.number(at, parsed, format)?;
            // The column must have room for thousands separators.
            page.make_room(at, text.len() / 3, &text);
            Ok(())
        }
        _ => page.text(at, &text, format),
    }
}

/// Writes a count.
pub(super) fn count(page: &mut Page, at: Position, count: u64, format: &Format) -> Result<(), WriteError> {
    match i64::try_from(count) {
        Ok(count) => decimal(page, at, Decimal::from(count), format),
        Err(_) => page.text(at, &count.to_string(), format),
    }
}

/// Writes a declared figure: a number if it is one, else its bounds.
pub(super) fn figure(
    page: &mut Page,
    at: Position,
    figure: Figure,
    language: Language,
    format: &Format,
) -> Result<(), WriteError> {
    match (figure.low(), figure.high()) {
        (Some(low), Some(high)) if low == high => decimal(page, at, low, format),
        (Some(low), Some(high)) => page.text(at, &format!("{low} {} {high}", language.of("to", "至")), format),
        (Some(low), None) => page.text(at, &format!("≥ {low}"), format),
        (None, Some(high)) => page.text(at, &format!("≤ {high}"), format),
        (None, None) => page.text(at, language.of("unknown", "不详"), format),
    }
}
