//! A naive judge of covers: the plane is cut into slabs between all vertices and crossings, in which edges only follow
//! each other, and each trapezoid is asked who covers it.

use super::lattice::{Polygon, Ring, V};

/// How much land is covered twice, by nobody, and by children outside the parent, in square units.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Judgement {
    /// Each pair that covers a trapezoid counts.
    pub(crate) overlap: f64,
    pub(crate) gap: f64,
    pub(crate) outside: f64,
}

fn edges(polygon: &Polygon) -> impl Iterator<Item = (V, V)> + '_ {
    polygon.iter().flatten().flat_map(ring_edges)
}

fn ring_edges(ring: &Ring) -> impl Iterator<Item = (V, V)> + '_ {
    (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()]))
}

fn cross(a: V, b: V, c: V) -> i64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// Whether an odd number of edges lies below a point.
fn covers(polygon: &Polygon, x: f64, y: f64) -> bool {
    let below = edges(polygon).filter(|(a, b)| {
        let (ax, bx) = (a.0 as f64, b.0 as f64);
        (ax > x) != (bx > x) && a.1 as f64 + (x - ax) / (bx - ax) * (b.1 - a.1) as f64 <= y
    });
    below.count() % 2 == 1
}

pub(crate) fn judge(children: &[&Polygon], parent: &Polygon) -> Judgement {
    let all: Vec<(V, V)> = children.iter().flat_map(|child| edges(child)).chain(edges(parent)).collect();
    let mut stops: Vec<f64> = all.iter().map(|(a, _)| a.0 as f64).collect();
    for (at, (a, b)) in all.iter().enumerate() {
        for (c, d) in &all[at + 1..] {
            let (of_a, of_b) = (cross(*c, *d, *a), cross(*c, *d, *b));
            let (of_c, of_d) = (cross(*a, *b, *c), cross(*a, *b, *d));
            if of_a.signum() * of_b.signum() < 0 && of_c.signum() * of_d.signum() < 0 {
                stops.push(a.0 as f64 + of_a as f64 / (of_a - of_b) as f64 * (b.0 - a.0) as f64);
            }
        }
    }
    stops.sort_by(f64::total_cmp);
    let mut judgement = Judgement::default();
    for slab in stops.windows(2).filter(|slab| slab[1] - slab[0] > 1e-9) {
        let (x, width) = (f64::midpoint(slab[0], slab[1]), slab[1] - slab[0]);
        let mut heights: Vec<f64> = all
            .iter()
            .filter(|(a, b)| (a.0 as f64 > x) != (b.0 as f64 > x))
            .map(|(a, b)| a.1 as f64 + (x - a.0 as f64) / (b.0 - a.0) as f64 * (b.1 - a.1) as f64)
            .collect();
        heights.sort_by(f64::total_cmp);
        // In the middle of a slab, heights that differ by rounding only are the same edge.
        for pair in heights.windows(2).filter(|pair| pair[1] - pair[0] > 1e-9) {
            let (y, area) = (f64::midpoint(pair[0], pair[1]), (pair[1] - pair[0]) * width);
            let count = children.iter().filter(|child| covers(child, x, y)).count();
            let is_inside = covers(parent, x, y);
            judgement.overlap += (count * count.saturating_sub(1) / 2) as f64 * area;
            judgement.gap += f64::from(is_inside && count == 0) * area;
            judgement.outside += if is_inside { 0.0 } else { count as f64 * area };
        }
    }
    judgement
}

/// Whether no two edges of a ring meet but those that follow each other, and these do not turn back.
pub(crate) fn is_simple(ring: &Ring) -> bool {
    let edges: Vec<(V, V)> = ring_edges(ring).collect();
    let on = |a: V, b: V, c: V| {
        cross(a, b, c) == 0
            && (a.0.min(b.0)..=a.0.max(b.0)).contains(&c.0)
            && (a.1.min(b.1)..=a.1.max(b.1)).contains(&c.1)
    };
    let meet = |(a, b): (V, V), (c, d): (V, V)| {
        on(a, b, c)
            || on(a, b, d)
            || on(c, d, a)
            || on(c, d, b)
            || (cross(a, b, c).signum() * cross(a, b, d).signum() < 0
                && cross(c, d, a).signum() * cross(c, d, b).signum() < 0)
    };
    (0..edges.len()).all(|one| {
        (one + 1..edges.len()).all(|other| {
            if other == one + 1 {
                !on(edges[one].0, edges[one].1, edges[other].1) && !on(edges[other].0, edges[other].1, edges[one].0)
            } else if one == 0 && other == edges.len() - 1 {
                !on(edges[one].0, edges[one].1, edges[other].0) && !on(edges[other].0, edges[other].1, edges[one].1)
            } else {
                !meet(edges[one], edges[other])
            }
        })
    })
}

/// Whether a point lies on the border of a polygon.
pub(crate) fn is_on_border(polygon: &Polygon, point: V) -> bool {
    edges(polygon).any(|(a, b)| {
        let within = |a: i64, b: i64, c: i64| (a.min(b)..=a.max(b)).contains(&c);
        cross(a, b, point) == 0 && within(a.0, b.0, point.0) && within(a.1, b.1, point.1)
    })
}

/// Whether a point that lies on no border lies in a polygon.
pub(crate) fn contains(polygon: &Polygon, (x, y): V) -> bool {
    let above = edges(polygon).filter(|(a, b)| {
        let side = cross(*a, *b, (x, y));
        (a.1 > y) != (b.1 > y) && (side > 0) == (b.1 > a.1)
    });
    above.count() % 2 == 1
}

/// How much of their borders two polygons share, in units: where edges lie on each other.
pub(crate) fn shared_border(one: &Polygon, other: &Polygon) -> f64 {
    let mut shared = 0.0;
    for (a, b) in edges(one) {
        for (c, d) in edges(other).filter(|(c, d)| cross(a, b, *c) == 0 && cross(a, b, *d) == 0) {
            let (low, high) = (a.min(b).max(c.min(d)), a.max(b).min(c.max(d)));
            if low < high {
                shared += ((high.0 - low.0) as f64).hypot((high.1 - low.1) as f64);
            }
        }
    }
    shared
}
