//! Lines of tables with one column a level: each is the lowest level that it fills.

use super::cell_notes::CellNote;
use super::context::Context;
use super::node_entry::NodeEntry;
use super::node_line;
use super::upper_figures;
use crate::kind::{Family, Kind};
use crate::ledger::workbook::cell_value::shown;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::names::{Mark, Memo, NameProblem, Named, is_error_text};
use crate::ledger::workbook::table::{Line, LineClass, Table};
use crate::ledger::workbook::{Cell, CellProblem, LevelPart, Meaning, Remark, cell_value};
use crate::ledger::{Origin, Position, excerpt};
use crate::text::canonical;

/// The distinct paths of all tables with one column a level: a tree of what contains what.
#[derive(Default)]
pub(crate) struct Levels {
    pub(crate) nodes: Vec<LevelNode>,
    known: HashIndex,
}

/// The end of a path.
#[derive(Debug)]
pub(crate) struct LevelNode {
    /// The path without its end; what contains it comes before it.
    pub(crate) parent: Option<u32>,
    /// The table that a path begins in, by its position among those of [`Rows`](super::Rows).
    pub(crate) table: usize,
    pub(crate) kind: Kind,
    /// Its code, where a column gives one.
    pub(crate) code: Option<String>,
    /// Its name as it was first written.
    pub(crate) name: String,
    /// Where it first stands.
    pub(crate) origin: Origin,
}

impl Levels {
    /// Whether paths of a table begin in nodes that one of this kind may contain.
    pub(crate) fn fits(&self, table: usize, above: Kind) -> bool {
        let mut roots = self.nodes.iter().filter(|node| node.parent.is_none() && node.table == table);
        roots.any(|root| above.may_contain(root.kind))
    }

    /// The node of a path, which is added if it is new, and whether it is.
    fn insert(
        &mut self,
        parent: Option<u32>,
        kind: Kind,
        cells: &LevelCells,
        table: usize,
        origin: &Origin,
    ) -> (u32, bool) {
        let Self { nodes, known } = self;
        let root = |parent: Option<u32>, table: usize| parent.is_none().then_some(table);
        let written = cells.name.as_deref().unwrap_or_default();
        let name = canonical(written);
        let is_node = |at: usize| {
            let other = &nodes[at];
            (other.parent, root(other.parent, other.table), other.kind, &other.code)
                == (parent, root(parent, table), kind, &cells.code)
                && canonical(&other.name) == name
        };
        let key = (parent, root(parent, table), kind, &cells.code, &name);
        if let Some(at) = known.find_or_insert(key, nodes.len(), is_node) {
            return (at as u32, false);
        }
        let (code, name) = (cells.code.clone(), written.to_owned());
        nodes.push(LevelNode { parent, table, kind, code, name, origin: origin.clone() });
        (nodes.len() as u32 - 1, true)
    }
}

/// What a line holds below the columns of a level.
#[derive(Debug, Clone, Default, PartialEq)]
struct LevelCells {
    code: Option<String>,
    name: Option<String>,
    /// Its column: that of the name, if there is one.
    column: u32,
    /// Whether a word says that the level is left out.
    is_none: bool,
}

impl LevelCells {
    fn is_blank(&self) -> bool {
        self.code.is_none() && self.name.is_none()
    }
}

/// Reads the lines of one table.
pub(super) struct LevelReader<'t, 's> {
    table: &'t Table<'s>,
    /// The position of the table.
    at: usize,
    /// The levels from the top down, each with the first of its columns.
    kinds: Vec<(Kind, u32)>,
    /// What the line above holds, blank cells filled.
    above: Vec<LevelCells>,
    /// For each level, whether lines repeat what stands above: then a blank cell does not mean it. Found when needed.
    repeats: Option<Vec<bool>>,
    /// The cells that took the value above.
    filled: Vec<Position>,
}

impl<'t, 's> LevelReader<'t, 's> {
    pub(super) fn new(table: &'t Table<'s>, at: usize) -> Self {
        let mut kinds: Vec<(Kind, u32)> = Vec::new();
        for column in table.columns() {
            if let Some(Meaning::Level { kind, .. }) = column.meaning
                && kinds.iter().all(|(known, _)| *known != kind)
            {
                kinds.push((kind, column.at));
            }
        }
        kinds.sort_unstable();
        let above = vec![LevelCells::default(); kinds.len()];
        Self { table, at, kinds, above, repeats: None, filled: Vec::new() }
    }

