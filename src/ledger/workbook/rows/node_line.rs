//! A line that is a node: its cells become the fields of a row, and references to other nodes.

use super::above::{Above, CellAbove};
use super::cell_notes::CellNote;
use super::context::{Context, note_names};
use super::node_entry::{CodeForm, NodeEntry};
use super::number_unit::ColumnUnits;
use super::reference::{Reference, ReferenceKind, names};
use super::texts::Texts;
use crate::kind::{Family, Kind, Role};
use crate::ledger::workbook::cell_value::{self, CellNumber, CellText, shown};
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::names::{Mark, NameProblem, Named, NamesRead, full_name};
use crate::ledger::workbook::table::{Column, Line, LineCell, Table};
use crate::ledger::workbook::{Cell, CellProblem, Field, Meaning};
use crate::ledger::{NodeRow, Origin, Values, Written, records};

/// A line while its cells are read.
struct NodeLine<'s> {
    entry: NodeEntry,
    has_code: bool,
    name: Option<NameRead<'s>>,
    /// Whether the cell of the name was reported.
    is_name_faulted: bool,
    /// Words that say that nothing contains the row, and where they stand.
    no_parents: Vec<(String, Origin)>,
    references: Vec<(ReferenceKind, CellText<'s>, Origin, bool)>,
    post: Option<Post>,
}

/// The cell of the name: how it is read depends on the kind, which another cell may say.
struct NameRead<'s> {
    is: NameIs<'s>,
    origin: Origin,
}

enum NameIs<'s> {
    Text(CellText<'s>),
    /// A word for nobody or nothing.
    Nobody(String),
}

/// The post of a row that is a person.
struct Post {
    role: Written<Role>,
    written: String,
    origin: Origin,
}

/// What the cells of a table share while its lines are read.
pub(super) struct Cells<'c, 's, 'w> {
    pub(super) above: &'c mut Above<'s>,
    pub(super) units: &'c mut ColumnUnits,
    /// What the cells of all lines name.
    pub(super) references: &'c mut Vec<Reference>,
    pub(super) texts: &'c mut Texts,
    pub(super) context: &'c mut Context<'w>,
}

/// Reads a line as the node at position `at`, and adds the references in its cells. `None` where the line names nobody.
pub(super) fn read<'s>(
    table: &Table<'_>,
    line: &Line<'_, 's>,
    at: usize,
    cells: &mut Cells<'_, 's, '_>,
    log: &mut Log<'_>,
) -> Option<NodeEntry> {
    let Cells { above, units, references, texts, context } = cells;
    let mut read = NodeLine::new(table, line.row);
    let mut here = Above::with_capacity(line.cells.len());
    for found in &line.cells {
        let origin = table.origin(line.row, found.column.at);
        let Some(found) = repeated(found, &origin, above, context, log) else {
            here.push(found.column.at, CellAbove::Faulted);
            log.lose_row();
            continue;
        };
        here.push(found.column.at, CellAbove::Holds(found.cell));
        read.cell(&found, origin, units, context, log);
    }
    **above = here;
    read.finish(at, references, texts, context, log)
}

/// A cell, or the cell above, as of a merged range, where it holds a ditto mark; `None` where there is nothing to repeat.
fn repeated<'t, 's>(
    found: &LineCell<'t, 's>,
    origin: &Origin,
    above: &Above<'s>,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Option<LineCell<'t, 's>> {
    let names_something = matches!(found.column.meaning, Some(Meaning::Field(_) | Meaning::Post(_)));
    let Cell::Text(text) = found.cell else { return Some(*found) };
    let mark = if names_something { context.memo.mark(text) } else { None };
    let Some(Mark::Ditto(written)) = mark else { return Some(*found) };
    let written = shown(written);
    match above.cell(found.column.at) {
        Some(CellAbove::Holds(cell)) => {
            context.notes.add(origin, CellNote::Above(written), log);
            Some(LineCell { cell, is_merged: true, ..*found })
        }
        // The mark above is reported already.
        Some(CellAbove::Faulted) => None,
        None => {
            log.error(origin.clone(), None, CellProblem::NothingAbove { written });
            None
        }
    }
}

