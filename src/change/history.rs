//! Maps and figures over the years.
//!
//! - `entry.rs`: what is entered: a change, reported figures or a correction, each with its digest
//! - `period.rs`, `reported.rs`, `rate.rs`: the figures of a measure for a period, amounts or rates
//! - `correction.rs`: reported figures put right
//! - `validity.rs`: from when to when a code was that of a node
//! - `series.rs`: figures over time, on the maps of their time or on one map
//! - `json.rs`: a history as one JSON document, written, read and proved
//! - `digest.rs`: SHA-256 of an entry and all before it
//! - `error.rs`: what can be wrong with an entry, a document or a series

mod correction;
mod digest;
mod entry;
mod error;
mod json;
mod period;
mod rate;
mod reported;
mod series;
mod validity;

pub use correction::Correction;
pub use digest::{Digest, ParseDigestError};
pub use entry::Entry;
pub use error::{HistoryError, HistoryErrors, HistoryProblem, PartlyGone, SeriesError};
pub use period::{ParsePeriodError, Period};
pub use rate::{PartOfWhole, Quantity};
pub use reported::Reported;
pub use series::{OnMap, OtherUnit, Point, Remainder, Series, SeriesOf};
pub use validity::{Elsewhere, Validity};

use std::collections::BTreeMap;
use std::fmt;

use super::ground::Ground;
use super::{Change, ChangeSet, Lineage, Weighting};
use crate::date::Date;
use crate::governance::{AsOf, BuildErrors, Governance};
use crate::kind::{Kind, Relation};
use crate::ledger::{Ledger, excerpt};
use crate::measure::Measure;
use crate::text::near_codes;
use entry::Recorded;

/// A map, the changes that were made to it, and the figures that were reported on it, each with its date.
///
/// Every version of the map can be asked for, and figures can be carried from any of them to any other. A history
/// only grows at its end: what was entered stays, and [each entry carries a digest](History::to_json_string) of all
/// before it.
///
/// ```
/// use gridgov::change::{ChangeSet, History, OnMap, Part, Reported, SeriesOf, Split};
/// use gridgov::prelude::*;
///
/// let mut draft = Draft::new("须水街道");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let grid = draft.add(street, SecondGrid, "G", "第一网格");
/// draft.row(grid).measure("households", 420);
/// let mut history = History::new(&draft, "2023-01-01".parse()?)?;
///
/// // The first half-year is reported, and on 1 July the grid is split.
/// history.report(Reported::new("2023-01-01/2023-06-30".parse()?, "disputes").with("G", 21))?;
/// let split = Split::new("G")
///     .into_part(Part::new("G-1", "第一网格东").with_measure("households", 260))
///     .into_part(Part::new("G-2", "第一网格西").with_measure("households", 160));
/// history.change(ChangeSet::new("2023-07-01".parse()?, "the block is finished").with(split))?;
///
/// let march = history.as_of("2023-03-15".parse()?).unwrap();
/// assert!(march.node("G").is_some() && march.node("G-1").is_none());
///
/// // On the map of today, the 21 disputes are estimated to be 13 and 8; together they are 21, and that is exact.
/// let today = OnMap::AsOf("2023-12-31".parse()?);
/// let disputes = |code: &str| history.series(code, SeriesOf::Reported("disputes"), today).map(|points| points[0]);
/// assert_eq!(disputes("G-1")?.to_string(), "2023-01-01/2023-06-30 13 (estimate)");
/// assert_eq!(disputes("G-2")?.to_string(), "2023-01-01/2023-06-30 8 (estimate)");
/// assert_eq!(disputes("S")?.to_string(), "2023-01-01/2023-06-30 21");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct History {
    base: Ledger,
    weighting: Weighting,
    /// The map from each date on, the first one that of the base; each date once, in their order.
    versions: Vec<Version>,
    ground: Ground,
    entries: Vec<Recorded>,
    /// The digest of what the history begins with.
    beginning: Digest,
    /// The number of the entry that has the figure of a measure, a period and a code.
    reported: BTreeMap<(String, Period, String), usize>,
}

/// A map from a date on.
struct Version {
    since: Date,
    map: Governance,
    /// The lineages of all changes of that day, stage by stage.
    day: Vec<Lineage>,
}

impl History {
    /// A history that begins with a ledger on a day. Figures of grids that are divided will be divided by
    /// households; O(n).
    ///
    /// # Errors
    ///
    /// All that is wrong with the ledger.
    pub fn new(base: impl AsRef<Ledger>, since: Date) -> Result<Self, BuildErrors> {
        Self::weighed_by(Weighting::default(), base, since)
    }

    /// The same, where what is divided is weighed by something else; O(n).
    ///
    /// A measure of the weighting need not be in the base; a change that finds it nowhere will be refused.
    ///
    /// # Errors
    ///
    /// All that is wrong with the ledger.
    pub fn weighed_by(weighting: Weighting, base: impl AsRef<Ledger>, since: Date) -> Result<Self, BuildErrors> {
        let base = base.as_ref().clone();
        let map = Governance::build(&base)?;
        let beginning = json::beginning(&base, since, &weighting);
        let versions = vec![Version { since, map, day: Vec::new() }];
        let (ground, entries, reported) = (Ground::default(), Vec::new(), BTreeMap::new());
        Ok(Self { base, weighting, versions, ground, entries, beginning, reported })
    }

