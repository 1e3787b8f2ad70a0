//! Registers of people (人口台账): residents, households, tenants, with identity numbers and telephones.
//!
//! They are the commonest sheets of an office, and no part of a graph of grids: nothing of a person belongs there. By
//! default such a sheet is told and left alone. On request ([`Count`]) its rows are counted at the buildings or grids
//! that they name; a row is then a number, and whose it is is never kept and never shown.
//!
//! - `evidence`: whether the headings of a sheet are those of a register
//! - `count`: what is asked for
//! - `rows`: the rows of a register, each as the places that it names and its class
//! - `places`: the node that these places mean
//! - `add_up`: the rows as measures of nodes

mod add_up;
mod count;
mod evidence;
mod places;
mod rows;

use std::sync::Arc;

use super::headings::{Personal, compared, personal};
use super::log::Log;
use super::note::Remark;
use super::{Cell, CellProblem, Field, Headings, Meaning, Sheet, Workbook};
use crate::ledger::{Origin, Source, excerpt};

pub(super) use add_up::add_up;
pub use count::{Count, UnknownCountError};
pub use places::NoPlace;

/// How many lines from the top may be the line of headings.
const SEARCHED_LINES: usize = 20;

/// How many headings a note lists.
const LISTED: usize = 5;

/// A sheet that is a register of people.
pub(super) struct Register<'s> {
    sheet: &'s Sheet,
    source: Arc<Source>,
    heading_row: u32,
    columns: Vec<Column>,
}

/// A column of a register.
struct Column {
    at: u32,
    heading: String,
    role: Role,
}

/// What a column of a register is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It names a building, grid or area.
    Place,
    /// The name of the person or household, or a number of theirs: where one stands, the row is somebody.
    Person,
    /// Other personal data.
    Personal(Personal),
    /// Running numbers, remarks.
    Beside,
    Other,
}

/// Headings of buildings and grids in registers, in the form in which they are compared, beside those of ledgers.
const PLACES: [&str; 33] = [
    "现住楼栋",
    "居住楼栋",
    "所在楼栋",
    "楼栋",
    "楼栋名称",
    "楼栋编号",
    "楼栋号",
    "楼号",
    "所属楼栋",
    "小区",
    "小区名称",
    "所在小区",
    "居住小区",
    "所属小区",
    "网格",
    "网格名称",
    "网格编号",
    "所在网格",
    "所属网格",
    "微网格",
    "三级网格",
    "社区",
    "社区名称",
    "所在社区",
    "村",
    "building",
    "buildingname",
    "buildingcode",
    "grid",
    "gridname",
    "gridcode",
    "compound",
    "community",
];

impl<'s> Register<'s> {
    /// The sheet as a register, if its headings are those of one, or if its rows are to be counted.
    pub(super) fn of(workbook: &Workbook, sheet: &'s Sheet, headings: &Headings) -> Option<Self> {
        let (heading_row, written) = heading_line(sheet, headings)?;
        let written = &written[..];
        let is_asked_for = headings.counts().iter().any(|count| count.is_of(sheet.name()));
        if !is_asked_for && !evidence::is_register(sheet.name(), written, headings) {
            return None;
        }
        let columns = written.iter().map(|(at, heading)| Column {
            at: *at,
            heading: heading.split_whitespace().collect::<Vec<_>>().join(" "),
            role: role_of(heading, headings),
        });
        // The columns are not named in the source: no message may show more of a register than its cells' places.
        let source = workbook.source_of(sheet, []);
        Some(Self { sheet, source, heading_row, columns: columns.collect() })
    }

    fn is_asked_for(&self, headings: &Headings) -> bool {
        headings.counts().iter().any(|count| count.is_of(self.sheet.name()))
    }

    /// The first headings of personal data.
    fn personal(&self) -> Vec<String> {
        let personal = self.columns.iter().filter(|column| matches!(column.role, Role::Person | Role::Personal(_)));
        personal.take(LISTED).map(|column| excerpt(&column.heading)).collect()
    }

