//! What counts as the same place, and as a sliver.

use super::CoordinateSystem;

/// What is made of small differences between shapes. By default nothing is moved.
///
/// ```
/// use gridgov::geo::Tolerance;
///
/// let tolerance = Tolerance::default().with_snap(0.05).with_sliver_width(0.5).with_sliver_area(20.0);
/// assert_eq!(tolerance.snap(), 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tolerance {
    snap: f64,
    sliver_width: Option<f64>,
    sliver_area: Option<f64>,
}

impl Tolerance {
    /// Moves vertices that are at most so many metres from another vertex, or from an edge, onto it. How many were moved
    /// and how far is told by [`Atlas::snapped`](super::Atlas::snapped).
    #[must_use]
    pub const fn with_snap(mut self, metres: f64) -> Self {
        self.snap = metres;
        self
    }

    /// Calls a defect a sliver if its mean width is below so many metres, and its area below that of
    /// [`Tolerance::with_sliver_area`]. By default half a step of the lattice: what rounding alone can leave.
    #[must_use]
    pub const fn with_sliver_width(mut self, metres: f64) -> Self {
        self.sliver_width = Some(metres);
        self
    }

    /// Calls a defect of so many square metres or more no sliver, however narrow it is. By default 1.
    #[must_use]
    pub const fn with_sliver_area(mut self, square_metres: f64) -> Self {
        self.sliver_area = Some(square_metres);
        self
    }

    /// How far vertices may be moved, in metres.
    #[must_use]
    pub const fn snap(&self) -> f64 {
        self.snap
    }

    /// Whether a defect of this area and mean width is a sliver.
    pub(super) fn is_sliver(&self, system: CoordinateSystem, area: f64, width: f64) -> bool {
        // A step of the lattice is 1e-7 degree, 11.1 mm along a meridian, or a millimetre.
        let half_a_step = if system.is_geographic() { 0.005_566 } else { 0.000_5 };
        width < self.sliver_width.unwrap_or(half_a_step) && area < self.sliver_area.unwrap_or(1.0)
    }
}
