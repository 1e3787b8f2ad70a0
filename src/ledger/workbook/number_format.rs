//! Formats of numbers (数字格式), and what a cell shows by them.
//!
//! A spreadsheet keeps `2E3` as 2000 and shows `2.00E+03`, keeps 1:30 as 0.0625 and `1-2-3` as 36925. What was typed can
//! only be told from what is shown, so a cell carries its format where that says more than the number.
//!
//! - `code`: the code of a format, such as `yyyy"年"m"月"`, as sections of parts
//! - `show`: a number as a section shows it

mod code;
mod show;

use std::borrow::Cow;

use code::{Part, Section};

/// How a cell shows its number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NumberFormat {
    source: Shows,
    /// Whether the workbook counts days from 1904.
    is_1904: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Shows {
    /// By a code: up to three sections, for positive numbers, negative ones and zero.
    Code { code: Box<str>, sections: Vec<Section> },
    /// As this text: the file does not say how it came about.
    Text(Box<str>),
}

impl NumberFormat {
    /// The format of a code; `None` for one that shows no more than digits, or that is not understood.
    pub(super) fn of_code(code: &str, is_1904: bool) -> Option<Self> {
        let sections = code::sections(code)?;
        sections
            .iter()
            .any(code::says_more)
            .then(|| Self { source: Shows::Code { code: code.into(), sections }, is_1904 })
    }

    /// The format of one cell, which shows this text.
    pub(super) fn of_text(shown: &str) -> Self {
        Self { source: Shows::Text(shown.into()), is_1904: false }
    }

    /// Whether the workbook counts days from 1904.
    pub(super) fn is_1904(&self) -> bool {
        self.is_1904
    }

    /// The code; `None` where only the text is known.
    pub(super) fn code(&self) -> Option<&str> {
        match &self.source {
            Shows::Code { code, .. } => Some(code),
            Shows::Text(_) => None,
        }
    }

    /// Whether a year, month or day is shown, and not just a time of day.
    pub(super) fn shows_day(&self) -> bool {
        self.any(|part| matches!(part, Part::Year(_) | Part::Month(_) | Part::Day(_) | Part::Weekday(_)))
    }

    /// Whether it shows something else than the digits of this number.
    pub(super) fn says_more_of(&self, number: f64) -> bool {
        match &self.source {
            Shows::Code { sections, .. } => show::section_for(sections, number).is_some_and(code::says_more),
            Shows::Text(_) => true,
        }
    }

    /// What a cell of this format shows, for the number that the file holds.
    pub(super) fn show(&self, number: f64) -> Cow<'_, str> {
        match &self.source {
            Shows::Code { sections, .. } => Cow::Owned(show::number(sections, number, self.is_1904)),
            Shows::Text(text) => Cow::Borrowed(text),
        }
    }

    /// Whether a time of day or a span of time is shown, and no day.
    pub(super) fn is_time(&self) -> bool {
        match &self.source {
            Shows::Code { .. } => self.any(Part::is_of_moment) && !self.shows_day(),
            Shows::Text(text) => text.contains(':') && text.chars().any(|c| c.is_ascii_digit()),
        }
    }

    fn any(&self, is: impl Fn(&Part) -> bool) -> bool {
        match &self.source {
            Shows::Code { sections, .. } => sections.first().is_some_and(|section| section.iter().any(is)),
            Shows::Text(_) => false,
        }
    }
}

/// Whether a text is nothing but a number in digits, which may be grouped.
pub(super) fn is_numeral(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+', '−']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split([',', '\u{a0}', '\u{202f}']);
    groups.next().is_some_and(is_digits)
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && is_digits(fraction)
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
#[path = "number_format_tests.rs"]
mod tests;
