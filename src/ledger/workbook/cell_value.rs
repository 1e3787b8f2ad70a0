//! One cell as a text, code, number, figure, kind, relation or post.

use std::borrow::Cow;

pub(super) use super::cell::decimal_text;
use super::figures::{self, FigureRead, read_figure};
use super::names::{NameWords, is_error_text, without_numbers};
use super::{Cell, CellProblem, FigureProblem, kind_names, typed};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Written, excerpt, normalized};
use crate::measure::{Decimal, Figure};
use crate::text::escaped;

/// What marks a text as literal: read as it stands. Spreadsheets use the same mark.
pub(super) const LITERAL: char = '\'';

/// What a cell says, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellText<'c> {
    pub(super) text: Cow<'c, str>,
    /// Whether it was marked as literal: then it means what is written, and is no name to look up.
    pub(super) is_literal: bool,
    /// Whether `.0` stood behind the digits of a code and was dropped.
    pub(super) is_point_zero_dropped: bool,
}

impl<'c> CellText<'c> {
    fn plain(text: impl Into<Cow<'c, str>>) -> Self {
        Self { text: text.into(), is_literal: false, is_point_zero_dropped: false }
    }
}

/// A number or figure of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CellNumber<T> {
    /// The value; `None` where a word says that there is none.
    pub(super) value: Option<Written<T>>,
    /// The unit behind it.
    pub(super) unit: Option<String>,
    /// Whether it is written otherwise than in digits, so that it is worth telling what it was read as.
    pub(super) is_in_words: bool,
}

impl<T> CellNumber<T> {
    fn plain(value: Written<T>) -> Self {
        Self { value: Some(value), unit: None, is_in_words: false }
    }
}

/// What stands in a cell as a message may show it: cut, with what is invisible made visible, and without numbers that
/// belong to a person.
pub(super) fn shown(text: &str) -> String {
    excerpt(&escaped(&without_numbers(text)))
}

