//! The way from a code to its node.

use std::hash::BuildHasher;

use super::texts::Texts;

/// The hash of each code, in the order of the rows, and where the last rows are found by it.
///
/// The hash has a random seed, so that nobody can write a ledger whose codes all collide.
///
/// A table of all codes that grows row by row costs two misses of the cache a row. So while rows arrive only the last
/// ones are found, by a table that stays in the cache, and [`CodeIndex`] is made in one go at the end.
#[derive(Debug, Default)]
pub(super) struct Hashes {
    hasher: CodeHasher,
    of: Vec<u32>,
    /// By the lowest bits of the hash, the last row with these bits.
    recent: Vec<u32>,
}

/// How codes are hashed, on whatever thread.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodeHasher(foldhash::quality::RandomState);

impl CodeHasher {
    #[inline]
    pub(crate) fn hash(&self, code: &str) -> u32 {
        self.0.hash_one(code) as u32
    }
}

impl Hashes {
    /// The most rows that are found while rows arrive.
    const MOST_RECENT: usize = 1 << 15;

    /// How codes are hashed.
    #[cfg(feature = "parquet")]
    pub(super) fn hasher(&self) -> &CodeHasher {
        &self.hasher
    }

    /// Adds the codes of the next rows by their hashes.
    #[cfg(feature = "parquet")]
    pub(super) fn extend(&mut self, hashes: &[u32]) {
        let first = self.of.len();
        self.of.extend_from_slice(hashes);
        while self.recent.len() < Self::MOST_RECENT.min(self.of.len()) {
            self.grow();
        }
        for (row, hash) in (first as u32..).zip(hashes) {
            let slot = self.slot(*hash);
            self.recent[slot] = row;
        }
    }

    /// Adds the code of the next row.
    pub(super) fn push(&mut self, code: &str) {
        if self.of.len() == self.recent.len() && self.recent.len() < Self::MOST_RECENT {
            self.grow();
        }
        let hash = self.hasher.hash(code);
        let slot = self.slot(hash);
        self.recent[slot] = self.of.len() as u32;
        self.of.push(hash);
    }

    fn slot(&self, hash: u32) -> usize {
        hash as usize & (self.recent.len() - 1)
    }

    /// Doubles the table of the last rows. All rows so far are among them.
    fn grow(&mut self) {
        self.recent = vec![u32::MAX; (self.recent.len() * 2).max(64)];
        for (row, hash) in self.of.iter().enumerate() {
            let slot = *hash as usize & (self.recent.len() - 1);
            self.recent[slot] = row as u32;
        }
    }

    /// A row with this code, if it is among the last ones. There may be another one before it, which is an error.
    pub(super) fn recent(&self, codes: &Texts, code: &str) -> Option<u32> {
        if self.recent.is_empty() || code.is_empty() {
            return None;
        }
        let hash = self.hasher.hash(code);
        let row = self.recent[self.slot(hash)];
        let is_same = self.of.get(row as usize).is_some_and(|other| *other == hash) && codes.get(row) == code;
        is_same.then_some(row)
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.of.reserve(more);
    }

