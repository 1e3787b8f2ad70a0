//! Medians and other quantiles of how long it took, exactly.

use std::ops::Range;

use super::totals::{Across, Part, Totals};
use super::{PeriodLength, RecordRollUp, Records, ranges_by_territory};
use crate::governance::Node;
use crate::measure::Decimal;
use crate::parallel::{map, threads};
use crate::record::CalendarPeriod;
use crate::record::moment::minutes;

/// How long it took from report to closing (办理时长): of the closed records whose two times are known to the moment.
///
/// Quantiles are by nearest rank: the median of n times is the one at place n / 2, rounded up, in their order, so that half
/// of them are no longer. Each is a time that occurred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Durations {
    /// How many times there are.
    pub count: u32,
    median: i64,
    p90: i64,
}

impl Durations {
    /// The median in minutes (中位数), rounded to two decimal places.
    #[must_use]
    pub fn median_minutes(&self) -> Decimal {
        minutes(self.median)
    }

    /// The time within which nine tenths were closed, in minutes, rounded to two decimal places.
    #[must_use]
    pub fn p90_minutes(&self) -> Decimal {
        minutes(self.p90)
    }

    /// The quantiles of times in any order; `None` where there is none. The times are put into another order. O(n).
    fn of(times: &mut [i64]) -> Option<Self> {
        let count = times.len();
        let place = |tenths: usize| (count * tenths).div_ceil(10).checked_sub(1);
        let (median, p90) = (place(5)?, place(9)?);
        let p90_time = *times.select_nth_unstable(p90).1;
        // What stands before the ninth tenth is no longer.
        let median_time = *times[..=p90].select_nth_unstable(median).1;
        Some(Self { count: count as u32, median: median_time, p90: p90_time })
    }
}

/// How long it took, for every territory and period that has a closed record; see [`Records::times`].
pub type TimesRollUp<'r> = RecordRollUp<'r, Durations>;

impl Records<'_> {
    /// How long it took from report to closing, for every territory and period of the report. O(n · depth).
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
    /// use gridgov::record::{BindRecords, PeriodLength, RecordReader, Zone};
    ///
    /// # let mut draft = Draft::new("");
    /// # draft.root(Subdistrict, "S", "");
    /// # let governance = Governance::build(&draft)?;
    /// let ledger = RecordReader::new(Zone::utc()).csv_str("\
    /// grid,created_date,closed_date
    /// S,2023-12-10 08:00,2023-12-10 08:30
    /// S,2023-12-10 08:00,2023-12-10 09:00
    /// S,2023-12-10 08:00,2023-12-11 08:00
    /// S,2023-12-10 08:00,
    /// ");
    /// let records = governance.records(&ledger)?;
    /// let times = records.times(PeriodLength::Month);
    /// let december = times.at(governance.node("S").unwrap(), "2023-12".parse()?).unwrap();
    /// assert_eq!((december.count, december.median_minutes(), december.p90_minutes()), (3, 60.into(), 1440.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn times(&self, length: PeriodLength) -> TimesRollUp<'_> {
        let (periods, slices) = self.slices(length);
        let totals = (0..self.graphs.len())
            .map(|graph| self.times_of(graph, periods.len(), &slices, threads(self.len())))
            .collect();
        RecordRollUp { records: self, periods, totals }
    }

    pub(super) fn times_of(&self, graph: usize, count: usize, slices: &[u32], threads: usize) -> Totals<Durations> {
        let tree = self.graphs[graph].tree();
        let all = 0..tree.territories().len() as u32;
        // The territory, the slice and the time of each record that has one, in the order of territories.
        let mut timed: Vec<(u32, u32, i64)> = Vec::new();
        ranges_by_territory(self, graph, &all, |territory, range| {
            for at in range {
                let slice = slices[usize::from(self.columns.day[at as usize])];
                timed.extend(self.record(at).micros().map(|micros| (territory, slice, micros)));
            }
        });
        let below = |territory: u32| {
            let start = timed.partition_point(|(at, ..)| *at < territory);
            let end = start + timed[start..].partition_point(|(at, ..)| *at < tree.territory_end(territory));
            start..end
        };
        let ranges: Vec<Range<usize>> = all.map(below).collect();
        let shares = shares(&ranges, threads);
        let parts = map(&shares, |own| {
            let mut part = Part::new(own.clone());
            let mut by_slice: Vec<Vec<i64>> = vec![Vec::new(); count];
            let mut seen: Vec<u32> = Vec::new();
            for territory in own.clone() {
                for (_, slice, micros) in &timed[ranges[territory as usize].clone()] {
                    let times = &mut by_slice[*slice as usize];
                    if times.is_empty() {
                        seen.push(*slice);
                    }
                    times.push(*micros);
                }
                seen.sort_unstable();
                let start = part.len();
                for slice in seen.drain(..) {
                    let times = &mut by_slice[slice as usize];
                    if let Some(durations) = Durations::of(times) {
                        part.push(slice, durations);
                    }
                    times.clear();
                }
                part.end(territory, start);
            }
            part
        });
        Totals::new(parts, Across::new())
    }
}

/// The territories of each thread, one behind the other, so that each has about as many times in all ranges of its own.
fn shares(ranges: &[Range<usize>], threads: usize) -> Vec<Range<u32>> {
    let whole: usize = ranges.iter().map(ExactSizeIterator::len).sum();
    let mut bounds = vec![0];
    let mut done = 0;
    for (range, next) in ranges.iter().zip(1..) {
        done += range.len();
        if bounds.len() < threads && done * threads >= whole * bounds.len() {
            bounds.push(next);
        }
    }
    bounds.push(ranges.len() as u32);
    bounds.dedup();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

impl TimesRollUp<'_> {
    /// How long it took in a territory and a period, the records of its graph alone; `None` where none was closed.
    #[must_use]
    pub fn minutes_at<K>(&self, node: Node<'_, K>, period: CalendarPeriod) -> Option<(Decimal, Decimal)> {
        let durations = self.at(node, period)?;
        Some((durations.median_minutes(), durations.p90_minutes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_by_nearest_rank() {
        let of = |times: &[i64]| Durations::of(&mut times.to_vec()).map(|durations| (durations.median, durations.p90));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some((7, 7)));
        assert_eq!(of(&[2, 1]), Some((1, 2)));
        assert_eq!(of(&[3, 1, 2]), Some((2, 3)));
        assert_eq!(of(&(1..=10).rev().collect::<Vec<_>>()), Some((5, 9)));
        assert_eq!(of(&(1..=11).collect::<Vec<_>>()), Some((6, 10)));
    }
}
