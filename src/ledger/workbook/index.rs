//! Nodes by their codes and by their names.

use super::lookup::Lookup;
use super::read::Entry;
use crate::kind::Kind;
use crate::ledger::{NodeRow, tidy};

/// So many codes of one name are listed.
const LISTED: usize = 12;

/// Codes and names of all rows.
pub(super) struct Index {
    /// The code and the kind of each row.
    nodes: Vec<(String, Option<Kind>)>,
    codes: Lookup,
    /// The names as they are compared, full-width forms made half-width, each with the nodes that have it by kind and
    /// code.
    names: Vec<(String, Vec<u32>)>,
    by_name: Lookup,
}

/// What a code or name leads to.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'i> {
    Code(&'i str),
    /// Several, of which not more than some are listed, upward.
    Several(Vec<String>),
    Nothing,
}

impl Index {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut index = Self {
            nodes: Vec::with_capacity(entries.len()),
            codes: Lookup::with_capacity(entries.len()),
            names: Vec::new(),
            by_name: Lookup::with_capacity(entries.len()),
        };
        for entry in entries {
            let (name, node) = index.take(&entry.row);
            index.names[name].1.push(node);
        }
        let Self { nodes, names, .. } = &mut index;
        for (_, having) in names.iter_mut().filter(|(_, having)| having.len() > 1) {
            having.sort_unstable_by_key(|at| by_kind(nodes, *at));
            having.dedup_by_key(|at| by_kind(nodes, *at));
        }
        index
    }

    /// Adds a row behind all others; O(rows of its name).
    pub(super) fn add(&mut self, row: &NodeRow) {
        let (name, node) = self.take(row);
        let Self { nodes, names, .. } = self;
        let having = &mut names[name].1;
        if let Err(place) = having.binary_search_by_key(&by_kind(nodes, node), |at| by_kind(nodes, *at)) {
            having.insert(place, node);
        }
    }

    /// Takes in the code and the name of a row, and gives the places of its name and of itself.
    fn take(&mut self, row: &NodeRow) -> (usize, u32) {
        let Self { nodes, codes, names, by_name } = self;
        let node = nodes.len();
        nodes.push((row.code.clone(), row.kind.known().copied()));
        codes.find_or_add(&row.code, node, |at| nodes[at].0 == row.code);
        let name = tidy(&row.name);
        let known = by_name.find_or_add(&name, names.len(), |at| names[at].0 == name);
        let known = known.unwrap_or_else(|| {
            names.push((name.into_owned(), Vec::new()));
            names.len() - 1
        });
        (known, node as u32)
    }

    /// The code of what is named: by its code, else by its name among what `may_be` meant, else among all; O(log rows
    /// of that name).
    pub(super) fn find<'i>(&'i self, written: &'i str, may_be: impl Fn(Kind) -> bool) -> Found<'i> {
        if self.codes.find(written, |at| self.nodes[at].0 == written).is_some() {
            return Found::Code(written);
        }
        let name = tidy(written);
        let named = self.by_name.find(&name, |at| self.names[at].0 == name).filter(|_| !written.is_empty());
        let Some(having) = named.map(|at| self.names[at].1.as_slice()) else { return Found::Nothing };
        let mut candidates = self.some_of(having, |kind| kind.is_some_and(&may_be));
        if candidates.is_empty() {
            candidates = self.some_of(having, |_| true);
        }
        match candidates[..] {
            [one] => Found::Code(one),
            _ => Found::Several(candidates.into_iter().map(str::to_owned).collect()),
        }
    }

    /// The first codes of nodes that are of one name and of the kinds that are wanted.
    fn some_of(&self, having: &[u32], is_wanted: impl Fn(Option<Kind>) -> bool) -> Vec<&str> {
        let mut codes = Vec::new();
        let mut rest = having;
        // Kinds are few, and the nodes of one name may be all that there are.
        while let Some(first) = rest.first() {
            let kind = self.nodes[*first as usize].1;
            let (of_kind, others) = rest.split_at(rest.partition_point(|at| self.nodes[*at as usize].1 == kind));
            if is_wanted(kind) {
                codes.extend(of_kind.iter().take(LISTED).map(|at| self.nodes[*at as usize].0.as_str()));
            }
            rest = others;
        }
        codes.sort_unstable();
        codes.dedup();
        codes.truncate(LISTED);
        codes
    }
}

fn by_kind(nodes: &[(String, Option<Kind>)], at: u32) -> (Option<Kind>, &str) {
    let (code, kind) = &nodes[at as usize];
    (*kind, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(rows: &[(Kind, &str, &str)]) -> Index {
        let mut index = Index::new(&[]);
        for (kind, code, name) in rows {
            index.add(&NodeRow::new(*kind, *code, *name));
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
        assert_eq!((listed.len(), listed[0].as_str(), listed[LISTED - 1].as_str()), (LISTED, "M-000", "M-011"));
    }
}
