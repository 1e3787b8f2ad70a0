//! Unions, intersections and differences of regions, on a lattice that is finer than that of the polygons.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::{Precision, Solver};
use i_overlay::i_float::int::point::IntPoint;

use super::point::{Bounds, Point};
use super::polygons::Polygon;

/// How many units of the finer lattice one of the lattice has: where two edges cross, the point is rounded to it.
pub(crate) const FINE: i64 = 1 << 16;

/// Shapes that do not overlap, in units of the finer lattice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) shapes: Vec<Shape>,
}

/// An area in one piece: an outer ring, counter-clockwise, and holes, clockwise, in units of the finer lattice. Ordered
/// by its points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape {
    pub(crate) rings: Vec<Vec<Point>>,
}

impl Shape {
    pub(crate) fn bounds(&self) -> Bounds {
        let points = self.rings.iter().flatten().copied();
        Bounds::around(points).unwrap_or(Bounds { min: Point::default(), max: Point::default() })
    }
}

/// Which winding numbers are inside.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fill {
    Positive,
    Negative,
    EvenOdd,
}

impl From<Fill> for FillRule {
    fn from(fill: Fill) -> Self {
        match fill {
            Fill::Positive => Self::Positive,
            Fill::Negative => Self::Negative,
            Fill::EvenOdd => Self::EvenOdd,
        }
    }
}

fn overlay() -> Overlay<i64> {
    let options = IntOverlayOptions { ogc: true, ..Default::default() };
    let solver = Solver { precision: Precision::ABSOLUTE, ..Solver::AUTO };
    Overlay::new_custom(0, options, solver)
}

fn add(overlay: &mut Overlay<i64>, contour: impl Iterator<Item = Point>, of: ShapeType) {
    overlay.add_path_iter(contour.map(|point| IntPoint::new(point.x, point.y)), of);
}

fn add_region(overlay: &mut Overlay<i64>, region: &Region, of: ShapeType) {
    for ring in region.shapes.iter().flat_map(|shape| &shape.rings) {
        add(overlay, ring.iter().copied(), of);
    }
}

fn result(mut overlay: Overlay<i64>, rule: OverlayRule, fill: Fill) -> Region {
    let shapes = overlay.overlay(rule, fill.into());
    let point = |point: &IntPoint<i64>| Point::new(point.x, point.y);
    let shape = |shape: &Vec<Vec<IntPoint<i64>>>| Shape {
        rings: shape.iter().map(|ring| starting_least(ring.iter().map(point).collect())).collect(),
    };
    let mut shapes: Vec<Shape> = shapes.iter().map(shape).filter(|shape| !shape.rings.is_empty()).collect();
    shapes.sort_unstable();
    Region { shapes }
}

/// The same ring from its least point on, so that equal rings are equal.
pub(super) fn starting_least(mut ring: Vec<Point>) -> Vec<Point> {
    let least = (0..ring.len()).min_by_key(|at| ring[*at]).unwrap_or(0);
    ring.rotate_left(least);
    ring
}

/// What contours of the finer lattice wind around.
pub(super) fn filled<'a>(contours: impl IntoIterator<Item = &'a [Point]>, fill: Fill) -> Region {
    let mut overlay = overlay();
    for contour in contours {
        add(&mut overlay, contour.iter().copied(), ShapeType::Subject);
    }
    result(overlay, OverlayRule::Subject, fill)
}

/// A polygon as a region. Of one that is not valid, what an odd number of its rings encloses.
pub(crate) fn of_polygon(polygon: Polygon<'_>) -> Region {
    let mut overlay = overlay();
    for ring in polygon.rings() {
        add(&mut overlay, fine(ring.points), ShapeType::Subject);
    }
    result(overlay, OverlayRule::Subject, Fill::EvenOdd)
}

/// Points of the lattice on the finer one.
pub(super) fn fine(points: &[Point]) -> impl Iterator<Item = Point> + '_ {
    points.iter().map(|point| Point::new(point.x * FINE, point.y * FINE))
}

/// What two regions share.
pub(crate) fn intersection(one: &Region, other: &Region) -> Region {
    combined(one, other, OverlayRule::Intersect)
}

/// What of the first region the second does not cover.
pub(crate) fn difference(one: &Region, other: &Region) -> Region {
    combined(one, other, OverlayRule::Difference)
}

/// The same region, shapes that touch along edges joined.
pub(crate) fn union(region: &Region) -> Region {
    let rings = region.shapes.iter().flat_map(|shape| &shape.rings);
    filled(rings.map(Vec::as_slice), Fill::Positive)
}

/// A piece of a region has about so many edges at most.
const PIECE: usize = 256;

/// The region cut into halves, along the longer side of the box of a shape, until shapes have few edges. O(n log^2 n).
pub(super) fn in_pieces(region: Region) -> Region {
    let mut pieces = Vec::new();
    // Each with how often it was cut: a shape can have many edges in one point.
    let mut open: Vec<(Shape, u32)> = region.shapes.into_iter().map(|shape| (shape, 0)).collect();
    while let Some((shape, cuts)) = open.pop() {
        let edges: usize = shape.rings.iter().map(Vec::len).sum();
        if edges <= PIECE || cuts == MOST_CUTS {
            pieces.push(shape);
            continue;
        }
        let whole = Region { shapes: vec![shape] };
        let halves = halves(&whole.shapes[0].bounds());
        for half in halves {
            open.extend(intersection(&whole, &half).shapes.into_iter().map(|shape| (shape, cuts + 1)));
        }
    }
    pieces.sort_unstable();
    Region { shapes: pieces }
}

const MOST_CUTS: u32 = 32;

/// The two halves of a box.
fn halves(bounds: &Bounds) -> [Region; 2] {
    let Bounds { min, max } = *bounds;
    let (middle_x, middle_y) = (min.x.midpoint(max.x), min.y.midpoint(max.y));
    let boxed = |min: Point, max: Point| Region {
        shapes: vec![Shape { rings: vec![vec![min, Point::new(max.x, min.y), max, Point::new(min.x, max.y)]] }],
    };
    if max.x - min.x >= max.y - min.y {
        [boxed(min, Point::new(middle_x, max.y)), boxed(Point::new(middle_x, min.y), max)]
    } else {
        [boxed(min, Point::new(max.x, middle_y)), boxed(Point::new(min.x, middle_y), max)]
    }
}

fn combined(one: &Region, other: &Region, rule: OverlayRule) -> Region {
    let mut overlay = overlay();
    add_region(&mut overlay, one, ShapeType::Subject);
    add_region(&mut overlay, other, ShapeType::Clip);
    result(overlay, rule, Fill::EvenOdd)
}
