//! The graph says what the rows say, whatever their order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gridgov::governance::{Fault, Governance, Node, Post};
use gridgov::kind::{Family, Kind, Relation, Role};
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::measure::{Figure, Measure};
use gridgov::testing::{governances, ledgers, ledgers_of, mutated, shuffled};
use proptest::prelude::*;

use crate::cases;
use crate::dump::dump;

/// The rows by code and by parent: everything is looked up from scratch.
struct Oracle<'l> {
    ledger: &'l Ledger,
    rows: HashMap<&'l str, &'l NodeRow>,
    below: HashMap<Option<&'l str>, Vec<&'l str>>,
}

impl<'l> Oracle<'l> {
    fn new(ledger: &'l Ledger) -> Self {
        let rows: HashMap<&str, &NodeRow> = ledger.nodes.iter().map(|row| (row.code.as_str(), row)).collect();
        let rank = |code: &str| match rows[code].kind.known().unwrap().family() {
            Family::Place => 0,
            Family::Area | Family::Grid => 1,
            Family::Party => 2,
            Family::Person => 3,
        };
        let mut below: HashMap<Option<&str>, Vec<&str>> = HashMap::new();
        for row in &ledger.nodes {
            below.entry(row.parent.as_deref()).or_default().push(&row.code);
        }
        for codes in below.values_mut() {
            codes.sort_by_key(|code| (rank(code), *code));
        }
        Self { ledger, rows, below }
    }

    fn kind(&self, code: &str) -> Kind {
        *self.rows[code].kind.known().unwrap()
    }

    fn children(&self, code: Option<&str>) -> Vec<&'l str> {
        self.below.get(&code).cloned().unwrap_or_default()
    }

    fn ancestors(&self, code: &str) -> Vec<&'l str> {
        let above = |code: &str| self.rows[code].parent.as_deref();
        std::iter::successors(above(code), |code| above(code)).collect()
    }

    /// All below in pre-order; a random ledger is not so deep that the recursion could hurt.
    fn descendants(&self, code: Option<&str>) -> Vec<&'l str> {
        self.children(code)
            .into_iter()
            .flat_map(|below| [vec![below], self.descendants(Some(below))].concat())
            .collect()
    }

    /// The other ends of a node's links, in the order of the nodes.
    fn joined(&self, order: &HashMap<&str, usize>, relation: Relation, code: &str, outgoing: bool) -> Vec<&'l str> {
        let links = self.ledger.links.iter().filter(|row| row.relation.known() == Some(&relation));
        let ends = links.map(|row| if outgoing { (&row.from, &row.to) } else { (&row.to, &row.from) });
        let mut codes: Vec<&str> = ends.filter(|(this, _)| *this == code).map(|(_, other)| other.as_str()).collect();
        codes.sort_by_key(|code| order[code]);
        codes
    }

    /// Person, role and territory of the posts that name a node.
    fn posts(&self, code: &str) -> BTreeSet<(&'l str, Option<&'static str>, &'l str)> {
        let links = self.ledger.links.iter().filter(|row| row.relation.known() == Some(&Relation::Serves));
        let posts = links.filter(|row| row.from == code || row.to == code);
        posts
            .map(|row| (row.from.as_str(), row.role.as_ref().map(|role| role.known().unwrap().id()), row.to.as_str()))
            .collect()
    }
}

fn codes<'g>(nodes: impl Iterator<Item = Node<'g>>) -> Vec<&'g str> {
    nodes.map(Node::code).collect()
}

