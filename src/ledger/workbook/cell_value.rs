//! One cell as a text, code, number, figure, kind, relation or post.

pub(super) use super::cell::decimal_text;
use super::{Cell, CellProblem, kind_names, typed};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Written, excerpt, normalized};
use crate::measure::{Decimal, Figure};

/// What marks a text as literal: read as it stands. Spreadsheets use the same mark.
pub(super) const LITERAL: char = '\'';

/// What a cell says, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellText {
    pub(super) text: String,
    /// Whether it was marked as literal: then it means what is written, and is no name to look up.
    pub(super) is_literal: bool,
}

impl CellText {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_literal: false }
    }
}

/// A cell as a text, without spaces around it.
pub(super) fn text(cell: &Cell) -> Result<CellText, CellProblem> {
    match cell {
        Cell::Text(text) => Ok(match text.strip_prefix(LITERAL) {
            Some(literal) => CellText { text: literal.to_owned(), is_literal: true },
            None => CellText::plain(text.trim()),
        }),
        Cell::Number(number) => Ok(CellText::plain(decimal_text(*number))),
        Cell::Bool(_) | Cell::Padded { .. } => Ok(CellText::plain(cell.to_string())),
        Cell::Formatted(formatted) => Err(CellProblem::made_a_number(formatted)),
        Cell::Date(day) => Err(CellProblem::made_a_date(day)),
        Cell::Error(error) => Err(CellProblem::FormulaError { written: excerpt(error) }),
    }
}

/// A cell as a code, or as the code or name of another node, normalized. A number or date that a spreadsheet made of a
/// code is an error where the code cannot be restored.
pub(super) fn code(cell: &Cell) -> Result<CellText, CellProblem> {
    let lost = |written: String| Err(CellProblem::LostDigits { written, right: None });
    match cell {
        // Floats hold integers up to 2^53 exactly, but spreadsheets keep only fifteen digits of them.
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Ok(CellText::plain(format!("{number}")))
        }
        Cell::Number(number) if number.fract() == 0.0 => lost(format!("{number}")),
        // More digits than anybody writes with an exponent.
        Cell::Formatted(formatted) if formatted.number().abs() >= 1e15 && typed::of_number(formatted).len() == 1 => {
            lost(decimal_text(formatted.number()))
        }
        Cell::Number(number) => Err(CellProblem::Fraction { written: decimal_text(*number) }),
        Cell::Text(written) if !written.starts_with(LITERAL) => {
            let code = normalized(written);
            if is_scientific(&code) { lost(excerpt(&code)) } else { Ok(CellText::plain(code)) }
        }
        _ => text(cell),
    }
}

/// Whether a text is a long number as spreadsheets show it: `4.10102E+11`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Without the sign, as in `1E5`, it may be a code of letters and digits.
    whole.len() == 1 && is_number(whole) && is_number(fraction) && exponent.strip_prefix('+').is_some_and(is_number)
}

/// A cell as an exact number.
pub(super) fn number(cell: &Cell) -> Result<Written<Decimal>, CellProblem> {
    Ok(match cell {
        Cell::Formatted(formatted) if formatted.is_time() => return Err(CellProblem::time_for_number(formatted)),
        Cell::Number(_) | Cell::Formatted(_) => {
            let number = cell.number().expect("both hold a number");
            short_decimal(number).map_or_else(|| Written::read(&decimal_text(number)), Written::Known)
        }
        Cell::Padded { number, .. } => Written::read(&number.to_string()),
        Cell::Text(_) => {
            let read = text(cell)?;
            if read.is_literal { Written::read(&read.text) } else { Written::read(&ungrouped(&normalized(&read.text))) }
        }
        Cell::Date(day) => return Err(CellProblem::day_for_number(day)),
        Cell::Bool(_) | Cell::Error(_) => Written::Unknown(text(cell)?.text.into()),
    })
}

/// A cell as a declared figure. The words of Chinese reports for bounds are understood: 38000余 (more than 38000),
/// 近500 (nearly 500).
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

/// A number with at most four digits behind its point, exactly: the same as [`decimal_text`] gives, in a tenth of the
/// time. `None` for any other number.
fn short_decimal(number: f64) -> Option<Decimal> {
    // No two decimals of at most fifteen digits give the same float, so the first that gives it is the right one.
    const POWERS: [f64; 5] = [1.0, 10.0, 100.0, 1_000.0, 10_000.0];
    (0..).zip(POWERS).find_map(|(scale, power)| {
        let units = (number * power).round();
        let is_exact = units.abs() < 1e15 && (units / power).to_bits() == number.to_bits();
        is_exact.then(|| Decimal::from_units(units as i64, scale))
    })
}

/// The text without commas between groups of three digits; unchanged if a comma stands anywhere else.
fn ungrouped(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    if first && groups.all(is_group) { text.replacen(',', "", whole.matches(',').count()) } else { text.to_owned() }
}

/// The kind that a cell names.
pub(super) fn kind(read: &CellText) -> Written<Kind> {
    written(read, kind_names::kind)
}

/// The post that a cell names.
pub(super) fn role(read: &CellText) -> Written<Role> {
    written(read, kind_names::role)
}

/// The relation that a cell names.
pub(super) fn relation(read: &CellText) -> Written<Relation> {
    written(read, kind_names::relation)
}

/// What a text names, if it is not marked as literal.
fn written<T>(read: &CellText, named: fn(&str) -> Option<T>) -> Written<T> {
    let known = if read.is_literal { None } else { named(&read.text) };
    known.map_or_else(|| Written::Unknown(read.text.as_str().into()), Written::Known)
}

#[cfg(test)]
#[path = "cell_value_tests.rs"]
mod tests;
