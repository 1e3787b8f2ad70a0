//! Closed contours from what is left of a chain.

use super::boundary::Piece;
use super::point::Point;

/// Closed walks over all pieces, each as often as it is left. As many pieces lead into a point as out of it, so a walk
/// cannot end but where it began. O(n log n).
pub(super) fn closed(pieces: &[Piece]) -> Vec<Vec<Point>> {
    let mut steps: Vec<(Point, Point)> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let step = if piece.times > 0 { (piece.low, piece.high) } else { (piece.high, piece.low) };
        steps.extend(std::iter::repeat_n(step, piece.times.unsigned_abs() as usize));
    }
    steps.sort_unstable();
    // For each point where steps begin, the next that was not taken.
    let mut starts: Vec<(Point, usize)> = Vec::new();
    for (at, (from, _)) in steps.iter().enumerate() {
        if starts.last().is_none_or(|(point, _)| point != from) {
            starts.push((*from, at));
        }
    }
    let mut contours = Vec::new();
    for number in 0..starts.len() {
        let (first, _) = starts[number];
        while let Some(mut step) = take(&steps, &mut starts, first) {
            let mut contour = vec![first];
            while step != first {
                contour.push(step);
                let Some(next) = take(&steps, &mut starts, step) else { break };
                step = next;
            }
            contours.push(contour);
        }
    }
    contours
}

/// Takes a step that begins at a point: where it leads.
fn take(steps: &[(Point, Point)], starts: &mut [(Point, usize)], from: Point) -> Option<Point> {
    let at = starts.binary_search_by_key(&from, |(point, _)| *point).ok()?;
    let next = &mut starts[at].1;
    let (start, end) = steps.get(*next)?;
    if *start != from {
        return None;
    }
    *next += 1;
    Some(*end)
}
