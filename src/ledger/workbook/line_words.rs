//! The words by which lines of a sheet are told: one table, which users extend.
//!
//! - `known`: the built-in words
//! - `plain`: the form in which they are compared

mod known;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use super::char_set::CharSet;
use super::names::{NameWords, WordMeaning};

use known::WORDS;
pub(super) use known::{NAMELESS, PAGES, SCOPES, WHOLES};
pub(super) use plain::{bare, half, is_han, is_odd, plain};

/// What a word says of the line that it stands in.
///
/// Users add words of their own with [`Headings::with_word`](super::Headings::with_word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LineWord {
    /// The line is a total of all lines above (合计).
    Total,
    /// The line is a total of the lines since the last total (小计).
    PartTotal,
    /// The line shows how to fill in the others (示例).
    Sample,
    /// Who filled in or checked the sheet, and when (填表人); a colon follows, or the value in the next cell.
    Label,
    /// A note on the whole sheet follows (注：).
    Note,
    /// Nothing follows (以下空白).
    End,
    /// Wherever it stands in a cell, the cell tells how to fill in the column (必填).
    Instruction,
    /// As a whole cell it names what the column expects (文本, 姓名).
    Expected,
}

/// The words by which lines are told: those of the built-in table, and a user's own.
#[derive(Debug, Clone)]
pub(super) struct LineWords {
    words: BTreeSet<(LineWord, String)>,
    /// The first characters of all words, upward, each with the last ones of its words: a text that does not hold both
    /// says nothing of its line.
    ends: Vec<(char, Ends)>,
    /// The same first characters, for a quick look.
    firsts: CharSet,
    /// Words for nobody and nothing (无, —), which are those of names.
    nobody: NameWords,
}

/// What the words of one first character end in.
#[derive(Debug, Clone, Default)]
struct Ends {
    /// Whether the character is a word itself.
    is_word: bool,
    lasts: BTreeSet<char>,
}

impl Default for LineWords {
    fn default() -> Self {
        let all = WORDS.iter().flat_map(|(says, words)| words.iter().map(|word| (*says, (*word).to_owned())));
        let (ends, firsts) = (Vec::new(), CharSet::from_iter([]));
        let mut words = Self { words: all.collect(), ends, firsts, nobody: NameWords::default() };
        words.index();
        words
    }
}

impl LineWords {
    /// The same with a word of one's own.
    #[must_use]
    pub(super) fn with(mut self, says: LineWord, word: &str) -> Self {
        let word = plain(word);
        if !word.is_empty() {
            self.words.insert((says, word));
            self.index();
        }
        self
    }

    /// The same with these words for nobody and nothing.
    #[must_use]
    pub(super) fn with_nobody(self, nobody: NameWords) -> Self {
        Self { nobody, ..self }
    }

    /// Whether a whole text says that there is nobody or nothing.
    pub(super) fn says_nothing(&self, text: &str) -> bool {
        self.nobody.says_nothing(text)
    }

    /// Whether a whole text says that the cell above holds here too.
    pub(super) fn is_ditto(&self, text: &str) -> bool {
        self.nobody.meaning(text) == Some(WordMeaning::Ditto)
    }

    /// The same without a word.
    #[must_use]
    pub(super) fn without(mut self, says: LineWord, word: &str) -> Self {
        self.words.remove(&(says, plain(word)));
        self.index();
        self
    }

    /// Whether a whole text is one of the words.
    #[cfg(test)]
    pub(super) fn is(&self, says: LineWord, text: &str) -> bool {
        self.is_plain(says, &plain(text))
    }

    /// The same of a plain text.
    pub(super) fn is_plain(&self, says: LineWord, text: &str) -> bool {
        self.of(says).any(|word| word == text)
    }

    /// The words that say this.
    pub(super) fn of(&self, says: LineWord) -> impl Iterator<Item = &str> {
        let first = (says, String::new());
        self.words.range(first..).take_while(move |(other, _)| *other == says).map(|(_, word)| word.as_str())
    }

    /// Whether a text may hold a word, so that it is worth a closer look; O(characters), and for nearly all texts no
    /// more than a look-up for each.
    pub(super) fn may_speak(&self, text: &str) -> bool {
        let letters = || text.chars().map(half);
        letters().enumerate().any(|(at, c)| {
            if is_odd(c) {
                return true;
            }
            if !self.firsts.has(c) {
                return false;
            }
            let Ok(found) = self.ends.binary_search_by_key(&c, |(first, _)| *first) else { return false };
            let Ends { is_word, lasts } = &self.ends[found].1;
            *is_word || letters().skip(at + 1).any(|last| is_odd(last) || lasts.contains(&last))
        })
    }

    fn index(&mut self) {
        let mut ends: BTreeMap<char, Ends> = BTreeMap::new();
        for (_, word) in &self.words {
            let mut letters = word.chars();
            if let Some(first) = letters.next() {
                let found = ends.entry(first).or_default();
                match letters.next_back() {
                    Some(last) => found.lasts.extend([last]),
                    None => found.is_word = true,
                }
            }
        }
        // Signs are told by how a text begins.
        self.ends = ends.into_iter().filter(|(first, _)| first.is_alphanumeric()).collect();
        self.firsts = self.ends.iter().map(|(first, _)| *first).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_and_taken_away() {
        let words = LineWords::default().with(LineWord::End, "下略").with(LineWord::Label, "采集员");
        assert!(words.is(LineWord::End, "下 略") && words.is(LineWord::Label, "采集员"));
        assert!(words.is(LineWord::Total, "合　计") && !words.is(LineWord::Total, "合计路1号"));
        assert!(!words.without(LineWord::Total, "合计").is(LineWord::Total, "合计"));
    }

    #[test]
    fn every_word_stands_in_the_form_in_which_it_is_compared() {
        for (_, words) in WORDS {
            for word in words {
                assert_eq!(plain(word), *word);
            }
        }
    }
}
