//! Figures over time, on the map of their time or on another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{History, PartlyGone, Period, SeriesError, Version};
use crate::change::{Crosswalk, CrosswalkErrors, Rebased, RebasedFigure, Successors};
use crate::date::Date;
use crate::governance::Node;
use crate::kind::Kind;
use crate::measure::{Decimal, Measure};
use crate::suggestion::suggest;
use crate::text::near_codes;

/// What a series is of: a figure of a node with all that stands below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeriesOf<'a> {
    /// The figures that were reported of this measure, period by period.
    Reported(&'a str),
    /// The sum of a measure of the map, from change to change.
    Measure(&'a str),
    /// The number of nodes of a kind, from change to change.
    Count(Kind),
}

/// The map that a series is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnMap {
    /// Each figure on the map of its own time, as it was reported.
    OfItsTime,
    /// All figures on the map of one day, old or new: what was divided since, or what is divided there, becomes an
    /// estimate.
    AsOf(Date),
}

/// A figure of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Point {
    /// The first day that the figure is of.
    pub first: Date,
    /// The last day; `None` where it still holds.
    pub last: Option<Date>,
    /// The number.
    pub value: Decimal,
    /// Whether a part of it comes from a node that was divided, so that the number is not what anybody counted.
    pub is_estimate: bool,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{}/{last} {}", self.first, self.value)?,
            None => write!(f, "{}/.. {}", self.first, self.value)?,
        }
        if self.is_estimate { f.write_str(" (estimate)") } else { Ok(()) }
    }
}

/// Figures of one time by the codes of the map of that time.
struct Figures<'h> {
    first: Date,
    last: Option<Date>,
    version: usize,
    by_code: Vec<(&'h str, Decimal)>,
}

impl History {
    /// The crosswalk from the map of one day to that of another, earlier or later: the steps between them, composed;
    /// O(v n log n) for v versions between.
    ///
    /// # Errors
    ///
    /// A day before the history begins; weights that cannot be kept exactly.
    pub fn crosswalk(&self, from: Date, to: Date) -> Result<Crosswalk, SeriesError> {
        let (from, to) = (self.on(from)?, self.on(to)?);
        let mut onto = self.crosswalks_onto(to, from.min(to), from.max(to))?;
        Ok(onto.remove(&from).unwrap_or_default())
    }

    /// Carries all figures that were reported of a measure for a period over to the map of a day.
    ///
    /// ```
    /// # use gridgov::change::{ChangeSet, History, Merge, Reported};
    /// # use gridgov::prelude::*;
    /// # let mut draft = Draft::new("");
    /// # let street = draft.root(Subdistrict, "S", "");
    /// # draft.add(street, SecondGrid, "G", "");
    /// # draft.add(street, SecondGrid, "H", "");
    /// let mut history = History::new(&draft, "2023-01-01".parse()?)?;
    /// let half = "2023-01-01/2023-06-30".parse()?;
    /// history.report(Reported::new(half, "disputes").with("G", 21).with("H", 5))?;
    /// let merge = Merge::new(["G", "H"], "G", "");
    /// history.change(ChangeSet::new("2023-07-01".parse()?, "two grids become one").with(merge))?;
    /// let today = history.rebased("disputes", half, "2023-07-01".parse()?)?;
    /// assert_eq!(today.get("G").unwrap().value.units(), 26);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A day before the history begins, a measure of which nothing is reported; all figures that cannot be carried
    /// over: none is left out.
    pub fn rebased(&self, measure: &str, period: Period, to: Date) -> Result<Rebased, SeriesError> {
        let figures = self.reported(measure, period).ok_or_else(|| self.unknown_measure(measure, false))?;
        Ok(self.crosswalk(period.last(), to)?.rebase(figures)?)
    }

