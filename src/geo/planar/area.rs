//! Areas of rings that add up exactly, and lengths of borders.
//!
//! On an ellipsoid the area to the left of a path is the integral of minus `S(latitude)` over longitude, where `S` is
//! the area between the equator and a latitude, for one radian of longitude: the *authalic* function. Edges are straight
//! in longitude and latitude. Floating point would not add up, so the integral is rounded to whole square millimetres
//! once for each point of a *line*, not for each edge: an edge has the difference of its ends. Then the two sides of a
//! border have opposite numbers, and so has an edge and the edges that it is cut into, whatever the rounding was.

use super::collinear::Line;
use super::point::Point;
use super::polygons::{Polygon, edges};
use super::region::{FINE, Shape};

/// The surface that the lattice lies on.
#[derive(Debug, Clone)]
pub(crate) enum Surface {
    /// A plane; a unit is a millimetre.
    Plane,
    /// An ellipsoid; a unit is 1e-7 degree.
    Ellipsoid(Ellipsoid),
}

/// An ellipsoid of revolution.
#[derive(Debug, Clone)]
pub(crate) struct Ellipsoid {
    /// The semi-major axis in metres.
    axis: f64,
    /// The square of the eccentricity.
    e2: f64,
    /// `S` as a series of sines: the coefficients of the sine of 1, 3, 5, ... times the latitude, in square metres.
    series: [f64; TERMS],
}

/// More terms change nothing in double precision: each is about 150 times as small as the one before.
const TERMS: usize = 8;

/// An angle of one unit of the lattice in radians.
const RADIANS: f64 = std::f64::consts::PI / 180.0 * 1e-7;

/// Lines are integrated in stretches of so many units, so that no rounded number is large.
const STRETCH: i64 = 1 << 18;

const MM2: f64 = 1e6;

impl Ellipsoid {
    /// From the semi-major axis in metres and the inverse of the flattening.
    pub(crate) fn new(axis: f64, inverse_flattening: f64) -> Self {
        let flattening = 1.0 / inverse_flattening;
        let e2 = flattening * (2.0 - flattening);
        let mut series = [0.0; TERMS];
        // S = b^2 * sum of (k + 1) / (2k + 1) * e^2k * sin^(2k + 1), each power written in sines of multiples.
        let mut power = axis * axis * (1.0 - e2);
        for k in 0..TERMS {
            let coefficient = power * (k + 1) as f64 / (2 * k + 1) as f64;
            // The binomial coefficient of 2k + 1 over k - j, over 4^k, from j = k down.
            let mut binomial = libm::pow(0.25, k as f64);
            for up in 0..=k {
                let j = k - up;
                let sign = if j % 2 == 0 { 1.0 } else { -1.0 };
                series[j] += sign * coefficient * binomial;
                binomial *= (2 * k + 1 - up) as f64 / (up + 1) as f64;
            }
            power *= e2;
        }
        Self { axis, e2, series }
    }

    /// The mean of `S` over a stretch of latitude, in square metres for a radian; latitudes in radians.
    fn mean(&self, from: f64, to: f64) -> f64 {
        let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        // Sines of multiples by the recurrence of Chebyshev: sin(n + 2) = 2 cos(2) sin(n) - sin(n - 2).
        let (sine, cosine) = (libm::sin(middle), libm::cos(middle));
        let double = 2.0 * (cosine - sine) * (cosine + sine);
        let (mut before, mut now) = (-sine, sine);
        let mut sum = 0.0;
        for (j, coefficient) in self.series.iter().enumerate() {
            let angle = (2 * j + 1) as f64 * half;
            // The mean of sin(n x) around the middle is sin(n m) * sin(n h) / (n h).
            let damping = if angle.abs() < 1e-4 { 1.0 - angle * angle / 6.0 } else { libm::sin(angle) / angle };
            sum += coefficient * now * damping;
            (before, now) = (now, double * now - before);
        }
        sum
    }

    /// How long an edge is in metres, short enough for the radii of curvature at its middle to serve; in units.
    fn length(&self, dx: f64, dy: f64, middle: f64) -> f64 {
        let sine = libm::sin(middle * RADIANS);
        let under = 1.0 - self.e2 * sine * sine;
        let across = self.axis / libm::sqrt(under);
        let along = across * (1.0 - self.e2) / under;
        let cosine = libm::cos(middle * RADIANS);
        libm::hypot(along * dy * RADIANS, across * cosine * dx * RADIANS)
    }
}

impl Surface {
    /// The area of a polygon in square millimetres; O(n). Of one that is not valid it is what its rings sum up to.
    ///
    /// Each point of a ring may round it by one square millimetre.
    pub(crate) fn area(&self, polygon: Polygon<'_>) -> i128 {
        polygon.rings().map(|ring| self.ring_area(ring.points)).sum()
    }

    fn ring_area(&self, ring: &[Point]) -> i128 {
        edges(ring)
            .filter(|(from, to)| from.x != to.x)
            .map(|(from, to)| {
                let line = Line::through(from, to);
                match self {
                    Self::Plane => plane_integral(&line, to) - plane_integral(&line, from),
                    Self::Ellipsoid(ellipsoid) => ellipsoid.integral(&line, from, to),
                }
            })
            .sum()
    }

