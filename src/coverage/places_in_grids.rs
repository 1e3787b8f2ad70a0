//! Which places stand in areas and grids of some kinds.

use std::ops::Range;

use crate::governance::Governance;
use crate::kind::{Kind, Relation};
use crate::set::NodeSet;

/// The places that an area or grid of a kind that is asked for contains at any depth, or that it covers, itself or
/// with a place around it.
///
/// One walk over the territories, with the covers beside it: what stands directly in a territory is one range if
/// the territory is in one that is asked for, and otherwise only what is covered of it. O(territories + covers).
pub(super) fn places_in(governance: &Governance, is_asked: impl Fn(Kind) -> bool) -> NodeSet<'_> {
    let tree = governance.tree();
    // The list by ends has the places that are covered in their order.
    let covers = governance.links().by_end(Relation::Covers);
    let mut covered = covers.filter(|link| is_asked(tree.kind(link.from))).map(|link| link.to).peekable();
    let territories = tree.territories();
    let mut ranges = Vec::with_capacity(territories.len());
    let mut add = |places: Range<u32>, are_asked: bool| {
        while let Some(place) = covered.next_if(|place| *place < places.end) {
            if !are_asked {
                ranges.push(place..tree.end(place));
            }
        }
        if are_asked {
            ranges.push(places);
        }
    };
    // Places without a territory come before all.
    add(0..territories.first().copied().unwrap_or(tree.forest_end()), false);
    let mut asked_until = 0;
    for territory in 0..territories.len() as u32 {
        let nodes = tree.segment(territory);
        if is_asked(tree.kind(nodes.start)) {
            asked_until = asked_until.max(tree.territory_end(territory));
        }
        add(nodes.start + 1..nodes.end, territory < asked_until);
    }
    governance.set_of_ranges(ranges)
}
