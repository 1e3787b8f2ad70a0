//! The map while it is redrawn: a graph, and what is different from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::date::Date;
use crate::governance::{BuildError, BuildErrors, BuildProblem, Declarable, Governance, Scratch, Stream};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{LinkRow, NodeRow, Origin, Source, Values};
use crate::measure::{Decimal, Figure, Measure};

/// A node of the overlay: its number in the base graph, or a higher one if it is new.
pub(super) type Id = u32;

/// A node that differs from the base graph, or is new.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) code: String,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) parent: Option<Id>,
    pub(super) category: Option<String>,
    pub(super) measures: Values<Decimal>,
    pub(super) declared: BTreeMap<String, Figure>,
}

/// A link between two nodes of the overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joint {
    pub(super) relation: Relation,
    pub(super) from: Id,
    pub(super) to: Id,
    pub(super) role: Option<Role>,
}

/// A measure of the overlay.
#[derive(Debug, Clone)]
struct Column {
    measure: Measure,
    /// The measure's name, as rows share it.
    id: Arc<str>,
    /// Whether it has the values of the base graph.
    keeps: bool,
}

/// A graph and what is different from it: O(1) to begin, and to change anything O(log k) in what was changed.
#[derive(Debug)]
pub(super) struct Overlay<'g> {
    base: &'g Governance,
    /// Where the rows stand that changes state, each in the line of its change's place.
    source: Arc<Source>,
    title: String,
    columns: BTreeMap<String, Column>,
    /// The nodes that differ; none where one ended.
    edited: BTreeMap<Id, Option<Entry>>,
    next: Id,
    /// Where codes differ; none where a code is free.
    codes: BTreeMap<String, Option<Id>>,
    /// Nodes that were put below a node, and may have left again.
    arrivals: BTreeMap<Id, BTreeSet<Id>>,
    /// Links that are new, each with the place of its change; by their starts and by their ends.
    added: BTreeMap<Joint, usize>,
    added_at: BTreeMap<Id, BTreeSet<Joint>>,
    removed: BTreeSet<Joint>,
    /// What nodes became that ended.
    became: BTreeMap<Id, Vec<Id>>,
    /// Which change touched a node or a measure last.
    touched: BTreeMap<Id, usize>,
    touched_measures: BTreeMap<String, usize>,
}

