//! Figures over time, on the map of their time or on another.
//!
//! - `figures.rs`: the figures that a series is made of

mod figures;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

use figures::Figures;

use super::{History, PartlyGone, Period, Quantity, SeriesError};
use crate::change::ground::MapOf;
use crate::change::{Crosswalk, Rebased, RebasedFigure};
use crate::date::Date;
use crate::kind::Kind;
use crate::measure::Decimal;
use crate::rollup::Ratio;
use crate::text::near_codes;

/// What a series is of: a figure of a node with all that stands below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SeriesOf<'a> {
    /// The figures that were reported of this measure, period by period: amounts or rates.
    Reported(&'a str),
    /// The sum of a measure of the map, from change to change.
    Measure(&'a str),
    /// The smallest value of a measure of the map.
    Minimum(&'a str),
    /// The largest value of a measure of the map.
    Maximum(&'a str),
    /// The sum of one measure of the map as a part of the sum of another, over the nodes that have a value of both.
    Rate {
        /// The measure of the part.
        part: &'a str,
        /// The measure of the whole.
        whole: &'a str,
    },
    /// The number of nodes of a kind, from change to change.
    Count(Kind),
}

/// The map that a series is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnMap {
    /// Each figure on the map of its own time, as it was reported: of the unit that had the code last.
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
    /// The number; of a rate, its part.
    pub value: Decimal,
    /// The whole of a rate; `None` for any other figure.
    pub whole: Option<Decimal>,
    /// Whether a part of it comes from a node that was divided, so that the number is not what anybody counted.
    pub is_estimate: bool,
}

impl Point {
    /// The rate; `None` for any other figure.
    #[must_use]
    pub fn ratio(self) -> Option<Ratio> {
        self.whole.map(|whole| Ratio::new(self.value, whole))
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.last.map_or_else(|| "..".to_owned(), |last| last.to_string());
        write!(f, "{}/{last} {}", self.first, self.value)?;
        if let Some(whole) = self.whole {
            write!(f, " / {whole}")?;
        }
        if self.is_estimate { f.write_str(" (estimate)") } else { Ok(()) }
    }
}

/// The figures of a node over time, in their order, and what they do not contain.
///
/// It is a slice of its points. What could be mistaken for a part of them is named beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    points: Vec<Point>,
    remainder: Vec<Remainder>,
    others: Vec<OtherUnit>,
}

/// A figure that counts for no node on the map of a series: its own node ended, and nothing that contained it is left.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remainder {
    /// The node.
    pub code: String,
    /// The first day that the figure is of.
    pub first: Date,
    /// The last day; `None` where it still holds.
    pub last: Option<Date>,
    /// The figure.
    pub figure: Quantity,
}

/// Another unit that has had the code of a series. Its figures are in no point of the series by its code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherUnit {
    /// The first day on which it had the code.
    pub first: Date,
    /// The last day; `None` where it still has.
    pub last: Option<Date>,
    /// What it was called.
    pub name: String,
}

impl Series {
    /// The figures that ended with their nodes, anywhere on the map, each with its node: they count for nobody there.
    #[must_use]
    pub fn remainder(&self) -> &[Remainder] {
        &self.remainder
    }

    /// The other units that have had the code, in the order of their days.
    #[must_use]
    pub fn others(&self) -> &[OtherUnit] {
        &self.others
    }

    /// The pairs of points whose times overlap, such as a quarter and the half-year that it is in: who adds them up
    /// counts twice. O(p²) for p points.
    pub fn overlaps(&self) -> impl Iterator<Item = (Point, Point)> {
        let pairs = self.points.iter().enumerate().flat_map(|(at, one)| {
            let later = self.points[at + 1..].iter();
            later.map(move |other| (*one, *other))
        });
        pairs.filter(|(one, other)| {
            one.last.is_none_or(|last| other.first <= last) && other.last.is_none_or(|last| one.first <= last)
        })
    }
}

impl Deref for Series {
    type Target = [Point];

    fn deref(&self) -> &[Point] {
        &self.points
    }
}

impl IntoIterator for Series {
    type Item = Point;
    type IntoIter = std::vec::IntoIter<Point>;

    fn into_iter(self) -> Self::IntoIter {
        self.points.into_iter()
    }
}

impl<'s> IntoIterator for &'s Series {
    type Item = &'s Point;
    type IntoIter = std::slice::Iter<'s, Point>;

    fn into_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
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

