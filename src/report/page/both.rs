//! A text in both languages, as the script of the page has it.

use serde::Serialize;
use serde::ser::{SerializeTuple, Serializer};

use crate::message::Term;

/// A text in both languages, written as `[english, chinese]`.
#[derive(Debug, Clone)]
pub(super) struct Both(String, String);

impl Both {
    pub(super) fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self(english.into(), chinese.into())
    }
}

impl From<Term> for Both {
    fn from(term: Term) -> Self {
        Self::new(term.english(), term.chinese())
    }
}

impl Serialize for Both {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut both = serializer.serialize_tuple(2)?;
        both.serialize_element(&self.0)?;
        both.serialize_element(&self.1)?;
        both.end()
    }
}
