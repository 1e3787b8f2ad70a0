//! From cells to the rows of a ledger.

use std::collections::BTreeMap;

use super::alias;
use super::mention::{End, Mention};
use super::problem::{CellProblem, Note, Remark};
use super::sweep::Sweep;
use super::table::Table;
use super::total::{Total, is_total};
use super::value::{self, Taken, is_blank};
use super::{Cell, Field, Headings, Meaning, Workbook};
use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::error::Readable;
use crate::ledger::{Ledger, LedgerError, LedgerErrors, LedgerProblem, LinkRow, NodeRow, Origin, Written, excerpt};
use crate::measure::Measure;

/// What was read from a workbook: a ledger or all errors, and notes either way.
#[derive(Debug, Clone)]
pub struct Reading {
    result: Result<Ledger, LedgerErrors>,
    notes: Vec<Note>,
}

impl Reading {
    /// What is no error but worth knowing, by sheets and downward.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = &Note> {
        self.notes.iter()
    }

    /// The ledger.
    ///
    /// # Errors
    ///
    /// All cells that have not the form of a ledger.
    pub fn ledger(&self) -> Result<&Ledger, &LedgerErrors> {
        self.result.as_ref()
    }

    /// The ledger itself.
    ///
    /// # Errors
    ///
    /// All cells that have not the form of a ledger.
    pub fn into_ledger(self) -> Result<Ledger, LedgerErrors> {
        self.result
    }
}

/// A row of a node, with what must be known of it until all rows are there.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) row: NodeRow,
    /// Whether a column or the name of the sheet says what it is.
    pub(super) has_kind: bool,
    pub(super) is_parent_literal: bool,
    /// Whether the code belongs to several rows because its cell is merged.
    pub(super) is_code_merged: bool,
    pub(super) code_as: CodeAs,
}

/// What stood in the cell of a code.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CodeAs {
    Text,
    /// A text that was marked as literal, or that nothing shall be read into.
    Literal,
    /// A number that is told by all its digits.
    Number,
    /// A number whose last digits are lost, or how it shows.
    Mangled(String),
}

/// The post of a row that is a person.
struct Post {
    role: Written<Role>,
    written: String,
    origin: Origin,
}

impl Entry {
    pub(super) fn is_code_literal(&self) -> bool {
        self.code_as == CodeAs::Literal
    }

    /// People and Party organisations in a list without codes are known by their names.
    fn take_code_from_name(&mut self) {
        let family = self.row.kind.known().filter(|_| self.has_kind).map(|kind| kind.family());
        if matches!(family, Some(Family::Person | Family::Party)) && !self.row.name.is_empty() {
            self.row.code = code_of_named(family == Some(Family::Person), &self.row.name);
        }
    }

    /// Keeps what stands in the cell of a code that is none. True where it is told only when all codes are known:
    /// one of them may be this one.
    fn keep_mangled(&mut self, cell: &Cell, problem: &CellProblem) -> bool {
        if let CellProblem::LostDigits { written, .. } = problem {
            self.row.code.clone_from(written);
            self.code_as = CodeAs::Mangled(written.clone());
            return true;
        }
        self.row.code = cell.to_string();
        self.code_as = CodeAs::Literal;
        false
    }
}

/// What is read so far.
pub(super) struct Reader<'h, 's> {
    pub(super) headings: &'h Headings,
    pub(super) file: &'s str,
    pub(super) ledger: Ledger,
    pub(super) entries: Vec<Entry>,
    /// Whether the ends of a link may be names, beside the ledger's links.
    pub(super) link_ends_literal: Vec<[bool; 2]>,
    pub(super) mentions: Vec<Mention>,
    pub(super) totals: Vec<Total>,
    /// Of each measure: whether its digits behind the point are stated, and where it was first named.
    pub(super) measures: Vec<(bool, Origin)>,
    errors: Vec<(Place, LedgerError)>,
    notes: Vec<(Place, Note)>,
    /// By sheet and column: what the first number shows that has leading zeros by its format only, where it stands,
    /// and how many there are.
    padded: BTreeMap<(usize, u32), (String, Origin, usize)>,
    /// Where each sheet comes among those of the workbook, by its name.
    sheets: BTreeMap<&'s str, usize>,
    /// Whether no row was lost, so that an unknown code is one.
    pub(super) complete: bool,
}

