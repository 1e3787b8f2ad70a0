//! Covers: verdicts and defects.

use super::*;
use crate::geo::{CoordinateSystem, Shapes, Tolerance};
use crate::governance::Governance;
use crate::kind::{DedicatedGrid, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

/// A street with two second grids, the first with two third grids, and a dedicated grid.
fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let one = draft.add(street, SecondGrid, "G-1", "第一网格");
    draft.add(street, SecondGrid, "G-2", "第二网格");
    draft.add(street, DedicatedGrid, "Z-1", "医院专属网格");
    draft.add(one, ThirdGrid, "T-1", "一号网格");
    draft.add(one, ThirdGrid, "T-2", "二号网格");
    Governance::build(&draft).unwrap()
}

/// A rectangle from `x` to `end`, 100 high.
fn strip(x: f64, end: f64) -> [[[[f64; 2]; 4]; 1]; 1] {
    [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]]
}

fn shapes(strips: &[(&str, f64, f64)]) -> Shapes {
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    for (code, x, end) in strips {
        shapes.add_polygon(*code, strip(*x, *end));
    }
    shapes
}

/// The verdict of each cover, and its defects as kind, codes and area.
fn covers(shapes: Shapes) -> Vec<(String, CoverVerdict, Vec<String>)> {
    let governance = governance();
    let atlas = Atlas::new(&governance, shapes).unwrap();
    let shown = |defect: &Defect<'_>| {
        format!("{} {} {}", defect.kind(), defect.codes().collect::<Vec<_>>().join("+"), defect.area())
    };
    let covers = atlas.covers();
    let row = |cover: &Cover<'_>| {
        (cover.parent().code().to_owned(), cover.verdict(), cover.defects().iter().map(shown).collect())
    };
    covers.iter().map(row).collect()
}

fn only(shapes: Shapes) -> (CoverVerdict, Vec<String>) {
    let mut covers = covers(shapes);
    assert_eq!(covers.len(), 1, "{covers:?}");
    let (_, verdict, defects) = covers.remove(0);
    (verdict, defects)
}

#[test]
fn seamless_and_not() {
    let seamless = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 10.0, 20.0)]);
    assert_eq!(only(seamless), (CoverVerdict::Seamless, vec![]));
    let overlap = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 12.0), ("G-2", 10.0, 20.0)]);
    assert_eq!(only(overlap), (CoverVerdict::NotSeamless, vec!["overlap G-1+G-2 200".to_owned()]));
    let gap = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 15.0, 20.0)]);
    assert_eq!(only(gap), (CoverVerdict::NotSeamless, vec!["gap G-1+G-2 500".to_owned()]));
    let outside = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 10.0, 23.0)]);
    assert_eq!(only(outside), (CoverVerdict::NotSeamless, vec!["outside G-2 300".to_owned()]));
    let sliver = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 10.001, 20.0)]);
    assert_eq!(only(sliver), (CoverVerdict::NotSeamless, vec!["gap G-1+G-2 0.1".to_owned()]), "1 mm wide");
}

#[test]
fn all_at_once() {
    let all = shapes(&[("S", 0.0, 20.0), ("G-1", -5.0, 10.0), ("G-2", 9.0, 18.0)]);
    let expected = ["overlap G-1+G-2 100", "gap G-2 200", "outside G-1 500"].map(str::to_owned);
    assert_eq!(only(all), (CoverVerdict::NotSeamless, expected.to_vec()));
}

#[test]
fn the_same_polygon_twice_is_an_overlap_and_a_gap() {
    let twice = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 0.0, 10.0)]);
    let expected = ["overlap G-1+G-2 1000", "gap G-1+G-2 1000"].map(str::to_owned);
    assert_eq!(only(twice), (CoverVerdict::NotSeamless, expected.to_vec()));
}

#[test]
fn copies_make_one_overlap_with_all_their_codes() {
    let copies = 300;
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let mut shapes = shapes(&[("S", 0.0, 30.0)]);
    for at in 0..copies {
        // Some of one polygon, as many of another, each from another corner on, and one across both.
        let (code, x) = (format!("G-{at:03}"), if at % 2 == 0 { 0.0 } else { 10.0 });
        draft.add(street, SecondGrid, &*code, "网格");
        let mut ring = strip(x, x + 20.0)[0][0];
        ring.rotate_left(at / 2 % 4);
        shapes.add_polygon(code, [[ring]]);
    }
    draft.add(street, SecondGrid, "X", "网格");
    shapes.add_polygon("X", [[[[5.0, 0.0], [8.0, 0.0], [8.0, 100.0], [5.0, 100.0]]]]);
    let governance = Governance::build(&draft).unwrap();
    let covers = Atlas::new(&governance, shapes).unwrap().covers();
    let shown = |defect: &Defect<'_>| (defect.kind().id(), defect.codes().len(), defect.area().to_string());
    let defects: Vec<_> = covers[0].defects().iter().map(shown).collect();
    let expected =
        [("overlap", 150, "2000"), ("overlap", 150, "2000"), ("overlap", 300, "1000"), ("overlap", 151, "300")];
    assert_eq!(defects, expected.map(|(kind, codes, area)| (kind, codes, area.to_owned())));
}

