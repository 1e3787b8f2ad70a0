//! A ledger as sheets.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::cell_value::{self, CellText, LITERAL, decimal_text};
use super::kind_names::{LINKS_SHEET, NODES_SHEET};
use super::log::Log;
use super::names::{NameWords, Named, NamesRead, mark_of, read_names};
use super::settle::WithoutZeros;
use super::table::{LineClass, Tables, says_something};
use super::{Cell, Field, Headings, Look, MAX_ROWS, Meaning, Merged, Sheet, Workbook, kind_names};
use crate::kind::Kind;
use crate::ledger::csv::{check_measures, check_numbers, with_digits};
use crate::ledger::measure_heading::heading_of;
use crate::ledger::{Ledger, NodeRow, Position, WriteError, Written, records};
use crate::measure::{Decimal, Figure, Measure, known};

/// The columns of the sheet of nodes before its numbers.
const NODES: [Field; 5] = [Field::Code, Field::Kind, Field::Name, Field::Parent, Field::Category];
/// The columns of the sheet of links.
const LINKS: [Field; 4] = [Field::Relation, Field::From, Field::To, Field::Role];

impl Ledger {
    /// The ledger as a workbook: a sheet 节点 of nodes, below the title, and a sheet 关系 of links. Where a text
    /// would be understood as something else it is marked with `'`, so that reading the workbook with
    /// the default [`Headings`] gives the same ledger again. More rows than a sheet has go on in another.
    ///
    /// O(rows · columns).
    ///
    /// ```
    /// use gridgov::kind::Kind;
    /// use gridgov::ledger::workbook::Headings;
    /// use gridgov::ledger::{Ledger, NodeRow};
    ///
    /// let mut ledger = Ledger::new("须水街道");
    /// ledger.nodes.push(NodeRow::new(Kind::Subdistrict, "410102012", "须水街道"));
    /// let workbook = ledger.to_workbook()?;
    /// assert_eq!(workbook.sheets()[0].name(), "节点");
    /// assert_eq!(workbook.read(&Headings::default()).into_ledger()?, ledger);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The ledger says something that a table cannot: a measure twice or in a unit with a bracket too many, a value
    /// of a measure that it does not declare, or a text in the place of a number that would be read as one.
    pub fn to_workbook(&self) -> Result<Workbook, WriteError> {
        check_measures(self)?;
        check_numbers(self)?;
        let mut workbook = Workbook::new("");
        for sheet in self.sheets_of_nodes().into_iter().chain(self.sheets_of_links()) {
            workbook = workbook.with_sheet(sheet);
        }
        for (sheet, row) in lines_misread(&workbook) {
            mark_line(&mut workbook.sheets[sheet], row);
        }
        Ok(workbook)
    }

    fn sheets_of_nodes(&self) -> Vec<Sheet> {
        let declared: BTreeSet<&str> =
            self.nodes.iter().flat_map(|row| row.declared.iter().map(|(of, _)| of)).collect();
        let fields = NODES.iter().map(|field| field.chinese().to_owned());
        let with_digits = with_digits(self);
        let states = self.records.is_some() || self.nodes.iter().any(|row| row.records.is_some());
        let records = states.then(|| Field::Records.chinese().to_owned());
        let measures =
            self.measures.iter().map(|measure| measure_heading(measure, !with_digits.contains(measure.id())));
        let headings: Vec<String> =
            fields.chain(measures).chain(declared.iter().map(|of| declared_heading(of))).chain(records).collect();
        let mut sheets = Sheets::new(NODES_SHEET, Some(self.title.as_str()), headings);
        // Literal are codes that repeat, since their rows must not be joined, and parents that no row has as its code,
        // since they must not be taken for names.
        let mut codes: Vec<&str> = self.nodes.iter().map(|row| row.code.as_str()).collect();
        codes.sort_unstable();
        let times =
            |code: &str| codes.partition_point(|other| *other <= code) - codes.partition_point(|other| *other < code);
        let without_zeros = self.without_zeros(&codes);
        for (row, records) in self.nodes.iter().zip(self.records_by_row()) {
            let parent = |code: &str| code_cell(code, times(code) == 0);
            let mut cells = vec![
                Some(code_cell(&row.code, times(&row.code) > 1 || without_zeros.get(&row.code).is_some())),
                Some(named_cell(&row.kind, Kind::chinese, cell_value::kind)),
                Some(name_cell(row)).filter(|_| !row.name.is_empty()),
                row.parent.as_deref().map(parent),
                row.category.as_deref().map(|category| text_cell(category, category.is_empty())),
            ];
            cells.extend(self.measures.iter().map(|measure| row.measures.get(measure.id()).map(number_cell)));
            cells.extend(declared.iter().map(|of| row.declared.get(of).map(figure_cell)));
            cells.extend(states.then(|| records.map(|records| Cell::from(records::in_chinese(records)))));
            sheets.push(cells);
        }
        sheets.all
    }

