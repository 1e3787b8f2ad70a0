//! What offices declare, beside what is counted.

use super::rules::{compare, rank};
use crate::governance::{Declarable, Governance, Node};
use crate::measure::{Decimal, Figure, Verdict};

/// A declared figure (申报数) and what is counted in its place (统计数).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison<'g> {
    /// Whose office declares it.
    pub node: Node<'g>,
    /// What it is a figure of.
    pub of: Declarable<'g>,
    /// The figure.
    pub declared: Figure,
    /// What is counted, as the rule `report.differs` counts; none where the graph cannot tell.
    pub counted: Option<Decimal>,
}

impl Comparison<'_> {
    /// Whether the figure holds: undecidable where it is unknown or nothing can be counted.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.counted {
            Some(counted) if self.declared != Figure::UNKNOWN => self.declared.allows(counted).into(),
            _ => Verdict::Undecidable,
        }
    }
}

impl Governance {
    /// Every declared figure with what is counted in its place, in pre-order of the nodes, kinds before measures. O(n)
    /// for each kind and measure that is declared.
    ///
    /// ```
    /// use gridgov::governance::Governance;
    /// use gridgov::kind::{Kind, SecondGrid, Subdistrict};
    /// use gridgov::ledger::Draft;
    /// use gridgov::measure::Verdict;
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G", "第一网格");
    /// draft.row(street).declare(Kind::SecondGrid, 2);
    /// let governance = Governance::build(&draft)?;
    /// let compared = governance.comparisons();
    /// assert_eq!(compared[0].counted, Some(1.into()));
    /// assert_eq!(compared[0].verdict(), Verdict::False);
    /// # Ok::<(), gridgov::governance::BuildErrors>(())
    /// ```
    #[must_use]
    pub fn comparisons(&self) -> Vec<Comparison<'_>> {
        let mut compared = Vec::new();
        compare(self, |node, of, declared, counted| compared.push(Comparison { node, of, declared, counted }));
        compared.sort_by_key(|row| (row.node.index(), rank(self, row.of)));
        compared
    }
}
