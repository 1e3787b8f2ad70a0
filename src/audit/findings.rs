//! The findings of an audit, and what was suppressed.

use std::fmt;

use serde::Serialize;

use super::finding::AppliedRule;
use super::{Finding, Judgement, Severity, Suppression};
use crate::excerpt::excerpt;
use crate::governance::Governance;
use crate::language::Language;
use crate::message::{Words, phrase};
use crate::set::NodeSet;
use crate::suggestion::near_it;
use crate::text::NearCode;

/// The findings of an audit, sorted by severity (most severe first), then by the id of the rule, then by the code of
/// the node. Findings of one rule about one node stay in the order in which the rule reports them.
#[derive(Debug, Clone)]
pub struct Findings<'g> {
    pub(super) governance: &'g Governance,
    /// What the rules judged, sorted as their findings are.
    pub(super) judgements: Vec<Judgement>,
    pub(super) found: Vec<Finding<'g>>,
    pub(super) suppressed: Vec<Suppressed<'g>>,
    pub(super) idle: Vec<IdleSuppression>,
}

/// A suppressed finding, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed<'g> {
    /// The finding.
    pub finding: Finding<'g>,
    /// Why it is accepted.
    pub reason: String,
}

/// A suppression that suppressed nothing. It may be out of date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IdleSuppression {
    /// The suppression.
    pub suppression: Suppression,
    /// Why it suppressed nothing.
    pub because: Idle,
    /// The codes that may be meant where no node has its code, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<NearCode>,
}

/// Why a suppression suppressed nothing.
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
    /// All findings, sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding<'g>> {
        self.found.iter()
    }

    /// The number of findings, without suppressed ones.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are no findings, apart from suppressed ones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Each rule that was checked with its findings, in the order of the findings. Rules without findings are
    /// included.
    pub fn by_rule(&self) -> impl Iterator<Item = (&AppliedRule, &[Finding<'g>])> {
        let mut rest = self.found.as_slice();
        self.judgements.iter().map(move |Judgement { rule, .. }| {
            let (of_rule, behind) = rest.split_at(rest.partition_point(|finding| comes_first(finding.applied(), rule)));
            rest = behind;
            (&**rule, of_rule)
        })
    }

    /// What each rule judged, and why it could not judge more, in the order of the findings. It is about the whole graph,
    /// also of the findings [`within`](Findings::within) a set.
    #[must_use]
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// The rules that could not judge all that they are about.
    pub fn undecided(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(|judgement| !judgement.undecidable.is_empty())
    }

    /// The findings of a rule; empty if it was not checked. O(rules).
    #[must_use]
    pub fn of_rule(&self, id: &str) -> &[Finding<'g>] {
        self.by_rule().find(|(rule, _)| rule.id() == id).map_or(&[], |(_, findings)| findings)
    }

    /// The number of findings of a severity; O(findings).
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// The highest severity among the findings; `None` if there are no findings. O(1).
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.found.first().map(Finding::severity)
    }

    /// The suppressed findings, in the same order.
    #[must_use]
    pub fn suppressed(&self) -> &[Suppressed<'g>] {
        &self.suppressed
    }

    /// The suppressions that suppressed nothing, in the order of the pack.
    #[must_use]
    pub fn idle(&self) -> &[IdleSuppression] {
        &self.idle
    }

    /// The findings about the nodes of a set, also the suppressed ones. Suppressions that suppressed nothing are kept
    /// as they are: they concern the whole graph. O(n log r) for n findings and r ranges of the set.
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

/// Whether the findings of one rule come before those of the other, or are of the same rule.
fn comes_first(one: &AppliedRule, other: &AppliedRule) -> bool {
    order(one) <= order(other)
}

/// The sort key of a rule and of its findings.
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
    /// The findings, the suppressed findings, the suppressions that suppressed nothing, and what each rule judged.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut findings = serializer.serialize_struct("Findings", 4)?;
        findings.serialize_field("findings", &self.found)?;
        findings.serialize_field("suppressed", &self.suppressed)?;
        findings.serialize_field("idle_suppressions", &self.idle)?;
        findings.serialize_field("rules", &self.judgements)?;
        findings.end()
    }
}

impl Idle {
    /// The reason in a language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Idle::UnknownCode => language.of("no node has this code", "台账中没有该编码"),
            Idle::RuleNotChecked => language.of("the rule is not checked", "该规则未启用"),
            Idle::NothingFound => language.of("the rule found nothing here", "该规则在此未发现问题"),
        }
    }
}

impl fmt::Display for Idle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(Language::English))
    }
}

impl IdleSuppression {
    /// What is idle, why, and what to do: in both languages and by parts.
    #[must_use]
    pub fn words(&self) -> Words {
        let Suppression { rule, code, .. } = &self.suppression;
        let (rule, code) = (excerpt(rule), excerpt(code));
        let (near, near_chinese) = (near_it(&self.near), phrase::near_ones(&self.near));
        let [because, because_chinese] = Language::ALL.map(|language| self.because.text(language));
        let (cure, cure_chinese) = if near.is_empty() {
            ("remove it", "请删除该项")
        } else {
            ("write the code that is meant, or remove it", "请填写所指的编码，或删除该项")
        };
        Words::new(
            format!("the suppression of `{rule}` for `{code}` did nothing: {because}{near}; {cure}"),
            format!("对“{code}”不予提示“{rule}”的设置未起作用：{because_chinese}{near_chinese}；{cure_chinese}"),
        )
        .with("rule", rule)
        .with("code", code)
        .with("because", self.because)
        .with("near", &self.near)
    }
}

impl fmt::Display for IdleSuppression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().english())
    }
}
