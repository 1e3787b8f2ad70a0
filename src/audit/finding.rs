//! A finding: what a rule found about a node.

use std::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Severity;
use super::wording::on_one_line;
use crate::governance::Node;

/// A rule as an audit applied it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedRule {
    pub(super) id: String,
    pub(super) english: String,
    pub(super) chinese: String,
    pub(super) severity: Severity,
    pub(super) source: String,
}

impl AppliedRule {
    /// The id of the rule.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the rule finds, in English: "a grid without a head".
    #[must_use]
    pub fn english(&self) -> &str {
        &self.english
    }

    /// The same in Chinese.
    #[must_use]
    pub fn chinese(&self) -> &str {
        &self.chinese
    }

    /// The severity of its findings.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The source of the rule, as the pack states it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// A node that breaks a rule.
///
/// It displays on one line as severity, rule, code, name and message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<'g> {
    rule: Arc<AppliedRule>,
    subject: Node<'g>,
    message: String,
}

impl<'g> Finding<'g> {
    pub(super) fn new(rule: Arc<AppliedRule>, subject: Node<'g>, message: String) -> Self {
        Self { rule, subject, message }
    }

    /// The rule that is broken, as the audit applied it.
    #[must_use]
    pub fn applied(&self) -> &AppliedRule {
        &self.rule
    }

    /// The id of the rule that is broken.
    #[must_use]
    pub fn rule(&self) -> &str {
        self.rule.id()
    }

    /// The severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// The source of the rule, as the pack states it.
    #[must_use]
    pub fn source(&self) -> &str {
        self.rule.source()
    }

    /// The node that breaks it.
    #[must_use]
    pub const fn subject(&self) -> Node<'g> {
        self.subject
    }

    /// What is wrong, with the figures, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.severity(), self.rule(), on_one_line(self.subject.code()))?;
        if !self.subject.name().is_empty() {
            write!(f, " {}", on_one_line(self.subject.name()))?;
        }
        write!(f, ": {}", on_one_line(&self.message))
    }
}

impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_struct("Finding", 7)?;
        finding.serialize_field("severity", &self.severity())?;
        finding.serialize_field("rule", self.rule())?;
        finding.serialize_field("code", self.subject.code())?;
        finding.serialize_field("kind", &self.subject.kind())?;
        finding.serialize_field("name", self.subject.name())?;
        finding.serialize_field("message", &self.message)?;
        finding.serialize_field("source", self.source())?;
        finding.end()
    }
}
