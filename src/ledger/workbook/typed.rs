//! What may have been typed into a cell before a spreadsheet made a number or a date of it.
//!
//! Spreadsheets read `1-2-3` as a date, `1:30` as a time and `2E3` as a number, and keep no trace of what was typed. The
//! cell shows only its own form, so every text that would have given it is possible.

use super::cell::decimal_text;
use super::{Day, Formatted};

/// The years that spreadsheets take two digits for.
const TWO_DIGIT_YEARS: std::ops::Range<u16> = 1930..2030;

/// Beyond so many digits nobody writes a code as a number with an exponent.
const LONGEST_MANTISSA: usize = 4;

/// The texts of which a spreadsheet makes this number with this format, the likeliest first.
pub(super) fn of_number(formatted: &Formatted) -> Vec<String> {
    let (shown, number) = (formatted.to_string(), formatted.number());
    let mut texts = Texts::default();
    if formatted.is_time() {
        times(&mut texts, &shown, number);
    } else if is_scientific(&shown) {
        exponents(&mut texts, number);
        texts.add(decimal_text(number));
    } else {
        texts.add(shown);
        texts.add(decimal_text(number));
    }
    texts.0
}

/// The texts of which a spreadsheet makes this date, the likeliest first; with `/` for `-` it makes the same.
pub(super) fn of_day(day: &Day) -> Vec<String> {
    let shown = day.to_string();
    let (y, m, d) = (day.year(), day.month(), day.day());
    let two_digits = TWO_DIGIT_YEARS.contains(&y).then_some(y % 100);
    let parts = Shown::of(&shown, y, m, d);
    let mut texts = Texts::default();
    // Where nothing says how it is shown, the year may be that in which it was typed.
    if parts.has_month && parts.has_day && (!parts.has_year || day.has_no_format()) {
        texts.dates(&[(m.into(), 1), (d.into(), 1)]);
        texts.dates(&[(m.into(), 2), (d.into(), 2)]);
        if parts.is_day_first && m != d && d <= 12 {
            texts.dates(&[(d.into(), 1), (m.into(), 1)]);
        }
    }
    let (m, d) = (u16::from(m), u16::from(d));
    if parts.has_year && parts.has_month && !parts.has_day {
        // `3-32` is no day of March, so it is a month.
        if let Some(year) = two_digits.filter(|year| *year > 31 || *year == 0) {
            texts.dates(&[(m, 1), (year, 2)]);
        }
        texts.dates(&[(y, 4), (m, 1)]);
        texts.dates(&[(y, 4), (m, 2)]);
        texts.dates(&[(m, 1), (y, 4)]);
    }
    if parts.has_year && parts.has_month && parts.has_day {
        if let Some(year) = two_digits {
            texts.dates(&[(year, 1), (m, 1), (d, 1)]);
            texts.dates(&[(year, 2), (m, 2), (d, 2)]);
            if parts.is_day_first {
                texts.dates(&[(m, 1), (d, 1), (year, 1)]);
                texts.dates(&[(d, 1), (m, 1), (year, 1)]);
            }
        }
        texts.dates(&[(y, 4), (m, 1), (d, 1)]);
        texts.dates(&[(y, 4), (m, 2), (d, 2)]);
    }
    texts.add(shown);
    texts.0
}

/// Which parts of a date are shown.
#[expect(clippy::struct_excessive_bools, reason = "each part of a date is shown or not")]
struct Shown {
    has_year: bool,
    has_month: bool,
    has_day: bool,
    /// Whether the year does not stand first.
    is_day_first: bool,
}

impl Shown {
    fn of(shown: &str, y: u16, m: u8, d: u8) -> Self {
        let runs: Vec<u16> =
            shown.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).take(3).map(number).collect();
        let has_name = shown.chars().any(|c| c.is_ascii_alphabetic());
        let is_year = |run: &u16| *run == y || *run == y % 100;
        let (m, d) = (u16::from(m), u16::from(d));
        let is_day_first = runs.first().is_some_and(|first| !is_year(first) || *first == d);
        let shows = |has_year, has_month, has_day| Self { has_year, has_month, has_day, is_day_first };
        match (&runs[..], has_name) {
            ([year], true) if *year != d && is_year(year) => shows(true, true, false),
            ([_], true) => shows(false, true, true),
            ([one, other], false) if [*one, *other].contains(&y) => shows(true, true, false),
            ([one, other], false) if [*one, *other] == [m, d] || [*one, *other] == [d, m] => shows(false, true, true),
            ([one, other], false) if is_year(one) || is_year(other) => shows(true, true, false),
            // More is shown than anybody types for a part of a date, or not enough to tell.
            _ => shows(true, true, true),
        }
    }
}

fn number(digits: &str) -> u16 {
    digits.parse().unwrap_or(u16::MAX)
}

/// Whether a number is shown with an exponent.
fn is_scientific(shown: &str) -> bool {
    let behind = shown.split_once(['E', 'e']).map(|(_, exponent)| exponent.trim_start_matches(['+', '-']));
    behind.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `2E3` and `1.2E4` for 2000 and 12000.
fn exponents(texts: &mut Texts, number: f64) {
    let scientific = format!("{number:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return };
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(exponent) = exponent.parse::<i32>() else { return };
    if whole.len() + fraction.len() > LONGEST_MANTISSA {
        return;
    }
    // All digits before the exponent, as in `12E3`.
    texts.add(format!("{sign}{whole}{fraction}E{}", exponent - fraction.len() as i32));
    texts.add(format!("{sign}{digits}E{exponent}"));
}

fn times(texts: &mut Texts, shown: &str, number: f64) {
    #[expect(clippy::cast_sign_loss, reason = "it is an absolute value")]
    let seconds = (number.abs() * 86_400.0).round() as u64;
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        texts.add(format!("{hours}:{minutes:02}"));
        texts.add(format!("{hours:02}:{minutes:02}"));
    } else {
        texts.add(format!("{hours}:{minutes:02}:{rest:02}"));
    }
    texts.add(shown.to_owned());
}

/// Texts, each once.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn add(&mut self, text: String) {
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }

    /// Parts of a date, each with at least so many digits. `/` may stand for each `-`.
    fn dates(&mut self, parts: &[(u16, usize)]) {
        let parts: Vec<String> = parts.iter().map(|(part, digits)| format!("{part:0>digits$}")).collect();
        self.add(parts.join("-"));
    }
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
