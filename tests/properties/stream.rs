//! Rows that go from the bytes to the builder one by one give the same graph as rows that go by way of a ledger, or the
//! same errors in the same order.

use std::fs;

use gridgov::governance::{BuildErrors, Builder, Governance};
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::{Ledger, LedgerErrors, Limits, NodeRow, Reader};
use gridgov::testing;
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

use crate::byte_edits::{Edit, edit, edited};
use crate::{config, odd_texts};

/// What is inserted into the bytes of ledgers: signs of both formats, and fields that are known, unknown or elsewhere.
const SCRAPS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\r",
    b"'",
    b"null",
    b"1e999",
    b"0.5",
    b"\\u0041",
    b"\xff",
    b"\xef\xbb\xbf",
    b",\"name\":\"\"",
    b"\"measures\": {\"households\": {}},",
    b"\"title\": \"\",",
    b"\"nodes\": [],",
    b",category",
    b",population (scale 2)",
    b",declared:shop",
    b",records",
    b"\"records\":[\"leads\"],",
];

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(SCRAPS), 0..4)
}

fn any_ledger() -> impl Strategy<Value = Ledger> {
    let ledgers = prop_oneof![
        3 => testing::ledgers(),
        2 => testing::with_faults(),
        1 => odd_texts::ledgers(),
    ];
    let relations = prop::collection::vec(prop::sample::select(Relation::ALL), 0..3);
    let stated = prop::collection::vec((any::<Index>(), relations.clone()), 0..3);
    let of_ledger = prop::option::weighted(0.3, relations);
    (ledgers, of_ledger, prop::option::weighted(0.3, stated)).prop_map(|(mut ledger, of_ledger, stated)| {
        let written = |relations: Vec<Relation>| relations.into_iter().map(Into::into).collect();
        if let Some(relations) = of_ledger {
            ledger.records = Some(written(relations));
        }
        for (at, relations) in stated.into_iter().flatten().filter(|_| !ledger.nodes.is_empty()).collect::<Vec<_>>() {
            let at = at.index(ledger.nodes.len());
            ledger.nodes[at].records = Some(written(relations));
        }
        ledger
    })
}

/// All that is known of a graph: its rows, with where they stand, and its notes; or all that is wrong.
fn told(built: Result<Governance, BuildErrors>) -> String {
    match built {
        Ok(governance) => {
            let ledger = governance.to_ledger();
            let origins: Vec<String> = governance.nodes().map(|node| node.origin().to_string()).collect();
            format!("{}\n{origins:?}\n{:?}", ledger.to_json_string(), governance.notes())
        }
        Err(errors) => format!("{errors}\n{:?}", errors.notes()),
    }
}

/// The graph of a ledger that was read at once.
fn by_ledger(read: Result<Ledger, LedgerErrors>, limits: &Limits) -> String {
    match read {
        Ok(ledger) => {
            let mut builder = Builder::new().with_limits(limits.clone());
            builder.add(&ledger);
            told(builder.finish())
        }
        Err(errors) => format!("{errors}\n{:?}", errors.notes()),
    }
}

/// The graph of rows that are read one by one.
fn by_rows(read: impl FnOnce(&mut Builder) -> Result<(), LedgerErrors>, limits: &Limits) -> String {
    let mut builder = Builder::new().with_limits(limits.clone());
    match read(&mut builder) {
        Ok(()) => told(builder.finish()),
        Err(errors) => format!("{errors}\n{:?}", errors.notes()),
    }
}

/// Bounds that some of the ledgers pass.
fn limits() -> impl Strategy<Value = Limits> {
    prop_oneof![
        6 => Just(Limits::default()),
        1 => (0..4_000_u64, 0..60_usize, 0..60_usize, 0..4_usize).prop_map(|(bytes, nodes, links, measures)| {
            let mut limits = Limits::default();
            (limits.bytes, limits.nodes, limits.links, limits.measures) = (bytes.max(300), nodes, links, measures);
            limits
        }),
    ]
}

fn check_json(bytes: &[u8], limits: &Limits) -> Result<(), TestCaseError> {
    let reader = Reader::new().with_limits(limits.clone());
    let expected = by_ledger(reader.json_reader(bytes), limits);
    prop_assert_eq!(by_rows(|builder| builder.read_json(bytes), limits), expected);
    Ok(())
}

fn check_csv(nodes: &[u8], links: &[u8], limits: &Limits) -> Result<(), TestCaseError> {
    let reader = Reader::new().with_limits(limits.clone());
    let expected = by_ledger(reader.csv_readers(nodes, links), limits);
    prop_assert_eq!(by_rows(|builder| builder.read_csv(nodes, links), limits), expected);
    Ok(())
}

