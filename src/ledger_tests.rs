use std::io::{self, Read};

use super::*;
use crate::kind::{Kind, Relation, Role};
use crate::measure::Figure;

/// A ledger with something in every field.
fn full() -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures =
        vec![Measure::new("households"), Measure::new("floor_area").with_unit("m2 (gross)").with_scale(2)];
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "410102012", "须水街道")
            .with_declared("third_grid", Figure::exact(52))
            .with_declared("enterprise", Figure::at_least(38_000))
            .with_declared("households", Figure::between(3, 5).unwrap()),
        NodeRow::new(Kind::Site, "S-1", "a \"quoted\" name,\nin two lines")
            .with_parent("410102012")
            .with_category("hospital")
            .with_measure("households", 64)
            .with_measure("floor_area", "3244.50".parse::<crate::measure::Decimal>().unwrap()),
        NodeRow::new(Kind::Person, "N-1", " 张三 "),
    ];
    ledger.links = vec![
        LinkRow::new(Relation::Serves, "N-1", "410102012").with_role(Role::GridHead),
        LinkRow::new(Relation::Serves, "N-1", "410102012"),
    ];
    ledger
}

fn written_csv(ledger: &Ledger) -> (String, String) {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    ledger.write_csv(&mut nodes, &mut links).unwrap();
    (String::from_utf8(nodes).unwrap(), String::from_utf8(links).unwrap())
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the line is dead"))
    }
}

#[test]
fn json_reads_back_what_was_written() {
    for ledger in [full(), Ledger::default(), Ledger::new("only a title")] {
        let written = ledger.to_json_string();
        let read = Ledger::from_json_str(&written).unwrap();
        assert_eq!(read, ledger);
        assert_eq!(read.to_json_string(), written, "the second time");
        assert_eq!(Ledger::from_json_reader(written.as_bytes()).unwrap(), ledger, "from a reader");
    }
}

#[test]
fn csv_reads_back_what_was_written_but_the_title() {
    for ledger in [full(), Ledger::default()] {
        let (nodes, links) = written_csv(&ledger);
        let read = Ledger::from_csv_str(&nodes, &links).unwrap();
        assert_eq!(read, Ledger { title: String::new(), ..ledger });
        assert_eq!(written_csv(&read), (nodes.clone(), links.clone()), "the second time");
        assert_eq!(Ledger::from_csv_readers(nodes.as_bytes(), links.as_bytes()).unwrap(), read, "from readers");
    }
}

#[test]
fn a_row_of_json_is_a_line() {
    let text = full().to_json_string();
    assert_eq!(
        text,
        r#"{
  "ledger": 1,
  "title": "须水街道",
  "measures": {
    "households": {},
    "floor_area": {"unit":"m2 (gross)","scale":2}},
  "nodes": [
    {"code":"410102012","kind":"subdistrict","name":"须水街道","declared":{"enterprise":{"at_least":38000},"households":{"at_least":3,"at_most":5},"third_grid":52}},
    {"code":"S-1","kind":"site","name":"a \"quoted\" name,\nin two lines","parent":"410102012","category":"hospital","measures":{"floor_area":"3244.50","households":64}},
    {"code":"N-1","kind":"person","name":" 张三 "}
  ],
  "links": [
    {"relation":"serves","from":"N-1","to":"410102012","role":"grid_head"},
    {"relation":"serves","from":"N-1","to":"410102012"}
  ]
}
"#
        .replace("\"scale\":2}},", "\"scale\":2}\n  },")
    );
}

#[test]
fn files_and_folders_are_opened_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("xushui.json");
    full().save(&path).unwrap();
    let read = Ledger::open(&path).unwrap();
    assert_eq!(read, full());
    assert_eq!(read.nodes[0].origin.to_string(), format!("{}:9:5", path.display()));

    let path = folder.path().join("deep/in/xushui");
    full().save(&path).unwrap();
    let read = Ledger::open(&path).unwrap();
    assert_eq!(read, Ledger { title: String::new(), ..full() });
    assert_eq!(read.nodes[2].origin.to_string(), format!("{}:5", path.join("nodes.csv").display()));

    fs::remove_file(path.join("links.csv")).unwrap();
    assert_eq!(Ledger::open(&path).unwrap().links, [], "links may be absent");
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing.json");
    let error = Ledger::open(&path).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{}: cannot be read: ", path.display())), "{error}");
    let error = Ledger::open(folder.path()).unwrap_err().to_string();
    let expected = format!("{}: cannot be read: ", folder.path().join("nodes.csv").display());
    assert!(error.starts_with(&expected), "{error}");

    let errors = Ledger::from_json_reader(Broken).unwrap_err();
    assert_eq!(errors.to_string(), "the text: cannot be read: the line is dead");
    assert_eq!(errors.iter().next().unwrap().problem(), &Problem::Unreadable("the line is dead".to_owned()));
    let errors = Ledger::from_csv_readers(&b"code,kind,name"[..], Broken).unwrap_err();
    assert_eq!(errors.to_string(), "links.csv: cannot be read: the line is dead");
}

#[test]
fn what_is_no_utf_8_is_told_by_line() {
    let errors = Ledger::from_json_reader(&b"{\n  \"ledger\": 1,\n  \"title\": \"\xd0\xeb\"}"[..]).unwrap_err();
    assert_eq!(errors.to_string(), "line 3: byte 29 is no UTF-8; save the file as UTF-8");
    let errors = Ledger::from_csv_readers(&b"code,kind,name\nA,site,\xff\n"[..], &b""[..]).unwrap_err();
    assert_eq!(errors.to_string(), "nodes.csv:2: byte 22 is no UTF-8; save the file as UTF-8");

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("nodes.csv"), "code,kind,name\n").unwrap();
    let links = folder.path().join("links.csv");
    fs::write(&links, b"relation,from,to\n\n\xff").unwrap();
    let expected = format!("{}:3: byte 18 is no UTF-8; save the file as UTF-8", links.display());
    assert_eq!(Ledger::open(folder.path()).unwrap_err().to_string(), expected);
}

