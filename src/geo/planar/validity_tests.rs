//! Valid and invalid polygons, and the sweep held to the comparison of all pairs.

use super::super::polygons::Polygons;
use super::*;

fn points(ring: &[(i64, i64)]) -> Vec<Point> {
    ring.iter().map(|(x, y)| Point::new(*x, *y)).collect()
}

/// A polygon of parts of rings.
fn polygon(parts: &[&[&[(i64, i64)]]]) -> Polygons {
    let mut polygons = Polygons::default();
    for part in parts {
        part.iter().for_each(|ring| polygons.push_ring(points(ring)));
        polygons.end_part();
    }
    polygons.end_polygon();
    polygons
}

fn kind(parts: &[&[&[(i64, i64)]]]) -> Option<FlawKind> {
    flaw(polygon(parts).get(0)).map(|flaw| flaw.kind)
}

const SQUARE: &[(i64, i64)] = &[(0, 0), (10, 0), (10, 10), (0, 10)];
const HOLE: &[(i64, i64)] = &[(2, 2), (4, 2), (4, 4), (2, 4)];

#[test]
fn valid_polygons() {
    assert_eq!(kind(&[&[SQUARE]]), None);
    assert_eq!(kind(&[&[SQUARE, HOLE]]), None);
    let corner: &[_] = &[(0, 0), (4, 2), (2, 4)];
    assert_eq!(kind(&[&[SQUARE, corner]]), None, "a hole may touch in a point");
    let on_edge: &[_] = &[(5, 0), (6, 3), (4, 3)];
    assert_eq!(kind(&[&[SQUARE, on_edge]]), None, "and on an edge");
    let beside: &[_] = &[(10, 10), (20, 10), (20, 20)];
    assert_eq!(kind(&[&[SQUARE], &[beside]]), None, "parts may touch in a point");
    let island: &[_] = &[(3, 3), (4, 3), (4, 4)];
    let wide: &[_] = &[(2, 2), (8, 2), (8, 8), (2, 8)];
    assert_eq!(kind(&[&[SQUARE, wide], &[island]]), None, "an island in a hole");
    assert_eq!(kind(&[&[island], &[SQUARE, wide]]), None, "whichever comes first");
}

#[test]
fn flaws_by_kind() {
    let bow_tie: &[_] = &[(0, 0), (10, 10), (10, 0), (0, 9)];
    assert_eq!(kind(&[&[bow_tie]]), Some(FlawKind::Crossing));
    let spike: &[_] = &[(0, 0), (10, 0), (10, 5), (20, 5), (10, 5), (10, 10), (0, 10)];
    assert!(kind(&[&[spike]]).is_some());
    let eight: &[_] = &[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10)];
    assert_eq!(kind(&[&[eight]]), Some(FlawKind::Touching));
    let far: &[_] = &[(22, 2), (24, 2), (24, 4), (22, 4)];
    assert_eq!(kind(&[&[SQUARE, far]]), Some(FlawKind::HoleOutside));
    let inner: &[_] = &[(3, 2), (4, 3), (3, 3)];
    assert_eq!(kind(&[&[SQUARE, HOLE, inner]]), Some(FlawKind::NestedHoles));
    assert_eq!(kind(&[&[SQUARE], &[HOLE]]), Some(FlawKind::NestedParts));
    let across: &[_] = &[(8, 4), (12, 4), (12, 6), (8, 6)];
    assert_eq!(kind(&[&[SQUARE], &[across]]), Some(FlawKind::Crossing));
    let beside: &[_] = &[(10, 0), (20, 0), (20, 10), (10, 10)];
    assert_eq!(kind(&[&[SQUARE], &[beside]]), Some(FlawKind::Doubled), "parts share an edge");
    let from_corner: &[_] = &[(0, 0), (5, 5), (2, 6)];
    let to_corner: &[_] = &[(10, 10), (5, 5), (8, 4)];
    assert_eq!(kind(&[&[SQUARE, from_corner, to_corner]]), Some(FlawKind::CutApart));
}

#[test]
fn parts_that_touch_are_one_piece() {
    let beside: &[_] = &[(10, 10), (20, 10), (20, 20)];
    let far: &[_] = &[(30, 10), (40, 10), (40, 20)];
    assert_eq!(pieces(polygon(&[&[SQUARE], &[beside], &[far]]).get(0)), 2);
    assert_eq!(pieces(polygon(&[&[SQUARE]]).get(0)), 1);
}

/// A small generator of random numbers, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound) as i64
    }
}

#[test]
fn the_sweep_agrees_with_all_pairs() {
    let mut random = Random(7);
    let (mut valid, mut invalid) = (0, 0);
    for round in 0..60_000 {
        let size = 4 + round % 5;
        let mut ring: Vec<Point> = Vec::new();
        for _ in 0..3 + random.below(7) {
            let point = Point::new(random.below(size), random.below(size));
            if ring.last() != Some(&point) && ring.first() != Some(&point) {
                ring.push(point);
            }
        }
        if ring.len() < 3 || super::super::polygons::doubled_area(&ring) == 0 {
            continue;
        }
        let mut polygons = Polygons::default();
        polygons.push_ring(ring.iter().copied());
        polygons.end_part();
        polygons.end_polygon();
        let by_pairs = flaw_of_short_ring(polygons.get(0).points());
        let by_sweep = Sweep::new(polygons.get(0)).run();
        assert_eq!(by_pairs.is_none(), by_sweep.is_none(), "{ring:?}: {by_pairs:?}, {by_sweep:?}");
        *(if by_pairs.is_none() { &mut valid } else { &mut invalid }) += 1;
    }
    assert!(valid > 5_000 && invalid > 5_000, "{valid} valid, {invalid} not");
}
