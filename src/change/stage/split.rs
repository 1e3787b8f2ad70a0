//! One node into several.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeProblem, Claim, Decimal, EditedNode, Fate, Id, NewParent, Split, Stage};
use crate::ledger::excerpt;
use crate::measure::Measure;

impl Stage<'_, '_> {
    pub(super) fn register_split(&mut self, split: &Split, place: usize) {
        let Some(id) = self.node_before(place, &split.code) else { return };
        let whole = self.overlay.entry(id);
        if split.into.len() < 2 {
            self.complain(place, ChangeProblem::TooFewParts { count: split.into.len() });
        }
        let mut parts = Vec::with_capacity(split.into.len());
        let mut taken: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        let mut all: BTreeSet<Id> = self.overlay.children(id);
        let children = all.clone();
        let ends = self.overlay.links_of(id).into_iter().map(|link| if link.from == id { link.to } else { link.from });
        all.extend(ends);
        for part in &split.into {
            let mut entry = EditedNode::new(whole.kind, &part.code, &part.name);
            entry.records.clone_from(&whole.records);
            entry.category = part.category.clone().or_else(|| whole.category.clone());
            entry.set_measures(&part.measures);
            entry.declared.clone_from(&part.declared);
            let below =
                part.below.clone().map_or_else(|| NewParent::SameAs(vec![id]), |code| NewParent::Code(Some(code)));
            let made = self.make(place, entry, below);
            parts.push(made);
            for code in &part.takes {
                let Some(own) = self.node_before(place, code) else { continue };
                if !all.contains(&own) {
                    self.complain(place, ChangeProblem::NotItsOwn { code: excerpt(code) });
                    continue;
                }
                let by = taken.entry(own).or_default();
                // Named twice by one part, it is taken once.
                if by.last() != Some(&made) {
                    by.push(made);
                }
            }
        }
        for (own, by) in &taken {
            if children.contains(own) {
                self.claim(Claim::Parent(*own), place);
                if by.len() > 1 {
                    let code = self.overlay.code(*own).to_owned();
                    let claimants = split.into.iter().filter(|part| part.takes.contains(&code));
                    let parts = claimants.map(|part| part.code.clone()).collect();
                    self.complain(place, ChangeProblem::TakenTwice { code, parts });
                }
            }
        }
        let rest = split.rest.as_ref().and_then(|rest| {
            let at = split.into.iter().position(|part| part.code == *rest);
            if at.is_none() {
                self.complain(place, ChangeProblem::UnknownRest { code: excerpt(rest) });
            }
            at.map(|at| parts[at])
        });
        self.divide(&whole, &parts, rest, place);
        self.end(id, place, Fate::Split { parts, rest, taken });
    }

    /// Gives what is left of each measure to the part that takes the rest, and checks the totals.
    fn divide(&mut self, whole: &EditedNode, parts: &[Id], rest: Option<Id>, place: usize) {
        // The parts were made last.
        let first = self.new_nodes.len() - parts.len();
        for (measure, has) in whole.measures.iter() {
            if self.dropped.contains(measure) {
                continue;
            }
            if self.overlay.measure(measure).is_some_and(Measure::is_rate) {
                // What holds of the whole holds of the part that gets the rest; the others say what they have.
                let open = self.new_nodes[first..].iter_mut().filter(|new_node| Some(new_node.id) == rest);
                for new_node in open.filter(|new_node| new_node.entry.measures.get(measure).is_none()) {
                    new_node.entry.measures.insert(measure, *has);
                }
                continue;
            }
            let of_parts = &self.new_nodes[first..];
            let stated = of_parts.iter().filter_map(|new_node| new_node.entry.measures.get(measure));
            let total = stated.copied().try_fold(Decimal::ZERO, Decimal::checked_add);
            let Ok(total) = total else {
                self.complain(place, ChangeProblem::Overflow { measure: measure.to_owned() });
                continue;
            };
            let left = has.checked_sub(total).ok();
            let open = rest.filter(|rest| {
                of_parts.iter().any(|new_node| new_node.id == *rest && new_node.entry.measures.get(measure).is_none())
            });
            let is_negative = left.is_some_and(|left| left < Decimal::ZERO) && *has >= Decimal::ZERO;
            match (open, left) {
                (Some(open), Some(left)) if !is_negative => {
                    for new_node in self.new_nodes[first..].iter_mut().filter(|new_node| new_node.id == open) {
                        new_node.entry.measures.insert(measure, left);
                    }
                }
                (None, Some(left)) if left == Decimal::ZERO => {}
                _ => {
                    self.complain(
                        place,
                        ChangeProblem::Totals { measure: measure.to_owned(), whole: *has, parts: total },
                    );
                }
            }
        }
    }
}
