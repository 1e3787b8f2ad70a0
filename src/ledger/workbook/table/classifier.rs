//! Tells the lines of a table, downward.
//!
//! - `total`: lines of totals
//! - `sample`: explanations and samples
//! - `foot`: signatures, notes, end marks
//! - `numbered`: lines that hold nothing but a number
//! - `row`: rows, and lines that cannot be told

mod foot;
mod numbered;
mod row;
mod sample;
mod total;

use std::collections::BTreeMap;

use super::heading_lines::TableShape;
use super::line_class::{Evidence, LineClass};
use super::phrase::{Speech, speech};
use super::purpose::{Purpose, purpose_at};
use super::sheet_line::{SheetCell, SheetLine};
use super::typical::Typical;
use crate::ledger::workbook::cell_value;
use crate::ledger::workbook::line_words::LineWords;

/// A line and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Classified {
    pub(super) row: u32,
    /// What it is.
    pub(super) class: LineClass,
    /// Why, the strongest reason first.
    pub(super) because: Vec<Evidence>,
}

/// Tells the lines of one table, downward.
#[derive(Debug)]
pub(super) struct Classifier<'t> {
    shape: &'t TableShape,
    /// By their place.
    columns: Vec<(u32, Purpose)>,
    /// What columns name that say what a line is about.
    identity: &'static [Purpose],
    words: &'t LineWords,
    typical: Typical,
    /// The first line of the foot since the last row.
    foot: Option<u32>,
    has_data: bool,
    /// What the last line said of groups and kinds, by column.
    group: BTreeMap<u32, String>,
}

/// A filled cell of the line at hand.
struct Seen<'l, 'a> {
    cell: &'l SheetCell<'a>,
    purpose: Purpose,
    says: Option<Speech>,
}

impl Seen<'_, '_> {
    fn is_nothing(&self) -> bool {
        self.says == Some(Speech::Nothing)
    }
}

/// What a line was taken for, and why.
pub(super) type Verdict = (LineClass, Vec<Evidence>);

