//! Answers as rows, which text, JSON and workbooks share.

use crate::coverage::{Question, Share};
use crate::governance::{Governance, Link, Node};
use crate::kind::Kind;
use crate::measure::Decimal;
use crate::rollup::{CountByKind, Counting, EngagedByKind, RollUpError};
use crate::set::{Counts, NodeSet};

/// The answer to a question about a kind.
pub(super) struct CoverageRow<'g> {
    pub(super) question: Question,
    pub(super) kind: Kind,
    pub(super) share: Share,
    /// The uncovered nodes, in pre-order.
    pub(super) uncovered: Vec<Node<'g>>,
}

/// An area or grid of a roll-up.
pub(super) struct RollUpRow<'g> {
    pub(super) node: Node<'g>,
    /// How many of its ancestors are in the roll-up.
    pub(super) depth: usize,
    pub(super) counts: Counts,
    /// The Party organisations and people at work in it.
    pub(super) engaged: Counts,
    /// The sums of all measures, in their order; `None` where nothing has a value.
    pub(super) sums: Vec<Option<Decimal>>,
}

/// The coverage of the nodes of a set, by question, then by kind.
pub(super) fn coverage<'g>(governance: &'g Governance, of: &NodeSet<'g>) -> Vec<CoverageRow<'g>> {
    let mut rows = Vec::new();
    for question in Question::ALL {
        let answer = governance.ask(*question).within(of);
        let mut left: Vec<Node<'g>> = answer.uncovered().iter().collect();
        // The sort is stable: each kind stays in pre-order.
        left.sort_by_key(|node| node.kind());
        rows.extend(answer.by_kind().map(|(kind, share)| {
            let of_kind =
                left.partition_point(|node| node.kind() < kind)..left.partition_point(|node| node.kind() <= kind);
            let uncovered = left[of_kind].to_vec();
            CoverageRow { question: *question, kind, share, uncovered }
        }));
    }
    rows
}

/// The coverage of the nodes of a set, the lowest share first, and of equal shares the one with most uncovered. What is
/// not recorded comes last.
pub(super) fn worst_first<'g>(governance: &'g Governance, of: &NodeSet<'g>) -> Vec<CoverageRow<'g>> {
    let mut rows = coverage(governance, of);
    rows.sort_by(|one, other| {
        let (a, b) = (one.share, other.share);
        let by_share = a.percent().is_none().cmp(&b.percent().is_none()).then(a.percent().cmp(&b.percent()));
        by_share.then(b.uncovered().cmp(&a.uncovered()))
    });
    rows
}

/// The roll-up of the areas and grids of a set, in pre-order.
pub(super) fn roll_up<'g, C: Counting>(
    governance: &'g Governance,
    counting: C,
    of: &NodeSet<'g>,
) -> Result<Vec<RollUpRow<'g>>, RollUpError> {
    let totals = governance.roll_up(counting, (CountByKind, EngagedByKind, governance.sums()))?;
    let inside = totals.iter().filter(|(node, _)| of.contains(*node));
    let rows = inside.map(|(node, (counts, engaged, sums))| {
        let depth = node.ancestors().take_while(|above| of.contains(*above)).count();
        RollUpRow { node, depth, counts, engaged, sums }
    });
    Ok(rows.collect())
}

impl RollUpRow<'_> {
    /// How many of a kind stand in it, or are at work in it; `None` where that is not recorded.
    pub(super) fn count(&self, kind: Kind) -> Option<u64> {
        self.counts.get(kind).or_else(|| self.engaged.get(kind))
    }
}

/// The kinds that occur below any of the rows, or are at work there.
pub(super) fn kinds_below(rows: &[RollUpRow<'_>]) -> Vec<Kind> {
    let is_below = |row: &RollUpRow<'_>, kind| row.count(kind) > Some(u64::from(row.node.kind() == kind));
    let occurs = |kind: &Kind| rows.iter().any(|row| is_below(row, *kind));
    Kind::ALL.iter().copied().filter(occurs).collect()
}

/// How many links start or end in a set.
pub(super) fn links(of: &NodeSet<'_>) -> usize {
    let governance = of.governance();
    let inside = |link: &&Link| of.contains(governance.at(link.from)) || of.contains(governance.at(link.to));
    governance.links().all().iter().filter(inside).count()
}
