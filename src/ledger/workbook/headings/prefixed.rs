//! Meanings that are written out, such as `measure:disputes` and 申报:三级网格.

use std::str::FromStr;

use super::compared::compared;
use super::known::built_in;
use super::meaning::{LevelPart, Meaning, UnknownMeaningError};
use crate::kind::Family;
use crate::ledger::excerpt;
use crate::ledger::measure_heading::measure_of;
use crate::ledger::workbook::kind_names;

/// What stands before a measure whose name is meant exactly as it is written.
const MEASURE_PREFIXES: [&str; 2] = ["指标:", "measure:"];
/// What stands before the kind or measure of a declared figure.
const DECLARED_PREFIXES: [&str; 3] = ["申报:", "上报:", "declared:"];

/// What stands before the kind of a level.
const LEVEL_PREFIX: &str = "level:";

/// The meaning of `third_grid` or `third_grid:code` behind the prefix of levels.
fn level_meaning(text: &str) -> Option<Meaning> {
    let (kind, part) = match text.split_once(':') {
        Some((kind, "code")) => (kind, LevelPart::Code),
        Some((kind, "name")) => (kind, LevelPart::Name),
        Some(_) => return None,
        None => (text, LevelPart::Name),
    };
    let kind = kind_names::kind(kind)?;
    matches!(kind.family(), Family::Area | Family::Grid | Family::Place).then_some(Meaning::Level { kind, part })
}

/// The meaning of a heading with a prefix; `None` without one.
pub(super) fn prefixed(heading: &str) -> Option<Meaning> {
    let behind = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| heading.strip_prefix(prefix));
    if let Some(measure) = behind(&MEASURE_PREFIXES) {
        return Some(Meaning::Measure(measure_of(measure).0));
    }
    if let Some(level) = heading.strip_prefix(LEVEL_PREFIX) {
        return level_meaning(level);
    }
    let of = behind(&DECLARED_PREFIXES)?;
    if heading.starts_with("declared:") {
        return Some(Meaning::Declared(of.to_owned()));
    }
    let named = kind_names::kind(of).map(|kind| kind.id().to_owned());
    Some(Meaning::Declared(named.unwrap_or_else(|| match built_in(&compared(of)) {
        Some(Meaning::Measure(measure)) => measure.id().to_owned(),
        _ => of.to_owned(),
    })))
}

impl FromStr for Meaning {
    type Err = UnknownMeaningError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text == "ignored" {
            return Ok(Meaning::Ignored);
        }
        if let Some(level) = text.strip_prefix(LEVEL_PREFIX) {
            return level_meaning(level).ok_or_else(|| UnknownMeaningError(excerpt(text)));
        }
        let field = text.parse().map(Meaning::Field).ok();
        let found = field.or_else(|| text.parse().map(Meaning::Post).ok());
        // A prefix alone names no measure.
        let found = found.or_else(|| prefixed(text).filter(|_| !text.ends_with(':')));
        found.ok_or_else(|| UnknownMeaningError(excerpt(text)))
    }
}