/// The sheet, row and column of an error, by which they are sorted.
type Place = (usize, u32, u32);

impl Workbook {
    /// Reads the sheets as a ledger (台账), by their headings.
    ///
    /// A sheet has a line of headings, known ones in any order ([`Headings`]); lines above it are a title. What a
    /// row is, is said by a column 类别 or by the name of the sheet, such as 微网格. Merged ranges hold their value
    /// in every row. Lines of totals (合计, 总计, 小计) are figures that are declared of what contains the rows
    /// above. A parent may be given by its name where only one node has it. People and Party organisations in
    /// columns of grids become nodes and links. A text behind `'` is meant literally, as it stands.
    ///
    /// O(cells · log cells).
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{Headings, Sheet, Workbook};
    ///
    /// let mut grids = Sheet::new("三级网格");
    /// for (row, cells) in [["网格编号", "网格名称", "户数"], ["T-1", "一号网格", "４２０"]].iter().enumerate() {
    ///     for (column, cell) in cells.iter().enumerate() {
    ///         grids.set(Position::new(row as u32 + 1, column as u32 + 1), *cell);
    ///     }
    /// }
    /// let reading = Workbook::new("须水.xlsx").with_sheet(grids).read(&Headings::default());
    /// let ledger = reading.into_ledger()?;
    /// assert_eq!(ledger.nodes[0].kind.to_string(), "third_grid");
    /// assert_eq!(ledger.nodes[0].measures.get("households").unwrap().to_string(), "420");
    /// assert_eq!(ledger.nodes[0].origin.to_string(), "须水.xlsx, 三级网格, row 2");
    /// # Ok::<(), gridgov::ledger::LedgerErrors>(())
    /// ```
    #[must_use]
    pub fn read(&self, headings: &Headings) -> Reading {
        let mut reader = Reader::new(headings, self.name());
        for (at, sheet) in self.sheets().iter().enumerate() {
            reader.sheets.entry(sheet.name()).or_insert(at);
            if let Some(table) = reader.table(sheet) {
                if table.is_of_links() { reader.take_links(&table) } else { reader.take_nodes(&table) }
            }
        }
        reader.settle();
        reader.finish()
    }
}

impl<'h, 's> Reader<'h, 's> {
    fn new(headings: &'h Headings, file: &'s str) -> Self {
        Self {
            headings,
            file,
            ledger: Ledger::default(),
            entries: Vec::new(),
            link_ends_literal: Vec::new(),
            mentions: Vec::new(),
            totals: Vec::new(),
            measures: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            padded: BTreeMap::new(),
            sheets: BTreeMap::new(),
            complete: true,
        }
    }

    fn place(&self, origin: &Origin, field: Option<&str>) -> Place {
        let name = origin.source().and_then(|source| source.sheet_name());
        let sheet = name.and_then(|name| self.sheets.get(name)).copied().unwrap_or(0);
        let at = origin.cell(field).map_or((0, 0), |cell| (cell.row, cell.column));
        (sheet, at.0, at.1)
    }

    pub(super) fn complain(&mut self, origin: Origin, field: Option<&str>, problem: impl Into<LedgerProblem>) {
        let place = self.place(&origin, field);
        self.errors.push((place, LedgerError::new(origin, field, problem.into())));
    }

    pub(super) fn note(&mut self, origin: Origin, remark: Remark) {
        let place = self.place(&origin, None);
        self.notes.push((place, Note::new(origin, remark)));
    }

