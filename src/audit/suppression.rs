//! Findings that are known and accepted.

use serde::{Deserialize, Serialize};

/// Findings of one rule about one node that are known and let be, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suppression {
    /// The rule's id.
    pub rule: String,
    /// The node's code.
    pub code: String,
    /// Why it is let be; a suppression without a reason is an error.
    pub reason: String,
}

impl Suppression {
    /// A suppression of what a rule finds about the node of a code.
    #[must_use]
    pub fn new(rule: impl Into<String>, code: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { rule: rule.into(), code: code.into(), reason: reason.into() }
    }
}
