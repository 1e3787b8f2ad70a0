//! Declared figures beside what is counted.

use super::rules::{compare, rank};
use crate::governance::{Declarable, Governance, Node};
use crate::measure::{Decimal, Figure, Verdict};

/// A declared figure (申报数) and the count to compare it with (统计数).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison<'g> {
    /// The node whose office declares it.
    pub node: Node<'g>,
    /// The kind or measure that it is about.
    pub of: Declarable<'g>,
    /// The figure.
    pub declared: Figure,
    /// What is counted, as the rule `report.differs` counts; `None` if the graph cannot tell.
    pub counted: Option<Decimal>,
}

impl Comparison<'_> {
    /// Whether the figure is right; undecidable if it is unknown or the graph cannot tell.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.counted {
            Some(counted) if self.declared != Figure::UNKNOWN => self.declared.allows(counted).into(),
            _ => Verdict::Undecidable,
        }
    }
}

impl Governance {
    /// Every declared figure with what is counted, in pre-order of the nodes, kinds before measures. O(n) for each
    /// kind and measure for which figures are declared.
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
