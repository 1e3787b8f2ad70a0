//! Many short texts in one allocation, and the way from a code to its node.

use std::hash::BuildHasher;

use hashbrown::HashTable;

/// Texts one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// The same texts in another order.
    pub(super) fn permuted(self, order: &[u32]) -> Self {
        let mut permuted = Self { text: String::with_capacity(self.text.len()), ends: Vec::with_capacity(order.len()) };
        for at in order {
            permuted.push(self.get(*at));
        }
        permuted
    }

    /// Makes room for so many more texts, of so many bytes in all.
    pub(super) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.text.reserve(bytes);
    }
}

/// Where in a list of texts a text stands.
///
/// The hash is seeded anew in each process, so that nobody can write a ledger whose codes all collide; no
/// answer depends on the order of the table.
#[derive(Debug, Default)]
pub(super) struct CodeIndex {
    table: HashTable<u32>,
    hasher: foldhash::quality::RandomState,
}

impl CodeIndex {
    pub(super) fn get(&self, texts: &Texts, text: &str) -> Option<u32> {
        self.table.find(self.hasher.hash_one(text), |at| texts.get(*at) == text).copied()
    }

    /// Makes room for so many more texts.
    pub(super) fn reserve(&mut self, texts: &Texts, more: usize) {
        self.table.reserve(more, |other| self.hasher.hash_one(texts.get(*other)));
    }

    /// Enters the text at `at`; gives the place of an equal one that is already there.
    pub(super) fn insert(&mut self, texts: &Texts, at: u32) -> Result<(), u32> {
        let text = texts.get(at);
        let entry = self.table.entry(
            self.hasher.hash_one(text),
            |other| texts.get(*other) == text,
            |other| self.hasher.hash_one(texts.get(*other)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(other) => Err(*other.get()),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert(at);
                Ok(())
            }
        }
    }

    /// The same index for texts in another order; `to[old]` is the new place.
    pub(super) fn renumbered(mut self, to: &[u32]) -> Self {
        for at in &mut self.table {
            *at = to[*at as usize];
        }
        self
    }
}
