//! Moves vertices that are nearly on another vertex or edge onto it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::area::Surface;
use super::boxes::Boxes;
use super::point::{Bounds, Point};
use super::polygons::{Polygon, Polygons, doubled_area};

/// What was moved.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moves {
    pub(crate) moved: usize,
    pub(crate) inserted: usize,
    /// In metres.
    pub(crate) farthest: f64,
}

/// Vertices within the tolerance of each other become one, the one that most rings pass; then those within the tolerance
/// of an edge are inserted into it. No vertex is moved twice. A polygon that would lose a part stays as it is.
///
/// The tolerance is in metres. O(n log n) in vertices, and the vertices in the boxes of edges.
pub(crate) fn snap(polygons: &Polygons, surface: &Surface, tolerance: f64) -> (Polygons, Moves) {
    let mut moves = Moves::default();
    let targets = targets(polygons, surface, tolerance, &mut moves);
    let kept: Vec<Point> = targets.iter().filter(|(from, to)| *from == to).map(|(from, _)| **from).collect();
    let boxes = Boxes::new(kept.iter().map(|point| Bounds { min: *point, max: *point }));
    let mut snapped = Polygons::default();
    for polygon in (0..polygons.len()).map(|at| polygons.get(at)) {
        let mut own = Moves { farthest: moves.farthest, ..Moves::default() };
        let vertices: BTreeSet<Point> = polygon.points().iter().map(|point| targets[point]).collect();
        // A polygon does not snap to itself: it would touch itself.
        let near = |bounds: &Bounds| -> Vec<Point> {
            let near = boxes.touching(bounds).into_iter().map(|at| kept[at]);
            near.filter(|vertex| !vertices.contains(vertex)).collect()
        };
        let rings: Vec<Vec<Point>> = polygon
            .rings()
            .map(|ring| {
                let moved: Vec<Point> = ring.points.iter().map(|point| targets[point]).collect();
                through_vertices(&moved, near, surface, tolerance, &mut own)
            })
            .collect();
        let has_area = |ring: &Vec<Point>| ring.len() >= 3 && doubled_area(ring) != 0;
        if polygon.rings().zip(&rings).all(|(ring, points)| ring.is_hole || has_area(points)) {
            moves.inserted += own.inserted;
            moves.farthest = own.farthest;
            push(polygon, rings.into_iter().map(Some).map(|ring| ring.filter(has_area)), &mut snapped);
        } else {
            push(polygon, polygon.rings().map(|ring| Some(ring.points.to_vec())), &mut snapped);
        }
    }
    (snapped, moves)
}

/// Pushes a polygon with other points in its rings; a hole that is `None` is closed.
fn push(polygon: Polygon<'_>, rings: impl Iterator<Item = Option<Vec<Point>>>, into: &mut Polygons) {
    let mut part = 0;
    for (ring, points) in polygon.rings().zip(rings) {
        if ring.part != part {
            into.end_part();
            part = ring.part;
        }
        if let Some(points) = points {
            into.push_ring(points);
        }
    }
    into.end_part();
    into.end_polygon();
}

/// The metres that a unit has along x and along y.
fn scale(surface: &Surface, at: Point) -> (f64, f64) {
    let unit = |dx: i64, dy: i64| {
        let to = Point::new(at.x + dx, at.y + dy);
        surface.length(at, to) as f64 * 1e-3 / 1e5
    };
    (unit(100_000, 0), unit(0, 100_000))
}

/// How far two points are from each other in metres, near to the scale.
fn distance((x, y): (f64, f64), one: Point, other: Point) -> f64 {
    libm::hypot((other.x - one.x) as f64 * x, (other.y - one.y) as f64 * y)
}

/// Where each vertex goes.
fn targets<'p>(
    polygons: &'p Polygons,
    surface: &Surface,
    tolerance: f64,
    moves: &mut Moves,
) -> BTreeMap<&'p Point, Point> {
    let mut counts: BTreeMap<&Point, usize> = BTreeMap::new();
    for point in (0..polygons.len()).flat_map(|at| polygons.get(at).points()) {
        *counts.entry(point).or_default() += 1;
    }
    let mut order: Vec<(&Point, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(point, count)| (Reverse(*count), **point));
    // Cells that are at least as wide as the tolerance everywhere.
    let narrowest = order
        .iter()
        .map(|(point, _)| scale(surface, **point))
        .fold((f64::MAX, f64::MAX), |least, next| (least.0.min(next.0), least.1.min(next.1)));
    let width = |unit: f64| ((tolerance / unit).min(1e9) as i64).max(1) + 1;
    let (width, height) = (width(narrowest.0), width(narrowest.1));
    let cell = |point: Point| (point.x.div_euclid(width), point.y.div_euclid(height));
    let mut kept: BTreeMap<(i64, i64), Vec<Point>> = BTreeMap::new();
    let mut targets = BTreeMap::new();
    for (point, _) in order {
        let (column, row) = cell(*point);
        let scale = scale(surface, *point);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, row + dy)));
        let nearest = near
            .filter_map(|cell| kept.get(&cell))
            .flatten()
            .map(|other| (distance(scale, *point, *other), *other))
            .filter(|(far, _)| *far <= tolerance)
            .min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        if let Some((far, other)) = nearest {
            moves.moved += 1;
            moves.farthest = moves.farthest.max(far);
            targets.insert(point, other);
        } else {
            kept.entry((column, row)).or_default().push(*point);
            targets.insert(point, *point);
        }
    }
    targets
}

/// A ring whose edges go through the vertices that they nearly pass.
fn through_vertices(
    ring: &[Point],
    near: impl Fn(&Bounds) -> Vec<Point>,
    surface: &Surface,
    tolerance: f64,
    moves: &mut Moves,
) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(ring.len());
    for at in 0..ring.len() {
        let (from, to) = (ring[at], ring[(at + 1) % ring.len()]);
        points.push(from);
        if from == to {
            continue;
        }
        let scale = scale(surface, from);
        let margin = |unit: f64| (tolerance / unit).min(1e9) as i64 + 1;
        let mut bounds = Bounds { min: from, max: from };
        bounds.include(to);
        bounds.min = Point::new(bounds.min.x - margin(scale.0), bounds.min.y - margin(scale.1));
        bounds.max = Point::new(bounds.max.x + margin(scale.0), bounds.max.y + margin(scale.1));
        let mut passed: Vec<(f64, Point)> = Vec::new();
        for vertex in near(&bounds) {
            let (along, beside) = relative(scale, from, to, vertex);
            if along > 0.0 && along < 1.0 && beside <= tolerance && beside > 0.0 {
                moves.farthest = moves.farthest.max(beside);
                passed.push((along, vertex));
            }
        }
        passed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        moves.inserted += passed.len();
        points.extend(passed.into_iter().map(|(_, vertex)| vertex));
    }
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

/// Where a point lies along an edge, from 0 to 1, and how far beside it in metres.
fn relative((x, y): (f64, f64), from: Point, to: Point, point: Point) -> (f64, f64) {
    let metres = |from: Point, to: Point| ((to.x - from.x) as f64 * x, (to.y - from.y) as f64 * y);
    let (edge, point) = (metres(from, to), metres(from, point));
    let square = edge.0 * edge.0 + edge.1 * edge.1;
    let along = (edge.0 * point.0 + edge.1 * point.1) / square;
    (along, (edge.0 * point.1 - edge.1 * point.0).abs() / libm::sqrt(square))
}
