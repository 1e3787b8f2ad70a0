//! Whether a polygon is valid by itself, by what OGC's *Simple Features* asks for: rings simple, holes inside, parts
//! apart, the interior of each part in one piece. Rings may touch in single points.

use super::point::{Point, cross};
use super::polygons::{Polygon, edges};

/// What is wrong with a polygon, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) kind: FlawKind,
    /// A vertex or crossing where it shows.
    pub(crate) at: Point,
}

/// What is wrong with a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FlawKind {
    /// Two edges cross.
    Crossing,
    /// Two edges lie on each other.
    Doubled,
    /// A ring passes a point twice.
    Touching,
    /// A hole lies outside the outer ring of its part.
    HoleOutside,
    /// A hole lies within another hole.
    NestedHoles,
    /// A part lies within another part.
    NestedParts,
    /// Holes cut the interior of a part into pieces.
    CutApart,
}

/// Up to this many edges, comparing each pair of them is faster than the sweep.
const FEW: usize = 24;

/// What is wrong with a polygon, if anything. O(n log n) in its edges, times the moves in the list of edges that
/// stand above each other.
pub(crate) fn flaw(polygon: Polygon<'_>) -> Option<Flaw> {
    let mut rings = polygon.rings();
    match (rings.next(), rings.next()) {
        (Some(ring), None) if ring.points.len() <= FEW => flaw_of_short_ring(ring.points),
        _ => Sweep::new(polygon).run(),
    }
}

/// Each pair of edges of one ring of at most [`FEW`]. Edges that follow each other share a point, and must not turn back.
#[expect(clippy::needless_bitwise_bool, reason = "four comparisons without a branch are faster than one by one")]
fn flaw_of_short_ring(ring: &[Point]) -> Option<Flaw> {
    let count = ring.len();
    let point = |at: usize| ring[if at < count { at } else { at - count }];
    // The box of each edge: most pairs are told apart by them, without a branch a side.
    let mut boxes = [[0_i64; 4]; FEW];
    for (at, bounds) in boxes.iter_mut().enumerate().take(count) {
        let (a, b) = (ring[at], point(at + 1));
        *bounds = [a.x.min(b.x), a.x.max(b.x), a.y.min(b.y), a.y.max(b.y)];
    }
    for first in 0..count {
        let (a, b) = (ring[first], point(first + 1));
        let turn = point(first + 2);
        if cross(a, b, turn) == 0 && is_behind(a, b, turn) {
            return Some(Flaw { kind: FlawKind::Doubled, at: b });
        }
        let last = if first == 0 { count - 1 } else { count };
        let [left, right, bottom, top] = boxes[first];
        for (second, other) in boxes.iter().enumerate().take(last).skip(first + 2) {
            let is_near = (other[0] <= right) & (left <= other[1]) & (other[2] <= top) & (bottom <= other[3]);
            if is_near && let Some(flaw) = meeting(a, b, ring[second], point(second + 1)) {
                return Some(flaw);
            }
        }
    }
    None
}

/// Whether `c` lies on the same side of `b` as `a`, all on one line.
fn is_behind(a: Point, b: Point, c: Point) -> bool {
    let wide = |from: i64, to: i64| i128::from(to - from);
    wide(b.x, a.x) * wide(b.x, c.x) + wide(b.y, a.y) * wide(b.y, c.y) > 0
}

/// How two edges meet that have no business with each other.
fn meeting(a: Point, b: Point, c: Point, d: Point) -> Option<Flaw> {
    let apart = |a: i64, b: i64, c: i64, d: i64| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y) {
        return None;
    }
    let (of_c, of_d) = (cross(a, b, c), cross(a, b, d));
    let (of_a, of_b) = (cross(c, d, a), cross(c, d, b));
    if (of_c > 0 && of_d > 0) || (of_c < 0 && of_d < 0) || (of_a > 0 && of_b > 0) || (of_a < 0 && of_b < 0) {
        return None;
    }
    if of_c == 0 && of_d == 0 {
        // On one line, and their boxes touch: they share a point or a stretch.
        let (low, high) = (a.min(b).max(c.min(d)), a.max(b).min(c.max(d)));
        let kind = if low == high { FlawKind::Touching } else { FlawKind::Doubled };
        return Some(Flaw { kind, at: low });
    }
    let at = match () {
        () if of_c == 0 => c,
        () if of_d == 0 => d,
        () if of_a == 0 => a,
        () if of_b == 0 => b,
        () => return Some(Flaw { kind: FlawKind::Crossing, at: crossing(a, b, of_a, of_b) }),
    };
    Some(Flaw { kind: FlawKind::Touching, at })
}

/// The point of the lattice next to where the edge from `a` to `b` crosses another, given the sides of its ends.
fn crossing(a: Point, b: Point, of_a: i128, of_b: i128) -> Point {
    // Only told to people: a rounded float serves.
    let share = of_a as f64 / (of_a - of_b) as f64;
    let between = |from: i64, to: i64| from + (share * (to - from) as f64).round() as i64;
    Point::new(between(a.x, b.x), between(a.y, b.y))
}