    /// Reads a line as the node at position `at`; `None` if nothing says which node it is, which is reported.
    pub(super) fn read(
        &mut self,
        line: &Line<'_, 's>,
        at: usize,
        levels: &mut Levels,
        shared: &mut node_line::Cells<'_, 's, '_>,
        log: &mut Log<'_>,
    ) -> Option<NodeEntry> {
        let Some(cells) = self.cells(line, shared.context, log) else {
            log.lose_row();
            return None;
        };
        let Some(cells) = self.with_values_above(cells, line.row, log) else {
            log.lose_row();
            return None;
        };
        let (mut path, mut is_named) = (None, true);
        for ((kind, _), cells) in self.kinds.iter().zip(&cells).filter(|(_, cells)| !cells.is_blank()) {
            let origin = self.table.origin(line.row, cells.column);
            let (node, is_new) = levels.insert(path, *kind, cells, self.at, &origin);
            path = Some(node);
            if is_new {
                let problems =
                    cells.name.as_deref().map_or_else(Vec::new, |name| no_name(name, *kind, &mut shared.context.memo));
                is_named &= problems.is_empty();
                for problem in problems {
                    log.error(origin.clone(), None, CellProblem::Name(problem));
                }
            }
        }
        self.above = cells;
        if !is_named {
            log.lose_row();
        }
        let Some(path) = path else {
            let kinds = self.kinds.iter().map(|(kind, _)| *kind).collect();
            log.error(self.table.origin(line.row, 0), None, CellProblem::NoLevel { kinds });
            log.lose_row();
            return None;
        };
        let mut entry = node_line::read(self.table, line, at, shared, log)?;
        let lowest = &levels.nodes[path as usize];
        entry.row.kind = lowest.kind.into();
        entry.row.name.clone_from(&lowest.name);
        entry.has_kind = true;
        entry.level = Some(path);
        Some(entry)
    }

    /// What the line holds for each level; `None` if a cell cannot be read, which is reported.
    fn cells(&self, line: &Line<'_, '_>, context: &mut Context<'_>, log: &mut Log<'_>) -> Option<Vec<LevelCells>> {
        let mut cells = vec![LevelCells::default(); self.kinds.len()];
        let mut is_readable = true;
        for found in &line.cells {
            let Some(Meaning::Level { kind, part }) = found.column.meaning else { continue };
            let Ok(level) = self.kinds.binary_search_by_key(&kind, |(kind, _)| *kind) else { continue };
            let origin = self.table.origin(line.row, found.column.at);
            if let Cell::Text(text) = found.cell
                && let Some(mark) = context.memo.mark(text)
            {
                let (level, above) = (&mut cells[level], &self.above[level]);
                let repeated = if part == LevelPart::Name { &above.name } else { &above.code };
                match (mark, repeated) {
                    (Mark::Nobody(word), _) => {
                        let note = CellNote::Nothing(shown(word));
                        level.is_none = true;
                        context.notes.add(&origin, note, log);
                    }
                    (Mark::Ditto(word), Some(repeated)) => {
                        let note = CellNote::Above(shown(word));
                        level.column = found.column.at;
                        *(if part == LevelPart::Name { &mut level.name } else { &mut level.code }) =
                            Some(repeated.clone());
                        context.notes.add(&origin, note, log);
                    }
                    (Mark::Ditto(word), None) => {
                        log.error(origin, None, CellProblem::NothingAbove { written: shown(word) });
                        is_readable = false;
                    }
                }
                continue;
            }
            let is_formula_zero = found.is_formula && found.cell.number() == Some(0.0);
            let read = if is_formula_zero { Err(CellProblem::FormulaZero) } else { read_cell(found.cell, kind, part) };
            match read {
                Ok(text) if text.is_empty() => {}
                Ok(text) => {
                    let level = &mut cells[level];
                    if part == LevelPart::Name || level.column == 0 {
                        level.column = found.column.at;
                    }
                    *(if part == LevelPart::Name { &mut level.name } else { &mut level.code }) = Some(text);
                }
                Err(problem) => {
                    log.error(origin, None, problem);
                    is_readable = false;
                }
            }
        }
        is_readable.then_some(cells)
    }

