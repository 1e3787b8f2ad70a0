//! A cell: its attributes say what it holds, its paragraphs what it shows.

use quick_xml::events::{BytesStart, Event};

use super::styles::Styles;
use crate::ledger::Limits;
use crate::ledger::workbook::number_format::is_numeral;
use crate::ledger::workbook::open::builder::without_value;
use crate::ledger::workbook::open::failure::Failure;
use crate::ledger::workbook::open::xml::{Xml, attribute, attributes, characters, value};
use crate::ledger::workbook::open::{date, number};
use crate::ledger::workbook::{Cell, Formatted};
use crate::message::Term;

/// A cell, and how far it reaches.
pub(super) struct Spanned {
    /// How often it stands there, to the right.
    pub(super) repeated: u32,
    /// How many rows and columns are merged into it.
    pub(super) rows: u32,
    pub(super) columns: u32,
    pub(super) cell: Option<Cell>,
    pub(super) is_formula: bool,
    pub(super) struck_out: StruckOut,
    /// Whether it has a style of its own, and not that of its column.
    pub(super) has_style: bool,
}

/// How much of a text is struck out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StruckOut {
    Nothing,
    Part,
    All,
}

/// What the attributes of a cell say.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
struct Said {
    kind: String,
    value: String,
    has_formula: bool,
    is_error: bool,
    has_style: bool,
    is_struck_out: bool,
}

/// Reads the cell that an element begins.
pub(super) fn read(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    styles: &Styles,
    limits: &Limits,
) -> Result<Spanned, Failure> {
    let mut said = Said::default();
    let (mut repeated, mut rows, mut columns) = (1, 1, 1);
    for attribute in attributes(element) {
        let attribute = attribute?;
        match attribute.key.as_ref() {
            "table:number-columns-repeated" => repeated = parse_count(&attribute.value)?,
            "table:number-rows-spanned" => rows = parse_count(&attribute.value)?,
            "table:number-columns-spanned" => columns = parse_count(&attribute.value)?,
            "table:formula" => said.has_formula = true,
            "table:style-name" => {
                said.has_style = true;
                said.is_struck_out = styles.is_struck_out(&value(&attribute)?);
            }
            "calcext:value-type" => said.is_error = &*attribute.value == "error",
            "office:value-type" => said.kind = value(&attribute)?.into_owned(),
            "office:value"
            | "office:boolean-value"
            | "office:date-value"
            | "office:time-value"
            | "office:string-value" => said.value = value(&attribute)?.into_owned(),
            _ => {}
        }
    }
    let text = Text::read(xml, element, styles, limits)?;
    let struck_out = match (said.is_struck_out, text.any_struck, text.any_plain) {
        (true, ..) | (_, true, false) => StruckOut::All,
        (_, true, true) => StruckOut::Part,
        (_, false, _) => StruckOut::Nothing,
    };
    let (is_formula, has_style) = (said.has_formula, said.has_style);
    Ok(Spanned { repeated, rows, columns, cell: said.cell(text), is_formula, struck_out, has_style })
}

/// Whether an element holds nothing of the cells around it: notes, drawings, and tables in drawings.
pub(super) fn is_apart(name: &str) -> bool {
    matches!(name, "office:annotation" | "table:shapes" | "table:table") || name.starts_with("draw:")
}

/// How often something is there; once where nothing is said.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, Failure> {
    attribute(element, name)?.map_or(Ok(1), |written| parse_count(&written))
}

fn parse_count(written: &str) -> Result<u32, Failure> {
    let count = written.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| Failure::misplaced(written, Term::new("number of cells", "单元格数")))
}

impl Said {
    /// What stands in the cell; `None` where it is empty.
    fn cell(self, Text { written: text, paragraphs, .. }: Text) -> Option<Cell> {
        let understood = match &*self.kind {
            _ if self.is_error => Some(Cell::Error(text.as_str().into())),
            // A formula that gives an empty text has an empty paragraph.
            "" if self.has_formula && paragraphs == 0 => Some(without_value()),
            "" => None,
            "float" | "currency" | "percentage" => self.value.parse().ok().map(|number| shown(&text, number)),
            "boolean" => self.value.parse().ok().map(Cell::Bool),
            "date" => date::of_iso(&self.value).map(|cell| match cell {
                Cell::Date(day) if !text.is_empty() => Cell::Date(day.shown_as(&text)),
                cell => cell,
            }),
            "time" => date::of_iso_duration(&self.value).map(|number| shown(&text, number)),
            _ => Some(self.value).filter(|value| !value.is_empty()).map(Cell::from),
        };
        // What is not understood is kept as it shows.
        understood.or(Some(Cell::from(text))).filter(|cell| !matches!(cell, Cell::Text(text) if text.is_empty()))
    }
}

