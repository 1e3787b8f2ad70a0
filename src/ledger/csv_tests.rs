use crate::kind::{Kind, Relation};
use crate::ledger::{Ledger, LinkRow, NodeRow, Written};
use crate::measure::{Decimal, Measure};

fn read(nodes: &str, links: &str) -> Ledger {
    Ledger::from_csv_str(nodes, links).unwrap()
}

/// All errors, one a line.
fn errors(nodes: &str, links: &str) -> String {
    Ledger::from_csv_str(nodes, links).unwrap_err().to_string()
}

fn measures(header: &str, cells: &[&str]) -> Vec<Measure> {
    let rows: Vec<String> = cells.iter().map(|cell| format!("A,site,,{cell}")).collect();
    read(&format!("code,kind,name,{header}\n{}", rows.join("\n")), "").measures
}

const NODES: &str = "code,kind,name\n";

#[test]
fn a_table_is_read_by_its_headers() {
    let nodes = "name,parent,kind,code,households,declared:third_grid,declared:shop,category\n\
                 须水街道,,subdistrict,S,,52,>=38,\n\
                 第一网格,S,second_grid,V,64,,,village\n";
    let links = "role,to,from,relation\ngrid_head,V,N,serves\n,V,P,leads\n";
    let text = r#"{ "ledger": 1, "measures": { "households": {} },
        "nodes": [ { "code": "S", "kind": "subdistrict", "name": "须水街道",
                     "declared": { "third_grid": 52, "shop": { "at_least": 38 } } },
                   { "code": "V", "kind": "second_grid", "name": "第一网格", "parent": "S", "category": "village",
                     "measures": { "households": 64 } } ],
        "links": [ { "relation": "serves", "from": "N", "to": "V", "role": "grid_head" },
                   { "relation": "leads", "from": "P", "to": "V" } ] }"#;
    assert_eq!(read(nodes, links), Ledger::from_json_str(text).unwrap());
}

#[test]
fn a_header_may_state_unit_and_scale() {
    let area = Measure::new("floor_area");
    assert_eq!(measures("floor_area (m2; scale 2)", &["1.5"]), [area.clone().with_unit("m2").with_scale(2)]);
    assert_eq!(measures("floor_area (scale 2)", &["1.5"]), [area.clone().with_scale(2)]);
    assert_eq!(measures("floor_area (m2)", &["1.5"]), [area.clone().with_unit("m2").with_scale(1)]);
    assert_eq!(measures("floor_area (m2 (gross); scale 2)", &[]), [area.clone().with_unit("m2 (gross)").with_scale(2)]);
    assert_eq!(measures("floor_area (m2; gross; scale 2)", &[]), [area.clone().with_unit("m2; gross").with_scale(2)]);
    // What is no description is part of the name.
    for odd in ["floor_area (m2; scale two)", "floor_area (m2", "floor_area(m2)", "floor_area (m2; scale 300)"] {
        assert_eq!(measures(odd, &["1"]), [Measure::new(odd)], "{odd}");
    }
}

#[test]
fn a_scale_not_stated_is_that_of_the_longest_number() {
    assert_eq!(measures("area", &["1.5", "", "3244.525", "7"])[0].scale(), 3);
    assert_eq!(measures("area", &["1", "-7"])[0].scale(), 0);
    assert_eq!(measures("area", &["", ""])[0].scale(), 0);
    assert_eq!(measures("area", &["about 1.5", "1.25"])[0].scale(), 2, "what is no number has no digits");
    assert_eq!(measures("area (scale 0)", &["1.5"])[0].scale(), 0, "stated");
}

#[test]
fn every_measure_reads_back_from_its_header() {
    let named = ["area", "area (gross)", "area)", "(area", "area (a", "面积（平方米）", "area (scale 2)", ""];
    let units = [None, Some("m2"), Some("m2 (gross)"), Some("m2; x"), Some("scale 2"), Some("人")];
    for measure in named.iter().flat_map(|id| {
        units.map(|unit| unit.map_or_else(|| Measure::new(*id), |unit| Measure::new(*id).with_unit(unit)))
    }) {
        for scale in [0, 2] {
            let mut ledger = Ledger::default();
            ledger.measures.push(measure.clone().with_scale(scale));
            // A number with a zero behind its point must not change the scale of the column.
            ledger.nodes.push(NodeRow::new(Kind::Site, "A", "").with_measure(measure.id(), Decimal::from_units(50, 1)));
            let (mut nodes, mut links) = (Vec::new(), Vec::new());
            ledger.write_csv(&mut nodes, &mut links).unwrap();
            let text = String::from_utf8(nodes).unwrap();
            assert_eq!(Ledger::from_csv_str(&text, "").unwrap(), ledger, "{text}");
        }
    }
}

