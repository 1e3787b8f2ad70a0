//! The outermost nodes of a set.

use crate::governance::Node;
use crate::set::NodeSet;

/// The nodes of a set that no other node of the set contains, each with the number of nodes of the set in it.
pub(super) fn outermost<'g>(set: &NodeSet<'g>) -> Vec<(Node<'g>, usize)> {
    let mut tops: Vec<(Node<'g>, usize)> = Vec::new();
    // In pre-order, the nodes below a node directly follow it.
    for node in set {
        match tops.last_mut().filter(|(top, _)| top.holds(node)) {
            Some((_, inside)) => *inside += 1,
            None => tops.push((node, 0)),
        }
    }
    tops
}
