//! Several nodes into one.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeProblem, Decimal, EditedNode, Fate, Id, Merge, NewParent, Stage};
use crate::ledger::excerpt;
use crate::measure::Measure;

impl Stage<'_, '_> {
    pub(super) fn register_merge(&mut self, merge: &Merge, place: usize) {
        let found: Vec<Id> = merge.codes.iter().filter_map(|code| self.node_before(place, code)).collect();
        let distinct: BTreeSet<Id> = found.iter().copied().collect();
        let mut named = BTreeSet::new();
        let again: BTreeSet<&str> =
            merge.codes.iter().map(String::as_str).filter(|code| !named.insert(*code)).collect();
        // A code that is not known is told already.
        if named.len() < 2 {
            self.complain(place, ChangeProblem::TooFewMerged { count: distinct.len() });
        }
        for code in again {
            self.complain(place, ChangeProblem::MergedTwice { code: excerpt(code) });
        }
        let Some(first) = found.first() else { return };
        let kind = self.overlay.kind(*first);
        if found.iter().any(|id| self.overlay.kind(*id) != kind) {
            let kinds = distinct.iter().map(|id| (excerpt(self.overlay.code(*id)), self.overlay.kind(*id)));
            self.complain(place, ChangeProblem::MergedKinds { nodes: kinds.collect() });
        }
        let mut entry = EditedNode::new(kind, &merge.into, &merge.name);
        entry.set_measures(&merge.measures);
        entry.declared.clone_from(&merge.declared);
        let merged: Vec<EditedNode> = distinct.iter().map(|id| self.overlay.entry(*id)).collect();
        let common = merged.first().and_then(|first| first.category.clone());
        let common = common.filter(|common| merged.iter().all(|one| one.category.as_ref() == Some(common)));
        let records = merged.first().and_then(|first| first.records.clone());
        entry.records = records.filter(|records| merged.iter().all(|one| one.records.as_ref() == Some(records)));
        entry.category = merge.category.clone().or(common);
        let mut totals = BTreeMap::new();
        let mut rates = BTreeSet::new();
        for (measure, value) in merged.iter().flat_map(|one| one.measures.iter()) {
            if merge.measures.contains_key(measure) || self.dropped.contains(measure) {
                continue;
            }
            if self.overlay.measure(measure).is_some_and(Measure::is_rate) {
                if rates.insert(measure) {
                    self.complain(place, ChangeProblem::BareRate { measure: measure.to_owned() });
                }
                continue;
            }
            let total = totals.entry(measure).or_insert(Decimal::ZERO);
            match total.checked_add(*value) {
                Ok(sum) => *total = sum,
                Err(_) => self.complain(place, ChangeProblem::Overflow { measure: measure.to_owned() }),
            }
        }
        for (measure, total) in totals {
            entry.measures.insert(measure, total);
        }
        let below = match &merge.below {
            Some(code) => NewParent::Code(Some(code.clone())),
            None => NewParent::SameAs(distinct.iter().copied().collect()),
        };
        let into = self.make(place, entry, below);
        for id in distinct {
            self.end(id, place, Fate::Merged(into));
        }
    }
}
