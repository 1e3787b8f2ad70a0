//! What is wrong with a cover, and where.

use super::planar::point::Point;
use super::planar::polygons::edges;
use super::planar::region::{FINE, Shape};
use super::{Atlas, Coordinate};
use crate::governance::Node;
use crate::kind::named;
use crate::measure::Decimal;

named! {
    /// What is wrong with a cover.
    #[non_exhaustive]
    DefectKind, "defect" "覆盖缺陷";
    Overlap "overlap" "an overlap"         "重叠";
    Gap     "gap"     "a gap"              "空隙";
    Outside "outside" "outside the parent" "越界";
    Sliver  "sliver"  "a sliver"           "细缝";
}

/// A piece of land that is wrong in a cover.
///
/// # How many there are
///
/// A defect is one connected piece, bounded by edges on the lattice: what children share, what one child has outside of
/// its parent, what no child covers. Other programs count other numbers on the same files, because they count something
/// else:
///
/// - *Seoul* (467 dong, 2 invalid): 20 gaps, 7 of them slivers. The union of the coordinates as written, in floating point,
///   has 23 holes if the invalid polygons are repaired by a buffer of 0; four of the holes are smaller than 10 cm2, and
///   rounding to 1e-9 degree already closes two. On the lattice of 1e-7 degree GEOS finds 20 (`make_valid`) or 21 (buffer).
/// - *Cambridge* (372 OA against 69 LSOA): 36 pieces outside and 35 gaps, each OA and LSOA apart; GEOS finds 34 and 35 on
///   the lattice, since it unites the OA first. All OA against all LSOA differ by 3 pieces outside and 4 gaps; in floating
///   point, by 508 each way. Neither joining what touches, nor counting by pairs of codes (33) or by parents (24 and 30),
///   nor a threshold of area makes fewer pieces that are equal on both sides.
///
/// So nothing is joined and nothing left out: a sliver is told by its width, and counted.
#[derive(Debug, Clone)]
pub struct Defect<'g> {
    underlying: DefectKind,
    is_sliver: bool,
    nodes: Vec<Node<'g>>,
    area: Decimal,
    width: Decimal,
    at: Coordinate,
    rings: Vec<Vec<Coordinate>>,
}

impl<'g> Defect<'g> {
    pub(super) fn new(atlas: &Atlas<'g>, underlying: DefectKind, mut nodes: Vec<Node<'g>>, shape: &Shape) -> Self {
        let (area, width) = atlas.surface.shape(shape);
        nodes.sort_by(|one, other| one.code().cmp(other.code()));
        let coordinate = |point| atlas.system.coordinate(point, FINE);
        Self {
            underlying,
            is_sliver: atlas.tolerance.is_sliver(atlas.system, area, width),
            nodes,
            area: shortest(area, 6),
            width: shortest(width, 4),
            at: atlas.system.coordinate(middle(shape), 1),
            rings: shape.rings.iter().map(|ring| ring.iter().map(|point| coordinate(*point)).collect()).collect(),
        }
    }

    /// What is wrong; a [`DefectKind::Sliver`] by the [`Tolerance`](super::Tolerance), whatever it is otherwise.
    #[must_use]
    pub const fn kind(&self) -> DefectKind {
        if self.is_sliver { DefectKind::Sliver } else { self.underlying }
    }

    /// Whether it is an overlap, a gap or outside, also of a sliver.
    #[must_use]
    pub const fn underlying(&self) -> DefectKind {
        self.underlying
    }

    /// The nodes involved, by code: all that share this land, the one that lies outside, those around the gap. Several
    /// copies of one polygon make one overlap with all their codes.
    #[must_use]
    pub fn nodes(&self) -> &[Node<'g>] {
        &self.nodes
    }

    /// The codes of [`Defect::nodes`].
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &'g str> {
        self.nodes.iter().map(|node| node.code())
    }

    /// The area in square metres, rounded to 0.000001.
    #[must_use]
    pub const fn area(&self) -> Decimal {
        self.area
    }

    /// The mean width in metres, rounded to 0.0001: twice the area divided by the length of the border.
    #[must_use]
    pub const fn width(&self) -> Decimal {
        self.width
    }

    /// A point on its border, in the middle of its longest side.
    #[must_use]
    pub const fn place(&self) -> Coordinate {
        self.at
    }

    /// Its shape: the outer ring, counter-clockwise, and holes, clockwise. The first point is not repeated.
    #[must_use]
    pub fn rings(&self) -> &[Vec<Coordinate>] {
        &self.rings
    }
}

/// The point of the lattice next to the middle of the longest edge; of several the first.
fn middle(shape: &Shape) -> Point {
    let length = |from: Point, to: Point| {
        let wide = |from: i64, to: i64| i128::from(to - from);
        wide(from.x, to.x).pow(2) + wide(from.y, to.y).pow(2)
    };
    let mut longest = (-1, Point::default());
    for (from, to) in shape.rings.iter().flat_map(|ring| edges(ring)) {
        let middle = Point::new(from.x.midpoint(to.x), from.y.midpoint(to.y));
        if length(from, to) > longest.0 {
            longest = (length(from, to), middle);
        }
    }
    let nearest = |fine: i64| (fine + FINE / 2).div_euclid(FINE);
    Point::new(nearest(longest.1.x), nearest(longest.1.y))
}

/// A number with at most so many digits behind the point, without zeros at their end.
pub(super) fn shortest(value: f64, scale: u8) -> Decimal {
    let mut units = (value * libm::pow(10.0, f64::from(scale))).round() as i64;
    let mut scale = scale;
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Decimal::from_units(units, scale)
}
