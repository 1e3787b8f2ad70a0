//! A hash table of positions: keys stay where they are, and only their hashes are kept here.

#![expect(clippy::disallowed_types, reason = "it gives the number of one key at a time, and cannot be listed")]

use std::hash::{BuildHasher, Hash};

use foldhash::quality::RandomState;
use hashbrown::HashTable;

/// The positions of keys in a list that the caller keeps. It answers for one key at a time and cannot be iterated, so
/// no output depends on the order of hashes.
#[derive(Default)]
pub(super) struct HashIndex {
    /// Hash and position of each key. Keeping the hash lets the table grow without the keys.
    table: HashTable<(u64, u32)>,
    hasher: RandomState,
}

impl HashIndex {
    pub(super) fn with_capacity(keys: usize) -> Self {
        Self { table: HashTable::with_capacity(keys), hasher: RandomState::default() }
    }

    /// The position of a key; `is_key` says whether the key stands at a position.
    pub(super) fn find(&self, key: impl Hash, is_key: impl Fn(usize) -> bool) -> Option<usize> {
        let hash = self.hasher.hash_one(key);
        self.table.find(hash, |(other, at)| *other == hash && is_key(*at as usize)).map(|(_, at)| *at as usize)
    }

    /// The position of a key that is known; a new key gets the position `at`, and the answer is `None`.
    pub(super) fn find_or_insert(
        &mut self,
        key: impl Hash,
        at: usize,
        is_key: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let hash = self.hasher.hash_one(key);
        let is_key = |(other, at): &(u64, u32)| *other == hash && is_key(*at as usize);
        match self.table.entry(hash, is_key, |(hash, _)| *hash) {
            hashbrown::hash_table::Entry::Occupied(known) => Some(known.get().1 as usize),
            hashbrown::hash_table::Entry::Vacant(vacant) => {
                vacant.insert((hash, at as u32));
                None
            }
        }
    }
}
