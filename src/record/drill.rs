//! A drill: who was done within how many minutes of its start.

use std::collections::BTreeMap;

use super::moment::minutes;
use super::patrol::of_population;
use super::{Moment, Rate, Record, Records, Stamp, Status};
use crate::coverage::{Coverage, Share};
use crate::governance::Node;
use crate::measure::{Decimal, Figure, Measure, OverflowError, Verdict};
use crate::set::NodeSet;

/// A drill (演练), or any work that every grid has to do from one moment on: when each was done.
///
/// A grid is done when the first of its records was closed. One whose closing is known only to the day is done, and when is
/// undecidable.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Kind, MicroGrid, SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
/// use gridgov::measure::Verdict;
/// use gridgov::record::{BindRecords, Moment, RecordReader, Zone};
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "");
/// let second = draft.add(street, SecondGrid, "G", "");
/// let third = draft.add(second, ThirdGrid, "T", "");
/// for code in ["M-1", "M-2", "M-3"] {
///     draft.add(third, MicroGrid, code, "");
/// }
/// let governance = Governance::build(&draft)?;
/// let zone = Zone::utc();
/// let ledger = RecordReader::new(zone.clone()).csv_str("\
/// 类别,网格,时间,完成时间
/// 核查,M-1,2023-12-10 09:00,2023-12-10 10:30
/// 核查,M-2,2023-12-10 09:00,2023-12-10 11:20
/// ");
/// let records = governance.records(&ledger)?;
/// let micro_grids = governance.set_of_kind(Kind::MicroGrid);
/// let drill = records.drill(&micro_grids, Moment::read("2023-12-10 09:00", &zone)?, |record| record.class() == "核查");
/// assert_eq!(drill.within(120).to_string(), "1 / 3");
/// assert_eq!(drill.all_within(120), Verdict::False);
/// assert_eq!(drill.late(120)[0].1, 140.into());
/// assert_eq!(drill.missing().iter().map(|grid| grid.code()).collect::<Vec<_>>(), ["M-3"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Drill<'g> {
    population: NodeSet<'g>,
    start: Moment,
    /// When each grid that is done was done, by its number.
    done: BTreeMap<u32, Stamp>,
    unplaced: u64,
}

impl Records<'_> {
    /// When each grid of a population was done after a start; `is_of_drill` says which records are of the drill. What was
    /// closed before the start is not of it. O(n · depth).
    #[must_use]
    pub fn drill<'g>(
        &self,
        population: &NodeSet<'g>,
        start: Moment,
        is_of_drill: impl Fn(Record<'_>) -> bool,
    ) -> Drill<'g> {
        let mut drill = Drill { population: population.clone(), start, done: BTreeMap::new(), unplaced: 0 };
        for record in self.iter() {
            let closed = record.closed().filter(|closed| record.status() == Status::Closed && closed.last() >= start);
            let Some(closed) = closed.filter(|_| is_of_drill(record)) else { continue };
            let Some(node) = record.node() else {
                drill.unplaced += 1;
                continue;
            };
            if let Some(grid) = of_population(population, node) {
                let first = drill.done.entry(grid.index()).or_insert(closed);
                *first = (*first).min(closed);
            }
        }
        drill
    }
}

impl<'g> Drill<'g> {
    /// The last moment of so many minutes after the start; beyond the years that are supported, the last of all.
    fn end(&self, within: u32) -> Moment {
        self.start.after_seconds(i64::from(within) * 60).unwrap_or(Moment::of_micros(i64::MAX))
    }

    fn done(&self, grid: Node<'_>) -> Option<Stamp> {
        self.done.get(&grid.index()).copied()
    }

    /// Which grids were certainly done within so many minutes: a coverage question, with shares for every area and grid.
    /// O(population).
    #[must_use]
    pub fn done_within(&self, within: u32) -> Coverage<'g> {
        let end = self.end(within);
        let governance = self.population.governance();
        governance.ask_of(self.population.clone(), |grid| self.done(grid).is_some_and(|done| done.last() <= end))
    }

    /// How many grids were certainly done within so many minutes. O(population).
    #[must_use]
    pub fn within(&self, within: u32) -> Share {
        self.done_within(within).total()
    }

    /// How much of a measure, such as households, the grids have that were done within so many minutes. The whole is "at
    /// least" where the ledger has no value anywhere in a grid. O(nodes in the population). For a measure by its name see
    /// [`Governance::measure`](crate::governance::Governance::measure).
    ///
    /// # Errors
    ///
    /// A sum lies beyond 64 bits.
    pub fn measured_within(&self, measure: &Measure, within: u32) -> Result<Rate, OverflowError> {
        let end = self.end(within);
        let (mut part, mut whole) = (Figure::exact(0), Figure::exact(0));
        for grid in &self.population {
            let sum = grid.subtree().sum(measure);
            let figure = sum.map_or(Figure::at_least(0), Figure::exact);
            whole = whole.checked_add(figure)?;
            if self.done(grid).is_some_and(|done| done.last() <= end) {
                part = part.checked_add(figure)?;
            }
        }
        Ok(Rate::new(part, whole))
    }

    /// Whether all grids were done within so many minutes: the claim that comes out true, false or undecidable. O(population).
    ///
    /// It is undecidable where only the day of a closing is known, where records that say no place may be those of grids that
    /// seem missing, and where there is no grid at all.
    #[must_use]
    pub fn all_within(&self, within: u32) -> Verdict {
        let end = self.end(within);
        let (mut missing, mut open) = (0, self.population.is_empty());
        for grid in &self.population {
            match self.done(grid) {
                None => missing += 1,
                Some(done) if done.first() > end => return Verdict::False,
                Some(done) => open |= done.last() > end,
            }
        }
        if missing > self.unplaced {
            Verdict::False
        } else if missing > 0 || open {
            Verdict::Undecidable
        } else {
            Verdict::True
        }
    }

    /// How many grids were done after how many minutes: the moments at which one was done, each with how many were done by
    /// then. Those of which only the day is known are left out. O(done · log done).
    #[must_use]
    pub fn curve(&self) -> Vec<(Decimal, u64)> {
        let mut moments: Vec<Moment> = self.done.values().filter_map(|done| done.moment()).collect();
        moments.sort_unstable();
        let mut curve: Vec<(Decimal, u64)> = Vec::new();
        for (moment, count) in moments.into_iter().zip(1..) {
            let after = moment.minutes_since(self.start);
            match curve.last_mut() {
                Some((last, done)) if *last == after => *done = count,
                _ => curve.push((after, count)),
            }
        }
        curve
    }

    /// The grids that were done later than so many minutes after the start, the latest first, then by code; each with its
    /// minutes. [`responsible`](super::responsible) says who answers for each. O(population · log population).
    #[must_use]
    pub fn late(&self, within: u32) -> Vec<(Node<'g>, Decimal)> {
        let end = self.end(within);
        let late = self.population.iter().filter_map(|grid| self.done(grid).map(|done| (grid, done.first())));
        let mut late: Vec<(Node<'g>, Moment)> = late.filter(|(_, done)| *done > end).collect();
        late.sort_by(|one, other| (other.1, one.0.code()).cmp(&(one.1, other.0.code())));
        let after = |done: Moment| minutes(done.micros().saturating_sub(self.start.micros()));
        late.into_iter().map(|(grid, done)| (grid, after(done))).collect()
    }

    /// The grids of which no record is closed. O(population).
    #[must_use]
    pub fn missing(&self) -> NodeSet<'g> {
        let governance = self.population.governance();
        governance.ask_of(self.population.clone(), |grid| self.done(grid).is_none()).covered().clone()
    }
}
