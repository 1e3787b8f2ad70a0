//! Figures over time, on the map of their time or on another.

use std::collections::BTreeSet;
use std::fmt;

use super::{History, PartlyGone, Period, SeriesError, Version};
use crate::change::ground::MapOf;
use crate::change::{Crosswalk, Rebased, RebasedFigure};
use crate::date::Date;
use crate::governance::Node;
use crate::kind::Kind;
use crate::measure::{Decimal, Measure};
use crate::suggestion::suggest;

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
    /// The crosswalk from the map of one day to that of another, earlier or later; O(n log n), however many versions are
    /// between.
    ///
    /// It comes from the two maps and from which node became which through all changes between them. Only what was
    /// truly divided, or merged and then divided otherwise, has weights: those of the day on which that was done. What
    /// was done and then undone leaves no trace.
    ///
    /// # Errors
    ///
    /// A day before the history begins.
    pub fn crosswalk(&self, from: Date, to: Date) -> Result<Crosswalk, SeriesError> {
        Ok(self.crosswalk_between([self.on(from)?, self.on(to)?], None))
    }

    fn crosswalk_between(&self, versions: [usize; 2], codes: Option<&BTreeSet<&str>>) -> Crosswalk {
        let maps = versions.map(|version| MapOf { version, map: &self.versions[version].map });
        self.ground.crosswalk(maps, &self.weighting, codes)
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
    /// series of reported figures has none for periods in which nothing was reported at or below the node.
    ///
    /// O(p n) for p points on maps of n nodes, and O(p n log n) for a series of a map.
    ///
    /// # Errors
    ///
    /// A day before the history begins; a code that is not on the map that is asked for, or on any; an unknown measure; a
    /// sum beyond 64 bits; all figures of divided nodes of which one part counts for the node, and another
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
            return Err(SeriesError::UnknownCode { code: code.to_owned(), date: target.map(|(_, date)| date) });
        }
        let figures = self.figures(of)?;
        let (mut points, mut partly_gone) = (Vec::new(), Vec::new());
        for Figures { first, last, version, by_code } in figures {
            let map = &self.versions[target.map_or(version, |(at, _)| at)].map;
            let Some(node) = map.node(code) else { continue };
            let is_below = |code: &str| map.node(code).is_some_and(|other| node.holds(other));
            // A figure whose code leads nowhere on the other map counts for no node there.
            let sum = if let Some((at, date)) = target {
                let codes = by_code.iter().map(|(code, _)| *code).collect();
                let onto = self.crosswalk_between([version, at], Some(&codes));
                let leads_somewhere = |code: &str| onto.row(code).is_none_or(|row| row.parts().next().is_some());
                let (figures, lost): (Vec<_>, Vec<_>) =
                    by_code.into_iter().partition(|(code, _)| leads_somewhere(code));
                let lost = lost.into_iter().filter(|(_, figure)| *figure != Decimal::ZERO);
                let gone = lost.filter_map(|(code, _)| {
                    let [there, gone] = self.ground.fate(code, [version, at]);
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
            // A sum of a map over nothing is zero; that nothing was reported is not.
            let sum = sum.or_else(|| (!matches!(of, SeriesOf::Reported(_))).then_some(exact(Decimal::ZERO)));
            points.extend(sum.map(|RebasedFigure { value, is_estimate }| Point { first, last, value, is_estimate }));
        }
        if partly_gone.is_empty() { Ok(points) } else { Err(SeriesError::PartlyGone(partly_gone)) }
    }

    fn on(&self, date: Date) -> Result<usize, SeriesError> {
        self.version_on(date).ok_or(SeriesError::BeforeBeginning { date, since: self.since() })
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
                if self.versions.iter().all(|version| version.map.measure(measure).is_none()) {
                    return Err(self.unknown_measure(measure, true));
                }
                Ok(self.by_version(|node| node.measure(measure)))
            }
            SeriesOf::Count(kind) => Ok(self.by_version(|node| (node.kind() == kind).then_some(Decimal::from(1)))),
        }
    }

    /// A number of each node on each map.
    fn by_version(&self, number: impl Fn(Node<'_>) -> Option<Decimal>) -> Vec<Figures<'_>> {
        let mut all = Vec::new();
        for (version, of) in self.versions.iter().enumerate() {
            let next = self.versions.get(version + 1).map(|next| next.since);
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
