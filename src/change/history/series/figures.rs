//! The figures that a series is made of.

use std::collections::BTreeSet;

use crate::change::history::{History, Period, Quantity, SeriesError, Version};
use crate::change::{Crosswalk, RebaseErrors, RebasedFigure, SeriesOf};
use crate::date::Date;
use crate::governance::Node;
use crate::measure::{Decimal, Measure};
use crate::suggestion::suggest;

/// Figures of one time by the codes of the map of that time.
pub(super) struct Figures<'h> {
    pub(super) first: Date,
    pub(super) last: Option<Date>,
    pub(super) version: usize,
    pub(super) by_code: Vec<(&'h str, Quantity)>,
}

/// How the figures below a node become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// Added up, and nothing where there are none.
    Sum,
    /// Added up, and zero where there are none: numbers of nodes.
    Count,
    Minimum,
    Maximum,
}

impl Joined {
    /// The figure of all that is within; `None` where nothing is.
    pub(super) fn of(
        self,
        crosswalk: &Crosswalk,
        figures: &[(&str, Quantity)],
        is_within: impl Fn(&str) -> bool,
    ) -> Result<Option<RebasedFigure>, RebaseErrors> {
        if matches!(self, Joined::Minimum | Joined::Maximum) {
            return Ok(self.extreme(crosswalk, figures, is_within));
        }
        let parts = figures.iter().map(|(code, figure)| (*code, figure.part()));
        let sum = crosswalk.rebase_total(parts, &is_within)?;
        let wholes: Vec<_> = figures.iter().filter_map(|(code, figure)| Some((*code, figure.whole()?))).collect();
        let whole = crosswalk.rebase_total(wholes, &is_within)?.map(|whole| whole.value);
        let nothing = RebasedFigure { value: Decimal::ZERO, whole: None, is_estimate: false };
        let sum = sum.or_else(|| (self == Joined::Count).then_some(nothing));
        Ok(sum.map(|sum| RebasedFigure { whole, ..sum }))
    }

    /// The smallest or largest value. What one node had is not divided: each part of it may have it, so that it is an
    /// estimate where a part is within and another is not.
    fn extreme(
        self,
        crosswalk: &Crosswalk,
        figures: &[(&str, Quantity)],
        is_within: impl Fn(&str) -> bool,
    ) -> Option<RebasedFigure> {
        let within = figures.iter().filter_map(|(code, figure)| {
            let row = crosswalk.row(code)?;
            let is_any = row.parts().any(|(part, _)| is_within(part));
            let is_estimate = !row.parts().all(|(part, _)| is_within(part));
            is_any.then_some(RebasedFigure { value: figure.part(), whole: None, is_estimate })
        });
        // Of equal values, one that is certain stands before an estimate.
        within.reduce(|one, other| {
            let first = match self {
                Joined::Minimum => one.value.cmp(&other.value),
                _ => other.value.cmp(&one.value),
            };
            if first.then(one.is_estimate.cmp(&other.is_estimate)).is_le() { one } else { other }
        })
    }
}

impl History {
    /// The figures that a series is made of, in the order of their times, and how they become one.
    #[expect(clippy::expect_used, reason = "a period before the history begins is refused when it is reported")]
    pub(super) fn figures(&self, of: SeriesOf<'_>) -> Result<(Joined, Vec<Figures<'_>>), SeriesError> {
        let amount = |node: Node<'_>, measure: &str| node.value_of(measure);
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
                    version: self.version_on(period.last()).expect("INVARIANT: figures are reported only on a map"),
                    by_code: self.reported(measure, period).into_iter().flatten().collect(),
                };
                Ok((Joined::Sum, periods.into_iter().map(of_period).collect()))
            }
            SeriesOf::Measure(measure) => {
                self.check_measure(measure, true)?;
                Ok((Joined::Sum, self.by_version(|node| Some(Quantity::Amount(amount(node, measure)?)))))
            }
            SeriesOf::Minimum(measure) | SeriesOf::Maximum(measure) => {
                self.check_measure(measure, false)?;
                let joined = if matches!(of, SeriesOf::Minimum(_)) { Joined::Minimum } else { Joined::Maximum };
                Ok((joined, self.by_version(|node| Some(Quantity::Amount(amount(node, measure)?)))))
            }
            SeriesOf::Rate { part, whole } => {
                self.check_measure(part, true)?;
                self.check_measure(whole, true)?;
                let rate = |node: Node<'_>| Some(Quantity::rate(amount(node, part)?, amount(node, whole)?));
                Ok((Joined::Sum, self.by_version(rate)))
            }
            SeriesOf::Count(kind) => {
                let one = |node: Node<'_>| (node.kind() == kind).then(|| Quantity::amount(1));
                Ok((Joined::Count, self.by_version(one)))
            }
        }
    }

    /// That a map has the measure, and that it is no rate where it would be added up.
    fn check_measure(&self, measure: &str, is_added_up: bool) -> Result<(), SeriesError> {
        let mut of_maps = self.versions.iter().filter_map(|version| version.map.measure_named(measure)).peekable();
        if of_maps.peek().is_none() {
            return Err(self.unknown_measure(measure, true));
        }
        if is_added_up && of_maps.any(Measure::is_rate) {
            return Err(SeriesError::BareRate { measure: measure.to_owned() });
        }
        Ok(())
    }

    /// A figure of each node on each map.
    fn by_version(&self, figure: impl Fn(Node<'_>) -> Option<Quantity>) -> Vec<Figures<'_>> {
        let mut all = Vec::new();
        for (version, of) in self.versions.iter().enumerate() {
            let last = self.versions.get(version + 1).and_then(|next| next.since.day_before());
            let by_code = of.map.nodes().filter_map(|node| Some((node.code(), figure(node)?))).collect();
            all.push(Figures { first: of.since, last, version, by_code });
        }
        all
    }

    pub(super) fn unknown_measure(&self, measure: &str, of_maps: bool) -> SeriesError {
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
