use super::*;
use crate::kind::{Branch, Compound, Person, Relation, Role, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::{Draft, Limits, LinkRow, NodeRow, Written};
use crate::measure::{Decimal, Measure};

/// What is wrong with a ledger, one message each, without where it stands.
fn problems(ledger: &Ledger) -> Vec<String> {
    match Governance::build(ledger) {
        Ok(_) => Vec::new(),
        Err(errors) => {
            errors.iter().map(|error| format!("{}: {}", error.field().unwrap_or("-"), error.problem())).collect()
        }
    }
}

fn of_nodes(nodes: Vec<NodeRow>) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.nodes = nodes;
    ledger
}

fn street() -> NodeRow {
    NodeRow::new(Kind::Subdistrict, "S", "须水街道")
}

fn node(kind: Kind, code: &str) -> NodeRow {
    NodeRow::new(kind, code, "")
}

#[test]
fn a_code_is_there_and_is_ones_own() {
    let ledger = of_nodes(vec![street(), street(), node(Kind::Shop, "")]);
    assert_eq!(
        problems(&ledger),
        [
            "code: the code is already that of a node at a row of unknown origin; each node needs one of its own",
            "code: the code is empty; every node needs one of its own",
        ]
    );
}

#[test]
fn both_places_of_a_duplicate_code_are_named() {
    let text = r#"{ "ledger": 1, "nodes": [
        { "code": "S", "kind": "subdistrict", "name": "" },
        { "code": "S", "kind": "subdistrict", "name": "" }
    ] }"#;
    let errors = Governance::build(Ledger::from_json_str(text).unwrap()).unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 3, column 9, field `code`, node `S`: the code is already that of a node at line 2, column 9; \
         each node needs one of its own"
    );
}

#[test]
fn a_parent_is_there() {
    let ledger = of_nodes(vec![
        street(),
        node(Kind::SecondGrid, "G").with_parent("T"),
        node(Kind::SecondGrid, "H").with_parent(" Ｓ"),
    ]);
    assert_eq!(
        problems(&ledger),
        [
            "parent: no node has the code `T`",
            "parent: no node has the code ` Ｓ`; near it: `S` 须水街道 (the same but for full width, spaces around it or invisible characters)"
        ]
    );
}

#[test]
fn an_empty_code_is_nobodys_parent() {
    let rows = [node(Kind::PartyCommittee, "").with_parent(""), node(Kind::Branch, "P").with_parent("")];
    let expected = [
        "code: the code is empty; every node needs one of its own",
        "parent: no node has the code ``",
        "parent: no node has the code ``",
    ];
    assert_eq!(problems(&of_nodes(rows.to_vec())), expected);
}

#[test]
fn a_parent_may_contain_the_node() {
    let ledger =
        of_nodes(vec![street(), node(Kind::MicroGrid, "M").with_parent("S"), node(Kind::Person, "N").with_parent("S")]);
    let below =
        "which may contain second_grid, dedicated_grid, compound, building, unit, enterprise, shop, school, site";
    assert_eq!(
        problems(&ledger),
        [
            format!(
                "parent: a micro_grid may not stand below the subdistrict `S`, {below}; a micro_grid may stand below third_grid, dedicated_grid"
            ),
            format!(
                "parent: a person may not stand below the subdistrict `S`, {below}; a person may stand below nothing"
            ),
        ]
    );
}

#[test]
fn a_cycle_is_spelled_out_the_same_whatever_the_order() {
    let committees = ["C", "A", "B"].map(|code| node(Kind::PartyCommittee, code));
    let [c, a, b] = committees;
    let mut rows =
        vec![c.with_parent("A"), a.with_parent("B"), b.with_parent("C"), node(Kind::Branch, "D").with_parent("A")];
    let expected = ["parent: the node contains itself: A -> B -> C -> A; one of these parents is wrong"];
    for _ in 0..rows.len() {
        assert_eq!(problems(&of_nodes(rows.clone())), expected);
        rows.rotate_left(1);
    }
    let own = of_nodes(vec![node(Kind::PartyCommittee, "A").with_parent("A")]);
    assert_eq!(problems(&own), ["parent: the node contains itself: A -> A; one of these parents is wrong"]);
}

/// Committees, each below the one before.
fn chain(length: usize) -> Ledger {
    let row = |at: usize| {
        let row = node(Kind::PartyCommittee, &format!("C{at:06}"));
        if at == 0 { row } else { row.with_parent(format!("C{:06}", at - 1)) }
    };
    of_nodes((0..length).map(row).collect())
}

