use super::*;
use crate::kind::{
    Branch, Building, Compound, DedicatedGrid, MicroGrid, PartyGroup, Person, Role, SecondGrid, Shop, Site,
    Subdistrict, ThirdGrid, Unit,
};
use crate::ledger::Draft;

/// A small street with everything in it:
///
/// ```text
/// S street                 P branch: leads T-1, T-2, V; seated at C      N-1 person: head of T-1, worker of T-1,
///   A site                   P-G group: leads T-1; seated at T-2                     liaison of D; member of P, P-G
///   D dedicated grid                                                     N-2 person: serves T-1 as nothing said
///   V second grid          Z shop, a root                                covers: D C, D B, T-2 C, V U
///     C compound
///       B building
///         U unit
///     T-1 third grid
///       M micro grid
///     T-2 third grid
/// ```
fn street() -> Governance {
    let mut draft = Draft::new("");
    let branch = draft.root(Branch, "P", "");
    let group = draft.add(branch, PartyGroup, "P-G", "");
    let street = draft.root(Subdistrict, "S", "");
    let village = draft.add(street, SecondGrid, "V", "");
    let second = draft.add(village, ThirdGrid, "T-2", "");
    let first = draft.add(village, ThirdGrid, "T-1", "");
    draft.add(first, MicroGrid, "M", "");
    let dedicated = draft.add(street, DedicatedGrid, "D", "");
    let compound = draft.add(village, Compound, "C", "");
    let building = draft.add(compound, Building, "B", "");
    let unit = draft.add(building, Unit, "U", "");
    draft.add(street, Site, "A", "");
    draft.root(Shop, "Z", "");
    let (head, other) = (draft.root(Person, "N-1", ""), draft.root(Person, "N-2", ""));

    draft.lead(group, first);
    draft.lead(branch, second);
    draft.lead(branch, first);
    draft.lead(branch, village);
    draft.seat(branch, compound);
    draft.seat(group, second);
    draft.cover(second, compound);
    draft.cover(dedicated, compound);
    draft.cover(dedicated, building);
    draft.cover(village, unit);
    draft.serve(head, Role::GridWorker, first);
    draft.serve(head, Role::GridHead, first);
    draft.serve(head, Role::Liaison, dedicated);
    draft.serve(other, Role::GridHead, first);
    draft.enrol(head, group);
    draft.enrol(head, branch);
    let mut ledger = draft.into_ledger();
    ledger.links[13].role = None;
    Governance::build(ledger).unwrap()
}

/// The codes of what a way from a node leads to, with spaces between them.
fn codes<'g, K>(nodes: impl Iterator<Item = Node<'g, K>>) -> String {
    nodes.map(Node::code).collect::<Vec<_>>().join(" ")
}

#[test]
fn places_come_before_grids_and_roots_by_families() {
    let governance = street();
    assert_eq!(codes(governance.nodes()), "Z S A D V C B U T-1 M T-2 P P-G N-1 N-2");
    assert_eq!(codes(governance.nodes().rev()), "N-2 N-1 P-G P T-2 M T-1 U B C V D A S Z");
    assert_eq!(codes(governance.roots()), "Z S P N-1 N-2");
    assert_eq!(codes(governance.territories()), "S D V T-1 M T-2");
}

/// For each node: its parent, its children, its ancestors, its territory and its places.
#[test]
fn containment_leads_up_and_down() {
    let governance = street();
    for (code, parent, children, ancestors, territory, places) in [
        ("Z", "", "", "", "", ""),
        ("S", "", "A D V", "", "S", "A C B U"),
        ("A", "S", "", "S", "S", ""),
        ("D", "S", "", "S", "D", ""),
        ("V", "S", "C T-1 T-2", "S", "V", "C B U"),
        ("C", "V", "B", "V S", "V", "B U"),
        ("B", "C", "U", "C V S", "V", "U"),
        ("U", "B", "", "B C V S", "V", ""),
        ("T-1", "V", "M", "V S", "T-1", ""),
        ("M", "T-1", "", "T-1 V S", "M", ""),
        ("T-2", "V", "", "V S", "T-2", ""),
        ("P", "", "P-G", "", "", ""),
        ("P-G", "P", "", "P", "", ""),
        ("N-1", "", "", "", "", ""),
    ] {
        let node = governance.node(code).unwrap();
        assert_eq!(codes(node.parent().into_iter()), parent, "parent of {code}");
        assert_eq!(codes(node.children()), children, "children of {code}");
        assert_eq!(codes(node.ancestors()), ancestors, "ancestors of {code}");
        assert_eq!(codes(node.territory().into_iter()), territory, "territory of {code}");
        assert_eq!(codes(node.places()), places, "places of {code}");
    }
}