impl<'t> Classifier<'t> {
    /// Reads what the lines of the table mostly hold. `lines` are those of the sheet, `columns` says what each column
    /// is for; O(first thousand lines).
    pub(super) fn new<'a>(
        lines: impl Iterator<Item = SheetLine<'a>>,
        shape: &'t TableShape,
        columns: impl IntoIterator<Item = (u32, Purpose)>,
        words: &'t LineWords,
    ) -> Self {
        let mut columns: Vec<(u32, Purpose)> = columns.into_iter().collect();
        columns.sort_unstable();
        let body = lines.filter(|line| line.row >= shape.body() && shape.contains(line.row));
        let identity = identity(&columns);
        let names_it = |cell: &SheetCell<'_>| {
            let says = cell.readable().and_then(|text| speech(text, words));
            identity.contains(&purpose_at(&columns, cell.column))
                && matches!(says, None | Some(Speech::MaybeNote | Speech::Instruction { may_be_name: true }))
        };
        let typical = Typical::of(body, names_it);
        Self { shape, columns, identity, words, typical, foot: None, has_data: false, group: BTreeMap::new() }
    }

    /// Tells the next line of the table. O(cells) for a row; the words are looked up only for texts that may hold one.
    pub(super) fn classify(&mut self, line: &SheetLine<'_>) -> Classified {
        let (class, because) = self.verdict(line);
        match class {
            LineClass::Data => {
                self.has_data = true;
                self.foot = None;
            }
            LineClass::Note | LineClass::Signature | LineClass::EndMark if line.row >= self.shape.body() => {
                self.foot = self.foot.or(Some(line.row));
            }
            _ => {}
        }
        if matches!(class, LineClass::Data | LineClass::Numbered) {
            self.remember_group(line);
        }
        Classified { row: line.row, class, because }
    }

    /// Whether a column has a heading.
    pub(super) fn is_column(&self, at: u32) -> bool {
        self.columns.binary_search_by_key(&at, |(column, _)| *column).is_ok()
    }

    /// What a column is for.
    pub(super) fn purpose(&self, at: u32) -> Purpose {
        purpose_at(&self.columns, at)
    }

    fn remember_group(&mut self, line: &SheetLine<'_>) {
        for cell in &line.cells {
            let purpose = purpose_at(&self.columns, cell.column);
            if matches!(purpose, Purpose::Parent | Purpose::Level | Purpose::Kind) {
                let kept = self.group.entry(cell.column).or_default();
                if *kept != cell.text() {
                    kept.clear();
                    kept.push_str(&cell.text());
                }
            }
        }
    }

    fn verdict(&self, line: &SheetLine<'_>) -> Verdict {
        if line.own().next().is_none() {
            return (LineClass::Blank, Vec::new());
        }
        match self.shape.heading_lines.iter().position(|at| *at == line.row) {
            Some(0) => return (LineClass::Heading, Vec::new()),
            Some(_) => return (LineClass::SecondHeading, Vec::new()),
            None if line.row < self.shape.heading_lines[0] => return class_above(line, self.words),
            None => {}
        }
        let seen = self.look(line);
        if let Some(verdict) = self.plain_row(&seen, line) {
            return verdict;
        }
        if self.shape.repeats(line).is_some() {
            return (LineClass::HeadingAgain, vec![Evidence::SameAsHeadings]);
        }
        let own: Vec<&Seen<'_, '_>> = seen.iter().filter(|seen| !seen.cell.continues).collect();
        let found = foot::end_mark(&own)
            .or_else(|| self.total(&seen))
            .or_else(|| self.sample(&own))
            .or_else(|| self.explanation(&own))
            .or_else(|| self.foot_line(&own))
            .or_else(|| self.numbered(&own, &seen));
        found.unwrap_or_else(|| self.row(&own, &seen, line))
    }

    fn look<'l, 'a>(&self, line: &'l SheetLine<'a>) -> Vec<Seen<'l, 'a>> {
        let filled = line.cells.iter().filter(|cell| !cell.is_blank());
        let mut seen = Vec::with_capacity(line.cells.len());
        seen.extend(filled.map(|cell| Seen {
            cell,
            purpose: purpose_at(&self.columns, cell.column),
            says: cell.readable().and_then(|text| speech(text, self.words)),
        }));
        seen
    }

    fn names(&self, purpose: Purpose) -> bool {
        self.identity.contains(&purpose)
    }

    /// Whether a cell names what the line is about, and is neither a word for something else nor a count.
    fn is_identity(&self, seen: &Seen<'_, '_>) -> bool {
        let speaks = match &seen.says {
            None | Some(Speech::MaybeNote | Speech::Sample { .. }) => false,
            Some(Speech::Instruction { may_be_name }) => !may_be_name,
            Some(_) => true,
        };
        // A zero is what a formula gives for nothing.
        self.names(seen.purpose) && !speaks && !seen.cell.is_zero()
    }

    /// The short way for nearly all lines: several cells, a code or name, and no word that says anything else.
    fn plain_row(&self, seen: &[Seen<'_, '_>], line: &SheetLine<'_>) -> Option<Verdict> {
        if self.foot.is_some() || line.own().nth(1).is_none() || seen.iter().any(|seen| seen.says.is_some()) {
            return None;
        }
        let named = seen.iter().find(|seen| !seen.cell.continues && self.is_identity(seen))?;
        let (fits, others) = Self::fits(seen, named.cell.column);
        let is_again = || self.shape.repeats(line).is_some();
        (fits == others && fits > 0 && seen.iter().any(|seen| seen.cell.column != named.cell.column) && !is_again())
            .then(|| {
                let identity = Evidence::Identity { column: named.cell.column };
                (LineClass::Data, vec![identity, Evidence::Fits { cells: fits, of: others }])
            })
    }

    /// How many cells beside the one that names the line fit their columns, and how many there are.
    fn fits(seen: &[Seen<'_, '_>], named: u32) -> (usize, usize) {
        let others = seen.iter().filter(|seen| seen.cell.column != named);
        others.fold((0, 0), |(fits, all), seen| (fits + usize::from(Self::fit(seen)), all + 1))
    }

    fn fit(seen: &Seen<'_, '_>) -> bool {
        let is_literal = seen.cell.is_text() && seen.cell.readable().is_none();
        if seen.is_nothing() || seen.cell.is_error() || is_literal {
            return true;
        }
        let is_number = seen.cell.is_number();
        match seen.purpose {
            Purpose::Number => {
                is_number || cell_value::figure(seen.cell.cell).is_ok_and(|figure| figure.known().is_some())
            }
            Purpose::Sequence => is_number || seen.cell.text().chars().count() <= 8,
            Purpose::Person | Purpose::Party => {
                seen.cell.is_text()
                    && matches!(
                        seen.says,
                        None | Some(
                            Speech::MaybeNote | Speech::Label { .. } | Speech::Instruction { may_be_name: true }
                        )
                    )
            }
            Purpose::Code | Purpose::Name | Purpose::Parent | Purpose::Level => {
                let is_name = |says: &Speech| {
                    matches!(
                        says,
                        Speech::MaybeNote | Speech::Sample { .. } | Speech::Instruction { may_be_name: true }
                    )
                };
                seen.says.as_ref().is_none_or(is_name)
            }
            Purpose::Kind | Purpose::Text | Purpose::Ignored | Purpose::Unknown => true,
        }
    }
}

/// What a line above the headings is.
pub(super) fn class_above(line: &SheetLine<'_>, words: &LineWords) -> Verdict {
    let says = |found: &dyn Fn(&Speech) -> bool| {
        line.own().find(|cell| cell.readable().and_then(|text| speech(text, words)).is_some_and(|s| found(&s)))
    };
    let above = Evidence::AboveHeadings;
    if let Some(cell) = says(&|speech| matches!(speech, Speech::Label { .. })) {
        return (LineClass::Signature, vec![Evidence::Label { column: cell.column }, above]);
    }
    if let Some(cell) = says(&|speech| matches!(speech, Speech::Note)) {
        return (LineClass::Note, vec![Evidence::NoteMark { column: cell.column }, above]);
    }
    (LineClass::Title, vec![above])
}

/// What columns name that say what a line is about. Where there are neither codes nor names, the levels of a table of
/// one column a level do, or people, or else Party organisations.
fn identity(columns: &[(u32, Purpose)]) -> &'static [Purpose] {
    const ORDER: [&[Purpose]; 4] =
        [&[Purpose::Code, Purpose::Name], &[Purpose::Level], &[Purpose::Person], &[Purpose::Party]];
    let has = |purpose: &Purpose| columns.iter().any(|(_, other)| other == purpose);
    ORDER.into_iter().find(|purposes| purposes.iter().any(has)).unwrap_or(&[])
}

#[cfg(test)]
#[path = "classifier_tests.rs"]
mod tests;
