//! Cancels edges that lie on one line and have different ends: a vertex on one side of a straight border is no defect.

use super::boundary::{Border, Directed, Listener, Piece};
use super::point::Point;

/// The line that an edge lies on: its direction without common factors, and how far it is from the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) dx: i64,
    pub(super) dy: i64,
    /// `dx * y - dy * x`, the same for all its points.
    pub(super) offset: i128,
}

impl Line {
    /// The line through two different points, the same whichever comes first.
    pub(super) fn through(one: Point, other: Point) -> Self {
        let (low, high) = (one.min(other), one.max(other));
        let (dx, dy) = (high.x - low.x, high.y - low.y);
        let factor = greatest_common_divisor(dx.unsigned_abs(), dy.unsigned_abs()) as i64;
        let (dx, dy) = (dx / factor, dy / factor);
        Self { dx, dy, offset: i128::from(dx) * i128::from(low.y) - i128::from(dy) * i128::from(low.x) }
    }
}

/// Of two numbers that are not both zero.
pub(super) fn greatest_common_divisor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// Cuts edges along common lines, adds them up, and returns the pieces that are left, sorted by their ends.
pub(super) fn cancel(edges: Vec<Directed>, border: &mut Listener<'_>) -> Vec<Piece> {
    let mut edges: Vec<(Line, Directed)> =
        edges.into_iter().map(|edge| (Line::through(edge.low, edge.high), edge)).collect();
    edges.sort_unstable_by_key(|(line, edge)| (*line, edge.low, edge.high, edge.owner, edge.sign));
    let mut pieces = Vec::new();
    for line in edges.chunk_by(|one, other| one.0 == other.0) {
        cancel_on_line(line, &mut pieces, border);
    }
    pieces.sort_unstable_by_key(|piece| (piece.low, piece.high));
    pieces
}

/// Walks along a line over the ends of its edges. O(k log k) for k edges, times those that lie over each other.
fn cancel_on_line(edges: &[(Line, Directed)], pieces: &mut Vec<Piece>, border: &mut Listener<'_>) {
    let mut stops: Vec<Point> = edges.iter().flat_map(|(_, edge)| [edge.low, edge.high]).collect();
    stops.sort_unstable();
    stops.dedup();
    let mut next = 0;
    let mut open: Vec<Directed> = Vec::new();
    for stop in stops.windows(2) {
        let (low, high) = (stop[0], stop[1]);
        open.retain(|edge| edge.high > low);
        while edges.get(next).is_some_and(|(_, edge)| edge.low == low) {
            open.push(edges[next].1);
            next += 1;
        }
        if let Some(border) = border {
            for one in open.iter().filter(|edge| edge.sign > 0) {
                for other in open.iter().filter(|edge| edge.sign < 0) {
                    border(Border { low, high, left: one.owner, right: other.owner });
                }
            }
        }
        let times = open.iter().map(|edge| edge.sign).sum();
        if times != 0 {
            let mut owners: Vec<u32> = open.iter().map(|edge| edge.owner).collect();
            owners.sort_unstable();
            owners.dedup();
            pieces.push(Piece { low, high, times, owners });
        }
    }
}