    /// Fills blank cells that mean the value above; `None` if one may mean it or not, which is reported.
    fn with_values_above(
        &mut self,
        mut cells: Vec<LevelCells>,
        row: u32,
        log: &mut Log<'_>,
    ) -> Option<Vec<LevelCells>> {
        let Some(lowest) = cells.iter().rposition(|cells| !cells.is_blank()) else { return Some(cells) };
        let mut is_certain = true;
        for at in 0..lowest {
            if !cells[at].is_blank() || cells[at].is_none || self.above[at].is_blank() {
                continue;
            }
            // Below another value than above, nothing is repeated: the level is left out.
            let upper = (0..at).rev().find(|upper| !cells[*upper].is_blank());
            if upper.is_some_and(|upper| cells[upper] != self.above[upper]) {
                continue;
            }
            let below = (at + 1..=lowest).find(|lower| !cells[*lower].is_blank()).map(|lower| self.kinds[lower].0);
            let may_be_left_out = match (upper, below) {
                (Some(upper), Some(below)) => self.kinds[upper].0.may_contain(below),
                // The levels above it are blank too, and so nothing says that this one is left out.
                _ => false,
            };
            let is_repeated = self.repeats()[at];
            if is_repeated && may_be_left_out {
                continue;
            }
            if is_repeated || may_be_left_out {
                let written = excerpt(self.above[at].shown());
                let problem = CellProblem::BlankLevel { kind: self.kinds[at].0, above: written };
                log.error(self.table.origin(row, self.kinds[at].1), None, problem);
                is_certain = false;
                continue;
            }
            self.filled.push(Position::new(row, self.kinds[at].1));
            cells[at] = self.above[at].clone();
        }
        is_certain.then_some(cells)
    }

    fn repeats(&mut self) -> &[bool] {
        let Self { table, kinds, repeats, .. } = self;
        repeats.get_or_insert_with(|| {
            let mut repeats = vec![false; kinds.len()];
            let mut above: Vec<Option<&Cell>> = vec![None; kinds.len()];
            for line in table.lines().filter(|line| *line.class == LineClass::Data) {
                let mut here = vec![None; kinds.len()];
                for found in line.cells.iter().filter(|found| !found.is_merged) {
                    if let Some(Meaning::Level { kind, .. }) = found.column.meaning
                        && let Ok(level) = kinds.binary_search_by_key(&kind, |(kind, _)| *kind)
                    {
                        here[level] = Some(found.cell);
                    }
                }
                for (level, cell) in here.iter().enumerate() {
                    repeats[level] |= cell.is_some() && *cell == above[level];
                }
                above = here;
            }
            repeats
        })
    }

    /// Tells which cells took the value above, and takes totals among the rows of the table as declared figures.
    pub(super) fn finish(self, rows: &mut [NodeEntry], levels: &Levels, log: &mut Log<'_>) {
        upper_figures::declare(self.table, rows, levels, log);
        let Some(first) = self.filled.first() else { return };
        let remark = Remark::ValueAbove { times: self.filled.len(), cells: first_cells(&self.filled) };
        log.note(self.table.origin(first.row, first.column), remark);
    }
}

impl LevelCells {
    fn shown(&self) -> &str {
        self.name.as_deref().or(self.code.as_deref()).unwrap_or_default()
    }
}

/// The first cells of many, as notes show them.
pub(crate) fn first_cells(cells: &[Position]) -> Vec<Position> {
    cells.iter().take(5).copied().collect()
}

/// Why a text is no name of an area or grid; nothing if it may be one.
fn no_name(text: &str, kind: Kind, memo: &mut Memo<'_>) -> Vec<NameProblem> {
    let may_be_number = kind.family() == Family::Place && !is_error_text(text);
    if may_be_number { Vec::new() } else { memo.names(text, Named::Node).as_ref().err().cloned().unwrap_or_default() }
}

fn read_cell(cell: &Cell, kind: Kind, part: LevelPart) -> Result<String, CellProblem> {
    if part == LevelPart::Code {
        return Ok(cell_value::code(cell)?.text.into_owned());
    }
    let text = cell_value::text(cell)?.text.into_owned();
    // A number is no name of a grid: the column may count grids, or a cell may have lost the rest of its text.
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    let must_be_name = !matches!(kind.family(), Family::Place) || matches!(cell, Cell::Number(_));
    if must_be_name && !text.is_empty() && is_number(&canonical(&text)) {
        return Err(CellProblem::NumberForName { written: excerpt(&text), kind });
    }
    Ok(text)
}
