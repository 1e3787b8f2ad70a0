//! All that an audit found.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::finding::AppliedRule;
use super::{Finding, Severity, Suppression};
use crate::governance::Governance;
use crate::set::NodeSet;

/// What an audit found: the most severe first, then by the id of the rule as text, then by the code of the
/// node; several of one rule about one node in the order in which the rule reports them.
#[derive(Debug, Clone)]
pub struct Findings<'g> {
    pub(super) governance: &'g Governance,
    /// Those that were checked, in the order of their findings.
    pub(super) rules: Vec<Arc<AppliedRule>>,
    pub(super) found: Vec<Finding<'g>>,
    pub(super) suppressed: Vec<Suppressed<'g>>,
    pub(super) idle: Vec<IdleSuppression>,
}

/// A finding that the pack lets be, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed<'g> {
    /// What was found.
    pub finding: Finding<'g>,
    /// Why it is let be.
    pub reason: String,
}

/// A suppression that suppressed nothing: it may be out of date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IdleSuppression {
    /// The suppression, as the pack has it.
    pub suppression: Suppression,
    /// Why it did nothing.
    pub because: Idle,
}

/// Why a suppression did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Idle {
    /// No node has the code.
    UnknownCode,
    /// The rule is not checked.
    RuleNotChecked,
    /// The rule found nothing about the node.
    NothingFound,
}

impl<'g> Findings<'g> {
    /// The findings in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding<'g>> {
        self.found.iter()
    }

    /// How many there are, those apart that are suppressed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Each rule that was checked with what it found, in the order of the findings; nothing found is there as
    /// well.
    pub fn by_rule(&self) -> impl Iterator<Item = (&AppliedRule, &[Finding<'g>])> {
        let mut rest = self.found.as_slice();
        self.rules.iter().map(move |rule| {
            let (of_rule, behind) = rest.split_at(rest.partition_point(|finding| comes_first(finding.applied(), rule)));
            rest = behind;
            (&**rule, of_rule)
        })
    }

    /// What one rule found; nothing where it was not checked. O(rules).
    #[must_use]
    pub fn of_rule(&self, id: &str) -> &[Finding<'g>] {
        self.by_rule().find(|(rule, _)| rule.id() == id).map_or(&[], |(_, findings)| findings)
    }

    /// How many findings are of a severity; O(n) in the findings.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// The severity of the gravest finding; none where there is none. O(1).
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.found.first().map(Finding::severity)
    }

    /// What was found and suppressed, in the same order.
    #[must_use]
    pub fn suppressed(&self) -> &[Suppressed<'g>] {
        &self.suppressed
    }

    /// The suppressions that suppressed nothing, in the order of the pack.
    #[must_use]
    pub fn idle(&self) -> &[IdleSuppression] {
        &self.idle
    }

    /// What was found, and what was suppressed, about the nodes of a set. Which suppressions did nothing is a
    /// matter of the whole and stays. O(n log r) in the findings and the ranges of the set.
    ///
    /// # Panics
    ///
    /// If the set is of another graph.
    #[must_use]
    pub fn within(&self, set: &NodeSet<'_>) -> Self {
        assert!(std::ptr::eq(self.governance, set.governance()), "the set is of another graph than the findings");
        let mut part = self.clone();
        part.found.retain(|finding| set.contains(finding.subject()));
        part.suppressed.retain(|suppressed| set.contains(suppressed.finding.subject()));
        part
    }
}

/// Whether findings of one rule stand before those of the other, or are of the same.
fn comes_first(one: &AppliedRule, other: &AppliedRule) -> bool {
    order(one) <= order(other)
}

/// What rules, and so findings, are sorted by.
pub(super) fn order(rule: &AppliedRule) -> (std::cmp::Reverse<Severity>, &str) {
    (std::cmp::Reverse(rule.severity()), rule.id())
}

impl<'a, 'g> IntoIterator for &'a Findings<'g> {
    type Item = &'a Finding<'g>;
    type IntoIter = std::slice::Iter<'a, Finding<'g>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Findings<'_> {
    /// One finding a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, finding) in self.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl Serialize for Findings<'_> {
    /// The findings, what is suppressed, and the suppressions that did nothing.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut findings = serializer.serialize_struct("Findings", 3)?;
        findings.serialize_field("findings", &self.found)?;
        findings.serialize_field("suppressed", &self.suppressed)?;
        findings.serialize_field("idle_suppressions", &self.idle)?;
        findings.end()
    }
}

impl fmt::Display for Idle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Idle::UnknownCode => "no node has this code",
            Idle::RuleNotChecked => "the rule is not checked",
            Idle::NothingFound => "the rule found nothing here",
        })
    }
}

impl fmt::Display for IdleSuppression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Suppression { rule, code, .. } = &self.suppression;
        write!(f, "the suppression of `{rule}` for `{code}` did nothing: {}; remove it", self.because)
    }
}