#[test]
fn a_chain_is_as_deep_as_the_limit_and_no_deeper() {
    let governance = Governance::build(chain(Limits::DEFAULT.depth)).unwrap();
    let last = governance.nodes().next_back().unwrap();
    assert_eq!(last.ancestors().count(), Limits::DEFAULT.depth - 1);
    let beyond = format!(
        "parent: the depth of the node is {}; at most 64 (`Limits::depth`) is allowed",
        Limits::DEFAULT.depth + 1
    );
    assert_eq!(problems(&chain(Limits::DEFAULT.depth + 1)), std::slice::from_ref(&beyond));
    assert_eq!(problems(&chain(200_000)), [beyond], "said once, and no stack overflows");
}

#[test]
fn links_join_what_they_may() {
    let mut ledger = of_nodes(vec![street(), node(Kind::Branch, "P"), node(Kind::Person, "N"), node(Kind::Shop, "X")]);
    ledger.links = vec![
        LinkRow::new(Relation::Leads, "P", "nowhere"),
        LinkRow::new(Relation::Leads, "nobody", "S"),
        LinkRow::new(Relation::Leads, "N", "S"),
        LinkRow::new(Relation::Covers, "S", "X"),
        LinkRow::new(Relation::Serves, "N", "X").with_role(Role::GridHead),
        LinkRow::new(Relation::Leads, "P", "S").with_role(Role::Adviser),
        LinkRow::new(Relation::Contains, "S", "X"),
        LinkRow::new(Relation::MemberOf, "N", "P"),
        LinkRow::new(Relation::MemberOf, "N", "P"),
    ];
    let mut expected = [
        "to: no node has the code `nowhere`",
        "from: no node has the code `nobody`",
        "from: `leads` may not join a person to a subdistrict; it joins party to area, grid",
        "from: `covers` may not join a subdistrict to a shop; it joins grid to place",
        "to: `serves` may not join a person to a shop; it joins person to area, grid",
        "role: `leads` has no role, but `adviser` is given; leave it out",
        "relation: containment is no link; write it as the parent of `X`",
        "-: the same link is already given at a row of unknown origin; give it once",
    ];
    let mut found = problems(&ledger);
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn one_person_may_have_two_posts_at_one_grid_but_not_the_same_twice() {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "");
    let person = draft.root(Person, "N", "");
    draft.serve(person, Role::GridHead, street);
    draft.serve(person, Role::Liaison, street);
    let governance = Governance::build(&draft).unwrap();
    let roles: Vec<_> = governance.node("S").unwrap().staff().map(|post| post.role).collect();
    assert_eq!(roles, [Some(Role::GridHead), Some(Role::Liaison)]);
    draft.serve(person, Role::Liaison, street);
    let errors = Governance::build(&draft).unwrap_err().to_string();
    assert!(errors.contains("governance_tests.rs"), "a draft's rows stand in its code: {errors}");
}

#[test]
fn what_was_not_understood_is_reported_with_what_is_known() {
    let mut ledger = of_nodes(vec![street()]);
    ledger.nodes[0].kind = Written::Unknown("subdistrct".into());
    let mut link = LinkRow::new(Relation::Serves, "S", "S");
    link.relation = Written::Unknown("serve".into());
    link.role = Some(Written::Unknown("boss".into()));
    ledger.links.push(link);
    let found = problems(&ledger);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("kind: `subdistrct` is no kind (did you mean `subdistrict`?); known are: province,"));
    assert!(
        found[1].starts_with("relation: `serve` is no relation (did you mean `serves`?); known are: contains, leads,")
    );
    assert!(found[2].starts_with("role: `boss` is no role; known are: grid_head,"));
}

#[test]
fn figures_are_of_known_measures_and_within_their_scale() {
    let mut ledger = of_nodes(vec![street()]);
    ledger.measures = vec![Measure::new("households"), Measure::new("floor_area").with_scale(2)];
    let row = &mut ledger.nodes[0];
    row.measures.insert("floor_area", "1.234".parse::<Decimal>().unwrap().into());
    row.measures.insert("household", Decimal::from(1).into());
    row.measures.insert("households", Written::Unknown("about 60".into()));
    row.declared.insert("micro_gird", Decimal::from(3).map_to_figure());
    row.declared.insert("shop", Figure::exact("2.5".parse::<Decimal>().unwrap()).into());
    row.declared.insert("school", Written::Unknown("many".into()));
    let found = problems(&ledger);
    assert_eq!(
        found[..5],
        [
            "measures.floor_area: 1.234 has more than 2 digits behind the point",
            "measures.household: `household` is no known measure (did you mean `households`?); known are: floor_area, households",
            "measures.households: `about 60` is no number: digits, at most one leading minus and at most one point are understood",
            &found[3],
            "declared.school: `many` is no number: digits, at most one leading minus and at most one point are understood",
        ]
    );
    assert!(
        found[3]
            .starts_with("declared.micro_gird: `micro_gird` is no known kind or measure (did you mean `micro_grid`?)")
    );
    assert_eq!(found[5], "declared.shop: 2.5 has more than 0 digits behind the point");
}