    /// Remembers a cell whose leading zeros are no part of what stands in it.
    fn look_for_zeros(&mut self, cell: &Cell, at: &Origin) {
        if matches!(cell, Cell::Padded { .. }) {
            let (sheet, _, column) = self.place(at, None);
            let first = || (cell.to_string(), at.clone(), 0);
            self.padded.entry((sheet, column)).or_insert_with(first).2 += 1;
        }
    }

    /// Takes in a column of numbers: those of one measure may stand in several sheets.
    pub(super) fn take_measure(&mut self, measure: Measure, is_scaled: bool, at: Origin) {
        let Some(known) = self.ledger.measures.iter().position(|other| other.id() == measure.id()) else {
            self.ledger.measures.push(measure);
            self.measures.push((is_scaled, at));
            return;
        };
        let first = self.measures[known].1.clone();
        let other = &mut self.ledger.measures[known];
        match (other.unit().map(str::to_owned), measure.unit()) {
            (Some(one), Some(unit)) if one != unit => {
                let problem = CellProblem::UnitDiffers {
                    measure: measure.id().to_owned(),
                    written: unit.to_owned(),
                    other: one,
                    first,
                };
                return self.complain(at, None, problem);
            }
            (None, Some(unit)) => *other = other.clone().with_unit(unit),
            _ => {}
        }
        if is_scaled {
            *other = other.clone().with_scale(other.scale().max(measure.scale()));
            self.measures[known].0 = true;
        }
    }

    fn take_nodes(&mut self, table: &Table<'s>) {
        let mut sweep = Sweep::new(table.sheet);
        let first = self.entries.len();
        let mut since = first;
        for (row, cells) in table.sheet.rows().filter(|(row, _)| *row > table.headings_at) {
            sweep.go_to(row);
            let known = table.columns.iter().filter_map(|column| Some((column, sweep.cell(cells, column.at)?)));
            let filled: Vec<_> = known.filter(|(_, (cell, _))| !is_blank(cell)).collect();
            // A line in which only merged ranges reach down says nothing of its own.
            if filled.iter().all(|(_, (_, is_merged))| *is_merged) {
                continue;
            }
            let again = |(column, (cell, _)): &(&super::table::Column, (&Cell, bool))| {
                cell.to_string().trim() == column.heading
            };
            if filled.len() > 1 && filled.iter().all(again) {
                self.note(table.origin(row, 0), Remark::HeadingsAgain);
                continue;
            }
            let cells: Vec<_> =
                filled.into_iter().map(|(column, (cell, is_merged))| (column, cell, is_merged)).collect();
            match cells
                .iter()
                .find(|(_, cell, _)| matches!(cell, Cell::Text(_)))
                .and_then(|(_, cell, _)| is_total(cell))
            {
                Some(is_part) => {
                    let from = if is_part { since } else { first };
                    self.take_total(table, row, &cells, from..self.entries.len());
                    since = self.entries.len();
                }
                None => self.take_node(table, row, &cells),
            }
        }
    }

