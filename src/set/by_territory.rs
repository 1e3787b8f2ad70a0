//! An answer for each area and grid, made once and read often.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Answer, Kept, MixedGraphsError};
use crate::governance::{Governance, Node};

/// An answer for each area and grid: what is kept of a roll-up or of the shares of a coverage.
///
/// It serializes as a map from codes to answers, in pre-order.
#[derive(Debug, Clone)]
pub struct ByTerritory<'g, A: Clone> {
    governance: &'g Governance,
    /// One for each territory, in pre-order.
    answers: Cow<'g, [A]>,
}

impl<'g, A: Clone> ByTerritory<'g, A> {
    /// The answers for all territories, in pre-order.
    pub(crate) fn new(governance: &'g Governance, answers: impl Iterator<Item = A>) -> Self {
        Self { governance, answers: answers.collect() }
    }

    /// The answer for an area or grid; `None` for any other node, or one of another graph. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<&A> {
        let ours = std::ptr::eq(self.governance, node.governance()) && node.kind().is_territory();
        let territory = self.governance.tree().territory_of(node.index()).filter(|_| ours)?;
        Some(&self.answers[territory as usize])
    }

    /// All areas and grids in pre-order with their answers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Node<'g>, &A)> {
        self.governance.territories().zip(self.answers.iter())
    }
}

impl<A: Clone + 'static> ByTerritory<'_, A> {
    /// The answers with a share of their graph. O(1), and O(territories) if they are borrowed.
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(self, governance: &Arc<Governance>) -> Result<Kept<ByTerritory<'static, A>>, MixedGraphsError> {
        Kept::new(governance, self.governance, self.answers.into_owned())
    }
}

impl<A: Clone + 'static> Answer for ByTerritory<'static, A> {
    type In<'g> = ByTerritory<'g, A>;
    type Content = Vec<A>;

    fn view<'g>(content: &'g Vec<A>, governance: &'g Governance) -> ByTerritory<'g, A> {
        ByTerritory { governance, answers: Cow::Borrowed(content) }
    }
}

impl<A: Clone + Serialize> Serialize for ByTerritory<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(node, answer)| (node.code(), answer)))
    }
}