    /// The codes with leading zeros that no row has: without the zeros, a code is one that a spreadsheet changed.
    fn without_zeros<'r>(&'r self, codes: &[&str]) -> WithoutZeros<'r> {
        let parents = self.nodes.iter().filter_map(|row| row.parent.as_deref());
        let ends = self.links.iter().flat_map(|row| [row.from.as_str(), &row.to]);
        WithoutZeros::new(parents.chain(ends).filter(|code| codes.binary_search(code).is_err()))
    }

    fn sheets_of_links(&self) -> Vec<Sheet> {
        if self.links.is_empty() {
            return Vec::new();
        }
        let mut codes: Vec<&str> = self.nodes.iter().map(|row| row.code.as_str()).collect();
        codes.sort_unstable();
        let end = |code: &str| Some(code_cell(code, codes.binary_search(&code).is_err()));
        let headings = LINKS.iter().map(|field| field.chinese().to_owned()).collect();
        let mut sheets = Sheets::new(LINKS_SHEET, None, headings);
        for row in &self.links {
            sheets.push(vec![
                Some(named_cell(&row.relation, crate::kind::Relation::chinese, cell_value::relation)),
                end(&row.from),
                end(&row.to),
                row.role.as_ref().map(|role| named_cell(role, crate::kind::Role::chinese, cell_value::role)),
            ]);
        }
        sheets.all
    }
}

/// The lines that reading would take for something else than a row, such as headings, though each cell is read as it was
/// written: the position of the sheet, and the row. The reader itself tells.
fn lines_misread(workbook: &Workbook) -> Vec<(usize, u32)> {
    let mut log = Log::new(workbook);
    let tables = Tables::find(workbook, &Headings::default(), &NameWords::default(), &mut log).all;
    let mut misread = Vec::new();
    for (at, sheet) in workbook.sheets().iter().enumerate() {
        let first = tables.iter().find(|table| table.number == 1 && std::ptr::eq(table.sheet(), sheet));
        let mut class = first.map(|table| table.runs.downward());
        let rows = sheet.rows().map(|(row, _)| row).filter(|row| *row > head(sheet));
        misread.extend(
            rows.filter(|row| {
                class.as_mut().and_then(|class| class(*row)).is_none_or(|run| *run.class != LineClass::Data)
            })
            .map(|row| (at, row)),
        );
    }
    misread
}

/// Marks the texts of a line as literal, but for kinds, relations and posts.
fn mark_line(sheet: &mut Sheet, row: u32) {
    let is_label = |text: &str| {
        kind_names::kind(text).is_some() || kind_names::relation(text).is_some() || kind_names::role(text).is_some()
    };
    let marked: Vec<(u32, Cell)> = sheet.rows().find(|(at, _)| *at == row).map_or_else(Vec::new, |(_, cells)| {
        let texts = cells.iter().filter_map(|(column, cell)| match cell {
            Cell::Text(text) if !text.starts_with(LITERAL) => Some((*column, text)),
            _ => None,
        });
        let labels = if sheet.name().starts_with(NODES_SHEET) { [2, 2] } else { [1, 4] };
        let is_kept = |column: u32, text: &str| labels.contains(&column) && is_label(text);
        texts.filter(|(column, text)| !is_kept(*column, text)).map(|(column, text)| (column, literal(text))).collect()
    });
    for (column, cell) in marked {
        sheet.set(Position::new(row, column), cell);
    }
}

/// The row of the headings: the title stands above them if there is one.
fn head(sheet: &Sheet) -> u32 {
    if sheet.merged().is_empty() { 1 } else { 2 }
}

/// How the sheets of a ledger look: their headings stay in sight, with the title above them if there is one.
pub(in crate::ledger) fn look(workbook: &Workbook) -> Look {
    workbook.sheets().iter().fold(Look::new(), |look, sheet| look.with_head(sheet.name(), head(sheet)))
}

/// A table in as many sheets as its rows need.
struct Sheets {
    name: &'static str,
    headings: Vec<String>,
    all: Vec<Sheet>,
    row: u32,
}

