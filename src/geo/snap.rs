//! Moves vertices that are nearly on another vertex or edge onto it, within a declared tolerance.

use super::defect::shortest;
use super::planar::area::Surface;
use super::planar::polygons::Polygons;
use super::planar::snap as planar;
use crate::measure::Decimal;

/// What was moved because of a [`Tolerance`](super::Tolerance).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Snapped {
    /// How many vertices were moved onto another one.
    pub moved: usize,
    /// How many vertices of others were inserted into edges that pass them.
    pub inserted: usize,
    /// How far the farthest vertex or edge was moved, in metres.
    pub farthest: Decimal,
}

/// Snaps the vertices of all polygons; with a tolerance of 0 nothing is moved.
pub(super) fn snap(polygons: Polygons, surface: &Surface, tolerance: f64) -> (Polygons, Snapped) {
    if tolerance <= 0.0 {
        return (polygons, Snapped::default());
    }
    let (polygons, moves) = planar::snap(&polygons, surface, tolerance);
    let snapped = Snapped { moved: moves.moved, inserted: moves.inserted, farthest: shortest(moves.farthest, 4) };
    (polygons, snapped)
}
