//! Records by territory and period, at every level, in one pass.

mod cells; // what a territory has in each slice
mod times; // medians and other quantiles of how long it took
mod totals; // totals by territory and slice
mod walk; // totals of all records, from the records up

use std::collections::BTreeMap;
use std::ops::Range;

use super::moment::{day_number, day_of_number};
use super::{CalendarPeriod, PeriodLength, Rate, Record, Records, Status, Tally};
use crate::governance::Node;
use crate::measure::OverflowError;
use crate::parallel::threads;
use totals::Totals;
use walk::Slices;

pub use times::{Durations, TimesRollUp};

/// Something that is computed from records, in any order: a commutative monoid, as
/// [`Aggregate`](crate::rollup::Aggregate) is of nodes.
///
/// Many records are shared among threads, which makes no difference to the answer.
///
/// ```
/// # use gridgov::{governance::Governance, kind::{SecondGrid, Subdistrict}, ledger::Draft};
/// use gridgov::measure::OverflowError;
/// use gridgov::record::{BindRecords, Moment, PeriodLength, Record, RecordAggregate, RecordLedger, RecordRow, Zone};
///
/// /// The first day on which anything was reported.
/// struct FirstDay;
///
/// impl RecordAggregate for FirstDay {
///     type Value = Option<gridgov::date::Date>;
///
///     fn empty(&self) -> Self::Value {
///         None
///     }
///
///     fn add_record(&self, total: &mut Self::Value, record: Record<'_>) -> Result<(), OverflowError> {
///         self.merge(total, &Some(record.day()))
///     }
///
///     fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
///         *total = [*total, *part].into_iter().flatten().min();
///         Ok(())
///     }
/// }
///
/// # let mut draft = Draft::new("");
/// # let street = draft.root(Subdistrict, "S", "");
/// # draft.add(street, SecondGrid, "G", "");
/// # let governance = Governance::build(&draft)?;
/// let zone = Zone::utc();
/// let patrol = |at: &str| Ok::<_, gridgov::record::TimeProblem>(RecordRow::new("patrol", "G", Moment::read(at, &zone)?));
/// let ledger = RecordLedger::new(zone.clone(), [patrol("2023-12-10T08:00")?, patrol("2023-12-04T08:00")?]);
/// let records = governance.records(&ledger)?;
/// let first = records.roll_up(PeriodLength::Month, &FirstDay)?;
/// let street = governance.node("S").unwrap();
/// assert_eq!(first.at(street, "2023-12".parse()?).copied().flatten(), Some("2023-12-04".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait RecordAggregate: Sync {
    /// What is kept for each territory and period.
    type Value: Clone + Send;

    /// The value over no records.
    fn empty(&self) -> Self::Value;

    /// Adds a record. It is called for each, so that `#[inline]` is worth writing.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn add_record(&self, total: &mut Self::Value, record: Record<'_>) -> Result<(), OverflowError>;

    /// Adds the value over other records. The order in which parts are added must not matter.
    ///
    /// # Errors
    ///
    /// The value cannot hold the total.
    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError>;
}

/// Counts records that were not voided.
struct Number;

impl RecordAggregate for Number {
    type Value = u32;

    fn empty(&self) -> u32 {
        0
    }

    #[inline]
    fn add_record(&self, total: &mut u32, record: Record<'_>) -> Result<(), OverflowError> {
        *total += u32::from(record.status() != Status::Voided);
        Ok(())
    }

    #[inline]
    fn merge(&self, total: &mut u32, part: &u32) -> Result<(), OverflowError> {
        *total += part;
        Ok(())
    }
}

/// The answer of a roll-up for every territory and period that has a record (案件汇总).
///
/// A territory and period without records is not in it: nothing is not zero.
#[derive(Debug, Clone)]
pub struct RecordRollUp<'r, V> {
    records: &'r Records<'r>,
    periods: Vec<CalendarPeriod>,
    /// Of each graph; a slice is a period.
    totals: Vec<Totals<V>>,
}

/// How many records there are of each class, for every territory and period that has one.
#[derive(Debug, Clone)]
pub struct ClassRollUp<'r> {
    records: &'r Records<'r>,
    periods: Vec<CalendarPeriod>,
    /// Of each graph; a slice is a period and a class.
    totals: Vec<Totals<u32>>,
}

