//! Nodes that got another code, recognised by their content or their children.

use std::collections::BTreeMap;

use super::matching::{Became, CameFrom, Matching};
use super::{Guess, Likeness};
use crate::governance::Governance;
use crate::kind::Kind;
use crate::measure::Decimal;

/// What a node is recognised by when its code is gone: an old and a new node with equal features are alike.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Features<'a> {
    Content {
        kind: Kind,
        name: &'a str,
        category: Option<&'a str>,
        /// The number of its parent on the new map.
        parent: Option<u32>,
        values: Vec<(&'a str, Decimal)>,
    },
    /// The kind, and the numbers of the children on the new map.
    Children(Kind, Vec<u32>),
}

impl Matching<'_> {
    /// Pairs old nodes whose codes are gone with nodes whose codes are new, where each is like the other and like no
    /// third.
    pub(super) fn guess(&mut self) -> Vec<Guess> {
        let mut guesses: BTreeMap<u32, Guess> = BTreeMap::new();
        // A node that is recognised makes its children and its parent recognisable, hence the loop.
        loop {
            let pairs = self.alike(Likeness::Content);
            let pairs = if pairs.is_empty() { self.alike(Likeness::Children) } else { pairs };
            if pairs.is_empty() {
                return guesses.into_values().collect();
            }
            for (old, new, by) in pairs {
                self.pair(old, new);
                let (from, to) = (self.old.at(old).code().to_owned(), self.new.at(new).code().to_owned());
                guesses.insert(old, Guess { from, to, by });
            }
        }
    }

    /// The pairs of one old and one new node that share their features with no other node.
    fn alike(&self, by: Likeness) -> Vec<(u32, u32, Likeness)> {
        let mut groups: BTreeMap<Features<'_>, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
        for (old, _) in (0..).zip(&self.became).filter(|(_, became)| **became == Became::Closed) {
            let matched = |node: u32| match self.became[node as usize] {
                Became::Same(new) => Some(new),
                _ => None,
            };
            if let Some(features) = features(self.old, old, by, matched) {
                groups.entry(features).or_default().0.push(old);
            }
        }
        for (new, _) in (0..).zip(&self.came_from).filter(|(_, came_from)| **came_from == CameFrom::Added) {
            if let Some(features) = features(self.new, new, by, Some) {
                groups.entry(features).or_default().1.push(new);
            }
        }
        let only_pair = |(old, new): (Vec<u32>, Vec<u32>)| match (&old[..], &new[..]) {
            ([old], [new]) => Some((*old, *new, by)),
            _ => None,
        };
        groups.into_values().filter_map(only_pair).collect()
    }
}

/// The features of a node. `None` where it has neither a name nor a value, or where its parent or a child has no
/// counterpart yet.
fn features(map: &Governance, node: u32, by: Likeness, matched: impl Fn(u32) -> Option<u32>) -> Option<Features<'_>> {
    let handle = map.at(node);
    if by == Likeness::Children {
        let children: Option<Vec<u32>> = map.tree().children(Some(node)).map(matched).collect();
        let mut children = children.filter(|children| !children.is_empty())?;
        children.sort_unstable();
        return Some(Features::Children(handle.kind(), children));
    }
    let parent = match map.tree().parent(node) {
        Some(parent) => Some(matched(parent)?),
        None => None,
    };
    let values = map.measures().iter().filter_map(|measure| Some((measure.id(), handle.measure(measure)?)));
    let values: Vec<(&str, Decimal)> = values.collect();
    let says_something = !handle.name().is_empty() || !values.is_empty();
    let (kind, name, category) = (handle.kind(), handle.name(), handle.category());
    says_something.then_some(Features::Content { kind, name, category, parent, values })
}
