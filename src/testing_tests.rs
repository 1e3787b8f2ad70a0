use std::collections::BTreeMap;

use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::governance::{Fault, Node};
use crate::kind::{Family, Kind, Relation};
use crate::measure::Figure;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() }
}

/// The same random values in each run.
fn samples<T: std::fmt::Debug>(count: usize, strategy: impl Strategy<Value = T>) -> impl Iterator<Item = T> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

#[test]
fn every_random_ledger_builds() {
    proptest!(config(), |(ledger in ledgers())| {
        let governance = Governance::build(&ledger);
        prop_assert!(governance.is_ok(), "{}", governance.unwrap_err());
    });
}

#[test]
fn random_ledgers_have_every_ugly_shape() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut saw = |what, is: bool| *seen.entry(what).or_default() += usize::from(is);
    for governance in samples(300, governances()) {
        let any = |test: fn(Node<'_>) -> bool| governance.nodes().any(test);
        saw("no node", governance.node_count() == 0);
        saw("several roots", governance.roots().count() > 3);
        saw("a place as root", any(|node| node.kind().family() == Family::Place && node.parent().is_none()));
        saw(
            "a place in a place",
            any(|node| {
                node.kind().family() == Family::Place
                    && node.parent().is_some_and(|above| above.kind().family() == Family::Place)
            }),
        );
        saw(
            "a level skipped",
            any(|node| {
                node.kind() == Kind::Subdistrict && node.parent().is_some_and(|above| above.kind() == Kind::Prefecture)
            }),
        );
        saw("covered by three", any(|node| node.covering().count() >= 3));
        saw(
            "covered inside what is covered",
            any(|node| node.covering().count() > 0 && node.ancestors().any(|above| above.covering().count() > 0)),
        );
        saw("covered from above", any(|node| node.covering().any(|grid| grid.holds(node))));
        saw("a joint branch", any(|node| node.leads().count() >= 3));
        saw(
            "leads grid and parent",
            any(|node| node.leads().any(|one| node.leads().any(|other| one.parent() == Some(other)))),
        );
        saw("committees four deep", any(|node| node.kind() == Kind::PartyCommittee && node.ancestors().count() >= 3));
        saw(
            "two posts in one grid",
            any(|node| {
                node.posts()
                    .any(|one| node.posts().any(|other| one.territory == other.territory && one.role != other.role))
            }),
        );
        saw("a post without role", any(|node| node.posts().any(|post| post.role.is_none())));
        saw("seated", any(|node| node.seated().count() > 0));
        saw("a member", any(|node| node.memberships().count() > 0));
        saw("no measure", governance.measures().is_empty());
        saw("three measures", governance.measures().len() == 3);
        saw("a digit behind the point", governance.measures().iter().any(|measure| measure.scale() > 0));
        let values = || governance.measures().iter().flat_map(|m| governance.nodes().map(|node| node.measure(m.id())));
        saw("a value of zero", values().flatten().any(|value| value == 0.into()));
        saw("a value below zero", values().flatten().any(|value| value < 0.into()));
        saw("no value", values().any(|value| value.is_none()));
        let figures = || governance.declarations().map(|(_, _, figure)| figure);
        saw("an exact figure", figures().any(|figure| figure.as_exact().is_some()));
        saw("at least", figures().any(|figure| figure.low().is_some() && figure.high().is_none()));
        saw("at most", figures().any(|figure| figure.low().is_none() && figure.high().is_some()));
        saw("an unknown figure", figures().any(|figure| figure == Figure::UNKNOWN));
        saw("a category", any(|node| node.category().is_some()));
        saw("a division code", any(|node| node.code() == "410102012"));
        saw("a Chinese code", any(|node| node.code().starts_with('须')));
    }
    for kind in Kind::ALL {
        let count = samples(50, governances()).filter(|governance| governance.of_kind(*kind).count() > 0).count();
        saw(kind.id(), count > 0);
    }
    let missing: Vec<&str> = seen.iter().filter(|(_, count)| **count == 0).map(|(what, _)| *what).collect();
    assert!(missing.is_empty(), "never seen: {missing:?} of {seen:?}");
}

#[test]
fn ledgers_go_up_to_the_nodes_asked_for() {
    let most = samples(100, ledgers_of(7)).map(|ledger| ledger.nodes.len()).max();
    assert_eq!(most, Some(7));
    assert!(samples(3, ledgers_of(0)).all(|ledger| ledger.nodes.is_empty() && ledger.links.is_empty()));
    let large = samples(3, governances_of(3_000)).map(|governance| governance.node_count()).max();
    assert!(large > Some(1_000), "{large:?}");
}

#[test]
fn shuffling_keeps_the_rows() {
    proptest!(config(), |((one, other) in ledgers().prop_flat_map(|ledger| (Just(ledger.clone()), shuffled(ledger))))| {
        let sorted = |ledger: &Ledger| {
            let mut codes: Vec<String> = ledger.nodes.iter().map(|row| row.code.clone()).collect();
            let mut links: Vec<String> = ledger.links.iter().map(|row| format!("{row:?}")).collect();
            codes.sort();
            links.sort();
            (codes, links)
        };
        prop_assert_eq!(sorted(&one), sorted(&other));
    });
}

#[test]
fn mutations_bring_out_every_fault_of_rows() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for ledger in samples(1500, ledgers_of(20).prop_flat_map(mutated)) {
        for error in Governance::build(&ledger).err().iter().flatten() {
            let name = format!("{:?}", error.fault());
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            *seen.entry(name.to_owned()).or_default() += 1;
            if let Fault::CannotJoin { relation, .. } = error.fault() {
                assert!(Relation::LINKS.contains(relation));
            }
        }
    }
    // Form and MeasureDiffers need a text and a second ledger.
    let expected = [
        "BeyondMeasure",
        "CannotJoin",
        "ContainmentAsLink",
        "Cycle",
        "DuplicateCode",
        "DuplicateLink",
        "EmptyCode",
        "Limit",
        "MeasureNamedAsKind",
        "MeasureTwice",
        "MisplacedRole",
        "NotANumber",
        "NotAllowedBelow",
        "TotalOverflow",
        "UnknownCode",
        "UnknownMeasure",
        "UnknownName",
        "UnnamedMeasure",
    ];
    assert_eq!(seen.keys().map(String::as_str).collect::<Vec<_>>(), expected, "{seen:?}");
}
