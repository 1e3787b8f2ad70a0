//! What the ledgers record, and where: a relation of which they say nothing is not a relation that nothing has.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Links, Tree};
use crate::kind::Relation;

/// A set of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Relations(u8);

const _: () = assert!(Relation::COUNT <= 8, "a relation has no bit");

impl Relations {
    const fn bit(relation: Relation) -> u8 {
        1 << relation as u8
    }

    #[must_use]
    pub(crate) const fn with(self, relation: Relation) -> Self {
        Self(self.0 | Self::bit(relation))
    }

    pub(crate) const fn contains(self, relation: Relation) -> bool {
        self.0 & Self::bit(relation) != 0
    }

    /// The relations in the order of their table.
    pub(crate) fn iter(self) -> impl Iterator<Item = Relation> {
        Relation::ALL.iter().copied().filter(move |relation| self.contains(*relation))
    }
}

impl FromIterator<Relation> for Relations {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Self {
        relations.into_iter().fold(Self::default(), Self::with)
    }
}

/// What the ledgers state that they record, and what follows where they state nothing.
///
/// A statement at a node holds for the node and all below it, up to further statements. Where nothing is stated, a
/// relation counts as recorded in a tree of containment in which a link of it stands. Containment is always recorded,
/// and with it where each place stands; so covers, which add to it, count as recorded unless a statement leaves them
/// out.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// What all roots state, if all state the same.
    everywhere: Option<Relations>,
    /// The other statements, in pre-order.
    stated: Vec<(u32, Relations)>,
    /// For each relation the nodes at which it is not recorded, made when it is first asked for.
    unrecorded: OnceLock<[Vec<Range<u32>>; Relation::COUNT]>,
}

impl Recorded {
    /// Takes the statements of nodes in pre-order. Equal statements of all roots become one.
    pub(super) fn new(tree: &Tree, mut stated: Vec<(u32, Relations)>) -> Self {
        let of = |node: u32| stated.binary_search_by_key(&node, |(node, _)| *node).ok().map(|at| stated[at].1);
        let mut roots = tree.children(None).map(of);
        let first = roots.next().flatten();
        let everywhere = first.filter(|_| roots.all(|root| root == first));
        if everywhere.is_some() {
            stated.retain(|(node, _)| tree.parent(*node).is_some());
        }
        Self { everywhere, stated, unrecorded: OnceLock::new() }
    }

    /// What all roots state, if all state the same.
    pub(crate) const fn everywhere(&self) -> Option<Relations> {
        self.everywhere
    }

    /// What a node itself states.
    pub(crate) fn stated(&self, node: u32) -> Option<Relations> {
        let at = self.stated.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        Some(self.stated[at].1)
    }

    /// What single nodes state, in pre-order.
    #[cfg(feature = "parquet")]
    pub(crate) fn all_stated(&self) -> &[(u32, Relations)] {
        &self.stated
    }

    /// The nodes at which a relation is not recorded, as sorted ranges. O(1); O(roots + links · log roots) when it is
    /// first asked for.
    pub(crate) fn unrecorded(&self, tree: &Tree, links: &Links, relation: Relation) -> &[Range<u32>] {
        &self.unrecorded.get_or_init(|| self.find_unrecorded(tree, links))[relation as usize]
    }

    fn find_unrecorded(&self, tree: &Tree, links: &Links) -> [Vec<Range<u32>>; Relation::COUNT] {
        let mut unrecorded: [Vec<Range<u32>>; Relation::COUNT] = Default::default();
        let mut add = |nodes: Range<u32>, recorded: Relations| {
            for relation in Relation::ALL.iter().filter(|relation| !recorded.contains(**relation)) {
                let ranges = &mut unrecorded[*relation as usize];
                match ranges.last_mut() {
                    Some(last) if last.end == nodes.start => last.end = nodes.end,
                    _ if nodes.is_empty() => {}
                    _ => ranges.push(nodes.clone()),
                }
            }
        };
        let roots: Vec<u32> = tree.children(None).collect();
        let by_links = match self.everywhere {
            Some(_) => Vec::new(),
            None => recorded_by_links(&roots, links),
        };
        let mut stated = self.stated.iter().copied().peekable();
        // The statements around the current node, the innermost last: where each ends, and what it says.
        let mut around: Vec<(u32, Relations)> = Vec::new();
        for (at, root) in roots.iter().enumerate() {
            let unstated = self.everywhere.or_else(|| by_links.get(at).copied()).unwrap_or_default();
            let end = tree.end(*root);
            let mut from = *root;
            while from < end {
                while around.pop_if(|(until, _)| *until <= from).is_some() {}
                while let Some((node, relations)) = stated.next_if(|(node, _)| *node == from) {
                    around.push((tree.end(node), relations.with(Relation::Contains)));
                }
                let (until, recorded) = around.last().copied().unwrap_or((end, unstated.with(Relation::Contains)));
                let next = stated.peek().map_or(until, |(node, _)| until.min(*node));
                add(from..next, recorded);
                from = next;
            }
        }
        unrecorded
    }
}

/// For each root, the relations of which a link starts or ends in its tree; covers for all.
fn recorded_by_links(roots: &[u32], links: &Links) -> Vec<Relations> {
    let mut recorded = vec![Relations::default().with(Relation::Covers); roots.len()];
    for link in links.all() {
        for end in [link.from, link.to] {
            if let Some(at) = roots.partition_point(|root| *root <= end).checked_sub(1) {
                recorded[at] = recorded[at].with(link.relation);
            }
        }
    }
    recorded
}
