//! The settings of a rule in a pack.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::unique_keys::unique;
use super::{Band, Severity};
use crate::kind::Kind;

/// The settings of a rule in a [`RulePack`](super::RulePack).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RuleSettings {
    /// Whether the rule is checked.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// The severity of its findings.
    pub severity: Severity,
    /// The source of the rule: a text and its date, or that it is the pack's own.
    pub source: String,
    /// The kinds that it applies to; if empty, all kinds that it can apply to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<Kind>,
    /// Its bounds by name. Nodes without a bound are not judged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "unique")]
    pub bounds: BTreeMap<String, Band>,
    /// The measure that it is about; `None` for its default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_yes(enabled: &bool) -> bool {
    *enabled
}

impl RuleSettings {
    /// Settings without bounds, for all kinds that the rule can apply to.
    #[must_use]
    pub fn new(severity: Severity, source: impl Into<String>) -> Self {
        Self {
            enabled: true,
            severity,
            source: source.into(),
            kinds: BTreeSet::new(),
            bounds: BTreeMap::new(),
            measure: None,
        }
    }

    /// Switches the rule off.
    #[must_use]
    pub fn switched_off(mut self) -> Self {
        self.enabled = false;
        self
    }

    /// Restricts the rule to some kinds.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Sets a bound.
    #[must_use]
    pub fn with_bound(mut self, name: impl Into<String>, band: Band) -> Self {
        self.bounds.insert(name.into(), band);
        self
    }

    /// Sets the measure.
    #[must_use]
    pub fn with_measure(mut self, measure: impl Into<String>) -> Self {
        self.measure = Some(measure.into());
        self
    }

    /// Whether the rule applies to a kind, given that it can; O(log k) for k kinds.
    #[must_use]
    pub fn applies_to(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// The bound with this name; O(log k) for k bounds.
    #[must_use]
    pub fn bound(&self, name: impl AsRef<str>) -> Option<Band> {
        self.bounds.get(name.as_ref()).copied()
    }
}
