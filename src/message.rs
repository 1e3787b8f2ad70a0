//! Messages as data and in two languages (提示信息): what errors, notes and findings have in common.
//!
//! Everything that the crate tells has a stable id, the place that it is about, its parts by name, and words in English
//! and in Chinese. Programs read [`Message`], which has one shape for all of them; people read the words.
//!
//! - [`Wording`] is *what* is wrong, without where: an enum of problems. Its `Display` is English; the Chinese stands in
//!   one exhaustive match beside it, so that a variant without one of the texts does not compile.
//! - [`Words`] are the same for what is found one by one, as the findings of rules are.
//! - [`Tell`] is an error, a note or a finding as a whole: what and where.
//!
//! ```
//! use gridgov::Language;
//! use gridgov::message::Tell;
//! use gridgov::prelude::*;
//!
//! let json = r#"{"ledger": 1, "nodes": [{"code": "G-1", "kind": "third_grid", "name": "一号网格", "parent": "S-1"}]}"#;
//! let errors = Governance::build(&Ledger::from_json_str(json)?).unwrap_err();
//! let error = errors.first();
//! let message = error.message();
//! assert_eq!(message.id(), "ledger.unknown_code");
//! assert_eq!(message.place().unwrap().line(), Some(1));
//! assert_eq!(message.code(), Some("G-1"));
//! assert_eq!(message.parts().text("written").as_deref(), Some("S-1"));
//! assert_eq!(
//!     error.in_language(Language::Chinese).to_string(),
//!     "第1行第25列（parent），“G-1”：台账中没有编码“S-1”"
//! );
//! # Ok::<(), gridgov::ledger::LedgerErrors>(())
//! ```
//!
//! The texts stand in code and not in a catalogue beside it. A catalogue such as Fluent's finds out when it runs that a
//! text or a part is missing, and lists of codes, cells and kinds have to be made into texts before it can place them; here
//! the compiler checks variants and parts, and a list knows its language.

pub mod ids; // the table of all ids
mod language_error; // what is wrong with the name of a language
mod parts; // the parts of a message by name
pub(crate) mod phrase; // lists and quotations in both languages
mod place; // where it stands
mod term; // a word in both languages
mod words; // what a finding says

use std::fmt;

use serde::{Deserialize, Serialize};

pub use parts::Parts;
pub(crate) use parts::as_text;
pub use place::Place;
pub use term::Term;
pub use words::Words;

use crate::language::Language;

/// How grave it is, what is told. The graver is the greater.
///
/// ```
/// use gridgov::message::Level;
///
/// assert!(Level::Error > Level::Note);
/// assert_eq!(Level::Warning.chinese(), "警告");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// How something was read (读取说明).
    Note,
    /// A finding that is worth knowing (提示).
    Notice,
    /// A finding that breaks a rule (警告).
    Warning,
    /// A finding that endangers the work or the figures (严重).
    Serious,
    /// Nothing could be built (错误).
    Error,
}

impl Level {
    /// All of them, the least grave first.
    pub const ALL: [Self; 5] = [Self::Note, Self::Notice, Self::Warning, Self::Serious, Self::Error];

    /// The English label.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Serious => "serious",
            Self::Error => "error",
        }
    }

    /// The Chinese label.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Note => "读取说明",
            Self::Notice => "提示",
            Self::Warning => "警告",
            Self::Serious => "严重",
            Self::Error => "错误",
        }
    }
}

/// What is told, without where: `Display` is the English text.
pub trait Wording: fmt::Display {
    /// The stable id, such as `ledger.unknown_code`.
    fn id(&self) -> &'static str;

    /// Writes the Chinese text.
    ///
    /// # Errors
    ///
    /// The formatter fails.
    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The parts by name: what was written, the codes involved, the figures.
    fn parts(&self) -> Parts;

    /// What was most likely meant, where there is one thing.
    fn suggestion(&self) -> Option<String> {
        None
    }

    /// The text in a language.
    #[must_use]
    fn text(&self, language: Language) -> String {
        WordingIn(self, language).to_string()
    }

    /// Writes the text in a language.
    ///
    /// # Errors
    ///
    /// The formatter fails.
    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match language {
            Language::English => fmt::Display::fmt(self, f),
            Language::Chinese => self.chinese(f),
        }
    }
}

