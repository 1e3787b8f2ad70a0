//! From kinship to changes.

use std::collections::{BTreeMap, BTreeSet};

use super::kin::{Birth, Fate, Kin};
use crate::change::ChangeSet;
use crate::change::changes::{Addition, Change, Merge, Part, Split, Tie};
use crate::date::Date;
use crate::governance::{Governance, Link, Node};
use crate::kind::Kind;
use crate::measure::{Decimal, Figure, Measure};

impl Kin<'_> {
    /// The changes that lead from the old map to the new one.
    ///
    /// All happen at once, but for what a split or a merger cannot leave out: that comes after them.
    pub(super) fn changes(&self, effective: Date) -> ChangeSet {
        let mut now = Vec::new();
        let mut later = Vec::new();
        if self.old.title() != self.new.title() {
            now.push(Change::Retitle { title: self.new.title().to_owned() });
        }
        for measure in self.old.measures().iter().filter(|measure| self.new.measure(measure.id()).is_none()) {
            now.push(Change::DropMeasure { measure: measure.id().to_owned() });
        }
        for measure in self.new.measures().iter().filter(|measure| self.old.measure(measure.id()) != Some(measure)) {
            now.push(Change::DefineMeasure { measure: measure.clone() });
        }
        for node in self.old.nodes() {
            match &self.fates[node.index() as usize] {
                Fate::Closed => now.push(Change::close(node.code())),
                Fate::Same(new) => self.edit(node, self.new.at(*new), &mut now),
                Fate::Split(parts) => self.split(node, parts, &mut now, &mut later),
                // Told where it is united.
                Fate::Merged(_) => {}
            }
        }
        for node in self.new.nodes() {
            match &self.births[node.index() as usize] {
                Birth::Added => now.push(Change::Add(Addition {
                    code: node.code().to_owned(),
                    kind: node.kind(),
                    name: node.name().to_owned(),
                    below: node.parent().map(|above| above.code().to_owned()),
                    category: node.category().map(str::to_owned),
                    measures: values(node),
                    declared: figures(node),
                })),
                Birth::Union(nodes) => self.merge(nodes, node, &mut now, &mut later),
                Birth::Same(_) | Birth::PartOf(_) => {}
            }
        }
        self.links(&mut now);
        let mut set = ChangeSet::new(effective, "");
        set.changes = now;
        set.then = if later.is_empty() { Vec::new() } else { vec![later] };
        set
    }

    /// Whether a node stands in a new one if nothing is said of it.
    fn stays_at(&self, node: u32, home: Option<u32>) -> bool {
        match self.old.tree().parent(node).map(|parent| &self.fates[parent as usize]) {
            None => home.is_none(),
            Some(Fate::Same(new) | Fate::Merged(new)) => home == Some(*new),
            Some(Fate::Closed | Fate::Split(_)) => false,
        }
    }

    /// The part of what contained an old node that takes it.
    fn taken_by(&self, node: u32, home: Option<u32>) -> bool {
        let parent = self.old.tree().parent(node).map(|parent| &self.fates[parent as usize]);
        matches!((parent, home), (Some(Fate::Split(parts)), Some(home)) if parts.contains(&home))
    }

    fn edit(&self, old: Node<'_>, new: Node<'_>, changes: &mut Vec<Change>) {
        let code = || old.code().to_owned();
        if old.code() != new.code() {
            changes.push(Change::recode(old.code(), new.code()));
        }
        if old.kind() != new.kind() {
            changes.push(Change::reclassify(old.code(), new.kind()));
        }
        if old.name() != new.name() {
            changes.push(Change::rename(old.code(), new.name()));
        }
        if old.category() != new.category() {
            changes.push(Change::SetCategory { code: code(), category: new.category().map(str::to_owned) });
        }
        let home = self.new.tree().parent(new.index());
        if !self.stays_at(old.index(), home) && !self.taken_by(old.index(), home) {
            let below = new.parent().map(|above| above.code().to_owned());
            changes.push(Change::Move { code: code(), below });
        }
        for measure in self.new.measures().iter().map(Measure::id) {
            let value = new.measure(measure);
            if old.measure(measure) != value {
                changes.push(Change::SetMeasure { code: code(), measure: measure.to_owned(), value });
            }
        }
        let (before, after) = (figures(old), figures(new));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        // The figures of a measure that is dropped go with it.
        let is_there = |of: &&String| after.contains_key(*of) || is_declarable(self.new, of);
        for of in names.into_iter().filter(is_there) {
            let figure = after.get(of).copied();
            if before.get(of).map(written) != figure.as_ref().map(written) {
                changes.push(Change::Declare { code: code(), of: of.clone(), figure });
            }
        }
    }

    fn split(&self, old: Node<'_>, parts: &[u32], now: &mut Vec<Change>, later: &mut Vec<Change>) {
        let mut split = Split::new(old.code());
        for part in parts {
            let new = self.new.at(*part);
            let children = self.old.tree().children(Some(old.index())).filter(|child| {
                let home = match &self.fates[*child as usize] {
                    Fate::Same(new) => self.new.tree().parent(*new),
                    // What is divided or merged too says by itself where it belongs.
                    Fate::Closed | Fate::Split(_) | Fate::Merged(_) => None,
                };
                home == Some(*part)
            });
            let home = self.new.tree().parent(*part);
            let below = new.parent().filter(|_| !self.stays_at(old.index(), home));
            split.into.push(Part {
                code: new.code().to_owned(),
                name: new.name().to_owned(),
                below: below.map(|above| above.code().to_owned()),
                category: new.category().map(str::to_owned),
                measures: values(new),
                declared: figures(new),
                takes: children.map(|child| self.old.at(child).code().to_owned()).collect(),
            });
            if old.category().is_some() && new.category().is_none() {
                later.push(Change::SetCategory { code: new.code().to_owned(), category: None });
            }
        }
        now.push(split.into());
    }

    fn merge(&self, nodes: &[u32], new: Node<'_>, now: &mut Vec<Change>, later: &mut Vec<Change>) {
        let old: Vec<Node<'_>> = nodes.iter().map(|node| self.old.at(*node)).collect();
        let mut merge = Merge::new(old.iter().map(|node| node.code()), new.code(), new.name());
        merge.below = new.parent().map(|above| above.code().to_owned());
        merge.category = new.category().map(str::to_owned);
        let common = old.first().and_then(|first| first.category());
        if new.category().is_none() && common.is_some() && old.iter().all(|node| node.category() == common) {
            later.push(Change::SetCategory { code: new.code().to_owned(), category: None });
        }
        for measure in self.new.measures().iter().map(Measure::id) {
            let mut of_old = old.iter().filter_map(|node| node.measure(measure)).peekable();
            let has_any = of_old.peek().is_some();
            let total = of_old.try_fold(Decimal::ZERO, Decimal::checked_add).ok();
            match new.measure(measure) {
                Some(value) if !has_any || total != Some(value) => {
                    merge.measures.insert(measure.to_owned(), value);
                }
                None if has_any => {
                    let (code, measure) = (new.code().to_owned(), measure.to_owned());
                    later.push(Change::SetMeasure { code, measure, value: None });
                }
                _ => {}
            }
        }
        merge.declared = figures(new);
        now.push(merge.into());
    }

    /// The links that do not follow from what becomes of their ends.
    fn links(&self, changes: &mut Vec<Change>) {
        let mut handed_on: BTreeSet<Link> = BTreeSet::new();
        for link in self.old.links().all() {
            let image = |node: u32| match &self.fates[node as usize] {
                Fate::Same(new) | Fate::Merged(new) => Some(*new),
                Fate::Closed | Fate::Split(_) => None,
            };
            let is_closed = |node: u32| self.fates[node as usize] == Fate::Closed;
            if let Some((from, to)) = image(link.from).zip(image(link.to)) {
                let image = Link { from, to, ..*link };
                if self.new.links().all().binary_search(&image).is_ok() {
                    handed_on.insert(image);
                    continue;
                }
            }
            // A link between two that are closed ends with them.
            if !(is_closed(link.from) && is_closed(link.to)) {
                changes.push(Change::Release(tie(self.old, *link)));
            }
        }
        let new = self.new.links().all().iter().filter(|link| !handed_on.contains(link));
        changes.extend(new.map(|link| Change::Assign(tie(self.new, *link))));
    }
}

fn tie(map: &Governance, link: Link) -> Tie {
    let tie = Tie::new(link.relation, map.at(link.from).code(), map.at(link.to).code());
    Tie { role: link.role, ..tie }
}

fn values(node: Node<'_>) -> BTreeMap<String, Decimal> {
    let ids = node.governance().measures().iter().map(Measure::id);
    ids.filter_map(|id| Some((id.to_owned(), node.measure(id)?))).collect()
}

fn figures(node: Node<'_>) -> BTreeMap<String, Figure> {
    node.declarations().map(|(of, figure)| (of.to_string(), figure)).collect()
}

/// A figure as it is written: 3.5 is as much as 3.50, but another text.
fn written(figure: &Figure) -> [Option<(i64, u8)>; 2] {
    [figure.low(), figure.high()].map(|bound| bound.map(|bound| (bound.units(), bound.scale())))
}

fn is_declarable(map: &Governance, of: &str) -> bool {
    of.parse::<Kind>().is_ok() || map.measure(of).is_some()
}