    /// Carries all figures that were reported of a measure for a period over to the map of a day; of a rate, the part and
    /// the whole.
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
        let crosswalk = self.crosswalk(period.last(), to)?;
        let wholes: Vec<_> = figures.iter().filter_map(|(code, figure)| Some((*code, figure.whole()?))).collect();
        let parts = crosswalk.rebase(figures.iter().map(|(code, figure)| (*code, figure.part())))?;
        Ok(if wholes.is_empty() { parts } else { parts.of_wholes(&crosswalk.rebase(wholes)?) })
    }

    /// A figure of a node over time.
    ///
    /// On the map of one day, each figure is carried over by its own code first and then added up below the node. So
    /// what was counted in grids that only moved stays exact, and a point is an estimate only where a divided node had
    /// figures of its own. A series on the maps of their time has no points while the node is not on the map; a
    /// series of a measure has none while no node at or below the node has a value, nor has a series of reported figures
    /// for periods in which nothing was reported there.
    ///
    /// A series is of one unit. Where its code was given to another before or since, that one is
    /// [named](Series::others), and its figures go where its ground is.
    ///
    /// O(p n) for p points on maps of n nodes, and O(p n log n) for a series of a map.
    ///
    /// # Errors
    ///
    /// A day before the history begins; a code that is not on the map that is asked for, or on any; an unknown measure; a
    /// rate that would be added up; a sum beyond 64 bits; all figures of divided nodes of which one part counts for the
    /// node, and another ended with nothing left that contained it.
    pub fn series(&self, code: &str, of: SeriesOf<'_>, on: OnMap) -> Result<Series, SeriesError> {
        let target = match on {
            OnMap::OfItsTime => None,
            OnMap::AsOf(date) => Some((self.on(date)?, date)),
        };
        let has_code = |at: &usize| self.versions[*at].map.node(code).is_some();
        // The version whose unit the series is of.
        let anchor = match target {
            Some((at, _)) => Some(at).filter(has_code),
            None => (0..self.versions.len()).rev().find(has_code),
        };
        let Some(anchor) = anchor else {
            let elsewhere = target.and_then(|(at, _)| self.elsewhere(code, at));
            let maps = target.map_or(0..self.versions.len(), |(at, _)| at..at + 1);
            let known = self.versions[maps].iter().flat_map(|version| version.map.codes_and_names());
            let near = near_codes(known, [code]).into_values().flatten().collect();
            let date = target.map(|(_, date)| date);
            return Err(SeriesError::UnknownCode { code: code.to_owned(), date, elsewhere, near });
        };
        let (joined, figures) = self.figures(of)?;
        let mut series = Series { points: Vec::new(), remainder: Vec::new(), others: self.others(code, anchor) };
        let mut partly_gone = Vec::new();
        for Figures { first, last, version, mut by_code } in figures {
            let map = &self.versions[target.map_or(version, |(at, _)| at)].map;
            let Some(node) = map.node(code) else { continue };
            let is_below = |code: &str| map.node(code).is_some_and(|other| node.holds(other));
            let crosswalk = if let Some((at, date)) = target {
                let codes = by_code.iter().map(|(code, _)| *code).collect();
                let onto = self.crosswalk_between([version, at], Some(&codes));
                let leads_somewhere = |code: &str| onto.row(code).is_none_or(|row| row.parts().next().is_some());
                let lost = by_code.extract_if(.., |(code, _)| !leads_somewhere(code));
                for (code, figure) in lost.filter(|(_, figure)| !figure.is_zero()) {
                    let [there, gone] = self.ground.fate(code, [version, at]);
                    let listed = |codes: BTreeSet<&str>| codes.into_iter().map(str::to_owned).collect();
                    if there.iter().any(|code| is_below(code)) && !gone.is_empty() {
                        let (code, there, gone) = (code.to_owned(), listed(there), listed(gone));
                        partly_gone.push(PartlyGone { code, first, last, date, there, gone });
                    } else {
                        series.remainder.push(Remainder { code: code.to_owned(), first, last, figure });
                    }
                }
                onto
            } else {
                if !self.ground.is_same_node(code, [version, anchor]) {
                    continue;
                }
                by_code.retain(|(code, _)| is_below(code));
                Crosswalk::identity(by_code.iter().map(|(code, _)| *code))
            };
            let figure = joined.of(&crosswalk, &by_code, is_below)?;
            series.points.extend(figure.map(|RebasedFigure { value, whole, is_estimate }| Point {
                first,
                last,
                value,
                whole,
                is_estimate,
            }));
        }
        if partly_gone.is_empty() { Ok(series) } else { Err(SeriesError::PartlyGone { figures: partly_gone }) }
    }

    /// The other units that had the code than the one that had it on a version. What was closed and opened again as it
    /// was, with nobody at the code in between, is one unit and stands once.
    #[expect(clippy::expect_used, reason = "an invariant")]
    fn others(&self, code: &str, anchor: usize) -> Vec<OtherUnit> {
        let mut others: Vec<OtherUnit> = Vec::new();
        let mut last_other = None;
        for time in self.validity(code) {
            let version = self.version_on(time.first).expect("INVARIANT: a code is valid from a version on");
            if self.ground.is_same_node(code, [version, anchor]) {
                last_other = None;
                continue;
            }
            let is_same = |before: usize| self.ground.is_same_node(code, [before, version]);
            match others.last_mut().filter(|other| last_other.is_some_and(is_same) && other.name == time.name) {
                Some(same) => same.last = time.last,
                None => others.push(OtherUnit { first: time.first, last: time.last, name: time.name.to_owned() }),
            }
            last_other = Some(version);
        }
        others
    }

    fn on(&self, date: Date) -> Result<usize, SeriesError> {
        self.version_on(date).ok_or(SeriesError::BeforeBeginning { date, since: self.since() })
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