    /// Enters a change of the map, from its date on; O(n) for each of its stages.
    ///
    /// Several changes may take effect on one day: they are made in the order in which they are entered, and make one
    /// map together. What one does and another undoes on the same day leaves no trace.
    ///
    /// # Errors
    ///
    /// The change takes effect before the last one; it takes effect before the end of a period that is reported already,
    /// and does more than change names, categories, people, posts and what is declared; all that is wrong with its changes; a measure to weigh by that neither map has. The history stays as it was.
    pub fn change(&mut self, change: ChangeSet) -> Result<(), HistoryErrors> {
        let number = self.entries.len() + 1;
        let (last, date) = (self.last().since, change.effective);
        let mut errors = Vec::new();
        if date < last {
            errors.push(HistoryProblem::BeforeLast { date, last });
        }
        let mut periods: Vec<(&str, Period)> = Vec::new();
        let moves = !change.iter().all(|change| self.moves_no_figure(change));
        let within = |(_, period, _): &&(String, Period, String)| moves && period.last() >= date;
        for (measure, period, _) in self.reported.keys().filter(within) {
            if periods.last() != Some(&(measure, *period)) {
                periods.push((measure, *period));
            }
        }
        let reported = |(measure, period): (&str, Period)| HistoryProblem::AlreadyReported {
            date,
            measure: measure.to_owned(),
            period,
        };
        errors.extend(periods.into_iter().map(reported));
        let applied = self.applied(&change);
        let applied = applied.map_err(|mut problems| errors.append(&mut problems)).ok();
        let errors = errors.into_iter().map(|problem| HistoryError::of_entry(number, problem)).collect();
        HistoryErrors::check(errors)?;
        if let Some(map) = applied {
            self.redraw(date, map, change.stages().map(Lineage::of));
            self.enter(Entry::Change(change));
        }
        Ok(())
    }

    /// Enters figures of a period; O(f log n) for f figures.
    ///
    /// Figures may come late: the map that their codes are looked up on is that of the last day of their period.
    ///
    /// # Errors
    ///
    /// The period ends before the history begins; all figures of codes that are not on the map, and all that are
    /// reported already; a bare rate, and amounts of what was reported as a rate before. The history stays as it was.
    pub fn report(&mut self, reported: Reported) -> Result<(), HistoryErrors> {
        let number = self.entries.len() + 1;
        let (period, measure) = (reported.period(), reported.measure());
        let of_entry = |problem: HistoryProblem| HistoryError::of_entry(number, problem);
        let Some(map) = self.as_of(period.last()) else {
            let problem = HistoryProblem::BeforeBeginning { period, since: self.since() };
            return Err(of_entry(problem).into());
        };
        let mut errors: Vec<HistoryError> = self.of_kind(&reported, map).into_iter().map(of_entry).collect();
        let unknown = reported.figures().map(|(code, _)| code).filter(|code| map.node(code).is_none());
        let near = near_codes(map.codes_and_names(), unknown);
        for (code, _) in reported.figures() {
            if map.node(code).is_none() {
                let near = near.get(code).cloned().unwrap_or_default();
                let version = self.version_on(period.last());
                let elsewhere = version.and_then(|version| self.elsewhere(code, version));
                let problem = HistoryProblem::UnknownCode { code: excerpt(code), date: period.last(), near, elsewhere };
                errors.push(of_entry(problem));
            }
            if let Some(entry) = self.reported.get(&(measure.to_owned(), period, code.to_owned())) {
                let (measure, code) = (measure.to_owned(), code.to_owned());
                errors.push(of_entry(HistoryProblem::ReportedTwice { measure, code, period, entry: *entry }));
            }
        }
        HistoryErrors::check(errors)?;
        let keys = reported.figures().map(|(code, _)| ((measure.to_owned(), period, code.to_owned()), number));
        self.reported.extend(keys);
        self.enter(Entry::Reported(reported));
        Ok(())
    }

    /// What is wrong with the kind of the figures: a measure is of amounts or of rates, and a rate is a part of a whole.
    fn of_kind(&self, reported: &Reported, map: &Governance) -> Vec<HistoryProblem> {
        let measure = reported.measure();
        let is_bare_rate = map.measure_named(measure).is_some_and(Measure::is_rate);
        let is_rate = |(_, figure): (&str, Quantity)| figure.whole().is_some();
        let mut problems = Vec::new();
        if is_bare_rate && !reported.figures().all(is_rate) {
            problems.push(HistoryProblem::BareRate { measure: measure.to_owned() });
        }
        let before = self.entries().zip(1..).find_map(|(entry, number)| match entry {
            Entry::Reported(of) if of.measure() == measure => Some((number, of.figures().next().map(is_rate)?)),
            _ => None,
        });
        let own = reported.figures().next().map(|first| (self.entries.len() + 1, is_rate(first)));
        if let Some((entry, was_rate)) = before.or(own)
            && reported.figures().any(|figure| is_rate(figure) != was_rate)
        {
            problems.push(HistoryProblem::AmountOrRate { measure: measure.to_owned(), entry, was_rate });
        }
        problems
    }

