//! Binds records to the graph of their day, or finds all that is wrong with them.

mod numbered; // texts that many records share, as numbers
mod place; // from what is written to a node
mod point; // from a point to a node, beside what is written
mod sort; // from columns in the order of rows to records in their own

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::columns::{Codes, Columns, Judged, Marks, NEVER, NONE, Time};
use super::moment::{day_number, day_of_number};
use super::note::Notes;
use super::{
    Moment, RecordError, RecordErrors, RecordIssue, RecordLedger, RecordPack, RecordProblem, RecordRemark, RecordRow,
    Records, Stamp, Status, Step, Zone,
};
use crate::date::Date;
use crate::excerpt::excerpt;
use crate::governance::{AsOf, Governance, Locate};
use crate::ledger::{Origin, Source};
use crate::message::Term;
use crate::text::near_codes;
use numbered::Numbered;
use place::{Found, Places};

/// Binds records to the graph of their day: of a [`Governance`], which is always itself, or of a history of maps.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::record::{BindRecords, RecordReader, Zone};
///
/// let mut draft = Draft::new("须水街道");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// draft.add(street, SecondGrid, "G-1", "第一网格");
/// let governance = Governance::build(&draft)?;
///
/// let reader = RecordReader::new("Asia/Shanghai".parse::<Zone>()?);
/// let ledger = reader.csv_str("编号,类别,网格,上报时间\n1,噪音,第一网格,2023-12-10 08:00\n2,噪音,第二网格,2023-12-10 09:00\n");
/// let errors = governance.records(&ledger).unwrap_err();
/// assert_eq!(
///     errors.to_string(),
///     "line 3: `第二网格` is neither the code nor the name of an area, grid or place on 2023-12-10; \
///      write the code of the one that is meant"
/// );
///
/// let ledger = reader.csv_str("编号,类别,网格,上报时间\n1,噪音,第一网格,2023-12-10 08:00\n");
/// let records = governance.records(&ledger)?;
/// assert_eq!(records.within(governance.node("S").unwrap()).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait BindRecords: AsOf {
    /// Binds the records of a ledger by the default pack. O(n log n) for n records.
    ///
    /// # Errors
    ///
    /// All that could not be read, and all that is wrong with what could: a place that does not exist, two records of one
    /// code.
    fn records<'g>(&'g self, ledger: &RecordLedger) -> Result<Records<'g>, RecordErrors> {
        self.records_by(ledger, &RecordPack::default())
    }

    /// The same on a map, which finds the records that say a point; read them by
    /// [`RecordReader::with_points`](super::RecordReader::with_points). O(n log n), and a look-up on the map for each point.
    ///
    /// A point is the smallest territory that a row says. A record belongs to the lowest grid in which it lies, if that lies in
    /// what is written, or nothing is written. On a border what is written decides; if nothing is, the record belongs to the
    /// lowest territory that has all grids that meet there. In no grid, and in another than is written, it belongs to what is
    /// written. Whatever does not fit is an issue, `record.point`: a finding, or an error where the pack refuses it.
    ///
    /// ```
    /// # #[cfg(feature = "geo")]
    /// # {
    /// use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    /// use gridgov::record::{BindRecords, RecordPack, RecordReader, Zone};
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// draft.add(street, SecondGrid, "G-2", "第二网格");
    /// let governance = Governance::build(&draft)?;
    /// let square = |x: f64| [[[[x, 0.0], [x + 100.0, 0.0], [x + 100.0, 100.0], [x, 100.0]]]];
    /// let mut shapes = Shapes::new(CoordinateSystem::Plane);
    /// shapes.add_polygon("G-1", square(0.0));
    /// shapes.add_polygon("G-2", square(100.0));
    /// let atlas = Atlas::new(&governance, shapes)?;
    ///
    /// let reader = RecordReader::new(Zone::utc()).with_points();
    /// let ledger = reader.csv_str("编号,类别,街道,经度,纬度,上报时间\n1,噪音,S,50,50,2023-12-10 08:00\n2,噪音,S,150,50,2023-12-10 09:00\n");
    /// let records = governance.records_on_map(&ledger, &RecordPack::default(), &atlas)?;
    /// assert_eq!(records.within(governance.node("G-2").unwrap()).len(), 1);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`BindRecords::records_by`].
    fn records_on_map<'g>(
        &'g self,
        ledger: &RecordLedger,
        pack: &RecordPack,
        map: &'g dyn Locate,
    ) -> Result<Records<'g>, RecordErrors> {
        RecordBinder::new(self, ledger.zone().clone(), pack.clone()).with_map(map).bind(ledger)
    }

    /// Binds the records of a ledger by a pack, which says until when they are due, and which issues are errors. O(n log n).
    ///
    /// # Errors
    ///
    /// As [`BindRecords::records`]; also the issues that the pack refuses.
    fn records_by<'g>(&'g self, ledger: &RecordLedger, pack: &RecordPack) -> Result<Records<'g>, RecordErrors> {
        RecordBinder::new(self, ledger.zone().clone(), pack.clone()).bind(ledger)
    }
}

