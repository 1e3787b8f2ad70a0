//! Styles of cells: their formats of numbers, and whether they strike out what they show.

use quick_xml::events::{BytesStart, Event};

use crate::ledger::Limits;
use crate::ledger::workbook::open::failure::{Failure, within};
use crate::ledger::workbook::open::number::NumberFormats;
use crate::ledger::workbook::open::xml::{Xml, attribute, attributes};
use crate::message::Term;

/// The most characters of an attribute. Excel knows names of 31 characters and codes of 255.
const LONGEST: usize = 1_024;

/// The most brackets of an attribute.
const BRACKETS: usize = 255;

/// The styles of the cells of a workbook, by their numbers.
#[derive(Default)]
pub(super) struct Styles {
    pub(super) formats: NumberFormats,
    is_struck_out: Vec<bool>,
}

impl Styles {
    /// Whether cells of a style show their text struck out.
    pub(super) fn is_struck_out(&self, style: usize) -> bool {
        self.is_struck_out.get(style).copied().unwrap_or(false)
    }
}

/// The styles that the part lists.
pub(super) fn read(part: &[u8], is_1904: bool, limits: &Limits) -> Result<Styles, Failure> {
    let mut xml = Xml::new(part);
    let (mut styles, mut fonts) = (Styles::default(), Vec::new());
    // Other lists have elements of the same names.
    let (mut is_of_cells, mut is_of_fonts) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(element) => {
                for attribute in attributes(&element) {
                    let attribute = attribute?.value;
                    let brackets = attribute.bytes().filter(|byte| *byte == b'[').count();
                    if attribute.len() > LONGEST || brackets > BRACKETS {
                        return Err(Failure::broken(
                            "a style has an attribute of more characters than any program writes",
                            "样式的属性过长，不是程序所写",
                        ));
                    }
                }
                let number = |name| Ok::<_, Failure>(attribute(&element, name)?.and_then(|id| id.parse().ok()));
                match element.local_name().as_ref() {
                    "cellXfs" => is_of_cells = true,
                    "fonts" => is_of_fonts = true,
                    "font" if is_of_fonts => {
                        fonts.push(false);
                        within(
                            Term::new("the number of fonts", "字体数"),
                            fonts.len() as u64,
                            limits.formats,
                            "Limits::formats",
                        )?;
                    }
                    "strike" if is_of_fonts => {
                        if let Some(font) = fonts.last_mut() {
                            *font = is_on(&element)?;
                        }
                    }
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (number("numFmtId")?, attribute(&element, "formatCode")?) {
                            styles.formats.define(id, &code, limits)?;
                        }
                    }
                    "xf" if is_of_cells => {
                        styles.formats.add_style(number("numFmtId")?.unwrap_or(0), limits)?;
                        let font = number("fontId")?.and_then(|font| fonts.get(font as usize));
                        styles.is_struck_out.push(font.copied().unwrap_or(false));
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "cellXfs" => is_of_cells = false,
                "fonts" => is_of_fonts = false,
                _ => {}
            },
            Event::Eof => {
                styles.formats.finish(is_1904);
                return Ok(styles);
            }
            _ => {}
        }
    }
}

/// Whether an element that can be switched off is on: `<strike/>` and not `<strike val="0"/>`.
pub(super) fn is_on(element: &BytesStart<'_>) -> Result<bool, Failure> {
    Ok(attribute(element, "val")?.is_none_or(|value| !matches!(&*value, "0" | "false")))
}