impl<'s> NodeLine<'s> {
    fn new(table: &Table<'_>, row: u32) -> Self {
        let mut entry = NodeEntry {
            row: NodeRow::new(table.kind.unwrap_or(Kind::Person), "", ""),
            has_kind: table.kind.is_some(),
            is_parent_literal: false,
            is_code_merged: false,
            code_form: CodeForm::Text,
            level: None,
            is_kind_told: false,
            is_known_by_name: false,
            known_as: None,
            is_name_above: false,
        };
        entry.row.origin = table.origin(row, 0);
        let is_measure = |column: &&Column| matches!(column.meaning, Some(Meaning::Measure(_)));
        entry.row.measures = Values::with_capacity(table.columns().iter().filter(is_measure).count());
        let (no_parents, references) = (Vec::new(), Vec::new());
        Self { entry, has_code: false, name: None, is_name_faulted: false, no_parents, references, post: None }
    }

    fn cell(
        &mut self,
        found: &LineCell<'_, 's>,
        origin: Origin,
        units: &mut ColumnUnits,
        context: &mut Context<'_>,
        log: &mut Log<'_>,
    ) {
        let LineCell { column, cell, .. } = *found;
        // Only a 0 is asked after: most cells hold texts.
        let is_formula_zero = cell.number() == Some(0.0) && found.is_formula;
        let read = match &column.meaning {
            None | Some(Meaning::Ignored | Meaning::Level { .. }) => return,
            Some(Meaning::Measure(measure)) => {
                let read = cell_value::number(cell, context.words);
                let value = numbered(read, found, measure.unit(), &origin, units, context, log);
                return drop(value.map(|value| self.entry.row.measures.insert(column.of.clone(), value)));
            }
            Some(Meaning::Declared(_)) => {
                let read = cell_value::figure_of(cell, context.words);
                let value = numbered(read, found, None, &origin, units, context, log);
                return drop(value.map(|value| self.entry.row.declared.insert(column.of.clone(), value)));
            }
            Some(_) if is_formula_zero => Err(CellProblem::FormulaZero),
            Some(meaning) => {
                if let Cell::Text(text) = cell
                    && may_be_nobody(meaning)
                    && let Some(Mark::Nobody(word)) = context.memo.mark(text)
                {
                    let word = shown(word);
                    return self.nobody(meaning, word, origin, context, log);
                }
                let is_text = matches!(
                    meaning,
                    Meaning::Field(
                        Field::Name | Field::Category | Field::Records | Field::Kind | Field::Role | Field::Party
                    ) | Meaning::Post(_)
                );
                if is_text { cell_value::text(cell) } else { cell_value::code(cell) }
            }
        };
        let is_of_name = matches!(column.meaning, Some(Meaning::Field(Field::Name | Field::Category)));
        if is_of_name && *cell == Cell::Number(0.0) && !is_formula_zero {
            self.is_name_faulted = true;
            log.lose_row();
            return log.error(origin, None, CellProblem::Name(NameProblem::Zero));
        }
        context.zeros.look_at(cell, &origin, log);
        if read.as_ref().is_ok_and(|read| read.is_point_zero_dropped) {
            context.notes.add(&origin, CellNote::PointZeroDropped, log);
        }
        match (&column.meaning, read) {
            (Some(Meaning::Field(field)), Ok(read)) => self.field(*field, read, found, origin, log),
            (Some(Meaning::Post(role)), Ok(read)) => {
                self.references.push((ReferenceKind::Post(*role), read, origin, found.is_merged));
            }
            (meaning, Err(problem)) => {
                self.is_name_faulted |= *meaning == Some(Meaning::Field(Field::Name));
                let is_code = *meaning == Some(Meaning::Field(Field::Code));
                self.has_code |= is_code;
                if !(is_code && self.entry.keep_faulty_code(cell, &problem)) {
                    log.lose_row();
                    log.error(origin, None, problem);
                }
            }
            _ => {}
        }
    }

    /// Reads a word for nobody or nothing.
    fn nobody(
        &mut self,
        meaning: &Meaning,
        word: String,
        origin: Origin,
        context: &mut Context<'_>,
        log: &mut Log<'_>,
    ) {
        let note = match meaning {
            Meaning::Field(Field::Name) => {
                self.name = Some(NameRead { is: NameIs::Nobody(word), origin });
                return;
            }
            Meaning::Field(Field::Parent | Field::Grid) => return self.no_parents.push((word, origin)),
            Meaning::Field(Field::Party) | Meaning::Post(_) => CellNote::Nobody(word),
            _ => CellNote::Nothing(word),
        };
        context.notes.add(&origin, note, log);
    }