impl<'g> Overlay<'g> {
    pub(super) fn new(base: &'g Governance, effective: Date) -> Self {
        let column = |measure: &Measure| (measure.id().to_owned(), Column::new(measure, true));
        Self {
            base,
            source: Source::text(format!("changes of {effective}")),
            title: base.title().to_owned(),
            columns: base.measures().iter().map(column).collect(),
            edited: BTreeMap::new(),
            next: base.node_count() as Id,
            codes: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            added: BTreeMap::new(),
            added_at: BTreeMap::new(),
            removed: BTreeSet::new(),
            became: BTreeMap::new(),
            touched: BTreeMap::new(),
            touched_measures: BTreeMap::new(),
        }
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub(super) fn find(&self, code: &str) -> Option<Id> {
        match self.codes.get(code) {
            Some(found) => *found,
            None => self.base.node(code).map(crate::governance::Node::index),
        }
    }

    /// Whether a node is there.
    pub(super) fn is_there(&self, id: Id) -> bool {
        self.edited.get(&id).map_or((id as usize) < self.base.node_count(), Option::is_some)
    }

    fn known(&self, id: Id) -> Option<&Entry> {
        self.edited.get(&id).and_then(Option::as_ref)
    }

    pub(super) fn code(&self, id: Id) -> &str {
        self.known(id).map_or_else(|| self.base.at(id).code(), |entry| &entry.code)
    }

    pub(super) fn kind(&self, id: Id) -> Kind {
        self.known(id).map_or_else(|| self.base.at(id).kind(), |entry| entry.kind)
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.known(id).map_or_else(|| self.base.tree().parent(id), |entry| entry.parent)
    }

    /// All that is known of a node.
    pub(super) fn entry(&self, id: Id) -> Entry {
        if let Some(entry) = self.known(id) {
            return entry.clone();
        }
        let node = self.base.at(id);
        let kept = |id: &str| self.columns.get(id).filter(|column| column.keeps);
        let mut measures = Values::default();
        for (at, measure) in self.base.measures().iter().enumerate() {
            if let Some((units, column)) = self.base.column(at).get(id).zip(kept(measure.id())) {
                measures.insert(column.id.clone(), measure.decimal(units));
            }
        }
        let declared = node.declarations().filter(|(of, _)| match of {
            Declarable::Kind(_) => true,
            Declarable::Measure(measure) => kept(measure.id()).is_some(),
        });
        Entry {
            code: node.code().to_owned(),
            kind: node.kind(),
            name: node.name().to_owned(),
            parent: self.base.tree().parent(id),
            category: node.category().map(str::to_owned),
            measures,
            declared: declared.map(|(of, figure)| (of.to_string(), figure)).collect(),
        }
    }

    /// The node to be changed.
    pub(super) fn edit(&mut self, id: Id, change: usize) -> &mut Entry {
        self.touched.insert(id, change);
        if self.known(id).is_none() {
            let entry = self.entry(id);
            self.edited.insert(id, Some(entry));
        }
        self.edited.entry(id).or_default().get_or_insert_with(|| Entry::new(Kind::Person, "", ""))
    }

    /// A number for a new node.
    pub(super) fn reserve(&mut self) -> Id {
        self.next += 1;
        self.next - 1
    }

    pub(super) fn put(&mut self, id: Id, entry: Entry, change: usize) {
        self.touched.insert(id, change);
        self.edited.insert(id, Some(entry));
    }

    /// A node ends; what it becomes is there already.
    pub(super) fn end(&mut self, id: Id, became: Vec<Id>) {
        self.edited.insert(id, None);
        self.became.insert(id, became);
    }

    pub(super) fn free_code(&mut self, code: &str) {
        self.codes.insert(code.to_owned(), None);
    }

    pub(super) fn take_code(&mut self, code: &str, id: Id) {
        self.codes.insert(code.to_owned(), Some(id));
    }

    pub(super) fn put_below(&mut self, id: Id, parent: Option<Id>, change: usize) {
        self.edit(id, change).parent = parent;
        if let Some(parent) = parent {
            self.arrivals.entry(parent).or_default().insert(id);
        }
    }

    /// The nodes directly below one, by their numbers.
    pub(super) fn children(&self, id: Id) -> BTreeSet<Id> {
        let is_base = (id as usize) < self.base.node_count();
        let of_base = is_base.then(|| self.base.tree().children(Some(id))).into_iter().flatten();
        let all = of_base.chain(self.arrivals.get(&id).into_iter().flatten().copied());
        all.filter(|child| self.is_there(*child) && self.parent(*child) == Some(id)).collect()
    }

    /// The links that start from a node or lead to it.
    pub(super) fn links_of(&self, id: Id) -> BTreeSet<Joint> {
        let mut joints: BTreeSet<Joint> = self.added_at.get(&id).cloned().unwrap_or_default();
        if (id as usize) < self.base.node_count() {
            let links = self.base.links();
            for relation in Relation::LINKS {
                let both = links.from(*relation, id..id + 1).iter().copied().chain(links.to(*relation, id));
                let joined =
                    both.map(|link| Joint { relation: *relation, from: link.from, to: link.to, role: link.role });
                joints.extend(joined.filter(|joint| !self.removed.contains(joint)));
            }
        }
        joints
    }

    pub(super) fn has_link(&self, joint: Joint) -> bool {
        self.added.contains_key(&joint) || self.links_of(joint.from).contains(&joint)
    }

    pub(super) fn add_link(&mut self, joint: Joint, change: usize) {
        // One of the base that was removed is there again.
        if self.removed.remove(&joint) {
            return;
        }
        self.added.insert(joint, change);
        for end in [joint.from, joint.to] {
            self.added_at.entry(end).or_default().insert(joint);
        }
    }

    pub(super) fn remove_link(&mut self, joint: Joint) {
        if self.added.remove(&joint).is_none() {
            self.removed.insert(joint);
            return;
        }
        for end in [joint.from, joint.to] {
            if let Some(joints) = self.added_at.get_mut(&end) {
                joints.remove(&joint);
            }
        }
    }

    pub(super) fn measure(&self, id: &str) -> Option<&Measure> {
        self.columns.get(id).map(|column| &column.measure)
    }

    pub(super) fn measures(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.keys().map(String::as_str)
    }

    pub(super) fn define_measure(&mut self, measure: &Measure, change: usize) {
        self.touched_measures.insert(measure.id().to_owned(), change);
        let keeps = self.columns.get(measure.id()).is_some_and(|column| column.keeps);
        self.columns.insert(measure.id().to_owned(), Column::new(measure, keeps));
    }

    pub(super) fn drop_measure(&mut self, id: &str) {
        self.columns.remove(id);
        for entry in self.edited.values_mut().flatten() {
            entry.measures.remove(id);
            entry.declared.remove(id);
        }
    }

    pub(super) fn touch_measure(&mut self, id: &str, change: usize) {
        self.touched_measures.insert(id.to_owned(), change);
    }

    pub(super) fn retitle(&mut self, title: &str) {
        title.clone_into(&mut self.title);
    }

    /// Which change touched the node of this code last.
    pub(super) fn toucher(&self, code: &str) -> Option<usize> {
        self.touched.get(&self.find(code)?).copied()
    }

    /// Which change touched the measure last.
    pub(super) fn measure_toucher(&self, measure: &str) -> Option<usize> {
        self.touched_measures.get(measure).copied()
    }

    /// The codes of what nodes of the base became, where it is not the same code that says so; none where they
    /// ended.
    pub(super) fn became(&self) -> Vec<(Id, Vec<String>)> {
        let mut all = Vec::new();
        for (id, entry) in self.edited.range(..self.base.node_count() as Id) {
            let codes = match entry {
                Some(entry) if entry.code == self.base.at(*id).code() => continue,
                Some(entry) => vec![entry.code.clone()],
                None => {
                    let (mut last, mut open) = (BTreeSet::new(), vec![*id]);
                    while let Some(id) = open.pop() {
                        match self.became.get(&id) {
                            Some(became) => open.extend(became),
                            None => drop(last.insert(self.code(id).to_owned())),
                        }
                    }
                    last.into_iter().collect()
                }
            };
            all.push((*id, codes));
        }
        all
    }

    /// The new graph. O(n + k).
    pub(super) fn build(&self) -> Result<Governance, BuildErrors> {
        let (base, count) = (self.base, self.base.node_count());
        let measures: Vec<Measure> = self.columns.values().map(|column| column.measure.clone()).collect();
        let ended = self.edited.values().filter(|entry| entry.is_none()).count();
        let fresh = self.edited.range(count as Id..).count();
        let links = base.link_count() - self.removed.len() + self.added.len();
        let mut stream = Stream::new(&self.title, &measures, count + fresh - ended, links);
        let mut is_edited = vec![false; count];
        for id in self.edited.keys().take_while(|id| (**id as usize) < count) {
            is_edited[*id as usize] = true;
        }
        let mut row = NodeRow::new(Kind::Person, "", "");
        let mut scratch = Scratch::new(base, |id| self.columns.get(id).is_some_and(|column| column.keeps));
        for id in 0..count as Id {
            if is_edited[id as usize] {
                if let Some(entry) = self.known(id) {
                    self.fill(&mut row, entry, base.at(id).origin());
                    stream.node(&row);
                }
                continue;
            }
            // A parent that has another code now.
            let parent = base.tree().parent(id).filter(|above| is_edited[*above as usize]);
            stream.node(scratch.fill(base.at(id), parent.map(|above| self.code(above))));
        }
        for (id, entry) in self.edited.range(count as Id..) {
            if let Some(entry) = entry {
                self.fill(&mut row, entry, self.stated_by(self.touched.get(id).copied()));
                stream.node(&row);
            }
        }
        let mut row = LinkRow::new(Relation::Leads, "", "");
        let mut write = |joint: Joint, origin: Origin, stream: &mut Stream<'_>| {
            row.relation = joint.relation.into();
            self.code(joint.from).clone_into(&mut row.from);
            self.code(joint.to).clone_into(&mut row.to);
            row.role = joint.role.map(Into::into);
            row.origin = origin;
            stream.link(&row);
        };
        for link in base.links().all() {
            let joint = Joint { relation: link.relation, from: link.from, to: link.to, role: link.role };
            if self.removed.is_empty() || !self.removed.contains(&joint) {
                write(joint, Origin::default(), &mut stream);
            }
        }
        for (joint, change) in &self.added {
            write(*joint, self.stated_by(Some(*change)), &mut stream);
        }
        stream.into_builder().finish()
    }

