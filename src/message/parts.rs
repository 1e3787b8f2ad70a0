//! The parts of a message by name.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the words of a message are made of, by name: texts, numbers, codes, and lists of them. Names are sorted.
///
/// ```
/// use gridgov::message::Parts;
///
/// let parts = Parts::default().with("declared", 52).with("codes", ["G-1", "G-9"]);
/// assert_eq!(parts.text("declared").as_deref(), Some("52"));
/// assert_eq!(parts.names().collect::<Vec<_>>(), ["codes", "declared"]);
/// assert_eq!(parts.to_json_string(), r#"{"codes":["G-1","G-9"],"declared":52}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Parts(Map<String, Value>);

impl Parts {
    /// The fields of the variant of an enum, or of a struct. What a variant without names of fields holds is what was
    /// `written`.
    pub(crate) fn of(problem: &impl Serialize) -> Self {
        let Value::Object(mut fields) = value(problem) else { return Self::default() };
        // An enum writes the name of the variant around its fields.
        let is_variant = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        if fields.len() == 1 && fields.keys().all(|name| is_variant(name)) {
            let inner = std::mem::take(&mut fields).into_iter().map(|(_, inner)| inner);
            for inner in inner {
                match inner {
                    Value::Object(named) => fields = named,
                    other => _ = fields.insert("written".to_owned(), other),
                }
            }
        }
        fields.retain(|_, part| !part.is_null());
        Self(fields)
    }

    /// The same with one more; a part of that name is replaced.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON: a map whose keys are no texts, or a `Serialize` that fails.
    #[must_use]
    pub fn with(mut self, name: &str, part: impl Serialize) -> Self {
        self.0.insert(name.to_owned(), value(&part));
        self
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A part as text: a text or number as it is, anything else as JSON; `None` if there is none of this name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        Some(match self.0.get(name)? {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    }

    /// All of them as a JSON object.
    #[must_use]
    pub fn to_json_string(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

/// A part as text, for numbers that JSON does not hold.
pub(crate) fn as_text<S: serde::Serializer>(part: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(part)
}

#[expect(clippy::expect_used, reason = "the parts of messages are texts, numbers and lists of them")]
fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).expect("INVARIANT: a part of a message can be written as JSON")
}
