use super::*;
use crate::governance::{Builder, Governance};
use crate::kind::{Kind, Relation};
use crate::ledger::{LedgerProblem, LinkRow, NodeRow};
use crate::measure::Measure;

/// A change of the default bounds.
type Set = fn(&mut Limits);

fn limits(set: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    set(&mut limits);
    limits
}

fn reader(set: impl FnOnce(&mut Limits)) -> Reader {
    Reader::new().with_limits(limits(set))
}

/// The name of the bound that is passed; every other error, or none, fails the test.
fn passed<T>(result: Result<T, LedgerErrors>) -> Vec<(&'static str, u64)> {
    let Err(errors) = result else { return Vec::new() };
    let bound = |problem: &LedgerProblem| match problem {
        LedgerProblem::Limit { name, found, .. } => (*name, *found),
        other => panic!("{other}"),
    };
    errors.iter().map(|error| bound(error.problem())).collect()
}

const JSON: &str = r#"{"ledger": 1, "nodes": [
    {"code": "S", "kind": "subdistrict", "name": "须水街道"},
    {"code": "P", "kind": "branch", "name": "第一党支部"},
    {"code": "X", "kind": "shop", "name": "粮油店", "parent": "S"}
], "links": [
    {"relation": "leads", "from": "P", "to": "S"},
    {"relation": "seated_at", "from": "P", "to": "X"}
]}"#;
const NODES_CSV: &str = "code,kind,name,parent\nS,subdistrict,须水街道,\nP,branch,第一党支部,\nX,shop,粮油店,S\n";
const LINKS_CSV: &str = "relation,from,to\nleads,P,S\nseated_at,P,X\n";

#[test]
fn bytes_are_bounded_in_texts_streams_and_files() {
    let length = JSON.len() as u64;
    for (bytes, expected) in [(length, vec![]), (length - 1, vec![("Limits::bytes", length)])] {
        let reader = reader(|limits| limits.bytes = bytes);
        let file = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
        std::fs::write(file.path(), JSON).unwrap();
        assert_eq!(passed(reader.json_str(JSON)), expected);
        assert_eq!(passed(reader.json_reader(JSON.as_bytes())), expected);
        assert_eq!(passed(reader.open(file.path())), expected);
    }
    let length = NODES_CSV.len() as u64;
    for (bytes, expected) in [(length, vec![]), (length - 1, vec![("Limits::bytes", length)])] {
        let reader = reader(|limits| limits.bytes = bytes);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("nodes.csv"), NODES_CSV).unwrap();
        std::fs::write(folder.path().join("links.csv"), LINKS_CSV).unwrap();
        assert_eq!(passed(reader.csv_str(NODES_CSV, LINKS_CSV)), expected);
        assert_eq!(passed(reader.csv_readers(NODES_CSV.as_bytes(), LINKS_CSV.as_bytes())), expected);
        assert_eq!(passed(reader.open(folder.path())), expected);
    }
    // The tables are bounded one by one.
    let reader = reader(|limits| limits.bytes = NODES_CSV.len() as u64);
    assert!(passed(reader.csv_str(NODES_CSV, LINKS_CSV)).is_empty());
    assert_eq!(passed(reader.csv_str(NODES_CSV, NODES_CSV.repeat(2).as_str())).len(), 1);
}

#[test]
fn a_stream_without_end_is_read_to_the_bound() {
    let endless = || std::io::repeat(b' ');
    let reader = reader(|limits| limits.bytes = 1 << 16);
    assert_eq!(passed(reader.json_reader(endless())), [("Limits::bytes", (1 << 16) + 1)]);
    assert_eq!(passed(reader.csv_readers(endless(), &b""[..])), [("Limits::bytes", (1 << 16) + 1)]);
}

#[test]
fn rows_are_bounded_in_every_format() {
    let (nodes, links) = (reader(|limits| limits.nodes = 2), reader(|limits| limits.links = 1));
    assert_eq!(passed(nodes.json_str(JSON)), [("Limits::nodes", 3)]);
    assert_eq!(passed(links.json_str(JSON)), [("Limits::links", 2)]);
    assert_eq!(passed(nodes.csv_str(NODES_CSV, LINKS_CSV)), [("Limits::nodes", 3)]);
    assert_eq!(passed(links.csv_str(NODES_CSV, LINKS_CSV)), [("Limits::links", 2)]);
    let both = reader(|limits| (limits.nodes, limits.links) = (3, 2));
    assert_eq!(both.json_str(JSON).unwrap(), both.csv_str(NODES_CSV, LINKS_CSV).unwrap());
}

#[cfg(feature = "workbook")]
#[test]
fn rows_are_bounded_in_workbooks() {
    let ledger = Reader::new().json_str(JSON).unwrap();
    let workbook = ledger.to_workbook().unwrap();
    let read = |set: Set| reader(set).workbook(&workbook).into_ledger();
    assert_eq!(passed(read(|limits| limits.nodes = 2)), [("Limits::nodes", 3)]);
    assert_eq!(passed(read(|limits| limits.links = 1)), [("Limits::links", 2)]);
    assert_eq!(read(|limits| (limits.nodes, limits.links) = (3, 2)).unwrap(), ledger);
}

#[cfg(feature = "workbook")]
#[test]
fn bounds_of_workbooks_hold_when_a_file_is_opened() {
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile().unwrap();
    Reader::new().json_str(JSON).unwrap().save(file.path()).unwrap();
    assert!(Reader::new().open(file.path()).is_ok());
    let bounds: [(&str, Set); 7] = [
        ("Limits::unpacked", |limits| limits.unpacked = 1_000),
        ("Limits::sheets", |limits| limits.sheets = 1),
        ("Limits::cells", |limits| limits.cells = 10),
        ("Limits::cell", |limits| limits.cell = 4),
        ("Limits::text", |limits| limits.text = 20),
        ("Limits::rows", |limits| limits.rows = 2),
        ("Limits::columns", |limits| limits.columns = 3),
    ];
    for (name, set) in bounds {
        let found = passed(reader(set).open(file.path()));
        assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [name]);
    }
}