#[test]
fn descendants_are_all_below_in_order() {
    let governance = street();
    let below = |code: &str| governance.node(code).unwrap().descendants();
    assert_eq!(codes(below("S")), "A D V C B U T-1 M T-2");
    assert_eq!(codes(below("V").rev()), "T-2 M T-1 U B C");
    assert_eq!(codes(below("P")), "P-G");
    assert_eq!((below("S").len(), below("U").len()), (9, 0));
}

#[test]
fn the_nearest_above_of_a_kind_is_found() {
    let governance = street();
    let unit = governance.node("U").unwrap();
    assert_eq!(codes(unit.ancestor(Kind::Compound).into_iter()), "C");
    assert_eq!(codes(unit.ancestor(Kind::Subdistrict).into_iter()), "S");
    assert!(unit.ancestor(Kind::Unit).is_none(), "not the node itself");
    assert_eq!(codes(unit.ancestor_of::<SecondGrid>().into_iter()), "V");
    assert!(unit.ancestor_of::<ThirdGrid>().is_none());
}

#[test]
fn a_node_holds_itself_and_all_below() {
    let governance = street();
    for one in governance.nodes() {
        for other in governance.nodes() {
            let expected = one == other || other.ancestors().any(|above| above == one);
            assert_eq!(one.holds(other), expected, "{one} {other}");
        }
    }
    let unit: Node<'_, Unit> = governance.get("U").unwrap();
    assert!(governance.node("S").unwrap().holds(unit), "whatever the types");
}

#[test]
fn links_lead_both_ways_in_the_order_of_nodes() {
    let governance = street();
    let node = |code: &str| governance.node(code).unwrap();
    assert_eq!(codes(node("P").leads()), "V T-1 T-2");
    assert_eq!(codes(node("T-1").leaders()), "P P-G");
    assert_eq!(codes(node("D").leaders()), "");
    assert_eq!((codes(node("P").seats()), codes(node("P-G").seats())), ("C".to_owned(), "T-2".to_owned()));
    assert_eq!((codes(node("C").seated()), codes(node("T-2").seated())), ("P".to_owned(), "P-G".to_owned()));
    assert_eq!(codes(node("D").covered()), "C B");
    assert_eq!(codes(node("C").covering()), "D T-2");
    assert_eq!(codes(node("U").covering()), "V");
    assert_eq!(codes(node("P").members()), "N-1");
    assert_eq!(codes(node("N-1").memberships()), "P P-G");
    assert_eq!(node("P").leads().len(), 3);
    assert_eq!(governance.link_count(), 16);
}

#[test]
fn posts_come_by_person_and_role_and_by_territory() {
    let governance = street();
    let shown = |post: Post<'_>| {
        format!("{} {} {}", post.person.code(), post.role.map_or("-", Role::id), post.territory.code())
    };
    let staff: Vec<String> = governance.node("T-1").unwrap().staff().map(shown).collect();
    assert_eq!(staff, ["N-1 grid_head T-1", "N-1 grid_worker T-1", "N-2 - T-1"]);
    let posts: Vec<String> = governance.node("N-1").unwrap().posts().map(shown).collect();
    assert_eq!(posts, ["N-1 liaison D", "N-1 grid_head T-1", "N-1 grid_worker T-1"]);
    assert_eq!(governance.node("V").unwrap().staff().len(), 0);
    assert_eq!(governance.node("P").unwrap().posts().len(), 0, "a branch has none");
}

#[test]
fn ways_outlive_the_handle_they_start_from() {
    let governance = street();
    let children = {
        let node = governance.node("V").unwrap();
        node.children()
    };
    assert_eq!(codes(children), "C T-1 T-2");
}
