//! Records bound to the graph of their day, as columns.

use std::ops::Range;

use super::moment::{SECOND, day_number, day_of_number};
use super::{Moment, RecordNote, RecordPack, Stamp, Status, Step, Timeliness, Zone};
use crate::date::Date;
use crate::governance::{Governance, Node};
use crate::measure::Measure;
use crate::rollup::Ratio;

/// No moment, in a column of them.
pub(super) const NEVER: i64 = i64::MIN;

/// No node, no unit.
pub(super) const NONE: u32 = u32::MAX;

/// Records bound to the graph of their day (已落格案件).
///
/// They are sorted by graph, node and time, so that those of a territory are one range; the order of the rows that they came
/// from leaves no trace. Records without a place come last. They take 40 bytes each, beside their codes and the steps
/// between report and closing.
#[derive(Debug)]
pub struct Records<'g> {
    pub(super) zone: Zone,
    pub(super) pack: RecordPack,
    pub(super) graphs: Vec<&'g Governance>,
    /// Where the records of each graph begin, and where those without a place begin.
    pub(super) starts: Vec<u32>,
    pub(super) columns: Columns,
    pub(super) classes: Vec<String>,
    pub(super) urgencies: Vec<String>,
    pub(super) units: Vec<String>,
    pub(super) first_day: Date,
    pub(super) codes: Codes,
    /// Sorted by record.
    pub(super) steps: Vec<(u32, Step, Stamp)>,
    /// Which steps any record has a time for.
    pub(super) steps_kept: [bool; Step::COUNT],
    pub(super) issues: Vec<(u32, super::RecordIssue)>,
    pub(super) notes: Vec<RecordNote>,
    pub(super) lists_only_closed: bool,
}

/// What is known of each record, 40 bytes of it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) node: Vec<u32>,
    pub(super) line: Vec<u32>,
    /// The day of the report, counted from the first.
    pub(super) day: Vec<u16>,
    pub(super) class: Vec<u16>,
    pub(super) unit: Vec<u16>,
    pub(super) marks: Vec<Marks>,
    pub(super) reported: Vec<i64>,
    pub(super) closed: Vec<i64>,
    pub(super) due: Vec<i64>,
}

/// Codes in one text; empty where no record has one.
#[derive(Debug, Default)]
pub(super) struct Codes {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
}

impl Codes {
    pub(super) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }
}

/// What can be said of a record in a bit or a few: its state, whether times are only days, whether it was reopened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Marks(pub(super) u16);

impl Marks {
    pub(super) const REPORTED_ON_DAY: u16 = 1 << 3;
    pub(super) const CLOSED_ON_DAY: u16 = 1 << 4;
    pub(super) const ASKED: u16 = 1 << 5;
    pub(super) const CONTENT: u16 = 1 << 6;
    pub(super) const SETTLED: u16 = 1 << 7;
    pub(super) const RETURNED: u16 = 1 << 8;
    pub(super) const REOPENED: u16 = 1 << 9;
    const URGENCY: u32 = 10;
    /// How many urgencies there can be, no urgency included.
    pub(super) const URGENCIES: usize = 1 << 6;

    pub(super) fn new(status: Status, urgency: usize) -> Self {
        Self(status as u16 | (urgency as u16) << Self::URGENCY)
    }

    pub(super) fn set(&mut self, mark: u16, is_set: bool) {
        self.0 |= if is_set { mark } else { 0 };
    }

    #[inline]
    pub(super) fn has(self, mark: u16) -> bool {
        self.0 & mark != 0
    }

    #[inline]
    pub(super) fn status(self) -> Status {
        Status::ALL[usize::from(self.0 & 7).min(Status::COUNT - 1)]
    }

    /// The same with the new number of its urgency.
    pub(super) fn renumbered(self, to: &[usize]) -> Self {
        let low = self.0 & ((1 << Self::URGENCY) - 1);
        Self(low | (to[self.urgency()] as u16) << Self::URGENCY)
    }

    pub(super) fn urgency(self) -> usize {
        usize::from(self.0 >> Self::URGENCY)
    }
}

/// A record, by its number.
#[derive(Clone, Copy)]
pub struct Record<'r> {
    records: &'r Records<'r>,
    at: u32,
}