impl<T: AsOf + ?Sized> BindRecords for T {}

/// Binds records one by one, for streams that are too long for a list of rows.
///
/// ```
/// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
/// use gridgov::record::{Moment, RecordBinder, RecordPack, RecordRow, Zone};
///
/// # let mut draft = Draft::new("");
/// # draft.root(Subdistrict, "S", "须水街道");
/// # let governance = Governance::build(&draft)?;
/// let zone = Zone::utc();
/// let mut binder = RecordBinder::new(&governance, zone.clone(), RecordPack::default());
/// binder.push(&RecordRow::new("patrol", "S", Moment::read("2023-12-10T08:00", &zone)?));
/// assert_eq!(binder.finish()?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RecordBinder<'g, A: AsOf + ?Sized> {
    maps: &'g A,
    graphs: Vec<&'g Governance>,
    places: Vec<Places<'g>>,
    /// The graph of each day that came up.
    graph_of_day: BTreeMap<Date, Option<usize>>,
    zone: Zone,
    pack: RecordPack,
    /// The columns in the order of the rows; `day` is not filled.
    columns: Columns,
    days: Vec<i32>,
    graph: Vec<u16>,
    classes: Numbered,
    urgencies: Numbered,
    units: Numbered,
    codes: Codes,
    source: Option<Arc<Source>>,
    steps: Vec<(u32, Step, Stamp)>,
    spans: Vec<(u32, Step, Stamp)>,
    steps_kept: [bool; Step::COUNT],
    issues: Vec<(u32, RecordIssue)>,
    lists_only_closed: bool,
    errors: Vec<RecordError>,
    /// What was written for places that no graph has: the row, the day, and the graph of that day.
    unknown: Vec<Unknown>,
    /// Whether what no graph of its day has stood on any other day.
    stood: BTreeMap<String, bool>,
    notes: Notes,
    /// Where points are looked up.
    map: Option<&'g dyn Locate>,
    looked_up: u64,
}

/// A place that no graph has.
#[derive(Debug)]
struct Unknown {
    origin: Origin,
    written: String,
    day: Date,
    graph: usize,
}

/// No graph: a record without a place.
const NO_GRAPH: u16 = u16::MAX;

impl<'g, A: AsOf + ?Sized> RecordBinder<'g, A> {
    /// A binder without records.
    #[must_use]
    pub fn new(maps: &'g A, zone: Zone, pack: RecordPack) -> Self {
        let graphs = maps.graphs();
        Self {
            maps,
            places: graphs.iter().map(|graph| Places::new(graph)).collect(),
            graphs,
            graph_of_day: BTreeMap::new(),
            zone,
            pack,
            columns: Columns::default(),
            days: Vec::new(),
            graph: Vec::new(),
            classes: Numbered::new(usize::from(u16::MAX)),
            urgencies: Numbered::new(Marks::URGENCIES),
            units: Numbered::new(usize::from(u16::MAX)),
            codes: Codes::default(),
            source: None,
            steps: Vec::new(),
            spans: Vec::new(),
            steps_kept: [false; Step::COUNT],
            issues: Vec::new(),
            lists_only_closed: false,
            errors: Vec::new(),
            unknown: Vec::new(),
            stood: BTreeMap::new(),
            notes: Notes::default(),
            map: None,
            looked_up: 0,
        }
    }

    /// The same, which looks points up on a map; see [`BindRecords::records_on_map`].
    #[must_use]
    pub fn with_map(mut self, map: &'g dyn Locate) -> Self {
        self.map = Some(map);
        self
    }

