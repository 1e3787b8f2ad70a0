//! A finding: what a rule found about a node.

use std::fmt;
use std::sync::Arc;

use serde::ser::{Serialize, Serializer};

use super::Severity;
use super::wording::on_one_line;
use crate::governance::Node;
use crate::language::Language;
use crate::message::{Message, Tell, Words};

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
    pub(super) rule: Arc<AppliedRule>,
    pub(super) subject: Node<'g>,
    pub(super) words: Arc<Words>,
}

impl<'g> Finding<'g> {
    pub(super) fn new(rule: Arc<AppliedRule>, subject: Node<'g>, words: Words) -> Self {
        Self { rule, subject, words: words.into() }
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

    /// What is wrong, with the figures, and what to do: in both languages and by parts.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }
}

impl Tell for Finding<'_> {
    /// With the place of the node's row, its kind and its name.
    fn message(&self) -> Message {
        let subject = self.subject;
        Message::found(self.rule(), self.severity().into(), &self.words)
            .at(subject.origin().place(None))
            .about(Some(subject.code()), Some(subject.kind().id()), Some(subject.name()))
            .from_source(self.source())
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, code) = (self.severity(), on_one_line(self.subject.code()));
        match language {
            Language::English => write!(f, "{severity} {} {code}", self.rule())?,
            Language::Chinese => write!(f, "{} {} {code}", severity.chinese(), self.rule())?,
        }
        if !self.subject.name().is_empty() {
            write!(f, " {}", on_one_line(self.subject.name()))?;
        }
        write!(f, "{}{}", language.of(": ", "："), on_one_line(self.words.text(language)))
    }
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl Serialize for Finding<'_> {
    /// As every [`Message`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.message().serialize(serializer)
    }
}
