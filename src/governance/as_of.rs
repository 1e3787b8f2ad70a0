//! The graph as of a day.

use super::Governance;
use crate::date::Date;

/// What has a graph for each day: a [`Governance`], which is always itself, or a history of maps.
///
/// Records and figures belong to the graph that stood on their day; whatever binds them asks for it through this trait.
pub trait AsOf {
    /// The graph as of a day; `None` where there is none yet.
    fn as_of(&self, day: Date) -> Option<&Governance>;

    /// All graphs that there are for any day, the first one first.
    fn graphs(&self) -> Vec<&Governance>;
}

impl AsOf for Governance {
    /// The graph itself, on every day.
    fn as_of(&self, _: Date) -> Option<&Governance> {
        Some(self)
    }

    fn graphs(&self) -> Vec<&Governance> {
        vec![self]
    }
}