impl<'g> Records<'g> {
    /// How many records there are, those without a place included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.node.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.node.is_empty()
    }

    /// The zone that says on which day a moment lies.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The pack by which they were bound.
    #[must_use]
    pub fn pack(&self) -> &RecordPack {
        &self.pack
    }

    /// The graphs that records are bound to, the first one first.
    #[must_use]
    pub fn graphs(&self) -> &[&'g Governance] {
        &self.graphs
    }

    /// The classes, sorted.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// What is worth knowing about how they were read and bound.
    #[must_use]
    pub fn notes(&self) -> &[RecordNote] {
        &self.notes
    }

    /// All records, by graph, node and time; those without a place last.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Record<'_>> + DoubleEndedIterator {
        (0..self.columns.node.len() as u32).map(|at| Record { records: self, at })
    }

    /// The records without a place. They count in no territory.
    pub fn unplaced(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        let start = self.starts.last().copied().unwrap_or(0);
        (start..self.columns.node.len() as u32).map(|at| Record { records: self, at })
    }

    /// The records in a node and all below it, on the graph of the node; none for a node of a graph that no record is bound
    /// to. O(log n).
    pub fn within<K>(&self, node: Node<'_, K>) -> impl ExactSizeIterator<Item = Record<'_>> {
        self.range(node.any()).map(|at| Record { records: self, at })
    }

    pub(super) fn range(&self, node: Node<'_>) -> Range<u32> {
        let graph = self.graphs.iter().position(|graph| std::ptr::eq(*graph, node.governance()));
        let Some(of_graph) = graph.map(|graph| self.of_graph(graph)) else { return 0..0 };
        let nodes = &self.columns.node[of_graph.start as usize..of_graph.end as usize];
        let end = node.governance().tree().end(node.index());
        let before = |bound: u32| of_graph.start + nodes.partition_point(|at| *at < bound) as u32;
        before(node.index())..before(end)
    }

    /// The records that are bound to a graph, by its number.
    pub(super) fn of_graph(&self, graph: usize) -> Range<u32> {
        self.starts[graph]..self.starts[graph + 1]
    }

    #[inline]
    pub(super) fn record(&self, at: u32) -> Record<'_> {
        Record { records: self, at }
    }

    /// The number of the graph that a record is bound to.
    fn graph_of(&self, at: u32) -> Option<usize> {
        let graph = self.starts.partition_point(|start| *start <= at) - 1;
        (graph < self.graphs.len()).then_some(graph)
    }

    /// Whether the ledger lists only what was closed, so that nobody knows how many were taken.
    #[must_use]
    pub fn lists_only_closed(&self) -> bool {
        self.lists_only_closed
    }

    /// The records for each node of a measure, such as households: a ratio, whose parts can be added up. `None` where
    /// nothing there has a value of it. O(nodes below). For a measure by its name see [`Governance::measure`].
    #[must_use]
    pub fn per_measure<K>(&self, node: Node<'_, K>, measure: &Measure) -> Option<Ratio> {
        let whole = node.any().subtree().sum(measure)?;
        Some(Ratio::new(i64::from(self.range(node.any()).len() as u32), whole))
    }
}

impl<'r> Record<'r> {
    fn index(self) -> usize {
        self.at as usize
    }

