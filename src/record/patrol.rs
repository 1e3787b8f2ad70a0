//! Coverage over time: which grids were patrolled on which day, and which never.

use std::collections::BTreeSet;

use super::moment::{day_number, day_of_number};
use super::{Record, Records, Status};
use crate::coverage::{Coverage, Share};
use crate::date::Date;
use crate::governance::Node;
use crate::set::NodeSet;

/// Which grids of a population were patrolled on which day of a period (巡查覆盖).
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Kind, MicroGrid, SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
/// use gridgov::record::{BindRecords, RecordReader, Zone};
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "");
/// let second = draft.add(street, SecondGrid, "G", "");
/// let third = draft.add(second, ThirdGrid, "T", "");
/// for code in ["M-1", "M-2"] {
///     draft.add(third, MicroGrid, code, "");
/// }
/// let governance = Governance::build(&draft)?;
/// let ledger = RecordReader::new(Zone::utc()).csv_str("\
/// 类别,网格,时间
/// 巡查,M-1,2023-12-01 08:00
/// 巡查,M-1,2023-12-01 16:00
/// 巡查,M-1,2023-12-05 08:00
/// ");
/// let records = governance.records(&ledger)?;
/// let micro_grids = governance.set_of_kind(Kind::MicroGrid);
/// let (first, last) = ("2023-12-01".parse()?, "2023-12-06".parse()?);
/// let patrols = records.patrols(&micro_grids, first, last, |record| record.class() == "巡查");
/// assert_eq!(patrols.on(first).total().to_string(), "1 / 2");
/// assert_eq!(patrols.grids()[0].longest_gap, 3, "2 to 4 December");
/// let left_out: Vec<_> = patrols.left_out().iter().map(|grid| grid.code()).collect();
/// assert_eq!(left_out, ["M-2"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Patrols<'g> {
    pub(super) population: NodeSet<'g>,
    pub(super) first: Date,
    pub(super) last: Date,
    /// A grid of the population, by its number, and a day on which it was patrolled.
    patrolled: BTreeSet<(u32, i32)>,
    unplaced: u32,
}

/// How often a grid was patrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatrolledGrid<'g> {
    /// The grid.
    pub grid: Node<'g>,
    /// On how many days it was patrolled.
    pub days: u32,
    /// The most days in a row on which it was not.
    pub longest_gap: u32,
}

impl Records<'_> {
    /// Which grids of a population were patrolled on which day, from the first to the last, both included; `is_patrol` says
    /// which records are patrols; what was voided is none. What happens at a place in a grid counts for the grid. Records of another map count for the
    /// grid of the same code. O(n · depth + patrols · log patrols).
    #[must_use]
    pub fn patrols<'g>(
        &self,
        population: &NodeSet<'g>,
        first: Date,
        last: Date,
        is_patrol: impl Fn(Record<'_>) -> bool,
    ) -> Patrols<'g> {
        let mut patrolled = BTreeSet::new();
        let mut unplaced = 0;
        for record in self.iter() {
            let day = record.day();
            if day < first || day > last || record.status() == Status::Voided || !is_patrol(record) {
                continue;
            }
            match record.node() {
                None => unplaced += 1,
                Some(node) => {
                    let grid = of_population(population, node);
                    patrolled.extend(grid.map(|grid| (grid.index(), day_number(day))));
                }
            }
        }
        Patrols { population: population.clone(), first, last, patrolled, unplaced }
    }
}

/// The node of a population that a node is or lies in, on the graph of the population.
pub(super) fn of_population<'g>(population: &NodeSet<'g>, node: Node<'_>) -> Option<Node<'g>> {
    let node = population.governance().node(node.code())?;
    std::iter::once(node).chain(node.ancestors()).find(|node| population.contains(*node))
}

impl<'g> Patrols<'g> {
    /// Which grids were patrolled on a day: a coverage question, with shares for every area and grid. O(population).
    #[must_use]
    pub fn on(&self, day: Date) -> Coverage<'g> {
        let number = day_number(day);
        let governance = self.population.governance();
        governance.ask_of(self.population.clone(), |grid| self.patrolled.contains(&(grid.index(), number)))
    }

    /// Which grids were patrolled on any day of the period. O(population).
    #[must_use]
    pub fn at_all(&self) -> Coverage<'g> {
        let governance = self.population.governance();
        governance.ask_of(self.population.clone(), |grid| self.days_of(grid).next().is_some())
    }

    /// The share that was patrolled on each day of the period. O(days · log patrols + patrols).
    #[must_use]
    pub fn by_day(&self) -> Vec<(Date, Share)> {
        let (first, last) = (day_number(self.first), day_number(self.last));
        let mut counts = vec![0; usize::try_from(last - first + 1).unwrap_or(0)];
        for (_, day) in &self.patrolled {
            counts[day.abs_diff(first) as usize] += 1;
        }
        let total = self.population.len() as u64;
        (first..)
            .zip(counts)
            .map(|(day, covered)| (day_of_number(day), Share { covered, total, unrecorded: 0 }))
            .collect()
    }

    pub(super) fn days_of(&self, grid: Node<'_>) -> impl Iterator<Item = i32> {
        self.patrolled.range((grid.index(), i32::MIN)..=(grid.index(), i32::MAX)).map(|(_, day)| *day)
    }

    /// How often each grid of the population was patrolled, in pre-order. O(population · log patrols + patrols).
    #[must_use]
    pub fn grids(&self) -> Vec<PatrolledGrid<'g>> {
        let (first, last) = (day_number(self.first), day_number(self.last));
        let of = |grid: Node<'g>| {
            let (mut before, mut days, mut longest_gap) = (first - 1, 0, 0);
            for day in self.days_of(grid) {
                longest_gap = longest_gap.max(day - before - 1);
                before = day;
                days += 1;
            }
            longest_gap = longest_gap.max(last - before).max(0);
            PatrolledGrid { grid, days, longest_gap: longest_gap.unsigned_abs() }
        };
        self.population.iter().map(of).collect()
    }

    /// The grids that were never patrolled in the period.
    #[must_use]
    pub fn left_out(&self) -> NodeSet<'g> {
        self.at_all().uncovered()
    }

    /// How many patrols of the period say no place: as many grids that seem left out may have been patrolled after all.
    #[must_use]
    pub fn unplaced(&self) -> u32 {
        self.unplaced
    }
}
