//! Stars as sets: which a unit holds in a period, rolled up as histograms.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::CalendarPeriod;
use crate::governance::Node;

/// Which stars (星) units hold in which period (五星支部, 以事创星). Stars are sets: there is no mean of them.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Branch, PartyCommittee};
/// use gridgov::ledger::Draft;
/// use gridgov::record::Stars;
///
/// let mut draft = Draft::new("");
/// let committee = draft.root(PartyCommittee, "P", "");
/// for code in ["P-1", "P-2", "P-3"] {
///     draft.add(committee, Branch, code, "");
/// }
/// let governance = Governance::build(&draft)?;
/// let period = "2022".parse()?;
/// let stars = Stars::new()
///     .with("P-1", period, ["支部过硬星", "产业兴旺星"])
///     .with("P-2", period, ["支部过硬星"])
///     .with("P-3", period, ["平安法治星"]);
/// let committee = governance.node("P").unwrap();
/// let histogram = stars.histogram(committee, period);
/// assert_eq!(histogram.to_string(), "2: 1, 1: 2");
/// assert_eq!((histogram.units(), histogram.with(1)), (3, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stars(BTreeMap<(CalendarPeriod, String), BTreeSet<String>>);

/// How many units hold how many stars.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<usize, u64>);

impl Stars {
    /// No stars.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, where a unit holds these stars in a period too. A star that it holds already makes no difference; with no
    /// star it is a unit that was looked at and holds none.
    #[must_use]
    pub fn with<S: Into<String>>(
        mut self,
        code: impl Into<String>,
        period: CalendarPeriod,
        stars: impl IntoIterator<Item = S>,
    ) -> Self {
        self.0.entry((period, code.into())).or_default().extend(stars.into_iter().map(Into::into));
        self
    }

    /// The stars of a unit in a period, sorted; `None` where nobody looked. O(log units).
    #[must_use]
    pub fn of(&self, code: &str, period: CalendarPeriod) -> Option<&BTreeSet<String>> {
        self.0.get(&(period, code.to_owned()))
    }

    /// How many units at a node and below it hold how many stars in a period. Units that nobody looked at are not in it.
    /// O(units of the period · log).
    #[must_use]
    pub fn histogram<K>(&self, node: Node<'_, K>, period: CalendarPeriod) -> Histogram {
        let (governance, subtree) = (node.governance(), node.any().subtree());
        let of_period = self.0.range((period, String::new())..).take_while(|((of, _), _)| *of == period);
        let mut histogram = Histogram::default();
        for ((_, code), stars) in of_period {
            if governance.node(code).is_some_and(|unit| subtree.contains(unit)) {
                *histogram.0.entry(stars.len()).or_default() += 1;
            }
        }
        histogram
    }
}

impl Histogram {
    /// How many units there are.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many units hold exactly so many stars.
    #[must_use]
    pub fn with(&self, stars: usize) -> u64 {
        self.0.get(&stars).copied().unwrap_or(0)
    }

    /// The numbers of stars that occur, the most first, each with how many units hold so many.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> {
        self.0.iter().rev().map(|(stars, units)| (*stars, *units))
    }
}

impl FromIterator<(usize, u64)> for Histogram {
    /// A published histogram: numbers of stars, each with how many units hold so many.
    fn from_iter<I: IntoIterator<Item = (usize, u64)>>(published: I) -> Self {
        let mut histogram = Self::default();
        for (stars, units) in published {
            *histogram.0.entry(stars).or_default() += units;
        }
        histogram
    }
}

impl fmt::Display for Histogram {
    /// The most stars first: `5: 2, 4: 11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.iter().map(|(stars, units)| format!("{stars}: {units}")).collect();
        f.pad(&shown.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::governance::Governance;
    use crate::kind::{Branch, PartyCommittee};
    use crate::ledger::Draft;

    #[test]
    fn histograms_are_of_one_period_and_one_subtree() {
        let mut draft = Draft::new("");
        for committee in ["P", "Q"] {
            let above = draft.root(PartyCommittee, committee, "");
            for number in 1..=3 {
                draft.add(above, Branch, format!("{committee}-{number}"), "");
            }
        }
        let governance = Governance::build(&draft).unwrap();
        let [before, after] = ["2022", "2023"].map(|year| year.parse().unwrap());
        let stars = Stars::new()
            .with("P-1", before, ["a", "b"])
            .with("P-1", before, ["b", "c"])
            .with("P-2", before, Vec::<String>::new())
            .with("P-1", after, ["a"])
            .with("Q-1", before, ["a"])
            .with("gone", before, ["a"]);
        let of = |code: &str, period| stars.histogram(governance.node(code).unwrap(), period).to_string();
        assert_eq!(
            (of("P", before).as_str(), of("P", after).as_str(), of("Q", before).as_str()),
            ("3: 1, 0: 1", "1: 1", "1: 1")
        );
        let histogram = stars.histogram(governance.node("P").unwrap(), before);
        assert_eq!((histogram.units(), histogram.with(3), histogram.with(2)), (2, 1, 0));
        assert_eq!(stars.of("P-1", before).map(BTreeSet::len), Some(3));
        assert_eq!((stars.of("P-2", before).map(BTreeSet::len), stars.of("P-3", before)), (Some(0), None));
    }
}
