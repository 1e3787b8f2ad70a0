//! A partition that came twice, one that was lost and a node that was lost are seen, each at its level and unit.

use std::collections::BTreeMap;

use super::*;
use crate::governance::Node;
use crate::kind::{County, SecondGrid, Shop, Subdistrict};
use crate::ledger::Draft;
use crate::table::{CheckError, CheckProblem, ExportOptions};

/// Two sub-districts of two grids with three shops each.
fn county() -> Governance {
    let mut draft = Draft::new("中原区");
    draft.measure("households");
    let county = draft.root(County, "C", "中原区");
    for street in 1..=2 {
        let above = draft.add(county, Subdistrict, format!("S{street}"), "");
        for grid in 1..=2 {
            let above = draft.add(above, SecondGrid, format!("S{street}-{grid}"), "");
            for shop in 1..=3 {
                let shop = draft.add(above, Shop, format!("S{street}-{grid}-{shop}"), "");
                draft.row(shop).measure("households", shop_households(street, grid));
            }
        }
    }
    Governance::build(&draft).unwrap()
}

fn shop_households(street: i64, grid: i64) -> i64 {
    100 * street + 10 * grid
}

/// What an engine gives whose hands take these partitions of the nodes, one after the other.
fn engine<'g>(governance: &'g Governance, partitions: &[Vec<Node<'g>>]) -> EngineResult {
    let mut units: BTreeMap<(&str, &str), (u64, Option<i64>)> = BTreeMap::new();
    for node in partitions.iter().flatten() {
        let households = node.measure(governance.measure("households").unwrap()).map(crate::measure::Decimal::units);
        for unit in std::iter::once(*node).chain(node.ancestors()).filter(|unit| unit.kind().is_territory()) {
            let (rows, sum) = units.entry((unit.kind().id(), unit.code())).or_default();
            *rows += 1;
            *sum = households.map_or(*sum, |more| Some(sum.unwrap_or(0) + more));
        }
    }
    units.into_iter().fold(EngineResult::new(["households"]), |result, ((level, unit), (rows, sum))| {
        result.with_unit(level, unit, Some(rows), [sum.map(Into::into)])
    })
}

/// The nodes in partitions of four.
fn partitions(governance: &Governance) -> Vec<Vec<Node<'_>>> {
    governance.nodes().collect::<Vec<_>>().chunks(4).map(<[_]>::to_vec).collect()
}

fn told(errors: &CheckErrors) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn a_whole_result_passes() {
    let governance = county();
    let totals = ControlTotals::of(&governance);
    let checked = totals.check(&engine(&governance, &partitions(&governance))).unwrap();
    assert_eq!((checked.units, checked.figures), (7, 14));
    let all = EngineResult::new(["households"]).with_unit("all", "all", Some(19), [Some(1_980.into())]);
    assert_eq!(totals.check(&all.of_levels(["all"])).unwrap().figures, 2);
}

/// The second partition holds all shops of the first grid but one, and the head of the second.
#[test]
fn a_partition_that_came_twice_is_seen_at_each_level() {
    let governance = county();
    let mut partitions = partitions(&governance);
    partitions.push(partitions[1].clone());
    let errors = ControlTotals::of(&governance).check(&engine(&governance, &partitions)).unwrap_err();
    let added = |error: &CheckError| match error.problem() {
        CheckProblem::RowsAdded { level, unit, found, expected } => {
            Some((level.clone(), unit.clone(), *found, *expected))
        }
        _ => None,
    };
    let found: Vec<_> = errors.iter().filter_map(added).collect();
    let expected = [
        ("county", "C", 23, 19),
        ("second_grid", "S1-1", 6, 4),
        ("second_grid", "S1-2", 6, 4),
        ("subdistrict", "S1", 13, 9),
    ];
    assert_eq!(
        found,
        expected.map(|(level, unit, found, expected)| (level.to_owned(), unit.to_owned(), found, expected)),
        "{:?}",
        told(&errors)
    );
    // A unit all of whose rows came twice is told as such.
    let grid = governance.node("S2-2").unwrap();
    let whole: Vec<Node<'_>> = governance.nodes().collect();
    let twice: Vec<Node<'_>> = grid.subtree().iter().collect();
    let errors = ControlTotals::of(&governance).check(&engine(&governance, &[whole, twice])).unwrap_err();
    let is_doubled = |error: &CheckError| matches!(error.problem(), CheckProblem::RowsMultiplied { unit, times: 2, .. } if unit == "S2-2");
    assert!(errors.iter().any(is_doubled), "{:?}", told(&errors));
}

#[test]
fn a_partition_or_a_node_that_was_lost_is_seen_at_each_level() {
    let governance = county();
    let mut lost = partitions(&governance);
    lost.remove(1);
    let lost_node: Vec<Vec<Node<'_>>> = vec![governance.nodes().filter(|node| node.code() != "S2-1-2").collect()];
    for (partitions, expected) in [
        (
            lost,
            [("county", "C", 4), ("second_grid", "S1-1", 2), ("second_grid", "S1-2", 2), ("subdistrict", "S1", 4)]
                .to_vec(),
        ),
        (lost_node, [("county", "C", 1), ("second_grid", "S2-1", 1), ("subdistrict", "S2", 1)].to_vec()),
    ] {
        let errors = ControlTotals::of(&governance).check(&engine(&governance, &partitions)).unwrap_err();
        let lost = |error: &CheckError| match error.problem() {
            CheckProblem::RowsLost { level, unit, found, expected } => {
                Some((level.clone(), unit.clone(), expected - found))
            }
            _ => None,
        };
        let found: Vec<_> = errors.iter().filter_map(lost).collect();
        let expected: Vec<_> =
            expected.into_iter().map(|(level, unit, lost)| (level.to_owned(), unit.to_owned(), lost)).collect();
        assert_eq!(found, expected, "{:?}", told(&errors));
    }
}

#[test]
fn a_unit_that_was_lost_whole_is_missing() {
    let governance = county();
    let grid = governance.node("S2-2").unwrap().subtree();
    let rest: Vec<Node<'_>> = governance.nodes().filter(|node| !grid.contains(*node)).collect();
    let errors = ControlTotals::of(&governance).check(&engine(&governance, &[rest])).unwrap_err();
    let is_missing =
        |error: &CheckError| matches!(error.problem(), CheckProblem::MissingUnit { unit, .. } if unit == "S2-2");
    assert!(errors.iter().any(is_missing), "{:?}", told(&errors));
}

#[test]
fn totals_of_the_graph_and_of_its_tables_are_equal() {
    for governance in [county(), crate::table::export::tests::street(), Governance::build(Draft::new("")).unwrap()] {
        let folder = tempfile::tempdir().unwrap();
        governance.export(folder.path(), &ExportOptions::default()).unwrap();
        assert_eq!(ControlTotals::read(folder.path()).unwrap(), ControlTotals::of(&governance));
    }
}
