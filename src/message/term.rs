//! A word or phrase in both languages.

use std::fmt;

use serde::Serialize;

use crate::language::Language;

/// A word or phrase in both languages, as a part of a message: "the number of nodes" (节点数).
///
/// It displays and serializes in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term {
    english: &'static str,
    chinese: &'static str,
}

impl Term {
    /// A phrase in both languages.
    #[must_use]
    pub const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// The English phrase.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.english
    }

    /// The Chinese phrase.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        self.chinese
    }

    /// The phrase in a language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        language.of(self.english, self.chinese)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.english)
    }
}

impl Serialize for Term {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.english)
    }
}
