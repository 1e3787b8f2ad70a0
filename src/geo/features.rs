//! Shapes and defects as GeoJSON (RFC 7946), which QGIS opens.

use std::io;

use geojson::{Feature, GeometryValue, JsonObject, JsonValue, Position};
use serde::Serialize;

use super::planar::point::Point;
use super::planar::polygons::Polygon;
use super::shapes::Spot;
use super::{Atlas, Coordinate, Cover};
use crate::governance::Node;
use crate::measure::Decimal;

/// A value of a feature's property.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Property {
    /// A text.
    Text(String),
    /// An exact number; the nearest float stands in the file.
    Number(Decimal),
    /// Yes or no.
    Truth(bool),
    /// Several texts.
    List(Vec<String>),
}

impl From<&str> for Property {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Property {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Property {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Property {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

/// A property as JSON.
#[expect(clippy::expect_used, reason = "a decimal is digits with a point")]
fn json(property: Property) -> JsonValue {
    match property {
        Property::Text(text) => text.into(),
        Property::Number(number) if number.scale() == 0 => number.units().into(),
        Property::Number(number) => {
            number.to_string().parse::<f64>().expect("INVARIANT: a decimal is written as a number").into()
        }
        Property::Truth(truth) => truth.into(),
        Property::List(texts) => texts.into(),
    }
}

/// Features of a map, to be written as a GeoJSON `FeatureCollection`.
///
/// Rings are closed, outer ones counter-clockwise and holes clockwise. Coordinates are those of the map: RFC 7946 knows
/// only WGS 84, so the member `coordinate_system` names the declared one.
#[derive(Debug, Clone)]
pub struct Features {
    coordinate_system: &'static str,
    features: Vec<Feature>,
}

/// The outermost object, its members in the order that readers expect.
#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinate_system: &'static str,
    features: &'a [Feature],
}

impl Features {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Writes them as GeoJSON; O(n).
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write(&self, writer: impl io::Write) -> io::Result<()> {
        serde_json::to_writer(writer, &self.collection()).map_err(Into::into)
    }

    /// The GeoJSON as a text; O(n).
    ///
    /// # Panics
    ///
    /// Never: texts, numbers and lists of them can be written as JSON.
    #[must_use]
    #[expect(clippy::expect_used, reason = "features are texts, numbers and lists of them")]
    pub fn to_json_string(&self) -> String {
        serde_json::to_string(&self.collection()).expect("INVARIANT: features can be written as JSON")
    }

    fn collection(&self) -> Collection<'_> {
        Collection { kind: "FeatureCollection", coordinate_system: self.coordinate_system, features: &self.features }
    }
}

impl<'g> Atlas<'g> {
    /// The defects of some covers as features, each with its `parent`, `kind`, `of` (what a sliver is otherwise), `codes`,
    /// `area_m2` and `width_m`.
    #[must_use]
    pub fn defect_features<'c>(&self, covers: impl IntoIterator<Item = &'c Cover<'g>>) -> Features
    where
        'g: 'c,
    {
        let mut features = Vec::new();
        for cover in covers {
            for defect in cover.defects() {
                let properties = [
                    ("parent", cover.parent().code().into()),
                    ("kind", defect.kind().id().into()),
                    ("of", defect.underlying().id().into()),
                    ("codes", Property::List(defect.codes().map(str::to_owned).collect())),
                    ("area_m2", defect.area().into()),
                    ("width_m", defect.width().into()),
                ];
                let rings = defect.rings().iter().map(|ring| closed(ring.iter().copied())).collect();
                features.push(feature(GeometryValue::Polygon { coordinates: rings }, properties));
            }
        }
        Features { coordinate_system: self.system.id(), features }
    }

    /// All nodes that are drawn as features, in pre-order, with their `code`, `name` and `kind` and whatever else is given:
    /// the answer to a question, a total, the number of findings.
    ///
    /// ```
    /// use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// draft.records([Relation::Leads]);
    /// draft.root(Subdistrict, "S", "须水街道");
    /// let governance = Governance::build(&draft)?;
    /// let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
    /// shapes.add_polygon("S", [[[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1]]]]);
    /// let atlas = Atlas::new(&governance, shapes)?;
    /// let led = governance.ask(Question::Led);
    /// let features = atlas.features(|node| vec![("is_led", (!led.uncovered().contains(node)).into())]);
    /// assert!(features.to_json_string().contains(r#""is_led":false"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn features<'p>(&self, properties: impl Fn(Node<'g>) -> Vec<(&'p str, Property)>) -> Features {
        let drawn = self.drawn.iter().map(|drawn| (drawn.node, Spot::Polygon(drawn.polygon)));
        let mut all: Vec<(u32, Spot)> = drawn.chain(self.places.iter().copied()).collect();
        all.sort_unstable_by_key(|(node, _)| *node);
        let features = all.into_iter().map(|(node, spot)| {
            let node = self.governance.at(node);
            let own = [("code", node.code().into()), ("name", node.name().into()), ("kind", node.kind().id().into())];
            feature(self.geometry(spot), own.into_iter().chain(properties(node)))
        });
        Features { coordinate_system: self.system.id(), features: features.collect() }
    }

    /// Each territory that is drawn, in pre-order, with the rings of its polygon. The first point of a ring is not repeated.
    pub(crate) fn outlines(&self) -> impl Iterator<Item = (Node<'g>, Vec<Vec<Coordinate>>)> + '_ {
        self.drawn.iter().map(|drawn| {
            let rings = self.polygons.get(drawn.polygon).rings();
            let rings = rings.map(|ring| ring.points.iter().map(|point| self.coordinate(*point)).collect());
            (self.governance.at(drawn.node), rings.collect())
        })
    }

    fn geometry(&self, spot: Spot) -> GeometryValue {
        match spot {
            Spot::Point(point) => GeometryValue::Point { coordinates: position(self.coordinate(point)) },
            Spot::Polygon(polygon) => {
                let mut parts = self.parts(self.polygons.get(polygon));
                match parts.pop() {
                    Some(coordinates) if parts.is_empty() => GeometryValue::Polygon { coordinates },
                    last => GeometryValue::MultiPolygon { coordinates: parts.into_iter().chain(last).collect() },
                }
            }
        }
    }

    fn parts(&self, polygon: Polygon<'_>) -> Vec<Vec<Vec<Position>>> {
        let mut parts: Vec<Vec<Vec<Position>>> = Vec::new();
        for ring in polygon.rings() {
            let ring_positions = closed(ring.points.iter().map(|point| self.coordinate(*point)));
            match parts.last_mut() {
                Some(part) if ring.is_hole => part.push(ring_positions),
                _ => parts.push(vec![ring_positions]),
            }
        }
        parts
    }

    fn coordinate(&self, point: Point) -> Coordinate {
        self.system.coordinate(point, 1)
    }
}

fn position(at: Coordinate) -> Position {
    Position::from([at.x, at.y])
}

/// A ring that ends where it begins.
fn closed(ring: impl Iterator<Item = Coordinate>) -> Vec<Position> {
    let mut positions: Vec<Position> = ring.map(position).collect();
    positions.extend(positions.first().cloned());
    positions
}

fn feature<'p>(geometry: GeometryValue, properties: impl IntoIterator<Item = (&'p str, Property)>) -> Feature {
    let properties: JsonObject =
        properties.into_iter().map(|(name, property)| (name.to_owned(), json(property))).collect();
    Feature { geometry: Some(geometry.into()), properties: Some(properties), ..Feature::default() }
}