    fn take_node(&mut self, table: &Table<'s>, row: u32, cells: &[(&super::table::Column, &Cell, bool)]) {
        let at = table.origin(row, 0);
        let mut entry = Entry {
            row: NodeRow::new(table.kind.unwrap_or(Kind::Person), "", ""),
            has_kind: table.kind.is_some(),
            is_parent_literal: false,
            is_code_merged: false,
            code_as: CodeAs::Text,
        };
        entry.row.origin = at.clone();
        let mut has_code = false;
        let mut ends: Vec<(End, Taken, Origin)> = Vec::new();
        let mut role = None;
        for (column, cell, is_merged) in cells {
            let origin = table.origin(row, column.at);
            let taken = match &column.meaning {
                None | Some(Meaning::Ignored) => continue,
                Some(Meaning::Measure(_)) => {
                    match value::number(cell) {
                        Ok(number) => drop(entry.row.measures.insert(column.of.clone(), number)),
                        Err(problem) => self.complain(origin, None, problem),
                    }
                    continue;
                }
                Some(Meaning::Declared(_)) => {
                    match value::figure(cell) {
                        Ok(figure) => drop(entry.row.declared.insert(column.of.clone(), figure)),
                        Err(problem) => self.complain(origin, None, problem),
                    }
                    continue;
                }
                Some(Meaning::Field(Field::Name | Field::Category | Field::Kind | Field::Role) | Meaning::Post(_)) => {
                    value::text(cell)
                }
                Some(Meaning::Field(_)) => value::code(cell),
            };
            self.look_for_zeros(cell, &origin);
            let taken = match taken {
                Ok(taken) => taken,
                Err(problem) => {
                    let is_code = column.meaning == Some(Meaning::Field(Field::Code));
                    has_code |= is_code;
                    if is_code && entry.keep_mangled(cell, &problem) {
                        continue;
                    }
                    self.complete = false;
                    self.complain(origin, None, problem);
                    continue;
                }
            };
            match &column.meaning {
                Some(Meaning::Field(Field::Code)) => {
                    has_code = true;
                    entry.code_as = match cell {
                        _ if taken.is_literal => CodeAs::Literal,
                        Cell::Number(_) => CodeAs::Number,
                        _ => CodeAs::Text,
                    };
                    entry.is_code_merged = *is_merged;
                    entry.row.code = taken.text;
                }
                Some(Meaning::Field(Field::Kind)) => {
                    entry.has_kind = true;
                    entry.row.kind = kind_of(&taken);
                }
                Some(Meaning::Field(Field::Name)) => entry.row.name = taken.text,
                Some(Meaning::Field(Field::Category)) => entry.row.category = Some(taken.text),
                Some(Meaning::Field(Field::Parent)) => {
                    entry.is_parent_literal = taken.is_literal;
                    entry.row.parent = Some(taken.text);
                }
                Some(Meaning::Field(Field::Role)) => {
                    role = Some(Post { role: role_of(&taken), written: excerpt(&taken.text), origin });
                }
                Some(Meaning::Field(Field::Grid)) => ends.push((End::Grid, taken, origin)),
                Some(Meaning::Field(Field::Party)) => ends.push((End::Party, taken, origin)),
                Some(Meaning::Field(Field::Covers)) => ends.push((End::Covers, taken, origin)),
                Some(Meaning::Field(Field::Seat)) => ends.push((End::Seat, taken, origin)),
                Some(Meaning::Post(role)) => ends.push((End::Post(*role), taken, origin)),
                Some(Meaning::Field(field)) => {
                    let kind = entry.row.kind.known().copied().unwrap_or(Kind::Person);
                    let (heading, written) = (field.chinese().to_owned(), excerpt(&taken.text));
                    self.complain(origin, None, CellProblem::Misplaced { kind, heading, written });
                }
                None | Some(Meaning::Ignored | Meaning::Measure(_) | Meaning::Declared(_)) => {}
            }
        }
        if !has_code {
            entry.take_code_from_name();
        }
        self.take_ends(ends, role.as_ref());
        self.entries.push(entry);
    }

    /// Keeps what the next row names until all rows are there.
    fn take_ends(&mut self, ends: Vec<(End, Taken, Origin)>, post: Option<&Post>) {
        if let Some(post) = post.filter(|_| !ends.iter().any(|(end, ..)| *end == End::Grid)) {
            let written = post.written.clone();
            self.complain(post.origin.clone(), None, CellProblem::PostNowhere { written });
        }
        let index = self.entries.len();
        for (end, taken, origin) in ends {
            let role = post.filter(|_| end == End::Grid).map(|post| post.role.clone());
            for name in value::names(&taken) {
                let (name, is_literal) = (name.to_owned(), taken.is_literal);
                self.mentions.push(Mention {
                    end,
                    of: index,
                    name,
                    is_literal,
                    origin: origin.clone(),
                    role: role.clone(),
                });
            }
        }
    }