    /// Forgets all rows but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.of.truncate(rows);
    }

    /// The index of all codes that are not empty, and the rows whose code an earlier row has, each with the first such
    /// row, in the order of the rows. The codes are those that were pushed; O(n).
    pub(super) fn index(&self, codes: &Texts) -> (CodeIndex, Vec<(u32, u32)>) {
        let count = self.of.len();
        // Parts of some hundred entries are sorted in the nearest cache; of so many parts, all ends stay in the next one.
        let part_bits = bits_for(count, 512).min(13);
        let part = |hash: u32| (u64::from(hash) >> (32 - part_bits)) as usize;
        let mut next = vec![0_u32; (1 << part_bits) + 1];
        for hash in &self.of {
            next[part(*hash) + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let ends = next[1..].to_vec();
        let mut entries = vec![Entry::default(); count];
        for (at, hash) in (0..).zip(&self.of) {
            let place = &mut next[part(*hash)];
            entries[*place as usize] = Entry { hash: *hash, at };
            *place += 1;
        }
        let mut start = 0;
        for end in ends {
            entries[start..end as usize].sort_unstable_by_key(|entry| entry.key());
            start = end as usize;
        }
        let has_empty = |entry: &Entry| codes.get(entry.at).is_empty();
        // All empty codes have one hash.
        let empty = self.hasher.hash("");
        if entries.binary_search_by_key(&empty, |entry| entry.hash).is_ok() {
            entries.retain(|entry| entry.hash != empty || !has_empty(entry));
        }
        let bucket_bits = bits_for(count, 4);
        let mut starts = vec![0_u32; (1 << bucket_bits) + 1];
        for entry in &entries {
            starts[(u64::from(entry.hash) >> (32 - bucket_bits)) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let index = CodeIndex { hasher: self.hasher.clone(), bucket_bits, starts, entries };
        let duplicates = index.duplicates(codes);
        (index, duplicates)
    }
}

/// How many bits of a hash make buckets of so many entries.
fn bits_for(count: usize, of_each: usize) -> u32 {
    (count / of_each + 1).next_power_of_two().ilog2()
}

/// The index of a code, with its hash. They are sorted by both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Entry {
    hash: u32,
    at: u32,
}

impl Entry {
    /// Both in one number, which is compared at once.
    fn key(self) -> u64 {
        u64::from(self.hash) << 32 | u64::from(self.at)
    }
}

/// Finds the index of a code in a list of texts.
///
/// The entries are sorted by hash, and so in buckets of some four by the highest bits. The index is only looked up,
/// never listed, so no answer depends on its order.
#[derive(Debug)]
pub(super) struct CodeIndex {
    hasher: CodeHasher,
    bucket_bits: u32,
    /// Where each bucket begins, and the end of the last one.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Default for CodeIndex {
    fn default() -> Self {
        Hashes::default().index(&Texts::default()).0
    }
}

impl CodeIndex {
    /// The index of a code; the first if several are equal.
    pub(super) fn get(&self, texts: &Texts, text: &str) -> Option<u32> {
        let hash = self.hasher.hash(text);
        let bucket = (u64::from(hash) >> (32 - self.bucket_bits)) as usize;
        let entries = &self.entries[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
        let found = entries.iter().find(|entry| entry.hash == hash && texts.is(entry.at, text))?;
        Some(found.at)
    }

    /// The indices of codes that an earlier index has, each with the first.
    fn duplicates(&self, texts: &Texts) -> Vec<(u32, u32)> {
        let mut duplicates = Vec::new();
        for alike in self.entries.chunk_by(|one, other| one.hash == other.hash).filter(|alike| alike.len() > 1) {
            let mut firsts = vec![alike[0].at];
            for Entry { at, .. } in &alike[1..] {
                match firsts.iter().find(|first| texts.get(**first) == texts.get(*at)) {
                    Some(first) => duplicates.push((*at, *first)),
                    None => firsts.push(*at),
                }
            }
        }
        duplicates.sort_unstable();
        duplicates
    }

    /// The index for texts in another order: the text at `old` moves to `to[old]`.
    pub(super) fn renumbered(mut self, to: &[u32]) -> Self {
        for entry in &mut self.entries {
            entry.at = to[entry.at as usize];
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of codes around the sizes of buckets, parts and the table of the last rows.
    #[test]
    fn every_code_is_found_and_each_duplicate_has_its_first() {
        for count in [0, 1, 3, 4, 63, 64, 65, 5_000, 40_000] {
            let (mut hashes, mut codes) = (Hashes::default(), Texts::default());
            for row in 0..count {
                // Every seventh row has the code of the one before it, and every eleventh none.
                let code = if row % 11 == 5 { String::new() } else { format!("T-{}", row - u32::from(row % 7 == 6)) };
                hashes.push(&code);
                codes.push(&code);
                assert_eq!(hashes.recent(&codes, &code), Some(row).filter(|_| !code.is_empty()));
            }
            #[cfg(feature = "parquet")]
            for at_once in [1, 50, 3_000] {
                let mut many = Hashes { hasher: hashes.hasher.clone(), ..Hashes::default() };
                let hasher = many.hasher();
                let all: Vec<u32> = (0..count).map(|row| hasher.hash(codes.get(row))).collect();
                all.chunks(at_once).for_each(|hashes| many.extend(hashes));
                assert!(many.of == hashes.of && many.recent == hashes.recent, "{count}");
            }
            let first = |row: u32| (row % 7 == 6 && (row - 1) % 11 != 5).then(|| row - 1);
            let expected: Vec<(u32, u32)> =
                (0..count).filter(|row| row % 11 != 5).filter_map(|row| Some((row, first(row)?))).collect();
            let (index, duplicates) = hashes.index(&codes);
            assert_eq!(duplicates, expected, "{count}");
            for row in (0..count).filter(|row| row % 11 != 5) {
                assert_eq!(index.get(&codes, codes.get(row)), Some(first(row).unwrap_or(row)), "{count}");
            }
            assert_eq!((index.get(&codes, ""), index.get(&codes, "T")), (None, None));
        }
    }
}
