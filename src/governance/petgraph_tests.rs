use super::*;
use crate::ledger::{Ledger, LinkRow, NodeRow};

fn small() -> Governance {
    let mut ledger = Ledger::new("");
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", ""),
        NodeRow::new(Kind::SecondGrid, "V", "").with_parent("S"),
        NodeRow::new(Kind::Site, "A", "").with_parent("S"),
        NodeRow::new(Kind::Person, "N", ""),
    ];
    ledger.links = vec![
        LinkRow::new(Relation::Serves, "N", "V").with_role(Role::GridHead),
        LinkRow::new(Relation::Serves, "N", "V").with_role(Role::GridWorker),
        LinkRow::new(Relation::Covers, "V", "A"),
    ];
    Governance::build(ledger).unwrap()
}

#[test]
fn every_node_and_every_link_is_in_it_once() {
    let governance = small();
    let graph = governance.as_petgraph();
    assert_eq!(graph.node_count(), governance.node_count());
    let with_parents = governance.nodes().filter(|node| node.parent().is_some()).count();
    assert_eq!(graph.edge_count(), with_parents + governance.link_count());
    assert_eq!((graph.node_count(), graph.edge_count()), (4, 5));
    for node in governance.nodes() {
        assert_eq!(graph[node.petgraph_index()], node.kind());
        assert_eq!(governance.node_at(node.petgraph_index()), Some(node));
    }
    assert_eq!(governance.node_at(NodeIndex::new(4)), None);
    assert_eq!(governance.node_at(NodeIndex::end()), None);
}

#[test]
fn edges_run_down_and_from_start_to_end() {
    let governance = small();
    let graph = governance.as_petgraph();
    let index = |code: &str| governance.node(code).unwrap().petgraph_index();
    let edges = |from: &str, to: &str| graph.edges_connecting(index(from), index(to)).count();
    assert_eq!((edges("S", "V"), edges("V", "S")), (1, 0));
    assert_eq!((edges("N", "V"), edges("V", "A"), edges("S", "A")), (2, 1, 1));
    let edge = graph.find_edge(index("V"), index("A")).unwrap();
    assert_eq!(graph[edge], Edge { relation: Relation::Covers, role: None });
}

#[test]
fn it_is_made_once() {
    let governance = small();
    assert!(std::ptr::eq(governance.as_petgraph(), governance.as_petgraph()));
}