    fn enter(&mut self, entry: Entry) {
        let recorded = Recorded::new(self.digest(), entry);
        self.entries.push(recorded);
    }

    /// Whether a change leaves every reported figure where it is: one of names, categories, people, posts, and of what
    /// offices declare.
    fn moves_no_figure(&self, change: &Change) -> bool {
        let is_person = |code: &str| self.last().map.node(code).is_some_and(|node| node.kind() == Kind::Person);
        let is_reported = |code: &str| self.reported.keys().any(|(_, _, other)| other == code);
        match change {
            Change::Rename { .. }
            | Change::SetCategory { .. }
            | Change::SetRecords { .. }
            | Change::Declare { .. }
            | Change::Retitle { .. } => true,
            Change::Assign(tie) | Change::Release(tie) => tie.relation != Relation::Covers,
            Change::Add(node) => node.kind == Kind::Person,
            Change::Close { code } => is_person(code) && !is_reported(code),
            _ => false,
        }
    }

    /// The map after a change.
    fn applied(&self, change: &ChangeSet) -> Result<Governance, Vec<HistoryProblem>> {
        let applied = self.last().map.apply(change).map_err(|errors| -> Vec<HistoryProblem> {
            errors.iter().cloned().map(HistoryProblem::Change).collect()
        })?;
        let weighed = self.weighting.check([applied.base(), applied.governance()]);
        weighed.map_err(|errors| errors.iter().cloned().map(HistoryProblem::Crosswalk).collect::<Vec<_>>())?;
        Ok(applied.into_governance())
    }

    /// Enters the map after a change. It takes the place of a map that did not hold for a day.
    fn redraw(&mut self, since: Date, map: Governance, stages: impl Iterator<Item = Lineage>) {
        let mut day = Vec::new();
        if let Some(same_day) = self.versions.pop_if(|last| last.since == since) {
            self.ground.forget(self.versions.len());
            day = same_day.day;
        }
        day.extend(stages);
        let before: Vec<&Governance> = self.versions.iter().map(|version| &version.map).collect();
        if !before.is_empty() {
            self.ground.redraw(&before, &map, &day, &self.weighting);
        }
        self.versions.push(Version { since, map, day });
    }

    fn last(&self) -> &Version {
        &self.versions[self.versions.len() - 1]
    }

    /// The first day of which there is a map.
    #[must_use]
    pub fn since(&self) -> Date {
        self.versions[0].since
    }

    /// What figures of grids that are divided are divided by.
    #[must_use]
    pub fn weighting(&self) -> &Weighting {
        &self.weighting
    }

    /// The map on a day, with all changes that take effect on that day or before; `None` before the history begins.
    /// O(log v) for v versions: each is kept whole.
    #[must_use]
    pub fn as_of(&self, date: Date) -> Option<&Governance> {
        self.version_on(date).map(|at| &self.versions[at].map)
    }

    /// The map after all changes.
    #[must_use]
    pub fn latest(&self) -> &Governance {
        &self.last().map
    }

    /// All maps with the day from which each holds, in their order.
    pub fn versions(&self) -> impl ExactSizeIterator<Item = (Date, &Governance)> {
        self.versions.iter().map(|version| (version.since, &version.map))
    }

    /// All entries in the order in which they were made.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter().map(|recorded| &recorded.entry)
    }

    /// The digest of the last entry, and so of all: if it is what it was, nothing was changed.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.entries.last().map_or(self.beginning, |recorded| recorded.digest)
    }

    /// The figures that were reported of a measure for a period, by the codes of the map of that time, with what put
    /// them right; `None` where nothing was reported. O(e + f log f) in entries and figures.
    #[must_use]
    pub fn reported(&self, measure: &str, period: Period) -> Option<BTreeMap<&str, Quantity>> {
        let mut figures: BTreeMap<&str, Quantity> = BTreeMap::new();
        for entry in self.entries() {
            match entry {
                Entry::Reported(of) if of.measure() == measure && of.period() == period => figures.extend(of.figures()),
                Entry::Correction(of) if of.measure == measure && of.period == period => {
                    figures.insert(&of.code, of.figure);
                }
                _ => {}
            }
        }
        (!figures.is_empty()).then_some(figures)
    }

    fn version_on(&self, date: Date) -> Option<usize> {
        self.versions.partition_point(|version| version.since <= date).checked_sub(1)
    }
}

impl AsOf for History {
    /// The map on a day; `None` before the history begins.
    fn as_of(&self, day: Date) -> Option<&Governance> {
        self.version_on(day).map(|at| &self.versions[at].map)
    }

    fn graphs(&self) -> Vec<&Governance> {
        self.versions().map(|(_, map)| map).collect()
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History")
            .field("since", &self.since())
            .field("versions", &self.versions.len())
            .field("entries", &self.entries.len())
            .field("digest", &self.digest())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