/// A reader without end is left in peace after the bound; the bound itself is too great to be reached here.
#[test]
fn bounds_name_themselves() {
    let problem = Problem::Limit { what: "the number of bytes", found: 17, limit: 16, name: "MAX_BYTES" };
    assert_eq!(problem.to_string(), "the number of bytes is 17; at most 16 (`MAX_BYTES`) is read");
}

#[test]
fn a_table_refuses_what_it_cannot_say() {
    let refused = |change: fn(&mut Ledger)| {
        let mut ledger = full();
        change(&mut ledger);
        ledger.nodes[1].origin = Origin::new(Source::text("x.json"), 7, 5);
        ledger.links[0].origin = Origin::new(Source::text("x.json"), 9, 5);
        ledger.write_csv(Vec::new(), Vec::new()).unwrap_err().to_string()
    };
    assert_eq!(
        refused(|ledger| ledger.nodes[1].parent = Some(String::new())),
        "x.json:7:5: a parent that is there but empty cannot be written as CSV"
    );
    assert_eq!(
        refused(|ledger| ledger.nodes[1].category = Some(String::new())),
        "x.json:7:5: a category that is there but empty cannot be written as CSV"
    );
    assert_eq!(
        refused(|ledger| drop(ledger.nodes[1].measures.insert("shops", 5.into_decimal()))),
        "x.json:7:5: a value of the undeclared measure `shops` cannot be written as CSV"
    );
    assert_eq!(
        refused(|ledger| drop(ledger.nodes[1].measures.insert("households", Written::Unknown("".into())))),
        "x.json:7:5: a value of `households` that is there but empty cannot be written as CSV"
    );
    assert_eq!(
        refused(|ledger| drop(ledger.nodes[1].declared.insert("shop", Written::Unknown("".into())))),
        "x.json:7:5: a declared figure of `shop` that is there but empty cannot be written as CSV"
    );
    assert_eq!(
        refused(|ledger| ledger.links[0].role = Some(Written::Unknown("".into()))),
        "x.json:9:5: a role that is there but empty cannot be written as CSV"
    );
    for id in ["category", "declared:shop"] {
        let mut ledger = Ledger::default();
        ledger.measures.push(Measure::new(id));
        let error = ledger.write_csv(Vec::new(), Vec::new()).unwrap_err();
        let expected = format!("a row of unknown origin: a measure named `{id}` cannot be written as CSV");
        assert_eq!(error.to_string(), expected);
    }
}

/// A number as a row holds it.
trait IntoDecimal {
    fn into_decimal(self) -> Written<crate::measure::Decimal>;
}

impl IntoDecimal for i64 {
    fn into_decimal(self) -> Written<crate::measure::Decimal> {
        crate::measure::Decimal::from(self).into()
    }
}

#[test]
fn what_a_table_refuses_leaves_the_old_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    full().save(folder.path()).unwrap();
    let mut ledger = full();
    ledger.nodes[1].parent = Some(String::new());
    assert!(matches!(ledger.save(folder.path()), Err(WriteError::NotForCsv { .. })));
    assert_eq!(Ledger::open(folder.path()).unwrap().nodes, full().nodes);
}

#[test]
fn a_writer_that_fails_is_told() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is full"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::Error::other("the disk is full"))
        }
    }
    assert_eq!(full().write_json(Full).unwrap_err().to_string(), "the disk is full");
    let error = full().write_csv(Full, Vec::new()).unwrap_err();
    assert!(matches!(&error, WriteError::Io(_)) && error.to_string() == "the disk is full", "{error}");
}

#[test]
fn equality_is_of_what_is_said_not_where() {
    let (mut one, other) = (full(), full());
    one.nodes[0].origin = Origin::new(Source::text("x.json"), 1, 1);
    assert_eq!(one, other);
    one.nodes.swap(0, 1);
    assert_ne!(one, other, "order is said");
}

#[test]
fn values_stand_in_the_order_of_their_names_and_once() {
    let mut values = Values::default();
    assert!(values.is_empty());
    assert_eq!(values.insert("b", 1), None);
    assert_eq!(values.insert("a", 2), None);
    assert_eq!(values.insert("b", 3), Some(1));
    assert_eq!((values.get("b"), values.get("c")), (Some(&3), None));
    assert_eq!(values.iter().collect::<Vec<_>>(), [("a", &2), ("b", &3)]);
}

#[test]
fn an_origin_shows_what_is_known_of_it() {
    let shown = |name: &str, line, column| Origin::new(Source::text(name), line, column).to_string();
    assert_eq!(shown("x.json", 3, 5), "x.json:3:5");
    assert_eq!(shown("x.json", 3, 0), "x.json:3");
    assert_eq!(shown("x.json", 0, 0), "x.json");
    assert_eq!(shown("", 3, 5), "line 3, column 5");
    assert_eq!(shown("", 3, 0), "line 3");
    assert_eq!(shown("", 0, 0), "the text");
    assert_eq!(Origin::default().to_string(), "a row of unknown origin");
    let table = Origin::new(Source::table("nodes.csv"), 3, 0);
    assert_eq!(table.field(Some("kind")).to_string(), "nodes.csv:3, column `kind`");
    assert_eq!(Origin::new(Source::text("x.json"), 3, 1).field(Some("kind")).to_string(), "x.json:3:1, field `kind`");
    assert_eq!(table.source().map(|source| source.name()), Some("nodes.csv"));
}