/// An edge from its lower to its higher end, in the order of points.
#[derive(Debug, Clone, Copy)]
struct Edge {
    low: Point,
    high: Point,
    ring: u32,
    /// Whether what the ring encloses lies above the edge.
    encloses_above: bool,
}

/// A sweep over all points from the least to the greatest, after Shamos and Hoey. Edges that contain the point are
/// handled together, so that rings which touch there do not disturb the order.
struct Sweep<'a> {
    polygon: Polygon<'a>,
    /// Sorted by their lower ends; those of one end from the bottom to the top.
    edges: Vec<Edge>,
    rings: Vec<SweptRing>,
    /// The edges that the sweep stands on, from the bottom to the top.
    status: Vec<u32>,
    /// The points where rings touch, each with a ring that passes.
    touches: Vec<(Point, u32)>,
}

/// What the sweep knows of a ring.
#[derive(Debug, Clone, Copy)]
struct SweptRing {
    first: Point,
    part: usize,
    is_hole: bool,
    around: Around,
}

/// Which ring is directly around one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// The sweep did not come to its first point yet.
    Unknown,
    Nothing,
    Ring(u32),
}

impl<'a> Sweep<'a> {
    fn new(polygon: Polygon<'a>) -> Self {
        let mut all = Vec::with_capacity(polygon.points().len());
        let mut rings = Vec::new();
        for (number, ring) in polygon.rings().enumerate() {
            let first = ring.points.iter().min().copied().unwrap_or_default();
            rings.push(SweptRing { first, part: ring.part, is_hole: ring.is_hole, around: Around::Unknown });
            all.extend(edges(ring.points).map(|(from, to)| Edge {
                low: from.min(to),
                high: from.max(to),
                ring: number as u32,
                // Outer rings run counter-clockwise, so that what they enclose is above edges that run to the right.
                encloses_above: (from < to) != ring.is_hole,
            }));
        }
        all.sort_unstable_by(|one, other| {
            let upward = |one: &Edge, other: &Edge| 0.cmp(&cross(one.low, one.high, other.high));
            one.low.cmp(&other.low).then_with(|| upward(one, other)).then(one.high.cmp(&other.high))
        });
        Self { polygon, edges: all, rings, status: Vec::new(), touches: Vec::new() }
    }

    fn run(mut self) -> Option<Flaw> {
        let mut points = self.polygon.points().to_vec();
        points.sort_unstable();
        points.dedup();
        let mut next = 0;
        for point in points {
            let from = next;
            while self.edges.get(next).is_some_and(|edge| edge.low == point) {
                next += 1;
            }
            if let Some(flaw) = self.step(point, from..next) {
                return Some(flaw);
            }
        }
        self.nesting().or_else(|| self.connection())
    }

    fn edge(&self, at: u32) -> Edge {
        self.edges[at as usize]
    }

    /// Moves the sweep over a point, where some edges begin.
    fn step(&mut self, point: Point, beginning: std::ops::Range<usize>) -> Option<Flaw> {
        let side = |at: &u32| cross(self.edge(*at).low, self.edge(*at).high, point);
        let start = self.status.partition_point(|at| side(at) > 0);
        let end = start + self.status[start..].partition_point(|at| side(at) == 0);
        let passing: Vec<u32> =
            self.status[start..end].iter().copied().filter(|at| self.edge(*at).high != point).collect();
        if passing.len() > 1 {
            return Some(Flaw { kind: FlawKind::Crossing, at: point });
        }
        let mut right: Vec<u32> = beginning.clone().map(|at| at as u32).collect();
        if let Some(through) = passing.first() {
            let above = self.edge(*through).high;
            let at = right.partition_point(|at| cross(point, self.edge(*at).high, above) > 0);
            right.insert(at, *through);
        }
        for pair in right.windows(2) {
            if cross(point, self.edge(pair[0]).high, self.edge(pair[1]).high) == 0 {
                return Some(Flaw { kind: FlawKind::Doubled, at: point });
            }
        }
        if let Some(flaw) = self.visits(point, start..end, &right, passing.len()) {
            return Some(flaw);
        }
        let (below, count) = (start.checked_sub(1), right.len());
        self.status.splice(start..end, right);
        if let Some(below) = below {
            let flaw = self.status.get(start).and_then(|_| self.crossing(below, start));
            if flaw.is_some() {
                return flaw;
            }
        }
        if count > 0 && start + count < self.status.len() {
            let flaw = self.crossing(start + count - 1, start + count);
            if flaw.is_some() {
                return flaw;
            }
        }
        self.surround(point, start..start + count);
        None
    }