/// A cell as a text, without spaces around it.
pub(super) fn text(cell: &Cell) -> Result<CellText<'_>, CellProblem> {
    match cell {
        Cell::Text(text) => Ok(match text.strip_prefix(LITERAL) {
            Some(literal) => CellText { text: literal.into(), is_literal: true, is_point_zero_dropped: false },
            None if is_error_text(text) => return Err(CellProblem::FormulaError { written: excerpt(text.trim()) }),
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
pub(super) fn code(cell: &Cell) -> Result<CellText<'_>, CellProblem> {
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
            if is_error_text(&code) {
                return Err(CellProblem::FormulaError { written: excerpt(&code) });
            }
            if let Some(whole) = code.strip_suffix(".0").filter(|whole| is_digits(whole)) {
                return Ok(CellText { is_point_zero_dropped: true, ..CellText::plain(whole.to_owned()) });
            }
            if is_scientific(&code) { lost(excerpt(&code)) } else { Ok(CellText::plain(code)) }
        }
        _ => text(cell),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a long number as spreadsheets show it: `4.10102E+11`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Without the sign, as in `1E5`, it may be a code of letters and digits.
    whole.len() == 1 && is_number(whole) && is_number(fraction) && exponent.strip_prefix('+').is_some_and(is_number)
}

/// A cell as the exact number of a measure. Texts are read as offices write numbers: 1，234, 420户, 1.2万, 三百二十.
pub(super) fn number(cell: &Cell, words: &NameWords) -> Result<CellNumber<Decimal>, CellProblem> {
    let refused = |why| Err(CellProblem::NoNumber { written: shown(&cell.to_string()), why });
    let text = match exact(cell)? {
        Exact::Number(number) => return Ok(CellNumber::plain(number)),
        Exact::Text(text) => text,
        Exact::Neither => return refused(FigureProblem::NotANumber),
    };
    match read_figure(text, words) {
        Err(why) => refused(why),
        Ok(read) => match read.figure {
            None => Ok(CellNumber { value: None, unit: None, is_in_words: true }),
            Some(figures::Figure::Exact(number)) => match decimal(number) {
                Some(value) => Ok(in_words(value.into(), &read, text)),
                None => refused(FigureProblem::TooLong),
            },
            Some(_) => refused(FigureProblem::NotExact),
        },
    }
}

/// A cell as a declared figure. The words of Chinese reports for bounds are understood: 38000余 (more than 38000),
/// 近500 (nearly 500).
pub(super) fn figure_of(cell: &Cell, words: &NameWords) -> Result<CellNumber<Figure>, CellProblem> {
    let refused = |why| Err(CellProblem::NoFigure { written: shown(&cell.to_string()), why });
    let text = match exact(cell)? {
        Exact::Number(Written::Known(number)) => return Ok(CellNumber::plain(Figure::exact(number).into())),
        Exact::Number(Written::Unknown(text)) => {
            return Ok(CellNumber::plain(text.parse::<Figure>().map_or(Written::Unknown(text), Written::Known)));
        }
        Exact::Text(text) => text,
        Exact::Neither => return refused(FigureProblem::NotANumber),
    };
    if let Ok(figure) = text.parse::<Figure>() {
        return Ok(CellNumber::plain(figure.into()));
    }
    let read = match read_figure(text, words) {
        Ok(read) => read,
        Err(why) => return refused(why),
    };
    let known = match read.figure {
        None => return Ok(CellNumber { value: None, unit: None, is_in_words: true }),
        Some(figures::Figure::Exact(number)) => decimal(number).map(Figure::exact),
        Some(figures::Figure::AtLeast(low)) => decimal(low).map(Figure::at_least),
        Some(figures::Figure::AtMost(high)) => decimal(high).map(Figure::at_most),
        Some(figures::Figure::Between(low, high)) => {
            decimal(low).zip(decimal(high)).and_then(|(low, high)| Figure::between(low, high))
        }
        Some(figures::Figure::About(_)) => return refused(FigureProblem::NoBound),
    };
    match known {
        Some(figure) => Ok(in_words(figure.into(), &read, text)),
        None => refused(FigureProblem::TooLong),
    }
}

/// A cell as a declared figure, or as the text that is none.
pub(super) fn figure(cell: &Cell) -> Result<Written<Figure>, CellProblem> {
    let unknown = || Written::Unknown(cell.to_string().trim().into());
    match figure_of(cell, &NameWords::default()) {
        Ok(read) => Ok(read.value.unwrap_or_else(unknown)),
        Err(CellProblem::NoFigure { .. }) => Ok(unknown()),
        Err(problem) => Err(problem),
    }
}

/// A cell of numbers before its text is read.
enum Exact<'c> {
    Number(Written<Decimal>),
    /// A text that is no plain number.
    Text(&'c str),
    /// A truth value.
    Neither,
}

fn exact(cell: &Cell) -> Result<Exact<'_>, CellProblem> {
    Ok(match cell {
        Cell::Formatted(formatted) if formatted.is_time() => return Err(CellProblem::time_for_number(formatted)),
        Cell::Number(_) | Cell::Formatted(_) => {
            #[expect(clippy::expect_used, reason = "both hold a number")]
            let number = cell.number().expect("both hold a number");
            let written = || Written::read(&decimal_text(number));
            Exact::Number(short_decimal(number).map_or_else(written, Written::Known))
        }
        Cell::Padded { number, .. } => Exact::Number(Written::read(&number.to_string())),
        Cell::Text(text) => match text.strip_prefix(LITERAL) {
            Some(literal) => Exact::Number(Written::read(literal)),
            None if is_error_text(text) => {
                return Err(CellProblem::FormulaError { written: excerpt(text.trim()) });
            }
            // Mostly the text is plain digits.
            None if is_digits(text.trim()) => Exact::Number(Written::read(text.trim())),
            None => Exact::Text(text.trim()),
        },
        Cell::Date(day) => return Err(CellProblem::day_for_number(day)),
        Cell::Bool(_) => Exact::Neither,
        Cell::Error(error) => return Err(CellProblem::FormulaError { written: excerpt(error) }),
    })
}

/// A number that was read from a text. It is worth telling where the digits do not stand there as they are.
fn in_words<T>(value: Written<T>, read: &FigureRead, text: &str) -> CellNumber<T> {
    let is_in_words = read.is_shortened || read.remark.is_some() || !text.contains(|c: char| c.is_numeric());
    CellNumber { value: Some(value), unit: read.unit.clone(), is_in_words }
}

/// The decimal, without the zero of a whole number such as `420.0`.
fn decimal(number: figures::Number) -> Option<Decimal> {
    let (units, scale) = (i64::try_from(number.units).ok()?, number.scale);
    let is_whole = scale == 1 && units % 10 == 0;
    Some(if is_whole { Decimal::from_units(units / 10, 0) } else { Decimal::from_units(units, scale) })
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

/// The kind that a cell names.
pub(super) fn kind(read: &CellText<'_>) -> Written<Kind> {
    written(read, kind_names::kind)
}

/// The post that a cell names.
pub(super) fn role(read: &CellText<'_>) -> Written<Role> {
    written(read, kind_names::role)
}

/// The relation that a cell names.
pub(super) fn relation(read: &CellText<'_>) -> Written<Relation> {
    written(read, kind_names::relation)
}

/// What a text names, if it is not marked as literal.
fn written<T>(read: &CellText<'_>, named: fn(&str) -> Option<T>) -> Written<T> {
    let known = if read.is_literal { None } else { named(&read.text) };
    known.map_or_else(|| Written::Unknown(read.text.as_ref().into()), Written::Known)
}

#[cfg(test)]
#[path = "cell_value_tests.rs"]
mod tests;
