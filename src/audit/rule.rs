//! What a rule is.

use super::RuleSettings;
#[cfg(doc)]
use super::{RuleFn, RulePack};
use crate::governance::{Governance, Node};
use crate::kind::Kind;

/// Where a rule reports what it finds: the node that the finding is about, and a message that says what is
/// wrong, with the figures, and what to do.
pub type Report<'r, 'g> = &'r mut dyn FnMut(Node<'g>, String);

/// Something that an audit checks.
///
/// What it is that is wrong is the rule's matter; how grave that is, which kinds are meant and where the
/// bounds lie is said by the [`RuleSettings`] of a [`RulePack`]. A rule of one's own that needs no type is a
/// [`RuleFn`].
pub trait Rule: Send + Sync {
    /// What names the rule in packs and reports, for ever: `family.what_is_wrong`.
    fn id(&self) -> &str;

    /// What is wrong where the rule finds something, in English.
    fn english(&self) -> &str;

    /// The same in Chinese.
    fn chinese(&self) -> &str {
        self.english()
    }

    /// Which settings the rule reads; a pack that sets others is in error.
    fn reads(&self) -> Reads {
        Reads::default()
    }

    /// What holds where the pack does not name the rule; none: the rule is not checked then. So it is with the
    /// built-in rules: a pack is the whole of what applies.
    fn settings(&self) -> Option<RuleSettings> {
        None
    }

    /// Reports all that breaks the rule, in pre-order where it can. It should take O(n).
    fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: Report<'_, 'g>);
}

/// Which end of a band a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// The least that is allowed.
    AtLeast,
    /// The most that is allowed.
    AtMost,
}

/// Which settings a rule reads, apart from those of every rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reads {
    /// The kinds that it may be restricted to.
    pub kinds: Vec<Kind>,
    /// The names of its bounds.
    pub bounds: Vec<String>,
    /// The end that each of its bounds must have.
    pub end: Option<End>,
    /// Whether it is about a measure that the pack chooses.
    pub measure: bool,
}

impl Reads {
    /// The same, and the rule may be restricted to kinds among these.
    #[must_use]
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds.extend(kinds);
        self
    }

    /// The same, and the rule has bounds of these names, of which it reads this end.
    #[must_use]
    pub fn with_bounds(mut self, names: impl IntoIterator<Item = impl Into<String>>, end: Option<End>) -> Self {
        self.bounds.extend(names.into_iter().map(Into::into));
        self.end = end;
        self
    }

    /// The same, and the rule is about a measure that the pack chooses.
    #[must_use]
    pub fn with_measure(mut self) -> Self {
        self.measure = true;
        self
    }
}
