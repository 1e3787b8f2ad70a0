//! Where the tables of a sheet stand: headings in one line or several, titles above, several tables below each other.

use std::collections::VecDeque;

use super::heading_stack::{DEEPEST, Heading, deepest};
use super::phrase::{Speech, speech};
use super::purpose::Purpose;
use super::sheet_line::{SheetCell, SheetLine};
use crate::ledger::workbook::line_words::{LineWords, is_han, plain};

/// How many lines that hold something are looked at for the first headings.
const LINES_LOOKED_AT: usize = 20;

/// Where a table stands in its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableShape {
    /// The first line that belongs to it: a title, or its first line of headings.
    pub(super) first: u32,
    /// The lines of its headings, downward.
    pub(super) heading_lines: Vec<u32>,
    /// Its headings, to the right.
    pub(super) headings: Vec<Heading>,
    /// The last line that belongs to it; `u32::MAX` for the last table of a sheet.
    pub(super) last: u32,
    /// The texts of each line of headings in plain form, to know them again.
    texts: Vec<Vec<(u32, String)>>,
}

impl TableShape {
    pub(super) fn new(lines: Vec<u32>, headings: Vec<Heading>, texts: Vec<Vec<(u32, String)>>) -> Self {
        Self { first: lines[0], heading_lines: lines, headings, last: u32::MAX, texts }
    }

    /// Whether a line of the sheet belongs to the table.
    pub(super) fn contains(&self, line: u32) -> bool {
        (self.first..=self.last).contains(&line)
    }

    /// The first line below the headings.
    pub(super) fn body(&self) -> u32 {
        self.heading_lines.last().map_or(self.first, |last| last + 1)
    }

    /// Whether a line repeats one of the lines of headings, and which.
    pub(super) fn repeats(&self, line: &SheetLine<'_>) -> Option<usize> {
        self.texts.iter().position(|texts| {
            // Nearly every line is told by its first two cells.
            if !line.own().take(2).any(|cell| says_the_same(texts, cell)) {
                return false;
            }
            let count = |(same, all), cell| (same + usize::from(says_the_same(texts, cell)), all + 1);
            let (same, all) = line.own().fold((0, 0), count);
            same * 5 >= all * 4 && (same >= 2 || texts.len() == 1)
        })
    }
}

fn says_the_same(texts: &[(u32, String)], cell: &SheetCell<'_>) -> bool {
    let known = texts.binary_search_by_key(&cell.column, |(column, _)| *column);
    cell.is_text() && known.is_ok_and(|at| plain(&cell.text()) == texts[at].1)
}

/// Finds the tables of a sheet; none where no heading is known.
///
/// `purpose_of` says what the column below a heading is for, if the heading is known. The headings are the line with the
/// most known ones among the first lines, with the lines below that split its merged cells. A later line of headings
/// begins a table of its own, with the title above it; the same headings again without a title (a page break) do not. O(cells), and a
/// look-up for the first texts of lines that hold texts only.
pub(super) fn tables<'a>(
    lines: impl Iterator<Item = SheetLine<'a>>,
    words: &LineWords,
    purpose_of: impl Fn(&str) -> Option<Purpose>,
) -> Vec<TableShape> {
    let mut filled = lines.filter(|line| line.own().next().is_some());
    let mut ahead: VecDeque<SheetLine<'a>> = filled.by_ref().take(LINES_LOOKED_AT).collect();
    let Some(first) = first_headings(ahead.make_contiguous(), &purpose_of) else { return Vec::new() };
    let body = first.body();
    let mut shapes = vec![TableShape { first: 1, ..first }];
    let mut titles = Titles { last: body - 1, ..Titles::default() };
    ahead.retain(|line| line.row >= body);
    loop {
        while ahead.len() < DEEPEST
            && let Some(line) = filled.next()
        {
            ahead.push_back(line);
        }
        let Some(line) = ahead.pop_front() else { break };
        let known = shapes.iter().rev().find_map(|shape| shape.repeats(&line).map(|_| shape));
        let current = shapes.last().map_or(0, |shape| shape.heading_lines[0]);
        // The same headings below a title of their own begin a table, too.
        if known.is_some_and(|known| known.heading_lines[0] == current) && titles.first().is_none() {
            titles = Titles { last: line.row, ..Titles::default() };
        } else if let Some(next) = later_headings(&line, &ahead, &purpose_of) {
            let first = titles.first().unwrap_or(line.row);
            if let Some(before) = shapes.last_mut() {
                before.last = first - 1;
            }
            let body = next.body();
            shapes.push(TableShape { first, ..next });
            titles = Titles { last: body - 1, after: body, ..Titles::default() };
        } else if line.row >= titles.after {
            let purpose = shapes.last().and_then(|shape| {
                let column = line.own().next()?.column;
                shape.headings.iter().find(|heading| heading.column == column)?.purpose
            });
            titles.take(&line, words, purpose);
        }
    }
    shapes
}