#[test]
fn a_measure_that_no_header_can_state_is_refused() {
    for unit in ["", "m2)", "(m2", "a) (b"] {
        let mut ledger = Ledger::default();
        ledger.measures.push(Measure::new("area").with_unit(unit));
        let error = ledger.write_csv(Vec::new(), Vec::new()).unwrap_err().to_string();
        let expected =
            format!("a row of unknown origin: a measure named `area` in `{unit}` cannot be written as a table");
        assert_eq!(error, expected);
    }
}

#[test]
fn columns_must_be_there_and_known_and_once() {
    assert_eq!(
        errors("kode,kind,parent\nA,site,\n", ""),
        "nodes.csv:1: `code` is missing\nnodes.csv:1: `name` is missing"
    );
    assert_eq!(
        errors("", ""),
        "nodes.csv:1: `code` is missing\nnodes.csv:1: `kind` is missing\nnodes.csv:1: `name` is missing"
    );
    assert_eq!(errors(NODES, "relation,to\n"), "links.csv:1: `from` is missing");
    assert_eq!(
        errors("code,kind,name,area,name,area (m2),declared:shop,declared:shop\n", ""),
        "nodes.csv:1: `name` is given twice\nnodes.csv:1: `area` is given twice\nnodes.csv:1: `declared:shop` is given twice"
    );
    assert_eq!(
        errors(NODES, "relation,from,to,rolle,to\n"),
        "links.csv:1: `rolle` is no known column (did you mean `role`?); known are: relation, from, to, role\n\
         links.csv:1: `to` is given twice"
    );
}

#[test]
fn a_row_has_as_many_cells_as_there_are_columns() {
    let expected = "as many cells as the first line has columns should stand here, not";
    assert_eq!(
        errors("code,kind,name\nA,site\nB,site,b\nC,site,c,c\n", "relation,from,to\nleads,A\n"),
        format!(
            "nodes.csv:2: {expected} 2 of them\nnodes.csv:4: {expected} 4 of them\nlinks.csv:2: {expected} 2 of them"
        )
    );
}

#[test]
fn cells_may_hold_commas_quotes_and_lines() {
    let ledger = read("code,kind,name\nA,site,\"a, \"\"b\"\"\nc\"\nB,site,b\n", "");
    assert_eq!(ledger.nodes[0].name, "a, \"b\"\nc");
    assert_eq!(ledger.nodes[1].origin.to_string(), "nodes.csv:4", "lines are those of the file");
}