    /// Two edges that stand directly above each other must not cross further on.
    fn crossing(&self, below: usize, above: usize) -> Option<Flaw> {
        let (one, other) = (self.edge(self.status[below]), self.edge(self.status[above]));
        meeting(one.low, one.high, other.low, other.high).filter(|flaw| flaw.kind == FlawKind::Crossing)
    }

    /// Which rings pass the point: each once, and without crossing each other.
    fn visits(&mut self, point: Point, left: std::ops::Range<usize>, right: &[u32], passing: usize) -> Option<Flaw> {
        // Around the point counter-clockwise: to the right from the bottom, to the left from the top.
        let around = right.iter().chain(self.status[left].iter().rev()).map(|at| self.edge(*at).ring);
        let around: Vec<u32> = around.collect();
        if around.len() == 2 && passing == 0 {
            return None;
        }
        let mut rings = around.clone();
        rings.sort_unstable();
        if rings.chunk_by(|one, other| one == other).any(|ring| ring.len() != 2) {
            return Some(Flaw { kind: FlawKind::Touching, at: point });
        }
        rings.dedup();
        let mut open: Vec<u32> = Vec::with_capacity(rings.len());
        for ring in around {
            if open.last() == Some(&ring) {
                open.pop();
            } else {
                open.push(ring);
            }
        }
        // What is left did not pair up: rings that interleave cross.
        if !open.is_empty() {
            return Some(Flaw { kind: FlawKind::Crossing, at: point });
        }
        self.touches.extend(rings.into_iter().map(|ring| (point, ring)));
        None
    }

    /// Notes which ring is directly around each ring that begins at the point.
    fn surround(&mut self, point: Point, new: std::ops::Range<usize>) {
        for at in new {
            let ring = self.edge(self.status[at]).ring as usize;
            if self.rings[ring].first != point || self.rings[ring].around != Around::Unknown {
                continue;
            }
            let below = at.checked_sub(1).map(|below| self.edge(self.status[below]));
            self.rings[ring].around = match below {
                None => Around::Nothing,
                Some(below) if below.encloses_above => Around::Ring(below.ring),
                Some(below) => self.rings[below.ring as usize].around,
            };
        }
    }

    /// Holes lie directly in the outer ring of their part, parts in nothing or in a hole of another part.
    fn nesting(&self) -> Option<Flaw> {
        self.rings.iter().find_map(|ring| {
            let around = match ring.around {
                Around::Ring(around) => Some(self.rings[around as usize]),
                Around::Nothing | Around::Unknown => None,
            };
            let kind = match (ring.is_hole, around) {
                (true, Some(around)) if !around.is_hole && around.part == ring.part => return None,
                (true, Some(around)) if around.is_hole && around.part == ring.part => FlawKind::NestedHoles,
                (true, _) => FlawKind::HoleOutside,
                (false, None) => return None,
                (false, Some(around)) if around.is_hole && around.part != ring.part => return None,
                (false, Some(_)) => FlawKind::NestedParts,
            };
            Some(Flaw { kind, at: ring.first })
        })
    }

    /// Rings of one part that touch in a circle of points cut its interior apart.
    fn connection(&self) -> Option<Flaw> {
        let mut sets = Sets::new(self.rings.len() + self.touches.len());
        let mut touches = self.touches.clone();
        touches.sort_unstable_by_key(|(point, ring)| (*point, self.rings[*ring as usize].part, *ring));
        let same = |one: &(Point, u32), other: &(Point, u32)| {
            one.0 == other.0 && self.rings[one.1 as usize].part == self.rings[other.1 as usize].part
        };
        for (number, group) in touches.chunk_by(same).enumerate() {
            for (point, ring) in group {
                if !sets.join(*ring as usize, self.rings.len() + number) {
                    return Some(Flaw { kind: FlawKind::CutApart, at: *point });
                }
            }
        }
        None
    }
}

/// How many pieces the parts of a valid polygon form, where parts that touch in a point are one piece. O(n log n).
pub(crate) fn pieces(polygon: Polygon<'_>) -> usize {
    let parts = polygon.part_count();
    if parts <= 1 {
        return parts;
    }
    let mut sweep = Sweep::new(polygon);
    let mut points = polygon.points().to_vec();
    points.sort_unstable();
    points.dedup();
    let mut next = 0;
    for point in points {
        let from = next;
        while sweep.edges.get(next).is_some_and(|edge| edge.low == point) {
            next += 1;
        }
        sweep.step(point, from..next);
    }
    let mut sets = Sets::new(parts);
    sweep.touches.sort_unstable();
    let mut pieces = parts;
    for pair in sweep.touches.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let part = |at: usize| sweep.rings[pair[at].1 as usize].part;
        pieces -= usize::from(part(0) != part(1) && sets.join(part(0), part(1)));
    }
    pieces
}

/// Disjoint sets of numbers.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins the sets of two numbers; false if it is one set already.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
        one != other
    }
}

#[cfg(test)]
#[path = "validity_tests.rs"]
mod tests;
