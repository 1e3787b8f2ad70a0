//! Nodes that got another code, recognised by what they are.

use std::collections::BTreeMap;

use super::kin::{Birth, Fate, Kin};
use super::{Guess, Likeness};
use crate::governance::Governance;
use crate::kind::Kind;
use crate::measure::Decimal;

/// What a node is, apart from its code: nodes are alike if this is the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look<'a> {
    Content {
        kind: Kind,
        name: &'a str,
        category: Option<&'a str>,
        /// By its number on the new map.
        parent: Option<u32>,
        values: Vec<(&'a str, Decimal)>,
    },
    /// By their numbers on the new map.
    Children(Kind, Vec<u32>),
}

impl Kin<'_> {
    /// Pairs nodes whose codes are gone with those whose codes are new, where nothing else can be meant.
    pub(super) fn guess(&mut self) -> Vec<Guess> {
        let mut guesses: BTreeMap<u32, Guess> = BTreeMap::new();
        // Recognising a node helps to recognise what stands in it, and what it stands in.
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

    /// The pairs of nodes that are alike, and like no others.
    fn alike(&self, by: Likeness) -> Vec<(u32, u32, Likeness)> {
        let mut looks: BTreeMap<Look<'_>, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
        for (old, _) in (0..).zip(&self.fates).filter(|(_, fate)| **fate == Fate::Closed) {
            let image = |node: u32| match self.fates[node as usize] {
                Fate::Same(new) => Some(new),
                _ => None,
            };
            if let Some(look) = look(self.old, old, by, image) {
                looks.entry(look).or_default().0.push(old);
            }
        }
        for (new, _) in (0..).zip(&self.births).filter(|(_, birth)| **birth == Birth::Added) {
            if let Some(look) = look(self.new, new, by, Some) {
                looks.entry(look).or_default().1.push(new);
            }
        }
        let sole = |(old, new): (Vec<u32>, Vec<u32>)| match (&old[..], &new[..]) {
            ([old], [new]) => Some((*old, *new, by)),
            _ => None,
        };
        looks.into_values().filter_map(sole).collect()
    }
}

/// What a node looks like; none where it says too little, or stands among nodes that are not known.
fn look(map: &Governance, node: u32, by: Likeness, image: impl Fn(u32) -> Option<u32>) -> Option<Look<'_>> {
    let handle = map.at(node);
    if by == Likeness::Children {
        let children: Option<Vec<u32>> = map.tree().children(Some(node)).map(image).collect();
        let mut children = children.filter(|children| !children.is_empty())?;
        children.sort_unstable();
        return Some(Look::Children(handle.kind(), children));
    }
    let parent = match map.tree().parent(node) {
        Some(parent) => Some(image(parent)?),
        None => None,
    };
    let values = map.measures().iter().filter_map(|measure| Some((measure.id(), handle.measure(measure.id())?)));
    let values: Vec<(&str, Decimal)> = values.collect();
    let says_something = !handle.name().is_empty() || !values.is_empty();
    let (kind, name, category) = (handle.kind(), handle.name(), handle.category());
    says_something.then_some(Look::Content { kind, name, category, parent, values })
}
