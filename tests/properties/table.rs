//! Tables: what is written is read again, and says what a naive judge says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use gridgov::governance::Governance;
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::Ledger;
use gridgov::table::{ControlTotals, ExportOptions};
use gridgov::testing;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sha2::{Digest as _, Sha256};

use crate::byte_edits::{edit, edited};
use crate::config;
use crate::coverage::with_statements;
use crate::oracle::Oracle;

const FILES: [&str; 6] =
    ["bridge.parquet", "declared.parquet", "links.parquet", "measures.parquet", "nodes.parquet", "meta.json"];

/// The tables of a graph in a folder that goes with them.
fn exported(governance: &Governance) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    governance.export(folder.path(), &ExportOptions::default()).expect("it can be written");
    folder
}

fn bytes(folder: &Path) -> Vec<Vec<u8>> {
    FILES.map(|file| fs::read(folder.join(file)).expect("it was written")).to_vec()
}

/// The rows of a table, as the library shows them: texts and integers by column; what is null is left out.
fn rows(folder: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let reader =
        SerializedFileReader::new(File::open(folder.join(file)).expect("it was written")).expect("it is whole");
    let shown = |(name, field): (&String, &Field)| {
        let text = match field {
            Field::Null => return None,
            Field::Str(text) => text.clone(),
            Field::Int(integer) => integer.to_string(),
            Field::Long(integer) => integer.to_string(),
            other => panic!("a column of another form: {other:?}"),
        };
        Some((name.clone(), text))
    };
    let rows = reader.get_row_iter(None).expect("it has rows");
    rows.map(|row| row.expect("it is whole").get_column_iter().filter_map(shown).collect()).collect()
}

