//! Sums of boundaries.

use super::super::polygons::Polygons;
use super::*;

fn squares(corners: &[(i64, i64, i64, i64)]) -> Polygons {
    let mut polygons = Polygons::default();
    for (x, y, width, height) in corners {
        let ring = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
        polygons.push_ring(ring.map(|(x, y)| Point::new(x, y)));
        polygons.end_part();
        polygons.end_polygon();
    }
    polygons
}

/// What is left of all but the last, less the last, and the borders.
fn sum(polygons: &Polygons) -> (Vec<Piece>, Vec<Border>) {
    let last = polygons.len() as u32 - 1;
    let members =
        (0..=last).map(|owner| Member { polygon: polygons.get(owner as usize), owner, is_negated: owner == last });
    let mut borders = Vec::new();
    let left = residue(members, Some(&mut |border| borders.push(border)));
    (left, borders)
}

#[test]
fn halves_cancel() {
    let (left, borders) = sum(&squares(&[(0, 0, 5, 10), (5, 0, 5, 10), (0, 0, 10, 10)]));
    assert_eq!(left, [], "a vertex of the children on a straight edge of the parent is no defect");
    let inner: Vec<_> = borders.iter().filter(|border| border.left != 2 && border.right != 2).collect();
    let between = Border { low: Point::new(5, 0), high: Point::new(5, 10), left: 0, right: 1 };
    assert_eq!(inner, [&between]);
}

#[test]
fn a_missing_cell_is_left() {
    let (left, _) = sum(&squares(&[(0, 0, 5, 10), (0, 0, 10, 10)]));
    let total: i64 = left.iter().map(|piece| (piece.high.x - piece.low.x) + (piece.high.y - piece.low.y)).sum();
    assert_eq!(total, 30, "the border of the gap of 5 by 10");
}

#[test]
fn many_edges_in_buckets() {
    let side = 60;
    let mut cells: Vec<_> = (0..side * side).map(|at| (at % side * 7, at / side * 7, 7, 7)).collect();
    cells.push((0, 0, side * 7, side * 7));
    let (left, borders) = sum(&squares(&cells));
    assert_eq!(left, []);
    let inner =
        borders.iter().filter(|border| border.left.max(border.right) < u32::try_from(side * side).unwrap()).count()
            as i64;
    assert_eq!(inner, 2 * side * (side - 1));
    cells[77].0 += 1;
    assert!(!sum(&squares(&cells)).0.is_empty());
}
