//! Rule packs: which rules apply at a place and time, as plain data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::unique_keys::unique;
use super::{Band, PackError, PackErrors, RuleSettings, Severity, Suppression};
use crate::date::Date;
use crate::excerpt::excerpt;
use crate::kind::Kind;

/// The rules (规则包) of a place and time: which are checked, with which bounds, how grave a breach is, and the source
/// of each.
///
/// A built-in rule that the pack does not name is not checked. The pack itself is checked when an
/// [`Audit`](super::Audit) is made of it.
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
#[serde(try_from = "WrittenPack")]
#[non_exhaustive]
pub struct RulePack {
    /// The id of the pack.
    pub id: String,
    /// The title of the pack, for people to read.
    pub title: String,
    /// Where it applies.
    pub jurisdiction: String,
    /// The first day on which it applies; `None` where no text says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day on which it applies; `None` where it still does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The settings of its rules, by their ids.
    pub rules: BTreeMap<String, RuleSettings>,
    /// Findings that are known and accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<Suppression>,
}

/// A pack as JSON has it: its dates are texts still, so that all wrong ones are reported, each by its field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPack {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    jurisdiction: String,
    #[serde(default)]
    valid_from: Option<String>,
    #[serde(default)]
    valid_until: Option<String>,
    #[serde(default, deserialize_with = "unique")]
    rules: BTreeMap<String, RuleSettings>,
    #[serde(default)]
    suppressed: Vec<Suppression>,
}

impl TryFrom<WrittenPack> for RulePack {
    type Error = PackErrors;

    fn try_from(written: WrittenPack) -> Result<Self, PackErrors> {
        let WrittenPack { id, title, jurisdiction, valid_from, valid_until, rules, suppressed } = written;
        let mut errors = Vec::new();
        let mut date = |field, text: Option<String>| -> Option<Date> {
            let text = text?;
            let date = text.parse().ok();
            if date.is_none() {
                errors.push(PackError::NotADate { field, written: excerpt(&text) });
            }
            date
        };
        let valid_from = date("valid_from", valid_from);
        let valid_until = date("valid_until", valid_until);
        PackErrors::check(errors)?;
        Ok(Self { id, title, jurisdiction, valid_from, valid_until, rules, suppressed })
    }
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

    /// Sets a rule.
    #[must_use]
    pub fn with_rule(mut self, rule: impl Into<String>, settings: RuleSettings) -> Self {
        self.rules.insert(rule.into(), settings);
        self
    }

    /// Switches a rule off.
    #[must_use]
    pub fn without(self, rule: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.enabled = false)
    }

    /// Sets the severity of a rule's findings.
    #[must_use]
    pub fn with_severity(self, rule: impl Into<String>, severity: Severity) -> Self {
        self.set(rule, |settings| settings.severity = severity)
    }

    /// Sets the source of a rule.
    #[must_use]
    pub fn with_source(self, rule: impl Into<String>, source: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.source = source.into())
    }

    /// Sets a bound of a rule.
    #[must_use]
    pub fn with_bound(self, rule: impl Into<String>, name: impl Into<String>, band: Band) -> Self {
        self.set(rule, |settings| {
            settings.bounds.insert(name.into(), band);
        })
    }

    /// Restricts a rule to some kinds.
    #[must_use]
    pub fn with_kinds(self, rule: impl Into<String>, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.set(rule, |settings| settings.kinds = kinds.into_iter().collect())
    }

    /// Sets the measure of a rule.
    #[must_use]
    pub fn with_measure(self, rule: impl Into<String>, measure: impl Into<String>) -> Self {
        self.set(rule, |settings| settings.measure = Some(measure.into()))
    }

    /// Suppresses the findings of a rule about the node with this code.
    #[must_use]
    pub fn suppress(mut self, rule: impl Into<String>, code: impl Into<String>, reason: impl Into<String>) -> Self {
        self.suppressed.push(Suppression::new(rule, code, reason));
        self
    }

    /// Changes the settings of a rule. A rule that the pack has not set yet gets settings without a source, which
    /// making an audit reports as an error unless the rule is switched off.
    fn set(mut self, rule: impl Into<String>, change: impl FnOnce(&mut RuleSettings)) -> Self {
        change(self.rules.entry(rule.into()).or_insert_with(|| RuleSettings::new(Severity::Warning, "")));
        self
    }

    /// Whether the pack applies on a day: not before its first day, not after its last one.
    ///
    /// ```
    /// use gridgov::audit::RulePack;
    ///
    /// let mut pack = RulePack::zhengzhou();
    /// pack.valid_from = Some("2025-01-01".parse()?);
    /// assert!(pack.applies_on("2025-01-01".parse()?));
    /// assert!(!pack.applies_on("2024-12-31".parse()?));
    /// # Ok::<(), gridgov::date::ParseDateError>(())
    /// ```
    #[must_use]
    pub fn applies_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Reads a pack from JSON.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or is not in the form of a pack: where, and what was expected. Or its dates are no days of
    /// the calendar: each of them, with its field. The rules and suppressions are checked by
    /// [`Audit::new`](super::Audit::new), not here, because it knows the rules.
    ///
    /// ```
    /// use gridgov::audit::RulePack;
    ///
    /// let error = RulePack::from_json_str(r#"{ "id": "zhoukou", "valid_from": "tomorrow" }"#).unwrap_err();
    /// assert_eq!(error.to_string(), "valid_from is `tomorrow`, which is no date; write it as 2025-01-31");
    /// ```
    pub fn from_json_str(text: &str) -> Result<Self, PackErrors> {
        let written: WrittenPack = serde_json::from_str(text).map_err(|error| PackError::form(&error))?;
        written.try_into()
    }

    /// The pack as JSON, with rules in the order of their ids. Equal packs give equal bytes.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "maps with texts for keys and plain values can be written as JSON"
    )]
    pub fn to_json_string(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("INVARIANT: a pack can be written as JSON");
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
