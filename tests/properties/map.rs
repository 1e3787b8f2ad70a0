//! Maps: tilings of every form are seamless, and mutations get the verdict and the areas of a naive judge.

mod judge;
mod lattice;

use gridgov::geo::{Area, Atlas, Coordinate, CoordinateSystem, CoverVerdict, DefectKind, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::{Kind, SecondGrid, Subdistrict};
use gridgov::ledger::Draft;
use proptest::prelude::*;

use crate::config;
use judge::{contains, is_on_border, is_simple, judge, shared_border};
use lattice::{Polygon, Tiling, tilings};

/// The parent `S` with a child for each polygon.
fn governance(children: usize) -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "街道");
    for at in 0..children {
        draft.add(street, SecondGrid, code(at), "网格");
    }
    Governance::build(&draft).expect("a valid ledger")
}

fn code(at: usize) -> String {
    format!("G-{at:03}")
}

/// Where units lie on the map: in a plane a unit is 0.1 m, else some 11 m at Zhengzhou.
fn place(system: CoordinateSystem, (x, y): lattice::V) -> [f64; 2] {
    let (x, y) = (x as f64, y as f64);
    if system == CoordinateSystem::Plane { [500_000.0 + x / 10.0, y / 10.0] } else { [113.6 + x / 1e4, 34.7 + y / 1e4] }
}

fn shapes(tiling: &Tiling, system: CoordinateSystem) -> Shapes {
    let mut shapes = Shapes::new(system);
    let placed = |polygon: &Polygon| -> Vec<Vec<Vec<[f64; 2]>>> {
        let ring = |ring: &lattice::Ring| ring.iter().map(|vertex| place(system, *vertex)).collect();
        polygon.iter().map(|part| part.iter().map(ring).collect()).collect()
    };
    shapes.add_polygon("S", placed(&tiling.parent));
    for (at, child) in tiling.children.iter().enumerate() {
        shapes.add_polygon(code(at), placed(child));
    }
    shapes
}

/// What is done to a tiling.
#[derive(Debug, Clone, Copy)]
enum Mutation {
    Nothing,
    Move { by: lattice::V },
    Drop,
    Double,
    Swap,
    InsertMiddle { by: lattice::V },
    BowTie,
    Hole,
}

fn mutations() -> impl Strategy<Value = (Mutation, prop::sample::Index, prop::sample::Index)> {
    let by = || (-9..=9_i64, -9..=9_i64);
    let mutation = prop_oneof![
        Just(Mutation::Nothing),
        by().prop_map(|by| Mutation::Move { by }),
        Just(Mutation::Drop),
        Just(Mutation::Double),
        Just(Mutation::Swap),
        (-2..=2_i64, -2..=2_i64).prop_map(|by| Mutation::InsertMiddle { by }),
        Just(Mutation::BowTie),
        Just(Mutation::Hole),
    ];
    (mutation, any::<prop::sample::Index>(), any::<prop::sample::Index>())
}

