//! The rows of a register: which of them are people, and which cells name their places.

use std::collections::BTreeMap;

use super::{Column, Register, Role};
use crate::ledger::Position;
use crate::ledger::workbook::headings::compared;
use crate::ledger::workbook::{Cell, Merged};

/// A row that is somebody.
#[expect(clippy::struct_field_names, reason = "the number of a row is called so everywhere")]
pub(super) struct Row<'s> {
    pub(super) row: u32,
    /// The cells that name places, with their columns.
    pub(super) places: Vec<(u32, &'s Cell)>,
    /// What stands in the column that classes rows.
    pub(super) class: Option<&'s Cell>,
}

/// The rows of a register, and those that are nobody.
pub(super) struct Rows<'s> {
    pub(super) people: Vec<Row<'s>>,
    /// The first cell of each line that holds something but tells nobody: totals, signatures.
    pub(super) others: Vec<Position>,
}

impl<'s> Rows<'s> {
    /// Reads the rows below the headings; merged cells count in each row of theirs.
    pub(super) fn read(register: &Register<'s>, class: Option<u32>) -> Self {
        let merged = MergedDown::of(register.sheet.merged());
        let at = |row: u32, column: u32| {
            let own = register.sheet.cell(Position::new(row, column));
            own.or_else(|| register.sheet.cell(merged.first(row, column)?)).filter(|cell| !cell.is_blank())
        };
        let (mut people, mut others) = (Vec::new(), Vec::new());
        for (row, cells) in register.sheet.rows().filter(|(row, _)| *row > register.heading_row) {
            let beside = |column: u32| register.with_role(Role::Beside).any(|known| known.at == column);
            let mut filled = cells.iter().filter(|(_, cell)| !cell.is_blank());
            let Some((first, first_cell)) = filled.next() else { continue };
            // Only a running number stands in lines that are numbered in advance.
            if beside(*first) && filled.next().is_none() && !matches!(first_cell, Cell::Text(text) if is_word(text)) {
                continue;
            }
            let is_total = cells.iter().any(|(_, cell)| says_total(cell));
            let is_person = |column: &Column| cells.iter().any(|(at, cell)| *at == column.at && !cell.is_blank());
            if is_total || !register.with_role(Role::Person).any(is_person) {
                others.push(Position::new(row, *first));
                continue;
            }
            let places = register.with_role(Role::Place).filter_map(|column| Some((column.at, at(row, column.at)?)));
            people.push(Row { row, places: places.collect(), class: class.and_then(|column| at(row, column)) });
        }
        Self { people, others }
    }
}

/// The words that a line of totals begins with.
const TOTALS: [&str; 7] = ["合计", "总计", "共计", "小计", "总人数", "total", "subtotal"];

/// Whether a cell says that its line is a total, and no person.
fn says_total(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let text = compared(text);
    TOTALS.iter().any(|word| text == *word || text.starts_with(&format!("{word}:")))
}

fn is_word(text: &str) -> bool {
    !text.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Merged ranges that reach down, by column.
struct MergedDown(BTreeMap<u32, Vec<Merged>>);

impl MergedDown {
    fn of(all: &[Merged]) -> Self {
        let mut columns: BTreeMap<u32, Vec<Merged>> = BTreeMap::new();
        for merged in all.iter().filter(|merged| merged.first.row < merged.last.row) {
            columns.entry(merged.first.column).or_default().push(*merged);
        }
        for ranges in columns.values_mut() {
            ranges.sort_by_key(|merged| merged.first.row);
        }
        Self(columns)
    }

    /// The first cell of the range around a cell. O(log ranges).
    fn first(&self, row: u32, column: u32) -> Option<Position> {
        let ranges = self.0.get(&column)?;
        let before = ranges.partition_point(|merged| merged.first.row <= row).checked_sub(1)?;
        Some(ranges[before]).filter(|merged| merged.last.row >= row).map(|merged| merged.first)
    }
}
