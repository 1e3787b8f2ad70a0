//! Shapes bound to nodes, and what the graph shows to be wrong with them.

use super::*;
use crate::geo::{Coordinate, CoverVerdict};
use crate::kind::{Branch, Building, SecondGrid, Subdistrict};
use crate::ledger::Draft;

pub(super) fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let one = draft.add(street, SecondGrid, "G-1", "第一网格");
    draft.add(street, SecondGrid, "G-2", "第二网格");
    draft.add(one, Building, "B-1", "1号楼");
    draft.root(Branch, "P-1", "党支部");
    Governance::build(&draft).unwrap()
}

/// A rectangle from `x` to `end`, 100 high.
pub(super) fn strip(x: f64, end: f64) -> [[[[f64; 2]; 4]; 1]; 1] {
    [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]]
}

#[test]
fn codes_that_are_wrong() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("G-1", strip(0.0, 10.0));
    shapes.add_polygon("G-1", strip(0.0, 10.0));
    shapes.add_polygon("G-01", strip(0.0, 10.0));
    shapes.add_polygon("P-1", strip(0.0, 10.0));
    shapes.add_point("G-2", Coordinate::new(1.0, 1.0));
    shapes.add_polygon("S", [[[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]]]);
    let errors = Atlas::new(&governance, shapes).unwrap_err();
    let ids: Vec<String> = errors.messages().map(|message| message.id().to_owned()).collect();
    let expected = ["map.no_area", "map.code_twice", "map.unknown_code", "map.kind_off_map", "map.point_for_area"];
    assert_eq!(ids, expected, "what is wrong with the form comes first");
    let unknown = errors.iter().nth(2).unwrap().to_string();
    assert!(unknown.starts_with("map (`G-01`): no node has the code `G-01`"), "{unknown}");
    assert!(unknown.contains("`G-1`"), "{unknown}");
}

#[test]
fn a_map_that_is_too_wide() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("G-1", strip(0.0, 10.0));
    shapes.add_polygon("G-2", strip(5_000_000.0, 5_000_010.0));
    assert_eq!(Atlas::new(&governance, shapes).unwrap_err().first().problem(), &MapProblem::TooWide);
}

#[test]
fn invalid_polygons_are_told_with_their_place() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("G-1", [[[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 8.0]]]]);
    shapes.add_polygon("G-2", strip(10.0, 20.0));
    let atlas = Atlas::new(&governance, shapes).unwrap();
    let invalid = atlas.invalid();
    assert_eq!(invalid.len(), 1);
    assert_eq!((invalid[0].0.code(), invalid[0].1.kind), ("G-1", FlawKind::Crossing));
    assert_eq!(atlas.flaw(invalid[0].0), Some(invalid[0].1));
    assert_eq!(atlas.area(invalid[0].0), None);
    assert_eq!(atlas.covers()[0].verdict(), CoverVerdict::Undecidable);
}

#[test]
fn snapping_moves_what_is_near_and_says_so() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("S", strip(0.0, 20.0));
    shapes.add_polygon("G-1", [[[[0.0, 0.0], [10.0, 0.0], [10.02, 100.0], [0.0, 100.0]]]]);
    // A vertex 30 mm beside the straight border.
    shapes.add_polygon("G-2", [[[[10.0, 0.0], [20.0, 0.0], [20.0, 100.0], [10.0, 100.0], [10.04, 50.0]]]]);
    let exact = Atlas::new(&governance, shapes.clone()).unwrap();
    assert_eq!(exact.covers()[0].verdict(), CoverVerdict::NotSeamless);
    assert_eq!(exact.snapped(), Snapped::default());
    let tolerance = Tolerance::default().with_snap(0.05);
    let snapped = Atlas::with_tolerance(&governance, shapes, tolerance).unwrap();
    assert_eq!(snapped.covers()[0].verdict(), CoverVerdict::Seamless, "{:?}", snapped.covers()[0].defects());
    let Snapped { moved, inserted, farthest } = snapped.snapped();
    assert_eq!((moved, inserted), (1, 1), "the edge of G-1 now passes the vertex of G-2");
    assert_eq!(farthest.to_string(), "0.04");
}
