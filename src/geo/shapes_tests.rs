//! Shapes that are read, and everything that can be wrong with them.

use super::*;
use crate::geo::CoordinateSystem::{Cgcs2000, Gcj02, Plane, Wgs84};
use crate::language::Language;

/// A collection of features, each with properties and a geometry.
fn collection(features: &[(&str, &str)]) -> String {
    let feature = |(properties, geometry): &(&str, &str)| {
        format!(r#"{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}"#)
    };
    let features: Vec<String> = features.iter().map(feature).collect();
    format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","))
}

fn polygon(ring: &str) -> String {
    format!(r#"{{"type": "Polygon", "coordinates": [{ring}]}}"#)
}

const TRIANGLE: &str = "[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.0]]";

/// The errors of a text, each in English.
fn errors(system: CoordinateSystem, text: &str) -> Vec<String> {
    let mut shapes = Shapes::new(system);
    shapes.read_str("m.geojson", text);
    match shapes.check() {
        Ok(()) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn error_of_ring(system: CoordinateSystem, ring: &str) -> String {
    let found = errors(system, &collection(&[(r#"{"code": "G"}"#, &polygon(ring))]));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].strip_prefix("m.geojson, feature 1 (`G`)").unwrap_or(&found[0]).to_owned()
}

#[test]
fn all_errors_at_once() {
    let text = collection(&[
        (r#"{"code": "A"}"#, &polygon("[[113.0, 34.0], [113.1, 34.0], [113.0, 34.0]]")),
        (r#"{"name": "B", "id": 7}"#, &polygon(TRIANGLE)),
        (r#"{"code": 4.5}"#, &polygon(TRIANGLE)),
        (r#"{"code": "D"}"#, "null"),
        (r#"{"code": "E"}"#, r#"{"type": "LineString", "coordinates": [[113.0, 34.0], [113.1, 34.0]]}"#),
        (r#"{"code": "F"}"#, r#"{"type": "Polygon", "coordinates": "none"}"#),
        (r#"{"code": "G"}"#, &polygon(TRIANGLE)),
    ]);
    let mut shapes = Shapes::new(Wgs84);
    shapes.read_str("m.geojson", &text);
    assert_eq!(shapes.len(), 1, "what is right is kept");
    let errors = shapes.check().unwrap_err();
    let ids: Vec<String> = errors.messages().map(|message| message.id().to_owned()).collect();
    let expected =
        ["map.too_few_points", "map.no_code", "map.code_form", "map.no_geometry", "map.geometry_type", "map.syntax"];
    assert_eq!(ids, expected);
    let places: Vec<_> = errors.iter().map(|error| (error.feature(), error.code(), error.ring())).collect();
    assert_eq!(places[0], (Some(1), Some("A"), Some(1)));
    assert_eq!(
        errors.iter().nth(1).unwrap().to_string(),
        "m.geojson, feature 2: has no property `code`; it has `id`, `name`"
    );
    let chinese = errors.in_language(Language::Chinese).to_string();
    assert!(chinese.contains("m.geojson 第1个要素（A）第1个环：环只有2个不同的相邻顶点；至少需要3个"), "{chinese}");
}

#[test]
fn rings_that_are_wrong() {
    let open = "[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1]]";
    assert_eq!(
        error_of_ring(Wgs84, open),
        ", ring 1: the ring ends at 113.1, 34.1, not at 113, 34 where it begins; close it"
    );
    let flat = "[[113.0, 34.0], [113.1, 34.1], [113.2, 34.2], [113.0, 34.0]]";
    assert_eq!(error_of_ring(Wgs84, flat), ", ring 1: the ring encloses no area; correct it or leave it out");
    let swapped = "[[34.0, 113.0], [34.0, 113.1], [34.1, 113.1], [34.0, 113.0]]";
    let expected = ", ring 1, vertex 1: 34, 113 seems to be latitude and longitude; write the longitude first";
    assert_eq!(error_of_ring(Wgs84, swapped), expected);
    let west = "[[39.5, 75.9], [39.5, 76.0], [39.6, 76.0], [39.5, 75.9]]";
    assert!(error_of_ring(Gcj02, west).contains("write the longitude first"), "Kashgar");
    assert_eq!(errors(Wgs84, &collection(&[(r#"{"code": "G"}"#, &polygon(west))])), [""; 0], "it may be Novaya Zemlya");
    let far = "[[113.0, 34.0], [213.1, 134.0], [113.1, 34.1], [113.0, 34.0]]";
    assert!(error_of_ring(Wgs84, far).starts_with(", ring 1, vertex 2: 213.1, 134 lies outside of wgs84"));
    assert_eq!(errors(Plane, &collection(&[(r#"{"code": "G"}"#, &polygon(far))])), [""; 0]);
}

#[test]
fn numbers_that_are_none() {
    let mut shapes = Shapes::new(Plane);
    shapes.add_polygon("G", [[[[0.0, 0.0], [f64::NAN, 0.0], [1.0, 1.0]]]]);
    shapes.add_point("P", Coordinate::new(f64::INFINITY, 0.0));
    let errors = shapes.check().unwrap_err();
    let problems: Vec<String> = errors.iter().map(|error| error.problem().to_string()).collect();
    assert_eq!(problems, ["the coordinate NaN, 0 is not finite", "the coordinate inf, 0 is not finite"]);
}

#[test]
fn what_is_no_collection() {
    assert_eq!(
        errors(Wgs84, "{}"),
        ["m.geojson: a `FeatureCollection` or `Feature` should stand here, not an object without a `type`"]
    );
    let topology = errors(Wgs84, r#"{"type": "Topology"}"#);
    assert_eq!(topology, ["m.geojson: a `FeatureCollection` or `Feature` should stand here, not `Topology`"]);
    assert!(errors(Wgs84, "{")[0].starts_with("m.geojson: is no GeoJSON: "));
    assert!(errors(Wgs84, r#"{"type": "FeatureCollection"}"#)[0].contains("no member `features`"));
}

#[test]
fn the_old_member_crs_must_agree() {
    let with = |name: &str| {
        format!(
            r#"{{"type": "FeatureCollection", "crs": {{"type": "name", "properties": {{"name": "{name}"}}}}, "features": []}}"#
        )
    };
    assert_eq!(errors(Wgs84, &with("urn:ogc:def:crs:OGC:1.3:CRS84")), [""; 0]);
    assert_eq!(errors(Wgs84, &with("EPSG:4326")), [""; 0]);
    assert_eq!(errors(Cgcs2000, &with("urn:ogc:def:crs:EPSG::4490")), [""; 0]);
    assert_eq!(errors(Plane, &with("urn:ogc:def:crs:EPSG::4547")), [""; 0]);
    assert_eq!(
        errors(Gcj02, &with("urn:ogc:def:crs:OGC:1.3:CRS84")),
        [
            "m.geojson: the member `crs` names `urn:ogc:def:crs:OGC:1.3:CRS84`, but the map is declared to be in gcj02; declare \
          the system that it is in"
        ]
    );
    assert_eq!(errors(Wgs84, &with("EPSG:3857")).len(), 1, "not known");
}

#[test]
fn codes_are_texts_or_integers() {
    let text = collection(&[
        (r#"{"adcode": 410102, "code": "x"}"#, &polygon(TRIANGLE)),
        (r#"{"OA11CD": "E1"}"#, &polygon(TRIANGLE)),
    ]);
    let mut shapes = Shapes::new(Wgs84).with_property("adcode").with_property("OA11CD");
    shapes.read_str("", &text);
    assert!(shapes.check().is_ok());
    assert_eq!(shapes.features.iter().map(|feature| feature.code.as_str()).collect::<Vec<_>>(), ["410102", "E1"]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_code() {
    let text = collection(&[(r#"{"code": "F"}"#, r#"{"type": "Polygon", "coordinates": [[["0", 0]]]}"#)]);
    let told = errors(Wgs84, &text);
    assert!(told[0].starts_with("m.geojson, feature 1 (`F`): is no GeoJSON: invalid type: string"), "{told:?}");
    let told = [errors(Wgs84, "null"), errors(Wgs84, r#"["FeatureCollection", null, []]"#)].concat();
    assert_eq!(
        told[0],
        "m.geojson: is no GeoJSON: invalid type: null, expected an object of GeoJSON at line 1 column 4"
    );
    assert_eq!(told[1], "m.geojson: a `FeatureCollection` or `Feature` should stand here, not `[..]`");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin.json");
    std::fs::write(&path, b"{\"type\": \"FeatureCollection\", \"name\": \"Caf\xe9\"}").unwrap();
    let mut shapes = Shapes::new(Gcj02);
    shapes.read(&path);
    shapes.read(folder.path().join("missing.json"));
    let errors = shapes.check().unwrap_err();
    let problem = errors.first().problem().to_string();
    assert_eq!(problem, "byte 42 is no UTF-8; save the file as UTF-8");
    assert!(matches!(errors.iter().nth(1).unwrap().problem(), MapProblem::Unreadable { .. }));
    let likely = MapProblem::NotUtf8 { byte: 7, is_gbk_likely: true }.to_string();
    assert_eq!(
        likely,
        "byte 7 is no UTF-8, but may be GBK; save the file as UTF-8, or read it with the feature `workbook`"
    );
}

#[test]
fn files_are_bounded() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.json");
    std::fs::write(&path, collection(&[])).unwrap();
    let mut shapes = Shapes::new(Wgs84).with_limits(limits);
    shapes.read(&path);
    let errors = shapes.check().unwrap_err();
    assert_eq!(errors.first().problem(), &MapProblem::TooLarge { limit: 10 });
}