fn posts<'g>(posts: impl Iterator<Item = Post<'g>>) -> BTreeSet<(&'g str, Option<&'static str>, &'g str)> {
    posts.map(|post| (post.person.code(), post.role.map(Role::id), post.territory.code())).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn containment_is_what_the_rows_say(ledger in ledgers()) {
        let (governance, oracle) = (Governance::build(&ledger).unwrap(), Oracle::new(&ledger));
        prop_assert_eq!(codes(governance.nodes()), oracle.descendants(None), "order");
        prop_assert_eq!(codes(governance.roots()), oracle.children(None), "roots");
        for node in governance.nodes() {
            let code = node.code();
            let ancestors = oracle.ancestors(code);
            prop_assert_eq!(node.kind(), oracle.kind(code));
            prop_assert_eq!(node.parent().map(Node::code), oracle.rows[code].parent.as_deref());
            prop_assert_eq!(codes(node.children()), oracle.children(Some(code)));
            prop_assert_eq!(codes(node.ancestors()), &ancestors[..]);
            let below = oracle.descendants(Some(code));
            prop_assert_eq!(codes(node.descendants()), &below[..]);
            let is_place = |code: &&str| oracle.kind(code).family() == Family::Place;
            prop_assert_eq!(codes(node.places()), below.into_iter().filter(is_place).collect::<Vec<_>>());
            let territory = std::iter::once(code).chain(ancestors.iter().copied()).find(|code| oracle.kind(code).is_territory());
            prop_assert_eq!(node.territory().map(Node::code), territory);
            for kind in Kind::ALL {
                let nearest = ancestors.iter().copied().find(|above| oracle.kind(above) == *kind);
                prop_assert_eq!(node.ancestor(*kind).map(Node::code), nearest);
            }
            for other in governance.nodes() {
                let holds = other == node || oracle.ancestors(other.code()).contains(&code);
                prop_assert_eq!(node.holds(other), holds);
            }
        }
    }

    #[test]
    fn links_are_what_the_rows_say(ledger in ledgers()) {
        let (governance, oracle) = (Governance::build(&ledger).unwrap(), Oracle::new(&ledger));
        let order: HashMap<&str, usize> = governance.nodes().enumerate().map(|(at, node)| (node.code(), at)).collect();
        prop_assert_eq!(governance.link_count(), ledger.links.len());
        for node in governance.nodes() {
            let expected = |relation, outgoing| oracle.joined(&order, relation, node.code(), outgoing);
            prop_assert_eq!(codes(node.leads()), expected(Relation::Leads, true));
            prop_assert_eq!(codes(node.leaders()), expected(Relation::Leads, false));
            prop_assert_eq!(codes(node.seats()), expected(Relation::SeatedAt, true));
            prop_assert_eq!(codes(node.seated()), expected(Relation::SeatedAt, false));
            prop_assert_eq!(codes(node.covered()), expected(Relation::Covers, true));
            prop_assert_eq!(codes(node.covering()), expected(Relation::Covers, false));
            prop_assert_eq!(codes(node.memberships()), expected(Relation::MemberOf, true));
            prop_assert_eq!(codes(node.members()), expected(Relation::MemberOf, false));
            prop_assert_eq!(posts(node.posts().chain(node.staff())), oracle.posts(node.code()));
            let territories: Vec<usize> = node.posts().map(|post| order[post.territory.code()]).collect();
            prop_assert!(territories.is_sorted());
        }
    }

    /// More nodes than there are bits in a word.
    #[test]
    fn figures_are_what_the_rows_say(ledger in ledgers_of(150)) {
        let governance = Governance::build(&ledger).unwrap();
        for row in &ledger.nodes {
            let node = governance.node(&row.code).unwrap();
            prop_assert_eq!((node.name(), node.category()), (row.name.as_str(), row.category.as_deref()));
            for measure in governance.measures() {
                let written = row.measures.get(measure.id()).map(|value| *value.known().unwrap());
                prop_assert_eq!(node.measure(measure.id()), written);
                prop_assert!(node.measure(measure.id()).is_none_or(|value| value.scale() == measure.scale()));
            }
            let names = Kind::IDS.iter().copied().chain(governance.measures().iter().map(Measure::id));
            for of in names {
                let written = row.declared.get(of).map_or(Figure::UNKNOWN, |figure| *figure.known().unwrap());
                prop_assert_eq!(node.declared(of), written);
            }
            prop_assert_eq!(node.declarations().len(), row.declared.iter().len());
        }
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace(
        (one, other) in ledgers().prop_flat_map(|ledger| (Just(ledger.clone()), shuffled(ledger)))
    ) {
        let (one, other) = (Governance::build(&one).unwrap(), Governance::build(&other).unwrap());
        prop_assert_eq!(dump(&one), dump(&other));
    }

    #[test]
    fn faults_are_found_whatever_the_order_of_rows(
        (one, other) in ledgers().prop_flat_map(mutated).prop_flat_map(|ledger| (Just(ledger.clone()), shuffled(ledger)))
    ) {
        match (Governance::build(&one), Governance::build(&other)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(dump(&one), dump(&other)),
            (Err(one), Err(other)) => {
                // Of two rows with one code the first is the node, and of two measures: which one changes what else is
                // wrong.
                let depends = |fault: &Fault| matches!(fault, Fault::DuplicateCode { .. } | Fault::MeasureTwice(_));
                if !one.iter().any(|error| depends(error.fault())) {
                    prop_assert_eq!(one.iter().len(), other.iter().len(), "{}\n\n{}", one, other);
                }
            }
            (one, other) => prop_assert!(false, "{:?}\n{:?}", one.is_ok(), other.is_ok()),
        }
    }

    /// Rows may be spread over ledgers in any way.
    #[test]
    fn a_ledger_in_parts_makes_the_same_graph(ledger in ledgers(), cut in any::<prop::sample::Index>()) {
        let (mut one, mut other) = (ledger.clone(), ledger.clone());
        let (nodes, links) = (cut.index(ledger.nodes.len() + 1), cut.index(ledger.links.len() + 1));
        one.nodes.truncate(nodes);
        one.links.drain(..links);
        other.nodes.drain(..nodes);
        other.links.truncate(links);
        let whole = dump(&Governance::build(&ledger).unwrap());
        prop_assert_eq!(dump(&Governance::build_all([&one, &other]).unwrap()), whole.clone());
        prop_assert_eq!(dump(&Governance::build_all([&other, &one]).unwrap()), whole);
    }

    #[test]
    fn petgraph_has_every_node_and_link_once(governance in governances()) {
        let graph = governance.as_petgraph();
        let mut edges: BTreeMap<Relation, usize> = BTreeMap::new();
        for edge in graph.edge_weights() {
            *edges.entry(edge.relation).or_default() += 1;
        }
        let contained = governance.nodes().filter(|node| node.parent().is_some()).count();
        prop_assert_eq!(edges.remove(&Relation::Contains).unwrap_or_default(), contained);
        prop_assert_eq!(edges.values().sum::<usize>(), governance.link_count());
        prop_assert_eq!(graph.node_count(), governance.node_count());
    }
}
