//! Finds nodes by code and by name, in the form in which codes and names are compared.

use std::collections::BTreeMap;

use crate::kind::Kind;
use crate::ledger::NodeRow;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::rows::NodeEntry;
use crate::text::canonical;

/// How many codes of one name an error lists.
const LISTED_CODES: usize = 12;

/// Stands for no node.
const NONE: u32 = u32::MAX;

/// The codes and names of all rows, and which row contains which as far as that is known.
pub(super) struct NodeIndex {
    nodes: Vec<IndexedNode>,
    /// The first node of each code, in the form in which codes are compared. Others follow by their links.
    by_code: HashIndex,
    /// Each name in the form in which names are compared, with the nodes that have it, sorted by kind and code.
    names: Vec<(String, Vec<u32>)>,
    by_name: HashIndex,
    /// The numbers that nodes have within what contains them, where their codes were made of both.
    numbers: BTreeMap<String, Vec<u32>>,
    /// The names that were not written in the form in which names are compared.
    odd_names: BTreeMap<u32, String>,
}

/// A node: all rows of one code and kind.
struct IndexedNode {
    code: String,
    kind: Option<Kind>,
    /// Its first name.
    name: u32,
    parent: u32,
    /// The next node whose code has the same form.
    next: u32,
    /// Whether its rows got other codes.
    is_forgotten: bool,
}

/// The node that a code or name leads to.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'i> {
    /// The code of one node.
    Code(&'i str),
    /// A name that several nodes have: the first of their codes, sorted.
    Several(Vec<String>),
    /// Neither a code nor a name.
    Nothing,
}

impl NodeIndex {
    pub(super) fn new(entries: &[NodeEntry]) -> Self {
        let mut index = Self {
            nodes: Vec::with_capacity(entries.len()),
            by_code: HashIndex::with_capacity(entries.len()),
            names: Vec::new(),
            by_name: HashIndex::with_capacity(entries.len()),
            numbers: BTreeMap::new(),
            odd_names: BTreeMap::new(),
        };
        // A line of levels has no code before its path is settled.
        for entry in entries.iter().filter(|entry| entry.level.is_none()) {
            let node = index.insert_code(&entry.row, entry.has_kind);
            let name = index.insert_name(&entry.row.name);
            index.set_name(node, name, &entry.row.name);
            index.names[name].1.push(node);
        }
        let Self { nodes, names, .. } = &mut index;
        for (_, named) in names.iter_mut().filter(|(_, named)| named.len() > 1) {
            named.sort_unstable_by_key(|at| kind_and_code(nodes, *at));
            named.dedup();
        }
        index
    }

    /// Adds a row; O(rows of its name). The node.
    pub(super) fn insert(&mut self, row: &NodeRow) -> u32 {
        let node = self.insert_code(row, true);
        let name = self.insert_name(&row.name);
        self.set_name(node, name, &row.name);
        let Self { nodes, names, .. } = self;
        let named = &mut names[name].1;
        if let Err(place) = named.binary_search_by_key(&kind_and_code(nodes, node), |at| kind_and_code(nodes, *at)) {
            named.insert(place, node);
        }
        node
    }

    /// The node of the code of a row, which is added if it is new.
    fn insert_code(&mut self, row: &NodeRow, has_kind: bool) -> u32 {
        let kind = row.kind.known().copied().filter(|_| has_kind);
        let is_node = |at: &u32| {
            let node = &self.nodes[*at as usize];
            node.code == row.code && node.kind == kind && !node.is_forgotten
        };
        if let Some(known) = self.of_code(&row.code).find(is_node) {
            return known;
        }
        let Self { nodes, by_code, .. } = self;
        let (node, key) = (nodes.len(), canonical(&row.code));
        let first = by_code.find_or_insert(&key, node, |at| canonical(&nodes[at].code) == key);
        // Behind the first, so that no chain is walked.
        let next = first.map_or(NONE, |first| std::mem::replace(&mut nodes[first].next, node as u32));
        let code = row.code.clone();
        nodes.push(IndexedNode { code, kind, name: NONE, parent: NONE, next, is_forgotten: false });
        node as u32
    }

