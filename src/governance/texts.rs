//! Many short texts in one allocation, and the way from a code to its node.

#![expect(
    clippy::disallowed_types,
    reason = "codes are looked up, and renumbered each by itself; the table is never listed"
)]

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
    table: HashTable<Entry>,
    hasher: foldhash::quality::RandomState,
}

/// A text's place with its hash, so that a table that grows need not fetch the texts from all over memory: that
/// took half the time of building a country.
#[derive(Debug, Clone, Copy)]
struct Entry {
    at: u32,
    hash: u32,
}

impl Entry {
    /// The hash as the table wants it: it looks at the lowest bits and at the highest.
    const fn spread(self) -> u64 {
        (self.hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

impl CodeIndex {
    fn entry(&self, text: &str, at: u32) -> Entry {
        Entry { at, hash: self.hasher.hash_one(text) as u32 }
    }

    pub(super) fn get(&self, texts: &Texts, text: &str) -> Option<u32> {
        let wanted = self.entry(text, 0);
        let is_same = |other: &Entry| other.hash == wanted.hash && texts.get(other.at) == text;
        self.table.find(wanted.spread(), is_same).map(|found| found.at)
    }

    /// Makes room for so many more texts.
    pub(super) fn reserve(&mut self, more: usize) {
        self.table.reserve(more, |other| other.spread());
    }

    /// Enters the text at `at`; gives the place of an equal one that is already there.
    pub(super) fn insert(&mut self, texts: &Texts, at: u32) -> Result<(), u32> {
        let text = texts.get(at);
        let entry = self.entry(text, at);
        let is_same = |other: &Entry| other.hash == entry.hash && texts.get(other.at) == text;
        match self.table.entry(entry.spread(), is_same, |other| other.spread()) {
            hashbrown::hash_table::Entry::Occupied(other) => Err(other.get().at),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert(entry);
                Ok(())
            }
        }
    }

    /// The same index for texts in another order; `to[old]` is the new place.
    pub(super) fn renumbered(mut self, to: &[u32]) -> Self {
        for entry in &mut self.table {
            entry.at = to[entry.at as usize];
        }
        self
    }
}
