use std::fs;

use super::*;
use crate::kind::{Family, Person, Relation, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::{Draft, LinkRow, NodeRow};

fn xushui() -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households"), Measure::new("area").with_scale(2)];
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道")
            .with_declared("third_grid", Figure::exact(52))
            .with_declared("area", Figure::at_least(3))
            .with_declared("shop", Figure::at_most(9)),
        NodeRow::new(Kind::SecondGrid, "V", "第一网格").with_parent("S").with_category("village"),
        NodeRow::new(Kind::Shop, "M-2", "").with_parent("V").with_measure("households", 0),
        NodeRow::new(Kind::Shop, "M-1", "").with_parent("V").with_measure("area", 7).with_category("a market"),
        NodeRow::new(Kind::Person, "N", "张三").with_category("village"),
    ];
    ledger
}

#[test]
fn a_governance_is_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Governance>();
    is_shared::<Node<'_>>();
    is_shared::<BuildErrors>();
}

#[test]
fn an_empty_ledger_is_an_empty_graph() {
    let governance = Governance::build(Ledger::new("nothing yet")).unwrap();
    assert_eq!((governance.title(), governance.node_count(), governance.link_count()), ("nothing yet", 0, 0));
    assert_eq!(governance.nodes().len() + governance.roots().count() + governance.territories().len(), 0);
    assert!(governance.node("").is_none());
    assert_eq!(governance.as_petgraph().node_count(), 0);
    assert_eq!(format!("{governance:?}"), "Governance { title: \"nothing yet\", nodes: 0, links: 0, .. }");
}

#[test]
fn nodes_are_found_by_code_and_kind() {
    let governance = Governance::build(xushui()).unwrap();
    for node in governance.nodes() {
        assert_eq!(governance.node(node.code()), Some(node));
    }
    assert!(governance.node("X").is_none() && governance.node("").is_none() && governance.node("s").is_none());
    assert!(governance.get::<Subdistrict>("S").is_some());
    assert!(governance.get::<ThirdGrid>("S").is_none() && governance.get::<ThirdGrid>("X").is_none());
    let codes =
        |nodes: &mut dyn Iterator<Item = Node<'_>>| nodes.map(|node| node.code().to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(&mut governance.nodes()), ["S", "V", "M-1", "M-2", "N"]);
    assert_eq!(codes(&mut governance.of_kind(Kind::Shop).rev()), ["M-2", "M-1"]);
    assert_eq!(codes(&mut governance.roots()), ["S", "N"]);
    assert_eq!(codes(&mut governance.territories()), ["S", "V"]);
    assert_eq!(governance.of::<Person>().map(Node::name).collect::<Vec<_>>(), ["张三"]);
}

#[test]
fn a_handle_keeps_its_kind_as_a_type() {
    let governance = Governance::build(xushui()).unwrap();
    let any = governance.node("V").unwrap();
    let grid: Node<'_, SecondGrid> = any.typed().unwrap();
    assert!(any.typed::<ThirdGrid>().is_none());
    assert_eq!(grid, any);
    assert_eq!(grid.any(), any);
    assert_eq!(grid.typed::<SecondGrid>(), Some(grid));
    assert_eq!(
        (grid.code(), grid.name(), grid.kind(), grid.kind().family()),
        ("V", "第一网格", Kind::SecondGrid, Family::Grid)
    );
    assert_eq!(grid.to_string(), "第一网格 (second_grid V)");
    assert_eq!(format!("{grid:?}"), "Node(second_grid V \"第一网格\")");
}

#[test]
#[allow(clippy::mutable_key_type, reason = "what a graph makes at the first call does not change its handles")]
fn handles_of_two_graphs_are_never_equal() {
    let (one, other) = (Governance::build(xushui()).unwrap(), Governance::build(xushui()).unwrap());
    let (a, b) = (one.node("S").unwrap(), other.node("S").unwrap());
    assert_ne!(a, b);
    assert!(!a.holds(b) && !a.holds(other.node("V").unwrap()));
    assert!(std::ptr::eq(a.governance(), &raw const one) && a == one.node("S").unwrap());
    let set: std::collections::HashSet<Node<'_>> = [a, b, one.node("S").unwrap()].into();
    assert_eq!(set.len(), 2);
}

