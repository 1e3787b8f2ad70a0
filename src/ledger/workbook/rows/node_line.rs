//! A line that is a node: its cells become the fields of a row, and references to other nodes.

use super::node_entry::{CodeForm, NodeEntry};
use super::reference::{Reference, ReferenceKind, names};
use super::shown_zeros::ShownZeros;
use crate::kind::{Kind, Role};
use crate::ledger::workbook::cell_value::{self, CellText};
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::table::{Line, LineCell, Table};
use crate::ledger::workbook::{Cell, CellProblem, Field, Meaning};
use crate::ledger::{NodeRow, Origin, Written, excerpt};

/// A line while its cells are read.
struct NodeLine {
    entry: NodeEntry,
    has_code: bool,
    references: Vec<(ReferenceKind, CellText, Origin)>,
    post: Option<Post>,
}

/// The post of a row that is a person.
struct Post {
    role: Written<Role>,
    written: String,
    origin: Origin,
}

/// Reads a line as the node at position `at`, with the references in its cells.
pub(super) fn read(
    table: &Table<'_>,
    line: &Line<'_, '_>,
    at: usize,
    zeros: &mut ShownZeros,
    log: &mut Log<'_>,
) -> (NodeEntry, Vec<Reference>) {
    let mut read = NodeLine::new(table, line.row);
    for cell in &line.cells {
        read.cell(cell, table.origin(line.row, cell.column.at), zeros, log);
    }
    read.finish(at, log)
}

impl NodeLine {
    fn new(table: &Table<'_>, row: u32) -> Self {
        let mut entry = NodeEntry {
            row: NodeRow::new(table.kind.unwrap_or(Kind::Person), "", ""),
            has_kind: table.kind.is_some(),
            is_parent_literal: false,
            is_code_merged: false,
            code_form: CodeForm::Text,
            level: None,
            is_kind_told: false,
        };
        entry.row.origin = table.origin(row, 0);
        Self { entry, has_code: false, references: Vec::new(), post: None }
    }

    fn cell(&mut self, found: &LineCell<'_, '_>, origin: Origin, zeros: &mut ShownZeros, log: &mut Log<'_>) {
        let LineCell { column, cell, .. } = *found;
        let row = &mut self.entry.row;
        let read = match &column.meaning {
            None | Some(Meaning::Ignored | Meaning::Level { .. }) => return,
            Some(Meaning::Measure(_)) => {
                return match cell_value::number(cell) {
                    Ok(number) => drop(row.measures.insert(column.of.clone(), number)),
                    Err(problem) => log.error(origin, None, problem),
                };
            }
            Some(Meaning::Declared(_)) => {
                return match cell_value::figure(cell) {
                    Ok(figure) => drop(row.declared.insert(column.of.clone(), figure)),
                    Err(problem) => log.error(origin, None, problem),
                };
            }
            Some(Meaning::Field(Field::Name | Field::Category | Field::Kind | Field::Role) | Meaning::Post(_)) => {
                cell_value::text(cell)
            }
            Some(Meaning::Field(_)) => cell_value::code(cell),
        };
        zeros.look_at(cell, &origin, log);
        match (&column.meaning, read) {
            (Some(Meaning::Field(field)), Ok(read)) => self.field(*field, read, found, origin, log),
            (Some(Meaning::Post(role)), Ok(read)) => {
                self.references.push((ReferenceKind::Post(*role), read, origin));
            }
            (meaning, Err(problem)) => {
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

    fn field(&mut self, field: Field, read: CellText, found: &LineCell<'_, '_>, origin: Origin, log: &mut Log<'_>) {
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
                entry.row.code = read.text;
            }
            Field::Kind => {
                entry.has_kind = true;
                entry.row.kind = cell_value::kind(&read);
            }
            Field::Name => entry.row.name = read.text,
            Field::Category => entry.row.category = Some(read.text),
            Field::Parent => {
                entry.is_parent_literal = read.is_literal;
                entry.row.parent = Some(read.text);
            }
            Field::Role => {
                self.post = Some(Post { role: cell_value::role(&read), written: excerpt(&read.text), origin });
            }
            Field::Grid => references.push((ReferenceKind::Grid(found.column.ancestor), read, origin)),
            Field::Party => references.push((ReferenceKind::Party, read, origin)),
            Field::Covers => references.push((ReferenceKind::Covers, read, origin)),
            Field::Seat => references.push((ReferenceKind::Seat, read, origin)),
            Field::Relation | Field::From | Field::To => {
                let kind = entry.row.kind.known().copied().unwrap_or(Kind::Person);
                let (heading, written) = (field.chinese().to_owned(), excerpt(&read.text));
                log.error(origin, None, CellProblem::Misplaced { kind, heading, written });
            }
        }
    }

    fn finish(mut self, at: usize, log: &mut Log<'_>) -> (NodeEntry, Vec<Reference>) {
        if !self.has_code {
            self.entry.set_code_from_name();
        }
        let has_grid = self.references.iter().any(|(kind, ..)| matches!(kind, ReferenceKind::Grid(_)));
        if let Some(post) = self.post.as_ref().filter(|_| !has_grid) {
            let written = post.written.clone();
            log.error(post.origin.clone(), None, CellProblem::PostNowhere { written });
        }
        let mut references = Vec::with_capacity(self.references.len());
        for (kind, read, origin) in &self.references {
            let is_grid = matches!(kind, ReferenceKind::Grid(_));
            let role = self.post.as_ref().filter(|_| is_grid).map(|post| post.role.clone());
            // A grid may be a path, 须水街道/惠民社区: only who knows all nodes can tell it from several names.
            let names: Vec<&str> =
                if is_grid { vec![read.text.as_str()] } else { names(&read.text, read.is_literal).collect() };
            references.extend(names.into_iter().map(|name| Reference {
                kind: *kind,
                row: at,
                name: name.to_owned(),
                is_literal: read.is_literal,
                origin: origin.clone(),
                role: role.clone(),
            }));
        }
        (self.entry, references)
    }
}
