//! The codes of facts that no node has.

use std::collections::BTreeMap;

/// How many unknown codes are listed.
const LISTED: usize = 1_000;

/// The codes of facts that no node has: how many rows, and which (未知编码).
///
/// The first thousand different codes are listed; the others are counted. None of these rows is lost: they stand in
/// `facts-unknown.parquet`, or in the batch with nulls in the columns that are added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnknownCodes {
    rows: u64,
    blank: Option<UnknownCode>,
    listed: BTreeMap<String, UnknownCode>,
    unlisted: u64,
}

/// The rows with one unknown code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCode {
    /// The first of the rows, counted from 1.
    pub first_row: u64,
    /// How many rows there are.
    pub rows: u64,
}

impl UnknownCode {
    fn add(&mut self) {
        self.rows += 1;
    }
}

impl UnknownCodes {
    /// Counts a row, by its number from 1.
    pub(super) fn add(&mut self, row: u64, code: Option<&[u8]>) {
        self.rows += 1;
        let new = UnknownCode { first_row: row, rows: 0 };
        let Some(code) = code else { return self.blank.get_or_insert(new).add() };
        let code = String::from_utf8_lossy(code);
        if let Some(known) = self.listed.get_mut(code.as_ref()) {
            known.add();
        } else if self.listed.len() < LISTED {
            self.listed.insert(code.into_owned(), UnknownCode { rows: 1, ..new });
        } else {
            self.unlisted += 1;
        }
    }

    /// Whether every row has the code of a node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows have no code of a node, those without any code included.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The rows without a code; `None` if there are none.
    #[must_use]
    pub fn without_code(&self) -> Option<UnknownCode> {
        self.blank
    }

    /// The first thousand different codes, sorted, each with its rows.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = (&str, UnknownCode)> {
        self.listed.iter().map(|(code, rows)| (code.as_str(), *rows))
    }

    /// How many rows have a code that is not listed.
    #[must_use]
    pub fn unlisted_rows(&self) -> u64 {
        self.unlisted
    }
}
