//! A point of the lattice, and on which side of a line it lies.

/// The largest absolute value of a coordinate: 100,000 km in millimetres. Degrees stay far below it.
pub(crate) const MOST: i64 = 100_000_000_000;

/// A point of the lattice, or of a finer one. Ordered by `x`, then by `y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Point {
    pub(crate) x: i64,
    pub(crate) y: i64,
}

/// A box around points, its borders included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) min: Point,
    pub(crate) max: Point,
}

impl Point {
    pub(crate) const fn new(x: i64, y: i64) -> Self {
        Self { x, y }
    }
}

/// Twice the signed area of a triangle: positive if `c` lies to the left of the line from `a` to `b`.
#[inline]
pub(crate) fn cross(a: Point, b: Point, c: Point) -> i128 {
    let wide = |from: i64, to: i64| i128::from(to - from);
    wide(a.x, b.x) * wide(a.y, c.y) - wide(a.y, b.y) * wide(a.x, c.x)
}

impl Bounds {
    /// Around some points; `None` if there are none.
    pub(crate) fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let mut bounds = Self { min: first, max: first };
        points.for_each(|point| bounds.include(point));
        Some(bounds)
    }

    pub(crate) fn include(&mut self, point: Point) {
        self.min = Point::new(self.min.x.min(point.x), self.min.y.min(point.y));
        self.max = Point::new(self.max.x.max(point.x), self.max.y.max(point.y));
    }

    pub(crate) fn touches(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// What two boxes share; `None` if they do not touch.
    pub(crate) fn common(&self, other: &Self) -> Option<Self> {
        let min = Point::new(self.min.x.max(other.min.x), self.min.y.max(other.min.y));
        let max = Point::new(self.max.x.min(other.max.x), self.max.y.min(other.max.y));
        self.touches(other).then_some(Self { min, max })
    }

    /// The same on a lattice that is `factor` times as fine.
    pub(crate) fn scaled(&self, factor: i64) -> Self {
        let scaled = |point: Point| Point::new(point.x * factor, point.y * factor);
        Self { min: scaled(self.min), max: scaled(self.max) }
    }
}
