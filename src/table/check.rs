//! Compares what an engine gave with control totals (校验): what it lost, doubled or made up.

mod error; // what is off
mod wording; // ids, parts and Chinese texts

use std::collections::{BTreeMap, BTreeSet};

pub use error::{CheckError, CheckErrors, CheckProblem};

use super::result::{EngineResult, UnitResult};
use crate::errors::Errors;
use crate::ledger::Origin;
use crate::measure::Decimal;
use crate::suggestion::suggest;

/// What a unit has: how many rows, and the sum of each measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) rows: u64,
    pub(super) sums: Vec<Option<Decimal>>,
}

/// How much of a result was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Checked {
    /// How many units were compared.
    pub units: usize,
    /// How many counts and sums were compared.
    pub figures: usize,
}

/// Units by level and code.
pub(super) type Units<'e> = BTreeMap<(&'e str, &'e str), Expected>;

/// Compares a result with what the units have. `measures` are the names of their sums.
pub(super) fn check(expected: &Units<'_>, measures: &[&str], result: &EngineResult) -> Result<Checked, CheckErrors> {
    let mut errors = Vec::new();
    let found = columns(measures, result, &mut errors);
    let mut of_unit: BTreeMap<(&str, &str), Vec<&UnitResult>> = BTreeMap::new();
    for unit in &result.units {
        of_unit.entry((&unit.level, &unit.unit)).or_default().push(unit);
    }
    let known: BTreeSet<&str> = expected.keys().map(|(level, _)| *level).collect();
    let given: BTreeSet<&str> = of_unit.keys().map(|(level, _)| *level).collect();
    let asked: BTreeSet<&str> = match &result.levels {
        Some(levels) => levels.iter().map(String::as_str).collect(),
        None => known.clone(),
    };
    for level in given.union(&asked).filter(|level| !known.contains(**level)) {
        let near = suggest(level, known.iter().copied()).map(str::to_owned);
        errors.push(CheckError::new(CheckProblem::UnknownLevel { level: (*level).to_owned(), near }));
    }
    for level in asked.intersection(&known).filter(|level| !given.contains(**level)) {
        let units = expected.range((*level, "")..).take_while(|((of, _), _)| of == level).count();
        errors.push(CheckError::new(CheckProblem::MissingLevel { level: (*level).to_owned(), units }));
    }
    let mut checked = Checked::default();
    let is_asked = |level: &str| given.contains(level) && known.contains(level);
    for ((level, unit), expected) in expected.iter().filter(|((level, _), _)| is_asked(level)) {
        let place = || (level.to_string(), unit.to_string());
        match of_unit.remove(&(*level, *unit)).as_deref() {
            None => {
                let (level, unit) = place();
                errors.push(CheckError::new(CheckProblem::MissingUnit { level, unit, expected: expected.rows }));
            }
            Some([one]) => {
                checked.units += 1;
                compare(expected, one, &found, measures, &mut errors, &mut checked.figures);
            }
            Some(several) => {
                let ((level, unit), times) = (place(), several.len());
                let origin = several.get(1).map_or_else(Origin::default, |second| second.origin.clone());
                errors.push(CheckError::at(origin, None, CheckProblem::UnitTwice { level, unit, times }));
            }
        }
    }
    for ((level, unit), rows) in of_unit.into_iter().filter(|((level, _), _)| known.contains(level)) {
        let origin = rows.first().map_or_else(Origin::default, |first| first.origin.clone());
        let (level, unit) = (level.to_owned(), unit.to_owned());
        errors.push(CheckError::at(origin, None, CheckProblem::UnknownUnit { level, unit }));
    }
    if checked.figures == 0 && errors.is_empty() {
        errors.push(CheckError::new(CheckProblem::NothingToCompare));
    }
    Errors::check(errors)?;
    Ok(checked)
}

/// For each measure of the result its place among those that are known.
fn columns(measures: &[&str], result: &EngineResult, errors: &mut Vec<CheckError>) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let mut find = |name: &String| {
        let at = measures.iter().position(|known| known == name);
        if at.is_none() || !taken.insert(at) {
            let near = suggest(name, measures.iter().copied()).filter(|near| near != name).map(str::to_owned);
            errors.push(CheckError::new(CheckProblem::UnknownMeasure { name: name.clone(), near }));
        }
        at
    };
    result.measures.iter().map(&mut find).collect()
}

/// Compares the figures of one unit.
fn compare(
    expected: &Expected,
    found: &UnitResult,
    columns: &[Option<usize>],
    measures: &[&str],
    errors: &mut Vec<CheckError>,
    figures: &mut usize,
) {
    let place = || (found.level.clone(), found.unit.clone());
    let mut tell = |problem| errors.push(CheckError::at(found.origin.clone(), None, problem));
    if let Some(rows) = found.rows {
        *figures += 1;
        let ((level, unit), expected) = (place(), expected.rows);
        if rows < expected {
            tell(CheckProblem::RowsLost { level, unit, found: rows, expected });
        } else if rows > expected && expected > 0 && rows % expected == 0 {
            tell(CheckProblem::RowsMultiplied { level, unit, found: rows, expected, times: rows / expected });
        } else if rows > expected {
            tell(CheckProblem::RowsAdded { level, unit, found: rows, expected });
        }
    }
    for (sum, at) in found.sums.iter().zip(columns) {
        let Some(at) = *at else { continue };
        *figures += 1;
        if *sum != expected.sums[at] {
            let ((level, unit), measure) = (place(), measures[at].to_owned());
            tell(CheckProblem::SumDiffers { level, unit, measure, found: *sum, expected: expected.sums[at] });
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
