//! What is read row by row, and what is left to a ledger.

use super::*;
use crate::governance::Governance;
use crate::ledger::Ledger;

fn json(text: &str) -> Loaded {
    Reader::new().load_json(text.as_bytes()).unwrap()
}

fn csv(nodes: &str, links: &str) -> Loaded {
    Reader::new().load_csv(nodes.as_bytes(), links.as_bytes()).unwrap()
}

/// The graph of rows that are taken one by one; `None` if they are refused.
fn streamed(loaded: &Loaded) -> Option<Governance> {
    let mut builder = Builder::new();
    builder.stream(loaded, &Limits::DEFAULT).ok()?;
    Some(builder.finish().unwrap())
}

const STREET: &str = "code,kind,name,parent,category,households,floor_area (m2),declared:shop,records\n\
                      S,subdistrict,须水街道,,,,,at least 1,leads covers\n";

#[test]
fn what_people_and_programs_write_is_taken_row_by_row() {
    for rows in [
        "A,shop,粮油店,S,market,3,0.5,,\n",
        "A,shop,\"a \"\"b\"\",\nc\",S,,-3,7,,none\n",
        "\r\nA,shop,'=1,S,,,,unknown,\r\n",
    ] {
        let nodes = format!("{STREET}{rows}");
        let governance = streamed(&csv(&nodes, "relation,from,to,role\n")).unwrap();
        let by_ledger = Governance::build(Ledger::from_csv_str(&nodes, "").unwrap()).unwrap();
        assert_eq!(governance.to_ledger(), by_ledger.to_ledger(), "{nodes}");
        let lines = |governance: &Governance| governance.nodes().map(|node| node.origin().line()).collect::<Vec<_>>();
        assert_eq!(lines(&governance), lines(&by_ledger), "{nodes}");
    }
    let text = r#"{"records":["leads","covers"],"links":[{"relation":"leads","from":"P","to":"S"}], "measures":{"area":{"scale":1,"unit":"m2"}}, "nodes":[
        {"name":"\u987b水","code":"S","kind":"subdistrict","measures":{"area":12.5},"declared":{"shop":{"at_least":1}}},
        {"code":"P","kind":"branch","name":"","records":[]}], "title":"a", "ledger":1}"#;
    let governance = streamed(&json(text)).unwrap();
    let by_ledger = Governance::build(Ledger::from_json_str(text).unwrap()).unwrap();
    assert_eq!(governance.to_ledger(), by_ledger.to_ledger());
    assert_eq!(governance.node("S").unwrap().origin(), by_ledger.node("S").unwrap().origin());
}

#[test]
fn the_value_with_the_most_digits_decides_an_open_scale() {
    let nodes = "code,kind,name,area,declared:area\nA,shop,,1,\nB,shop,,-0.25,\nC,shop,,3.5,7.25\n";
    let governance = streamed(&csv(nodes, "")).unwrap();
    assert_eq!(governance.measure("area").map(Measure::scale), Ok(2));
    let values: Vec<String> = governance
        .nodes()
        .map(|node| node.measure(governance.measure("area").unwrap()).map_or_else(String::new, |v| v.to_string()))
        .collect();
    assert_eq!(values, ["1.00", "-0.25", "3.50"]);
    for refused in [
        // A value, or a declared figure of before, that does not fit the scale of a later value.
        "code,kind,name,area\nA,shop,,9223372036854775807\nB,shop,,0.5\n",
        "code,kind,name,area,declared:area\nA,shop,,,9223372036854775807\nB,shop,,0.5,\n",
        "code,kind,name,area\nA,shop,,0.0000000001\n",
    ] {
        assert!(streamed(&csv(refused, "")).is_none(), "{refused}");
    }
}

#[test]
fn what_is_refused_leaves_no_trace() {
    let first = csv("code,kind,name,parent,category,a\nS,subdistrict,,,x,1.5\n", "relation,from,to\nleads,P,S\n");
    let more = "code,kind,name,parent,category,b,a\nA,shop,,Q,y,1,2\nB,shop,,S,z,1,9999999999.5\nP,branch,,,,,\n";
    let mut builder = Builder::new();
    builder.stream(&first, &Limits::DEFAULT).unwrap();
    let before = builder.measures.clone();
    for (nodes, links) in [
        (format!("{more}C,no_kind,,,,,\n"), ""),
        (format!("{more},shop,,,,,\n"), ""),
        (more.to_owned(), "relation,from,to,role\nleads,P,B,\ncovers,Z,B,grid_head\n"),
        (format!("{more}C,shop,,,,,0.25\n"), ""),
        ("code,kind,b\n".to_owned(), ""),
        (more.to_owned(), "relation,from\n"),
    ] {
        assert!(builder.stream(&csv(&nodes, links), &Limits::DEFAULT).is_err(), "{nodes}");
        assert_eq!((builder.kinds.len(), builder.links.len(), &builder.measures), (1, 1, &before));
    }
    builder.stream(&csv("code,kind,name,a (scale 1)\nP,branch,,\n", ""), &Limits::DEFAULT).unwrap();
    let governance = builder.finish().unwrap();
    let rows = "code,kind,name,parent,category,a (scale 1)\nS,subdistrict,,,x,1.5\nP,branch,,,,\n";
    let expected = Ledger::from_csv_str(rows, "relation,from,to\nleads,P,S\n").unwrap();
    assert_eq!(governance.to_ledger(), Governance::build(expected).unwrap().to_ledger());
}
