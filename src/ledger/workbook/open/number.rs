//! Numbers, and what their formats make of them.

use std::collections::BTreeMap;

use super::date;
use super::failure::{Failure, within};
use crate::ledger::Limits;
use crate::ledger::workbook::Cell;

/// The most digits that a format with leading zeros is followed to: numbers have fifteen, and codes some twenty.
const MOST_DIGITS: usize = 20;

/// What a format of numbers shows, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    General,
    /// A date, a time or both.
    Date,
    /// Hours, minutes or seconds beyond a day: `[h]:mm`.
    Duration,
    /// At least so many digits, and nothing else.
    Padded(u8),
}

impl NumberFormat {
    /// The formats that every workbook has; those of East Asia are among them.
    fn built_in(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::General,
        }
    }

    /// What a code such as `yyyy"年"m"月"` or `[$-804]00000;-0` shows; the section for positive numbers tells.
    pub(super) fn of_code(code: &str) -> Self {
        let mut characters = code.chars();
        let mut digits = Some(0);
        while let Some(character) = characters.next() {
            match character {
                ';' => break,
                // What follows these stands for itself.
                '\\' | '_' | '*' => digits = characters.next().and(None),
                '"' => digits = characters.find(|c| *c == '"').and(None),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    let unit = inside.to_ascii_lowercase();
                    if !unit.is_empty() && ["h", "m", "s"].iter().any(|letter| unit.replace(letter, "").is_empty()) {
                        return Self::Duration;
                    }
                    digits = digits.filter(|digits| *digits == 0 && inside.starts_with("$-"));
                }
                'd' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S' => return Self::Date,
                // `AM/PM`, `A/P`, and the day of the week, `aaaa`.
                'a' | 'A' if matches!(characters.clone().next(), Some('a' | 'A' | 'm' | 'M' | '/')) => {
                    return Self::Date;
                }
                '0' => digits = digits.map(|digits| digits + 1),
                _ => digits = None,
            }
        }
        match digits {
            Some(digits @ 2..=MOST_DIGITS) => Self::Padded(digits as u8),
            _ => Self::General,
        }
    }

    /// A number as this format shows it.
    pub(super) fn show(self, number: f64, is_1904: bool) -> Cell {
        match self {
            Self::Date => date::of_number(number, is_1904).map(Cell::Date),
            Self::Padded(digits) => padded(number, digits.into()),
            Self::General | Self::Duration => None,
        }
        .unwrap_or_else(|| plain(number))
    }
}

/// A number, or what no spreadsheet can hold.
pub(super) fn plain(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Error(number.to_string().into()) }
}

/// A number that is shown with more digits than it has.
pub(super) fn padded(number: f64, digits: usize) -> Option<Cell> {
    // Beyond 10^15 spreadsheets do not keep all digits.
    let is_whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
    let written = if is_whole { format!("{number}") } else { return None };
    let number = written.parse().ok().filter(|_| written.len() < digits)?;
    Some(Cell::Padded { number, digits: digits as u8 })
}

/// The formats of the cells of a workbook: each style names a format of numbers by its id.
#[derive(Debug, Default)]
pub(super) struct NumberFormats {
    of_id: BTreeMap<u32, NumberFormat>,
    id_of_style: Vec<u32>,
}

impl NumberFormats {
    pub(super) fn define(&mut self, id: u32, code: &str, limits: &Limits) -> Result<(), Failure> {
        self.of_id.insert(id, NumberFormat::of_code(code));
        within("the number of formats", self.of_id.len() as u64, limits.formats, "Limits::formats")
    }

    /// Adds a style; styles are counted from zero.
    pub(super) fn add_style(&mut self, id: u32, limits: &Limits) -> Result<(), Failure> {
        self.id_of_style.push(id);
        within("the number of formats", self.id_of_style.len() as u64, limits.formats, "Limits::formats")
    }

    pub(super) fn of_style(&self, style: usize) -> NumberFormat {
        let Some(id) = self.id_of_style.get(style) else { return NumberFormat::General };
        self.of_id.get(id).copied().unwrap_or_else(|| NumberFormat::built_in(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_they_show() {
        use NumberFormat::{Date, Duration, General, Padded};
        for (code, format) in [
            ("General", General),
            ("General\"年\"", General),
            ("0", General),
            ("0.00E+00", General),
            ("#,##0.00_);[Red](#,##0.00)", General),
            ("\"Days\"0", General),
            ("\\d0", General),
            ("_d0*m", General),
            ("[Red]0", General),
            ("[DBNum1][$-804]G/General", General),
            ("0;yyyy", General),
            ("yyyy-mm-dd", Date),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Date),
            ("[DBNum1][$-804]yyyy", Date),
            ("h:mm AM/PM", Date),
            ("AM/PM", Date),
            ("[$-804]aaaa;@", Date),
            ("上午/下午h", Date),
            ("[h]:mm", Duration),
            ("[MM]:ss", Duration),
            ("00000", Padded(5)),
            ("[$-804]000000;-0", Padded(6)),
            ("00.00", General),
            ("0-00", General),
            ("[Red]000", General),
            ("", General),
            ("000000000000000000000", General),
        ] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn a_style_shows_what_the_format_it_names_shows() {
        use NumberFormat::{Date, General, Padded};

        let mut formats = NumberFormats::default();
        let limits = Limits::default();
        formats.define(164, "0000", &limits).unwrap();
        for id in [164, 14, 0] {
            formats.add_style(id, &limits).unwrap();
        }
        let shown: Vec<NumberFormat> = (0..4).map(|style| formats.of_style(style)).collect();
        assert_eq!(shown, [Padded(4), Date, General, General]);
    }
}
