//! Shapes from GeoJSON: each feature is parsed by itself, so that one that is wrong does not hide the others.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use geojson::GeometryValue;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::encoding::decode;
use super::{Coordinate, CoordinateSystem, FeaturePlace, MapProblem, Role, Shapes, Spot};

/// The outermost object of a file, its features unread.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object of GeoJSON")]
struct Outer<'a> {
    #[serde(rename = "type")]
    kind: Option<String>,
    crs: Option<Value>,
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
}

/// What is known of a feature that cannot be read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Label {
    properties: BTreeMap<String, Value>,
}

/// A position without what may stand behind its first two numbers.
#[derive(Debug, Clone, Copy)]
struct Pair([f64; 2]);

impl From<Pair> for [f64; 2] {
    fn from(pair: Pair) -> Self {
        pair.0
    }
}

impl Shapes {
    #[expect(clippy::disallowed_methods, reason = "here a map is read")]
    pub(super) fn read_file(&mut self, path: &Path, role: Role) {
        let file = self.file(&path.display().to_string());
        let limit = self.limits.bytes;
        let mut bytes = Vec::new();
        let read = std::fs::File::open(path).and_then(|file| {
            // One byte more than allowed shows that there are too many.
            file.take(limit.saturating_add(1)).read_to_end(&mut bytes)
        });
        let problem = match read {
            Err(error) => MapProblem::Unreadable { reason: error.to_string() },
            Ok(_) if bytes.len() as u64 > limit => MapProblem::TooLarge { limit },
            Ok(_) => match decode(&bytes) {
                Ok(text) => return self.read_text(file, &text, role),
                Err(problem) => problem,
            },
        };
        self.error(self.of_file(file), problem);
    }

    fn of_file(&self, file: usize) -> FeaturePlace {
        FeaturePlace { file: self.files[file - 1].clone(), ..FeaturePlace::default() }
    }

    pub(super) fn read_text(&mut self, file: usize, text: &str, role: Role) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        if text.starts_with('[') {
            let written = Some("[..]".to_owned());
            return self.error(self.of_file(file), MapProblem::NotFeatures { written });
        }
        let outer: Outer<'_> = match serde_json::from_str(text) {
            Ok(outer) => outer,
            Err(error) => return self.error(self.of_file(file), MapProblem::Syntax { reason: error.to_string() }),
        };
        if let Some(problem) = outer.crs.as_ref().and_then(|crs| self.disagreement(crs)) {
            self.error(self.of_file(file), problem);
        }
        match (outer.kind.as_deref(), outer.features) {
            (Some("FeatureCollection"), Some(features)) => {
                for (at, feature) in features.into_iter().enumerate() {
                    self.read_feature(file, at + 1, feature.get(), role);
                }
            }
            (Some("FeatureCollection"), None) => {
                let reason = "it has no member `features`".to_owned();
                self.error(self.of_file(file), MapProblem::Syntax { reason });
            }
            (Some("Feature"), _) => self.read_feature(file, 1, text, role),
            (kind, _) => {
                let written = kind.map(str::to_owned);
                self.error(self.of_file(file), MapProblem::NotFeatures { written });
            }
        }
    }

    /// What is wrong with the member `crs` of old GeoJSON. A name that is not known is believed to agree only where it is
    /// `null`.
    fn disagreement(&self, crs: &Value) -> Option<MapProblem> {
        if crs.is_null() {
            return None;
        }
        let name = crs.pointer("/properties/name").and_then(Value::as_str);
        let written = name.map_or_else(|| crs.to_string(), str::to_owned);
        let agrees = name.and_then(CoordinateSystem::named_by).is_some_and(|named| named.contains(&self.system));
        (!agrees).then_some(MapProblem::OtherSystem { written, declared: self.system })
    }

    fn read_feature(&mut self, file: usize, number: usize, text: &str, role: Role) {
        let place = FeaturePlace { feature: Some(number), ..self.of_file(file) };
        let feature: geojson::Feature = match text.parse() {
            Ok(feature) => feature,
            Err(error) => {
                let code = serde_json::from_str(text).ok().and_then(|Label { properties }| {
                    let properties = properties.iter().map(|(name, value)| (name.as_str(), value)).collect();
                    self.code(&properties).ok()
                });
                let reason = error.to_string();
                let reason = reason.strip_prefix("Error while deserializing GeoJSON: ").unwrap_or(&reason).to_owned();
                return self.error(FeaturePlace { code, ..place }, MapProblem::Syntax { reason });
            }
        };
        let properties: BTreeMap<&str, &Value> =
            feature.properties.iter().flatten().map(|(name, value)| (name.as_str(), value)).collect();
        let code = self.code(&properties);
        let place = match (code, role) {
            (Ok(code), Role::Node) => FeaturePlace { code: Some(code), ..place },
            (Err(problem), Role::Node) => {
                self.error(place.clone(), problem);
                place
            }
            (_, Role::DeclaredGap) => place,
        };
        let Some(geometry) = feature.geometry else { return self.error(place, MapProblem::NoGeometry) };
        let pairs = |ring: &Vec<geojson::Position>| -> Vec<Pair> {
            let number = |position: &geojson::Position, at: usize| position.as_slice().get(at).copied();
            let pair = |position| Pair([0, 1].map(|at| number(position, at).unwrap_or(f64::NAN)));
            ring.iter().map(pair).collect()
        };
        let rings = |part: &Vec<Vec<geojson::Position>>| -> Vec<Vec<Pair>> { part.iter().map(pairs).collect() };
        let spot = match &geometry.value {
            GeometryValue::Polygon { coordinates } => {
                self.polygon(&place, [rings(coordinates)], true).map(Spot::Polygon)
            }
            GeometryValue::MultiPolygon { coordinates } => {
                self.polygon(&place, coordinates.iter().map(rings), true).map(Spot::Polygon)
            }
            GeometryValue::Point { coordinates } if role == Role::Node => {
                let [x, y] = [0, 1].map(|at| coordinates.as_slice().get(at).copied().unwrap_or(f64::NAN));
                self.point(&place, Coordinate::new(x, y)).map(Spot::Point)
            }
            other => {
                let written = other.type_name().to_owned();
                return self.error(place, MapProblem::GeometryType { written });
            }
        };
        match (spot, role) {
            (Some(Spot::Polygon(polygon)), Role::DeclaredGap) => self.declared_gaps.push(polygon),
            // Without a code there is an error already.
            (Some(spot), Role::Node) if place.code.is_some() => self.push(place, spot),
            _ => {}
        }
    }

    /// The code among the properties of a feature.
    fn code(&self, properties: &BTreeMap<&str, &Value>) -> Result<String, MapProblem> {
        let default = ["code".to_owned()];
        let wanted = if self.properties.is_empty() { default.as_slice() } else { &self.properties };
        let found = wanted.iter().find_map(|name| properties.get(name.as_str()));
        match found {
            Some(Value::String(code)) if !code.is_empty() && code.chars().count() <= self.limits.code => {
                Ok(code.clone())
            }
            Some(Value::Number(code)) if code.is_u64() => Ok(code.to_string()),
            Some(other) => Err(MapProblem::CodeForm { written: other.to_string() }),
            None => Err(MapProblem::NoCode {
                wanted: wanted.to_vec(),
                properties: properties.keys().map(|name| (*name).to_owned()).collect(),
            }),
        }
    }
}