#[test]
fn a_value_of_zero_is_not_the_same_as_none() {
    let governance = Governance::build(xushui()).unwrap();
    let value =
        |code: &str, measure: &str| governance.node(code).unwrap().measure(measure).map(|value| value.to_string());
    assert_eq!(value("M-2", "households").as_deref(), Some("0"));
    assert_eq!(value("M-1", "households"), None);
    assert_eq!(value("M-1", "area").as_deref(), Some("7.00"), "in the scale of the measure");
    assert_eq!(value("M-1", "no_such"), None);
    assert_eq!(value("N", "area"), None);
    assert_eq!(governance.measures().iter().map(Measure::id).collect::<Vec<_>>(), ["area", "households"], "by name");
    assert_eq!(governance.measure("area").map(Measure::scale), Some(2));
    assert_eq!(governance.measure("no_such"), None);
}

#[test]
fn declared_figures_are_kept_kinds_before_measures() {
    let governance = Governance::build(xushui()).unwrap();
    let street = governance.node("S").unwrap();
    assert_eq!(street.declared("third_grid"), Figure::exact(52));
    assert_eq!(street.declared(Kind::Shop), Figure::at_most(9));
    assert_eq!(street.declared("area"), Figure::at_least(3));
    assert_eq!(street.declared("households"), Figure::UNKNOWN);
    assert_eq!(street.declared("no_such"), Figure::UNKNOWN);
    let shown = |rows: &mut dyn Iterator<Item = (Declarable<'_>, Figure)>| {
        rows.map(|(of, figure)| format!("{of}: {figure}")).collect::<Vec<_>>()
    };
    let expected = ["third_grid: 52", "shop: at most 9", "area: at least 3"];
    assert_eq!(shown(&mut street.declarations()), expected);
    assert_eq!(shown(&mut governance.declarations().map(|(_, of, figure)| (of, figure))), expected);
    assert!(governance.declarations().all(|(node, ..)| node == street));
    assert_eq!(governance.node("V").unwrap().declarations().len(), 0);
}

#[test]
fn categories_stay_with_their_nodes() {
    let governance = Governance::build(xushui()).unwrap();
    let categories: Vec<Option<&str>> = governance.nodes().map(Node::category).collect();
    assert_eq!(categories, [None, Some("village"), Some("a market"), None, Some("village")]);
    let mut bare = xushui();
    bare.nodes.iter_mut().for_each(|row| row.category = None);
    assert!(Governance::build(bare).unwrap().nodes().all(|node| node.category().is_none()));
}

#[test]
fn a_node_knows_where_its_row_stands() {
    let text = xushui().to_json_string();
    let governance = Governance::build(Ledger::from_json_str(&text).unwrap()).unwrap();
    assert_eq!(governance.node("V").unwrap().origin().to_string(), "line 10, column 5");
    let governance = Governance::build(xushui()).unwrap();
    assert_eq!(governance.node("V").unwrap().origin(), Origin::default());
    let mut draft = Draft::new("");
    let line = line!() + 1;
    draft.root(Subdistrict, "D", "");
    let governance = Governance::build_all([draft.ledger(), &Ledger::from_json_str(&text).unwrap()]).unwrap();
    assert_eq!(governance.node("D").unwrap().origin().line(), Some(line));
    assert_eq!(governance.node("V").unwrap().origin().to_string(), "line 10, column 5", "each its own source");
}

#[test]
fn the_order_of_rows_leaves_no_trace() {
    let mut ledger = xushui();
    ledger.links.push(LinkRow::new(Relation::Serves, "N", "V"));
    let one = Governance::build(&ledger).unwrap();
    ledger.nodes.reverse();
    ledger.measures.reverse();
    let other = Governance::build(&ledger).unwrap();
    let told = |governance: &Governance| {
        let node = |node: Node<'_>| {
            let links: Vec<_> = node.staff().map(|post| (post.person.code().to_owned(), post.role)).collect();
            (node.to_string(), node.category().map(str::to_owned), node.measure("area"), links)
        };
        (governance.nodes().map(node).collect::<Vec<_>>(), governance.measures().to_vec())
    };
    assert_eq!(told(&one), told(&other));
}

#[test]
fn open_builds_what_a_path_holds() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("x.json");
    xushui().save(&json).unwrap();
    xushui().save(folder.path().join("tables")).unwrap();
    for path in [json, folder.path().join("tables")] {
        assert_eq!(Governance::open(&path).unwrap().node_count(), 5);
    }
    let errors = Governance::open(folder.path().join("missing.json")).unwrap_err();
    assert!(matches!(errors.iter().next().unwrap().fault(), Fault::Form(_)));
}

/// What a file with these texts has wrong, without the file's own name.
fn of_file(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let errors = Governance::open(&path).unwrap_err().to_string();
    errors.replace(&path.display().to_string(), name)
}

