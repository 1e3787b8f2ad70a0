//! Graphs say what their rows say, whatever the order of the rows.

use std::collections::BTreeSet;

use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Relation};
use gridgov::ledger::Ledger;
use gridgov::testing;
use proptest::prelude::*;

use crate::config;
use crate::oracle::Oracle;

/// Everything that is known of a graph, as text.
fn told(governance: &Governance) -> Vec<String> {
    let node = |node: Node<'_>| {
        let parent = node.parent().map(Node::code);
        let staff: Vec<_> = node.staff().map(|post| (post.person.code(), post.role)).collect();
        let ends: Vec<Vec<&str>> = vec![
            node.covered().map(Node::code).collect(),
            node.covering().map(Node::code).collect(),
            node.leads().map(Node::code).collect(),
            node.leaders().map(Node::code).collect(),
            node.seats().map(Node::code).collect(),
            node.seated().map(Node::code).collect(),
            node.members().map(Node::code).collect(),
            node.memberships().map(Node::code).collect(),
        ];
        let declared: Vec<String> = node.declarations().map(|(of, figure)| format!("{of} {figure}")).collect();
        let values: Vec<_> = governance.measures().iter().map(|measure| node.measure(measure)).collect();
        format!("{node} {parent:?} {:?} {staff:?} {ends:?} {declared:?} {values:?}", node.category())
    };
    governance.nodes().map(node).collect()
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_strategy_gives_valid_ledgers(ledger in testing::ledgers_of(120)) {
        let built = Governance::build(&ledger);
        prop_assert!(built.is_ok(), "{}", built.unwrap_err());
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace((ledger, shuffled) in testing::ledgers().prop_flat_map(|ledger| {
        (Just(ledger.clone()), testing::shuffled(ledger))
    })) {
        let (one, other) = (Governance::build(&ledger)?, Governance::build(&shuffled)?);
        prop_assert_eq!(told(&one), told(&other));
    }

    #[test]
    fn errors_are_the_same_in_any_order_of_rows((ledger, shuffled) in testing::with_faults().prop_flat_map(|ledger| {
        (Just(ledger.clone()), testing::shuffled(ledger))
    })) {
        let (one, other) = (Governance::build(&ledger), Governance::build(&shuffled));
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Err(one), Err(other)) = (one, other) {
            // Which of two rows has a code first depends on the order; the number of duplicates does not.
            let duplicates = |text: String| text.contains("is already that of") || text.contains("may not stand below");
            let told = |errors: &gridgov::governance::BuildErrors| -> BTreeSet<String> {
                errors.iter().map(ToString::to_string).filter(|text| !duplicates(text.clone())).collect()
            };
            let has_duplicates = |errors: &gridgov::governance::BuildErrors| errors.to_string().contains("is already that of");
            if !has_duplicates(&one) && !has_overflow(&one) {
                prop_assert_eq!(told(&one), told(&other));
            }
            prop_assert_eq!(has_duplicates(&one), has_duplicates(&other));
        }
    }

    #[test]
    fn traversal_is_read_off_the_rows(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger)?;
        let oracle = Oracle::new(&ledger);
        prop_assert_eq!(governance.node_count(), ledger.nodes.len());
        prop_assert_eq!(governance.link_count(), ledger.links.len());
        let sorted = |nodes: &mut dyn Iterator<Item = &'_ str>| -> Vec<String> {
            let mut codes: Vec<String> = nodes.map(str::to_owned).collect();
            codes.sort_unstable();
            codes
        };
        for row in &ledger.nodes {
            let code = row.code.as_str();
            let node = governance.node(code).expect("every row is a node");
            prop_assert_eq!((node.code(), node.name(), Some(&node.kind())), (code, row.name.as_str(), row.kind.known()));
            prop_assert_eq!(node.category(), row.category.as_deref());
            let above: Vec<&str> = oracle.self_and_above(code)[1..].to_vec();
            prop_assert_eq!(node.parent().map(Node::code), above.first().copied());
            prop_assert_eq!(node.ancestors().map(Node::code).collect::<Vec<_>>(), above.clone());
            let below = oracle.subtree(code);
            prop_assert_eq!(
                sorted(&mut node.descendants().map(Node::code)),
                sorted(&mut below.iter().copied().filter(|other| *other != code)),
            );
            let children = oracle.rows.keys().copied().filter(|other| oracle.parent(other) == Some(code));
            prop_assert_eq!(sorted(&mut node.children().map(Node::code)), sorted(&mut children.into_iter()));
            // Siblings: places first, then by code.
            let order: Vec<(bool, &str)> = node.children().map(|n| (n.kind().family() != Family::Place, n.code())).collect();
            prop_assert!(order.is_sorted());
            let places = below.iter().copied().filter(|other| *other != code && oracle.is_place(other));
            prop_assert_eq!(sorted(&mut node.places().map(Node::code)), sorted(&mut places.into_iter()));
            for kind in gridgov::kind::Kind::ALL {
                let nearest = above.iter().copied().find(|other| oracle.kind(other) == *kind);
                prop_assert_eq!(node.ancestor(*kind).map(Node::code), nearest);
            }
            let territory = oracle.self_and_above(code).into_iter().find(|other| oracle.kind(other).is_territory());
            prop_assert_eq!(node.territory().map(Node::code), territory);
            for other in governance.nodes() {
                prop_assert_eq!(node.holds(other), below.contains(other.code()));
            }
            let from = |relation: Relation| oracle.links_of(relation).filter(|(from, _, _)| *from == code).map(|(_, to, _)| to);
            let to = |relation: Relation| oracle.links_of(relation).filter(|(_, to, _)| *to == code).map(|(from, _, _)| from);
            prop_assert_eq!(sorted(&mut node.covered().map(Node::code)), sorted(&mut from(Relation::Covers)));
            prop_assert_eq!(sorted(&mut node.covering().map(Node::code)), sorted(&mut to(Relation::Covers)));
            prop_assert_eq!(sorted(&mut node.leads().map(Node::code)), sorted(&mut from(Relation::Leads)));
            prop_assert_eq!(sorted(&mut node.leaders().map(Node::code)), sorted(&mut to(Relation::Leads)));
            prop_assert_eq!(sorted(&mut node.seats().map(Node::code)), sorted(&mut from(Relation::SeatedAt)));
            prop_assert_eq!(sorted(&mut node.seated().map(Node::code)), sorted(&mut to(Relation::SeatedAt)));
            prop_assert_eq!(sorted(&mut node.members().map(Node::code)), sorted(&mut to(Relation::MemberOf)));
            prop_assert_eq!(sorted(&mut node.memberships().map(Node::code)), sorted(&mut from(Relation::MemberOf)));
            prop_assert_eq!(sorted(&mut node.staff().map(|post| post.person.code())), sorted(&mut to(Relation::Serves)));
            prop_assert_eq!(sorted(&mut node.posts().map(|post| post.territory.code())), sorted(&mut from(Relation::Serves)));
        }
    }

    #[test]
    fn petgraph_has_the_same_nodes_and_edges(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger)?;
        let graph = governance.as_petgraph();
        prop_assert_eq!(graph.node_count(), ledger.nodes.len());
        let contained = ledger.nodes.iter().filter(|row| row.parent.is_some()).count();
        prop_assert_eq!(graph.edge_count(), contained + ledger.links.len());
        for index in graph.node_indices() {
            let node = governance.node_at(index).expect("the same nodes");
            prop_assert_eq!(graph[index], node.kind());
            prop_assert_eq!(node.petgraph_index(), index);
        }
        for edge in graph.edge_indices() {
            let (from, to) = graph.edge_endpoints(edge).expect("an edge has ends");
            prop_assert!(graph[edge].relation.may_join(graph[from], graph[to]));
        }
    }

    #[test]
    fn several_ledgers_are_built_as_one(ledger in testing::ledgers(), cut in any::<prop::sample::Index>()) {
        let whole = Governance::build(&ledger)?;
        let mut first = ledger.clone();
        let mut second = Ledger::new("the rest");
        second.measures = ledger.measures.clone();
        second.nodes = first.nodes.split_off(cut.index(ledger.nodes.len() + 1));
        // Links may name nodes of a ledger that comes later.
        second.links = first.links.split_off(first.links.len() / 2);
        let parts = Governance::build_all([first, second])?;
        prop_assert_eq!(told(&whole), told(&parts));
    }
}

/// The row at which a total overflows depends on the order of the rows.
fn has_overflow(errors: &gridgov::governance::BuildErrors) -> bool {
    errors.to_string().contains("overflow here")
}