#[test]
fn without_a_parent_full_cover_is_undecidable() {
    let apart = shapes(&[("G-1", 0.0, 10.0), ("G-2", 10.0, 20.0)]);
    assert_eq!(only(apart), (CoverVerdict::Undecidable, vec![]));
    let overlap = shapes(&[("G-1", 0.0, 12.0), ("G-2", 10.0, 20.0)]);
    assert_eq!(only(overlap).0, CoverVerdict::NotSeamless);
    let mut enclosed = shapes(&[("G-2", 4.0, 6.0)]);
    let hole = [[4.0, 40.0], [6.0, 40.0], [6.0, 100.0], [4.0, 100.0]];
    let rest = [[0.0, -5.0], [10.0, -5.0], [10.0, 105.0], [0.0, 105.0]];
    enclosed.add_polygon("G-1", [[rest.to_vec(), [[4.0, 0.0], [6.0, 0.0], [6.0, 100.0], [4.0, 100.0]].to_vec()]]);
    assert_eq!(only(enclosed), (CoverVerdict::Undecidable, vec![]));
    let mut gap = Shapes::new(CoordinateSystem::Plane);
    gap.add_polygon("G-1", [[rest.to_vec(), hole.to_vec()]]);
    assert_eq!(only(gap), (CoverVerdict::Undecidable, vec!["gap G-1 120".to_owned()]), "it may be an enclave");
}

#[test]
fn a_missing_child_leaves_gaps_undecided() {
    let missing = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0)]);
    assert_eq!(only(missing), (CoverVerdict::Undecidable, vec!["gap G-1 1000".to_owned()]));
    let governance = governance();
    let drawn = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0)]);
    let atlas = Atlas::new(&governance, drawn).unwrap();
    let covers = atlas.covers();
    let missing: Vec<&str> = covers[0].missing().iter().map(|node| node.code()).collect();
    assert_eq!(missing, ["G-2"], "no dedicated grid is drawn here, so that Z-1 is not missing");
}

#[test]
fn what_is_not_drawn_is_represented_by_what_is_below() {
    let below = shapes(&[("S", 0.0, 20.0), ("T-1", 0.0, 5.0), ("T-2", 5.0, 10.0), ("G-2", 10.0, 20.0)]);
    let found = covers(below);
    assert_eq!(found[0], ("S".to_owned(), CoverVerdict::Seamless, vec![]));
    assert_eq!(found[1], ("G-1".to_owned(), CoverVerdict::Undecidable, vec![]));
}

#[test]
fn gaps_can_be_declared() {
    let mut lake = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 15.0, 20.0)]);
    lake.add_declared_gap(strip(9.0, 16.0));
    assert_eq!(only(lake), (CoverVerdict::Seamless, vec![]));
    let mut small = shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 15.0, 20.0)]);
    small.add_declared_gap(strip(10.0, 14.0));
    assert_eq!(only(small), (CoverVerdict::NotSeamless, vec!["gap G-1+G-2 100".to_owned()]));
}

#[test]
fn slivers_by_the_tolerance() {
    let governance = governance();
    let narrow = || shapes(&[("S", 0.0, 20.0), ("G-1", 0.0, 10.0), ("G-2", 10.1, 20.0)]);
    let kind = |tolerance: Tolerance| {
        let atlas = Atlas::with_tolerance(&governance, narrow(), tolerance).unwrap();
        let covers = atlas.covers();
        (covers[0].defects()[0].kind(), covers[0].defects()[0].underlying(), covers[0].verdict())
    };
    let wide = (DefectKind::Gap, DefectKind::Gap, CoverVerdict::NotSeamless);
    assert_eq!(kind(Tolerance::default()), wide);
    assert_eq!(kind(Tolerance::default().with_sliver_width(0.5)), wide, "10 m2 are too large");
    let narrow = (DefectKind::Sliver, DefectKind::Gap, CoverVerdict::NotSeamless);
    assert_eq!(kind(Tolerance::default().with_sliver_width(0.5).with_sliver_area(20.0)), narrow);
}

#[test]
fn an_excess_that_reaches_over_the_whole_map_is_told_piece_by_piece() {
    let side = 12_u32;
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    let square = |x: f64, y: f64, end_x: f64, end_y: f64| [[[[x, y], [end_x, y], [end_x, end_y], [x, end_y]]]];
    shapes.add_polygon("S", square(0.0, 0.0, 120.0, 120.0));
    for (column, row) in (0..side).flat_map(|column| (0..side).map(move |row| (column, row))) {
        let code = format!("G-{column:02}-{row:02}");
        draft.add(street, SecondGrid, &*code, "网格");
        // A metre too large on each side.
        let [x, y] = [column, row].map(|at| f64::from(at) * 10.0);
        shapes.add_polygon(code, square(x - 1.0, y - 1.0, x + 11.0, y + 11.0));
    }
    let governance = Governance::build(&draft).unwrap();
    let covers = Atlas::new(&governance, shapes).unwrap().covers();
    let areas = |kind: DefectKind| -> Vec<String> {
        let defects = covers[0].defects().iter().filter(|defect| defect.kind() == kind);
        defects.map(|defect| defect.area().to_string()).collect()
    };
    let overlaps = areas(DefectKind::Overlap);
    let beside = overlaps.iter().filter(|area| *area == "24").count();
    let across = overlaps.iter().filter(|area| *area == "4").count();
    assert_eq!((overlaps.len(), beside, across), (385, 264, 121), "2 by 12 m beside, 2 by 2 m at corners");
    let of_corners = covers[0].defects().iter().filter(|defect| defect.area().to_string() == "4");
    assert!(of_corners.map(Defect::codes).all(|codes| codes.len() == 4), "all four that meet there");
    let outside = areas(DefectKind::Outside);
    let corners = outside.iter().filter(|area| *area == "23").count();
    assert_eq!((outside.len(), corners), (44, 4), "in one piece each, however the excess was cut");
    assert_eq!(areas(DefectKind::Gap), [""; 0]);
}
