//! The map while it is redrawn: a graph, and what differs from it so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Lineage;
use crate::governance::{
    BuildError, BuildErrors, BuildProblem, Declarable, Governance, Link, Relations, RowBuffer, Stream,
};
use crate::kind::{Kind, Relation};
use crate::ledger::{LinkRow, NodeRow, Origin, Source, Values, Written};
use crate::measure::{Decimal, Figure, Measure};

/// A node of the overlay: its number in the base graph, or a higher one if it is new.
pub(super) type Id = u32;

/// A node that differs from the base graph, or is new.
#[derive(Debug, Clone)]
pub(super) struct EditedNode {
    pub(super) code: String,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) parent: Option<Id>,
    pub(super) category: Option<String>,
    pub(super) records: Option<Vec<Written<Relation>>>,
    pub(super) measures: Values<Decimal>,
    pub(super) declared: BTreeMap<String, Figure>,
}

/// A measure of the overlay.
#[derive(Debug, Clone)]
struct Column {
    measure: Measure,
    /// The measure's name, as rows share it.
    id: Arc<str>,
    /// Whether nodes that were not edited have the values of the base graph; not so for a measure that was dropped and
    /// defined again.
    keeps_values: bool,
}

/// A graph, and what differs from it so far. It takes O(1) to make, and O(log k) for each change after k others.
#[derive(Debug)]
pub(super) struct Overlay<'g> {
    base: &'g Governance,
    /// The source of rows that changes state: the line of each is the place of its change, so that an error of
    /// building leads back to it.
    source: Arc<Source>,
    title: String,
    columns: BTreeMap<String, Column>,
    /// The nodes that differ from the base graph or are new; `None` for one that ended.
    edited: BTreeMap<Id, Option<EditedNode>>,
    /// The number of the next new node.
    next: Id,
    /// Codes with another node than in the base graph; `None` for a code that no node has any more.
    codes: BTreeMap<String, Option<Id>>,
    /// By parent, the nodes that were put below it. Some may have been moved on since.
    arrivals: BTreeMap<Id, BTreeSet<Id>>,
    /// New links, each with the place of its change.
    added: BTreeMap<Link, usize>,
    /// The new links of a node, by either end.
    added_at: BTreeMap<Id, BTreeSet<Link>>,
    /// Links of the base graph that are gone.
    removed: BTreeSet<Link>,
    /// What the nodes that ended became.
    became: BTreeMap<Id, Vec<Id>>,
    /// The place of the last change that touched a node or a measure.
    touched: BTreeMap<Id, usize>,
    touched_measures: BTreeMap<String, usize>,
    /// The nodes of which a change says what is recorded there, or that nothing is stated.
    stated: BTreeSet<Id>,
}

impl<'g> Overlay<'g> {
    pub(super) fn new(base: &'g Governance, source: Arc<Source>) -> Self {
        let column = |measure: &Measure| (measure.id().to_owned(), Column::new(measure, true));
        Self {
            base,
            source,
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
            stated: BTreeSet::new(),
        }
    }

    pub(super) fn find(&self, code: &str) -> Option<Id> {
        match self.codes.get(code) {
            Some(found) => *found,
            None => self.base.node(code).map(crate::governance::Node::index),
        }
    }

    /// The number of each node, with its code and name; O(n log k).
    pub(super) fn codes_and_names(&self) -> impl Iterator<Item = (Id, (&str, &str))> {
        let unedited = (0..).zip(self.base.codes_and_names()).filter(|(id, _)| !self.edited.contains_key(id));
        let edited = self.edited.iter().filter_map(|(id, entry)| Some((*id, entry.as_ref()?)));
        unedited.chain(edited.map(|(id, entry)| (id, (entry.code.as_str(), entry.name.as_str()))))
    }

    /// Whether a node is there.
    pub(super) fn is_there(&self, id: Id) -> bool {
        self.edited.get(&id).map_or((id as usize) < self.base.node_count(), Option::is_some)
    }

