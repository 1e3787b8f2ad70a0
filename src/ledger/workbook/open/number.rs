//! Numbers, and what their formats make of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::failure::{Failure, within};
use crate::ledger::Limits;
use crate::ledger::workbook::number_format::NumberFormat;
use crate::ledger::workbook::{Cell, Day, Formatted};
use crate::message::Term;

/// The most digits that a format with leading zeros is followed to: numbers have fifteen, and codes some twenty.
const MOST_DIGITS: usize = 20;

/// What a format of numbers shows, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    General,
    /// A date, a time or both.
    Date,
    /// Hours, minutes or seconds beyond a day: `[h]:mm`.
    Duration,
    /// At least so many digits, and nothing else.
    Padded(u8),
}

impl Shows {
    /// What a code such as `yyyy"年"m"月"` or `[$-804]00000;-0` shows; the section for positive numbers tells.
    fn of_code(code: &str) -> Self {
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

/// The codes of the formats that every workbook has, as Chinese programs show them; those of East Asia are among them.
const BUILT_IN: [(&str, &[u32]); 28] = [
    ("0%", &[9]),
    ("0.00%", &[10]),
    ("0.00E+00", &[11]),
    ("yyyy/m/d", &[14]),
    ("d-mmm-yy", &[15]),
    ("d-mmm", &[16]),
    ("mmm-yy", &[17]),
    ("h:mm AM/PM", &[18]),
    ("h:mm:ss AM/PM", &[19]),
    ("h:mm", &[20]),
    ("h:mm:ss", &[21]),
    ("yyyy/m/d h:mm", &[22]),
    ("yyyy\"年\"m\"月\"", &[27, 36, 50, 52, 57]),
    ("m\"月\"d\"日\"", &[28, 29, 51, 53, 54, 58]),
    ("m-d-yy", &[30]),
    ("yyyy\"年\"m\"月\"d\"日\"", &[31]),
    ("h\"时\"mm\"分\"", &[32]),
    ("h\"时\"mm\"分\"ss\"秒\"", &[33]),
    ("上午/下午h\"时\"mm\"分\"", &[34, 55]),
    ("上午/下午h\"时\"mm\"分\"ss\"秒\"", &[35, 56]),
    ("mm:ss", &[45]),
    ("[h]:mm:ss", &[46]),
    ("mm:ss.0", &[47]),
    ("##0.0E+0", &[48]),
    ("0", &[1]),
    ("0.00", &[2]),
    ("#,##0", &[3]),
    ("#,##0.00", &[4]),
];

/// A format of a workbook.
#[derive(Debug, Clone)]
struct Format {
    shows: Shows,
    /// Where that says more than the digits of the number.
    format: Option<Arc<NumberFormat>>,
}

impl Format {
    const GENERAL: Self = Self { shows: Shows::General, format: None };

    fn of_code(code: &str, is_1904: bool) -> Self {
        let shows = Shows::of_code(code);
        let understood = NumberFormat::of_code(code, is_1904);
        // A date is one, in whatever form it is shown.
        let iso = || if shows == Shows::Date { NumberFormat::of_code("yyyy-mm-dd", is_1904) } else { None };
        Self { shows, format: understood.or_else(iso).map(Arc::new) }
    }

    /// A number as this format shows it.
    fn show(&self, number: f64) -> Cell {
        if let Shows::Padded(digits) = self.shows {
            return padded(number, digits.into()).unwrap_or_else(|| plain(number));
        }
        let says_more = |format: &&Arc<NumberFormat>| number.is_finite() && format.says_more_of(number);
        let Some(format) = self.format.as_ref().filter(says_more) else { return plain(number) };
        match self.shows {
            Shows::Date if format.shows_day() => Day::from_number(number, format).map(Cell::Date),
            _ => Some(Cell::Formatted(Formatted::by(number, format))),
        }
        .unwrap_or_else(|| plain(number))
    }
}

/// The formats of the cells of a workbook: each style names a format of numbers by its id.
#[derive(Debug, Default)]
pub(super) struct NumberFormats {
    codes: BTreeMap<u32, Box<str>>,
    id_of_style: Vec<u32>,
    /// By style, once all are known.
    of_style: Vec<Format>,
}

impl NumberFormats {
    pub(super) fn define(&mut self, id: u32, code: &str, limits: &Limits) -> Result<(), Failure> {
        self.codes.insert(id, code.into());
        within(
            Term::new("the number of formats", "单元格格式数"),
            self.codes.len() as u64,
            limits.formats,
            "Limits::formats",
        )
    }

    /// Adds a style; styles are counted from zero.
    pub(super) fn add_style(&mut self, id: u32, limits: &Limits) -> Result<(), Failure> {
        self.id_of_style.push(id);
        within(
            Term::new("the number of formats", "单元格格式数"),
            self.id_of_style.len() as u64,
            limits.formats,
            "Limits::formats",
        )
    }

    /// Ends the list, when it is known from which day the workbook counts.
    pub(super) fn finish(&mut self, is_1904: bool) {
        let mut of_id: BTreeMap<u32, Format> =
            self.codes.iter().map(|(id, code)| (*id, Format::of_code(code, is_1904))).collect();
        for (code, ids) in BUILT_IN {
            let format = Format::of_code(code, is_1904);
            for id in ids {
                of_id.entry(*id).or_insert_with(|| format.clone());
            }
        }
        let of = |id: &u32| of_id.get(id).cloned().unwrap_or(Format::GENERAL);
        self.of_style = self.id_of_style.iter().map(of).collect();
    }

    /// A number as a cell of this style shows it.
    pub(super) fn show(&self, style: usize, number: f64) -> Cell {
        self.of_style.get(style).map_or_else(|| plain(number), |format| format.show(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_they_show() {
        use Shows::{Date, Duration, General, Padded};
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
            assert_eq!(Shows::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn a_style_shows_what_the_format_it_names_shows() {
        let mut formats = NumberFormats::default();
        let limits = Limits::default();
        formats.define(164, "0000", &limits).unwrap();
        formats.define(165, "0\"号楼\"", &limits).unwrap();
        for id in [164, 14, 0, 165, 11, 3, 20] {
            formats.add_style(id, &limits).unwrap();
        }
        formats.finish(false);
        let shown: Vec<String> = (0..8).map(|style| formats.show(style, 45.5).to_string()).collect();
        assert_eq!(shown, ["45.5", "1900/2/14", "45.5", "46号楼", "4.55E+01", "45.5", "12:00", "45.5"]);
        assert_eq!(formats.show(0, 45.0), Cell::Padded { number: 45, digits: 4 });
        assert!(matches!(formats.show(5, 38_000.0), Cell::Number(_)), "digits are digits, however they are grouped");
        assert!(matches!(formats.show(1, -1.0), Cell::Number(_)), "no day of the calendar");
    }
}