impl Decimal {
    fn map_to_figure(self) -> Written<Figure> {
        Figure::exact(self).into()
    }
}

#[test]
fn the_values_of_a_measure_can_be_added_up() {
    let mut ledger = of_nodes(vec![street(), node(Kind::Shop, "X"), node(Kind::Shop, "Y")]);
    ledger.measures = vec![Measure::new("staff")];
    for (row, value) in ledger.nodes.iter_mut().zip([i64::MAX, -1, 0]) {
        row.measures.insert("staff", Decimal::from(value).into());
    }
    assert_eq!(
        problems(&ledger),
        [
            "measures.staff: the values of `staff` overflow here: all magnitudes add up to 9223372036854775808, which lies beyond 64 bits"
        ]
    );
    ledger.nodes[1].measures.insert("staff", Decimal::from(0).into());
    assert_eq!(problems(&ledger), Vec::<String>::new());
}

#[test]
fn measures_are_declared_once_and_well() {
    let mut ledger = of_nodes(Vec::new());
    ledger.measures = ["a", "a", "shop", ""].map(Measure::new).to_vec();
    ledger.measures.push(Measure::new("fine").with_scale(10));
    ledger.measures.push(Measure::new("长".repeat(301)));
    let found = problems(&ledger);
    assert_eq!(
        found[..4],
        [
            "measures.a: the measure `a` is declared twice",
            "measures.shop: a measure may not be named `shop`, which is a kind; a declared figure could be of either",
            "measures.: a measure needs a name",
            "measures.fine: the scale of the measure is 10; at most 9 (`MAX_SCALE`) is allowed",
        ]
    );
    assert!(
        found[4].ends_with("the length of the measure's name or unit is 301; at most 300 (`Limits::name`) is allowed")
    );
    ledger.measures = (0..=Limits::DEFAULT.measures).map(|at| Measure::new(format!("m{at}"))).collect();
    assert_eq!(problems(&ledger), ["-: the number of measures is 65; at most 64 (`Limits::measures`) is allowed"]);
}

#[test]
fn texts_have_a_length() {
    let long = "长".repeat(Limits::DEFAULT.code + 1);
    let mut row = NodeRow::new(Kind::Shop, long.clone(), "名".repeat(301)).with_category("类".repeat(301));
    assert_eq!(
        problems(&of_nodes(vec![row.clone()])),
        [
            "code: the length of the code is 101; at most 100 (`Limits::code`) is allowed",
            "name: the length of the name is 301; at most 300 (`Limits::name`) is allowed",
            "category: the length of the category is 301; at most 300 (`Limits::name`) is allowed",
        ]
    );
    row = NodeRow::new(Kind::Shop, "长".repeat(Limits::DEFAULT.code), "名".repeat(300)).with_category("类".repeat(300));
    assert_eq!(problems(&of_nodes(vec![row])), Vec::<String>::new(), "exactly at the limits");
}

#[test]
fn ledgers_that_are_built_as_one_agree_on_their_measures() {
    let ledger = |scale| {
        let mut ledger = Ledger::default();
        ledger.measures.push(Measure::new("area").with_scale(scale));
        ledger
    };
    assert!(Governance::build_all([ledger(2), ledger(2)]).is_ok());
    let errors = Governance::build_all([ledger(2), ledger(3)]).unwrap_err();
    assert!(
        errors
            .to_string()
            .ends_with("the measure `area` has another unit or scale than in an earlier ledger; make them alike")
    );
}

#[test]
fn a_row_that_cannot_be_read_hides_nothing_and_raises_no_false_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.json");
    let text = r#"{ "ledger": 1, "nodes": [
        { "code": 7, "kind": "second_grid", "name": "" },
        { "code": "T", "kind": "third_grid", "name": "", "parent": "7" },
        { "code": "T", "kind": "third_grid", "name": "", "nam": "" }
    ] }"#;
    std::fs::write(&path, text).unwrap();
    let errors = Governance::open(&path).unwrap_err();
    let told: Vec<String> = errors.iter().map(|error| error.problem().to_string()).collect();
    assert_eq!(told.len(), 3, "{errors}");
    assert_eq!(told[0], "a text should stand here, not 7");
    assert!(
        told[1].starts_with("`nam` is no known field") || told[2].starts_with("`nam` is no known field"),
        "{errors}"
    );
    assert!(errors.to_string().contains("the code is already that of a node at"), "{errors}");
    assert!(!errors.to_string().contains("no node has the code"), "`7` may stand in the row that could not be read");
}