impl Sheets {
    fn new(name: &'static str, title: Option<&str>, headings: Vec<String>) -> Self {
        let mut sheets = Self { name, headings, all: Vec::new(), row: 0 };
        let mut sheet = Sheet::new(name);
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            // The title is merged over all columns, so if it is a known heading it would be taken for the headings.
            let is_heading = Headings::default().meaning(title).is_some();
            sheet.set(Position::new(1, 1), text_cell(title, is_heading));
            sheet.merge(Merged { first: Position::new(1, 1), last: Position::new(1, sheets.headings.len() as u32) });
            sheets.row = 1;
        }
        sheets.begin(sheet);
        sheets
    }

    fn begin(&mut self, mut sheet: Sheet) {
        self.row += 1;
        for (column, heading) in (1..).zip(&self.headings) {
            sheet.set(Position::new(self.row, column), heading.as_str());
        }
        self.all.push(sheet);
    }

    fn push(&mut self, cells: Vec<Option<Cell>>) {
        if self.row == MAX_ROWS {
            self.row = 0;
            self.begin(Sheet::new(format!("{} {}", self.name, self.all.len() + 1)));
        }
        self.row += 1;
        let Some(sheet) = self.all.last_mut() else { return };
        for (column, cell) in (1..).zip(cells) {
            if let Some(cell) = cell {
                sheet.set(Position::new(self.row, column), cell);
            }
        }
    }
}

fn literal(text: &str) -> Cell {
    Cell::from(format!("{LITERAL}{text}"))
}

/// A text as it is, or marked as literal if it would be read as something else.
fn text_cell(text: &str, must_be_literal: bool) -> Cell {
    let cell = Cell::from(text);
    let is_read = cell_value::text(&cell).is_ok_and(|read| !read.is_literal && read.text == text);
    let is_word = says_something(text) || mark_of(text, &NameWords::default()).is_some();
    if is_read && !must_be_literal && !is_word && !text.is_empty() { cell } else { literal(text) }
}

/// The name of a row. That of a person is marked as literal unless it reads as that one name and nothing beside it.
fn name_cell(row: &NodeRow) -> Cell {
    let is_person = row.kind.known() == Some(&Kind::Person);
    text_cell(&row.name, is_person && !is_plain_name(&row.name))
}

fn is_plain_name(text: &str) -> bool {
    let Ok(NamesRead::Names(names)) = read_names(text, Named::Person, &NameWords::default()) else {
        return false;
    };
    let [name] = &names.names[..] else { return false };
    name.dropped.is_empty() && name.asides.is_empty() && names.notes.is_empty() && name.text == text
}

/// A code as it is, or marked as literal if it would be read as something else.
fn code_cell(code: &str, must_be_literal: bool) -> Cell {
    let cell = text_cell(code, must_be_literal);
    let is_read = cell_value::code(&cell).is_ok_and(|read| read.text == code && !read.is_point_zero_dropped);
    if is_read { cell } else { literal(code) }
}

/// The Chinese label of a kind, relation or role, or the text that is no such thing.
fn named_cell<T: Copy + PartialEq>(
    written: &Written<T>,
    chinese: fn(T) -> &'static str,
    read: fn(&CellText<'_>) -> Written<T>,
) -> Cell {
    match written {
        Written::Known(value) => Cell::from(chinese(*value)),
        Written::Unknown(text) => {
            let cell = text_cell(text, false);
            let is_read = cell_value::text(&cell).is_ok_and(|text| read(&text) == *written);
            if is_read { cell } else { literal(text) }
        }
    }
}

/// A number as a number if spreadsheets keep all its digits, else as a text.
fn number_cell(written: &Written<Decimal>) -> Cell {
    if let Written::Known(number) = written
        && let Ok(float) = number.to_string().parse::<f64>()
        && decimal_text(float).parse() == Ok(*number)
    {
        return Cell::Number(float);
    }
    value_cell(written, |cell| {
        cell_value::number(cell, &NameWords::default()).ok().filter(|read| !read.is_in_words)?.value
    })
}

fn figure_cell(written: &Written<Figure>) -> Cell {
    match written.known().and_then(|figure| figure.as_exact()) {
        Some(exact) => number_cell(&Written::Known(exact)),
        None => value_cell(written, |cell| {
            cell_value::figure_of(cell, &NameWords::default()).ok().filter(|read| !read.is_in_words)?.value
        }),
    }
}

fn value_cell<T: PartialEq + Display>(written: &Written<T>, read: fn(&Cell) -> Option<Written<T>>) -> Cell {
    let text = written.to_string();
    let cell = text_cell(&text, false);
    if read(&cell).as_ref() == Some(written) { cell } else { literal(&text) }
}

/// The heading of a measure: what offices call it, or its name behind the prefix `measure:`.
fn measure_heading(measure: &Measure, whole: bool) -> String {
    let heading = heading_of(measure, whole);
    let labelled = known::heading(measure.id()).map(|label| heading.replacen(measure.id(), label, 1));
    let is_read = |heading: &String| Headings::default().meaning(heading) == Some(Meaning::Measure(measure.clone()));
    labelled.filter(is_read).unwrap_or_else(|| format!("measure:{heading}"))
}

fn declared_heading(of: &str) -> String {
    let by_label = of.parse::<Kind>().ok().map(|kind| format!("申报:{}", kind.chinese()));
    by_label.unwrap_or_else(|| format!("declared:{of}"))
}

#[cfg(test)]
#[path = "ledger_to_workbook_tests.rs"]
mod tests;
