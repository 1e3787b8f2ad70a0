//! Codes of rows that have not arrived yet, or arrived long ago.

use crate::governance::texts::Texts;

/// Codes that are looked up when all rows have arrived, each with who names it.
#[derive(Debug)]
pub(super) struct Unarrived<T> {
    by: Vec<T>,
    codes: Texts,
}

impl<T> Default for Unarrived<T> {
    fn default() -> Self {
        Self { by: Vec::new(), codes: Texts::default() }
    }
}

impl<T: Copy> Unarrived<T> {
    pub(super) fn push(&mut self, by: T, code: &str) {
        self.by.push(by);
        self.codes.push(code);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.by.len()
    }

    /// Forgets all but the first.
    pub(super) fn truncate(&mut self, len: usize) {
        self.by.truncate(len);
        self.codes.truncate(len);
    }

    /// All of them, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (T, &str)> {
        self.by.iter().zip(0..).map(|(by, at)| (*by, self.codes.get(at)))
    }
}
