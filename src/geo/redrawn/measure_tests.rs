//! How figures follow the land, held against a naive judge.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::geo::{Coordinate, CoordinateSystem, Shapes};
use crate::governance::Governance;
use crate::kind::{Building, SecondGrid, Shop, Subdistrict};
use crate::ledger::Draft;

/// A rectangle from `x` to `end`, 100 high.
fn strip(x: i64, end: i64) -> [[[[f64; 2]; 4]; 1]; 1] {
    let (x, end) = (x as f64, end as f64);
    [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]]
}

fn code(at: usize) -> String {
    format!("G-{at}")
}

/// A place of a case: its grid by number, where it is drawn, and its households.
#[derive(Debug, Clone, Copy)]
struct House {
    grid: usize,
    x: Option<i64>,
    households: Option<i64>,
}

/// The ledger of so many grids with houses.
fn ledger(grids: usize, houses: &[House]) -> Governance {
    let mut draft = Draft::new("");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "街道");
    let grids: Vec<_> = (0..grids).map(|at| draft.add(street, SecondGrid, code(at), "网格")).collect();
    for (at, house) in houses.iter().enumerate() {
        let building = draft.add(grids[house.grid], Building, format!("B-{at}"), "楼");
        if let Some(households) = house.households {
            draft.row(building).measure("households", households);
        }
    }
    Governance::build(&draft).unwrap()
}

/// A map whose grids lie side by side between these borders.
fn map<'g>(governance: &'g Governance, borders: &[i64], houses: &[House]) -> Atlas<'g> {
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    for (at, ends) in borders.windows(2).enumerate() {
        shapes.add_polygon(code(at), strip(ends[0], ends[1]));
    }
    for (at, house) in houses.iter().enumerate() {
        if let Some(x) = house.x {
            shapes.add_point(format!("B-{at}"), Coordinate::new(x as f64, 50.0));
        }
    }
    Atlas::new(governance, shapes).unwrap()
}

type Weights = Vec<(String, String, u64)>;

/// The same by walking over all: weights, and which grids are undecidable.
fn judge(old: &[i64], new: &[i64], houses: &[House]) -> (Weights, BTreeSet<String>) {
    let grids = |borders: &[i64]| borders.windows(2).map(|ends| (ends[0], ends[1])).collect::<Vec<_>>();
    let (mut weights, mut undecided) = (Weights::new(), BTreeSet::new());
    for (from, (left, right)) in grids(old).into_iter().enumerate() {
        let beside: Vec<usize> = grids(new)
            .iter()
            .enumerate()
            .filter(|(_, ends)| ends.0 < right && ends.1 > left)
            .map(|(at, _)| at)
            .collect();
        if let [to] = beside[..]
            && grids(new)[to].0 <= left
            && grids(new)[to].1 >= right
        {
            weights.push((code(from), code(to), 1));
            continue;
        }
        let mut amounts: BTreeMap<usize, u64> = beside.iter().map(|to| (*to, 0)).collect();
        let mut is_certain = true;
        for house in houses.iter().filter(|house| house.grid == from && house.households.unwrap_or(0) > 0) {
            let inside = |x: &i64| (left..=right).contains(x);
            let to = house.x.filter(inside).and_then(|x| grids(new).iter().position(|ends| ends.0 < x && x < ends.1));
            match to {
                Some(to) => *amounts.entry(to).or_default() += house.households.unwrap().unsigned_abs(),
                None => is_certain = false,
            }
        }
        if is_certain && amounts.values().any(|amount| *amount > 0) {
            weights.extend(amounts.into_iter().map(|(to, amount)| (code(from), code(to), amount)));
        } else {
            undecided.insert(code(from));
        }
    }
    (weights, undecided)
}

#[test]
fn figures_follow_the_land_as_a_naive_judge_says() {
    // A small generator: each case is the same on every machine.
    let mut state = 7_u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut divided = 0;
    for case in 0..400 {
        let count = 2 + next(4) as usize;
        let mut borders = || -> Vec<i64> {
            let mut inner = BTreeSet::new();
            while inner.len() + 1 < count {
                inner.insert(1 + next(99) as i64);
            }
            std::iter::once(0).chain(inner).chain([100]).collect()
        };
        let (old, new) = (borders(), borders());
        let houses: Vec<House> = (0..next(12))
            .map(|_| {
                let x = next(101) as i64;
                let home = old.windows(2).position(|ends| ends[0] <= x && x <= ends[1]).unwrap();
                let odd = next(20);
                House {
                    grid: if odd == 0 { next(count as u64) as usize } else { home },
                    x: (odd != 1).then_some(x),
                    households: (odd != 2).then(|| next(4) as i64 * 10),
                }
            })
            .collect();
        let governance = ledger(count, &houses);
        let (before, after) = (map(&governance, &old, &houses), map(&governance, &new, &houses));
        let shared = before.shared_measure(&after, governance.measure("households").unwrap()).unwrap();
        let found: Weights =
            shared.weights().map(|(from, to, amount)| (from.to_owned(), to.to_owned(), amount)).collect();
        let undecided = shared.undecided().iter().map(|undecided| undecided.from.code().to_owned()).collect();
        assert_eq!((found, undecided), judge(&old, &new, &houses), "case {case}: {old:?} {new:?} {houses:?}");
        divided += shared.shared().iter().filter(|shared| !shared.is_whole).count();
        #[cfg(feature = "change")]
        {
            let crosswalk = crate::change::Crosswalk::of_amounts(shared.weights()).unwrap();
            let known = shared.shared().iter().map(|shared| shared.from.code()).collect::<BTreeSet<_>>();
            assert!(known.iter().all(|code| crosswalk.row(code).is_some()));
            assert!(shared.undecided().iter().all(|undecided| crosswalk.row(undecided.from.code()).is_none()));
        }
    }
    assert!(divided > 100, "{divided} parts of grids that are divided");
}

