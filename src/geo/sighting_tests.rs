//! Places against the ledger.

use super::*;
use crate::geo::{CoordinateSystem, Shapes};
use crate::governance::Governance;
use crate::kind::{Building, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::message::Wording as _;

/// A rectangle from `x` to `end`, 100 high.
fn strip(x: f64, end: f64) -> [[[[f64; 2]; 4]; 1]; 1] {
    [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]]
}

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let one = draft.add(street, SecondGrid, "G-1", "第一网格");
    let two = draft.add(street, SecondGrid, "G-2", "第二网格");
    let third = draft.add(one, ThirdGrid, "T-1", "一号网格");
    for (code, grid) in [("in", one), ("border", one), ("moved", two), ("nowhere", two)] {
        draft.add(grid, Shop, code, "店");
    }
    draft.add(third, Shop, "below", "店");
    draft.add(street, Shop, "above", "店");
    for (code, grid) in [("whole", one), ("across", one), ("other", two)] {
        draft.add(grid, Building, code, "楼");
    }
    Governance::build(&draft).unwrap()
}

fn shapes() -> Shapes {
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    for (code, x, end) in [("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 10.0, 20.0)] {
        shapes.add_polygon(code, strip(x, end));
    }
    let points = [("in", 5.0), ("border", 10.0), ("moved", 5.0), ("nowhere", 50.0), ("below", 5.0), ("above", 15.0)];
    for (code, x) in points {
        shapes.add_point(code, Coordinate::new(x, 50.0));
    }
    for (code, x, end) in [("whole", 1.0, 2.0), ("across", 9.0, 13.0), ("other", 1.0, 3.0)] {
        shapes.add_polygon(code, strip(x, end));
    }
    shapes
}

#[test]
fn every_place_is_counted_once() {
    let governance = governance();
    let atlas = Atlas::new(&governance, shapes()).unwrap();
    let report = atlas.places();
    let codes = |nodes: &[Node<'_>]| nodes.iter().map(|node| node.code().to_owned()).collect::<Vec<_>>();
    let mut agree = codes(&report.agree);
    agree.sort();
    assert_eq!(agree, ["above", "below", "in", "whole"], "the third grid is not drawn, what contains it is");
    let mut border = codes(&report.border);
    border.sort();
    assert_eq!(border, ["across", "border"]);
    let mut moved: Vec<_> = report
        .disagree
        .iter()
        .map(|misplaced| (misplaced.place.code(), misplaced.ledger.code(), misplaced.map.code()))
        .collect();
    moved.sort_unstable();
    assert_eq!(moved, [("moved", "G-2", "G-1"), ("other", "G-2", "G-1")]);
    assert_eq!(codes(&report.nowhere), ["nowhere"]);
}

#[test]
fn shares_of_a_building() {
    let governance = governance();
    let atlas = Atlas::new(&governance, shapes()).unwrap();
    let shares = |code: &str| -> Vec<(String, String)> {
        let found = atlas.shares(governance.node(code).unwrap());
        found.iter().map(|share| (share.node.code().to_owned(), share.share.to_string())).collect()
    };
    let expected = [("G-1", "0.25"), ("G-2", "0.75")].map(|(code, share)| (code.to_owned(), share.to_owned()));
    assert_eq!(shares("across"), expected);
    assert_eq!(shares("whole"), [("G-1".to_owned(), "1".to_owned())]);
    assert_eq!(shares("in"), [], "a point has no shares");
}

#[test]
fn the_lowest_grids_at_a_point() {
    let governance = governance();
    let atlas = Atlas::new(&governance, shapes()).unwrap();
    let at = |x: f64, y: f64| -> Vec<(&str, bool)> {
        let found = atlas.grids_at(Coordinate::new(x, y)).unwrap();
        found.iter().map(|sighting| (sighting.node.code(), sighting.is_on_border)).collect()
    };
    assert_eq!(at(5.0, 5.0), [("G-1", false)]);
    assert_eq!(at(10.0, 5.0), [("G-1", true), ("G-2", true)]);
    assert_eq!(at(0.0, 0.0), [("G-1", true)]);
    assert_eq!(at(20.001, 5.0), []);
    for (x, y) in [(f64::NAN, 5.0), (5.0, f64::INFINITY), (1e12, 5.0)] {
        assert!(atlas.grids_at(Coordinate::new(x, y)).is_err(), "{x} {y}");
    }
}

/// Latitude before longitude is not in no grid.
#[test]
fn a_coordinate_that_is_none_is_told() {
    let governance = governance();
    let mut shapes = Shapes::new(CoordinateSystem::Cgcs2000);
    shapes.add_polygon("G-1", [[[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.1]]]]);
    let atlas = Atlas::new(&governance, shapes).unwrap();
    let id = |x, y| atlas.grids_at(Coordinate::new(x, y)).map(|found| found.len()).map_err(|problem| problem.id());
    assert_eq!(id(113.05, 34.05), Ok(1));
    assert_eq!(id(114.0, 34.05), Ok(0));
    assert_eq!(id(34.05, 113.05), Err("map.swapped"));
    assert_eq!(id(200.0, 34.05), Err("map.out_of_range"));
    assert_eq!(id(113.05, f64::NAN), Err("map.not_finite"));
}