/// An error, a note or a finding: what is told, and where.
pub trait Tell {
    /// Everything about it, as data.
    fn message(&self) -> Message;

    /// Writes it on one line, with its place.
    ///
    /// # Errors
    ///
    /// The formatter fails.
    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// It on one line, with its place, to be shown in a language.
    fn in_language(&self, language: Language) -> InLanguage<'_, Self> {
        InLanguage { told: self, language }
    }
}

/// Something that is told, to be shown in a language.
#[derive(Debug)]
pub struct InLanguage<'a, T: ?Sized> {
    told: &'a T,
    language: Language,
}

impl<T: Tell + ?Sized> fmt::Display for InLanguage<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told.tell(self.language, f)
    }
}

/// What is told without a place, to be shown in a language.
pub(crate) struct WordingIn<'a, T: ?Sized>(pub(crate) &'a T, pub(crate) Language);

impl<T: Wording + ?Sized> fmt::Display for WordingIn<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.tell(self.1, f)
    }
}

/// An error, a note or a finding as data, in the one shape that all of them have.
///
/// As JSON it is an object. Only `id`, `severity`, `message` and `chinese` are always there:
///
/// | key | what |
/// |---|---|
/// | `id` | the stable id, such as `ledger.unknown_code`; of a finding, that of its rule |
/// | `severity` | `error`, `serious`, `warning`, `notice` or `note`: see [`Level`] |
/// | `origin` | where it stands: see [`Place`] |
/// | `subject`, `kind`, `name` | the code, kind and name of the node that it is about, as far as they are known |
/// | `parts` | what the words are made of, by name: see [`Parts`] |
/// | `suggestion` | what was most likely meant |
/// | `rule`, `source` | of a finding: the id of its rule, and the source that the rule pack states |
/// | `message` | the words in English, without the place |
/// | `chinese` | the words in Chinese |
///
/// Shown, it is the line that people read, in English; [`Tell::in_language`] gives the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    id: String,
    severity: Level,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Place>,
    #[serde(rename = "subject", default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Parts::is_empty")]
    parts: Parts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(rename = "message")]
    english: String,
    chinese: String,
}

impl Message {
    /// What a problem says.
    #[must_use]
    pub fn of(severity: Level, wording: &(impl Wording + ?Sized)) -> Self {
        Self {
            id: wording.id().to_owned(),
            severity,
            origin: None,
            code: None,
            kind: None,
            name: None,
            parts: wording.parts(),
            suggestion: wording.suggestion(),
            rule: None,
            source: None,
            english: wording.to_string(),
            chinese: WordingIn(wording, Language::Chinese).to_string(),
        }
    }

    /// What was found one by one.
    pub(crate) fn found(id: &str, severity: Level, words: &Words) -> Self {
        Self {
            id: id.to_owned(),
            severity,
            origin: None,
            code: None,
            kind: None,
            name: None,
            parts: words.parts().clone(),
            suggestion: None,
            rule: Some(id.to_owned()),
            source: None,
            english: words.english().to_owned(),
            chinese: words.chinese().to_owned(),
        }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.origin = place;
        self
    }

    /// The same with one more part.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON: see [`Parts::with`].
    #[must_use]
    pub fn with(mut self, name: &str, part: impl Serialize) -> Self {
        self.parts = self.parts.with(name, part);
        self
    }

    /// The same about a node, of which some may be unknown; an empty name is none.
    #[must_use]
    pub fn about(mut self, code: Option<&str>, kind: Option<&str>, name: Option<&str>) -> Self {
        self.code = code.map(str::to_owned);
        self.kind = kind.map(str::to_owned);
        self.name = name.filter(|name| !name.is_empty()).map(str::to_owned);
        self
    }

    /// The same with the source of its rule.
    #[must_use]
    pub fn from_source(mut self, source: &str) -> Self {
        self.source = Some(source).filter(|source| !source.is_empty()).map(str::to_owned);
        self
    }

    /// The stable id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Level {
        self.severity
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> Option<&Place> {
        self.origin.as_ref()
    }

    /// The code of the node that it is about.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The id of the kind of that node.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// The name of that node.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the words are made of, by name.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// What was most likely meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// Of a finding: the source of its rule.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The words in a language, without the place.
    #[must_use]
    pub fn words(&self, language: Language) -> &str {
        language.of(&self.english, &self.chinese)
    }
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