    /// A figure of a node over time.
    ///
    /// On the map of one day, each figure is carried over by its own code first and then added up below the node. So
    /// what was counted in grids that only moved stays exact, and a point is an estimate only where a divided node had
    /// figures of its own. A series on the maps of their time has no points while the node is not on the map; a
    /// series of a measure has none while no node at or below the node has a value, nor has a series of reported figures
    /// for periods in which nothing was reported there.
    ///
    /// O(p n + v n log n) for p points and v versions.
    ///
    /// # Errors
    ///
    /// A day before the history begins; a code that is not on the map that is asked for, or on any; an unknown measure; a
    /// sum or weights beyond 64 bits; all figures of divided nodes of which one part counts for the node, and another
    /// ended with nothing left that contained it.
    pub fn series(&self, code: &str, of: SeriesOf<'_>, on: OnMap) -> Result<Vec<Point>, SeriesError> {
        let target = match on {
            OnMap::OfItsTime => None,
            OnMap::AsOf(date) => Some((self.on(date)?, date)),
        };
        let is_known = match target {
            Some((at, _)) => self.versions[at].map.node(code).is_some(),
            None => self.versions.iter().any(|version| version.map.node(code).is_some()),
        };
        if !is_known {
            let maps = match target {
                Some((at, _)) => at..at + 1,
                None => 0..self.versions.len(),
            };
            let known = self.versions[maps].iter().flat_map(|version| version.map.codes_and_names());
            let near = near_codes(known, [code]).into_values().next().unwrap_or_default();
            return Err(SeriesError::UnknownCode { code: code.to_owned(), date: target.map(|(_, date)| date), near });
        }
        let figures = self.figures(of)?;
        let (from, to) = (figures.first().map(|of| of.version), figures.iter().map(|of| of.version).max());
        let onto = match target.zip(from.zip(to)) {
            Some(((at, _), (from, to))) => self.crosswalks_onto(at, from.min(at), to.max(at))?,
            None => BTreeMap::new(),
        };
        let (mut points, mut partly_gone) = (Vec::new(), Vec::new());
        for Figures { first, last, version, by_code } in figures {
            let map = &self.versions[target.map_or(version, |(at, _)| at)].map;
            let Some(node) = map.node(code) else { continue };
            let is_below = |code: &str| map.node(code).is_some_and(|other| node.holds(other));
            // A figure whose code leads nowhere on the other map counts for no node there.
            let sum = if let Some((onto, (at, date))) = onto.get(&version).zip(target) {
                let leads_somewhere = |code: &str| onto.row(code).is_none_or(|row| row.parts().next().is_some());
                let (figures, lost): (Vec<_>, Vec<_>) =
                    by_code.into_iter().partition(|(code, _)| leads_somewhere(code));
                let lost = lost.into_iter().filter(|(_, figure)| *figure != Decimal::ZERO);
                let gone = lost.filter_map(|(code, _)| {
                    let (there, gone) = self.became(code, version, at);
                    let is_partly = there.iter().any(|code| is_below(code)) && !gone.is_empty();
                    let listed = |codes: BTreeSet<&str>| codes.into_iter().map(str::to_owned).collect();
                    let (code, there, gone) = (code.to_owned(), listed(there), listed(gone));
                    is_partly.then_some(PartlyGone { code, first, last, date, there, gone })
                });
                partly_gone.extend(gone);
                onto.rebase_total(figures, is_below)?
            } else {
                let below: Vec<_> = by_code.into_iter().filter(|(code, _)| is_below(code)).collect();
                let codes = below.iter().map(|(code, _)| *code);
                Crosswalk::identity(codes).rebase_total(below.iter().copied(), |_| true)?
            };
            // There may be no nodes of a kind, which is a count of 0; a sum over no values has none.
            let sum = sum.or_else(|| matches!(of, SeriesOf::Count(_)).then_some(exact(Decimal::ZERO)));
            points.extend(sum.map(|RebasedFigure { value, is_estimate }| Point { first, last, value, is_estimate }));
        }
        if partly_gone.is_empty() { Ok(points) } else { Err(SeriesError::PartlyGone(partly_gone)) }
    }