fn tables(ledger: &Ledger) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    ledger.write_csv(&mut nodes, &mut links).ok()?;
    Some((nodes, links))
}

/// Headings that do not state the scale, so that the values decide it.
fn without_scales(nodes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(nodes).expect("UTF-8");
    text.replacen("; scale 2)", ")", 1).replacen("; scale 3)", ")", 1).into_bytes()
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn json_of_any_ledger_and_any_edit_of_it(ledger in any_ledger(), edits in edits(), limits in limits()) {
        check_json(&edited(ledger.to_json_string().into_bytes(), &edits), &limits)?;
    }

    #[test]
    fn tables_of_any_ledger_and_any_edit_of_them(
        ledger in any_ledger(),
        (of_nodes, of_links) in (edits(), edits()),
        limits in limits(),
        is_open in any::<bool>(),
    ) {
        if let Some((nodes, links)) = tables(&ledger) {
            let nodes = if is_open { without_scales(nodes) } else { nodes };
            check_csv(&edited(nodes, &of_nodes), &edited(links, &of_links), &limits)?;
        }
    }

    #[test]
    fn files(ledger in any_ledger(), (of_nodes, of_links) in (edits(), edits()), limits in limits()) {
        let Some((nodes, links)) = tables(&ledger) else { return Ok(()) };
        let folder = TempDir::new().expect("a folder");
        let json = folder.path().join("ledger.json");
        fs::write(folder.path().join("nodes.csv"), edited(nodes, &of_nodes)).expect("a file");
        fs::write(folder.path().join("links.csv"), edited(links, &of_links)).expect("a file");
        fs::write(&json, edited(ledger.to_json_string().into_bytes(), &of_nodes)).expect("a file");
        let reader = Reader::new().with_limits(limits.clone());
        for path in [folder.path(), &json] {
            let expected = by_ledger(reader.open(path), &limits);
            prop_assert_eq!(by_rows(|builder| builder.open(path), &limits), expected);
            // Errors of form come with what is wrong with the rows that could be read.
            let all = Governance::open_with(&reader, path).map_err(|errors| errors.to_string());
            let of_form = reader.open(path).err().map(|errors| errors.len());
            prop_assert!(of_form.is_none_or(|of_form| all.is_err_and(|all| all.lines().count() >= of_form)));
        }
    }

    #[test]
    fn fields_in_any_order(ledger in any_ledger(), order in Just(vec![0, 1, 2, 3, 4, 5]).prop_shuffle()) {
        let json: serde_json::Value = serde_json::from_str(&ledger.to_json_string()).expect("JSON");
        let fields = ["ledger", "title", "measures", "nodes", "links", "records"];
        let fields = order.iter().filter_map(|at| Some(format!("\"{}\": {}", fields[*at], json.get(fields[*at])?)));
        let fields: Vec<String> = fields.collect();
        check_json(format!("{{{}}}", fields.join(",\n ")).as_bytes(), &Limits::default())?;
    }

    /// What is read after other ledgers, and what is not read because of an error, leave the others as they were.
    #[test]
    fn several_ledgers(ledgers in prop::collection::vec((any_ledger(), edits(), any::<bool>()), 1..4)) {
        let limits = Limits::default();
        let (mut by_rows, mut by_ledgers) = (Builder::new(), Builder::new());
        for (at, (mut ledger, edits, is_json)) in ledgers.into_iter().enumerate() {
            // Most codes are of one ledger only.
            for row in &mut ledger.nodes {
                row.code = format!("{at}{}", row.code);
                row.parent = row.parent.as_ref().map(|parent| format!("{at}{parent}"));
            }
            for row in &mut ledger.links {
                (row.from, row.to) = (format!("{at}{}", row.from), format!("{at}{}", row.to));
            }
            ledger.nodes.push(NodeRow::new(Kind::Shop, format!("{at}X"), ""));
            let reader = Reader::new().with_limits(limits.clone());
            let (read, by_row) = if is_json {
                let bytes = edited(ledger.to_json_string().into_bytes(), &edits);
                (reader.json_reader(&bytes[..]), by_rows.read_json(&bytes[..]))
            } else {
                let Some((nodes, links)) = tables(&ledger) else { continue };
                let nodes = edited(without_scales(nodes), &edits);
                (reader.csv_readers(&nodes[..], &links[..]), by_rows.read_csv(&nodes[..], &links[..]))
            };
            match read {
                Ok(ledger) => {
                    prop_assert!(by_row.is_ok());
                    by_ledgers.add(&ledger);
                }
                Err(errors) => {
                    let by_row = by_row.expect_err("an error as well");
                    prop_assert_eq!(errors.to_string(), by_row.to_string());
                }
            }
        }
        prop_assert_eq!(told(by_rows.finish()), told(by_ledgers.finish()));
    }
}
