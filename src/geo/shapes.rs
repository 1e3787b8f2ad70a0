//! The shapes of a map, as they were read or made, with all that is wrong with their form.

mod encoding; // bytes as a text
mod read; // from GeoJSON

use std::path::Path;

use super::error::FeaturePlace;
use super::planar::point::Point;
use super::planar::polygons::{Polygons, doubled_area};
use super::{Coordinate, CoordinateSystem, MapError, MapErrors, MapProblem};
use crate::errors::Errors;
use crate::ledger::Limits;

/// The shapes of a map: polygons and points with codes, in one coordinate system.
///
/// Shapes are read from files or added by code. What is wrong with one of them is kept, so that
/// [`Atlas::new`](super::Atlas::new) can report it together with what only the graph shows.
///
/// ```
/// use gridgov::geo::{CoordinateSystem, Shapes};
///
/// let mut shapes = Shapes::new(CoordinateSystem::Wgs84).with_property("adcode");
/// shapes.read_str("square.geojson", r#"{"type": "FeatureCollection", "features": [
///     {"type": "Feature", "properties": {"adcode": 410102}, "geometry": {"type": "Polygon",
///         "coordinates": [[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.0]]]}},
///     {"type": "Feature", "properties": {"adcode": 410103}, "geometry": {"type": "Polygon",
///         "coordinates": [[[34.0, 113.0], [34.0, 113.1], [34.1, 113.1], [34.0, 113.0]]]}}
/// ]}"#);
/// assert_eq!(shapes.len(), 1);
/// assert_eq!(
///     shapes.check().unwrap_err().first().to_string(),
///     "square.geojson, feature 2 (`410103`), ring 1, vertex 1: 34, 113 seems to be latitude and longitude; write the \
///      longitude first"
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Shapes {
    pub(super) system: CoordinateSystem,
    properties: Vec<String>,
    limits: Limits,
    pub(super) polygons: Polygons,
    pub(super) features: Vec<Feature>,
    /// Numbers of polygons where nobody need cover anything.
    pub(super) declared_gaps: Vec<usize>,
    files: Vec<String>,
    pub(super) errors: Vec<MapError>,
}

/// A shape with its code.
#[derive(Debug, Clone)]
pub(super) struct Feature {
    pub(super) code: String,
    pub(super) spot: Spot,
    file: u32,
    number: u32,
}

/// Where something is on a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Point(Point),
    /// The number of a polygon.
    Polygon(usize),
}

/// What features of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Node,
    DeclaredGap,
}

