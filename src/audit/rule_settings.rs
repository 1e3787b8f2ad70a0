//! What a pack says about one rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Severity;
use super::unique_keys::unique;
use crate::kind::Kind;
use crate::measure::Decimal;

/// How a [`RulePack`](super::RulePack) sets a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RuleSettings {
    /// Whether the rule is checked.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// How grave its findings are.
    pub severity: Severity,
    /// Where the rule comes from: the text, its date, or that it is the pack's own.
    pub source: String,
    /// The kinds that it applies to; where there are none, all that it can apply to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<Kind>,
    /// Its bounds by name. What has no bound is not judged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "unique")]
    pub bounds: BTreeMap<String, Band>,
    /// The measure that it is about.
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

    /// The same, but not checked.
    #[must_use]
    pub fn switched_off(mut self) -> Self {
        self.enabled = false;
        self
    }

    /// The same for these kinds only.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// The same with a bound.
    #[must_use]
    pub fn with_bound(mut self, name: impl Into<String>, band: Band) -> Self {
        self.bounds.insert(name.into(), band);
        self
    }

    /// The same about this measure.
    #[must_use]
    pub fn with_measure(mut self, measure: impl Into<String>) -> Self {
        self.measure = Some(measure.into());
        self
    }

    /// Whether the rule applies to a kind, among those that it can apply to; O(log k).
    #[must_use]
    pub fn applies_to(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// The bound of this name; O(log k).
    #[must_use]
    pub fn bound(&self, name: impl AsRef<str>) -> Option<Band> {
        self.bounds.get(name.as_ref()).copied()
    }
}

/// What a number may be: from, to, or both, the ends allowed.
///
/// It may make no sense (from 70 to 50); that is found when an audit is made of the pack.
///
/// ```
/// use gridgov::audit::Band;
///
/// assert_eq!(Band::between(300, 500).to_string(), "300 to 500");
/// assert_eq!(Band::at_most(5).to_string(), "at most 5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Band {
    /// The least that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Decimal>,
    /// The most that is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Decimal>,
}

impl Band {
    /// This number or more.
    #[must_use]
    pub fn at_least(number: impl Into<Decimal>) -> Self {
        Self { at_least: Some(number.into()), at_most: None }
    }

    /// This number or less.
    #[must_use]
    pub fn at_most(number: impl Into<Decimal>) -> Self {
        Self { at_least: None, at_most: Some(number.into()) }
    }

    /// From one number to another.
    #[must_use]
    pub fn between(low: impl Into<Decimal>, high: impl Into<Decimal>) -> Self {
        Self { at_least: Some(low.into()), at_most: Some(high.into()) }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "at most {high}"),
            (None, None) => f.write_str("any number"),
        }
    }
}

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
