//! Comparing two maps.

use std::collections::{BTreeMap, BTreeSet};

use super::loss::losses;
use super::{CoverageChange, FindingNote, Named, Preview, TotalChange};
use crate::audit::{Audit, Finding, Findings};
use crate::change::Applied;
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::measure::{Decimal, Measure};
use crate::rollup::{CountByKind, Distinct, RollUpError};
use crate::set::Counts;

/// Two maps, and which nodes of them are the same.
struct Pair<'a> {
    old: &'a Governance,
    new: &'a Governance,
    /// The new codes of the old nodes that are recoded; `None` where one ended.
    recoded: BTreeMap<u32, Option<&'a str>>,
    /// The old codes of the nodes that are recoded, by their new codes; `None` where the code is that of a new node.
    former: BTreeMap<&'a str, Option<&'a str>>,
}

/// The totals of an area or grid.
type Totals = (Counts, Vec<Option<Decimal>>);

pub(super) fn preview(applied: &Applied<'_>, audit: &Audit) -> Result<Preview, RollUpError> {
    let pair = Pair::new(applied);
    let (new_findings, settled_findings) = pair.findings(&audit.run(pair.old), &audit.run(pair.new));
    Ok(Preview {
        effective: applied.effective(),
        recoded: pair.recoded(),
        totals: pair.totals()?,
        losses: losses(applied),
        coverage: Question::ALL.iter().filter_map(|question| pair.coverage(*question)).collect(),
        new_findings,
        settled_findings,
    })
}

impl<'a> Pair<'a> {
    #[expect(clippy::expect_used, reason = "an invariant")]
    fn new(applied: &'a Applied<'_>) -> Self {
        let (old, new) = (applied.base(), applied.governance());
        let mut origins: BTreeMap<&str, usize> = BTreeMap::new();
        for code in applied.lineage().iter().flat_map(|(_, codes)| codes) {
            *origins.entry(code).or_default() += 1;
        }
        let mut recoded = BTreeMap::new();
        // A code that a change gave to a node counts as new, unless the same node had it before, which is entered below.
        let mut former: BTreeMap<&str, Option<&str>> = origins.keys().map(|code| (*code, None)).collect();
        for (code, codes) in applied.lineage().iter() {
            let node = old.node(code).expect("INVARIANT: the lineage of what was applied names nodes of its base");
            let mut heirs = codes.iter().map(AsRef::as_ref);
            let now = match (heirs.next(), heirs.next()) {
                // One node became this one, and no other did.
                (Some(only), None) if origins[only] == 1 => Some(only),
                // A part or a union that keeps the code is the same node.
                _ => codes.get(code).map(AsRef::as_ref),
            };
            former.entry(code).or_insert(None);
            if let Some(now) = now {
                former.insert(now, Some(code));
            }
            recoded.insert(node.index(), now);
        }
        Self { old, new, recoded, former }
    }

