//! XML as the parts of packed workbooks are written in it: element by element, without a tree.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::failure::Failure;
use crate::message::Term;

/// How deep elements may nest: each takes memory until it ends. Office programs need some thirty levels.
const DEPTH: usize = 1_000;

/// A reader of one part. Every element that begins also ends: an empty one is shown as two events, and where one
/// does not end the part is damaged.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Xml<'x> {
    pub(super) fn new(part: &'x [u8]) -> Self {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Event<'x>, Failure> {
        let event = self.reader.read_event()?;
        match &event {
            Event::Start(_) if self.depth == DEPTH => {
                return Err(Failure::broken("elements nest too deeply", "元素嵌套过深"));
            }
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            Event::Eof if self.depth > 0 => return Err(Failure::broken("it ends within an element", "在元素中间中断")),
            _ => {}
        }
        Ok(event)
    }

    /// The next element that begins within the current one; `None` where that ends.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'x>>, Failure> {
        loop {
            match self.next()? {
                Event::Start(element) => return Ok(Some(element)),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// The next element that begins at any depth.
    pub(super) fn descendant(&mut self) -> Result<Option<BytesStart<'x>>, Failure> {
        loop {
            match self.next()? {
                Event::Start(element) => return Ok(Some(element)),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Passes over what is left of the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), Failure> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text up to the end of the element that began last.
    pub(super) fn text(&mut self, text: &mut String) -> Result<(), Failure> {
        loop {
            match self.next()? {
                Event::End(_) => return Ok(()),
                Event::Start(_) => self.skip()?,
                event => text.push_str(&characters(&event)?),
            }
        }
    }
}

/// The characters that an event stands for.
pub(super) fn characters<'e>(event: &'e Event<'_>) -> Result<Cow<'e, str>, Failure> {
    Ok(match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        Event::GeneralRef(name) => Cow::Owned(entity(name)?),
        _ => Cow::Borrowed(""),
    })
}

fn entity(name: &BytesRef<'_>) -> Result<String, Failure> {
    let known = resolve_xml_entity(name.as_ref()).map(str::to_owned);
    let character = || name.resolve_char_ref().ok().flatten().map(String::from);
    known.or_else(character).ok_or_else(|| {
        Failure::misplaced(format_args!("&{};", &**name), Term::new("reference to a character", "字符引用"))
    })
}

/// The attributes of an element, whatever namespace prefix they have.
pub(super) fn attributes<'e>(
    element: &'e BytesStart<'_>,
) -> impl Iterator<Item = Result<Attribute<'e>, Failure>> + use<'e> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.map(|attribute| Ok(attribute?))
}

/// The value of an attribute, with what its entities stand for.
pub(super) fn value<'e>(attribute: &Attribute<'e>) -> Result<Cow<'e, str>, Failure> {
    Ok(attribute.normalized_value(XmlVersion::Implicit1_0)?)
}

/// The value of the attribute of this name.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Result<Option<Cow<'e, str>>, Failure> {
    for attribute in attributes(element) {
        let attribute = attribute?;
        if attribute.key.as_ref() == name {
            return value(&attribute).map(Some);
        }
    }
    Ok(None)
}
