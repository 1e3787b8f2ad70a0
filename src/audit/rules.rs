//! The rules that an audit can choose from.

mod bounds; // numbers and the bounds of settings
mod built_in; // the table of the built-in rules
mod code; // codes that contradict the division or the name
mod cover; // places in no grid or in several
mod lead; // grids that no Party organisation leads
mod measures; // the same number at two levels
mod name; // missing, untidy and repeated names
mod outermost; // the outermost nodes of a set
mod person; // who is one person
mod recorded; // what cannot be judged because it is not recorded
mod report; // declared figures that differ from what is counted
mod role; // heads, liaisons and posts
mod shape; // empty areas, misplaced dedicated grids
mod size; // grids that are too large or too small

use std::fmt;
use std::sync::Arc;

pub(super) use report::{compare, rank};

use super::{Audit, PackErrors, Rule, RulePack};
use built_in::BUILT_IN;

/// The rules that a pack can set: the built-in ones, and any of your own.
///
/// ```
/// use gridgov::audit::Rules;
///
/// let rules = Rules::built_in();
/// let rule = rules.get("role.missing_head").unwrap();
/// assert_eq!((rule.english(), rule.chinese()), ("a grid without a head", "网格无网格长"));
/// ```
#[derive(Clone)]
pub struct Rules(Vec<Arc<dyn Rule>>);

impl Rules {
    /// The built-in rules, by families.
    #[must_use]
    pub fn built_in() -> Self {
        Self(BUILT_IN.iter().map(|rule| Arc::new(*rule) as Arc<dyn Rule>).collect())
    }

    /// Adds a rule.
    #[must_use]
    pub fn with_rule(mut self, rule: impl Rule + 'static) -> Self {
        self.0.push(Arc::new(rule));
        self
    }

    /// The rules: first the built-in ones by families, then the others in the order in which they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &dyn Rule> {
        self.0.iter().map(|rule| &**rule)
    }

    /// The rule with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&dyn Rule> {
        self.iter().find(|rule| rule.id() == id)
    }

    /// The audit that checks these rules as a pack sets them.
    ///
    /// # Errors
    ///
    /// Two rules share an id; otherwise as [`Audit::new`].
    pub fn audit(&self, pack: &RulePack) -> Result<Audit, PackErrors> {
        Audit::of(self, pack)
    }

    pub(super) fn shared(&self) -> &[Arc<dyn Rule>] {
        &self.0
    }
}

impl Default for Rules {
    /// [`Rules::built_in`].
    fn default() -> Self {
        Self::built_in()
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Rule::id)).finish()
    }
}
