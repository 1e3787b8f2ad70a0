//! Sets of nodes compared with sets of codes.

use std::collections::BTreeSet;

use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind, Relation};
use gridgov::rollup::{Count, CountByKind, Distinct, EngagedByKind, EveryCover, Home, RollUpError};
use gridgov::set::{MixedGraphsError, NodeSet};
use gridgov::testing;
use proptest::prelude::*;

use crate::config;
use crate::oracle::Oracle;

fn codes<'g>(set: &NodeSet<'g>) -> BTreeSet<&'g str> {
    set.iter().map(Node::code).collect()
}

/// Any set of nodes, as a flag for each node.
fn chosen<'g>(governance: &'g Governance, choice: &[bool]) -> NodeSet<'g> {
    let mut turns = choice.iter().copied().cycle();
    governance.select(|_| turns.next().unwrap_or(false))
}

/// Whether the ledgers say where the Party organisations and people of a set are at work, in all of a node.
fn decided(set: &NodeSet<'_>, node: Node<'_>) -> bool {
    let relations = |family: Family| match family {
        Family::Party => vec![Relation::Leads, Relation::SeatedAt],
        Family::Person => vec![Relation::Serves],
        _ => Vec::new(),
    };
    let is_recorded = |relation: &Relation| node.subtree().iter().all(|below| below.records(*relation));
    let families = set.iter().map(|node| node.kind().family()).filter(|family| !family.stands_in_territory());
    families.map(relations).all(|relations| relations.iter().any(is_recorded))
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn operators_are_those_of_sets(
        ledger in testing::ledgers(),
        one in prop::collection::vec(any::<bool>(), 1..70),
        other in prop::collection::vec(any::<bool>(), 1..70),
    ) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let (one, other) = (chosen(&governance, &one), chosen(&governance, &other));
        let (a, b) = (codes(&one), codes(&other));
        prop_assert_eq!(codes(&(&one | &other)), &a | &b);
        prop_assert_eq!(codes(&(&one & &other)), &a & &b);
        prop_assert_eq!(codes(&(&one - &other)), &a - &b);
        prop_assert_eq!(one.len(), a.len());
        prop_assert_eq!(one.is_empty(), a.is_empty());
        prop_assert_eq!(one.iter().rev().count(), a.len());
        for node in governance.nodes() {
            prop_assert_eq!(one.contains(node), a.contains(node.code()));
        }
        // The same set, made in another way, is equal.
        prop_assert_eq!(&(&(&one - &other) | &(&one & &other)), &one);
        prop_assert_eq!(governance.collect(one.iter()), Ok(one.clone()));
        prop_assert_eq!(&(&governance.all() - &one) & &one, governance.none());
    }

    #[test]
    fn closures_and_relations_are_read_off_the_rows(
        ledger in testing::ledgers(),
        choice in prop::collection::vec(any::<bool>(), 1..70),
    ) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        let set = chosen(&governance, &choice);
        let inside = codes(&set);

        let below = inside.iter().flat_map(|code| oracle.subtree(code)).collect::<BTreeSet<_>>();
        prop_assert_eq!(codes(&set.with_descendants()), below);
        let covered = oracle.links_of(Relation::Covers).filter(|(from, _, _)| inside.contains(from));
        let covered: BTreeSet<&str> = covered.flat_map(|(_, place, _)| oracle.subtree(place)).collect();
        prop_assert_eq!(codes(&set.with_covered()), &inside | &covered);
        for relation in Relation::LINKS {
            let reached = oracle.links_of(*relation).filter(|(from, _, _)| inside.contains(from)).map(|(_, to, _)| to);
            prop_assert_eq!(codes(&set.reached(*relation)), reached.collect::<BTreeSet<_>>(), "reached by {}", relation);
            let reaching = oracle.links_of(*relation).filter(|(_, to, _)| inside.contains(to)).map(|(from, _, _)| from);
            prop_assert_eq!(codes(&set.reaching(*relation)), reaching.collect::<BTreeSet<_>>(), "reaching by {}", relation);
        }
        let parents = inside.iter().filter_map(|code| oracle.parent(code)).collect::<BTreeSet<_>>();
        prop_assert_eq!(codes(&set.reaching(Relation::Contains)), parents);
        let children = oracle.rows.keys().copied().filter(|code| oracle.parent(code).is_some_and(|p| inside.contains(p)));
        prop_assert_eq!(codes(&set.reached(Relation::Contains)), children.collect::<BTreeSet<_>>());
    }

    #[test]
    fn counts_and_sums_are_those_of_the_nodes(
        ledger in testing::ledgers(),
        choice in prop::collection::vec(any::<bool>(), 1..70),
    ) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        let set = chosen(&governance, &choice);
        let inside = codes(&set);
        for kind in Kind::ALL {
            let expected = inside.iter().filter(|code| oracle.kind(code) == *kind).count() as u64;
            prop_assert_eq!(set.counts()[*kind], expected);
            let of_kind = governance.set_of_kind(*kind);
            prop_assert_eq!((&set & &of_kind).len() as u64, expected);
        }
        for measure in governance.measures() {
            let inside: Vec<&str> = inside.iter().copied().collect();
            let sum = oracle.sum(&inside, measure.id()).map(|units| measure.decimal(units));
            prop_assert_eq!(set.sum(measure), sum);
        }
        prop_assert!(governance.measure("no such measure").is_err());
        let per_territory = set.per_territory();
        prop_assert_eq!(per_territory.iter().count(), oracle.territories().len());
        for node in governance.nodes() {
            let mut counted = oracle.subtree(node.code());
            counted.extend(governance.engaged_in(node).iter().map(|node| oracle.rows[node.code()].code.as_str()));
            let decided = decided(&set, node) && node.kind().is_territory();
            let expected = decided.then(|| (&counted & &inside).len() as u64);
            prop_assert_eq!(per_territory.at(node), expected, "at {}", node);
        }
    }

    #[test]
    fn who_is_at_work_is_counted_once_and_only_where_it_is_recorded(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let engaged = governance.roll_up(Home, EngagedByKind)?;
        let covered = governance.roll_up(EveryCover, EngagedByKind)?;
        for (node, counts) in engaged.iter() {
            let nodes = governance.engaged_in(node);
            for kind in Kind::ALL {
                let is_told = !kind.family().stands_in_territory() && decided(&governance.set_of_kind(*kind), node);
                let expected = counts.get(*kind).map(|_| nodes.counts()[*kind]);
                prop_assert_eq!(counts.get(*kind), expected, "{} at {}", kind, node);
                if !governance.set_of_kind(*kind).is_empty() {
                    prop_assert_eq!(counts.get(*kind).is_some(), is_told, "{} at {}", kind, node);
                }
            }
            prop_assert_eq!(covered.at(node), Some(counts), "covers change nothing");
            prop_assert_eq!(governance.roll_up_at(Home, EngagedByKind, node)?, counts, "alone at {}", node);
        }
    }

    #[test]
    fn a_roll_up_holds_what_stands_there_and_nothing_else(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        for (node, counts) in governance.roll_up(Home, CountByKind)?.iter() {
            for kind in Kind::ALL {
                let expected = kind.family().stands_in_territory().then(|| node.subtree().counts()[*kind]);
                prop_assert_eq!(counts.get(*kind), expected, "{} at {}", kind, node);
            }
        }
        for node in governance.nodes() {
            let counts = governance.roll_up_at(Home, CountByKind, node)?;
            for kind in Kind::ALL {
                let family = node.kind().family();
                let held = kind.family() == family
                    || (family.stands_in_territory() && kind.family().stands_in_territory());
                prop_assert_eq!(counts.get(*kind), held.then(|| node.subtree().counts()[*kind]), "{} at {}", kind, node);
            }
        }
        // A count of Party organisations or people by territory is refused, never 0.
        for family in [Family::Party, Family::Person] {
            let first = governance.nodes().find(|node| node.kind().family() == family);
            let refused = governance.roll_up(Distinct, Count(|node: Node<'_>| node.kind().family() == family)).err();
            let expected = first.map(|node| RollUpError::StandsOutside { code: node.code().to_owned(), kind: node.kind() });
            prop_assert_eq!(refused, expected);
        }
    }

    #[test]
    fn sets_of_two_graphs_do_not_mix(ledger in testing::ledgers()) {
        let (one, other) = (Governance::build(&ledger).unwrap(), Governance::build(&ledger).unwrap());
        prop_assert_eq!(one.all().union(&other.all()), Err(MixedGraphsError));
        prop_assert_eq!(one.all().intersection(&other.all()), Err(MixedGraphsError));
        prop_assert_eq!(one.all().difference(&other.all()), Err(MixedGraphsError));
        prop_assert_ne!(one.all(), other.all());
        for node in other.nodes() {
            prop_assert!(!one.all().contains(node));
            prop_assert_eq!(one.collect([node]), Err(MixedGraphsError));
            prop_assert_eq!(one.all().per_territory().at(node), None);
            prop_assert!(one.answers_for(node).is_empty());
        }
    }
}