    /// Binds all records of a ledger.
    fn bind(mut self, ledger: &RecordLedger) -> Result<Records<'g>, RecordErrors> {
        for row in ledger.rows() {
            self.push(row);
        }
        self.lists_only_closed = ledger.lists_only_closed();
        self.finish_behind(ledger.errors(), ledger.notes())
    }

    /// Binds a record. What is wrong with it is told by [`RecordBinder::finish`].
    pub fn push(&mut self, row: &RecordRow) {
        let at = self.columns.node.len() as u32;
        let day = row.reported.first().day_in(&self.zone);
        self.source = self.source.take().or_else(|| row.origin.source().cloned());
        let (graph, node) = self.place(at, row, day);
        let status = self.status(at, row);
        let closed = row.steps.iter().find(|(step, _)| *step == Step::Closed).map(|(_, stamp)| *stamp);
        self.check_order(at, row);

        let urgency = self.urgencies.number(&row.urgency, &row.origin);
        let is_closed = status == Status::Closed;
        let due = self.due(row);
        let judged = Judged::new(closed.filter(|_| is_closed), is_closed, due);
        let mut marks = Marks::new(status, judged, urgency.min(Marks::URGENCIES - 1));
        let has = |step: Step| row.steps.iter().any(|(taken, _)| *taken == step);
        marks.set(Marks::ASKED, row.satisfied.is_some());
        marks.set(Marks::CONTENT, row.satisfied == Some(true));
        marks.set(Marks::SETTLED, is_closed || has(Step::Handled));
        marks.set(Marks::RETURNED, status == Status::Returned || has(Step::Returned));
        marks.set(Marks::REOPENED, status == Status::Reopened || has(Step::Reopened));

        let (class, unit) = (self.classes.number(&row.class, &row.origin), self.units.number(&row.unit, &row.origin));
        let columns = &mut self.columns;
        columns.node.push(node);
        columns.line.push(row.origin.line().unwrap_or(0));
        columns.class.push(class as u16);
        columns.unit.push(unit as u16);
        columns.marks.push(marks);
        columns.reported.push(Time::new(row.reported));
        columns.closed.push(Time::of(closed));
        self.columns.due.push(due.map_or(NEVER, Moment::micros));
        self.days.push(day_number(day));
        self.graph.push(graph);
        self.steps_kept[Step::Reported as usize] = true;
        for (step, stamp) in &row.steps {
            self.steps_kept[*step as usize] = true;
            // The first closing stands in its column.
            if *step != Step::Closed {
                self.steps.push((at, *step, *stamp));
            }
        }
        let in_columns = [(Step::Reported, Some(row.reported)), (Step::Closed, closed)];
        for (step, stamp) in in_columns.into_iter().filter_map(|(step, stamp)| Some((step, stamp?))) {
            if stamp.moment().is_none() && Time::new(stamp).stamp(&self.zone) != stamp {
                self.spans.push((at, step, stamp));
            }
        }
        self.code(at, row);
    }

    fn code(&mut self, at: u32, row: &RecordRow) {
        if row.code.is_empty() && self.codes.ends.is_empty() {
            return;
        }
        // The records before had none.
        self.codes.ends.resize(at as usize, 0);
        self.codes.text.push_str(&row.code);
        self.codes.ends.push(self.codes.text.len() as u32);
    }

    /// The graph of the day and the node in it.
    fn place(&mut self, at: u32, row: &RecordRow, day: Date) -> (u16, u32) {
        let Some(graph) = self.graph_on(day) else {
            let code = row.places.first().map_or_else(String::new, |written| excerpt(written));
            self.raise(at, row, RecordIssue::OutsideLife { code, day });
            return (NO_GRAPH, NONE);
        };
        match self.places[graph].find(&row.places) {
            Found::Node { node, above, unknown } => {
                if let Some(written) = above {
                    let code = self.graphs[graph].at(node).code().to_owned();
                    self.notes.add(&row.origin, RecordRemark::PlacedAbove { written: excerpt(&written), code });
                }
                for written in unknown {
                    self.notes.add(&row.origin, RecordRemark::AboveUnknown { written: excerpt(&written) });
                }
                return (graph as u16, self.by_point(at, row, graph, Some(node)).unwrap_or(node));
            }
            Found::Nothing => {
                if let Some(node) = self.by_point(at, row, graph, None) {
                    return (graph as u16, node);
                }
            }
            Found::Unknown { written } => {
                let places = &mut self.places;
                let look = || places.iter_mut().any(|places| places.has(&written));
                let stood = *self.stood.entry(written.clone()).or_insert_with(look);
                if stood {
                    self.raise(at, row, RecordIssue::OutsideLife { code: excerpt(&written), day });
                } else {
                    self.unknown.push(Unknown { origin: row.origin.clone(), written, day, graph });
                }
            }
            Found::Ambiguous { written, codes } => {
                self.complain(row, RecordProblem::AmbiguousPlace { written: excerpt(&written), codes });
            }
            Found::Elsewhere { written, within } => {
                let problem = RecordProblem::Elsewhere { written: excerpt(&written), within: excerpt(&within) };
                self.complain(row, problem);
            }
        }
        (NO_GRAPH, NONE)
    }

    fn graph_on(&mut self, day: Date) -> Option<usize> {
        match self.graph_of_day.entry(day) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let graph = self.maps.as_of(day);
                let number = graph.and_then(|graph| self.graphs.iter().position(|other| std::ptr::eq(*other, graph)));
                *new.insert(number)
            }
        }
    }

    fn complain(&mut self, row: &RecordRow, problem: impl Into<RecordProblem>) {
        self.errors.push(RecordError::new(row.origin.clone(), None, problem));
    }

    /// An issue: an error where the pack refuses it, else kept for the rules.
    fn raise(&mut self, at: u32, row: &RecordRow, issue: RecordIssue) {
        if self.pack.refuse.contains(issue.rule()) {
            self.complain(row, issue);
            return;
        }
        let remark = match &issue {
            RecordIssue::NoPlace => RecordRemark::NoPlace,
            other => RecordRemark::Issue(other.clone()),
        };
        // What has no node cannot be found at one, so a note tells it.
        if matches!(issue, RecordIssue::NoPlace | RecordIssue::OutsideLife { .. }) {
            self.notes.add(&row.origin, remark);
        }
        self.issues.push((at, issue));
    }

    /// The state, by what is written, else by the times.
    fn status(&mut self, at: u32, row: &RecordRow) -> Status {
        let time_of = |step: Step| row.steps.iter().filter(move |(taken, _)| *taken == step).map(|(_, stamp)| *stamp);
        let closed = time_of(Step::Closed).next();
        let again = |closed: Stamp| {
            [Step::Reopened, Step::Returned].into_iter().flat_map(time_of).any(|stamp| stamp.last() >= closed.first())
        };
        match (row.status, closed) {
            (Some(status), Some(closed)) if status.is_open() && status != Status::Reopened && !again(closed) => {
                let closed_at = closed.first().shown_in(&self.zone);
                self.raise(at, row, RecordIssue::Contradiction { closed_at, status });
                status
            }
            (Some(status), _) => status,
            (None, Some(closed)) if again(closed) => Status::Reopened,
            (None, Some(_)) => Status::Closed,
            (None, None) if time_of(Step::Voided).next().is_some() => Status::Voided,
            (None, None) => Status::Open,
        }
    }

    /// Finds the first step that comes before one that it follows.
    fn check_order(&mut self, at: u32, row: &RecordRow) {
        let reported = (Step::Reported, row.reported);
        let mut steps: Vec<(Step, Stamp)> = std::iter::once(reported).chain(row.steps.iter().copied()).collect();
        steps.sort_by_key(|(step, _)| *step);
        let mut latest = reported;
        let mut wrong = None;
        for (step, stamp) in steps {
            // What has no place in the order comes after the report at least.
            let before = if step.is_ordered() { latest } else { reported };
            if stamp.last() < before.1.first() {
                wrong = wrong.or(Some((before, (step, stamp))));
            } else if step.is_ordered() && stamp.first() > latest.1.first() {
                latest = (step, stamp);
            }
        }
        if let Some(((earlier, before), (later, behind))) = wrong {
            let shown = |stamp: Stamp| stamp.first().shown_in(&self.zone);
            let issue = RecordIssue::OutOfOrder { earlier, earlier_at: shown(before), later, later_at: shown(behind) };
            self.raise(at, row, issue);
        }
    }

    /// The last moment in time for the closing: as it was put off, as the row says, else as the pack says.
    fn due(&self, row: &RecordRow) -> Option<Moment> {
        if let Some(stated) = row.extended_to.or(row.due) {
            return Some(stated.last());
        }
        let deadline = self.pack.deadline(Step::Closed, &row.class, &row.urgency)?;
        let from = match deadline.from {
            Step::Reported => row.reported,
            step => row.steps.iter().find(|(taken, _)| *taken == step).map(|(_, stamp)| *stamp)?,
        };
        deadline.due(from, &self.zone, self.pack.calendar.as_ref())
    }

    /// The records, or all that is wrong with them. O(n log n).
    ///
    /// # Errors
    ///
    /// As [`BindRecords::records_by`].
    pub fn finish(self) -> Result<Records<'g>, RecordErrors> {
        self.finish_behind(&[], &[])
    }

    fn finish_behind(
        mut self,
        errors: &[RecordError],
        notes: &[super::RecordNote],
    ) -> Result<Records<'g>, RecordErrors> {
        self.find_same_codes();
        self.find_near();
        self.check_numbers();
        let mut all = errors.to_vec();
        all.append(&mut self.errors);
        // By their lines; the errors of reading have kept their order.
        all.sort_by_key(|error| error.origin().line());
        RecordErrors::check(all)?;
        Ok(self.sorted(notes))
    }

    fn origin(&self, at: u32) -> Origin {
        match &self.source {
            Some(source) => Origin::new(source.clone(), self.columns.line[at as usize], 0),
            None => Origin::default(),
        }
    }

    fn find_same_codes(&mut self) {
        let mut coded: Vec<u32> =
            (0..self.codes.ends.len() as u32).filter(|at| !self.codes.get(*at).is_empty()).collect();
        coded.sort_unstable_by(|one, other| (self.codes.get(*one), one).cmp(&(self.codes.get(*other), other)));
        let mut first = None;
        for at in coded {
            let code = self.codes.get(at);
            match first {
                Some(known) if self.codes.get(known) == code => {
                    let problem = RecordProblem::SameCode { code: excerpt(code), first: self.origin(known) };
                    self.errors.push(RecordError::new(self.origin(at), None, problem));
                }
                _ => first = Some(at),
            }
        }
    }

    /// Tells the places that no graph has, each with the codes that may be meant, which are looked for once.
    fn find_near(&mut self) {
        for (number, graph) in self.graphs.iter().enumerate() {
            let of_graph = || self.unknown.iter().filter(|unknown| unknown.graph == number);
            let near = near_codes(graph.codes_and_names(), of_graph().map(|unknown| unknown.written.as_str()));
            for Unknown { origin, written, day, .. } in of_graph() {
                let near = near.get(written.as_str()).cloned().unwrap_or_default();
                let problem = RecordProblem::UnknownPlace { written: excerpt(written), day: *day, near };
                self.errors.push(RecordError::new(origin.clone(), None, problem));
            }
        }
    }

    /// Checks that what the columns number has room in them.
    fn check_numbers(&mut self) {
        let numbered = [
            self.classes.check(Term::new("the number of classes", "类别数")),
            self.units.check(Term::new("the number of units", "处置单位数")),
            self.urgencies.check(Term::new("the number of urgencies", "紧急程度种数")),
        ];
        self.errors.extend(numbered.into_iter().flatten());
        // Of equal days the row that stands first.
        let by_day = |at: &u32| (self.days[*at as usize], self.columns.line[*at as usize]);
        let first = (0..self.days.len() as u32).min_by_key(by_day);
        let last = (0..self.days.len() as u32).max_by_key(|at| (by_day(at).0, std::cmp::Reverse(by_day(at).1)));
        if let Some((first, last)) = first.zip(last) {
            let (first_day, last_day) = (self.days[first as usize], self.days[last as usize]);
            let (days, limit) = (last_day.abs_diff(first_day), u32::from(u16::MAX));
            if days > limit {
                let (first_day, last_day) = (day_of_number(first_day), day_of_number(last_day));
                let last_at = self.origin(last);
                let problem = RecordProblem::DaysApart { first: first_day, last: last_day, last_at, days, limit };
                self.errors.push(RecordError::new(self.origin(first), None, problem));
            }
        }
        let bounds = [
            (Term::new("the number of graphs", "网格图数"), self.graphs.len(), usize::from(NO_GRAPH)),
            (Term::new("the length of all codes", "编号总长度"), self.codes.text.len(), u32::MAX as usize),
            (Term::new("the number of records", "案件数"), self.columns.node.len(), NONE as usize - 1),
        ];
        for (what, found, limit) in bounds {
            if found > limit {
                let problem = RecordProblem::Limit { what, found: found as u64, limit: limit as u64 };
                self.errors.push(RecordError::new(Origin::default(), None, problem));
            }
        }
    }
}

#[cfg(test)]
#[path = "bind_tests.rs"]
mod tests;