    fn take_links(&mut self, table: &Table<'s>) {
        for (row, cells) in table.sheet.rows().filter(|(row, _)| *row > table.headings_at) {
            if cells.iter().all(|(_, cell)| is_blank(cell)) {
                continue;
            }
            let mut link = LinkRow::new(Relation::Contains, "", "");
            link.relation = Written::Unknown("".into());
            link.origin = table.origin(row, 0);
            let mut is_literal = [false; 2];
            let mut found = BTreeMap::new();
            for (column, cell) in cells.iter().filter(|(_, cell)| !is_blank(cell)) {
                let known = table.columns.iter().find(|known| known.at == *column);
                let Some(Meaning::Field(field)) = known.and_then(|known| known.meaning.as_ref()) else { continue };
                self.look_for_zeros(cell, &table.origin(row, *column));
                let taken =
                    if matches!(field, Field::From | Field::To) { value::code(cell) } else { value::text(cell) };
                match taken {
                    Ok(taken) => drop(found.insert(*field, taken)),
                    Err(problem) => self.complain(table.origin(row, *column), None, problem),
                }
            }
            for (field, taken) in found {
                match field {
                    Field::Relation => link.relation = relation_of(&taken),
                    Field::From => (link.from, is_literal[0]) = (taken.text, taken.is_literal),
                    Field::To => (link.to, is_literal[1]) = (taken.text, taken.is_literal),
                    Field::Role => link.role = Some(role_of(&taken)),
                    _ => {}
                }
            }
            self.ledger.links.push(link);
            self.link_ends_literal.push(is_literal);
        }
    }

    fn finish(mut self) -> Reading {
        for (shown, at, times) in std::mem::take(&mut self.padded).into_values() {
            self.note(at, Remark::ZerosShown { shown, times });
        }
        self.errors.sort_by_key(|(place, _)| *place);
        self.notes.sort_by_key(|(place, _)| *place);
        let mut digits: BTreeMap<&str, u8> = BTreeMap::new();
        for (id, value) in self.ledger.nodes.iter().flat_map(|row| row.measures.iter()) {
            let scale = value.known().map_or(0, |value| value.scale());
            let most = digits.entry(id).or_default();
            *most = scale.max(*most);
        }
        for (measure, (is_scaled, _)) in self.ledger.measures.iter_mut().zip(&self.measures) {
            let found = digits.get(measure.id()).copied().unwrap_or(0);
            if !is_scaled {
                *measure = measure.clone().with_scale(found);
            }
        }
        let errors = self.errors.into_iter().map(|(_, error)| error).collect();
        let readable = Readable { ledger: self.ledger, complete: self.complete, measures_complete: true };
        Reading {
            result: LedgerErrors::check(errors, readable),
            notes: self.notes.into_iter().map(|(_, note)| note).collect(),
        }
    }
}

/// What a cell says of the kind of its row.
pub(super) fn kind_of(taken: &Taken) -> Written<Kind> {
    let known = if taken.is_literal { None } else { alias::kind(&taken.text) };
    known.map_or_else(|| Written::Unknown(taken.text.as_str().into()), Written::Known)
}

pub(super) fn role_of(taken: &Taken) -> Written<Role> {
    let known = if taken.is_literal { None } else { alias::role(&taken.text) };
    known.map_or_else(|| Written::Unknown(taken.text.as_str().into()), Written::Known)
}

pub(super) fn relation_of(taken: &Taken) -> Written<Relation> {
    let known = if taken.is_literal { None } else { alias::relation(&taken.text) };
    known.map_or_else(|| Written::Unknown(taken.text.as_str().into()), Written::Known)
}

/// The code of somebody who is known by name only.
pub(super) fn code_of_named(is_person: bool, name: &str) -> String {
    format!("{}:{name}", if is_person { Family::Person.chinese() } else { Family::Party.chinese() })
}
