//! The way from a code to its node.

#![expect(clippy::disallowed_types, reason = "codes are looked up one at a time; the table is never listed")]

use std::hash::BuildHasher;

use hashbrown::HashTable;

use super::texts::Texts;

/// Finds the index of a code in a list of texts.
///
/// The hash has a random seed, so that nobody can write a ledger whose codes all collide. The table is only looked
/// up, never iterated, so no answer depends on its order.
#[derive(Debug, Default)]
pub(super) struct CodeIndex {
    table: HashTable<Entry>,
    hasher: foldhash::quality::RandomState,
}

/// The index of a text, with its hash. Keeping the hash saves fetching every text again when the table grows, which
/// took half the time of building a country.
#[derive(Debug, Clone, Copy)]
struct Entry {
    at: u32,
    hash: u32,
}

impl Entry {
    /// The hash in 64 bits: the table uses its lowest and its highest bits, so both must vary.
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

    /// Reserves room for more texts.
    pub(super) fn reserve(&mut self, more: usize) {
        self.table.reserve(more, |other| other.spread());
    }

    /// Adds the text at index `at`. If an equal text is there already, the error is its index.
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

    /// The index for texts in another order: the text at `old` moves to `to[old]`.
    pub(super) fn renumbered(mut self, to: &[u32]) -> Self {
        for entry in &mut self.table {
            entry.at = to[entry.at as usize];
        }
        self
    }
}
