//! The objects of the JSON format, as serde reads them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Fields of a JSON object in the order of the text, each with its value as text.
pub(crate) struct Fields<'a>(pub(crate) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(Text(name)) = map.next_key()? {
                    fields.push((name, map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

/// A text, borrowed if it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A node row, read in one go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNode<'a> {
    pub(super) code: String,
    #[serde(borrow)]
    pub(super) kind: Cow<'a, str>,
    pub(super) name: String,
    #[serde(default, deserialize_with = "present")]
    pub(super) parent: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(super) category: Option<String>,
    #[serde(default, borrow, deserialize_with = "present")]
    pub(super) measures: Option<Fields<'a>>,
    #[serde(default, borrow, deserialize_with = "present")]
    pub(super) declared: Option<Fields<'a>>,
    #[serde(default, borrow, deserialize_with = "present")]
    pub(super) records: Option<Vec<Text<'a>>>,
}

/// A link row, read in one go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink<'a> {
    #[serde(borrow)]
    pub(super) relation: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) from: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) to: Cow<'a, str>,
    #[serde(default, borrow, deserialize_with = "present")]
    pub(super) role: Option<Cow<'a, str>>,
}

/// A field that may be absent, but not `null`.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The two lists of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Nodes,
    Links,
}

/// Receives the outermost object part by part, in the order of the text, so that a row is read while its text is still
/// in the cache.
pub(super) trait Receiver<'a> {
    /// A list begins.
    fn list(&mut self, list: List);

    /// The next row of the list.
    fn row(&mut self, list: List, row: &'a RawValue);

    /// Any other field.
    fn field(&mut self, name: Cow<'a, str>, value: &'a RawValue);
}

/// Reads the outermost object into a receiver.
pub(super) struct Document<'r, R>(pub(super) &'r mut R);

impl<'a, R: Receiver<'a>> DeserializeSeed<'a> for Document<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, R: Receiver<'a>> de::Visitor<'a> for Document<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of a ledger")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            let list = match name.as_ref() {
                "nodes" => List::Nodes,
                "links" => List::Links,
                _ => {
                    self.0.field(name, map.next_value()?);
                    continue;
                }
            };
            self.0.list(list);
            map.next_value_seed(Rows { list, receiver: &mut *self.0 })?;
        }
        Ok(())
    }
}

/// Reads the rows of a list into a receiver.
struct Rows<'r, R> {
    list: List,
    receiver: &'r mut R,
}

impl<'a, R: Receiver<'a>> DeserializeSeed<'a> for Rows<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a, R: Receiver<'a>> de::Visitor<'a> for Rows<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element()? {
            self.receiver.row(self.list, row);
        }
        Ok(())
    }
}
