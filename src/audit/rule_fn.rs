//! A user's own rule made from a closure.

use std::fmt;

use super::{Reads, Report, Rule, RuleSettings};
use crate::governance::Governance;

/// A rule of your own, made from a closure.
///
/// ```
/// use gridgov::audit::{Audit, RuleFn, RulePack, RuleSettings, Rules, Severity};
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Kind, Site, Subdistrict};
/// use gridgov::ledger::Draft;
///
/// let settings = RuleSettings::new(Severity::Notice, "the sub-district's own list");
/// let rule = RuleFn::new("own.category", "a site without a category", settings, |governance, _, report| {
///     for site in governance.nodes_of_kind(Kind::Site).filter(|site| site.category().is_none()) {
///         report.find(site, "the site has no category; write whether it is a hospital, a market, ...");
///     }
/// });
/// let audit = Rules::built_in().with_rule(rule).audit(&RulePack::zhengzhou())?;
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "410102012", "须水街道");
/// draft.add(street, Site, "M-1", "农贸市场");
/// let governance = Governance::build(&draft)?;
/// assert_eq!(audit.run(&governance).of_rule("own.category").len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RuleFn<F> {
    id: String,
    english: String,
    chinese: Option<String>,
    reads: Reads,
    settings: RuleSettings,
    check: F,
}

impl<F> RuleFn<F>
where
    F: for<'r, 'g> Fn(&'g Governance, &RuleSettings, &'r mut Report<'g>) + Send + Sync,
{
    /// A rule with an id, what it finds in English, its settings for packs that do not name it, and its check.
    pub fn new(id: impl Into<String>, english: impl Into<String>, settings: RuleSettings, check: F) -> Self {
        Self { id: id.into(), english: english.into(), chinese: None, reads: Reads::default(), settings, check }
    }

    /// Sets what the rule finds in Chinese.
    #[must_use]
    pub fn with_chinese(mut self, chinese: impl Into<String>) -> Self {
        self.chinese = Some(chinese.into());
        self
    }

    /// Sets which settings the rule reads.
    #[must_use]
    pub fn with_reads(mut self, reads: Reads) -> Self {
        self.reads = reads;
        self
    }
}

impl<F> Rule for RuleFn<F>
where
    F: for<'r, 'g> Fn(&'g Governance, &RuleSettings, &'r mut Report<'g>) + Send + Sync,
{
    fn id(&self) -> &str {
        &self.id
    }

    fn english(&self) -> &str {
        &self.english
    }

    fn chinese(&self) -> &str {
        self.chinese.as_deref().unwrap_or(&self.english)
    }

    fn reads(&self) -> Reads {
        self.reads.clone()
    }

    fn settings(&self) -> Option<RuleSettings> {
        Some(self.settings.clone())
    }

    fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
        (self.check)(governance, settings, report);
    }
}

impl<F> fmt::Debug for RuleFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuleFn").field("id", &self.id).finish_non_exhaustive()
    }
}