    fn known(&self, id: Id) -> Option<&EditedNode> {
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

    /// A node as it is now.
    pub(super) fn entry(&self, id: Id) -> EditedNode {
        if let Some(entry) = self.known(id) {
            return entry.clone();
        }
        let node = self.base.at(id);
        let kept = |id: &str| self.columns.get(id).filter(|column| column.keeps_values);
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
        EditedNode {
            code: node.code().to_owned(),
            kind: node.kind(),
            name: node.name().to_owned(),
            parent: self.base.tree().parent(id),
            category: node.category().map(str::to_owned),
            records: self.base.records_of(id),
            measures,
            declared: declared.map(|(of, figure)| (of.to_string(), figure)).collect(),
        }
    }

    /// A node as it is now, to be changed.
    pub(super) fn edit(&mut self, id: Id, change: usize) -> &mut EditedNode {
        self.touched.insert(id, change);
        if self.known(id).is_none() {
            let entry = self.entry(id);
            self.edited.insert(id, Some(entry));
        }
        self.edited.entry(id).or_default().get_or_insert_with(|| EditedNode::new(Kind::Person, "", ""))
    }

    /// States what is recorded at a node, or takes its statement away.
    pub(super) fn set_records(&mut self, id: Id, records: Option<&[Relation]>, change: usize) {
        let records = records.map(|records| records.iter().copied().map(Written::from).collect());
        self.edit(id, change).records = records;
        self.stated.insert(id);
    }

    /// States what is recorded at a node although no change says so.
    pub(super) fn keep_records(&mut self, id: Id, records: Relations) {
        let mut entry = self.entry(id);
        entry.records = Some(records.iter().map(Written::from).collect());
        self.edited.insert(id, Some(entry));
    }

    /// Whether a change says what is recorded at a node.
    pub(super) fn states(&self, id: Id) -> bool {
        self.stated.contains(&id)
    }

    /// The codes of the nodes that differ from the base graph or are new.
    pub(super) fn edited_codes(&self) -> impl Iterator<Item = &str> {
        self.edited.values().flatten().map(|entry| entry.code.as_str())
    }

    /// For each node that was made of others, these.
    pub(super) fn origins(&self) -> BTreeMap<Id, Vec<Id>> {
        let mut origins: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for (old, became) in &self.became {
            for new in became {
                origins.entry(*new).or_default().push(*old);
            }
        }
        origins
    }

    /// Whether the base graph records a relation at a node, or at any of those that it was made of.
    pub(super) fn recorded(&self, id: Id, origins: &BTreeMap<Id, Vec<Id>>, relation: Relation) -> bool {
        let is_base = |id: Id| (id as usize) < self.base.node_count();
        let (mut open, mut seen) = (vec![id], BTreeSet::new());
        while let Some(id) = open.pop().filter(|id| seen.insert(*id)) {
            if is_base(id) && self.base.at(id).records(relation) {
                return true;
            }
            open.extend(origins.get(&id).into_iter().flatten());
        }
        false
    }

    /// A number for a new node.
    pub(super) fn reserve(&mut self) -> Id {
        self.next += 1;
        self.next - 1
    }

    pub(super) fn put(&mut self, id: Id, entry: EditedNode, change: usize) {
        self.touched.insert(id, change);
        self.edited.insert(id, Some(entry));
    }

    /// Ends a node. What it becomes must have been put already.
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
    pub(super) fn links_of(&self, id: Id) -> BTreeSet<Link> {
        let mut links: BTreeSet<Link> = self.added_at.get(&id).cloned().unwrap_or_default();
        if (id as usize) < self.base.node_count() {
            let of_base = self.base.links();
            for relation in Relation::LINKS {
                let both = of_base.from(*relation, id..id + 1).iter().copied().chain(of_base.to(*relation, id));
                links.extend(both.filter(|link| !self.removed.contains(link)));
            }
        }
        links
    }

    pub(super) fn has_link(&self, link: Link) -> bool {
        self.added.contains_key(&link) || self.links_of(link.from).contains(&link)
    }

    pub(super) fn add_link(&mut self, link: Link, change: usize) {
        // A link of the base graph that was removed comes back as it was.
        if self.removed.remove(&link) {
            return;
        }
        self.added.insert(link, change);
        for end in [link.from, link.to] {
            self.added_at.entry(end).or_default().insert(link);
        }
    }

    pub(super) fn remove_link(&mut self, link: Link) {
        if self.added.remove(&link).is_none() {
            self.removed.insert(link);
            return;
        }
        for end in [link.from, link.to] {
            if let Some(links) = self.added_at.get_mut(&end) {
                links.remove(&link);
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
        let keeps_values = self.columns.get(measure.id()).is_some_and(|column| column.keeps_values);
        self.columns.insert(measure.id().to_owned(), Column::new(measure, keeps_values));
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

    /// The place of the last change that touched the node of this code.
    pub(super) fn last_change_of_node(&self, code: &str) -> Option<usize> {
        self.touched.get(&self.find(code)?).copied()
    }

    /// The place of the last change that touched this measure.
    pub(super) fn last_change_of_measure(&self, measure: &str) -> Option<usize> {
        self.touched_measures.get(measure).copied()
    }

    /// What became of the nodes of the base graph that have another code now or ended: the codes of what they became.
    /// No codes for a node that was closed.
    pub(super) fn lineage(&self) -> Lineage {
        let mut lineage = Lineage::default();
        for (id, entry) in self.edited.range(..self.base.node_count() as Id) {
            let old = self.base.at(*id).code();
            match entry {
                Some(entry) if entry.code == old => {}
                Some(entry) => lineage.became(old, &entry.code),
                None => {
                    lineage.ended(old);
                    let mut open = vec![*id];
                    while let Some(id) = open.pop() {
                        match self.became.get(&id) {
                            Some(became) => open.extend(became),
                            None => lineage.became(old, self.code(id)),
                        }
                    }
                }
            }
        }
        lineage
    }

    /// The new graph. O(n + k).
    pub(super) fn build(&self) -> Result<Governance, BuildErrors> {
        let (base, count) = (self.base, self.base.node_count());
        let measures: Vec<Measure> = self.columns.values().map(|column| column.measure.clone()).collect();
        let ended = self.edited.values().filter(|entry| entry.is_none()).count();
        let fresh = self.edited.range(count as Id..).count();
        let links = base.link_count() - self.removed.len() + self.added.len();
        let nodes = count + fresh - ended;
        let stream = Stream::new(&self.title, &measures, nodes, links).with_notes(base.notes());
        // What all roots state is stated once, unless a change takes it away from one.
        let everywhere = base.statements().everywhere();
        let is_taken = |id: &Id| self.known(*id).is_some_and(|entry| entry.parent.is_none() && entry.records.is_none());
        let apart = everywhere.filter(|_| self.stated.iter().any(is_taken));
        let mut stream = stream.with_records(everywhere.filter(|_| apart.is_none()), nodes);
        let of_root = |id: Id| apart.filter(|_| self.parent(id).is_none() && !self.stated.contains(&id));
        let state = |row: &mut NodeRow, id: Id| {
            if let Some(relations) = of_root(id) {
                row.records.get_or_insert_with(|| relations.iter().map(Written::from).collect());
            }
        };
        let mut is_edited = vec![false; count];
        for id in self.edited.keys().take_while(|id| (**id as usize) < count) {
            is_edited[*id as usize] = true;
        }
        let mut row = NodeRow::new(Kind::Person, "", "");
        let mut scratch = RowBuffer::new(base, |id| self.columns.get(id).is_some_and(|column| column.keeps_values));
        for id in 0..count as Id {
            if is_edited[id as usize] {
                if let Some(entry) = self.known(id) {
                    self.fill(&mut row, entry, base.at(id).origin());
                    state(&mut row, id);
                    stream.node(&row);
                }
                continue;
            }
            if of_root(id).is_some() {
                self.fill(&mut row, &self.entry(id), base.at(id).origin());
                state(&mut row, id);
                stream.node(&row);
                continue;
            }
            // The parent's code is looked up only where the parent was edited, and may have another code.
            let parent = base.tree().parent(id).filter(|above| is_edited[*above as usize]);
            stream.node(scratch.fill(base.at(id), parent.map(|above| self.code(above))));
        }
        for (id, entry) in self.edited.range(count as Id..) {
            if let Some(entry) = entry {
                self.fill(&mut row, entry, self.origin_of(self.touched.get(id).copied()));
                state(&mut row, *id);
                stream.node(&row);
            }
        }
        let mut row = LinkRow::new(Relation::Leads, "", "");
        let mut write = |link: Link, origin: Origin, stream: &mut Stream<'_>| {
            row.relation = link.relation.into();
            self.code(link.from).clone_into(&mut row.from);
            self.code(link.to).clone_into(&mut row.to);
            row.role = link.role.map(Into::into);
            row.origin = origin;
            stream.link(&row);
        };
        for link in base.links().all() {
            if self.removed.is_empty() || !self.removed.contains(link) {
                write(*link, Origin::default(), &mut stream);
            }
        }
        for (link, change) in &self.added {
            write(*link, self.origin_of(Some(*change)), &mut stream);
        }
        stream.into_builder().finish()
    }

    /// What building would find wrong with the edited rows, each taken alone: errors in texts, numbers and measures.
    /// O(k).
    pub(super) fn errors_of_rows(&self) -> Vec<BuildError> {
        let measures: Vec<Measure> = self.columns.values().map(|column| column.measure.clone()).collect();
        let mut stream = Stream::new(&self.title, &measures, self.edited.len(), 0);
        for (id, entry) in &self.edited {
            // Its parent is another row, which is not given to the builder here.
            let alone = entry.as_ref().map(|entry| EditedNode { parent: None, ..entry.clone() });
            if let Some(entry) = alone {
                let mut row = NodeRow::new(Kind::Person, "", "");
                self.fill(&mut row, &entry, self.origin_of(self.touched.get(id).copied()));
                stream.node(&row);
            }
        }
        // Errors about several rows are left to the build of the whole graph.
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

    /// Where the row of a change stands, by the place of the change.
    fn origin_of(&self, change: Option<usize>) -> Origin {
        Origin::new(self.source.clone(), change.map_or(0, |change| change as u32), 0)
    }

    /// Writes a node to a row. The row is reused, which saves its allocations.
    fn fill(&self, row: &mut NodeRow, entry: &EditedNode, origin: Origin) {
        row.kind = entry.kind.into();
        row.code.clone_from(&entry.code);
        row.name.clone_from(&entry.name);
        match entry.parent {
            Some(above) => self.code(above).clone_into(row.parent.get_or_insert_default()),
            None => row.parent = None,
        }
        row.category.clone_from(&entry.category);
        row.records.clone_from(&entry.records);
        row.measures.refill(entry.measures.shared().map(|(id, value)| (id, (*value).into())));
        row.declared.clear();
        for (of, figure) in &entry.declared {
            row.declared.insert(of.as_str(), (*figure).into());
        }
        row.origin = origin;
    }
}

impl Column {
    fn new(measure: &Measure, keeps_values: bool) -> Self {
        Self { measure: measure.clone(), id: measure.id().into(), keeps_values }
    }
}

impl EditedNode {
    /// Replaces the values of all measures.
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
            records: None,
            measures: Values::default(),
            declared: BTreeMap::new(),
        }
    }
}
