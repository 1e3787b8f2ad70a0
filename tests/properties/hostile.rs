//! Whatever is read and built: an error that says something, or a valid graph; never a panic.

use std::collections::BTreeSet;
use std::fs;

use gridgov::governance::{Governance, Node};
use gridgov::kind::Family;
use gridgov::ledger::{Ledger, LedgerErrors};
use gridgov::testing::{ledgers, ledgers_of, mutated};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::cases;
use crate::dump::dump;

/// What may break a reader where it stands; all in one piece.
const CHUNKS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b",",
    b":",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"null",
    b"true",
    b"{}",
    b"[]",
    b"1e3",
    b"-",
    b"0.1",
    b"99999999999999999999",
    b"\"\\ud800\"",
    b"\"\\u0000\"",
    b"\"code\":",
    b"\"nodes\":[],",
    b"\"parent\":null,",
    b"\"measures\":{},",
    b"\"links\":",
    b"code,kind,name\n",
    b"(scale 300)",
    b" (m2; scale 2)",
    b"declared:",
    "。１".as_bytes(),
];

#[derive(Debug, Clone)]
enum Edit {
    Flip(Index, u8),
    Truncate(Index),
    Insert(Index, &'static [u8]),
    Deep(Index, u16),
    Duplicate(Index, Index),
    Remove(Index, u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 1_u8..).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        1 => at().prop_map(Edit::Truncate),
        6 => (at(), prop::sample::select(CHUNKS)).prop_map(|(at, chunk)| Edit::Insert(at, chunk)),
        1 => (at(), any::<u16>()).prop_map(|(at, depth)| Edit::Deep(at, depth)),
        2 => (at(), at()).prop_map(|(one, other)| Edit::Duplicate(one, other)),
        3 => (at(), any::<u8>()).prop_map(|(at, count)| Edit::Remove(at, count)),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let end = bytes.len() + 1;
        match self {
            Edit::Flip(at, bits) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
            }
            Edit::Flip(..) => {}
            Edit::Truncate(at) => bytes.truncate(at.index(end)),
            Edit::Insert(at, chunk) => drop(bytes.splice(at.index(end)..at.index(end), chunk.iter().copied())),
            Edit::Deep(at, depth) => {
                let deep = std::iter::repeat_n(b'[', usize::from(*depth))
                    .chain(std::iter::repeat_n(b']', usize::from(*depth)));
                bytes.splice(at.index(end)..at.index(end), deep);
            }
            Edit::Duplicate(one, other) => {
                let (one, other) = (one.index(end), other.index(end));
                bytes.extend_from_within(one.min(other)..one.max(other));
                // Behind the place that it was taken from, not only at the end of the text.
                let length = one.abs_diff(other);
                bytes[one.max(other)..].rotate_right(length);
            }
            Edit::Remove(at, count) => {
                let at = at.index(end);
                bytes.drain(at..(at + usize::from(*count)).min(end - 1));
            }
        }
    }
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        edit.apply(&mut bytes);
    }
    bytes
}

/// What was read is built, and holds what every graph holds; errors say where and what.
fn judge(read: Result<Ledger, LedgerErrors>) -> Result<(), TestCaseError> {
    match read {
        Ok(ledger) => built(&ledger),
        Err(errors) => {
            prop_assert!(errors.iter().len() > 0);
            for error in errors.iter() {
                let text = error.to_string();
                prop_assert!(text.contains(": ") && text.len() < 2_000, "{text}");
            }
            Ok(())
        }
    }
}

fn built(ledger: &Ledger) -> Result<(), TestCaseError> {
    match Governance::build(ledger) {
        Ok(governance) => valid(&governance),
        Err(errors) => {
            prop_assert!(errors.iter().len() > 0);
            for error in &errors {
                prop_assert!(error.to_string().contains(": "), "{error}");
            }
            Ok(())
        }
    }
}

/// What holds for every graph.
fn valid(governance: &Governance) -> Result<(), TestCaseError> {
    let codes: BTreeSet<&str> = governance.nodes().map(Node::code).collect();
    prop_assert_eq!(codes.len(), governance.node_count());
    prop_assert!(!codes.contains(""));
    for node in governance.nodes() {
        prop_assert_eq!(governance.node(node.code()), Some(node));
        prop_assert!(node.parent().is_none_or(|above| above.kind().may_contain(node.kind())));
        prop_assert!(node.ancestors().count() < gridgov::ledger::limits::MAX_DEPTH);
        prop_assert!(node.leads().all(|led| led.kind().is_territory() && node.kind().family() == Family::Party));
        prop_assert!(
            node.posts().all(|post| post.territory.kind().is_territory() && node.kind().family() == Family::Person)
        );
        prop_assert!(node.covered().all(|place| place.kind().family() == Family::Place));
    }
    prop_assert!(!dump(governance).is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..200), more in vec(any::<u8>(), 0..100)) {
        judge(Ledger::from_json_reader(&bytes[..]))?;
        judge(Ledger::from_csv_readers(&bytes[..], &more[..]))?;
    }

    #[test]
    fn any_pieces_of_ledgers(pieces in vec(prop::sample::select(CHUNKS), 0..30)) {
        let bytes = pieces.concat();
        judge(Ledger::from_json_reader(&bytes[..]))?;
        let open = [b"{\"ledger\":1,\"nodes\":[{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\",", &bytes[..]].concat();
        judge(Ledger::from_json_reader(&open[..]))?;
        judge(Ledger::from_csv_readers(&[b"code,kind,name,", &bytes[..]].concat()[..], &bytes[..]))?;
    }

    #[test]
    fn any_faults_of_rows(ledger in ledgers().prop_flat_map(mutated)) {
        built(&ledger)?;
        judge(Ledger::from_json_str(&ledger.to_json_string()))?;
    }

    #[test]
    fn any_edit_of_a_json_text(ledger in ledgers_of(12), edits in vec(edit(), 1..4)) {
        judge(Ledger::from_json_reader(&edited(ledger.to_json_string().into_bytes(), &edits)[..]))?;
    }

    #[test]
    fn any_edit_of_a_table(ledger in ledgers_of(12), edits in vec(edit(), 1..4), other in vec(edit(), 0..3)) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        ledger.write_csv(&mut nodes, &mut links).unwrap();
        let (nodes, links) = (edited(nodes, &edits), edited(links, &other));
        judge(Ledger::from_csv_readers(&nodes[..], &links[..]))?;
    }

    /// Opening tells what reading tells, and what building tells of the rest.
    #[test]
    fn any_edit_of_a_file(ledger in ledgers_of(8).prop_flat_map(mutated), edits in vec(edit(), 0..3)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        fs::write(&path, edited(ledger.to_json_string().into_bytes(), &edits)).unwrap();
        match (Governance::open(&path), Ledger::open(&path)) {
            (Ok(governance), Ok(_)) => valid(&governance)?,
            (Err(opening), Ok(ledger)) => {
                let building = Governance::build(&ledger).unwrap_err();
                prop_assert_eq!(opening.to_string(), building.to_string());
            }
            (Err(opening), Err(reading)) => {
                let told: BTreeSet<String> = opening.iter().map(ToString::to_string).collect();
                for error in reading.iter() {
                    prop_assert!(told.contains(&error.to_string()), "{error}");
                }
            }
            (Ok(_), Err(errors)) => prop_assert!(false, "not opened for reading: {errors}"),
        }
    }
}