/// A number, with the leading zeros that its format shows, or with its text where that is something else than digits.
fn shown(text: &str, number: f64) -> Cell {
    let text = text.trim();
    // 12.00 has digits that the number has not.
    let says_more = !is_numeral(text) || text.contains('.') && text.ends_with('0');
    if number.is_finite() && !text.is_empty() && says_more {
        return Cell::from(Formatted::new(number, text));
    }
    let has_zeros = text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_same = has_zeros && text.parse() == Ok(number);
    let padded = if is_same { number::padded(number, text.len()) } else { None };
    padded.unwrap_or_else(|| number::plain(number))
}

/// The text of a cell: paragraphs, in which several spaces are one unless an element says how many there are.
struct Text {
    written: String,
    paragraphs: u32,
    is_after_space: bool,
    /// Whether any of it is struck out by a style within the cell, and whether any is not.
    any_struck: bool,
    any_plain: bool,
    /// The most characters of a cell.
    most: usize,
}

impl Text {
    fn read(xml: &mut Xml<'_>, cell: &BytesStart<'_>, styles: &Styles, limits: &Limits) -> Result<Self, Failure> {
        let most = limits.cell.min(u32::MAX.into()) as usize;
        let (written, paragraphs) = (String::new(), 0);
        let mut text = Self { written, paragraphs, is_after_space: false, any_struck: false, any_plain: false, most };
        // How many paragraphs are open here, and of each span in them whether it is struck out.
        let (mut depth, mut spans) = (0_u32, Vec::new());
        loop {
            match xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "text:p" | "text:h" => {
                        if text.paragraphs > 0 {
                            text.push_exactly('\n', 1);
                        }
                        text.paragraphs = text.paragraphs.saturating_add(1);
                        depth += 1;
                    }
                    "text:span" => {
                        let style = attribute(&element, "text:style-name")?;
                        spans.push(style.is_some_and(|style| styles.is_struck_out(&style)));
                    }
                    "text:s" => text.push_exactly(' ', count(&element, "text:c")?),
                    "text:tab" => text.push_exactly('\t', 1),
                    "text:line-break" => text.push_exactly('\n', 1),
                    name if is_apart(name) => xml.skip()?,
                    _ => {}
                },
                Event::End(element) if element.name() == cell.name() => return Ok(text),
                Event::End(element) if element.name().as_ref() == "text:span" => drop(spans.pop()),
                Event::End(element) => depth -= u32::from(matches!(element.name().as_ref(), "text:p" | "text:h")),
                event => {
                    let piece = characters(&event)?;
                    if depth > 0 {
                        if !piece.trim().is_empty() {
                            let is_struck = spans.contains(&true);
                            text.any_struck |= is_struck;
                            text.any_plain |= !is_struck;
                        }
                        text.push(&piece);
                    }
                }
            }
        }
    }

    /// More than a cell can hold is not kept: it is an error in any case.
    fn is_full(&self) -> bool {
        self.written.len() / 4 > self.most
    }

    fn push_exactly(&mut self, character: char, times: u32) {
        if !self.is_full() {
            self.written.extend(std::iter::repeat_n(character, (times as usize).min(self.most + 1)));
        }
        self.is_after_space = false;
    }

    /// Adds a piece of a paragraph, as it stands in the document.
    fn push(&mut self, piece: &str) {
        if self.is_full() {
            return;
        }
        for character in piece.chars() {
            let is_space = matches!(character, ' ' | '\t' | '\r' | '\n');
            if !(is_space && self.is_after_space) {
                self.written.push(if is_space { ' ' } else { character });
            }
            self.is_after_space = is_space;
        }
    }
}
