//! Boxes of polygons, to be searched.

use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};

use super::point::Bounds;

/// Boxes by their numbers, in a static tree; O(n log n) to make.
pub(crate) struct Boxes(Option<StaticAABB2DIndex<i64>>);

impl Boxes {
    #[expect(clippy::expect_used, reason = "without its index a map would have no faults")]
    pub(crate) fn new(all: impl ExactSizeIterator<Item = Bounds>) -> Self {
        // No boxes make no index.
        let is_any = all.len() > 0;
        let mut builder = StaticAABB2DIndexBuilder::new(all.len());
        for Bounds { min, max } in all {
            builder.add(min.x, min.y, max.x, max.y);
        }
        Self(is_any.then(|| builder.build().expect("INVARIANT: as many boxes were added as were announced")))
    }

    /// The numbers of the boxes that touch one, sorted.
    pub(crate) fn touching(&self, bounds: &Bounds) -> Vec<usize> {
        let Some(index) = &self.0 else { return Vec::new() };
        let mut found = index.query(bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y);
        found.sort_unstable();
        found
    }
}
