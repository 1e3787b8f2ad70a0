//! Which places stand in how many grids.

use crate::audit::wording::{listed, number_of};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::set::NodeSet;

/// The nodes of a set whose parents are not in it, each with how many of the set stand below it.
fn outermost<'g>(set: &NodeSet<'g>) -> Vec<(Node<'g>, usize)> {
    let mut tops: Vec<(Node<'g>, usize)> = Vec::new();
    // In pre-order, what stands below a node comes directly behind it.
    for node in set.iter() {
        match tops.last_mut().filter(|(top, _)| top.holds(node)) {
            Some((_, inside)) => *inside += 1,
            None => tops.push((node, 0)),
        }
    }
    tops
}

/// A place that several grids net of which none contains another; the outermost one only, not each thing
/// inside.
///
/// What makes it so is always a cover of the place itself: what nets the place around it nets it as well.
pub(super) fn multiple<'g>(governance: &'g Governance, _: &RuleSettings, report: Report<'_, 'g>) {
    for (place, inside) in outermost(&governance.claims().by_several) {
        let grids = nets(place);
        let with = with_inside(inside);
        let count = grids.len();
        report(
            place,
            format!(
                "{count} grids net it{with}, none within another: {}; choose one and end the other covers",
                listed(grids)
            ),
        );
    }
}

/// The lowest of the grids that contain the place, or cover it or a place around it, in pre-order.
fn nets(place: Node<'_>) -> Vec<Node<'_>> {
    let around = std::iter::once(place).chain(place.ancestors()).filter(|node| node.kind().family() == Family::Place);
    let home = place.territory().filter(|territory| territory.kind().family() == Family::Grid);
    let mut grids = around.flat_map(Node::covering).chain(home).collect::<Vec<_>>();
    grids.sort_unstable_by_key(|grid| grid.index());
    grids.dedup();
    // What a grid contains comes directly behind it.
    let contains_next = |at: usize| grids.get(at + 1).is_some_and(|next| grids[at].holds(*next));
    (0..grids.len()).filter(|at| !contains_next(*at)).map(|at| grids[at]).collect()
}

/// A place that no grid contains or covers; the outermost one only.
pub(super) fn none<'g>(governance: &'g Governance, _: &RuleSettings, report: Report<'_, 'g>) {
    for (place, inside) in outermost(&governance.claims().by_none) {
        let with = with_inside(inside);
        report(place, format!("no grid contains or covers it{with}; place it in a grid, or let one cover it"));
    }
}

fn with_inside(inside: usize) -> String {
    if inside == 0 { String::new() } else { format!(", with {} inside", number_of(inside, "place")) }
}