/// The rows of the bridge on one basis: unit, node and one more column, each row once.
fn pairs(rows: &[BTreeMap<String, String>], basis: &str, more: &str) -> BTreeSet<(String, String, String)> {
    let of_basis = rows.iter().filter(|row| row["basis"] == basis);
    let all: Vec<_> = of_basis.map(|row| (row["unit"].clone(), row["node"].clone(), row[more].clone())).collect();
    let once: BTreeSet<_> = all.iter().cloned().collect();
    assert_eq!(all.len(), once.len(), "each pair once: {all:?}");
    once
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn what_is_written_is_read_again(ledger in with_statements()) {
        let governance = Governance::build(&ledger)?;
        let folder = exported(&governance);
        let again = Governance::from_tables(folder.path())?;
        prop_assert_eq!(again.to_ledger().to_json_string(), governance.to_ledger().to_json_string());
        prop_assert_eq!(bytes(exported(&again).path()), bytes(folder.path()));
        prop_assert_eq!(ControlTotals::read(folder.path())?, ControlTotals::of(&governance));
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace((ledger, shuffled) in testing::ledgers().prop_flat_map(|ledger| {
        (Just(ledger.clone()), testing::shuffled(ledger))
    })) {
        let [one, other] = [Governance::build(&ledger)?, Governance::build(&shuffled)?].map(|built| exported(&built));
        prop_assert_eq!(bytes(one.path()), bytes(other.path()));
    }

    #[test]
    fn columns_of_nodes_say_what_the_rows_say(ledger in with_statements()) {
        let governance = Governance::build(&ledger)?;
        let oracle = Oracle::new(&ledger);
        let folder = exported(&governance);
        let rows = rows(folder.path(), "nodes.parquet");
        prop_assert_eq!(rows.len(), ledger.nodes.len());
        for (row, pre) in rows.iter().zip(0..) {
            let code = *oracle.rows.get_key_value(row["code"].as_str()).expect("a node").0;
            let (above, below) = (oracle.self_and_above(code), oracle.subtree(code));
            prop_assert_eq!(&row["name"], &oracle.rows[code].name);
            prop_assert_eq!(row.get("category"), oracle.rows[code].category.as_ref());
            prop_assert_eq!(row.get("parent").map(String::as_str), oracle.parent(code));
            let numbers = ["pre", "end", "depth"].map(|column| row[column].parse::<usize>().expect("a number"));
            prop_assert_eq!(numbers, [pre, pre + below.len(), above.len() - 1]);
            let inside: BTreeSet<&str> = rows[pre..pre + below.len()].iter().map(|row| row["code"].as_str()).collect();
            prop_assert_eq!(&inside, &below);
            let is_territory = |code: &&&str| oracle.kind(code).is_territory();
            prop_assert_eq!(row.get("territory").map(String::as_str), above.iter().find(is_territory).copied());
            for kind in Kind::ALL.iter().filter(|kind| kind.is_territory()) {
                let level = above.iter().find(|above| oracle.kind(above) == *kind).copied();
                prop_assert_eq!(row.get(kind.id()).map(String::as_str), level, "{} of {}", kind, code);
            }
            let node = governance.node(code).expect("a node");
            for relation in Relation::LINKS {
                let records = u8::from(node.records(*relation)).to_string();
                prop_assert_eq!(&row[&format!("records_{}", relation.id())], &records);
            }
            let units = ledger.measures.iter().filter_map(|measure| oracle.units(code, measure.id()));
            let written = row.iter().filter(|(name, _)| name.starts_with("m_")).map(|(_, units)| units.clone());
            prop_assert_eq!(
                written.collect::<BTreeSet<String>>(),
                units.map(|units| units.to_string()).collect::<BTreeSet<String>>()
            );
        }
    }

    #[test]
    fn the_bridge_is_closed_and_has_each_pair_once(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger)?;
        let oracle = Oracle::new(&ledger);
        let folder = exported(&governance);
        let (bridge, nodes) = (rows(folder.path(), "bridge.parquet"), rows(folder.path(), "nodes.parquet"));
        let is_covered = |code: &str| {
            let mut covers = oracle.links_of(Relation::Covers);
            let (code, _) = oracle.rows.get_key_value(code).expect("a node");
            covers.any(|(_, place, _)| oracle.self_and_above(code).contains(&place))
        };
        let mut expected = BTreeSet::new();
        for territory in oracle.territories() {
            let home: BTreeSet<&str> = oracle.home(territory).into_iter().collect();
            for node in oracle.distinct(territory).into_iter().filter(|node| is_covered(node)) {
                let home = u8::from(home.contains(node)).to_string();
                expected.insert((territory.to_owned(), node.to_owned(), home));
            }
        }
        let covers = pairs(&bridge, "covers", "home");
        prop_assert_eq!(&covers, &expected);
        // What counts once is what stands inside, and what is covered from outside.
        for territory in oracle.territories() {
            let level = oracle.kind(territory).id();
            let inside = nodes.iter().filter(|row| row.get(level).is_some_and(|code| code == territory));
            let mut counted: Vec<&str> = inside.map(|row| row["code"].as_str()).collect();
            let outside = covers.iter().filter(|(unit, _, home)| unit == territory && home == "0");
            counted.extend(outside.map(|(_, node, _)| node.as_str()));
            counted.sort_unstable();
            prop_assert_eq!(counted, oracle.distinct(territory));
        }
    }

    #[test]
    fn the_bridge_joins_what_a_party_organisation_answers_for(ledger in testing::ledgers()) {
        let governance = Governance::build(&ledger)?;
        let oracle = Oracle::new(&ledger);
        let folder = exported(&governance);
        let (bridge, nodes) = (rows(folder.path(), "bridge.parquet"), rows(folder.path(), "nodes.parquet"));
        let pairs = pairs(&bridge, "answers_for", "joins");
        for party in oracle.rows.keys() {
            let mut joined: Vec<&str> = Vec::new();
            for (_, node, joins) in pairs.iter().filter(|(unit, _, _)| unit == party) {
                let column = if joins == "territory" { "territory" } else { "code" };
                let by = nodes.iter().filter(|row| row.get(column) == Some(node));
                joined.extend(by.map(|row| row["code"].as_str()));
            }
            joined.sort_unstable();
            prop_assert_eq!(joined, oracle.answers_for(party).into_iter().collect::<Vec<_>>(), "{}", party);
        }
    }
}

/// What attackers insert: numbers that a reader may take for lengths, and the marks of the format.
const SCRAPS: &[&[u8]] = &[
    b"PAR1",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\x00\x00\x00\x80",
    b"\x15\x00",
    b"\x19\xfc",
    b"0",
    b"-1",
    b"null",
    b"9223372036854775807",
    b"\"",
    b"{}",
];

