//! Notes about cells, counted by sheet and column.

use std::collections::BTreeMap;

use crate::ledger::Origin;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::{Cells, NumberKind, Remark};
use crate::text::Difference;

/// What was decided about a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CellNote {
    Nobody(String),
    Nothing(String),
    NoParent(String),
    LineOfNobody(String),
    Above(String),
    NumberDropped(NumberKind),
    RemarkApart(String),
    TitleApart(String),
    TagApart(String),
    NameJoined(String),
    NamesSplit(String),
    UnusualName(String),
    PointZeroDropped,
    TakenByForm { written: String, meant: String, differences: Vec<Difference> },
    NoValue(String),
    NumberRead { written: String, value: String },
}

/// The notes so far. What is noted again in a column is counted, so that each gets one note.
#[derive(Debug, Default)]
pub(crate) struct CellNotes {
    notes: BTreeMap<(usize, u32, CellNote), (Origin, Cells)>,
    /// How many cells were noted.
    told: usize,
}

impl CellNotes {
    /// Notes something about the cell at `at`.
    pub(crate) fn add(&mut self, at: &Origin, note: CellNote, log: &Log<'_>) {
        self.told += 1;
        let Some(cell) = at.cell(None) else { return };
        let (sheet, _, column) = log.place(at, None);
        match self.notes.get_mut(&(sheet, column, note.clone())) {
            Some((_, cells)) => cells.push(cell),
            None => drop(self.notes.insert((sheet, column, note), (at.clone(), Cells::one(cell)))),
        }
    }

    /// How many cells were noted so far.
    pub(crate) fn told(&self) -> usize {
        self.told
    }

    /// Adds one note for each thing and column to the log.
    pub(crate) fn report(self, log: &mut Log<'_>) {
        for ((_, _, note), (first, cells)) in self.notes {
            log.note(first, note.into_remark(cells));
        }
    }
}

impl CellNote {
    fn into_remark(self, cells: Cells) -> Remark {
        match self {
            Self::Nobody(written) => Remark::ReadAsNobody { written, cells },
            Self::Nothing(written) => Remark::ReadAsNothing { written, cells },
            Self::NoParent(written) => Remark::ReadAsNoParent { written, cells },
            Self::LineOfNobody(written) => Remark::LineOfNobody { written, cells },
            Self::Above(written) => Remark::ReadAsAbove { written, cells },
            Self::NumberDropped(kind) => Remark::NumberDropped { kind, cells },
            Self::RemarkApart(written) => Remark::RemarkApart { written, cells },
            Self::TitleApart(written) => Remark::TitleApart { written, cells },
            Self::TagApart(written) => Remark::TagApart { written, cells },
            Self::NameJoined(name) => Remark::NameJoined { name, cells },
            Self::NamesSplit(names) => Remark::NamesSplit { names, cells },
            Self::UnusualName(name) => Remark::UnusualName { name, cells },
            Self::TakenByForm { written, meant, differences } => {
                let (times, cells) = (cells.count(), cells.first().to_vec());
                Remark::TakenByForm { written, meant, differences, times, cells }
            }
            Self::PointZeroDropped => Remark::PointZeroDropped { cells },
            Self::NoValue(written) => Remark::ReadAsNoValue { written, cells },
            Self::NumberRead { written, value } => Remark::NumberRead { written, value, cells },
        }
    }
}
