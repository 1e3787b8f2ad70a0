//! The coordinate systems that a map can be in: a closed list, declared and never guessed.

use super::error::MapProblem;
use super::planar::area::{Ellipsoid, Surface};
use super::planar::point::{MOST, Point};
use crate::governance::Coordinate;
use crate::kind::named;

named! {
    /// The coordinate system of a map (坐标系), the same for all its polygons and points. It is never converted.
    ///
    /// ```
    /// use gridgov::geo::CoordinateSystem;
    ///
    /// assert_eq!("gcj02".parse(), Ok(CoordinateSystem::Gcj02));
    /// assert!(CoordinateSystem::Gcj02.is_shifted());
    /// assert_eq!(CoordinateSystem::Plane.chinese(), "平面坐标（米）");
    /// ```
    CoordinateSystem, "coordinate system" "坐标系";
    Wgs84    "wgs84"    "WGS 84"                 "WGS-84经纬度";
    Cgcs2000 "cgcs2000" "CGCS2000"               "2000国家大地坐标系经纬度";
    Gcj02    "gcj02"    "GCJ-02"                 "GCJ-02（火星坐标）经纬度";
    Bd09     "bd09"     "BD-09"                  "BD-09（百度坐标）经纬度";
    Plane    "plane"    "a plane, in metres"     "平面坐标（米）";
}

impl CoordinateSystem {
    /// Whether places are shifted by up to some 700 m, and areas therefore are approximate: off by up to 0.23 %.
    #[must_use]
    pub const fn is_shifted(self) -> bool {
        matches!(self, Self::Gcj02 | Self::Bd09)
    }

    /// Whether coordinates are longitude and latitude in degrees.
    #[must_use]
    pub const fn is_geographic(self) -> bool {
        !matches!(self, Self::Plane)
    }

    /// How many units of the lattice make a degree or a metre.
    pub(super) const fn units(self) -> f64 {
        if self.is_geographic() { 1e7 } else { 1e3 }
    }

    pub(super) fn surface(self) -> Surface {
        match self {
            Self::Plane => Surface::Plane,
            Self::Cgcs2000 => Surface::Ellipsoid(Ellipsoid::new(6_378_137.0, 298.257_222_101)),
            Self::Wgs84 | Self::Gcj02 | Self::Bd09 => Surface::Ellipsoid(Ellipsoid::new(6_378_137.0, 298.257_223_563)),
        }
    }

    /// The nearest point of the lattice.
    pub(super) fn point(self, at: Coordinate) -> Result<Point, MapProblem> {
        let Coordinate { x, y } = at;
        let out_of_range = || MapProblem::OutOfRange { at: at.to_string(), system: self };
        let swapped = || MapProblem::Swapped { at: at.to_string() };
        if !x.is_finite() || !y.is_finite() {
            return Err(MapProblem::NotFinite { at: at.to_string() });
        }
        let within = |x: f64, y: f64| x.abs() <= 180.0 && y.abs() <= 90.0;
        match self {
            Self::Plane if x.abs() * 1e3 > MOST as f64 || y.abs() * 1e3 > MOST as f64 => {
                return Err(out_of_range());
            }
            Self::Plane => {}
            _ if !within(x, y) => {
                return Err(if within(y, x) { swapped() } else { out_of_range() });
            }
            // The west of China swapped: no place that these systems serve lies so far north.
            Self::Cgcs2000 | Self::Gcj02 | Self::Bd09 if y >= 73.0 && (3.0..=54.0).contains(&x) => {
                return Err(swapped());
            }
            _ => {}
        }
        let round = |value: f64| (value * self.units()).round() as i64;
        Ok(Point::new(round(x), round(y)))
    }

    /// A point of the lattice, or of one that is `factor` times as fine.
    pub(super) fn coordinate(self, point: Point, factor: i64) -> Coordinate {
        let units = self.units() * factor as f64;
        Coordinate::new(point.x as f64 / units, point.y as f64 / units)
    }

    /// What a `crs` member of old GeoJSON names, where it is known; else `None`.
    pub(super) fn named_by(crs: &str) -> Option<&'static [Self]> {
        let code = crs.rsplit([':', '/']).next().unwrap_or_default();
        Some(match code {
            "CRS84" | "4326" | "4979" => &[Self::Wgs84],
            "4490" | "4480" => &[Self::Cgcs2000],
            // Gauss-Krueger zones of CGCS2000 and of Xi'an 1980, UTM on WGS 84.
            _ => {
                let number: u32 = code.parse().ok()?;
                let is_projected = (4491..=4554).contains(&number)
                    || (2327..=2390).contains(&number)
                    || (32601..=32660).contains(&number)
                    || (32701..=32760).contains(&number);
                if is_projected { &[Self::Plane] } else { &[] }
            }
        })
    }
}
