//! What a finding says, in both languages.

use super::Parts;
use crate::language::Language;

/// What a finding says: a text in each language, and its parts by name.
///
/// A text alone says the same in both languages, for rules that know only one.
///
/// ```
/// use gridgov::Language;
/// use gridgov::message::Words;
///
/// let words = Words::new("9 third-level grids, at most 5 are allowed", "三级网格9个，最多5个")
///     .with("count", 9)
///     .with("at_most", 5);
/// assert_eq!(words.text(Language::Chinese), "三级网格9个，最多5个");
/// assert_eq!(words.parts().text("count").as_deref(), Some("9"));
/// assert_eq!(Words::from("no name").chinese(), "no name");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    english: String,
    chinese: String,
    parts: Parts,
}

impl Words {
    /// These texts, without parts.
    #[must_use]
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self { english: english.into(), chinese: chinese.into(), parts: Parts::default() }
    }

    /// The same with one more part.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON: see [`Parts::with`].
    #[must_use]
    pub fn with(mut self, name: &str, part: impl serde::Serialize) -> Self {
        self.parts = self.parts.with(name, part);
        self
    }

    /// The English text.
    #[must_use]
    pub fn english(&self) -> &str {
        &self.english
    }

    /// The Chinese text.
    #[must_use]
    pub fn chinese(&self) -> &str {
        &self.chinese
    }

    /// The text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.of(&self.english, &self.chinese)
    }

    /// The parts by name.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }
}

impl From<String> for Words {
    /// The same text in both languages.
    fn from(text: String) -> Self {
        Self::new(text.clone(), text)
    }
}

impl From<&str> for Words {
    /// The same text in both languages.
    fn from(text: &str) -> Self {
        Self::new(text, text)
    }
}
