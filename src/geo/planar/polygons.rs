//! Many polygons with parts and holes in a few allocations.

use super::point::{Bounds, Point, cross};

/// Polygons by number. Their rings neither repeat their first point at the end nor any point next to itself; outer
/// rings run counter-clockwise, holes clockwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Polygons {
    points: Vec<Point>,
    /// Where each ring ends in `points`.
    rings: Vec<usize>,
    /// Where each part ends in `rings`; its first ring is the outer one.
    parts: Vec<usize>,
    /// Where each polygon ends in `parts`.
    ends: Vec<usize>,
}

/// A polygon of one or more parts, each an outer ring with holes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polygon<'a> {
    polygons: &'a Polygons,
    index: usize,
}

/// A ring, with its part and whether it is a hole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring<'a> {
    pub(crate) points: &'a [Point],
    /// The number of the part within its polygon.
    pub(crate) part: usize,
    pub(crate) is_hole: bool,
}

/// Twice the signed area that a ring encloses in units of the lattice; positive if it runs counter-clockwise.
pub(crate) fn doubled_area(ring: &[Point]) -> i128 {
    let Some(&origin) = ring.first() else { return 0 };
    ring.windows(2).map(|edge| cross(origin, edge[0], edge[1])).sum()
}

impl Polygons {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Appends a ring to the part that is open, the right way round. It must have an area.
    pub(crate) fn push_ring(&mut self, ring: impl IntoIterator<Item = Point>) {
        let start = self.points.len();
        self.points.extend(ring);
        let is_hole = self.rings.len() > self.parts.last().copied().unwrap_or(0);
        let ring = &mut self.points[start..];
        if (doubled_area(ring) < 0) != is_hole {
            ring.reverse();
        }
        self.rings.push(self.points.len());
    }

    /// Closes the part whose rings were pushed.
    pub(crate) fn end_part(&mut self) {
        self.parts.push(self.rings.len());
    }

    /// Closes the polygon whose parts were pushed, and returns its number.
    pub(crate) fn end_polygon(&mut self) -> usize {
        self.ends.push(self.parts.len());
        self.ends.len() - 1
    }

    /// Some polygons in this order.
    pub(crate) fn reordered(&self, order: impl Iterator<Item = usize>) -> Self {
        let mut reordered = Self {
            points: Vec::with_capacity(self.points.len()),
            rings: Vec::with_capacity(self.rings.len()),
            parts: Vec::with_capacity(self.parts.len()),
            ends: Vec::with_capacity(self.ends.len()),
        };
        for at in order {
            for part in span(&self.ends, at) {
                for ring in span(&self.parts, part) {
                    reordered.points.extend_from_slice(&self.points[span(&self.rings, ring)]);
                    reordered.rings.push(reordered.points.len());
                }
                reordered.end_part();
            }
            reordered.end_polygon();
        }
        reordered
    }

    pub(crate) fn get(&self, index: usize) -> Polygon<'_> {
        assert!(index < self.len(), "INVARIANT: a polygon is asked for by the number that `end_polygon` gave");
        Polygon { polygons: self, index }
    }
}

/// From where to where the items of a list go, given where each of them ends.
fn span(ends: &[usize], at: usize) -> std::ops::Range<usize> {
    at.checked_sub(1).map_or(0, |before| ends[before])..ends[at]
}

impl<'a> Polygon<'a> {
    fn parts(self) -> std::ops::Range<usize> {
        span(&self.polygons.ends, self.index)
    }

    pub(crate) fn part_count(self) -> usize {
        self.parts().len()
    }

    /// The rings, by parts, in each the outer one first.
    pub(crate) fn rings(self) -> impl Iterator<Item = Ring<'a>> + Clone {
        let polygons = self.polygons;
        self.parts().enumerate().flat_map(move |(part, at)| {
            span(&polygons.parts, at).enumerate().map(move |(number, ring)| Ring {
                points: &polygons.points[span(&polygons.rings, ring)],
                part,
                is_hole: number > 0,
            })
        })
    }

    /// All points, ring by ring.
    pub(crate) fn points(self) -> &'a [Point] {
        let polygons = self.polygons;
        let parts = self.parts();
        if parts.is_empty() {
            return &[];
        }
        let rings = span(&polygons.parts, parts.start).start..polygons.parts[parts.end - 1];
        &polygons.points[span(&polygons.rings, rings.start).start..polygons.rings[rings.end - 1]]
    }

    pub(crate) fn bounds(self) -> Bounds {
        Bounds::around(self.points().iter().copied()).unwrap_or(Bounds { min: Point::default(), max: Point::default() })
    }
}

/// The edges of a closed ring.
pub(crate) fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    let previous = ring.last().into_iter().chain(ring);
    previous.zip(ring).map(|(from, to)| (*from, *to))
}
