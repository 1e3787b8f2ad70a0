//! The words that the grammar knows, as data.

pub(crate) mod no_name;
pub(crate) mod nobody;
pub(crate) mod party;
pub(crate) mod surname;
pub(crate) mod title;

use std::sync::OnceLock;

/// A list of words that is searched often: the time does not grow with the list.
#[derive(Debug)]
pub(crate) struct Table {
    words: &'static [&'static str],
    index: OnceLock<Index>,
}

#[derive(Debug)]
struct Index {
    /// Sorted.
    words: Vec<&'static str>,
    /// The characters of the longest word.
    longest: usize,
}

impl Table {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Self { words, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index {
            words: sorted(self.words),
            longest: self.words.iter().map(|word| word.chars().count()).max().unwrap_or(0),
        })
    }

    /// Whether a text is one of the words; O(log words).
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.index().words.binary_search(&text).is_ok()
    }

    /// Whether one of the words occurs in a text; O(length · longest word).
    pub(crate) fn occurs_in(&self, text: &str) -> bool {
        text.char_indices().any(|(start, _)| {
            let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
            ends.take(self.index().longest).any(|end| self.contains(&text[start..end]))
        })
    }

    /// Where the longest of the words that end a text begins; O(longest word).
    pub(crate) fn ends(&self, chars: &[char]) -> Option<usize> {
        let start = chars.len().saturating_sub(self.index().longest);
        let window: String = chars[start..].iter().collect();
        let found = window.char_indices().position(|(at, _)| self.contains(&window[at..]));
        found.map(|at| start + at)
    }

    /// All words.
    pub(crate) fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

fn sorted(words: &'static [&'static str]) -> Vec<&'static str> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    sorted
}
