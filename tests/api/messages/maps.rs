//! What can be wrong with maps, and what they show to be wrong.

use gridgov::audit::{Rule, RulePack, RuleSettings, Rules, Severity};
use gridgov::geo::{Atlas, Coordinate, CoordinateSystem, DifferentSystemsError, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::{Person, SecondGrid, Shop, Subdistrict};
use gridgov::ledger::{Draft, Limits};
use gridgov::message::{Level, Message, Tell};

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let [one, ..] = ["G-1", "G-2", "G-3", "G-4"].map(|code| draft.add(street, SecondGrid, code, "网格"));
    for code in ["X-1", "X-2", "X-3"] {
        draft.add(one, Shop, code, "店");
    }
    draft.root(Person, "N", "张三");
    Governance::build(&draft).expect("it is valid")
}

const TRIANGLE: &str = "[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.0]]";

fn feature(code: &str, kind: &str, coordinates: &str) -> String {
    let geometry = format!(r#"{{"type": "{kind}", "coordinates": {coordinates}}}"#);
    format!(r#"{{"type": "Feature", "properties": {code}, "geometry": {geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","))
}

/// The messages of texts that are read.
fn read() -> Vec<Message> {
    let code = |code: &str| format!(r#"{{"code": "{code}"}}"#);
    let polygon = |of: &str, ring: &str| feature(&code(of), "Polygon", &format!("[{ring}]"));
    let features = [
        polygon("A", "[[113.0, 34.0], [113.1, 34.0], [113.0, 34.0]]"),
        polygon("B", "[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.1]]"),
        polygon("C", "[[113.0, 34.0], [113.1, 34.0], [113.2, 34.0], [113.0, 34.0]]"),
        polygon("D", "[[213.0, 34.0], [113.1, 34.0], [113.2, 34.1], [213.0, 34.0]]"),
        polygon("E", "[[34.0, 113.0], [34.0, 113.1], [34.1, 113.1], [34.0, 113.0]]"),
        feature(r#"{"name": "F"}"#, "Polygon", &format!("[{TRIANGLE}]")),
        feature(r#"{"code": 4.5}"#, "Polygon", &format!("[{TRIANGLE}]")),
        feature(&code("H"), "LineString", "[[113.0, 34.0], [113.1, 34.0]]"),
        r#"{"type": "Feature", "properties": {"code": "I"}, "geometry": null}"#.to_owned(),
    ];
    let named = format!(
        r#"{{"type": "FeatureCollection", "crs": {{"type": "name", "properties": {{"name": "urn:ogc:def:crs:EPSG::4490"}}}}, "features": [{}]}}"#,
        polygon("G-1", TRIANGLE)
    );
    let texts =
        [collection(&features), "{".to_owned(), r#"{"type": "Point", "coordinates": [1, 2]}"#.to_owned(), named];
    texts
        .iter()
        .flat_map(|text| {
            let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
            shapes.read_str("m.geojson", text);
            shapes.check().expect_err("it is refused").messages().collect::<Vec<_>>()
        })
        .collect()
}

/// The messages of files that cannot be read.
fn files() -> Vec<Message> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.geojson");
    let mut all = Vec::new();
    let mut read = |limits: Limits| {
        let mut shapes = Shapes::new(CoordinateSystem::Wgs84).with_limits(limits);
        shapes.read(&path);
        all.extend(shapes.check().expect_err("it is refused").messages());
    };
    read(Limits::default());
    // Neither UTF-8 nor GBK.
    std::fs::write(&path, b"\xFF\xFF").expect("a file");
    read(Limits::default());
    let mut few = Limits::default();
    few.bytes = 1;
    read(few);
    all
}

/// The messages of shapes that do not fit the graph.
fn bound() -> Vec<Message> {
    let governance = governance();
    let square = |x: f64| [[[[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]]]];
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    for (code, x) in [("G-9", 0.0), ("G-1", 0.0), ("G-1", 2.0), ("N", 0.0)] {
        shapes.add_polygon(code, square(x));
    }
    shapes.add_point("G-2", Coordinate::new(5.0, 5.0));
    let mut wide = Shapes::new(CoordinateSystem::Plane);
    wide.add_polygon("G-1", square(0.0));
    wide.add_polygon("G-2", square(5_000_000.0));
    let mut endless = Shapes::new(CoordinateSystem::Plane);
    endless.add_point("X-1", Coordinate::new(f64::NAN, 5.0));
    let refused =
        [shapes, wide, endless].map(|shapes| Atlas::new(&governance, shapes).map(drop).expect_err("it is refused"));
    refused.iter().flat_map(|errors| errors.messages().collect::<Vec<_>>()).collect()
}

/// A rectangle from `x` to `end`, 100 high.
fn strip(x: f64, end: f64) -> [[[f64; 2]; 4]; 1] {
    [[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]
}

fn found(shapes: Shapes) -> (Vec<Message>, Vec<(String, String, String)>) {
    let governance = governance();
    let atlas = Atlas::new(&governance, shapes).expect("a map");
    let of_map = atlas.rules();
    let ids = of_map.iter().map(|rule| (rule.id().to_owned(), rule.english().to_owned(), rule.chinese().to_owned()));
    let ids = ids.collect();
    let rules = of_map.into_iter().fold(Rules::built_in(), Rules::with_rule);
    let mut pack = RulePack::new("map", "map");
    pack.rules.insert("geo.order".to_owned(), RuleSettings::new(Severity::Notice, "the standard of the place"));
    let findings = rules.audit(&pack).expect("a pack").run(&governance);
    (findings.iter().map(Tell::message).collect(), ids)
}

/// What maps show, and the id and titles of each rule about them.
pub(super) fn findings() -> (Vec<Message>, Vec<(String, String, String)>) {
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("S", [strip(0.0, 40.0)]);
    shapes.add_polygon("G-1", [strip(0.0, 10.0), strip(50.0, 51.0)]);
    shapes.add_polygon("G-2", [[[[8.0, 90.0], [12.0, 90.0], [12.0, 100.0], [8.0, 100.0]]]]);
    shapes.add_polygon("G-3", [[[[20.0, 0.0], [30.0, 10.0], [30.0, 0.0], [20.0, 8.0]]]]);
    shapes.add_point("X-1", Coordinate::new(9.0, 95.0));
    shapes.add_point("X-2", Coordinate::new(10.0, 5.0));
    shapes.add_point("X-3", Coordinate::new(39.0, 500.0));
    let mut bent = Shapes::new(CoordinateSystem::Wgs84);
    let strip = |x: f64, end: f64| [[[[x, 34.0], [end, 34.0], [end, 34.000_1], [x, 34.000_1]]]];
    for (code, x, end) in [("S", 113.0, 113.1), ("G-1", 113.0, 113.03), ("G-3", 113.05, 113.06), ("G-4", 113.06, 113.1)]
    {
        bent.add_polygon(code, strip(x, end));
    }
    let ring = [[113.03, 34.0], [113.05, 34.0], [113.05, 34.000_1], [113.03, 34.000_1], [113.030_000_1, 34.000_05]];
    bent.add_polygon("G-2", [[ring]]);
    let (mut all, ids) = found(shapes);
    all.extend(found(bent).0);
    (all, ids)
}

pub(super) fn messages() -> Vec<Message> {
    let systems = DifferentSystemsError { one: CoordinateSystem::Wgs84, other: CoordinateSystem::Gcj02 };
    let of_systems = Message::of(Level::Error, &systems);
    [read(), files(), bound(), vec![of_systems]].concat()
}
