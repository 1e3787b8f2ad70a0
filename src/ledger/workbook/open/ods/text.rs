//! The text of a cell: paragraphs, in which several spaces are one unless an element says how many there are.

use quick_xml::events::BytesStart;

use super::cell;
use crate::ledger::limits::MAX_CELL;

/// The text of a cell, as far as it was come to.
#[derive(Default)]
pub(super) struct CellText {
    text: String,
    paragraphs: u32,
    /// How many elements around here are paragraphs.
    depth: u32,
    is_after_space: bool,
}

impl CellText {
    /// More than a cell can hold is not kept: it is an error in any case.
    fn is_full(&self) -> bool {
        self.text.len() as u64 > 4 * (MAX_CELL + 1)
    }

    pub(super) fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        match element.name().as_ref() {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.exactly('\n', 1);
                }
                self.paragraphs = self.paragraphs.saturating_add(1);
                self.depth = self.depth.saturating_add(1);
            }
            "text:s" => self.exactly(' ', cell::count(element, "text:c")?),
            "text:tab" => self.exactly('\t', 1),
            "text:line-break" => self.exactly('\n', 1),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str) {
        if matches!(name, "text:p" | "text:h") {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    /// Characters that are meant, so many.
    fn exactly(&mut self, character: char, times: u32) {
        if !self.is_full() {
            let times = (times as usize).min(MAX_CELL as usize + 1);
            self.text.extend(std::iter::repeat_n(character, times));
        }
        self.is_after_space = false;
    }

    /// A piece of the text, as it stands in the document.
    pub(super) fn push(&mut self, piece: &str) {
        if self.depth == 0 || self.is_full() {
            return;
        }
        for character in piece.chars() {
            let is_space = matches!(character, ' ' | '\t' | '\r' | '\n');
            if !is_space {
                self.text.push(character);
            } else if !self.is_after_space {
                self.text.push(' ');
            }
            self.is_after_space = is_space;
        }
    }

    pub(super) fn is_without_paragraph(&self) -> bool {
        self.paragraphs == 0
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
