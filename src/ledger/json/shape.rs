//! The shapes of JSON that a ledger is made of, as serde reads them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, MapAccess};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Fields of a JSON object in the order of the text, each with its value as text.
pub(super) struct Fields<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

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

/// A text that borrows where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A node row as serde reads it at once.
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
}

/// A link row as serde reads it at once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLink<'a> {
    #[serde(borrow)]
    pub(super) relation: Cow<'a, str>,
    pub(super) from: String,
    pub(super) to: String,
    #[serde(default, borrow, deserialize_with = "present")]
    pub(super) role: Option<Cow<'a, str>>,
}

/// A field that may be absent, but not `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The outermost object: the lists of rows as slices, everything else as text.
pub(super) struct Document<'a> {
    pub(super) fields: Vec<(Cow<'a, str>, &'a RawValue)>,
    pub(super) nodes: Option<Vec<&'a RawValue>>,
    pub(super) links: Option<Vec<&'a RawValue>>,
    pub(super) twice: Vec<&'static str>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Document<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Document<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the fields of a ledger")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut document = Document { fields: Vec::new(), nodes: None, links: None, twice: Vec::new() };
                while let Some(Text(name)) = map.next_key()? {
                    let rows = match name.as_ref() {
                        "nodes" => &mut document.nodes,
                        "links" => &mut document.links,
                        _ => {
                            document.fields.push((name, map.next_value()?));
                            continue;
                        }
                    };
                    if rows.replace(map.next_value()?).is_some() {
                        document.twice.push(if name == "nodes" { "nodes" } else { "links" });
                    }
                }
                Ok(document)
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}
