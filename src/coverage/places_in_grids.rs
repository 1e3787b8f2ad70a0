//! Which places are in areas and grids of some kinds.

use std::ops::Range;

use crate::governance::Governance;
use crate::kind::{Kind, Relation};
use crate::set::NodeSet;

/// The places that an area or grid of the wanted kinds contains at any depth, or covers, with everything in them.
///
/// One walk over the territories and, in step, over the covered places. If a territory is in a wanted one, all places
/// directly in it are one range; otherwise only the covered ones among them. O(territories + covers).
pub(super) fn places_in(governance: &Governance, is_wanted: impl Fn(Kind) -> bool) -> NodeSet<'_> {
    let tree = governance.tree();
    // Sorted by end, the covers give the covered places in pre-order.
    let covers = governance.links().by_end(Relation::Covers);
    let mut covered = covers.filter(|link| is_wanted(tree.kind(link.from))).map(|link| link.to).peekable();
    let territories = tree.territories();
    let mut ranges = Vec::with_capacity(territories.len());
    let mut add = |places: Range<u32>, are_wanted: bool| {
        while let Some(place) = covered.next_if(|place| *place < places.end) {
            if !are_wanted {
                ranges.push(place..tree.end(place));
            }
        }
        if are_wanted {
            ranges.push(places);
        }
    };
    // Places outside all territories come first.
    add(0..territories.first().copied().unwrap_or(tree.forest_end()), false);
    let mut wanted_until = 0;
    for territory in 0..territories.len() as u32 {
        let nodes = tree.segment(territory);
        if is_wanted(tree.kind(nodes.start)) {
            wanted_until = wanted_until.max(tree.territory_end(territory));
        }
        add(nodes.start + 1..nodes.end, territory < wanted_until);
    }
    governance.set_of_ranges(ranges)
}
