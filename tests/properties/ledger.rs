//! Ledgers are the same after they are written and read.

use gridgov::ledger::Ledger;
use gridgov::testing;
use proptest::prelude::*;

use crate::{config, odd_texts};

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn json_is_the_identity_and_a_second_write_is_the_first(ledger in prop_oneof![testing::ledgers(), testing::with_faults()]) {
        let written = ledger.to_json_string();
        match Ledger::from_json_str(&written) {
            Ok(read) => {
                prop_assert_eq!(&read, &ledger);
                prop_assert_eq!(read.to_json_string(), written);
            }
            // In JSON, two measures with one name are already an error of form.
            Err(errors) => {
                let twice = ledger.measures.iter().enumerate().any(|(at, m)| ledger.measures[..at].iter().any(|o| o.id() == m.id()));
                prop_assert!(twice, "{}", errors);
            }
        }
    }

    #[test]
    fn csv_is_the_identity_but_for_the_title(ledger in testing::ledgers()) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        ledger.write_csv(&mut nodes, &mut links).expect("a valid ledger fits into tables");
        let read = Ledger::from_csv_readers(nodes.as_slice(), links.as_slice())?;
        prop_assert_eq!(&read.measures, &ledger.measures);
        prop_assert_eq!(&read.nodes, &ledger.nodes);
        prop_assert_eq!(&read.links, &ledger.links);
        let (mut nodes_again, mut links_again) = (Vec::new(), Vec::new());
        read.write_csv(&mut nodes_again, &mut links_again).expect("it was written before");
        prop_assert_eq!(nodes_again, nodes);
        prop_assert_eq!(links_again, links);
    }

    #[test]
    fn odd_texts_in_csv_come_back_or_are_refused(ledger in odd_texts::ledgers()) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        if let Err(refusal) = ledger.write_csv(&mut nodes, &mut links) {
            prop_assert!(!refusal.to_string().is_empty());
            return Ok(());
        }
        let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(nodes.as_slice());
        for record in cells.records() {
            let record = record.expect("it was written as CSV");
            let is_run = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
            prop_assert!(!record.iter().any(is_run), "{:?}", record);
        }
        let read = Ledger::from_csv_readers(nodes.as_slice(), links.as_slice())?;
        let mut untitled = ledger;
        untitled.title.clear();
        prop_assert_eq!(read, untitled, "the title has no place in tables");
    }

    #[test]
    fn every_row_knows_its_line(ledger in testing::ledgers()) {
        let written = ledger.to_json_string();
        let lines: Vec<&str> = written.lines().collect();
        let read = Ledger::from_json_str(&written)?;
        for row in &read.nodes {
            let line = lines[row.origin.line().expect("a line") as usize - 1];
            let code = serde_json::to_string(&row.code).expect("a text");
            prop_assert!(line.contains(&format!("\"code\":{code}")), "{} is not {}", line, row.code);
        }
        for row in &read.links {
            let line = lines[row.origin.line().expect("a line") as usize - 1];
            prop_assert!(line.contains("\"relation\""), "{}", line);
        }
    }
}