impl Records<'_> {
    /// Computes an aggregate for every territory and every period of the report, each with all below it. A record counts on
    /// the graph of its day.
    ///
    /// One pass over the records, then O(territories and periods that have a record): O(n + answers).
    ///
    /// # Errors
    ///
    /// A value cannot hold a total.
    pub fn roll_up<A: RecordAggregate>(
        &self,
        length: PeriodLength,
        aggregate: &A,
    ) -> Result<RecordRollUp<'_, A::Value>, OverflowError> {
        let (periods, slices) = self.slices(length);
        let totals = (0..self.graphs.len()).map(|graph| {
            let days = self.columns.day.as_slice();
            let slice = |at: u32| slices[usize::from(days[at as usize])];
            walk::totals(self, graph, &Slices { count: periods.len(), slice }, aggregate, threads(self.len()))
        });
        let totals = totals.collect::<Result<_, _>>()?;
        Ok(RecordRollUp { records: self, periods, totals })
    }

    /// Counts the records of each class for every territory and period, without those that were voided.
    ///
    /// O(n + answers · log classes).
    ///
    /// # Errors
    ///
    /// Never for any number of records that can be bound.
    pub fn by_class(&self, length: PeriodLength) -> Result<ClassRollUp<'_>, OverflowError> {
        let (periods, slices) = self.slices(length);
        let classes = self.classes.len();
        let count =
            periods.len().checked_mul(classes).filter(|count| *count < u32::MAX as usize).ok_or(OverflowError)?;
        let totals = (0..self.graphs.len()).map(|graph| {
            let (days, class) = (self.columns.day.as_slice(), self.columns.class.as_slice());
            let slice = |at: u32| {
                let at = at as usize;
                slices[usize::from(days[at])] * classes as u32 + u32::from(class[at])
            };
            walk::totals(self, graph, &Slices { count, slice }, &Number, threads(self.len()))
        });
        let totals = totals.collect::<Result<_, _>>()?;
        Ok(ClassRollUp { records: self, periods, totals })
    }

    /// The periods that have a record, in their order, and the number of the period of each day.
    fn slices(&self, length: PeriodLength) -> (Vec<CalendarPeriod>, Vec<u32>) {
        let first = day_number(self.first_day);
        let mut periods: Vec<CalendarPeriod> = Vec::new();
        let mut slices = vec![0; self.days.last().map_or(0, |last| usize::from(*last) + 1)];
        for day in &self.days {
            let period = length.around(day_of_number(first + i32::from(*day)));
            if periods.last() != Some(&period) {
                periods.push(period);
            }
            slices[usize::from(*day)] = periods.len() as u32 - 1;
        }
        (periods, slices)
    }

    fn graph_number(&self, node: Node<'_>) -> Option<usize> {
        self.graphs.iter().position(|graph| std::ptr::eq(*graph, node.governance()))
    }
}

impl<'r, V> RecordRollUp<'r, V> {
    /// The periods that have a record, in their order.
    #[must_use]
    pub fn periods(&self) -> &[CalendarPeriod] {
        &self.periods
    }

    /// The answer for a territory and a period; `None` where there is no record, or the node is no territory of a graph that
    /// records are bound to. O(log answers).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>, period: CalendarPeriod) -> Option<&V> {
        let node = node.any();
        let graph = self.records.graph_number(node)?;
        let slice = self.periods.binary_search(&period).ok()? as u32;
        let territory = node.governance().tree().territory_of(node.index()).filter(|_| node.kind().is_territory())?;
        self.totals[graph].get(territory, slice)
    }

    /// All answers, graph by graph, territories in pre-order, each by period.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'r>, CalendarPeriod, &V)> {
        self.totals.iter().zip(&self.records.graphs).flat_map(move |(totals, graph)| {
            let territories = graph.tree().territories();
            totals.iter().map(move |(territory, slice, value)| {
                (graph.at(territories[territory as usize]), self.periods[slice as usize], value)
            })
        })
    }
}

impl RecordRollUp<'_, Tally> {
    /// The counts of a territory by its code, over all graphs: a grid that kept its code through a change of the map has one
    /// count, from before the change and from after. `None` where there is no record. O(graphs · log answers).
    #[must_use]
    pub fn at_code(&self, code: &str, period: CalendarPeriod) -> Option<Tally> {
        let nodes = self.records.graphs.iter().filter_map(|graph| graph.node(code));
        let tallies: Vec<Tally> = nodes.filter_map(|node| self.at(node, period).copied()).collect();
        let mut total = None;
        for tally in &tallies {
            total.get_or_insert_with(Tally::default).add(tally);
        }
        total
    }

    /// A rate of a territory and a period, such as [`Tally::closed_of_taken`]; its whole is unknown where the ledger lists
    /// only what was closed. `None` where there is no record.
    #[must_use]
    pub fn rate<K>(&self, node: Node<'_, K>, period: CalendarPeriod, of: impl Fn(&Tally) -> Rate) -> Option<Rate> {
        let rate = of(self.at(node, period)?);
        Some(if self.records.lists_only_closed() { rate.of_unknown_whole() } else { rate })
    }

    /// The counts of all territories by code and period, over all graphs, sorted. O(answers · log answers).
    #[must_use]
    pub fn by_code(&self) -> BTreeMap<&str, BTreeMap<CalendarPeriod, Tally>> {
        let mut all: BTreeMap<&str, BTreeMap<CalendarPeriod, Tally>> = BTreeMap::new();
        for (node, period, tally) in self.iter() {
            all.entry(node.code()).or_default().entry(period).or_default().add(tally);
        }
        all
    }
}

