//! The cells of a sheet, in the order of the file.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::styles::Styles;
use super::text::{self, RichText, StruckOut};
use crate::ledger::Position;
use crate::ledger::workbook::Cell;
use crate::ledger::workbook::open::builder::{WorkbookBuilder, without_value};
use crate::ledger::workbook::open::date;
use crate::ledger::workbook::open::failure::Failure;
use crate::ledger::workbook::open::xml::{Xml, attribute, attributes};
use crate::message::Term;

/// What the cells of all sheets refer to.
pub(super) struct Shared {
    pub(super) texts: Vec<RichText>,
    pub(super) styles: Styles,
}

/// Reads the cells and the merged ranges of a sheet.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, part: &[u8], shared: &Shared) -> Result<(), Failure> {
    let mut xml = Xml::new(part);
    let mut cells = Cells {
        builder,
        shared,
        xml: &mut xml,
        row: 0,
        column: 0,
        value: String::new(),
        struck_out: StruckOut::Nothing,
    };
    while let Some(element) = cells.xml.descendant()? {
        match element.local_name().as_ref() {
            "sheetData" => cells.rows()?,
            "col" if is_on(&element, "hidden")? => {
                let number = |name| Ok::<_, Failure>(attribute(&element, name)?.and_then(|number| number.parse().ok()));
                if let (Some(first), Some(last)) = (number("min")?, number("max")?) {
                    cells.builder.sheet().hide_columns(first, last);
                }
            }
            "mergeCell" => {
                let range = attribute(&element, "ref")?.unwrap_or_default();
                let (first, last) = range.split_once(':').unwrap_or((&range, &range));
                let place = |corner| place(corner).ok_or_else(|| Cells::no_place(&range));
                cells.builder.merge(place(first)?, place(last)?)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The rows of a sheet, as far as they were read.
struct Cells<'c, 'b, 'x> {
    builder: &'c mut WorkbookBuilder<'b>,
    shared: &'c Shared,
    xml: &'c mut Xml<'x>,
    /// Where the last row and the last cell were: what does not say where it stands follows it.
    row: u32,
    column: u32,
    /// What the current cell has in `v`.
    value: String,
    /// What formats within the text of the current cell strike out.
    struck_out: StruckOut,
}

impl Cells<'_, '_, '_> {
    fn rows(&mut self) -> Result<(), Failure> {
        while let Some(row) = self.xml.child()? {
            if row.local_name().as_ref() != "row" {
                self.xml.skip()?;
                continue;
            }
            self.row = match attribute(&row, "r")? {
                Some(number) => number.parse().ok().filter(|n| *n > 0).ok_or_else(|| Self::no_place(&number))?,
                None => self.row.saturating_add(1),
            };
            self.column = 0;
            if is_on(&row, "hidden")? {
                self.builder.sheet().hide_rows(self.row, self.row);
            }
            while let Some(cell) = self.xml.child()? {
                if cell.local_name().as_ref() == "c" { self.cell(&cell)? } else { self.xml.skip()? }
            }
        }
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Failure> {
        let mut at = Position::new(self.row, self.column.saturating_add(1));
        let (mut kind, mut style) = (Cow::Borrowed(""), 0);
        for attribute in attributes(element) {
            let attribute = attribute?;
            match attribute.key.as_ref() {
                "r" => at = place(&attribute.value).ok_or_else(|| Self::no_place(&attribute.value))?,
                "s" => {
                    let damaged = |_| Failure::misplaced(&attribute.value, Term::new("style", "样式编号"));
                    style = attribute.value.parse().map_err(damaged)?;
                }
                "t" => kind = attribute.value,
                _ => {}
            }
        }
        self.column = at.column;
        self.value.clear();
        self.struck_out = StruckOut::Nothing;
        let (mut has_formula, mut has_value, mut inline) = (false, false, None);
        while let Some(child) = self.xml.child()? {
            match child.local_name().as_ref() {
                "v" => {
                    has_value = true;
                    self.xml.text(&mut self.value)?;
                }
                "is" => inline = Some(text::rich(self.xml)?),
                "f" => {
                    has_formula = true;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        let understood = match (inline, &*kind) {
            (Some(rich), _) => {
                self.struck_out = rich.struck_out;
                Some(Cell::Text(rich.text))
            }
            // What else such a cell holds is a copy for older programs.
            (None, "inlineStr" | "is") => None,
            // A text that is empty is a value all the same.
            (None, "str") if has_value => Some(Cell::from(&*text::unescaped(&self.value))),
            _ => self.understood(&kind, style)?,
        };
        let cell = match understood {
            Some(cell) => cell,
            None if has_formula => without_value(),
            None => return Ok(()),
        };
        let sheet = self.builder.sheet();
        if has_formula {
            sheet.set_formula(at);
        }
        if self.shared.styles.is_struck_out(style) || self.struck_out == StruckOut::All {
            sheet.strike_out(at);
        } else if self.struck_out == StruckOut::Part {
            sheet.facts.struck_out_in_part.add(at);
        }
        self.builder.put(at, cell)
    }

    /// What the value of a cell means, by the type that it says to be of; `None` where there is no value.
    fn understood(&mut self, kind: &str, style: usize) -> Result<Option<Cell>, Failure> {
        let value = self.value.trim_ascii();
        if value.is_empty() {
            return Ok(None);
        }
        Ok(Some(match kind {
            "" | "n" => match value.parse() {
                Ok(number) => self.shared.styles.formats.show(style, number),
                Err(_) if kind.is_empty() => Cell::from(self.value.as_str()),
                Err(_) => return Err(Failure::misplaced(value, Term::new("number", "数"))),
            },
            "s" => {
                let text = value.parse().ok().and_then(|at: usize| self.shared.texts.get(at));
                let missing = || Failure::lacking(Term::new("shared string", "共用文本"), value);
                let rich = text.ok_or_else(missing)?;
                self.struck_out = rich.struck_out;
                Cell::Text(Arc::clone(&rich.text))
            }
            "b" => match value.to_ascii_lowercase().as_str() {
                "0" | "false" => Cell::Bool(false),
                "1" | "true" => Cell::Bool(true),
                _ => return Err(Failure::misplaced(value, Term::new("truth value", "逻辑值"))),
            },
            "d" => date::of_iso(value).unwrap_or_else(|| Cell::from(value)),
            "e" => Cell::Error(value.into()),
            _ => return Err(Failure::misplaced(kind, Term::new("type of a cell", "单元格类型"))),
        }))
    }

    fn no_place(written: &str) -> Failure {
        Failure::misplaced(written, Term::new("place in a sheet", "工作表中的位置"))
    }
}

/// Whether an element has a property: `hidden="1"`.
fn is_on(element: &BytesStart<'_>, name: &str) -> Result<bool, Failure> {
    Ok(attribute(element, name)?.is_some_and(|value| matches!(&*value, "1" | "true")))
}

/// The place that a cell says to stand at; programs write small letters and leading zeros, too.
fn place(written: &str) -> Option<Position> {
    let digits = written.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, row) = written.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row = row.parse().ok().filter(|_| !row.starts_with('+'))?;
    (row > 0 && column > 0).then_some(Position::new(row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_are_none_are_told() {
        for (written, at) in
            [("A1", (1, 1)), ("xfd01048576", (1_048_576, 16_384)), ("ZZZZZZ4294967295", (u32::MAX, 321_272_406))]
        {
            assert_eq!(place(written), Some(Position::new(at.0, at.1)), "{written}");
        }
        for no in ["", "A", "1", "A0", "A+1", "A-1", "A1B", "A4294967296", "ZZZZZZZ1", "第1", "A网1", "A1:B2"] {
            assert_eq!(place(no), None, "{no}");
        }
    }
}
