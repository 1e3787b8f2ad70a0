//! The map of the page: shapes on a grid of whole numbers, so that they take little room.

use std::fmt::Write;

use serde::Serialize;

use super::both::Both;
use crate::geo::{Atlas, Coordinate, CoordinateSystem, Cover};

/// How many units of the grid the longer side of the map has: some ten to a point of a large screen.
const UNITS: f64 = 16_000.0;

/// A map to be drawn.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Drawing {
    shapes: Vec<Shape>,
    defects: Vec<Flaw>,
}

/// The polygon of an area or grid.
#[derive(Debug, Clone, Serialize)]
struct Shape {
    code: String,
    path: String,
    /// The least and the greatest place, to the right and down.
    bounds: [i64; 4],
}

/// A defect of the cover of an area or grid.
#[derive(Debug, Clone, Serialize)]
struct Flaw {
    kind: Both,
    /// The code of what should be covered.
    parent: String,
    codes: Vec<String>,
    area: String,
    width: String,
    path: String,
}

impl Drawing {
    /// The areas and grids of an atlas that are drawn, and the defects of covers.
    pub(super) fn new<'c, 'g: 'c>(atlas: &Atlas<'g>, covers: impl IntoIterator<Item = &'c Cover<'g>>) -> Self {
        let outlines: Vec<_> = atlas.outlines().collect();
        let grid = Grid::new(atlas.system(), outlines.iter().flat_map(|(_, rings)| rings.iter().flatten()));
        let shapes = outlines.iter().map(|(node, rings)| {
            let (path, bounds) = grid.path(rings);
            Shape { code: node.code().to_owned(), path, bounds }
        });
        let shapes = shapes.collect();
        let defects = covers.into_iter().flat_map(|cover| {
            cover.defects().iter().map(|defect| Flaw {
                kind: Both::new(defect.kind().english(), defect.kind().chinese()),
                parent: cover.parent().code().to_owned(),
                codes: defect.codes().map(str::to_owned).collect(),
                area: defect.area().to_string(),
                width: defect.width().to_string(),
                path: grid.path(defect.rings()).0,
            })
        });
        Self { shapes, defects: defects.collect() }
    }
}

/// From coordinates to whole numbers, to the right and down.
struct Grid {
    left: f64,
    top: f64,
    /// Units of the grid a degree or metre.
    right: f64,
    down: f64,
}

impl Grid {
    fn new<'c>(system: CoordinateSystem, all: impl Iterator<Item = &'c Coordinate>) -> Self {
        let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let [left, bottom, right, top] = all.fold(start, |[left, bottom, right, top], at| {
            [left.min(at.x), bottom.min(at.y), right.max(at.x), top.max(at.y)]
        });
        if left > right {
            return Self { left: 0.0, top: 0.0, right: 1.0, down: 1.0 };
        }
        // A degree to the east is shorter than one to the north.
        let narrowed = match system {
            CoordinateSystem::Plane => 1.0,
            _ => libm::cos(f64::midpoint(bottom, top).to_radians()),
        };
        let longest = ((right - left) * narrowed).max(top - bottom).max(f64::MIN_POSITIVE);
        let scale = UNITS / longest;
        Self { left, top, right: scale * narrowed, down: scale }
    }

    fn place(&self, at: Coordinate) -> (i64, i64) {
        let whole = |number: f64| number.round() as i64;
        (whole((at.x - self.left) * self.right), whole((self.top - at.y) * self.down))
    }

    /// The rings as a path of SVG, points that fall together once, and its bounds.
    fn path(&self, rings: &[Vec<Coordinate>]) -> (String, [i64; 4]) {
        let mut path = String::new();
        let mut bounds = [i64::MAX, i64::MAX, i64::MIN, i64::MIN];
        for ring in rings {
            let mut last: Option<(i64, i64)> = None;
            for (x, y) in ring.iter().map(|at| self.place(*at)) {
                bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
                let step = match last {
                    Some(last) if last == (x, y) => Ok(()),
                    Some(last) => write!(path, "l{} {}", x - last.0, y - last.1),
                    None => write!(path, "M{x} {y}"),
                };
                // Writing to a text cannot fail.
                debug_assert!(step.is_ok());
                last = Some((x, y));
            }
            path.push('z');
        }
        (path, bounds)
    }
}
