//! What the attributes of a cell say.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::text::CellText;
use crate::ledger::workbook::Cell;
use crate::ledger::workbook::open::xlsx::NO_VALUE;
use crate::ledger::workbook::open::{date as iso, xlsx};

/// A cell whose end was not come to.
pub(super) struct Value {
    pub(super) text: CellText,
    /// How often it stands there, to the right.
    pub(super) repeated: u32,
    pub(super) rows_spanned: u32,
    pub(super) columns_spanned: u32,
    of_type: Type,
    /// The value, where it is not the text.
    given: Option<String>,
    has_formula: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Type {
    None,
    Text,
    Number,
    Bool,
    Date,
    Time,
    Error,
}

/// An attribute of an element, with what its entities stand for.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_ref() == name {
            return value(&attribute).map(Some);
        }
    }
    Ok(None)
}

fn value(attribute: &quick_xml::events::attributes::Attribute<'_>) -> Result<String, String> {
    Ok(attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?.into_owned())
}

/// How often something is there; once where nothing is said.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, String> {
    match attribute(element, name)? {
        Some(written) => number(&written),
        None => Ok(1),
    }
}

fn number(written: &str) -> Result<u32, String> {
    written.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("`{written}` is no number of cells"))
}

/// A number, with the leading zeros that its format shows.
fn shown(text: &str, number: f64) -> Cell {
    let has_zeros = text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_same = || text.parse() == Ok(number);
    let padded = if has_zeros && is_same() { xlsx::padded(number, text.len()) } else { None };
    padded.unwrap_or_else(|| xlsx::number(number))
}

impl Value {
    /// The cell that an element begins.
    pub(super) fn of(element: &BytesStart<'_>) -> Result<Self, String> {
        let mut cell = Value {
            text: CellText::default(),
            repeated: 1,
            rows_spanned: 1,
            columns_spanned: 1,
            of_type: Type::None,
            given: None,
            has_formula: false,
        };
        let mut is_error = false;
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| error.to_string())?;
            match attribute.key.as_ref() {
                "table:number-columns-repeated" => cell.repeated = number(&attribute.value)?,
                "table:number-rows-spanned" => cell.rows_spanned = number(&attribute.value)?,
                "table:number-columns-spanned" => cell.columns_spanned = number(&attribute.value)?,
                "table:formula" => cell.has_formula = true,
                "calcext:value-type" => is_error = &*attribute.value == "error",
                "office:value-type" => {
                    cell.of_type = match &*attribute.value {
                        "float" | "currency" | "percentage" => Type::Number,
                        "boolean" => Type::Bool,
                        "date" => Type::Date,
                        "time" => Type::Time,
                        _ => Type::Text,
                    }
                }
                "office:value"
                | "office:boolean-value"
                | "office:date-value"
                | "office:time-value"
                | "office:string-value" => cell.given = Some(value(&attribute)?),
                _ => {}
            }
        }
        if is_error {
            cell.of_type = Type::Error;
        }
        Ok(cell)
    }

    /// What stands in the cell; nothing where it is empty.
    pub(super) fn cell(self) -> Option<Cell> {
        let shows_nothing = self.text.is_without_paragraph();
        let text = self.text.finish();
        let given = self.given.unwrap_or_default();
        let understood = match self.of_type {
            // What gives an empty text has an empty paragraph.
            Type::None if self.has_formula && shows_nothing => return Some(Cell::Error(NO_VALUE.into())),
            Type::None => None,
            Type::Text => Some(Cell::from(if given.is_empty() { text.clone() } else { given })),
            Type::Number => given.parse().ok().map(|number| shown(&text, number)),
            Type::Bool => Some(Cell::Bool(given == "true")).filter(|_| matches!(&*given, "true" | "false")),
            Type::Date => iso::date(&given),
            Type::Time => iso::duration(&given).map(Cell::Number),
            Type::Error => Some(Cell::Error(text.as_str().into())),
        };
        // What is not understood is kept as it shows.
        understood.or(Some(Cell::from(text))).filter(|cell| !matches!(cell, Cell::Text(text) if text.is_empty()))
    }
}
