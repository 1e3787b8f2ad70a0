//! Findings that are known and accepted.

use serde::{Deserialize, Serialize};

/// Accepts the findings of one rule about one node, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suppression {
    /// The rule's id.
    pub rule: String,
    /// The node's code.
    pub code: String,
    /// Why they are accepted. A suppression without a reason is an error.
    pub reason: String,
}

impl Suppression {
    /// Suppresses the findings of a rule about the node with this code.
    #[must_use]
    pub fn new(rule: impl Into<String>, code: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { rule: rule.into(), code: code.into(), reason: reason.into() }
    }
}
