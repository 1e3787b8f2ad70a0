//! Coverage compared with the naive oracle, and its laws.

use std::collections::BTreeSet;

use gridgov::coverage::{Question, Share};
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind, Relation, Role};
use gridgov::ledger::Ledger;
use gridgov::testing;
use proptest::prelude::*;

use crate::config;
use crate::oracle::Oracle;

/// The population of a question, and whether a node passes its test.
fn passes(oracle: &Oracle<'_>, question: Question, code: &str) -> Option<bool> {
    let (code, row) = oracle.rows.get_key_value(code)?;
    let kind = *row.kind.known()?;
    let is_asked = match question {
        Question::Led | Question::LedOrInherited | Question::Headed | Question::Served => {
            kind.family() == Family::Grid || kind == Kind::Subdistrict
        }
        Question::Liaison => kind == Kind::DedicatedGrid,
        Question::Seated => kind == Kind::Compound,
        Question::InGrid | Question::InMicroGrid => kind.family() == Family::Place,
        _ => panic!("a question without a judge: {question}"),
    };
    let heads = [Some(Role::GridHead), Some(Role::PartTimeHead)];
    is_asked.then(|| match question {
        Question::Led => oracle.is_led(code),
        Question::LedOrInherited => oracle.self_and_above(code).iter().any(|above| oracle.is_led(above)),
        Question::Headed => oracle.serves(code, |role| heads.contains(&role)),
        Question::Served => oracle.serves(code, |_| true),
        Question::Liaison => oracle.serves(code, |role| role == Some(Role::Liaison)),
        Question::Seated => oracle.links_of(Relation::SeatedAt).any(|(_, to, _)| to == *code),
        Question::InGrid => !oracle.claiming_grids(code).is_empty(),
        _ => oracle.claiming_grids(code).iter().any(|grid| oracle.kind(grid) == Kind::MicroGrid),
    })
}

/// A random ledger with random statements of what it records: of all of it, and of some rows.
pub fn with_statements() -> impl Strategy<Value = Ledger> {
    let relations = || prop::sample::subsequence(Relation::LINKS.to_vec(), 0..=Relation::LINKS.len());
    let rows = prop::collection::vec((any::<prop::sample::Index>(), relations()), 0..4);
    (testing::ledgers(), prop::option::weighted(0.3, relations()), rows).prop_map(|(mut ledger, all, rows)| {
        if let Some(all) = all {
            ledger = ledger.with_records(all);
        }
        for (index, relations) in rows {
            if !ledger.nodes.is_empty() {
                let at = index.index(ledger.nodes.len());
                ledger.nodes[at] = ledger.nodes[at].clone().with_records(relations);
            }
        }
        ledger
    })
}

/// Whether a relation is recorded at a node: by the nearest statement, else by any link in the tree.
fn is_recorded(oracle: &Oracle<'_>, relation: Relation, code: &str) -> bool {
    let (code, _) = oracle.rows.get_key_value(code).expect("a row");
    let around = oracle.self_and_above(code);
    let stated = around.iter().find_map(|code| oracle.rows[code].records.as_ref());
    if let Some(stated) = stated.or(oracle.ledger.records.as_ref()) {
        return stated.iter().any(|written| written.known() == Some(&relation));
    }
    let tree = oracle.subtree(around.last().expect("the node itself"));
    relation == Relation::Covers
        || oracle.links_of(relation).any(|(from, to, _)| tree.contains(from) || tree.contains(to))
}