/// Tables of a small graph in which the bytes of a file are edited.
fn damaged() -> impl Strategy<Value = (Ledger, &'static str, Vec<crate::byte_edits::Edit>)> {
    (testing::ledgers_of(20), select(&FILES[..]), prop::collection::vec(edit(SCRAPS), 1..4))
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn a_file_that_was_changed_is_never_another_graph((ledger, file, edits) in damaged()) {
        let governance = Governance::build(&ledger)?;
        let folder = exported(&governance);
        let path = folder.path().join(file);
        let before = fs::read(&path).expect("it was written");
        let after = edited(before.clone(), &edits);
        fs::write(&path, &after).expect("it can be written");
        match Governance::from_tables(folder.path()) {
            Ok(again) => {
                prop_assert_eq!(again.to_ledger(), governance.to_ledger());
                prop_assert!(before == after || file == "meta.json", "{} was changed", file);
            }
            Err(errors) => prop_assert!(errors.messages().all(|error| error.place().is_some()), "{}", errors),
        }
        // Control totals are made of the same files.
        if let Ok(totals) = ControlTotals::read(folder.path()) {
            prop_assert!(totals == ControlTotals::of(&governance) || file == "meta.json");
        }
    }

    /// Whoever changes a file can change what is said of it too. Then the digest of what is said is still another one.
    #[test]
    fn a_file_that_was_forged_is_never_another_graph((ledger, file, edits) in damaged()) {
        let governance = Governance::build(&ledger)?;
        let folder = exported(&governance);
        let path = folder.path().join(file);
        let after = edited(fs::read(&path).expect("it was written"), &edits);
        fs::write(&path, &after).expect("it can be written");
        forge(folder.path(), file, &after, false);
        if let Ok(again) = Governance::from_tables(folder.path()) {
            prop_assert_eq!(again.to_ledger(), governance.to_ledger());
        }
    }

    /// A forger who changes all digests makes another graph, but no panic, and none that could not be built.
    #[test]
    fn a_forged_folder_never_panics((ledger, file, edits) in damaged()) {
        let governance = Governance::build(&ledger)?;
        let folder = exported(&governance);
        let path = folder.path().join(file);
        let after = edited(fs::read(&path).expect("it was written"), &edits);
        fs::write(&path, &after).expect("it can be written");
        forge(folder.path(), file, &after, true);
        if let Ok(again) = Governance::from_tables(folder.path()) {
            prop_assert!(Governance::build(again.to_ledger()).is_ok());
        }
        drop(ControlTotals::read(folder.path()));
    }

    /// Bytes within a file are overwritten one by one, where headers of pages and columns stand.
    #[test]
    fn bytes_of_a_forged_file_never_panic(
        ledger in testing::ledgers_of(12),
        file in select(&FILES[..5]),
        flips in prop::collection::vec((any::<Index>(), any::<u8>()), 1..3),
    ) {
        let governance = Governance::build(&ledger)?;
        let folder = exported(&governance);
        let path = folder.path().join(file);
        let mut bytes = fs::read(&path).expect("it was written");
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        fs::write(&path, &bytes).expect("it can be written");
        forge(folder.path(), file, &bytes, true);
        if let Ok(again) = Governance::from_tables(folder.path()) {
            prop_assert!(Governance::build(again.to_ledger()).is_ok());
        }
        drop(ControlTotals::read(folder.path()));
    }
}

/// Writes the digest of a changed file into `meta.json`, and where that is asked for the digest of what it then says.
fn forge(folder: &Path, file: &str, bytes: &[u8], all: bool) {
    let path = folder.join("meta.json");
    let Ok(text) = fs::read_to_string(&path) else { return };
    let Ok(meta) = serde_json::from_str::<serde_json::Value>(&text) else { return };
    let digest_of = |bytes: &[u8]| {
        let digits: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        digits.concat()
    };
    let mut forged = text.clone();
    if let Some(old) = meta["files"][file]["sha256"].as_str() {
        forged = forged.replace(old, &digest_of(bytes));
    }
    if let Some(old) = meta["digest"].as_str().filter(|old| all && !old.is_empty()) {
        let without = forged.replace(old, "");
        forged = forged.replace(old, &digest_of(without.as_bytes()));
    }
    fs::write(&path, forged).expect("it can be written");
}
