//! A ledger reads back as it was written, in both formats.

use std::collections::BTreeSet;

use gridgov::governance::Governance;
use gridgov::ledger::{Ledger, WriteError};
use gridgov::measure::Measure;
use gridgov::testing::{ledgers, mutated};
use proptest::prelude::*;

use crate::cases;
use crate::dump::dump;

fn written(ledger: &Ledger) -> Result<(String, String), WriteError> {
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    ledger.write_csv(&mut nodes, &mut links)?;
    Ok((String::from_utf8(nodes).unwrap(), String::from_utf8(links).unwrap()))
}

/// The same without a title, which tables have no place for.
fn untitled(mut ledger: Ledger) -> Ledger {
    ledger.title.clear();
    ledger
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn json_reads_back_and_the_second_writing_is_the_first(ledger in ledgers()) {
        let text = ledger.to_json_string();
        let read = Ledger::from_json_str(&text).unwrap();
        prop_assert_eq!(&read, &ledger);
        prop_assert_eq!(read.to_json_string(), text);
    }

    #[test]
    fn csv_reads_back_but_for_the_title(ledger in ledgers()) {
        let (nodes, links) = written(&ledger).unwrap();
        let read = Ledger::from_csv_str(&nodes, &links).unwrap();
        prop_assert_eq!(written(&read).unwrap(), (nodes.clone(), links.clone()));
        prop_assert_eq!(read, untitled(ledger.clone()));
        // As spreadsheets write them.
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let read = Ledger::from_csv_str(&windows(&nodes), &windows(&links)).unwrap();
        prop_assert_eq!(read.nodes.len(), ledger.nodes.len());
        prop_assert_eq!(read.links.len(), ledger.links.len());
    }

    /// The rows of one line stand on the lines of the file one after the other.
    #[test]
    fn rows_know_their_lines(ledger in ledgers()) {
        let text = ledger.to_json_string();
        let lines: Vec<&str> = text.lines().collect();
        for row in &Ledger::from_json_str(&text).unwrap().nodes {
            let line = lines[row.origin.line().unwrap() as usize - 1];
            let code = serde_json_text(&row.code);
            prop_assert!(line[row.origin.column().unwrap() as usize - 1..].starts_with(&format!("{{\"code\":{code}")), "{line}");
        }
        let (nodes, _) = written(&ledger).unwrap();
        let read = Ledger::from_csv_str(&nodes, "").unwrap();
        let mut line = 1 + nodes.lines().next().unwrap_or_default().matches('\n').count() as u32;
        for (row, next) in read.nodes.iter().zip(read.nodes.iter().skip(1)) {
            line = line.max(row.origin.line().unwrap());
            let breaks = |text: &str| text.matches('\n').count() as u32;
            let height = 1 + breaks(&row.code) + breaks(&row.name) + row.parent.as_deref().map_or(0, breaks);
            prop_assert_eq!(next.origin.line(), Some(line + height));
        }
    }

    #[test]
    fn both_formats_make_the_same_graph(ledger in ledgers()) {
        let ledger = untitled(ledger);
        let (nodes, links) = written(&ledger).unwrap();
        let by_csv = Governance::build(Ledger::from_csv_str(&nodes, &links).unwrap()).unwrap();
        let by_json = Governance::build(Ledger::from_json_str(&ledger.to_json_string()).unwrap()).unwrap();
        let direct = dump(&Governance::build(&ledger).unwrap());
        prop_assert_eq!(&dump(&by_csv), &direct);
        prop_assert_eq!(&dump(&by_json), &direct);
    }

    /// What is wrong with a ledger is not lost on the way through a file.
    #[test]
    fn faulty_ledgers_read_back_too(ledger in ledgers().prop_flat_map(mutated)) {
        let ids: BTreeSet<&str> = ledger.measures.iter().map(Measure::id).collect();
        let text = ledger.to_json_string();
        match Ledger::from_json_str(&text) {
            Ok(read) => {
                prop_assert_eq!(&read, &ledger);
                prop_assert_eq!(read.to_json_string(), text);
            }
            Err(errors) => prop_assert!(ids.len() < ledger.measures.len(), "{errors}"),
        }
        if let Ok((nodes, links)) = written(&ledger) {
            prop_assert_eq!(Ledger::from_csv_str(&nodes, &links).unwrap(), untitled(ledger));
        }
    }
}

/// A text as JSON writes it.
fn serde_json_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