/// Whether a question has no answer for a node of its population.
fn is_undecidable(oracle: &Oracle<'_>, question: Question, code: &str) -> bool {
    let passes = passes(oracle, question, code) == Some(true);
    let recorded = |relation| is_recorded(oracle, relation, code);
    let (code, _) = oracle.rows.get_key_value(code).expect("a row");
    match question {
        Question::Led => !recorded(Relation::Leads),
        Question::LedOrInherited => {
            let above = oracle.self_and_above(code);
            !recorded(Relation::Leads)
                || (!passes && above.iter().any(|node| !is_recorded(oracle, Relation::Leads, node)))
        }
        Question::Headed | Question::Served | Question::Liaison => !recorded(Relation::Serves),
        Question::Seated => !recorded(Relation::SeatedAt),
        _ => !recorded(Relation::Covers) && !passes,
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn every_question_is_answered_as_the_rows_say(ledger in with_statements()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        for question in Question::ALL {
            let answer = governance.ask(*question);
            for node in governance.nodes() {
                let asked = passes(&oracle, *question, node.code());
                let is_undecidable = asked.is_some() && is_undecidable(&oracle, *question, node.code());
                let expected = asked.filter(|_| !is_undecidable);
                prop_assert_eq!(answer.unrecorded().contains(node), is_undecidable, "{} {}", question, node);
                prop_assert_eq!(answer.population().contains(node), expected.is_some(), "{} is about {}", question, node);
                prop_assert_eq!(answer.covered().contains(node), expected == Some(true), "{} {}", question, node);
                prop_assert_eq!(answer.uncovered().contains(node), expected == Some(false));
            }
        }
    }

    #[test]
    fn covered_and_uncovered_are_the_total_everywhere(ledger in with_statements()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        for question in Question::ALL {
            let answer = governance.ask(*question);
            let (covered, left) = (answer.covered().per_territory(), answer.uncovered().per_territory());
            for (node, share) in answer.shares().iter() {
                prop_assert_eq!(share.covered, covered.at(node).unwrap());
                prop_assert_eq!(share.uncovered(), left.at(node).unwrap());
                let below = oracle.subtree(node.code());
                let all: Vec<&str> = below.into_iter().filter(|code| passes(&oracle, *question, code).is_some()).collect();
                let (unrecorded, recorded): (Vec<&str>, Vec<&str>) =
                    all.into_iter().partition(|code| is_undecidable(&oracle, *question, code));
                let asked: Vec<bool> = recorded.iter().filter_map(|code| passes(&oracle, *question, code)).collect();
                prop_assert_eq!(share.unrecorded, unrecorded.len() as u64);
                prop_assert_eq!(share.total, asked.len() as u64);
                prop_assert_eq!(share.covered, asked.iter().filter(|passes| **passes).count() as u64);
                prop_assert_eq!(answer.shares().at(node), Some(share));
                prop_assert_eq!(answer.within(&node.subtree()).total(), share);
            }
            let by_kind: Vec<(Kind, Share)> = answer.by_kind().collect();
            prop_assert_eq!(by_kind.iter().map(|(_, share)| share.total).sum::<u64>(), answer.total().total);
            prop_assert_eq!(by_kind.iter().map(|(_, share)| share.covered).sum::<u64>(), answer.total().covered);
            let unrecorded = by_kind.iter().map(|(_, share)| share.unrecorded).sum::<u64>();
            prop_assert_eq!(unrecorded, answer.total().unrecorded);
            for (kind, share) in by_kind {
                prop_assert_eq!(answer.of_kind(kind), share);
                prop_assert!(share.total + share.unrecorded > 0);
            }
        }
    }

    #[test]
    fn statements_are_written_and_read_back(ledger in with_statements()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        let again = governance.to_ledger();
        let text = again.to_json_string();
        prop_assert_eq!(&Ledger::from_json_str(&text)?, &again);
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        ledger.write_csv(&mut nodes, &mut links)?;
        let from_csv = Ledger::from_csv_readers(&nodes[..], &links[..])?;
        for other in [&again, &from_csv] {
            let rebuilt = Governance::build(other).expect("a valid ledger");
            prop_assert_eq!(&rebuilt.to_ledger().records, &again.records);
            prop_assert_eq!(&rebuilt.to_ledger().nodes, &again.nodes);
            for (node, relation) in rebuilt.nodes().flat_map(|node| Relation::LINKS.iter().map(move |of| (node, *of))) {
                prop_assert_eq!(node.records(relation), is_recorded(&oracle, relation, node.code()), "{} {}", relation, node);
            }
        }
    }

    #[test]
    fn places_are_claimed_by_none_by_one_or_by_several(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let oracle = Oracle::new(&ledger);
        let claims = governance.claims();
        for node in governance.nodes() {
            let is_place = node.kind().family() == Family::Place;
            let (code, _) = oracle.rows.get_key_value(node.code()).expect("every node is a row");
            let grids = if is_place { oracle.claiming_grids(code) } else { BTreeSet::new() };
            // Only the lowest of grids that contain each other count.
            let lowest = grids.iter().filter(|grid| !grids.iter().any(|other| other != *grid && oracle.self_and_above(other).contains(*grid)));
            let number = lowest.count();
            prop_assert_eq!(claims.by_none.contains(node), is_place && number == 0, "{}", node);
            prop_assert_eq!(claims.by_one.contains(node), is_place && number == 1, "{}", node);
            prop_assert_eq!(claims.by_several.contains(node), is_place && number > 1, "{}", node);
        }
    }

    #[test]
    fn a_users_question_is_a_predicate(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let has_category = |node: Node<'_>| node.category().is_some();
        let answer = governance.ask_of(governance.set_of_kind(Kind::Shop), has_category);
        let shops = ledger.nodes.iter().filter(|row| row.kind.known() == Some(&Kind::Shop));
        let with_category = shops.clone().filter(|row| row.category.is_some()).count() as u64;
        prop_assert_eq!(answer.total().covered, with_category);
        prop_assert_eq!(answer.total().total, shops.count() as u64);
    }
}
