//! Texts that many records share, as numbers.

use std::collections::BTreeMap;

use crate::ledger::Origin;
use crate::message::Term;
use crate::record::{RecordError, RecordProblem};

/// Texts with a number each, in the order in which they came.
#[derive(Debug)]
pub(super) struct Numbered {
    numbers: BTreeMap<String, usize>,
    /// How many there may be, and the first row that has one too many.
    most: usize,
    beyond: Option<Origin>,
}

impl Numbered {
    /// The empty text has the number 0.
    pub(super) fn new(most: usize) -> Self {
        Self { numbers: BTreeMap::from([(String::new(), 0)]), most, beyond: None }
    }

    pub(super) fn number(&mut self, text: &str, origin: &Origin) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.numbers.len();
        if number >= self.most {
            self.beyond.get_or_insert_with(|| origin.clone());
        }
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// What is wrong where there are too many.
    pub(super) fn check(&self, what: Term) -> Option<RecordError> {
        let (found, limit) = (self.numbers.len() as u64, self.most as u64);
        let origin = self.beyond.clone()?;
        Some(RecordError::new(origin, None, RecordProblem::Limit { what, found, limit }))
    }

    /// The texts sorted, and the new number of each old one.
    pub(super) fn sorted(self) -> (Vec<String>, Vec<usize>) {
        let mut to = vec![0; self.numbers.len()];
        let mut texts = Vec::with_capacity(self.numbers.len());
        for (text, number) in self.numbers {
            to[number] = texts.len();
            texts.push(text);
        }
        (texts, to)
    }
}
