//! Findings that are kept beside a shared graph.

use std::sync::Arc;

use super::{AppliedRule, Finding, Findings, IdleSuppression, Judgement, Suppressed};
use crate::governance::Governance;
use crate::message::Words;
use crate::set::{Answer, Kept, MixedGraphsError};

/// What findings know without their graph.
#[derive(Debug, Clone)]
pub struct Content {
    judgements: Vec<Judgement>,
    found: Vec<Row>,
    suppressed: Vec<(Row, String)>,
    idle: Vec<IdleSuppression>,
}

/// A finding, with the number of its node.
#[derive(Debug, Clone)]
struct Row {
    rule: Arc<AppliedRule>,
    subject: u32,
    words: Arc<Words>,
}

impl From<Finding<'_>> for Row {
    fn from(finding: Finding<'_>) -> Self {
        Self { rule: finding.rule, subject: finding.subject.index(), words: finding.words }
    }
}

impl Row {
    fn finding<'g>(&self, governance: &'g Governance) -> Finding<'g> {
        Finding { rule: self.rule.clone(), subject: governance.at(self.subject), words: self.words.clone() }
    }
}

impl Findings<'_> {
    /// The findings with a share of their graph. O(findings), and so is [`Kept::view`]; the texts are shared.
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(self, governance: &Arc<Governance>) -> Result<Kept<Findings<'static>>, MixedGraphsError> {
        let Findings { governance: of, judgements, found, suppressed, idle } = self;
        let found = found.into_iter().map(Row::from).collect();
        let suppressed = suppressed.into_iter().map(|one| (one.finding.into(), one.reason)).collect();
        Kept::new(governance, of, Content { judgements, found, suppressed, idle })
    }
}

impl Answer for Findings<'static> {
    type In<'g> = Findings<'g>;
    type Content = Content;

    fn view<'g>(content: &'g Content, governance: &'g Governance) -> Findings<'g> {
        let Content { judgements, found, suppressed, idle } = content;
        let accepted = suppressed.iter().map(|(row, reason)| (row.finding(governance), reason.clone()));
        Findings {
            governance,
            judgements: judgements.clone(),
            found: found.iter().map(|row| row.finding(governance)).collect(),
            suppressed: accepted.map(|(finding, reason)| Suppressed { finding, reason }).collect(),
            idle: idle.clone(),
        }
    }
}
