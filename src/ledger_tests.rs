use super::*;
use crate::kind::{Branch, Kind, Person, Relation, Role, SecondGrid, Subdistrict};
use crate::measure::{Decimal, Figure};

/// All errors of a text of JSON.
fn errors(text: &str) -> Vec<String> {
    match Ledger::from_json_str(text) {
        Ok(ledger) => panic!("there should be errors: {ledger:?}"),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn of_nodes(rows: &str) -> String {
    format!("{{\"ledger\": 1, \"nodes\": [\n{rows}\n]}}")
}

#[test]
fn a_text_that_is_no_json_says_where() {
    assert_eq!(errors("{\"ledger\": 1,\n \"nodes\": [}"), ["line 2, column 12: expected value"]);
    assert_eq!(errors(""), ["line 1, column 1: EOF while parsing a value"]);
    assert_eq!(
        errors("[]"),
        ["line 1, column 1: invalid type: sequence, expected an object with the fields of a ledger"]
    );
    assert_eq!(errors("{} {}"), ["line 1, column 4: trailing characters"]);
}

#[test]
fn the_outermost_fields_are_known_and_there() {
    assert_eq!(
        errors(r#"{"ledger": 2, "title": 5, "node": []}"#),
        [
            "line 1, column 1: `nodes` is missing",
            "line 1, column 12, field `ledger`: version 2 of the ledger format is not known; this crate reads version 1",
            "line 1, column 24, field `title`: a text should stand here, not 5",
            "line 1, column 35, field `node`: `node` is no known field (did you mean `nodes`?); known are: ledger, title, records, measures, nodes, links",
        ]
    );
    assert_eq!(errors(r#"{"nodes": []}"#), ["line 1, column 1: `ledger` is missing"]);
    assert_eq!(
        errors(r#"{"ledger": 1, "nodes": [], "nodes": [], "title": "", "title": ""}"#),
        ["line 1, column 1: `nodes` is given twice", "line 1, column 1, field `title`: `title` is given twice"]
    );
}

#[test]
fn all_that_is_wrong_with_a_row_is_said() {
    let text =
        of_nodes(r#"{"kind": 3, "name": "x", "nmae": "y", "parent": null, "measures": [1], "code": "A", "code": "B"}"#);
    assert_eq!(
        errors(&text),
        [
            "line 2, column 1, field `code`: `code` is given twice",
            "line 2, column 10, field `kind`: a text should stand here, not 3",
            "line 2, column 34, field `nmae`: `nmae` is no known field (did you mean `name`?); known are: code, kind, name, parent, category, measures, declared, records",
            "line 2, column 49, field `parent`: a text should stand here, not null",
            "line 2, column 67, field `measures`: an object should stand here, not [1]",
        ]
    );
    assert_eq!(
        errors(&of_nodes(r#"{"parent": "S"}"#)),
        [
            "line 2, column 1: `code` is missing",
            "line 2, column 1: `kind` is missing",
            "line 2, column 1: `name` is missing"
        ]
    );
    assert_eq!(
        errors(&of_nodes(r#"["A", "shop", ""]"#)),
        [r#"line 2, column 1: an object should stand here, not ["A", "shop", ""]"#]
    );
    let text = r#"{"ledger": 1, "nodes": [], "links": [{"relation": "leads", "from": "P", "rolle": "x"}]}"#;
    assert_eq!(
        errors(text),
        [
            "line 1, column 38: `to` is missing",
            "line 1, column 82, field `rolle`: `rolle` is no known field (did you mean `role`?); known are: relation, from, to, role",
        ]
    );
}

#[test]
fn errors_of_all_rows_come_at_once_in_order() {
    let rows = r#"{"code": "A", "kind": "shop", "name": ""},
{"code": "B", "kind": "shop"},
{"code": "C", "kind": "shop", "name": "", "measures": {"a": true, "b": {}}},
{"code": "D", "kind": "shop", "name": "", "measures": {"a": 1, "a": 2}}"#;
    assert_eq!(
        errors(&of_nodes(rows)),
        [
            "line 3, column 1: `name` is missing",
            "line 4, column 61, field `a`: a number should stand here, not true",
            "line 4, column 72, field `b`: a number should stand here, not {}",
            "line 5, column 69, field `a`: `a` is given twice",
        ]
    );
}

#[test]
fn nesting_has_a_limit_and_overflows_no_stack() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for depth in [17, 1_000_000] {
        let row = format!(r#"{{"code": "A", "kind": "shop", "name": {}}}"#, deep(depth));
        assert_eq!(
            errors(&of_nodes(&row)),
            [format!(
                "line 2, column 39, field `name`: the nesting is {depth}; at most 16 (`Limits::nesting`) is read"
            )]
        );
    }
}

#[test]
fn measures_are_objects_with_unit_and_scale() {
    let text = r#"{"ledger": 1, "measures": {"a": {"scale": -1, "units": "m"}, "b": 1}, "nodes": []}"#;
    assert_eq!(
        errors(text),
        [
            "line 1, column 43, field `scale`: a number of digits from 0 to 255 should stand here, not -1",
            "line 1, column 56, field `units`: `units` is no known field (did you mean `unit`?); known are: unit, scale",
            "line 1, column 67, field `b`: an object should stand here, not 1",
        ]
    );
}

#[test]
fn bytes_that_are_no_utf8_name_their_line() {
    let error = Ledger::from_json_reader(&b"{\n\"\xff\"}"[..]).unwrap_err();
    assert_eq!(error.to_string(), "line 2: byte 3 is no UTF-8; save the file as UTF-8");
}

#[test]
fn a_reader_that_fails_is_an_error() {
    struct Broken;

    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the cable is out"))
        }
    }

    assert_eq!(Ledger::from_json_reader(Broken).unwrap_err().to_string(), "the text: cannot be read: the cable is out");
}

#[test]
fn what_is_not_understood_is_kept_as_it_was_written() {
    let rows = r#"{"code":"A","kind":"castle","name":"","measures":{"a":"12x","b":1e3},"declared":{"c":{"about":5}}}"#;
    let ledger = Ledger::from_json_str(&of_nodes(rows)).unwrap();
    let row = &ledger.nodes[0];
    assert_eq!(row.kind, Written::Unknown("castle".into()));
    assert_eq!(row.measures.get("a"), Some(&Written::Unknown("12x".into())));
    assert_eq!(row.measures.get("b"), Some(&Written::Unknown("1e3".into())));
    assert_eq!(row.declared.get("c"), Some(&Written::Unknown(r#"{"about":5}"#.into())));
    assert_eq!(Ledger::from_json_str(&ledger.to_json_string()).unwrap(), ledger);
}

#[test]
fn numbers_are_read_exactly_as_text_or_not() {
    let rows = r#"{"code":"A","kind":"shop","name":"","measures":{"a":3244.52,"b":"3244.52","c":9223372036854775807,
        "d":0.1},"declared":{"a":{"at_least":38000},"b":52,"c":"1.50"}}"#;
    let ledger = Ledger::from_json_str(&of_nodes(rows)).unwrap();
    let number = |name| ledger.nodes[0].measures.get(name).and_then(Written::known).map(ToString::to_string);
    assert_eq!(
        ["a", "b", "c", "d"].map(number).map(Option::unwrap),
        ["3244.52", "3244.52", "9223372036854775807", "0.1"]
    );
    let figure = |name| *ledger.nodes[0].declared.get(name).and_then(Written::known).unwrap();
    assert_eq!(["a", "b"].map(figure), [Figure::at_least(38_000), Figure::exact(52)]);
    assert_eq!(figure("c"), Figure::exact("1.5".parse::<Decimal>().unwrap()));
}

#[test]
fn a_byte_order_mark_and_crlf_do_no_harm() {
    let text = format!("\u{feff}{}", of_nodes("{\"code\":\"A\",\r\n\"kind\":\"shop\",\"name\":\"\"}"));
    assert_eq!(Ledger::from_json_str(&text).unwrap().nodes[0].origin.line(), Some(2));
    let text = "\u{feff}code,kind,name\r\nA,shop,粮油店\r\n\r\nB,shop,\"two\r\nlines\"\r\nC,shop,\r\n";
    let ledger = Ledger::from_csv_str(text, "").unwrap();
    assert_eq!(ledger.nodes[0], NodeRow::new(Kind::Shop, "A", "粮油店"));
    let lines: Vec<String> = ledger.nodes.iter().map(|row| row.origin.to_string()).collect();
    assert_eq!(lines, ["nodes.csv:2", "nodes.csv:4", "nodes.csv:6"]);
}

#[test]
fn tables_know_their_measures_units_and_scales() {
    let nodes = "kind,code,name,households,floor_area (m2; scale 2),height (m),weight (scale 1),declared:shop\n\
                 shop,A,x,5,1.5,2.25,,>=3\nshop,B,y,,,2.5,7,1 to 4\n";
    let ledger = Ledger::from_csv_str(nodes, "").unwrap();
    let measures = [
        Measure::new("households"),
        Measure::new("floor_area").with_unit("m2").with_scale(2),
        Measure::new("height").with_unit("m").with_scale(2),
        Measure::new("weight").with_scale(1),
    ];
    assert_eq!(ledger.measures, measures, "a scale that is not stated is that of the longest number");
    assert_eq!(ledger.nodes[0].declared.get("shop"), Some(&Figure::at_least(3).into()));
    assert_eq!(ledger.nodes[1].declared.get("shop"), Some(&Figure::between(1, 4).unwrap().into()));
    assert_eq!(ledger.nodes[1].measures.iter().count(), 2, "an empty cell is no value");
}

#[test]
fn tables_say_all_that_is_wrong() {
    let errors = Ledger::from_csv_str(
        "code,kind,name,name,a,a\nA,shop,x,x,1\nB,shop,y,y,1,2\n",
        "relation,from,too,from\nleads,P,S,S\n",
    )
    .unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "nodes.csv:1: `name` is given twice",
            "nodes.csv:1: `a` is given twice",
            "nodes.csv:2: as many cells as the first line has columns should stand here, not 5 of them",
            "links.csv:1: `to` is missing",
        ]
    );
    let errors = Ledger::from_csv_str("name\n", "relation,from,to,rolle,to\n").unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "nodes.csv:1: `code` is missing",
            "nodes.csv:1: `kind` is missing",
            "links.csv:1: `rolle` is no known column (did you mean `role`?); known are: relation, from, to, role",
            "links.csv:1: `to` is given twice",
        ]
    );
}

#[test]
fn what_tables_cannot_say_is_refused() {
    let written = |ledger: &Ledger| ledger.write_csv(Vec::new(), Vec::new()).unwrap_err().to_string();
    let mut ledger = Ledger::new("");
    ledger.measures.push(Measure::new("name"));
    assert_eq!(written(&ledger), "a row of unknown origin: a measure named `name` cannot be written as a table");
    ledger.measures[0] = Measure::new("declared:x");
    assert!(written(&ledger).contains("a measure named `declared:x`"));
    ledger.measures.clear();
    ledger.nodes.push(NodeRow::new(Kind::Shop, "A", "").with_category(""));
    assert!(written(&ledger).contains("a category that is there but empty"));
    ledger.nodes[0] = NodeRow::new(Kind::Shop, "A", "").with_measure("x", 1);
    assert!(written(&ledger).contains("a value of the undeclared measure `x`"));
    ledger.nodes.clear();
    let mut link = LinkRow::new(Relation::Leads, "P", "S");
    link.role = Some(Written::Unknown("".into()));
    ledger.links.push(link);
    assert!(written(&ledger).contains("a role that is there but empty"));
}

#[test]
fn a_draft_gives_the_ledger_of_the_same_rows() {
    let mut draft = Draft::new("Xushui");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    draft.row(second).measure("households", 420).declare(Kind::Shop, 7).category("village");
    let branch = draft.root(Branch, "P", "党支部");
    let person = draft.root(Person, "N", "张三");
    draft.lead(branch, second);
    draft.serve(person, Role::GridHead, second);
    let text = r#"{ "ledger": 1, "title": "Xushui", "measures": { "households": {} }, "nodes": [
        { "code": "S", "kind": "subdistrict", "name": "须水街道" },
        { "code": "G", "kind": "second_grid", "name": "第一网格", "parent": "S", "category": "village",
          "measures": { "households": 420 }, "declared": { "shop": 7 } },
        { "code": "P", "kind": "branch", "name": "党支部" },
        { "code": "N", "kind": "person", "name": "张三" }
    ], "links": [
        { "relation": "leads", "from": "P", "to": "G" },
        { "relation": "serves", "from": "N", "to": "G", "role": "grid_head" }
    ] }"#;
    assert_eq!(Ledger::from_json_str(text).unwrap(), *draft.ledger());
    let origin = draft.ledger().nodes[0].origin.to_string();
    assert!(origin.starts_with("src/ledger_tests.rs:") || origin.starts_with("src\\ledger_tests.rs:"), "{origin}");
    assert_eq!(draft.into_ledger().links.len(), 2);
}

#[test]
#[should_panic(expected = "a node of one draft is used in another")]
fn a_node_of_one_draft_is_not_used_in_another() {
    let (mut one, mut other) = (Draft::new(""), Draft::new(""));
    let street = one.root(Subdistrict, "S", "");
    other.add(street, SecondGrid, "G", "");
}

#[test]
fn files_and_folders_are_opened_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::new("title");
    ledger.nodes.push(NodeRow::new(Kind::Subdistrict, "S", "须水街道"));
    ledger.nodes.push(NodeRow::new(Kind::Branch, "P", "党支部"));
    ledger.links.push(LinkRow::new(Relation::Leads, "P", "S"));

    let json = folder.path().join("a.json");
    ledger.save(&json).unwrap();
    let read = Ledger::open(&json).unwrap();
    assert_eq!(read, ledger);
    assert!(read.nodes[0].origin.to_string().ends_with("a.json:6:5"), "{}", read.nodes[0].origin);

    let tables = folder.path().join("tables");
    ledger.save(&tables).unwrap();
    let read = Ledger::open(&tables).unwrap();
    assert_eq!((read.nodes, read.links), (ledger.nodes.clone(), ledger.links.clone()));
    std::fs::remove_file(tables.join("links.csv")).unwrap();
    assert_eq!(Ledger::open(&tables).unwrap().links, []);
    std::fs::remove_file(tables.join("nodes.csv")).unwrap();
    let error = Ledger::open(&tables).unwrap_err().to_string();
    assert!(error.contains("nodes.csv: cannot be read"), "{error}");
}
