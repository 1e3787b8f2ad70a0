//! Notes and errors about the lines of a table that are no rows.

use std::sync::Arc;

use super::line_class::{Doubt, Evidence, LineClass};
use super::purpose::Purpose;
use super::sheet_line::SheetLine;
use super::shown::shown;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{CellProblem, Remark};
use crate::ledger::{Cells, Origin, Position, Source};

/// The lines of a sheet that are no rows, those of each kind together.
#[derive(Default)]
pub(super) struct LineNotes {
    told: Vec<(LineClass, Cells)>,
    unclear: Vec<(Doubt, Option<String>, Cells)>,
}

impl LineNotes {
    /// Adds a line. `purpose` says what a column is for.
    pub(super) fn add(
        &mut self,
        line: &SheetLine<'_>,
        class: &LineClass,
        because: &[Evidence],
        purpose: impl Fn(u32) -> Purpose,
    ) {
        let first = line.own().next().map_or(1, |cell| cell.column);
        match class {
            LineClass::Data | LineClass::Blank | LineClass::Title | LineClass::Heading | LineClass::SecondHeading => {}
            LineClass::Unclear { why } => {
                let column = because.iter().find_map(Evidence::column).unwrap_or(first);
                let at = Position::new(line.row, column);
                if let Some((_, _, cells)) = self.unclear.iter_mut().find(|(doubt, ..)| doubt == why) {
                    cells.push(at);
                } else {
                    {
                        let is_shown = |column| !matches!(purpose(column), Purpose::Ignored | Purpose::Unknown);
                        let mut texts = line.own().filter(|cell| cell.is_text() && is_shown(cell.column));
                        let first = texts.clone().next();
                        let written = texts.find(|cell| cell.column == column).or(first);
                        let written = written.map(|cell| shown(&cell.text()));
                        self.unclear.push((*why, written, Cells::one(at)));
                    }
                }
            }
            class => {
                let at = Position::new(line.row, because.iter().find_map(Evidence::column).unwrap_or(first));
                // A foot is one thing, whatever its lines are.
                let is_foot =
                    |class: &LineClass| matches!(class, LineClass::Note | LineClass::Signature | LineClass::EndMark);
                let is_same = |other: &LineClass| {
                    std::mem::discriminant(other) == std::mem::discriminant(class) || is_foot(other) && is_foot(class)
                };
                match self.told.iter_mut().find(|(other, _)| is_same(other)) {
                    Some((_, cells)) => cells.push(at),
                    None => self.told.push((class.clone(), Cells::one(at))),
                }
            }
        }
    }

    /// Adds a note or an error for each kind, at the first cell.
    pub(super) fn report(self, source: &Arc<Source>, log: &mut Log<'_>) {
        let origin = |cells: &Cells| {
            let first = cells.first().first().copied();
            first.map_or_else(Origin::default, |at| Origin::new(source.clone(), at.row, at.column))
        };
        for (class, cells) in self.told {
            log.note(origin(&cells), Remark::LinesTold { class, cells });
        }
        for (doubt, written, cells) in self.unclear {
            // What names the row that the line may be cannot be judged.
            log.lose_row();
            log.error(origin(&cells), None, CellProblem::UnclearLine { doubt, written, cells });
        }
    }
}