/// The tiling after the mutation.
fn mutated(mut tiling: Tiling, mutation: Mutation, child: prop::sample::Index, vertex: prop::sample::Index) -> Tiling {
    let at = child.index(tiling.children.len());
    let ring = &mut tiling.children[at][0][0];
    let count = ring.len();
    let here = vertex.index(count);
    match mutation {
        Mutation::Nothing => {}
        Mutation::Move { by } => ring[here] = (ring[here].0 + by.0, ring[here].1 + by.1),
        Mutation::Drop => _ = tiling.children.remove(at),
        Mutation::Double => {
            let again = tiling.children[at].clone();
            tiling.children.push(again);
        }
        Mutation::Swap => {
            let other = vertex.index(tiling.children.len());
            tiling.children.swap(at, other);
        }
        Mutation::InsertMiddle { by } => {
            let (from, to) = (ring[here], ring[(here + 1) % count]);
            ring.insert(here + 1, (i64::midpoint(from.0, to.0) + by.0, i64::midpoint(from.1, to.1) + by.1));
        }
        Mutation::BowTie => ring.swap(here, (here + 1) % count),
        Mutation::Hole => {
            // Around the middle of a corner's triangle, as far as it lies inside.
            let corner = [0, 1, 2].map(|step| ring[(here + step) % count]);
            let x = corner.iter().map(|point| point.0).sum::<i64>() / 3;
            let y = corner.iter().map(|point| point.1).sum::<i64>() / 3;
            tiling.children[at][0].push(vec![(x, y), (x + 2, y), (x, y + 2)]);
        }
    }
    tiling
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn every_tiling_is_seamless_and_its_areas_add_up(tiling in tilings()) {
        let governance = governance(tiling.children.len());
        for system in [CoordinateSystem::Plane, CoordinateSystem::Cgcs2000] {
            let atlas = Atlas::new(&governance, shapes(&tiling, system)).expect("a valid map");
            prop_assert_eq!(atlas.invalid().len(), 0, "{:?}", atlas.invalid());
            let covers = atlas.covers();
            prop_assert_eq!(covers[0].verdict(), CoverVerdict::Seamless, "{:?}", covers[0].defects());
            prop_assert_eq!(covers[0].defects().len(), 0);
            let area = |code: &str| atlas.area(governance.node(code).expect("it is there")).expect("it is drawn");
            let children: Area = (0..tiling.children.len()).map(|at| area(&code(at))).sum();
            prop_assert_eq!(children, area("S"));
        }
    }

    #[test]
    fn points_and_borders_are_found_as_a_naive_search_finds_them(
        tiling in tilings(),
        points in prop::collection::vec((-5..110_i64, -5..110_i64), 20),
    ) {
        let governance = governance(tiling.children.len());
        let system = CoordinateSystem::Plane;
        let atlas = Atlas::new(&governance, shapes(&tiling, system)).expect("a valid map");
        let vertices = tiling.children.iter().flatten().flatten().flatten().copied();
        for point in points.into_iter().chain(vertices) {
            let [x, y] = place(system, point);
            let found = atlas.grids_at(Coordinate::new(x, y))?;
            let found: Vec<(String, bool)> =
                found.iter().map(|sighting| (sighting.node.code().to_owned(), sighting.is_on_border)).collect();
            let expected: Vec<(String, bool)> = tiling
                .children
                .iter()
                .enumerate()
                .map(|(at, child)| (code(at), child, is_on_border(child, point)))
                .filter(|(_, child, is_on_border)| *is_on_border || contains(child, point))
                .map(|(code, _, is_on_border)| (code, is_on_border))
                .collect();
            prop_assert_eq!(found, expected, "{:?}", point);
        }
        let grids: Vec<_> = governance.nodes_of_kind(Kind::SecondGrid).collect();
        let borders = atlas.adjacency(grids.iter().copied());
        let colours = borders.colours();
        for (one, a) in grids.iter().enumerate() {
            for (other, b) in grids.iter().enumerate().skip(one + 1) {
                let naive = shared_border(&tiling.children[one], &tiling.children[other]) / 10.0;
                let length = borders.length(*a, *b).map_or(0.0, |length| length.to_string().parse().expect("a number"));
                prop_assert!((naive - length).abs() < 0.01, "{} and {} m between {} and {}", naive, length, a, b);
                prop_assert_eq!(borders.length(*b, *a), borders.length(*a, *b));
                prop_assert!(naive == 0.0 || colours[one] != colours[other]);
            }
        }
    }

    #[test]
    fn the_order_of_shapes_leaves_no_trace(tiling in tilings(), (mutation, child, vertex) in mutations()) {
        let tiling = mutated(tiling, mutation, child, vertex);
        let governance = governance(tiling.children.len());
        let ordered = shapes(&tiling, CoordinateSystem::Gcj02);
        let mut reversed = Shapes::new(CoordinateSystem::Gcj02);
        for (at, child) in tiling.children.iter().enumerate().rev() {
            // Each ring from another vertex on and the other way round.
            let ring = |ring: &lattice::Ring| -> Vec<[f64; 2]> {
                let vertices = ring.iter().rev().cycle().skip(at % ring.len()).take(ring.len());
                vertices.map(|vertex| place(CoordinateSystem::Gcj02, *vertex)).collect()
            };
            let parts = child.iter().map(|part| part.iter().map(ring).collect::<Vec<_>>());
            reversed.add_polygon(code(at), parts.collect::<Vec<_>>());
        }
        let ring = |ring: &lattice::Ring| -> Vec<[f64; 2]> {
            ring.iter().map(|vertex| place(CoordinateSystem::Gcj02, *vertex)).collect()
        };
        let parent = tiling.parent.iter().map(|part| part.iter().map(ring).collect::<Vec<_>>());
        reversed.add_polygon("S", parent.collect::<Vec<_>>());
        let (Ok(one), Ok(other)) = (Atlas::new(&governance, ordered), Atlas::new(&governance, reversed)) else {
            return Ok(());
        };
        let shown = |atlas: &Atlas<'_>| {
            let covers = atlas.covers();
            let verdicts: Vec<_> = covers.iter().map(|cover| (cover.parent().code().to_owned(), cover.verdict())).collect();
            (verdicts, atlas.defect_features(&covers).to_json_string())
        };
        prop_assert_eq!(shown(&one), shown(&other));
    }

    #[test]
    fn a_mutation_gets_the_verdict_of_the_judge(tiling in tilings(), (mutation, child, vertex) in mutations()) {
        let tiling = mutated(tiling, mutation, child, vertex);
        let governance = governance(tiling.children.len());
        let system = CoordinateSystem::Plane;
        let Ok(atlas) = Atlas::new(&governance, shapes(&tiling, system)) else {
            // A ring without an area is an error of the map.
            return Ok(());
        };
        let Some(cover) = atlas.covers().pop() else { return Ok(()) };
        let invalid: Vec<&str> = cover.invalid().iter().map(|node| node.code()).collect();
        for (at, child) in tiling.children.iter().enumerate() {
            let is_valid = !invalid.contains(&code(at).as_str());
            if let [part] = child.as_slice() && let [ring] = part.as_slice() {
                prop_assert_eq!(is_valid, is_simple(ring), "{:?}", ring);
            }
        }
        let valid: Vec<&Polygon> = tiling
            .children
            .iter()
            .enumerate()
            .filter(|(at, _)| !invalid.contains(&code(*at).as_str()))
            .map(|(_, child)| child)
            .collect();
        let of_valid = judge(&valid, &tiling.parent);
        let tiny = 1e-6;
        let expected = match () {
            () if of_valid.overlap > tiny || of_valid.outside > tiny => CoverVerdict::NotSeamless,
            () if !invalid.is_empty() => CoverVerdict::Undecidable,
            () if of_valid.gap > tiny => CoverVerdict::NotSeamless,
            () => CoverVerdict::Seamless,
        };
        prop_assert_eq!(cover.verdict(), expected, "{:?} {:?}", of_valid, cover.defects());
        let total = |kind: DefectKind| -> f64 {
            let of_kind = cover.defects().iter().filter(|defect| defect.underlying() == kind);
            // A unit is 0.1 m, a square unit 0.01 m2.
            of_kind.map(|defect| defect.area().to_string().parse::<f64>().expect("a number") * 100.0).sum()
        };
        let near = |one: f64, other: f64| (one - other).abs() < 1e-3 * (1.0 + cover.defects().len() as f64);
        let all: Vec<&Polygon> = tiling.children.iter().collect();
        let gap = judge(&all, &tiling.parent).gap;
        prop_assert!(near(total(DefectKind::Overlap), of_valid.overlap), "{:?} {:?}", of_valid, cover.defects());
        prop_assert!(near(total(DefectKind::Outside), of_valid.outside), "{:?} {:?}", of_valid, cover.defects());
        prop_assert!(near(total(DefectKind::Gap), gap), "{} {:?}", gap, cover.defects());
    }
}