/// Why it is undecidable how `G-0` is divided at 60 of 100, whose shop in a building has 5 households, and itself `own`.
fn reasons(own: Option<i64>, draw: impl Fn(&mut Shapes)) -> Vec<(String, UndecidedReason)> {
    let mut draft = Draft::new("");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "街道");
    let grid = draft.add(street, SecondGrid, "G-0", "网格");
    draft.add(street, SecondGrid, "G-1", "网格");
    let building = draft.add(grid, Building, "B", "楼");
    let shop = draft.add(building, Shop, "P", "店");
    draft.row(shop).measure("households", 5);
    if let Some(own) = own {
        draft.row(grid).measure("households", own);
    }
    let governance = Governance::build(&draft).unwrap();
    let with = |first: i64| {
        let mut shapes = Shapes::new(CoordinateSystem::Plane);
        draw(&mut shapes);
        shapes.add_polygon("G-0", strip(0, first));
        shapes.add_polygon("G-1", strip(first, 200));
        Atlas::new(&governance, shapes).unwrap()
    };
    let (old, new) = (with(100), with(60));
    let shared = old.shared_measure(&new, governance.measure("households").unwrap()).unwrap();
    shared.undecided().iter().map(|undecided| (undecided.node.code().to_owned(), undecided.reason)).collect()
}

#[test]
fn each_reason_is_told_with_what_has_the_figure() {
    use UndecidedReason::{Elsewhere, NoFigure, NotDrawn, OfGrid, OnBorder};

    let point =
        |code: &'static str, x: f64| move |shapes: &mut Shapes| shapes.add_point(code, Coordinate::new(x, 50.0));
    let building = |x: i64, end: i64| move |shapes: &mut Shapes| shapes.add_polygon("B", strip(x, end));
    let of_shop = |reason| vec![("P".to_owned(), reason)];
    assert_eq!(reasons(None, |_| {}), of_shop(NotDrawn));
    assert_eq!(reasons(None, point("P", 60.0)), of_shop(OnBorder));
    assert_eq!(reasons(None, point("P", 150.0)), of_shop(Elsewhere));
    assert_eq!(reasons(None, point("P", 10.0)), []);
    assert_eq!(reasons(None, point("B", 10.0)), [], "a shop stands where its building does");
    assert_eq!(reasons(None, building(10, 20)), []);
    assert_eq!(reasons(None, building(50, 70)), of_shop(OnBorder), "a building across the border");
    assert_eq!(reasons(Some(7), point("P", 10.0)), [("G-0".to_owned(), OfGrid)]);
    assert_eq!(reasons(Some(0), point("P", 10.0)), [], "nothing can go anywhere");
    assert_eq!(reasons(Some(-7), point("P", 10.0)), [("G-0".to_owned(), OfGrid)]);
    let governance = ledger(2, &[]);
    let (old, new) = (map(&governance, &[0, 50, 100], &[]), map(&governance, &[0, 40, 100], &[]));
    let shared = old.shared_measure(&new, governance.measure("households").unwrap()).unwrap();
    let undecided: Vec<_> =
        shared.undecided().iter().map(|undecided| (undecided.node.code(), undecided.reason)).collect();
    assert_eq!(undecided, [("G-0", NoFigure)]);
}

#[test]
fn maps_in_two_systems_are_told() {
    let governance = ledger(2, &[]);
    let plane = map(&governance, &[0, 50, 100], &[]);
    let degrees = Atlas::new(&governance, Shapes::new(CoordinateSystem::Wgs84)).unwrap();
    let error = plane.shared_measure(&degrees, governance.measure("households").unwrap()).unwrap_err();
    assert_eq!(error, DifferentSystemsError { one: CoordinateSystem::Plane, other: CoordinateSystem::Wgs84 });
}
