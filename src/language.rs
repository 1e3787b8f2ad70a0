//! The languages in which everything is told: English and Chinese (中文).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which errors, notes, findings and reports are told.
///
/// It is read from a name or from a locale such as the environment variable `LANG` holds:
///
/// ```
/// use gridgov::Language;
///
/// assert_eq!("zh_CN.UTF-8".parse(), Ok(Language::Chinese));
/// assert_eq!("en".parse(), Ok(Language::English));
/// assert!("fr".parse::<Language>().is_err());
/// assert_eq!(Language::Chinese.to_string(), "zh");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Language {
    /// English, written `en`.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Chinese (中文), written `zh`.
    #[serde(rename = "zh")]
    Chinese,
}

/// A text names no language that messages have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no language that messages have; there are: en, zh", crate::excerpt::excerpt(.written))]
pub struct ParseLanguageError {
    written: String,
}

impl ParseLanguageError {
    /// What was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The code of the language: `en` or `zh` (ISO 639-1).
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The text of this language, of two that say the same.
    ///
    /// ```
    /// use gridgov::Language;
    ///
    /// assert_eq!(Language::Chinese.of("grid", "网格"), "网格");
    /// ```
    #[must_use]
    pub fn of<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Language {
    type Err = ParseLanguageError;

    /// A code (`zh`), a tag (`zh-Hans-CN`), a locale (`zh_CN.UTF-8`) or the name of the language.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let first = text.trim().split(['-', '_', '.', '@']).next().unwrap_or_default().to_lowercase();
        match first.as_str() {
            "en" | "english" | "英文" | "英语" => Ok(Self::English),
            "zh" | "chinese" | "中文" | "汉语" => Ok(Self::Chinese),
            _ => Err(ParseLanguageError { written: text.to_owned() }),
        }
    }
}