    /// Its number among all records.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.at
    }

    /// The code; empty if it has none.
    #[must_use]
    pub fn code(self) -> &'r str {
        self.records.codes.get(self.at)
    }

    /// The line of its row; `None` if it came from code.
    #[must_use]
    pub fn line(self) -> Option<u32> {
        Some(self.records.columns.line[self.index()]).filter(|line| *line > 0)
    }

    /// The class; empty if it has none.
    #[must_use]
    pub fn class(self) -> &'r str {
        &self.records.classes[usize::from(self.records.columns.class[self.index()])]
    }

    /// How urgent it is; empty if nothing is said.
    #[must_use]
    pub fn urgency(self) -> &'r str {
        &self.records.urgencies[self.records.columns.marks[self.index()].urgency()]
    }

    /// Who handles it; empty if nothing is said.
    #[must_use]
    pub fn unit(self) -> &'r str {
        &self.records.units[usize::from(self.records.columns.unit[self.index()])]
    }

    /// Where it happened, on the graph of its day; `None` if nothing says where.
    #[must_use]
    pub fn node(self) -> Option<Node<'r>> {
        let graph = self.records.graphs[self.records.graph_of(self.at)?];
        Some(graph.at(self.records.columns.node[self.index()]))
    }

    /// The day on which it was reported.
    #[must_use]
    pub fn day(self) -> Date {
        day_of_number(day_number(self.records.first_day) + i32::from(self.records.columns.day[self.index()]))
    }

    /// When it was reported.
    #[must_use]
    pub fn reported(self) -> Stamp {
        self.stamp(self.records.columns.reported[self.index()], Marks::REPORTED_ON_DAY)
    }

    /// When it was closed; `None` where it is not, or nothing says when.
    #[must_use]
    pub fn closed(self) -> Option<Stamp> {
        let closed = self.records.columns.closed[self.index()];
        (closed != NEVER).then(|| self.stamp(closed, Marks::CLOSED_ON_DAY))
    }

    fn stamp(self, micros: i64, on_day: u16) -> Stamp {
        let moment = Moment::of_micros(micros);
        if !self.marks().has(on_day) {
            return moment.into();
        }
        let zone = &self.records.zone;
        Stamp::of_day(zone.clock(moment).date(), zone).unwrap_or(moment.into())
    }

    pub(super) fn marks(self) -> Marks {
        self.records.columns.marks[self.index()]
    }

    /// The last moment in time for its closing; `None` where nothing says until when.
    #[must_use]
    pub fn due(self) -> Option<Moment> {
        let due = self.records.columns.due[self.index()];
        (due != NEVER).then(|| Moment::of_micros(due))
    }

    /// The state: as the ledger says it, else by its times.
    #[must_use]
    pub fn status(self) -> Status {
        self.marks().status()
    }

    /// Whether the resident is content; `None` if nobody was asked.
    #[must_use]
    pub fn satisfied(self) -> Option<bool> {
        self.marks().has(Marks::ASKED).then(|| self.marks().has(Marks::CONTENT))
    }

    /// The steps between report and closing, each with its time, in the order of time. O(log steps).
    pub fn steps(self) -> impl Iterator<Item = (Step, Stamp)> {
        let steps = &self.records.steps;
        let from = steps.partition_point(|(record, ..)| *record < self.at);
        steps[from..].iter().take_while(move |(record, ..)| *record == self.at).map(|(_, step, at)| (*step, *at))
    }

    /// When a step was taken first; `None` where it was not, or nothing says when. O(log steps).
    #[must_use]
    pub fn step(self, step: Step) -> Option<Stamp> {
        match step {
            Step::Reported => Some(self.reported()),
            Step::Closed => self.closed(),
            _ => self.steps().find(|(taken, _)| *taken == step).map(|(_, at)| at),
        }
    }

    /// Whether its closing was in time, as of now.
    #[inline]
    #[must_use]
    pub fn timeliness(self, now: Option<Moment>) -> Timeliness {
        let is_closed = self.status() == Status::Closed;
        let closed = if is_closed { self.closed() } else { None };
        Timeliness::judge(closed, is_closed, self.due(), now)
    }

    /// Whether a step was taken in time by the pack, as of now; `None` where the pack has no deadline for it. A voided record
    /// has nothing to take.
    #[must_use]
    pub fn timeliness_of(self, step: Step, now: Option<Moment>) -> Option<Timeliness> {
        if step == Step::Closed {
            return self.due().map(|_| self.timeliness(now));
        }
        let pack = &self.records.pack;
        let deadline = pack.deadline(step, self.class(), self.urgency())?;
        if self.status() == Status::Voided {
            return None;
        }
        let from = self.step(deadline.from);
        let due = from.and_then(|from| deadline.due(from, &self.records.zone, pack.calendar.as_ref()));
        let taken = self.step(step);
        // What is closed has been accepted, even where nobody wrote when.
        let is_taken = taken.is_some() || self.status() == Status::Closed;
        Some(Timeliness::judge(taken, is_taken, due, now))
    }

    /// The last moment in time for a step, as the clock shows it; `None` where nothing says until when.
    pub(super) fn due_of(self, step: Step) -> Option<String> {
        let zone = &self.records.zone;
        if step == Step::Closed {
            return self.due().map(|due| due.shown_in(zone));
        }
        let pack = &self.records.pack;
        let deadline = pack.deadline(step, self.class(), self.urgency())?;
        let due = deadline.due(self.step(deadline.from)?, zone, pack.calendar.as_ref());
        due.map(|due| due.shown_in(zone))
    }

    /// How long it took from report to closing, in microseconds; `None` where it is not closed, either is only a day, or the
    /// closing stands before the report, which is no time at all.
    pub(super) fn micros(self) -> Option<i64> {
        let columns = &self.records.columns;
        let (marks, closed) = (self.marks(), columns.closed[self.index()]);
        let is_exact = !marks.has(Marks::REPORTED_ON_DAY | Marks::CLOSED_ON_DAY);
        let is_closed = marks.status() == Status::Closed && closed != NEVER;
        let reported = columns.reported[self.index()];
        (is_closed && is_exact && closed >= reported).then(|| closed - reported)
    }

    /// How long it took from report to closing, in seconds, fractions cut; `None` where it is not closed, either is only a
    /// day, or the closing stands before the report.
    #[must_use]
    pub fn seconds(self) -> Option<i64> {
        self.micros().map(|micros| micros / SECOND)
    }
}

impl std::fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record")
            .field("code", &self.code())
            .field("class", &self.class())
            .field("node", &self.node())
            .field("reported", &self.reported())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_takes_40_bytes() {
        fn bytes<T>(_: &[T]) -> usize {
            size_of::<T>()
        }
        let Columns { node, line, day, class, unit, marks, reported, closed, due } = Columns::default();
        let narrow = bytes(&node) + bytes(&line) + bytes(&day) + bytes(&class) + bytes(&unit) + bytes(&marks);
        assert_eq!(narrow + bytes(&reported) + bytes(&closed) + bytes(&due), 40);
    }

    #[test]
    fn marks_keep_what_is_put_into_them() {
        for status in Status::ALL {
            for urgency in [0, 1, Marks::URGENCIES - 1] {
                let mut marks = Marks::new(*status, urgency);
                marks.set(Marks::REOPENED, true);
                marks.set(Marks::ASKED, false);
                assert_eq!((marks.status(), marks.urgency()), (*status, urgency));
                assert!(marks.has(Marks::REOPENED) && !marks.has(Marks::ASKED) && !marks.has(Marks::CONTENT));
            }
        }
    }
}