    /// What building finds wrong with the rows that changes state, each for itself: with texts, numbers and measures.
    /// O(k).
    pub(super) fn examine(&self) -> Vec<BuildError> {
        let measures: Vec<Measure> = self.columns.values().map(|column| column.measure.clone()).collect();
        let mut stream = Stream::new(&self.title, &measures, self.edited.len(), 0);
        for (id, entry) in &self.edited {
            // Where it stands concerns another row, which may be gone.
            let alone = entry.as_ref().map(|entry| Entry { parent: None, ..entry.clone() });
            if let Some(entry) = alone {
                let mut row = NodeRow::new(Kind::Person, "", "");
                self.fill(&mut row, &entry, self.stated_by(self.touched.get(id).copied()));
                stream.node(&row);
            }
        }
        // What concerns several rows cannot be told from a few of them.
        let is_of_one = |error: &&BuildError| {
            let problem = error.problem();
            let is_of_one = matches!(
                problem,
                BuildProblem::Limit { .. } | BuildProblem::NotANumber(_) | BuildProblem::BeyondMeasure(_)
            );
            is_of_one || matches!(problem, BuildProblem::MeasureNamedAsKind(_) | BuildProblem::UnnamedMeasure)
        };
        stream.into_builder().finish().err().iter().flatten().filter(is_of_one).cloned().collect()
    }

