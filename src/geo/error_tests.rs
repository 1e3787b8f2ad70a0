//! Every error of a map is told whole in both languages.

use std::collections::BTreeSet;

use super::*;

/// One of each.
fn all() -> Vec<MapProblem> {
    let text = |text: &str| text.to_owned();
    let kind = Kind::Person;
    vec![
        MapProblem::Unreadable { reason: text("denied") },
        MapProblem::NotUtf8 { byte: 7, is_gbk_likely: true },
        MapProblem::TooLarge { limit: 10 },
        MapProblem::Syntax { reason: text("at line 3") },
        MapProblem::NotFeatures { written: Some(text("Topology")) },
        MapProblem::OtherSystem { written: text("CRS84"), declared: CoordinateSystem::Gcj02 },
        MapProblem::NoCode { wanted: vec![text("adcode")], properties: vec![text("name"), text("id")] },
        MapProblem::CodeForm { written: text("4.5") },
        MapProblem::NoGeometry,
        MapProblem::GeometryType { written: text("LineString") },
        MapProblem::TooFewPoints { points: 2 },
        MapProblem::OpenRing { first: text("113, 34"), last: text("113.1, 34.1") },
        MapProblem::NoArea,
        MapProblem::NotFinite { at: text("NaN, 0") },
        MapProblem::OutOfRange { at: text("200, 0"), system: CoordinateSystem::Wgs84 },
        MapProblem::Swapped { at: text("34, 113") },
        MapProblem::UnknownCode { written: text("G-9"), near: vec![] },
        MapProblem::CodeTwice { file: Some(text("a.geojson")), feature: Some(3) },
        MapProblem::KindOffMap { kind },
        MapProblem::PointForArea { kind },
        MapProblem::TooWide,
    ]
}

#[test]
fn each_is_told_whole_in_both_languages() {
    let place = FeaturePlace {
        file: "须水.geojson".to_owned(),
        feature: Some(12),
        code: Some("G-1".to_owned()),
        ring: Some(2),
        vertex: Some(5),
    };
    let mut ids = BTreeSet::new();
    for problem in all() {
        let error = MapError::new(place.clone(), problem);
        let message = error.message();
        assert!(message.id().starts_with("map.") && ids.insert(message.id().to_owned()), "{}", message.id());
        let lines = Language::ALL.map(|language| error.in_language(language).to_string());
        assert!(lines[0].starts_with("须水.geojson, feature 12 (`G-1`), ring 2, vertex 5: "), "{}", lines[0]);
        assert!(lines[1].starts_with("须水.geojson 第12个要素（G-1）第2个环第5个顶点："), "{}", lines[1]);
        for name in
            message.parts().names().filter(|name| !["declared", "system", "kind", "is_gbk_likely"].contains(name))
        {
            let part = message.parts().text(name).unwrap();
            // Lists are told item by item.
            for item in part.split(['[', ']', ',', '"']).map(str::trim).filter(|item| !item.is_empty()) {
                for line in &lines {
                    assert!(line.contains(item), "{name} is {item}: {line}");
                }
            }
        }
    }
    assert_eq!(ids.len(), 21);
}