    /// How long an edge is, in millimetres.
    pub(crate) fn length(&self, from: Point, to: Point) -> i64 {
        let (dx, dy) = ((to.x - from.x) as f64, (to.y - from.y) as f64);
        libm::round(self.float_length(dx, dy, from.y as f64) * 1e3) as i64
    }

    /// In metres; the edge begins at a latitude `y`.
    fn float_length(&self, dx: f64, dy: f64, y: f64) -> f64 {
        match self {
            Self::Plane => libm::hypot(dx, dy) * 1e-3,
            Self::Ellipsoid(ellipsoid) => {
                let pieces = (dx.abs().max(dy.abs()) / STRETCH as f64) as i64 + 1;
                let (dx, dy) = (dx / pieces as f64, dy / pieces as f64);
                (0..pieces).map(|at| ellipsoid.length(dx, dy, y + (at as f64 + 0.5) * dy)).sum()
            }
        }
    }

    /// The area of a shape of the finer lattice in square metres, and its mean width in metres: twice the area divided
    /// by the length of all its rings.
    pub(crate) fn shape(&self, shape: &Shape) -> (f64, f64) {
        let unit = 1.0 / FINE as f64;
        let Some(origin) = shape.rings.first().and_then(|ring| ring.first()) else { return (0.0, 0.0) };
        let (mut area, mut length) = (0.0, 0.0);
        let start = origin.y as f64 * unit * RADIANS;
        for (from, to) in shape.rings.iter().flat_map(|ring| edges(ring)) {
            let (dx, dy) = ((to.x - from.x) as f64 * unit, (to.y - from.y) as f64 * unit);
            length += self.float_length(dx, dy, from.y as f64 * unit);
            area -= match self {
                // Heights are taken from the first point: large numbers would lose digits.
                Self::Plane => dx * 0.5 * ((from.y - origin.y) + (to.y - origin.y)) as f64 * unit * 1e-6,
                Self::Ellipsoid(ellipsoid) => {
                    let (from, to) = (from.y as f64 * unit * RADIANS, to.y as f64 * unit * RADIANS);
                    dx * RADIANS * (ellipsoid.mean(from, to) - ellipsoid.mean(start, start))
                }
            };
        }
        (area, if length > 0.0 { 2.0 * area / length } else { 0.0 })
    }
}

/// Minus the integral of `y` along a line up to one of its points, rounded down. Its differences are exact where the
/// line is horizontal.
fn plane_integral(line: &Line, point: Point) -> i128 {
    let step = point.x.div_euclid(line.dx);
    let (dx, dy, step) = (i128::from(line.dx), i128::from(line.dy), i128::from(step));
    let start = i128::from(point.y) - step * dy;
    (-(dx * step * (2 * start + step * dy))).div_euclid(2)
}

impl Ellipsoid {
    /// Minus the integral of `S` along an edge, as the difference of what is rounded for its two ends.
    fn integral(&self, line: &Line, from: Point, to: Point) -> i128 {
        // Stretches go along the axis in which the line moves faster, so that a line has few of them.
        let is_flat = line.dx >= line.dy.abs();
        let place = |point: Point| if is_flat { point.x } else { point.y };
        if place(from) > place(to) {
            return -self.rising_integral(line, is_flat, to, from);
        }
        self.rising_integral(line, is_flat, from, to)
    }

    fn rising_integral(&self, line: &Line, is_flat: bool, from: Point, to: Point) -> i128 {
        let number = |point: Point| (if is_flat { point.x } else { point.y }).div_euclid(STRETCH);
        let point = |point: Point| (point.x as f64, point.y as f64);
        let start = |number: i64| start_of_stretch(line, is_flat, number * STRETCH);
        let (first, last) = (number(from), number(to));
        let whole: i128 = (first..last).map(|number| self.rounded(start(number), start(number + 1))).sum();
        whole + self.rounded(start(last), point(to)) - self.rounded(start(first), point(from))
    }

    /// Minus the integral of `S` between two places of a line, in square millimetres.
    fn rounded(&self, from: (f64, f64), to: (f64, f64)) -> i128 {
        let mean = self.mean(from.1 * RADIANS, to.1 * RADIANS);
        libm::round(-(to.0 - from.0) * RADIANS * mean * MM2) as i128
    }
}

/// Where a line begins a stretch: the other coordinate is a fraction.
fn start_of_stretch(line: &Line, is_flat: bool, at: i64) -> (f64, f64) {
    let (dx, dy) = (i128::from(line.dx), i128::from(line.dy));
    let fraction =
        |over: i128, under: i128| over.div_euclid(under) as f64 + over.rem_euclid(under) as f64 / under as f64;
    if is_flat {
        (at as f64, fraction(line.offset + dy * i128::from(at), dx))
    } else {
        let (over, under) = (dx * i128::from(at) - line.offset, dy);
        (fraction(over * under.signum(), under.abs()), at as f64)
    }
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
