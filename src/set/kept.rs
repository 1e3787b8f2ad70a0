//! Answers that are kept beside a shared graph.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::MixedGraphsError;
use crate::governance::Governance;

/// An answer that holds its graph: it can be a field beside an `Arc<Governance>`, be returned, and go to other threads.
///
/// Answers borrow from their graph, so they cannot stay where the graph is not borrowed: in the state of a server, say.
/// Each has a method `keep`, which gives the same answer with a share of the graph; [`Kept::view`] borrows it again.
///
/// ```
/// use std::sync::Arc;
///
/// use gridgov::coverage::{Coverage, Question};
/// use gridgov::prelude::*;
/// use gridgov::set::{Kept, MixedGraphsError};
///
/// struct State {
///     governance: Arc<Governance>,
///     led: Kept<Coverage<'static>>,
/// }
///
/// impl State {
///     fn new(governance: Governance) -> Result<Self, MixedGraphsError> {
///         let governance = Arc::new(governance);
///         let led = governance.ask(Question::Led).keep(&governance)?;
///         Ok(Self { governance, led })
///     }
/// }
///
/// # let mut draft = Draft::new("");
/// # draft.records([Relation::Leads]);
/// # let street = draft.root(Subdistrict, "S", "须水街道");
/// # draft.add(street, SecondGrid, "G", "第一网格");
/// let state = State::new(Governance::build(&draft)?)?;
/// let grid = state.governance.find("G")?;
/// assert!(state.led.view().uncovered().contains(grid));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Kept<A: Answer> {
    governance: Arc<Governance>,
    content: A::Content,
}

/// An answer that can be [`Kept`], written with the lifetime `'static`: `Kept<NodeSet<'static>>`.
///
/// It is not meant to be implemented: what an answer knows without its graph is its own.
pub trait Answer {
    /// The answer as it borrows from a graph.
    type In<'g>;
    /// What it knows without the graph.
    #[doc(hidden)]
    type Content;

    #[doc(hidden)]
    fn view<'g>(content: &'g Self::Content, governance: &'g Governance) -> Self::In<'g>;
}

impl<A: Answer> Kept<A> {
    /// The content of an answer of `of`, with a share of the same graph.
    pub(crate) fn new(
        governance: &Arc<Governance>,
        of: &Governance,
        content: A::Content,
    ) -> Result<Self, MixedGraphsError> {
        let is_same = std::ptr::eq(&raw const **governance, of);
        if is_same { Ok(Self { governance: governance.clone(), content }) } else { Err(MixedGraphsError) }
    }

    /// The graph that the answer is of.
    #[must_use]
    pub const fn governance(&self) -> &Arc<Governance> {
        &self.governance
    }

    /// The answer, borrowed. O(1), and O(findings) for [`Findings`](crate::audit::Findings).
    #[must_use]
    pub fn view(&self) -> A::In<'_> {
        A::view(&self.content, &self.governance)
    }
}

impl<A: Answer<Content: Clone>> Clone for Kept<A> {
    fn clone(&self) -> Self {
        Self { governance: self.governance.clone(), content: self.content.clone() }
    }
}

impl<A: Answer<Content: fmt::Debug>> fmt::Debug for Kept<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("governance", &self.governance).field("content", &self.content).finish()
    }
}

impl<A: Answer> Serialize for Kept<A>
where
    for<'g> A::In<'g>: Serialize,
{
    /// As the answer.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}
