//! Formats of cells.

use quick_xml::events::Event;

use crate::ledger::Limits;
use crate::ledger::workbook::open::failure::Failure;
use crate::ledger::workbook::open::number::NumberFormats;
use crate::ledger::workbook::open::xml::{Xml, attribute, attributes};

/// The most characters of an attribute. Excel knows names of 31 characters and codes of 255.
const LONGEST: usize = 1_024;

/// The most brackets of an attribute.
const BRACKETS: usize = 255;

/// The formats of numbers that the part lists, and which of them each style of cells has.
pub(super) fn formats(part: &[u8], limits: &Limits) -> Result<NumberFormats, Failure> {
    let mut xml = Xml::new(part);
    let mut formats = NumberFormats::default();
    // Other lists have elements of the same name.
    let mut is_of_cells = false;
    loop {
        match xml.next()? {
            Event::Start(element) => {
                for attribute in attributes(&element) {
                    let attribute = attribute?.value;
                    let brackets = attribute.bytes().filter(|byte| *byte == b'[').count();
                    if attribute.len() > LONGEST || brackets > BRACKETS {
                        let what = "a style has an attribute of more characters than any program writes";
                        return Err(Failure::damaged(what));
                    }
                }
                let id = || Ok::<_, Failure>(attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok()));
                match element.local_name().as_ref() {
                    "cellXfs" => is_of_cells = true,
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (id()?, attribute(&element, "formatCode")?) {
                            formats.define(id, &code, limits)?;
                        }
                    }
                    "xf" if is_of_cells => formats.add_style(id()?.unwrap_or(0), limits)?,
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}