    /// What a node of one version became on another, step by step: the codes that are there, and those that ended on the
    /// way.
    fn became<'h>(&'h self, code: &'h str, from: usize, onto: usize) -> (BTreeSet<&'h str>, BTreeSet<&'h str>) {
        let steps: Vec<&Crosswalk> = if from < onto {
            self.versions[from + 1..=onto].iter().filter_map(|version| Some(&version.steps.as_ref()?.0)).collect()
        } else {
            self.versions[onto + 1..=from].iter().rev().filter_map(|version| Some(&version.steps.as_ref()?.1)).collect()
        };
        let (mut there, mut gone) = (BTreeSet::from([code]), BTreeSet::new());
        for step in steps {
            let mut next = BTreeSet::new();
            for code in there {
                let parts = step.row(code).into_iter().flat_map(Successors::parts);
                let mut parts = parts.filter(|(_, weight)| weight.numerator() > 0).map(|(part, _)| part).peekable();
                if parts.peek().is_none() {
                    gone.insert(code);
                }
                next.extend(parts);
            }
            there = next;
        }
        (there, gone)
    }

    fn on(&self, date: Date) -> Result<usize, SeriesError> {
        self.version_on(date).ok_or(SeriesError::BeforeBeginning { date, since: self.since() })
    }

    /// The crosswalks from each of the versions `low..=high` onto one of them.
    fn crosswalks_onto(
        &self,
        onto: usize,
        low: usize,
        high: usize,
    ) -> Result<BTreeMap<usize, Crosswalk>, CrosswalkErrors> {
        let codes = self.versions[onto].map.nodes().map(Node::code);
        let identity = Crosswalk::identity(codes);
        let mut all = BTreeMap::new();
        let mut last = identity.clone();
        for at in (low..onto).rev() {
            if let Some((there, _)) = &self.versions[at + 1].steps {
                last = there.then(&last)?;
            }
            all.insert(at, last.clone());
        }
        last = identity.clone();
        for at in onto + 1..=high {
            if let Some((_, back)) = &self.versions[at].steps {
                last = back.then(&last)?;
            }
            all.insert(at, last.clone());
        }
        all.insert(onto, identity);
        Ok(all)
    }

    /// The figures that a series is made of, in the order of their times.
    fn figures(&self, of: SeriesOf<'_>) -> Result<Vec<Figures<'_>>, SeriesError> {
        match of {
            SeriesOf::Reported(measure) => {
                let periods: BTreeSet<Period> = self
                    .reported
                    .keys()
                    .filter(|(other, _, _)| other == measure)
                    .map(|(_, period, _)| *period)
                    .collect();
                if periods.is_empty() {
                    return Err(self.unknown_measure(measure, false));
                }
                let of_period = |period: Period| Figures {
                    first: period.first(),
                    last: Some(period.last()),
                    version: self.version_on(period.last()).unwrap_or_default(),
                    by_code: self.reported(measure, period).into_iter().flatten().collect(),
                };
                Ok(periods.into_iter().map(of_period).collect())
            }
            SeriesOf::Measure(measure) => {
                if self.versions.iter().all(|version| version.map.measure_named(measure).is_none()) {
                    return Err(self.unknown_measure(measure, true));
                }
                Ok(self.by_version(|node| node.value_of(measure)))
            }
            SeriesOf::Count(kind) => Ok(self.by_version(|node| (node.kind() == kind).then_some(Decimal::from(1)))),
        }
    }

    /// A number of each node on each map that held for a day at least.
    fn by_version(&self, number: impl Fn(Node<'_>) -> Option<Decimal>) -> Vec<Figures<'_>> {
        let mut all = Vec::new();
        for (version, of) in self.versions.iter().enumerate() {
            let next = self.versions.get(version + 1).map(|next| next.since);
            if next == Some(of.since) {
                continue;
            }
            let numbers = of.map.nodes().filter_map(|node| Some((node.code(), number(node)?)));
            let last = next.and_then(Date::day_before);
            all.push(Figures { first: of.since, last, version, by_code: numbers.collect() });
        }
        all
    }

    fn unknown_measure(&self, measure: &str, of_maps: bool) -> SeriesError {
        let known: BTreeSet<&str> = if of_maps {
            let measures = self.versions.iter().flat_map(|Version { map, .. }| map.measures());
            measures.map(Measure::id).collect()
        } else {
            self.reported.keys().map(|(measure, _, _)| measure.as_str()).collect()
        };
        SeriesError::UnknownMeasure {
            measure: measure.to_owned(),
            suggestion: suggest(measure, known.iter().copied()).map(str::to_owned),
            known: known.into_iter().collect::<Vec<_>>().join(", "),
        }
    }
}

const fn exact(value: Decimal) -> RebasedFigure {
    RebasedFigure { value, is_estimate: false }
}