#[cfg(feature = "workbook")]
#[test]
fn headings_of_ones_own_are_those_of_the_reader() {
    use crate::ledger::workbook::{Field, Meaning};

    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), "片区号,类别,名称\nT-1,三级网格,一号网格\n").unwrap();
    assert!(Reader::new().open(file.path()).is_err());
    let reader = Reader::new().with_headings(Headings::default().with("片区号", Meaning::Field(Field::Code)));
    assert_eq!(reader.open(file.path()).unwrap().nodes[0].code, "T-1");
    assert_eq!(Governance::open_with(&reader, file.path()).unwrap().node_count(), 1);
}

#[test]
fn nesting_is_told_beyond_its_bound_only() {
    let json = r#"{"ledger": 1, "nodes": [{"code": [[[[[[0]]]]]], "kind": "shop", "name": ""}]}"#;
    assert_eq!(passed(reader(|limits| limits.nesting = 5).json_str(json)), [("Limits::nesting", 6)]);
    assert_eq!(passed(reader(|limits| limits.nesting = 0).json_str(json)), [("Limits::nesting", 6)]);
    let told = Reader::new().json_str(json).unwrap_err().to_string();
    assert!(told.contains("a text should stand here, not [[[[[[0]]]]]]"), "{told}");
}

/// What is wrong with a ledger that is built within bounds.
fn built(ledger: &Ledger, set: impl FnOnce(&mut Limits)) -> Vec<String> {
    let mut builder = Builder::new().with_limits(limits(set));
    builder.add(ledger);
    let errors = builder.finish().err();
    errors.iter().flatten().map(|error| error.problem().to_string()).collect()
}

#[test]
fn every_bound_of_building_holds() {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households"), Measure::new("population").with_unit("people")];
    ledger.nodes.push(NodeRow::new(Kind::Subdistrict, "S-12", "须水街道"));
    ledger.nodes.push(NodeRow::new(Kind::Branch, "P", "支部"));
    ledger.nodes.push(NodeRow::new(Kind::Shop, "X", "店").with_parent("S-12").with_category("粮油蔬菜"));
    ledger.links.push(LinkRow::new(Relation::Leads, "P", "S-12"));
    ledger.links.push(LinkRow::new(Relation::SeatedAt, "P", "X"));
    assert_eq!(built(&ledger, |_| ()), [""; 0]);
    let bounds: [(&str, Set); 6] = [
        ("the number of nodes is 3; at most 2 (`Limits::nodes`) is allowed", |limits| limits.nodes = 2),
        ("the number of links is 2; at most 1 (`Limits::links`) is allowed", |limits| limits.links = 1),
        ("the number of measures is 2; at most 1 (`Limits::measures`) is allowed", |limits| limits.measures = 1),
        ("the length of the code is 4; at most 3 (`Limits::code`) is allowed", |limits| limits.code = 3),
        ("the depth of the node is 2; at most 1 (`Limits::depth`) is allowed", |limits| limits.depth = 1),
        ("the length of the measure's name or unit is 10; at most 9 (`Limits::name`) is allowed", |limits| {
            limits.name = 9;
        }),
    ];
    for (expected, set) in bounds {
        assert!(built(&ledger, set).iter().any(|problem| problem == expected), "{expected}: {:?}", built(&ledger, set));
    }
    let short = built(&ledger, |limits| limits.name = 3);
    assert!(short.contains(&"the length of the name is 4; at most 3 (`Limits::name`) is allowed".to_owned()));
    assert!(short.contains(&"the length of the category is 4; at most 3 (`Limits::name`) is allowed".to_owned()));
}

#[test]
fn what_the_graph_needs_holds_whatever_is_set() {
    let limits = limits(|limits| (limits.nodes, limits.links, limits.depth) = (usize::MAX, usize::MAX, usize::MAX));
    assert_eq!((limits.most_nodes(), limits.most_links()), (Limits::MOST_ROWS, Limits::MOST_ROWS));
    let mut builder = Builder::new().with_limits(limits);
    builder.add(&Reader::new().json_str(JSON).unwrap());
    assert_eq!(builder.finish().unwrap().node_count(), 3);
}

#[test]
fn a_graph_is_opened_within_the_bounds_of_its_reader() {
    let file = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::fs::write(file.path(), JSON).unwrap();
    let open = |set: Set| Governance::open_with(&reader(set), file.path());
    assert_eq!(open(|_| ()).unwrap().node_count(), 3);
    for (name, set) in [
        ("Limits::bytes", (|limits| limits.bytes = 10) as Set),
        ("Limits::nodes", |limits| limits.nodes = 2),
        ("Limits::code", |limits| limits.code = 0),
        ("Limits::depth", |limits| limits.depth = 1),
    ] {
        let errors = open(set).unwrap_err().to_string();
        assert!(errors.lines().all(|line| line.contains(name)), "{errors}");
    }
    // Both what cannot be read and what cannot be built is told, within the same bounds.
    std::fs::write(file.path(), JSON.replace("\"第一党支部\"", "7")).unwrap();
    let errors = open(|limits| limits.depth = 1).unwrap_err().to_string();
    assert!(errors.contains("a text should stand here, not 7") && errors.contains("`Limits::depth`"), "{errors}");
}
