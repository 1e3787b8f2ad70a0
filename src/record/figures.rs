//! Counts as figures of the territories in which records happened, to be entered into a history and carried to other maps.

use std::collections::BTreeMap;

use super::{PeriodLength, Record, Records};
use crate::date::Date;
use crate::governance::AsOf;

/// How many records happened directly in each territory, on the days of a period on which one map stood (周期数).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeriodFigures<'r> {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The count of each territory that has one, by its code on the map of these days.
    pub figures: BTreeMap<&'r str, u32>,
}

impl Records<'_> {
    /// How many records happened directly in each territory, period by period; `counts` says which of them count. A period in
    /// which the map was redrawn is divided at the days of the change, so that every figure is one of a single map. Periods
    /// without a record are left out. O(n + days).
    ///
    /// They are what a history takes as reported figures, and what it carries to any other map:
    #[cfg_attr(
        feature = "change",
        doc = r#"
```
use gridgov::change::{ChangeSet, History, OnMap, Part, Period, Reported, SeriesOf, Split};
use gridgov::prelude::*;
use gridgov::record::{BindRecords, PeriodLength, RecordReader, Zone};

let mut draft = Draft::new("须水街道");
draft.measure("households");
let street = draft.root(Subdistrict, "S", "须水街道");
let grid = draft.add(street, SecondGrid, "G", "第一网格");
draft.row(grid).measure("households", 420);
let mut history = History::new(&draft, "2023-01-01".parse()?)?;
let split = Split::new("G")
    .into_part(Part::new("G-1", "第一网格东").with_measure("households", 260))
    .into_part(Part::new("G-2", "第一网格西").with_measure("households", 160));
history.change(ChangeSet::new("2023-07-15".parse()?, "the block is finished").with(split))?;

let ledger = RecordReader::new(Zone::utc()).csv_str("\
grid,created_date
G,2023-07-02 08:00
G,2023-07-03 08:00
G-1,2023-07-20 08:00
");
let figures: Vec<_> = {
    let records = history.records(&ledger)?;
    let months = records.figures(&history, PeriodLength::Month, |_| true);
    months.iter().map(|month| {
        let period = Period::new(month.first, month.last).unwrap();
        month.figures.iter().fold(Reported::new(period, "cases"), |figures, (code, count)| figures.with(*code, *count))
    }).collect()
};
for figures in figures {
    history.report(figures)?;
}
let today = OnMap::AsOf("2023-12-31".parse()?);
let cases = history.series("S", SeriesOf::Reported("cases"), today)?;
assert_eq!(cases.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2023-07-01/2023-07-14 2", "2023-07-15/2023-07-31 1"]);
let east = history.series("G-1", SeriesOf::Reported("cases"), today)?;
assert_eq!(east[0].to_string(), "2023-07-01/2023-07-14 1 (estimate)");
# Ok::<(), Box<dyn std::error::Error>>(())
```
"#
    )]
    #[must_use]
    pub fn figures(
        &self,
        maps: &impl AsOf,
        length: PeriodLength,
        counts: impl Fn(Record<'_>) -> bool,
    ) -> Vec<PeriodFigures<'_>> {
        let mut all: BTreeMap<Date, PeriodFigures<'_>> = BTreeMap::new();
        // The days on which the map of a day stood, within its period.
        let mut spans: BTreeMap<Date, (Date, Date)> = BTreeMap::new();
        for record in self.iter().filter(|record| counts(*record)) {
            let Some(node) = record.node() else { continue };
            let territory = std::iter::once(node).chain(node.ancestors()).find(|node| node.kind().is_territory());
            let Some(territory) = territory else { continue };
            let (first, last) = *spans.entry(record.day()).or_insert_with_key(|day| span(maps, length, *day));
            let of_span = all.entry(first).or_insert_with(|| PeriodFigures { first, last, figures: BTreeMap::new() });
            *of_span.figures.entry(territory.code()).or_default() += 1;
        }
        all.into_values().collect()
    }
}

/// The days around a day in its period on which the same map stood.
fn span(maps: &impl AsOf, length: PeriodLength, day: Date) -> (Date, Date) {
    let period = length.around(day);
    let map = maps.as_of(day);
    let is_same = |other: Date| match (map, maps.as_of(other)) {
        (Some(map), Some(other)) => std::ptr::eq(map, other),
        (map, other) => map.is_none() && other.is_none(),
    };
    let before = |day: &Date| day.day_before().filter(|before| *before >= period.first() && is_same(*before));
    let after = |day: &Date| {
        let after = day.civil().tomorrow().ok().map(Date::of_civil);
        after.filter(|after| *after <= period.last() && is_same(*after))
    };
    let first = std::iter::successors(Some(day), before).last();
    let last = std::iter::successors(Some(day), after).last();
    (first.unwrap_or(day), last.unwrap_or(day))
}
