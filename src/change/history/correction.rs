//! Figures that were reported wrongly, put right.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Entry, History, HistoryError, HistoryErrors, HistoryProblem, Period, Quantity};

/// A reported figure put right (更正), for a reason. What was reported first stays in the history.
///
/// ```
/// use gridgov::change::{Correction, History, Quantity, Reported};
/// use gridgov::prelude::*;
///
/// let mut draft = Draft::new("须水街道");
/// draft.root(Subdistrict, "S", "须水街道");
/// let mut history = History::new(&draft, "2023-01-01".parse()?)?;
/// let half = "2023-01-01/2023-06-30".parse()?;
/// history.report(Reported::new(half, "disputes").with("S", 12))?;
/// history.correct(Correction::new(half, "disputes", "S", Quantity::amount(21), "two digits were swapped"))?;
/// assert_eq!(history.reported("disputes", half).unwrap()["S"], Quantity::amount(21));
/// let given: Vec<_> = history.figures_given("disputes", half, "S").collect();
/// assert_eq!(given, [(1, Quantity::amount(12)), (2, Quantity::amount(21))], "the last one counts");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Correction {
    /// The period of the figure.
    pub period: Period,
    /// The measure that was counted.
    pub measure: String,
    /// The node, by the code that the figure was reported of.
    pub code: String,
    /// What it should have been.
    pub figure: Quantity,
    /// Why it was wrong.
    pub reason: String,
}

impl Correction {
    /// A figure put right.
    #[must_use]
    pub fn new(
        period: Period,
        measure: impl Into<String>,
        code: impl Into<String>,
        figure: Quantity,
        reason: impl Into<String>,
    ) -> Self {
        Self { period, measure: measure.into(), code: code.into(), figure, reason: reason.into() }
    }
}

impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} for {}: {} ({})", self.measure, self.code, self.period, self.figure, self.reason)
    }
}

impl History {
    /// Enters a figure that puts right one that was reported. All series have the new figure from then on; the old one
    /// stays among the entries. O(log f) for f figures.
    ///
    /// # Errors
    ///
    /// There is no such figure, or one is an amount and the other a rate. The history stays as it was.
    pub fn correct(&mut self, correction: Correction) -> Result<(), HistoryErrors> {
        let number = self.entries.len() + 1;
        let Correction { period, measure, code, figure, .. } = &correction;
        let before = self.figures_given(measure, *period, code).last();
        let problem = match before {
            None => {
                let (measure, code, period) = (measure.clone(), code.clone(), *period);
                Some(HistoryProblem::NotReported { measure, code, period })
            }
            Some((entry, before)) if before.whole().is_some() != figure.whole().is_some() => {
                let (measure, was_rate) = (measure.clone(), before.whole().is_some());
                Some(HistoryProblem::AmountOrRate { measure, entry, was_rate })
            }
            Some(_) => None,
        };
        HistoryErrors::check(problem.map(|problem| HistoryError::of_entry(number, problem)).into_iter().collect())?;
        self.enter(Entry::Correction(correction));
        Ok(())
    }

    /// All figures that were given of a code for a period, each with the number of its entry: the one that was reported,
    /// and then what put it right. The last one counts. O(e log f) for e entries.
    pub fn figures_given<'h>(
        &'h self,
        measure: &'h str,
        period: Period,
        code: &'h str,
    ) -> impl Iterator<Item = (usize, Quantity)> + 'h {
        self.entries().zip(1..).filter_map(move |(entry, number)| {
            let figure = match entry {
                Entry::Reported(of) if of.measure() == measure && of.period() == period => of.figure(code),
                Entry::Correction(of) if of.measure == measure && of.period == period && of.code == code => {
                    Some(of.figure)
                }
                _ => None,
            };
            Some((number, figure?))
        })
    }
}
