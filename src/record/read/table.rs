//! Rows of cells below headings: what all formats lead to.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::RecordReader;
use crate::excerpt::excerpt;
use crate::governance::Coordinate;
use crate::ledger::{Origin, Source};
use crate::message::Term;
use crate::record::heading::{Known, compared, is_not_said};
use crate::record::note::Notes;
use crate::record::step::content_of_word;
use crate::record::written_time::{is_american, order_in, read};
use crate::record::{
    DateOrder, RecordError, RecordField, RecordLedger, RecordProblem, RecordRemark, RecordRow, Stamp, Status, Step,
};

/// The rows of a table, which can be gone through more than once.
pub(crate) trait Rows {
    /// Calls `each` with the line and the cells of every row.
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>]));
}

/// What of a table is known before its rows are read.
pub(crate) struct Head<'t> {
    pub(crate) source: Arc<Source>,
    /// The line of the headings; 0 where each row has its own.
    pub(crate) line: u32,
    pub(crate) headings: &'t [String],
}

/// A column that is read.
struct Column<'t> {
    at: usize,
    heading: &'t str,
    field: RecordField,
    order: Option<DateOrder>,
}

struct Table<'t> {
    reader: &'t RecordReader,
    head: &'t Head<'t>,
    errors: Vec<RecordError>,
    /// The lines of rows in which an error was found before: what they say is not whole.
    incomplete: BTreeSet<u32>,
    notes: Notes,
}

/// Reads a table. `errors` are those that were found before.
pub(crate) fn read_table(
    reader: &RecordReader,
    head: &Head<'_>,
    rows: &dyn Rows,
    errors: Vec<RecordError>,
) -> RecordLedger {
    let incomplete = errors.iter().filter_map(|error| error.origin().line()).collect();
    let mut table = Table { reader, head, errors, incomplete, notes: Notes::default() };
    let mut columns = table.columns();
    table.tell_orders(&mut columns, rows);
    let mut read = Vec::new();
    let mut count: u64 = 0;
    if !columns.is_empty() {
        rows.each(&mut |line, cells| {
            count += 1;
            if count <= u64::from(u32::MAX - 1) {
                read.extend(table.row(&columns, line, cells));
            }
        });
    }
    let limit = u64::from(u32::MAX - 1);
    if count > limit {
        table.complain(
            0,
            None,
            RecordProblem::Limit { what: Term::new("the number of records", "案件数"), found: count, limit },
        );
    }
    RecordLedger::read(reader.zone.clone(), read, table.errors, table.notes.finish())
}

impl<'t> Table<'t> {
    fn origin(&self, line: u32) -> Origin {
        Origin::new(self.head.source.clone(), line, 0)
    }

    fn complain(&mut self, line: u32, column: Option<&str>, problem: impl Into<RecordProblem>) {
        self.errors.push(RecordError::new(self.origin(line), column, problem));
    }

