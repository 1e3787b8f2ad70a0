//! The values of cells.

use std::fmt;
use std::sync::Arc;

use super::Day;
use super::number_format::NumberFormat;

/// The significant digits that spreadsheets keep of a number.
const DIGITS: usize = 15;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// A text, as it was written. Cells that a file gives one text share it.
    Text(Arc<str>),
    /// A number that shows as digits; spreadsheets keep 15 of them.
    Number(f64),
    /// A whole number that its format shows with leading zeros, such as 1003 as `01003`.
    Padded {
        /// The number.
        number: u64,
        /// How many digits are shown.
        digits: u8,
    },
    /// A number that its format shows as something else than its digits: 2000 as `2.00E+03`, 12 as `12.00`, 0.85 as
    /// `85%`, 0.0625 as `1:30`.
    Formatted(Formatted),
    /// A truth value.
    Bool(bool),
    /// A date, or a moment.
    Date(Day),
    /// What a formula gave instead of a value, such as `#REF!`.
    Error(Arc<str>),
}

/// A number with the format that shows it.
///
/// ```
/// use gridgov::ledger::workbook::Formatted;
///
/// let number = Formatted::new(2_000.0, "2.00E+03");
/// assert_eq!((number.number(), number.to_string()), (2_000.0, "2.00E+03".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Formatted {
    number: f64,
    format: Arc<NumberFormat>,
}

impl Formatted {
    /// A number that is shown as this text.
    #[must_use]
    pub fn new(number: f64, shown: &str) -> Self {
        Self { number, format: Arc::new(NumberFormat::of_text(shown)) }
    }

    pub(super) fn by(number: f64, format: &Arc<NumberFormat>) -> Self {
        Self { number, format: Arc::clone(format) }
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> f64 {
        self.number
    }

    /// The code of its format, if the file says one.
    pub(super) fn format_code(&self) -> Option<&str> {
        self.format.code()
    }

    /// Whether a time of day or a span of time is shown.
    pub(super) fn is_time(&self) -> bool {
        self.format.is_time()
    }
}

impl Cell {
    /// The number, if it is one, however it is shown; a date is none.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(*number),
            Cell::Padded { number, .. } => Some(*number as f64),
            Cell::Formatted(formatted) => Some(formatted.number),
            Cell::Text(_) | Cell::Bool(_) | Cell::Date(_) | Cell::Error(_) => None,
        }
    }

    /// Whether it holds a text of nothing but spaces.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Cell::Text(text) if text.chars().all(char::is_whitespace))
    }
}

/// A number as spreadsheets show it: rounded to fifteen significant digits, without trailing zeros.
pub(super) fn decimal_text(number: f64) -> String {
    let shown = format!("{:.*e}", DIGITS - 1, number);
    let rounded: f64 = shown.parse().unwrap_or(number);
    format!("{rounded}")
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Cell::Bool(value)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Cell::Date(day)
    }
}

impl From<Formatted> for Cell {
    fn from(number: Formatted) -> Self {
        Cell::Formatted(number)
    }
}

impl fmt::Display for Formatted {
    /// As its cell shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format.show(self.number))
    }
}

impl fmt::Display for Cell {
    /// What the cell shows. A number has as few digits as distinguish it from every other number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) | Cell::Error(text) => f.pad(text),
            Cell::Number(number) => number.fmt(f),
            Cell::Padded { number, digits } => f.pad(&format!("{number:0>digits$}", digits = usize::from(*digits))),
            Cell::Formatted(formatted) => formatted.fmt(f),
            Cell::Bool(value) => f.pad(if *value { "TRUE" } else { "FALSE" }),
            Cell::Date(day) => day.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_no_more_room_for_its_format() {
        assert_eq!(size_of::<Cell>(), 24);
    }
}