/// Lines that may be the title of a table below.
#[derive(Debug, Default)]
struct Titles {
    lines: Vec<u32>,
    last: u32,
    /// Lines above this one belong to the headings.
    after: u32,
}

impl Titles {
    fn first(&self) -> Option<u32> {
        self.lines.first().copied()
    }

    /// A title is a text alone in its line that says nothing else. Directly below other lines it must not stand where
    /// it could be a row.
    fn take(&mut self, line: &SheetLine<'_>, words: &LineWords, purpose: Option<Purpose>) {
        let mut own = line.own();
        let (cell, others) = (own.next(), own.count());
        let follows_gap = line.row > self.last + 1 || !self.lines.is_empty();
        self.last = line.row;
        let is_title = others == 0
            && cell.is_some_and(|cell| {
                let is_row = match purpose {
                    Some(Purpose::Name | Purpose::Level | Purpose::Person) => !follows_gap && cell.width == 1,
                    _ => !cell.text().chars().any(is_han),
                };
                let says = cell.readable().map(|text| speech(text, words));
                !is_row && matches!(says, Some(None | Some(Speech::MaybeNote)))
            });
        if !is_title {
            self.lines.clear();
        } else if self.lines.len() < 3 {
            self.lines.push(line.row);
        } else {
            self.lines.remove(0);
            self.lines.push(line.row);
        }
    }
}

/// The headings among the first lines: the first that are ones for certain, else those with the most known ones.
fn first_headings(top: &[SheetLine<'_>], purpose_of: &impl Fn(&str) -> Option<Purpose>) -> Option<TableShape> {
    let mut best: Option<(usize, TableShape)> = None;
    let mut below = 0;
    for at in 0..top.len() {
        // The lower lines of headings are no headings of their own.
        if at < below {
            continue;
        }
        let shape = deepest(&top[at..], purpose_of);
        let known = known_in(&shape);
        if shape.heading_lines.len() > 1 {
            below = at + shape.heading_lines.len();
        }
        // A table further down may have more columns; the first that is one for certain comes first.
        if is_certain(&shape) {
            return Some(shape);
        }
        if known > 0 && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, shape));
        }
    }
    best.map(|(_, shape)| shape)
}

/// The line among the first that has the look of headings, though none is known: several texts, and nothing that may be
/// a value.
pub(super) fn unknown_headings<'a>(lines: impl Iterator<Item = SheetLine<'a>>) -> Option<TableShape> {
    let is_heading = |cell: &SheetCell<'_>| {
        let text = cell.text();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        cell.is_text() && digits <= 2 && text.chars().count() <= 30
    };
    let mut filled = lines.filter(|line| line.own().next().is_some()).take(LINES_LOOKED_AT);
    let line = filled.find(|line| line.own().count() > 1)?;
    let are_headings = line.own().all(is_heading);
    are_headings.then(|| deepest(&[line], &|_| None))
}

/// A line of headings of another table: texts only, nearly all known, one of which is for codes or names.
fn later_headings<'a>(
    line: &SheetLine<'a>,
    below: &VecDeque<SheetLine<'a>>,
    purpose_of: &impl Fn(&str) -> Option<Purpose>,
) -> Option<TableShape> {
    let holds_digit = |cell: &SheetCell<'_>| cell.text().chars().any(|c| c.is_ascii_digit());
    let count = line.own().count();
    if count < 2 || line.own().any(|cell| !cell.is_text()) || line.own().take(2).any(holds_digit) {
        return None;
    }
    // A line of a ledger is told by its first texts, so that few texts are looked up.
    let is_split = line.own().any(|cell| cell.width > 1);
    let mut unknown = 0;
    for cell in line.own() {
        unknown += usize::from(purpose_of(&cell.text()).is_none());
        if !is_split && unknown * 5 > count {
            return None;
        }
    }
    let mut window = vec![line.clone()];
    window.extend(below.iter().take(DEEPEST - 1).cloned());
    let shape = deepest(&window, purpose_of);
    is_certain(&shape).then_some(shape)
}

/// Whether headings are ones for certain: nearly all known, one of which is for codes, names or levels.
fn is_certain(table: &TableShape) -> bool {
    let known = known_in(table);
    let has = |purpose: Purpose| table.headings.iter().any(|heading| heading.purpose == Some(purpose));
    let levels = table.headings.iter().filter(|heading| heading.purpose == Some(Purpose::Level)).count();
    let tells_what = has(Purpose::Code) || has(Purpose::Name) || levels > 1 && known > 2;
    // Of what is joined from several lines, parts may be measures that nobody knows.
    let fifths = if table.heading_lines.len() > 1 { 3 } else { 4 };
    known >= 2 && known * 5 >= table.headings.len() * fifths && tells_what
}

fn known_in(shape: &TableShape) -> usize {
    shape.headings.iter().filter(|heading| heading.purpose.is_some()).count()
}

#[cfg(test)]
#[path = "heading_lines_tests.rs"]
mod tests;