    /// What an old node is on the new map.
    fn now(&self, old: Node<'_>) -> Option<Node<'a>> {
        match self.recoded.get(&old.index()) {
            Some(code) => self.new.node((*code)?),
            None => self.new.node(old.code()),
        }
    }

    /// What a new node was on the old map.
    fn before(&self, new: Node<'_>) -> Option<Node<'a>> {
        match self.former.get(new.code()) {
            Some(code) => self.old.node((*code)?),
            None => self.old.node(new.code()),
        }
    }

    fn named(&self, new: Node<'_>) -> Named {
        let former = self.before(new).map(Node::code).filter(|code| *code != new.code());
        Named { former: former.map(str::to_owned), ..named(new) }
    }

    /// An old node as it is on the new map, or as it was where it ends.
    fn named_now(&self, old: Node<'_>) -> Named {
        self.now(old).map_or_else(|| named(old), |now| self.named(now))
    }

    fn recoded(&self) -> Vec<Named> {
        let now = self.recoded.values().flatten().filter_map(|code| self.new.node(code));
        now.map(|node| self.named(node)).filter(|node| node.former.is_some()).collect()
    }

    fn totals(&self) -> Result<Vec<TotalChange>, RollUpError> {
        let old = self.old.roll_up(Distinct, (CountByKind, self.old.sums()))?;
        let new = self.new.roll_up(Distinct, (CountByKind, self.new.sums()))?;
        let mut changes = Vec::new();
        for (node, after) in new.iter() {
            let before = self.before(node).and_then(|before| old.at(before));
            self.moved(&self.named(node), before.as_ref(), Some(&after), &mut changes);
        }
        for (node, before) in old.iter() {
            // A node that ends, or is no area or grid any more.
            if self.now(node).and_then(|now| new.at(now)).is_none() {
                self.moved(&self.named_now(node), Some(&before), None, &mut changes);
            }
        }
        Ok(changes)
    }

    /// The totals of one node that move.
    fn moved(&self, node: &Named, before: Option<&Totals>, after: Option<&Totals>, changes: &mut Vec<TotalChange>) {
        let mut push = |of: &str, before: Option<Decimal>, after: Option<Decimal>| {
            changes.push(TotalChange { node: node.clone(), of: of.to_owned(), before, after });
        };
        for kind in Kind::ALL {
            let count = |totals: Option<&Totals>| totals.and_then(|totals| totals.0.get(*kind)).map(number);
            let (before, after) = (count(before), count(after));
            // Where a territory comes or goes, a kind of which it has none does not move.
            if before.unwrap_or(Decimal::ZERO) != after.unwrap_or(Decimal::ZERO) {
                push(kind.id(), before, after);
            }
        }
        let ids: BTreeSet<&str> =
            [self.old, self.new].into_iter().flat_map(Governance::measures).map(Measure::id).collect();
        let sum = |map: &Governance, totals: Option<&Totals>, id: &str| {
            totals.zip(map.measure_index(id)).and_then(|(totals, at)| totals.1[at])
        };
        for id in ids {
            let (before, after) = (sum(self.old, before, id), sum(self.new, after, id));
            // No value is not 0: a sum that comes or goes moves, even if it is 0.
            if before != after {
                push(id, before, after);
            }
        }
    }

    fn coverage(&self, question: Question) -> Option<CoverageChange> {
        let (old, new) = (self.old.ask(question), self.new.ask(question));
        let (was_uncovered, is_uncovered) = (old.uncovered(), new.uncovered());
        let was = |node: Node<'_>| self.before(node).is_some_and(|before| was_uncovered.contains(before));
        let lost: Vec<Named> = is_uncovered.iter().filter(|node| !was(*node)).map(|node| self.named(node)).collect();
        let gained: Vec<Named> = new.covered().iter().filter(|node| was(*node)).map(|node| self.named(node)).collect();
        let (before, after) = (old.total(), new.total());
        let moves = before != after || !lost.is_empty() || !gained.is_empty();
        moves.then_some(CoverageChange { question, before, after, lost, gained })
    }

    /// The findings of the new map alone, and those of the old map alone. A rule may find several things about one node:
    /// as many as both maps have are left out.
    fn findings(&self, old: &Findings<'_>, new: &Findings<'_>) -> (Vec<FindingNote>, Vec<FindingNote>) {
        let mut known: BTreeMap<(&str, u32), usize> = BTreeMap::new();
        for finding in old {
            if let Some(now) = self.now(finding.subject()) {
                *known.entry((finding.rule(), now.index())).or_default() += 1;
            }
        }
        let mut fresh = Vec::new();
        for finding in new {
            match known.get_mut(&(finding.rule(), finding.subject().index())) {
                Some(more) if *more > 0 => *more -= 1,
                _ => fresh.push(note(finding, self.named(finding.subject()))),
            }
        }
        let mut settled = Vec::new();
        for finding in old {
            let left = self.now(finding.subject()).map(|now| known.get_mut(&(finding.rule(), now.index())));
            match left.flatten() {
                Some(more) if *more == 0 => {}
                Some(more) => {
                    *more -= 1;
                    settled.push(note(finding, self.named_now(finding.subject())));
                }
                None => settled.push(note(finding, self.named_now(finding.subject()))),
            }
        }
        (fresh, settled)
    }
}

/// A count in which nothing counts twice.
#[expect(clippy::expect_used, reason = "no count exceeds the number of nodes, of which there are fewer than 2^32")]
fn number(count: u64) -> Decimal {
    i64::try_from(count).expect("INVARIANT: a count of nodes fits 64 bits").into()
}

pub(super) fn named(node: Node<'_>) -> Named {
    Named { code: node.code().to_owned(), kind: node.kind(), name: node.name().to_owned(), former: None }
}

fn note(finding: &Finding<'_>, node: Named) -> FindingNote {
    let (severity, rule) = (finding.severity(), finding.rule().to_owned());
    let (message, chinese) = (finding.words().english().to_owned(), finding.words().chinese().to_owned());
    FindingNote { severity, rule, node, message, chinese }
}