    /// Where a row stands that a change states.
    fn stated_by(&self, change: Option<usize>) -> Origin {
        Origin::new(self.source.clone(), change.map_or(0, |change| change as u32), 0)
    }

    /// Writes a node to a row that is filled again and again.
    fn fill(&self, row: &mut NodeRow, entry: &Entry, origin: Origin) {
        row.kind = entry.kind.into();
        row.code.clone_from(&entry.code);
        row.name.clone_from(&entry.name);
        match entry.parent {
            Some(above) => self.code(above).clone_into(row.parent.get_or_insert_default()),
            None => row.parent = None,
        }
        row.category.clone_from(&entry.category);
        row.measures.refill(entry.measures.shared().map(|(id, value)| (id, (*value).into())));
        row.declared.clear();
        for (of, figure) in &entry.declared {
            row.declared.insert(of.as_str(), (*figure).into());
        }
        row.origin = origin;
    }
}

impl Column {
    fn new(measure: &Measure, keeps: bool) -> Self {
        Self { measure: measure.clone(), id: measure.id().into(), keeps }
    }
}

impl Entry {
    /// The measures that somebody states, in place of those there are.
    pub(super) fn set_measures(&mut self, stated: &BTreeMap<String, Decimal>) {
        self.measures.clear();
        for (measure, value) in stated {
            self.measures.insert(measure.as_str(), *value);
        }
    }

    pub(super) fn new(kind: Kind, code: &str, name: &str) -> Self {
        Self {
            code: code.to_owned(),
            kind,
            name: name.to_owned(),
            parent: None,
            category: None,
            measures: Values::default(),
            declared: BTreeMap::new(),
        }
    }
}
