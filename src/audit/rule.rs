//! Rules: what an audit checks.

use std::sync::Arc;

use super::{Report, RuleSettings};
#[cfg(doc)]
use super::{RuleFn, RulePack};
use crate::governance::Governance;
use crate::kind::Kind;

/// A rule (规则) that an audit checks.
///
/// The rule says what is wrong. The [`RuleSettings`] of a [`RulePack`] say how grave it is, which
/// kinds it applies to, and the bounds. For a simple rule of your own see [`RuleFn`].
pub trait Rule: Send + Sync {
    /// The id of the rule in packs and reports, which never changes: `family.what_is_wrong`.
    fn id(&self) -> &str;

    /// What the rule finds, in English: "a grid without a head".
    fn english(&self) -> &str;

    /// The same in Chinese.
    fn chinese(&self) -> &str {
        self.english()
    }

    /// The settings that the rule reads. A pack that sets others has an error.
    fn reads(&self) -> Reads {
        Reads::default()
    }

    /// The settings for packs that do not name the rule. `None`, as for all built-in rules: it is not checked then.
    fn settings(&self) -> Option<RuleSettings> {
        None
    }

    /// Reports all nodes that break the rule, if possible in pre-order. It should take O(n).
    fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>);
}

/// A rule behind a pointer is a rule, so that rules of several types make one list.
macro_rules! behind_a_pointer {
    ($($Pointer:ty),+) => {
        $(
            impl<R: Rule + ?Sized> Rule for $Pointer {
                fn id(&self) -> &str {
                    (**self).id()
                }

                fn english(&self) -> &str {
                    (**self).english()
                }

                fn chinese(&self) -> &str {
                    (**self).chinese()
                }

                fn reads(&self) -> Reads {
                    (**self).reads()
                }

                fn settings(&self) -> Option<RuleSettings> {
                    (**self).settings()
                }

                fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
                    (**self).check(governance, settings, report);
                }
            }
        )+
    };
}

behind_a_pointer!(Box<R>, Arc<R>);

/// The limit of a [`Band`](super::Band) that a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The least that is allowed.
    AtLeast,
    /// The most that is allowed.
    AtMost,
}

/// The settings that a rule reads, besides those that every rule has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reads {
    /// The kinds that it may be restricted to.
    pub kinds: Vec<Kind>,
    /// The names of its bounds.
    pub bounds: Vec<String>,
    /// The limit that each of its bounds must have; `None`: at least one of the two.
    pub end: Option<End>,
    /// Whether the pack may choose its measure.
    pub measure: bool,
}

impl Reads {
    /// Lets packs restrict the rule to some of these kinds.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds.extend(kinds);
        self
    }

    /// Gives the rule bounds with these names, of which it reads this limit.
    #[must_use]
    pub fn with_bounds(mut self, names: impl IntoIterator<Item = impl Into<String>>, end: Option<End>) -> Self {
        self.bounds.extend(names.into_iter().map(Into::into));
        self.end = end;
        self
    }

    /// Lets packs choose the measure of the rule.
    #[must_use]
    pub fn with_measure(mut self) -> Self {
        self.measure = true;
        self
    }
}
