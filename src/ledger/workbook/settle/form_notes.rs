//! Texts that were taken for the code or name of a node although they differ from it in their form, and ancestors that
//! could not be checked: repeats are counted.

use std::collections::BTreeMap;

use super::node_index::NodeIndex;
use super::parents::Stated;
use crate::kind::Kind;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::rows::first_cells;
use crate::ledger::workbook::{CellProblem, Remark};
use crate::ledger::{Origin, Position, excerpt};
use crate::text::{Difference, differences, escaped};

/// Such notes so far, those of one sheet and one cause together.
#[derive(Default)]
pub(super) struct FormNotes {
    forms: BTreeMap<(usize, Vec<Difference>), Counted>,
    unchecked: BTreeMap<(usize, String), Counted>,
    /// The kinds of which there are nodes.
    kinds: Vec<Kind>,
    /// How many cells were told.
    told: usize,
}

/// Cells of one cause.
struct Counted {
    written: String,
    meant: String,
    first: Origin,
    cells: Vec<Position>,
}

impl FormNotes {
    pub(super) fn new(kinds: Vec<Kind>) -> Self {
        Self { kinds, ..Self::default() }
    }

    /// How many cells were told so far.
    pub(super) fn told(&self) -> usize {
        self.told
    }

    /// Counts a text that is the code or name of a node only by its form.
    pub(super) fn look_at(
        &mut self,
        written: &str,
        node: u32,
        index: &NodeIndex,
        at: &Origin,
        field: Option<&str>,
        log: &Log<'_>,
    ) {
        let code = index.code(node);
        if written == code {
            return;
        }
        let name = index.written_name(node);
        if written == name {
            return;
        }
        let known = [code, name].into_iter().find_map(|known| Some((known, differences(written, known)?)));
        let Some((known, found)) = known.filter(|(_, found)| !found.is_empty()) else { return };
        self.told += 1;
        let (sheet, ..) = log.place(at, field);
        let new = || Counted {
            written: escaped(&excerpt(written)).into_owned(),
            meant: escaped(&excerpt(known)).into_owned(),
            first: with_column(at, field),
            cells: Vec::new(),
        };
        self.forms.entry((sheet, found.iter().collect())).or_insert_with(new).cells.extend(at.cell(field));
    }

    /// Tells of an ancestor that is no node: an error where nodes of its kind are listed, else a note. Whether it is an
    /// error.
    pub(super) fn not_checked(&mut self, stated: &Stated<'_>, log: &mut Log<'_>) -> bool {
        self.told += 1;
        let written = escaped(&excerpt(stated.text)).into_owned();
        if let Some(kind) = stated.kind.filter(|kind| self.kinds.contains(kind)) {
            let problem = CellProblem::UnknownAncestor { written, kind };
            log.error(stated.origin.clone(), stated.field, problem);
            return true;
        }
        let (sheet, ..) = log.place(stated.origin, stated.field);
        let new = || Counted {
            written: written.clone(),
            meant: String::new(),
            first: with_column(stated.origin, stated.field),
            cells: Vec::new(),
        };
        let counted = self.unchecked.entry((sheet, written.clone())).or_insert_with(new);
        counted.cells.extend(stated.origin.cell(stated.field));
        false
    }

    /// Adds the notes.
    pub(super) fn report(self, log: &mut Log<'_>) {
        for ((_, differences), Counted { written, meant, first, cells }) in self.forms {
            let (times, cells) = (cells.len(), first_cells(&cells));
            log.note(first, Remark::TakenByForm { written, meant, differences, times, cells });
        }
        for Counted { written, first, cells, .. } in self.unchecked.into_values() {
            log.note(first, Remark::AncestorUnknown { written, times: cells.len(), cells: first_cells(&cells) });
        }
    }
}

/// The place of a field as one of its own.
fn with_column(at: &Origin, field: Option<&str>) -> Origin {
    match (at.source(), at.cell(field)) {
        (Some(source), Some(cell)) => Origin::new(source.clone(), cell.row, cell.column),
        _ => at.clone(),
    }
}
