//! Where a cell stands in a sheet.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::message::{Parts, Wording};

/// Where a cell stands in a sheet, row and column counted from one; written as spreadsheets write it.
///
/// ```
/// use gridgov::ledger::Position;
///
/// let position = Position::new(17, 3);
/// assert_eq!(position.to_string(), "C17");
/// assert_eq!("C17".parse(), Ok(position));
/// assert_eq!(Position::new(1, 28).to_string(), "AB1");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The row, counted from one.
    pub row: u32,
    /// The column, counted from one.
    pub column: u32,
}

/// A text that is not the name of a cell, such as `C17`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no cell: letters of a column and the number of a row are understood, such as `C17`")]
pub struct ParsePositionError(String);

impl Wording for ParsePositionError {
    fn id(&self) -> &'static str {
        "cell.no_position"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是单元格；请写列字母和行号，如C17", self.0)
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.0)
    }
}

impl Position {
    /// The cell of a row and a column, both counted from one.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

impl Serialize for Position {
    /// The cell as spreadsheets write it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Bijective base 26: there is no letter for zero, so `Z` is followed by `AA`.
        let (mut letters, mut left) = (Vec::new(), self.column);
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        let column: String = letters.iter().rev().collect();
        write!(f, "{column}{}", self.row)
    }
}

impl FromStr for Position {
    type Err = ParsePositionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParsePositionError(super::excerpt(text));
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(error)?;
        let (letters, row) = text.split_at(digits);
        let column = letters.chars().try_fold(0_u32, |column, letter| {
            let digit = u32::from(letter).checked_sub(u32::from('A'))? + 1;
            column.checked_mul(26)?.checked_add(digit).filter(|_| letter.is_ascii_uppercase())
        });
        let row = row.parse().ok().filter(|row| *row > 0 && !text[digits..].starts_with(['+', '0']));
        match (column, row) {
            (Some(column), Some(row)) if column > 0 => Ok(Self { row, column }),
            _ => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_without_a_zero() {
        for (column, name) in [(1, "A1"), (26, "Z1"), (27, "AA1"), (52, "AZ1"), (702, "ZZ1"), (703, "AAA1")] {
            assert_eq!(Position::new(1, column).to_string(), name);
            assert_eq!(name.parse(), Ok(Position::new(1, column)));
        }
        for no in ["", "A", "1", "a1", "A0", "A+1", "A01", "1A", "A1B", "网1", "AAAAAAAAAAA1", "A99999999999"] {
            assert!(no.parse::<Position>().is_err(), "{no}");
        }
    }
}