#[test]
fn lines_are_those_of_the_file_whatever_ends_them() {
    let lines = |text: &str| read(text, "").nodes.iter().map(|row| row.origin.line().unwrap()).collect::<Vec<_>>();
    assert_eq!(lines("code,kind,name\nA,site,\nB,site,\n"), [2, 3]);
    assert_eq!(lines("code,kind,name\r\nA,site,\r\nB,site,\r\n"), [2, 3], "as spreadsheets end them");
    assert_eq!(lines("code,kind,name\n\n\nA,site,\n\r\n\nB,site,"), [4, 7], "empty lines");
    assert_eq!(lines("\u{feff}code,kind,name\r\nA,site,\"x\r\ny\"\r\nB,site,\r\n"), [2, 4], "a cell of two lines");
    let errors = errors("code,kind,name\r\nA,site,\r\nB,site\r\n", "");
    assert!(errors.starts_with("nodes.csv:3: "), "{errors}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let ledger = read("\u{feff}code,kind,name\nA,site,a\n", "\u{feff}relation,from,to\nleads,P,A\n");
    assert_eq!((ledger.nodes.len(), ledger.links.len()), (1, 1));
    assert_eq!(ledger.nodes[0].origin.to_string(), "nodes.csv:2");
}

#[test]
fn what_is_not_understood_is_kept_as_it_is_written() {
    let ledger =
        read("code,kind,name,area,declared:shop\nA,sight,,1e3,many\n", "relation,from,to,role\nlikes,A,A,friend\n");
    let row = &ledger.nodes[0];
    assert_eq!(row.kind, Written::Unknown("sight".into()));
    assert_eq!(row.measures.get("area"), Some(&Written::Unknown("1e3".into())));
    assert_eq!(row.declared.get("shop"), Some(&Written::Unknown("many".into())));
    assert_eq!(ledger.links[0].relation, Written::Unknown("likes".into()));
    assert_eq!(ledger.links[0].role, Some(Written::Unknown("friend".into())));
}

/// The ledger as a pair of tables.
fn written(ledger: &Ledger) -> (String, String) {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    ledger.write_csv(&mut nodes, &mut links).unwrap();
    (String::from_utf8(nodes).unwrap(), String::from_utf8(links).unwrap())
}

#[test]
fn no_cell_is_run_as_a_formula() {
    let mut ledger = Ledger::default();
    ledger.measures.push(Measure::new("=area"));
    ledger.nodes.push(
        NodeRow::new(Kind::Shop, "-1", "=HYPERLINK(A1)")
            .with_parent("+2")
            .with_category("@x")
            .with_measure("=area", -5)
            .with_declared("shop", crate::measure::Figure::between(-2, 3).unwrap()),
    );
    let mut tricky = NodeRow::new(Kind::Shop, "'=1", "'第一网格'");
    tricky.kind = Written::Unknown("=kind".into());
    tricky.measures.insert("=area", Written::Unknown("-many".into()));
    ledger.nodes.push(tricky);
    let mut link = LinkRow::new(Relation::Leads, "\t=1", "\r=1");
    link.relation = Written::Unknown("-leads".into());
    link.role = Some(Written::Unknown("+head".into()));
    ledger.links.push(link);
    let (nodes, links) = written(&ledger);
    assert_eq!(
        nodes,
        "code,kind,name,parent,category,'=area,declared:shop\n\
         '-1,shop,'=HYPERLINK(A1),'+2,'@x,-5,'-2 to 3\n\
         ''=1,'=kind,'第一网格',,,'-many,\n"
    );
    assert_eq!(links, "relation,from,to,role\n'-leads,'\t=1,\"'\r=1\",'+head\n");
    assert_eq!(Ledger::from_csv_str(&nodes, &links).unwrap(), ledger);
}

#[test]
fn tables_without_marks_are_read_as_they_stand() {
    let ledger = read("code,kind,name\n-1,shop,=1\n'甲,shop,''乙\n", "relation,from,to\nleads,@P,-1\n");
    let texts: Vec<_> = ledger.nodes.iter().flat_map(|row| [row.code.as_str(), row.name.as_str()]).collect();
    assert_eq!(texts, ["-1", "=1", "'甲", "''乙"]);
    assert_eq!((ledger.links[0].from.as_str(), ledger.links[0].to.as_str()), ("@P", "-1"));
}

#[test]
fn a_text_that_would_be_read_as_something_else_is_refused() {
    let refused = |change: fn(&mut Ledger)| {
        let mut ledger =
            read("code,kind,name,area,declared:shop\nA,site,,1,2\n", "relation,from,to,role\nleads,A,A,\n");
        change(&mut ledger);
        ledger.write_csv(Vec::new(), Vec::new()).unwrap_err().to_string()
    };
    let of_row = |what: &str| format!("nodes.csv:2: a text {what} cannot be written as a table");
    let kind = refused(|ledger| ledger.nodes[0].kind = Written::Unknown("shop".into()));
    assert_eq!(kind, of_row("`shop` that would be read as a kind (give the kind itself)"));
    let area = refused(|ledger| drop(ledger.nodes[0].measures.insert("area", Written::Unknown("-5".into()))));
    assert_eq!(area, of_row("`-5` that would be read as a number of `area` (give the number of `area` itself)"));
    let shops = refused(|ledger| drop(ledger.nodes[0].declared.insert("shop", Written::Unknown(">=5".into()))));
    assert_eq!(shops, of_row("`>=5` that would be read as a figure of `shop` (give the figure of `shop` itself)"));
    assert!(refused(|ledger| ledger.links[0].relation = Written::Unknown("serves".into())).contains("a relation"));
    assert!(refused(|ledger| ledger.links[0].role = Some(Written::Unknown("liaison".into()))).contains("a role"));
}
