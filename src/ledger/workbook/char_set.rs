//! A set of characters that is asked for every character of a ledger.

/// Characters, a bit for each of the basic plane.
#[derive(Debug, Clone)]
pub(super) struct CharSet {
    bits: Box<[u64; Self::WORDS]>,
    /// Those beyond the basic plane, upward.
    beyond: Vec<char>,
}

impl CharSet {
    const WORDS: usize = 0x1_0000 / 64;

    /// Whether a character is in the set; O(1) in the basic plane.
    pub(super) fn has(&self, c: char) -> bool {
        let at = c as usize;
        match self.bits.get(at / 64) {
            Some(word) => word >> (at % 64) & 1 == 1,
            None => self.beyond.binary_search(&c).is_ok(),
        }
    }
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        let mut set = Self { bits: Box::new([0; Self::WORDS]), beyond: Vec::new() };
        for c in characters {
            match set.bits.get_mut(c as usize / 64) {
                Some(word) => *word |= 1 << (c as usize % 64),
                None => set.beyond.push(c),
            }
        }
        set.beyond.sort_unstable();
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_what_it_was_made_of() {
        let set: CharSet = ['无', '—', '\u{FFFF}', '\u{20000}', 'a'].into_iter().collect();
        assert!(['无', '—', '\u{FFFF}', '\u{20000}', 'a'].into_iter().all(|c| set.has(c)));
        assert!(!['旡', '\0', '\u{20001}', 'b'].into_iter().any(|c| set.has(c)));
    }
}
