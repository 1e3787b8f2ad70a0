//! How messages name nodes: on one line, and only the first few of many.

use std::fmt;

use crate::governance::Node;

/// A text from a ledger without line breaks and other control characters.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A node by its code and, where it has one, its name.
pub(super) struct Named<'g>(pub(super) Node<'g>);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", on_one_line(self.0.code()))?;
        if self.0.name().is_empty() { Ok(()) } else { write!(f, " {}", on_one_line(self.0.name())) }
    }
}

/// The first few nodes, and how many more there are, so that messages stay short.
pub(super) fn listed<'g>(nodes: impl IntoIterator<Item = Node<'g>, IntoIter: ExactSizeIterator>) -> String {
    const SHOWN: usize = 5;
    let mut nodes = nodes.into_iter();
    let mut list = nodes.by_ref().take(SHOWN).map(|node| Named(node).to_string()).collect::<Vec<_>>();
    let more = nodes.len();
    if more > 0 {
        list.push(format!("{more} more"));
    }
    list.join(", ")
}

/// A count with its noun in singular or plural: "1 grid", "2 grids".
pub(super) fn number_of(count: impl fmt::Display, one: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {one}{plural}")
}
