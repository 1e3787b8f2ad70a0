//! What cells were read as, remembered by their text: names come many times in a ledger.

use super::name::{Named, NamesRead};
use super::problem::NameProblem;
use super::read::{mark_of, read_names};
use super::words::NameWords;
use crate::ledger::workbook::cell_value::LITERAL;
use crate::ledger::workbook::hash_index::HashIndex;

/// A cell that is a word for nobody or nothing, or a ditto mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ledger::workbook) enum Mark {
    /// A word for nobody or nothing, as notes show it.
    Nobody(String),
    /// As in the cell above.
    Ditto(String),
}

/// What a text was read as.
type Answer = Result<NamesRead, Vec<NameProblem>>;

/// The texts that were read so far.
pub(in crate::ledger::workbook) struct Memo<'w> {
    words: &'w NameWords,
    marks: Remembered<Option<Mark>>,
    people: Remembered<Answer>,
    parties: Remembered<Answer>,
    nodes: Remembered<Answer>,
}

impl<'w> Memo<'w> {
    pub(in crate::ledger::workbook) fn new(words: &'w NameWords) -> Self {
        let (people, parties, nodes) = (Remembered::default(), Remembered::default(), Remembered::default());
        Self { words, marks: Remembered::default(), people, parties, nodes }
    }

    /// The word for nobody or the ditto mark that a cell is; `None` for any other text, and for one that is marked as
    /// literal.
    pub(in crate::ledger::workbook) fn mark(&mut self, text: &str) -> Option<&Mark> {
        if text.starts_with(LITERAL) || !self.words.may_be_mark(text) {
            return None;
        }
        let words = self.words;
        self.marks.get(text, || mark_of(text, words)).as_ref()
    }

    /// What a text names.
    pub(in crate::ledger::workbook) fn names(&mut self, text: &str, what: Named) -> &Answer {
        let words = self.words;
        let texts = match what {
            Named::Person => &mut self.people,
            Named::Party => &mut self.parties,
            Named::Node => &mut self.nodes,
        };
        texts.get(text, || read_names(text, what, words))
    }
}

/// Answers by text.
struct Remembered<T> {
    answers: Vec<(Box<str>, T)>,
    index: HashIndex,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self { answers: Vec::new(), index: HashIndex::default() }
    }
}

impl<T> Remembered<T> {
    fn get(&mut self, text: &str, answer: impl FnOnce() -> T) -> &T {
        let Self { answers, index } = self;
        let known = index.find_or_insert(text, answers.len(), |at| &*answers[at].0 == text);
        let at = known.unwrap_or_else(|| {
            answers.push((text.into(), answer()));
            answers.len() - 1
        });
        &answers[at].1
    }
}
