//! The sum of boundary chains: what cancels is a border, what is left bounds all that is wrong.

use std::ops::Range;

use super::collinear;
use super::point::{Bounds, Point};
use super::polygons::Polygon;

/// A polygon in a sum of boundaries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) polygon: Polygon<'a>,
    /// What the caller knows it by; below [`Member::MOST`].
    pub(crate) owner: u32,
    /// Whether its boundary is subtracted.
    pub(crate) is_negated: bool,
}

impl Member<'_> {
    /// The number of owners that there can be: one bit of 32 is the sign.
    pub(crate) const MOST: u32 = 1 << 31;
}

/// A piece of edge that did not cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The lower end, in the order of points.
    pub(crate) low: Point,
    pub(crate) high: Point,
    /// How often it is left, positive from `low` to `high`; never 0.
    pub(crate) times: i32,
    /// The members whose boundary lies here, sorted.
    pub(crate) owners: Vec<u32>,
}

/// A piece of border between two members that lie on its two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Border {
    pub(crate) low: Point,
    pub(crate) high: Point,
    /// The one to its left, seen from `low`.
    pub(crate) left: u32,
    pub(crate) right: u32,
}

/// Takes the borders, if anybody wants them.
pub(crate) type Listener<'a> = Option<&'a mut dyn FnMut(Border)>;

/// An edge in 20 bytes: its ends as offsets from the least corner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Packed {
    low: u64,
    high: u64,
    /// The owner, and as lowest bit whether the edge runs from `high` to `low`.
    owner: u32,
}

/// The offset between points as one number that is ordered as they are.
#[derive(Debug, Clone, Copy)]
struct Packing {
    origin: Point,
}

impl Packing {
    fn pack(self, point: Point) -> u64 {
        // The origin is the least corner, so that no offset is negative.
        (point.x.abs_diff(self.origin.x) << 32) | point.y.abs_diff(self.origin.y)
    }

    fn unpack(self, packed: u64) -> Point {
        Point::new(self.origin.x + (packed >> 32) as i64, self.origin.y + (packed & u64::from(u32::MAX)) as i64)
    }
}

/// An edge with its ends in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directed {
    pub(super) low: Point,
    pub(super) high: Point,
    pub(super) owner: u32,
    /// 1 from `low` to `high`, -1 the other way.
    pub(super) sign: i32,
}

/// About so many edges are sorted together: they fit the nearest cache.
const BUCKET: usize = 1 << 10;

/// What is left of the sum of boundaries, sorted by ends; empty exactly if the sum is zero. Each piece of border that two
/// members share is reported, if anybody listens. O(n log n) in edges, of which most are sorted within small buckets; with
/// a listener, also the borders, which are many where many members overlap.
///
/// Two polygons are equal as far as boundaries go if the sum of one and the other negated is zero.
///
/// # Panics
///
/// If the members reach over more than 2^32 units of the lattice.
pub(crate) fn residue<'a>(members: impl Iterator<Item = Member<'a>> + Clone, mut border: Listener<'_>) -> Vec<Piece> {
    let mut bounds: Option<Bounds> = None;
    for member in members.clone() {
        for point in member.polygon.points() {
            bounds.get_or_insert(Bounds { min: *point, max: *point }).include(*point);
        }
    }
    let Some(bounds) = bounds else { return Vec::new() };
    let fits = |from: i64, to: i64| u32::try_from(to - from).is_ok();
    assert!(
        fits(bounds.min.x, bounds.max.x) && fits(bounds.min.y, bounds.max.y),
        "INVARIANT: a map reaches over at most 2^32 units"
    );
    let packing = Packing { origin: bounds.min };
    let (mut edges, buckets) = in_buckets(members, packing);
    let mut left = Vec::new();
    for bucket in buckets {
        let bucket = &mut edges[bucket];
        bucket.sort_unstable();
        for group in bucket.chunk_by(|one, other| one.low == other.low && one.high == other.high) {
            cancel(group, packing, &mut left, &mut border);
        }
    }
    drop(edges);
    collinear::cancel(left, &mut border)
}

/// All edges, so that equal ones are in one bucket, and the buckets.
fn in_buckets<'a>(
    members: impl Iterator<Item = Member<'a>> + Clone,
    packing: Packing,
) -> (Vec<Packed>, Vec<Range<usize>>) {
    let count: usize = members.clone().map(|member| member.polygon.points().len()).sum();
    let bits = (count / BUCKET).next_power_of_two().trailing_zeros();
    let number = |edge: &Packed| {
        let mixed = (edge.low ^ edge.high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // A shift by all 64 bits overflows.
        mixed.checked_shr(64 - bits).unwrap_or(0) as usize
    };
    let mut ends = vec![0_usize; 1 << bits];
    for member in members.clone() {
        each_edge(member, packing, |edge| ends[number(&edge)] += 1);
    }
    let mut start = 0;
    let buckets: Vec<Range<usize>> = ends
        .iter_mut()
        .map(|length| {
            let bucket = start..start + *length;
            (*length, start) = (start, bucket.end);
            bucket
        })
        .collect();
    let mut edges = vec![Packed::default(); count];
    for member in members {
        each_edge(member, packing, |edge| {
            let end = &mut ends[number(&edge)];
            edges[*end] = edge;
            *end += 1;
        });
    }
    (edges, buckets)
}

#[inline]
fn each_edge(member: Member<'_>, packing: Packing, mut take: impl FnMut(Packed)) {
    for ring in member.polygon.rings() {
        let Some(last) = ring.points.last() else { continue };
        let mut from = packing.pack(*last);
        for point in ring.points {
            let to = packing.pack(*point);
            let is_reversed = (to < from) != member.is_negated;
            let owner = (member.owner << 1) | u32::from(is_reversed);
            take(Packed { low: from.min(to), high: from.max(to), owner });
            from = to;
        }
    }
}

/// Equal edges: they cancel as a whole, or are all kept.
#[inline]
fn cancel(group: &[Packed], packing: Packing, left: &mut Vec<Directed>, border: &mut Listener<'_>) {
    let sign = |edge: &Packed| 1 - 2 * (edge.owner & 1) as i32;
    if group.iter().map(sign).sum::<i32>() != 0 {
        left.extend(group.iter().map(|edge| Directed {
            low: packing.unpack(edge.low),
            high: packing.unpack(edge.high),
            owner: edge.owner >> 1,
            sign: sign(edge),
        }));
        return;
    }
    let Some(border) = border else { return };
    let (low, high) = (packing.unpack(group[0].low), packing.unpack(group[0].high));
    for one in group.iter().filter(|edge| sign(edge) > 0) {
        for other in group.iter().filter(|edge| sign(edge) < 0) {
            border(Border { low, high, left: one.owner >> 1, right: other.owner >> 1 });
        }
    }
}

#[cfg(test)]
#[path = "boundary_tests.rs"]
mod tests;
