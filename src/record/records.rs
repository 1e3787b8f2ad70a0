//! Records bound to the graph of their day, as columns.

use std::ops::Range;

use super::columns::{Codes, Columns, Judged, Marks, NEVER, Time};
use super::moment::{SECOND, day_number, day_of_number};
use super::{Moment, RecordNote, RecordPack, Stamp, Status, Step, Timeliness, Zone};
use crate::date::Date;
use crate::governance::{Governance, Node};

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
    /// The days on which anything was reported, counted from the first.
    pub(super) days: Vec<u16>,
    pub(super) codes: Codes,
    /// Sorted by record.
    pub(super) steps: Vec<(u32, Step, Stamp)>,
    /// Reports and closings at some moment of a span that is no whole day, sorted by record and step.
    pub(super) spans: Vec<(u32, Step, Stamp)>,
    /// Which steps any record has a time for.
    pub(super) steps_kept: [bool; Step::COUNT],
    pub(super) issues: Vec<(u32, super::RecordIssue)>,
    pub(super) notes: Vec<RecordNote>,
    pub(super) lists_only_closed: bool,
    /// How many points were looked up on a map.
    pub(super) looked_up: u64,
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

    /// The nodes of the records of a graph, sorted.
    pub(super) fn nodes_of_graph(&self, graph: usize) -> &[u32] {
        let records = self.of_graph(graph);
        &self.columns.node[records.start as usize..records.end as usize]
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
        self.stamp(Step::Reported, self.records.columns.reported[self.index()])
    }

    /// When it was closed; `None` where it is not, or nothing says when.
    #[must_use]
    pub fn closed(self) -> Option<Stamp> {
        self.records.columns.closed[self.index()].known().map(|closed| self.stamp(Step::Closed, closed))
    }

    /// The stamp of a time in a column.
    fn stamp(self, step: Step, time: Time) -> Stamp {
        let spans = &self.records.spans;
        let span = time.is_day().then(|| spans.binary_search_by_key(&(self.at, step), |(at, step, _)| (*at, *step)));
        match span {
            Some(Ok(at)) => spans[at].2,
            _ => time.stamp(&self.records.zone),
        }
    }

    #[inline]
    pub(super) fn marks(self) -> Marks {
        self.records.columns.marks[self.index()]
    }

    /// The last moment in time for its closing; `None` where nothing says until when.
    #[inline]
    #[must_use]
    pub fn due(self) -> Option<Moment> {
        let due = self.records.columns.due[self.index()];
        (due != NEVER).then(|| Moment::of_micros(due))
    }

    /// The state: as the ledger says it, else by its times.
    #[inline]
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
        let judged = self.marks().judged();
        if judged == Judged::ByClock {
            return Timeliness::judge(None, self.status() == Status::Closed, self.due(), now);
        }
        judged.without_clock()
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
        let micros = columns.closed[self.index()].micros_since(columns.reported[self.index()]);
        micros.filter(|micros| *micros >= 0 && self.status() == Status::Closed)
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
