//! Styles: which of them strike out what they show, and which hide a sheet.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::ledger::Limits;
use crate::ledger::workbook::open::failure::{Failure, within};
use crate::ledger::workbook::open::xml::{Xml, attribute};
use crate::message::Term;

/// The styles of cells, texts and sheets, by family and name.
#[derive(Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
}

#[derive(Clone, Copy, Default)]
struct Style {
    is_struck_out: bool,
    is_hidden: bool,
}

impl Styles {
    /// Reads the styles of a part.
    pub(super) fn read_part(&mut self, part: &[u8], limits: &Limits) -> Result<(), Failure> {
        let mut xml = Xml::new(part);
        while let Some(element) = xml.descendant()? {
            if element.name().as_ref() == "style:style" {
                self.read(&mut xml, &element, limits)?;
            }
        }
        Ok(())
    }

    /// Reads the style that an element begins. One that is built on another has what that has.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, element: &BytesStart<'_>, limits: &Limits) -> Result<(), Failure> {
        let name = attribute(element, "style:name")?.unwrap_or_default().into_owned();
        let parent = attribute(element, "style:parent-style-name")?;
        let mut style = parent.and_then(|parent| self.all.get(&*parent)).copied().unwrap_or_default();
        while let Some(properties) = xml.child()? {
            match properties.name().as_ref() {
                "style:text-properties" => {
                    for line in ["style:text-line-through-style", "style:text-line-through-type"] {
                        if let Some(line) = attribute(&properties, line)? {
                            style.is_struck_out = &*line != "none";
                        }
                    }
                }
                "style:table-properties" => {
                    if let Some(display) = attribute(&properties, "table:display")? {
                        style.is_hidden = &*display == "false";
                    }
                }
                _ => {}
            }
            xml.skip()?;
        }
        self.all.insert(name, style);
        within(
            Term::new("the number of formats", "单元格格式数"),
            self.all.len() as u64,
            limits.formats,
            "Limits::formats",
        )
    }

    /// Whether texts and cells of a style are struck out.
    pub(super) fn is_struck_out(&self, name: &str) -> bool {
        self.all.get(name).is_some_and(|style| style.is_struck_out)
    }

    /// Whether sheets of a style are hidden.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.all.get(name).is_some_and(|style| style.is_hidden)
    }
}
