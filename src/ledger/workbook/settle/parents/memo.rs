//! Answers by the texts of a line: many rows stand in one grid, and each would be looked for among all of its name.

use crate::kind::Kind;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::settle::parents::Stated;

/// The codes of nodes by what is said of them. Only what was found without an error or note is remembered.
#[derive(Default)]
pub(in crate::ledger::workbook::settle) struct Memo {
    answers: Vec<(Key, String)>,
    index: HashIndex,
}

/// The kind of the row, and each text with the kind that its heading names, the lowest last.
#[derive(PartialEq)]
struct Key(Option<Kind>, Vec<(Option<Kind>, Box<str>)>);

impl Key {
    fn is(&self, kind: Option<Kind>, said: &[Stated<'_>]) -> bool {
        let is_said = |(known, stated): (&(Option<Kind>, Box<str>), &Stated<'_>)| {
            known.0 == stated.kind && *known.1 == *stated.text && !stated.is_literal
        };
        self.0 == kind && self.1.len() == said.len() && self.1.iter().zip(said).all(is_said)
    }
}

impl Memo {
    /// The code of the node that is said.
    pub(super) fn find(&self, kind: Option<Kind>, said: &[Stated<'_>]) -> Option<&str> {
        let at = self.index.find(hashed(kind, said), |at| self.answers[at].0.is(kind, said))?;
        Some(&self.answers[at].1)
    }

    /// Remembers a code. A text that is literal is not remembered.
    pub(super) fn insert(&mut self, kind: Option<Kind>, said: &[Stated<'_>], code: &str) {
        if said.iter().any(|stated| stated.is_literal) {
            return;
        }
        let Self { answers, index } = self;
        if index.find_or_insert(hashed(kind, said), answers.len(), |at| answers[at].0.is(kind, said)).is_none() {
            let texts = said.iter().map(|stated| (stated.kind, stated.text.into())).collect();
            answers.push((Key(kind, texts), code.to_owned()));
        }
    }
}

/// What is hashed of a key.
fn hashed<'t>(kind: Option<Kind>, said: &[Stated<'t>]) -> (Option<Kind>, Vec<(Option<Kind>, &'t str)>) {
    (kind, said.iter().map(|stated| (stated.kind, stated.text)).collect())
}
