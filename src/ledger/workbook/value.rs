//! Cells as texts, codes, numbers and figures.

use super::problem::CellProblem;
use super::{Cell, Day};
use crate::ledger::{Written, excerpt, tidy};
use crate::measure::{Decimal, Figure};

/// What marks a text that is meant literally, as spreadsheets mark it too.
pub(super) const LITERAL: char = '\'';

/// The significant digits that spreadsheets keep of a number.
const DIGITS: usize = 15;

/// A text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) text: String,
    /// Whether it was marked as literal: then nothing is read into it.
    pub(super) is_literal: bool,
}

impl Taken {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_literal: false }
    }
}

/// Whether nothing stands in a cell.
pub(super) fn is_blank(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.trim().is_empty())
}

/// A cell as a text: without spaces around it, else as it was written.
pub(super) fn text(cell: &Cell) -> Result<Taken, CellProblem> {
    match cell {
        Cell::Text(text) => Ok(match text.strip_prefix(LITERAL) {
            Some(literal) => Taken { text: literal.to_owned(), is_literal: true },
            None => Taken::plain(text.trim()),
        }),
        Cell::Number(number) => Ok(Taken::plain(decimal_text(*number))),
        Cell::Bool(_) | Cell::Padded { .. } => Ok(Taken::plain(cell.to_string())),
        Cell::Date(day) => Err(CellProblem::made_a_date(*day)),
        Cell::Error(error) => Err(CellProblem::FormulaError { written: excerpt(error) }),
    }
}

/// A cell as a code, or as the code or name of another node: full-width letters and digits are made half-width,
/// and what a spreadsheet made of a code is told from a code.
pub(super) fn code(cell: &Cell) -> Result<Taken, CellProblem> {
    let lost = |written: String| Err(CellProblem::LostDigits { written, right: None });
    match cell {
        // 2^53: the integers up to there are exact, but spreadsheets keep fifteen digits.
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Ok(Taken::plain(format!("{number}"))),
        Cell::Number(number) if number.fract() == 0.0 => lost(format!("{number}")),
        Cell::Number(number) => Err(CellProblem::Fraction { written: decimal_text(*number) }),
        Cell::Text(written) if !written.starts_with(LITERAL) => {
            let tidied = tidy(written);
            if is_scientific(&tidied) { lost(excerpt(&tidied)) } else { Ok(Taken::plain(tidied)) }
        }
        _ => text(cell),
    }
}

/// Whether a text is how spreadsheets write a number that is too long: `4.10102E+11`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Without a sign it may well be a code of letters and digits: `1E5`.
    whole.len() == 1 && is_number(whole) && is_number(fraction) && exponent.strip_prefix('+').is_some_and(is_number)
}

/// A cell as an exact number.
pub(super) fn number(cell: &Cell) -> Result<Written<Decimal>, CellProblem> {
    Ok(match cell {
        Cell::Number(number) => match short_decimal(*number) {
            Some(decimal) => decimal.into(),
            None => Written::read(&decimal_text(*number)),
        },
        Cell::Padded { number, .. } => Written::read(&number.to_string()),
        Cell::Text(_) => {
            let taken = text(cell)?;
            if taken.is_literal { Written::read(&taken.text) } else { Written::read(&ungrouped(&tidy(&taken.text))) }
        }
        Cell::Date(day) => return Err(not_a_number(*day)),
        Cell::Bool(_) | Cell::Error(_) => Written::Unknown(text(cell)?.text.into()),
    })
}

fn not_a_number(day: Day) -> CellProblem {
    CellProblem::MadeADate { written: day.to_string(), right: decimal_text(day.serial) }
}

/// A cell as a declared figure. What Chinese reports say of bounds is understood: 38000余 (more than), 近500
/// (nearly).
pub(super) fn figure(cell: &Cell) -> Result<Written<Figure>, CellProblem> {
    const AT_LEAST: [&str; 8] = ["余", "多", "以上", "超过", "超", "至少", "不少于", "不低于"];
    const AT_MOST: [&str; 6] = ["近", "不足", "至多", "不超过", "以下", "以内"];
    let number = number(cell)?;
    let text = match number {
        Written::Known(number) => return Ok(Figure::exact(number).into()),
        Written::Unknown(text) => text,
    };
    if let Ok(figure) = text.parse::<Figure>() {
        return Ok(figure.into());
    }
    if matches!(cell, Cell::Text(written) if written.starts_with(LITERAL)) {
        return Ok(Written::Unknown(text));
    }
    let bound = |words: &[&str]| {
        words.iter().find_map(|word| {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word))?;
            ungrouped(rest.trim()).parse::<Decimal>().ok()
        })
    };
    Ok(match (bound(&AT_LEAST), bound(&AT_MOST)) {
        (Some(low), _) => Figure::at_least(low).into(),
        (None, Some(high)) => Figure::at_most(high).into(),
        (None, None) => Written::Unknown(text),
    })
}

/// A number as spreadsheets show it: fifteen significant digits, of which those that say nothing are left out.
pub(super) fn decimal_text(number: f64) -> String {
    let shown = format!("{:.*e}", DIGITS - 1, number);
    let rounded: f64 = shown.parse().unwrap_or(number);
    format!("{rounded}")
}

/// A number of few digits behind its point, exactly; what [`decimal_text`] gives, and in a tenth of the time.
fn short_decimal(number: f64) -> Option<Decimal> {
    // Of at most fifteen digits no two decimals are the same number, so the one that gives it is the one.
    const POWERS: [f64; 5] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0];
    (0..).zip(POWERS).find_map(|(scale, power)| {
        let units = (number * power).round();
        let is_exact = units.abs() < 1e15 && (units / power).to_bits() == number.to_bits();
        is_exact.then(|| Decimal::from_units(units as i64, scale))
    })
}

/// The text without commas between groups of three digits; as it is where they stand elsewhere.
fn ungrouped(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    if first && groups.all(is_group) { text.replacen(',', "", whole.matches(',').count()) } else { text.to_owned() }
}

/// The names in a cell: several stand between commas, semicolons or line breaks.
pub(super) fn names(taken: &Taken) -> impl Iterator<Item = &str> {
    const BETWEEN: [char; 8] = ['、', '，', ',', ';', '；', '\n', '\r', '/'];
    let parts: Vec<&str> =
        if taken.is_literal { vec![taken.text.as_str()] } else { taken.text.split(BETWEEN).collect() };
    parts.into_iter().map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
