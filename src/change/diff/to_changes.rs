//! The changes that a matching of two maps amounts to.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Became, CameFrom, Matching};
use crate::change::ChangeSet;
use crate::change::changes::{Addition, Change, Merge, Part, Split, Tie};
use crate::change::keep_recorded::leads_here;
use crate::date::Date;
use crate::governance::{Governance, Link, Node, Relations};
use crate::kind::{Kind, Relation};
use crate::measure::{Decimal, Figure, Measure};

impl Matching<'_> {
    /// The changes that lead from the old map to the new one.
    ///
    /// All happen at once, in one stage. A second stage takes away what a split or a merger sets by itself (the common
    /// category, the total of a measure) and the new node does not have.
    pub(super) fn changes(&self, effective: Date) -> ChangeSet {
        let mut now = Vec::new();
        let mut later = Vec::new();
        if self.old.title() != self.new.title() {
            now.push(Change::Retitle { title: self.new.title().to_owned() });
        }
        for measure in self.old.measures().iter().filter(|measure| self.new.measure_named(measure.id()).is_none()) {
            now.push(Change::DropMeasure { measure: measure.id().to_owned() });
        }
        for measure in
            self.new.measures().iter().filter(|measure| self.old.measure_named(measure.id()) != Some(measure))
        {
            now.push(Change::DefineMeasure { measure: measure.clone() });
        }
        for node in self.old.nodes() {
            match &self.became[node.index() as usize] {
                Became::Closed => now.push(Change::close(node.code())),
                Became::Same(new) => self.edit(node, self.new.at(*new), &mut now),
                Became::Split(parts) => self.write_split(node, parts, &mut now, &mut later),
                // The merger is written where its new node is.
                Became::Merged(_) => {}
            }
        }
        for node in self.new.nodes() {
            match &self.came_from[node.index() as usize] {
                CameFrom::Added => now.push(Change::Add(Addition {
                    code: node.code().to_owned(),
                    kind: node.kind(),
                    name: node.name().to_owned(),
                    below: node.parent().map(|above| above.code().to_owned()),
                    category: node.category().map(str::to_owned),
                    measures: values(node),
                    declared: figures(node),
                })),
                CameFrom::Union(nodes) => self.write_merge(nodes, node, &mut now, &mut later),
                CameFrom::Same(_) | CameFrom::PartOf(_) => {}
            }
        }
        self.links(&mut now);
        self.records(&mut later);
        let mut set = ChangeSet::new(effective, "");
        set.changes = now;
        if !later.is_empty() {
            set.then = vec![later];
            let kept = self.kept_between(&set);
            set.then[0].extend(kept);
        }
        set
    }

    /// Between the two stages is a map on which what was recorded is kept by statements of its own. Those that the new
    /// map does not have are taken away.
    #[expect(clippy::expect_used, reason = "an invariant")]
    fn kept_between(&self, set: &ChangeSet) -> Vec<Change> {
        let applied = self.old.apply(set).expect("INVARIANT: what leads from one map to another can be applied");
        let differs = |node: &Node<'_>| {
            let reached = applied.governance().node(node.code());
            reached.is_some_and(|reached| stated(applied.governance(), reached) != stated(self.new, *node))
        };
        self.new.nodes().filter(differs).map(|node| self.state(node)).collect()
    }

    /// The change that says what is recorded at a node of the new map.
    fn state(&self, node: Node<'_>) -> Change {
        let records = stated(self.new, node).map(|relations| relations.iter().collect());
        Change::SetRecords { code: node.code().to_owned(), records }
    }

    /// Whether a node ends up below this new parent without a change of its own.
    fn stays_below(&self, node: u32, parent: Option<u32>) -> bool {
        match self.old.tree().parent(node).map(|old| &self.became[old as usize]) {
            None => parent.is_none(),
            Some(Became::Same(new) | Became::Merged(new)) => parent == Some(*new),
            Some(Became::Closed | Became::Split(_)) => false,
        }
    }

    /// Whether its old parent was split and this new parent is a part, which takes the node by name.
    fn taken_by(&self, node: u32, parent: Option<u32>) -> bool {
        let of_old_parent = self.old.tree().parent(node).map(|old| &self.became[old as usize]);
        matches!((of_old_parent, parent), (Some(Became::Split(parts)), Some(parent)) if parts.contains(&parent))
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
        let parent = self.new.tree().parent(new.index());
        if !self.stays_below(old.index(), parent) && !self.taken_by(old.index(), parent) {
            let below = new.parent().map(|above| above.code().to_owned());
            changes.push(Change::Move { code: code(), below });
        }
        for measure in self.new.measures().iter().map(Measure::id) {
            let value = new.value_of(measure);
            if old.value_of(measure) != value {
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

    fn write_split(&self, old: Node<'_>, parts: &[u32], now: &mut Vec<Change>, later: &mut Vec<Change>) {
        let mut split = Split::new(old.code());
        for part in parts {
            let new = self.new.at(*part);
            let children = self.old.tree().children(Some(old.index())).filter(|child| {
                let parent = match &self.became[*child as usize] {
                    Became::Same(new) => self.new.tree().parent(*new),
                    // A child that is divided or merged as well says in its own change where it belongs.
                    Became::Closed | Became::Split(_) | Became::Merged(_) => None,
                };
                parent == Some(*part)
            });
            let parent = self.new.tree().parent(*part);
            let below = new.parent().filter(|_| !self.stays_below(old.index(), parent));
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

    fn write_merge(&self, nodes: &[u32], new: Node<'_>, now: &mut Vec<Change>, later: &mut Vec<Change>) {
        let old: Vec<Node<'_>> = nodes.iter().map(|node| self.old.at(*node)).collect();
        let mut merge = Merge::new(old.iter().map(|node| node.code()), new.code(), new.name());
        merge.below = new.parent().map(|above| above.code().to_owned());
        merge.category = new.category().map(str::to_owned);
        let common = old.first().and_then(|first| first.category());
        if new.category().is_none() && common.is_some() && old.iter().all(|node| node.category() == common) {
            later.push(Change::SetCategory { code: new.code().to_owned(), category: None });
        }
        for measure in self.new.measures().iter().map(Measure::id) {
            let mut of_old = old.iter().filter_map(|node| node.value_of(measure)).peekable();
            let has_any = of_old.peek().is_some();
            let total = of_old.try_fold(Decimal::ZERO, Decimal::checked_add).ok();
            match new.value_of(measure) {
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

    /// What is stated to be recorded, where that is not simply kept, or would be kept although it is not recorded any more.
    /// It is said by the new codes, in the second stage.
    fn records(&self, later: &mut Vec<Change>) {
        let of_old = |node: u32| self.old.statements().stated(node);
        for node in self.new.nodes() {
            let origins = self.origins(node.index());
            let first = origins.first().and_then(|first| of_old(*first));
            let kept = first.filter(|first| origins.iter().all(|old| of_old(*old) == Some(*first)));
            let kept = kept.or_else(|| self.old.statements().everywhere().filter(|_| node.parent().is_none()));
            if kept != stated(self.new, node) || self.is_recorded_no_more(node) {
                later.push(self.state(node));
            }
        }
    }

    /// The nodes that a new node came from.
    fn origins(&self, new: u32) -> &[u32] {
        match &self.came_from[new as usize] {
            CameFrom::Added => &[],
            CameFrom::Same(old) | CameFrom::PartOf(old) => std::slice::from_ref(old),
            CameFrom::Union(nodes) => nodes,
        }
    }

    /// Whether a relation was recorded at a node, and is recorded neither there nor at its parent any more.
    fn is_recorded_no_more(&self, node: Node<'_>) -> bool {
        let is_lost = |node: Node<'_>, relation: Relation| {
            let was = self.origins(node.index()).iter().any(|old| self.old.at(*old).records(relation));
            leads_here(relation, node.kind()) && was && !node.records(relation)
        };
        let is_topmost = |relation: Relation| node.parent().is_none_or(|parent| !is_lost(parent, relation));
        Relation::LINKS.iter().any(|relation| is_lost(node, *relation) && is_topmost(*relation))
    }

    /// The links that are not simply handed on to what their ends became.
    fn links(&self, changes: &mut Vec<Change>) {
        let mut handed_on: BTreeSet<Link> = BTreeSet::new();
        for link in self.old.links().all() {
            let matched = |node: u32| match &self.became[node as usize] {
                Became::Same(new) | Became::Merged(new) => Some(*new),
                Became::Closed | Became::Split(_) => None,
            };
            let is_closed = |node: u32| self.became[node as usize] == Became::Closed;
            if let Some((from, to)) = matched(link.from).zip(matched(link.to)) {
                let matched = Link { from, to, ..*link };
                // A merger drops the covers of what the merged node contains then, and did not contain before.
                let is_merged = |node: u32| matches!(self.became[node as usize], Became::Merged(_));
                let holds = |map: &Governance, one, other| map.at(one).holds(map.at(other));
                if link.relation == Relation::Covers
                    && (is_merged(link.from) || is_merged(link.to))
                    && holds(self.new, from, to)
                    && !holds(self.old, link.from, link.to)
                {
                    continue;
                }
                if self.new.links().all().binary_search(&matched).is_ok() {
                    handed_on.insert(matched);
                    continue;
                }
            }
            // A link between two closed nodes ends with them.
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
    ids.filter_map(|id| Some((id.to_owned(), node.value_of(id)?))).collect()
}

fn figures(node: Node<'_>) -> BTreeMap<String, Figure> {
    node.declarations().map(|(of, figure)| (of.to_string(), figure)).collect()
}

/// A figure digit by digit: 3.5 equals 3.50, but is written otherwise.
fn written(figure: &Figure) -> [Option<(i64, u8)>; 2] {
    [figure.low(), figure.high()].map(|bound| bound.map(|bound| (bound.units(), bound.scale())))
}

fn is_declarable(map: &Governance, of: &str) -> bool {
    of.parse::<Kind>().is_ok() || map.measure_named(of).is_some()
}

/// What is stated to be recorded at a node, of a root also by what is stated of the whole map.
fn stated(map: &Governance, node: Node<'_>) -> Option<Relations> {
    let everywhere = || map.statements().everywhere().filter(|_| node.parent().is_none());
    map.statements().stated(node.index()).or_else(everywhere)
}