#[test]
fn open_tells_errors_of_form_and_of_building_together() {
    let text = r#"{"ledger": 1, "measures": {"a": {}}, "nodes": [
{"code": "S", "kind": "subdistrict", "name": "", "measures": {"b": 1}},
{"code": "V", "kind": "second_grid", "parent": "S"},
{"code": "T", "kind": "third_grid", "name": "", "parent": "S"},
{"code": "S", "kind": "shop", "name": 7}
], "links": []}"#;
    assert_eq!(
        of_file("x.json", text),
        "x.json:2:1, field `measures.b`, node `S`: `b` is no known measure; known are: a\n\
         x.json:3:1: `name` is missing\n\
         x.json:4:1, field `parent`, node `T`: a third_grid may not stand below the subdistrict `S`, which may contain \
         second_grid, dedicated_grid, compound, building, unit, enterprise, shop, school, site; a third_grid may stand \
         below second_grid\n\
         x.json:5:1, field `code`, node `S`: the code is already that of a node at x.json:2:1; each node needs one of \
         its own\n\
         x.json:5:39, field `name`: a text should stand here, not 7"
    );
}

#[test]
fn a_row_that_cannot_be_read_makes_no_code_seem_unknown() {
    let text = r#"{"ledger": 1, "nodes": [
{"code": "S", "kind": 7, "name": ""},
{"code": "V", "kind": "second_grid", "name": "", "parent": "S"}
], "links": [
{"relation": "leads", "from": "P", "to": "S"}]}"#;
    assert_eq!(of_file("x.json", text), "x.json:2:23, field `kind`: a text should stand here, not 7");
    // Nor do rows of a list that a second one of the name replaces.
    let text = r#"{"ledger": 1, "nodes": [{"code": "S", "kind": "subdistrict", "name": ""}],
"nodes": [{"code": "V", "kind": "second_grid", "name": "", "parent": "S"}]}"#;
    assert_eq!(of_file("x.json", text), "x.json:1:1: `nodes` is given twice");
    // Where all rows could be read, a code that is unknown is told.
    let text =
        r#"{"ledger": 1, "titel": "", "nodes": [{"code": "V", "kind": "second_grid", "name": "", "parent": "S"}]}"#;
    assert_eq!(
        of_file("x.json", text),
        "x.json:1:24, field `titel`: `titel` is no known field (did you mean `title`?); \
         known are: ledger, title, measures, nodes, links\n\
         x.json:1:38, field `parent`, node `V`: no node has the code `S`"
    );
}

#[test]
fn a_measure_that_cannot_be_read_makes_none_seem_unknown() {
    let row = r#"{"code": "S", "kind": "shop", "name": "", "measures": {"a": 1.5}, "declared": {"a": 2.5}}"#;
    let of =
        |measures: &str| of_file("x.json", &format!("{{\"ledger\": 1, \"measures\": {measures}, \"nodes\": [{row}]}}"));
    assert_eq!(of("[]"), "x.json:1:27, field `measures`: an object should stand here, not []");
    assert_eq!(of(r#"{"a": null}"#), "x.json:1:33, field `a`: an object should stand here, not null");
    assert_eq!(
        of(r#"{"a": {"scale": "1"}}"#),
        "x.json:1:43, field `scale`: a number of digits from 0 to 255 should stand here, not \"1\""
    );
    assert_eq!(of(r#"{"a": {"scale": 1}, "a": {}}"#), "x.json:1:27, field `a`: `a` is given twice");
}

#[test]
fn errors_of_two_tables_stand_table_by_table() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("nodes.csv"), "code,kind,name,parent\nS,subdistrict,,\nN,person,,\nV,micro_grid,,S\n")
        .unwrap();
    let links = "relation,from,to\nleads,S\nleads,N,S\ncontains,S,V\n";
    fs::write(folder.path().join("links.csv"), links).unwrap();
    let places = || {
        let errors = Governance::open(folder.path()).unwrap_err();
        let place = |error: &BuildError| {
            let origin = error.origin().to_string();
            format!("{} {}", &origin[origin.len() - 11..], error.field().unwrap_or("-"))
        };
        errors.iter().map(place).collect::<Vec<_>>()
    };
    assert_eq!(places(), ["nodes.csv:4 parent", "links.csv:2 -", "links.csv:3 from", "links.csv:4 relation"]);
    fs::write(folder.path().join("links.csv"), "relation,from\n").unwrap();
    assert_eq!(places(), ["nodes.csv:4 parent", "links.csv:1 -"]);
    fs::write(folder.path().join("nodes.csv"), "code,kind,parent\n").unwrap();
    fs::write(folder.path().join("links.csv"), links).unwrap();
    assert_eq!(places(), ["nodes.csv:1 -", "links.csv:2 -", "links.csv:4 relation"]);
}
