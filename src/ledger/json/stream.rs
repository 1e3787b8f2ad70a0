//! Handing on the rows of the JSON format.

use std::borrow::Cow;
use std::fmt;

use memchr::memrchr;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::locate::Locator;
use super::read::{figure, number, relations};
use super::schema::{Fields, RawLink, Text, present};
use crate::kind::Kind;
use crate::ledger::stream::{LinkFields, NodeFields, Refused, RowReceiver};
use crate::ledger::{Ledger, Written};
use crate::measure::{Decimal, Figure, Measure};

/// Hands on the rows of a ledger; `name` is that of the file, or empty.
///
/// The measures must stand before the nodes. Everything else may stand in any order.
pub(in crate::ledger) fn stream(text: &str, name: &str, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document = Document {
        text,
        locator: Locator::new(text, name),
        receiver,
        measures: None,
        seen: Vec::new(),
        values: Vec::new(),
        declared: Vec::new(),
    };
    let mut json = serde_json::Deserializer::from_str(text);
    (&mut document).deserialize(&mut json).and_then(|()| json.end()).map_err(|_| Refused)?;
    let has = |name: &str| document.seen.iter().any(|seen| seen == name);
    if has("ledger") && has("nodes") { Ok(()) } else { Err(Refused) }
}

/// The outermost object.
struct Document<'a, 'r, R> {
    text: &'a str,
    locator: Locator<'a>,
    receiver: &'r mut R,
    /// The measures, each with a scale that is stated; `None` before they are known.
    measures: Option<Vec<(Measure, bool)>>,
    /// The fields so far.
    seen: Vec<Cow<'a, str>>,
    /// The numbers of the current node.
    values: Vec<(usize, Decimal)>,
    /// The declared figures of the current node.
    declared: Vec<(Cow<'a, str>, Figure)>,
}

/// Ends the reading.
fn refused<E: de::Error>() -> E {
    E::custom("")
}

impl<'a, R: RowReceiver> DeserializeSeed<'a> for &mut Document<'a, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, R: RowReceiver> de::Visitor<'a> for &mut Document<'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            if self.seen.contains(&name) {
                return Err(refused());
            }
            match name.as_ref() {
                "ledger" => {
                    let version: &RawValue = map.next_value()?;
                    if version.get() != Ledger::VERSION.to_string() {
                        return Err(refused());
                    }
                }
                "title" => self.receiver.title(map.next_value()?),
                "records" => self.receiver.records(relations(&map.next_value::<Vec<Text<'a>>>()?)),
                "measures" => {
                    let Fields(fields) = map.next_value()?;
                    self.measures(&fields).map_err(|_| refused())?;
                }
                "nodes" => {
                    if self.measures.is_none() {
                        self.measures(&[]).map_err(|_| refused())?;
                    }
                    map.next_value_seed(Nodes(self))?;
                }
                "links" => map.next_value_seed(Links(self))?,
                _ => return Err(refused()),
            }
            self.seen.push(name);
        }
        Ok(())
    }
}

/// What stands behind a measure's name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    #[serde(default, deserialize_with = "present")]
    unit: Option<String>,
    #[serde(default, deserialize_with = "present")]
    scale: Option<u8>,
}

impl<'a, R: RowReceiver> Document<'a, '_, R> {
    /// Reads the measures; none may be there before.
    fn measures(&mut self, fields: &[(Cow<'a, str>, &'a RawValue)]) -> Result<(), Refused> {
        let mut measures = Vec::with_capacity(fields.len());
        for (id, raw) in fields {
            // A list would pass for an object.
            let raw = Some(raw.get()).filter(|raw| raw.starts_with('{')).ok_or(Refused)?;
            let Definition { unit, scale } = serde_json::from_str(raw).map_err(|_| Refused)?;
            let measure = Measure::new(id.as_ref()).with_scale(scale.unwrap_or(0));
            measures.push((if let Some(unit) = unit { measure.with_unit(unit) } else { measure }, true));
        }
        if self.measures.is_some() {
            return Err(Refused);
        }
        self.receiver.measures(&measures)?;
        self.measures = Some(measures);
        Ok(())
    }

    /// The number of a measure. Rows mostly name them in one order, so the one behind the last is tried first.
    fn measure(&self, id: &str) -> Option<usize> {
        let measures = self.measures.as_deref().unwrap_or_default();
        let is_it = |at: &usize| measures.get(*at).is_some_and(|(measure, _)| measure.id() == id);
        let next = self.values.last().map_or(0, |(last, _)| last + 1);
        Some(next).filter(is_it).or_else(|| (0..measures.len()).find(is_it))
    }

    /// The place of a row whose first field has this name, borrowed from the text.
    fn place(&mut self, first: &str) -> Option<(u32, u32)> {
        // Only a quote and white space stand between the bracket and the name.
        let offset = (first.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let start = memrchr(b'{', self.text.as_bytes().get(..offset)?)?;
        Some(self.locator.line_and_column(&self.text[start..]))
    }
}

