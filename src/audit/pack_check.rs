//! Finds what is wrong with a rule pack.

use std::collections::BTreeSet;

use super::rule::{Reads, Rule};
use super::{Band, End, PackError, PackErrors, RulePack, RuleSettings, Rules};
use crate::ledger::excerpt;
use crate::suggestion::suggest;

/// Finds everything that is wrong with a pack for a list of rules.
pub(super) fn check(rules: &Rules, pack: &RulePack) -> Result<(), PackErrors> {
    let mut errors = Vec::new();
    check_dates(pack, &mut errors);
    let mut ids = BTreeSet::new();
    for rule in rules.iter().filter(|rule| !ids.insert(rule.id())) {
        errors.push(PackError::RuleTwice { rule: excerpt(rule.id()) });
    }
    for (id, settings) in &pack.rules {
        match rules.get(id) {
            Some(rule) => check_settings(rule, settings, &mut errors),
            None => errors.push(unknown("rules", id, rules)),
        }
    }
    // A rule that the pack does not name is checked with its own settings, if it has any.
    for rule in rules.iter().filter(|rule| !pack.rules.contains_key(rule.id())) {
        if let Some(settings) = rule.settings() {
            check_settings(rule, &settings, &mut errors);
        }
    }
    check_suppressions(rules, pack, &mut errors);
    PackErrors::check(errors)
}

fn unknown(place: &str, id: &str, rules: &Rules) -> PackError {
    let nearest = suggest(id, rules.iter().map(Rule::id)).map(str::to_owned);
    PackError::UnknownRule { place: place.to_owned(), rule: excerpt(id), nearest }
}

fn check_dates(pack: &RulePack, errors: &mut Vec<PackError>) {
    let dates = pack.valid_from.zip(pack.valid_until);
    if let Some((from, until)) = dates.filter(|(from, until)| from > until) {
        errors.push(PackError::EndsBeforeItBegins { from, until });
    }
}

fn check_settings(rule: &dyn Rule, settings: &RuleSettings, errors: &mut Vec<PackError>) {
    let reads = rule.reads();
    let id = || rule.id().to_owned();
    if settings.enabled && settings.source.trim().is_empty() {
        errors.push(PackError::NoSource { rule: id() });
    }
    for kind in settings.kinds.iter().filter(|kind| !reads.kinds.contains(kind)) {
        errors.push(PackError::KindNotRead { rule: id(), kind: *kind, known: reads.kinds.clone() });
    }
    for (name, band) in &settings.bounds {
        errors.extend(wrong_bound(rule.id(), &reads, name, *band));
    }
    if let Some(measure) = settings.measure.as_ref().filter(|_| !reads.measure) {
        errors.push(PackError::MeasureNotRead { rule: id(), measure: excerpt(measure) });
    }
}

fn wrong_bound(rule: &str, reads: &Reads, name: &str, band: Band) -> Option<PackError> {
    let (rule, bound) = (rule.to_owned(), excerpt(name));
    if !reads.bounds.iter().any(|known| known == name) {
        let nearest = suggest(name, reads.bounds.iter().map(String::as_str)).map(str::to_owned);
        return Some(PackError::UnknownBound { rule, bound, nearest, known: reads.bounds.clone() });
    }
    if band.at_least.zip(band.at_most).is_some_and(|(low, high)| low > high) {
        return Some(PackError::EmptyBand { rule, bound, band });
    }
    let is_open = match reads.end {
        Some(End::AtLeast) => band.at_least.is_none(),
        Some(End::AtMost) => band.at_most.is_none(),
        None => band.at_least.is_none() && band.at_most.is_none(),
    };
    is_open.then_some(PackError::OpenBand { rule, bound, end: reads.end })
}

fn check_suppressions(rules: &Rules, pack: &RulePack, errors: &mut Vec<PackError>) {
    let mut seen = BTreeSet::new();
    for (at, suppression) in pack.suppressed.iter().enumerate() {
        let place = format!("suppressed[{at}]");
        let (rule, code) = (excerpt(&suppression.rule), excerpt(&suppression.code));
        if rules.get(&suppression.rule).is_none() {
            errors.push(unknown(&place, &suppression.rule, rules));
        }
        if suppression.reason.trim().is_empty() {
            errors.push(PackError::NoReason { place: place.clone(), rule: rule.clone(), code: code.clone() });
        }
        if !seen.insert((&suppression.rule, &suppression.code)) {
            errors.push(PackError::SuppressedTwice { place, rule, code });
        }
    }
}