fn small() -> Governance {
    let mut draft = Draft::new("须水");
    draft.measure(Measure::new("households"));
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let third = draft.add(second, ThirdGrid, "T", "一号网格");
    let compound = draft.add(second, Compound, "C", "惠民小区");
    let shop = draft.add(compound, Shop, "X", "粮油店");
    draft.row(compound).measure("households", 0).declare(Kind::Shop, 2).declare("households", Figure::at_least(60));
    draft.row(shop).category("grain");
    let branch = draft.root(Branch, "P", "第一党支部");
    draft.lead(branch, third);
    draft.seat(branch, compound);
    draft.cover(third, compound);
    let person = draft.root(Person, "N", "张三");
    draft.enrol(person, branch);
    Governance::build(&draft).unwrap()
}

#[test]
fn places_come_before_grids_and_party_and_people_last() {
    let governance = small();
    let codes: Vec<&str> = governance.nodes().map(Node::code).collect();
    assert_eq!(codes, ["S", "G", "C", "X", "T", "P", "N"]);
    let roots: Vec<&str> = governance.roots().map(Node::code).collect();
    assert_eq!(roots, ["S", "P", "N"]);
    let territories: Vec<&str> = governance.territories().map(Node::code).collect();
    assert_eq!(territories, ["S", "G", "T"]);
    assert_eq!(governance.title(), "须水");
}

#[test]
fn handles_tell_what_the_row_says() {
    let governance = small();
    let compound = governance.get::<Compound>("C").unwrap();
    assert_eq!((compound.kind(), compound.name(), compound.category()), (Kind::Compound, "惠民小区", None));
    assert_eq!(compound.measure(governance.measure("households").unwrap()), Some(0.into()), "zero is not none");
    assert_eq!(governance.node("X").unwrap().value_of("households"), None);
    assert_eq!(governance.measure("household").unwrap_err().suggestion(), Some("households"));
    assert_eq!(compound.declared(Kind::Shop), Figure::exact(2));
    assert_eq!(compound.declared(governance.measure("households").unwrap()), Figure::at_least(60));
    assert_eq!(compound.declared(Kind::School), Figure::UNKNOWN);
    let declared: Vec<String> = compound.declarations().map(|(of, figure)| format!("{of} {figure}")).collect();
    assert_eq!(declared, ["shop 2", "households at least 60"]);
    assert_eq!(governance.declarations().count(), 2);
    assert_eq!(governance.node("X").unwrap().category(), Some("grain"));
    assert!(compound.origin().to_string().contains("governance_tests.rs"));
    assert!(governance.get::<Shop>("C").is_none() && governance.node("nowhere").is_none());
    assert_eq!(governance.nodes_of::<Shop>().count(), 1);
    assert_eq!(governance.nodes_of_kind(Kind::Branch).next().map(Node::code), Some("P"));
    assert_eq!(compound.ancestor_of::<Subdistrict>().map(Node::code), Some("S"));
    assert_eq!(format!("{compound:?}"), r#"Node(compound C "惠民小区")"#);
    assert_eq!(format!("{governance:?}"), r#"Governance { title: "须水", nodes: 7, links: 4, .. }"#);
    assert_eq!(governance.measure("households").map(Measure::scale), Ok(0));
}

#[test]
#[allow(clippy::mutable_key_type, reason = "a node's hash is that of its number, which never changes")]
fn handles_of_two_graphs_are_never_equal() {
    use std::collections::HashSet;

    let (one, other) = (small(), small());
    assert_eq!(one.node("S"), one.node("S"));
    assert_ne!(one.node("S"), other.node("S"));
    assert!(!one.node("S").unwrap().holds(other.node("X").unwrap()));
    let both: HashSet<Node<'_>> = [one.node("S").unwrap(), other.node("S").unwrap()].into();
    assert_eq!(both.len(), 2);
    assert_eq!(one.node("C").unwrap(), one.get::<Compound>("C").unwrap());
}

#[test]
fn a_graph_is_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Governance>();
    is_shared::<Node<'_>>();
    is_shared::<BuildErrors>();
}
