//! What is wrong with a cover: overlaps, gaps, and what juts out, from what is left of a sum of boundaries.

use std::collections::BTreeMap;

use super::boundary::Piece;
use super::boxes::Boxes;
use super::contours;
use super::point::{Bounds, Point};
use super::polygons::Polygon;
use super::region::{self, FINE, Fill, Region, Shape, filled, fine};

/// A child in a cover.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) polygon: Polygon<'a>,
    pub(crate) owner: u32,
    /// One that is not valid fills what an odd number of its rings encloses, so that no gap is claimed there.
    pub(crate) is_valid: bool,
}

/// What is wrong with a cover, each list sorted.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// What children share, a shape each, with all that share exactly this shape, sorted.
    pub(crate) overlaps: Vec<(Vec<u32>, Shape)>,
    /// What of a child lies outside its parent.
    pub(crate) outside: Vec<(u32, Shape)>,
    /// What no child covers, with the children around it.
    pub(crate) gaps: Vec<(Vec<u32>, Shape)>,
}

/// What bounds the pieces that are left of the valid children and the valid parent. Without a parent, it is taken to be
/// all that the children cover, with what they enclose.
pub(crate) fn faults(pieces: &[Piece], children: &[Child<'_>], parent: Option<Polygon<'_>>) -> Faults {
    let mut contours: Vec<Vec<Point>> =
        contours::closed(pieces).iter().map(|contour| fine(contour).collect()).collect();
    for child in children.iter().filter(|child| !child.is_valid) {
        contours.extend(region::of_polygon(child.polygon).shapes.into_iter().flat_map(|shape| shape.rings));
    }
    if parent.is_none() {
        let hull = without_holes(filled(contours.iter().map(Vec::as_slice), Fill::Positive));
        contours.extend(hull.into_iter().map(|mut ring| {
            ring.reverse();
            ring
        }));
    }
    let contours = || contours.iter().map(Vec::as_slice);
    let mut faults = Faults::default();
    let excess = filled(contours(), Fill::Positive);
    if !excess.shapes.is_empty() {
        assign_excess(&excess, children, parent, &mut faults);
    }
    let gaps = filled(contours(), Fill::Negative).shapes;
    let ends = Ends::new(pieces, children);
    faults.gaps = gaps.into_iter().map(|shape| (ends.around(&shape), shape)).collect();
    faults.overlaps.sort_unstable();
    faults.outside.sort_unstable();
    faults.gaps.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    faults
}

/// The outer rings of a region whose holes are filled.
fn without_holes(region: Region) -> Vec<Vec<Point>> {
    let outer = |region: Region| -> Vec<Vec<Point>> {
        region.shapes.into_iter().filter_map(|shape| shape.rings.into_iter().next()).collect()
    };
    let rings = outer(region);
    // A shape within the hole of another one is filled with it.
    outer(filled(rings.iter().map(Vec::as_slice), Fill::Positive))
}

/// The shapes of a region whose boxes touch one.
fn near(region: &Region, boxes: &Boxes, bounds: &Bounds) -> Region {
    Region { shapes: boxes.touching(bounds).into_iter().map(|at| region.shapes[at].clone()).collect() }
}

/// Says who covers what is covered too often: children that share a shape, and children outside their parent.
///
/// The excess may be one shape that reaches over the whole map. Cut into pieces, it tells which children are involved.
/// Children with the same polygon are taken together, so that n copies make one overlap and not n^2 / 2.
fn assign_excess(excess: &Region, children: &[Child<'_>], parent: Option<Polygon<'_>>, faults: &mut Faults) {
    let outside = parent.map(|parent| region::difference(excess, &as_region(parent))).unwrap_or_default();
    let (excess, outside) = (region::in_pieces(excess.clone()), region::in_pieces(outside));
    let excess_boxes = Boxes::new(excess.shapes.iter().map(Shape::bounds));
    let outside_boxes = Boxes::new(outside.shapes.iter().map(Shape::bounds));
    let bounds = |child: &Child<'_>| child.polygon.bounds().scaled(FINE);
    let is_involved = |child: &&Child<'_>| child.is_valid && !excess_boxes.touching(&bounds(child)).is_empty();
    let copies = copies(children.iter().filter(is_involved));
    let involved: Vec<&Child<'_>> = copies.iter().map(|copies| copies[0]).collect();
    let boxes = Boxes::new(involved.iter().map(|child| bounds(child)));
    let mut shared_by: BTreeMap<Shape, Vec<u32>> = BTreeMap::new();
    let mut share = |shape: Shape, one: &[&Child<'_>], other: &[&Child<'_>]| {
        shared_by.entry(shape).or_default().extend(one.iter().chain(other).map(|child| child.owner));
    };
    for (at, child) in involved.iter().enumerate() {
        let own = bounds(child);
        let region = as_region(child.polygon);
        let beyond = near(&outside, &outside_boxes, &own);
        if !beyond.shapes.is_empty() {
            let beyond = region::union(&region::intersection(&region, &beyond));
            for copy in &copies[at] {
                faults.outside.extend(beyond.shapes.iter().map(|shape| (copy.owner, shape.clone())));
            }
        }
        if copies[at].len() > 1 {
            region::union(&region).shapes.into_iter().for_each(|shape| share(shape, &copies[at], &[]));
        }
        for other in boxes.touching(&own).into_iter().filter(|other| *other > at) {
            let Some(common) = own.common(&bounds(involved[other])) else { continue };
            if excess_boxes.touching(&common).is_empty() {
                continue;
            }
            let shared = region::intersection(&region, &as_region(involved[other].polygon));
            shared.shapes.into_iter().for_each(|shape| share(shape, &copies[at], &copies[other]));
        }
    }
    // Whoever shares this shape with one of these covers all of it, and so shares it with all of them.
    faults.overlaps.extend(shared_by.into_iter().map(|(shape, mut owners)| {
        owners.sort_unstable();
        owners.dedup();
        (owners, shape)
    }));
}

/// The children by their polygons: those with the same one together, in the order of the first of each.
fn copies<'a, 'c: 'a>(children: impl Iterator<Item = &'a Child<'c>>) -> Vec<Vec<&'a Child<'c>>> {
    let mut number: BTreeMap<Vec<Vec<Point>>, usize> = BTreeMap::new();
    let mut copies: Vec<Vec<&Child<'_>>> = Vec::new();
    for child in children {
        let rings = child.polygon.rings().map(|ring| region::starting_least(ring.points.to_vec())).collect();
        let at = *number.entry(rings).or_insert(copies.len());
        if at == copies.len() {
            copies.push(Vec::new());
        }
        copies[at].push(child);
    }
    copies
}

/// A valid polygon as a region, as it is.
pub(crate) fn as_region(polygon: Polygon<'_>) -> Region {
    let mut shapes: Vec<Shape> = Vec::with_capacity(polygon.part_count());
    for ring in polygon.rings() {
        let points = fine(ring.points).collect();
        match shapes.last_mut() {
            Some(shape) if ring.is_hole => shape.rings.push(points),
            _ => shapes.push(Shape { rings: vec![points] }),
        }
    }
    Region { shapes }
}

/// Which owners have pieces at which points.
struct Ends {
    /// Sorted.
    ends: Vec<(Point, u32)>,
}

impl Ends {
    /// The ends of all pieces whose owners are children, each owner once at a point.
    fn new(pieces: &[Piece], children: &[Child<'_>]) -> Self {
        let mut known: Vec<u32> = children.iter().map(|child| child.owner).collect();
        known.sort_unstable();
        let mut ends = Vec::new();
        for piece in pieces {
            for owner in piece.owners.iter().filter(|owner| known.binary_search(owner).is_ok()) {
                ends.extend([(piece.low, *owner), (piece.high, *owner)]);
            }
        }
        ends.sort_unstable();
        ends.dedup();
        Self { ends }
    }

    /// The children whose border a gap follows: those with pieces at two of its points or more.
    fn around(&self, shape: &Shape) -> Vec<u32> {
        let on_lattice = |point: &&Point| point.x % FINE == 0 && point.y % FINE == 0;
        let points = shape.rings.iter().flatten().filter(on_lattice);
        let mut owners: Vec<u32> = Vec::new();
        for point in points.map(|point| Point::new(point.x / FINE, point.y / FINE)) {
            let from = self.ends.partition_point(|(end, _)| *end < point);
            let here = self.ends[from..].iter().take_while(|(end, _)| *end == point);
            owners.extend(here.map(|(_, owner)| *owner));
        }
        owners.sort_unstable();
        let groups = |least: usize| -> Vec<u32> {
            let groups = owners.chunk_by(|one, other| one == other).filter(|group| group.len() >= least);
            groups.map(|group| group[0]).collect()
        };
        Some(groups(2)).filter(|found| !found.is_empty()).unwrap_or_else(|| groups(1))
    }
}
