//! Rules about places: in no grid, or in several.

use crate::audit::wording::{listed, number_of};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::set::NodeSet;

/// The nodes of a set whose parents are not in it, each with the number of nodes of the set below it.
fn outermost<'g>(set: &NodeSet<'g>) -> Vec<(Node<'g>, usize)> {
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

/// A place that several grids claim, neither inside another (see [`Claims`](crate::coverage::Claims)). Only the
/// outermost such place is reported, not the places in it.
///
/// A grid that claims a place also claims the places in it, so the outermost place is always one with covers of its
/// own.
pub(super) fn multiple<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for (place, inside) in outermost(&governance.claims().by_several) {
        let grids = claiming_grids(place);
        let with = with_inside(inside);
        let count = grids.len();
        report.find(
            place,
            format!(
                "{count} grids net it{with}, none within another: {}; choose one and end the other covers",
                listed(grids)
            ),
        );
    }
}

/// The grids that claim the place without those that contain another of them, in pre-order.
fn claiming_grids(place: Node<'_>) -> Vec<Node<'_>> {
    let around = std::iter::once(place).chain(place.ancestors()).filter(|node| node.kind().family() == Family::Place);
    let home = place.territory().filter(|territory| territory.kind().family() == Family::Grid);
    let mut grids = around.flat_map(Node::covering).chain(home).collect::<Vec<_>>();
    grids.sort_unstable_by_key(|grid| grid.index());
    grids.dedup();
    // In pre-order, the grids in a grid directly follow it.
    let contains_next = |at: usize| grids.get(at + 1).is_some_and(|next| grids[at].holds(*next));
    (0..grids.len()).filter(|at| !contains_next(*at)).map(|at| grids[at]).collect()
}

/// A place that no grid contains or covers. Only the outermost such place is reported.
pub(super) fn none<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for (place, inside) in outermost(&governance.claims().by_none) {
        let with = with_inside(inside);
        report.find(place, format!("no grid contains or covers it{with}; place it in a grid, or let one cover it"));
    }
}

fn with_inside(inside: usize) -> String {
    if inside == 0 { String::new() } else { format!(", with {} inside", number_of(inside, "place")) }
}