/// The list of nodes.
struct Nodes<'s, 'a, 'r, R>(&'s mut Document<'a, 'r, R>);

impl<'a, R: RowReceiver> DeserializeSeed<'a> for Nodes<'_, 'a, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a, R: RowReceiver> de::Visitor<'a> for Nodes<'_, 'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(NodeSeed(&mut *self.0))?.is_some() {}
        Ok(())
    }
}

struct NodeSeed<'s, 'a, 'r, R>(&'s mut Document<'a, 'r, R>);

impl<'a, R: RowReceiver> DeserializeSeed<'a> for NodeSeed<'_, 'a, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, R: RowReceiver> de::Visitor<'a> for NodeSeed<'_, 'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let document = self.0;
        document.values.clear();
        document.declared.clear();
        let mut place = None;
        let (mut code, mut kind, mut name, mut parent, mut category) = (None, None, None, None, None);
        let (mut has_measures, mut has_declared, mut records) = (false, false, None);
        while let Some(Text(field)) = map.next_key()? {
            if place.is_none() {
                // A name with escapes stands nowhere in the text.
                let Cow::Borrowed(first) = field else { return Err(refused()) };
                place = Some(document.place(first).ok_or_else(refused)?);
            }
            let text = match field.as_ref() {
                "code" => &mut code,
                "kind" => &mut kind,
                "name" => &mut name,
                "parent" => &mut parent,
                "category" => &mut category,
                "measures" if !std::mem::replace(&mut has_measures, true) => {
                    map.next_value_seed(Numbers(document))?;
                    continue;
                }
                "declared" if !std::mem::replace(&mut has_declared, true) => {
                    let Fields(fields) = map.next_value()?;
                    for (of, raw) in fields {
                        let Some(Written::Known(value)) = figure(raw) else { return Err(refused()) };
                        if document.declared.iter().any(|(other, _)| *other == of) {
                            return Err(refused());
                        }
                        document.declared.push((of, value));
                    }
                    continue;
                }
                "records" if records.is_none() => {
                    records = Some(relations(&map.next_value::<Vec<Text<'a>>>()?));
                    continue;
                }
                _ => return Err(refused()),
            };
            if text.replace(map.next_value::<Text<'a>>()?.0).is_some() {
                return Err(refused());
            }
        }
        let (Some((line, column)), Some(code), Some(kind), Some(name)) = (place, code, kind, name) else {
            return Err(refused());
        };
        let kind: Kind = kind.parse().map_err(|_| refused())?;
        let Document { receiver, locator, values, declared, .. } = document;
        let (parent, category) = (parent.as_deref(), category.as_deref());
        let node = NodeFields { code: &code, kind, name: &name, parent, category };
        receiver.node(locator.source(), line, column, node).map_err(|Refused| refused())?;
        for (measure, value) in &*values {
            receiver.value(*measure, *value).map_err(|Refused| refused())?;
        }
        for (of, figure) in &*declared {
            receiver.declared(of, *figure).map_err(|Refused| refused())?;
        }
        records.map_or(Ok(()), |records| receiver.node_records(&records)).map_err(|Refused| refused())
    }
}

/// The numbers of a node.
struct Numbers<'s, 'a, 'r, R>(&'s mut Document<'a, 'r, R>);

impl<'a, R: RowReceiver> DeserializeSeed<'a> for Numbers<'_, 'a, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, R: RowReceiver> de::Visitor<'a> for Numbers<'_, 'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let document = self.0;
        while let Some(Text(id)) = map.next_key()? {
            let measure = document.measure(&id).ok_or_else(refused)?;
            let raw: &'a RawValue = map.next_value()?;
            let Some(Written::Known(value)) = number::<Decimal>(raw) else { return Err(refused()) };
            if document.values.iter().any(|(other, _)| *other == measure) {
                return Err(refused());
            }
            document.values.push((measure, value));
        }
        Ok(())
    }
}

/// The list of links.
struct Links<'s, 'a, 'r, R>(&'s mut Document<'a, 'r, R>);

impl<'a, R: RowReceiver> DeserializeSeed<'a> for Links<'_, 'a, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a, R: RowReceiver> de::Visitor<'a> for Links<'_, 'a, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut rows: A) -> Result<(), A::Error> {
        let document = self.0;
        while let Some(raw) = rows.next_element::<&'a RawValue>()? {
            let text = Some(raw.get()).filter(|text| text.starts_with('{')).ok_or_else(refused)?;
            let (line, column) = document.locator.line_and_column(text);
            let row: RawLink<'a> = serde_json::from_str(text).map_err(|_| refused())?;
            let relation = row.relation.parse().map_err(|_| refused())?;
            let role = row.role.as_deref().map(str::parse).transpose().map_err(|_| refused())?;
            let link = LinkFields { relation, from: &row.from, to: &row.to, role };
            document.receiver.link(document.locator.source(), line, column, link).map_err(|Refused| refused())?;
        }
        Ok(())
    }
}