    /// The position of a name, which is added if it is new.
    fn insert_name(&mut self, name: &str) -> usize {
        let name = canonical(name);
        let Self { names, by_name, .. } = self;
        by_name.find_or_insert(&name, names.len(), |at| names[at].0 == name).unwrap_or_else(|| {
            names.push((name.into_owned(), Vec::new()));
            names.len() - 1
        })
    }

    fn set_name(&mut self, node: u32, name: usize, written: &str) {
        let known = &mut self.nodes[node as usize].name;
        if *known == NONE {
            *known = name as u32;
            if self.names[name].0 != written {
                self.odd_names.insert(node, written.to_owned());
            }
        }
    }

    /// The nodes whose codes have the form of this one.
    fn of_code(&self, code: &str) -> impl Iterator<Item = u32> + use<'_> {
        let key = canonical(code);
        let first = self.by_code.find(&key, |at| canonical(&self.nodes[at].code) == key).map(|at| at as u32);
        let next = |at: &u32| Some(self.nodes[*at as usize].next).filter(|next| *next != NONE);
        std::iter::successors(first, next).filter(|at| !self.nodes[*at as usize].is_forgotten)
    }

    /// The node of exactly this code, preferably of this kind.
    pub(super) fn node(&self, code: &str, kind: Option<Kind>) -> Option<u32> {
        let is_code = |at: &u32| self.nodes[*at as usize].code == code;
        let of_kind = |at: &u32| is_code(at) && self.nodes[*at as usize].kind == kind;
        self.of_code(code).find(of_kind).or_else(|| self.of_code(code).filter(is_code).min())
    }

    /// Whether a node of another kind has this code.
    pub(super) fn has_other_kind(&self, code: &str, kind: Kind) -> bool {
        let is_other = |at: u32| self.kind(at).is_some_and(|other| other != kind);
        let numbers = self.numbers.get(canonical(code).as_ref());
        self.of_code(code).any(|at| self.code(at) == code && is_other(at))
            || numbers.is_some_and(|nodes| nodes.iter().any(|at| is_other(*at)))
    }

    /// The code of a node.
    pub(super) fn code(&self, node: u32) -> &str {
        &self.nodes[node as usize].code
    }

    /// The kind of a node.
    pub(super) fn kind(&self, node: u32) -> Option<Kind> {
        self.nodes[node as usize].kind
    }

    /// The first name of a node, as it was written.
    pub(super) fn written_name(&self, node: u32) -> &str {
        let name = self.nodes[node as usize].name as usize;
        self.odd_names.get(&node).map_or_else(|| self.names.get(name).map_or("", |(name, _)| name), String::as_str)
    }

    /// A node as errors show it: its name, and its code.
    pub(super) fn shown(&self, node: u32) -> String {
        let (code, name) = (self.code(node), self.written_name(node));
        if name.is_empty() || name == code { code.to_owned() } else { format!("{name} ({code})") }
    }

    /// What contains a node, as far as that is known.
    pub(super) fn parent(&self, node: u32) -> Option<u32> {
        Some(self.nodes[node as usize].parent).filter(|parent| *parent != NONE)
    }

    /// Says what contains a node. A node that stands in several rows keeps the first.
    pub(super) fn set_parent(&mut self, node: u32, parent: u32) {
        let known = &mut self.nodes[node as usize].parent;
        if *known == NONE && node != parent {
            *known = parent;
        }
    }

    /// What contains a node, upward, at most `depth` of them: rows may contain each other in a circle, which building
    /// reports.
    pub(super) fn ancestors(&self, node: u32, depth: usize) -> impl Iterator<Item = u32> {
        std::iter::successors(self.parent(node), |above| self.parent(*above)).take(depth)
    }

    /// Takes the nodes of codes away whose rows get other codes; O(names).
    pub(super) fn forget<'c>(&mut self, codes: impl IntoIterator<Item = &'c str>, kind: Kind) {
        for code in codes {
            let of_kind = |at: &u32| self.nodes[*at as usize].code == code && self.kind(*at) == Some(kind);
            let forgotten = self.of_code(code).find(of_kind);
            if let Some(forgotten) = forgotten {
                self.nodes[forgotten as usize].is_forgotten = true;
            }
        }
        let Self { nodes, names, .. } = self;
        for (_, named) in names {
            named.retain(|at| !nodes[*at as usize].is_forgotten);
        }
    }

    /// Makes a node known by its number within what contains it, too.
    pub(super) fn add_number(&mut self, number: &str, node: u32) {
        self.numbers.entry(canonical(number).into_owned()).or_default().push(node);
    }

    /// The node of a code; otherwise the node of a name, preferably of a kind that `may_be` accepts. O(log rows of that
    /// name).
    pub(super) fn find<'i>(&'i self, written: &'i str, may_be: impl Fn(Kind) -> bool) -> Found<'i> {
        let known = self.by_codes(written, &may_be);
        let codes =
            if self.are_codes(&known, written, &may_be) { self.listed(known) } else { self.by_names(written, &may_be) };
        match codes[..] {
            [] => Found::Nothing,
            [one] => Found::Code(one),
            _ => Found::Several(codes.into_iter().map(str::to_owned).collect()),
        }
    }

    /// All nodes that a text may mean, as [`find`](Self::find) looks for them; O(nodes of that code or name).
    pub(super) fn candidates(&self, written: &str, may_be: impl Fn(Kind) -> bool) -> Vec<u32> {
        let known = self.by_codes(written, &may_be);
        if self.are_codes(&known, written, &may_be) {
            return known;
        }
        let named = self.named(written);
        let fitting: Vec<u32> =
            named.iter().copied().filter(|at| self.nodes[*at as usize].kind.is_some_and(&may_be)).collect();
        if fitting.is_empty() { named.to_vec() } else { fitting }
    }

    /// Whether a text means these nodes of its code: a code that only looks like it gives way to a name that fits better.
    fn are_codes(&self, known: &[u32], written: &str, may_be: &impl Fn(Kind) -> bool) -> bool {
        let is_meant = |at: &u32| self.code(*at) == written || self.kind(*at).is_some_and(may_be);
        known.iter().any(is_meant) || (!known.is_empty() && self.named(written).is_empty())
    }

    /// The nodes of a code: those that have exactly this one, otherwise those that have it in another form or as their
    /// number within what contains them. Of several, those whose kind `may_be` accepts.
    fn by_codes(&self, written: &str, may_be: &impl Fn(Kind) -> bool) -> Vec<u32> {
        if written.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<u32> = self.of_code(written).collect();
        let numbers = self.numbers.get(canonical(written).as_ref());
        found.extend(numbers.into_iter().flatten());
        if found.len() > 1 {
            // A number is that of a building or of a unit.
            if numbers.is_some() {
                keep_some(&mut found, |at| self.kind(at).is_some_and(may_be));
            }
            keep_some(&mut found, |at| self.code(at) == written);
            keep_some(&mut found, |at| self.kind(at).is_some_and(may_be));
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    fn named(&self, written: &str) -> &[u32] {
        self.name(written).map_or(&[], |at| self.names[at as usize].1.as_slice())
    }

    /// The position of a name that a node has.
    pub(super) fn name(&self, written: &str) -> Option<u32> {
        let name = canonical(written);
        let known = self.by_name.find(&name, |at| self.names[at].0 == name).filter(|_| !name.is_empty());
        known.map(|at| at as u32)
    }

    /// All names, by their positions, each with the nodes that have it; those without a name are left out.
    pub(super) fn names(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let names = (0..).zip(&self.names).filter(|(_, (name, _))| !name.is_empty());
        names.map(|(at, (_, nodes))| (at, nodes.as_slice()))
    }

    /// Whether a text is the code or number of a node.
    pub(super) fn is_code(&self, written: &str) -> bool {
        !self.by_codes(written, &|_| true).is_empty()
    }

    fn by_names(&self, written: &str, may_be: &impl Fn(Kind) -> bool) -> Vec<&str> {
        let named = self.named(written);
        let codes = self.first_codes(named, |kind| kind.is_some_and(may_be));
        if codes.is_empty() { self.first_codes(named, |_| true) } else { codes }
    }

    /// The codes of nodes, as an error lists them.
    pub(super) fn listed(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<&str> {
        let mut codes: Vec<&str> = nodes.into_iter().map(|at| self.code(at)).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.truncate(LISTED_CODES);
        codes
    }

    /// The first codes of the nodes of one name whose kinds are accepted.
    fn first_codes(&self, named: &[u32], is_accepted: impl Fn(Option<Kind>) -> bool) -> Vec<&str> {
        let mut first = Vec::new();
        let mut rest = named;
        // Kind by kind: all nodes of a country may have one name, but there are few kinds.
        while let Some(at) = rest.first() {
            let kind = self.kind(*at);
            let (of_kind, others) = rest.split_at(rest.partition_point(|at| self.kind(*at) == kind));
            if is_accepted(kind) {
                first.extend(of_kind.iter().take(LISTED_CODES));
            }
            rest = others;
        }
        self.listed(first)
    }
}

/// Keeps those that fit, if any does.
fn keep_some(nodes: &mut Vec<u32>, fits: impl Fn(u32) -> bool) {
    if nodes.iter().any(|at| fits(*at)) {
        nodes.retain(|at| fits(*at));
    }
}

fn kind_and_code(nodes: &[IndexedNode], at: u32) -> (Option<Kind>, &str) {
    let node = &nodes[at as usize];
    (node.kind, &node.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(rows: &[(Kind, &str, &str)]) -> NodeIndex {
        let mut index = NodeIndex::new(&[]);
        for (kind, code, name) in rows {
            index.insert(&NodeRow::new(*kind, *code, *name));
        }
        index
    }

    #[test]
    fn a_code_comes_before_a_name_and_what_may_be_meant_before_all() {
        let rows = [
            (Kind::ThirdGrid, "T", "惠民"),
            (Kind::Compound, "C", "惠民"),
            (Kind::ThirdGrid, "惠民", "１号"),
            (Kind::Shop, "S", "粮油"),
            (Kind::Shop, "R", "粮油"),
            (Kind::Shop, "R", "粮油"),
        ];
        let index = index(&rows);
        let find = |written| index.find(written, |kind| kind == Kind::ThirdGrid);
        assert_eq!(find("惠民"), Found::Code("惠民"));
        assert_eq!(find("1号"), Found::Code("惠民"));
        assert_eq!(find("粮油"), Found::Several(vec!["R".to_owned(), "S".to_owned()]));
        assert_eq!(find(""), Found::Nothing);
        assert_eq!(find("天气"), Found::Nothing);
        let of_others = index.find("惠民 ", |kind| kind == Kind::Compound);
        assert_eq!(of_others, Found::Code("C"), "the space is no part of it");
    }

    #[test]
    fn of_many_some_are_listed() {
        let codes: Vec<String> = (0..100).rev().map(|at| format!("M-{at:03}")).collect();
        let rows: Vec<_> = codes.iter().map(|code| (Kind::MicroGrid, code.as_str(), "甲")).collect();
        let Found::Several(listed) = index(&rows).find("甲", |_| true) else { panic!("several") };
        assert_eq!(
            (listed.len(), listed[0].as_str(), listed[LISTED_CODES - 1].as_str()),
            (LISTED_CODES, "M-000", "M-011")
        );
    }
}