impl<'r> ClassRollUp<'r> {
    /// How many records there are of each class in a territory and a period, by class; classes without one are left out.
    /// O(log answers + classes).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>, period: CalendarPeriod) -> BTreeMap<&'r str, u32> {
        let node = node.any();
        let place = self.records.graph_number(node).zip(self.periods.binary_search(&period).ok());
        let territory = node.governance().tree().territory_of(node.index()).filter(|_| node.kind().is_territory());
        let (Some((graph, slice)), Some(territory)) = (place, territory) else { return BTreeMap::new() };
        let classes = self.records.classes.len() as u32;
        let cells = self.totals[graph].of(territory);
        let first = slice as u32 * classes;
        let of_period = &cells[cells.partition_point(|(slice, _)| *slice < first)..];
        let of_period =
            of_period.iter().take_while(|(slice, _)| *slice < first + classes).filter(|(_, count)| *count > 0);
        of_period.map(|(slice, count)| (self.records.classes[(slice - first) as usize].as_str(), *count)).collect()
    }

    /// All answers, graph by graph, territories in pre-order, each by period and class; classes without a record in a
    /// territory and period are left out.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'r>, CalendarPeriod, &'r str, u32)> {
        let classes = self.records.classes.len() as u32;
        self.totals.iter().zip(&self.records.graphs).flat_map(move |(totals, graph)| {
            let territories = graph.tree().territories();
            totals.iter().filter(|(.., count)| **count > 0).map(move |(territory, slice, count)| {
                let (period, class) = (self.periods[(slice / classes) as usize], (slice % classes) as usize);
                (graph.at(territories[territory as usize]), period, self.records.classes[class].as_str(), *count)
            })
        })
    }

    /// All answers by code, period and class, over all graphs, sorted. O(answers · log answers).
    #[must_use]
    pub fn by_code(&self) -> BTreeMap<&'r str, BTreeMap<CalendarPeriod, BTreeMap<&'r str, u32>>> {
        let mut all: BTreeMap<&str, BTreeMap<CalendarPeriod, BTreeMap<&str, u32>>> = BTreeMap::new();
        for (node, period, class, count) in self.iter() {
            *all.entry(node.code()).or_default().entry(period).or_default().entry(class).or_default() += count;
        }
        all
    }
}

/// The records of a graph in each of some consecutive territories that has any: their range.
pub(super) fn ranges_by_territory(
    records: &Records<'_>,
    graph: usize,
    territories: &Range<u32>,
    mut each: impl FnMut(u32, Range<u32>),
) {
    let tree = records.graphs[graph].tree();
    let of_graph = records.of_graph(graph);
    let nodes = &records.columns.node;
    // All nodes of a territory and those behind it stand behind its own.
    let first_in = |territory: u32| match tree.territories().get(territory as usize) {
        Some(first) => of_graph.start + records.nodes_of_graph(graph).partition_point(|node| node < first) as u32,
        None => of_graph.end,
    };
    let (mut from, end) = (first_in(territories.start), first_in(territories.end));
    while from < end {
        let territory = tree.territory_of(nodes[from as usize]);
        // All nodes up to the end of the segment belong to one territory.
        let end_of_segment = territory.map_or(nodes[from as usize] + 1, |territory| tree.segment(territory).end);
        let to = from + end_of_run(&nodes[from as usize..end as usize], end_of_segment);
        if let Some(territory) = territory {
            each(territory, from..to);
        }
        from = to;
    }
}

/// How many of the sorted numbers at the front are less than a bound; O(log of them).
fn end_of_run(sorted: &[u32], bound: u32) -> u32 {
    let mut step = 1;
    while sorted.get(step).is_some_and(|number| *number < bound) {
        step *= 2;
    }
    let from = step / 2;
    let rest = &sorted[from..step.min(sorted.len())];
    (from + rest.partition_point(|number| *number < bound)) as u32
}

#[cfg(test)]
#[path = "roll_up_tests.rs"]
mod tests;
