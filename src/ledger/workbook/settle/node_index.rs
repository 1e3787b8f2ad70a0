//! Finds nodes by code and by name.

use crate::kind::Kind;
use crate::ledger::workbook::hash_index::HashIndex;
use crate::ledger::workbook::rows::NodeEntry;
use crate::ledger::{NodeRow, normalized};

/// How many codes of one name an error lists.
const LISTED_CODES: usize = 12;

/// The codes and names of all rows.
pub(super) struct NodeIndex {
    /// The code and the kind of each row.
    nodes: Vec<(String, Option<Kind>)>,
    by_code: HashIndex,
    /// Each normalized name, with the nodes that have it, sorted by kind and code.
    names: Vec<(String, Vec<u32>)>,
    by_name: HashIndex,
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
        };
        for entry in entries {
            let (name, node) = index.insert_unsorted(&entry.row);
            index.names[name].1.push(node);
        }
        let Self { nodes, names, .. } = &mut index;
        for (_, named) in names.iter_mut().filter(|(_, named)| named.len() > 1) {
            named.sort_unstable_by_key(|at| kind_and_code(nodes, *at));
            named.dedup_by_key(|at| kind_and_code(nodes, *at));
        }
        index
    }

    /// Adds a row; O(rows of its name).
    pub(super) fn insert(&mut self, row: &NodeRow) {
        let (name, node) = self.insert_unsorted(row);
        let Self { nodes, names, .. } = self;
        let named = &mut names[name].1;
        if let Err(place) = named.binary_search_by_key(&kind_and_code(nodes, node), |at| kind_and_code(nodes, *at)) {
            named.insert(place, node);
        }
    }

    /// Adds the code and the name of a row, but not the row to those of its name; the positions of the name and of the
    /// row.
    fn insert_unsorted(&mut self, row: &NodeRow) -> (usize, u32) {
        let Self { nodes, by_code, names, by_name } = self;
        let node = nodes.len();
        nodes.push((row.code.clone(), row.kind.known().copied()));
        by_code.find_or_insert(&row.code, node, |at| nodes[at].0 == row.code);
        let name = normalized(&row.name);
        let known = by_name.find_or_insert(&name, names.len(), |at| names[at].0 == name);
        let known = known.unwrap_or_else(|| {
            names.push((name.into_owned(), Vec::new()));
            names.len() - 1
        });
        (known, node as u32)
    }

    /// The node of a code; otherwise the node of a name, preferably of a kind that `may_be` accepts. O(log rows of that
    /// name).
    pub(super) fn find<'i>(&'i self, written: &'i str, may_be: impl Fn(Kind) -> bool) -> Found<'i> {
        if self.by_code.find(written, |at| self.nodes[at].0 == written).is_some() {
            return Found::Code(written);
        }
        let name = normalized(written);
        let known = self.by_name.find(&name, |at| self.names[at].0 == name).filter(|_| !written.is_empty());
        let Some(named) = known.map(|at| self.names[at].1.as_slice()) else { return Found::Nothing };
        let mut codes = self.first_codes(named, |kind| kind.is_some_and(&may_be));
        if codes.is_empty() {
            codes = self.first_codes(named, |_| true);
        }
        match codes[..] {
            [one] => Found::Code(one),
            _ => Found::Several(codes.into_iter().map(str::to_owned).collect()),
        }
    }

    /// The first codes of the nodes of one name whose kinds are accepted.
    fn first_codes(&self, named: &[u32], is_accepted: impl Fn(Option<Kind>) -> bool) -> Vec<&str> {
        let mut codes = Vec::new();
        let mut rest = named;
        // Kind by kind: all nodes of a country may have one name, but there are few kinds.
        while let Some(first) = rest.first() {
            let kind = self.nodes[*first as usize].1;
            let (of_kind, others) = rest.split_at(rest.partition_point(|at| self.nodes[*at as usize].1 == kind));
            if is_accepted(kind) {
                codes.extend(of_kind.iter().take(LISTED_CODES).map(|at| self.nodes[*at as usize].0.as_str()));
            }
            rest = others;
        }
        codes.sort_unstable();
        codes.dedup();
        codes.truncate(LISTED_CODES);
        codes
    }
}

fn kind_and_code(nodes: &[(String, Option<Kind>)], at: u32) -> (Option<Kind>, &str) {
    let (code, kind) = &nodes[at as usize];
    (*kind, code)
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
