//! What words mean that are no names: one table, which users extend.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::ledger::workbook::char_set::CharSet;
use crate::ledger::workbook::line_words::{half, is_odd};
use crate::ledger::workbook::names::glyph::{Glyph, glyphs, key_of};
use crate::ledger::workbook::names::table::nobody::{ADVERBS, DITTO, FILLERS, NOBODY, OBJECTS};
use crate::ledger::workbook::names::table::title::{TITLES, TITLES_OF_PLACES};

/// What a word means in a cell that should hold names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordMeaning {
    /// Nobody, nothing, nothing yet: 无, 待定, —. Only where it is all that stands there.
    Nobody,
    /// As in the cell above: 同上, 〃.
    Ditto,
    /// A title beside a name: 书记.
    Title,
    /// A name after all, whatever it looks like.
    Name,
    /// No name of anybody: an error.
    NoName,
}

/// The words that are known: those of the built-in table, and a user's own before them.
///
/// Spaces, full-width forms and capitals make no difference.
///
/// ```
/// use gridgov::ledger::Reader;
/// use gridgov::ledger::workbook::{NameWords, WordMeaning};
///
/// let words = NameWords::default().with("人选酝酿", WordMeaning::Nobody).with("吴人", WordMeaning::Name);
/// assert_eq!(words.meaning("人选 酝酿"), Some(WordMeaning::Nobody));
/// assert_eq!(words.meaning("暂无"), Some(WordMeaning::Nobody));
/// assert_eq!(words.meaning("〃"), Some(WordMeaning::Ditto));
/// assert_eq!(words.meaning("张三"), None);
/// let reader = Reader::new().with_words(words);
/// # let _ = reader;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameWords {
    own: BTreeMap<String, WordMeaning>,
}

impl NameWords {
    /// The same with a word of one's own; it goes before the table.
    #[must_use]
    pub fn with(mut self, word: &str, meaning: WordMeaning) -> Self {
        self.own.insert(key_of(&glyphs(word)), meaning);
        self
    }

    /// What a whole cell means, if it is a word for nobody or a ditto mark; O(words).
    #[must_use]
    pub fn meaning(&self, text: &str) -> Option<WordMeaning> {
        self.of(&glyphs(text))
    }

    /// Whether a text may be a word for nobody or a ditto mark: such words hold no digits and are short. Most codes and
    /// names end here.
    pub(super) fn may_be_mark(&self, text: &str) -> bool {
        const LONGEST: usize = 96;
        !self.own.is_empty() || text.len() <= LONGEST && !text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether a whole text says that there is nobody or nothing; for nearly all texts O(length).
    pub(in crate::ledger::workbook) fn says_nothing(&self, text: &str) -> bool {
        self.may_say_nothing(text) && self.meaning(text) == Some(WordMeaning::Nobody)
    }

    /// Whether a text holds a character that begins a word for nobody.
    fn may_say_nothing(&self, text: &str) -> bool {
        static FIRST: LazyLock<CharSet> = LazyLock::new(|| firsts_of_nobody().collect());
        let begins = |c: char| is_odd(c) || FIRST.has(half(c)) || self.begins_own(half(c));
        self.may_be_mark(text) && text.chars().any(begins)
    }

    /// Whether one of the characters begins a word for nobody or a ditto mark: without one, nothing of a text is such a
    /// word. O(characters), where the words of the table take much longer.
    pub(crate) fn may_hold_mark(&self, glyphs: &[Glyph]) -> bool {
        static FIRST: LazyLock<CharSet> = LazyLock::new(|| {
            let ditto = DITTO.words().iter().filter_map(|word| word.chars().next());
            firsts_of_nobody().chain(ditto).collect()
        });
        let begins = |c: char| FIRST.has(c) || self.begins_own(c);
        glyphs.iter().any(|glyph| glyph.c.to_lowercase().any(begins))
    }

    /// Whether a word of a user's own begins with a character.
    fn begins_own(&self, c: char) -> bool {
        self.own.keys().any(|word| word.starts_with(c))
    }

    /// What a user says of a text.
    pub(crate) fn own(&self, glyphs: &[Glyph]) -> Option<WordMeaning> {
        if self.own.is_empty() { None } else { self.own.get(&key_of(glyphs)).copied() }
    }

    pub(crate) fn of(&self, glyphs: &[Glyph]) -> Option<WordMeaning> {
        let key = key_of(glyphs);
        if let Some(own) = self.own.get(&key) {
            return Some(*own);
        }
        if DITTO.contains(&key) {
            return Some(WordMeaning::Ditto);
        }
        if is_filler(&key) {
            return Some(WordMeaning::Nobody);
        }
        // A word that ends a sentence: 暂无。
        let bare = key.trim_end_matches(['。', '.', '!', ';', ',', '、', ':']);
        match self.own.get(bare) {
            Some(own) => Some(*own),
            None if DITTO.contains(bare) => Some(WordMeaning::Ditto),
            None if self.is_nobody(bare) => Some(WordMeaning::Nobody),
            None => None,
        }
    }

    /// A word for nobody, also with an adverb before it or with what there is none of behind it: 目前无网格长.
    fn is_nobody(&self, key: &str) -> bool {
        let is_word = |word: &str| NOBODY.contains(word) || self.own.get(word) == Some(&WordMeaning::Nobody);
        let is_object = |text: &str| [&OBJECTS, &TITLES, &TITLES_OF_PLACES].iter().any(|table| table.contains(text));
        let with_object = |text: &str| {
            let splits = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
            is_word(text)
                || splits
                    .clone()
                    .any(|(one, other)| is_word(one) && is_object(other) || is_object(one) && is_word(other))
        };
        // 尚空 may be somebody; 尚无 is not.
        let after_adverb = |text: &str| text != "空" && with_object(text);
        with_object(key) || ADVERBS.iter().any(|adverb| key.strip_prefix(adverb).is_some_and(after_adverb))
    }

    /// The titles of a user's own.
    pub(crate) fn own_titles(&self) -> impl Iterator<Item = &str> {
        self.own.iter().filter(|(_, meaning)| **meaning == WordMeaning::Title).map(|(word, _)| word.as_str())
    }
}

/// The characters that words for nobody begin with, and those that fill cells.
fn firsts_of_nobody() -> impl Iterator<Item = char> {
    let words = NOBODY.words().iter().filter_map(|word| word.chars().next());
    words.chain(FILLERS.iter().flat_map(|signs| signs.chars()))
}

/// One sign that fills a cell, alone or repeated.
fn is_filler(key: &str) -> bool {
    !key.is_empty() && FILLERS.iter().any(|signs| key.chars().all(|c| signs.contains(c)))
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
