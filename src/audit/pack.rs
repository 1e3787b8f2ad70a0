//! Which rules apply: the law of a place and a time, as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::unique_keys::unique;
use super::{Band, PackError, PackErrors, RuleSettings, Severity, Suppression};
use crate::kind::Kind;

/// The rules of a place and a time: which are checked, with which bounds, how grave a breach is, and where
/// each comes from.
///
/// It is the whole of what applies: a built-in rule that it does not name is not checked. Whether it makes
/// sense is found when an [`Audit`](super::Audit) is made of it.
///
/// ```
/// use gridgov::audit::{Audit, Band, RulePack, Severity};
///
/// let mut pack = RulePack::zhengzhou()
///     .without("shape.empty")
///     .with_severity("role.two_heads", Severity::Serious)
///     .with_bound("size.above_band", "micro_grid", Band::between(30, 50))
///     .suppress("cover.multiple", "M-1", "the market lies astride two grids; both patrol it");
/// pack.id = "zhoukou".to_owned();
/// assert!(Audit::new(&pack).is_ok());
///
/// let written = pack.to_json_string();
/// assert_eq!(RulePack::from_json_str(&written)?, pack);
/// # Ok::<(), gridgov::audit::PackErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RulePack {
    /// What names the pack.
    pub id: String,
    /// What the pack is, for people to read.
    #[serde(default)]
    pub title: String,
    /// Where it applies.
    #[serde(default)]
    pub jurisdiction: String,
    /// The first day on which it applies, as 2025-01-31; none where no text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// The last day on which it applies, as 2025-12-31; none where it still does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// The rules that it sets, by their ids.
    #[serde(default, deserialize_with = "unique")]
    pub rules: BTreeMap<String, RuleSettings>,
    /// What is known and let be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<Suppression>,
}

impl RulePack {
    /// A pack without rules.
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            jurisdiction: String::new(),
            valid_from: None,
            valid_until: None,
            rules: BTreeMap::new(),
            suppressed: Vec::new(),
        }
    }

    /// The same with a rule set like this.
    #[must_use]
    pub fn with_rule(mut self, rule: impl Into<String>, settings: RuleSettings) -> Self {
        self.rules.insert(rule.into(), settings);
        self
    }

    /// The same with a rule switched off.
    #[must_use]
    pub fn without(self, rule: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.enabled = false)
    }

    /// The same with another severity for the findings of a rule.
    #[must_use]
    pub fn with_severity(self, rule: impl Into<String>, severity: Severity) -> Self {
        self.set(rule, |settings| settings.severity = severity)
    }

    /// The same with another source of a rule.
    #[must_use]
    pub fn with_source(self, rule: impl Into<String>, source: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.source = source.into())
    }

    /// The same with another bound of a rule.
    #[must_use]
    pub fn with_bound(self, rule: impl Into<String>, name: impl Into<String>, band: Band) -> Self {
        self.set(rule, |settings| {
            settings.bounds.insert(name.into(), band);
        })
    }

    /// The same with a rule that applies to these kinds only.
    #[must_use]
    pub fn with_kinds(self, rule: impl Into<String>, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.set(rule, |settings| settings.kinds = kinds.into_iter().collect())
    }

    /// The same with a rule about another measure.
    #[must_use]
    pub fn with_measure(self, rule: impl Into<String>, measure: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.measure = Some(measure.into()))
    }

    /// The same with a suppression: what the rule finds about the node of this code is let be.
    #[must_use]
    pub fn suppress(mut self, rule: impl Into<String>, code: impl Into<String>, reason: impl Into<String>) -> Self {
        self.suppressed.push(Suppression::new(rule, code, reason));
        self
    }

    /// Changes the settings of a rule. One that the pack does not set yet has no source, which making an
    /// audit reports, unless it is switched off.
    fn set(mut self, rule: impl Into<String>, change: impl FnOnce(&mut RuleSettings)) -> Self {
        change(self.rules.entry(rule.into()).or_insert_with(|| RuleSettings::new(Severity::Warning, "")));
        self
    }

    /// Whether the pack applies on a day, which is written as 2025-01-31, as those of the pack are.
    #[must_use]
    pub fn applies_on(&self, day: &str) -> bool {
        // Dates of this form sort as texts.
        let begun = self.valid_from.as_deref().is_none_or(|from| from <= day);
        begun && self.valid_until.as_deref().is_none_or(|until| day <= until)
    }

    /// Reads a pack from JSON.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or has not the form of a pack: where, and what was expected. Whether the pack
    /// makes sense is not checked here but by [`Audit::new`](super::Audit::new).
    pub fn from_json_str(text: &str) -> Result<Self, PackErrors> {
        serde_json::from_str(text).map_err(|error| PackErrors::from(PackError::form(&error)))
    }

    /// The pack as JSON: the same pack gives the same bytes, rules in the order of their ids.
    #[must_use]
    pub fn to_json_string(&self) -> String {
        // A pack has no map with keys that are no texts, so it can always be written.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Default for RulePack {
    /// [`RulePack::zhengzhou`].
    fn default() -> Self {
        Self::zhengzhou()
    }
}
