//! Figures carried from one map to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::weight::apportion;
use super::{Crosswalk, RebaseError, RebaseErrors, Successors};
use crate::measure::{Decimal, OverflowError};

/// A figure on another map than the one that it was reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct RebasedFigure {
    /// The number; of a rate, its part.
    pub value: Decimal,
    /// The whole of a rate; `None` for an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Decimal>,
    /// Whether a part of it comes from a node that was divided, so that the number is not what anybody counted.
    pub is_estimate: bool,
}

/// Figures by new codes; see [`Crosswalk::rebase`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebased(BTreeMap<Box<str>, RebasedFigure>);

impl Rebased {
    /// The figure of a code, where one was carried there.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<RebasedFigure> {
        self.0.get(code).copied()
    }

    /// All codes that figures were carried to, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, RebasedFigure)> {
        self.0.iter().map(|(code, figure)| (code.as_ref(), *figure))
    }

    /// How many codes figures were carried to.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no figures.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same figures as parts of the figures of another, code by code.
    pub(in crate::change) fn of_wholes(mut self, wholes: &Self) -> Self {
        for (code, figure) in &mut self.0 {
            figure.whole = wholes.get(code).map(|whole| whole.value);
        }
        self
    }

    /// The sum of all, of rates that of their parts: what was carried over, to the last unit.
    ///
    /// # Errors
    ///
    /// The sum lies beyond 64 bits.
    pub fn total(&self) -> Result<Decimal, OverflowError> {
        let mut sum = Sum::default();
        for figure in self.0.values() {
            sum.add(figure.value, figure.is_estimate).ok_or(OverflowError)?;
        }
        sum.finish().map(|figure| figure.value).ok_or(OverflowError)
    }
}

impl Serialize for Rebased {
    /// A map from codes to figures.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A sum of figures whose overflow does not depend on their order: positive and negative figures are added up apart.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    above: u128,
    below: u128,
    scale: u8,
    is_estimate: bool,
}

impl Sum {
    /// Adds a figure; `None` on overflow.
    fn add(&mut self, value: Decimal, is_estimate: bool) -> Option<()> {
        let scale = self.scale.max(value.scale());
        let power = |from: u8| 10_u128.pow(u32::from(scale - from));
        self.above = self.above.checked_mul(power(self.scale))?;
        self.below = self.below.checked_mul(power(self.scale))?;
        let more = u128::from(value.units().unsigned_abs()).checked_mul(power(value.scale()))?;
        let side = if value.units() < 0 { &mut self.below } else { &mut self.above };
        *side = side.checked_add(more)?;
        self.scale = scale;
        self.is_estimate |= is_estimate;
        Some(())
    }

    /// The sum; `None` where it does not fit 64 bits.
    fn finish(self) -> Option<RebasedFigure> {
        let units = if self.above >= self.below {
            i64::try_from(self.above - self.below).ok()?
        } else {
            i64::try_from(self.below - self.above).map_or(None, i64::checked_neg).or_else(|| {
                // `i64::MIN` has no positive counterpart.
                (self.below - self.above == u128::from(i64::MIN.unsigned_abs())).then_some(i64::MIN)
            })?
        };
        let value = Decimal::from_units(units, self.scale);
        Some(RebasedFigure { value, whole: None, is_estimate: self.is_estimate })
    }
}

impl Crosswalk {
    /// Carries figures by old code over to the new codes; O(f log n) for f figures.
    ///
    /// The figure of a code that stays goes over as it is, and figures that come together are added up. A figure
    /// of a code that was divided is divided in proportion to the weights, **by largest remainder**: each part
    /// gets its exact share rounded towards zero, and the units that are left go one each to the largest
    /// remainders; of equal remainders, the one whose code comes first. A unit is the last digit that the figure
    /// was written with: 21 is divided into whole ones, 21.00 into hundredths. So every total stays what it is
    /// to the last unit, below zero too, and the same figures give the same parts in whatever order they come.
    ///
    /// ```
    /// use gridgov::change::Crosswalk;
    ///
    /// let crosswalk = Crosswalk::of_amounts([("G", "G-1", 260), ("G", "G-2", 160), ("H", "H", 1)])?;
    /// let disputes = crosswalk.rebase([("G", 21), ("H", 5)])?;
    /// let parts: Vec<_> = disputes.iter().map(|(code, of)| (code, of.value.units(), of.is_estimate)).collect();
    /// assert_eq!(parts, [("G-1", 13, true), ("G-2", 8, true), ("H", 5, false)]);
    ///
    /// let errors = crosswalk.rebase([("G", 21), ("Ｈ", 5), ("K", 1)]).unwrap_err();
    /// assert_eq!(errors.to_string(), "\
    /// the crosswalk does not know the code `Ｈ`; near it: `H` (the same but for full width, spaces around it or invisible characters)
    /// the crosswalk does not know the code `K`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All figures that cannot be carried over: of a code that the crosswalk does not know, of one that leads
    /// nowhere, two figures of one code; a sum that lies beyond 64 bits.
    pub fn rebase<C, N>(&self, figures: impl IntoIterator<Item = (C, N)>) -> Result<Rebased, RebaseErrors>
    where
        C: AsRef<str>,
        N: Into<Decimal>,
    {
        // `None` after an overflow.
        let mut sums: BTreeMap<&str, Option<Sum>> = BTreeMap::new();
        let mut errors = self.each_part(figures, |row, part, value| {
            let sum = sums.entry(part).or_insert(Some(Sum::default()));
            *sum = sum.and_then(|mut sum| sum.add(value, row.is_estimate()).map(|()| sum));
        });
        let mut rebased = BTreeMap::new();
        for (code, sum) in sums {
            match sum.and_then(Sum::finish) {
                Some(figure) => drop(rebased.insert(code.into(), figure)),
                None => errors.push(RebaseError::Overflow { code: code.to_owned() }),
            }
        }
        RebaseErrors::check(errors)?;
        Ok(Rebased(rebased))
    }

