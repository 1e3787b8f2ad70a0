//! Random maps: a parent that its children tile exactly.

use proptest::prelude::*;

/// A vertex, in units that a test scales.
pub(crate) type V = (i64, i64);
pub(crate) type Ring = Vec<V>;
/// Parts of rings, in each the outer one first.
pub(crate) type Polygon = Vec<Vec<Ring>>;

/// A parent and what tiles it.
#[derive(Debug, Clone)]
pub(crate) struct Tiling {
    pub(crate) parent: Polygon,
    pub(crate) children: Vec<Polygon>,
}

const STEP: i64 = 20;

/// Quadrangles whose inner vertices are moved, some of them cut into triangles, some of their edges halved on one side.
pub(crate) fn moved_quadrangles() -> impl Strategy<Value = Tiling> {
    (2..5_usize, 2..5_usize).prop_flat_map(|(columns, rows)| {
        let moves = prop::collection::vec((-4..=4_i64, -4..=4_i64), (columns + 1) * (rows + 1));
        let cuts = prop::collection::vec(0..4_u8, columns * rows);
        let halves = prop::collection::vec(any::<bool>(), columns * rows);
        (moves, cuts, halves).prop_map(move |(moves, cuts, halves)| quadrangles(columns, rows, &moves, &cuts, &halves))
    })
}

fn quadrangles(columns: usize, rows: usize, moves: &[V], cuts: &[u8], halves: &[bool]) -> Tiling {
    let vertex = |column: usize, row: usize| {
        let (dx, dy) = moves[row * (columns + 1) + column];
        let inner = |at: usize, end: usize, by: i64| if at == 0 || at == end { 0 } else { by };
        // Even, so that the middle of an edge is a vertex too.
        let (dx, dy) = (inner(column, columns, dx), inner(row, rows, dy));
        (column as i64 * STEP + dx / 2 * 2, row as i64 * STEP + dy / 2 * 2)
    };
    let mut children = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let corners =
                [vertex(column, row), vertex(column + 1, row), vertex(column + 1, row + 1), vertex(column, row + 1)];
            let [a, b, c, d] = corners;
            let mut rings: Vec<Ring> = match cuts[row * columns + column] {
                0 => vec![vec![a, b, c], vec![a, c, d]],
                1 => vec![vec![a, b, d], vec![b, c, d]],
                _ => vec![corners.to_vec()],
            };
            if halves[row * columns + column] {
                let ring = &mut rings[0];
                let middle = (i64::midpoint(ring[0].0, ring[1].0), i64::midpoint(ring[0].1, ring[1].1));
                ring.insert(1, middle);
            }
            children.extend(rings.into_iter().map(|ring| vec![vec![ring]]));
        }
    }
    let (right, top) = (columns as i64 * STEP, rows as i64 * STEP);
    Tiling { parent: vec![vec![vec![(0, 0), (right, 0), (right, top), (0, top)]]], children }
}

/// Unit squares given to children at random: parts, holes and rings that touch in points.
pub(crate) fn labelled_squares() -> impl Strategy<Value = Tiling> {
    (2..7_usize, 2..7_usize, 2..5_u8).prop_flat_map(|(columns, rows, labels)| {
        prop::collection::vec(0..labels, columns * rows).prop_map(move |of| {
            let children = (0..labels)
                .map(|label| outline(columns, rows, |column, row| of[row * columns + column] == label))
                .filter(|polygon| !polygon.is_empty())
                .collect();
            Tiling { parent: outline(columns, rows, |_, _| true), children }
        })
    })
}

/// The outline of some unit squares.
fn outline(columns: usize, rows: usize, is_in: impl Fn(usize, usize) -> bool) -> Polygon {
    let is_in = |column: i64, row: i64| match (usize::try_from(column), usize::try_from(row)) {
        (Ok(column), Ok(row)) => column < columns && row < rows && is_in(column, row),
        _ => false,
    };
    // Directed edges between squares that are in and those that are not: inside to the left.
    let mut edges: Vec<(V, V)> = Vec::new();
    for row in 0..rows as i64 {
        for column in 0..columns as i64 {
            let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
            let beyond = [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)];
            for side in 0..4 {
                if is_in(column, row) && !is_in(beyond[side].0, beyond[side].1) {
                    edges.push((corners[side], corners[(side + 1) % 4]));
                }
            }
        }
    }
    let mut rings: Vec<Ring> = Vec::new();
    while let Some((start, mut at)) = edges.pop() {
        let mut walk = vec![start];
        let mut from = start;
        while at != start {
            // A vertex that comes again closes a ring of its own.
            if let Some(before) = walk.iter().position(|vertex| *vertex == at) {
                rings.push(walk.split_off(before));
            }
            walk.push(at);
            // Where squares touch in a corner, turning left stays with the same square.
            let turn = |to: V| (at.0 - from.0) * (to.1 - at.1) - (at.1 - from.1) * (to.0 - at.0);
            let next = (0..edges.len()).filter(|next| edges[*next].0 == at).max_by_key(|next| turn(edges[*next].1));
            from = at;
            at = edges.swap_remove(next.expect("a closed outline")).1;
        }
        rings.push(walk);
    }
    let area = |ring: &Ring| -> i64 {
        (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()])).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
    };
    let (outer, holes): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(|ring| area(ring) > 0);
    let mut parts: Vec<Vec<Ring>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        // Half a unit inside of an edge of the hole: a hole runs clockwise, its inside lies to the right.
        let (a, b) = (hole[0], hole[1]);
        let probe =
            ((a.0 + b.0) as f64 / 2.0 + (b.1 - a.1) as f64 * 0.5, (a.1 + b.1) as f64 / 2.0 - (b.0 - a.0) as f64 * 0.5);
        let holder = parts.iter_mut().filter(|part| contains(&part[0], probe)).min_by_key(|part| area(&part[0]));
        holder.expect("a hole lies in a part").push(hole);
    }
    let scaled = |ring: Ring| straight(&ring).into_iter().map(|(x, y)| (x * STEP, y * STEP)).collect();
    parts.into_iter().map(|part| part.into_iter().map(scaled).collect()).collect()
}

/// The ring without vertices on straight edges.
fn straight(ring: &[(i64, i64)]) -> Ring {
    let count = ring.len();
    let is_corner = |at: &usize| {
        let (before, here, after) = (ring[(at + count - 1) % count], ring[*at], ring[(at + 1) % count]);
        (here.0 - before.0) * (after.1 - here.1) != (here.1 - before.1) * (after.0 - here.0)
    };
    (0..count).filter(is_corner).map(|at| ring[at]).collect()
}

fn contains(ring: &Ring, (x, y): (f64, f64)) -> bool {
    let crossed = (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()])).filter(|(a, b)| {
        (a.0 as f64 > x) != (b.0 as f64 > x)
            && a.1 as f64 + (x - a.0 as f64) / (b.0 - a.0) as f64 * (b.1 - a.1) as f64 <= y
    });
    crossed.count() % 2 == 1
}

/// Of both kinds.
pub(crate) fn tilings() -> impl Strategy<Value = Tiling> {
    prop_oneof![moved_quadrangles(), labelled_squares()]
}
