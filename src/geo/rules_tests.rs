//! Rules about maps: each finds fault with a fixture, and nothing with a sound map.

use super::*;
use crate::audit::{Findings, RulePack, Rules};
use crate::geo::{Coordinate, CoordinateSystem, Shapes};
use crate::kind::{Building, SecondGrid, Shop, Subdistrict};
use crate::language::Language;
use crate::ledger::Draft;

/// A rectangle from `x` to `end`, 100 high.
fn strip(x: f64, end: f64) -> [[[f64; 2]; 4]; 1] {
    [[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]
}

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let [one, ..] = ["G-1", "G-2", "G-3", "G-4"].map(|code| draft.add(street, SecondGrid, code, "网格"));
    for code in ["X-1", "X-2", "X-3"] {
        draft.add(one, Shop, code, "店");
    }
    draft.add(one, Building, "B-1", "楼");
    Governance::build(&draft).unwrap()
}

fn findings(governance: &Governance, shapes: Shapes) -> Findings<'_> {
    let atlas = Atlas::new(governance, shapes).unwrap();
    let rules = atlas.rules().into_iter().fold(Rules::built_in(), Rules::with_rule);
    let settings = RuleSettings::new(Severity::Notice, "the standard of the place");
    let mut pack = RulePack::new("map", "map");
    pack.rules.insert("geo.order".to_owned(), settings);
    rules.audit(&pack).unwrap().run(governance)
}

#[test]
fn every_rule_finds_its_fault() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("S", [strip(0.0, 40.0)]);
    shapes.add_polygon("G-1", [strip(0.0, 10.0), strip(50.0, 51.0)]);
    // Of the next, the middle lies to the west and to the north of that of the first.
    shapes.add_polygon("G-2", [[[[8.0, 90.0], [12.0, 90.0], [12.0, 100.0], [8.0, 100.0]]]]);
    shapes.add_polygon("G-3", [[[[20.0, 0.0], [30.0, 10.0], [30.0, 0.0], [20.0, 8.0]]]]);
    shapes.add_point("X-1", Coordinate::new(9.0, 95.0));
    shapes.add_point("X-2", Coordinate::new(10.0, 5.0));
    shapes.add_point("X-3", Coordinate::new(39.0, 500.0));
    let found = findings(&governance, shapes);
    for entry in &ENTRIES {
        let expected = match entry.id {
            "geo.sliver" => 0,
            "geo.place" => 2,
            "geo.gap" => found.of_rule("geo.gap").len().max(1),
            _ => 1,
        };
        assert_eq!(found.of_rule(entry.id).len(), expected, "{}: {found:?}", entry.id);
    }
    let missing = &found.of_rule("geo.missing")[0];
    assert_eq!(missing.subject().code(), "G-4");
    assert_eq!(
        missing.words().text(Language::English),
        "it is not drawn; of what stands in `S`, 3 are drawn and 1 not; draw it"
    );
    assert_eq!(missing.words().text(Language::Chinese), "未上图；“S”之下已上图3个，未上图1个；请补绘");
}

#[test]
fn what_could_not_be_judged_is_said_once() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("G-1", [strip(0.0, 10.0)]);
    shapes.add_polygon("G-2", [[[[20.0, 0.0], [30.0, 10.0], [30.0, 0.0], [20.0, 8.0]]]]);
    shapes.add_point("X-1", Coordinate::new(5.0, 5.0));
    let found = findings(&governance, shapes);
    let told: Vec<(&str, &str)> = found
        .undecided()
        .filter(|judgement| judgement.rule().id().starts_with("geo."))
        .flat_map(|judgement| judgement.undecidable().iter().map(move |words| (judgement.rule().id(), words.english())))
        .collect();
    let ids: Vec<&str> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["geo.gap", "geo.outside", "geo.overlap", "geo.place"]);
    assert!(
        told.iter().all(|(_, words)| words.starts_with("1 ") || words.starts_with("3 places are not drawn")),
        "{told:?}"
    );
}

#[test]
fn slivers_are_told_together() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
    let strip = |x: f64, end: f64| [[[[x, 34.0], [end, 34.0], [end, 34.000_1], [x, 34.000_1]]]];
    for (code, x, end) in [("S", 113.0, 113.1), ("G-1", 113.0, 113.03), ("G-3", 113.05, 113.06), ("G-4", 113.06, 113.1)]
    {
        shapes.add_polygon(code, strip(x, end));
    }
    let bent = [[113.03, 34.0], [113.05, 34.0], [113.05, 34.000_1], [113.03, 34.000_1], [113.030_000_1, 34.000_05]];
    shapes.add_polygon("G-2", [[bent]]);
    let found = findings(&governance, shapes);
    let slivers = found.of_rule("geo.sliver");
    assert_eq!(slivers.len(), 1);
    assert!(
        slivers[0].words().text(Language::English).starts_with("between its grids is 1 sliver of 0.05"),
        "{}",
        slivers[0].words().text(Language::English)
    );
    assert_eq!(found.len(), 1, "{found:?}");
}