    /// The total of the figures that go to some of the new codes, such as those below one node; `None` where no figure
    /// goes there. O(f log n) for f figures.
    ///
    /// It is what [`Crosswalk::rebase`] gives, added up, but it is an estimate only where a divided figure goes to
    /// codes within and codes without: the parts of a grid are estimates, and together they are exact.
    ///
    /// ```
    /// use gridgov::change::Crosswalk;
    ///
    /// let crosswalk = Crosswalk::of_amounts([("G", "G-1", 260), ("G", "G-2", 160), ("H", "H", 1)])?;
    /// let of = |codes: &[&str]| crosswalk.rebase_total([("G", 21), ("H", 5)], |code| codes.contains(&code));
    /// let (part, both) = (of(&["G-1", "H"])?.unwrap(), of(&["G-1", "G-2"])?.unwrap());
    /// assert_eq!((part.value.units(), part.is_estimate), (18, true));
    /// assert_eq!((both.value.units(), both.is_estimate), (21, false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Crosswalk::rebase`].
    pub fn rebase_total<C, N>(
        &self,
        figures: impl IntoIterator<Item = (C, N)>,
        is_within: impl Fn(&str) -> bool,
    ) -> Result<Option<RebasedFigure>, RebaseErrors>
    where
        C: AsRef<str>,
        N: Into<Decimal>,
    {
        let mut total: Option<Option<Sum>> = None;
        let mut errors = self.each_part(figures, |row, part, value| {
            if is_within(part) {
                let goes_out = row.is_estimate() && row.parts().any(|(code, _)| !is_within(code));
                let sum = total.get_or_insert(Some(Sum::default()));
                *sum = sum.and_then(|mut sum| sum.add(value, goes_out).map(|()| sum));
            }
        });
        let total = total.map(|sum| sum.and_then(Sum::finish));
        if total == Some(None) {
            errors.push(RebaseError::TotalOverflow);
        }
        RebaseErrors::check(errors)?;
        Ok(total.flatten())
    }

    /// Calls `each` with every part of every figure, and returns errors for the figures that cannot be carried over.
    fn each_part<'c, C: AsRef<str>, N: Into<Decimal>>(
        &'c self,
        figures: impl IntoIterator<Item = (C, N)>,
        mut each: impl FnMut(Successors<'c>, &'c str, Decimal),
    ) -> Vec<RebaseError> {
        let mut errors = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (code, figure) in figures {
            let (code, figure) = (code.as_ref(), figure.into());
            let Some(successors) = self.row(code) else {
                errors.push(RebaseError::UnknownCode { written: code.to_owned(), near: Vec::new() });
                continue;
            };
            if !seen.insert(successors.from) {
                errors.push(RebaseError::Twice { code: code.to_owned() });
                continue;
            }
            let Some(row) = successors.row else {
                each(successors, successors.from, figure);
                continue;
            };
            if row.parts.is_empty() {
                errors.push(RebaseError::NoSuccessor { code: code.to_owned() });
                continue;
            }
            let units = apportion(figure.units(), row.parts.iter().map(|(_, weight)| weight));
            for ((part, _), units) in row.parts.iter().zip(units) {
                each(successors, part, Decimal::from_units(units, figure.scale()));
            }
        }
        let unknown: Vec<String> = errors.iter().filter_map(RebaseError::unknown).map(str::to_owned).collect();
        let answers = self.near_codes(unknown.iter().map(String::as_str));
        for error in &mut errors {
            if let RebaseError::UnknownCode { written, near } = error {
                *near = answers.get(written.as_str()).cloned().unwrap_or_default();
            }
        }
        errors
    }
}