    /// The columns that are read, places first by their ranks. Empty where rows cannot be read.
    fn columns(&mut self) -> Vec<Column<'t>> {
        let (line, before) = (self.head.line, self.errors.len());
        let mut columns: Vec<Column<'t>> = Vec::new();
        for (at, heading) in self.head.headings.iter().enumerate() {
            let shown = excerpt(heading);
            let field = match self.reader.known(heading) {
                Known::Field(RecordField::Ignored) => {
                    self.notes.add(&self.origin(line), RecordRemark::ColumnIgnored { heading: shown });
                    continue;
                }
                Known::Field(field) => field,
                Known::Personal if self.reader.refuses_personal => {
                    self.complain(line, Some(heading), RecordProblem::Personal { heading: shown });
                    continue;
                }
                Known::Personal => {
                    self.notes.add(&self.origin(line), RecordRemark::ColumnPersonal { heading: shown });
                    continue;
                }
                Known::Unknown => {
                    if !heading.trim().is_empty() {
                        self.notes.add(&self.origin(line), RecordRemark::ColumnUnknown { heading: shown });
                    }
                    continue;
                }
            };
            let same = columns.iter().find(|column| column.field == field).map(|column| column.heading);
            if let Some(first) = same.filter(|_| !matches!(field, RecordField::Place { .. })) {
                self.complain(line, Some(heading), RecordProblem::SameColumn { first: excerpt(first), second: shown });
                continue;
            }
            columns.push(Column { at, heading, field, order: self.reader.order });
        }
        let has = |field: fn(RecordField) -> bool| columns.iter().any(|column| field(column.field));
        let (has_longitude, has_latitude) =
            (has(|field| field == RecordField::Longitude), has(|field| field == RecordField::Latitude));
        let (has_time, has_place) = (
            has(|field| field == RecordField::Step(Step::Reported)),
            has(|field| matches!(field, RecordField::Place { .. })) || has_longitude || has_latitude,
        );
        for (is_there, what, example) in [
            (has_longitude, Term::new("the longitude, beside the latitude", "纬度之外的经度"), "经度, longitude"),
            (has_latitude, Term::new("the latitude, beside the longitude", "经度之外的纬度"), "纬度, latitude"),
        ] {
            if !is_there && (has_longitude || has_latitude) {
                self.complain(line, None, RecordProblem::NoColumn { what, example });
            }
        }
        if !has_time {
            let problem = RecordProblem::NoColumn {
                what: Term::new("when a record was reported", "上报时间"),
                example: "上报时间, created_date",
            };
            self.complain(line, None, problem);
        }
        if !has_place {
            let problem = RecordProblem::NoColumn {
                what: Term::new("where it happened", "地点"),
                example: "网格编号, 社区, grid",
            };
            self.complain(line, None, problem);
        }
        if self.errors.len() > before {
            return Vec::new();
        }
        // The sort is stable: of equal ranks the first column comes first.
        columns.sort_by_key(|column| match column.field {
            RecordField::Place { rank } => std::cmp::Reverse(i16::from(rank)),
            _ => std::cmp::Reverse(-1),
        });
        columns
    }

    /// Finds the order of month and day for each column of times, from all of its cells.
    fn tell_orders(&mut self, columns: &mut [Column<'t>], rows: &dyn Rows) {
        if self.reader.order.is_some() {
            return;
        }
        let timed: Vec<usize> = (0..columns.len()).filter(|at| is_time(columns[*at].field)).collect();
        // For each column: whether there are such days, all of them American, and which orders they tell.
        let mut told = vec![(false, true, [false; 2]); timed.len()];
        rows.each(&mut |_, cells| {
            for (column, told) in timed.iter().zip(&mut told) {
                let Some(text) = cells.get(columns[*column].at).filter(|text| may_be_year_last(text)) else { continue };
                told.0 = true;
                told.1 &= is_american(text);
                match order_in(text) {
                    Some(DateOrder::MonthFirst) => told.2[0] = true,
                    Some(DateOrder::DayFirst) => told.2[1] = true,
                    None => {}
                }
            }
        });
        for (column, (is_there, is_american, orders)) in timed.into_iter().zip(told) {
            columns[column].order = match orders {
                [true, false] => Some(DateOrder::MonthFirst),
                [false, true] => Some(DateOrder::DayFirst),
                [false, false] if is_there && is_american => {
                    let remark = RecordRemark::MonthFirst { heading: excerpt(columns[column].heading) };
                    self.notes.add(&self.origin(self.head.line), remark);
                    Some(DateOrder::MonthFirst)
                }
                // No order, or two: each day has to tell its own.
                [false, false] | [true, true] => None,
            };
        }
    }

    /// A row; `None` where there is an error in it, or nothing but blank cells.
    fn row(&mut self, columns: &[Column<'t>], line: u32, cells: &[Cow<'_, str>]) -> Option<RecordRow> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let before = self.errors.len();
        // Blank cells behind the last heading say nothing.
        let width = self.head.headings.len();
        let cells = if cells.len() > width && cells[width..].iter().all(|cell| cell.trim().is_empty()) {
            &cells[..width]
        } else {
            cells
        };
        if cells.len() != width {
            let problem = RecordProblem::Ragged { found: cells.len(), headings: width };
            self.complain(line, None, problem);
            return None;
        }
        for (heading, cell) in self.head.headings.iter().zip(cells) {
            if has_rows(cell, width) {
                self.notes.add(&self.origin(line), RecordRemark::RowsInCell { heading: excerpt(heading) });
            }
        }
        let mut reported = None;
        // The time is replaced before the row is given away.
        let blank = RecordRow::new("", "", crate::record::Moment::of_micros(0));
        let mut row = RecordRow { places: Vec::new(), origin: self.origin(line), ..blank };
        let mut ranks_seen: Option<u8> = None;
        let mut point = [None; 2];
        for column in columns {
            let text = cells[column.at].trim();
            if is_time(column.field) {
                let Some(stamp) = self.time(column, line, text) else { continue };
                match column.field {
                    RecordField::Step(Step::Reported) => reported = Some(stamp),
                    RecordField::Step(step) => row.steps.push((step, stamp)),
                    RecordField::ExtendedTo => row.extended_to = Some(stamp),
                    _ => row.due = Some(stamp),
                }
                continue;
            }
            if text.is_empty() {
                continue;
            }
            match column.field {
                RecordField::Code => text.clone_into(&mut row.code),
                RecordField::Class => text.clone_into(&mut row.class),
                RecordField::Place { rank } => {
                    // A code and a name of one territory: the first is enough.
                    let is_new = ranks_seen.replace(rank) != Some(rank);
                    row.places.extend(is_new.then(|| text.to_owned()));
                }
                RecordField::Longitude => point[0] = self.number(column, line, text),
                RecordField::Latitude => point[1] = self.number(column, line, text),
                RecordField::Urgency => text.clone_into(&mut row.urgency),
                RecordField::Unit => text.clone_into(&mut row.unit),
                RecordField::Status => {
                    row.status = Status::of_word(&compared(text));
                    if row.status.is_none() {
                        self.notes.add(&row.origin, RecordRemark::UnknownStatus { written: excerpt(text) });
                    }
                }
                RecordField::Satisfied => {
                    row.satisfied = content_of_word(&compared(text));
                    if row.satisfied.is_none() {
                        self.notes.add(&row.origin, RecordRemark::UnknownAnswer { written: excerpt(text) });
                    }
                }
                _ => {}
            }
        }
        match point {
            [Some(x), Some(y)] => row.point = Some(Coordinate::new(x, y)),
            [None, None] => {}
            _ if self.errors.len() > before => {}
            half => {
                let missing = if half[0].is_none() { RecordField::Longitude } else { RecordField::Latitude };
                let heading = columns.iter().find(|column| column.field == missing).map(|column| column.heading);
                self.complain(line, heading, RecordProblem::HalfPoint);
            }
        }
        match reported {
            Some(stamp) => row.reported = stamp,
            None if self.errors.len() == before && !self.incomplete.contains(&line) => {
                let heading = columns.iter().find(|column| column.field == RecordField::Step(Step::Reported));
                self.complain(line, heading.map(|column| column.heading), RecordProblem::NotReported);
            }
            None => {}
        }
        (self.errors.len() == before && !self.incomplete.contains(&line)).then_some(row)
    }

    /// The number in a cell of a point; `None` where nothing is said, or something that is no number.
    fn number(&mut self, column: &Column<'t>, line: u32, text: &str) -> Option<f64> {
        if is_not_said(text) {
            return None;
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.complain(line, Some(column.heading), RecordProblem::NoCoordinate { written: excerpt(text) });
        }
        number
    }

    /// The time in a cell; `None` where there is none, or one that cannot be read.
    fn time(&mut self, column: &Column<'t>, line: u32, text: &str) -> Option<Stamp> {
        const NOTHING: [&str; 9] = ["", "-", "—", "/", "无", "null", "none", "nan", "nat"];
        if NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)) {
            return None;
        }
        match read(text, &self.reader.zone, column.order) {
            Ok(time) => {
                if time.is_twice {
                    self.notes.add(&self.origin(line), RecordRemark::TwiceOnClock);
                }
                Some(time.stamp)
            }
            Err(problem) => {
                self.complain(line, Some(column.heading), problem);
                None
            }
        }
    }
}

/// Whether a cell has a line behind its first that looks like a row of so many cells.
fn has_rows(cell: &str, width: usize) -> bool {
    let is_row = |line: &str| [',', '\t', ';'].into_iter().any(|between| line.matches(between).count() + 1 == width);
    width > 2 && cell.contains('\n') && cell.lines().skip(1).any(is_row)
}

/// Whether a text may write the year last: its first four characters are not all digits.
fn may_be_year_last(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && !text.chars().take(4).all(|c| c.is_ascii_digit())
}

fn is_time(field: RecordField) -> bool {
    matches!(field, RecordField::Step(_) | RecordField::Due | RecordField::ExtendedTo)
}
