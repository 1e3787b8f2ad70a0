//! Where a point lies to a polygon.

use super::point::{Point, cross};
use super::polygons::{Polygon, edges};

/// Where a point lies to a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Inside,
    Border,
    Outside,
}

/// Where a point lies to a polygon; O(n) in its edges. Of a polygon that is not valid, inside is what an odd number of
/// rings encloses.
pub(crate) fn locate(polygon: Polygon<'_>, point: Point) -> Location {
    let mut is_inside = false;
    for ring in polygon.rings() {
        match locate_in_ring(ring.points, point) {
            Location::Border => return Location::Border,
            Location::Inside => is_inside = !is_inside,
            Location::Outside => {}
        }
    }
    if is_inside { Location::Inside } else { Location::Outside }
}

/// Where a point lies to what a ring encloses.
pub(crate) fn locate_in_ring(ring: &[Point], point: Point) -> Location {
    let mut is_inside = false;
    for (from, to) in edges(ring) {
        // Most edges lie above or below.
        if (from.y > point.y) == (to.y > point.y) && from.y != point.y && to.y != point.y {
            continue;
        }
        let side = cross(from, to, point);
        let within = |a: i64, b: i64, c: i64| (a.min(b)..=a.max(b)).contains(&c);
        if side == 0 && within(from.x, to.x, point.x) && within(from.y, to.y, point.y) {
            return Location::Border;
        }
        // An upward edge counts if the point lies to its left, a downward one if it lies to its right. Its lower end
        // belongs to an edge, its upper end does not.
        if (from.y > point.y) != (to.y > point.y) && (side > 0) == (to.y > from.y) {
            is_inside = !is_inside;
        }
    }
    if is_inside { Location::Inside } else { Location::Outside }
}