impl Shapes {
    /// No shapes yet, in a declared coordinate system.
    #[must_use]
    pub fn new(system: CoordinateSystem) -> Self {
        Self {
            system,
            properties: Vec::new(),
            limits: Limits::default(),
            polygons: Polygons::default(),
            features: Vec::new(),
            declared_gaps: Vec::new(),
            files: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Reads codes from this property. It may be called several times: the first that a feature has is its code. Without,
    /// it is `code`.
    #[must_use]
    pub fn with_property(mut self, property: impl Into<String>) -> Self {
        self.properties.push(property.into());
        self
    }

    /// Reads files within these bounds; of them, [`Limits::bytes`] and [`Limits::code`] apply.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads a GeoJSON file: a `FeatureCollection` or a `Feature`, in UTF-8 or, with the feature `workbook`, in GBK. O(its
    /// size).
    pub fn read(&mut self, path: impl AsRef<Path>) {
        self.read_file(path.as_ref(), Role::Node);
    }

    /// Reads GeoJSON from a text; the name stands in messages.
    pub fn read_str(&mut self, name: &str, text: &str) {
        let file = self.file(name);
        self.read_text(file, text, Role::Node);
    }

    /// Reads a GeoJSON file whose polygons need not be covered by anybody: lakes, military areas. They need no codes.
    pub fn read_declared_gaps(&mut self, path: impl AsRef<Path>) {
        self.read_file(path.as_ref(), Role::DeclaredGap);
    }

    /// Adds a polygon: its parts, each an outer ring and its holes. Rings may end with their first point or not, and run
    /// either way.
    ///
    /// ```
    /// use gridgov::geo::{CoordinateSystem, Shapes};
    ///
    /// let mut shapes = Shapes::new(CoordinateSystem::Plane);
    /// let square = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]];
    /// shapes.add_polygon("G-1", [[square]]);
    /// assert!(shapes.check().is_ok());
    /// ```
    pub fn add_polygon<P, R, V>(&mut self, code: impl Into<String>, parts: impl IntoIterator<Item = P>)
    where
        P: IntoIterator<Item = R>,
        R: IntoIterator<Item = V>,
        V: Into<[f64; 2]>,
    {
        let place = made(code);
        if let Some(polygon) = self.polygon(&place, parts, false) {
            self.push(place, Spot::Polygon(polygon));
        }
    }

    /// Adds a polygon that nobody need cover.
    pub fn add_declared_gap<P, R, V>(&mut self, parts: impl IntoIterator<Item = P>)
    where
        P: IntoIterator<Item = R>,
        R: IntoIterator<Item = V>,
        V: Into<[f64; 2]>,
    {
        let place = FeaturePlace::default();
        let polygon = self.polygon(&place, parts, false);
        self.declared_gaps.extend(polygon);
    }

    /// Adds a point: where a place is.
    pub fn add_point(&mut self, code: impl Into<String>, at: Coordinate) {
        let place = made(code);
        if let Some(point) = self.point(&place, at) {
            self.push(place, Spot::Point(point));
        }
    }

    /// How many shapes with codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there is no shape with a code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The declared coordinate system.
    #[must_use]
    pub const fn system(&self) -> CoordinateSystem {
        self.system
    }

    /// Whether all shapes have the right form.
    ///
    /// # Errors
    ///
    /// All that is wrong with their form, in the order in which they were read.
    pub fn check(&self) -> Result<(), MapErrors> {
        Errors::check(self.errors.clone())
    }

    fn file(&mut self, name: &str) -> usize {
        self.files.push(name.to_owned());
        self.files.len()
    }

    /// Where a feature stands.
    pub(super) fn place(&self, feature: &Feature) -> FeaturePlace {
        let file = (feature.file as usize).checked_sub(1).map(|at| self.files[at].clone()).unwrap_or_default();
        FeaturePlace {
            file,
            feature: Some(feature.number as usize).filter(|number| *number > 0),
            code: Some(feature.code.clone()),
            ring: None,
            vertex: None,
        }
    }

    fn error(&mut self, place: FeaturePlace, problem: MapProblem) {
        self.errors.push(MapError::new(place, problem));
    }

    fn push(&mut self, place: FeaturePlace, spot: Spot) {
        // Shapes that code adds have no file.
        let file = if place.feature.is_some() { self.files.len() as u32 } else { 0 };
        let number = place.feature.unwrap_or(0) as u32;
        self.features.push(Feature { code: place.code.unwrap_or_default(), spot, file, number });
    }

    /// A coordinate on the lattice.
    fn point(&mut self, place: &FeaturePlace, at: Coordinate) -> Option<Point> {
        self.system.point(at).map_err(|problem| self.error(place.clone(), problem)).ok()
    }

    /// The number of a polygon, if nothing is wrong with its rings. `is_closed` tells whether rings must end where they
    /// begin.
    fn polygon<P, R, V>(
        &mut self,
        place: &FeaturePlace,
        parts: impl IntoIterator<Item = P>,
        is_closed: bool,
    ) -> Option<usize>
    where
        P: IntoIterator<Item = R>,
        R: IntoIterator<Item = V>,
        V: Into<[f64; 2]>,
    {
        let before = self.errors.len();
        let mut rings: Vec<(bool, Vec<Point>)> = Vec::new();
        let mut place = place.clone();
        for part in parts {
            let mut is_first = true;
            for ring in part {
                place.ring = Some(rings.len() + 1);
                let points = self.ring(&place, ring, is_closed);
                rings.push((is_first, points.unwrap_or_default()));
                is_first = false;
            }
        }
        if rings.is_empty() {
            self.error(FeaturePlace { ring: None, ..place }, MapProblem::NoGeometry);
        }
        if self.errors.len() > before {
            return None;
        }
        for (at, (is_first, ring)) in rings.into_iter().enumerate() {
            if is_first && at > 0 {
                self.polygons.end_part();
            }
            self.polygons.push_ring(ring);
        }
        self.polygons.end_part();
        Some(self.polygons.end_polygon())
    }

    /// A ring on the lattice, no point next to itself.
    fn ring<V: Into<[f64; 2]>>(
        &mut self,
        place: &FeaturePlace,
        ring: impl IntoIterator<Item = V>,
        is_closed: bool,
    ) -> Option<Vec<Point>> {
        let before = self.errors.len();
        let mut points = Vec::new();
        for (at, position) in ring.into_iter().enumerate() {
            let [x, y] = position.into();
            let vertex = FeaturePlace { vertex: Some(at + 1), ..place.clone() };
            points.extend(self.point(&vertex, Coordinate::new(x, y)));
            // One error a ring: the others mostly follow from it.
            if self.errors.len() > before {
                return None;
            }
        }
        let (first, last) = (points.first().copied(), points.last().copied());
        let problem = match (first, last) {
            (Some(first), Some(last)) if is_closed && first != last => {
                let shown = |point| self.system.coordinate(point, 1).to_string();
                Some(MapProblem::OpenRing { first: shown(first), last: shown(last) })
            }
            _ => {
                points.dedup();
                if points.len() > 1 && first == last {
                    points.pop();
                }
                match points.len() {
                    few @ 0..=2 => Some(MapProblem::TooFewPoints { points: few }),
                    _ => (doubled_area(&points) == 0).then_some(MapProblem::NoArea),
                }
            }
        };
        if let Some(problem) = problem {
            self.error(place.clone(), problem);
            return None;
        }
        Some(points)
    }
}

/// Where a shape stands that code made.
fn made(code: impl Into<String>) -> FeaturePlace {
    FeaturePlace { code: Some(code.into()), ..FeaturePlace::default() }
}

#[cfg(test)]
#[path = "shapes_tests.rs"]
mod tests;