    fn field(&mut self, field: Field, read: CellText<'s>, found: &LineCell<'_, 's>, origin: Origin, log: &mut Log<'_>) {
        let Self { entry, references, .. } = self;
        match field {
            Field::Code => {
                self.has_code = true;
                entry.code_form = match found.cell {
                    _ if read.is_literal => CodeForm::Literal,
                    Cell::Number(_) => CodeForm::Number,
                    _ => CodeForm::Text,
                };
                entry.is_code_merged = found.is_merged;
                entry.row.code = read.text.into_owned();
            }
            Field::Kind => {
                entry.has_kind = true;
                entry.row.kind = cell_value::kind(&read);
            }
            Field::Name => {
                entry.is_name_above = found.is_merged;
                self.name = Some(NameRead { is: NameIs::Text(read), origin });
            }
            Field::Category => entry.row.category = Some(read.text.into_owned()),
            Field::Records => entry.row.records = Some(records::read(&read.text)),
            Field::Parent => {
                entry.is_parent_literal = read.is_literal;
                entry.row.parent = Some(read.text.into_owned());
            }
            Field::Role => {
                self.post = Some(Post { role: cell_value::role(&read), written: shown(&read.text), origin });
            }
            Field::Grid => references.push((ReferenceKind::Grid(found.column.ancestor), read, origin, found.is_merged)),
            Field::Party => references.push((ReferenceKind::Party, read, origin, found.is_merged)),
            Field::Covers => references.push((ReferenceKind::Covers, read, origin, found.is_merged)),
            Field::Seat => references.push((ReferenceKind::Seat, read, origin, found.is_merged)),
            Field::Relation | Field::From | Field::To => {
                let kind = entry.row.kind.known().copied().unwrap_or(Kind::Person);
                let (heading, written) = (field.chinese().to_owned(), shown(&read.text));
                log.error(origin, None, CellProblem::Misplaced { kind, heading, written });
            }
        }
    }

    fn finish(
        mut self,
        at: usize,
        references: &mut Vec<Reference>,
        texts: &mut Texts,
        context: &mut Context<'_>,
        log: &mut Log<'_>,
    ) -> Option<NodeEntry> {
        if let Some(name) = self.name.take()
            && !self.read_name(name, context, log)
        {
            return None;
        }
        if !self.has_code && self.is_name_faulted {
            return None;
        }
        if !self.has_code {
            self.entry.set_code_from_name();
        }
        self.check_parents(context, log);
        let has_grid = self.references.iter().any(|(kind, ..)| matches!(kind, ReferenceKind::Grid(_)));
        if let Some(post) = self.post.as_ref().filter(|_| !has_grid) {
            let written = post.written.clone();
            log.error(post.origin.clone(), None, CellProblem::PostNowhere { written });
        }
        for (kind, read, origin, is_above) in &self.references {
            let is_grid = matches!(kind, ReferenceKind::Grid(_));
            let role = self.post.as_ref().filter(|_| is_grid).map(|post| post.role.clone());
            let mut reference = |name: &str| Reference {
                kind: *kind,
                row: at,
                name: texts.id(name),
                is_literal: read.is_literal,
                origin: origin.clone(),
                is_above: *is_above,
                role: role.clone(),
            };
            // A grid may be a path, 须水街道/惠民社区: only who knows all nodes can tell it from several names.
            if is_grid || matches!(kind, ReferenceKind::Post(_) | ReferenceKind::Party) {
                references.push(reference(&read.text));
            } else {
                references.extend(names(&read.text, read.is_literal).map(reference));
            }
        }
        Some(self.entry)
    }