    /// That the sheet is a register, and how to count it.
    fn remark(&self) -> Remark {
        let by = self.columns.iter().find(|column| compared(&column.heading).ends_with("类别"));
        Remark::Register {
            sheet: self.sheet.name().to_owned(),
            personal: self.personal(),
            places: self.with_role(Role::Place).map(|column| excerpt(&column.heading)).collect(),
            by: by.map(|column| excerpt(&column.heading)),
        }
    }

    fn with_role(&self, role: Role) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |column| column.role == role)
    }

    fn origin(&self, row: u32, column: u32) -> Origin {
        Origin::new(self.source.clone(), row, column)
    }
}

/// The line with the most headings that are known here, the upper one of equals, among the first lines: its row and its
/// texts with their columns.
fn heading_line(sheet: &Sheet, headings: &Headings) -> Option<(u32, Vec<(u32, String)>)> {
    let is_known = |heading: &str| role_of(heading, headings) != Role::Other || headings.meaning(heading).is_some();
    let texts = |cells: &[(u32, Cell)]| -> Vec<(u32, String)> {
        let text = |(at, cell): &(u32, Cell)| match cell {
            Cell::Text(text) if !cell.is_blank() => Some((*at, text.as_ref().to_owned())),
            _ => None,
        };
        cells.iter().filter_map(text).collect()
    };
    let lines = sheet.rows().take(SEARCHED_LINES).map(|(row, cells)| (row, texts(cells)));
    let scored = lines.map(|(row, line)| (line.iter().filter(|(_, text)| is_known(text)).count(), row, line));
    let best = scored.max_by_key(|(known, row, _)| (*known, std::cmp::Reverse(*row)));
    best.filter(|(known, ..)| *known > 1).map(|(_, row, line)| (row, line))
}

/// Tells which sheets are registers. In a workbook of nothing else they are errors: a ledger without areas and grids
/// would claim nothing. So is what is to be counted of sheets that are not there.
pub(super) fn report(
    registers: &[Register<'_>],
    is_alone: bool,
    workbook: &Workbook,
    headings: &Headings,
    log: &mut Log<'_>,
) {
    for register in registers {
        let origin = register.origin(0, 0);
        if is_alone {
            let others = register.columns.iter().filter(|column| matches!(column.role, Role::Place | Role::Other));
            let others = others.map(|column| excerpt(&column.heading)).collect();
            log.lose_row();
            log.error(origin, None, CellProblem::OnlyRegister { personal: register.personal(), others });
        } else if !register.is_asked_for(headings) {
            log.note(origin, register.remark());
        }
    }
    for count in headings.counts() {
        if !workbook.sheets().iter().any(|sheet| count.is_of(sheet.name())) {
            let sheets = workbook.sheets().iter().map(|sheet| excerpt(sheet.name())).collect();
            let origin = Origin::new(Source::text(workbook.name()), 0, 0);
            log.error(origin, None, CellProblem::NoRegister { sheet: excerpt(count.sheet()), sheets });
        }
    }
}

fn role_of(heading: &str, headings: &Headings) -> Role {
    let text = compared(heading);
    // Before all others: who says what a column means is right.
    if matches!(headings.own_meaning(heading), Some(Meaning::Field(Field::Grid | Field::Parent))) {
        return Role::Place;
    }
    if PLACES.contains(&text.as_str()) || headings.meaning(heading) == Some(Meaning::Field(Field::Grid)) {
        return Role::Place;
    }
    match personal(heading) {
        Some(Personal::Identity | Personal::Name) => Role::Person,
        Some(other) => Role::Personal(other),
        None if evidence::is_name(&text) => Role::Person,
        None if headings.meaning(heading) == Some(Meaning::Ignored) => Role::Beside,
        None => Role::Other,
    }
}

#[cfg(test)]
#[path = "register_tests.rs"]
mod tests;
