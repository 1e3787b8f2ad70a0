//! Rows by what they say: numbers that are found by a key, and never listed.

#![expect(clippy::disallowed_types, reason = "it gives the number of one key at a time, and cannot be listed")]

use std::hash::{BuildHasher, Hash};

use foldhash::quality::RandomState;
use hashbrown::HashTable;

/// Numbers by the hashes of their keys. What the keys are is known to whoever asks.
#[derive(Default)]
pub(super) struct Lookup {
    /// Each with its hash, so that the table grows without the keys.
    table: HashTable<(u64, u32)>,
    hasher: RandomState,
}

impl Lookup {
    pub(super) fn with_capacity(keys: usize) -> Self {
        Self { table: HashTable::with_capacity(keys), hasher: RandomState::default() }
    }

    /// The number of a key, which `is` tells from others of the same hash.
    pub(super) fn find(&self, key: impl Hash, is: impl Fn(usize) -> bool) -> Option<usize> {
        let hash = self.hasher.hash_one(key);
        self.table.find(hash, |(other, at)| *other == hash && is(*at as usize)).map(|(_, at)| *at as usize)
    }

    /// The number of a key; if there is none, `at` becomes it.
    pub(super) fn find_or_add(&mut self, key: impl Hash, at: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
        let hash = self.hasher.hash_one(key);
        let is = |(other, at): &(u64, u32)| *other == hash && is(*at as usize);
        match self.table.entry(hash, is, |(hash, _)| *hash) {
            hashbrown::hash_table::Entry::Occupied(known) => Some(known.get().1 as usize),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert((hash, at as u32));
                None
            }
        }
    }
}