    /// Reads the name of the row, now that its kind is known; false where the row names nobody, or may name anybody.
    fn read_name(&mut self, name: NameRead<'s>, context: &mut Context<'_>, log: &mut Log<'_>) -> bool {
        let NameRead { is, origin } = name;
        let row = &mut self.entry.row;
        let family = row.kind.known().filter(|_| self.entry.has_kind).map(|kind| kind.family());
        let read = match is {
            NameIs::Nobody(word) => {
                let is_line_of_nobody = matches!(family, Some(Family::Person | Family::Party));
                if !is_line_of_nobody && !self.has_code {
                    log.error(origin, None, CellProblem::NothingNamed { written: word });
                    log.lose_row();
                    return false;
                }
                let note = if is_line_of_nobody { CellNote::LineOfNobody(word) } else { CellNote::Nothing(word) };
                context.notes.add(&origin, note, log);
                return !is_line_of_nobody;
            }
            NameIs::Text(read) => read,
        };
        if family != Some(Family::Person) || read.is_literal {
            row.name = read.text.into_owned();
            return true;
        }
        let Context { memo, notes, .. } = context;
        match memo.names(&read.text, Named::Person) {
            Ok(NamesRead::Names(names)) => {
                if let [name] = &names.names[..] {
                    row.name.clone_from(&name.text);
                    self.entry.known_as = Some(full_name(name)).filter(|full| *full != name.text);
                    note_names(names, &read.text, &origin, notes, log);
                    return true;
                }
                let (written, count) = (shown(&read.text), names.names.len());
                log.error(origin, None, CellProblem::SeveralInRow { written, count });
            }
            Ok(_) => return true,
            // A row with a code is somebody, whatever the name looks like.
            Err(problems) if self.has_code && problems.iter().all(is_odd_name) => {
                notes.add(&origin, CellNote::UnusualName(shown(&read.text)), log);
                row.name = read.text.into_owned();
                return true;
            }
            Err(problems) => {
                for problem in problems {
                    log.error(origin.clone(), None, CellProblem::Name(problem.clone()));
                }
            }
        }
        log.lose_row();
        false
    }

    /// Whether a word says that nothing contains the row, where something must.
    fn check_parents(&mut self, context: &mut Context<'_>, log: &mut Log<'_>) {
        let entry = &self.entry;
        let has_parent = entry.row.parent.is_some()
            || self.references.iter().any(|(kind, ..)| matches!(kind, ReferenceKind::Grid(_)));
        let kind = entry.row.kind.known().copied().filter(|_| entry.has_kind);
        for (at, (word, origin)) in std::mem::take(&mut self.no_parents).into_iter().enumerate() {
            let note = match kind.map(Kind::family) {
                _ if has_parent => CellNote::Nothing(word),
                Some(Family::Person) => CellNote::Nobody(word),
                Some(Family::Area | Family::Party) => CellNote::NoParent(word),
                Some(Family::Grid | Family::Place) | None => {
                    if let (0, Some(kind)) = (at, kind) {
                        log.error(origin, None, CellProblem::NeedsParent { kind, written: word });
                        log.lose_row();
                    }
                    continue;
                }
            };
            context.notes.add(&origin, note, log);
        }
    }
}

/// Whether a word for nobody or nothing may stand in such a column.
fn may_be_nobody(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Field(Field::Kind | Field::Records | Field::Role | Field::Relation | Field::From | Field::To)
            | Meaning::Measure(_)
            | Meaning::Declared(_)
            | Meaning::Ignored
    )
}

/// Whether only the form of a name is unusual.
fn is_odd_name(problem: &NameProblem) -> bool {
    matches!(
        problem,
        NameProblem::SingleCharacter(_)
            | NameProblem::SurnameOnly { .. }
            | NameProblem::NoPerson { .. }
            | NameProblem::Ambiguous { .. }
    )
}

/// The value of a cell of numbers, with notes and errors.
fn numbered<T: std::fmt::Display>(
    read: Result<CellNumber<T>, CellProblem>,
    found: &LineCell<'_, '_>,
    unit: Option<&str>,
    origin: &Origin,
    units: &mut ColumnUnits,
    context: &mut Context<'_>,
    log: &mut Log<'_>,
) -> Option<Written<T>> {
    let column = found.column;
    let checked = read.and_then(|read| {
        if let Some(written) = &read.unit {
            units.check(column.at, &column.heading, unit, &found.cell.to_string(), written)?;
        }
        Ok(read)
    });
    match checked {
        Ok(CellNumber { value, is_in_words, .. }) => {
            if is_in_words {
                let written = shown(found.cell.to_string().trim());
                let note = match &value {
                    Some(value) => CellNote::NumberRead { written, value: value.to_string() },
                    None => CellNote::NoValue(written),
                };
                context.notes.add(origin, note, log);
            }
            value
        }
        Err(problem) => {
            log.error(origin.clone(), None, problem);
            None
        }
    }
}
