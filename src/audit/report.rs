//! What a rule reports while it checks a graph.

use crate::governance::Node;
use crate::message::Words;

/// What a rule reports while it checks a graph: what it found, and how many nodes it could judge.
///
/// A rule that finds nothing may have judged a thousand grids, or none because the ledger does not say what it looks
/// at. Only the rule knows, so it says so.
#[derive(Debug, Default)]
pub struct Report<'g> {
    pub(super) found: Vec<(Node<'g>, Words)>,
    pub(super) judged: Option<u64>,
    pub(super) undecidable: Vec<Words>,
}

impl<'g> Report<'g> {
    /// Reports a node that breaks the rule: what is wrong, with the figures, and what to do.
    pub fn find(&mut self, node: Node<'g>, words: impl Into<Words>) {
        self.found.push((node, words.into()));
    }

    /// Says that so many nodes more were judged. A rule that never says so has judged an unknown number.
    pub fn judged(&mut self, count: u64) {
        self.judged = Some(self.judged.unwrap_or(0).saturating_add(count));
    }

    /// Says what could not be judged, why, and how to make it so: "the ledger has no measure `households`; ...".
    pub fn undecidable(&mut self, why: impl Into<Words>) {
        self.judged(0);
        self.undecidable.push(why.into());
    }
}
